//! `staticmethod`.

use super::class_method::{copy_attributes, get_dict, is_abstract, only_argument, set_dict};
use crate::object::{ClassFlags, Heap, HeapCell, Kind, Layout, OwnDict, Payload, Py, Slot, Tracer, Tracking, Value};
use crate::protocol;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, Slots, convert};
use crate::vm::{PyResult, Vm};

/// The declaration of `staticmethod`.
pub const SPEC: ClassSpec = ClassSpec {
    flags: ClassFlags::BASE_TYPE.union(ClassFlags::HAS_DICT),
    slots: Slots {
        repr: Some(repr),
        call: Some(call),
        descr_get: Some(bind),
        init: Some(init),
        new: Some(new),
        ..Slots::EMPTY
    },
    getset: &[
        GetSet::read_only("__func__", |vm, this| Ok(callable(vm, this))).member(),
        GetSet::read_only("__wrapped__", |vm, this| Ok(callable(vm, this))).member(),
        GetSet::read_only("__isabstractmethod__", |vm, this| {
            let callable = callable(vm, this);
            is_abstract(vm, &callable).map(Value::bool)
        }),
        GetSet::new("__dict__", get_dict, set_dict),
    ],
    ..ClassSpec::new("staticmethod", Layout::of::<StaticMethod>())
};

/// A static method.
pub struct StaticMethod {
    /// `__func__`.
    pub callable: HeapCell<Slot>,
}

impl Payload for StaticMethod {
    const KIND: Kind = Kind::StaticMethod;
    const TRACKING: Tracking = Tracking::AtBirth;
    const OWN_DICT: OwnDict = OwnDict::Last;

    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.slot(self.callable.get(tracer.heap()));
    }

    fn clear(&self, heap: &mut Heap) {
        self.callable.set(heap, None);
    }

    fn size_of(&self, _heap: &Heap) -> usize {
        32
    }
}

/// A static method around a function; the function's attributes are not copied.
pub fn create(vm: &mut Vm, callable: Value) -> Value {
    let payload = StaticMethod { callable: HeapCell::new(Some(callable)) };
    vm.heap.alloc(&vm.types.static_method, payload).into_value()
}

fn callable(vm: &Vm, this: &Value) -> Value {
    this.expect::<StaticMethod>().callable.get(&vm.heap).clone().unwrap_or(Value::NONE)
}

fn new(vm: &mut Vm, class: &Py<Class>, _arguments: Arguments<'_>) -> PyResult {
    Ok(vm.heap.alloc(class, StaticMethod { callable: HeapCell::new(None) }).into_value())
}

fn init(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    let callable = only_argument(vm, "staticmethod", arguments)?;
    this.expect::<StaticMethod>().callable.set(&mut vm.heap, Some(callable.clone()));
    copy_attributes(vm, this, &callable)
}

fn bind(vm: &mut Vm, this: &Value, _instance: Option<&Value>, _owner: &Value) -> PyResult {
    match this.expect::<StaticMethod>().callable.get(&vm.heap).clone() {
        Some(callable) => Ok(callable),
        None => Err(vm.runtime_error("uninitialized staticmethod object")),
    }
}

fn call(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    let callable = callable(vm, this);
    protocol::call_args(vm, &callable, arguments)
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let callable = callable(vm, this);
    let text = convert::repr_text(vm, &callable)?;
    Ok(vm.new_str(format!("<staticmethod({})>", text.to_string_lossy())).into_value())
}
