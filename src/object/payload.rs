//! `Payload`: what the heap must know of the data of one type, and `payload!`, which declares it.
#![expect(unsafe_code, reason = "the memory layer relies on what a payload says of itself")]

use super::cell::Heap;
use super::kind::Kind;
use super::pointer::Object;
use super::references::Release;
use super::trace::Tracer;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OwnDict {
    /// The type has none; that of a Python subclass comes before the payload, and before the class.
    None,
    /// Before the rest, but for [what comes in front](Payload::trace_front), as in exceptions.
    First,
    /// After the rest, as in most types of C modules; so do values that stand inline.
    Last,
    /// The type has none, and its instances show their class after the rest: some types of C modules do.
    ClassLast,
    /// The type has none, and its instances do not show their class: some types of C modules forget it.
    ClassUnseen,
}

/// The data of one built-in type. Its [`release`](Payload::release) takes the place of a `Drop`; neither can run Python
/// code (there is no virtual machine).
///
/// # Safety
/// `KIND` is the kind of no other type whose objects live in the same thread; [`payload!`](super::payload) proves that.
/// If there are `TRAILING_BYTES`, as many bytes were allocated behind the payload, initialised, and `release_trailing`
/// leaves nothing in them that is still owned.
pub unsafe trait Payload: Sized + 'static {
    /// The kind of this payload, of no other.
    const KIND: Kind;
    /// When it is tracked.
    const TRACKING: Tracking;

    /// Where the attribute dict comes when the type itself gives its instances one.
    const OWN_DICT: OwnDict = OwnDict::None;

    /// Shows the tracer the references the payload owns, each once, in the order of CPython's `tp_traverse`, with their
    /// names. It drops nothing: while the collector looks, nothing dies.
    #[inline(always)]
    fn trace(&self, _tracer: &mut Tracer<'_>) {}

    /// Whether some references come before the attribute dict although that [comes first](OwnDict::First).
    const HAS_FRONT: bool = false;

    /// Shows those references.
    #[inline(always)]
    fn trace_front(&self, _tracer: &mut Tracer<'_>) {}

    /// Gives those references of a dying object away and leaves none.
    #[inline(always)]
    fn release_front(&mut self, _sink: &mut Release) {}

    /// Drops those of them that can close a cycle.
    #[inline(always)]
    fn clear_front(&self, _heap: &mut Heap) {}

    /// Gives away the references, one at a time, in the order of CPython's `tp_dealloc`. What else the payload holds is
    /// freed afterwards.
    ///
    /// # Safety
    /// `this` is the payload of an object that dies. Nothing uses it afterwards.
    #[inline(always)]
    unsafe fn release(this: *mut Self, _sink: &mut Release) {
        // SAFETY: per the contract.
        unsafe { this.drop_in_place() }
    }

    /// Takes the object out of what knows it by its address. Called just before `release`, which may move the payload.
    #[inline(always)]
    fn leave(&mut self) {}

    /// Drops the references that can close a cycle, as `tp_clear`. The object stays usable.
    #[inline(always)]
    fn clear(&self, _heap: &mut Heap) {}

    /// Drops the references that `trace` does not show, because CPython's collector does not see them either. A cycle
    /// through them is never collected; it ends with the interpreter.
    #[inline(always)]
    fn clear_hidden(&self, _heap: &mut Heap) {}

    /// Tells whether the object must run code before it dies, like a generator suspended in a `try`; `None` for
    /// types that never do.
    const NEEDS_FINALIZER: Option<fn(&Self) -> bool> = None;

    /// Bytes that CPython's `__sizeof__` counts for the object, without the collector's 16.
    fn size_of(&self, _heap: &Heap) -> usize {
        size_of::<Object<Self>>()
    }

    /// Bytes of items that follow the payload in the same allocation (str, tuple); `None` for types without.
    const TRAILING_BYTES: Option<fn(&Self) -> usize> = None;

    /// Gives away the references among the items that follow the payload.
    ///
    /// # Safety
    /// Called once, just before `release`.
    #[inline(always)]
    unsafe fn release_trailing(&mut self, _sink: &mut Release) {}
}

/// Declares a payload: its kind, which has the type's name, when it is tracked, and its references.
///
/// ```text
/// payload! { Method: AtBirth, size 48;
///     references { function = .__func__, receiver = .__self__ }
/// }
/// ```
/// `references` lists the fields in the order in which CPython visits and drops them. Where the two orders differ,
/// `traverse` and `dealloc` list them apart. A field whose content an attribute gives says so (`= .__func__`), one with
/// the items of a sequence too (`= []`). `clear` lists the fields that `tp_clear` empties, `hidden` those of `dealloc` that
/// CPython's collector does not see. Each of these (but for
/// `references`), and `size`, may be a function instead: `traverse(this, tracer) { … }`, `dealloc(this, sink) { … }`,
/// `clear(this, heap) { … }`, `size(this, heap) { … }`, `leave(this) { … }`. What comes before the attribute dict is in
/// three functions of its own: `front_traverse`, `front_dealloc` and `front_clear`.
macro_rules! payload {
    (@edge $field:ident) => { $crate::object::Edge::Internal(stringify!($field)) };
    (@edge $field:ident []) => { $crate::object::Edge::Items };
    (@edge $field:ident . $name:ident) => { $crate::object::Edge::Attribute(stringify!($name)) };

    (@size $bytes:expr) => {
        fn size_of(&self, _heap: &$crate::object::Heap) -> usize { $bytes }
    };
    (@own_dict $place:expr) => { const OWN_DICT: $crate::object::OwnDict = $place; };
    (@needs_finalizer $test:expr) => {
        const NEEDS_FINALIZER: Option<fn(&Self) -> bool> = Some($test);
    };

    (@references { $($field:ident $(= $sign:tt $($name:ident)?)?),* $(,)? }) => {
        $crate::object::payload! { @traverse { $($field $(= $sign $($name)?)?),* } }
        $crate::object::payload! { @dealloc { $($field),* } }
    };
    (@traverse { $($field:ident $(= $sign:tt $($name:ident)?)?),* $(,)? }) => {
        fn trace(&self, tracer: &mut $crate::object::Tracer<'_>) {
            $($crate::object::References::trace(
                &self.$field,
                $crate::object::payload!(@edge $field $($sign $($name)?)?),
                tracer,
            );)*
        }
    };
    (@dealloc { $($field:ident),* $(,)? }) => {
        #[inline(always)]
        unsafe fn release(this: *mut Self, sink: &mut $crate::object::Release) {
            // SAFETY: each field is given away once, from its place; the rest is dropped at the end.
            unsafe {
                $($crate::object::References::release(std::ptr::read(&raw const (*this).$field), sink);)*
                let Self { $($field,)* .. } = std::ptr::read(this);
                $(std::mem::forget($field);)*
            }
        }
    };
    (@clear { $($field:ident),* $(,)? }) => {
        fn clear(&self, heap: &mut $crate::object::Heap) { $(drop(self.$field.take(heap));)* }
    };

    (@hidden { $($field:ident),* $(,)? }) => {
        fn clear_hidden(&self, heap: &mut $crate::object::Heap) { $(drop(self.$field.take(heap));)* }
    };

    (@traverse ($this:ident, $tracer:ident) { $($body:tt)* }) => {
        fn trace(&self, $tracer: &mut $crate::object::Tracer<'_>) { let $this = self; $($body)* }
    };
    (@dealloc ($this:ident, $sink:ident) { $($body:tt)* }) => {
        #[inline(always)]
        unsafe fn release(this: *mut Self, $sink: &mut $crate::object::Release) {
            // SAFETY: the payload is moved out of its place once.
            let $this = unsafe { std::ptr::read(this) };
            $($body)*
        }
    };
    (@front_traverse ($this:ident, $tracer:ident) { $($body:tt)* }) => {
        const HAS_FRONT: bool = true;
        fn trace_front(&self, $tracer: &mut $crate::object::Tracer<'_>) { let $this = self; $($body)* }
    };
    (@front_dealloc ($this:ident, $sink:ident) { $($body:tt)* }) => {
        fn release_front(&mut self, $sink: &mut $crate::object::Release) { let $this = self; $($body)* }
    };
    (@front_clear ($this:ident, $heap:ident) { $($body:tt)* }) => {
        fn clear_front(&self, $heap: &mut $crate::object::Heap) { let $this = self; $($body)* }
    };
    (@leave ($this:ident) { $($body:tt)* }) => {
        fn leave(&mut self) { let $this = self; $($body)* }
    };
    (@clear ($this:ident, $heap:ident) { $($body:tt)* }) => {
        fn clear(&self, $heap: &mut $crate::object::Heap) { let $this = self; $($body)* }
    };
    (@size ($this:ident, $heap:ident) { $($body:tt)* }) => {
        fn size_of(&self, $heap: &$crate::object::Heap) -> usize { let $this = self; $($body)* }
    };

    ($type:ident: $tracking:ident $(, $key:ident $value:expr)*;
        $($part:ident $(($($argument:ident),+))? { $($body:tt)* })*
    ) => {
        impl $crate::object::OfKind for $crate::object::KindOf<{ $crate::object::Kind::$type as u8 }> {
            type Payload = $type;
        }

        #[expect(unsafe_code, reason = "the memory layer relies on the kind")]
        // SAFETY: the implementation above is refused for a second type of the kind; there are no trailing items.
        unsafe impl $crate::object::Payload for $type {
            const KIND: $crate::object::Kind = $crate::object::Kind::$type;
            const TRACKING: $crate::object::Tracking = $crate::object::Tracking::$tracking;
            $($crate::object::payload! { @$key $value })*
            $($crate::object::payload! { @$part $(($($argument),+))? { $($body)* } })*
        }
    };
}

pub(crate) use payload;
