//! Type parameters, type aliases and `typing.Generic` (PEP 695, PEP 696): what is native of the module `typing`.
//!
//! What CPython's native half asks its `typing` module for is asked for here too, when it is needed: then that module is
//! imported.

pub mod alias;
pub mod evaluator;
pub mod generic;
pub mod param_spec;
pub mod type_var;
pub mod type_var_tuple;

use crate::object::{ClassFlags, HeapCell, Slot, Str, Tuple, Value};
use crate::protocol::{self, attribute};
use crate::types::class::NativeDef;
use crate::types::generic_alias::substitution::Filled;
use crate::types::union;
use crate::vm::{PyResult, Vm};

/// What is evaluated when first asked for: a bound, constraints, a default, an alias's value.
#[derive(Clone, Copy)]
pub struct Part<'a> {
    /// The value, once known.
    pub value: &'a HeapCell<Slot>,
    /// The function that evaluates it.
    pub evaluate: &'a HeapCell<Slot>,
}

impl Part<'_> {
    /// The value; `None` if there is nothing to evaluate.
    pub fn get(self, vm: &mut Vm) -> PyResult<Slot> {
        if let Some(known) = self.value.get(&vm.heap).clone() {
            return Ok(Some(known));
        }
        let Some(evaluate) = self.evaluate.get(&vm.heap).clone() else { return Ok(None) };
        let made = protocol::call(vm, &evaluate, &[])?;
        self.value.set(&mut vm.heap, Some(made.clone()));
        Ok(Some(made))
    }

    /// The function that evaluates it, or one that gives the value that was passed; None if there is neither.
    pub fn evaluator(self, vm: &mut Vm) -> Value {
        if let Some(evaluate) = self.evaluate.get(&vm.heap).clone() {
            return evaluate;
        }
        match self.value.get(&vm.heap).clone() {
            Some(value) => evaluator::create(vm, value),
            None => Value::NONE,
        }
    }

    /// The value of a default: `typing.NoDefault` if there is none.
    pub fn default(self, vm: &mut Vm) -> PyResult {
        Ok(self.get(vm)?.unwrap_or(Value::NO_DEFAULT))
    }

    /// Whether it is a default that was given.
    pub fn has_default(self, vm: &Vm) -> bool {
        let given = self.value.get(&vm.heap).as_ref().is_some_and(|value| !value.is(&Value::NO_DEFAULT));
        given || self.evaluate.get(&vm.heap).is_some()
    }
}

/// How the values of a type variable vary.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Variance {
    /// Not at all.
    Invariant,
    /// `covariant=True`
    Covariant,
    /// `contravariant=True`
    Contravariant,
    /// A type checker finds out.
    Inferred,
}

impl Variance {
    /// The variance of three arguments; ValueError for what cannot go together.
    fn of(vm: &mut Vm, [covariant, contravariant, infer]: [&Slot; 3]) -> PyResult<Variance> {
        let mut is_true = |slot: &Slot| slot.as_ref().map_or(Ok(false), |value| protocol::is_true(vm, value));
        match (is_true(covariant)?, is_true(contravariant)?, is_true(infer)?) {
            (true, true, _) => Err(vm.value_error("Bivariant types are not supported.")),
            (true, _, true) | (_, true, true) => {
                Err(vm.value_error("Variance cannot be specified with infer_variance."))
            }
            (true, false, false) => Ok(Variance::Covariant),
            (false, true, false) => Ok(Variance::Contravariant),
            (false, false, true) => Ok(Variance::Inferred),
            (false, false, false) => Ok(Variance::Invariant),
        }
    }

    /// What stands in front of the name.
    fn prefix(self) -> &'static str {
        match self {
            Variance::Invariant => "~",
            Variance::Covariant => "+",
            Variance::Contravariant => "-",
            Variance::Inferred => "",
        }
    }
}

/// The name, with the sign of the variance in front.
fn repr(vm: &mut Vm, name: &Value, variance: Variance) -> Value {
    let mut text = variance.prefix().as_bytes().to_vec();
    text.extend_from_slice(name.expect::<Str>().as_bytes());
    vm.new_str_bytes(&text).into_value()
}

/// A name that is passed; TypeError "typevar() argument 'name' must be str, not int".
fn checked_name(vm: &mut Vm, function: &str, name: &Slot) -> PyResult<Value> {
    match name {
        Some(name) if name.has::<Str>() => Ok(name.clone()),
        other => {
            let class = other.as_ref().filter(|other| !other.is_none()).map(|other| vm.class_name(other));
            let class = class.unwrap_or_else(|| "None".to_owned());
            Err(vm.type_error(format!("{function}() argument 'name' must be str, not {class}")))
        }
    }
}

/// The module of the function that is running, or None.
fn calling_module(vm: &Vm) -> Value {
    let function = vm.stack.innermost().map(crate::vm::stack::Activation::function);
    function.and_then(|function| function.module.get(&vm.heap).clone()).unwrap_or(Value::NONE)
}

