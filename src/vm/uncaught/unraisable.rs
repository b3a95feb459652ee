//! Exceptions that cannot be raised: in `__del__`, in callbacks of weak references.

use std::fmt::Write;

use super::facts::{class_text, or_failed, read, text_of};
use super::output::{flush, is_written};
use super::plain;
use crate::object::{Slot, Value};
use crate::protocol;
use crate::types::exception::{self, Exception};
use crate::types::traceback;
use crate::vm::Vm;

/// Gives an exception that nobody can catch to `sys.unraisablehook`: "Exception ignored while calling deallocator
/// <function …>", `doing` being what stands between, `object` what failed. The object is named in the message only, as
/// CPython's `PyErr_FormatUnraisable` has it; if its `repr()` fails, there is no message.
pub fn report_ignored(vm: &mut Vm, exception: &Value, doing: &str, object: &Value) {
    let message = match exception::to_repr(vm, object) {
        Ok(shown) => Some(format!("Exception ignored {doing} {}", shown.to_string_lossy())),
        Err(raised) => {
            drop(vm.take_raised(raised));
            None
        }
    };
    report_unraisable(vm, exception, message.as_deref(), None);
}

/// Gives an exception to `sys.unraisablehook`. `object` is what failed; `message` stands in place of "Exception ignored
/// in".
pub fn report_unraisable(vm: &mut Vm, exception: &Value, message: Option<&str>, object: Option<&Value>) {
    add_place(vm, exception);
    let name = vm.names.unraisablehook.clone();
    let hook = vm.sys.get_str(&vm.heap, &name).filter(|hook| !hook.is_none()).cloned();
    if let Some(hook) = hook {
        let arguments = hook_arguments(vm, exception, message, object);
        match protocol::call(vm, &hook, &[arguments]) {
            Ok(_) => {}
            Err(raised) => {
                let failure = vm.take_raised(raised);
                write_unraisable(vm, &failure, Some("Exception ignored in sys.unraisablehook"), Some(&hook));
            }
        }
        return;
    }
    write_unraisable(vm, exception, message, object);
}

/// Gives an exception without a traceback the place where it could not be raised.
fn add_place(vm: &mut Vm, exception: &Value) {
    let bare = exception.cast::<Exception>().is_some_and(|e| e.traceback.get(&vm.heap).is_none());
    if bare && let Some(innermost) = vm.stack.depth().checked_sub(1) {
        let at = vm.stack.activations()[innermost].current_index();
        let frame = vm.frame_object(innermost);
        traceback::add_entry(vm, exception, frame, at);
    }
}

/// The `UnraisableHookArgs` for the hook.
fn hook_arguments(vm: &mut Vm, exception: &Value, message: Option<&str>, object: Option<&Value>) -> Value {
    let message = match message {
        Some(message) => vm.new_str(message).into_value(),
        None => Value::NONE,
    };
    let traceback = plain::traceback_of(vm, exception);
    let class = vm.class_of(exception).to_value();
    let traceback = traceback.unwrap_or(Value::NONE);
    let object = object.cloned().unwrap_or(Value::NONE);
    exception::hook_args(vm, [class, exception.clone(), traceback, message, object])
}

/// What `sys.unraisablehook` prints by default; nothing when there is no `sys.stderr`.
pub fn write_unraisable(vm: &mut Vm, exception: &Value, message: Option<&str>, object: Option<&Value>) {
    let name = vm.names.stderr.clone();
    let Some(stderr) = vm.sys.get_str(&vm.heap, &name).filter(|stderr| !stderr.is_none()).cloned() else { return };
    let text = unraisable_text(vm, exception, message, object);
    is_written(vm, &stderr, &text);
    flush(vm, "stderr");
}

fn unraisable_text(vm: &mut Vm, exception: &Value, message: Option<&str>, object: Option<&Value>) -> String {
    let mut text = String::new();
    match (message, object) {
        (message, Some(object)) => {
            let shown = exception::to_repr(vm, object);
            let shown = or_failed(vm, shown, "<object repr() failed>");
            text = format!("{}: {shown}\n", message.unwrap_or("Exception ignored in"));
        }
        (Some(message), None) => text = format!("{message}:\n"),
        (None, None) => {}
    }
    if let Some(traceback) = plain::traceback_of(vm, exception) {
        plain::push_traceback(vm, &traceback, &mut text);
    }
    text.push_str(&class_text(vm, exception));
    let shown = exception::to_str(vm, exception);
    let shown = or_failed(vm, shown, "<exception str() failed>");
    let _ = writeln!(text, ": {shown}");
    text
}

/// The fields of the arguments of `sys.unraisablehook`: exception, message, object.
pub fn read_hook_arguments(vm: &mut Vm, arguments: &Value) -> (Slot, Option<String>, Slot) {
    let mut field = |name: &str| read(vm, arguments, name).filter(|value| !value.is_none());
    let (exception, message, object) = (field("exc_value"), field("err_msg"), field("object"));
    let message = message.as_ref().map(text_of);
    (exception, message, object)
}
