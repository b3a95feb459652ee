//! Saving by name: functions, classes, and whatever else a module has.

use super::opcode::{EXT1, EXT2, EXT4, GLOBAL, MARK, REDUCE, STACK_GLOBAL, TUPLE, TUPLE2};
use super::pickler::Pickler;
use super::save::{PersistentIds, encoded};
use super::state::{State, chained, pickling_error, state};
use crate::import::import;
use crate::object::{Py, Str, Tuple, Value};
use crate::protocol::{self, attribute};
use crate::types::dict::Dict;
use crate::types::int::Number;
use crate::vm::{PyResult, Raised, Vm};

/// Modules that are not searched: the same object may be elsewhere under another name.
const MAIN_MODULES: [&[u8]; 2] = [b"__main__", b"__mp_main__"];

/// The attribute at the end of a path.
pub(super) fn follow(vm: &mut Vm, module: &Value, path: &[Py<Str>]) -> PyResult {
    let mut found = module.clone();
    for name in path {
        found = attribute::get(vm, &found, name)?;
    }
    Ok(found)
}

/// The parts of a dotted name.
pub(super) fn split(vm: &mut Vm, name: &Py<Str>) -> Vec<Py<Str>> {
    name.as_bytes().split(|&byte| byte == b'.').map(|part| vm.new_str_bytes(part)).collect()
}

/// PicklingError "Can't pickle <object>{why}".
#[cold]
fn refused(vm: &mut Vm, what: &str, value: &Value, why: &[u8]) -> Raised {
    match protocol::repr(vm, value) {
        Ok(shown) => {
            let text = [what.as_bytes(), shown.as_bytes(), why].concat();
            pickling_error(vm, text)
        }
        Err(raised) => raised,
    }
}

impl Py<Pickler> {
    /// Writes where an object is found: under `name`, or the name that it gives itself.
    pub(super) fn save_global(&self, vm: &mut Vm, value: &Value, name: Option<Py<Str>>) -> PyResult<()> {
        let name = match name {
            Some(name) => name.into_value(),
            None => {
                let (qualified, plain) = (vm.names.qualname.clone(), vm.names.name.clone());
                match attribute::get_optional(vm, value, &qualified)? {
                    Some(name) => name,
                    None => attribute::get(vm, value, &plain)?,
                }
            }
        };
        let Some(name) = name.cast::<Str>() else {
            let class = vm.class_name(&name);
            return Err(vm.type_error(format!("must be str, not {class}")));
        };
        let path = split(vm, name);
        let module = module_of(vm, value, name, &path)?;
        let state = state(vm)?;
        if self.protocol.get() >= 2 && self.save_extension(vm, &state, &module, name)? {
            return Ok(());
        }
        if self.protocol.get() >= 4 {
            self.save(vm, &module, PersistentIds::Asked)?;
            self.save(vm, name.as_value(), PersistentIds::Asked)?;
            self.put(vm, &[STACK_GLOBAL]);
        } else {
            self.save_by_path(vm, &state, &module, name, &path)?;
        }
        self.memoize(vm, value);
        Ok(())
    }

    /// Whether the name has a number in `copyreg`'s registry, which is written then.
    fn save_extension(&self, vm: &mut Vm, state: &State, module: &Value, name: &Py<Str>) -> PyResult<bool> {
        let key = vm.new_tuple(vec![module.clone(), name.to_value()]).into_value();
        let Some(code) = state.extension_registry.get(vm, &key)? else { return Ok(false) };
        let Some(number) = Number::of(&code) else { return Err(vm.type_error("an integer is required")) };
        let Some(number) = number.to_i64() else {
            return Err(vm.overflow_error("Python int too large to convert to C long"));
        };
        match number {
            1..=0xff => self.put(vm, &[EXT1, number as u8]),
            0x100..=0xffff => self.put(vm, &[EXT2, number as u8, (number >> 8) as u8]),
            0x1_0000..=0x7fff_ffff => {
                self.put(vm, &[EXT4]);
                self.put(vm, &(number as u32).to_le_bytes());
            }
            _ => return Err(vm.runtime_error(format!("extension code {number} is out of range"))),
        }
        Ok(true)
    }

