//! `async_generator`, the payload of which is [`Generator`], and what it gives to be awaited.

mod attributes;
pub mod declaration;
mod methods;
pub mod step;
pub mod wrapped;

use crate::object::Py;
use crate::protocol;
use crate::types::generator::Generator;
use crate::vm::{PyResult, Vm};

/// Shows a generator that is iterated for the first time to the hooks of `sys.set_asyncgen_hooks`.
fn show_to_hooks(vm: &mut Vm, generator: &Py<Generator>) -> PyResult<()> {
    if generator.iteration.hooked.replace(true) {
        return Ok(());
    }
    let finalizer = vm.async_hooks.finalizer.clone();
    if finalizer.is_some() {
        generator.origin_or_finalizer.set(&mut vm.heap, finalizer);
    }
    match vm.async_hooks.first_iteration.clone() {
        Some(hook) => protocol::call(vm, &hook, std::slice::from_ref(generator.as_value())).map(drop),
        None => Ok(()),
    }
}
