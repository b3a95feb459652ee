//! `wrapper_descriptor` and `method-wrapper`: the special methods of built-in types, made from their slots.

use crate::object::Py;
use crate::types::class::{Class, Slots};
use crate::types::dict::Dict;
use crate::vm::Vm;

/// Adds a wrapper to the class's namespace for every slot the class itself fills.
pub fn add_wrappers(_vm: &mut Vm, _class: &Py<Class>, _namespace: &Py<Dict>, _slots: &Slots) {}
