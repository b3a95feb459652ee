//! Terminals and pseudo-terminals.

use std::os::fd::{AsFd, IntoRawFd};

use nix::fcntl::{self, FcntlArg, FdFlag};
use nix::pty;

use super::arguments;
use crate::object::Value;
use crate::program::path::fs_decode;
use crate::protocol::number;
use crate::types::class::NativeDef;
use crate::types::int;
use crate::vm::system::terminals;

/// The functions.
pub const FUNCTIONS: &[NativeDef] = &[
    NativeDef::none("openpty", |vm, _| {
        let made = arguments::done(vm, pty::openpty(None, None))?;
        let ends = [made.master, made.slave];
        for end in &ends {
            arguments::done(vm, fcntl::fcntl(end.as_fd(), FcntlArg::F_SETFD(FdFlag::FD_CLOEXEC)))?;
        }
        let ends = ends.map(|end| Value::index(end.into_raw_fd() as usize));
        Ok(vm.new_tuple(ends.to_vec()).into_value())
    }),
    NativeDef::one("posix_openpt", |vm, _, flags| {
        let flags = number::int_argument(vm, flags)?;
        let made = arguments::done(vm, terminals::open(flags))?;
        Ok(int::from_i64(vm, i64::from(made)))
    }),
    NativeDef::one("grantpt", |vm, _, descriptor| {
        let descriptor = arguments::file_descriptor(vm, descriptor)?;
        arguments::done(vm, terminals::grant(descriptor.number()))?;
        Ok(Value::NONE)
    }),
    NativeDef::one("unlockpt", |vm, _, descriptor| {
        let descriptor = arguments::file_descriptor(vm, descriptor)?;
        arguments::done(vm, terminals::unlock(descriptor.number()))?;
        Ok(Value::NONE)
    }),
    NativeDef::one("ptsname", |vm, _, descriptor| {
        let descriptor = arguments::file_descriptor(vm, descriptor)?;
        let name = arguments::done(vm, terminals::name(descriptor.number()))?;
        fs_decode(vm, &name)
    }),
    NativeDef::one("login_tty", |vm, _, descriptor| {
        let descriptor = arguments::file_descriptor(vm, descriptor)?;
        arguments::done(vm, terminals::log_in(descriptor.number()))?;
        Ok(Value::NONE)
    }),
];
