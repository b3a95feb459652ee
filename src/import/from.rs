//! `from module import …`.

use super::{Listed, absence, import_error, load, names_of};
use crate::object::{Phantom, Py, Slot, Str, Value};
use crate::program::source;
use crate::protocol::{self, attribute};
use crate::types::dict::Dict;
use crate::types::exception::Field;
use crate::types::module::{self, Absence};
use crate::vm::{PyResult, Raised, Vm};

/// The IMPORT_FROM instruction: the attribute, or the submodule in `sys.modules`; ImportError "cannot import name …".
pub fn import_from(vm: &mut Vm, module: &Value, name: &Py<Str>) -> PyResult {
    if let Some(found) = attribute::get_optional(vm, module, name)? {
        return Ok(found);
    }
    let key = vm.names.name.clone();
    let package = attribute::get_optional(vm, module, &key)?;
    let package = package.as_ref().and_then(Value::cast::<Str>).map(|package| package.to_string_lossy().into_owned());
    if let Some(package) = &package {
        let full = vm.intern(&format!("{package}.{}", name.to_string_lossy()));
        let modules = vm.modules.clone();
        if let Some(found) = modules.get(vm, full.as_value())? {
            return Ok(found);
        }
    }
    Err(cannot_import(vm, module, package.as_deref(), name))
}

#[cold]
fn cannot_import(vm: &mut Vm, module: &Value, package: Option<&str>, name: &Py<Str>) -> Raised {
    let wanted = name.to_string_lossy().into_owned();
    let file = vm.names.file.clone();
    let origin = module::namespace_of(&vm.heap, module)
        .and_then(|namespace| namespace.get_str(&vm.heap, &file).and_then(Value::cast::<Str>).cloned());
    let origin_text = origin.as_ref().map(|origin| origin.to_string_lossy().into_owned());
    let shown = package.unwrap_or("<unknown module name>");
    let place = origin_text.as_deref().unwrap_or("unknown location");
    let absence = match module::namespace_of(&vm.heap, module) {
        Some(namespace) => absence::of(vm, &namespace, shown),
        None => Absence::Unknown,
    };
    let text = match absence {
        Absence::HidesStandard(file) => format!(
            "cannot import name '{wanted}' from '{shown}' (consider renaming '{file}' since it has the same name as \
             the standard library module named '{shown}' and the import system gives it precedence)"
        ),
        Absence::MayHide(file) => format!(
            "cannot import name '{wanted}' from '{shown}' (consider renaming '{file}' if it has the same name as a \
             library you intended to import)"
        ),
        Absence::Partial(_) => format!(
            "cannot import name '{wanted}' from partially initialized module '{shown}' (most likely due to a circular \
             import) ({place})"
        ),
        Absence::Unknown => format!("cannot import name '{wanted}' from '{shown}' ({place})"),
    };
    let class = vm.types.import_error.clone();
    let module_name = vm.new_str(shown).into_value();
    let path = origin.map_or(Value::NONE, Py::into_value);
    let fields = [(Field::Name, module_name), (Field::Path, path), (Field::NameFrom, name.to_value())];
    source::import_error(vm, &class, &text, &fields)
}

/// Imports those of a package's `names` that are neither attributes nor loaded submodules: CPython's
/// `_handle_fromlist`.
pub(super) fn import_listed(vm: &mut Vm, module: &Value, names: &Value, listed: Listed) -> PyResult<()> {
    if vm.is_exactly(names, &vm.types.tuple) {
        vm.heap.phantom_passes(Phantom::TupleIterator);
    }
    for name in names_of(vm, names)? {
        let Some(name) = name.cast::<Str>().cloned() else {
            let given = vm.class_name(&name);
            let place = match listed {
                Listed::FromList => "``from list''".to_owned(),
                Listed::All => {
                    let key = vm.names.name.clone();
                    let module_name = attribute::get(vm, module, &key)?;
                    let module_name = protocol::repr::str(vm, &module_name)?;
                    format!("{}.__all__", module_name.to_string_lossy())
                }
            };
            return Err(vm.type_error(format!("Item in {place} must be str, not {given}")));
        };
        if name.as_bytes() == b"*" {
            let all = vm.names.all.clone();
            if listed == Listed::FromList
                && let Some(all) = attribute::get_optional(vm, module, &all)?
            {
                import_listed(vm, module, &all, Listed::All)?;
            }
            continue;
        }
        if attribute::get_optional(vm, module, &name)?.is_some() {
            continue;
        }
        let key = vm.names.name.clone();
        let package = attribute::get(vm, module, &key)?;
        let package = protocol::repr::str(vm, &package)?;
        let full = vm.intern(&format!("{}.{}", package.to_string_lossy(), name.to_string_lossy()));
        if let Err(raised) = load(vm, &full) {
            forgive_missing(vm, raised, &full)?;
        }
    }
    Ok(())
}

