//! `UnraisableHookArgs`: what `sys.unraisablehook` is called with.

use crate::object::Value;
use crate::types::class::ClassSpec;
use crate::types::struct_sequence::{self, class, field};
use crate::vm::Vm;

/// The declaration of `UnraisableHookArgs`: a tuple whose items have names.
pub const UNRAISABLE_HOOK_ARGS: ClassSpec = class(
    "sys",
    "UnraisableHookArgs",
    &[
        field::<0>("exc_type"),
        field::<1>("exc_value"),
        field::<2>("exc_traceback"),
        field::<3>("err_msg"),
        field::<4>("object"),
    ],
);

/// The arguments for the hook: class, exception, traceback, message and object, each None when there is none.
pub fn hook_args(vm: &mut Vm, items: [Value; 5]) -> Value {
    let class = vm.types.unraisable_hook_args.clone();
    struct_sequence::create(vm, &class, items.into())
}
