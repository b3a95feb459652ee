//! `_posixsubprocess`: starting a program beside this one, which is refused.

use super::ModuleSpec;
use crate::types::class::NativeDef;

/// The declaration of `_posixsubprocess`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "_posixsubprocess",
    functions: &[NativeDef::positional("fork_exec", 22, 22, |vm, _, _| {
        Err(vm.not_implemented_error("subprocess: ouropy does not start processes"))
    })],
    classes: &[],
    init: None,
};
