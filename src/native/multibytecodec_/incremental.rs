//! `MultibyteIncrementalEncoder` and `MultibyteIncrementalDecoder`.

use num_bigint::BigInt;

use super::NativeClass;
use super::convert::{End, refuse};
use super::converter::{Converter, ERRORS, MOST_BYTES, MOST_CHARACTERS, Piece, Way};
use crate::object::{ClassFlags, Layout, OwnDict, Py, Slot, Tuple, Value, payload};
use crate::protocol::{self, attribute};
use crate::text::codec_fault::Ending;
use crate::text::int_bytes::{self, ByteOrder, Signedness};
use crate::types::bytes::{self, Bytes};
use crate::types::class::{Arguments, Class, ClassSpec, NativeDef, Slots};
use crate::types::codec::Codec as TextCodec;
use crate::types::codec::decode_with;
use crate::types::int::{self, Number};
use crate::vm::{PyResult, Raised, Vm, arguments};

/// The declaration of `MultibyteIncrementalEncoder`.
pub static ENCODER: NativeClass = NativeClass::new(ClassSpec {
    module: "_multibytecodec",
    flags: FLAGS,
    slots: Slots {
        getattro: Some(attribute::generic_get),
        new: Some(new_encoder),
        init: Some(|_, _, _| Ok(())),
        ..Slots::EMPTY
    },
    methods: &[
        NativeDef::keywords("encode", "input, final=False", encode),
        NativeDef::none("getstate", encoder_state),
        NativeDef::one("setstate", set_encoder_state),
        NativeDef::none("reset", |_, this| {
            let converter = &this.expect::<MultibyteIncrementalEncoder>().converter;
            let mut state = converter.state.get();
            converter.codec.encoding.reset_encoder(&mut state, &mut Vec::new());
            converter.state.set(state);
            converter.pending.take();
            Ok(Value::NONE)
        }),
    ],
    getset: &[ERRORS],
    ..ClassSpec::new("MultibyteIncrementalEncoder", Layout::of::<MultibyteIncrementalEncoder>())
});

/// The declaration of `MultibyteIncrementalDecoder`.
pub static DECODER: NativeClass = NativeClass::new(ClassSpec {
    module: "_multibytecodec",
    flags: FLAGS,
    slots: Slots {
        getattro: Some(attribute::generic_get),
        new: Some(new_decoder),
        init: Some(|_, _, _| Ok(())),
        ..Slots::EMPTY
    },
    methods: &[
        NativeDef::keywords("decode", "input, final=False", decode),
        NativeDef::none("getstate", decoder_state),
        NativeDef::one("setstate", set_decoder_state),
        NativeDef::none("reset", |_, this| {
            this.expect::<MultibyteIncrementalDecoder>().converter.reset_decoder();
            Ok(Value::NONE)
        }),
    ],
    getset: &[ERRORS],
    ..ClassSpec::new("MultibyteIncrementalDecoder", Layout::of::<MultibyteIncrementalDecoder>())
});

/// Those of the four classes.
pub const FLAGS: ClassFlags = ClassFlags::HEAP_TYPE.union(ClassFlags::BASE_TYPE);

/// An encoder that is given a text piece by piece.
pub struct MultibyteIncrementalEncoder {
    /// What it shares with the others.
    pub converter: Converter,
}

payload! { MultibyteIncrementalEncoder: AtBirth, size 48, own_dict OwnDict::ClassUnseen;
    references { converter = .errors }
}

/// A decoder that is given data piece by piece.
pub struct MultibyteIncrementalDecoder {
    /// What it shares with the others.
    pub converter: Converter,
}

payload! { MultibyteIncrementalDecoder: AtBirth, size 56, own_dict OwnDict::ClassUnseen;
    references { converter = .errors }
}

fn new_encoder(vm: &mut Vm, class: &Py<Class>, given: Arguments<'_>) -> PyResult {
    let bound = arguments::bind(vm, "IncrementalEncoder", "errors='strict'", given)?;
    let converter = Converter::new(vm, class, ("IncrementalEncoder", 1), bound[0].as_ref(), Way::Encode)?;
    Ok(vm.heap.alloc(class, MultibyteIncrementalEncoder { converter }).into_value())
}

fn new_decoder(vm: &mut Vm, class: &Py<Class>, given: Arguments<'_>) -> PyResult {
    let bound = arguments::bind(vm, "IncrementalDecoder", "errors='strict'", given)?;
    let converter = Converter::new(vm, class, ("IncrementalDecoder", 1), bound[0].as_ref(), Way::Decode)?;
    Ok(vm.heap.alloc(class, MultibyteIncrementalDecoder { converter }).into_value())
}

fn is_final(vm: &mut Vm, last: &Slot) -> PyResult<bool> {
    match last {
        Some(last) => protocol::is_true(vm, last),
        None => Ok(false),
    }
}

fn encode(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let [Some(input), last] = bound else { return Ok(Value::NONE) };
    let end = if is_final(vm, last)? { End::Reset } else { End::Open };
    let encoder = this.expect::<MultibyteIncrementalEncoder>().clone();
    let data = encoder.converter.encode(vm, input, end)?;
    Ok(bytes::new(vm, data))
}

