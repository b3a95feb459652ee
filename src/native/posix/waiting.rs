//! Waiting for processes, and what the numbers mean that it gives.

use nix::errno::Errno;
use nix::libc;
use nix::sys::wait::{self, WaitPidFlag, WaitStatus};
use nix::unistd::Pid;

use super::arguments::{self, argument, int_or};
use crate::native::{NativeClass, resource};
use crate::object::{Slot, Value};
use crate::protocol::number;
use crate::types::class::NativeDef;
use crate::types::int;
use crate::types::struct_sequence::{self, class, field};
use crate::vm::system::processes;
use crate::vm::{PyResult, Vm};

/// The functions.
pub const FUNCTIONS: &[NativeDef] = &[
    NativeDef::none("wait", |vm, _| wait_for(vm, -1, 0)),
    NativeDef::positional("waitpid", 2, 2, |vm, _, values| {
        let (pid, options) = (number::int_argument(vm, &values[0])?, number::int_argument(vm, &values[1])?);
        wait_for(vm, pid, options)
    }),
    NativeDef::keywords("waitstatus_to_exitcode", "status", exit_code),
    NativeDef::one("WCOREDUMP", |vm, _, status| {
        let status = number::int_argument(vm, status)?;
        Ok(Value::bool(libc::WCOREDUMP(status)))
    }),
    NativeDef::keywords("WIFCONTINUED", "status", |vm, _, bound| {
        let status = int_or(vm, bound, 0, 0)?;
        Ok(Value::bool(libc::WIFCONTINUED(status)))
    }),
    NativeDef::keywords("WIFSTOPPED", "status", |vm, _, bound| {
        let status = int_or(vm, bound, 0, 0)?;
        Ok(Value::bool(libc::WIFSTOPPED(status)))
    }),
    NativeDef::keywords("WIFSIGNALED", "status", |vm, _, bound| {
        let status = int_or(vm, bound, 0, 0)?;
        Ok(Value::bool(libc::WIFSIGNALED(status)))
    }),
    NativeDef::keywords("WIFEXITED", "status", |vm, _, bound| {
        let status = int_or(vm, bound, 0, 0)?;
        Ok(Value::bool(libc::WIFEXITED(status)))
    }),
    NativeDef::keywords("WEXITSTATUS", "status", |vm, _, bound| {
        let status = int_or(vm, bound, 0, 0)?;
        Ok(int::from_i64(vm, i64::from(libc::WEXITSTATUS(status))))
    }),
    NativeDef::keywords("WTERMSIG", "status", |vm, _, bound| {
        let status = int_or(vm, bound, 0, 0)?;
        Ok(int::from_i64(vm, i64::from(libc::WTERMSIG(status))))
    }),
    NativeDef::keywords("WSTOPSIG", "status", |vm, _, bound| {
        let status = int_or(vm, bound, 0, 0)?;
        Ok(int::from_i64(vm, i64::from(libc::WSTOPSIG(status))))
    }),
    NativeDef::keywords("wait3", "options", |vm, _, bound| {
        let options = number::int_argument(vm, &argument(bound, 0))?;
        wait_with_usage(vm, -1, options)
    }),
    NativeDef::keywords("wait4", "pid, options", |vm, _, bound| {
        let pid = number::int_argument(vm, &argument(bound, 0))?;
        let options = number::int_argument(vm, &argument(bound, 1))?;
        wait_with_usage(vm, pid, options)
    }),
    NativeDef::positional("waitid", 3, 3, |vm, _, values| {
        let (kind, id) = (number::int_argument(vm, &values[0])?, number::int_argument(vm, &values[1])?);
        let options = number::int_argument(vm, &values[2])?;
        let found = arguments::uninterrupted(vm, || processes::wait_id(kind, id as u32, options))?;
        let found = arguments::done(vm, found)?;
        if found.process == 0 {
            return Ok(Value::NONE);
        }
        let user = i64::from(found.user);
        let rest = [found.signal, found.status, found.code].map(i64::from);
        let numbers = [i64::from(found.process), user, rest[0], rest[1], rest[2]];
        let (values, class) = (numbers.map(|number| int::from_i64(vm, number)), WAITID_RESULT.of(vm));
        Ok(struct_sequence::create(vm, &class, values.to_vec()))
    }),
];

/// Its classes.
pub static CLASSES: [&NativeClass; 1] = [&WAITID_RESULT];

static WAITID_RESULT: NativeClass = NativeClass::derived(
    |types| &types.tuple,
    class(
        "posix",
        "waitid_result",
        &[
            field::<0>("si_pid"),
            field::<1>("si_uid"),
            field::<2>("si_signo"),
            field::<3>("si_status"),
            field::<4>("si_code"),
        ],
    ),
);

fn process(vm: &mut Vm, pid: Pid) -> Value {
    int::from_i64(vm, i64::from(pid.as_raw()))
}

fn wait_with_usage(vm: &mut Vm, pid: i32, options: i32) -> PyResult {
    let found = arguments::uninterrupted(vm, || processes::wait(pid, options))?;
    let (pid, status, usage) = arguments::done(vm, found)?;
    // The class of what it has used is that module's.
    let name = vm.intern("resource");
    drop(crate::import::load(vm, &name)?);
    let numbers = [pid, status].map(|number| int::from_i64(vm, i64::from(number)));
    let (usage, [pid, status]) = (resource::shown_usage(vm, &usage), numbers);
    Ok(vm.new_tuple(vec![pid, status, usage]).into_value())
}

fn wait_for(vm: &mut Vm, pid: i32, options: i32) -> PyResult {
    let Some(options) = WaitPidFlag::from_bits(options) else { return Err(arguments::failed(vm, Errno::EINVAL)) };
    let found = arguments::uninterrupted(vm, || wait::waitpid(Pid::from_raw(pid), Some(options)))?;
    // As the system gives it.
    let (pid, status) = match arguments::done(vm, found)? {
        WaitStatus::Exited(pid, code) => (pid, code << 8),
        WaitStatus::Signaled(pid, signal, core) => (pid, signal as i32 | i32::from(core) << 7),
        WaitStatus::Stopped(pid, signal) => (pid, (signal as i32) << 8 | 0x7f),
        WaitStatus::PtraceEvent(pid, signal, event) => (pid, event << 16 | (signal as i32) << 8 | 0x7f),
        WaitStatus::PtraceSyscall(pid) => (pid, 0x857f),
        WaitStatus::Continued(pid) => (pid, 0xffff),
        WaitStatus::StillAlive => (Pid::from_raw(0), 0),
    };
    let parts = [process(vm, pid), int::from_i64(vm, i64::from(status))].to_vec();
    Ok(vm.new_tuple(parts).into_value())
}

fn exit_code(vm: &mut Vm, _: &Value, bound: &[Slot]) -> PyResult {
    let status = int_or(vm, bound, 0, 0)?;
    if status >= 0 && libc::WIFEXITED(status) {
        return Ok(int::from_i64(vm, i64::from(libc::WEXITSTATUS(status))));
    }
    if status >= 0 && libc::WIFSIGNALED(status) {
        return Ok(int::from_i64(vm, -i64::from(libc::WTERMSIG(status))));
    }
    if status >= 0 && libc::WIFSTOPPED(status) {
        return Err(vm.value_error(format!("process stopped by delivery of signal {}", libc::WSTOPSIG(status))));
    }
    Err(vm.value_error(format!("invalid wait status: {status}")))
}
