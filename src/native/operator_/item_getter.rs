//! `operator.itemgetter`.

use super::only_argument;
use crate::native::NativeClass;
use crate::object::{ClassFlags, Layout, Phantom, Py, Tuple, Value, payload};
use crate::protocol::{sequence, subscript};
use crate::text::room::Room;
use crate::types::class::{Arguments, Class, ClassSpec, NativeDef, Packing, Slots};
use crate::vm::{PyResult, Vm, arguments};

/// The declaration of `operator.itemgetter`.
pub static SPEC: NativeClass = NativeClass::new(ClassSpec {
    module: "operator",
    flags: ClassFlags::HEAP_TYPE,
    packing: Packing::Direct,
    slots: Slots { new: Some(new), call: Some(call), repr: Some(repr), ..Slots::EMPTY },
    methods: &[NativeDef::none("__reduce__", |vm, this| {
        let class = vm.class_of(this).to_value();
        let getter = this.expect::<ItemGetter>().clone();
        let items = vm.new_tuple_from(getter.items()).into_value();
        Ok(vm.new_tuple(vec![class, items]).into_value())
    })],
    ..ClassSpec::new("itemgetter", Layout::of::<ItemGetter>())
});

/// A callable that subscripts its argument.
pub struct ItemGetter {
    /// The only key, or a tuple of several.
    item: Value,
    single: bool,
}

payload! { ItemGetter: AtBirth, size 48;
    references { item }
}

impl ItemGetter {
    fn items(&self) -> &[Value] {
        match self.item.cast::<Tuple>() {
            Some(items) if !self.single => items.items(),
            _ => std::slice::from_ref(&self.item),
        }
    }
}

fn new(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    if !arguments.names.is_empty() {
        return Err(vm.type_error("itemgetter() takes no keyword arguments"));
    }
    if arguments.values.is_empty() {
        return Err(arguments::wrong_count(vm, "itemgetter", 1, 1, 0));
    }
    let (item, single) = match arguments.values {
        [only] => {
            vm.heap.phantom_passes(Phantom::Tuple(1));
            (only.clone(), true)
        }
        several => (vm.tuple_of_arguments(several).into_value(), false),
    };
    Ok(vm.heap.alloc(class, ItemGetter { item, single }).into_value())
}

fn call(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    let object = only_argument(vm, "itemgetter", arguments)?;
    let getter = this.expect::<ItemGetter>().clone();
    if let [only] = getter.items() {
        return subscript::get(vm, object, only);
    }
    let mut results = Vec::with_capacity(getter.items().len());
    for item in getter.items() {
        results.push(subscript::get(vm, object, item)?);
    }
    Ok(vm.new_tuple(results).into_value())
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let getter = this.expect::<ItemGetter>().clone();
    let mut text = b"operator.itemgetter(".to_vec();
    for (index, item) in getter.items().iter().enumerate() {
        if index > 0 {
            text.put_all(b", ");
        }
        sequence::push_repr(vm, &mut text, item)?;
    }
    text.push(b')');
    Ok(vm.new_str_bytes(&text).into_value())
}
