//! What views share: `managedbuffer`, the buffer they look at; `_buffer_wrapper`, the buffer of a Python class.
//!
//! A buffer is given back when the last view of it is released or dies. That may run `__release_buffer__`, so a view that
//! could be the last one is an object with a finalizer.

use super::view::{Access, BufferWrapper, BytesIoBuffer, GivingBack, ManagedBuffer, MemoryView, Shape, Views};
use crate::object::{ClassFlags, HeapCell, Layout, Py, Value};
use crate::types::bytearray::{ByteArray, export_of};
use crate::types::class::slots::SlotId;
use crate::types::class::{Class, ClassSpec};
use crate::vm::Vm;

/// The declaration of `managedbuffer`.
pub const MANAGED: ClassSpec = ClassSpec::new("managedbuffer", Layout::of::<ManagedBuffer>());
/// The declaration of `_buffer_wrapper`.
pub const WRAPPER: ClassSpec = ClassSpec::new("_buffer_wrapper", Layout::of::<BufferWrapper>());

/// A view of a buffer that an object exports.
pub(super) fn first_view(vm: &mut Vm, exporter: Value, shape: Shape) -> Value {
    let wrapped = exporter.cast::<BufferWrapper>().and_then(|wrapper| wrapper.object.get(&vm.heap).as_ref());
    let releaser = wrapped.unwrap_or(&exporter);
    let calls_python = exporter.has::<BufferWrapper>() || is_released_by_python(vm, releaser);
    let giving_back = if calls_python { GivingBack::CallsPython } else { GivingBack::Quiet };
    export(vm, exporter, shape, giving_back)
}

fn export(vm: &mut Vm, exporter: Value, shape: Shape, giving_back: GivingBack) -> Value {
    let export = match exporter.cast::<BytesIoBuffer>() {
        Some(buffer) => Some(buffer.array.export()),
        None => export_of(&exporter),
    };
    let views = Views::new(giving_back);
    let payload = ManagedBuffer::new(exporter, export, views);
    let buffer = vm.heap.alloc(&vm.types.managed_buffer, payload);
    view_of(vm, &buffer, shape)
}

/// A view of the contents of `source`, a `BytesIO`. `class` is that of the buffer object in between.
pub fn view_of_bytes_io(vm: &mut Vm, class: &Py<Class>, array: &Py<ByteArray>, source: &Value) -> Value {
    let count = array.data.get(&vm.heap).len();
    let buffer = vm.heap.alloc(class, BytesIoBuffer { array: array.clone(), source: source.clone() });
    first_view(vm, buffer.into_value(), Shape::of_bytes(count, Access::Writable))
}

/// Another view of the buffer.
pub(super) fn view_of(vm: &mut Vm, buffer: &Py<ManagedBuffer>, shape: Shape) -> Value {
    buffer.views.active.set(buffer.views.active.get() + 1);
    let payload = MemoryView::new(buffer, shape);
    vm.heap.alloc(&vm.types.memoryview, payload).into_value()
}

/// Whether the object has a `__release_buffer__` written in Python.
fn is_released_by_python(vm: &Vm, object: &Value) -> bool {
    let class = vm.class_of(object);
    class.head.has(ClassFlags::HEAP_TYPE) && class.is_dispatched(SlotId::releasebuffer)
}

/// Wraps the view that `object.__buffer__` gave, which has one more buffer exported from then on.
pub(super) fn wrap(vm: &mut Vm, view: &Py<MemoryView>, object: &Value) -> Value {
    view.exports.set(view.exports.get() + 1);
    let payload =
        BufferWrapper { view: HeapCell::new(Some(view.clone())), object: HeapCell::new(Some(object.clone())) };
    vm.heap.alloc(&vm.types.buffer_wrapper, payload).into_value()
}

/// Releases a view; the last one gives the buffer back.
pub fn release(vm: &mut Vm, view: &MemoryView) {
    if view.released.replace(true) {
        return;
    }
    let Some(buffer) = view.buffer.get(&vm.heap).clone() else { return };
    buffer.views.has_released.set(true);
    buffer.views.forget_one();
    if buffer.views.active.get() > 0 {
        return;
    }
    let Some(exporter) = buffer.exporter.take(&mut vm.heap) else { return };
    if let Some(wrapper) = exporter.cast::<BufferWrapper>() {
        if let Some(view) = wrapper.view.get(&vm.heap).clone()
            && let Some(object) = wrapper.object.get(&vm.heap).clone()
        {
            view.exports.set(view.exports.get() - 1);
            // What the view itself came from is told when the view is released.
            if view.exporter(&vm.heap).is_none_or(|own| !own.is(&object)) && is_released_by_python(vm, &object) {
                tell(vm, &object, view.as_value());
            }
            // A wrapper that somebody still refers to keeps nothing alive.
            drop(wrapper.view.take(&mut vm.heap));
            drop(view);
            drop(wrapper.object.take(&mut vm.heap));
        }
    } else if buffer.views.calls_python && is_released_by_python(vm, &exporter) {
        // It is shown a view of its own, whose release it is not told of.
        let shown = export(vm, exporter.clone(), view.shape.clone(), GivingBack::Quiet);
        tell(vm, &exporter, &shown);
        release(vm, shown.expect::<MemoryView>());
    }
    drop(buffer.export.take());
    drop(exporter);
}

/// The collector clears a view: the last one gives the buffer back, which may run Python code.
pub fn clear(vm: &mut Vm, view: &MemoryView) {
    if !view.released.get() && view.needs_care() {
        release(vm, view);
    }
}

/// Calls `__release_buffer__`; what it raises is reported.
fn tell(vm: &mut Vm, object: &Value, view: &Value) {
    let Some(release) = vm.class_of(object).slots(&vm.heap).releasebuffer else { return };
    if let Err(raised) = release(vm, object, view) {
        let exception = vm.take_raised(raised);
        let name = vm.class_name(object);
        vm.unraisable_saying(&exception, &format!("Exception ignored in __release_buffer__ of {name}"));
    }
}
