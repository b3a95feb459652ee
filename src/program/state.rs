//! What native modules keep between calls.

use std::cell::Cell;
use std::rc::Rc;

use ouropy_compiler::Options;

use crate::object::{Py, Value};
use crate::types::class::Class;
use crate::types::dict::Dict;
use crate::vm::Vm;

/// What the command line asked for.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct StartOptions {
    /// `-O`, `-OO`.
    pub optimize: u8,
    /// `-q`
    pub quiet: bool,
    /// `-i`
    pub interactive: bool,
    /// `-I`
    pub isolated: bool,
    /// `-s`, `-I`
    pub no_user_site: bool,
    /// `-S`
    pub no_site: bool,
    /// `-E`, `-I`
    pub ignore_environment: bool,
    /// `-P`, `-I`
    pub safe_path: bool,
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
    /// Whether the terminal's cursor stands behind text that no newline ended, as far as the standard streams know.
    pub line_open: Rc<Cell<bool>>,
    /// What came first on `sys.path` at the start: modules there may hide others.
    pub script_path: Option<String>,
    /// The interpreter is being shut down.
    pub finalizing: bool,
    /// Shutdown has emptied `sys.modules`: nothing can be imported, nor source lines be shown, which CPython reads
    /// through `io`.
    pub modules_removed: bool,
    /// Functions registered with `atexit`, oldest first.
    pub exit_functions: Vec<Option<ExitFunction>>,
    /// What `builtins` held before `open` and what `site` adds; put back at shutdown.
    pub original_builtins: Option<Py<Dict>>,
    /// The classes of native modules. Those that CPython has as static types live as long as the interpreter.
    pub classes: Vec<Py<Class>>,
    /// `abc.get_cache_token()`: counts registrations of virtual subclasses.
    pub abc_invalidations: u64,
}

impl Vm {
    /// How modules are compiled.
    pub fn compile_options(&self) -> Options {
        Options { optimize: self.native.options.optimize, future_annotations: false }
    }
}
