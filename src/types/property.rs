//! `property`.

use std::cell::Cell;

use super::class_method;
use crate::object::{ClassFlags, HeapCell, Layout, Py, Slot, Value, payload};
use crate::protocol;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, Slots, convert};
use crate::vm::{PyResult, Raised, Vm, arguments};

/// The declaration of `property`.
pub const SPEC: ClassSpec = ClassSpec {
    flags: ClassFlags::BASE_TYPE,
    slots: Slots { descr_get: Some(get), descr_set: Some(set), init: Some(init), new: Some(new), ..Slots::EMPTY },
    methods: &[
        NativeDef::one("getter", |vm, this, function| copy(vm, this, Part::Get, function)),
        NativeDef::one("setter", |vm, this, function| copy(vm, this, Part::Set, function)),
        NativeDef::one("deleter", |vm, this, function| copy(vm, this, Part::Delete, function)),
        NativeDef::packed("__set_name__", set_name),
    ],
    getset: &[
        GetSet::read_only("fget", |vm, this| Ok(part(vm, this, Part::Get).unwrap_or(Value::NONE))).member(),
        GetSet::read_only("fset", |vm, this| Ok(part(vm, this, Part::Set).unwrap_or(Value::NONE))).member(),
        GetSet::read_only("fdel", |vm, this| Ok(part(vm, this, Part::Delete).unwrap_or(Value::NONE))).member(),
        GetSet::new(
            "__doc__",
            |vm, this| Ok(this.expect::<Property>().doc.get(&vm.heap).clone().unwrap_or(Value::NONE)),
            |vm, this, new| {
                this.expect::<Property>().doc.set(&mut vm.heap, new);
                Ok(())
            },
        )
        .member(),
        GetSet::new("__name__", get_name, |vm, this, new| {
            this.expect::<Property>().name.set(&mut vm.heap, new);
            Ok(())
        }),
        GetSet::read_only("__isabstractmethod__", is_abstract),
    ],
    ..ClassSpec::public("property", Layout::of::<Property>())
};

/// A property.
pub struct Property {
    /// `fget`.
    pub getter: HeapCell<Slot>,
    /// `fset`.
    pub setter: HeapCell<Slot>,
    /// `fdel`.
    pub deleter: HeapCell<Slot>,
    /// `__doc__`.
    pub doc: HeapCell<Slot>,
    /// `__name__`.
    pub name: HeapCell<Slot>,
    /// The docstring is the getter's.
    doc_of_getter: Cell<bool>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Get,
    Set,
    Delete,
}

payload! { Property: AtBirth, size 64;
    references { getter = .fget, setter = .fset, deleter = .fdel, doc = .__doc__, name = .__name__ }
    clear { doc }
}

