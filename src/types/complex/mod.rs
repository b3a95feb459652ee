//! `complex`.

mod arithmetic;
mod attributes;
mod construct;
pub mod declaration;
mod methods;
mod parts;

pub use arithmetic::power_of;
pub use parts::quotient;

use crate::object::{Py, Value, payload};
use crate::types::class::Class;
use crate::vm::{PyResult, Vm};

/// The payload of a complex number.
pub struct Complex {
    /// Real part.
    pub real: f64,
    /// Imaginary part.
    pub imaginary: f64,
}

payload! { Complex: Atom, size 32; }

/// The complex number `real + imaginary j`.
pub fn new(vm: &mut Vm, real: f64, imaginary: f64) -> Value {
    vm.heap.alloc(&vm.types.complex, Complex { real, imaginary }).into_value()
}

/// The parts of a number that stands for a complex one. TypeError "must be real number, not str".
pub fn argument(vm: &mut Vm, value: &Value) -> PyResult<(f64, f64)> {
    match value_of(value) {
        Some(parts) => Ok(parts),
        None => construct::from_number(vm, value),
    }
}

fn of_class(vm: &mut Vm, class: &Py<Class>, (real, imaginary): (f64, f64)) -> Value {
    vm.heap.alloc(class, Complex { real, imaginary }).into_value()
}

/// The parts of a complex number; `None` for anything else.
pub fn value_of(value: &Value) -> Option<(f64, f64)> {
    value.cast::<Complex>().map(|payload| (payload.real, payload.imaginary))
}

/// The parts of a receiver.
fn of(value: &Value) -> (f64, f64) {
    value_of(value).unwrap_or_default()
}
