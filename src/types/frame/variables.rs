//! The variables of a frame object: those in its registers, and what `f_locals` was given beside them.

use ouropy_compiler::code::{CodeFlags, LocalKind, Register};

use super::Frame;
use super::view::{View, view};
use crate::object::{IMMORTAL, Py, Slot, Str, Value};
use crate::types::cell::Cell;
use crate::types::dict::Dict;
use crate::vm::{PyResult, Vm, weak_cells};

/// A variable of a frame.
pub struct Variable {
    /// Its name.
    pub name: Py<Str>,
    /// Its kind.
    pub kind: LocalKind,
    /// Its register.
    pub register: Register,
    /// What the register holds.
    slot: Slot,
}

impl Variable {
    /// The value: through the cell if there is one.
    pub fn value(&self, vm: &Vm) -> Slot {
        let value = self.slot.clone()?;
        match value.cast::<Cell>() {
            Some(cell) if self.kind != LocalKind::Fast => {
                cell.contents.get(&vm.heap).clone().or_else(|| weak_cells::held(&vm.states, &value))
            }
            _ => Some(value),
        }
    }
}

/// The variables of a frame, each name once: the iteration variable of an inlined comprehension that is running
/// stands for the outer variable of its name. Those of comprehensions that are not running are left out.
pub fn variables(vm: &Vm, frame: &Frame) -> Vec<Variable> {
    let read = |registers: &[Slot]| {
        let mut variables: Vec<Variable> = Vec::new();
        for (register, ((name, kind), slot)) in frame.code.locals.iter().zip(registers).enumerate() {
            let variable =
                Variable { name: name.clone(), kind: *kind, register: Register::at(register), slot: slot.clone() };
            if *kind != LocalKind::Hidden {
                variables.push(variable);
            } else if variable.value(vm).is_some() {
                match variables.iter_mut().find(|known| known.name.as_bytes() == name.as_bytes()) {
                    Some(known) => *known = variable,
                    None => variables.push(variable),
                }
            }
        }
        variables
    };
    match view(vm, frame) {
        View::Running(index) => read(vm.stack.window(index)),
        View::Body(body) => read(body.window.get(&vm.heap)),
    }
}

/// Writes a variable, through its cell if it has one.
pub fn set_variable(vm: &mut Vm, frame: &Frame, variable: Variable, new: Value) {
    if variable.kind != LocalKind::Fast
        && let Some(cell) = variable.slot.as_ref().and_then(Value::cast::<Cell>)
    {
        cell.contents.set(&mut vm.heap, Some(new));
        return;
    }
    if variable.slot.as_ref().is_some_and(|held| held.is(&new)) {
        return;
    }
    let old = match view(vm, frame) {
        View::Running(activation) => vm.stack.bind_register(activation, variable.register, new),
        View::Body(body) => match body.window.get_mut(&mut vm.heap).get_mut(variable.register.index()) {
            Some(register) => register.replace(new),
            None => None,
        },
    };
    drop(variable);
    if let Some(old) = old {
        keep(vm, frame, old);
    }
}

/// Keeps what a variable held for as long as the frame object lives: the instruction being executed may have borrowed it.
fn keep(vm: &mut Vm, frame: &Frame, old: Value) {
    if old.refcount() == IMMORTAL {
        return;
    }
    let kept = frame.overwritten.get(&vm.heap).clone();
    let mut items = kept.map_or_else(Vec::new, |kept| kept.items().to_vec());
    items.push(old);
    let items = vm.new_tuple(items);
    frame.overwritten.set(&mut vm.heap, Some(items));
}

/// Whether locals are registers (functions) rather than a namespace (modules, class bodies).
pub fn is_optimized(frame: &Frame) -> bool {
    frame.code.flags.contains(CodeFlags::OPTIMIZED)
}

/// The names and values `f_locals` shows, in order: a function's variables, or those of the inlined comprehension that
/// a module or class body is running; then what was added to the proxy.
pub fn items(vm: &Vm, frame: &Frame) -> Vec<(Value, Value)> {
    let variables = variables(vm, frame).into_iter().filter(|variable| is_shown(frame, variable));
    let mut items: Vec<(Value, Value)> =
        variables.filter_map(|variable| Some((variable.name.to_value(), variable.value(vm)?))).collect();
    if let Some(extra) = frame.extra_locals.get(&vm.heap) {
        items.extend(extra.items(&vm.heap));
    }
    items
}

/// Whether `f_locals` knows the variable. A class body's cells are not shown.
pub fn is_shown(frame: &Frame, variable: &Variable) -> bool {
    is_optimized(frame) || variable.kind == LocalKind::Hidden
}

/// A dict of what `f_locals` shows as of now.
pub fn snapshot(vm: &mut Vm, frame: &Py<Frame>) -> PyResult<Py<Dict>> {
    let dict = vm.new_dict();
    for (key, value) in items(vm, frame) {
        // A running comprehension's variable hides what the proxy was given under its name.
        if dict.get(vm, &key)?.is_none() {
            drop(dict.set(vm, key, value)?);
        }
    }
    Ok(dict)
}

/// Whether the frame's locals are in registers: a function's, or any while it runs an inlined comprehension.
pub fn has_register_locals(vm: &Vm, frame: &Frame) -> bool {
    is_optimized(frame)
        || (frame.code.locals.iter().any(|(_, kind)| *kind == LocalKind::Hidden)
            && variables(vm, frame).iter().any(|variable| variable.kind == LocalKind::Hidden))
}
