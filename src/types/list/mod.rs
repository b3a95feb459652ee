//! `list`.

pub mod iterator;
pub mod methods;
pub mod sort;
mod timsort;

pub use iterator::{ITERATOR, REVERSE_ITERATOR};

use ouropy_compiler::code::Comparison;

use crate::object::{ClassFlags, Heap, HeapCell, Kind, Layout, Payload, Py, Slot, Tracer, Tracking, Value};
use crate::protocol::{iterate, sequence};
use crate::types::class::{Arguments, Class, ClassSpec, Slots};
use crate::types::slice::{self, Selection, Slice};
use crate::vm::{PyResult, Vm, arguments};
use iterator::ListIterator;

/// The declaration of `list`.
pub const SPEC: ClassSpec = ClassSpec {
    flags: ClassFlags::BASE_TYPE,
    slots: Slots {
        new: Some(new),
        init: Some(init),
        repr: Some(repr),
        richcompare: Some(compare),
        iter: Some(|vm, this| Ok(ListIterator::create(vm, this.expect::<List>().clone()))),
        length: Some(|vm, this| Ok(this.expect::<List>().items.get(&vm.heap).len())),
        getitem: Some(get),
        setitem: Some(set),
        contains: Some(contains),
        concat: Some(concat),
        repeat: Some(repeat),
        inplace_concat: Some(inplace_concat),
        inplace_repeat: Some(inplace_repeat),
        ..Slots::EMPTY
    },
    methods: methods::METHODS,
    ..ClassSpec::new("list", Layout::of::<List>())
};

/// A list. The vector's capacity follows CPython's growth, so that `sys.getsizeof` agrees: grow with [`push`] and
/// [`reserve`].
pub struct List {
    /// The items.
    pub items: HeapCell<Vec<Value>>,
}

impl Payload for List {
    const KIND: Kind = Kind::List;
    const TRACKING: Tracking = Tracking::AtBirth;

    fn trace(&self, tracer: &mut Tracer<'_>) {
        for item in self.items.get(tracer.heap()).iter().rev() {
            tracer.value(item);
        }
    }

    fn clear(&self, heap: &mut Heap) {
        drop_from_end(self.items.take(heap));
    }

    fn size_of(&self, heap: &Heap) -> usize {
        40 + self.items.get(heap).capacity() * 8
    }
}

impl Drop for List {
    fn drop(&mut self) {
        drop_from_end(std::mem::take(self.items.take_in_drop()));
    }
}

impl List {
    /// A list of `items`.
    #[inline]
    pub fn create(vm: &mut Vm, items: Vec<Value>) -> Py<List> {
        vm.heap.alloc(&vm.types.list, List { items: HeapCell::new(items) })
    }
}

