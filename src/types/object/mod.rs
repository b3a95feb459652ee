//! `object`, and the payload of plain instances.

use crate::object::{ClassFlags, Kind, Layout, Payload, Tracer, Tracking};
use crate::types::class::ClassSpec;

/// The declaration of `object`.
pub const SPEC: ClassSpec = ClassSpec {
    flags: ClassFlags::BASE_TYPE.union(ClassFlags::PLAIN_GETATTR).union(ClassFlags::PLAIN_SETATTR),
    ..ClassSpec::new("object", Layout::of::<Instance>())
};

/// The payload of `object()` and of instances of Python classes without a built-in base: nothing.
pub struct Instance;

impl Payload for Instance {
    const KIND: Kind = Kind::Instance;
    const TRACKING: Tracking = Tracking::Atom;

    fn trace(&self, _tracer: &mut Tracer<'_>) {}

    fn size_of(&self, _heap: &crate::object::Heap) -> usize {
        16
    }
}
