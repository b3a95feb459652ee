//! Warnings that the machine and the types issue.

use crate::native::warnings_::{Import, attribute_of_warnings, issue};
use crate::object::{Py, Value};
use crate::protocol;
use crate::types::class::Class;
use crate::types::generator::{Generator, methods};
use crate::vm::{PyResult, Vm, uncaught};

pub use crate::native::warnings_::issue_at as warn_explicit;

/// CPython's `PyErr_WarnEx` with stack level 1: warns about the line that is being executed. Raises the warning where a
/// filter says so.
pub fn warn(vm: &mut Vm, category: &Py<Class>, text: &str) -> PyResult<()> {
    issue(vm, category, text, None)
}

/// As [`warn`], of an object, which becomes the warning's `source`.
pub fn warn_about(vm: &mut Vm, category: &Py<Class>, text: &str, source: &Value) -> PyResult<()> {
    issue(vm, category, text, Some(source))
}

/// CPython's `_PyErr_WarnUnawaitedCoroutine`: lets `warnings` warn about a coroutine that was never awaited, or does it
/// itself where that fails. Errors are reported as unraisable.
pub fn warn_unawaited(vm: &mut Vm, coroutine: &Py<Generator>) {
    let warned = match attribute_of_warnings(vm, "_warn_unawaited_coroutine", Import::Wanted) {
        Ok(Some(function)) => protocol::call(vm, &function, std::slice::from_ref(coroutine.as_value())).map(|_| true),
        Ok(None) => Ok(false),
        Err(raised) => Err(raised),
    };
    let has_warned = match warned {
        Ok(has_warned) => has_warned,
        Err(raised) => {
            let is_warning = vm.raised_is(&raised, |types| &types.runtime_warning);
            let exception = vm.take_raised(raised);
            report(vm, &exception, coroutine);
            is_warning
        }
    };
    if has_warned {
        return;
    }
    let qualname = coroutine.qualname.get(&vm.heap).to_string_lossy().into_owned();
    let category = vm.types.runtime_warning.clone();
    if let Err(raised) = warn(vm, &category, &format!("coroutine '{qualname}' was never awaited")) {
        let exception = vm.take_raised(raised);
        report(vm, &exception, coroutine);
    }
}

fn report(vm: &mut Vm, exception: &Value, coroutine: &Py<Generator>) {
    let message = format!("Exception ignored while finalizing coroutine {}", methods::shown(vm, coroutine.as_value()));
    uncaught::report_unraisable(vm, exception, Some(&message), None);
}
