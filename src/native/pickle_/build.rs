//! Making objects and giving them their state.

use super::global::{follow, imported, new_names, split};
use super::stack::PickleStack;
use super::state::{chained, raise, state, unpickling_error};
use super::unpickler::Unpickler;
use crate::object::{Py, Str, Tuple, Value};
use crate::protocol::{self, attribute};
use crate::types::class::{Arguments, Class};
use crate::types::dict::Dict;
use crate::vm::{PyResult, Vm};

/// Whether a dict of keywords is on the stack too.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Keywords {
    Absent,
    Given,
}

/// An instance of a class of Python 2: without arguments not initialised, unless it has `__getinitargs__`.
pub(super) fn instantiate(vm: &mut Vm, class: &Value, arguments: &Value) -> PyResult {
    let values = arguments.cast::<Tuple>().map_or(&[][..], |arguments| arguments.items());
    if values.is_empty() && class.has::<Class>() {
        let name = vm.intern("__getinitargs__");
        if attribute::get_optional(vm, class, &name)?.is_none() {
            let new = vm.names.new.clone();
            return protocol::call_method(vm, class, &new, std::slice::from_ref(class));
        }
    }
    protocol::call(vm, class, values)
}

/// The next entry of a dict from a position on.
fn entry(vm: &Vm, dict: &Py<Dict>, position: &mut usize) -> Option<(Value, Value)> {
    let (found, entry) = dict.table.get(&vm.heap).entry_from(*position)?;
    *position = found + 1;
    Some((entry.key.clone(), entry.value.clone()))
}

impl Py<Unpickler> {
    /// `unpickler.find_class(module, name)`: names of Python 2 stand for those of today in old pickles.
    pub(super) fn find_class(&self, vm: &mut Vm, module: &Value, name: &Value) -> PyResult {
        let (Some(module), Some(name)) = (module.cast::<Str>(), name.cast::<Str>()) else {
            return Err(vm.type_error("find_class() takes two strings"));
        };
        let (mut module, mut name) = (module.clone(), name.clone());
        if self.protocol.get() < 3 && self.maps_names.get() {
            let state = state(vm)?;
            (module, name) = new_names(vm, &state, module, name)?;
        }
        let found = imported_by_hook(vm, &module)?;
        if self.protocol.get() < 4 {
            return attribute::get(vm, &found, &name);
        }
        let path = split(vm, &name);
        match follow(vm, &found, &path) {
            Ok(value) => Ok(value),
            Err(raised) if path.len() > 1 => {
                let earlier = vm.take_raised(raised);
                let (name, module) = (protocol::repr(vm, name.as_value())?, protocol::repr(vm, module.as_value())?);
                let lead = &b"Can't resolve path "[..];
                let text = [lead, name.as_bytes(), b" on module ", module.as_bytes()].concat();
                let class = vm.types.attribute_error.clone();
                let raised = raise(vm, &class, &text);
                Err(chained(vm, raised, earlier))
            }
            Err(raised) => Err(raised),
        }
    }

    pub(super) fn reduce(&self, vm: &mut Vm, stack: &Py<PickleStack>) -> PyResult<()> {
        let arguments = stack.pop(vm)?;
        let callable = stack.pop(vm)?;
        let Some(values) = arguments.cast::<Tuple>() else {
            return Err(vm.type_error("argument list must be a tuple"));
        };
        let made = protocol::call(vm, &callable, values.items())?;
        drop(arguments);
        drop(callable);
        stack.push(vm, made);
        Ok(())
    }

