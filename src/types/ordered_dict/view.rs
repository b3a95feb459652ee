//! `odict_keys`, `odict_values` and `odict_items`: the views of a dict, iterated in the order of an OrderedDict.

use super::iterator::OrderedIterator;
use crate::object::{Layout, Value};
use crate::types::class::{ClassSpec, NativeDef, Slots};
use crate::types::dict::{Dict, DictView, Walk};
use crate::vm::Vm;

/// The declaration of `odict_keys`.
pub const KEYS: ClassSpec = spec("odict_keys");
/// The declaration of `odict_values`.
pub const VALUES: ClassSpec = spec("odict_values");
/// The declaration of `odict_items`.
pub const ITEMS: ClassSpec = spec("odict_items");

const SLOTS: Slots = Slots {
    iter: Some(|vm, this| {
        let view = this.expect::<DictView>();
        Ok(OrderedIterator::create(vm, &view.dict, view.walk))
    }),
    ..Slots::EMPTY
};

const METHODS: &[NativeDef] = &[NativeDef::none("__reversed__", |vm, this| {
    let view = this.expect::<DictView>();
    Ok(OrderedIterator::reversed(vm, &view.dict, view.walk))
})];

const fn spec(name: &'static str) -> ClassSpec {
    ClassSpec { slots: SLOTS, methods: METHODS, ..ClassSpec::new(name, Layout::of::<DictView>()) }
}

/// `dict.keys()` and its kin.
pub(super) fn create(vm: &mut Vm, this: &Value, walk: Walk) -> Value {
    let payload = DictView { dict: this.expect::<Dict>().clone(), walk };
    let class = match walk {
        Walk::Keys => &vm.types.odict_keys,
        Walk::Values => &vm.types.odict_values,
        Walk::Items => &vm.types.odict_items,
    };
    vm.heap.alloc(class, payload).into_value()
}