/// Drops the items last to first, as CPython's list_dealloc.
pub fn drop_from_end(mut items: Vec<Value>) {
    while let Some(item) = items.pop() {
        drop(item);
    }
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

/// Appends an item.
#[inline]
pub fn push(items: &mut Vec<Value>, item: Value) {
    if items.len() == items.capacity() {
        grow(items, 1);
    }
    items.push(item);
}

#[cold]
fn grow(items: &mut Vec<Value>, more: usize) {
    let length = items.len();
    items.reserve_exact(room_for(length, length + more) - length);
}

/// Makes room for `more` items; false when there is no memory for them.
pub fn reserve(items: &mut Vec<Value>, more: usize) -> bool {
    let length = items.len();
    let Some(new) = length.checked_add(more).filter(|&new| new <= isize::MAX as usize / 16) else { return false };
    new <= items.capacity() || items.try_reserve_exact(room_for(length, new) - length).is_ok()
}

/// Gives room back after items have gone, when less than half is used.
pub fn shrink(items: &mut Vec<Value>) {
    let length = items.len();
    if length < items.capacity() >> 1 {
        items.shrink_to(room_for(length, length));
    }
}

fn items<'a>(heap: &'a Heap, list: &'a Value) -> &'a [Value] {
    list.expect::<List>().items.get(heap)
}

fn new(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    // CPython's list() goes straight to its vectorcall; a subclass is filled by `__init__`.
    let _ = arguments;
    Ok(vm.heap.alloc_generic(class, List { items: HeapCell::new(Vec::new()) }).into_value())
}

fn init(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    if !arguments.names.is_empty() {
        return Err(sequence::no_keywords(vm, "list"));
    }
    let list = this.expect::<List>().clone();
    drop_from_end(list.items.take(&mut vm.heap));
    match arguments.values {
        [] => Ok(()),
        [iterable] => extend(vm, &list, iterable),
        other => Err(arguments::wrong_count(vm, "list", 0, 1, other.len())),
    }
}

/// `list.extend`, also behind `+=` and `[*iterable]`.
pub fn extend(vm: &mut Vm, list: &Py<List>, iterable: &Value) -> PyResult<()> {
    if let Some(more) = iterate::exact_items(vm, iterable) {
        let more = more.to_vec();
        return append_all(vm, list, more);
    }
    let iterator = iterate::iter(vm, iterable)?;
    let hint = iterate::length_hint(vm, iterable, 8)?;
    let items = list.items.get_mut(&mut vm.heap);
    if items.is_empty() && hint != 0 {
        // A hint that cannot be met is only a hint.
        let room = if hint < 1 << 40 { hint } else { return Err(vm.memory_error()) };
        if items.try_reserve_exact(room).is_err() {
            return Err(vm.memory_error());
        }
    } else if items.capacity() - items.len() < hint && !reserve(items, hint) {
        return Err(vm.memory_error());
    }
    while let Some(item) = iterate::next(vm, &iterator)? {
        push(list.items.get_mut(&mut vm.heap), item);
    }
    shrink(list.items.get_mut(&mut vm.heap));
    Ok(())
}

fn append_all(vm: &mut Vm, list: &Py<List>, more: Vec<Value>) -> PyResult<()> {
    let items = list.items.get_mut(&mut vm.heap);
    let fits = if items.capacity() == 0 {
        // CPython's list_prealloc rounds a first allocation up to an even number.
        items.try_reserve_exact(more.len().next_multiple_of(2)).is_ok()
    } else {
        reserve(items, more.len())
    };
    if !fits {
        return Err(vm.memory_error());
    }
    items.extend(more);
    Ok(())
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let list = this.expect::<List>().clone();
    if list.items.get(&vm.heap).is_empty() {
        return Ok(vm.new_str("[]").into_value());
    }
    sequence::guarded_repr(vm, this, "[...]", |vm| {
        let mut text = b"[".to_vec();
        let mut index = 0;
        while let Some(item) = list.items.get(&vm.heap).get(index).cloned() {
            if index != 0 {
                text.extend_from_slice(b", ");
            }
            sequence::push_repr(vm, &mut text, &item)?;
            index += 1;
        }
        text.push(b']');
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

fn get(vm: &mut Vm, this: &Value, key: &Value) -> PyResult {
    let list = this.expect::<List>();
    if let Some(index) = sequence::index_checked(vm, key)? {
        let items = list.items.get(&vm.heap);
        return match sequence::position(index, items.len()) {
            Some(at) => Ok(items[at].clone()),
            None => Err(vm.index_error("list index out of range")),
        };
    }
    let Some(slice) = key.cast::<Slice>() else { return Err(bad_index(vm, key)) };
    let (start, stop, step) = slice::unpack(vm, slice)?;
    let items = list.items.get(&vm.heap);
    let selection = slice::adjust(start, stop, step, items.len());
    let selected: Vec<Value> = if step == 1 {
        items[selection.start..selection.start + selection.count].to_vec()
    } else {
        selection.positions().map(|at| items[at].clone()).collect()
    };
    Ok(List::create(vm, selected).into_value())
}

#[cold]
fn bad_index(vm: &mut Vm, key: &Value) -> crate::vm::Raised {
    let name = vm.class_name(key);
    vm.type_error(format!("list indices must be integers or slices, not {name}"))
}

fn set(vm: &mut Vm, this: &Value, key: &Value, new: Slot) -> PyResult<()> {
    let list = this.expect::<List>();
    if let Some(index) = sequence::index_checked(vm, key)? {
        let items = list.items.get_mut(&mut vm.heap);
        let Some(at) = sequence::position(index, items.len()) else {
            return Err(vm.index_error("list assignment index out of range"));
        };
        match new {
            // The old item dies once the list is whole again.
            Some(new) => drop(std::mem::replace(&mut items[at], new)),
            None => {
                let old = items.remove(at);
                shrink(items);
                drop(old);
            }
        }
        return Ok(());
    }
    let Some(slice) = key.cast::<Slice>() else { return Err(bad_index(vm, key)) };
    let (start, stop, step) = slice::unpack(vm, slice)?;
    if step == 1 {
        let new = match new {
            None => Vec::new(),
            Some(new) => items_to_assign(vm, &new)?,
        };
        let length = list.items.get(&vm.heap).len();
        let Selection { start, count, .. } = slice::adjust(start, stop, step, length);
        replace_range(vm, list, start, count, new);
        return Ok(());
    }
    match new {
        None => {
            let length = list.items.get(&vm.heap).len();
            delete_selection(vm, list, slice::adjust(start, stop, step, length));
            Ok(())
        }
        Some(new) => {
            let new = items_to_assign(vm, &new)?;
            let items = list.items.get_mut(&mut vm.heap);
            let selection = slice::adjust(start, stop, step, items.len());
            if new.len() != selection.count {
                let (given, wanted) = (new.len(), selection.count);
                return Err(vm.value_error(format!(
                    "attempt to assign sequence of size {given} to extended slice of size {wanted}"
                )));
            }
            let old: Vec<Value> =
                selection.positions().zip(new).map(|(at, item)| std::mem::replace(&mut items[at], item)).collect();
            drop(old);
            Ok(())
        }
    }
}

fn items_to_assign(vm: &mut Vm, value: &Value) -> PyResult<Vec<Value>> {
    if !iterate::is_iterable(vm, value) {
        return Err(vm.type_error("must assign iterable to extended slice"));
    }
    iterate::collect_to_vec(vm, value)
}

/// Puts `new` in the place of `count` items from `start`; the old ones die last to first once the list is whole.
pub fn replace_range(vm: &mut Vm, list: &Py<List>, start: usize, count: usize, new: Vec<Value>) {
    let items = list.items.get_mut(&mut vm.heap);
    if new.len() > count {
        reserve(items, new.len() - count);
    }
    let old: Vec<Value> = items.splice(start..start + count, new).collect();
    shrink(items);
    drop_from_end(old);
}

fn delete_selection(vm: &mut Vm, list: &Py<List>, selection: Selection) {
    let mut positions: Vec<usize> = selection.positions().collect();
    if selection.step < 0 {
        positions.reverse();
    }
    let mut doomed = positions.into_iter().peekable();
    let items = list.items.get_mut(&mut vm.heap);
    let mut dead = Vec::with_capacity(selection.count);
    let mut kept = Vec::with_capacity(items.len() - selection.count);
    for (at, item) in std::mem::take(items).into_iter().enumerate() {
        if doomed.next_if_eq(&at).is_some() { dead.push(item) } else { kept.push(item) }
    }
    *items = kept;
    drop(dead);
}

fn concat(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    if !right.has::<List>() {
        let name = vm.class_name(right);
        return Err(vm.type_error(format!("can only concatenate list (not \"{name}\") to list")));
    }
    let both = [items(&vm.heap, left), items(&vm.heap, right)].concat();
    Ok(List::create(vm, both).into_value())
}

fn repeated(vm: &mut Vm, items: &[Value], count: usize) -> PyResult<Vec<Value>> {
    let mut all = Vec::new();
    let total = items.len().checked_mul(count).filter(|&total| total <= isize::MAX as usize / 8);
    if total.is_none_or(|total| all.try_reserve_exact(total).is_err()) {
        return Err(vm.memory_error());
    }
    for item in items {
        if vm.heap.reserve_references(item, count).is_err() {
            return Err(vm.memory_error());
        }
    }
    for _ in 0..if items.is_empty() { 0 } else { count } {
        all.extend_from_slice(items);
    }
    Ok(all)
}

fn repeat(vm: &mut Vm, this: &Value, count: &Value) -> PyResult {
    let count = sequence::repeat_count(vm, count)?;
    let one = items(&vm.heap, this).to_vec();
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