fn is_abstract(vm: &mut Vm, this: &Value) -> PyResult {
    for which in [Part::Get, Part::Set, Part::Delete] {
        if let Some(function) = part(vm, this, which)
            && class_method::is_abstract(vm, &function)?
        {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

fn new(vm: &mut Vm, class: &Py<Class>, _arguments: Arguments<'_>) -> PyResult {
    let payload = Property {
        getter: HeapCell::new(None),
        setter: HeapCell::new(None),
        deleter: HeapCell::new(None),
        doc: HeapCell::new(None),
        name: HeapCell::new(None),
        doc_of_getter: Cell::new(false),
    };
    Ok(vm.heap.alloc(class, payload).into_value())
}

fn part(vm: &Vm, this: &Value, which: Part) -> Slot {
    let this = this.expect::<Property>();
    match which {
        Part::Get => this.getter.get(&vm.heap).clone(),
        Part::Set => this.setter.get(&vm.heap).clone(),
        Part::Delete => this.deleter.get(&vm.heap).clone(),
    }
}

fn init(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    let bound = arguments::bind(vm, "property", "fget=None, fset=None, fdel=None, doc=None", arguments)?;
    let mut parts = bound.into_iter().map(|slot| slot.filter(|value| !value.is_none()));
    let property = this.expect::<Property>().clone();
    let getter = parts.next().flatten();
    property.getter.set(&mut vm.heap, getter.clone());
    property.setter.set(&mut vm.heap, parts.next().flatten());
    property.deleter.set(&mut vm.heap, parts.next().flatten());
    property.doc.set(&mut vm.heap, None);
    property.name.set(&mut vm.heap, None);
    property.doc_of_getter.set(false);
    let mut doc = parts.next().flatten();
    if doc.is_none()
        && let Some(getter) = &getter
    {
        let name = vm.names.doc.clone();
        doc = protocol::attribute::get_optional(vm, getter, &name)?.filter(|doc| !doc.is_none());
        property.doc_of_getter.set(doc.is_some());
    }
    if vm.is_exactly(this, &vm.types.property) {
        property.doc.set(&mut vm.heap, doc);
        return Ok(());
    }
    // A subclass's instance keeps the docstring in its own dict or slot, where a class's docstring cannot hide it.
    let name = vm.names.doc.clone();
    let stored = protocol::attribute::set(vm, this, &name, Some(&doc.unwrap_or(Value::NONE)));
    if property.doc_of_getter.get() { stored } else { vm.catch(stored, |types| &types.attribute_error).map(drop) }
}

fn copy(vm: &mut Vm, this: &Value, replaced: Part, function: &Value) -> PyResult {
    let class = vm.class_of(this).to_value();
    let property = this.expect::<Property>().clone();
    let mut values: Vec<Value> = [Part::Get, Part::Set, Part::Delete]
        .into_iter()
        .map(|which| match part(vm, this, which) {
            _ if which == replaced && !function.is_none() => function.clone(),
            kept => kept.unwrap_or(Value::NONE),
        })
        .collect();
    let from_getter = property.doc_of_getter.get() && !values[0].is_none();
    let doc = property.doc.get(&vm.heap).clone().filter(|_| !from_getter);
    values.push(doc.unwrap_or(Value::NONE));
    let new = protocol::call(vm, &class, &values)?;
    if let Some(new) = new.cast::<Property>() {
        let name = property.name.get(&vm.heap).clone();
        new.name.set(&mut vm.heap, name);
    }
    Ok(new)
}

fn set_name(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    let [_, name] = arguments.values else {
        let given = arguments.values.len();
        return Err(vm.type_error(format!("__set_name__() takes 2 positional arguments but {given} were given")));
    };
    this.expect::<Property>().name.set(&mut vm.heap, Some(name.clone()));
    Ok(Value::NONE)
}

fn name_of(vm: &mut Vm, this: &Value) -> PyResult<Slot> {
    let property = this.expect::<Property>();
    if let Some(name) = property.name.get(&vm.heap).clone() {
        return Ok(Some(name));
    }
    let Some(getter) = property.getter.get(&vm.heap).clone() else { return Ok(None) };
    let name = vm.names.name.clone();
    protocol::attribute::get_optional(vm, &getter, &name)
}

fn get_name(vm: &mut Vm, this: &Value) -> PyResult {
    if let Some(name) = name_of(vm, this)? {
        return Ok(name);
    }
    let name = vm.names.name.clone();
    Err(protocol::attribute::no_attribute(vm, this, &name))
}

/// AttributeError "property 'x' of 'C' object has no setter".
#[cold]
fn missing(vm: &mut Vm, this: &Value, instance: &Value, what: &str) -> Raised {
    let name = match name_of(vm, this) {
        Ok(name) => name,
        Err(raised) => return raised,
    };
    let class = vm.class_of(instance).clone();
    let qualname = class.qualname(&vm.heap).to_value();
    let owner = match convert::repr_text(vm, &qualname) {
        Ok(owner) => owner.to_string_lossy().into_owned(),
        Err(raised) => return raised,
    };
    let named = match name {
        None => String::new(),
        Some(name) => match convert::repr_text(vm, &name) {
            Ok(name) => format!(" {}", name.to_string_lossy()),
            Err(raised) => return raised,
        },
    };
    vm.attribute_error(format!("property{named} of {owner} object has no {what}"))
}

fn get(vm: &mut Vm, this: &Value, instance: Option<&Value>, _owner: &Value) -> PyResult {
    let Some(instance) = instance else { return Ok(this.clone()) };
    match part(vm, this, Part::Get) {
        Some(getter) => protocol::call(vm, &getter, std::slice::from_ref(instance)),
        None => Err(missing(vm, this, instance, "getter")),
    }
}

fn set(vm: &mut Vm, this: &Value, instance: &Value, new: Option<&Value>) -> PyResult<()> {
    match new {
        Some(new) => match part(vm, this, Part::Set) {
            Some(setter) => {
                crate::object::with_borrowed([instance, new], |all| protocol::call(vm, &setter, all)).map(drop)
            }
            None => Err(missing(vm, this, instance, "setter")),
        },
        None => match part(vm, this, Part::Delete) {
            Some(deleter) => protocol::call(vm, &deleter, std::slice::from_ref(instance)).map(drop),
            None => Err(missing(vm, this, instance, "deleter")),
        },
    }
}
