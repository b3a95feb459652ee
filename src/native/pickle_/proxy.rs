//! `pickler.memo` and `unpickler.memo`: what has been remembered, to be copied or cleared.

use super::pickler::Pickler;
use super::unpickler::Unpickler;
use crate::native::NativeClass;
use crate::object::{ClassFlags, HeapCell, Layout, Py, Slot, Value, payload};
use crate::types::class::{ClassSpec, NativeDef, Slots};
use crate::types::dict::Dict;
use crate::types::{int, object};
use crate::vm::{PyResult, Vm};

/// The declaration of `PicklerMemoProxy`.
pub(super) static PICKLER_PROXY: NativeClass = NativeClass::new(ClassSpec {
    module: "_pickle",
    flags: ClassFlags::HEAP_TYPE.union(ClassFlags::BASE_TYPE),
    slots: Slots::EMPTY,
    is_unhashable: true,
    methods: &[
        NativeDef::none("clear", |vm, this| {
            if let Some(owner) = owner(vm, this) {
                owner.expect::<Pickler>().clear_memo(vm);
            }
            Ok(Value::NONE)
        }),
        NativeDef::none("copy", |vm, this| Ok(pickler_memo(vm, this)?.into_value())),
        NativeDef::none("__reduce__", |vm, this| {
            let copy = pickler_memo(vm, this)?;
            Ok(reduced(vm, copy))
        }),
    ],
    ..ClassSpec::new("PicklerMemoProxy", Layout::of::<MemoProxy>())
})
.hidden();

/// The declaration of `UnpicklerMemoProxy`.
pub(super) static UNPICKLER_PROXY: NativeClass = NativeClass::new(ClassSpec {
    module: "_pickle",
    flags: ClassFlags::HEAP_TYPE.union(ClassFlags::BASE_TYPE),
    slots: Slots::EMPTY,
    is_unhashable: true,
    methods: &[
        NativeDef::none("clear", |vm, this| {
            if let Some(owner) = owner(vm, this) {
                let old = owner.expect::<Unpickler>().memo.get_mut(&mut vm.heap).clear();
                drop(old);
            }
            Ok(Value::NONE)
        }),
        NativeDef::none("copy", |vm, this| Ok(unpickler_memo(vm, this)?.into_value())),
        NativeDef::none("__reduce__", |vm, this| {
            let copy = unpickler_memo(vm, this)?;
            Ok(reduced(vm, copy))
        }),
    ],
    ..ClassSpec::new("UnpicklerMemoProxy", Layout::of::<MemoProxy>())
})
.hidden();

/// The memo of a pickler or an unpickler.
pub struct MemoProxy {
    pub(super) owner: HeapCell<Slot>,
}

payload! { MemoProxy: AtBirth, size 24;
    references { owner }
    clear { owner }
}

fn owner(vm: &Vm, this: &Value) -> Slot {
    this.expect::<MemoProxy>().owner.get(&vm.heap).clone()
}

/// `dict` and the argument it makes the same memo of.
fn reduced(vm: &mut Vm, copy: Py<Dict>) -> Value {
    let arguments = vm.new_tuple(vec![copy.into_value()]).into_value();
    let class = vm.types.dict.to_value();
    vm.new_tuple(vec![class, arguments]).into_value()
}

/// By the id of each object: its number and itself.
fn pickler_memo(vm: &mut Vm, this: &Value) -> PyResult<Py<Dict>> {
    let copy = vm.new_dict();
    let Some(owner) = owner(vm, this) else { return Ok(copy) };
    for (value, number) in owner.expect::<Pickler>().memo.get(&vm.heap).entries().to_vec() {
        let (id, number) = (int::from_u64(vm, object::address(&value)), int::from_i64(vm, number as i64));
        let pair = vm.new_tuple(vec![number, value]).into_value();
        drop(copy.set(vm, id, pair)?);
    }
    Ok(copy)
}

/// By the number of each object.
fn unpickler_memo(vm: &mut Vm, this: &Value) -> PyResult<Py<Dict>> {
    let copy = vm.new_dict();
    let Some(owner) = owner(vm, this) else { return Ok(copy) };
    for (number, value) in owner.expect::<Unpickler>().memo.get(&vm.heap).entries() {
        drop(copy.set(vm, Value::index(number), value)?);
    }
    Ok(copy)
}
