//! Execution. `Vm` is the interpreter's state; everything that can run Python code takes it as first parameter.

pub mod accounts;
pub mod arguments;
pub mod async_hooks;
mod bind;
pub mod boot;
mod borrowed;
pub mod call;
pub mod collect;
pub mod context;
pub mod descriptor;
pub mod device;
pub mod finalize;
pub mod frames;
mod handled;
pub mod hooks;
pub mod interpreter;
pub mod locale;
pub mod mapping;
pub mod monitoring;
pub mod names;
mod passed;
pub mod polling;
pub mod raise;
pub mod recorder;
pub mod signals;
pub mod signature;
pub mod stack;
pub mod system;
pub mod teardown;
pub mod type_map;
pub mod uncaught;
pub mod weak_cells;

pub use call::call_class_body;
pub use context::Vm;
pub use raise::{PyResult, Raised};
