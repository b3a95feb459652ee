//! What code objects are equal by, and how they show themselves.

use ouropy_compiler::code::Comparison;

use super::Code;
use super::attributes::of;
use crate::object::Value;
use crate::vm::{PyResult, Vm};

pub(super) fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let code = of(this);
    let text = format!(
        "<code object {} at {:#x}, file \"{}\", line {}>",
        code.name.to_string_lossy(),
        this.bits(),
        code.filename().to_string_lossy(),
        code.first_line
    );
    Ok(vm.new_str(text).into_value())
}

/// Two code objects are equal when they were compiled to the same instructions, names and constants.
pub(super) fn compare(vm: &mut Vm, this: &Value, other: &Value, op: Comparison) -> PyResult {
    let (Some(left), Some(right)) = (this.cast::<Code>(), other.cast::<Code>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let mut equal = left.is(right)
        || (left.name.as_bytes() == right.name.as_bytes()
            && left.first_line == right.first_line
            && left.flags == right.flags
            && left.unit.instructions == right.unit.instructions
            && left.unit.names == right.unit.names
            && left.unit.positions == right.unit.positions
            && left.locals.iter().zip(&right.locals).all(|((x, _), (y, _))| x.as_bytes() == y.as_bytes())
            && format!("{:?}", left.unit.constants) == format!("{:?}", right.unit.constants));
    // They differ from the unit's where `replace` put others.
    for (x, y) in left.constants.iter().zip(&right.constants) {
        equal = equal && (x.is(y) || (vm.class_of(x).is(vm.class_of(y)) && crate::protocol::is_equal(vm, x, y)?));
    }
    Ok(match op {
        Comparison::Equal => Value::bool(equal),
        Comparison::NotEqual => Value::bool(!equal),
        _ => Value::NOT_IMPLEMENTED,
    })
}

pub(super) fn hash(_vm: &mut Vm, this: &Value) -> PyResult<i64> {
    let code = of(this);
    let mut hash = i64::from(code.first_line) ^ i64::from(code.flags.bits()) << 20;
    for byte in code.name.as_bytes() {
        hash = hash.wrapping_mul(1_000_003) ^ i64::from(*byte);
    }
    Ok(if hash == -1 { -2 } else { hash })
}
