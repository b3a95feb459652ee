//! `cell`: the box a closure shares a variable through.

use crate::object::{Heap, HeapCell, Kind, Layout, Payload, Py, Slot, Tracer, Tracking, Value};
use crate::types::class::slots::Slots;
use crate::types::class::{ClassSpec, GetSet};
use crate::vm::{PyResult, Vm};

/// The declaration of `cell`.
pub const SPEC: ClassSpec = ClassSpec {
    slots: Slots { repr: Some(repr), ..Slots::EMPTY },
    getset: &[GetSet::new("cell_contents", get_contents, set_contents)],
    ..ClassSpec::new("cell", Layout::of::<Cell>())
};

/// A variable that functions share; empty while the variable is unbound.
pub struct Cell {
    /// What the variable holds.
    pub contents: HeapCell<Slot>,
}

impl Payload for Cell {
    const KIND: Kind = Kind::Cell;
    const TRACKING: Tracking = Tracking::AtBirth;

    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.slot(self.contents.get(tracer.heap()));
    }

    fn clear(&self, heap: &mut Heap) {
        self.contents.set(heap, None);
    }
}

impl Cell {
    /// A new cell.
    pub fn create(vm: &mut Vm, contents: Slot) -> Py<Cell> {
        vm.heap.alloc(&vm.types.cell, Cell { contents: HeapCell::new(contents) })
    }
}

fn get_contents(vm: &mut Vm, this: &Value) -> PyResult {
    match this.expect::<Cell>().contents.get(&vm.heap).clone() {
        Some(contents) => Ok(contents),
        None => Err(vm.value_error("Cell is empty")),
    }
}

fn set_contents(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    this.expect::<Cell>().contents.set(&mut vm.heap, new);
    Ok(())
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let address = this.bits();
    let text = match this.expect::<Cell>().contents.get(&vm.heap).clone() {
        Some(contents) => {
            let class = vm.class_name(&contents);
            let inner = contents.bits();
            format!("<cell at {address:#x}: {class} object at {inner:#x}>")
        }
        None => format!("<cell at {address:#x}: empty>"),
    };
    Ok(vm.new_str(text).into_value())
}
