//! What native modules keep between calls.

use crate::compile::Options;
use crate::object::Value;
use crate::vm::Vm;

/// What the command line asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct StartOptions {
    /// `-O`, `-OO`.
    pub optimize: u8,
    /// `-q`
    pub quiet: bool,
    /// `-i`
    pub interactive: bool,
}

/// A function registered with `atexit`.
pub struct ExitFunction {
    /// The callable.
    pub function: Value,
    /// Positional arguments, then keyword values.
    pub values: Vec<Value>,
    /// Keyword names.
    pub names: Vec<Value>,
}

/// State of the native modules.
#[derive(Default)]
pub struct NativeState {
    /// What the command line asked for.
    pub options: StartOptions,
    /// What came first on `sys.path` at the start: modules there may hide others.
    pub script_path: Option<String>,
    /// The interpreter is being shut down.
    pub finalizing: bool,
    /// Functions registered with `atexit`, oldest first.
    pub exit_functions: Vec<ExitFunction>,
    /// `abc.get_cache_token()`: counts registrations of virtual subclasses.
    pub abc_invalidations: u64,
}

impl Vm {
    /// How modules are compiled.
    pub fn compile_options(&self) -> Options {
        Options { optimize: self.native.options.optimize, future_annotations: false }
    }
}
