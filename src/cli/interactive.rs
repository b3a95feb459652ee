//! Sessions at a prompt: what comes before it, and which prompt it is. At a terminal it is that of the library's
//! `_pyrepl`, else the basic one ([`repl`]).

use std::io::{self, IsTerminal};

use super::options::{Action, Options};
use super::run;
use crate::import;
use crate::native::sys;
use crate::object::{Py, Value};
use crate::program::repl;
use crate::protocol::{self, attribute};
use crate::types::dict::Dict;
use crate::vm::{PyResult, Raised, Vm, uncaught};

/// Whether what is typed at standard input comes from a person.
pub fn is_typed(options: &Options) -> bool {
    options.interactive || io::stdin().is_terminal()
}

/// The lines that name the version and the functions that tell more, unless a program is given or `-q` is.
fn show_banner(vm: &mut Vm, options: &Options) {
    if options.quiet || !matches!(options.action, Action::Interactive) {
        return;
    }
    let mut text = format!("Python {} on linux\n", sys::VERSION);
    if !options.no_site {
        text.push_str("Type \"help\", \"copyright\", \"credits\" or \"license\" for more information.\n");
    }
    uncaught::write_stderr(vm, &text);
}

/// A session without a program before it; the exit code.
pub fn run_alone(vm: &mut Vm, options: &Options, namespace: &Py<Dict>) -> i32 {
    show_banner(vm, options);
    if let Some(file) = variable(options, "PYTHONSTARTUP")
        && let Some(code) = run_startup(vm, namespace, &file)
    {
        return code;
    }
    run_prompt(vm, options, namespace, Startup::HasRun)
}

/// A session after a program, with the names that it has left; the exit code.
pub fn run_after_program(vm: &mut Vm, options: &Options, namespace: &Py<Dict>) -> i32 {
    run_prompt(vm, options, namespace, Startup::OfPrompt)
}

/// Who runs the file that `PYTHONSTARTUP` names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Startup {
    /// It has been run.
    HasRun,
    /// The prompt of `_pyrepl` does, as in CPython; the basic one does not.
    OfPrompt,
}

fn variable(options: &Options, name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|text| options.environment && !text.is_empty())
}

/// Runs the file in the namespace of `__main__`; an exit code if it asked to leave.
fn run_startup(vm: &mut Vm, namespace: &Py<Dict>, file: &str) -> Option<i32> {
    let bytes = match std::fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            uncaught::write_stderr(vm, "Could not open PYTHONSTARTUP\n");
            let path = vm.new_str(file).into_value();
            let exception = crate::types::exception::from_io_error(vm, &error, Some(path));
            return uncaught::print_uncaught(vm, &exception);
        }
    };
    let name = vm.names.file.clone();
    let path = vm.new_str(file).into_value();
    drop(namespace.set_str(vm, &name, path));
    let result = run::run_file_text(vm, namespace.clone(), file, &bytes);
    drop(namespace.remove_str(vm, &name));
    result.err().and_then(|raised| print(vm, raised))
}

/// Shows what was raised; an exit code if it is SystemExit.
fn print(vm: &mut Vm, raised: Raised) -> Option<i32> {
    let exception = vm.take_raised(raised);
    if vm.is_instance_of(&exception, &vm.types.system_exit) {
        return Some(uncaught::handle_uncaught(vm, exception));
    }
    let asked = uncaught::print_uncaught(vm, &exception);
    drop(exception);
    vm.run_parked_if_any();
    asked
}

fn run_prompt(vm: &mut Vm, options: &Options, namespace: &Py<Dict>, startup: Startup) -> i32 {
    let hook = vm.intern("__interactivehook__");
    if let Some(hook) = vm.sys.get_str(&vm.heap, &hook).cloned()
        && let Err(raised) = protocol::call(vm, &hook, &[])
    {
        uncaught::write_stderr(vm, "Failed calling sys.__interactivehook__\n");
        if let Some(code) = print(vm, raised) {
            return code;
        }
    }
    let is_basic = !io::stdin().is_terminal() || variable(options, "PYTHON_BASIC_REPL").is_some();
    let ended = if is_basic { repl::run(vm, namespace) } else { run_library_prompt(vm, startup) };
    vm.run_parked_if_any();
    match ended {
        Ok(()) => uncaught::code_at_end(vm),
        Err(raised) => {
            let exception = vm.take_raised(raised);
            uncaught::handle_uncaught(vm, exception)
        }
    }
}

/// `_pyrepl.main.interactive_console`.
fn run_library_prompt(vm: &mut Vm, startup: Startup) -> PyResult<()> {
    let (module, console) = (vm.intern("_pyrepl.main"), vm.intern("interactive_console"));
    let module = import::load(vm, &module)?;
    let console = attribute::get(vm, &module, &console)?;
    let name = vm.names.main.clone();
    let main = vm.modules.get_str(&vm.heap, &name).cloned().unwrap_or(Value::NONE);
    let arguments = [main, Value::FALSE, Value::bool(startup == Startup::OfPrompt)];
    protocol::call(vm, &console, &arguments).map(drop)
}
