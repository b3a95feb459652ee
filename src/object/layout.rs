//! What the heap must know of a payload type: how to trace, clear, measure and drop it.
#![expect(unsafe_code, reason = "payloads are reached through untyped headers")]

use std::any::TypeId;
use std::ptr::NonNull;

use super::cell::Heap;
use super::header::Header;
use super::pointer::Object;
use super::trace::Tracer;

/// One number for each payload type, kept in the header so that a downcast is one comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
#[expect(missing_docs, reason = "each is the payload of the same name")]
pub enum Kind {
    Instance,
    Class,
    Int,
    Float,
    Complex,
    Str,
    Bytes,
    ByteArray,
    MemoryView,
    Tuple,
    List,
    Dict,
    Set,
    FrozenSet,
    Range,
    Slice,
    Function,
    Method,
    NativeFunction,
    MethodDescriptor,
    SlotWrapper,
    MethodWrapper,
    GetSet,
    Member,
    Cell,
    Code,
    Frame,
    FrameLocals,
    Traceback,
    Generator,
    Coroutine,
    AsyncGenerator,
    Module,
    Property,
    ClassMethod,
    StaticMethod,
    Super,
    Exception,
    MappingProxy,
    DictView,
    DictIterator,
    SetIterator,
    SequenceIterator,
    CallableIterator,
    RangeIterator,
    StrIterator,
    TupleIterator,
    ListIterator,
    BytesIterator,
    Enumerate,
    Zip,
    Map,
    Filter,
    Reversed,
    Itertool,
    WeakRef,
    WeakProxy,
    Partial,
    LruCache,
    KeyWrapper,
    Deque,
    DequeIterator,
    DefaultDict,
    OrderedDict,
    ItemGetter,
    AttrGetter,
    MethodCaller,
    GenericAlias,
    Union,
    File,
    Namespace,
    StructSequence,
    Lock,
    TupleGetter,
    NativeData,
    Token,
    Context,
    TypeAlias,
    TypeVar,
    ClassMethodDescriptor,
    LongRangeIterator,
    ReverseListIterator,
    ReverseDictIterator,
    AbcData,
    Accumulate,
    Batched,
    Pairwise,
    Chain,
    ISlice,
    ZipLongest,
    Combinations,
    CombinationsWithReplacement,
    Permutations,
    Product,
    Compress,
    DropWhile,
    TakeWhile,
    FilterFalse,
    StarMap,
    Count,
    Cycle,
    Repeat,
    GroupBy,
    Grouper,
    Tee,
    TeeData,
}

/// When the collector starts to track an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tracking {
    /// Never: the payload holds no references. No links are allocated.
    Atom,
    /// As soon as it exists.
    AtBirth,
    /// When its owner says so ([`Heap::track`]): dicts, tuples.
    Lazy,
}

/// The data of one built-in type. `Rust`'s `Drop` frees what it owns, in the order of CPython's `tp_dealloc`, and
/// must not run Python code (it cannot: it has no virtual machine).
pub trait Payload: Sized + 'static {
    /// The kind of this payload, of no other.
    const KIND: Kind;
    /// When it is tracked.
    const TRACKING: Tracking;

    /// Shows the tracer every reference the payload owns, in the order of CPython's `tp_traverse`.
    fn trace(&self, tracer: &mut Tracer<'_>);

    /// Drops the references that can close a cycle, as `tp_clear`. The object stays usable.
    fn clear(&self, _heap: &mut Heap) {}

    /// Whether the object must run code before it dies, like a generator suspended in a `try`.
    fn needs_finalizer(&self, _heap: &Heap) -> bool {
        false
    }

    /// Bytes that CPython's `__sizeof__` counts for the object, without the collector's 16.
    fn size_of(&self, _heap: &Heap) -> usize {
        size_of::<Object<Self>>()
    }

    /// Bytes of items that follow the payload in the same allocation (str, tuple).
    fn trailing_bytes(&self) -> usize {
        0
    }

    /// Drops the items that follow the payload.
    ///
    /// # Safety
    /// Called once, just before the payload itself is dropped.
    #[expect(unsafe_code, reason = "the items follow the payload in memory")]
    unsafe fn drop_trailing(&mut self) {}
}

/// A payload type seen from an untyped header.
pub struct Layout {
    /// The payload's kind.
    pub kind: Kind,
    /// When objects of it are tracked.
    pub tracking: Tracking,
    /// Bytes of header and payload.
    pub size: usize,
    pub(super) type_id: fn() -> TypeId,
    pub(super) trace: unsafe fn(NonNull<Header>, &mut Tracer<'_>),
    pub(super) clear: unsafe fn(NonNull<Header>, &mut Heap),
    pub(super) drop: unsafe fn(NonNull<Header>),
    pub(super) needs_finalizer: unsafe fn(NonNull<Header>, &Heap) -> bool,
    pub(super) size_of: unsafe fn(NonNull<Header>, &Heap) -> usize,
    pub(super) trailing_bytes: unsafe fn(NonNull<Header>) -> usize,
}

impl Layout {
    /// The layout of `T`.
    pub const fn of<T: Payload>() -> &'static Layout {
        // SAFETY (each of the closures): the header is that of an `Object<T>`, as its class's layout says.
        &const {
            Layout {
                kind: T::KIND,
                tracking: T::TRACKING,
                size: size_of::<Object<T>>(),
                type_id: TypeId::of::<T>,
                trace: |header, tracer| unsafe { header.cast::<Object<T>>().as_ref().payload.trace(tracer) },
                clear: |header, heap| unsafe { header.cast::<Object<T>>().as_ref().payload.clear(heap) },
                drop: |header| unsafe {
                    let object = header.cast::<Object<T>>().as_ptr();
                    (*object).payload.drop_trailing();
                    std::ptr::drop_in_place(&raw mut (*object).payload);
                },
                needs_finalizer: |header, heap| unsafe {
                    header.cast::<Object<T>>().as_ref().payload.needs_finalizer(heap)
                },
                size_of: |header, heap| unsafe { header.cast::<Object<T>>().as_ref().payload.size_of(heap) },
                trailing_bytes: |header| unsafe { header.cast::<Object<T>>().as_ref().payload.trailing_bytes() },
            }
        }
    }
}
