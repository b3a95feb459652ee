//! The built-in exceptions: one payload for all of them, and for each family of classes its fields and methods.

mod base;
mod convert;
mod family;
pub mod fields;
pub mod group;
mod hook_args;
mod import_error;
mod key_error;
mod name_error;
mod notes;
pub mod os_error;
mod raising;
pub mod star;
mod stop_iteration;
mod syntax_error;
mod unicode_error;

use std::cell::Cell;

use crate::object::{
    ClassFlags, Edge, Heap, HeapCell, Layout, OwnDict, Py, References, Slot, Tuple, Value, payload, trace_slots,
};
use crate::protocol;
use crate::types::class::{Class, ClassSpec, NewFrom};
use crate::vm::{Raised, Vm};

pub use base::BASE_EXCEPTION;
pub(crate) use convert::{class_or_none, collect, to_repr, to_str};
pub use family::{Family, Field};
pub use fields::{get_field, set_field};
pub use group::{BASE_EXCEPTION_GROUP, EXCEPTION_GROUP};
pub use hook_args::{UNRAISABLE_HOOK_ARGS, hook_args};
pub use import_error::IMPORT_ERROR;
pub use key_error::KEY_ERROR;
pub use name_error::{ATTRIBUTE_ERROR, NAME_ERROR};
pub use os_error::{OS_ERROR, from_io_error};
pub use raising::{instantiate, matches, normalize, set_cause, set_context, set_context_of_generator};
pub use stop_iteration::{STOP_ITERATION, SYSTEM_EXIT};
pub use syntax_error::SYNTAX_ERROR;
pub use unicode_error::{UNICODE_DECODE_ERROR, UNICODE_ENCODE_ERROR, UNICODE_TRANSLATE_ERROR};

/// The payload of every exception.
///
/// Field order is drop order, that of CPython's `BaseException_clear` and the `clear` functions of the families before
/// it: fields, args, traceback, cause, context.
pub struct Exception {
    /// The fields of the particular class (`name` and `obj` of AttributeError, `value` of StopIteration …), in the
    /// order of the family's table; empty for a class without fields.
    pub fields: HeapCell<Vec<Slot>>,
    /// `args`; unset only once the collector has cleared the exception.
    pub args: HeapCell<Option<Py<Tuple>>>,
    /// `__traceback__`, a traceback or unset.
    pub traceback: HeapCell<Slot>,
    /// `__cause__`.
    pub cause: HeapCell<Slot>,
    /// `__context__`.
    pub context: HeapCell<Slot>,
    /// `__suppress_context__`.
    pub suppress_context: Cell<bool>,
    /// Which fields there are.
    pub family: Family,
}

payload! { Exception: AtBirth, own_dict OwnDict::First;
    // The field tables are in the order in which CPython's traverse functions visit them.
    front_traverse(this, tracer) {
        let (names, objects) = (this.family.fields(), this.family.object_fields());
        let fields = this.fields.get(tracer.heap());
        trace_slots(&fields[..objects.min(fields.len())], tracer, |index| Edge::Attribute(names[index].name()));
    }
    front_dealloc(this, sink) {
        let fields = this.fields.take_in_drop();
        if !fields.is_empty() {
            std::mem::take(fields).release(sink);
        }
    }
    front_clear(this, heap) {
        // The fields stay in place, unset, so that a finalizer still finds them.
        for index in 0..this.fields.get(heap).len() {
            let field = this.fields.get_mut(heap).get_mut(index).and_then(Option::take);
            drop(field);
        }
    }
    traverse(this, tracer) {
        this.args.trace(Edge::Attribute("args"), tracer);
        this.traceback.trace(Edge::Attribute("__traceback__"), tracer);
        this.cause.trace(Edge::Attribute("__cause__"), tracer);
        this.context.trace(Edge::Attribute("__context__"), tracer);
    }
    dealloc { fields, args, traceback, cause, context }
    clear(this, heap) {
        this.args.set(heap, None);
        this.traceback.set(heap, None);
        this.cause.set(heap, None);
        this.context.set(heap, None);
    }
    size(this, _heap) { 72 + this.family.field_bytes() }
}

impl Exception {
    /// The items of `args`.
    pub fn args<'a>(&'a self, heap: &'a Heap) -> &'a [Value] {
        self.args.get(heap).as_ref().map_or(&[], |args| args.items())
    }
}

/// The declaration of an exception class that adds nothing to its base.
pub const fn simple(name: &'static str) -> ClassSpec {
    ClassSpec { new_from: NewFrom::BaseListed, ..derived(name) }
}

/// The same, all of whose operations are its base's.
pub const fn derived(name: &'static str) -> ClassSpec {
    ClassSpec { flags: ClassFlags::BASE_TYPE, ..ClassSpec::public(name, Layout::of::<Exception>()) }
}

/// A new exception without running Python code: `class` must be built in. Fields that `__init__` computes from the
/// arguments (`StopIteration.value`, `ImportError.msg` …) are set.
pub fn new(vm: &mut Vm, class: &Py<Class>, args: Vec<Value>) -> Value {
    let args = vm.pack_tuple(args);
    let exception = allocate(vm, class, args);
    fields::set_from_args(vm, &exception);
    exception.into_value()
}

/// The same exception with a note of what was being done, if no `add_note` of its own fails.
#[cold]
pub fn noted(vm: &mut Vm, raised: Raised, note: String) -> Raised {
    let exception = vm.take_raised(raised);
    let (add, note) = (vm.intern("add_note"), vm.new_str(note).into_value());
    match protocol::call_method(vm, &exception, &add, &[note]) {
        Ok(_) => vm.raise_as_is(exception),
        Err(raised) => raised,
    }
}

/// An exception of any class with its args and all fields unset.
pub(crate) fn allocate(vm: &mut Vm, class: &Py<Class>, args: Py<Tuple>) -> Py<Exception> {
    let family = class.family.get();
    let mut fields = Vec::new();
    fields.resize_with(family.fields().len(), || None);
    let payload = Exception {
        fields: HeapCell::new(fields),
        args: HeapCell::new(Some(args)),
        traceback: HeapCell::new(None),
        cause: HeapCell::new(None),
        context: HeapCell::new(None),
        suppress_context: Cell::new(false),
        family,
    };
    vm.heap.alloc(class, payload)
}
