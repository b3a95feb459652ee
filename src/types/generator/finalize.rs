//! What happens to a generator that dies before it has ended.

use super::{Flavour, Generator, GeneratorState, methods};
use crate::object::{Py, Value};
use crate::protocol;
use crate::vm::{PyResult, Vm};

impl Generator {
    /// `__del__`
    pub(crate) fn finalize_slot(vm: &mut Vm, this: &Value) -> PyResult {
        Generator::finalize(vm, methods::of(this));
        Ok(Value::NONE)
    }

    /// CPython's `_PyGen_Finalize`: an asynchronous generator goes to the finalizer of the hooks; a coroutine that never
    /// ran is warned about; anything else that is suspended is closed.
    pub fn finalize(vm: &mut Vm, generator: &Py<Generator>) {
        if generator.state() == GeneratorState::Finished {
            return;
        }
        let flavour = generator.flavour();
        let finalizer = generator.origin_or_finalizer.get(&vm.heap).clone();
        let result = match finalizer {
            Some(finalizer) if flavour == Flavour::AsyncGenerator && !generator.iteration.closed.get() => {
                if let Err(raised) = protocol::call(vm, &finalizer, std::slice::from_ref(generator.as_value())) {
                    let exception = vm.take_raised(raised);
                    let shown = methods::shown(vm, generator.as_value());
                    vm.unraisable_saying(&exception, &format!("Exception ignored while finalizing generator {shown}"));
                }
                return;
            }
            _ if flavour == Flavour::Coroutine && generator.state() == GeneratorState::Created => {
                (vm.hooks.warn_unawaited)(vm, generator);
                return;
            }
            _ => methods::close(vm, generator),
        };
        if let Err(raised) = result {
            let exception = vm.take_raised(raised);
            vm.ignored(exception, "while closing generator", generator.as_value());
        }
    }
}
