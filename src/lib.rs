//! A Python 3.14 interpreter that shows what reference counting and the cycle collector do.
//!
//! The crate is the command `ouropy` ([`main`]) and a small face for programs that run Python code ([`Interpreter`]).
//! [`object`] is the memory layer, whose items say what they rest on (`docs/safety.md`).

#[cfg(not(all(unix, target_pointer_width = "64")))]
compile_error!("ouropy runs on 64-bit Unix only: a value is a 64-bit word, and files and signals are Unix's");

pub(crate) mod cli;
mod embedding;
pub(crate) mod import;
pub(crate) mod native;
pub mod object;
pub(crate) mod program;
pub(crate) mod protocol;
pub(crate) mod report;
pub(crate) mod stdlib;
pub(crate) mod text;
pub(crate) mod types;
pub(crate) mod vm;

pub use cli::main;
pub use embedding::{Interpreter, RunError, StartError, Uncaught};
