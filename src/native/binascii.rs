//! `binascii`: bytes as text of ASCII, and back.

use std::borrow::Cow;

use super::{ModuleSpec, set};
use crate::object::{Py, Slot, Str, Value};
use crate::protocol::{self, number, sequence};
use crate::text::binascii::{self as algorithm, Quoting, Strictness, Underscore};
use crate::text::room::copied;
use crate::text::wtf8;
use crate::types::bytes;
use crate::types::class::NativeDef;
use crate::types::dict::Dict;
use crate::types::{exception, int};
use crate::vm::{PyResult, Raised, Vm};

/// The declaration of the module.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "binascii",
    functions: &[
        NativeDef::one("a2b_uu", |vm, _, text| {
            let text = ascii(vm, text)?;
            given(vm, algorithm::from_uu(&text))
        }),
        NativeDef::keywords("b2a_uu", "data, /, *, backtick=False", |vm, _, bound| {
            let zero = if flag(vm, bound, 1)? { b'`' } else { b' ' };
            let data = data(vm, bound)?;
            given(vm, algorithm::to_uu(&data, zero))
        }),
        NativeDef::keywords("a2b_base64", "data, /, *, strict_mode=False", |vm, _, bound| {
            let text = ascii(vm, &argument(bound, 0))?;
            let strictness = if flag(vm, bound, 1)? { Strictness::Strict } else { Strictness::Lenient };
            given(vm, algorithm::from_base64(&text, strictness))
        }),
        NativeDef::keywords("b2a_base64", "data, /, *, newline=True", |vm, _, bound| {
            let data = data(vm, bound)?;
            let mut text = algorithm::to_base64(&data);
            if bound[1].is_none() || flag(vm, bound, 1)? {
                text.push(b'\n');
            }
            Ok(bytes::new(vm, text))
        }),
        NativeDef::one("a2b_hex", |vm, _, text| unhexlify(vm, text)),
        NativeDef::keywords("b2a_hex", HEX, hexlify),
        NativeDef::keywords("hexlify", HEX, hexlify),
        NativeDef::one("unhexlify", |vm, _, text| unhexlify(vm, text)),
        NativeDef::positional("crc_hqx", 2, 2, |vm, _, values| {
            let data = bytes::required(vm, &values[0])?;
            let before = word(vm, &values[1])?;
            Ok(Value::index(algorithm::crc_hqx(&data, before as u16).into()))
        }),
        NativeDef::positional("crc32", 1, 2, |vm, _, values| {
            let data = bytes::required(vm, &values[0])?;
            let before = values.get(1).map_or(Ok(0), |before| word(vm, before))?;
            Ok(Value::index(algorithm::crc32(&data, before) as usize))
        }),
        NativeDef::keywords("a2b_qp", "data, header=False", |vm, _, bound| {
            let text = ascii(vm, &argument(bound, 0))?;
            let underscore = if flag(vm, bound, 1)? { Underscore::Blank } else { Underscore::Plain };
            Ok(bytes::new(vm, algorithm::from_quoted(&text, underscore)))
        }),
        NativeDef::keywords("b2a_qp", "data, quotetabs=False, istext=True, header=False", |vm, _, bound| {
            let data = data(vm, bound)?;
            let quoting = Quoting {
                tabs: flag(vm, bound, 1)?,
                is_text: bound[2].is_none() || flag(vm, bound, 2)?,
                header: flag(vm, bound, 3)?,
            };
            Ok(bytes::new(vm, algorithm::to_quoted(&data, quoting)))
        }),
    ],
    classes: &[],
    init: Some(init),
};

const HEX: &str = "data, sep=None, bytes_per_sep=1";

