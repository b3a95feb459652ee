//! `_posixsubprocess`: starting a program beside this one, which is refused.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use nix::errno::Errno;

use super::{ModuleSpec, posix};
use crate::object::Value;
use crate::protocol::{iterate, subscript};
use crate::types::bytes::Bytes;
use crate::types::class::NativeDef;
use crate::types::exception;
use crate::vm::{PyResult, Vm};

/// The declaration of `_posixsubprocess`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "_posixsubprocess",
    functions: &[NativeDef::positional("fork_exec", 22, 22, |vm, _, arguments| fork_exec(vm, arguments))],
    classes: &[],
    init: None,
};

/// A program that is not there is a FileNotFoundError, as when it were started: so it is asked for.
fn fork_exec(vm: &mut Vm, arguments: &[Value]) -> PyResult {
    let [program, candidates, ..] = arguments else { return Err(posix::no_processes(vm, "subprocess")) };
    let candidates = iterate::collect_to_vec(vm, candidates)?;
    let is_there =
        |path: &Value| path.cast::<Bytes>().is_none_or(|path| Path::new(OsStr::from_bytes(&path.data)).exists());
    if candidates.iter().any(is_there) {
        return Err(posix::no_processes(vm, "subprocess"));
    }
    let name = subscript::get(vm, program, &Value::index(0))?;
    let exception = exception::from_io_error(vm, &Errno::ENOENT.into(), Some(name));
    Err(vm.raise(exception))
}
