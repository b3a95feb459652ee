//! The guard of native recursion: `RecursionError`, never a crash.

use crate::vm::{PyResult, Vm};

/// Checks that the native stack has room for another level of Python-visible recursion in native code;
/// RecursionError "maximum recursion depth exceeded{place}" when it is nearly used up.
#[inline(always)]
pub fn check(vm: &mut Vm, place: &str) -> PyResult<()> {
    let here = std::ptr::from_ref(&place) as usize;
    if here < vm.native_stack_limit {
        return Err(vm.recursion_error(format!("maximum recursion depth exceeded{place}")));
    }
    Ok(())
}
