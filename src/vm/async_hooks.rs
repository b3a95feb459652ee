//! What `sys` sets for coroutines and asynchronous generators.

use crate::object::Slot;

/// The settings of an interpreter.
#[derive(Default)]
pub struct AsyncHooks {
    /// How many frames `cr_origin` of a new coroutine names; none if 0.
    pub origin_depth: usize,
    /// Called with each asynchronous generator that is iterated for the first time.
    pub first_iteration: Slot,
    /// Called with each asynchronous generator that dies before it has ended, if it was set when that one was first
    /// iterated.
    pub finalizer: Slot,
}
