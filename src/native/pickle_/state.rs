//! What the module keeps of other modules, and its exceptions.

use std::rc::Rc;

use crate::native::{attribute_of_module, new_exception};
use crate::object::{Py, Value};
use crate::protocol;
use crate::types::class::Class;
use crate::types::dict::Dict;
use crate::types::exception::{self, Exception};
use crate::vm::{PyResult, Raised, Vm};

/// Tables of `copyreg` and `_compat_pickle`, functions that pickles name, and the module's exceptions.
pub(super) struct State {
    /// `copyreg.dispatch_table`.
    pub(super) dispatch_table: Py<Dict>,
    /// Extension codes by module and name, the reverse, and the objects found by code.
    pub(super) extension_registry: Py<Dict>,
    pub(super) inverted_registry: Py<Dict>,
    pub(super) extension_cache: Py<Dict>,
    /// Python 2's names and modules to Python 3's, and back.
    pub(super) names_to_new: Py<Dict>,
    pub(super) modules_to_new: Py<Dict>,
    pub(super) names_to_old: Py<Dict>,
    pub(super) modules_to_old: Py<Dict>,
    /// `codecs.encode`, `functools.partial` and `getattr`.
    pub(super) encode: Value,
    pub(super) partial: Value,
    pub(super) getattr: Value,
    pub(super) pickle_error: Py<Class>,
    pub(super) pickling_error: Py<Class>,
    pub(super) unpickling_error: Py<Class>,
}

#[derive(Default)]
struct Kept {
    state: Option<Rc<State>>,
}

/// The module's state, made when it is first asked for: all modules made of the declaration share their classes.
pub(super) fn state(vm: &mut Vm) -> PyResult<Rc<State>> {
    if let Some(state) = &vm.states.get_or_default::<Kept>().state {
        return Ok(Rc::clone(state));
    }
    let state = Rc::new(make(vm)?);
    vm.states.get_or_default::<Kept>().state = Some(Rc::clone(&state));
    Ok(state)
}

/// Forgets the state, at the end.
pub fn clear(vm: &mut Vm) {
    let state = vm.states.get_or_default::<Kept>().state.take();
    drop(state);
}

fn make(vm: &mut Vm) -> PyResult<State> {
    let table = |vm: &mut Vm, module: &str, name: &str| {
        let found = attribute_of_module(vm, module, name)?;
        match found.cast_into::<Dict>() {
            Ok(dict) => Ok(dict),
            Err(other) => {
                let class = vm.class_name(&other);
                Err(vm.runtime_error(format!("{module}.{name} should be a dict, not {class}")))
            }
        }
    };
    let base = vm.types.exception.clone();
    let pickle_error = new_exception(vm, "_pickle", "PickleError", &base)?;
    Ok(State {
        getattr: attribute_of_module(vm, "builtins", "getattr")?,
        dispatch_table: table(vm, "copyreg", "dispatch_table")?,
        extension_registry: table(vm, "copyreg", "_extension_registry")?,
        inverted_registry: table(vm, "copyreg", "_inverted_registry")?,
        extension_cache: table(vm, "copyreg", "_extension_cache")?,
        names_to_new: table(vm, "_compat_pickle", "NAME_MAPPING")?,
        modules_to_new: table(vm, "_compat_pickle", "IMPORT_MAPPING")?,
        names_to_old: table(vm, "_compat_pickle", "REVERSE_NAME_MAPPING")?,
        modules_to_old: table(vm, "_compat_pickle", "REVERSE_IMPORT_MAPPING")?,
        encode: attribute_of_module(vm, "codecs", "encode")?,
        partial: attribute_of_module(vm, "functools", "partial")?,
        pickling_error: new_exception(vm, "_pickle", "PicklingError", &pickle_error)?,
        unpickling_error: new_exception(vm, "_pickle", "UnpicklingError", &pickle_error)?,
        pickle_error,
    })
}

/// Raises PicklingError.
#[cold]
pub(super) fn pickling_error(vm: &mut Vm, text: impl AsRef<[u8]>) -> Raised {
    match state(vm) {
        Ok(state) => raise(vm, &state.pickling_error.clone(), text.as_ref()),
        Err(raised) => raised,
    }
}

/// Raises UnpicklingError.
#[cold]
pub(super) fn unpickling_error(vm: &mut Vm, text: impl AsRef<[u8]>) -> Raised {
    match state(vm) {
        Ok(state) => raise(vm, &state.unpickling_error.clone(), text.as_ref()),
        Err(raised) => raised,
    }
}

/// Raises an instance of a class with a text in WTF-8.
#[cold]
pub(super) fn raise(vm: &mut Vm, class: &Py<Class>, text: &[u8]) -> Raised {
    let text = vm.new_str_bytes(text).into_value();
    let exception = exception::new(vm, class, vec![text]);
    vm.raise(exception)
}

/// The pending exception with `earlier` as its context.
#[cold]
pub(super) fn chained(vm: &mut Vm, raised: Raised, earlier: Value) -> Raised {
    let exception = vm.take_raised(raised);
    if let Some(payload) = exception.cast::<Exception>()
        && !exception.is(&earlier)
    {
        let payload = payload.clone();
        payload.context.set(&mut vm.heap, Some(earlier));
    }
    vm.raise_as_is(exception)
}

/// The pending exception with a note of what was being done; what goes wrong with the note takes its place.
#[cold]
pub(super) fn noted(vm: &mut Vm, raised: Raised, text: impl FnOnce(&mut Vm) -> PyResult<Vec<u8>>) -> Raised {
    let exception = vm.take_raised(raised);
    let added = text(vm).and_then(|text| {
        let (add, note) = (vm.intern("add_note"), vm.new_str_bytes(&text).into_value());
        protocol::call_method(vm, &exception, &add, &[note])
    });
    match added {
        Ok(_) => vm.raise_as_is(exception),
        Err(raised) => chained(vm, raised, exception),
    }
}
