//! The tests of `match` patterns.

use ouropy_compiler::code::Instruction;

use super::arithmetic::finish;
use super::operands::{empty, fill, look, operand, put, take};
use crate::object::{ClassFlags, Phantom, Py, Slot, Str, Tuple, Value};
use crate::protocol::{self, attribute};
use crate::types::class::{Class, methods};
use crate::types::set;
use crate::vm::Vm;
use crate::vm::raise::{PyResult, Raised};

/// POP_MANY.
pub(super) fn pop_many(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    for index in (0..at.b.count()).rev() {
        drop(empty(vm, at.a.register().offset(index)));
        vm.run_parked_if_any();
    }
    Ok(())
}

/// REVERSE.
#[inline(never)]
pub(super) fn reverse(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let (first, count) = (at.a.register(), at.b.count());
    for index in 0..count / 2 {
        let (low, high) = (first.offset(index), first.offset(count - 1 - index));
        let (value, other) = (take(vm, low), take(vm, high));
        fill(vm, low, other);
        fill(vm, high, value);
    }
    Ok(())
}

/// GET_LEN.
#[inline(never)]
pub(super) fn get_length(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let subject = look(vm, at.b.register());
    let length = protocol::sequence::len(vm, &subject)?;
    drop(subject);
    let length = protocol::sequence::int(vm, length);
    finish(vm, at, length)
}

/// MATCH_SEQUENCE.
#[inline(never)]
pub(super) fn match_sequence(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    test_flag(vm, at, ClassFlags::SEQUENCE)
}

/// MATCH_MAPPING.
#[inline(never)]
pub(super) fn match_mapping(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    test_flag(vm, at, ClassFlags::MAPPING)
}

fn test_flag(vm: &mut Vm, at: Instruction, flag: ClassFlags) -> PyResult<()> {
    let subject = look(vm, at.b.register());
    let has = vm.class_of(&subject).head.has(flag);
    drop(subject);
    fill(vm, at.a.register(), Value::bool(has));
    Ok(())
}

/// MATCH_KEYS.
pub(super) fn match_keys(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let (mapping, keys) = (look(vm, at.b.register()), look(vm, at.c.register()));
    let values = values_of(vm, &mapping, keys.expect::<Tuple>())?;
    let values = values.map_or(Value::NONE, |values| vm.new_tuple(values).into_value());
    drop(mapping);
    drop(keys);
    finish(vm, at, values)
}

/// The values of a mapping for some keys, through its `get`, which makes no item of a missing key. None if it lacks one.
fn values_of(vm: &mut Vm, mapping: &Value, keys: &Py<Tuple>) -> PyResult<Option<Vec<Value>>> {
    // CPython does not bind the method of a dict.
    let unbound = vm.is_exactly(mapping, &vm.types.dict).then_some(Phantom::Function);
    unbound.into_iter().for_each(Phantom::freed);
    let values = values_by_get(vm, mapping, keys);
    if let Some(phantom) = unbound {
        vm.heap.phantom_made(phantom);
    }
    values
}

fn values_by_get(vm: &mut Vm, mapping: &Value, keys: &Py<Tuple>) -> PyResult<Option<Vec<Value>>> {
    let name = vm.intern("get");
    let get = attribute::get(vm, mapping, &name)?;
    let seen = set::new(vm);
    let object = vm.types.object.to_value();
    let missing = protocol::call(vm, &object, &[])?;
    let mut values = Vec::with_capacity(keys.len());
    for index in 0..keys.len() {
        let key = keys.items()[index].clone();
        if !is_new(vm, &seen, &key)? {
            let key = protocol::sequence::repr_text(vm, &key)?;
            return Err(vm.value_error(format!("mapping pattern checks duplicate key ({key})")));
        }
        let value = protocol::call(vm, &get, &[key, missing.clone()])?;
        if value.is(&missing) {
            return Ok(None);
        }
        values.push(value);
    }
    Ok(Some(values))
}

/// Adds an element to a set; whether it was not there.
fn is_new(vm: &mut Vm, seen: &Value, element: &Value) -> PyResult<bool> {
    let hash = protocol::hash(vm, element)?;
    if set::find(vm, seen, element, hash)?.is_some() {
        return Ok(false);
    }
    set::add_hashed(vm, seen, element.clone(), hash)?;
    Ok(true)
}

