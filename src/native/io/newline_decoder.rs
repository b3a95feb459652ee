//! `IncrementalNewlineDecoder`: line ends become `\n`, piece by piece, and are told.

use std::cell::Cell;

use super::errors::shown;
use crate::native::NativeClass;
use crate::object::{ClassFlags, HeapCell, Layout, Py, Slot, Str, Tuple, Value, payload};
use crate::protocol;
use crate::text::room::{Room, with_room};
use crate::types::bytes;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, NewFrom, Slots};
use crate::types::int::{self, Number};
use crate::vm::arguments::bind;
use crate::vm::{PyResult, Vm};

/// The declaration of `IncrementalNewlineDecoder`.
pub static SPEC: NativeClass = NativeClass::new(ClassSpec {
    module: "_io",
    flags: ClassFlags::HEAP_TYPE.union(ClassFlags::BASE_TYPE),
    slots: Slots { new: Some(new), init: Some(init), ..Slots::EMPTY },
    new_from: NewFrom::Unlisted,
    methods: &[
        NativeDef::keywords("decode", "input, final=False", |vm, this, bound| {
            let [Some(input), last] = bound else { return Ok(Value::NONE) };
            let last = match last {
                Some(last) => protocol::is_true(vm, last)?,
                None => false,
            };
            let piece = if last { Piece::Last } else { Piece::Inner };
            let decoder = checked(vm, this)?;
            decode(vm, decoder, input, piece).map(Py::into_value)
        }),
        NativeDef::none("getstate", get_state),
        NativeDef::one("setstate", set_state),
        NativeDef::none("reset", |vm, this| {
            let decoder = checked(vm, this)?;
            reset(vm, decoder)?;
            Ok(Value::NONE)
        }),
    ],
    getset: &[GetSet::read_only("newlines", |vm, this| {
        checked(vm, this)?;
        newlines(vm, this.expect::<NewlineDecoder>())
    })],
    ..ClassSpec::new("IncrementalNewlineDecoder", Layout::of::<NewlineDecoder>())
});

/// Kinds of line ends that have been seen.
mod seen {
    pub const CR: u8 = 1;
    pub const LF: u8 = 2;
    pub const CRLF: u8 = 4;
}

/// Whether more is to come.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// Yes.
    Inner,
    /// No.
    Last,
}

/// What becomes of line ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    /// They are told only.
    Kept,
    /// They become `\n`.
    Translated,
}

/// A decoder of line ends behind another decoder.
pub struct NewlineDecoder {
    /// Where the text comes from: None if it is given. Unset before `__init__`.
    pub decoder: HeapCell<Slot>,
    errors: HeapCell<Slot>,
    is_carriage_return_pending: Cell<bool>,
    translates: Cell<bool>,
    seen: Cell<u8>,
}

payload! { NewlineDecoder: AtBirth, size 40;
    references { decoder, errors }
    clear { decoder, errors }
}

impl NewlineDecoder {
    /// A decoder behind `decoder`, which is None for text.
    pub fn create(vm: &mut Vm, decoder: Value, ends: Ends) -> Py<NewlineDecoder> {
        let class = SPEC.of(vm);
        let strict = vm.intern("strict").into_value();
        let payload = empty();
        payload.translates.set(ends == Ends::Translated);
        payload.decoder.set(&mut vm.heap, Some(decoder));
        payload.errors.set(&mut vm.heap, Some(strict));
        vm.heap.alloc(&class, payload)
    }
}

fn empty() -> NewlineDecoder {
    NewlineDecoder {
        decoder: HeapCell::new(None),
        errors: HeapCell::new(None),
        is_carriage_return_pending: Cell::new(false),
        translates: Cell::new(false),
        seen: Cell::new(0),
    }
}

fn new(vm: &mut Vm, class: &Py<Class>, _arguments: Arguments<'_>) -> PyResult {
    Ok(vm.heap.alloc(class, empty()).into_value())
}

fn init(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    let bound = bind(vm, "IncrementalNewlineDecoder", "decoder, translate, errors='strict'", arguments)?;
    let [Some(decoder), Some(translate), errors] = &bound[..] else { return Ok(()) };
    let translates = protocol::is_true(vm, translate)?;
    let errors = match errors {
        Some(errors) => errors.clone(),
        None => vm.intern("strict").into_value(),
    };
    let this = this.expect::<NewlineDecoder>();
    this.decoder.set(&mut vm.heap, Some(decoder.clone()));
    this.errors.set(&mut vm.heap, Some(errors));
    this.translates.set(translates);
    this.seen.set(0);
    this.is_carriage_return_pending.set(false);
    Ok(())
}

fn checked<'a>(vm: &mut Vm, this: &'a Value) -> PyResult<&'a Py<NewlineDecoder>> {
    let decoder = this.expect::<NewlineDecoder>();
    if decoder.decoder.get(&vm.heap).is_none() {
        return Err(vm.value_error("IncrementalNewlineDecoder.__init__() not called"));
    }
    Ok(decoder)
}

