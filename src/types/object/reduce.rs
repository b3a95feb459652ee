//! `__reduce__`, `__reduce_ex__` and `__getstate__`: what `copy` and `pickle` take an object apart with.

use super::tuple;
use crate::object::{ClassFlags, Kind, Py, Str, Tuple, Value, with_borrowed};
use crate::protocol;
use crate::types::class::{Class, convert, slots};
use crate::types::dict::Dict;
use crate::types::list::List;
use crate::types::native::MethodDescriptor;
use crate::vm::{PyResult, Vm};

/// `object.__reduce_ex__(protocol)`: an overridden `__reduce__`, else [`reduce`].
pub fn reduce_ex(vm: &mut Vm, this: &Value, version: &Value) -> PyResult {
    let version = convert::index(vm, version)?;
    let name = vm.names.reduce.clone();
    let class = vm.class_of(this).clone();
    let own = vm.lookup(&class, &name);
    let overridden =
        own.is_some_and(|own| !own.cast::<MethodDescriptor>().is_some_and(|own| own.class.is(&vm.types.object)));
    if overridden {
        return protocol::call_method(vm, this, &name, &[]);
    }
    reduce(vm, this, convert::small_int(&version).unwrap_or(i64::MAX))
}

/// Whether what `object.__getstate__` gives can make the object again: it has nothing but attributes and items.
fn is_all_state(vm: &mut Vm, this: &Value, getstate: &Py<Str>) -> bool {
    let class = vm.class_of(this).clone();
    let own = vm.lookup(&class, getstate);
    let is_default =
        own.is_some_and(|own| own.cast::<MethodDescriptor>().is_some_and(|own| own.class.is(&vm.types.object)));
    let has_items = matches!(this.kind(), Some(Kind::List | Kind::Dict));
    // A module's own fields are no attributes.
    let is_bare = class.head.layout().size <= vm.types.object.head.layout().size;
    !is_default || has_items || is_bare && this.kind() != Some(Kind::Module)
}

/// `copyreg`'s ways: `__newobj__` for protocol 2 and later, `_reduce_ex` before.
pub fn reduce(vm: &mut Vm, this: &Value, version: i64) -> PyResult {
    let copyreg = import(vm, "copyreg")?;
    if version < 2 {
        let name = vm.intern("_reduce_ex");
        let version = convert::int(vm, version);
        return with_borrowed([this, &version], |all| protocol::call_method(vm, &copyreg, &name, all));
    }
    let class = vm.class_of(this).to_value();
    let mut arguments = vec![class];
    let (with_keywords, plain) = (vm.intern("__getnewargs_ex__"), vm.names.getnewargs.clone());
    let mut keywords = None;
    let mut given = None;
    if let Some(pair) = protocol::call::call_special(vm, this, &with_keywords, &[])? {
        let pair = tuple_of(vm, &pair, "__getnewargs_ex__ should return a tuple")?;
        let [values, names] = pair.items() else {
            let text = format!("__getnewargs_ex__ should return a tuple of length 2, not {}", pair.len());
            return Err(vm.value_error(text));
        };
        let values = tuple_of(vm, values, "first item of the tuple returned by __getnewargs_ex__ must be a tuple")?;
        arguments.extend_from_slice(values.items());
        given = Some(values);
        if !names.has::<Dict>() {
            let class = vm.class_name(names);
            let text = "second item of the tuple returned by __getnewargs_ex__ must be a dict";
            return Err(vm.type_error(format!("{text}, not '{class}'")));
        }
        keywords = Some(names.clone());
    } else if let Some(values) = protocol::call::call_special(vm, this, &plain, &[])? {
        let values = tuple_of(vm, &values, "__getnewargs__ should return a tuple")?;
        arguments.extend_from_slice(values.items());
    }
    let getstate = vm.names.getstate.clone();
    if arguments.len() == 1 && keywords.is_none() && !is_all_state(vm, this, &getstate) {
        let name = vm.class_name(this);
        // Those of any size are worded apart.
        return Err(vm.type_error(match this.kind() {
            Some(Kind::Code | Kind::MemoryView) => format!("cannot pickle {name} objects"),
            _ => format!("cannot pickle '{name}' object"),
        }));
    }
    let (function, arguments) = match keywords {
        Some(keywords) if keywords.cast::<Dict>().is_some_and(|keywords| !keywords.is_empty(&vm.heap)) => {
            let name = vm.intern("__newobj_ex__");
            let class = arguments.remove(0);
            // The very tuple that `__getnewargs_ex__` gave.
            let values = given.map_or_else(|| tuple(vm, arguments), Py::into_value);
            (protocol::attribute::get(vm, &copyreg, &name)?, vec![class, values, keywords])
        }
        _ => {
            let name = vm.intern("__newobj__");
            (protocol::attribute::get(vm, &copyreg, &name)?, arguments)
        }
    };
    let arguments = tuple(vm, arguments);
    let state = protocol::call_method(vm, this, &getstate, &[])?;
    let list_items = if this.kind() == Some(Kind::List) { iterator(vm, this)? } else { Value::NONE };
    let dict_items = match this.kind() {
        Some(Kind::Dict) => {
            let items = vm.names.items.clone();
            let items = protocol::call_method(vm, this, &items, &[])?;
            iterator(vm, &items)?
        }
        _ => Value::NONE,
    };
    Ok(tuple(vm, vec![function, arguments, state, list_items, dict_items]))
}

