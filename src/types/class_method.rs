//! `classmethod`, and what it shares with `staticmethod`.

use std::marker::PhantomData;

use crate::object::{ClassFlags, HeapCell, Layout, OwnDict, Payload, Py, Slot, Value, payload};
use crate::protocol;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, Slots, convert};
use crate::types::{dict::Dict, generic_alias, method};
use crate::vm::{PyResult, Vm};

/// The declaration of `classmethod`.
pub const SPEC: ClassSpec =
    ClassSpec { slots: Slots { descr_get: Some(bind), ..ClassMethod::SLOTS }, ..ClassMethod::SPEC };

/// What distinguishes the two classes of wrapped functions.
pub trait Wrapping: 'static {
    /// The class's name.
    const NAME: &'static str;
}

/// A wrapped function.
pub struct Wrapper<W: Wrapping> {
    /// `__func__`, until the collector clears it.
    pub callable: HeapCell<Slot>,
    wrapping: PhantomData<W>,
}

/// Binds to the class.
pub enum OfClass {}

impl Wrapping for OfClass {
    const NAME: &'static str = "classmethod";
}

/// A class method.
pub type ClassMethod = Wrapper<OfClass>;

payload! { ClassMethod: AtBirth, size 32, own_dict OwnDict::Last;
    references { callable = .__func__ }
    clear { callable }
}

