//! Incremental decoders and encoders of text files: those of our own encodings, or what the registry gives.

use crate::native::NativeClass;
use crate::object::{ClassFlags, HeapCell, Layout, Slot, Str, Tuple, Value, payload};
use crate::protocol::{self, attribute};
use crate::text::codec_fault::Ending;
use crate::text::escape::Escapes;
use crate::types::bytes;
use crate::types::class::{ClassSpec, NativeDef};
use crate::types::codec::{self, Codec, Order, registry};
use crate::types::int::{self, Number};
use crate::vm::{PyResult, Vm};

use super::newline_decoder::{self, NewlineDecoder, Piece};

/// The declaration of the decoders of our own encodings.
pub static DECODER: NativeClass = NativeClass::new(ClassSpec {
    module: "encodings",
    flags: ClassFlags::HEAP_TYPE.union(ClassFlags::CONTAINER),
    methods: &[
        NativeDef::keywords("decode", "input, final=False", |vm, this, bound| {
            let [Some(input), last] = bound else { return Ok(Value::NONE) };
            let last = match last {
                Some(last) => protocol::is_true(vm, last)?,
                None => false,
            };
            decode(vm, this, input, if last { Piece::Last } else { Piece::Inner })
        }),
        NativeDef::none("getstate", |vm, this| {
            let rest = this.expect::<TextDecoder>().rest.get(&vm.heap).clone();
            let rest = bytes::new(vm, rest);
            Ok(vm.new_tuple(vec![rest, Value::index(0)]).into_value())
        }),
        NativeDef::one("setstate", |vm, this, state| {
            let Some([rest, _]) = state.cast::<Tuple>().map(|state| state.items()) else {
                return Err(vm.type_error("illegal decoder state"));
            };
            let rest = bytes::required(vm, rest)?;
            this.expect::<TextDecoder>().rest.set(&mut vm.heap, rest);
            Ok(Value::NONE)
        }),
        NativeDef::none("reset", |vm, this| {
            this.expect::<TextDecoder>().rest.get_mut(&mut vm.heap).clear();
            Ok(Value::NONE)
        }),
    ],
    ..ClassSpec::new("IncrementalDecoder", Layout::of::<TextDecoder>())
})
.hidden();

/// The declaration of the encoders of our own encodings.
pub static ENCODER: NativeClass = NativeClass::new(ClassSpec {
    module: "encodings",
    flags: ClassFlags::HEAP_TYPE.union(ClassFlags::CONTAINER),
    methods: &[
        NativeDef::keywords("encode", "input, final=False", |vm, this, bound| {
            let Some(Some(text)) = bound.first() else { return Ok(Value::NONE) };
            let Some(text) = text.cast::<Str>() else { return Err(vm.type_error("the input must be a str")) };
            let encoder = this.expect::<TextEncoder>();
            let data = codec::encode_with(vm, encoder.codec, text, Some(&encoder.errors))?;
            Ok(bytes::new(vm, data))
        }),
        NativeDef::none("getstate", |_, _| Ok(Value::index(0))),
        NativeDef::one("setstate", |_, _, _| Ok(Value::NONE)),
        NativeDef::none("reset", |_, _| Ok(Value::NONE)),
    ],
    ..ClassSpec::new("IncrementalEncoder", Layout::of::<TextEncoder>())
})
.hidden();

/// A decoder of one of our own encodings.
pub struct TextDecoder {
    codec: Codec,
    errors: Box<str>,
    /// Bytes that wait for more.
    rest: HeapCell<Vec<u8>>,
}

payload! { TextDecoder: Atom, size 56; }

/// An encoder of one of our own encodings.
pub struct TextEncoder {
    /// The encoding.
    pub codec: Codec,
    /// The handling of errors.
    pub errors: Box<str>,
}

payload! { TextEncoder: Atom, size 48; }

/// An encoding that a text file uses.
pub enum Encoding {
    /// One of ours, each piece of which is decoded and encoded alike.
    Own(Codec),
    /// What the registry has found.
    Registered(Value),
}

impl Encoding {
    /// The encoding of that name; LookupErrors "unknown encoding: x", "'hex' is not a text encoding".
    pub fn find(vm: &mut Vm, name: &str) -> PyResult<Encoding> {
        match Codec::find(name) {
            // Those with a mark in front, and those that keep more than bytes, are the library's.
            None
            | Some(
                Codec::Utf8Sig
                | Codec::Utf7
                | Codec::Punycode
                | Codec::Escape(Escapes::All | Escapes::Unicode)
                | Codec::Utf16(Order::Marked)
                | Codec::Utf32(Order::Marked),
            ) => Ok(Encoding::Registered(registry::text_codec(vm, name, None)?)),
            Some(codec) => Ok(Encoding::Own(codec)),
        }
    }

    /// A new decoder.
    pub fn decoder(&self, vm: &mut Vm, errors: &str) -> PyResult {
        match self {
            Encoding::Own(codec) => {
                let class = DECODER.of(vm);
                let payload = TextDecoder { codec: *codec, errors: errors.into(), rest: HeapCell::new(Vec::new()) };
                Ok(vm.heap.alloc(&class, payload).into_value())
            }
            Encoding::Registered(info) => make(vm, info, "incrementaldecoder", errors),
        }
    }