fn init(vm: &mut Vm, namespace: &Py<Dict>) -> PyResult<()> {
    let (value_error, exception) = (vm.types.value_error.clone(), vm.types.exception.clone());
    let error = super::new_exception(vm, "binascii", "Error", &value_error)?;
    set(vm, namespace, "Error", error);
    let incomplete = super::new_exception(vm, "binascii", "Incomplete", &exception)?;
    set(vm, namespace, "Incomplete", incomplete);
    Ok(())
}

fn argument(bound: &[Slot], index: usize) -> Value {
    bound[index].clone().unwrap_or(Value::NONE)
}

fn flag(vm: &mut Vm, bound: &[Slot], index: usize) -> PyResult<bool> {
    bound[index].as_ref().map_or(Ok(false), |flag| protocol::is_true(vm, flag))
}

fn data(vm: &mut Vm, bound: &[Slot]) -> PyResult<Vec<u8>> {
    bytes::required(vm, &argument(bound, 0))
}

/// The lowest 32 bits of an int.
pub fn word(vm: &mut Vm, value: &Value) -> PyResult<u32> {
    let index = number::index(vm, value)?;
    let mut digits = match int::number(&index) {
        int::Number::Small(small) => return Ok(small as u32),
        int::Number::Big(big) => big.to_signed_bytes_le(),
    };
    digits.resize(digits.len().max(4), 0);
    Ok(u32::from_le_bytes([digits[0], digits[1], digits[2], digits[3]]))
}

/// The bytes of a str of ASCII or of a bytes-like object.
fn ascii(vm: &mut Vm, value: &Value) -> PyResult<Vec<u8>> {
    if let Some(text) = value.cast::<Str>() {
        if !text.is_ascii() {
            return Err(vm.value_error("string argument should contain only ASCII characters"));
        }
        return Ok(copied(text.as_bytes()));
    }
    match bytes::read(vm, value, bytes::Request::Simple)? {
        Some(data) => Ok(data),
        None => {
            let name = vm.class_name(value);
            Err(vm.type_error(format!("argument should be bytes, buffer or ASCII string, not '{name}'")))
        }
    }
}

/// The result as bytes, or `binascii.Error`.
fn given(vm: &mut Vm, result: Result<Vec<u8>, impl Into<Cow<'static, str>>>) -> PyResult {
    match result {
        Ok(data) => Ok(bytes::new(vm, data)),
        Err(message) => Err(raise(vm, &message.into())),
    }
}

#[cold]
fn raise(vm: &mut Vm, message: &str) -> Raised {
    let Some(class) = super::exception_of(vm, "binascii", "Error") else { return vm.value_error(message) };
    let text = vm.new_str(message).into_value();
    let exception = exception::new(vm, &class, vec![text]);
    vm.raise(exception)
}

fn unhexlify(vm: &mut Vm, text: &Value) -> PyResult {
    let text = ascii(vm, text)?;
    given(vm, algorithm::from_hex(&text))
}

fn hexlify(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let data = data(vm, bound)?;
    let group = match &bound[2] {
        Some(group) => i64::from(number::int_argument(vm, group)?),
        None => 1,
    };
    let text = match &bound[1] {
        Some(separator) if !separator.is_none() => {
            let separator = separator_byte(vm, separator)?;
            algorithm::to_hex_grouped(&data, separator, group)
        }
        _ => algorithm::to_hex(&data),
    };
    Ok(bytes::new(vm, text))
}

/// ValueError "sep must be length 1.", "sep must be ASCII."
fn separator_byte(vm: &mut Vm, separator: &Value) -> PyResult<u8> {
    if sequence::len(vm, separator)? != 1 {
        return Err(vm.value_error("sep must be length 1."));
    }
    if let Some(text) = separator.cast::<Str>() {
        let code = wtf8::decode_first(text.as_bytes()).map_or(0, |(code, _)| code);
        return u8::try_from(code).map_err(|_| vm.value_error("sep must be ASCII."));
    }
    match bytes::view(vm, separator) {
        Some(data) => Ok(data[0]),
        None => Err(vm.type_error("sep must be str or bytes.")),
    }
}
