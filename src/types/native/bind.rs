//! Binding of arguments to native functions, with CPython's TypeErrors.

use crate::object::{Py, Slot, Str, Value};
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
        Native::Keywords(parameters, f) => {
            let bound = bind(vm, def.name, parameters, arguments)?;
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

struct Parameter<'a> {
    name: &'a str,
    required: bool,
    positional: bool,
    keyword: bool,
}

fn parse(parameters: &str) -> Vec<Parameter<'_>> {
    let mut parsed: Vec<Parameter<'_>> = Vec::new();
    let mut positional = true;
    for part in parameters.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        match part {
            "/" => parsed.iter_mut().for_each(|parameter| parameter.keyword = false),
            "*" => positional = false,
            _ => {
                let (name, required) = match part.split_once('=') {
                    Some((name, _)) => (name, false),
                    None => (part, true),
                };
                parsed.push(Parameter { name, required, positional, keyword: true });
            }
        }
    }
    parsed
}

/// Puts the arguments into one slot for each of the parameters, which are written as in Python.
pub fn bind(vm: &mut Vm, function: &str, parameters: &str, arguments: Arguments<'_>) -> PyResult<Vec<Slot>> {
    let parameters = parse(parameters);
    let mut bound: Vec<Slot> = parameters.iter().map(|_| None).collect();
    let given = arguments.positional();
    let most = parameters.iter().filter(|parameter| parameter.positional).count();
    if given.len() > most {
        return Err(too_many(vm, function, &parameters, most, &arguments));
    }
    for (slot, value) in bound.iter_mut().zip(given) {
        *slot = Some(value.clone());
    }
    for (name, value) in arguments.keywords() {
        let Some(text) = name.cast::<Str>() else {
            return Err(vm.type_error("keywords must be strings"));
        };
        let known =
            parameters.iter().position(|parameter| parameter.keyword && parameter.name.as_bytes() == text.as_bytes());
        match known {
            Some(index) if bound[index].is_none() => bound[index] = Some(value.clone()),
            Some(index) => {
                let position = index + 1;
                let name = parameters[index].name;
                return Err(vm.type_error(format!(
                    "argument for {function}() given by name ('{name}') and position ({position})"
                )));
            }
            None => {
                let names: Vec<&[u8]> = parameters.iter().filter(|p| p.keyword).map(|p| p.name.as_bytes()).collect();
                return Err(unexpected_keyword(vm, function, text, &names));
            }
        }
    }
    for (index, parameter) in parameters.iter().enumerate() {
        if parameter.required && bound[index].is_none() {
            let name = parameter.name;
            let least = parameters.iter().filter(|p| p.required && p.positional).count();
            return Err(if parameter.keyword {
                let position = index + 1;
                vm.type_error(format!("{function}() missing required argument '{name}' (pos {position})"))
            } else {
                wrong_count(vm, function, least, most, given.len())
            });
        }
    }
    Ok(bound)
}

#[cold]
fn too_many(
    vm: &mut Vm,
    function: &str,
    parameters: &[Parameter<'_>],
    most: usize,
    arguments: &Arguments<'_>,
) -> Raised {
    let given = arguments.values.len();
    let least = parameters.iter().filter(|parameter| parameter.required && parameter.positional).count();
    if parameters.iter().all(|parameter| !parameter.keyword) {
        return wrong_count(vm, function, least, most, given);
    }
    if most == 0 {
        return vm.type_error(format!("{function}() takes no positional arguments"));
    }
    let total = parameters.len();
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
