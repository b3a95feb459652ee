//! What the program keeps between calls.

use ouropy_compiler::Options;

use crate::object::Py;
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
    /// `-B`
    pub no_bytecode: bool,
}

/// What the program keeps for its interpreter.
#[derive(Default)]
pub struct State {
    /// What the command line asked for.
    pub options: StartOptions,
    /// What came first on `sys.path` at the start: modules there may hide others.
    pub script_path: Option<String>,
    /// The interpreter is being shut down.
    pub finalizing: bool,
    /// What `builtins` held before `open` and what `site` adds; put back at shutdown.
    pub original_builtins: Option<Py<Dict>>,
}

impl State {
    /// The state of an interpreter.
    pub fn of(vm: &mut Vm) -> &mut State {
        vm.states.get_or_default()
    }

    /// The state of an interpreter that has begun to use it.
    pub fn get(vm: &Vm) -> Option<&State> {
        vm.states.get()
    }
}

impl Vm {
    /// How modules are compiled.
    pub fn compile_options(&self) -> Options {
        let optimize = State::get(self).map_or(0, |state| state.options.optimize);
        Options { optimize, ..Options::default() }
    }
}
