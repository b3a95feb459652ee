//! The attributes of functions.

use ouropy_compiler::code::CodeFlags;

use super::Function;
use crate::object::{Py, Slot, Str, Tuple, Value};
use crate::protocol::attribute;
use crate::types::class::{Arguments, Class, GetSet};
use crate::types::code::Code;
use crate::types::dict::Dict;
use crate::vm::{PyResult, Raised, Vm};

pub(super) const ATTRIBUTES: &[GetSet] = &[
    GetSet::read_only("__closure__", |vm, this| {
        Ok(of(this).closure.get(&vm.heap).as_ref().map_or(Value::NONE, Py::to_value))
    })
    .member(),
    GetSet::read_only("__globals__", |_, this| Ok(of(this).globals.to_value())).member(),
    GetSet::read_only("__builtins__", |_, this| Ok(of(this).builtins.to_value())).member(),
    GetSet::new("__code__", |vm, this| Ok(of(this).code.get(&vm.heap).to_value()), set_code),
    GetSet::new(
        "__defaults__",
        |vm, this| Ok(of(this).defaults.get(&vm.heap).as_ref().map_or(Value::NONE, Py::to_value)),
        set_defaults,
    ),
    GetSet::new(
        "__kwdefaults__",
        |vm, this| Ok(of(this).keyword_defaults.get(&vm.heap).as_ref().map_or(Value::NONE, Py::to_value)),
        set_keyword_defaults,
    ),
    GetSet::new("__annotations__", annotations, set_annotations),
    GetSet::new("__annotate__", annotate, set_annotate),
    GetSet::new("__dict__", |vm, this| Ok(dict(vm, of(this)).into_value()), set_dict),
    GetSet::new(
        "__doc__",
        |vm, this| Ok(of(this).doc.get(&vm.heap).clone().unwrap_or(Value::NONE)),
        |vm, this, new| {
            of(this).doc.set(&mut vm.heap, new);
            Ok(())
        },
    ),
    GetSet::new(
        "__module__",
        |vm, this| Ok(of(this).module.get(&vm.heap).clone().unwrap_or(Value::NONE)),
        |vm, this, new| {
            of(this).module.set(&mut vm.heap, new);
            Ok(())
        },
    ),
    GetSet::new("__name__", |vm, this| Ok(of(this).name.get(&vm.heap).to_value()), set_name),
    GetSet::new("__qualname__", |vm, this| Ok(of(this).qualname.get(&vm.heap).to_value()), set_qualname),
    GetSet::new(
        "__type_params__",
        |vm, this| Ok(of(this).type_parameters.get(&vm.heap).clone().unwrap_or_else(|| vm.empty_tuple.to_value())),
        set_type_params,
    ),
];

fn set_type_params(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    if new.as_ref().is_none_or(|new| !new.has::<Tuple>()) {
        return Err(vm.type_error("__type_params__ must be set to a tuple"));
    }
    of(this).type_parameters.set(&mut vm.heap, new);
    Ok(())
}

fn of(this: &Value) -> &Py<Function> {
    this.expect::<Function>()
}

fn dict(vm: &mut Vm, this: &Py<Function>) -> Py<Dict> {
    if let Some(dict) = this.dict.get(&vm.heap) {
        return dict.clone();
    }
    let dict = vm.new_dict();
    this.dict.set(&mut vm.heap, Some(dict.clone()));
    dict
}

fn set_dict(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    let Some(new) = new else { return Err(vm.type_error("cannot delete __dict__")) };
    match new.cast::<Dict>() {
        Some(dict) => {
            let dict = dict.clone();
            of(this).dict.set(&mut vm.heap, Some(dict));
            Ok(())
        }
        None => {
            let class = vm.class_name(&new);
            Err(vm.type_error(format!("__dict__ must be set to a dictionary, not a '{class}'")))
        }
    }
}

