//! `_multiprocessing`: what `multiprocessing` finds on a system without semaphores, since there are no other processes.

use super::{ModuleSpec, set};

/// The declaration of `_multiprocessing`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "_multiprocessing",
    functions: &[],
    classes: &[],
    init: Some(|vm, namespace| {
        let flags = vm.new_dict();
        set(vm, namespace, "flags", flags.into_value());
        Ok(())
    }),
};
