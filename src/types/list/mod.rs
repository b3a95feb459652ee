//! `list`.

mod construct;
pub mod declaration;
pub mod iterator;
mod merge;
pub mod methods;
pub mod sort;
mod subscript;
mod timsort;

pub use construct::extend;
pub use iterator::{ITERATOR, REVERSE_ITERATOR};

use ouropy_compiler::code::Comparison;

use crate::object::{Heap, HeapCell, Py, Value, let_go, payload, release_from_end, trace_from_end};
use crate::protocol::sequence;
use crate::text::room::{Room, cloned, copied, with_room};
use crate::vm::{PyResult, Vm};
use iterator::ListIterator;

/// A list. The vector's capacity follows CPython's growth, so that `sys.getsizeof` agrees: grow with [`push`] and
/// [`reserve`].
pub struct List {
    /// The items.
    pub items: HeapCell<Vec<Value>>,
}

payload! { List: AtBirth;
    // CPython's list_traverse and list_dealloc go from the end.
    traverse(this, tracer) { trace_from_end(this.items.get(tracer.heap()), tracer) }
    dealloc(this, sink) { release_from_end(this.items.into_inner(), sink) }
    clear(this, heap) { drop_from_end(this.items.take(heap)) }
    size(this, heap) { 40 + this.items.get(heap).capacity() * 8 }
}

impl List {
    /// A list of `items`.
    #[inline]
    pub fn create(vm: &mut Vm, items: Vec<Value>) -> Py<List> {
        vm.heap.alloc(&vm.types.list, List { items: HeapCell::new(items) })
    }
}

/// Drops the items last to first, as CPython's list_dealloc.
pub fn drop_from_end(items: Vec<Value>) {
    let_go(|sink| release_from_end(items, sink));
}

/// CPython's over-allocation: the room a list of `new` items gets when it outgrows what it has (or shrinks below
/// half of it).
const fn room_for(old: usize, new: usize) -> usize {
    if new == 0 {
        return 0;
    }
    let room = (new + (new >> 3) + 6) & !3;
    if new > old && new - old > room - new { (new + 3) & !3 } else { room }
}

/// Appends an item; drops it when there is no memory for it, which the allocator has noted then.
#[inline]
pub fn push(items: &mut Vec<Value>, item: Value) {
    let _ = try_push(items, item);
}

/// As [`push`]; false, and the item is dropped, when there is no memory for it.
#[inline]
#[must_use]
pub fn try_push(items: &mut Vec<Value>, item: Value) -> bool {
    let has_room = items.len() < items.capacity() || reserve_one(items);
    if has_room {
        items.push(item);
    }
    has_room
}

#[cold]
fn reserve_one(items: &mut Vec<Value>) -> bool {
    reserve(items, 1)
}

/// Makes room for `more` items; false when there is no memory for them.
#[must_use]
pub fn reserve(items: &mut Vec<Value>, more: usize) -> bool {
    let length = items.len();
    let Some(new) = length.checked_add(more).filter(|&new| new <= isize::MAX as usize / 16) else { return false };
    new <= items.capacity() || items.try_reserve_exact(room_for(length, new) - length).is_ok()
}

/// Room that is never given back.
const KEPT_ROOM: usize = 32;

/// Gives room back after items have gone, when less than half is used.
pub fn shrink(items: &mut Vec<Value>) {
    let length = items.len();
    if length < items.capacity() >> 1 && items.capacity() > KEPT_ROOM {
        items.shrink_to(room_for(length, length));
    }
}

/// As [`shrink`], where CPython clears a list that has become empty.
pub fn shrink_or_clear(items: &mut Vec<Value>) {
    if items.is_empty() {
        *items = Vec::new();
    } else {
        shrink(items);
    }
}

fn items<'a>(heap: &'a Heap, list: &'a Value) -> &'a [Value] {
    list.expect::<List>().items.get(heap)
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let list = this.expect::<List>().clone();
    if list.items.get(&vm.heap).is_empty() {
        return Ok(vm.new_str("[]").into_value());
    }
    sequence::guarded_repr(vm, this, "[...]", |vm| {
        let mut text = copied(b"[");
        let mut index = 0;
        while let Some(item) = list.items.get(&vm.heap).get(index).cloned() {
            if index != 0 {
                text.put_all(b", ");
            }
            sequence::push_repr(vm, &mut text, &item)?;
            index += 1;
        }
        text.put(b']');
        Ok(text)
    })
}

fn compare(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    if !left.has::<List>() || !right.has::<List>() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    sequence::compare_items(vm, left, right, items, op)
}

fn contains(vm: &mut Vm, this: &Value, item: &Value) -> PyResult<bool> {
    let mut index = 0;
    while let Some(candidate) = items(&vm.heap, this).get(index) {
        if candidate.is(item) {
            return Ok(true);
        }
        let candidate = candidate.clone();
        if crate::protocol::is_equal(vm, &candidate, item)? {
            return Ok(true);
        }
        index += 1;
    }
    Ok(false)
}

fn concat(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    if !right.has::<List>() {
        let name = vm.class_name(right);
        return Err(vm.type_error(format!("can only concatenate list (not \"{name}\") to list")));
    }
    let (left, right) = (items(&vm.heap, left), items(&vm.heap, right));
    let mut both = with_room(left.len() + right.len());
    both.put_each(left.iter().chain(right).cloned());
    Ok(List::create(vm, both).into_value())
}

fn repeated(vm: &mut Vm, items: &[Value], count: usize) -> PyResult<Vec<Value>> {
    let mut all = Vec::new();
    let total = items.len().checked_mul(count).filter(|&total| total <= isize::MAX as usize / 8);
    if total.is_none_or(|total| all.try_reserve_exact(total).is_err()) {
        return Err(vm.memory_error());
    }
    for _ in 0..if items.is_empty() { 0 } else { count } {
        all.extend_from_slice(items);
    }
    Ok(all)
}

fn repeat(vm: &mut Vm, this: &Value, count: &Value) -> PyResult {
    let count = sequence::repeat_count(vm, count)?;
    let one = cloned(items(&vm.heap, this));
    let all = repeated(vm, &one, count)?;
    Ok(List::create(vm, all).into_value())
}

fn inplace_concat(vm: &mut Vm, this: &Value, other: &Value) -> PyResult {
    let list = this.expect::<List>().clone();
    extend(vm, &list, other)?;
    Ok(this.clone())
}

fn inplace_repeat(vm: &mut Vm, this: &Value, count: &Value) -> PyResult {
    let count = sequence::repeat_count(vm, count)?;
    let list = this.expect::<List>();
    if count == 0 {
        drop_from_end(list.items.take(&mut vm.heap));
        vm.run_parked_if_any();
        return Ok(this.clone());
    }
    let one = list.items.get(&vm.heap).clone();
    let more = repeated(vm, &one, count - 1)?;
    let items = list.items.get_mut(&mut vm.heap);
    if !reserve(items, more.len()) {
        return Err(vm.memory_error());
    }
    items.extend(more);
    Ok(this.clone())
}
