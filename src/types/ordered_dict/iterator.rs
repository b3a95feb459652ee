//! `odict_iterator`: a walk along the order of an OrderedDict, in either direction.

use std::cell::Cell;

use super::{find_node, mutated, order, state};
use crate::object::{HeapCell, Layout, Py, Slot, Value, payload};
use crate::protocol;
use crate::types::class::{ClassSpec, NativeDef};
use crate::types::dict::order::{End, Order};
use crate::types::dict::{Dict, Walk};
use crate::types::iterators;
use crate::types::iterators::result::{ResultTuple, blank_pair, pair};
use crate::vm::{PyResult, Vm};

/// The declaration of `odict_iterator`.
pub const ITERATOR: ClassSpec = ClassSpec {
    methods: &[NativeDef::none("__reduce__", reduce)],
    ..iterators::spec("odict_iterator", Layout::of::<OrderedIterator>(), next)
};

/// An iterator over an OrderedDict.
pub struct OrderedIterator {
    dict: HeapCell<Option<Py<Dict>>>,
    /// The key that comes next.
    current: HeapCell<Slot>,
    walk: Walk,
    /// The end it walks to.
    towards: End,
    /// The number of changes of the order when the walk began.
    state: u64,
    /// The dict's size when the walk began; `usize::MAX` once it was found to have changed.
    used: Cell<usize>,
    /// The result tuple of a walk over items.
    result: Option<ResultTuple>,
}

payload! { OrderedIterator: AtBirth, size 64;
    references { dict, current, result }
}

impl OrderedIterator {
    /// `iter(dict)` or of a view of it.
    pub fn create(vm: &mut Vm, dict: &Py<Dict>, walk: Walk) -> Value {
        OrderedIterator::alloc(vm, dict, walk, End::Last)
    }

    /// `reversed(dict)` or of a view of it.
    pub fn reversed(vm: &mut Vm, dict: &Py<Dict>, walk: Walk) -> Value {
        OrderedIterator::alloc(vm, dict, walk, End::First)
    }

    fn alloc(vm: &mut Vm, dict: &Py<Dict>, walk: Walk, towards: End) -> Value {
        let result = (walk == Walk::Items).then(|| HeapCell::new(blank_pair(vm)));
        let start = if towards == End::Last { End::First } else { End::Last };
        let first = order(vm, dict).and_then(|order| order.key(order.at(start)?));
        let payload = OrderedIterator {
            current: HeapCell::new(first.map(|(key, _)| key)),
            dict: HeapCell::new(Some(dict.clone())),
            walk,
            towards,
            state: state(vm, dict),
            used: Cell::new(dict.len(&vm.heap)),
            result,
        };
        let class = vm.types.odict_iterator.clone();
        vm.heap.alloc(&class, payload).into_value()
    }

    fn end(&self, vm: &mut Vm) {
        self.dict.set(&mut vm.heap, None);
    }
}

/// `next`. RuntimeError "OrderedDict mutated during iteration" or "OrderedDict changed size during iteration".
fn next(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<OrderedIterator>();
    let Some(dict) = this.dict.get(&vm.heap).clone() else { return Ok(None) };
    let Some(key) = next_key(vm, this, &dict)? else { return Ok(None) };
    if this.walk == Walk::Keys {
        return Ok(Some(key));
    }
    let value = match dict.get(vm, &key) {
        Ok(Some(value)) => value,
        failed => {
            this.current.set(&mut vm.heap, None);
            this.end(vm);
            return Err(failed.err().unwrap_or_else(|| vm.key_error(&key)));
        }
    };
    Ok(Some(match (this.walk, &this.result) {
        (Walk::Items, Some(result)) => pair(vm, result, key, value),
        (Walk::Items, None) => vm.new_tuple(vec![key, value]).into_value(),
        _ => value,
    }))
}

fn next_key(vm: &mut Vm, this: &OrderedIterator, dict: &Py<Dict>) -> PyResult<Option<Value>> {
    let Some(key) = this.current.get(&vm.heap).clone() else {
        this.end(vm);
        return Ok(None);
    };
    if state(vm, dict) != this.state {
        this.end(vm);
        return Err(mutated(vm));
    }
    if dict.len(&vm.heap) != this.used.get() {
        this.used.set(usize::MAX);
        return Err(vm.runtime_error("OrderedDict changed size during iteration"));
    }
    let hash = protocol::hash(vm, &key)?;
    let Some(node) = find_node(vm, dict, &key, hash)? else {
        this.current.set(&mut vm.heap, None);
        return Err(vm.key_error(&key));
    };
    let following = |order: &Order| order.key(order.beside(node, this.towards)?).map(|(key, _)| key);
    let following = order(vm, dict).and_then(following);
    this.current.set(&mut vm.heap, following);
    Ok(Some(key))
}

/// `__reduce__`: `iter` of a list of the rest.
fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let this = this.expect::<OrderedIterator>();
    let payload = OrderedIterator {
        dict: HeapCell::new(this.dict.get(&vm.heap).clone()),
        current: HeapCell::new(this.current.get(&vm.heap).clone()),
        walk: this.walk,
        towards: this.towards,
        state: this.state,
        used: this.used.clone(),
        result: None,
    };
    let class = vm.types.odict_iterator.clone();
    let copy = vm.heap.alloc(&class, payload).into_value();
    iterators::reduced_to_rest(vm, &copy)
}
