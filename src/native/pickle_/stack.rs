//! `Pdata`: the stack of an unpickler, an object that only the collector shows.

use std::cell::Cell;

use super::state::unpickling_error;
use crate::native::NativeClass;
use crate::object::{ClassFlags, HeapCell, Layout, Py, Slot, Value, payload, release_from_end, trace_from_end};
use crate::types::class::{ClassSpec, Slots};
use crate::types::list::{self, List};
use crate::vm::{PyResult, Raised, Vm};

/// The declaration of the class.
pub(super) static CLASS: NativeClass = NativeClass::new(ClassSpec {
    module: "_pickle",
    flags: ClassFlags::HEAP_TYPE,
    slots: Slots::EMPTY,
    ..ClassSpec::new("Pdata", Layout::of::<PickleStack>())
})
.hidden();

/// The objects that have been read and are not yet part of another.
pub struct PickleStack {
    items: HeapCell<Vec<Value>>,
    /// The lengths at which marks lie.
    marks: HeapCell<Vec<usize>>,
    /// How many marks CPython has room for.
    mark_room: Cell<usize>,
}

payload! { PickleStack: AtBirth;
    traverse(this, tracer) { trace_from_end(this.items.get(tracer.heap()), tracer) }
    dealloc(this, sink) { release_from_end(this.items.into_inner(), sink) }
    size(_this, _heap) { 56 }
}

impl PickleStack {
    pub(super) fn create(vm: &mut Vm) -> Py<PickleStack> {
        let class = CLASS.of(vm);
        let (items, marks) = (HeapCell::new(Vec::new()), HeapCell::new(Vec::new()));
        vm.heap.alloc(&class, PickleStack { items, marks, mark_room: Cell::new(0) })
    }

    pub(super) fn len(&self, vm: &Vm) -> usize {
        self.items.get(&vm.heap).len()
    }

    /// What lies below this length is behind the last mark.
    pub(super) fn fence(&self, vm: &Vm) -> usize {
        self.marks.get(&vm.heap).last().copied().unwrap_or(0)
    }

    pub(super) fn push(&self, vm: &mut Vm, value: Value) {
        self.items.get_mut(&mut vm.heap).push(value);
    }

    /// Without any of it, marks included.
    pub(super) fn clear(&self, vm: &mut Vm) {
        self.marks.get_mut(&mut vm.heap).clear();
        self.truncate(vm, 0);
    }

    /// UnpicklingError "unpickling stack underflow", "unexpected MARK found".
    #[cold]
    pub(super) fn underflow(&self, vm: &mut Vm) -> Raised {
        let is_marked = !self.marks.get(&vm.heap).is_empty();
        unpickling_error(vm, if is_marked { "unexpected MARK found" } else { "unpickling stack underflow" })
    }

    pub(super) fn pop(&self, vm: &mut Vm) -> PyResult {
        if self.len(vm) > self.fence(vm)
            && let Some(value) = self.items.get_mut(&mut vm.heap).pop()
        {
            return Ok(value);
        }
        Err(self.underflow(vm))
    }

    /// The last one, which stays.
    pub(super) fn top(&self, vm: &mut Vm) -> PyResult {
        if self.len(vm) > self.fence(vm)
            && let Some(value) = self.items.get(&vm.heap).last().cloned()
        {
            return Ok(value);
        }
        Err(self.underflow(vm))
    }

    pub(super) fn get(&self, vm: &Vm, index: usize) -> Slot {
        self.items.get(&vm.heap).get(index).cloned()
    }

    /// Puts another object in the place of the last one.
    pub(super) fn replace_top(&self, vm: &mut Vm, value: Value) {
        let old = self.items.get_mut(&mut vm.heap).last_mut().map(|last| std::mem::replace(last, value));
        drop(old);
    }

    pub(super) fn mark(&self, vm: &mut Vm) {
        let length = self.len(vm);
        let marks = self.marks.get_mut(&mut vm.heap);
        if marks.len() >= self.mark_room.get() {
            self.mark_room.set(2 * marks.len() + 20);
        }
        marks.push(length);
    }

    /// Takes the last mark away: the length at which it lay. UnpicklingError "could not find MARK".
    pub(super) fn unmark(&self, vm: &mut Vm) -> PyResult<usize> {
        match self.marks.get_mut(&mut vm.heap).pop() {
            Some(length) => Ok(length),
            None => Err(unpickling_error(vm, "could not find MARK")),
        }
    }

    /// Whether the last thing on the stack is a mark.
    pub(super) fn ends_with_mark(&self, vm: &Vm) -> bool {
        self.marks.get(&vm.heap).last() == Some(&self.len(vm))
    }

    /// Drops what lies above `length`, the last one first.
    pub(super) fn truncate(&self, vm: &mut Vm, length: usize) {
        let items = self.items.get_mut(&mut vm.heap);
        let above = items.split_off(length.min(items.len()));
        list::drop_from_end(above);
    }

    /// What lies above `start`.
    pub(super) fn take(&self, vm: &mut Vm, start: usize) -> Vec<Value> {
        let items = self.items.get_mut(&mut vm.heap);
        items.split_off(start.min(items.len()))
    }

    /// What lies above `start`, as a tuple; it may not reach behind the last mark.
    pub(super) fn take_tuple(&self, vm: &mut Vm, start: usize) -> PyResult {
        if start < self.fence(vm) {
            return Err(self.underflow(vm));
        }
        let items = self.take(vm, start);
        Ok(vm.new_tuple(items).into_value())
    }

    /// What lies above `start`, as a list.
    pub(super) fn take_list(&self, vm: &mut Vm, start: usize) -> Value {
        let items = self.take(vm, start);
        List::create(vm, items).into_value()
    }

    /// Bytes of CPython's array of marks.
    pub(super) fn marks_size(&self) -> usize {
        8 * self.mark_room.get()
    }
}