/// Decodes a piece: bytes for the decoder behind, or text. TypeError "decoder should return a string result, not
/// 'bytes'".
pub fn decode(vm: &mut Vm, this: &NewlineDecoder, input: &Value, piece: Piece) -> PyResult<Py<Str>> {
    let decoder = this.decoder.get(&vm.heap).clone().unwrap_or(Value::NONE);
    let output = if decoder.is_none() { input.clone() } else { super::codec::decode(vm, &decoder, input, piece)? };
    let Some(text) = output.cast::<Str>() else {
        let class = vm.class_name(&output);
        return Err(vm.type_error(format!("decoder should return a string result, not '{class}'")));
    };
    let pending = this.is_carriage_return_pending.get();
    if !pending && !text.as_bytes().contains(&b'\r') {
        if memchr::memchr(b'\n', text.as_bytes()).is_some() {
            this.seen.set(this.seen.get() | seen::LF);
        }
        return Ok(text.clone());
    }
    let mut bytes = with_room(text.as_bytes().len() + 1);
    if pending && (piece == Piece::Last || !text.is_empty()) {
        bytes.push(b'\r');
        this.is_carriage_return_pending.set(false);
    }
    bytes.put_all(text.as_bytes());
    if piece == Piece::Inner && bytes.last() == Some(&b'\r') {
        bytes.pop();
        this.is_carriage_return_pending.set(true);
    }
    let translated = translate(this, &bytes);
    Ok(vm.new_str_bytes(translated.as_deref().unwrap_or(&bytes)))
}

/// Notes the line ends; the text with others in their place, if that changes anything.
fn translate(this: &NewlineDecoder, bytes: &[u8]) -> Option<Vec<u8>> {
    let mut found = this.seen.get();
    let mut out = with_room(bytes.len());
    let mut rest = bytes;
    while let Some(at) = memchr::memchr2(b'\r', b'\n', rest) {
        out.put_all(&rest[..at]);
        out.push(b'\n');
        let length = match &rest[at..] {
            [b'\r', b'\n', ..] => {
                found |= seen::CRLF;
                2
            }
            [b'\r', ..] => {
                found |= seen::CR;
                1
            }
            _ => {
                found |= seen::LF;
                1
            }
        };
        rest = &rest[at + length..];
    }
    out.put_all(rest);
    this.seen.set(found);
    this.translates.get().then_some(out)
}

/// `newlines`: None, one kind of line ends, or a tuple of those seen.
pub fn newlines(vm: &mut Vm, this: &NewlineDecoder) -> PyResult {
    let kinds = [(seen::CR, "\r"), (seen::LF, "\n"), (seen::CRLF, "\r\n")];
    let found = this.seen.get();
    let mut names: Vec<Value> = Vec::new();
    for (bit, name) in kinds {
        if found & bit != 0 {
            names.push(vm.new_str(name).into_value());
        }
    }
    Ok(match names.len() {
        0 => Value::NONE,
        1 => names.remove(0),
        _ => vm.new_tuple(names).into_value(),
    })
}

/// The state of a decoder: what it keeps, and a number. TypeError "illegal decoder state".
pub fn state_of(vm: &mut Vm, decoder: &Value) -> PyResult<(Value, Value)> {
    let name = vm.intern("getstate");
    let state = protocol::call_method(vm, decoder, &name, &[])?;
    let Some([buffer, flags]) = state.cast::<Tuple>().map(|state| state.items()) else {
        return Err(vm.type_error("illegal decoder state"));
    };
    Ok((buffer.clone(), flags.clone()))
}

fn get_state(vm: &mut Vm, this: &Value) -> PyResult {
    let this = checked(vm, this)?.clone();
    let decoder = this.decoder.get(&vm.heap).clone().unwrap_or(Value::NONE);
    let (buffer, flags) = if decoder.is_none() {
        (bytes::new(vm, Vec::new()), 0)
    } else {
        let (buffer, flags) = state_of(vm, &decoder)?;
        let Some(flags) = Number::of(&flags).and_then(Number::to_i64) else {
            return Err(vm.type_error("illegal decoder state"));
        };
        (buffer, flags)
    };
    let flags = flags << 1 | i64::from(this.is_carriage_return_pending.get());
    let flags = int::from_i64(vm, flags);
    Ok(vm.new_tuple(vec![buffer, flags]).into_value())
}

fn set_state(vm: &mut Vm, this: &Value, state: &Value) -> PyResult {
    let this = checked(vm, this)?.clone();
    let Some(items) = state.cast::<Tuple>().map(|state| state.items()) else {
        return Err(vm.type_error("state argument must be a tuple"));
    };
    let [buffer, flags] = items else {
        return Err(vm.type_error("setstate(): illegal state argument"));
    };
    let Some(number) = Number::of(flags).and_then(Number::to_i64) else {
        let class = shown(vm, flags);
        return Err(vm.type_error(format!("'{class}' object cannot be interpreted as an integer")));
    };
    this.is_carriage_return_pending.set(number & 1 != 0);
    let decoder = this.decoder.get(&vm.heap).clone().unwrap_or(Value::NONE);
    if decoder.is_none() {
        return Ok(Value::NONE);
    }
    let flags = int::from_i64(vm, number >> 1);
    let state = vm.new_tuple(vec![buffer.clone(), flags]).into_value();
    let name = vm.intern("setstate");
    protocol::call_method(vm, &decoder, &name, &[state])
}

/// Forgets what has been seen.
pub fn reset(vm: &mut Vm, this: &NewlineDecoder) -> PyResult<()> {
    this.seen.set(0);
    this.is_carriage_return_pending.set(false);
    let decoder = this.decoder.get(&vm.heap).clone().unwrap_or(Value::NONE);
    if !decoder.is_none() {
        let name = vm.intern("reset");
        protocol::call_method(vm, &decoder, &name, &[])?;
    }
    Ok(())
}
