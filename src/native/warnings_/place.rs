//! Where a warning is about.

use crate::object::{Str, Value};
use crate::vm::{PyResult, Vm};

/// A line of a file, and its module's name and registry.
pub struct Place {
    pub filename: Value,
    pub line: u32,
    pub module: Value,
    pub registry: Value,
}

/// Frames that are not counted besides those of the import machinery.
pub enum Skipped<'a> {
    None,
    /// Those of files whose names begin so.
    Files(&'a [Value]),
}

/// The place `level` frames up, 1 being the innermost frame.
pub fn find(vm: &mut Vm, level: isize, skipped: &Skipped<'_>) -> PyResult<Place> {
    let mut depth = vm.stack.depth();
    let mut left = level - 1;
    // Who calls from within the machinery counts every frame.
    let counts_all = level <= 0 || (depth > 0 && is_internal(vm, depth - 1));
    while left > 0 && depth > 0 {
        depth -= 1;
        while !counts_all && depth > 0 && (is_internal(vm, depth - 1) || is_skipped(vm, depth - 1, skipped)?) {
            depth -= 1;
        }
        left -= 1;
    }
    let (filename, line, globals) = match depth.checked_sub(1).and_then(|index| vm.stack.activations().get(index)) {
        Some(frame) => {
            let line = frame.code().position(frame.current_index() as usize).line;
            (frame.code().filename().into_value(), line, frame.function().globals.clone())
        }
        // As if `sys` did it.
        None => (vm.new_str("<sys>").into_value(), 0, vm.sys.clone()),
    };
    let name = vm.intern("__warningregistry__");
    let registry = match globals.get_str(&vm.heap, &name).cloned() {
        Some(registry) => registry,
        None => {
            let registry: Value = vm.new_dict().into_value();
            drop(globals.set_str(vm, &name, registry.clone()));
            registry
        }
    };
    let name = vm.names.name.clone();
    let module = match globals.get_str(&vm.heap, &name).filter(|module| module.is_none() || module.has::<Str>()) {
        Some(module) => module.clone(),
        None => vm.new_str("<string>").into_value(),
    };
    Ok(Place { filename, line, module, registry })
}

fn filename(vm: &Vm, index: usize) -> Option<Value> {
    Some(vm.stack.activations().get(index)?.code().filename().into_value())
}

/// Whether a frame is the import machinery's.
fn is_internal(vm: &Vm, index: usize) -> bool {
    filename(vm, index).as_ref().and_then(|name| name.cast::<Str>()).is_some_and(|name| {
        let name = name.as_bytes();
        memchr::memmem::find(name, b"importlib").is_some() && memchr::memmem::find(name, b"_bootstrap").is_some()
            || name == b"<frozen _embedded_library>"
    })
}

fn is_skipped(vm: &mut Vm, index: usize, skipped: &Skipped<'_>) -> PyResult<bool> {
    let Skipped::Files(prefixes) = skipped else { return Ok(false) };
    let Some(name) = filename(vm, index) else { return Ok(false) };
    for prefix in *prefixes {
        let Some(prefix) = prefix.cast::<Str>() else {
            let class = vm.class_name(prefix);
            return Err(vm.type_error(format!("Found non-str '{class}' in skip_file_prefixes.")));
        };
        if name.cast::<Str>().is_some_and(|name| name.as_bytes().starts_with(prefix.as_bytes())) {
            return Ok(true);
        }
    }
    Ok(false)
}
