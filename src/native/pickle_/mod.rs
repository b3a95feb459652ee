//! `_pickle`: objects as bytes, and back.

mod buffer;
mod build;
mod containers;
mod global;
mod input;
mod load;
mod memo;
mod opcode;
mod output;
mod pickler;
mod proxy;
mod reduce;
mod save;
mod stack;
mod state;
mod unpickler;

pub use state::clear;

use super::{ModuleSpec, set};
use crate::types::class::NativeDef;

/// The declaration of the module.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "_pickle",
    functions: &[
        NativeDef::keywords(
            "dump",
            "obj, file, protocol=None, *, fix_imports=True, buffer_callback=None",
            pickler::dump,
        ),
        NativeDef::keywords("dumps", "obj, protocol=None, *, fix_imports=True, buffer_callback=None", pickler::dumps),
        NativeDef::keywords(
            "load",
            "file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=()",
            unpickler::load,
        ),
        NativeDef::keywords(
            "loads",
            "data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=()",
            unpickler::loads,
        ),
    ],
    classes: &[
        &buffer::CLASS,
        &pickler::CLASS,
        &unpickler::CLASS,
        &stack::CLASS,
        &proxy::PICKLER_PROXY,
        &proxy::UNPICKLER_PROXY,
    ],
    init: Some(|vm, namespace| {
        let state = state::state(vm)?;
        set(vm, namespace, "PickleError", state.pickle_error.clone());
        set(vm, namespace, "PicklingError", state.pickling_error.clone());
        set(vm, namespace, "UnpicklingError", state.unpickling_error.clone());
        Ok(())
    }),
};
