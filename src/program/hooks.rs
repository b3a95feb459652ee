//! What an interpreter is made with.

use super::warnings;
use crate::import::{self, absence, machinery};
use crate::object::HeapInUse;
use crate::protocol::hash::HashKey;
use crate::stdlib;
use crate::vm::Vm;
use crate::vm::hooks::Hooks;

static HOOKS: Hooks = Hooks {
    import_name: import::import_name,
    import_from: import::import_from,
    import_star: import::import_star,
    warn: warnings::warn,
    warn_about: warnings::warn_about,
    warn_unawaited: warnings::warn_unawaited,
    absence: absence::of,
    module_repr: machinery::module_repr,
    missing_of_sys: machinery::missing_of_sys,
    library_source: stdlib::source,
};

/// An interpreter with its built-in classes and no modules, on a thread whose native stack has `stack_size` bytes left.
/// The first one of a process settles with what key texts are hashed: names are hashed from here on.
pub fn new_interpreter(hash_key: HashKey, stack_size: usize) -> Result<Vm, HeapInUse> {
    HashKey::set_process(hash_key);
    Vm::new(stack_size, &HOOKS)
}
