//! `float`: common exponents in the word itself, the rest boxed.

mod arithmetic;
mod attributes;
pub mod declaration;
mod methods;

pub use arithmetic::{integer as to_int, power};

use crate::object::{Py, Value, payload};
use crate::protocol::{number, sequence};
use crate::text::float::FloatError;
use crate::types::class::{Arguments, Class};
use crate::vm::arguments::wrong_count;
use crate::vm::{PyResult, Raised, Vm};

/// The payload of a float whose exponent does not fit the word, and of every instance of a subclass of float.
pub struct Float {
    /// The number.
    pub value: f64,
}

payload! { Float: Atom, size 24; }

/// The float `number`.
#[inline]
pub fn new(vm: &mut Vm, number: f64) -> Value {
    match Value::small_float(number) {
        Some(value) => value,
        None => vm.heap.alloc(&vm.types.float, Float { value: number }).into_value(),
    }
}

/// The number of a float or an instance of a subclass of it; `None` for anything else.
#[inline]
pub fn value_of(value: &Value) -> Option<f64> {
    match value.as_small_float() {
        Some(number) => Some(number),
        None => value.cast::<Float>().map(|payload| payload.value),
    }
}

/// An instance of `class`, float itself or a subclass of it.
pub fn of_class(vm: &mut Vm, class: &Py<Class>, number: f64) -> Value {
    if class.is(&vm.types.float) {
        return new(vm, number);
    }
    vm.heap.alloc(class, Float { value: number }).into_value()
}

fn construct(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    sequence::refuse_keywords(vm, class, "float", &arguments)?;
    let value = match arguments.positional() {
        [] => new(vm, 0.0),
        [value] => number::float_of(vm, value)?,
        more => return Err(wrong_count(vm, "float", 0, 1, more.len())),
    };
    if class.is(&vm.types.float) {
        return Ok(value);
    }
    let number = value_of(&value).unwrap_or_default();
    Ok(of_class(vm, class, number))
}

/// Raises what a float algorithm refused.
#[cold]
pub fn raise(vm: &mut Vm, error: FloatError) -> Raised {
    if error == FloatError::PowerTooLarge {
        let text = vm.new_str("Numerical result out of range").into_value();
        return vm.raise_with(|types| &types.overflow_error, vec![Value::index(34), text]);
    }
    number::raise_text(vm, error.kind(), &error)
}
