//! The attribute of `object`: `__class__`.

use crate::object::{ClassFlags, Kind, Slot, Value};
use crate::protocol;
use crate::types::class::{Class, GetSet, bases};
use crate::vm::{PyResult, Vm};

/// The attributes.
pub const ATTRIBUTES: &[GetSet] = &[GetSet::new("__class__", get_class, set_class)];

fn get_class(vm: &mut Vm, this: &Value) -> PyResult {
    Ok(vm.class_of(this).to_value())
}

fn set_class(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    let Some(new) = new else { return Err(vm.type_error("can't delete __class__ attribute")) };
    let Some(new) = new.cast::<Class>() else {
        let other = vm.class_name(&new);
        return Err(vm.type_error(format!("__class__ must be set to a class, not '{other}' object")));
    };
    let old = vm.class_of(this).clone();
    let module_to_module = this.kind() == Some(Kind::Module) && new.head.layout().kind == Kind::Module;
    let mutable = new.head.has(ClassFlags::MUTABLE) && old.head.has(ClassFlags::MUTABLE);
    if !module_to_module && !mutable {
        return Err(vm.type_error("__class__ assignment only supported for mutable types or ModuleType subclasses"));
    }
    if !old.is(new) {
        bases::check_same_layout(vm, &old, new, "__class__")?;
    }
    if old.head.stores_inline() {
        // The values' positions are the old class's: they move into the dict first.
        drop(protocol::attribute::instance_dict(vm, this));
    }
    vm.heap.set_class(this, new);
    Ok(())
}
