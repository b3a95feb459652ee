//! `types.GenericAlias`: `list[int]`.

mod attributes;
pub mod declaration;
mod iterator;
mod methods;
pub mod substitution;

use std::cell::Cell;

use ouropy_compiler::code::Comparison;

use crate::object::{HeapCell, Py, Str, Tuple, Value, payload};
use crate::protocol;
use crate::types::class::{Arguments, Class, NativeDef, convert};
use crate::vm::{PyResult, Vm, arguments};

pub use iterator::ITERATOR;

/// A class with arguments in brackets.
pub struct GenericAlias {
    /// `__origin__`.
    pub origin: Value,
    /// `__args__`.
    args: HeapCell<Py<Tuple>>,
    /// `__parameters__`, once asked for.
    parameters: HeapCell<Option<Py<Tuple>>>,
    /// `__unpacked__`: a star stands in front.
    starred: Cell<bool>,
}

payload! { GenericAlias: AtBirth, size 64;
    references { origin = .__origin__, args = .__args__, parameters = .__parameters__ }
}

impl GenericAlias {
    /// `__args__`.
    pub fn args(&self, vm: &Vm) -> Py<Tuple> {
        self.args.get(&vm.heap).clone()
    }
}

/// `origin[item]`: what `__class_getitem__` of a built-in class returns.
pub fn create(vm: &mut Vm, origin: &Value, item: &Value) -> Value {
    let class = vm.types.generic_alias.clone();
    make(vm, &class, origin, item)
}

/// `*origin[item]`.
fn starred(vm: &mut Vm, origin: &Value, item: &Value) -> Value {
    let alias = create(vm, origin, item);
    alias.expect::<GenericAlias>().starred.set(true);
    alias
}

/// The method `__class_getitem__` of a built-in class.
pub const CLASS_GETITEM: NativeDef = NativeDef::one("__class_getitem__", class_getitem).class_method();

/// `__class_getitem__` of built-in classes.
pub fn class_getitem(vm: &mut Vm, class: &Value, item: &Value) -> PyResult {
    Ok(create(vm, class, item))
}

fn make(vm: &mut Vm, class: &Py<Class>, origin: &Value, item: &Value) -> Value {
    // The alias comes before its arguments: the order in which the collector sees them.
    let payload = GenericAlias {
        origin: origin.clone(),
        args: HeapCell::new(vm.empty_tuple.clone()),
        parameters: HeapCell::new(None),
        starred: Cell::new(false),
    };
    let alias: Py<GenericAlias> = vm.heap.alloc(class, payload);
    let args = match item.cast::<Tuple>() {
        Some(args) if vm.is_exactly(item, &vm.types.tuple) => args.clone(),
        _ => vm.pack_tuple(vec![item.clone()]),
    };
    alias.args.set(&mut vm.heap, args);
    alias.into_value()
}

fn new(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    if !arguments.names.is_empty() {
        return Err(vm.type_error("GenericAlias() takes no keyword arguments"));
    }
    match arguments.values {
        [origin, item] => Ok(make(vm, class, origin, item)),
        other => Err(arguments::wrong_count(vm, "GenericAlias", 2, 2, other.len())),
    }
}

/// `__parameters__`: the type variables among the arguments, found when first asked for.
fn parameters_of(vm: &mut Vm, this: &Value) -> PyResult<Py<Tuple>> {
    let alias = this.expect::<GenericAlias>();
    if let Some(known) = alias.parameters.get(&vm.heap).clone() {
        return Ok(known);
    }
    let found = substitution::parameters(vm, alias.args(vm).items())?;
    alias.parameters.set(&mut vm.heap, Some(found.clone()));
    Ok(found)
}

