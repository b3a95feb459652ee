//! The guard of native recursion: `RecursionError`, never a crash.

use crate::vm::{PyResult, Vm};

/// Checks that the native stack has room for another level of Python-visible recursion in native code;
/// RecursionError "Stack overflow (used 8156 kB){place}" when it is nearly used up.
#[inline(always)]
pub fn check(vm: &mut Vm, place: &str) -> PyResult<()> {
    let here = std::ptr::from_ref(&place) as usize;
    if here < vm.native_stack_limit {
        return Err(vm.recursion_error(message(place)));
    }
    Ok(())
}

/// What CPython says of a native stack that is used up, with the figure of the usual stack of 8 MB.
pub fn message(place: &str) -> String {
    format!("Stack overflow (used 8156 kB){place}")
}
