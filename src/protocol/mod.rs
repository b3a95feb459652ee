//! Python's data model as functions.

pub mod attribute;
pub mod awaitable;
pub mod binary;
pub mod call;
pub mod compare;
pub mod format;
pub mod hash;
pub mod immediate;
pub mod iterate;
pub mod number;
pub mod recursion;
pub mod repr;
pub mod sequence;
pub mod subscript;
pub mod truth;
pub mod unary;

pub use binary::{binary, divmod, power};
pub use call::{call, call_args, call_method};
pub use compare::{compare, is_equal};
pub use format::format;
pub use hash::{hash, hash_element, hash_key, hash_str};
pub use repr::{ascii, repr, str};
pub use truth::is_true;
