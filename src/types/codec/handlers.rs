//! Error handlers: what becomes of characters and bytes that cannot be converted.

use super::{Codec, Order, encode, refuse, registry};
use crate::object::{Py, Str, Tuple, Value};
use crate::protocol::{self, number};
use crate::text::character_database::names;
use crate::text::codec_fault::Fault;
use crate::text::room::{copied, gathered};
use crate::text::wtf8;
use crate::types::bytes::{self, Bytes};
use crate::types::exception::{self, Exception, Field};
use crate::types::int;
use crate::vm::{PyResult, Raised, Vm};

/// What to do with what cannot be converted.
#[derive(Clone)]
enum Handler {
    Strict,
    Ignore,
    Replace,
    BackslashReplace,
    XmlCharRefReplace,
    NameReplace,
    SurrogateEscape,
    SurrogatePass,
    /// A registered function.
    Custom(Value),
}

/// The handler of that name; LookupError "unknown error handler name 'x'".
fn find(vm: &mut Vm, name: Option<&str>) -> PyResult<Handler> {
    Ok(match name.unwrap_or("strict") {
        "strict" => Handler::Strict,
        "ignore" => Handler::Ignore,
        "replace" => Handler::Replace,
        "backslashreplace" => Handler::BackslashReplace,
        "xmlcharrefreplace" => Handler::XmlCharRefReplace,
        "namereplace" => Handler::NameReplace,
        "surrogateescape" => Handler::SurrogateEscape,
        "surrogatepass" => Handler::SurrogatePass,
        other => Handler::Custom(registry::error_handler(vm, other)?),
    })
}

/// The error handling of one conversion. The handler is looked up when it is first needed; a registered one is shown
/// the same exception each time.
pub struct Errors<'a> {
    name: Option<&'a str>,
    handler: Option<Handler>,
    exception: Option<Value>,
}

/// Characters that cannot be encoded.
pub struct Spot<'a> {
    /// The name that exceptions carry.
    pub codec: &'static str,
    /// The encoding, if it is one of ours.
    pub kind: Option<Codec>,
    /// What is being encoded.
    pub text: &'a Py<Str>,
    /// All characters of the text.
    pub codes: &'a [u32],
    /// Position of the first character.
    pub start: usize,
    /// One past the last one.
    pub end: usize,
    /// Why they cannot be encoded.
    pub reason: &'static str,
}

/// What takes the place of characters.
pub enum Replacement {
    /// Text, still to be encoded.
    Text(Vec<u8>),
    /// Bytes as they are.
    Bytes(Vec<u8>),
}

impl Spot<'_> {
    fn bad(&self) -> &[u32] {
        &self.codes[self.start..self.end]
    }

    /// Raises UnicodeEncodeError for the characters from `start`.
    pub fn refuse(&self, vm: &mut Vm, start: usize) -> Raised {
        let text = self.text.to_value();
        refuse(vm, |types| &types.unicode_encode_error, self.codec, text, (start, self.end), self.reason)
    }
}

