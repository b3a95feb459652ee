//! `cell`: the box a closure shares a variable through.

use ouropy_compiler::code::Comparison;

use crate::object::{HeapCell, Layout, Py, Slot, Value, payload};
use crate::protocol;
use crate::types::class::slots::Slots;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet};
use crate::vm::{PyResult, Vm, weak_cells};

/// The declaration of `cell`.
pub const SPEC: ClassSpec = ClassSpec {
    slots: Slots { repr: Some(repr), richcompare: Some(compare), new: Some(new), ..Slots::EMPTY },
    getset: &[GetSet::new("cell_contents", get_contents, set_contents)],
    ..ClassSpec::new("cell", Layout::of::<Cell>())
};

/// A variable that functions share; empty while the variable is unbound.
pub struct Cell {
    /// What the variable holds.
    pub contents: HeapCell<Slot>,
}

payload! { Cell: AtBirth;
    references { contents = .cell_contents }
    clear { contents }
}

impl Cell {
    /// A new cell.
    pub fn create(vm: &mut Vm, contents: Slot) -> Py<Cell> {
        vm.heap.alloc(&vm.types.cell, Cell { contents: HeapCell::new(contents) })
    }
}

/// `types.CellType(contents)`.
fn new(vm: &mut Vm, _class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    match arguments.values {
        [] => Ok(Cell::create(vm, None).into_value()),
        [contents] if arguments.names.is_empty() => Ok(Cell::create(vm, Some(contents.clone())).into_value()),
        [_] => Err(vm.type_error("cell() takes no keyword arguments")),
        more => Err(crate::vm::arguments::wrong_count(vm, "cell", 0, 1, more.len())),
    }
}

/// Cells compare by what they hold; an empty one comes first.
fn compare(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    let (Some(first), Some(second)) = (left.cast::<Cell>(), right.cast::<Cell>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    match (first.contents.get(&vm.heap).clone(), second.contents.get(&vm.heap).clone()) {
        (Some(first), Some(second)) => protocol::compare(vm, &first, &second, op),
        (first, second) => {
            let order = first.is_some().cmp(&second.is_some());
            Ok(Value::bool(protocol::number::holds(op, order)))
        }
    }
}

fn get_contents(vm: &mut Vm, this: &Value) -> PyResult {
    match this.expect::<Cell>().contents.get(&vm.heap).clone() {
        Some(contents) => Ok(contents),
        None => weak_cells::held(&vm.states, this).ok_or_else(|| vm.value_error("Cell is empty")),
    }
}

fn set_contents(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    if new.is_none() {
        weak_cells::forget(&mut vm.states, this);
    }
    this.expect::<Cell>().contents.set(&mut vm.heap, new);
    Ok(())
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let address = this.bits();
    let text = match this.expect::<Cell>().contents.get(&vm.heap).clone() {
        Some(contents) => {
            let class = vm.class_name(&contents);
            let inner = crate::types::object::address(&contents);
            format!("<cell at {address:#x}: {class} object at {inner:#x}>")
        }
        None => format!("<cell at {address:#x}: empty>"),
    };
    Ok(vm.new_str(text).into_value())
}