    /// A new encoder.
    pub fn encoder(&self, vm: &mut Vm, errors: &str) -> PyResult {
        match self {
            Encoding::Own(codec) => {
                let class = ENCODER.of(vm);
                let payload = TextEncoder { codec: *codec, errors: errors.into() };
                Ok(vm.heap.alloc(&class, payload).into_value())
            }
            Encoding::Registered(info) => make(vm, info, "incrementalencoder", errors),
        }
    }
}

fn make(vm: &mut Vm, info: &Value, kind: &str, errors: &str) -> PyResult {
    let (name, errors) = (vm.intern(kind), vm.new_str(errors).into_value());
    let class = attribute::get(vm, info, &name)?;
    protocol::call(vm, &class, &[errors])
}

/// Decodes a piece by any decoder: what it gives.
pub fn decode(vm: &mut Vm, decoder: &Value, input: &Value, piece: Piece) -> PyResult {
    if newline_decoder::SPEC.is_class_of(vm, decoder) {
        let decoder = decoder.expect::<NewlineDecoder>().clone();
        return newline_decoder::decode(vm, &decoder, input, piece).map(crate::object::Py::into_value);
    }
    let Some(own) = decoder.cast::<TextDecoder>() else {
        let name = vm.intern("decode");
        let last = Value::bool(piece == Piece::Last);
        return protocol::call_method(vm, decoder, &name, &[input.clone(), last]);
    };
    let own = own.clone();
    let Some(data) = bytes::read(vm, input, bytes::Request::Simple)? else {
        let class = vm.class_name(input);
        return Err(vm.type_error(format!("can't concat {class} to bytes")));
    };
    let rest = own.rest.take(&mut vm.heap);
    if rest.is_empty() && data.is_ascii() && own.codec.is_ascii_based() {
        return Ok(vm.new_str_ascii(&data).into_value());
    }
    let (data, object) = if rest.is_empty() {
        (data, input.clone())
    } else {
        let data = [rest, data].concat();
        let object = bytes::new(vm, data.as_slice());
        (data, object)
    };
    let ending = if piece == Piece::Last { Ending::Final } else { Ending::Open };
    let decoded = codec::decode_with(vm, own.codec, &object, &data, Some(&own.errors), ending)?;
    own.rest.set(&mut vm.heap, data[decoded.consumed..].to_vec());
    Ok(vm.new_str_bytes(&decoded.text).into_value())
}

/// The bytes that a decoder keeps and the number of its state.
pub fn state(vm: &mut Vm, decoder: &Value) -> PyResult<(Vec<u8>, i64)> {
    if let Some(own) = decoder.cast::<TextDecoder>() {
        return Ok((own.rest.get(&vm.heap).clone(), 0));
    }
    let (rest, flags) = newline_decoder::state_of(vm, decoder)?;
    let Some(rest) = rest.cast::<bytes::Bytes>() else {
        let class = vm.class_name(&rest);
        let text = format!("illegal decoder state: the first item should be a bytes object, not '{class}'");
        return Err(vm.type_error(text));
    };
    match Number::of(&flags).and_then(Number::to_i64) {
        Some(flags) => Ok((rest.data.to_vec(), flags)),
        None => Err(vm.type_error("illegal decoder state")),
    }
}

/// Puts a decoder into a state.
pub fn set_state(vm: &mut Vm, decoder: &Value, rest: &[u8], flags: i64) -> PyResult<()> {
    let (name, rest, flags) = (vm.intern("setstate"), bytes::new(vm, rest), int::from_i64(vm, flags));
    let state = vm.new_tuple(vec![rest, flags]).into_value();
    protocol::call_method(vm, decoder, &name, &[state]).map(drop)
}

/// Calls `reset` of a decoder or encoder.
pub fn reset(vm: &mut Vm, codec: &Slot) -> PyResult<()> {
    match codec {
        Some(codec) if !codec.has::<TextEncoder>() => {
            let name = vm.intern("reset");
            protocol::call_method(vm, codec, &name, &[]).map(drop)
        }
        _ => Ok(()),
    }
}

/// Whether so much text is so many bytes, and each character is whole in a piece, with a decoder of ours that has seen
/// neither faults nor carriage returns: the bytes of the first `count` characters. `None` if that cannot be said.
pub fn plain_length(vm: &Vm, decoder: &Value, input: &[u8], text: &[u8], count: usize) -> Option<usize> {
    let mut decoder = decoder.clone();
    if let Some(newlines) = decoder.cast::<NewlineDecoder>() {
        decoder = newlines.decoder.get(&vm.heap).clone()?;
    }
    let own = decoder.cast::<TextDecoder>()?;
    if input.contains(&b'\r') {
        return None;
    }
    match own.codec {
        Codec::Utf8 if input.starts_with(text) => Some(crate::text::wtf8::byte_offset(text, count)),
        Codec::Ascii | Codec::Latin1 => Some(count),
        _ if input.is_ascii() && own.codec.is_ascii_based() => Some(count),
        _ => None,
    }
}
