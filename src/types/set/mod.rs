//! `set` and `frozenset`.

mod algebra;
pub mod declaration;
mod iterator;
mod methods;
mod operations;
mod operators;
pub mod table;

use std::cell::Cell;
use std::marker::PhantomData;

use crate::object::{Edge, Heap, HeapCell, Kind, Phantom, Py, References, Release, Tracer, Value, let_go, payload};
use crate::protocol::{self, sequence};
use crate::text::room::Room;
use crate::types::class::{Arguments, Class, Slots};
use crate::vm::{PyResult, Vm, arguments};
pub use iterator::{ITERATOR, SetIterator};
pub use operations::{difference_update, intersection, symmetric_difference_update, update};
use table::{Probe, Table};

const SHARED_SLOTS: Slots = Slots {
    repr: Some(repr),
    richcompare: Some(operators::compare),
    iter: Some(SetIterator::create),
    length: Some(|vm, this| Ok(data(this).table.get(&vm.heap).len())),
    contains: Some(operations::contains_or_frozen),
    subtract: Some(operators::subtract),
    and: Some(operators::and),
    xor: Some(operators::xor),
    or: Some(operators::or),
    ..Slots::EMPTY
};

/// What set and frozenset have in common.
pub struct SetData {
    /// The elements.
    pub table: HeapCell<Table>,
    /// The hash of a frozenset, -1 while unknown.
    pub hash: Cell<i64>,
}

/// The payload of set and of frozenset, which differ in what their class lets one do.
pub struct Elements<V> {
    /// The elements.
    pub data: SetData,
    variety: PhantomData<V>,
}

/// Elements can be added and removed.
pub enum Mutable {}

/// The elements stay as they are.
pub enum Frozen {}

/// A set.
pub type Set = Elements<Mutable>;

/// A frozenset.
pub type FrozenSet = Elements<Frozen>;

impl<V> Elements<V> {
    fn new(data: SetData) -> Elements<V> {
        Elements { data, variety: PhantomData }
    }
}

impl<V> Default for Elements<V> {
    fn default() -> Elements<V> {
        Elements::new(SetData::default())
    }
}

impl Default for SetData {
    fn default() -> SetData {
        SetData::of(Table::default())
    }
}

impl SetData {
    fn of(table: Table) -> SetData {
        SetData { table: HeapCell::new(table), hash: Cell::new(-1) }
    }
}

impl SetData {
    fn size_of(&self, heap: &Heap) -> usize {
        let size = self.table.get(heap).size();
        200 + if size > 8 { size * 16 } else { 0 }
    }
}

impl References for SetData {
    fn trace(&self, _edge: Edge<'_>, tracer: &mut Tracer<'_>) {
        for (_, element) in self.table.get(tracer.heap()).entries() {
            tracer.value(Edge::Key, element);
        }
    }

    #[inline(always)]
    fn release(self, sink: &mut Release) {
        self.table.into_inner().release(sink);
    }
}

payload! { Set: AtBirth;
    references { data }
    clear(this, heap) { clear_table(&this.data, heap) }
    size(this, heap) { this.data.size_of(heap) }
}

payload! { FrozenSet: AtBirth;
    references { data }
    clear(this, heap) { clear_table(&this.data, heap) }
    size(this, heap) { this.data.size_of(heap) }
}

/// The elements of a set or frozenset.
///
/// # Panics
/// When `value` is neither.
#[inline]
pub fn data(value: &Value) -> &SetData {
    match data_of(value) {
        Some(data) => data,
        None => &value.expect::<Set>().data,
    }
}

/// The elements of a set or frozenset, `None` for anything else.
#[inline]
pub fn data_of(value: &Value) -> Option<&SetData> {
    match value.kind() {
        Some(Kind::Set) => value.cast::<Set>().map(|set| &set.data),
        Some(Kind::FrozenSet) => value.cast::<FrozenSet>().map(|set| &set.data),
        _ => None,
    }
}

/// Takes all elements out; they die when the caller drops them.
fn take_table(data: &SetData, heap: &mut Heap) -> Table {
    let next = data.table.get(heap).empty_successor();
    data.table.replace(heap, next)
}

/// Drops all elements.
fn clear_table(data: &SetData, heap: &mut Heap) {
    let table = take_table(data, heap);
    let_go(|sink| table.release(sink));
}

/// A new empty set.
pub fn new(vm: &mut Vm) -> Value {
    vm.heap.alloc(&vm.types.set, Set::default()).into_value()
}

/// A new empty frozenset.
pub fn new_frozen(vm: &mut Vm) -> Value {
    vm.heap.alloc(&vm.types.frozenset, FrozenSet::default()).into_value()
}

/// A frozenset of constants, whose hashes and comparisons cannot fail.
pub fn frozenset_of_atoms(vm: &mut Vm, items: Vec<Value>) -> Value {
    let set = new_frozen(vm);
    for item in items {
        // Constants hash and compare without Python code.
        if let Err(raised) = add(vm, &set, item) {
            drop(vm.take_raised(raised));
        }
    }
    set
}

/// Adds an element if it is not there.
pub fn add(vm: &mut Vm, set: &Value, element: Value) -> PyResult<()> {
    let hash = protocol::hash_element(vm, &element)?;
    add_hashed(vm, set, element, hash)
}

