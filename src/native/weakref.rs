//! `_weakref`.

use super::ModuleSpec;
use crate::object::{Py, Value, WeakRef};
use crate::types::class::NativeDef;
use crate::types::dict::Dict;
use crate::types::list::List;
use crate::types::weakref::proxy;
use crate::vm::{PyResult, Vm};

/// The declaration of the module.
pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_weakref",
    functions: &[
        NativeDef::positional("proxy", 1, 2, |vm, _, values| proxy::create(vm, &values[0], values.get(1).cloned())),
        NativeDef::one("getweakrefcount", |vm, _, object| Ok(Value::index(vm.heap.weak_references(object).len()))),
        NativeDef::one("getweakrefs", |vm, _, object| {
            let references = vm.heap.weak_references(object).into_iter().map(Py::into_value).collect();
            Ok(List::create(vm, references).into_value())
        }),
        NativeDef::positional("_remove_dead_weakref", 2, 2, remove_dead),
    ],
    classes: &[],
    init: Some(init),
};

fn init(vm: &mut Vm, namespace: &Py<Dict>) -> PyResult<()> {
    let reference = vm.types.weak_reference.to_value();
    super::set(vm, namespace, "ref", reference.clone());
    super::set(vm, namespace, "ReferenceType", reference);
    let proxy = vm.types.proxy.to_value();
    super::set(vm, namespace, "ProxyType", proxy);
    let callable = vm.types.callable_proxy.to_value();
    super::set(vm, namespace, "CallableProxyType", callable);
    Ok(())
}

/// Removes `key` from the dict if its value is a weak reference whose target is gone.
fn remove_dead(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let Some(dict) = values[0].cast::<Dict>().cloned() else {
        let class = vm.class_name(&values[0]);
        return Err(vm.type_error(format!("_remove_dead_weakref() argument 1 must be dict, not {class}")));
    };
    let Some(known) = dict.get(vm, &values[1])? else { return Ok(Value::NONE) };
    let Some(reference) = known.cast::<WeakRef>() else {
        return Err(vm.type_error("not a weakref"));
    };
    if reference.is_dead() {
        let removed = dict.remove(vm, &values[1])?;
        drop(removed);
    }
    Ok(Value::NONE)
}
