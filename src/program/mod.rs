//! What runs a program and is no module: from text to code, warnings that native code issues, paths, what is kept
//! between calls, and the end.

pub mod hooks;
pub mod path;
pub mod repl;
pub mod shutdown;
pub mod source;
pub mod state;
pub mod texts;
mod typed_lines;
pub mod warnings;