fn set_code(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    let Some(code) = new.as_ref().and_then(Value::cast::<Code>) else {
        return Err(vm.type_error("__code__ must be set to a code object"));
    };
    let free = |code: &Code| code.names_of(&[ouropy_compiler::code::LocalKind::Free]).len();
    let closure = of(this).closure.get(&vm.heap).as_ref().map_or(0, |closure| closure.len());
    if free(code) != closure {
        let name = of(this).name.get(&vm.heap).to_string_lossy().into_owned();
        let given = free(code);
        return Err(vm.value_error(format!("{name}() requires a code object with {closure} free vars, not {given}")));
    }
    let code = code.clone();
    let kind =
        |code: &Code| code.unit.flags & (CodeFlags::GENERATOR | CodeFlags::COROUTINE | CodeFlags::ASYNC_GENERATOR);
    if kind(&code) != kind(of(this).code.get(&vm.heap)) {
        let category = vm.types.deprecation_warning.clone();
        let text =
            "Assigning a code object of non-matching type is deprecated (e.g., from a generator to a plain function)";
        (vm.hooks.warn)(vm, &category, text)?;
    }
    of(this).code.set(&mut vm.heap, code);
    Ok(())
}

fn set_defaults(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    let new = match new {
        None => None,
        Some(new) if new.is_none() => None,
        Some(new) => match new.cast_into::<Tuple>() {
            Ok(tuple) => Some(tuple),
            Err(_) => return Err(vm.type_error("__defaults__ must be set to a tuple object")),
        },
    };
    of(this).defaults.set(&mut vm.heap, new);
    Ok(())
}

fn set_keyword_defaults(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    let new = match new {
        None => None,
        Some(new) if new.is_none() => None,
        Some(new) => match new.cast_into::<Dict>() {
            Ok(dict) => Some(dict),
            Err(_) => return Err(vm.type_error("__kwdefaults__ must be set to a dict object")),
        },
    };
    of(this).keyword_defaults.set(&mut vm.heap, new);
    Ok(())
}

fn annotations(vm: &mut Vm, this: &Value) -> PyResult {
    let this = of(this);
    if let Some(known) = this.annotations.get(&vm.heap).clone() {
        return Ok(known);
    }
    let made = match this.annotate.get(&vm.heap).clone().filter(|annotate| !annotate.is_none()) {
        Some(annotate) => attribute::evaluate_annotations(vm, &annotate)?,
        None => vm.new_dict().into_value(),
    };
    this.annotations.set(&mut vm.heap, Some(made.clone()));
    Ok(made)
}

fn set_annotations(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    let new = match new {
        Some(new) if new.is_none() => None,
        Some(new) if !new.has::<Dict>() => {
            return Err(vm.type_error("__annotations__ must be set to a dict object"));
        }
        other => other,
    };
    of(this).annotations.set(&mut vm.heap, new);
    of(this).annotate.set(&mut vm.heap, None);
    Ok(())
}

fn annotate(vm: &mut Vm, this: &Value) -> PyResult {
    Ok(of(this).annotate.get(&vm.heap).clone().unwrap_or(Value::NONE))
}

fn set_annotate(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    let Some(new) = new else { return Err(vm.type_error("__annotate__ cannot be deleted")) };
    if new.is_none() {
        // None is kept: the collector sees it.
        of(this).annotate.set(&mut vm.heap, Some(new));
        return Ok(());
    }
    attribute::check_annotate(vm, &new)?;
    of(this).annotate.set(&mut vm.heap, Some(new));
    of(this).annotations.set(&mut vm.heap, None);
    Ok(())
}

fn name_of(vm: &mut Vm, what: &str, new: Slot) -> PyResult<Py<Str>> {
    match new.map(Value::cast_into::<Str>) {
        Some(Ok(name)) => Ok(name),
        _ => Err(vm.type_error(format!("{what} must be set to a string object"))),
    }
}

fn set_name(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    let name = name_of(vm, "__name__", new)?;
    of(this).name.set(&mut vm.heap, name);
    Ok(())
}

fn set_qualname(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    let name = name_of(vm, "__qualname__", new)?;
    of(this).qualname.set(&mut vm.heap, name);
    Ok(())
}

/// As object's, with the function's own dict.
pub(super) fn get_attribute(vm: &mut Vm, this: &Value, name: &Py<Str>) -> PyResult {
    attribute::generic_get_with(vm, this, name, |vm, this, name| match of(this).dict.get(&vm.heap) {
        Some(dict) => dict.clone().get(vm, name.as_value()),
        None => Ok(None),
    })
}

