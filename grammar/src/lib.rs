//! Python 3.13 source text to syntax tree.

pub mod ast;
pub mod error;
pub mod source;
pub mod token;
