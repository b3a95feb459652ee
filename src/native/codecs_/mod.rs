//! `_codecs`: the codec registry, and functions for each encoding that is written in Rust.

mod charmap;
mod encoding_map;
mod escape;

use super::{ModuleSpec, NativeClass};
use crate::object::{Slot, Str, Tuple, Value};
use crate::protocol::{self, number};
use crate::text::codec_fault::Ending;
use crate::text::escape::Escapes;
use crate::types::bytes;
use crate::types::class::NativeDef;
use crate::types::codec::registry::{self, Way};
use crate::types::codec::{self, Codec, Order};
use crate::types::int;
use crate::vm::{PyResult, Vm};

/// An encoder of one encoding: `(text, errors)` to `(bytes, length)`.
macro_rules! encoder {
    ($name:literal, $codec:expr) => {
        NativeDef::positional($name, 1, 2, |vm, _, values| encode_with(vm, $name, $codec, values))
    };
}

/// A decoder of one encoding: `(data, errors)` to `(text, length)`, with `final` for those that can wait for more.
macro_rules! decoder {
    ($name:literal, $codec:expr, whole) => {
        NativeDef::positional($name, 1, 2, |vm, _, values| decode_with(vm, $name, $codec, values, Ending::Final))
    };
    ($name:literal, $codec:expr, pieces) => {
        NativeDef::positional($name, 1, 3, |vm, _, values| decode_with(vm, $name, $codec, values, Ending::Open))
    };
    ($name:literal, $codec:expr, final) => {
        NativeDef::positional($name, 1, 3, |vm, _, values| decode_escapes(vm, $name, $codec, values))
    };
}

/// The declaration of the module.
pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_codecs",
    functions: &[
        NativeDef::one("register", |vm, _, function| registry::register(vm, function).map(|()| Value::NONE)),
        NativeDef::one("unregister", |vm, _, function| registry::unregister(vm, function).map(|()| Value::NONE)),
        NativeDef::one("lookup", |vm, _, encoding| {
            let encoding = only_text(vm, "lookup", encoding)?;
            registry::lookup(vm, &encoding)
        }),
        NativeDef::keywords("encode", "obj, encoding='utf-8', errors='strict'", |vm, _, bound| {
            convert(vm, "encode", bound, Way::Encode)
        }),
        NativeDef::keywords("decode", "obj, encoding='utf-8', errors='strict'", |vm, _, bound| {
            convert(vm, "decode", bound, Way::Decode)
        }),
        NativeDef::positional("escape_decode", 1, 2, escape::decode),
        NativeDef::positional("escape_encode", 1, 2, escape::encode),
        decoder!("utf_7_decode", Codec::Utf7, pieces),
        encoder!("utf_7_encode", Codec::Utf7),
        decoder!("utf_8_decode", Codec::Utf8, pieces),
        encoder!("utf_8_encode", Codec::Utf8),
        NativeDef::positional("utf_16_encode", 1, 3, |vm, _, values| {
            encode_ordered(vm, "utf_16_encode", Codec::Utf16, values)
        }),
        encoder!("utf_16_le_encode", Codec::Utf16(Order::Little)),
        encoder!("utf_16_be_encode", Codec::Utf16(Order::Big)),
        decoder!("utf_16_decode", Codec::Utf16(Order::Marked), pieces),
        decoder!("utf_16_le_decode", Codec::Utf16(Order::Little), pieces),
        decoder!("utf_16_be_decode", Codec::Utf16(Order::Big), pieces),
        NativeDef::positional("utf_16_ex_decode", 1, 4, |vm, _, values| {
            decode_ordered(vm, "utf_16_ex_decode", Codec::Utf16, values)
        }),
        NativeDef::positional("utf_32_encode", 1, 3, |vm, _, values| {
            encode_ordered(vm, "utf_32_encode", Codec::Utf32, values)
        }),
        encoder!("utf_32_le_encode", Codec::Utf32(Order::Little)),
        encoder!("utf_32_be_encode", Codec::Utf32(Order::Big)),
        decoder!("utf_32_decode", Codec::Utf32(Order::Marked), pieces),
        decoder!("utf_32_le_decode", Codec::Utf32(Order::Little), pieces),
        decoder!("utf_32_be_decode", Codec::Utf32(Order::Big), pieces),
        NativeDef::positional("utf_32_ex_decode", 1, 4, |vm, _, values| {
            decode_ordered(vm, "utf_32_ex_decode", Codec::Utf32, values)
        }),
        encoder!("unicode_escape_encode", Codec::Escape(Escapes::All)),
        decoder!("unicode_escape_decode", Codec::Escape(Escapes::All), final),
        encoder!("raw_unicode_escape_encode", Codec::Escape(Escapes::Unicode)),
        decoder!("raw_unicode_escape_decode", Codec::Escape(Escapes::Unicode), final),
        encoder!("latin_1_encode", Codec::Latin1),
        decoder!("latin_1_decode", Codec::Latin1, whole),
        encoder!("ascii_encode", Codec::Ascii),
        decoder!("ascii_decode", Codec::Ascii, whole),
        NativeDef::positional("charmap_encode", 1, 3, charmap::encode),
        NativeDef::positional("charmap_decode", 1, 3, charmap::decode),
        NativeDef::one("charmap_build", encoding_map::build),
        NativeDef::positional("readbuffer_encode", 1, 2, read_buffer),
        NativeDef::positional("register_error", 2, 2, |vm, _, values| {
            let name = text_argument(vm, "register_error", 1, &values[0])?;
            registry::register_error(vm, &name, &values[1]).map(|()| Value::NONE)
        }),
        NativeDef::one("_unregister_error", |vm, _, name| {
            let name = only_text(vm, "_unregister_error", name)?;
            registry::unregister_error(vm, &name).map(Value::bool)
        }),
        NativeDef::one("lookup_error", |vm, _, name| {
            let name = only_text(vm, "lookup_error", name)?;
            registry::error_handler(vm, &name)
        }),
    ],
    classes: CLASSES,
    init: None,
};

