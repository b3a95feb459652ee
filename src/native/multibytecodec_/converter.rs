//! What encoders and decoders with a state have in common.

use std::cell::{Cell, RefCell};

use super::codec::{Codec, MultibyteCodec};
use super::convert::{self, Decoding, End, Errors, Rest};
use super::incremental::{MultibyteIncrementalDecoder, MultibyteIncrementalEncoder};
use super::stream::{MultibyteStreamReader, MultibyteStreamWriter};
use crate::object::{Edge, HeapCell, Py, References, Release, Str, Tracer, Value};
use crate::protocol::{attribute, repr};
use crate::text::multibyte::State;
use crate::text::wtf8;
use crate::types::class::{Class, GetSet};
use crate::types::codec::{self, plain_name};
use crate::vm::{PyResult, Vm};

/// So many characters wait at most, and so many bytes.
pub const MOST_CHARACTERS: usize = 2;
/// See [`MOST_CHARACTERS`].
pub const MOST_BYTES: usize = 8;

/// A conversion that goes on from piece to piece.
pub struct Converter {
    /// The encoding.
    pub codec: Codec,
    /// What it remembers.
    pub state: Cell<State>,
    /// What waits for more: bytes, or of an encoder, which may have none, text.
    pub pending: RefCell<Option<Vec<u8>>>,
    errors: HeapCell<Errors>,
}

impl References for Converter {
    fn trace(&self, edge: Edge<'_>, tracer: &mut Tracer<'_>) {
        if let Errors::Named(name) = self.errors.get(tracer.heap()) {
            name.trace(edge, tracer);
        }
    }

    fn release(self, sink: &mut Release) {
        if let Errors::Named(name) = self.errors.into_inner() {
            name.release(sink);
        }
    }
}

/// What becomes of the beginning of a character at the end of a piece.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// It waits.
    Inner,
    /// It is a fault.
    Last,
    /// It is a fault, and if that is raised, what waited before waits again.
    LastOrAgain,
}

/// Which way is converted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Text to bytes.
    Encode,
    /// Bytes to text.
    Decode,
}

impl Converter {
    /// A converter of the codec that `class` has. TypeErrors "f() argument 1 must be str, not int", "codec is unexpected
    /// type".
    pub fn new(
        vm: &mut Vm,
        class: &Py<Class>,
        (function, position): (&str, usize),
        errors: Option<&Value>,
        way: Way,
    ) -> PyResult<Converter> {
        let errors = match errors {
            None => Errors::Strict,
            Some(errors) => {
                let Some(name) = errors.cast::<Str>().cloned() else {
                    let given = if errors.is_none() { "None".to_owned() } else { vm.class_name(errors) };
                    let text = format!("{function}() argument {position} must be str, not {given}");
                    return Err(vm.type_error(text));
                };
                let name = plain_name(vm, &name)?;
                Errors::of(vm, &name)
            }
        };
        let name = vm.intern("codec");
        let codec = attribute::get(vm, class.as_value(), &name)?;
        let Some(codec) = codec.cast::<MultibyteCodec>() else {
            return Err(vm.type_error("codec is unexpected type"));
        };
        let codec = codec.codec.clone();
        let state = if way == Way::Encode { codec.encoding.encoder_state() } else { codec.encoding.decoder_state() };
        Ok(Converter { codec, state: Cell::new(state), pending: RefCell::default(), errors: HeapCell::new(errors) })
    }

