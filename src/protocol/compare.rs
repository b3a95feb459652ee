//! `==`, `<` and their kin.

use ouropy_compiler::code::Comparison;

use crate::object::Value;
use crate::types::class::slots::CompareFn;
use crate::vm::{PyResult, Vm};

/// Whether `left is right or left == right`: how containers compare their items.
#[inline]
pub fn is_equal(vm: &mut Vm, left: &Value, right: &Value) -> PyResult<bool> {
    if left.is(right) {
        return Ok(true);
    }
    if left.is_small_int() && right.is_small_int() {
        return Ok(false);
    }
    let result = compare(vm, left, right, Comparison::Equal)?;
    super::truth::is_true(vm, &result)
}

/// `left OP right`: the right operand's reflected method first if its class is a proper subclass of the left's, then
/// the left's, then the right's; identity for `==` and `!=`, else TypeError "'<' not supported between instances of …".
pub fn compare(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    if let (Some(left), Some(right)) = (left.as_small_int(), right.as_small_int()) {
        return Ok(Value::bool(super::number::holds(op, left.cmp(&right))));
    }
    super::recursion::check(vm, " in comparison")?;
    let of = |vm: &Vm, value: &Value| -> Option<CompareFn> { vm.class_of(value).slots(&vm.heap).richcompare };
    let (left_class, right_class) = (vm.class_of(left), vm.class_of(right));
    let mut reflected_tried = false;
    if !left_class.is(right_class)
        && right_class.is_subclass_of(&vm.heap, left_class)
        && let Some(reflected) = of(vm, right)
    {
        reflected_tried = true;
        let result = reflected(vm, right, left, op.swapped())?;
        if !result.is_not_implemented() {
            return Ok(result);
        }
    }
    if let Some(direct) = of(vm, left) {
        let result = direct(vm, left, right, op)?;
        if !result.is_not_implemented() {
            return Ok(result);
        }
    }
    if !reflected_tried && let Some(reflected) = of(vm, right) {
        let result = reflected(vm, right, left, op.swapped())?;
        if !result.is_not_implemented() {
            return Ok(result);
        }
    }
    match op {
        Comparison::Equal => Ok(Value::bool(left.is(right))),
        Comparison::NotEqual => Ok(Value::bool(!left.is(right))),
        _ => {
            let (left, right) = (vm.class_name(left), vm.class_name(right));
            let symbol = op.symbol();
            Err(vm.type_error(format!("'{symbol}' not supported between instances of '{left}' and '{right}'")))
        }
    }
}
