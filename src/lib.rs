//! A Python 3.13 interpreter that shows what reference counting and the cycle collector do.

pub mod cli;
pub mod import;
pub mod native;
pub mod object;
pub mod program;
pub mod protocol;
pub mod stdlib;
pub mod text;
pub mod types;
pub mod vm;
