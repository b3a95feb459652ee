//! `except*`.

use ouropy_compiler::code::Instruction;

use super::arithmetic::finish;
use super::operands::{put, take};
use crate::object::Value;
use crate::types::exception::star::{self, Division};
use crate::types::traceback;
use crate::vm::Vm;
use crate::vm::raise::PyResult;

/// CHECK_EG_MATCH.
pub(super) fn check_match(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let (exception, classes) = (take(vm, at.a.register()), take(vm, at.b.register()));
    let (caught, rest) = match star::divide(vm, &exception, &classes)? {
        Division::Whole => (exception.clone(), Value::NONE),
        Division::Wrapped(group) => {
            if let Some(innermost) = vm.stack.innermost() {
                let instruction = innermost.current_index();
                let frame = vm.frame_object(vm.stack.depth() - 1);
                traceback::add_entry(vm, &group, frame, instruction);
            }
            (group, Value::NONE)
        }
        Division::Parts(caught, rest) => (caught, rest),
    };
    drop(exception);
    drop(classes);
    if !caught.is_none() {
        drop(vm.handled.replace(caught.clone()));
    }
    vm.run_parked_if_any();
    put(vm, at.a.register(), rest);
    put(vm, at.a.register().offset(1), caught);
    Ok(())
}

/// PREP_RERAISE_STAR.
pub(super) fn prepare_reraise(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let (original, results) = (take(vm, at.b.register()), take(vm, at.c.register()));
    let exception = star::remainder(vm, &original, &results)?;
    drop(results);
    drop(original);
    finish(vm, at, exception)
}