impl<'a> Errors<'a> {
    /// By the handler of that name, "strict" without one.
    pub fn new(name: Option<&'a str>) -> Errors<'a> {
        Errors { name, handler: None, exception: None }
    }

    fn handler(&mut self, vm: &mut Vm) -> PyResult<Handler> {
        if let Some(handler) = &self.handler {
            return Ok(handler.clone());
        }
        let handler = find(vm, self.name)?;
        self.handler = Some(handler.clone());
        Ok(handler)
    }

    /// What takes the place of the characters, and where to go on.
    pub fn encode(&mut self, vm: &mut Vm, spot: &Spot<'_>) -> PyResult<(Replacement, usize)> {
        let handler = self.handler(vm)?;
        let bad = spot.bad();
        let text = match handler {
            Handler::Strict => return Err(spot.refuse(vm, spot.start)),
            Handler::Custom(function) => return self.call_for_text(vm, &function, spot),
            Handler::SurrogateEscape => {
                let fits = |&&code: &&u32| (0xdc80..0xdd00).contains(&code);
                let escaped = bad.iter().take_while(fits).count();
                // A code page, and an encoding of longer units, takes all of them or none.
                let unit = spot.kind.map_or(1, Codec::unit);
                let is_page = matches!(spot.kind, None | Some(Codec::Charmap(_)));
                if escaped < bad.len() || unit != 1 {
                    return Err(spot.refuse(vm, if is_page || unit != 1 { spot.start } else { spot.start + escaped }));
                }
                let bytes = gathered(bad.iter().map(|code| (code - 0xdc00) as u8));
                return Ok((Replacement::Bytes(bytes), spot.end));
            }
            Handler::SurrogatePass => {
                let Some(codec @ (Codec::Utf8 | Codec::Utf16(_) | Codec::Utf32(_))) = spot.kind else {
                    return Err(spot.refuse(vm, spot.start));
                };
                let mut bytes = Vec::new();
                for &code in bad {
                    encode::put(&mut bytes, codec, code);
                }
                return Ok((Replacement::Bytes(bytes), spot.end));
            }
            Handler::Ignore => Vec::new(),
            Handler::Replace => vec![b'?'; bad.len()],
            Handler::BackslashReplace => joined(bad, backslash),
            Handler::NameReplace => joined(bad, named),
            Handler::XmlCharRefReplace => joined(bad, |code| format!("&#{code};")),
        };
        Ok((Replacement::Text(text), spot.end))
    }

    /// Calls a registered handler. TypeError "encoding error handler must return (str/bytes, int) tuple", IndexError
    /// "position 9 from error handler out of bounds".
    fn call_for_text(&mut self, vm: &mut Vm, function: &Value, spot: &Spot<'_>) -> PyResult<(Replacement, usize)> {
        let (start, end) = (spot.start, spot.end);
        let exception = match self.exception.take() {
            Some(exception) => again(vm, exception, (start, end), spot.reason),
            None => {
                let raised = spot.refuse(vm, start);
                vm.take_raised(raised)
            }
        };
        self.exception = Some(exception.clone());
        let answer = protocol::call(vm, function, &[exception])?;
        let wrong = "encoding error handler must return (str/bytes, int) tuple";
        let Some([item, position]) = answer.cast::<Tuple>().map(|pair| pair.items()) else {
            return Err(vm.type_error(wrong));
        };
        let replacement = match (item.cast::<Str>(), item.cast::<Bytes>()) {
            (Some(text), _) => Replacement::Text(copied(text.as_bytes())),
            (None, Some(data)) => Replacement::Bytes(copied(&data.data)),
            (None, None) => return Err(vm.type_error(wrong)),
        };
        let position = resume(vm, position, spot.codes.len())?;
        Ok((replacement, position))
    }

    /// What takes the place of the bytes of a fault, in WTF-8, and where to go on. `data` is what is being decoded, the
    /// bytes of `object`; a registered handler may put other bytes in its place.
    pub fn decode(
        &mut self,
        vm: &mut Vm,
        codec: (&'static str, Option<Codec>),
        object: &Value,
        data: &mut std::borrow::Cow<'_, [u8]>,
        fault: &Fault,
    ) -> PyResult<(Vec<u8>, usize)> {
        let bad = &data[fault.start..fault.end];
        let mut out = Vec::new();
        match self.handler(vm)? {
            Handler::Strict => {}
            Handler::Ignore => return Ok((out, fault.end)),
            Handler::Replace => {
                wtf8::push(&mut out, 0xfffd);
                return Ok((out, fault.end));
            }
            Handler::BackslashReplace => {
                return Ok((escaped(bad), fault.end));
            }
            Handler::XmlCharRefReplace | Handler::NameReplace => {
                return Err(vm.type_error("don't know how to handle UnicodeDecodeError in error callback"));
            }
            Handler::SurrogateEscape => {
                let count = bad.iter().take(4).take_while(|byte| !byte.is_ascii()).count();
                if count > 0 {
                    for &byte in &bad[..count] {
                        wtf8::push(&mut out, 0xdc00 + u32::from(byte));
                    }
                    return Ok((out, fault.start + count));
                }
            }
            Handler::SurrogatePass => {
                let passed = codec.1.and_then(|codec| passed_surrogate(codec, &data[fault.start..]));
                if let Some((code, length)) = passed {
                    wtf8::push(&mut out, code);
                    return Ok((out, fault.start + length));
                }
            }
            Handler::Custom(function) => return self.call_for_bytes(vm, &function, codec.0, object, data, fault),
        }
        Err(refuse_bytes(vm, codec.0, object, data, fault))
    }

    /// Calls a registered handler. TypeError "decoding error handler must return (str, int) tuple", IndexError
    /// "position 9 from error handler out of bounds".
    fn call_for_bytes(
        &mut self,
        vm: &mut Vm,
        function: &Value,
        codec: &'static str,
        object: &Value,
        data: &mut std::borrow::Cow<'_, [u8]>,
        fault: &Fault,
    ) -> PyResult<(Vec<u8>, usize)> {
        let exception = match self.exception.take() {
            Some(exception) => again(vm, exception, (fault.start, fault.end), fault.reason),
            None => {
                let raised = refuse_bytes(vm, codec, object, data, fault);
                vm.take_raised(raised)
            }
        };
        self.exception = Some(exception.clone());
        let answer = protocol::call(vm, function, std::slice::from_ref(&exception))?;
        let wrong = "decoding error handler must return (str, int) tuple";
        let Some([text, position]) = answer.cast::<Tuple>().map(|pair| pair.items()) else {
            return Err(vm.type_error(wrong));
        };
        let Some(text) = text.cast::<Str>() else { return Err(vm.type_error(wrong)) };
        match exception::get_field(vm, &exception, Field::Object) {
            Some(object) if object.has::<Bytes>() => {
                let bytes = &object.expect::<Bytes>().data;
                if **bytes != **data {
                    *data = std::borrow::Cow::Owned(copied(bytes));
                }
            }
            Some(_) => return Err(vm.type_error("exception attribute object must be bytes")),
            None => return Err(vm.type_error("UnicodeError 'object' attribute is not set")),
        }
        let position = resume(vm, position, data.len())?;
        Ok((copied(text.as_bytes()), position))
    }
}

/// The exception of an earlier place, now about another one.
pub fn again(vm: &mut Vm, exception: Value, (start, end): (usize, usize), reason: &str) -> Value {
    let reason = vm.new_str(reason).into_value();
    exception::set_field(vm, &exception, Field::Start, Value::index(start));
    exception::set_field(vm, &exception, Field::End, Value::index(end));
    exception::set_field(vm, &exception, Field::Reason, reason);
    exception
}

/// Where a handler says to go on: negative positions count from the end.
fn resume(vm: &mut Vm, position: &Value, length: usize) -> PyResult<usize> {
    let position = number::ssize_argument(vm, position)?;
    let position = if position < 0 { position + length as isize } else { position };
    match usize::try_from(position) {
        Ok(position) if position <= length => Ok(position),
        _ => Err(vm.index_error(format!("position {position} from error handler out of bounds"))),
    }
}

/// Raises UnicodeDecodeError.
pub(super) fn refuse_bytes(vm: &mut Vm, codec: &str, object: &Value, data: &[u8], fault: &Fault) -> Raised {
    let object = if vm.is_exactly(object, &vm.types.bytes) && *object.expect::<Bytes>().data == *data {
        object.clone()
    } else {
        bytes::new(vm, data)
    };
    refuse(vm, |types| &types.unicode_decode_error, codec, object, (fault.start, fault.end), fault.reason)
}

/// The forms of all characters, one behind the other.
fn joined(bad: &[u32], form: impl Fn(u32) -> String) -> Vec<u8> {
    gathered(bad.iter().flat_map(|&code| form(code).into_bytes()))
}

/// Bytes as escapes.
fn escaped(bad: &[u8]) -> Vec<u8> {
    gathered(bad.iter().flat_map(|byte| format!("\\x{byte:02x}").into_bytes()))
}

fn backslash(code: u32) -> String {
    match code {
        0..0x100 => format!("\\x{code:02x}"),
        0x100..0x1_0000 => format!("\\u{code:04x}"),
        _ => format!("\\U{code:08x}"),
    }
}

fn named(code: u32) -> String {
    let name = char::from_u32(code).and_then(names::name_of);
    name.map_or_else(|| backslash(code), |name| format!("\\N{{{name}}}"))
}

/// The surrogate encoded at the start of `data`, and its length.
fn passed_surrogate(codec: Codec, data: &[u8]) -> Option<(u32, usize)> {
    let (code, length) = match (codec, data) {
        (Codec::Utf8, &[first @ 0xed, second @ 0xa0..0xc0, third @ 0x80..0xc0, ..]) => {
            (u32::from(first & 15) << 12 | u32::from(second & 63) << 6 | u32::from(third & 63), 3)
        }
        (Codec::Utf16(Order::Big), &[a, b, ..]) => (u32::from(u16::from_be_bytes([a, b])), 2),
        (Codec::Utf16(_), &[a, b, ..]) => (u32::from(u16::from_le_bytes([a, b])), 2),
        (Codec::Utf32(Order::Big), &[a, b, c, d, ..]) => (u32::from_be_bytes([a, b, c, d]), 4),
        (Codec::Utf32(_), &[a, b, c, d, ..]) => (u32::from_le_bytes([a, b, c, d]), 4),
        _ => return None,
    };
    (0xd800..0xe000).contains(&code).then_some((code, length))
}

/// What an exception handed to one of our own handlers is about.
enum About {
    /// Characters of a text that cannot be encoded or translated.
    Characters(Vec<u32>),
    /// The bytes from the first bad one on, and how many are bad.
    Bytes(Vec<u8>, usize),
}

/// What the exception says; TypeError "don't know how to handle ValueError in error callback" of another one.
fn about(vm: &mut Vm, error: &Value) -> PyResult<(About, usize)> {
    let field = |vm: &Vm, field| exception::get_field(vm, error, field);
    let number = |value: Option<Value>| {
        value.and_then(|value| int::Number::of(&value).and_then(int::Number::to_i64)).unwrap_or_default()
    };
    let (start, end) = (number(field(vm, Field::Start)), number(field(vm, Field::End)));
    let object = field(vm, Field::Object);
    let is_decode = vm.is_instance_of(error, &vm.types.unicode_decode_error);
    let clamp = |length: usize| {
        let start = start.clamp(0, (length as i64 - 1).max(0)) as usize;
        (start, (end.max(1) as usize).min(length).max(start))
    };
    match object {
        Some(object) if object.has::<Str>() && !is_decode => {
            let codes: Vec<u32> = gathered(wtf8::code_points(object.expect::<Str>().as_bytes()));
            let (start, end) = clamp(codes.len());
            Ok((About::Characters(codes[start.min(end)..end].to_vec()), end))
        }
        Some(object) if object.has::<Bytes>() && is_decode => {
            let data = &object.expect::<Bytes>().data;
            let (start, end) = clamp(data.len());
            Ok((About::Bytes(data[start.min(end)..].to_vec(), end - start.min(end)), end))
        }
        _ => Err(cannot_handle(vm, error)),
    }
}

fn cannot_handle(vm: &mut Vm, error: &Value) -> Raised {
    let class = vm.class_name(error);
    vm.type_error(format!("don't know how to handle {class} in error callback"))
}

fn answer(vm: &mut Vm, text: &[u8], position: usize) -> PyResult {
    let text = vm.new_str_bytes(text).into_value();
    Ok(vm.new_tuple(vec![text, Value::index(position)]).into_value())
}

/// `codecs.strict_errors(exception)`
pub(super) fn strict(vm: &mut Vm, _module: &Value, error: &Value) -> PyResult {
    if error.has::<Exception>() {
        return Err(vm.raise(error.clone()));
    }
    Err(vm.type_error("codec must pass exception instance"))
}

/// `codecs.ignore_errors(exception)`
pub(super) fn ignore(vm: &mut Vm, _module: &Value, error: &Value) -> PyResult {
    let (_, end) = about(vm, error)?;
    answer(vm, b"", end)
}

/// `codecs.replace_errors(exception)`
pub(super) fn replace(vm: &mut Vm, _module: &Value, error: &Value) -> PyResult {
    let translates = vm.is_instance_of(error, &vm.types.unicode_translate_error);
    match about(vm, error)? {
        (About::Bytes(..), end) => answer(vm, "\u{fffd}".as_bytes(), end),
        (About::Characters(bad), end) if translates => {
            let text = "\u{fffd}".repeat(bad.len());
            answer(vm, text.as_bytes(), end)
        }
        (About::Characters(bad), end) => answer(vm, &vec![b'?'; bad.len()], end),
    }
}

/// `codecs.backslashreplace_errors(exception)`
pub(super) fn backslash_replace(vm: &mut Vm, _module: &Value, error: &Value) -> PyResult {
    let (about, end) = about(vm, error)?;
    let text = match about {
        About::Bytes(data, count) => escaped(&data[..count]),
        About::Characters(bad) => joined(&bad, backslash),
    };
    answer(vm, &text, end)
}

/// `codecs.xmlcharrefreplace_errors(exception)`
pub(super) fn xml_replace(vm: &mut Vm, _module: &Value, error: &Value) -> PyResult {
    replace_encoded(vm, error, |code| format!("&#{code};"))
}

/// `codecs.namereplace_errors(exception)`
pub(super) fn name_replace(vm: &mut Vm, _module: &Value, error: &Value) -> PyResult {
    replace_encoded(vm, error, named)
}

fn replace_encoded(vm: &mut Vm, error: &Value, form: fn(u32) -> String) -> PyResult {
    match about(vm, error)? {
        (About::Characters(bad), end) if vm.is_instance_of(error, &vm.types.unicode_encode_error) => {
            answer(vm, &joined(&bad, form), end)
        }
        _ => Err(cannot_handle(vm, error)),
    }
}

/// The handler `surrogateescape`.
pub(super) fn surrogate_escape(vm: &mut Vm, _module: &Value, error: &Value) -> PyResult {
    let is_encode = vm.is_instance_of(error, &vm.types.unicode_encode_error);
    match about(vm, error)? {
        (About::Characters(bad), end) if is_encode => {
            if !bad.iter().all(|code| (0xdc80..0xdd00).contains(code)) {
                return Err(vm.raise(error.clone()));
            }
            let data: Vec<u8> = gathered(bad.iter().map(|code| (code - 0xdc00) as u8));
            let data = bytes::new(vm, data);
            Ok(vm.new_tuple(vec![data, Value::index(end)]).into_value())
        }
        (About::Bytes(data, bad), end) => {
            let escaped = data[..bad].iter().take(4).take_while(|byte| !byte.is_ascii()).count();
            if escaped == 0 {
                return Err(vm.raise(error.clone()));
            }
            let mut text = Vec::new();
            for &byte in &data[..escaped] {
                wtf8::push(&mut text, 0xdc00 + u32::from(byte));
            }
            answer(vm, &text, end - bad + escaped)
        }
        _ => Err(cannot_handle(vm, error)),
    }
}

/// The handler `surrogatepass`.
pub(super) fn surrogate_pass(vm: &mut Vm, _module: &Value, error: &Value) -> PyResult {
    let is_encode = vm.is_instance_of(error, &vm.types.unicode_encode_error);
    let encoding = exception::get_field(vm, error, Field::Encoding);
    let name = encoding.as_ref().and_then(Value::cast::<Str>).map(|name| name.to_string_lossy().into_owned());
    let about = about(vm, error)?;
    let codec = name.and_then(|name| Codec::find(&name));
    match about {
        (About::Characters(bad), end) if is_encode => {
            let Some(codec @ (Codec::Utf8 | Codec::Utf16(_) | Codec::Utf32(_))) = codec else {
                return Err(vm.raise(error.clone()));
            };
            let mut data = Vec::new();
            for code in bad {
                if !(0xd800..0xe000).contains(&code) {
                    return Err(vm.raise(error.clone()));
                }
                encode::put(&mut data, codec, code);
            }
            let data = bytes::new(vm, data);
            Ok(vm.new_tuple(vec![data, Value::index(end)]).into_value())
        }
        (About::Bytes(data, bad), end) => match codec.and_then(|codec| passed_surrogate(codec, &data)) {
            Some((code, length)) => {
                let mut text = Vec::new();
                wtf8::push(&mut text, code);
                answer(vm, &text, end - bad + length)
            }
            None => Err(vm.raise(error.clone())),
        },
        _ => Err(cannot_handle(vm, error)),
    }
}
