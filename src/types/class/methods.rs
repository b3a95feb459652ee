//! Methods of class objects, `repr`, and `isinstance` and `issubclass` as functions.

use super::slots::SlotId;
use super::{Class, NativeDef, Origin, convert, mro};
use crate::object::{Kind, Py, Str, Tuple, Value};
use crate::protocol;
use crate::types::union;
use crate::vm::{PyResult, Vm};

/// The methods of class objects.
pub const METHODS: &[NativeDef] = &[
    NativeDef::none("mro", |vm, this| {
        let order = mro::c3(vm, this.expect::<Class>())?;
        Ok(convert::list(vm, order))
    }),
    NativeDef::none("__subclasses__", subclasses),
    NativeDef::any("__prepare__", |vm, _, _| Ok(vm.new_dict().into_value())).class_method(),
    NativeDef::one("__instancecheck__", |vm, this, value| Ok(Value::bool(plain_isinstance(vm, value, this)?))),
    NativeDef::one("__subclasscheck__", |vm, this, class| Ok(Value::bool(plain_issubclass(vm, class, this)?))),
    NativeDef::none("__dir__", dir),
    NativeDef::none("__sizeof__", |vm, this| {
        let size = vm.heap.size_of(this);
        Ok(Value::index(size))
    }),
];

fn subclasses(vm: &mut Vm, this: &Value) -> PyResult {
    let classes = this.expect::<Class>().live_subclasses().into_iter().map(Py::into_value).collect();
    Ok(convert::list(vm, classes))
}

fn dir(vm: &mut Vm, this: &Value) -> PyResult {
    let mut names = crate::types::object::dir::Names::default();
    names.add_class(vm, this)?;
    names.into_list(vm)
}

/// `repr(class)`: "<class 'module.Qualified.Name'>".
pub fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let class = this.expect::<Class>();
    let qualname = class.qualname(&vm.heap).to_string_lossy().into_owned();
    let module = super::attributes::get_module(vm, this);
    let module = vm.catch(module, |types| &types.attribute_error)?;
    let text = match module.as_ref().and_then(|module| module.cast::<Str>()) {
        Some(module) if module.as_bytes() != b"builtins" => {
            format!("<class '{}.{qualname}'>", module.to_string_lossy())
        }
        _ => format!("<class '{}'>", class.name(&vm.heap).to_string_lossy()),
    };
    Ok(vm.new_str(text).into_value())
}

/// `left | right` where one is a class.
pub fn or(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    union::or(vm, left, right)
}

/// `isinstance(value, class)`: a class, a tuple of classes, a union, or whatever has `__instancecheck__`.
pub fn isinstance(vm: &mut Vm, value: &Value, class: &Value) -> PyResult<bool> {
    if vm.class_of(value).as_value().is(class) {
        return Ok(true);
    }
    if class.has::<Class>() && vm.is_exactly(class, &vm.types.type_) {
        return plain_isinstance(vm, value, class);
    }
    if let Some(union) = class.cast::<union::Union>() {
        return any(vm, union.args.items(), |vm, class| isinstance(vm, value, class));
    }
    if let Some(classes) = class.cast::<Tuple>() {
        protocol::recursion::check(vm, " in __instancecheck__")?;
        return any(vm, classes.items(), |vm, class| isinstance(vm, value, class));
    }
    let name = vm.names.instancecheck.clone();
    protocol::recursion::check(vm, " in __instancecheck__")?;
    match protocol::call::call_special(vm, class, &name, std::slice::from_ref(value))? {
        Some(result) => protocol::is_true(vm, &result),
        None => plain_isinstance(vm, value, class),
    }
}

/// `issubclass(class, parent)`: as [`isinstance`] with `__subclasscheck__`.
pub fn issubclass(vm: &mut Vm, class: &Value, parent: &Value) -> PyResult<bool> {
    if parent.has::<Class>() && vm.is_exactly(parent, &vm.types.type_) {
        return if class.is(parent) { Ok(true) } else { plain_issubclass(vm, class, parent) };
    }
    if let Some(union) = parent.cast::<union::Union>() {
        return any(vm, union.args.items(), |vm, parent| issubclass(vm, class, parent));
    }
    if let Some(parents) = parent.cast::<Tuple>() {
        protocol::recursion::check(vm, " in __subclasscheck__")?;
        return any(vm, parents.items(), |vm, parent| issubclass(vm, class, parent));
    }
    let name = vm.names.subclasscheck.clone();
    protocol::recursion::check(vm, " in __subclasscheck__")?;
    match protocol::call::call_special(vm, parent, &name, std::slice::from_ref(class))? {
        Some(result) => protocol::is_true(vm, &result),
        None => plain_issubclass(vm, class, parent),
    }
}

fn any(vm: &mut Vm, classes: &[Value], test: impl Fn(&mut Vm, &Value) -> PyResult<bool>) -> PyResult<bool> {
    for class in classes {
        if test(vm, class)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// `type.__instancecheck__`: the object's class, or what its `__class__` claims.
pub fn plain_isinstance(vm: &mut Vm, value: &Value, class: &Value) -> PyResult<bool> {
    let name = vm.names.class.clone();
    if let Some(class) = class.cast::<Class>() {
        if vm.is_instance_of(value, class) {
            return Ok(true);
        }
        let own = vm.class_of(value);
        if own.spec.is_some() && own.origin(SlotId::getattro) == Origin::OBJECT {
            return Ok(false);
        }
        let claimed = protocol::attribute::get_optional(vm, value, &name)?;
        return Ok(claimed
            .as_ref()
            .and_then(|claimed| claimed.cast::<Class>())
            .is_some_and(|claimed| claimed.is_subclass_of(&vm.heap, class)));
    }
    if bases_of(vm, class)?.is_none() {
        return Err(vm.type_error("isinstance() arg 2 must be a type, a tuple of types, or a union"));
    }
    match protocol::attribute::get_optional(vm, value, &name)? {
        Some(claimed) => abstract_subclass(vm, &claimed, class),
        None => Ok(false),
    }
}

/// `type.__subclasscheck__`: the MRO, or for what is not a class its `__bases__`.
pub fn plain_issubclass(vm: &mut Vm, class: &Value, parent: &Value) -> PyResult<bool> {
    if let (Some(class), Some(parent)) = (class.cast::<Class>(), parent.cast::<Class>()) {
        return Ok(class.is_subclass_of(&vm.heap, parent));
    }
    if !class.has::<Class>() && bases_of(vm, class)?.is_none() {
        return Err(vm.type_error("issubclass() arg 1 must be a class"));
    }
    if !parent.has::<Class>() && parent.kind() != Some(Kind::Union) && bases_of(vm, parent)?.is_none() {
        return Err(vm.type_error("issubclass() arg 2 must be a class, a tuple of classes, or a union"));
    }
    abstract_subclass(vm, class, parent)
}

fn bases_of(vm: &mut Vm, class: &Value) -> PyResult<Option<Py<Tuple>>> {
    let name = vm.names.bases.clone();
    let bases = protocol::attribute::get_optional(vm, class, &name)?;
    Ok(bases.and_then(|bases| bases.cast_into().ok()))
}

fn abstract_subclass(vm: &mut Vm, class: &Value, parent: &Value) -> PyResult<bool> {
    if class.is(parent) {
        return Ok(true);
    }
    let Some(bases) = bases_of(vm, class)? else { return Ok(false) };
    protocol::recursion::check(vm, " in __issubclass__")?;
    any(vm, bases.items(), |vm, base| abstract_subclass(vm, base, parent))
}
