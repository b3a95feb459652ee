//! `staticmethod`.

use super::class_method::{Wrapper, Wrapping};
use crate::object::{OwnDict, Value, payload};
use crate::protocol;
use crate::types::class::{Arguments, ClassSpec, Slots};
use crate::vm::arguments::with_packed;
use crate::vm::{PyResult, Vm};

/// The declaration of `staticmethod`.
pub const SPEC: ClassSpec =
    ClassSpec { slots: Slots { call: Some(call), descr_get: Some(bind), ..StaticMethod::SLOTS }, ..StaticMethod::SPEC };

/// Binds to nothing.
pub enum OfNothing {}

impl Wrapping for OfNothing {
    const NAME: &'static str = "staticmethod";
}

/// A static method.
pub type StaticMethod = Wrapper<OfNothing>;

payload! { StaticMethod: AtBirth, size 32, own_dict OwnDict::Last;
    references { callable = .__func__ }
    clear { callable }
}

/// A static method around a function; the function's attributes are not copied.
pub fn create(vm: &mut Vm, callable: Value) -> Value {
    let class = vm.types.static_method.clone();
    StaticMethod::create(vm, &class, callable)
}

fn bind(vm: &mut Vm, this: &Value, _instance: Option<&Value>, _owner: &Value) -> PyResult {
    Ok(StaticMethod::callable(vm, this))
}

fn call(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    let callable = StaticMethod::callable(vm, this);
    with_packed(vm, arguments, |vm| protocol::call_args(vm, &callable, arguments))
}
