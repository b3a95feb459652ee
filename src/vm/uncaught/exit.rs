//! The end of a program by an exception.

use super::facts::{self, read, swallow};
use super::{flush, plain, print_exception, write_stderr};
use crate::object::{Kind, Value};
use crate::protocol;
use crate::types::exception;
use crate::vm::Vm;

/// The exit code of a program that KeyboardInterrupt has ended: the process is to end by SIGINT. No other is negative.
pub const INTERRUPTED: i32 = -2;

/// Whether a KeyboardInterrupt has been reported: from then on the end of the program is that of an interrupted one.
#[derive(Default)]
struct Interrupted(bool);

/// The exit code of a program that has come to its end.
pub fn code_at_end(vm: &mut Vm) -> i32 {
    if vm.states.get_or_default::<Interrupted>().0 { INTERRUPTED } else { 0 }
}

/// Reports an exception that left the program, and gives the process's exit code: for SystemExit what it asks for
/// (0 for None, the int, 1 after printing anything else), [`INTERRUPTED`] for KeyboardInterrupt, else 1.
pub fn handle_uncaught(vm: &mut Vm, exception: Value) -> i32 {
    if vm.is_instance_of(&exception, &vm.types.system_exit) {
        return exit_code(vm, exception);
    }
    let asked = print_uncaught(vm, &exception);
    drop(exception);
    vm.run_parked_if_any();
    flush(vm, "stdout");
    match (asked, code_at_end(vm)) {
        (Some(code), _) => code,
        (None, 0) => 1,
        (None, code) => code,
    }
}

/// What SystemExit asks for. The exception, and all that its traceback keeps alive, goes before its code is printed.
fn exit_code(vm: &mut Vm, exception: Value) -> i32 {
    flush(vm, "stdout");
    let code = read(vm, &exception, "code").unwrap_or(Value::NONE);
    drop(exception);
    vm.run_parked_if_any();
    if code.is_none() {
        return 0;
    }
    if let Some(number) = code.as_small_int() {
        return (number & 0xff) as i32;
    }
    if let Some(truth) = code.as_bool() {
        return i32::from(truth);
    }
    if code.kind() == Some(Kind::Int) {
        return int_subclass_code(vm, &code);
    }
    let text = exception::to_str(vm, &code);
    if let Some(text) = swallow(vm, text) {
        write_stderr(vm, &facts::printable(&text));
    }
    write_stderr(vm, "\n");
    flush(vm, "stderr");
    drop(code);
    vm.run_parked_if_any();
    1
}

/// The code of an int object: too large ones count as -1.
fn int_subclass_code(vm: &mut Vm, code: &Value) -> i32 {
    let index = vm.class_of(code).slots(&vm.heap).index;
    let number = index.and_then(|index| {
        let result = index(vm, code);
        swallow(vm, result)
    });
    number.and_then(|number| number.as_small_int()).map_or(0xff, |number| (number & 0xff) as i32)
}

/// `sys.last_exc` and its kin, then `sys.excepthook`, whose own failure is reported with the original exception.
/// Gives an exit code if the hook raised SystemExit.
pub fn print_uncaught(vm: &mut Vm, exception: &Value) -> Option<i32> {
    if vm.is_instance_of(exception, &vm.types.keyboard_interrupt) {
        vm.states.get_or_default::<Interrupted>().0 = true;
    }
    let class = vm.class_of(exception).to_value();
    let traceback = plain::traceback_of(vm, exception).unwrap_or(Value::NONE);
    let names =
        [&vm.names.last_exc, &vm.names.last_type, &vm.names.last_value, &vm.names.last_traceback].map(Clone::clone);
    let values = [exception.clone(), class.clone(), exception.clone(), traceback.clone()];
    let sys = vm.sys.clone();
    for (name, value) in names.into_iter().zip(values) {
        drop(sys.set_str(vm, &name, value));
    }
    let name = vm.names.excepthook.clone();
    let Some(hook) = vm.sys.get_str(&vm.heap, &name).cloned() else {
        write_stderr(vm, "sys.excepthook is missing\n");
        print_exception(vm, exception);
        return None;
    };
    match protocol::call(vm, &hook, &[class, exception.clone(), traceback]) {
        Ok(_) => None,
        Err(raised) => {
            let failure = vm.take_raised(raised);
            if vm.is_instance_of(&failure, &vm.types.system_exit) {
                return Some(exit_code(vm, failure));
            }
            write_stderr(vm, "Error in sys.excepthook:\n");
            print_exception(vm, &failure);
            write_stderr(vm, "\nOriginal exception was:\n");
            print_exception(vm, exception);
            None
        }
    }
}
