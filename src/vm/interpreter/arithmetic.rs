//! Operators: what is decided on immediates, and the general forms through the data model.

use ouropy_compiler::code::{BinaryOperator, Comparison, INPLACE, Instruction, Register};

use super::operands::{Operand, empty, held, look, operand, put, release, take};
use crate::object::{Str, Value};
use crate::protocol;
use crate::protocol::binary::Form;
use crate::vm::Vm;
use crate::vm::raise::PyResult;

/// Whether the comparison of a small operand holds (or does not, if it is inverted) between numbers of which none is a
/// NaN. Without a branch.
#[inline(always)]
pub(super) fn holds<T: PartialOrd>(k: u8, left: T, right: T) -> bool {
    let order = u32::from(left >= right) + u32::from(left > right);
    k >> (order + 3) & 1 != 0
}

fn is_equality(comparison: Comparison) -> bool {
    matches!(comparison, Comparison::Equal | Comparison::NotEqual)
}

/// `==` or `!=` of exact strs.
#[inline(always)]
fn compare_strs(vm: &Vm, left: &Value, right: &Value, comparison: Comparison) -> Option<bool> {
    if !is_equality(comparison) {
        return None;
    }
    let (x, y) = (left.cast::<Str>()?, right.cast::<Str>()?);
    if !vm.is_exactly(left, &vm.types.str) || !vm.is_exactly(right, &vm.types.str) {
        return None;
    }
    let equal = x.is(y) || x.as_bytes() == y.as_bytes();
    Some(equal == (comparison == Comparison::Equal))
}

/// As [`compare_strs`] of two registers, which are consumed if that is what they hold; the death of a str runs no code.
#[inline(always)]
fn compare_str_registers(vm: &mut Vm, left: Register, right: Register, comparison: Comparison) -> Option<bool> {
    let (x, y) = (held(vm, left).as_ref()?, held(vm, right).as_ref()?);
    let truth = compare_strs(vm, x, y, comparison)?;
    release(vm, left);
    release(vm, right);
    Some(truth)
}

/// Whether COMPARE_JUMP jumps: `bool(left OP right)`, inverted if so asked.
#[inline(never)]
pub(super) fn compare_jump(vm: &mut Vm, at: Instruction) -> PyResult<bool> {
    let comparison = Comparison::of_operand(at.k);
    let truth = match compare_str_registers(vm, at.a.register(), at.b.register(), comparison) {
        Some(truth) => truth,
        None => {
            let (left, right) = (operand(vm, at.a.register()), operand(vm, at.b.register()));
            compare_truth(vm, left, right, comparison)?
        }
    };
    Ok(truth != (at.k & 0x80 != 0))
}

/// COMPARE_INT_JUMP.
#[inline(never)]
pub(super) fn compare_int_jump(vm: &mut Vm, at: Instruction) -> PyResult<bool> {
    let left = operand(vm, at.a.register());
    Ok(compare_truth(vm, left, Operand::from(Value::from_i32(at.b.int().into())), Comparison::of_operand(at.k))?
        != (at.k & 0x80 != 0))
}

fn compare_truth(vm: &mut Vm, left: Operand, right: Operand, comparison: Comparison) -> PyResult<bool> {
    let result = protocol::compare(vm, &left, &right, comparison)?;
    // The right operand dies first, as CPython takes its stack down.
    drop(right);
    drop(left);
    vm.run_parked_if_any();
    let truth = protocol::is_true(vm, &result)?;
    drop(result);
    vm.run_parked_if_any();
    Ok(truth)
}

/// COMPARE_OP.
#[inline(never)]
pub(super) fn compare(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let comparison = Comparison::of_operand(at.k);
    if let Some(truth) = compare_str_registers(vm, at.b.register(), at.c.register(), comparison) {
        return finish(vm, at, Value::bool(truth));
    }
    let (left, right) = (operand(vm, at.b.register()), operand(vm, at.c.register()));
    let result = protocol::compare(vm, &left, &right, comparison);
    drop(right);
    drop(left);
    finish(vm, at, result?)
}

/// CONTAINS_OP.
#[inline(never)]
pub(super) fn contains(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let (needle, container) = (operand(vm, at.b.register()), operand(vm, at.c.register()));
    let found = protocol::sequence::contains(vm, &container, &needle)?;
    drop(container);
    drop(needle);
    finish(vm, at, Value::bool(found != (at.k != 0)))
}

/// The truth of what a jump tests, consumed unless `k` says that it is kept.
#[inline(never)]
pub(super) fn jump_condition(vm: &mut Vm, at: Instruction) -> PyResult<bool> {
    if at.k != 0 {
        let value = look(vm, at.a.register());
        return protocol::is_true(vm, &value);
    }
    let value = operand(vm, at.a.register());
    let truth = protocol::is_true(vm, &value)?;
    drop(value);
    vm.run_parked_if_any();
    Ok(truth)
}

