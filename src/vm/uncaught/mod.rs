//! Exceptions nobody handles: `sys.excepthook`, `sys.unraisablehook`, exit codes.
//!
//! The report of an exception is the business of the library's module `traceback`. Where that cannot be had or fails,
//! a plain report stands in for it, which needs no Python code but that of the exception's own `__str__`.

mod exit;
mod facts;
mod output;
mod plain;
pub mod source;
mod unraisable;

pub use exit::{INTERRUPTED, code_at_end, handle_uncaught, print_uncaught};
pub use output::{flush, write_stderr};
pub use unraisable::{read_hook_arguments, report_ignored, report_unraisable, write_unraisable};

use self::facts::swallow;
use crate::object::{Slot, Str, Value};
use crate::protocol::{self, attribute};
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
            let printed = traceback_function(vm, "_print_exception_bltin")
                .and_then(|function| protocol::call(vm, &function, std::slice::from_ref(exception)));
            if swallow(vm, printed).is_none() {
                let report = plain::report(vm, exception);
                if !output::is_written(vm, &stderr, &report) {
                    plain::dump(vm, exception);
                }
            }
            flush(vm, "stderr");
        }
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
