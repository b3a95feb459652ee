//! Conversions to numbers: `operator.index`, `int()`, `float()`, indices of sequences.

use std::cmp::Ordering;
use std::fmt::Display;

use num_traits::ToPrimitive;
use ouropy_compiler::code::Comparison;

use crate::object::{Str, Value};
use crate::text::{ErrorKind, int_text};
use crate::types::float::{self, Float};
use crate::types::int::{self, Number};
use crate::types::{bytes, int as int_type};
use crate::vm::{PyResult, Raised, Vm};

/// Raises what a text or number algorithm refused, with its own message.
#[cold]
#[inline(never)]
pub fn raise_text(vm: &mut Vm, kind: ErrorKind, error: &dyn Display) -> Raised {
    let message = error.to_string();
    match kind {
        ErrorKind::Value => vm.value_error(message),
        ErrorKind::Type => vm.type_error(message),
        ErrorKind::Overflow => vm.overflow_error(message),
        ErrorKind::ZeroDivision => vm.zero_division_error(message),
        ErrorKind::Memory => vm.memory_error(),
    }
}

/// Whether operands in this order satisfy the comparison.
#[inline]
pub fn holds(op: Comparison, order: Ordering) -> bool {
    match op {
        Comparison::Less => order.is_lt(),
        Comparison::LessEqual => order.is_le(),
        Comparison::Equal => order.is_eq(),
        Comparison::NotEqual => order.is_ne(),
        Comparison::Greater => order.is_gt(),
        Comparison::GreaterEqual => order.is_ge(),
    }
}

/// Whether the object is an int or has `__index__`.
#[inline]
pub fn has_index(vm: &Vm, value: &Value) -> bool {
    value.is_small_int() || vm.class_of(value).slots(&vm.heap).index.is_some()
}

/// `operator.index(value)`, an exact int; TypeError "'str' object cannot be interpreted as an integer".
#[inline]
pub fn index(vm: &mut Vm, value: &Value) -> PyResult {
    if value.is_small_int() {
        return Ok(value.clone());
    }
    index_slow(vm, value)
}

fn index_slow(vm: &mut Vm, value: &Value) -> PyResult {
    if Number::of(value).is_some() {
        return Ok(int::exact(vm, value));
    }
    let Some(slot) = vm.class_of(value).slots(&vm.heap).index else {
        let name = vm.class_name(value);
        return Err(vm.type_error(format!("'{name}' object cannot be interpreted as an integer")));
    };
    let result = slot(vm, value)?;
    checked_int(vm, "__index__", result)
}

/// What `__index__` or `__int__` has returned, as an exact int: DeprecationWarning for an instance of a subclass,
/// TypeError "__index__ returned non-int (type str)".
pub fn checked_int(vm: &mut Vm, method: &str, result: Value) -> PyResult {
    if vm.is_exactly(&result, &vm.types.int) {
        return Ok(result);
    }
    let name = vm.class_name(&result);
    let text = format!("{method} returned non-int (type {name})");
    if Number::of(&result).is_none() {
        return Err(vm.type_error(text));
    }
    warn_of_subclass(vm, &text, "int")?;
    Ok(int::exact(vm, &result))
}

/// The DeprecationWarning for a conversion that returns an instance of a subclass.
pub fn warn_of_subclass(vm: &mut Vm, text: &str, class: &str) -> PyResult<()> {
    let category = vm.types.deprecation_warning.clone();
    let text = format!(
        "{text}.  The ability to return an instance of a strict subclass of {class} is deprecated, and may be removed in \
         a future version of Python."
    );
    (vm.hooks.warn)(vm, &category, &text)
}

/// `operator.index(value)` cut to the range of a machine word: bounds of slices.
#[inline]
pub fn index_clamped(vm: &mut Vm, value: &Value) -> PyResult<isize> {
    if let Some(small) = value.as_small_int() {
        return Ok(small as isize);
    }
    let number = index(vm, value)?;
    Ok(match int::number(&number) {
        Number::Small(small) => small as isize,
        big if big.is_negative() => isize::MIN,
        Number::Big(_) => isize::MAX,
    })
}

/// `operator.index(value)` as a machine word, `None` where it does not fit.
#[inline]
pub fn index_word(vm: &mut Vm, value: &Value) -> PyResult<Option<isize>> {
    if let Some(small) = value.as_small_int() {
        return Ok(Some(small as isize));
    }
    let number = index(vm, value)?;
    Ok(int::number(&number).to_i64().map(|small| small as isize))
}

