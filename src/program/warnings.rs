//! Warnings that native code issues, through the `warnings` module: its filters, its `showwarning`.

use crate::import;
use crate::object::{Py, Value};
use crate::protocol;
use crate::types::class::Class;
use crate::vm::{PyResult, Vm};

/// CPython's `PyErr_WarnEx` with stack level 1: warns about the line that is being executed. Raises the warning where a
/// filter says so.
pub fn warn(vm: &mut Vm, category: &Py<Class>, text: &str) -> PyResult<()> {
    let Some(innermost) = vm.stack.innermost() else { return Ok(()) };
    let (code, globals) = (innermost.code().clone(), innermost.function().globals.clone());
    let line = code.position(innermost.current_index() as usize).line;
    let (name, registry_name) = (vm.names.name.clone(), vm.intern("__warningregistry__"));
    let module = match globals.get_str(&vm.heap, &name) {
        Some(module) => module.clone(),
        None => vm.new_str("<string>").into_value(),
    };
    let registry = match globals.get_str(&vm.heap, &registry_name).cloned() {
        Some(registry) => registry,
        None => {
            let registry = vm.new_dict().into_value();
            drop(globals.set_str(vm, &registry_name, registry.clone()));
            registry
        }
    };
    let arguments = [
        vm.new_str(text).into_value(),
        category.to_value(),
        code.filename.to_value(),
        Value::index(line as usize),
        module,
        registry,
    ];
    call(vm, &arguments)
}

/// CPython's `PyErr_WarnExplicit` without a module and a registry: warns about a line of a file.
pub fn warn_explicit(vm: &mut Vm, category: &Py<Class>, text: &str, filename: &str, line: u32) -> PyResult<()> {
    let arguments = [
        vm.new_str(text).into_value(),
        category.to_value(),
        vm.new_str(filename).into_value(),
        Value::index(line as usize),
    ];
    call(vm, &arguments)
}

fn call(vm: &mut Vm, arguments: &[Value]) -> PyResult<()> {
    let name = vm.intern("warnings");
    let module = import::load(vm, &name)?;
    let function = vm.intern("warn_explicit");
    let function = protocol::attribute::get(vm, &module, &function)?;
    protocol::call(vm, &function, arguments).map(drop)
}
