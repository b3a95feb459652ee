//! The methods of OrderedDict.

use super::iterator::OrderedIterator;
use super::{find_node, keys, mutated, operators, order, order_mut, pop_hashed, set_hashed, state, view};
use crate::object::{Slot, Value, let_go};
use crate::protocol::{self, iterate, sequence, subscript};
use crate::types::class::NativeDef;
use crate::types::dict::order::End;
use crate::types::dict::{self, Dict, Walk};
use crate::vm::{PyResult, Vm};

pub(super) const METHODS: &[NativeDef] = &[
    NativeDef::keywords("fromkeys", "iterable, value=None", from_keys).class_method(),
    NativeDef::none("__sizeof__", dict::size_of),
    NativeDef::none("__reduce__", reduce),
    NativeDef::keywords("setdefault", "key, default=None", set_default),
    NativeDef::keywords("pop", "key, default=None", pop),
    NativeDef::keywords("popitem", "last=True", pop_item),
    NativeDef::none("keys", |vm, this| Ok(view::create(vm, this, Walk::Keys))),
    NativeDef::none("values", |vm, this| Ok(view::create(vm, this, Walk::Values))),
    NativeDef::none("items", |vm, this| Ok(view::create(vm, this, Walk::Items))),
    NativeDef::packed("update", |vm, this, arguments| {
        operators::update(vm, this, Some("update"), arguments)?;
        Ok(Value::NONE)
    }),
    NativeDef::none("clear", clear),
    NativeDef::none("copy", copy),
    NativeDef::none("__reversed__", |vm, this| Ok(OrderedIterator::reversed(vm, this.expect::<Dict>(), Walk::Keys))),
    NativeDef::keywords("move_to_end", "key, last=True", move_to_end),
];

/// The end that the argument `last` names, which is true unless given.
fn last_or_first(vm: &mut Vm, given: &Slot) -> PyResult<End> {
    let last = given.as_ref().map_or(Ok(true), |given| protocol::is_true(vm, given))?;
    Ok(if last { End::Last } else { End::First })
}

fn pop_item(vm: &mut Vm, this: &Value, arguments: &[Slot]) -> PyResult {
    let end = last_or_first(vm, &arguments[0])?;
    let dict = this.expect::<Dict>();
    let Some((key, hash)) = order(vm, dict).and_then(|order| order.key(order.at(end)?)) else {
        let text = vm.new_str("dictionary is empty").into_value();
        return Err(vm.key_error(&text));
    };
    match pop_hashed(vm, dict, &key, hash)? {
        Some(value) => Ok(vm.new_tuple(vec![key, value]).into_value()),
        None => Err(vm.key_error(&key)),
    }
}

fn move_to_end(vm: &mut Vm, this: &Value, arguments: &[Slot]) -> PyResult {
    let end = last_or_first(vm, &arguments[1])?;
    let key = arguments[0].clone().unwrap_or(Value::NONE);
    let dict = this.expect::<Dict>();
    let Some((outermost, _)) = order(vm, dict).and_then(|order| order.key(order.at(end)?)) else {
        return Err(vm.key_error(&key));
    };
    if key.is(&outermost) {
        return Ok(Value::NONE);
    }
    let hash = protocol::hash(vm, &key)?;
    let Some(node) = find_node(vm, dict, &key, hash)? else { return Err(vm.key_error(&key)) };
    order_mut(vm, dict).move_to(node, end);
    Ok(Value::NONE)
}

fn pop(vm: &mut Vm, this: &Value, arguments: &[Slot]) -> PyResult {
    let key = arguments[0].clone().unwrap_or(Value::NONE);
    let hash = protocol::hash(vm, &key)?;
    if let Some(value) = pop_hashed(vm, this.expect::<Dict>(), &key, hash)? {
        return Ok(value);
    }
    match &arguments[1] {
        Some(default) => Ok(default.clone()),
        None => Err(vm.key_error(&key)),
    }
}

fn set_default(vm: &mut Vm, this: &Value, arguments: &[Slot]) -> PyResult {
    let key = arguments[0].clone().unwrap_or(Value::NONE);
    let value = arguments[1].clone().unwrap_or(Value::NONE);
    if vm.is_exactly(this, &vm.types.ordered_dict) {
        let dict = this.expect::<Dict>();
        let hash = protocol::hash_key(vm, &key)?;
        if let Some(known) = dict.get_hashed(vm, &key, hash)? {
            return Ok(known);
        }
        set_hashed(vm, dict, &key, hash, value.clone())?;
        return Ok(value);
    }
    if sequence::contains(vm, this, &key)? {
        return subscript::get(vm, this, &key);
    }
    subscript::set(vm, this, &key, &value)?;
    Ok(value)
}

fn clear(vm: &mut Vm, this: &Value) -> PyResult {
    let dict = this.expect::<Dict>();
    dict.clear_entries(&mut vm.heap);
    // What finalizers put in meanwhile goes from the order, too.
    vm.run_parked_if_any();
    let order = order_mut(vm, dict).take();
    let_go(|sink| order.release(sink));
    Ok(Value::NONE)
}

fn copy(vm: &mut Vm, this: &Value) -> PyResult {
    let dict = this.expect::<Dict>();
    let class = vm.class_of(this).to_value();
    let exact = vm.is_exactly(this, &vm.types.ordered_dict);
    let new = protocol::call(vm, &class, &[])?;
    let before = state(vm, dict);
    for (key, hash) in keys(vm, dict) {
        let value = if exact { dict.get(vm, &key)? } else { Some(subscript::get(vm, this, &key)?) };
        let Some(value) = value else { return Err(vm.key_error(&key)) };
        if state(vm, dict) != before {
            return Err(mutated(vm));
        }
        if exact {
            set_hashed(vm, new.expect::<Dict>(), &key, hash, value)?;
        } else {
            subscript::set(vm, &new, &key, &value)?;
        }
        if state(vm, dict) != before {
            return Err(mutated(vm));
        }
    }
    Ok(new)
}

fn from_keys(vm: &mut Vm, class: &Value, arguments: &[Slot]) -> PyResult {
    let given: Vec<Value> = arguments.iter().flatten().cloned().collect();
    dict::from_keys(vm, class, &given)
}

fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let class = vm.class_of(this).to_value();
    let getstate = vm.names.getstate.clone();
    let state = protocol::call_method(vm, this, &getstate, &[])?;
    let name = vm.names.items.clone();
    let items = protocol::call_method(vm, this, &name, &[])?;
    let items = iterate::iter(vm, &items)?;
    let arguments = vm.empty_tuple.to_value();
    Ok(vm.new_tuple(vec![class, arguments, state, Value::NONE, items]).into_value())
}
