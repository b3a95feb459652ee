//! `dict`: insertion-ordered entries behind a table of indices.

pub mod declaration;
pub mod equality;
mod index;
mod iterator;
mod methods;
mod operations;
pub mod order;
pub mod table;
pub(crate) mod update;
mod view;

use std::cell::Cell;

use crate::object::{Edge, Heap, HeapCell, Phantom, Py, References, Release, Slot, Str, Value, let_go, payload};
use crate::protocol;
use crate::types::code::NO_VERSION;
use crate::vm::{PyResult, Vm};
pub use iterator::{
    DictIterator, ITEM_ITERATOR, KEY_ITERATOR, REVERSE_ITEM_ITERATOR, REVERSE_KEY_ITERATOR, REVERSE_VALUE_ITERATOR,
    VALUE_ITERATOR, Walk,
};
pub use operations::{or, repr_of, set_default};
use order::Order;
use table::Candidate;
pub use table::{Hint, Probe, Table, Values};
pub use update::{from_keys, iterates_as_dict, merge, size_of, update, update_from_arguments};
pub use view::{DictView, ITEMS, KEYS, VALUES};

/// What the dict subclasses of `collections` keep beside the items.
pub enum DictExtra {
    /// `default_factory` of a defaultdict.
    DefaultFactory(Slot),
    /// The order of an OrderedDict's keys.
    Order(Order),
}

impl DictExtra {
    fn release(self, sink: &mut Release) {
        match self {
            DictExtra::DefaultFactory(factory) => factory.release(sink),
            DictExtra::Order(order) => order.release(sink),
        }
    }
}

/// A dict.
pub struct Dict {
    /// What a subclass of `collections` adds. First, as CPython's subclasses drop theirs first.
    pub extra: HeapCell<Option<Box<DictExtra>>>,
    /// Entries and their index.
    pub table: HeapCell<Table>,
    /// Identifies the set of keys and their positions for inline caches; 0 until asked for and after each change.
    pub keys_version: Cell<u32>,
    /// Whether this is a class's namespace, which only the class itself may change without [telling](Dict::notify).
    pub is_class_namespace: Cell<bool>,
}

payload! { Dict: AtBirth;
    traverse(this, tracer) {
        let heap = tracer.heap();
        if let Some(extra) = this.extra.get(heap) {
            match &**extra {
                DictExtra::DefaultFactory(factory) => factory.trace(Edge::Attribute("default_factory"), tracer),
                DictExtra::Order(order) => order.trace(tracer),
            }
        }
        let table = this.table.get(heap);
        // CPython visits the keys only of dicts that hold other keys than str.
        let keys = !table.only_str_keys();
        table.each_value(|entry| {
            tracer.value(Edge::Value(entry.key), entry.value);
            if keys {
                tracer.value(Edge::Key, entry.key);
            }
        });
    }
    dealloc(this, sink) {
        if let Some(extra) = this.extra.into_inner() {
            extra.release(sink);
        }
        this.table.into_inner().release(sink);
    }
    clear(this, heap) {
        let mut extra = this.extra.take(heap);
        // An OrderedDict clears the dict before the list of its keys.
        let order = extra.take_if(|extra| matches!(**extra, DictExtra::Order(_)));
        drop(extra);
        this.clear_entries(heap);
        if let Some(order) = order {
            let_go(|sink| order.release(sink));
        }
    }
    size(this, heap) {
        let table = this.table.get(heap);
        let order = match this.extra.get(heap).as_deref() {
            Some(DictExtra::Order(_)) if !table.is_empty() => 8 * table.slots() + 32 * table.len(),
            _ => 0,
        };
        48 + table.keys_size() + order
    }
}

impl Dict {
    /// An empty dict.
    pub fn new() -> Dict {
        Dict {
            extra: HeapCell::new(None),
            table: HeapCell::new(Table::default()),
            keys_version: Cell::new(0),
            is_class_namespace: Cell::new(false),
        }
    }

    /// Number of items.
    #[inline]
    pub fn len(&self, heap: &Heap) -> usize {
        self.table.get(heap).len()
    }

    /// Whether there are no items.
    pub fn is_empty(&self, heap: &Heap) -> bool {
        self.len(heap) == 0
    }

    /// Takes all entries out, leaving the dict empty; they die when the caller drops them.
    pub fn take_table(&self, heap: &mut Heap) -> Table {
        self.keys_version.set(0);
        let empty = self.table.get(heap).empty_successor();
        self.table.replace(heap, empty)
    }

    /// Drops all entries.
    pub fn clear_entries(&self, heap: &mut Heap) {
        let table = self.take_table(heap);
        let_go(|sink| table.release(sink));
    }

    /// The value of a str key. Keys of other types whose `__eq__` might claim to equal the name are not asked.
    #[inline]
    pub fn get_str<'a>(&'a self, heap: &'a Heap, name: &Py<Str>) -> Option<&'a Value> {
        self.table.get(heap).get_str(name)
    }

