//! Python 3.13 source text to syntax tree.

pub mod ast;
pub mod error;
pub mod source;
pub mod token;

mod actions;

lalrpop_util::lalrpop_mod!(
    #[allow(
        clippy::all,
        clippy::pedantic,
        missing_docs,
        unused_qualifications,
        dead_code
    )]
    python
);
