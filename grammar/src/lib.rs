//! Python 3.14 source text to syntax tree.
//!
//! [`parse`] for text that is already decoded, [`parse_bytes`] for the contents of a file.

mod actions;
pub mod ast;
mod diagnose;
pub mod error;
pub mod lexer;
pub mod names;
mod parser;
mod size;
pub mod source;
pub mod token;

pub use actions::MAX_DEPTH;
pub use parser::{Parsed, Refused, parse, parse_bytes, parse_source, read_bytes};
pub use size::least_tokens;
pub use token::Mode;

lalrpop_util::lalrpop_mod!(
    #[expect(clippy::all, clippy::pedantic, unused_qualifications, reason = "generated code")]
    python
);