/// BINARY_ADD. In place, a str that nothing else refers to grows where it is.
#[inline(never)]
pub(super) fn add(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let (left, right) = (look(vm, at.b.register()), look(vm, at.c.register()));
    if at.k == 0 || !vm.is_exactly(&left, &vm.types.str) || !vm.is_exactly(&right, &vm.types.str) {
        return binary(vm, at, BinaryOperator::Add, form(at));
    }
    // `text += more`: the local gives its reference up, so that the text can grow in place. Nothing but memory can fail.
    let right = take(vm, at.c.register());
    let given_up = if at.a == at.b && at.a != at.c { empty(vm, at.a.register()) } else { None };
    let left = given_up.unwrap_or_else(|| take(vm, at.b.register()));
    if let (Ok(left), Some(right)) = (left.cast_into::<Str>(), right.cast::<Str>()) {
        let value = crate::types::str::append(vm, left, right)?;
        put(vm, at.a.register(), value);
    }
    Ok(())
}

/// BINARY_SUBTRACT.
#[inline(never)]
pub(super) fn subtract(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    binary(vm, at, BinaryOperator::Subtract, form(at))
}

/// BINARY_MULTIPLY.
#[inline(never)]
pub(super) fn multiply(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    binary(vm, at, BinaryOperator::Multiply, form(at))
}

/// BINARY_ADD_INT.
#[inline(never)]
pub(super) fn add_int(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    binary_int(vm, at, BinaryOperator::Add, form(at))
}

/// BINARY_SUBTRACT_INT.
#[inline(never)]
pub(super) fn subtract_int(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    binary_int(vm, at, BinaryOperator::Subtract, form(at))
}

/// BINARY_OP.
#[inline(never)]
pub(super) fn binary_op(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    binary(vm, at, BinaryOperator::of_operand(at.k), operator_form(at))
}

/// BINARY_OP_INT.
#[inline(never)]
pub(super) fn binary_op_int(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    binary_int(vm, at, BinaryOperator::of_operand(at.k), operator_form(at))
}

/// How the operator of an opcode is written.
fn form(at: Instruction) -> Form {
    if at.k == 0 { Form::Plain } else { Form::InPlace }
}

/// How the operator that `k` numbers is written.
fn operator_form(at: Instruction) -> Form {
    if at.k < INPLACE { Form::Plain } else { Form::InPlace }
}

/// `b OP c` by the data model; the operands die afterwards, left first, as CPython drops them. After an error they are
/// dropped as the stack is taken down.
#[inline(always)]
fn binary(vm: &mut Vm, at: Instruction, operator: BinaryOperator, form: Form) -> PyResult<()> {
    let (left, right) = (look(vm, at.b.register()), look(vm, at.c.register()));
    let result = protocol::binary::binary(vm, operator, form, &left, &right)?;
    release(vm, at.b.register());
    release(vm, at.c.register());
    finish(vm, at, result)
}

/// As [`binary`], the right operand an int of the program.
#[inline(always)]
fn binary_int(vm: &mut Vm, at: Instruction, operator: BinaryOperator, form: Form) -> PyResult<()> {
    let left = look(vm, at.b.register());
    let result = protocol::binary::binary(vm, operator, form, &left, &Value::from_i32(at.c.int().into()))?;
    release(vm, at.b.register());
    finish(vm, at, result)
}

/// Runs what died with a finalizer, then writes the result into `a`.
#[inline]
pub(super) fn finish(vm: &mut Vm, at: Instruction, value: Value) -> PyResult<()> {
    vm.run_parked_if_any();
    put(vm, at.a.register(), value);
    Ok(())
}

/// UNARY_NEGATIVE.
#[inline(never)]
pub(super) fn negative(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let value = look(vm, at.b.register());
    let result = protocol::unary::negative(vm, &value)?;
    release(vm, at.b.register());
    finish(vm, at, result)
}

/// UNARY_POSITIVE.
pub(super) fn positive(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let value = look(vm, at.b.register());
    let result = protocol::unary::positive(vm, &value)?;
    release(vm, at.b.register());
    finish(vm, at, result)
}

/// UNARY_INVERT.
pub(super) fn invert(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let value = look(vm, at.b.register());
    let result = protocol::unary::invert(vm, &value)?;
    release(vm, at.b.register());
    finish(vm, at, result)
}

/// UNARY_NOT.
pub(super) fn not(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let value = look(vm, at.b.register());
    let truth = protocol::is_true(vm, &value)?;
    release(vm, at.b.register());
    finish(vm, at, Value::bool(!truth))
}