    /// Before protocol 4 only names directly in a module can be written; the others are reached by `getattr`.
    fn save_by_path(
        &self,
        vm: &mut Vm,
        state: &State,
        module: &Value,
        name: &Py<Str>,
        path: &[Py<Str>],
    ) -> PyResult<()> {
        let version = self.protocol.get();
        let (first, rest) = match path {
            [first, rest @ ..] if !rest.is_empty() => (first, rest),
            _ => (name, &[][..]),
        };
        for _ in rest {
            self.save(vm, &state.getattr, PersistentIds::Asked)?;
            if version < 2 {
                self.put(vm, &[MARK]);
            }
        }
        let Some(module) = module.cast::<Str>() else {
            let class = vm.class_name(module);
            return Err(vm.type_error(format!("expected str, got {class}")));
        };
        let (mut module, mut first) = (module.clone(), first.clone());
        if self.maps_names.get() {
            (module, first) = old_names(vm, state, module, first)?;
        }
        self.put(vm, &[GLOBAL]);
        self.put_identifier(vm, &module, "module")?;
        self.put_identifier(vm, &first, "global")?;
        for attribute in rest {
            self.save(vm, attribute.as_value(), PersistentIds::Asked)?;
            self.put(vm, if version < 2 { &[TUPLE, REDUCE] } else { &[TUPLE2, REDUCE] });
        }
        Ok(())
    }

    /// A line with a name. PicklingError "can't pickle module identifier 'é' using pickle protocol 2".
    fn put_identifier(&self, vm: &mut Vm, name: &Py<Str>, what: &str) -> PyResult<()> {
        let version = self.protocol.get();
        let data = match encoded(vm, name, if version == 3 { "utf-8" } else { "ascii" }) {
            Ok(data) => data,
            Err(raised) if vm.raised_is(&raised, |types| &types.unicode_encode_error) => {
                let earlier = vm.take_raised(raised);
                let shown = protocol::repr(vm, name.as_value())?;
                let lead = format!("can't pickle {what} identifier ");
                let end = format!(" using pickle protocol {version}");
                let raised = pickling_error(vm, [lead.as_bytes(), shown.as_bytes(), end.as_bytes()].concat());
                return Err(chained(vm, raised, earlier));
            }
            Err(raised) => return Err(raised),
        };
        self.put(vm, &data);
        self.put(vm, b"\n");
        Ok(())
    }
}

/// What Python 2 calls a global.
fn old_names(vm: &mut Vm, state: &State, module: Py<Str>, name: Py<Str>) -> PyResult<(Py<Str>, Py<Str>)> {
    let names = Names { of: &state.names_to_old, modules: &state.modules_to_old, prefix: "REVERSE_" };
    names.map(vm, module, name)
}

/// What Python 3 calls a global.
pub(super) fn new_names(vm: &mut Vm, state: &State, module: Py<Str>, name: Py<Str>) -> PyResult<(Py<Str>, Py<Str>)> {
    let names = Names { of: &state.names_to_new, modules: &state.modules_to_new, prefix: "" };
    names.map(vm, module, name)
}

/// The tables of one direction in `_compat_pickle`.
struct Names<'a> {
    of: &'a Py<Dict>,
    modules: &'a Py<Dict>,
    prefix: &'static str,
}

impl Names<'_> {
    fn map(&self, vm: &mut Vm, module: Py<Str>, name: Py<Str>) -> PyResult<(Py<Str>, Py<Str>)> {
        let prefix = self.prefix;
        let key = vm.new_tuple(vec![module.to_value(), name.to_value()]).into_value();
        if let Some(pair) = self.of.get(vm, &key)? {
            let Some([module, name]) = pair.cast::<Tuple>().map(|pair| pair.items()) else {
                let class = vm.class_name(&pair);
                return Err(vm.runtime_error(format!(
                    "_compat_pickle.{prefix}NAME_MAPPING values should be 2-tuples, not {class}"
                )));
            };
            let (Some(new_module), Some(new_name)) = (module.cast::<Str>(), name.cast::<Str>()) else {
                let (module, name) = (vm.class_name(module), vm.class_name(name));
                return Err(vm.runtime_error(format!(
                    "_compat_pickle.{prefix}NAME_MAPPING values should be pairs of str, not ({module}, {name})"
                )));
            };
            return Ok((new_module.clone(), new_name.clone()));
        }
        match self.modules.get(vm, module.as_value())? {
            None => Ok((module, name)),
            Some(found) => match found.cast_into::<Str>() {
                Ok(module) => Ok((module, name)),
                Err(other) => {
                    let class = vm.class_name(&other);
                    Err(vm.runtime_error(format!(
                        "_compat_pickle.{prefix}IMPORT_MAPPING values should be strings, not {class}"
                    )))
                }
            },
        }
    }
}

