//! Makes cells hold functions weakly, for `ouropy.weak_cells()`.

use ouropy_compiler::code::LocalKind;

use crate::object::{Py, Value};
use crate::types::cell::Cell;
use crate::types::function::Function;
use crate::types::weakref;
use crate::vm::{PyResult, Vm, weak_cells};

/// Activation number `index` is about to end: each of its own variables that holds a function which reads this variable
/// itself, and which nobody else can reach through it, holds it weakly from now on.
pub fn weaken(vm: &mut Vm, index: usize) -> PyResult<()> {
    let locals = &vm.stack.activations()[index].code().locals;
    let own = locals.iter().zip(vm.stack.window(index)).filter(|((_, kind), _)| *kind == LocalKind::Cell);
    let cells: Vec<Py<Cell>> = own.filter_map(|(_, slot)| slot.as_ref()?.cast::<Cell>().cloned()).collect();
    for cell in cells {
        let Some(function) = cell.contents.get(&vm.heap).clone() else { continue };
        if !reads_itself(vm, &function, &cell) {
            continue;
        }
        let class = vm.types.weak_reference.clone();
        let reference = weakref::create(vm, &class, &function, None)?;
        weak_cells::hold(&mut vm.states, cell.as_value(), reference);
        drop(cell.contents.replace(&mut vm.heap, None));
    }
    Ok(())
}

/// Whether a function has the cell in its closure, and but for this and the activation nothing has it.
fn reads_itself(vm: &Vm, function: &Value, cell: &Py<Cell>) -> bool {
    let Some(function) = function.cast::<Function>() else { return false };
    let Some(closure) = function.closure.get(&vm.heap) else { return false };
    let own = closure.items().iter().filter(|item| item.is(cell.as_value())).count();
    // One reference is the activation's, one is `cell` itself.
    own > 0 && cell.as_value().refcount() as usize == own + 2
}
