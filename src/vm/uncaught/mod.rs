//! Exceptions nobody handles: `sys.excepthook`, `sys.unraisablehook`, exit codes.
//!
//! The report of an exception is the business of the library's module `traceback`. Where that cannot be had or fails,
//! a plain report stands in for it, which needs no Python code but that of the exception's own `__str__`.

mod exit;
mod facts;
mod output;
mod plain;
pub mod source;
mod stack;
mod unraisable;

pub use exit::{INTERRUPTED, code_at_end, handle_uncaught, print_uncaught};
pub use output::{flush, write_stderr};
pub use stack::{write_all, write_stack};
pub use unraisable::{read_hook_arguments, report_ignored, report_unraisable, write_unraisable};

use self::facts::swallow;
use crate::object::{Slot, Str, Value};
use crate::protocol::{self, attribute};
use crate::types::exception::Exception;
use crate::types::traceback::Traceback;
use crate::vm::{PyResult, Vm};

/// The report of an exception as `sys.excepthook` prints it, without colours.
pub fn format_exception(vm: &mut Vm, exception: &Value) -> String {
    let formatted = traceback_function(vm, "format_exception").and_then(|function| {
        let pieces = protocol::call(vm, &function, std::slice::from_ref(exception))?;
        protocol::iterate::collect_to_vec(vm, &pieces)
    });
    match swallow(vm, formatted) {
        Some(pieces) => pieces.iter().filter_map(Value::cast::<Str>).map(|piece| facts::printable(piece)).collect(),
        None => plain::report(vm, exception),
    }
}

/// Prints the report of an exception to `sys.stderr`, in colours if that is a terminal; nothing when it is None. Of what
/// is no exception, its class is told.
pub fn print_exception(vm: &mut Vm, exception: &Value) {
    match stderr(vm) {
        None => plain::dump(vm, exception),
        Some(stderr) if stderr.is_none() => {}
        Some(stderr) => {
            print_to(vm, exception, &stderr);
            flush(vm, "stderr");
        }
    }
}

/// As [`print_exception`], where a file stands in for a `sys.stderr` that is missing. The caller flushes it.
pub fn print_exception_to(vm: &mut Vm, exception: &Value, traceback: &Value, file: &Value) {
    give_traceback(vm, exception, traceback);
    print_to(vm, exception, file);
}

/// Prints by the library's function, which finds its file itself; to this one if that fails.
fn print_to(vm: &mut Vm, exception: &Value, file: &Value) {
    let printed = traceback_function(vm, "_print_exception_bltin")
        .and_then(|function| protocol::call(vm, &function, std::slice::from_ref(exception)));
    if swallow(vm, printed).is_none() {
        let report = plain::report(vm, exception);
        if !output::is_written(vm, file, &report) {
            plain::dump(vm, exception);
        }
    }
}

/// The traceback that was given with an exception becomes its own if it has none.
pub fn give_traceback(vm: &mut Vm, exception: &Value, traceback: &Value) {
    if let Some(exception) = exception.cast::<Exception>()
        && traceback.has::<Traceback>()
        && exception.traceback.get(&vm.heap).is_none()
    {
        exception.traceback.set(&mut vm.heap, Some(traceback.clone()));
    }
}

/// `sys.stderr`, whatever it is.
fn stderr(vm: &mut Vm) -> Slot {
    let name = vm.names.stderr.clone();
    vm.sys.get_str(&vm.heap, &name).cloned()
}

/// A function of the library's module `traceback`.
fn traceback_function(vm: &mut Vm, name: &str) -> PyResult {
    let (module, name) = (vm.intern("traceback"), vm.intern(name));
    let globals = vm.builtins.clone();
    let module = (vm.hooks.import_name)(vm, &module, &globals, &Value::NONE, 0)?;
    attribute::get(vm, &module, &name)
}
