//! Conversions, with what becomes of what cannot be converted.

use std::cell::Cell;

use super::codec::Codec;
use crate::object::{Py, Str, Tuple, Value};
use crate::protocol::{self, number};
use crate::text::codec_fault::Ending;
use crate::text::multibyte::{State, Stop};
use crate::text::room::Room;
use crate::text::wtf8;
use crate::types::bytes::{self, Bytes};
use crate::types::codec::{self, handlers, registry};
use crate::types::int;
use crate::vm::{PyResult, Raised, Vm};

/// What to do with what cannot be converted.
#[derive(Clone)]
pub enum Errors {
    /// Raise.
    Strict,
    /// Leave it out.
    Ignore,
    /// Put a question mark, or U+FFFD, into its place.
    Replace,
    /// Ask the handler that is registered by that name.
    Named(Value),
}

impl Errors {
    /// By the handler of that name.
    pub fn of(vm: &mut Vm, name: &str) -> Errors {
        match name {
            "strict" => Errors::Strict,
            "ignore" => Errors::Ignore,
            "replace" => Errors::Replace,
            other => Errors::Named(vm.new_str(other).into_value()),
        }
    }

    /// The name.
    pub fn name(&self, vm: &mut Vm) -> Value {
        let name = match self {
            Errors::Strict => "strict",
            Errors::Ignore => "ignore",
            Errors::Replace => "replace",
            Errors::Named(name) => return name.clone(),
        };
        vm.new_str(name).into_value()
    }
}

/// What is done at the end of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// More may follow.
    Open,
    /// Nothing waits for more.
    Flush,
    /// And the encoder goes back to where it began.
    Reset,
}

/// What has been encoded.
pub struct Encoded {
    /// The bytes.
    pub data: Vec<u8>,
    /// Of how many characters.
    pub consumed: usize,
}

/// `text` in the encoding.
pub fn encode(
    vm: &mut Vm,
    codec: &Codec,
    state: &Cell<State>,
    text: &Py<Str>,
    errors: &Errors,
    end: End,
) -> PyResult<Encoded> {
    let codes: Vec<u32> = wtf8::code_points(text.as_bytes()).collect();
    let ending = if end == End::Open { Ending::Open } else { Ending::Final };
    let mut encoding = Encoding { codec, state, text, codes: &codes, at: 0, out: Vec::new(), exception: None };
    while let Err(stop) = encoding.advance(ending) {
        if stop == Stop::Incomplete && end == End::Open {
            break;
        }
        encoding.settle(vm, errors, stop)?;
    }
    if end == End::Reset {
        let mut now = state.get();
        codec.encoding.reset_encoder(&mut now, &mut encoding.out);
        state.set(now);
    }
    Ok(Encoded { data: encoding.out, consumed: encoding.at })
}

/// A text that is being encoded.
struct Encoding<'a> {
    codec: &'a Codec,
    state: &'a Cell<State>,
    text: &'a Py<Str>,
    codes: &'a [u32],
    at: usize,
    out: Vec<u8>,
    /// What a handler has been given, and is given again.
    exception: Option<Value>,
}

/// Why something could not be converted, and of how many characters or bytes that is said; RuntimeError "internal codec
/// error".
fn reason(vm: &mut Vm, stop: Stop, rest: usize) -> PyResult<(&'static str, usize)> {
    match stop {
        Stop::Illegal(length) => Ok(("illegal multibyte sequence", length)),
        Stop::Incomplete => Ok(("incomplete multibyte sequence", rest)),
        Stop::Internal => Err(vm.runtime_error("internal codec error")),
    }
}

/// Where a handler says to go on: negative positions count from the end. IndexError "position 9 from error handler out of
/// bounds".
fn resume(vm: &mut Vm, position: &Value, length: usize) -> PyResult<usize> {
    let given = number::ssize_argument(vm, position);
    let position = match vm.catch(given, |types| &types.overflow_error)? {
        Some(position @ 0..) => position,
        Some(position) => position.saturating_add_unsigned(length),
        None => -1,
    };
    match usize::try_from(position) {
        Ok(position) if position <= length => Ok(position),
        _ => Err(vm.index_error(format!("position {position} from error handler out of bounds"))),
    }
}

/// What the handler that is registered by `name` answers: something and a position.
fn ask(vm: &mut Vm, name: &Value, exception: &Value, wrong: &str) -> PyResult<(Value, Value)> {
    let name = name.cast::<Str>().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let handler = registry::error_handler(vm, &name)?;
    let answer = protocol::call(vm, &handler, std::slice::from_ref(exception))?;
    match answer.cast::<Tuple>().map(|answer| answer.items()) {
        Some([item, position]) if int::Number::of(position).is_some() => Ok((item.clone(), position.clone())),
        _ => Err(vm.type_error(wrong)),
    }
}