/// An index of a sequence; IndexError "cannot fit 'int' into an index-sized integer".
#[inline]
pub fn sequence_index(vm: &mut Vm, value: &Value) -> PyResult<isize> {
    match index_word(vm, value)? {
        Some(word) => Ok(word),
        None => {
            let name = vm.class_name(value);
            Err(vm.index_error(format!("cannot fit '{name}' into an index-sized integer")))
        }
    }
}

/// A count or size; OverflowError "cannot fit 'int' into an index-sized integer" as for `"ab" * 2**100`.
#[inline]
pub fn size_index(vm: &mut Vm, value: &Value) -> PyResult<isize> {
    match index_word(vm, value)? {
        Some(word) => Ok(word),
        None => {
            let name = vm.class_name(value);
            Err(vm.overflow_error(format!("cannot fit '{name}' into an index-sized integer")))
        }
    }
}

/// A native function's size argument; OverflowError "Python int too large to convert to C ssize_t".
#[inline]
pub fn ssize_argument(vm: &mut Vm, value: &Value) -> PyResult<isize> {
    match index_word(vm, value)? {
        Some(word) => Ok(word),
        None => Err(vm.overflow_error("Python int too large to convert to C ssize_t")),
    }
}

/// A native function's int argument; OverflowError "Python int too large to convert to C int".
pub fn int_argument(vm: &mut Vm, value: &Value) -> PyResult<i32> {
    match index_word(vm, value)?.and_then(|word| i32::try_from(word).ok()) {
        Some(word) => Ok(word),
        None => Err(vm.overflow_error("Python int too large to convert to C int")),
    }
}

/// A native function's argument of an unsigned C type; `None` for what does not even fit into 64 bits. ValueError "Cannot
/// convert negative int".
pub fn unsigned_argument(vm: &mut Vm, value: &Value) -> PyResult<Option<u64>> {
    let value = index(vm, value)?;
    let value = int::number(&value);
    if value.is_negative() {
        return Err(vm.value_error("Cannot convert negative int"));
    }
    Ok(u64::try_from(value.to_big()).ok())
}

/// One bound of a slice or of `str.find`: `default` for None; TypeError "slice indices must be integers or None or
/// have an __index__ method".
pub fn slice_bound(vm: &mut Vm, value: Option<&Value>, default: isize) -> PyResult<isize> {
    match value {
        None => Ok(default),
        Some(value) if value.is_none() => Ok(default),
        Some(value) if has_index(vm, value) => index_clamped(vm, value),
        Some(_) => Err(vm.type_error("slice indices must be integers or None or have an __index__ method")),
    }
}

/// `index` counted from the start of `len` items, negative ones from the end; `None` when out of range.
#[inline]
pub fn resolve_index(index: isize, len: usize) -> Option<usize> {
    let index = if index < 0 { index.checked_add_unsigned(len)? } else { index };
    usize::try_from(index).ok().filter(|&index| index < len)
}

/// `int(value)` with one argument.
pub fn int_of(vm: &mut Vm, value: &Value) -> PyResult {
    if value.is_small_int() || vm.is_exactly(value, &vm.types.int) {
        return Ok(value.clone());
    }
    let slots = vm.class_of(value).slots(&vm.heap);
    if let Some(slot) = slots.int {
        let result = slot(vm, value)?;
        return checked_int(vm, "__int__", result);
    }
    if slots.index.is_some() {
        return index(vm, value);
    }
    int_of_text(vm, value, 10)?.map_or_else(
        || {
            let name = vm.class_name(value);
            Err(vm.type_error(format!(
                "int() argument must be a string, a bytes-like object or a real number, not '{name}'"
            )))
        },
        Ok,
    )
}

