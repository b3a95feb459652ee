//! `complex(…)` and the text form it reads.

use super::{of_class, value_of};
use crate::object::{Py, Slot, Str, Value};
use crate::protocol::number;
use crate::protocol::{self, call::call_special};
use crate::text::room::{Room, with_room};
use crate::text::{float as float_text, int_text};
use crate::types::class::{Arguments, Class};
use crate::vm::arguments::bind;
use crate::vm::{PyResult, Vm};

type Parts = (f64, f64);

/// `complex.__new__`.
pub(super) fn new(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let mut bound = bind(vm, "complex", "real=0, imag=0", arguments)?;
    let imaginary = bound.pop().flatten();
    let real = bound.pop().flatten();
    if let (Some(only), None) = (&real, &imaginary)
        && class.is(&vm.types.complex)
        && vm.is_exactly(only, &vm.types.complex)
        && arguments.names.is_empty()
    {
        return Ok(only.clone());
    }
    let alone = imaginary.is_none() && arguments.names.is_empty();
    if let Some(text) = real.as_ref().and_then(Value::cast::<Str>)
        && alone
    {
        let Some(parts) = parse(text.as_bytes()) else {
            if text.as_bytes().contains(&b'_') {
                let shown = protocol::repr::repr(vm, text.as_value())?;
                let text = [b"could not convert string to complex: ", shown.as_bytes()].concat();
                let text = vm.new_str_bytes(&text).into_value();
                return Err(vm.raise_with(|types| &types.value_error, vec![text]));
            }
            return Err(vm.value_error("complex() arg is a malformed string"));
        };
        return Ok(of_class(vm, class, parts));
    }
    let parts = combine(vm, real, imaginary, if alone { Form::Alone } else { Form::Parts })?;
    Ok(of_class(vm, class, parts))
}

/// What the first argument is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// The number.
    Alone,
    /// Its real part.
    Parts,
}

impl Form {
    /// What the argument has to be.
    const fn wanted(self) -> &'static str {
        match self {
            Form::Alone => "argument must be a string or a number",
            Form::Parts => "argument 'real' must be a real number",
        }
    }
}

/// An argument: its parts and whether it is complex.
fn part(vm: &mut Vm, value: &Value) -> PyResult<Option<(Parts, bool)>> {
    if let Some(parts) = value_of(value) {
        return Ok(Some((parts, true)));
    }
    Ok(number::as_f64_optional(vm, value)?.map(|real| ((real, 0.0), false)))
}

/// What `__complex__` gives for whatever is not exactly complex; `None` without the method.
fn converted(vm: &mut Vm, value: &Value) -> PyResult<Slot> {
    if vm.is_exactly(value, &vm.types.complex) {
        return Ok(None);
    }
    let name = vm.names.complex.clone();
    let Some(converted) = call_special(vm, value, &name, &[])? else { return Ok(None) };
    if !vm.is_exactly(&converted, &vm.types.complex) {
        let name = vm.class_name(&converted);
        let text = format!("__complex__ returned non-complex (type {name})");
        if value_of(&converted).is_none() {
            return Err(vm.type_error(text));
        }
        number::warn_of_subclass(vm, &text, "complex")?;
    }
    Ok(Some(converted))
}

/// The parts of a number for `complex.from_number`; TypeError "must be real number, not str".
pub(super) fn from_number(vm: &mut Vm, value: &Value) -> PyResult<Parts> {
    let value = converted(vm, value)?.unwrap_or_else(|| value.clone());
    match value_of(&value) {
        Some(parts) => Ok(parts),
        None => Ok((number::as_f64(vm, &value)?, 0.0)),
    }
}

