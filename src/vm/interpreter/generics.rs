//! Instructions of generic definitions and the `type` statement.

use ouropy_compiler::code::{Instruction, Intrinsic};

use super::operands::{put, take};
use crate::object::Value;
use crate::types::type_parameter::{self, alias, param_spec, type_var, type_var_tuple};
use crate::vm::Vm;
use crate::vm::raise::PyResult;

fn function(at: Instruction) -> Intrinsic {
    // The verifier has seen the number.
    Intrinsic::ALL[usize::from(at.k)]
}

/// CALL_INTRINSIC_1.
pub(super) fn unary(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let operand = take(vm, at.b.register());
    let made = match function(at) {
        Intrinsic::TypeVar => type_var::create(vm, operand, None, None),
        Intrinsic::ParamSpec => param_spec::create(vm, operand),
        Intrinsic::TypeVarTuple => type_var_tuple::create(vm, operand),
        Intrinsic::SubscriptGeneric => type_parameter::generic_base(vm, &operand)?,
        Intrinsic::TypeAlias => alias::create(vm, &operand),
        _ => return Err(vm.system_error("no function of one operand")),
    };
    put(vm, at.a.register(), made);
    Ok(())
}

/// CALL_INTRINSIC_2.
pub(super) fn binary(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let (first, second): (Value, Value) = (take(vm, at.b.register()), take(vm, at.c.register()));
    let made = match function(at) {
        Intrinsic::TypeVarWithBound => type_var::create(vm, first, Some(second), None),
        Intrinsic::TypeVarWithConstraints => type_var::create(vm, first, None, Some(second)),
        Intrinsic::SetTypeParamDefault => {
            type_parameter::set_default(vm, &first, second);
            first
        }
        _ => return Err(vm.system_error("no function of two operands")),
    };
    put(vm, at.a.register(), made);
    Ok(())
}
