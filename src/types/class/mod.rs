//! `type`: classes.

pub mod attributes;
pub mod bases;
pub mod build;
pub mod call;
pub mod convert;
pub mod create;
pub mod declaration;
pub mod dispatch;
mod index;
pub mod layouts;
pub mod lookup;
mod members;
pub mod methods;
pub mod mro;
pub mod new;
pub mod patterns;
pub mod rows;
pub mod slots;
pub mod spec;
pub mod special;
mod update;

use std::cell::{Cell, RefCell};

pub use attributes::full_name;
pub use index::ClassIndex;
pub use lookup::MethodCache;
pub use methods::issubclass;
pub use slots::{Arguments, Origin, Origins, Slots};
pub use spec::{ClassSpec, GetSet, Native, NativeDef, NewFrom, Packing};

use crate::object::{
    ClassFlags, ClassHead, Edge, Header, Heap, HeapCell, Py, References, Str, Tuple, Value, WeakRef, payload,
};
use crate::types::dict::Dict;
use crate::types::exception::Family;

/// A class object. Begins with the part the memory layer reads.
#[repr(C)]
pub struct Class {
    /// The memory half.
    pub head: ClassHead,
    /// The operations of instances.
    pub slots: HeapCell<Slots>,
    /// `__name__`.
    pub name: HeapCell<Option<Py<Str>>>,
    /// `__qualname__`.
    pub qualname: HeapCell<Option<Py<Str>>>,
    /// `__base__`: the base whose layout instances share.
    pub base: HeapCell<Option<Py<Class>>>,
    /// `__bases__`.
    pub bases: HeapCell<Option<Py<Tuple>>>,
    /// `__mro__`.
    pub mro: HeapCell<Option<Py<Tuple>>>,
    /// `__dict__` behind its read-only proxy.
    pub namespace: HeapCell<Option<Py<Dict>>>,
    /// Changes whenever an attribute lookup on the class could give something else; 0 until asked for.
    pub version: Cell<u32>,
    /// Where the functions in `slots` come from.
    pub origins: Origins,
    /// `__subclasses__()`: each takes itself out when it dies. Like CPython, nobody shows these to the collector.
    pub subclasses: RefCell<Vec<Py<WeakRef>>>,
    /// Which fields instances have, if they are exceptions.
    pub family: Cell<Family>,
    /// The declaration of a built-in class.
    pub spec: Option<&'static ClassSpec>,
}

payload! { Class: AtBirth;
    // CPython's type_traverse: dict, cache, mro, bases, base; name and qualname are atoms.
    traverse(this, tracer) {
        if this.head.has(ClassFlags::HEAP_TYPE) {
            this.namespace.trace(Edge::Attribute("__dict__"), tracer);
            this.mro.trace(Edge::Attribute("__mro__"), tracer);
            this.bases.trace(Edge::Attribute("__bases__"), tracer);
            this.base.trace(Edge::Attribute("__base__"), tracer);
        }
    }
    leave(this) { this.leave_bases() }
    dealloc { name, qualname, base, bases, mro, namespace }
    clear(this, heap) {
        if let Some(namespace) = this.namespace.get(heap).clone() {
            namespace.clear_entries(heap);
        }
        // No cache may look for what it knew of the class.
        this.version.set(0);
        // The rest of CPython's type_clear: of the other references only the MRO can close a cycle.
        this.mro.set(heap, None);
    }
    size(this, _heap) {
        // A static type, or one of the heap and the keys that its instances share.
        match (this.head.has(ClassFlags::HEAP_TYPE), this.head.shares_keys()) {
            (false, _) => 416,
            (true, false) => 936,
            (true, true) => 936 + 768,
        }
    }
}

crate::object::class_payload!(Class, head);

impl Class {
    /// The class of a heap object.
    #[inline(always)]
    pub fn of_header<'a>(header: &'a Header, heap: &'a Heap) -> &'a Py<Class> {
        header.class(heap)
    }

    /// `__name__`.
    pub fn name<'a>(&'a self, heap: &'a Heap) -> &'a Py<Str> {
        self.name.get(heap).as_ref().unwrap_or_else(|| unfinished())
    }

    /// `__qualname__`.
    pub fn qualname<'a>(&'a self, heap: &'a Heap) -> &'a Py<Str> {
        self.qualname.get(heap).as_ref().unwrap_or_else(|| unfinished())
    }

    /// `__dict__` without its read-only proxy.
    #[inline]
    pub fn namespace<'a>(&'a self, heap: &'a Heap) -> &'a Py<Dict> {
        self.namespace.get(heap).as_ref().unwrap_or_else(|| unfinished())
    }

    /// `__bases__`.
    pub fn bases<'a>(&'a self, heap: &'a Heap) -> &'a [Value] {
        self.bases.get(heap).as_ref().map_or(&[], |bases| bases.items())
    }

    /// The classes of the MRO (none once the collector has cleared the class).
    #[inline]
    pub fn mro<'a>(&'a self, heap: &'a Heap) -> &'a [Value] {
        self.mro.get(heap).as_ref().map_or(&[], |mro| mro.items())
    }

    /// The operations of instances.
    #[inline(always)]
    pub fn slots<'a>(&'a self, heap: &'a Heap) -> &'a Slots {
        self.slots.get(heap)
    }
}

#[cold]
fn unfinished() -> ! {
    panic!("classes are finished before scripts run")
}

impl Py<Class> {
    /// Whether `other` is this class or in its MRO.
    pub fn is_subclass_of(&self, heap: &Heap, other: &Py<Class>) -> bool {
        if let Some(mro) = self.mro.get(heap) {
            return mro.items().iter().any(|class| class.is(other.as_value()));
        }
        // A class in the making, or one the collector has cleared: its bases are all there is.
        let mut at = Some(self);
        while let Some(class) = at {
            if class.is(other) {
                return true;
            }
            at = class.base.get(heap).as_ref();
        }
        false
    }
}
