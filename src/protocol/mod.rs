//! Python's data model as functions.

pub mod attribute;
pub mod call;
pub mod compare;
pub mod hash;
pub mod recursion;
pub mod truth;

pub use call::{call, call_args, call_method};
pub use compare::{compare, is_equal};
pub use hash::{hash, hash_str};
pub use truth::is_true;
