//! Attribute lookup on classes: the MRO walk, its cache, and class versions.

use super::Class;
use super::special::Name;
use crate::object::{ClassFlags, Heap, Py, Slot, Str, Value};
use crate::types::code::NO_VERSION;
use crate::vm::Vm;

const CACHE_SIZE: usize = 4096;

struct CacheEntry {
    version: u32,
    name: usize,
    result: Cached,
}

/// The result of a lookup, as far as the cache may know it. A cache must not keep an object of a Python class's namespace alive, so of those only the
/// position is remembered: while the class has its version, nothing in the namespaces of its MRO has moved.
enum Cached {
    /// Nowhere.
    Absent,
    /// In a built-in class's namespace, which lives as long as the interpreter.
    Owned(Value),
    /// In the namespace of a class of the MRO: its index there, and the entry's position.
    At(u32, u32),
}

/// CPython's type attribute cache: results of lookups by class version and interned name.
pub struct MethodCache {
    entries: Box<[CacheEntry]>,
}

impl Default for MethodCache {
    fn default() -> MethodCache {
        let empty = || CacheEntry { version: 0, name: 0, result: Cached::Absent };
        MethodCache { entries: (0..CACHE_SIZE).map(|_| empty()).collect() }
    }
}

impl MethodCache {
    /// Forgets everything, before shutdown counts what is left.
    pub fn clear(&mut self) {
        *self = MethodCache { entries: Box::default() };
    }
}

impl Class {
    /// Looks `name` up along the MRO, without the cache and without binding.
    pub fn find<'a>(&'a self, heap: &'a Heap, name: &Py<Str>) -> Option<&'a Value> {
        self.mro(heap).iter().find_map(|class| class.expect::<Class>().namespace(heap).get_str(heap, name))
    }

    /// The class of the MRO whose namespace has `name`.
    pub fn find_definer<'a>(&'a self, heap: &'a Heap, name: &Py<Str>) -> Option<&'a Py<Class>> {
        self.mro(heap)
            .iter()
            .map(|class| class.expect::<Class>())
            .find(|class| class.namespace(heap).get_str(heap, name).is_some())
    }
}

/// Where the cache would have a name of the class that has the version.
#[inline]
fn slot(version: u32, name: &Py<Str>) -> usize {
    (version as usize ^ (name.address() >> 4)) & (CACHE_SIZE - 1)
}

impl Vm {
    /// Looks an interned `name` up along the class's MRO through the cache; an owned reference, as the lookup's
    /// result may be replaced by whatever runs next.
    #[inline]
    pub fn lookup(&mut self, class: &Py<Class>, name: &Py<Str>) -> Option<Value> {
        if !name.is_interned() {
            return class.find(&self.heap, name).cloned();
        }
        if let Some(found) = self.looked_up(class, name) {
            return found;
        }
        let version = self.class_version(class);
        self.lookup_slow(class, name, version)
    }

    /// As [`Vm::lookup`], on the class of a value.
    #[inline]
    pub fn lookup_on_class(&mut self, value: &Value, name: Name) -> Option<Value> {
        if let Some(found) = self.looked_up(self.class_of(value), name(&self.names)) {
            return found;
        }
        let (class, name) = (self.class_of(value).clone(), name(&self.names).clone());
        self.lookup(&class, &name)
    }

    /// What the cache says of a name, if anything.
    #[inline]
    fn looked_up(&self, class: &Py<Class>, name: &Py<Str>) -> Option<Slot> {
        let version = class.version.get();
        let entry = self.method_cache.entries.get(slot(version, name))?;
        if version == 0 || entry.version != version || entry.name != name.address() {
            return None;
        }
        match &entry.result {
            Cached::Absent => Some(None),
            Cached::Owned(found) => Some(Some(found.clone())),
            Cached::At(owner, position) => {
                let owner = class.mro(&self.heap).get(*owner as usize)?.expect::<Class>();
                let table = owner.namespace(&self.heap).table.get(&self.heap);
                table.value_at(*position as usize).map(|found| Some(found.clone()))
            }
        }
    }

    #[cold]
    #[inline(never)]
    fn lookup_slow(&mut self, class: &Py<Class>, name: &Py<Str>, version: u32) -> Option<Value> {
        let found = class.mro(&self.heap).iter().enumerate().find_map(|(owner, entry)| {
            let table = entry.expect::<Class>().namespace(&self.heap).table.get(&self.heap);
            let position = table.find_str(name)?;
            Some((owner, position, table.value_at(position)?.clone()))
        });
        let result = match &found {
            None => Cached::Absent,
            Some((_, _, found)) if !class.head.has(ClassFlags::HEAP_TYPE) => Cached::Owned(found.clone()),
            Some((owner, position, _)) => Cached::At(*owner as u32, *position as u32),
        };
        if version != NO_VERSION
            && let Some(entry) = self.method_cache.entries.get_mut(slot(version, name))
        {
            *entry = CacheEntry { version, name: name.address(), result };
        }
        found.map(|(_, _, found)| found)
    }

    /// The class's version, given one if it has none; [`NO_VERSION`] when there are no more.
    #[inline]
    pub fn class_version(&mut self, class: &Py<Class>) -> u32 {
        match class.version.get() {
            0 if self.last_class_version == NO_VERSION - 1 => NO_VERSION,
            0 => {
                self.last_class_version += 1;
                class.version.set(self.last_class_version);
                self.last_class_version
            }
            version => version,
        }
    }

    /// Whether a value found on a class has `__get__`, and whether it has `__set__`.
    #[inline]
    pub fn binds(&self, value: &Value) -> (bool, bool) {
        let slots = self.class_of(value).slots(&self.heap);
        (slots.descr_get.is_some(), slots.descr_set.is_some())
    }

    /// Whether a value found on a class is taken as it is, now and always: its class has neither `__get__` nor `__set__`
    /// and cannot be given them.
    #[inline]
    pub fn is_plain(&self, value: &Value) -> bool {
        self.binds(value) == (false, false) && !self.class_of(value).head.has(ClassFlags::MUTABLE)
    }

    /// Notes that lookups on `class` and its subclasses may give something else from now on.
    pub fn class_modified(&mut self, class: &Py<Class>) {
        modified(class);
    }

    /// As `class_modified` of every class.
    #[cold]
    #[inline(never)]
    pub fn classes_modified(&mut self) {
        modified(&self.types.object);
    }
}

fn modified(class: &Py<Class>) {
    for class in Class::descendants(class, |_| true) {
        class.version.set(0);
    }
}