/// Notes on a new type parameter where it was made.
fn note_module(vm: &mut Vm, made: Value) -> PyResult {
    let (module, name) = (calling_module(vm), vm.names.module.clone());
    attribute::generic_set(vm, &made, &name, Some(&module))?;
    Ok(made)
}

/// Calls a function of the module `typing`, which is imported for it. ModuleNotFoundError if there is none.
pub fn call_typing(vm: &mut Vm, function: &str, values: &[Value]) -> PyResult {
    let function = of_typing(vm, function)?;
    protocol::call(vm, &function, values)
}

/// An attribute of the module `typing`, which is imported for it.
fn of_typing(vm: &mut Vm, name: &str) -> PyResult {
    let typing = vm.intern("typing");
    let globals = match vm.stack.innermost() {
        Some(innermost) => innermost.function().globals.clone(),
        None => vm.builtins.clone(),
    };
    let module = (vm.hooks.import_name)(vm, &typing, &globals, &Value::NONE, 0)?;
    let name = vm.intern(name);
    attribute::get(vm, &module, &name)
}

/// `arg` as a type: `typing._type_check` decides, and says `message` if it is none.
pub fn check_type(vm: &mut Vm, arg: &Value, message: &str) -> PyResult {
    let message = vm.new_str(message).into_value();
    call_typing(vm, "_type_check", &[arg.clone(), message])
}

/// `typing.Unpack[this]`.
fn unpack(vm: &mut Vm, this: &Value) -> PyResult {
    let unpack = of_typing(vm, "Unpack")?;
    protocol::subscript::get(vm, &unpack, this)
}

/// An iterator over `typing.Unpack[this]` alone: what `*this` means.
fn iterate_unpacked(vm: &mut Vm, this: &Value) -> PyResult {
    let unpacked = unpack(vm, this)?;
    let only = vm.new_tuple(vec![unpacked]).into_value();
    protocol::iterate::iter(vm, &only)
}

/// The type parameters as arguments of a generic type: the type variable tuples among them unpacked.
fn unpack_tuples(vm: &mut Vm, parameters: &Value) -> PyResult {
    let Some(items) = parameters.cast::<Tuple>().map(|tuple| tuple.items().to_vec()) else {
        return Ok(parameters.clone());
    };
    if !items.iter().any(|item| vm.is_exactly(item, &vm.types.type_var_tuple)) {
        return Ok(parameters.clone());
    }
    let mut unpacked = Filled::new(vm, items.len());
    for item in items {
        let item = if vm.is_exactly(&item, &vm.types.type_var_tuple) { unpack(vm, &item)? } else { item };
        unpacked.push(vm, item);
    }
    Ok(unpacked.tuple.into_value())
}

/// `left | right` of a type variable: `typing` says whether the other one is a type.
fn or(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    union::of(vm, &[left.clone(), right.clone()])
}

/// `__mro_entries__`: TypeError "Cannot subclass an instance of TypeVar".
const REFUSE_SUBCLASS: NativeDef = NativeDef::one("__mro_entries__", |vm, this, _| {
    let class = vm.class_of(this).name(&vm.heap).to_string_lossy().into_owned();
    Err(vm.type_error(format!("Cannot subclass an instance of {class}")))
});

/// The default of a type parameter.
fn default_of(parameter: &Value) -> Option<Part<'_>> {
    if let Some(variable) = parameter.cast::<type_var::TypeVar>() {
        return Some(variable.default_part());
    }
    if let Some(spec) = parameter.cast::<param_spec::ParamSpec>() {
        return Some(spec.default_part());
    }
    parameter.cast::<type_var_tuple::TypeVarTuple>().map(|tuple| tuple.default_part())
}

/// CALL_INTRINSIC_2 SetTypeParamDefault.
pub fn set_default(vm: &mut Vm, parameter: &Value, evaluate: Value) {
    if let Some(part) = default_of(parameter) {
        part.evaluate.set(&mut vm.heap, Some(evaluate));
    }
}

/// CALL_INTRINSIC_1 SubscriptGeneric: `typing.Generic[...]` of type parameters, the last base of a generic class.
pub fn generic_base(vm: &mut Vm, parameters: &Value) -> PyResult {
    let parameters = unpack_tuples(vm, parameters)?;
    let generic = vm.types.generic.to_value();
    call_typing(vm, "_GenericAlias", &[generic, parameters])
}

/// A class that Python code can call to make one, but not derive from.
const FLAGS: ClassFlags = ClassFlags::HEAP_TYPE
    .union(ClassFlags::HAS_DICT)
    .union(ClassFlags::INLINE_BEHIND_PAYLOAD)
    .union(ClassFlags::WEAK_REFERENCEABLE);