/// As [`add`], the hash being known.
#[inline]
pub fn add_hashed(vm: &mut Vm, set: &Value, element: Value, hash: i64) -> PyResult<()> {
    match data(set).table.get_mut(&mut vm.heap).add(element, hash) {
        Ok(()) => vm.check_memory(),
        Err(element) => add_asking(vm, set, element, hash),
    }
}

#[cold]
fn add_asking(vm: &mut Vm, set: &Value, element: Value, hash: i64) -> PyResult<()> {
    if find_asking(vm, set, &element, hash, Purpose::Add)?.is_none() {
        data(set).table.get_mut(&mut vm.heap).insert_new(element, hash);
    }
    Ok(())
}

/// The bucket of an element. Begins anew as CPython does: when `__eq__` replaced the table, or the element it was asked
/// for.
#[inline]
pub fn find(vm: &mut Vm, set: &Value, element: &Value, hash: i64) -> PyResult<Option<usize>> {
    match data(set).table.get(&vm.heap).find(element, hash) {
        Ok(found) => Ok(found),
        Err(_) => find_asking(vm, set, element, hash, Purpose::Lookup),
    }
}

/// What an element is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Lookup,
    /// An equal element is enough, even one that its `__eq__` has just removed.
    Add,
}

#[cold]
fn find_asking(vm: &mut Vm, set: &Value, element: &Value, hash: i64, purpose: Purpose) -> PyResult<Option<usize>> {
    'restart: loop {
        let table = data(set).table.get(&vm.heap);
        let generation = table.generation();
        let mut probes = table.probe(hash);
        loop {
            let (bucket, known) = match probes.next(data(set).table.get(&vm.heap), element, hash) {
                Probe::Absent => return Ok(None),
                Probe::Found(bucket) => return Ok(Some(bucket)),
                Probe::Ask(bucket, known) => (bucket, known),
            };
            let equal = protocol::is_equal(vm, &known, element)?;
            if equal && purpose == Purpose::Add {
                return Ok(Some(bucket));
            }
            let table = data(set).table.get(&vm.heap);
            if table.generation() != generation || !table.is_at(bucket, &known) {
                continue 'restart;
            }
            if equal {
                return Ok(Some(bucket));
            }
        }
    }
}

/// Removes an element; whether it was there.
pub fn discard(vm: &mut Vm, set: &Value, element: &Value, hash: i64) -> PyResult<bool> {
    let Some(at) = find(vm, set, element, hash)? else { return Ok(false) };
    let removed = data(set).table.get_mut(&mut vm.heap).remove_at(at);
    let was_there = removed.is_some();
    // It is gone before the next element is looked at.
    drop(removed);
    vm.run_parked_if_any();
    Ok(was_there)
}

/// Owned copies of the elements with their hashes, in the order of iteration.
pub fn snapshot(vm: &Vm, set: &Value) -> Vec<(i64, Value)> {
    data(set).table.get(&vm.heap).entries().map(|(hash, element)| (hash, element.clone())).collect()
}

fn new_set(vm: &mut Vm, class: &Py<Class>, _arguments: Arguments<'_>) -> PyResult {
    Ok(vm.heap.alloc(class, Set::default()).into_value())
}

fn init(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    if !arguments.names.is_empty() {
        return Err(sequence::no_keywords(vm, "set"));
    }
    let iterable = match arguments.values {
        [] => None,
        [iterable] => Some(iterable),
        other => {
            let name = vm.class_name(this);
            return Err(arguments::wrong_count(vm, &name, 0, 1, other.len()));
        }
    };
    clear_table(data(this), &mut vm.heap);
    match iterable {
        Some(iterable) => update(vm, this, iterable),
        None => Ok(()),
    }
}

fn new_frozenset(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let exact = class.is(&vm.types.frozenset);
    sequence::refuse_keywords(vm, class, "frozenset", &arguments)?;
    let iterable = match arguments.positional() {
        [] => None,
        [iterable] if exact && vm.is_exactly(iterable, &vm.types.frozenset) => return Ok(iterable.clone()),
        [iterable] => Some(iterable),
        other => {
            let name = class.name(&vm.heap).to_string_lossy().into_owned();
            return Err(arguments::wrong_count(vm, &name, 0, 1, other.len()));
        }
    };
    let set = vm.heap.alloc(class, FrozenSet::default()).into_value();
    if let Some(iterable) = iterable {
        update(vm, &set, iterable)?;
    }
    Ok(set)
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let name = vm.class_name(this);
    if data(this).table.get(&vm.heap).is_empty() {
        return Ok(vm.new_str(format!("{name}()")).into_value());
    }
    let exact = vm.is_exactly(this, &vm.types.set);
    let recursive = format!("{name}(...)");
    sequence::guarded_repr(vm, this, &recursive, |vm| {
        // CPython writes a list of the elements.
        vm.heap.phantom_passes(Phantom::List);
        let mut text = if exact { Vec::new() } else { format!("{name}(").into_bytes() };
        for (index, (_, element)) in snapshot(vm, this).iter().enumerate() {
            text.put_all(if index == 0 { b"{" } else { b", " });
            sequence::push_repr(vm, &mut text, element)?;
        }
        text.put_all(if exact { b"}" } else { b"})" });
        Ok(text)
    })
}