/// The name of the module that an object says it is from, or that has it; it has to be found there.
fn module_of(vm: &mut Vm, value: &Value, name: &Py<Str>, path: &[Py<Str>]) -> PyResult {
    let key = vm.names.module.clone();
    let own = attribute::get_optional(vm, value, &key)?.filter(|module| !module.is_none());
    if path.iter().any(|part| part.as_bytes() == b"<locals>") {
        return Err(refused(vm, "Can't pickle local object ", value, b""));
    }
    let module = match own {
        Some(module) => module,
        None => match searched(vm, value, path)? {
            Some(module) => return Ok(module),
            None => vm.names.main.to_value(),
        },
    };
    let Some(module_name) = module.cast::<Str>() else { return Err(vm.type_error("module name must be a string")) };
    let found = match imported(vm, module_name) {
        Ok(found) => found,
        Err(raised) => {
            let is_known =
                vm.raised_is(&raised, |types| &types.import_error) || vm.raised_is(&raised, |types| &types.value_error);
            if !is_known {
                return Err(raised);
            }
            let earlier = vm.take_raised(raised);
            let why = protocol::repr::str(vm, &earlier)?;
            let raised = refused(vm, "Can't pickle ", value, &[b": ", why.as_bytes()].concat());
            return Err(chained(vm, raised, earlier));
        }
    };
    let place = [module_name.as_bytes(), b".", name.as_bytes()].concat();
    match follow(vm, &found, path) {
        Ok(actual) if actual.is(value) => Ok(module),
        Ok(actual) => {
            drop(actual);
            let why = [&b": it's not the same object as "[..], &place].concat();
            Err(refused(vm, "Can't pickle ", value, &why))
        }
        Err(raised) if vm.raised_is(&raised, |types| &types.attribute_error) => {
            let earlier = vm.take_raised(raised);
            let why = [&b": it's not found as "[..], &place].concat();
            let raised = refused(vm, "Can't pickle ", value, &why);
            Err(chained(vm, raised, earlier))
        }
        Err(raised) => Err(raised),
    }
}

/// The module of a name, imported; not the package it is in.
pub(super) fn imported(vm: &mut Vm, name: &Py<Str>) -> PyResult {
    let nothing = Value::NONE;
    drop(import(vm, name, None, &nothing, 0)?);
    let modules = vm.modules.clone();
    match modules.get(vm, name.as_value())? {
        Some(module) => Ok(module),
        None => Err(vm.key_error(name.as_value())),
    }
}

/// The name of a loaded module that has the object at the end of the path.
fn searched(vm: &mut Vm, value: &Value, path: &[Py<Str>]) -> PyResult<Option<Value>> {
    let modules = vm.modules.clone();
    let mut position = 0;
    while let Some((found, name, module)) = {
        let entry = modules.table.get(&vm.heap).entry_from(position);
        entry.map(|(found, entry)| (found, entry.key.clone(), entry.value.clone()))
    } {
        position = found + 1;
        let is_main = name.cast::<Str>().is_some_and(|name| MAIN_MODULES.contains(&name.as_bytes()));
        if module.is_none() || is_main {
            continue;
        }
        let found = follow(vm, &module, path);
        if vm.catch(found, |types| &types.attribute_error)?.is_some_and(|found| found.is(value)) {
            return Ok(Some(name));
        }
    }
    Ok(None)
}
