//! Python 3.13 source text to syntax tree.

pub mod diagnose;
pub mod error;
pub mod lexer;
pub mod source;
pub mod token;
