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

/// Kilobytes of the native stack that a program usually has.
const USUAL_STACK: u32 = 8 << 10;
/// Kilobytes of it that CPython keeps free: two margins of sixteen, and a page.
const KEPT_FREE: u32 = 2 * 16 + 4;

/// What CPython says when it has used up the usual stack. The stack here is another one, and its size would tell a
/// program nothing (`docs/divergences.md`).
pub fn message(place: &str) -> String {
    format!("Stack overflow (used {} kB){place}", USUAL_STACK - KEPT_FREE)
}
