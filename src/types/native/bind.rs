//! Binding of arguments to native functions, with CPython's TypeErrors.

use super::signature::Signature;
use crate::object::{Py, Slot, Str, Value, with_borrowed_slots};
use crate::types::class::spec::Binding;
use crate::types::class::{Arguments, Class, Native, NativeDef};
use crate::vm::{PyResult, Raised, Vm};

/// Calls the native function with its receiver (already checked to be of `class`, for a method).
#[inline]
pub fn invoke(
    vm: &mut Vm,
    def: &'static NativeDef,
    class: Option<&Py<Class>>,
    receiver: &Value,
    arguments: Arguments<'_>,
) -> PyResult {
    match def.native {
        Native::Any(f) => f(vm, receiver, arguments),
        Native::Keywords(ref signature, f) => {
            if arguments.names.is_empty() && signature.is_complete(arguments.values.len()) {
                return with_borrowed_slots(arguments.values, signature.count(), |bound| f(vm, receiver, bound));
            }
            let bound = bind_to(vm, def.name, signature, arguments)?;
            f(vm, receiver, &bound)
        }
        _ if !arguments.names.is_empty() => {
            let name = qualified(vm, def, class, receiver);
            Err(vm.type_error(format!("{name}() takes no keyword arguments")))
        }
        Native::NoArgs(f) if arguments.values.is_empty() => f(vm, receiver),
        Native::NoArgs(_) => {
            let (name, given) = (qualified(vm, def, class, receiver), arguments.values.len());
            Err(vm.type_error(format!("{name}() takes no arguments ({given} given)")))
        }
        Native::One(f) => match arguments.values {
            [only] => f(vm, receiver, only),
            other => {
                let (name, given) = (qualified(vm, def, class, receiver), other.len());
                Err(vm.type_error(format!("{name}() takes exactly one argument ({given} given)")))
            }
        },
        Native::Positional(least, most, f) => {
            let given = arguments.values.len();
            if given < least || given > most {
                return Err(wrong_count(vm, def.name, least, most, given));
            }
            f(vm, receiver, arguments.values)
        }
    }
}

#[cold]
fn qualified(vm: &Vm, def: &NativeDef, class: Option<&Py<Class>>, receiver: &Value) -> String {
    let owner = match class {
        Some(class) => class.clone(),
        None if receiver.is_none() => return def.name.to_owned(),
        None if receiver.kind() == Some(crate::object::Kind::Module) => return in_module(vm, def, receiver),
        None => match receiver.cast::<Class>() {
            Some(class) if def.binding != Binding::Instance => class.clone(),
            _ => vm.class_of(receiver).clone(),
        },
    };
    format!("{}.{}", owner.qualname(&vm.heap).to_string_lossy(), def.name)
}

/// The name of a module's function: "math.sqrt", but "len" for one of `builtins`.
#[cold]
fn in_module(vm: &Vm, def: &NativeDef, module: &Value) -> String {
    let namespace = crate::types::module::namespace_of(&vm.heap, module);
    let name = namespace.and_then(|namespace| namespace.get_str(&vm.heap, &vm.names.name).cloned());
    match name.as_ref().and_then(Value::cast::<Str>) {
        Some(name) if name.as_bytes() != b"builtins" => format!("{}.{}", name.to_string_lossy(), def.name),
        _ => def.name.to_owned(),
    }
}

/// TypeError "f expected at least 1 argument, got 0" and its kin.
#[cold]
pub fn wrong_count(vm: &mut Vm, name: &str, least: usize, most: usize, given: usize) -> Raised {
    let (bound, number) = if least == most {
        ("", least)
    } else if given < least {
        ("at least ", least)
    } else {
        ("at most ", most)
    };
    let plural = if number == 1 { "" } else { "s" };
    vm.type_error(format!("{name} expected {bound}{number} argument{plural}, got {given}"))
}

