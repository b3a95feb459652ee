//! `KeyError`: shows the only argument by its repr, so that an empty or odd key can be told.

use super::{Exception, base, convert, derived};
use crate::object::Value;
use crate::types::class::{ClassSpec, Slots};
use crate::vm::{PyResult, Vm};

/// The declaration of `KeyError`.
pub const KEY_ERROR: ClassSpec = ClassSpec { slots: Slots { str: Some(str), ..Slots::EMPTY }, ..derived("KeyError") };

fn str(vm: &mut Vm, this: &Value) -> PyResult {
    if let [only] = this.expect::<Exception>().args(&vm.heap) {
        let only = only.clone();
        return Ok(convert::to_repr(vm, &only)?.into_value());
    }
    base::str(vm, this)
}
