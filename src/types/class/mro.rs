//! The method resolution order: C3, and a metaclass's own `mro()`.

use super::{Class, bases, convert, special};
use crate::object::{Phantom, Py, Tuple, Value};
use crate::types::native::MethodDescriptor;
use crate::vm::{PyResult, Vm};

/// `type.mro(class)`: C3 over the bases; TypeError "Cannot create a consistent method resolution order (MRO) …" or
/// "duplicate base class …".
pub fn c3(vm: &mut Vm, class: &Py<Class>) -> PyResult<Vec<Value>> {
    let bases = class.bases(&vm.heap).to_vec();
    for base in &bases {
        let base = base.expect::<Class>();
        if base.mro.get(&vm.heap).is_none() {
            let name = base.name(&vm.heap).to_string_lossy().into_owned();
            return Err(vm.type_error(format!("Cannot extend an incomplete type '{name}'")));
        }
    }
    let mut order = vec![class.to_value()];
    if let [base] = bases.as_slice() {
        order.extend_from_slice(base.expect::<Class>().mro(&vm.heap));
        return Ok(order);
    }
    for (position, base) in bases.iter().enumerate() {
        if bases[position + 1..].iter().any(|other| other.is(base)) {
            let name = base.expect::<Class>().name(&vm.heap).to_string_lossy().into_owned();
            return Err(vm.type_error(format!("duplicate base class {name}")));
        }
    }
    // The order in the making is a list in CPython.
    vm.heap.phantom_passes(Phantom::List);
    let mut lists: Vec<Vec<Value>> = bases.iter().map(|base| base.expect::<Class>().mro(&vm.heap).to_vec()).collect();
    lists.push(bases);
    merge(vm, order, &lists)
}

fn merge(vm: &mut Vm, mut order: Vec<Value>, lists: &[Vec<Value>]) -> PyResult<Vec<Value>> {
    let mut heads = vec![0; lists.len()];
    'next: loop {
        let mut left = false;
        for (list, &head) in lists.iter().zip(&heads) {
            let Some(candidate) = list.get(head) else { continue };
            left = true;
            let blocked =
                lists.iter().zip(&heads).any(|(other, &at)| other.iter().skip(at + 1).any(|class| class.is(candidate)));
            if blocked {
                continue;
            }
            let chosen = candidate.clone();
            for (other, at) in lists.iter().zip(heads.iter_mut()) {
                if other.get(*at).is_some_and(|class| class.is(&chosen)) {
                    *at += 1;
                }
            }
            order.push(chosen);
            continue 'next;
        }
        if !left {
            return Ok(order);
        }
        let mut names: Vec<String> = Vec::new();
        let mut seen: Vec<u64> = Vec::new();
        for (list, &head) in lists.iter().zip(&heads) {
            if let Some(class) = list.get(head)
                && !seen.contains(&class.bits())
            {
                seen.push(class.bits());
                names.push(class.expect::<Class>().name(&vm.heap).to_string_lossy().into_owned());
            }
        }
        let names = names.join(", ");
        return Err(
            vm.type_error(format!("Cannot create a consistent method resolution order (MRO) for bases {names}"))
        );
    }
}

/// The MRO as the metaclass's `mro()` gives it, checked.
pub fn of_metaclass(vm: &mut Vm, class: &Py<Class>) -> PyResult<Vec<Value>> {
    let metaclass = vm.class_of(class.as_value()).clone();
    let name = vm.names.mro.clone();
    let method = vm.lookup(&metaclass, &name);
    let own = method
        .filter(|method| !method.cast::<MethodDescriptor>().is_some_and(|method| method.class.is(&vm.types.type_)));
    let Some(method) = own else {
        if !metaclass.is(&vm.types.type_) {
            // CPython calls `type.mro`, which makes a list.
            vm.heap.phantom_passes(Phantom::List);
        }
        return c3(vm, class);
    };
    let result = special::call_found(vm, class.as_value(), method, &[])?;
    let order = convert::items(vm, &result)?;
    let solid = bases::solid_base(vm, class);
    for entry in &order {
        let Some(entry) = entry.cast::<Class>() else {
            let name = vm.class_name(entry);
            return Err(vm.type_error(format!("mro() returned a non-class ('{name}')")));
        };
        let theirs = bases::solid_base(vm, entry);
        if !is_below(vm, &solid, &theirs) {
            let name = entry.name(&vm.heap).to_string_lossy().into_owned();
            return Err(vm.type_error(format!("mro() returned base with unsuitable layout ('{name}')")));
        }
    }
    if order.is_empty() {
        return Err(vm.type_error("type MRO must not be empty"));
    }
    Ok(order)
}

/// Whether `other` is on the chain of the classes that give `class` its layout.
pub fn is_below(vm: &Vm, class: &Py<Class>, other: &Py<Class>) -> bool {
    let mut at = Some(class.clone());
    while let Some(class) = at {
        if class.is(other) {
            return true;
        }
        let base = class.base.get(&vm.heap).clone();
        at = base;
    }
    false
}

/// What came of computing a class's MRO.
pub enum Computed {
    /// It has a new one.
    New(Py<Tuple>),
    /// Its `mro()` assigned `__bases__` and so gave it one: that one stays.
    Overtaken,
}

/// Computes and stores the class's MRO, as CPython's `mro_internal`.
pub fn set(vm: &mut Vm, class: &Py<Class>) -> PyResult<Computed> {
    let old = class.mro.get(&vm.heap).clone();
    let order = of_metaclass(vm, class)?;
    if !is_mro(vm, class, old.as_ref()) {
        return Ok(Computed::Overtaken);
    }
    let order = vm.new_tuple(order);
    class.mro.set(&mut vm.heap, Some(order.clone()));
    vm.class_modified(class);
    Ok(Computed::New(order))
}

/// Whether `order` is the class's MRO at present.
pub fn is_mro(vm: &Vm, class: &Class, order: Option<&Py<Tuple>>) -> bool {
    match (class.mro.get(&vm.heap), order) {
        (Some(mro), Some(order)) => mro.is(order),
        (mro, order) => mro.is_none() && order.is_none(),
    }
}
