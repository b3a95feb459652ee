//! Ctrl-C: a flag the signal handler sets and the loop looks at.

use std::sync::atomic::{AtomicBool, Ordering};

static REQUESTED: AtomicBool = AtomicBool::new(false);

/// Asks for a KeyboardInterrupt at the next safe point. Async-signal-safe.
pub fn request() {
    REQUESTED.store(true, Ordering::Relaxed);
}

/// Whether one has been asked for.
#[inline(always)]
pub fn is_requested() -> bool {
    REQUESTED.load(Ordering::Relaxed)
}

/// Takes the request.
pub fn take_request() -> bool {
    REQUESTED.swap(false, Ordering::Relaxed)
}