pub(super) fn set_attribute(vm: &mut Vm, this: &Value, name: &Py<Str>, new: Option<&Value>) -> PyResult<()> {
    if attribute::set_by_descriptor(vm, this, name, new)? {
        return Ok(());
    }
    let name = vm.intern_str(name);
    let dict = dict(vm, of(this));
    let old = match new {
        Some(new) => dict.set(vm, name.into_value(), new.clone())?,
        None => match dict.remove(vm, name.as_value())? {
            None => return Err(attribute::no_attribute(vm, this, &name)),
            removed => removed,
        },
    };
    drop(old);
    Ok(())
}

/// `function.__get__`: a bound method, or the function itself when looked up on the class.
pub(super) fn bind(vm: &mut Vm, this: &Value, instance: Option<&Value>, _owner: &Value) -> PyResult {
    match instance {
        Some(instance) => Ok(crate::types::method::new(vm, this.clone(), instance.clone())),
        None => Ok(this.clone()),
    }
}

pub(super) fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let name = of(this).qualname.get(&vm.heap).to_string_lossy().into_owned();
    Ok(vm.new_str(format!("<function {name} at {:#x}>", this.bits())).into_value())
}

/// `types.FunctionType(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)`.
pub(super) fn new(vm: &mut Vm, _class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let parameters = "code, globals, name=None, argdefs=None, closure=None, kwdefaults=None";
    let bound = crate::vm::arguments::bind(vm, "function", parameters, arguments)?;
    let given = |index: usize| bound[index].clone().filter(|value| !value.is_none());
    let Some(code) = given(0).and_then(|value| value.cast_into::<Code>().ok()) else {
        return Err(wrong_argument(vm, "code", "code", &bound[0]));
    };
    let Some(globals) = given(1).and_then(|value| value.cast_into::<Dict>().ok()) else {
        return Err(wrong_argument(vm, "globals", "dict", &bound[1]));
    };
    if given(2).is_some_and(|name| !name.has::<Str>()) {
        return Err(vm.type_error("arg 3 (name) must be None or string"));
    }
    if given(3).is_some_and(|defaults| !defaults.has::<Tuple>()) {
        return Err(vm.type_error("arg 4 (defaults) must be None or tuple"));
    }
    let free = code.names_of(&[ouropy_compiler::code::LocalKind::Free]).len();
    let closure = given(4).map(Value::cast_into::<Tuple>);
    match &closure {
        None if free != 0 => return Err(vm.type_error("arg 5 (closure) must be tuple")),
        Some(Err(_)) => return Err(vm.type_error("arg 5 (closure) must be None or tuple")),
        Some(Ok(closure)) if closure.len() != free => {
            let (name, given) = (code.name.to_string_lossy().into_owned(), closure.len());
            return Err(vm.value_error(format!("{name} requires closure of length {free}, not {given}")));
        }
        Some(Ok(closure)) => {
            if let Some(other) = closure.items().iter().find(|item| !item.has::<crate::types::cell::Cell>()) {
                let class = vm.class_name(other);
                return Err(vm.type_error(format!("arg 5 (closure) expected cell, found {class}")));
            }
        }
        None => {}
    }
    let function = Function::create(vm, code, &globals);
    if let Some(name) = given(2) {
        set_name(vm, function.as_value(), Some(name))?;
    }
    set_defaults(vm, function.as_value(), given(3))?;
    if let Some(Ok(closure)) = closure {
        function.closure.set(&mut vm.heap, Some(closure));
    }
    set_keyword_defaults(vm, function.as_value(), given(5))?;
    Ok(function.into_value())
}

#[cold]
fn wrong_argument(vm: &mut Vm, name: &str, wanted: &str, given: &Slot) -> Raised {
    let class = given.as_ref().filter(|given| !given.is_none()).map_or("None".to_owned(), |given| vm.class_name(given));
    vm.type_error(format!("function() argument '{name}' must be {wanted}, not {class}"))
}