static CLASSES: &[&NativeClass] = &[&encoding_map::SPEC];

fn shown(vm: &Vm, value: &Value) -> String {
    if value.is_none() { "None".to_owned() } else { vm.class_name(value) }
}

/// A text argument; TypeError "f() argument 1 must be str, not int", ValueError "embedded null character".
fn text_argument(vm: &mut Vm, function: &str, position: usize, value: &Value) -> PyResult<String> {
    checked_text(vm, &format!("{function}() argument {position} must be str"), value)
}

/// The text argument of a function of one.
fn only_text(vm: &mut Vm, function: &str, value: &Value) -> PyResult<String> {
    checked_text(vm, &format!("{function}() argument must be str"), value)
}

fn checked_text(vm: &mut Vm, wrong: &str, value: &Value) -> PyResult<String> {
    let Some(text) = value.cast::<Str>() else {
        let class = shown(vm, value);
        return Err(vm.type_error(format!("{wrong}, not {class}")));
    };
    codec::plain_name(vm, &text.clone())
}

/// The `errors` argument, the second one: a str or None.
fn errors_argument(vm: &mut Vm, function: &str, value: Option<&Value>) -> PyResult<Option<String>> {
    match value.filter(|value| !value.is_none()) {
        None => Ok(None),
        Some(value) => checked_text(vm, &format!("{function}() argument 2 must be str or None"), value).map(Some),
    }
}

/// `(object, length)`
fn pair(vm: &mut Vm, object: Value, length: usize) -> Value {
    vm.new_tuple(vec![object, Value::index(length)]).into_value()
}

/// The bytes that stand for the inside of a bytes literal; ValueError as `escape_decode`.
pub fn unescape(vm: &mut Vm, data: &Value) -> PyResult {
    let pair = escape::decode(vm, &Value::NONE, std::slice::from_ref(data))?;
    Ok(pair.cast::<Tuple>().and_then(|pair| pair.items().first().cloned()).unwrap_or(Value::NONE))
}

fn convert(vm: &mut Vm, function: &str, bound: &[Slot], way: Way) -> PyResult {
    let [object, encoding, errors] = bound else { return Ok(Value::NONE) };
    let object = object.clone().unwrap_or(Value::NONE);
    let encoding = codec::name_argument(vm, function, "encoding", encoding.as_ref())?;
    let errors = codec::name_argument(vm, function, "errors", errors.as_ref())?;
    registry::convert(vm, &object, encoding.as_deref().unwrap_or("utf-8"), errors.as_deref(), way)
}

fn encode_with(vm: &mut Vm, function: &str, codec: Codec, values: &[Value]) -> PyResult {
    let Some(text) = values[0].cast::<Str>() else {
        let class = shown(vm, &values[0]);
        return Err(vm.type_error(format!("{function}() argument 1 must be str, not {class}")));
    };
    let errors = errors_argument(vm, function, values.get(1))?;
    let data = codec::encode_with(vm, codec, text, errors.as_deref())?;
    let data = bytes::new(vm, data);
    Ok(pair(vm, data, text.len()))
}

