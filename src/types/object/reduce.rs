//! `__reduce__`, `__reduce_ex__` and `__getstate__`: what `copy` and `pickle` take an object apart with.

use super::tuple;
use crate::object::{Py, Str, Value, with_borrowed};
use crate::protocol;
use crate::types::class::{Class, convert, slots};
use crate::types::dict::Dict;
use crate::types::native::{GetSetDescriptor, MethodDescriptor};
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
    let has_items = matches!(this.kind(), Some(crate::object::Kind::List | crate::object::Kind::Dict));
    // A module's own fields are no attributes.
    let is_bare = class.head.layout().size <= vm.types.object.head.layout().size;
    !is_default || has_items || is_bare && this.kind() != Some(crate::object::Kind::Module)
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
    if let Some(pair) = protocol::call::call_special(vm, this, &with_keywords, &[])? {
        let pair = convert::items(vm, &pair)?;
        let [values, names] = pair.as_slice() else {
            return Err(
                vm.type_error(format!("__getnewargs_ex__ should return a tuple of length 2, not {}", pair.len()))
            );
        };
        let values = convert::items(vm, values)?;
        arguments.extend(values);
        keywords = Some(names.clone());
    } else if let Some(values) = protocol::call::call_special(vm, this, &plain, &[])? {
        arguments.extend(convert::items(vm, &values)?);
    }
    let getstate = vm.names.getstate.clone();
    if arguments.len() == 1 && keywords.is_none() && !is_all_state(vm, this, &getstate) {
        let name = vm.class_name(this);
        return Err(vm.type_error(format!("cannot pickle '{name}' object")));
    }
    let state = protocol::call_method(vm, this, &getstate, &[])?;
    let (function, arguments) = match keywords {
        Some(keywords) if keywords.cast::<Dict>().is_some_and(|keywords| !keywords.is_empty(&vm.heap)) => {
            let name = vm.intern("__newobj_ex__");
            let class = arguments.remove(0);
            let values = tuple(vm, arguments);
            (protocol::attribute::get(vm, &copyreg, &name)?, vec![class, values, keywords])
        }
        _ => {
            let name = vm.intern("__newobj__");
            (protocol::attribute::get(vm, &copyreg, &name)?, arguments)
        }
    };
    let arguments = tuple(vm, arguments);
    let list_items = if this.kind() == Some(crate::object::Kind::List) { iterator(vm, this)? } else { Value::NONE };
    let dict_items = match this.kind() {
        Some(crate::object::Kind::Dict) => {
            let items = vm.names.items.clone();
            let items = protocol::call_method(vm, this, &items, &[])?;
            iterator(vm, &items)?
        }
        _ => Value::NONE,
    };
    Ok(tuple(vm, vec![function, arguments, state, list_items, dict_items]))
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

/// `object.__getstate__`: a copy of the instance's dict (None if there is none or it is empty), and the values of
/// `__slots__` beside it when there are any.
pub fn getstate(vm: &mut Vm, this: &Value) -> PyResult {
    let dict = vm.names.dict.clone();
    let own = protocol::attribute::get_optional(vm, this, &dict)?;
    let mut state = Value::NONE;
    if let Some(own) = own.as_ref().and_then(|own| own.cast::<Dict>())
        && !own.is_empty(&vm.heap)
    {
        let copy = vm.new_dict();
        for (key, value) in own.items(&vm.heap) {
            drop(copy.set(vm, key, value)?);
        }
        state = copy.into_value();
    }
    let slots = vm.new_dict();
    let order = vm.class_of(this).mro(&vm.heap).to_vec();
    for class in order.iter().rev() {
        let namespace = class.expect::<Class>().namespace(&vm.heap).clone();
        for (key, value) in namespace.items(&vm.heap) {
            if let Some(index) = value.cast::<GetSetDescriptor>().and_then(|member| member.member_index())
                && let Some(held) = vm.heap.member(this, index).cloned()
            {
                drop(slots.set(vm, key, held)?);
            }
        }
    }
    if slots.is_empty(&vm.heap) { Ok(state) } else { Ok(tuple(vm, vec![state, slots.into_value()])) }
}
