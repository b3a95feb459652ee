//! `_typing`: the native half of `typing`.

use super::{ModuleSpec, set};
use crate::object::{Py, Value};
use crate::types::class::NativeDef;
use crate::types::dict::Dict;
use crate::vm::{PyResult, Vm};

/// The declaration of `_typing`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "_typing",
    functions: &[NativeDef::one("_idfunc", |_, _, value| Ok(value.clone()))],
    classes: &[],
    init: Some(init),
};

fn init(vm: &mut Vm, namespace: &Py<Dict>) -> PyResult<()> {
    let types = &vm.types;
    let classes = [
        ("TypeVar", &types.type_var),
        ("ParamSpec", &types.param_spec),
        ("TypeVarTuple", &types.type_var_tuple),
        ("ParamSpecArgs", &types.param_spec_args),
        ("ParamSpecKwargs", &types.param_spec_kwargs),
        ("Generic", &types.generic),
        ("TypeAliasType", &types.type_alias),
        ("Union", &types.union),
    ]
    .map(|(name, class)| (name, class.to_value()));
    for (name, class) in classes {
        set(vm, namespace, name, class);
    }
    set(vm, namespace, "NoDefault", Value::NO_DEFAULT);
    Ok(())
}