/// What has to be a tuple; TypeError "{what}, not 'str'".
fn tuple_of(vm: &mut Vm, value: &Value, what: &str) -> PyResult<Py<Tuple>> {
    match value.cast::<Tuple>() {
        Some(tuple) => Ok(tuple.clone()),
        None => {
            let class = vm.class_name(value);
            Err(vm.type_error(format!("{what}, not '{class}'")))
        }
    }
}

fn iterator(vm: &mut Vm, iterable: &Value) -> PyResult {
    let iter: Option<slots::UnaryFn> = vm.class_of(iterable).slots(&vm.heap).iter;
    match iter {
        Some(iter) => iter(vm, iterable),
        None => Ok(Value::NONE),
    }
}

fn import(vm: &mut Vm, name: &str) -> PyResult {
    let name = vm.intern(name);
    let modules = vm.modules.clone();
    if let Some(module) = modules.get(vm, name.as_value())? {
        return Ok(module);
    }
    let builtins = vm.builtins.clone();
    let import = vm.names.import.clone();
    match builtins.get_str(&vm.heap, &import).cloned() {
        Some(import) => protocol::call(vm, &import, std::slice::from_ref(name.as_value())),
        None => Err(vm.system_error("builtins have no __import__")),
    }
}

/// `object.__getstate__`: the instance's dict (None if there is none or it is empty), and the values of `__slots__` beside
/// it when there are any.
pub fn getstate(vm: &mut Vm, this: &Value) -> PyResult {
    let state = attributes(vm, this)?;
    let class = vm.class_of(this).clone();
    let names = slot_names(vm, &class)?;
    let Some(names) = names.cast::<List>() else { return Ok(state) };
    let count = names.items.get(&vm.heap).len();
    if count == 0 {
        return Ok(state);
    }
    let slots = vm.new_dict();
    for index in 0..count {
        let name = names.items.get(&vm.heap)[index].clone();
        let Some(text) = name.cast::<Str>() else {
            let class = vm.class_name(&name);
            return Err(vm.type_error(format!("attribute name must be string, not '{class}'")));
        };
        if let Some(held) = protocol::attribute::get_optional(vm, this, text)? {
            drop(slots.set(vm, name.clone(), held)?);
        }
        // It is the class's own list: what was asked for an attribute may have changed it.
        if names.items.get(&vm.heap).len() != count {
            return Err(vm.runtime_error("__slotnames__ changed size during iteration"));
        }
    }
    if slots.is_empty(&vm.heap) { Ok(state) } else { Ok(tuple(vm, vec![state, slots.into_value()])) }
}

/// The dict of an instance that has attributes, else None.
fn attributes(vm: &mut Vm, this: &Value) -> PyResult {
    if vm.class_of(this).head.has(ClassFlags::HAS_DICT) && this.kind() != Some(Kind::Module) {
        let is_empty = match vm.heap.instance_dict(this) {
            Some(dict) => dict.cast::<Dict>().is_none_or(|dict| dict.is_empty(&vm.heap)),
            None => vm.heap.inline_order(this).is_none_or(|order| order.is_empty()),
        };
        return Ok(if is_empty { Value::NONE } else { protocol::attribute::instance_dict(vm, this).into_value() });
    }
    let name = vm.names.dict.clone();
    let own = protocol::attribute::get_optional(vm, this, &name)?;
    Ok(own.filter(|own| own.cast::<Dict>().is_some_and(|own| !own.is_empty(&vm.heap))).unwrap_or(Value::NONE))
}

/// The names of a class's slots, which `copyreg` finds out once and leaves in the class: a list or None.
fn slot_names(vm: &mut Vm, class: &Py<Class>) -> PyResult {
    let key = vm.intern("__slotnames__");
    if let Some(known) = class.namespace(&vm.heap).get_str(&vm.heap, &key).cloned() {
        if known.is_none() || known.has::<List>() {
            return Ok(known);
        }
        let (class, other) = (class.name(&vm.heap).to_string_lossy().into_owned(), vm.class_name(&known));
        return Err(vm.type_error(format!("{class}.__slotnames__ should be a list or None, not {other}")));
    }
    let (copyreg, function) = (import(vm, "copyreg")?, vm.intern("_slotnames"));
    let found = protocol::call_method(vm, &copyreg, &function, std::slice::from_ref(class.as_value()))?;
    if found.is_none() || found.has::<List>() {
        return Ok(found);
    }
    Err(vm.type_error("copyreg._slotnames didn't return a list or None"))
}
