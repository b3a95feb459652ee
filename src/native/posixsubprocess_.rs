//! `_posixsubprocess`: starting a program beside this one, which is refused.

use super::{ModuleSpec, posix};
use crate::types::class::NativeDef;

/// The declaration of `_posixsubprocess`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "_posixsubprocess",
    functions: &[NativeDef::positional("fork_exec", 22, 22, |vm, _, _| Err(posix::no_processes(vm, "subprocess")))],
    classes: &[],
    init: None,
};
