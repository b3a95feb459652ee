//! The methods of generic aliases.

use super::{GenericAlias, attributes, create, iterator};
use crate::object::{Str, Tuple, Value};
use crate::protocol;
use crate::types::class::{NativeDef, convert};
use crate::types::iterators::builtin;
use crate::types::list::List;
use crate::vm::{PyResult, Vm};

pub(super) const METHODS: &[NativeDef] = &[
    NativeDef::one("__mro_entries__", |vm, this, _| {
        let origin = this.expect::<GenericAlias>().origin.clone();
        Ok(vm.new_tuple(vec![origin]).into_value())
    }),
    NativeDef::one("__instancecheck__", |vm, _, _| {
        Err(vm.type_error("isinstance() argument 2 cannot be a parameterized generic"))
    }),
    NativeDef::one("__subclasscheck__", |vm, _, _| {
        Err(vm.type_error("issubclass() argument 2 cannot be a parameterized generic"))
    }),
    NativeDef::none("__reduce__", reduce),
    NativeDef::none("__dir__", dir),
];

/// `(GenericAlias, (origin, args))`; of an unpacked alias `(next, (iter(alias),))`.
fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let alias = this.expect::<GenericAlias>().clone();
    let args = alias.args(vm).into_value();
    if alias.starred.get() {
        let plain = create(vm, &alias.origin, &args);
        let iterator = iterator::iter(vm, &plain)?;
        let only = vm.new_tuple(vec![iterator]).into_value();
        let next = builtin(vm, "next")?;
        return Ok(vm.new_tuple(vec![next, only]).into_value());
    }
    let class = vm.class_of(this).to_value();
    let arguments = vm.new_tuple(vec![alias.origin.clone(), args]).into_value();
    Ok(vm.new_tuple(vec![class, arguments]).into_value())
}

/// The names of the origin, and the alias's own.
fn dir(vm: &mut Vm, this: &Value) -> PyResult {
    let origin = this.expect::<GenericAlias>().origin.clone();
    let name = vm.names.dir.clone();
    let Some(names) = protocol::call::call_special(vm, &origin, &name, &[])? else {
        return Err(vm.type_error("object does not provide __dir__"));
    };
    let names = protocol::iterate::collect_to_vec(vm, &names)?;
    let names = List::create(vm, names);
    let sort = vm.intern("sort");
    protocol::call_method(vm, names.as_value(), &sort, &[])?;
    let mut names = names.items.get(&vm.heap).clone();
    for own in attributes::OWN {
        let is_own = |name: &Value| name.cast::<Str>().is_some_and(|name| name.as_bytes() == own.as_bytes());
        if !names.iter().any(is_own) {
            names.push(vm.intern(own).into_value());
        }
    }
    Ok(List::create(vm, names).into_value())
}

/// The items of an argument that is a list (of a ParamSpec's types) or a tuple.
pub(super) fn nested(vm: &Vm, arg: &Value) -> Option<Vec<Value>> {
    match arg.cast::<Tuple>() {
        Some(tuple) => Some(tuple.items().to_vec()),
        None => convert::items_of_list(arg, vm),
    }
}
