//! Exceptions nobody handles: `sys.excepthook`, `sys.unraisablehook`, exit codes, and the text of tracebacks.
//!
//! A report is first collected (which runs Python code: `__str__`, `__repr__`), then arranged as text, then written
//! to `sys.stderr`.

mod carets;
mod entry;
mod exit;
pub(crate) mod facts;
mod output;
mod render;
mod report;
pub mod source;
mod suggest;
mod syntax;
mod unraisable;
mod width;

pub use exit::{handle_uncaught, print_uncaught};
pub use output::{flush, write_stderr};
pub use unraisable::{read_hook_arguments, report_ignored, report_unraisable, write_unraisable};

use crate::object::{Str, Value};
use crate::vm::Vm;

/// The report of an exception as `sys.excepthook` prints it: traceback, chained exceptions, groups, notes, hints.
pub fn format_exception(vm: &mut Vm, exception: &Value) -> String {
    let mut sources = sources(vm);
    let reports = report::collect(vm, exception, &mut sources);
    render::render(&reports)
}

/// Prints the report of an exception to `sys.stderr`, or nothing when there is none.
pub fn print_exception(vm: &mut Vm, exception: &Value) {
    let text = format_exception(vm, exception);
    write_stderr(vm, &text);
    flush(vm, "stderr");
}

/// Source texts, looked for in the directories of `sys.path` too.
fn sources(vm: &mut Vm) -> source::Sources {
    let mut sources = source::Sources::new(vm.hooks.library_source);
    sources.closed = vm.modules_removed;
    let name = vm.names.sys_path.clone();
    if let Some(path) = vm.sys.get_str(&vm.heap, &name).cloned() {
        let listed = crate::types::exception::collect(vm, &path);
        let listed = facts::swallow(vm, listed).unwrap_or_default();
        sources.search = listed.iter().filter(|folder| folder.has::<Str>()).map(entry::text_of).collect();
    }
    sources
}
