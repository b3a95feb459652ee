//! Memory: values, headers, owning pointers, the heap, tracing, the collector, weak references.
//!
//! The home of `unsafe`. Nothing here knows a Python type by name beyond its [`Kind`].

mod borrowed;
mod cell;
mod class;
mod collect;
mod dealloc;
mod edge;
mod header;
mod heap;
mod instance;
mod kind;
mod layout;
mod lent;
mod payload;
mod pointer;
mod pool;
mod records;
mod references;
mod reserve;
mod shared_keys;
mod str;
#[cfg(test)]
mod tests;
mod trace;
mod tuple;
mod value;
mod weak;

pub use self::str::{Str, StrWriter};
pub use borrowed::{with_borrowed, with_borrowed_slots, with_counted, with_joined, with_prefixed};
pub use cell::{Heap, HeapCell};
pub(crate) use class::class_payload;
pub use class::{ClassFlags, ClassHead, ClassPayload};
pub use collect::collection::{Collection, Outcome};
pub use collect::inspect::Census;
pub use collect::phantom::Phantom;
pub use collect::{GENERATIONS, GenerationStats, PERMANENT};
pub use dealloc::ends_with_code;
pub use edge::Edge;
pub use header::{Header, IMMORTAL};
pub use heap::{HeapInUse, OutOfMemory};
pub use kind::{Kind, KindOf, OfKind};
pub use layout::Layout;
pub use lent::Lent;
pub(crate) use payload::payload;
pub use payload::{OwnDict, Payload, Tracking};
pub use pointer::{Object, Py};
pub use records::{Mark, Record, Records, Site};
pub use references::{References, Release, let_go, release_from_end, trace_from_end, trace_slots};
pub use shared_keys::SharedKeys;
pub use trace::Tracer;
pub use tuple::Tuple;
pub use value::{INT_MAX, INT_MIN, Slot, Value, holds_object};
pub use weak::{Face, WeakRef};