    /// As [`Dict::get_str`], for a name that most such dicts have at the same position: that is where `hint` looks first.
    #[inline]
    pub fn get_str_near<'a>(&'a self, heap: &'a Heap, name: &Py<Str>, hint: &Hint) -> Option<&'a Value> {
        let table = self.table.get(heap);
        table.value_at(table.find_str_near(name, hint)?)
    }
}

impl Default for Dict {
    fn default() -> Dict {
        Dict::new()
    }
}

/// Operations that may call the keys' `__hash__` and `__eq__`.
impl Py<Dict> {
    /// The value of `key`.
    #[inline]
    pub fn get(&self, vm: &mut Vm, key: &Value) -> PyResult<Option<Value>> {
        if let Some(name) = key.cast::<Str>()
            && self.table.get(&vm.heap).only_str_keys()
            && vm.is_exactly(key, &vm.types.str)
        {
            return Ok(self.get_str(&vm.heap, name).cloned());
        }
        let hash = protocol::hash_key(vm, key)?;
        self.get_hashed(vm, key, hash)
    }

    /// As `get`, the hash being known.
    #[inline]
    pub fn get_hashed(&self, vm: &mut Vm, key: &Value, hash: i64) -> PyResult<Option<Value>> {
        let found = self.find(vm, key, hash)?;
        Ok(found.and_then(|index| self.table.get(&vm.heap).value_at(index).cloned()))
    }

    /// The position of `key` among the entries.
    #[inline]
    pub fn find(&self, vm: &mut Vm, key: &Value, hash: i64) -> PyResult<Option<usize>> {
        match self.table.get(&vm.heap).probe(key, hash) {
            Probe::Found(index) => Ok(Some(index)),
            Probe::Absent => Ok(None),
            Probe::Ask => self.find_asking(vm, key, hash),
        }
    }

