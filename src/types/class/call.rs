//! `type.__call__`, and `__new__` as classes show it.

use super::slots::SlotId;
use super::{Arguments, Class, Native, NativeDef, NewFrom, Packing};
use crate::object::{ClassFlags, Py, Value};
use crate::vm::arguments::{with_containers, with_packed};
use crate::vm::{PyResult, Vm};

/// `__new__` of every built-in class: a function whose `__self__` is the class.
pub static NEW: NativeDef = NativeDef::new("__new__", Native::Packed(call_new));

fn call_new(vm: &mut Vm, receiver: &Value, arguments: Arguments<'_>) -> PyResult {
    let class = receiver.expect::<Class>().clone();
    let own = vm.full_name(&class);
    let Some((wanted, _)) = arguments.positional().split_first() else {
        return Err(vm.type_error(format!("{own}.__new__(): not enough arguments")));
    };
    let Some(wanted) = wanted.cast::<Class>() else {
        let other = vm.class_name(wanted);
        return Err(vm.type_error(format!("{own}.__new__(X): X is not a type object ({other})")));
    };
    let other = vm.full_name(wanted);
    if !wanted.is_subclass_of(&vm.heap, &class) {
        return Err(vm.type_error(format!("{own}.__new__({other}): {other} is not a subtype of {own}")));
    }
    // The innermost native `__new__` among the bases that give the layout must be this one.
    let mut native = wanted.clone();
    while native.is_dispatched(SlotId::new) {
        let Some(base) = native.base.get(&vm.heap).clone() else { break };
        native = base;
    }
    let class = if class.is(&vm.types.object) && is_unlisted(vm, &native) { native.clone() } else { class };
    if native.origin(SlotId::new) != class.origin(SlotId::new) {
        let native = vm.full_name(&native);
        return Err(vm.type_error(format!("{own}.__new__({other}) is not safe, use {native}.__new__()")));
    }
    let wanted = wanted.clone();
    let others = Arguments { values: &arguments.values[1..], names: arguments.names };
    match class.slots(&vm.heap).new {
        // They are in a tuple of their own.
        Some(new) => with_packed(vm, Arguments::positional_only(others.positional()), |vm| new(vm, &wanted, others)),
        None => Err(vm.type_error(format!("cannot create '{other}' instances"))),
    }
}

/// Whether the built-in class that makes the instances of a class has no `__new__` of its own for programs.
fn is_unlisted(vm: &Vm, class: &Py<Class>) -> bool {
    let mut maker = class.clone();
    while maker.spec.is_none()
        && let Some(base) = maker.base.get(&vm.heap).clone()
    {
        maker = base;
    }
    maker.spec.is_some_and(|spec| spec.new_from == NewFrom::Unlisted)
}

/// `class(...)`: `__new__`, then `__init__` if that gave an instance of the class. `type(x)` is the class of `x`.
pub fn call(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    let class = this.expect::<Class>();
    if class.is(&vm.types.type_) {
        if let ([value], []) = (arguments.values, arguments.names) {
            return Ok(vm.class_of(value).to_value());
        }
        if arguments.positional().len() != 3 {
            return Err(vm.type_error("type() takes 1 or 3 arguments"));
        }
    }
    let Some(new) = class.slots(&vm.heap).new else {
        let name = vm.full_name(class);
        return Err(vm.type_error(format!("cannot create '{name}' instances")));
    };
    let make = |vm: &mut Vm| {
        let made = new(vm, class, arguments).and_then(|instance| initialised(vm, class, instance, arguments));
        vm.made(made)
    };
    match packing(class) {
        Packing::Packed if arguments.values.is_empty() => make(vm),
        Packing::Packed if class.spec.is_some() => with_containers(vm, arguments, make),
        Packing::Packed => with_packed(vm, arguments, make),
        // Their vectorcalls leave arguments with names to the general way.
        Packing::Direct if !arguments.names.is_empty() && (class.is(&vm.types.str) || class.is(&vm.types.int)) => {
            with_containers(vm, arguments, make)
        }
        Packing::NamesKept => with_containers(vm, Arguments::positional_only(arguments.positional()), make),
        Packing::Kept if !arguments.names.is_empty() => {
            let named = Arguments { values: arguments.named(), names: arguments.names };
            with_containers(vm, named, make)
        }
        _ => make(vm),
    }
}

/// How a call of a class hands its arguments over.
pub fn packing(class: &Class) -> Packing {
    // Exceptions keep their arguments in a tuple that exists.
    if class.head.has(ClassFlags::EXCEPTION) {
        Packing::Kept
    } else {
        class.spec.map_or(Packing::Packed, |spec| spec.packing)
    }
}

/// What `class.__new__` gave, after `__init__` if it is an instance of the class.
pub fn initialised(vm: &mut Vm, class: &Py<Class>, instance: Value, arguments: Arguments<'_>) -> PyResult {
    if !vm.is_instance_of(&instance, class) {
        return Ok(instance);
    }
    let own = vm.class_of(&instance);
    if crate::types::object::has_idle_init(own) {
        return Ok(instance);
    }
    if let Some(init) = own.slots(&vm.heap).init {
        init(vm, &instance, arguments)?;
    }
    Ok(instance)
}
