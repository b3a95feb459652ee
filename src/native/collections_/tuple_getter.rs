//! `_collections._tuplegetter`: the field descriptors of namedtuple.

use crate::native::NativeClass;
use crate::object::{ClassFlags, HeapCell, Layout, Py, Tuple, Value, payload};
use crate::protocol::sequence;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, Slots};
use crate::vm::{PyResult, Vm, arguments};

/// The declaration of `_tuplegetter`.
pub static SPEC: NativeClass = NativeClass::new(ClassSpec {
    module: "collections",
    flags: ClassFlags::HEAP_TYPE,
    slots: Slots { new: Some(new), repr: Some(repr), descr_get: Some(get), descr_set: Some(set), ..Slots::EMPTY },
    methods: &[NativeDef::none("__reduce__", reduce)],
    getset: &[GetSet::new(
        "__doc__",
        |vm, this| Ok(this.expect::<TupleGetter>().doc.get(&vm.heap).clone()),
        |vm, this, new| {
            this.expect::<TupleGetter>().doc.set(&mut vm.heap, new.unwrap_or(Value::NONE));
            Ok(())
        },
    )
    .member()],
    ..ClassSpec::new("_tuplegetter", Layout::of::<TupleGetter>())
});

/// Reads one item of a tuple by name.
pub struct TupleGetter {
    index: usize,
    doc: HeapCell<Value>,
}

payload! { TupleGetter: AtBirth, size 32;
    references { doc = .__doc__ }
}

fn new(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let [index, doc] = arguments.positional() else {
        let given = arguments.positional().len();
        return Err(arguments::wrong_count(vm, "_tuplegetter", 2, 2, given));
    };
    let index = sequence::count_argument(vm, index)?.max(0) as usize;
    Ok(vm.heap.alloc(class, TupleGetter { index, doc: HeapCell::new(doc.clone()) }).into_value())
}

fn get(vm: &mut Vm, this: &Value, instance: Option<&Value>, _owner: &Value) -> PyResult {
    let Some(instance) = instance.filter(|instance| !instance.is_none()) else { return Ok(this.clone()) };
    let index = this.expect::<TupleGetter>().index;
    let Some(tuple) = instance.cast::<Tuple>() else {
        let name = vm.class_name(instance);
        return Err(vm.type_error(format!(
            "descriptor for index '{index}' for tuple subclasses doesn't apply to '{name}' object"
        )));
    };
    match tuple.items().get(index) {
        Some(item) => Ok(item.clone()),
        None => Err(vm.index_error("tuple index out of range")),
    }
}

fn set(vm: &mut Vm, _this: &Value, _instance: &Value, new: Option<&Value>) -> PyResult<()> {
    Err(vm.attribute_error(if new.is_some() { "can't set attribute" } else { "can't delete attribute" }))
}

fn arguments_of(vm: &Vm, this: &Value) -> Vec<Value> {
    let this = this.expect::<TupleGetter>();
    vec![Value::index(this.index), this.doc.get(&vm.heap).clone()]
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let (name, arguments) = (vm.class_own_name(this), arguments_of(vm, this));
    let text = crate::protocol::repr::join_items(vm, &format!("{name}("), &arguments, ")")?;
    Ok(vm.new_str_bytes(&text).into_value())
}

fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let class = vm.class_of(this).to_value();
    let arguments = arguments_of(vm, this);
    let arguments = vm.new_tuple(arguments).into_value();
    Ok(vm.new_tuple(vec![class, arguments]).into_value())
}
