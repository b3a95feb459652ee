//! `_collections`: deque, defaultdict, OrderedDict and the helpers of `collections`.

mod default_dict;
mod deque;
mod deque_iterator;
mod deque_methods;
mod deque_place;
mod tuple_getter;

use super::{ModuleSpec, set};
use crate::object::{Py, Value};
use crate::protocol::{self, iterate, subscript};
use crate::types::class::NativeDef;
use crate::types::dict::Dict;
use crate::vm::{PyResult, Vm};

/// The module.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "_collections",
    functions: &[NativeDef::positional("_count_elements", 2, 2, count_elements)],
    classes: &[
        &deque::SPEC,
        &default_dict::SPEC,
        &deque_iterator::FORWARD,
        &deque_iterator::REVERSE,
        &tuple_getter::SPEC,
    ],
    init: Some(init),
};

fn init(vm: &mut Vm, namespace: &Py<Dict>) -> PyResult<()> {
    let ordered_dict = vm.types.ordered_dict.to_value();
    set(vm, namespace, "OrderedDict", ordered_dict);
    Ok(())
}

/// `mapping[item] = mapping.get(item, 0) + 1` for every item; straight into the table where a subclass has overridden
/// neither `get` nor `__setitem__`.
fn count_elements(vm: &mut Vm, _module: &Value, arguments: &[Value]) -> PyResult {
    let (mapping, one, zero) = (&arguments[0], Value::index(1), Value::index(0));
    let (get, set) = (vm.intern("get"), vm.names.setitem.clone());
    let (class, plain) = (vm.class_of(mapping).clone(), vm.types.dict.clone());
    let native = mapping.has::<Dict>()
        && [&get, &set].into_iter().all(|name| match (vm.lookup(&class, name), vm.lookup(&plain, name)) {
            (Some(own), Some(original)) => own.is(&original),
            _ => false,
        });
    iterate::for_each(vm, &arguments[1], |vm, item| {
        if native {
            let dict = mapping.expect::<Dict>().clone();
            let hash = protocol::hash(vm, &item)?;
            let old = dict.get_hashed(vm, &item, hash)?.unwrap_or_else(|| zero.clone());
            let new = protocol::binary::add(vm, &old, &one)?;
            drop(old);
            drop(dict.set_hashed(vm, item, hash, new)?);
            return Ok(());
        }
        let old = protocol::call_method(vm, mapping, &get, &[item.clone(), zero.clone()])?;
        let new = protocol::binary::add(vm, &old, &one)?;
        subscript::set(vm, mapping, &item, &new)
    })?;
    Ok(Value::NONE)
}