    /// Asks the keys of equal hash. Begins anew as CPython does: when a key's `__eq__` replaced the table, or the entry
    /// it was asked for.
    #[cold]
    fn find_asking(&self, vm: &mut Vm, key: &Value, hash: i64) -> PyResult<Option<usize>> {
        'restart: loop {
            let table = self.table.get(&vm.heap);
            let generation = table.generation();
            let mut candidates = table.candidates(key, hash);
            loop {
                let (position, candidate) = match candidates.next(self.table.get(&vm.heap), key) {
                    Candidate::End => return Ok(None),
                    Candidate::Equal(position) => return Ok(Some(position)),
                    Candidate::Ask(position, candidate) => (position, candidate),
                };
                // Compared on an owned copy: `__eq__` may change the dict.
                let equal = protocol::is_equal(vm, &candidate, key)?;
                let table = self.table.get(&vm.heap);
                if table.generation() != generation || !table.is_key_at(position, &candidate) {
                    continue 'restart;
                }
                if equal {
                    return Ok(Some(position));
                }
            }
        }
    }

    /// Sets `key` to `value`; gives back the old value.
    #[inline]
    pub fn set(&self, vm: &mut Vm, key: Value, value: Value) -> PyResult<Slot> {
        if let Some(name) = key.cast::<Str>()
            && self.table.get(&vm.heap).only_str_keys()
            && vm.is_exactly(&key, &vm.types.str)
        {
            let hash = protocol::hash_str(vm, name);
            let found = self.table.get(&vm.heap).find_str(name);
            self.make_room(vm, found)?;
            return Ok(self.set_at(vm, found, key, hash, value));
        }
        let hash = protocol::hash_key(vm, &key)?;
        self.set_hashed(vm, key, hash, value)
    }

    /// As `set`, the hash being known.
    #[inline]
    pub fn set_hashed(&self, vm: &mut Vm, key: Value, hash: i64, value: Value) -> PyResult<Slot> {
        let found = self.find(vm, &key, hash)?;
        self.make_room(vm, found)?;
        Ok(self.set_at(vm, found, key, hash, value))
    }

    /// MemoryError if there is none to add a key that was not found.
    #[inline]
    fn make_room(&self, vm: &mut Vm, found: Option<usize>) -> PyResult<()> {
        if found.is_none() && self.table.get(&vm.heap).is_full() {
            return self.look_for_room(vm);
        }
        Ok(())
    }

    #[cold]
    #[inline(never)]
    fn look_for_room(&self, vm: &mut Vm) -> PyResult<()> {
        let bytes = self.table.get(&vm.heap).bytes_when_grown();
        if vm.heap.has_memory(bytes) { Ok(()) } else { Err(vm.memory_error()) }
    }

    /// Sets the value at the position where the key was found, or adds the key if it was not.
    #[inline]
    fn set_at(&self, vm: &mut Vm, found: Option<usize>, key: Value, hash: i64, value: Value) -> Slot {
        if let Some(index) = found {
            self.notify(vm);
            return self.table.get_mut(&mut vm.heap).replace_value(index, value);
        }
        self.insert_absent(vm, key, hash, value);
        None
    }

    /// Replaces the value at a position of the dict of a module, which nobody is to be told of; gives back the old one.
    #[inline(always)]
    pub fn replace_global(&self, heap: &mut Heap, position: u32, value: Value) -> Slot {
        debug_assert!(!self.is_class_namespace.get());
        self.table.get_mut(heap).replace_value(position as usize, value)
    }

    /// Adds a key that is known not to be there; MemoryError if there is no room.
    pub fn add_absent(&self, vm: &mut Vm, key: Value, hash: i64, value: Value) -> PyResult<()> {
        self.make_room(vm, None)?;
        self.insert_absent(vm, key, hash, value);
        Ok(())
    }

    /// Adds a key that is known not to be there.
    fn insert_absent(&self, vm: &mut Vm, key: Value, hash: i64, value: Value) {
        self.notify(vm);
        self.keys_version.set(0);
        self.table.get_mut(&mut vm.heap).insert_new(key, hash, value);
    }

    /// Sets a str key; gives back the old value.
    pub fn set_str(&self, vm: &mut Vm, name: &Py<Str>, value: Value) -> Slot {
        let hash = protocol::hash_str(vm, name);
        let found = self.table.get(&vm.heap).find_str(name);
        self.set_at(vm, found, name.to_value(), hash, value)
    }

    /// Removes `key`; gives back its value.
    pub fn remove(&self, vm: &mut Vm, key: &Value) -> PyResult<Slot> {
        let hash = protocol::hash_key(vm, key)?;
        self.remove_hashed(vm, key, hash)
    }

    /// As `remove`, the hash being known.
    pub fn remove_hashed(&self, vm: &mut Vm, key: &Value, hash: i64) -> PyResult<Slot> {
        let Some(index) = self.find(vm, key, hash)? else { return Ok(None) };
        self.notify(vm);
        self.keys_version.set(0);
        let removed = self.table.get_mut(&mut vm.heap).remove_at(index);
        // The key dies after the value has left the table, as in CPython.
        Ok(removed.map(|(key, value)| {
            drop(key);
            value
        }))
    }

    /// Removes a str key; gives back its value.
    pub fn remove_str(&self, vm: &mut Vm, name: &Py<Str>) -> Slot {
        let index = self.table.get(&vm.heap).find_str(name)?;
        self.notify(vm);
        self.keys_version.set(0);
        self.table.get_mut(&mut vm.heap).remove_at(index).map(|(_, value)| value)
    }

    /// Sets or removes an attribute of the class whose namespace this is; the class's caches are the caller's to tell.
    pub fn set_attribute(&self, vm: &mut Vm, name: &Py<Str>, new: Option<Value>) -> Slot {
        let is_class_namespace = self.is_class_namespace.replace(false);
        let old = match new {
            Some(new) => self.set_str(vm, name, new),
            None => self.remove_str(vm, name),
        };
        self.is_class_namespace.set(is_class_namespace);
        old
    }

    /// Notes a change that is about to be made. A script may get hold of a class's namespace (`gc.get_referents`) and
    /// change it behind the class's back, which in CPython ends in stale caches or a crash. Which class it is nobody
    /// knows; so no cache goes on believing in the version of any.
    #[inline(always)]
    pub fn notify(&self, vm: &mut Vm) {
        if self.is_class_namespace.get() {
            vm.classes_modified();
        }
    }

    /// Owned copies of all items, in order: for walks during which the dict may change.
    pub fn items(&self, heap: &Heap) -> Vec<(Value, Value)> {
        self.table.get(heap).entries().map(|entry| (entry.key.clone(), entry.value.clone())).collect()
    }

    /// A copy, an exact dict whatever this is.
    pub fn copy(&self, vm: &mut Vm) -> Py<Dict> {
        let table = self.table.get(&vm.heap).clone();
        if table.is_shared() {
            vm.heap.bypass_free_list(Phantom::Dict);
        }
        let copy = vm.new_dict();
        copy.table.set(&mut vm.heap, table);
        copy
    }

    /// The version inline caches compare: equal versions mean equal keys at equal positions, and values in the same
    /// [places](Table::place_of). No two dicts ever have the same one but [`NO_VERSION`], which none is compared with.
    #[inline]
    pub fn version(&self, vm: &mut Vm) -> u32 {
        match self.keys_version.get() {
            0 if vm.last_keys_version == NO_VERSION - 1 => NO_VERSION,
            0 => {
                vm.last_keys_version += 1;
                self.keys_version.set(vm.last_keys_version);
                vm.last_keys_version
            }
            version => version,
        }
    }
}
