//! `Layout`: a payload type seen from an untyped header.
#![expect(unsafe_code, reason = "payloads are reached through untyped headers")]

use std::any::TypeId;
use std::ptr::NonNull;

use super::cell::Heap;
use super::header::Header;
use super::heap::state;
use super::kind::Kind;
use super::payload::{OwnDict, Payload, Tracking};
use super::pointer::Object;
use super::references::Release;
use super::trace::Tracer;

/// What is done with references that come before an object's attribute dict.
#[derive(Clone, Copy)]
pub(super) struct Front {
    pub(super) trace: unsafe fn(NonNull<Header>, &mut Tracer<'_>),
    pub(super) release: unsafe fn(NonNull<Header>, &mut Release),
    pub(super) clear: unsafe fn(NonNull<Header>, &mut Heap),
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
    pub(super) clear_hidden: unsafe fn(NonNull<Header>, &mut Heap),
    pub(super) front: Option<Front>,
    release: Option<unsafe fn(NonNull<Header>, &mut Release)>,
    needs_finalizer: Option<unsafe fn(NonNull<Header>) -> bool>,
    pub(super) size_of: unsafe fn(NonNull<Header>, &Heap) -> usize,
    trailing_bytes: Option<unsafe fn(NonNull<Header>) -> usize>,
}

impl Layout {
    /// The layout of `T`.
    pub const fn of<T: Payload>() -> &'static Layout {
        &const {
            Layout {
                kind: T::KIND,
                tracking: T::TRACKING,
                size: size_of::<Object<T>>(),
                own_dict: T::OWN_DICT,
                type_id: TypeId::of::<T>,
                trace: |header, tracer| {
                    // SAFETY: whoever calls this has an object of this layout, here and below.
                    unsafe { header.cast::<Object<T>>().as_ref() }.payload.trace(tracer);
                },
                clear: |header, heap| {
                    // SAFETY: as above.
                    unsafe { header.cast::<Object<T>>().as_ref() }.payload.clear(heap);
                },
                clear_hidden: |header, heap| {
                    // SAFETY: as above.
                    unsafe { header.cast::<Object<T>>().as_ref() }.payload.clear_hidden(heap);
                },
                front: if T::HAS_FRONT {
                    Some(Front {
                        trace: |header, tracer| {
                            // SAFETY: as above.
                            unsafe { header.cast::<Object<T>>().as_ref() }.payload.trace_front(tracer);
                        },
                        release: |header, sink| {
                            // SAFETY: the object is dying: nobody else refers to its payload.
                            unsafe { (*header.cast::<Object<T>>().as_ptr()).payload.release_front(sink) };
                        },
                        clear: |header, heap| {
                            // SAFETY: as above.
                            unsafe { header.cast::<Object<T>>().as_ref() }.payload.clear_front(heap);
                        },
                    })
                } else {
                    None
                },
                release: if std::mem::needs_drop::<T>() || T::TRAILING_BYTES.is_some() {
                    Some(|header, sink| {
                        let object = header.cast::<Object<T>>().as_ptr();
                        // SAFETY: the object is dying: nobody else refers to its payload, which is taken apart once.
                        unsafe {
                            (*object).payload.leave();
                            (*object).payload.release_trailing(sink);
                            T::release(&raw mut (*object).payload, sink);
                        }
                    })
                } else {
                    None
                },
                needs_finalizer: match T::NEEDS_FINALIZER {
                    Some(_) => Some(|header| {
                        // SAFETY: as above.
                        let payload = &unsafe { header.cast::<Object<T>>().as_ref() }.payload;
                        const { T::NEEDS_FINALIZER }.is_some_and(|needs| needs(payload))
                    }),
                    None => None,
                },
                size_of: |header, heap| {
                    // SAFETY: as above.
                    unsafe { header.cast::<Object<T>>().as_ref() }.payload.size_of(heap)
                },
                trailing_bytes: match T::TRAILING_BYTES {
                    Some(_) => Some(|header| {
                        // SAFETY: as above.
                        let payload = &unsafe { header.cast::<Object<T>>().as_ref() }.payload;
                        const { T::TRAILING_BYTES }.map_or(0, |bytes| bytes(payload))
                    }),
                    None => None,
                },
            }
        }
    }

    /// The same for a type that has its attribute dict in another place than others with this payload.
    pub const fn with_own_dict(&self, own_dict: OwnDict) -> Layout {
        Layout { own_dict, ..*self }
    }

    /// Whether the payload must run code before it dies.
    ///
    /// # Safety
    /// `header` is an object of this layout.
    #[inline(always)]
    pub(super) unsafe fn needs_finalizer(&self, header: NonNull<Header>) -> bool {
        // SAFETY: per the contract above, here and below.
        self.needs_finalizer.is_some_and(|needs| unsafe { needs(header) })
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

    /// Gives away what the items refer to, then what the payload does, and frees the rest of the payload.
    ///
    /// # Safety
    /// As `needs_finalizer`; once for each object.
    #[inline(always)]
    pub(super) unsafe fn release(&self, header: NonNull<Header>, sink: &mut Release) {
        if let Some(release) = self.release {
            // SAFETY: as above.
            unsafe { release(header, sink) }
        }
    }

    /// Enters the payload type of a class's instances as the one of its kind.
    ///
    /// # Panics
    /// When objects of another type have this kind: a downcast could no longer tell them apart.
    pub(super) fn register(&self) {
        let type_id = (self.type_id)();
        let known = state(|s| s.payload_types[self.kind as usize].replace(Some(type_id)));
        assert!(known.is_none_or(|known| known == type_id), "two payload types of the kind {:?}", self.kind);
    }
}