/// `int(text, base)`; `None` when `value` is neither str nor bytes-like.
pub fn int_of_text(vm: &mut Vm, value: &Value, base: u32) -> PyResult<Option<Value>> {
    let limit = vm.max_str_digits;
    let mut data = None;
    let parsed = if let Some(text) = value.cast::<Str>() {
        int_text::parse(text.as_bytes(), base, limit)
    } else {
        data = bytes::read(vm, value, bytes::Request::Simple)?;
        let Some(data) = &data else { return Ok(None) };
        int_text::parse_bytes(data, base, limit)
    };
    match parsed {
        Ok(int_text::Int::Small(small)) => Ok(Some(int::from_i64(vm, small))),
        Ok(int_text::Int::Big(big)) => Ok(Some(int::from_big(vm, big))),
        Err(int_text::IntTextError::InvalidLiteral) => {
            // Whatever is like bytes is shown as bytes.
            let shown = match data {
                Some(data) => bytes::new(vm, data),
                None => value.clone(),
            };
            let shown = super::repr::repr(vm, &shown)?;
            let message = int_text::invalid_literal(shown.as_bytes(), base);
            let text = vm.new_str_bytes(&message).into_value();
            Err(vm.raise_with(|types| &types.value_error, vec![text]))
        }
        Err(error) => Err(raise_text(vm, error.kind(), &error)),
    }
}

/// `float(value)` with one argument, as an exact float.
pub fn float_of(vm: &mut Vm, value: &Value) -> PyResult {
    // `__float__` of a subclass of str comes before its text.
    if !vm.is_exactly(value, &vm.types.str)
        && let Some(number) = as_f64_optional(vm, value)?
    {
        return Ok(if vm.is_exactly(value, &vm.types.float) { value.clone() } else { float::new(vm, number) });
    }
    if let Some(text) = value.cast::<Str>() {
        let parsed = crate::text::float::parse(text.as_bytes());
        return parsed_float(vm, value, parsed);
    }
    let data = bytes::read(vm, value, bytes::Request::Simple)?;
    if let Some(parsed) = data.map(|data| crate::text::float::parse_bytes(&data)) {
        return parsed_float(vm, value, parsed);
    }
    let name = vm.class_name(value);
    Err(vm.type_error(format!("float() argument must be a string or a real number, not '{name}'")))
}

fn parsed_float(vm: &mut Vm, value: &Value, parsed: Option<f64>) -> PyResult {
    if let Some(number) = parsed {
        return Ok(float::new(vm, number));
    }
    let shown = super::repr::repr(vm, value)?;
    let message = [b"could not convert string to float: ", shown.as_bytes()].concat();
    let text = vm.new_str_bytes(&message).into_value();
    Err(vm.raise_with(|types| &types.value_error, vec![text]))
}

/// The number as a machine float: floats, ints, whatever has `__float__` or `__index__`; `None` for others.
pub fn as_f64_optional(vm: &mut Vm, value: &Value) -> PyResult<Option<f64>> {
    if let Some(number) = value.as_small_float() {
        return Ok(Some(number));
    }
    if let Some(small) = value.as_small_int() {
        return Ok(Some(small as f64));
    }
    if vm.is_exactly(value, &vm.types.float)
        && let Some(payload) = value.cast::<Float>()
    {
        return Ok(Some(payload.value));
    }
    let slots = vm.class_of(value).slots(&vm.heap);
    if let Some(slot) = slots.float {
        let result = slot(vm, value)?;
        if vm.is_exactly(&result, &vm.types.float) {
            return Ok(float::value_of(&result));
        }
        let (owner, name) = (vm.class_name(value), vm.class_name(&result));
        let text = format!("{owner}.__float__ returned non-float (type {name})");
        let Some(number) = float::value_of(&result) else { return Err(vm.type_error(text)) };
        warn_of_subclass(vm, &text, "float")?;
        return Ok(Some(number));
    }
    if slots.index.is_some() {
        let number = index(vm, value)?;
        return match int::number(&number).to_f64() {
            Ok(number) => Ok(Some(number)),
            Err(error) => Err(int_type::raise(vm, error)),
        };
    }
    Ok(None)
}

/// The number as a machine float; TypeError "must be real number, not str".
pub fn as_f64(vm: &mut Vm, value: &Value) -> PyResult<f64> {
    match as_f64_optional(vm, value)? {
        Some(number) => Ok(number),
        None => {
            let name = vm.class_name(value);
            Err(vm.type_error(format!("must be real number, not {name}")))
        }
    }
}

/// The int as a 64-bit word, cut at its ends.
pub fn saturating_i64(number: Number<'_>) -> i64 {
    match number {
        Number::Small(small) => small,
        Number::Big(big) => big.to_i64().unwrap_or(if number.is_negative() { i64::MIN } else { i64::MAX }),
    }
}
