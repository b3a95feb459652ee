//! `typing.TypeAliasType`: what the `type` statement makes.

use super::{Part, checked_name, default_of, iterate_unpacked, unpack_tuples};
use crate::object::{HeapCell, Layout, Py, Slot, Tuple, Value, payload};
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, Slots, convert};
use crate::types::function::Function;
use crate::types::{generic_alias, union};
use crate::vm::{PyResult, Vm, arguments};

/// The declaration of `typing.TypeAliasType`.
pub const SPEC: ClassSpec = ClassSpec {
    module: "typing",
    slots: Slots {
        new: Some(new),
        repr: Some(|_, this| Ok(this.expect::<TypeAlias>().name.clone())),
        iter: Some(iterate_unpacked),
        or: Some(union::or),
        getitem: Some(getitem),
        ..Slots::EMPTY
    },
    methods: &[NativeDef::none("__reduce__", |_, this| Ok(this.expect::<TypeAlias>().name.clone()))],
    getset: &[
        GetSet::read_only("__name__", |_, this| Ok(this.expect::<TypeAlias>().name.clone())).member(),
        GetSet::read_only("__parameters__", |vm, this| {
            let parameters = type_parameters(vm, this);
            unpack_tuples(vm, &parameters)
        }),
        GetSet::read_only("__type_params__", |vm, this| Ok(type_parameters(vm, this))),
        GetSet::read_only("__value__", |vm, this| Ok(value(this).get(vm)?.unwrap_or(Value::NONE))),
        GetSet::read_only("evaluate_value", |vm, this| Ok(value(this).evaluator(vm))),
        GetSet::read_only("__module__", module),
    ],
    ..ClassSpec::new("TypeAliasType", Layout::of::<TypeAlias>())
};

/// A type alias.
pub struct TypeAlias {
    /// `__name__`
    name: Value,
    /// `__type_params__`, if there are any.
    type_parameters: HeapCell<Slot>,
    evaluate_value: HeapCell<Slot>,
    value: HeapCell<Slot>,
    module: HeapCell<Slot>,
}

payload! { TypeAlias: AtBirth, size 56;
    references {
        name = .__name__, type_parameters = .__type_params__, evaluate_value = .evaluate_value, value = .__value__,
        module = .__module__,
    }
    clear { type_parameters, evaluate_value, value, module }
}

fn value(this: &Value) -> Part<'_> {
    let this = this.expect::<TypeAlias>();
    Part { value: &this.value, evaluate: &this.evaluate_value }
}

fn type_parameters(vm: &Vm, this: &Value) -> Value {
    let known = this.expect::<TypeAlias>().type_parameters.get(&vm.heap).clone();
    known.unwrap_or_else(|| vm.empty_tuple.to_value())
}

/// CALL_INTRINSIC_1 TypeAlias: an alias of name, type parameters (or None) and the function that evaluates its value.
pub fn create(vm: &mut Vm, parts: &Value) -> Value {
    let parts = parts.cast::<Tuple>().map(|parts| parts.items().to_vec()).unwrap_or_default();
    let mut parts = parts.into_iter();
    let name = parts.next().unwrap_or(Value::NONE);
    let parameters = parts.next().filter(|parameters| !parameters.is_none());
    let payload = TypeAlias {
        name,
        type_parameters: HeapCell::new(parameters),
        evaluate_value: HeapCell::new(parts.next()),
        value: HeapCell::new(None),
        module: HeapCell::new(None),
    };
    vm.heap.alloc(&vm.types.type_alias, payload).into_value()
}

/// `TypeAliasType(name, value, *, type_params=())`.
fn new(vm: &mut Vm, _class: &Py<Class>, given: Arguments<'_>) -> PyResult {
    let named = arguments::bind(vm, "typealias", "name, value, *, type_params=()", given)?;
    let name = checked_name(vm, "typealias", &named[0])?;
    let parameters = match &named[2] {
        None => None,
        Some(parameters) => match parameters.cast::<Tuple>() {
            None => return Err(vm.type_error("type_params must be a tuple")),
            Some(tuple) => {
                let tuple = tuple.clone();
                check_order(vm, &tuple)?;
                Some(parameters.clone()).filter(|_| !tuple.is_empty())
            }
        },
    };
    let payload = TypeAlias {
        name,
        type_parameters: HeapCell::new(parameters),
        evaluate_value: HeapCell::new(None),
        value: HeapCell::new(named[1].clone()),
        module: HeapCell::new(Some(super::calling_module(vm))),
    };
    Ok(vm.heap.alloc(&vm.types.type_alias, payload).into_value())
}

/// TypeError unless all are type parameters, those with defaults behind the others.
fn check_order(vm: &mut Vm, parameters: &Py<Tuple>) -> PyResult<()> {
    let mut has_default = false;
    for parameter in parameters.items() {
        let Some(part) = default_of(parameter) else {
            let shown = convert::repr_text(vm, parameter)?.to_string_lossy().into_owned();
            return Err(vm.type_error(format!("Expected a type param, got {shown}")));
        };
        let default = part.default(vm)?;
        if !default.is(&Value::NO_DEFAULT) {
            has_default = true;
        } else if has_default {
            let shown = convert::repr_text(vm, parameter)?.to_string_lossy().into_owned();
            let message = format!("non-default type parameter '{shown}' follows default type parameter");
            return Err(vm.type_error(message));
        }
    }
    Ok(())
}

fn module(vm: &mut Vm, this: &Value) -> PyResult {
    let alias = this.expect::<TypeAlias>();
    if let Some(module) = alias.module.get(&vm.heap).clone() {
        return Ok(module);
    }
    let evaluate = alias.evaluate_value.get(&vm.heap).clone();
    let function = evaluate.as_ref().and_then(Value::cast::<Function>);
    Ok(function.and_then(|function| function.module.get(&vm.heap).clone()).unwrap_or(Value::NONE))
}

fn getitem(vm: &mut Vm, this: &Value, item: &Value) -> PyResult {
    if this.expect::<TypeAlias>().type_parameters.get(&vm.heap).is_none() {
        return Err(vm.type_error("Only generic type aliases are subscriptable"));
    }
    Ok(generic_alias::create(vm, this, item))
}
