//! Struct sequences: tuples whose items have names, such as `sys.version_info` and `time.struct_time`.

use crate::object::{Layout, Py, Tuple, Value};
use crate::protocol;
use crate::types::class::slots::Slots;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet};
use crate::vm::{PyResult, Vm};

/// The declaration of a struct sequence class with these fields, to be made with `tuple` as base.
pub const fn class(module: &'static str, name: &'static str, fields: &'static [GetSet]) -> ClassSpec {
    ClassSpec {
        module,
        slots: Slots { repr: Some(repr), new: Some(new), ..Slots::EMPTY },
        getset: fields,
        ..ClassSpec::new(name, Layout::of::<Tuple>())
    }
}

/// The name of item `INDEX`.
pub const fn field<const INDEX: usize>(name: &'static str) -> GetSet {
    GetSet::read_only(name, read::<INDEX>).member()
}

fn read<const INDEX: usize>(_vm: &mut Vm, this: &Value) -> PyResult {
    Ok(this.expect::<Tuple>().items().get(INDEX).cloned().unwrap_or(Value::NONE))
}

/// An instance with these items, one for each field.
pub fn create(vm: &mut Vm, class: &Py<Class>, items: Vec<Value>) -> Value {
    match vm.heap.new_tuple(class, items.into_iter()) {
        Ok(tuple) => tuple.into_value(),
        Err(_) => std::alloc::handle_alloc_error(std::alloc::Layout::new::<Value>()),
    }
}

fn fields(class: &Class) -> &'static [GetSet] {
    class.spec.map_or(&[], |spec| spec.getset)
}

fn new(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let spec_name = vm.full_name(class);
    let Some(sequence) = arguments.values.first() else {
        return Err(vm.type_error("structseq() missing required argument 'sequence' (pos 1)"));
    };
    if !protocol::iterate::is_iterable(vm, sequence) {
        return Err(vm.type_error("constructor requires a sequence"));
    }
    let items = protocol::iterate::collect_to_vec(vm, sequence)?;
    let (expected, given) = (fields(class).len(), items.len());
    if given != expected {
        return Err(vm.type_error(format!("{spec_name}() takes a {expected}-sequence ({given}-sequence given)")));
    }
    Ok(create(vm, class, items))
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let class = vm.class_of(this).clone();
    let mut text = vm.full_name(&class);
    text.push('(');
    let items = this.expect::<Tuple>().items().to_vec();
    for (index, (field, item)) in fields(&class).iter().zip(items).enumerate() {
        if index > 0 {
            text.push_str(", ");
        }
        let item = protocol::repr::repr(vm, &item)?;
        text.push_str(field.name);
        text.push('=');
        text.push_str(&item.to_string_lossy());
    }
    text.push(')');
    Ok(vm.new_str(text).into_value())
}
