//! Operators between sets: what other operands get is NotImplemented.

use ouropy_compiler::code::Comparison;

use super::operations::{
    copy_of, difference, difference_update, intersection, is_subset, length, merge, swap_bodies, symmetric_difference,
    symmetric_difference_update,
};
use super::{data, data_of};
use crate::object::Value;
use crate::types::class::slots::BinaryFn;
use crate::vm::{PyResult, Vm};

pub(super) fn compare(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    if data_of(left).is_none() || data_of(right).is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let order = length(vm, left).cmp(&length(vm, right));
    let truth = match op {
        Comparison::Equal => order.is_eq() && !hashes_differ(left, right) && is_subset(vm, left, right)?,
        Comparison::NotEqual => {
            let equal = compare(vm, left, right, Comparison::Equal)?;
            !equal.is_true()
        }
        Comparison::LessEqual => is_subset(vm, left, right)?,
        Comparison::GreaterEqual => is_subset(vm, right, left)?,
        Comparison::Less => order.is_lt() && is_subset(vm, left, right)?,
        Comparison::Greater => order.is_gt() && is_subset(vm, right, left)?,
    };
    Ok(Value::bool(truth))
}

fn hashes_differ(left: &Value, right: &Value) -> bool {
    let (left, right) = (data(left).hash.get(), data(right).hash.get());
    left != -1 && right != -1 && left != right
}

fn operator(vm: &mut Vm, left: &Value, right: &Value, operation: BinaryFn) -> PyResult {
    if data_of(left).is_none() || data_of(right).is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    operation(vm, left, right)
}

pub(super) fn subtract(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    operator(vm, left, right, difference)
}

pub(super) fn and(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    operator(vm, left, right, intersection)
}

pub(super) fn xor(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    operator(vm, left, right, symmetric_difference)
}

pub(super) fn or(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    operator(vm, left, right, |vm, left, right| {
        let result = copy_of(vm, left)?;
        merge(vm, &result, right)?;
        Ok(result)
    })
}

pub(super) fn inplace_subtract(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    operator(vm, left, right, |vm, left, right| {
        difference_update(vm, left, right)?;
        Ok(left.clone())
    })
}

pub(super) fn inplace_and(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    operator(vm, left, right, |vm, left, right| {
        let shared = intersection(vm, left, right)?;
        swap_bodies(vm, left, &shared);
        Ok(left.clone())
    })
}

pub(super) fn inplace_xor(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    operator(vm, left, right, |vm, left, right| {
        symmetric_difference_update(vm, left, right)?;
        Ok(left.clone())
    })
}

pub(super) fn inplace_or(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    operator(vm, left, right, |vm, left, right| {
        merge(vm, left, right)?;
        Ok(left.clone())
    })
}