    /// Encodes what waited and `text`, or `str(text)`. UnicodeEncodeError "pending buffer overflow".
    pub fn encode(&self, vm: &mut Vm, text: &Value, end: End) -> PyResult<Vec<u8>> {
        let mut text = repr::str(vm, text)?;
        let before = self.pending.take();
        if let Some(before) = &before {
            let joined = [before, text.as_bytes()].concat();
            text = vm.new_str_bytes(&joined);
        }
        let errors = self.errors.get(&vm.heap).clone();
        let encoded = match convert::encode(vm, &self.codec, &self.state, &text, &errors, end) {
            Ok(encoded) => encoded,
            Err(raised) => {
                self.pending.replace(before);
                return Err(raised);
            }
        };
        let (length, consumed) = (text.len(), encoded.consumed);
        if length - consumed > MOST_CHARACTERS {
            let range = (consumed, length);
            return Err(convert::refuse_text(vm, &self.codec, text.into_value(), range, "pending buffer overflow"));
        }
        if consumed < length {
            self.pending.replace(Some(wtf8::slice(text.as_bytes(), consumed, length).to_vec()));
        }
        Ok(encoded.data)
    }

    /// Encodes what waited, and brings the encoder back to where it began.
    pub fn flush(&self, vm: &mut Vm) -> PyResult<Vec<u8>> {
        let pending = self.pending.take().unwrap_or_default();
        let (text, errors) = (vm.new_str_bytes(&pending), self.errors.get(&vm.heap).clone());
        let encoded = convert::encode(vm, &self.codec, &self.state, &text, &errors, End::Reset)?;
        Ok(encoded.data)
    }

    /// Decodes what waited and `data`, as WTF-8. A handler is given `exception`, if there is one already.
    /// UnicodeDecodeError "pending buffer overflow".
    pub fn decode(&self, vm: &mut Vm, data: &[u8], piece: Piece, exception: &mut Option<Value>) -> PyResult<Vec<u8>> {
        let before = self.pending.take().unwrap_or_default();
        let data = [&before, data].concat();
        let errors = self.errors.get(&vm.heap).clone();
        let mut decoding = Decoding::new(&self.codec, &self.state, &data, exception);
        decoding.advance(vm, &errors, Rest::Wait)?;
        if piece != Piece::Inner
            && let Err(raised) = decoding.finish(vm, &errors)
        {
            if piece == Piece::LastOrAgain {
                self.pending.replace(Some(before));
            }
            return Err(raised);
        }
        let rest = decoding.rest();
        if rest.len() > MOST_BYTES {
            return Err(convert::refuse(vm, &self.codec, &data, (0, data.len()), "pending buffer overflow"));
        }
        self.pending.replace(Some(rest.to_vec()));
        Ok(decoding.text)
    }

    /// Whether something waits.
    pub fn has_pending(&self) -> bool {
        self.pending.borrow().as_ref().is_some_and(|pending| !pending.is_empty())
    }

    /// Brings a decoder back to where it began.
    pub fn reset_decoder(&self) {
        let mut state = self.state.get();
        self.codec.encoding.reset_decoder(&mut state);
        self.state.set(state);
        self.pending.take();
    }
}

/// The converter in an object of one of the four classes.
fn of(this: &Value) -> &Converter {
    if let Some(encoder) = this.cast::<MultibyteIncrementalEncoder>() {
        return &encoder.converter;
    }
    if let Some(decoder) = this.cast::<MultibyteIncrementalDecoder>() {
        return &decoder.converter;
    }
    if let Some(reader) = this.cast::<MultibyteStreamReader>() {
        return &reader.converter;
    }
    &this.expect::<MultibyteStreamWriter>().converter
}

/// `errors`: TypeError "errors must be a string", AttributeError "cannot delete attribute".
pub const ERRORS: GetSet = GetSet::new(
    "errors",
    |vm, this| {
        let errors = of(this).errors.get(&vm.heap).clone();
        Ok(errors.name(vm))
    },
    |vm, this, value| {
        let Some(value) = value else { return Err(vm.attribute_error("cannot delete attribute")) };
        let Some(name) = value.cast::<Str>().cloned() else {
            return Err(vm.type_error("errors must be a string"));
        };
        // CPython reads it as a string in C, which ends at a null character.
        let name = String::from_utf8(codec::encode(vm, &name, None, None)?).unwrap_or_default();
        let errors = Errors::of(vm, name.split('\0').next().unwrap_or_default());
        let old = of(this).errors.replace(&mut vm.heap, errors);
        drop(old);
        Ok(())
    },
);
