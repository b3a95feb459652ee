//! The classes of nodes, made as `class` statements would make them.

use std::rc::Rc;

use super::super::set;
use super::object;
use super::schema::{Field, Form, GROUPS, Group, Kind, Places, Quantity, Type};
use crate::object::{Py, Slot, Str, Value};
use crate::protocol::{self, attribute};
use crate::types::class::Class;
use crate::types::{generic_alias, union};
use crate::vm::{PyResult, Vm};

/// The names of the attributes that say where a node stands.
pub const PLACES: [&str; 4] = ["lineno", "col_offset", "end_lineno", "end_col_offset"];

/// The class of a constructor.
pub struct KindClass {
    /// The class.
    pub class: Py<Class>,
    /// Its fields and their names.
    pub fields: Vec<(Field, Py<Str>)>,
    /// Its instance, if it is one of an enumeration.
    pub only: Slot,
}

/// The classes of an interpreter.
pub struct Classes {
    groups: Vec<Py<Class>>,
    kinds: Vec<KindClass>,
    /// The names of [`PLACES`].
    pub places: [Py<Str>; 4],
}

/// What an interpreter keeps of them.
#[derive(Default)]
struct Made(Option<Rc<Classes>>);

impl Classes {
    /// The classes, made now if nobody has asked for them before.
    pub fn of(vm: &mut Vm) -> PyResult<Rc<Classes>> {
        if let Some(made) = &vm.states.get_or_default::<Made>().0 {
            return Ok(Rc::clone(made));
        }
        let made = Rc::new(make(vm)?);
        vm.states.get_or_default::<Made>().0 = Some(Rc::clone(&made));
        Ok(made)
    }

    /// The class of a type.
    pub fn group(&self, group: Group) -> &Py<Class> {
        &self.groups[group as usize]
    }

    /// The class of a constructor.
    pub fn kind(&self, kind: Kind) -> &KindClass {
        &self.kinds[kind as usize]
    }

    /// Every class with its name, in the order in which the module has them.
    pub fn named(&self) -> Vec<(&'static str, Py<Class>)> {
        let mut named = Vec::new();
        for (spec, class) in GROUPS.iter().zip(&self.groups) {
            named.push((spec.name, class.clone()));
            if spec.form == Form::Sum {
                named.extend(spec.kinds.iter().map(|kind| (kind.spec().name, self.kind(*kind).class.clone())));
            }
        }
        named
    }
}

/// Lets go of the classes, at the end of an interpreter.
pub fn clear(vm: &mut Vm) {
    let made = vm.states.get_or_default::<Made>().0.take();
    drop(made);
}

fn make(vm: &mut Vm) -> PyResult<Classes> {
    let base = object::CLASS.of(vm);
    let empty = vm.empty_tuple.to_value();
    let namespace = base.namespace(&vm.heap).clone();
    for name in ["_fields", "__match_args__", "_attributes"] {
        set(vm, &namespace, name, empty.clone());
    }
    let places = PLACES.map(|name| vm.intern(name));
    let (mut groups, mut kinds) = (Vec::new(), Vec::new());
    for spec in GROUPS {
        let Some(first) = spec.kinds.first() else { continue };
        let fields: Vec<_> = if spec.form == Form::Sum { Vec::new() } else { named(vm, *first) };
        let class = make_class(vm, spec.name, &base, &fields, &first.spec().group.doc())?;
        set_attributes(vm, &class, spec.places)?;
        set_defaults(vm, &class, &fields)?;
        if spec.places == Places::Begin {
            for name in &places[2..] {
                attribute::set(vm, class.as_value(), name, Some(&Value::NONE))?;
            }
        }
        groups.push(class.clone());
        if spec.form == Form::Product {
            kinds.push(KindClass { class, fields, only: None });
            continue;
        }
        for kind in spec.kinds {
            let fields = named(vm, *kind);
            let derived = make_class(vm, kind.spec().name, &class, &fields, &kind.doc())?;
            set_defaults(vm, &derived, &fields)?;
            let only = first.spec().group.is_enumeration().then(|| object::create(vm, &derived));
            kinds.push(KindClass { class: derived, fields, only });
        }
    }
    let classes = Classes { groups, kinds, places };
    for kind in &classes.kinds {
        set_field_types(vm, &classes, kind)?;
    }
    Ok(classes)
}

fn named(vm: &mut Vm, kind: Kind) -> Vec<(Field, Py<Str>)> {
    kind.fields().into_iter().map(|field| (field, vm.intern(field.name))).collect()
}

fn make_class(
    vm: &mut Vm,
    name: &str,
    base: &Py<Class>,
    fields: &[(Field, Py<Str>)],
    doc: &str,
) -> PyResult<Py<Class>> {
    let names = vm.new_tuple(fields.iter().map(|(_, name)| name.to_value()).collect()).into_value();
    let (namespace, module, doc) = (vm.new_dict(), vm.intern("ast"), vm.new_str(doc));
    let entries = [
        ("_fields", names.clone()),
        ("__match_args__", names),
        ("__module__", module.into_value()),
        ("__doc__", doc.into_value()),
    ];
    for (key, value) in entries {
        set(vm, &namespace, key, value);
    }
    let bases = vm.new_tuple(vec![base.to_value()]).into_value();
    let (metaclass, name) = (vm.types.type_.to_value(), vm.intern(name).into_value());
    let class = protocol::call(vm, &metaclass, &[name, bases, namespace.into_value()])?;
    Ok(class.expect::<Class>().clone())
}

fn set_attributes(vm: &mut Vm, class: &Py<Class>, places: Places) -> PyResult<()> {
    let names: &[&str] = if places == Places::Nowhere { &[] } else { &PLACES };
    let names = names.iter().map(|name| vm.intern(name).into_value()).collect();
    let (key, names) = (vm.intern("_attributes"), vm.new_tuple(names).into_value());
    attribute::set(vm, class.as_value(), &key, Some(&names))
}

/// What is optional is None in the class.
fn set_defaults(vm: &mut Vm, class: &Py<Class>, fields: &[(Field, Py<Str>)]) -> PyResult<()> {
    for (field, name) in fields {
        if field.quantity == Quantity::Optional {
            attribute::set(vm, class.as_value(), name, Some(&Value::NONE))?;
        }
    }
    Ok(())
}

fn set_field_types(vm: &mut Vm, classes: &Classes, kind: &KindClass) -> PyResult<()> {
    let types = vm.new_dict();
    for (field, name) in &kind.fields {
        let of = match field.of {
            Type::Identifier | Type::Str => vm.types.str.to_value(),
            Type::Int => vm.types.int.to_value(),
            Type::Constant => vm.types.object.to_value(),
            Type::Node(group) => classes.group(group).to_value(),
        };
        let of = match field.quantity {
            Quantity::One => of,
            Quantity::Optional => union::of(vm, &[of, Value::NONE])?,
            Quantity::Many | Quantity::ManyOptional => {
                let list = vm.types.list.to_value();
                generic_alias::create(vm, &list, &of)
            }
        };
        drop(types.set_str(vm, name, of));
    }
    let types = types.into_value();
    for key in ["_field_types", "__annotations__"] {
        let key = vm.intern(key);
        attribute::set(vm, kind.class.as_value(), &key, Some(&types))?;
    }
    Ok(())
}
