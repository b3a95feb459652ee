//! `escape_decode` and `escape_encode`: bytes as the inside of a bytes literal.

use super::{errors_argument, pair, shown, text_or_data};
use crate::object::Value;
use crate::text::repr::bytes_repr;
use crate::text::room::{Room, with_room};
use crate::types::bytes::{self, Bytes};
use crate::vm::{PyResult, Vm};

/// `escape_encode(data, errors)`: as `repr` shows it, but for the quotes.
pub(super) fn encode(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    errors_argument(vm, "escape_encode", values.get(1))?;
    let Some(data) = values[0].cast::<Bytes>() else {
        let class = shown(vm, &values[0]);
        return Err(vm.type_error(format!("escape_encode() argument 1 must be bytes, not {class}")));
    };
    let mut out = with_room(data.data.len());
    for &byte in &data.data {
        match byte {
            b'\'' => out.put_all(b"\\'"),
            b'"' => out.put(byte),
            _ => {
                let shown = bytes_repr(&[byte]);
                out.put_all(&shown[2..shown.len() - 1]);
            }
        }
    }
    let length = data.data.len();
    let data = bytes::new(vm, out);
    Ok(pair(vm, data, length))
}

/// `escape_decode(data, errors)`: ValueErrors "invalid \x escape at position 1", "Trailing \ in string", "decoding
/// error; unknown error handling code: foo".
pub(super) fn decode(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let (data, errors) = text_or_data(vm, "escape_decode", values)?;
    let mut out = with_room(data.len());
    let mut invalid = None;
    let mut at = 0;
    while let Some(&byte) = data.get(at) {
        at += 1;
        if byte != b'\\' {
            out.put(byte);
            continue;
        }
        let Some(&kind) = data.get(at) else { return Err(vm.value_error("Trailing \\ in string")) };
        at += 1;
        match kind {
            b'\n' => {}
            b'\\' | b'\'' | b'"' => out.put(kind),
            b'a' => out.put(7),
            b'b' => out.put(8),
            b't' => out.put(9),
            b'n' => out.put(10),
            b'v' => out.put(11),
            b'f' => out.put(12),
            b'r' => out.put(13),
            b'0'..=b'7' => {
                let digits = data[at - 1..].iter().take(3).take_while(|digit| (b'0'..=b'7').contains(digit)).count();
                let octal = &data[at - 1..at - 1 + digits];
                let number = octal.iter().fold(0_u32, |number, digit| number * 8 + u32::from(digit - b'0'));
                if number > 0o377 {
                    let octal = String::from_utf8_lossy(octal).into_owned();
                    invalid.get_or_insert(format!("b\"\\{octal}\" is an invalid octal escape sequence. "));
                }
                out.put(number as u8);
                at += digits - 1;
            }
            b'x' => {
                let digit = |place: usize| data.get(place).and_then(|&digit| char::from(digit).to_digit(16));
                if let (Some(high), Some(low)) = (digit(at), digit(at + 1)) {
                    out.put((high * 16 + low) as u8);
                    at += 2;
                    continue;
                }
                match errors.as_deref().unwrap_or("strict") {
                    "strict" => {
                        return Err(vm.value_error(format!("invalid \\x escape at position {}", at - 2)));
                    }
                    "replace" => out.put(b'?'),
                    "ignore" => {}
                    other => {
                        let text = format!("decoding error; unknown error handling code: {other}");
                        return Err(vm.value_error(text));
                    }
                }
                at += usize::from(digit(at).is_some());
            }
            other => {
                out.put_each([b'\\', other]);
                let other = char::from(other);
                invalid.get_or_insert(format!("b\"\\{other}\" is an invalid escape sequence. "));
            }
        }
    }
    if let Some(invalid) = invalid {
        let category = vm.types.deprecation_warning.clone();
        (vm.hooks.warn)(vm, &category, &format!("{invalid}Such sequences will not work in the future. "))?;
    }
    let length = data.len();
    let out = bytes::new(vm, out);
    Ok(pair(vm, out, length))
}