/// The number of the two arguments.
fn combine(vm: &mut Vm, real: Slot, imaginary: Slot, form: Form) -> PyResult<Parts> {
    let (mut first, mut first_complex) = ((0.0, 0.0), false);
    let given = real.clone();
    if let Some(mut value) = real {
        if let Some(converted) = converted(vm, &value)? {
            value = converted;
        }
        let Some(found) = part(vm, &value)? else {
            let name = vm.class_name(&value);
            return Err(vm.type_error(format!("complex() {}, not {name}", form.wanted())));
        };
        (first, first_complex) = found;
    }
    if first_complex
        && form == Form::Parts
        && let Some(given) = &given
    {
        warn_of_complex(vm, "real", given)?;
    }
    let Some(value) = imaginary else { return Ok(first) };
    let Some((mut second, second_complex)) = part(vm, &value)? else {
        let name = vm.class_name(&value);
        return Err(vm.type_error(format!("complex() argument 'imag' must be a real number, not {name}")));
    };
    // complex(a + bj, c + dj) is (a - d) + (b + c)j; parts that are not there do not touch the signs of zeros.
    if second_complex {
        warn_of_complex(vm, "imag", &value)?;
        first.0 -= second.1;
    }
    if first_complex {
        second.0 += first.1;
    }
    Ok((first.0, second.0))
}

fn warn_of_complex(vm: &mut Vm, parameter: &str, given: &Value) -> PyResult<()> {
    let category = vm.types.deprecation_warning.clone();
    let text = format!("complex() argument '{parameter}' must be a real number, not {}", vm.class_name(given));
    (vm.hooks.warn)(vm, &category, &text)
}

/// Reads `1`, `2j`, `1+2j`, `(1+2j)`, `j`; whitespace around it is ignored.
fn parse(text: &[u8]) -> Option<Parts> {
    let ascii = int_text::to_ascii_digits(text);
    let text = strip_underscores(int_text::trim_ascii_space(&ascii))?;
    let text = match text.strip_prefix(b"(") {
        Some(inner) => int_text::trim_ascii_space(inner.strip_suffix(b")")?),
        None => &text,
    };
    let (first, rest) = split_number(text);
    match rest {
        [] if !first.is_empty() => Some((float_text::parse_bytes(first)?, 0.0)),
        [b'j' | b'J'] => Some((0.0, imaginary(first)?)),
        [b'+' | b'-', ..] => {
            let (second, end) = split_number(rest);
            matches!(end, [b'j' | b'J']).then_some(())?;
            Some((float_text::parse_bytes(first)?, imaginary(second)?))
        }
        _ => None,
    }
}

/// The number in front of `j`; a bare sign counts as one.
fn imaginary(text: &[u8]) -> Option<f64> {
    match text {
        b"" | b"+" => Some(1.0),
        b"-" => Some(-1.0),
        digits => float_text::parse_bytes(digits),
    }
}

/// Splits the longest sign, digits, fraction and exponent (or inf, nan) off the front.
fn split_number(text: &[u8]) -> (&[u8], &[u8]) {
    let mut at = usize::from(matches!(text.first(), Some(b'+' | b'-')));
    let lower = text[at..].to_ascii_lowercase();
    for word in [&b"infinity"[..], b"inf", b"nan"] {
        if lower.starts_with(word) {
            return text.split_at(at + word.len());
        }
    }
    let digits = |from: usize| text[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let whole = digits(at);
    at += whole;
    if text.get(at) == Some(&b'.') && (whole > 0 || digits(at + 1) > 0) {
        at += 1 + digits(at + 1);
    }
    if at > 0 && matches!(text.get(at), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(text.get(at + 1), Some(b'+' | b'-')));
        let exponent = text.get(at + 1 + sign..).map_or(0, |_| digits(at + 1 + sign));
        if exponent > 0 {
            at += 1 + sign + exponent;
        }
    }
    text.split_at(at)
}

/// Underscores may stand between digits only.
fn strip_underscores(text: &[u8]) -> Option<Vec<u8>> {
    let mut out = with_room(text.len());
    for (at, &byte) in text.iter().enumerate() {
        if byte != b'_' {
            out.put(byte);
            continue;
        }
        let digit = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(u8::is_ascii_digit);
        if !digit(at.checked_sub(1)) || !digit(Some(at + 1)) {
            return None;
        }
    }
    Some(out)
}