/// `utf_16_encode(text, errors, byteorder)`: an order of 0 is the machine's, with a mark.
fn encode_ordered(vm: &mut Vm, function: &str, codec: fn(Order) -> Codec, values: &[Value]) -> PyResult {
    let order = match values.get(2) {
        Some(order) => order_of(number::int_argument(vm, order)?),
        None => Order::Marked,
    };
    encode_with(vm, function, codec(order), &values[..values.len().min(2)])
}

fn order_of(number: i32) -> Order {
    match number {
        0 => Order::Marked,
        1.. => Order::Big,
        _ => Order::Little,
    }
}

/// The bytes of the first argument and the object that has them, the handling of errors.
fn data_arguments(vm: &mut Vm, function: &str, values: &[Value]) -> PyResult<(Vec<u8>, Option<String>)> {
    let data = bytes::required(vm, &values[0])?;
    let errors = errors_argument(vm, function, values.get(1))?;
    Ok((data, errors))
}

/// Whether `final` is given: without it more data may come.
fn ending(vm: &mut Vm, value: Option<&Value>, default: Ending) -> PyResult<Ending> {
    match value {
        None => Ok(default),
        Some(value) => Ok(if protocol::is_true(vm, value)? { Ending::Final } else { Ending::Open }),
    }
}

fn decode_with(vm: &mut Vm, function: &str, codec: Codec, values: &[Value], default: Ending) -> PyResult {
    let (data, errors) = data_arguments(vm, function, values)?;
    let ending = ending(vm, values.get(2), default)?;
    decoded(vm, codec, &values[0], &data, errors.as_deref(), ending)
}

fn decoded(vm: &mut Vm, codec: Codec, object: &Value, data: &[u8], errors: Option<&str>, ending: Ending) -> PyResult {
    let decoded = codec::decode_with(vm, codec, object, data, errors, ending)?;
    let text = vm.new_str_bytes(&decoded.text).into_value();
    Ok(pair(vm, text, decoded.consumed))
}

/// `unicode_escape_decode(data, errors, final=True)`, which takes text too.
fn decode_escapes(vm: &mut Vm, function: &str, codec: Codec, values: &[Value]) -> PyResult {
    if values[0].cast::<Str>().is_none() {
        return decode_with(vm, function, codec, values, Ending::Final);
    }
    let (data, errors) = text_or_data(vm, function, values)?;
    let ending = ending(vm, values.get(2), Ending::Final)?;
    let object = bytes::new(vm, data.as_slice());
    decoded(vm, codec, &object, &data, errors.as_deref(), ending)
}

/// As [`data_arguments`], of a text its UTF-8.
fn text_or_data(vm: &mut Vm, function: &str, values: &[Value]) -> PyResult<(Vec<u8>, Option<String>)> {
    let Some(text) = values[0].cast::<Str>() else { return data_arguments(vm, function, values) };
    let data = codec::encode(vm, text, None, None)?;
    let errors = errors_argument(vm, function, values.get(1))?;
    Ok((data, errors))
}

/// `utf_16_ex_decode(data, errors, byteorder, final)`: the order that was found comes third.
fn decode_ordered(vm: &mut Vm, function: &str, codec: fn(Order) -> Codec, values: &[Value]) -> PyResult {
    let (data, errors) = data_arguments(vm, function, values)?;
    let order = match values.get(2) {
        Some(order) => order_of(number::int_argument(vm, order)?),
        None => Order::Marked,
    };
    let ending = ending(vm, values.get(3), Ending::Open)?;
    let found = if order == Order::Marked { codec::marked_order(codec(order), &data) } else { Some(order) };
    let decoded = codec::decode_with(vm, codec(order), &values[0], &data, errors.as_deref(), ending)?;
    let number = match found {
        None | Some(Order::Marked) => 0,
        Some(Order::Big) => 1,
        Some(Order::Little) => -1,
    };
    let (text, number) = (vm.new_str_bytes(&decoded.text).into_value(), int::from_i64(vm, number));
    Ok(vm.new_tuple(vec![text, Value::index(decoded.consumed), number]).into_value())
}

/// `readbuffer_encode(data, errors)`: the bytes as they are, of a text its UTF-8.
fn read_buffer(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let (data, _) = text_or_data(vm, "readbuffer_encode", values)?;
    let length = data.len();
    let data = bytes::new(vm, data);
    Ok(pair(vm, data, length))
}