    /// `class.__new__(class, ...)`.
    pub(super) fn new_object(&self, vm: &mut Vm, stack: &Py<PickleStack>, given: Keywords) -> PyResult<()> {
        let (code, keywords) = match given {
            Keywords::Absent => ("NEWOBJ", None),
            Keywords::Given => ("NEWOBJ_EX", Some(stack.pop(vm)?)),
        };
        let arguments = stack.pop(vm)?;
        let class = stack.pop(vm)?;
        let Some(class) = class.cast::<Class>() else {
            let other = vm.class_name(&class);
            return Err(unpickling_error(vm, format!("{code} class argument must be a type, not {other}")));
        };
        let Some(new) = class.slots(&vm.heap).new else {
            let name = vm.full_name(class);
            return Err(unpickling_error(vm, format!("{code} class argument '{name}' doesn't have __new__")));
        };
        let Some(items) = arguments.cast::<Tuple>() else {
            let other = vm.class_name(&arguments);
            return Err(unpickling_error(vm, format!("{code} args argument must be a tuple, not {other}")));
        };
        let made = match &keywords {
            None => new(vm, class, Arguments::positional_only(items.items()))?,
            Some(keywords) => {
                let Some(keywords) = keywords.cast::<Dict>() else {
                    let other = vm.class_name(keywords);
                    let text = format!("{code} kwargs argument must be a dict, not {other}");
                    return Err(unpickling_error(vm, text));
                };
                let mut values = items.items().to_vec();
                let mut names = Vec::new();
                for (name, value) in keywords.items(&vm.heap) {
                    names.push(name);
                    values.push(value);
                }
                new(vm, class, Arguments { values: &values, names: &names })?
            }
        };
        drop(arguments);
        stack.push(vm, made);
        Ok(())
    }

    /// Gives an object its state: by `__setstate__`, or attribute by attribute.
    pub(super) fn build(&self, vm: &mut Vm, stack: &Py<PickleStack>) -> PyResult<()> {
        if stack.len(vm) < stack.fence(vm) + 2 {
            return Err(stack.underflow(vm));
        }
        let given = stack.pop(vm)?;
        let Some(object) = stack.len(vm).checked_sub(1).and_then(|last| stack.get(vm, last)) else {
            return Err(stack.underflow(vm));
        };
        let name = vm.intern("__setstate__");
        if let Some(set_state) = attribute::get_optional(vm, &object, &name)? {
            return protocol::call(vm, &set_state, &[given]).map(drop);
        }
        // The attributes of `__slots__` come beside those of the dict.
        let (attributes, slots) = match given.cast::<Tuple>().map(|pair| pair.items()) {
            Some([attributes, slots]) => (attributes, Some(slots)),
            _ => (&given, None),
        };
        if !attributes.is_none() {
            let Some(attributes) = attributes.cast::<Dict>() else {
                return Err(unpickling_error(vm, "state is not a dictionary"));
            };
            let name = vm.names.dict.clone();
            let namespace = attribute::get(vm, &object, &name)?;
            let is_plain = vm.is_exactly(&namespace, &vm.types.dict);
            let mut position = 0;
            while let Some((key, value)) = entry(vm, attributes, &mut position) {
                let key = match key.cast::<Str>() {
                    Some(text) if vm.is_exactly(&key, &vm.types.str) => vm.intern_str(text).into_value(),
                    _ => key,
                };
                match namespace.cast::<Dict>() {
                    Some(namespace) if is_plain => drop(namespace.set(vm, key, value)?),
                    _ => protocol::subscript::set(vm, &namespace, &key, &value)?,
                }
            }
        }
        if let Some(slots) = slots {
            let Some(slots) = slots.cast::<Dict>() else {
                return Err(unpickling_error(vm, "slot state is not a dictionary"));
            };
            let mut position = 0;
            while let Some((key, value)) = entry(vm, slots, &mut position) {
                let Some(name) = key.cast::<Str>() else {
                    let class = vm.class_name(&key);
                    return Err(vm.type_error(format!("attribute name must be string, not '{class}'")));
                };
                attribute::set(vm, &object, name, Some(&value))?;
            }
        }
        Ok(())
    }
}

/// The module of a name as `import` finds it, which a program may have replaced.
fn imported_by_hook(vm: &mut Vm, name: &Py<Str>) -> PyResult {
    let key = vm.names.import.clone();
    let builtins = vm.running_builtins();
    let Some(import) = builtins.get_str(&vm.heap, &key).cloned() else {
        return Err(vm.key_error(key.as_value()));
    };
    if import.is(&vm.import_function) {
        return imported(vm, name);
    }
    let globals = vm.new_dict().into_value();
    let from = vm.names.doc.to_value();
    let from = crate::types::list::List::create(vm, vec![from]).into_value();
    let level = Value::from_i32(0);
    drop(protocol::call(vm, &import, &[name.to_value(), globals.clone(), globals, from, level])?);
    let modules = vm.modules.clone();
    match modules.get(vm, name.as_value())? {
        Some(module) => Ok(module),
        None => Err(vm.key_error(name.as_value())),
    }
}
