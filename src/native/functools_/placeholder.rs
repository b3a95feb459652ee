//! `functools.Placeholder`: keeps a place among the arguments of a `partial` for one that the call gives.

use crate::native::NativeClass;
use crate::object::{ClassFlags, Layout, Py, Value, payload};
use crate::types::class::{Arguments, Class, ClassSpec, NativeDef, Slots};
use crate::vm::{PyResult, Vm};

/// The declaration of `_PlaceholderType`.
pub static SPEC: NativeClass = NativeClass::new(ClassSpec {
    module: "functools",
    flags: ClassFlags::HEAP_TYPE,
    slots: Slots { new: Some(new), repr: Some(name), ..Slots::EMPTY },
    methods: &[NativeDef::none("__reduce__", name)],
    ..ClassSpec::new("_PlaceholderType", Layout::of::<Placeholder>())
});

/// The only instance has nothing in it.
pub struct Placeholder;

payload! { Placeholder: AtBirth;
    size(_this, _heap) { 16 }
}

/// The instance, once there is one.
#[derive(Default)]
struct Only(Option<Value>);

/// The only instance.
pub fn only(vm: &mut Vm) -> Value {
    if let Some(known) = vm.states.get::<Only>().and_then(|only| only.0.clone()) {
        return known;
    }
    let class = SPEC.of(vm);
    let made = vm.heap.alloc(&class, Placeholder).into_value();
    vm.states.get_or_default::<Only>().0 = Some(made.clone());
    made
}

/// How many of the values are the placeholder.
pub fn count(values: &[Value]) -> usize {
    values.iter().filter(|value| value.has::<Placeholder>()).count()
}

fn new(vm: &mut Vm, _class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    if arguments.values.is_empty() {
        return Ok(only(vm));
    }
    Err(vm.type_error("PlaceholderType takes no arguments"))
}

fn name(vm: &mut Vm, _this: &Value) -> PyResult {
    Ok(vm.new_str("Placeholder").into_value())
}