fn getitem(vm: &mut Vm, this: &Value, item: &Value) -> PyResult {
    let alias = this.expect::<GenericAlias>().clone();
    let parameters = parameters_of(vm, this)?;
    let args = alias.args(vm);
    let args = substitution::substitute(vm, this, args.items(), &parameters, item)?.into_value();
    Ok(if alias.starred.get() { starred(vm, &alias.origin, &args) } else { create(vm, &alias.origin, &args) })
}

fn call(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    let origin = this.expect::<GenericAlias>().origin.clone();
    let made = protocol::call_args(vm, &origin, arguments)?;
    let name = vm.names.orig_class.clone();
    let stored = protocol::attribute::set(vm, &made, &name, Some(this));
    if let Err(raised) = stored {
        let harmless =
            vm.raised_is(&raised, |types| &types.attribute_error) || vm.raised_is(&raised, |types| &types.type_error);
        if !harmless {
            return Err(raised);
        }
        drop(vm.take_raised(raised));
    }
    Ok(made)
}

/// How a type is shown inside brackets and unions: classes by their qualified name, `...`, else `repr`.
pub fn shown(vm: &mut Vm, value: &Value) -> PyResult<String> {
    if value.is(&Value::ELLIPSIS) {
        return Ok("...".to_owned());
    }
    if value.is(vm.types.none_type.as_value()) {
        return Ok("None".to_owned());
    }
    let [origin, args] = ["__origin__", "__args__"].map(|name| vm.intern(name));
    let is_alias = protocol::attribute::get_optional(vm, value, &origin)?.is_some()
        && protocol::attribute::get_optional(vm, value, &args)?.is_some();
    if !is_alias {
        let (qualname, module) = (vm.names.qualname.clone(), vm.names.module.clone());
        if let Some(qualname) = protocol::attribute::get_optional(vm, value, &qualname)?
            && let Some(module) = protocol::attribute::get_optional(vm, value, &module)?
            && !module.is_none()
        {
            let built_in = module.cast::<Str>().is_some_and(|module| module.as_bytes() == b"builtins");
            let qualname = protocol::str(vm, &qualname)?.to_string_lossy().into_owned();
            if built_in {
                return Ok(qualname);
            }
            return Ok(format!("{}.{qualname}", protocol::str(vm, &module)?.to_string_lossy()));
        }
    }
    Ok(convert::repr_text(vm, value)?.to_string_lossy().into_owned())
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let alias = this.expect::<GenericAlias>().clone();
    let mut parts = Vec::new();
    for arg in alias.args(vm).items() {
        parts.push(match convert::items_of_list(arg, vm) {
            Some(items) => {
                let mut inner = Vec::new();
                for item in &items {
                    inner.push(shown(vm, item)?);
                }
                format!("[{}]", inner.join(", "))
            }
            None => shown(vm, arg)?,
        });
    }
    if parts.is_empty() {
        parts.push("()".to_owned());
    }
    let origin = shown(vm, &alias.origin)?;
    let star = if alias.starred.get() { "*" } else { "" };
    Ok(vm.new_str(format!("{star}{origin}[{}]", parts.join(", "))).into_value())
}

fn compare(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    let (Some(left), Some(right)) = (left.cast::<GenericAlias>(), right.cast::<GenericAlias>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if !matches!(op, Comparison::Equal | Comparison::NotEqual) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    if left.starred != right.starred {
        return Ok(Value::bool(op == Comparison::NotEqual));
    }
    let (left, right) = (left.clone(), right.clone());
    let equal = protocol::is_equal(vm, &left.origin, &right.origin)?
        && protocol::is_equal(vm, left.args(vm).as_value(), right.args(vm).as_value())?;
    Ok(Value::bool(equal == (op == Comparison::Equal)))
}

fn hash(vm: &mut Vm, this: &Value) -> PyResult<i64> {
    let alias = this.expect::<GenericAlias>().clone();
    let hash = protocol::hash(vm, &alias.origin)? ^ protocol::hash(vm, alias.args(vm).as_value())?;
    Ok(if hash == -1 { -2 } else { hash })
}