impl<W: Wrapping> Wrapper<W>
where
    Wrapper<W>: Payload,
{
    pub(super) const SLOTS: Slots =
        Slots { repr: Some(Self::repr), init: Some(Self::init), new: Some(Self::allocate), ..Slots::EMPTY };

    pub(super) const SPEC: ClassSpec = ClassSpec {
        flags: ClassFlags::BASE_TYPE.union(ClassFlags::HAS_DICT),
        methods: &[generic_alias::CLASS_GETITEM],
        getset: &[
            GetSet::read_only("__func__", |vm, this| Ok(Self::callable(vm, this))).member(),
            GetSet::read_only("__wrapped__", |vm, this| Ok(Self::callable(vm, this))).member(),
            GetSet::read_only("__isabstractmethod__", |vm, this| {
                let callable = Self::callable(vm, this);
                is_abstract(vm, &callable).map(Value::bool)
            }),
            GetSet::new("__dict__", get_dict, set_dict),
            GetSet::new(
                "__annotations__",
                |vm, this| wrapped_attribute(vm, this, "__annotations__"),
                |vm, this, new| set_wrapped_attribute(vm, this, "__annotations__", new),
            ),
            GetSet::new(
                "__annotate__",
                |vm, this| wrapped_attribute(vm, this, "__annotate__"),
                |vm, this, new| set_wrapped_attribute(vm, this, "__annotate__", new),
            ),
        ],
        ..ClassSpec::public(W::NAME, Layout::of::<Wrapper<W>>())
    };

    /// A wrapper of `class` around a function; the function's attributes are not copied.
    pub(super) fn create(vm: &mut Vm, class: &Py<Class>, callable: Value) -> Value {
        let callable = HeapCell::new(Some(callable));
        vm.heap.alloc(class, Wrapper::<W> { callable, wrapping: PhantomData }).into_value()
    }

    pub(super) fn callable(vm: &Vm, this: &Value) -> Value {
        this.expect::<Wrapper<W>>().callable.get(&vm.heap).clone().unwrap_or(Value::NONE)
    }

    fn allocate(vm: &mut Vm, class: &Py<Class>, _arguments: Arguments<'_>) -> PyResult {
        // What nobody has initialised wraps None.
        Ok(Self::create(vm, class, Value::NONE))
    }

    fn init(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult<()> {
        let callable = only_argument(vm, W::NAME, arguments)?;
        this.expect::<Wrapper<W>>().callable.set(&mut vm.heap, Some(callable.clone()));
        copy_attributes(vm, this, &callable)
    }

    fn repr(vm: &mut Vm, this: &Value) -> PyResult {
        let callable = Self::callable(vm, this);
        let text = convert::repr_text(vm, &callable)?;
        Ok(vm.new_str(format!("<{}({})>", W::NAME, text.to_string_lossy())).into_value())
    }
}

/// A class method around a function; the function's attributes are not copied.
pub fn create(vm: &mut Vm, callable: Value) -> Value {
    let class = vm.types.class_method.clone();
    ClassMethod::create(vm, &class, callable)
}

/// The one positional argument of `classmethod` and `staticmethod`.
fn only_argument(vm: &mut Vm, name: &str, arguments: Arguments<'_>) -> PyResult {
    if !arguments.names.is_empty() {
        return Err(vm.type_error(format!("{name}() takes no keyword arguments")));
    }
    match arguments.values {
        [only] => Ok(only.clone()),
        other => Err(crate::vm::arguments::wrong_count(vm, name, 1, 1, other.len())),
    }
}

/// Copies the attributes of the wrapped function that tools look at into the wrapper's dict.
fn copy_attributes(vm: &mut Vm, wrapper: &Value, callable: &Value) -> PyResult<()> {
    let names = [&vm.names.module, &vm.names.name, &vm.names.qualname, &vm.names.doc];
    for name in names.map(Py::clone) {
        if let Some(value) = protocol::attribute::get_optional(vm, callable, &name)? {
            protocol::attribute::set(vm, wrapper, &name, Some(&value))?;
        }
    }
    Ok(())
}

/// An attribute that the wrapper takes over from the function it wraps when it is first asked for.
fn wrapped_attribute(vm: &mut Vm, wrapper: &Value, name: &str) -> PyResult {
    let name = vm.intern(name);
    let dict = protocol::attribute::instance_dict(vm, wrapper);
    if let Some(known) = dict.get_str(&vm.heap, &name).cloned() {
        return Ok(known);
    }
    let func = vm.intern("__func__");
    let callable = protocol::attribute::get(vm, wrapper, &func)?;
    let found = protocol::attribute::get(vm, &callable, &name)?;
    drop(dict.set_str(vm, &name, found.clone()));
    Ok(found)
}

fn set_wrapped_attribute(vm: &mut Vm, wrapper: &Value, name: &str, new: Slot) -> PyResult<()> {
    let name = vm.intern(name);
    let dict = protocol::attribute::instance_dict(vm, wrapper);
    let deletes = new.is_none();
    let old = match new {
        Some(new) => dict.set_str(vm, &name, new),
        None => dict.remove_str(vm, &name),
    };
    if deletes && old.is_none() {
        let text = name.to_string_lossy().into_owned();
        return Err(vm.attribute_error(text));
    }
    drop(old);
    Ok(())
}

/// Whether `value.__isabstractmethod__` is true.
pub fn is_abstract(vm: &mut Vm, value: &Value) -> PyResult<bool> {
    let name = vm.names.isabstractmethod.clone();
    match protocol::attribute::get_optional(vm, value, &name)? {
        Some(flag) => protocol::is_true(vm, &flag),
        None => Ok(false),
    }
}

/// `wrapper.__dict__`.
pub fn get_dict(vm: &mut Vm, this: &Value) -> PyResult {
    Ok(protocol::attribute::instance_dict(vm, this).into_value())
}

/// `wrapper.__dict__ = …`.
pub fn set_dict(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    match new {
        Some(new) if new.has::<Dict>() => {
            drop(vm.heap.set_instance_dict(this, Some(new)));
            Ok(())
        }
        Some(other) => {
            let other = vm.class_name(&other);
            Err(vm.type_error(format!("__dict__ must be set to a dictionary, not a '{other}'")))
        }
        None => Err(vm.type_error("cannot delete __dict__")),
    }
}

fn bind(vm: &mut Vm, this: &Value, instance: Option<&Value>, owner: &Value) -> PyResult {
    let callable = ClassMethod::callable(vm, this);
    let owner = match instance {
        Some(instance) if owner.is_none() => vm.class_of(instance).to_value(),
        _ => owner.clone(),
    };
    Ok(method::new(vm, callable, owner))
}
