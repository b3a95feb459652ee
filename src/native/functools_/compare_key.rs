//! `functools.KeyWrapper`: what `cmp_to_key` returns, and the keys that it makes.

use ouropy_compiler::code::Comparison;

use crate::native::NativeClass;
use crate::object::{ClassFlags, HeapCell, Layout, Slot, Value, payload, with_borrowed};
use crate::protocol;
use crate::types::class::{Arguments, ClassSpec, GetSet, Slots};
use crate::vm::arguments::with_packed;
use crate::vm::{PyResult, Vm, arguments};

/// The declaration of `functools.KeyWrapper`.
pub static SPEC: NativeClass = NativeClass::new(ClassSpec {
    module: "functools",
    flags: ClassFlags::HEAP_TYPE,
    slots: Slots { call: Some(call), richcompare: Some(compare), ..Slots::EMPTY },
    getset: &[GetSet::new(
        "obj",
        |vm, this| Ok(this.expect::<KeyWrapper>().object.get(&vm.heap).clone().unwrap_or(Value::NONE)),
        |vm, this, new| {
            this.expect::<KeyWrapper>().object.set(&mut vm.heap, new);
            Ok(())
        },
    )
    .member()],
    ..ClassSpec::new("KeyWrapper", Layout::of::<KeyWrapper>())
})
.hidden();

/// An object ordered by a function of two arguments.
pub struct KeyWrapper {
    compare: HeapCell<Slot>,
    object: HeapCell<Slot>,
}

payload! { KeyWrapper: AtBirth, size 40;
    references { compare, object = .obj }
    clear { compare, object }
}

/// A maker of keys that compares with `compare`.
pub fn create(vm: &mut Vm, compare: Value) -> Value {
    wrap(vm, Some(compare), None)
}

fn wrap(vm: &mut Vm, compare: Slot, object: Slot) -> Value {
    let payload = KeyWrapper { compare: HeapCell::new(compare), object: HeapCell::new(object) };
    let class = SPEC.of(vm);
    vm.heap.alloc(&class, payload).into_value()
}

fn call(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    let mut bound = arguments::bind(vm, "K", "obj", arguments)?;
    let compare = this.expect::<KeyWrapper>().compare.get(&vm.heap).clone();
    Ok(with_packed(vm, arguments, |vm| wrap(vm, compare, bound.pop().flatten())))
}

fn compare(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    let left = left.expect::<KeyWrapper>();
    let Some(right) = right.cast::<KeyWrapper>() else {
        return Err(vm.type_error("other argument must be K instance"));
    };
    let function = left.compare.get(&vm.heap).clone();
    let (first, second) = (left.object.get(&vm.heap).clone(), right.object.get(&vm.heap).clone());
    let (Some(function), Some(first), Some(second)) = (function, first, second) else {
        return Err(vm.attribute_error("object"));
    };
    let result = with_borrowed([&first, &second], |pair| protocol::call(vm, &function, pair))?;
    protocol::compare(vm, &result, &Value::index(0), op)
}
