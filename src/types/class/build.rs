//! `__build_class__`: what a `class` statement calls.

use super::{Arguments, Class, bases, convert};
use crate::object::{Phantom, Py, Slot, Str, Tuple, Value};
use crate::protocol;
use crate::types::cell;
use crate::types::dict::Dict;
use crate::types::function::Function;
use crate::vm::arguments::with_names;
use crate::vm::{PyResult, Vm};

/// `__build_class__(function, name, *bases, metaclass=…, **keywords)`.
pub fn build_class(vm: &mut Vm, arguments: Arguments<'_>) -> PyResult {
    let [function, name, given_bases @ ..] = arguments.positional() else {
        return Err(vm.type_error("__build_class__: not enough arguments"));
    };
    let Some(function) = function.cast::<Function>() else {
        return Err(vm.type_error("__build_class__: func must be a function"));
    };
    if !name.has::<Str>() {
        return Err(vm.type_error("__build_class__: name is not a string"));
    }
    if arguments.names.is_empty() {
        return build(vm, function, name, given_bases, arguments);
    }
    // CPython holds the keywords in a dict until the class is there.
    vm.heap.phantom_made(Phantom::Dict);
    let class = build(vm, function, name, given_bases, arguments);
    vm.heap.phantom_freed(Phantom::Dict);
    class
}

fn build(
    vm: &mut Vm,
    function: &Py<Function>,
    name: &Value,
    given_bases: &[Value],
    arguments: Arguments<'_>,
) -> PyResult {
    let original = vm.new_tuple_from(given_bases);
    let resolved = resolve_bases(vm, &original)?;
    let mut metaclass = None;
    let (mut names, mut values) = (Vec::new(), Vec::new());
    for (keyword, value) in arguments.keywords() {
        if metaclass.is_none() && keyword.cast::<Str>().is_some_and(|text| text.as_bytes() == b"metaclass") {
            metaclass = Some(value.clone());
        } else {
            names.push(keyword.clone());
            values.push(value.clone());
        }
    }
    let metaclass = match metaclass {
        None => {
            let start = match resolved.items().first() {
                Some(base) => vm.class_of(base).clone(),
                None => vm.types.type_.clone(),
            };
            bases::metaclass(vm, &start, resolved.items())?.into_value()
        }
        Some(given) => match given.cast::<Class>() {
            Some(class) => bases::metaclass(vm, class, resolved.items())?.into_value(),
            None => given,
        },
    };
    let keywords = Arguments { values: &values, names: &names };
    let namespace = prepare(vm, &metaclass, name, &resolved, keywords)?;
    let cell = crate::vm::call_class_body(vm, function, &namespace)?;
    if !resolved.is(&original) {
        let key = vm.names.orig_bases.to_value();
        set_item(vm, &namespace, &key, original.to_value())?;
    }
    let mut all = vec![name.clone(), resolved.to_value(), namespace.clone()];
    all.extend(values.iter().cloned());
    let called = Arguments { values: &all, names: &names };
    let class = if metaclass.is(vm.types.type_.as_value()) {
        // It has a vectorcall, which gets the names in a tuple.
        with_names(vm, names.len(), |vm| protocol::call_args(vm, &metaclass, called))?
    } else {
        protocol::call_args(vm, &metaclass, called)?
    };
    if class.has::<Class>()
        && let Some(cell) = cell.cast::<cell::Cell>()
    {
        check_cell(vm, cell.contents.get(&vm.heap).clone(), name, &class)?;
    }
    Ok(class)
}

/// The bases with those that are not classes replaced by what their `__mro_entries__` gives; the same tuple if none.
pub fn resolve_bases(vm: &mut Vm, original: &Py<Tuple>) -> PyResult<Py<Tuple>> {
    let mut resolved: Option<Vec<Value>> = None;
    let entries = vm.names.mro_entries.clone();
    for (position, base) in original.items().iter().enumerate() {
        let method = if base.has::<Class>() { None } else { protocol::attribute::get_optional(vm, base, &entries)? };
        let Some(method) = method else {
            if let Some(resolved) = &mut resolved {
                resolved.push(base.clone());
            }
            continue;
        };
        let replacement = protocol::call(vm, &method, std::slice::from_ref(original.as_value()))?;
        let Some(replacement) = replacement.cast::<Tuple>() else {
            return Err(vm.type_error("__mro_entries__ must return a tuple"));
        };
        resolved.get_or_insert_with(|| original.items()[..position].to_vec()).extend_from_slice(replacement.items());
    }
    Ok(match resolved {
        Some(resolved) => vm.new_tuple(resolved),
        None => original.clone(),
    })
}

fn prepare(vm: &mut Vm, metaclass: &Value, name: &Value, resolved: &Py<Tuple>, keywords: Arguments<'_>) -> PyResult {
    if metaclass.is(vm.types.type_.as_value()) {
        return Ok(vm.new_dict().into_value());
    }
    let attribute = vm.names.prepare.clone();
    let Some(method) = protocol::attribute::get_optional(vm, metaclass, &attribute)? else {
        return Ok(vm.new_dict().into_value());
    };
    let mut all = vec![name.clone(), resolved.to_value()];
    all.extend(keywords.values.iter().cloned());
    let named = Arguments { values: &all, names: keywords.names };
    let namespace = with_names(vm, named.names.len(), |vm| protocol::call_args(vm, &method, named))?;
    if vm.class_of(&namespace).slots(&vm.heap).getitem.is_some() {
        return Ok(namespace);
    }
    let owner = match metaclass.cast::<Class>() {
        Some(class) => class.name(&vm.heap).to_string_lossy().into_owned(),
        None => "<metaclass>".to_owned(),
    };
    let other = vm.class_name(&namespace);
    Err(vm.type_error(format!("{owner}.__prepare__() must return a mapping, not {other}")))
}

fn set_item(vm: &mut Vm, mapping: &Value, key: &Value, value: Value) -> PyResult<()> {
    if let Some(dict) = mapping.cast::<Dict>()
        && vm.is_exactly(mapping, &vm.types.dict)
    {
        drop(dict.set(vm, key.clone(), value)?);
        return Ok(());
    }
    let Some(set) = vm.class_of(mapping).slots(&vm.heap).setitem else {
        let name = vm.class_name(mapping);
        return Err(vm.type_error(format!("'{name}' object does not support item assignment")));
    };
    set(vm, mapping, key, Some(&value))
}

fn check_cell(vm: &mut Vm, content: Slot, name: &Value, class: &Value) -> PyResult<()> {
    let Some(content) = content else {
        let (name, class) = (shown(vm, name)?, shown(vm, class)?);
        return Err(vm.runtime_error(format!(
            "__class__ not set defining {name} as {class}. Was __classcell__ propagated to type.__new__?"
        )));
    };
    if content.is(class) {
        return Ok(());
    }
    let (content, name, class) = (shown(vm, &content)?, shown(vm, name)?, shown(vm, class)?);
    Err(vm.type_error(format!("__class__ set to {content} defining {name} as {class}")))
}

fn shown(vm: &mut Vm, value: &Value) -> PyResult<String> {
    Ok(convert::repr_text(vm, value)?.to_string_lossy().into_owned())
}