/// As [`wrong_count`] for a wrapper that does not know its name: CPython leaves a blank where the name would be.
#[cold]
pub fn wrong_count_unnamed(vm: &mut Vm, least: usize, most: usize, given: usize) -> Raised {
    wrong_count(vm, "", least, most, given)
}

/// Puts the arguments into one slot for each of the parameters, which are written as in Python.
pub fn bind(vm: &mut Vm, function: &str, parameters: &str, arguments: Arguments<'_>) -> PyResult<Vec<Slot>> {
    bind_to(vm, function, &Signature::new(parameters), arguments)
}

/// As [`bind`], the signature having been read.
pub fn bind_to(
    vm: &mut Vm,
    function: &str,
    signature: &Signature<'_>,
    arguments: Arguments<'_>,
) -> PyResult<Vec<Slot>> {
    let given = arguments.positional();
    let most = signature.positional();
    if given.len() > most {
        return Err(too_many(vm, function, signature, &arguments));
    }
    let mut bound: Vec<Slot> = Vec::with_capacity(signature.count());
    bound.extend(given.iter().cloned().map(Some));
    bound.resize_with(signature.count(), || None);
    for (name, value) in arguments.keywords() {
        let Some(text) = name.cast::<Str>() else {
            return Err(vm.type_error("keywords must be strings"));
        };
        match signature.find(text.as_bytes()) {
            Some(index) if bound[index].is_none() => bound[index] = Some(value.clone()),
            Some(index) => {
                let position = index + 1;
                let name = signature.name(index);
                return Err(vm.type_error(format!(
                    "argument for {function}() given by name ('{name}') and position ({position})"
                )));
            }
            None => {
                let named = (0..signature.count()).filter(|&index| signature.is_named(index));
                let names: Vec<&[u8]> = named.map(|index| signature.name(index).as_bytes()).collect();
                return Err(unexpected_keyword(vm, function, text, &names));
            }
        }
    }
    let missing = (0..signature.count()).find(|&index| signature.is_required(index) && bound[index].is_none());
    match missing {
        None => Ok(bound),
        Some(index) if signature.is_named(index) => {
            let (name, position) = (signature.name(index), index + 1);
            Err(vm.type_error(format!("{function}() missing required argument '{name}' (pos {position})")))
        }
        Some(_) => Err(wrong_count(vm, function, signature.required_positional(), most, given.len())),
    }
}

#[cold]
fn too_many(vm: &mut Vm, function: &str, signature: &Signature<'_>, arguments: &Arguments<'_>) -> Raised {
    let given = arguments.values.len();
    let (most, total) = (signature.positional(), signature.count());
    let least = signature.required_positional();
    if (0..total).all(|index| !signature.is_named(index)) {
        return wrong_count(vm, function, least, most, given);
    }
    if most == 0 {
        return vm.type_error(format!("{function}() takes no positional arguments"));
    }
    let (bound, number, kind) = if most < total && given > most {
        ("at most", most, " positional")
    } else if least == total {
        ("exactly", total, "")
    } else {
        ("at most", total, "")
    };
    let given = if most < total { arguments.positional().len() } else { given };
    let plural = if number == 1 { "" } else { "s" };
    vm.type_error(format!("{function}() takes {bound} {number}{kind} argument{plural} ({given} given)"))
}

/// TypeError "f() got an unexpected keyword argument 'x'. Did you mean 'y'?".
#[cold]
pub fn unexpected_keyword(vm: &mut Vm, function: &str, name: &Str, known: &[&[u8]]) -> Raised {
    let hint = crate::text::suggest::best_match(name.as_bytes(), known.iter().copied())
        .map(|best| format!(". Did you mean '{}'?", String::from_utf8_lossy(known[best])))
        .unwrap_or_default();
    let name = name.to_string_lossy();
    vm.type_error(format!("{function}() got an unexpected keyword argument '{name}'{hint}"))
}
