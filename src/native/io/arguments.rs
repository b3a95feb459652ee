//! Arguments that the methods of files have in common.

use crate::object::Value;
use crate::protocol::number;
use crate::types::int;
use crate::vm::{PyResult, Vm};

/// A size: `None` and negative numbers mean no limit. TypeError "argument should be integer or None, not 'str'".
pub fn size(vm: &mut Vm, value: Option<&Value>) -> PyResult<Option<usize>> {
    Ok(usize::try_from(signed_size(vm, value)?).ok())
}

/// As [`size`], -1 standing for None.
pub fn signed_size(vm: &mut Vm, value: Option<&Value>) -> PyResult<isize> {
    match value {
        None => Ok(-1),
        Some(value) if value.is_none() => Ok(-1),
        Some(value) if number::has_index(vm, value) => number::ssize_argument(vm, value),
        Some(value) => {
            let class = vm.class_name(value);
            Err(vm.type_error(format!("argument should be integer or None, not '{class}'")))
        }
    }
}

/// A position in a file; OverflowError "Python int too large to convert to C long".
pub fn offset(vm: &mut Vm, value: &Value) -> PyResult<i64> {
    let value = number::index(vm, value)?;
    match int::number(&value).to_i64() {
        Some(offset) => Ok(offset),
        None => Err(vm.overflow_error("Python int too large to convert to C long")),
    }
}

/// `whence` of a seek, 0 without one.
pub fn whence(vm: &mut Vm, value: Option<&Value>) -> PyResult<i32> {
    match value {
        Some(value) => number::int_argument(vm, value),
        None => Ok(0),
    }
}
