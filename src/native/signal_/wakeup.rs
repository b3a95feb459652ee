//! The descriptor that is told of signals.

use nix::errno::Errno;
use nix::fcntl::{FcntlArg, OFlag, fcntl};
use nix::sys::stat::fstat;

use crate::native::posix::arguments::{argument, done, known};
use crate::object::{Slot, Value};
use crate::protocol::{self, number};
use crate::types::int;
use crate::vm::signals::arrival::{self, WhenFull};
use crate::vm::{PyResult, Vm};

/// `set_wakeup_fd(fd, *, warn_on_full_buffer=True)`: the one before.
pub fn set_descriptor(vm: &mut Vm, _: &Value, bound: &[Slot]) -> PyResult {
    let number = number::int_argument(vm, &argument(bound, 0))?;
    let when_full = match bound.get(1).and_then(Option::as_ref) {
        Some(reported) if !protocol::is_true(vm, reported)? => WhenFull::Silent,
        _ => WhenFull::Reported,
    };
    if number != -1 {
        let descriptor = known(vm, number)?;
        done(vm, fstat(descriptor))?;
        let flags: Result<i32, Errno> = fcntl(descriptor, FcntlArg::F_GETFL);
        let flags = OFlag::from_bits_retain(done(vm, flags)?);
        if !flags.contains(OFlag::O_NONBLOCK) {
            return Err(vm.value_error(format!("the fd {number} must be in non-blocking mode")));
        }
    }
    Ok(int::from_i64(vm, i64::from(arrival::set_wakeup(number, when_full))))
}
