//! What the machine and the types ask of the layers above them.

use crate::object::{Py, Slot, Str, Value};
use crate::types::class::Class;
use crate::types::dict::Dict;
use crate::types::generator::Generator;
use crate::types::module::Absence;
use crate::vm::{PyResult, Vm};

/// The text of a library module, by the file name of its code.
pub type LibrarySource = fn(&str) -> Option<String>;

/// Functions that an interpreter is made with: importing, warnings and library texts are no business of types and
/// machine, but some of their operations need them.
pub struct Hooks {
    /// IMPORT_NAME, `builtins.__import__` not having been replaced: name, globals, `from` list, level.
    pub import_name: fn(&mut Vm, &Py<Str>, &Py<Dict>, &Value, usize) -> PyResult,
    /// IMPORT_FROM: a name of a module.
    pub import_from: fn(&mut Vm, &Value, &Py<Str>) -> PyResult,
    /// IMPORT_STAR: copies the public names of a module into a namespace.
    pub import_star: fn(&mut Vm, &Value, &Value) -> PyResult<()>,
    /// Issues a warning about the line that is being executed; raises it where a filter says so.
    pub warn: fn(&mut Vm, &Py<Class>, &str) -> PyResult<()>,
    /// As `warn`, of an object.
    pub warn_about: fn(&mut Vm, &Py<Class>, &str, &Value) -> PyResult<()>,
    /// Warns about a coroutine that was never awaited, with the place where it was made if that is known.
    pub warn_unawaited: fn(&mut Vm, &Py<Generator>),
    /// Why a name may be missing from the module of a namespace and a name.
    pub absence: fn(&mut Vm, &Py<Dict>, &str) -> Absence,
    /// How a module is shown.
    pub module_repr: fn(&mut Vm, &Value) -> PyResult,
    /// An attribute of `sys` that is there once somebody asks for it.
    pub missing_of_sys: fn(&mut Vm, &Py<Str>) -> PyResult<Slot>,
    /// The text of a library module, by the file name of its code.
    pub library_source: LibrarySource,
}
