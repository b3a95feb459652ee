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

/// Where the attribute dict of instances stands among what their payload refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnDict {
    /// The type has none; that of a Python subclass comes before the payload, and before the class.
    None,
    /// Before the rest, as in exceptions.
    First,
    /// After the rest, as in most types of C modules.
    Last,
}

/// The data of one built-in type. `Rust`'s `Drop` frees what it owns, in the order of CPython's `tp_dealloc`, and
/// must not run Python code (it cannot: it has no virtual machine).
pub trait Payload: Sized + 'static {
    /// The kind of this payload, of no other.
    const KIND: Kind;
    /// When it is tracked.
    const TRACKING: Tracking;

    /// Where the attribute dict comes when the type itself gives its instances one.
    const OWN_DICT: OwnDict = OwnDict::None;

    /// Shows the tracer every reference the payload owns, in the order of CPython's `tp_traverse`.
    fn trace(&self, tracer: &mut Tracer<'_>);

    /// Drops the references that can close a cycle, as `tp_clear`. The object stays usable.
    fn clear(&self, _heap: &mut Heap) {}

    /// Tells whether the object must run code before it dies, like a generator suspended in a `try`; `None` for
    /// types that never do.
    const NEEDS_FINALIZER: Option<fn(&Self, &Heap) -> bool> = None;

    /// Bytes that CPython's `__sizeof__` counts for the object, without the collector's 16.
    fn size_of(&self, _heap: &Heap) -> usize {
        size_of::<Object<Self>>()
    }

    /// Bytes of items that follow the payload in the same allocation (str, tuple); `None` for types without.
    const TRAILING_BYTES: Option<fn(&Self) -> usize> = None;

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
    pub(super) own_dict: OwnDict,
    pub(super) type_id: fn() -> TypeId,
    pub(super) trace: unsafe fn(NonNull<Header>, &mut Tracer<'_>),
    pub(super) clear: unsafe fn(NonNull<Header>, &mut Heap),
    drop: Option<unsafe fn(NonNull<Header>)>,
    needs_finalizer: Option<unsafe fn(NonNull<Header>, &Heap) -> bool>,
    pub(super) size_of: unsafe fn(NonNull<Header>, &Heap) -> usize,
    trailing_bytes: Option<unsafe fn(NonNull<Header>) -> usize>,
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
                own_dict: T::OWN_DICT,
                type_id: TypeId::of::<T>,
                trace: |header, tracer| unsafe { header.cast::<Object<T>>().as_ref().payload.trace(tracer) },
                clear: |header, heap| unsafe { header.cast::<Object<T>>().as_ref().payload.clear(heap) },
                drop: if std::mem::needs_drop::<T>() || T::TRAILING_BYTES.is_some() {
                    Some(|header| unsafe {
                        let object = header.cast::<Object<T>>().as_ptr();
                        (*object).payload.drop_trailing();
                        std::ptr::drop_in_place(&raw mut (*object).payload);
                    })
                } else {
                    None
                },
                needs_finalizer: match T::NEEDS_FINALIZER {
                    Some(_) => Some(|header, heap| unsafe {
                        let payload = &header.cast::<Object<T>>().as_ref().payload;
                        const { T::NEEDS_FINALIZER }.is_some_and(|needs| needs(payload, heap))
                    }),
                    None => None,
                },
                size_of: |header, heap| unsafe { header.cast::<Object<T>>().as_ref().payload.size_of(heap) },
                trailing_bytes: match T::TRAILING_BYTES {
                    Some(_) => Some(|header| unsafe {
                        let payload = &header.cast::<Object<T>>().as_ref().payload;
                        const { T::TRAILING_BYTES }.map_or(0, |bytes| bytes(payload))
                    }),
                    None => None,
                },
            }
        }
    }

    /// Whether the payload must run code before it dies.
    ///
    /// # Safety
    /// `header` is an object of this layout.
    #[inline(always)]
    pub(super) unsafe fn needs_finalizer(&self, header: NonNull<Header>, heap: &Heap) -> bool {
        // SAFETY: per the contract above, here and below.
        self.needs_finalizer.is_some_and(|needs| unsafe { needs(header, heap) })
    }

    /// Bytes of items behind the payload.
    ///
    /// # Safety
    /// As `needs_finalizer`.
    #[inline(always)]
    pub(super) unsafe fn trailing_bytes(&self, header: NonNull<Header>) -> usize {
        // SAFETY: as above.
        self.trailing_bytes.map_or(0, |bytes| unsafe { bytes(header) })
    }

    /// Drops the items, then the payload.
    ///
    /// # Safety
    /// As `needs_finalizer`; once for each object.
    #[inline(always)]
    pub(super) unsafe fn drop_payload(&self, header: NonNull<Header>) {
        if let Some(drop) = self.drop {
            // SAFETY: as above.
            unsafe { drop(header) }
        }
    }
}
