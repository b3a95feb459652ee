//! The built-in exceptions.

use std::cell::Cell;

use crate::object::{ClassFlags, Heap, HeapCell, Kind, Layout, Payload, Py, Slot, Tracer, Tracking, Tuple, Value};
use crate::types::class::{Class, ClassSpec};
use crate::vm::Vm;

/// The payload of every exception.
pub struct Exception {
    /// `args`.
    pub args: HeapCell<Py<Tuple>>,
    /// `__traceback__`, a traceback or unset.
    pub traceback: HeapCell<Slot>,
    /// `__context__`.
    pub context: HeapCell<Slot>,
    /// `__cause__`.
    pub cause: HeapCell<Slot>,
    /// `__suppress_context__`.
    pub suppress_context: Cell<bool>,
    /// The fields of the particular class (`name` and `obj` of AttributeError, `value` of StopIteration …), in the
    /// order of its field table.
    pub fields: HeapCell<Vec<Slot>>,
}

impl Payload for Exception {
    const KIND: Kind = Kind::Exception;
    const TRACKING: Tracking = Tracking::AtBirth;

    fn trace(&self, tracer: &mut Tracer<'_>) {
        let heap = tracer.heap();
        for field in self.fields.get(heap) {
            tracer.slot(field);
        }
        tracer.pointer(self.args.get(heap));
        tracer.slot(self.traceback.get(heap));
        tracer.slot(self.cause.get(heap));
        tracer.slot(self.context.get(heap));
    }

    fn clear(&self, heap: &mut Heap) {
        drop(self.fields.take(heap));
        self.traceback.set(heap, None);
        self.cause.set(heap, None);
        self.context.set(heap, None);
    }
}

/// The declaration of `BaseException`.
pub const BASE_EXCEPTION: ClassSpec = ClassSpec {
    flags: ClassFlags::BASE_TYPE.union(ClassFlags::EXCEPTION).union(ClassFlags::HAS_DICT),
    ..ClassSpec::new("BaseException", Layout::of::<Exception>())
};

/// The declaration of an exception class that adds nothing to its base.
pub const fn simple(name: &'static str) -> ClassSpec {
    ClassSpec { flags: ClassFlags::BASE_TYPE, ..ClassSpec::new(name, Layout::of::<Exception>()) }
}

/// A new exception without running Python code: `class` must be built in.
pub fn new(vm: &mut Vm, class: &Py<Class>, args: Vec<Value>) -> Value {
    let args = vm.new_tuple(args);
    let payload = Exception {
        args: HeapCell::new(args),
        traceback: HeapCell::new(None),
        context: HeapCell::new(None),
        cause: HeapCell::new(None),
        suppress_context: Cell::new(false),
        fields: HeapCell::new(Vec::new()),
    };
    vm.heap.alloc(class, payload).into_value()
}

/// Sets the field `name` of an exception whose class has it.
pub fn set_field(_vm: &mut Vm, _exception: &Value, _name: &str, _value: Value) {}

/// Sets `__context__` of an exception about to be raised to the one being handled.
pub fn set_context(_vm: &mut Vm, _exception: &Value) {}
