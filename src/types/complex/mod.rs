//! `complex`.

mod arithmetic;
mod construct;

pub use arithmetic::power_of;

use crate::object::{ClassFlags, Heap, Kind, Layout, Payload, Py, Str, Tracer, Tracking, Value};
use crate::protocol;
use crate::text::format_number;
use crate::types::class::{Class, ClassSpec, GetSet, NativeDef, Slots};
use crate::types::float;
use crate::vm::{PyResult, Vm};

/// The declaration of `complex`.
pub const SPEC: ClassSpec = ClassSpec {
    flags: ClassFlags::BASE_TYPE,
    slots: Slots { new: Some(construct::new), ..arithmetic::SLOTS },
    methods: &[
        NativeDef::none("conjugate", |vm, this| {
            let (real, imaginary) = of(this);
            Ok(new(vm, real, -imaginary))
        }),
        NativeDef::none("__complex__", |vm, this| {
            let (real, imaginary) = of(this);
            Ok(if vm.is_exactly(this, &vm.types.complex) { this.clone() } else { new(vm, real, imaginary) })
        }),
        NativeDef::none("__getnewargs__", |vm, this| {
            let (real, imaginary) = of(this);
            let parts = vec![float::new(vm, real), float::new(vm, imaginary)];
            Ok(vm.new_tuple(parts).into_value())
        }),
        NativeDef::one("__format__", format),
    ],
    getset: &[
        GetSet::read_only("real", |vm, this| Ok(float::new(vm, of(this).0))).member(),
        GetSet::read_only("imag", |vm, this| Ok(float::new(vm, of(this).1))).member(),
    ],
    ..ClassSpec::new("complex", Layout::of::<Complex>())
};

/// The payload of a complex number.
pub struct Complex {
    /// Real part.
    pub real: f64,
    /// Imaginary part.
    pub imaginary: f64,
}

impl Payload for Complex {
    const KIND: Kind = Kind::Complex;
    const TRACKING: Tracking = Tracking::Atom;

    fn trace(&self, _tracer: &mut Tracer<'_>) {}

    fn size_of(&self, _heap: &Heap) -> usize {
        32
    }
}

/// The complex number `real + imaginary j`.
pub fn new(vm: &mut Vm, real: f64, imaginary: f64) -> Value {
    vm.heap.alloc(&vm.types.complex, Complex { real, imaginary }).into_value()
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

fn format(vm: &mut Vm, this: &Value, spec: &Value) -> PyResult {
    let Some(spec) = spec.cast::<Str>() else {
        let name = vm.class_name(spec);
        return Err(vm.type_error(format!("__format__() argument must be str, not {name}")));
    };
    if spec.is_empty() {
        return protocol::str(vm, this).map(Py::into_value);
    }
    let ((real, imaginary), name) = (of(this), vm.class_name(this));
    match format_number::format_complex(real, imaginary, spec.as_bytes(), &name) {
        Ok(text) => Ok(vm.new_str_bytes(&text).into_value()),
        Err(error) => Err(protocol::number::raise_text(vm, error.kind(), &error)),
    }
}