/// Swallows ModuleNotFoundError for `full` itself: the `from` that follows reports the name as missing.
fn forgive_missing(vm: &mut Vm, raised: Raised, full: &Py<Str>) -> PyResult<()> {
    if !vm.raised_is(&raised, |types| &types.module_not_found_error) {
        return Err(raised);
    }
    let exception = vm.take_raised(raised);
    let missing = crate::types::exception::get_field(vm, &exception, Field::Name);
    let is_it = missing.as_ref().and_then(Value::cast::<Str>).is_some_and(|name| name.as_bytes() == full.as_bytes());
    if is_it && vm.modules.get_str(&vm.heap, full).is_none_or(|module| !module.is_none()) {
        return Ok(());
    }
    Err(vm.raise_as_is(exception))
}

/// Where the names of `import *` come from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    /// `__all__`.
    All,
    /// The module's namespace, but for names that begin with an underscore.
    Namespace,
}

/// `from module import *`: copies `__all__`, or all names without a leading underscore, into `namespace`.
pub fn import_star(vm: &mut Vm, module: &Value, namespace: &Value) -> PyResult<()> {
    let all = vm.names.all.clone();
    let (names, listed) = match attribute::get_optional(vm, module, &all)? {
        Some(all) => (names_of(vm, &all)?, Names::All),
        None => {
            let dict = vm.names.dict.clone();
            let Some(dict) = attribute::get_optional(vm, module, &dict)? else {
                return Err(import_error(vm, "from-import-* object has no __dict__ and no __all__"));
            };
            (names_of(vm, &dict)?, Names::Namespace)
        }
    };
    for name in names {
        let Some(text) = name.cast::<Str>().cloned() else {
            return Err(bad_star_name(vm, module, &name, listed));
        };
        if listed == Names::Namespace && text.as_bytes().first() == Some(&b'_') {
            continue;
        }
        let text = vm.intern_str(&text);
        let value = attribute::get(vm, module, &text)?;
        store(vm, namespace, &text, value)?;
    }
    Ok(())
}

fn store(vm: &mut Vm, namespace: &Value, name: &Py<Str>, value: Value) -> PyResult<()> {
    let old: Slot = match namespace.cast::<Dict>() {
        Some(dict) if vm.is_exactly(namespace, &vm.types.dict) => {
            let dict = dict.clone();
            dict.set_str(vm, name, value)
        }
        _ => {
            protocol::subscript::set(vm, namespace, name.as_value(), &value)?;
            None
        }
    };
    drop(old);
    Ok(())
}

#[cold]
fn bad_star_name(vm: &mut Vm, module: &Value, name: &Value, listed: Names) -> Raised {
    let key = vm.names.name.clone();
    let module_name = match attribute::get(vm, module, &key) {
        Ok(name) => name,
        Err(raised) => return raised,
    };
    let given = vm.class_name(name);
    match module_name.cast::<Str>() {
        None => {
            let class = vm.class_name(&module_name);
            vm.type_error(format!("module __name__ must be a string, not {class}"))
        }
        Some(module_name) => {
            let module_name = module_name.to_string_lossy().into_owned();
            let (what, place) = match listed {
                Names::Namespace => ("Key", "__dict__"),
                Names::All => ("Item", "__all__"),
            };
            vm.type_error(format!("{what} in {module_name}.{place} must be str, not {given}"))
        }
    }
}