/// MATCH_CLASS.
pub(super) fn match_class(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let first = at.a.register();
    let (subject, class) = (operand(vm, first), operand(vm, first.offset(1)));
    let names = take(vm, first.offset(2));
    let values = attributes_of(vm, &subject, &class, usize::from(at.b.count()), names.expect::<Tuple>())?;
    // They are a list in CPython before they are a tuple.
    vm.heap.phantom_passes(Phantom::List);
    let values = values.map_or(Value::NONE, |values| vm.new_tuple(values).into_value());
    drop(subject);
    drop(class);
    vm.run_parked_if_any();
    put(vm, first, values);
    Ok(())
}

/// The attributes of an instance of a class: `positional` ones that the class names, then those of `names`. None if it
/// is no instance or lacks one.
fn attributes_of(
    vm: &mut Vm,
    subject: &Value,
    class: &Value,
    positional: usize,
    names: &Py<Tuple>,
) -> PyResult<Option<Vec<Value>>> {
    let Some(class) = class.cast::<Class>() else {
        return Err(vm.type_error("called match pattern must be a class"));
    };
    if !methods::isinstance(vm, subject, class.as_value())? {
        return Ok(None);
    }
    let mut seen = Seen { class, names: set::new(vm) };
    let mut values = Vec::with_capacity(positional + names.len());
    if positional > 0 {
        match match_args(vm, class)? {
            None if class.head.has(ClassFlags::MATCHES_SELF) => {
                check_count(vm, class, 1, positional)?;
                values.push(subject.clone());
            }
            declared => {
                let declared = declared.unwrap_or_else(|| vm.empty_tuple.clone());
                check_count(vm, class, declared.len(), positional)?;
                for index in 0..positional {
                    let name = declared.items()[index].clone();
                    let text = name.cast::<Str>().filter(|_| vm.is_exactly(&name, &vm.types.str));
                    let Some(text) = text else {
                        let found = vm.class_name(&name);
                        let message = format!("__match_args__ elements must be strings (got {found})");
                        return Err(vm.type_error(message));
                    };
                    let Some(value) = seen.attribute(vm, subject, text)? else { return Ok(None) };
                    values.push(value);
                }
            }
        }
    }
    for name in names.items() {
        let Some(value) = seen.attribute(vm, subject, name.expect::<Str>())? else { return Ok(None) };
        values.push(value);
    }
    Ok(Some(values))
}

/// The names that a class pattern has asked for.
struct Seen<'a> {
    class: &'a Py<Class>,
    names: Value,
}

impl Seen<'_> {
    fn attribute(&mut self, vm: &mut Vm, subject: &Value, name: &Py<Str>) -> PyResult<Slot> {
        if !is_new(vm, &self.names, name.as_value())? {
            let (class, name) = (vm.full_name(self.class), protocol::sequence::repr_text(vm, name.as_value())?);
            let message = format!("{class}() got multiple sub-patterns for attribute {name}");
            return Err(vm.type_error(message));
        }
        attribute::get_optional(vm, subject, name)
    }
}

/// The class's `__match_args__`, an exact tuple.
fn match_args(vm: &mut Vm, class: &Py<Class>) -> PyResult<Option<Py<Tuple>>> {
    let name = vm.names.match_args.clone();
    let Some(declared) = attribute::get_optional(vm, class.as_value(), &name)? else { return Ok(None) };
    if !vm.is_exactly(&declared, &vm.types.tuple) {
        let (class, found) = (vm.full_name(class), vm.class_name(&declared));
        return Err(vm.type_error(format!("{class}.__match_args__ must be a tuple (got {found})")));
    }
    Ok(declared.cast_into::<Tuple>().ok())
}

fn check_count(vm: &mut Vm, class: &Py<Class>, allowed: usize, given: usize) -> PyResult<()> {
    if given <= allowed {
        return Ok(());
    }
    let plural = if allowed == 1 { "" } else { "s" };
    let class = vm.full_name(class);
    let raised: Raised =
        vm.type_error(format!("{class}() accepts {allowed} positional sub-pattern{plural} ({given} given)"));
    Err(raised)
}
