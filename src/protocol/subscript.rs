//! `value[key]`, `value[key] = item`, `del value[key]`.

use crate::object::{Kind, Value};
use crate::vm::{PyResult, Raised, Vm};

/// `value[key]`. TypeError "'int' object is not subscriptable", "type 'int' is not subscriptable".
#[inline]
pub fn get(vm: &mut Vm, value: &Value, key: &Value) -> PyResult {
    match vm.class_of(value).slots(&vm.heap).getitem {
        Some(get) => {
            let item = get(vm, value, key);
            vm.made(item)
        }
        None => get_from_class(vm, value, key),
    }
}

#[cold]
fn get_from_class(vm: &mut Vm, value: &Value, key: &Value) -> PyResult {
    if value.kind() != Some(Kind::Class) {
        let name = vm.class_name(value);
        return Err(vm.type_error(format!("'{name}' object is not subscriptable")));
    }
    if value.is(vm.types.type_.as_value()) {
        return Ok(crate::types::generic_alias::create(vm, value, key));
    }
    let name = vm.names.class_getitem.clone();
    let method = super::attribute::get_optional(vm, value, &name)?.filter(|method| !method.is_none());
    match method {
        Some(method) => super::call::call(vm, &method, std::slice::from_ref(key)),
        None => {
            let name = value.expect::<crate::types::class::Class>().name(&vm.heap).to_string_lossy().into_owned();
            Err(vm.type_error(format!("type '{name}' is not subscriptable")))
        }
    }
}

/// `value[key] = item`. TypeError "'tuple' object does not support item assignment".
#[inline(always)]
pub fn set(vm: &mut Vm, value: &Value, key: &Value, item: &Value) -> PyResult<()> {
    match vm.class_of(value).slots(&vm.heap).setitem {
        Some(set) => set(vm, value, key, Some(item)),
        None => Err(no_assignment(vm, value, key)),
    }
}

#[cold]
fn no_assignment(vm: &mut Vm, value: &Value, key: &Value) -> Raised {
    if super::binary::has_sequence_slots(vm, value)
        // A key that is an index becomes a machine word first.
        && let Err(raised) = super::sequence::index_checked(vm, key)
    {
        return raised;
    }
    let name = vm.class_name(value);
    vm.type_error(format!("'{name}' object does not support item assignment"))
}

/// `del value[key]`. TypeError "'int' object does not support item deletion"; sequences say "doesn't".
pub fn delete(vm: &mut Vm, value: &Value, key: &Value) -> PyResult<()> {
    if let Some(set) = vm.class_of(value).slots(&vm.heap).setitem {
        return set(vm, value, key, None);
    }
    let name = vm.class_name(value);
    let verb = if super::binary::has_sequence_slots(vm, value) && super::sequence::index_checked(vm, key)?.is_some() {
        "doesn't"
    } else {
        "does not"
    };
    Err(vm.type_error(format!("'{name}' object {verb} support item deletion")))
}
