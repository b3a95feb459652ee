//! A Python 3.13 interpreter that shows what reference counting and the cycle collector do.

#[cfg(not(all(unix, target_pointer_width = "64")))]
compile_error!("ouropy runs on 64-bit Unix only: a value is a 64-bit word, and files and signals are Unix's");

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
