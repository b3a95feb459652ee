//! `dir()`: the names an object, a class or a module answers to.

use crate::object::{Phantom, Py, Value};
use crate::protocol;
use crate::types::class::{Class, convert};
use crate::types::dict::Dict;
use crate::vm::{PyResult, Vm};

/// A set of names in the making.
#[derive(Default)]
pub struct Names {
    merged: Option<Py<Dict>>,
}

impl Names {
    fn merged(&mut self, vm: &mut Vm) -> Py<Dict> {
        self.merged.get_or_insert_with(|| vm.new_dict()).clone()
    }

    /// Adds the keys of a dict.
    pub fn add_dict(&mut self, vm: &mut Vm, dict: &Py<Dict>) -> PyResult<()> {
        let merged = self.merged(vm);
        for (key, value) in dict.items(&vm.heap) {
            drop(merged.set(vm, key, value)?);
        }
        Ok(())
    }

    /// Adds the names of a class and of its bases, through `__dict__` and `__bases__` as CPython does.
    pub fn add_class(&mut self, vm: &mut Vm, class: &Value) -> PyResult<()> {
        if let Some(class) = class.cast::<Class>() {
            let namespace = class.namespace(&vm.heap).clone();
            self.add_dict(vm, &namespace)?;
            for base in class.bases(&vm.heap).to_vec() {
                self.add_class(vm, &base)?;
            }
            return Ok(());
        }
        let (dict, bases) = (vm.names.dict.clone(), vm.names.bases.clone());
        let found = protocol::attribute::get_optional(vm, class, &dict)?;
        if let Some(found) = found.as_ref().and_then(|found| found.cast::<Dict>()) {
            self.add_dict(vm, found)?;
        }
        if let Some(bases) = protocol::attribute::get_optional(vm, class, &bases)? {
            for base in convert::items(vm, &bases)? {
                self.add_class(vm, &base)?;
            }
        }
        Ok(())
    }

    /// The names as a list, in the order found; `dir()` sorts them.
    pub fn into_list(mut self, vm: &mut Vm) -> PyResult {
        let merged = self.merged(vm);
        let names = merged.items(&vm.heap).into_iter().map(|(key, _)| key).collect();
        Ok(convert::list(vm, names))
    }
}

/// `object.__dir__`: the instance's `__dict__`, its class and the bases.
pub fn of_object(vm: &mut Vm, this: &Value) -> PyResult {
    let mut names = Names::default();
    let (dict, class) = (vm.names.dict.clone(), vm.names.class.clone());
    let own = protocol::attribute::get_optional(vm, this, &dict)?;
    if let Some(own) = own.as_ref().and_then(|own| own.cast::<Dict>()) {
        if own.table.get(&vm.heap).is_shared() {
            vm.heap.bypass_free_list(Phantom::Dict);
        }
        names.add_dict(vm, own)?;
    }
    vm.heap.phantom_passes(Phantom::ListIterator);
    if let Some(class) = protocol::attribute::get_optional(vm, this, &class)? {
        names.add_class(vm, &class)?;
    }
    names.into_list(vm)
}