fn decode(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let [Some(input), last] = bound else { return Ok(Value::NONE) };
    let data = bytes::required(vm, input)?;
    let piece = if is_final(vm, last)? { Piece::LastOrAgain } else { Piece::Inner };
    let decoder = this.expect::<MultibyteIncrementalDecoder>().clone();
    let text = decoder.converter.decode(vm, &data, piece, &mut None)?;
    Ok(vm.new_str_bytes(&text).into_value())
}

fn number(vm: &mut Vm, bytes: &[u8]) -> Value {
    let number = int_bytes::from_bytes(bytes, ByteOrder::Little, Signedness::Unsigned);
    int::from_big(vm, number)
}

/// OverflowErrors "int too big to convert", "can't convert negative int to unsigned".
fn bytes_of(vm: &mut Vm, number: &BigInt, length: usize) -> PyResult<Vec<u8>> {
    let bytes = int_bytes::to_bytes(number, length, ByteOrder::Little, Signedness::Unsigned);
    bytes.map_err(|error| int::raise(vm, error))
}

/// Bytes of a text that waits, at most: UTF-8 needs four for a character.
const MOST_TEXT: usize = MOST_CHARACTERS * 4;

/// `getstate()`: a number whose bytes are the length of the text that waits, that text in UTF-8, and the state. UnicodeError
/// "pending buffer too large".
fn encoder_state(vm: &mut Vm, this: &Value) -> PyResult {
    let converter = &this.expect::<MultibyteIncrementalEncoder>().converter;
    let pending = converter.pending.borrow().clone().unwrap_or_default();
    if pending.len() > MOST_TEXT {
        return Err(too_large(vm));
    }
    let mut bytes = vec![pending.len() as u8];
    bytes.extend(pending);
    bytes.extend(converter.state.get());
    Ok(number(vm, &bytes))
}

fn too_large(vm: &mut Vm) -> Raised {
    let text = vm.new_str("pending buffer too large").into_value();
    vm.raise_with(|types| &types.unicode_error, vec![text])
}

/// `setstate(state)`: TypeError "setstate() argument must be int, not str".
fn set_encoder_state(vm: &mut Vm, this: &Value, given: &Value) -> PyResult {
    let Some(given_number) = Number::of(given) else {
        let class = if given.is_none() { "None".to_owned() } else { vm.class_name(given) };
        return Err(vm.type_error(format!("setstate() argument must be int, not {class}")));
    };
    let bytes = bytes_of(vm, &given_number.to_big(), 1 + MOST_TEXT + size_of::<u64>())?;
    let length = usize::from(bytes[0]);
    if length > MOST_TEXT {
        return Err(too_large(vm));
    }
    let pending = bytes::new(vm, &bytes[1..=length]);
    let text = decode_with(vm, TextCodec::Utf8, &pending, &bytes[1..=length], None, Ending::Final)?.text;
    let converter = &this.expect::<MultibyteIncrementalEncoder>().converter;
    converter.pending.replace(Some(text));
    converter.state.set(state_from(&bytes[1 + length..]));
    Ok(Value::NONE)
}

fn state_from(bytes: &[u8]) -> [u8; 8] {
    let mut state = [0; 8];
    for (to, from) in state.iter_mut().zip(bytes) {
        *to = *from;
    }
    state
}

/// `getstate()`: the bytes that wait, and the state as a number.
fn decoder_state(vm: &mut Vm, this: &Value) -> PyResult {
    let converter = &this.expect::<MultibyteIncrementalDecoder>().converter;
    let pending = converter.pending.borrow().clone().unwrap_or_default();
    let (pending, state) = (bytes::new(vm, pending), number(vm, &converter.state.get()));
    Ok(vm.new_tuple(vec![pending, state]).into_value())
}

/// `setstate(state)`: TypeErrors "setstate() argument must be tuple, not int", "setstate(): illegal state argument";
/// UnicodeDecodeError "pending buffer too large".
fn set_decoder_state(vm: &mut Vm, this: &Value, given: &Value) -> PyResult {
    let Some(items) = given.cast::<Tuple>().map(|given| given.items()) else {
        let class = if given.is_none() { "None".to_owned() } else { vm.class_name(given) };
        return Err(vm.type_error(format!("setstate() argument must be tuple, not {class}")));
    };
    let parts = match items {
        [pending, state] => pending.cast::<Bytes>().zip(Number::of(state)),
        _ => None,
    };
    let Some((pending, state)) = parts else {
        return Err(vm.type_error("setstate(): illegal state argument"));
    };
    let state = bytes_of(vm, &state.to_big(), size_of::<u64>())?;
    let converter = &this.expect::<MultibyteIncrementalDecoder>().converter;
    let length = pending.data.len();
    if length > MOST_BYTES {
        let data = pending.data.to_vec();
        return Err(refuse(vm, &converter.codec, &data, (0, length), "pending buffer too large"));
    }
    converter.pending.replace(Some(pending.data.to_vec()));
    converter.state.set(state_from(&state));
    Ok(Value::NONE)
}
