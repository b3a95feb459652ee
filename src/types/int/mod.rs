//! `int`: 63 bits in the word itself, anything longer a [`BigInt`] on the heap.

pub mod arithmetic;
mod attributes;
mod construct;
pub mod declaration;
mod methods;

use num_bigint::{BigInt, Sign};
use num_traits::{ToPrimitive, Zero};

use crate::object::{Py, Value, payload};
use crate::text::int::IntError;
use crate::text::int_text::IntRef;
use crate::types::class::Class;
use crate::vm::{Raised, Vm};

/// The payload of an int beyond 63 bits, and of every instance of a subclass of int, however small.
pub struct Int {
    /// The number.
    pub value: BigInt,
}

payload! { Int: Atom;
    size(this, _heap) { size_for_bits(this.value.bits()) }
}

/// CPython's `__sizeof__` of an int with so many bits: digits of 30 bits behind a 24-byte head, at least one.
pub fn size_for_bits(bits: u64) -> usize {
    24 + 4 * (bits.div_ceil(30) as usize).max(1)
}

/// The number an int object holds, whatever form it has.
#[derive(Clone, Copy, Debug)]
pub enum Number<'a> {
    /// Fits a machine word.
    Small(i64),
    /// Does not.
    Big(&'a BigInt),
}

impl Number<'_> {
    /// The number of an int, bool or instance of a subclass of int; `None` for anything else.
    #[inline]
    pub fn of(value: &Value) -> Option<Number<'_>> {
        if let Some(small) = value.as_small_int() {
            return Some(Number::Small(small));
        }
        if let Some(payload) = value.cast::<Int>() {
            return Some(match payload.value.to_i64() {
                Some(small) => Number::Small(small),
                None => Number::Big(&payload.value),
            });
        }
        value.as_bool().map(|truth| Number::Small(i64::from(truth)))
    }

    /// The number for the algorithms of [`crate::text`].
    #[inline]
    pub fn as_ref(&self) -> IntRef<'_> {
        match self {
            Number::Small(small) => IntRef::Small(*small),
            Number::Big(big) => IntRef::Big(big),
        }
    }

    /// The number as a big integer.
    pub fn to_big(self) -> BigInt {
        match self {
            Number::Small(small) => BigInt::from(small),
            Number::Big(big) => big.clone(),
        }
    }

    /// The number as a machine word, if it fits.
    #[inline]
    pub fn to_i64(self) -> Option<i64> {
        match self {
            Number::Small(small) => Some(small),
            Number::Big(_) => None,
        }
    }

    /// Whether it is 0.
    pub fn is_zero(self) -> bool {
        matches!(self, Number::Small(0))
    }

    /// Whether it is below 0.
    pub fn is_negative(self) -> bool {
        match self {
            Number::Small(small) => small < 0,
            Number::Big(big) => big.sign() == Sign::Minus,
        }
    }

    /// The nearest float; "int too large to convert to float".
    pub fn to_f64(self) -> Result<f64, IntError> {
        match self {
            Number::Small(small) => Ok(small as f64),
            Number::Big(big) => crate::text::int::to_f64(big),
        }
    }
}

/// The view of an int that the caller has checked to be one: a receiver.
///
/// # Panics
/// When `value` is no int.
pub fn number(value: &Value) -> Number<'_> {
    match Number::of(value) {
        Some(number) => number,
        None => Number::Big(&value.expect::<Int>().value),
    }
}

/// The int `number`.
#[inline]
pub fn from_i64(vm: &mut Vm, number: i64) -> Value {
    match Value::small_int(number) {
        Some(value) => value,
        None => boxed(vm, BigInt::from(number)),
    }
}

/// The int `number`.
#[inline]
pub fn from_usize(vm: &mut Vm, number: usize) -> Value {
    match i64::try_from(number) {
        Ok(small) => from_i64(vm, small),
        Err(_) => boxed(vm, BigInt::from(number)),
    }
}

/// The int `number`.
pub fn from_u64(vm: &mut Vm, number: u64) -> Value {
    match i64::try_from(number) {
        Ok(small) => from_i64(vm, small),
        Err(_) => boxed(vm, BigInt::from(number)),
    }
}

/// The int `number`.
#[inline]
pub fn from_i128(vm: &mut Vm, number: i128) -> Value {
    match i64::try_from(number) {
        Ok(small) => from_i64(vm, small),
        Err(_) => boxed(vm, BigInt::from(number)),
    }
}

/// The int `number`, in the word when it fits there.
#[inline]
pub fn from_big(vm: &mut Vm, number: BigInt) -> Value {
    match number.to_i64().and_then(Value::small_int) {
        Some(value) => value,
        None => boxed(vm, number),
    }
}

#[cold]
fn boxed(vm: &mut Vm, value: BigInt) -> Value {
    vm.heap.alloc(&vm.types.int, Int { value }).into_value()
}

/// An instance of `class`, int itself or a subclass of it (bool aside).
pub fn of_class(vm: &mut Vm, class: &Py<Class>, value: &Value) -> Value {
    if class.is(&vm.types.int) {
        return exact(vm, value);
    }
    let value = number(value).to_big();
    vm.heap.alloc(class, Int { value }).into_value()
}

/// The same number as an exact int: what `int()` makes of a bool or an instance of a subclass.
#[inline]
pub fn exact(vm: &mut Vm, value: &Value) -> Value {
    if value.is_small_int() || vm.is_exactly(value, &vm.types.int) {
        return value.clone();
    }
    match number(value) {
        Number::Small(small) => from_i64(vm, small),
        Number::Big(big) => boxed(vm, big.clone()),
    }
}

/// The decimal digits; ValueError beyond `sys.get_int_max_str_digits()`.
pub fn to_decimal(vm: &mut Vm, value: Number<'_>) -> Result<String, Raised> {
    match value {
        Number::Small(small) => Ok(small.to_string()),
        Number::Big(big) => {
            let limit = vm.max_str_digits;
            crate::text::int_text::to_decimal(big, limit)
                .map_err(|error| crate::protocol::number::raise_text(vm, error.kind(), &error))
        }
    }
}

/// Raises what an integer algorithm refused.
#[cold]
pub fn raise(vm: &mut Vm, error: IntError) -> Raised {
    crate::protocol::number::raise_text(vm, error.kind(), &error)
}

/// Whether an int is true.
pub fn is_true(value: &Value) -> bool {
    match value.cast::<Int>() {
        Some(payload) => !payload.value.is_zero(),
        None => !number(value).is_zero(),
    }
}
