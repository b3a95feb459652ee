//! What `keys()`, `values()` and `items()` of a context return: iterators.

use std::cell::Cell;

use super::context::Context;
use super::table::ContextTable;
use crate::native::NativeClass;
use crate::object::{ClassFlags, Layout, Py, Value, payload};
use crate::types::class::{ClassSpec, Slots};
use crate::types::iterators::itself;
use crate::vm::{PyResult, Vm};

/// The declaration of the iterator over variables.
pub static KEYS: NativeClass = NativeClass::new(ClassSpec {
    slots: Slots { iter: Some(itself), next: Some(next_key), ..Slots::EMPTY },
    ..blank("keys")
})
.hidden();

/// That over values.
pub static VALUES: NativeClass = NativeClass::new(ClassSpec {
    slots: Slots { iter: Some(itself), next: Some(next_value), ..Slots::EMPTY },
    ..blank("values")
})
.hidden();

/// That over pairs of both.
pub static ITEMS: NativeClass = NativeClass::new(ClassSpec {
    slots: Slots { iter: Some(itself), next: Some(next_pair), ..Slots::EMPTY },
    ..blank("items")
})
.hidden();

/// An iterator over the variables that a context had when it was made.
pub struct ContextItems {
    table: Py<ContextTable>,
    at: Cell<usize>,
}

payload! { ContextItems: AtBirth, size 168;
    references { table }
}

const fn blank(name: &'static str) -> ClassSpec {
    ClassSpec { flags: ClassFlags::empty(), ..ClassSpec::new(name, Layout::of::<ContextItems>()) }
}

impl ContextItems {
    /// An iterator of one of the three classes.
    pub fn create(vm: &mut Vm, context: &Py<Context>, class: &'static NativeClass) -> Value {
        let table = context.table(vm);
        let class = class.of(vm);
        vm.heap.alloc(&class, ContextItems { table, at: Cell::new(0) }).into_value()
    }

    /// The place of the next pair.
    fn step(&self) -> Option<usize> {
        let at = self.at.get();
        self.at.set((at + 1).min(self.table.pairs().len()));
        Some(at).filter(|&at| at < self.table.pairs().len())
    }
}

fn next_key(_: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let items = this.expect::<ContextItems>();
    Ok(items.step().map(|at| items.table.pairs()[at].0.to_value()))
}

fn next_value(_: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let items = this.expect::<ContextItems>();
    Ok(items.step().map(|at| items.table.pairs()[at].1.clone()))
}

fn next_pair(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let items = this.expect::<ContextItems>();
    let Some(at) = items.step() else { return Ok(None) };
    let (variable, value) = items.table.pairs()[at].clone();
    Ok(Some(vm.new_tuple(vec![variable.into_value(), value]).into_value()))
}