impl Encoding<'_> {
    fn advance(&mut self, ending: Ending) -> Result<(), Stop> {
        let mut state = self.state.get();
        let result = self.codec.encoding.encode(&mut state, self.codes, ending, &mut self.at, &mut self.out);
        self.state.set(state);
        result
    }

    /// Does what is to be done with what it stopped at. TypeError "encoding error handler must return (str, int) tuple".
    fn settle(&mut self, vm: &mut Vm, errors: &Errors, stop: Stop) -> PyResult<()> {
        let (reason, length) = reason(vm, stop, self.codes.len() - self.at)?;
        let (start, end) = (self.at, self.at + length);
        let name = match errors {
            Errors::Ignore | Errors::Replace => {
                if matches!(errors, Errors::Replace) {
                    self.put_question_mark();
                }
                self.at = end;
                return Ok(());
            }
            Errors::Strict => None,
            Errors::Named(name) => Some(name),
        };
        let exception = match self.exception.take() {
            Some(exception) => handlers::again(vm, exception, (start, end), reason),
            None => {
                let text = self.text.to_value();
                let raised = refuse_text(vm, self.codec, text, (start, end), reason);
                vm.take_raised(raised)
            }
        };
        let Some(name) = name else { return Err(vm.raise(exception)) };
        self.exception = Some(exception.clone());
        let wrong = "encoding error handler must return (str, int) tuple";
        let (item, position) = ask(vm, name, &exception, wrong)?;
        if let Some(text) = item.cast::<Str>() {
            let encoded = encode(vm, self.codec, self.state, text, &Errors::Strict, End::Flush)?;
            self.out.extend(encoded.data);
        } else if let Some(data) = item.cast::<Bytes>() {
            self.out.put_all(&data.data);
        } else {
            return Err(vm.type_error(wrong));
        }
        self.at = resume(vm, &position, self.codes.len())?;
        Ok(())
    }

    fn put_question_mark(&mut self) {
        let mut state = self.state.get();
        let result = self.codec.encoding.encode(&mut state, &[u32::from(b'?')], Ending::Open, &mut 0, &mut self.out);
        self.state.set(state);
        if result.is_err() {
            self.out.push(b'?');
        }
    }
}

/// What becomes of the beginning of a character at the end of the data.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// It waits.
    Wait,
    /// It is a fault.
    Fault,
}

/// Data that is being decoded.
pub struct Decoding<'a> {
    codec: &'a Codec,
    state: &'a Cell<State>,
    data: &'a [u8],
    at: usize,
    /// What it means so far, in WTF-8.
    pub text: Vec<u8>,
    /// What a handler has been given, and is given again.
    exception: &'a mut Option<Value>,
}

impl<'a> Decoding<'a> {
    /// All of it is still to be decoded.
    pub fn new(
        codec: &'a Codec,
        state: &'a Cell<State>,
        data: &'a [u8],
        exception: &'a mut Option<Value>,
    ) -> Decoding<'a> {
        let text = Vec::with_capacity(data.len());
        Decoding { codec, state, data, at: 0, text, exception }
    }

    /// What has not been decoded.
    pub fn rest(&self) -> &'a [u8] {
        &self.data[self.at..]
    }

    /// Decodes up to the end or, if that waits, a beginning there.
    pub fn advance(&mut self, vm: &mut Vm, errors: &Errors, rest: Rest) -> PyResult<()> {
        loop {
            let mut state = self.state.get();
            let result = self.codec.encoding.decode(&mut state, self.data, &mut self.at, &mut self.text);
            self.state.set(state);
            match result {
                Ok(()) => return Ok(()),
                Err(Stop::Incomplete) if rest == Rest::Wait => return Ok(()),
                Err(stop) => self.settle(vm, errors, stop)?,
            }
        }
    }

    /// As [`advance`](Decoding::advance) in two steps: what waits at the end becomes a fault, and what a handler makes
    /// of that is not decoded any further.
    pub fn finish(&mut self, vm: &mut Vm, errors: &Errors) -> PyResult<()> {
        if self.at < self.data.len() { self.settle(vm, errors, Stop::Incomplete) } else { Ok(()) }
    }

    /// Does what is to be done with what it stopped at. TypeError "decoding error handler must return (str, int) tuple".
    fn settle(&mut self, vm: &mut Vm, errors: &Errors, stop: Stop) -> PyResult<()> {
        let (reason, length) = reason(vm, stop, self.data.len() - self.at)?;
        let (start, end) = (self.at, self.at + length);
        let name = match errors {
            Errors::Ignore | Errors::Replace => {
                if matches!(errors, Errors::Replace) {
                    wtf8::push(&mut self.text, 0xfffd);
                }
                self.at = end;
                return Ok(());
            }
            Errors::Strict => None,
            Errors::Named(name) => Some(name),
        };
        let exception = match self.exception.take() {
            Some(exception) => handlers::again(vm, exception, (start, end), reason),
            None => {
                let raised = refuse(vm, self.codec, self.data, (start, end), reason);
                vm.take_raised(raised)
            }
        };
        let Some(name) = name else { return Err(vm.raise(exception)) };
        *self.exception = Some(exception.clone());
        let wrong = "decoding error handler must return (str, int) tuple";
        let (item, position) = ask(vm, name, &exception, wrong)?;
        let Some(text) = item.cast::<Str>() else { return Err(vm.type_error(wrong)) };
        self.text.put_all(text.as_bytes());
        self.at = resume(vm, &position, self.data.len())?;
        Ok(())
    }
}

/// Raises UnicodeEncodeError.
pub fn refuse_text(vm: &mut Vm, codec: &Codec, text: Value, range: (usize, usize), reason: &str) -> Raised {
    codec::refuse(vm, |types| &types.unicode_encode_error, codec.name, text, range, reason)
}

/// Raises UnicodeDecodeError.
pub fn refuse(vm: &mut Vm, codec: &Codec, data: &[u8], range: (usize, usize), reason: &str) -> Raised {
    let object = bytes::new(vm, data);
    codec::refuse(vm, |types| &types.unicode_decode_error, codec.name, object, range, reason)
}
