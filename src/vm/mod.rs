//! Execution. `Vm` is the interpreter's state; everything that can run Python code takes it as first parameter.

pub mod context;
pub mod names;
pub mod raise;
pub mod uncaught;

pub use context::Vm;
pub use raise::{PyResult, Raised};
