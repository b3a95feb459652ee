//! Subscripts and slices.

use ouropy_compiler::code::Instruction;

use super::arithmetic::finish;
use super::operands::{look, operand, release, take};
use crate::object::{ClassFlags, Header, Kind, Tuple, Value};
use crate::protocol;
use crate::types::dict::Dict;
use crate::types::list::List;
use crate::types::slice::Slice;
use crate::vm::raise::PyResult;
use crate::vm::{Vm, arguments};

/// The item of an exact list or tuple at an int, if there is one.
#[inline(always)]
pub(super) fn item(vm: &Vm, container: &Value, key: &Value) -> Option<Value> {
    let index = key.as_small_int()?;
    let items: &[Value] = match container.kind()? {
        Kind::List if vm.is_exactly(container, &vm.types.list) => container.cast::<List>()?.items.get(&vm.heap),
        Kind::Tuple if vm.is_exactly(container, &vm.types.tuple) => container.cast::<Tuple>()?.items(),
        _ => return None,
    };
    let index = if index < 0 { index + items.len() as i64 } else { index };
    items.get(usize::try_from(index).ok()?).cloned()
}

/// BINARY_SUBSCR.
#[inline(never)]
pub(super) fn load(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let (container, key) = (look(vm, at.b.register()), look(vm, at.c.register()));
    if vm.class_of(&container).head.has(ClassFlags::HEAP_TYPE) {
        // CPython specialises a subscript that is a Python function.
        arguments::note_executed(vm);
    }
    let value = protocol::subscript::get(vm, &container, &key)?;
    release(vm, at.b.register());
    release(vm, at.c.register());
    finish(vm, at, value)
}

/// STORE_SUBSCR.
#[inline(never)]
pub(super) fn store(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let (container, key) = (look(vm, at.a.register()), look(vm, at.b.register()));
    if container.header().is_some_and(Header::is_unshared) && keeps_value(vm, at, &key) {
        return store_by_protocol(vm, at);
    }
    if let Some(list) = container.cast::<List>()
        && let Some(index) = key.as_small_int()
        && vm.is_exactly(&container, &vm.types.list)
    {
        let length = list.items.get(&vm.heap).len();
        let index = if index < 0 { index + length as i64 } else { index };
        let Some(index) = usize::try_from(index).ok().filter(|&index| index < length) else {
            return store_by_protocol(vm, at);
        };
        let value = take(vm, at.c.register());
        let old = std::mem::replace(&mut list.items.get_mut(&mut vm.heap)[index], value);
        release(vm, at.b.register());
        // A list that dies goes before the item that was in it.
        release(vm, at.a.register());
        drop(old);
        vm.run_parked_if_any();
        return Ok(());
    } else if let Some(dict) = container.cast::<Dict>()
        && vm.is_exactly(&container, &vm.types.dict)
    {
        let (key, value) = (take(vm, at.b.register()), take(vm, at.c.register()));
        drop(dict.set(vm, key, value)?);
    } else {
        return store_by_protocol(vm, at);
    }
    release(vm, at.a.register());
    vm.run_parked_if_any();
    Ok(())
}

/// Whether the value outlives the container, which dies with the instruction if it is a temporary: CPython's general
/// instruction keeps it, and the special ones, of a list or a dict from the second execution on, move it.
#[cold]
fn keeps_value(vm: &Vm, at: Instruction, key: &Value) -> bool {
    let Some(innermost) = vm.stack.innermost() else { return false };
    if at.a.register() < innermost.first_temporary {
        return false;
    }
    let is_first = at.k == 0;
    if is_first && let Some(instruction) = innermost.code().instructions.get(innermost.current_index() as usize) {
        instruction.set(Instruction { k: 1, ..instruction.get() });
    }
    is_first || key.as_small_int().is_some_and(|index| index < 0)
}

/// Stores an item by the container's method, which the value outlives, as do the key and the container.
fn store_by_protocol(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let (container, key, value) = (look(vm, at.a.register()), look(vm, at.b.register()), look(vm, at.c.register()));
    let result = protocol::subscript::set(vm, &container, &key, &value);
    release(vm, at.b.register());
    release(vm, at.a.register());
    vm.run_parked_if_any();
    release(vm, at.c.register());
    result?;
    vm.run_parked_if_any();
    Ok(())
}

/// DELETE_SUBSCR.
pub(super) fn delete(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let (container, key) = (operand(vm, at.a.register()), operand(vm, at.b.register()));
    protocol::subscript::delete(vm, &container, &key)?;
    drop(key);
    drop(container);
    vm.run_parked_if_any();
    Ok(())
}

/// BINARY_SLICE.
pub(super) fn load_slice(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let container = operand(vm, at.b.register());
    let (from, to) = (take(vm, at.c.register()), take(vm, at.c.register().offset(1)));
    let slice = Slice::create(vm, from, to, Value::NONE);
    let value = protocol::subscript::get(vm, &container, &slice)?;
    drop(slice);
    drop(container);
    finish(vm, at, value)
}

/// STORE_SLICE.
pub(super) fn store_slice(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let (container, value) = (operand(vm, at.a.register()), operand(vm, at.b.register()));
    let (from, to) = (take(vm, at.c.register()), take(vm, at.c.register().offset(1)));
    let slice = Slice::create(vm, from, to, Value::NONE);
    let result = protocol::subscript::set(vm, &container, &slice, &value);
    drop(slice);
    drop(container);
    vm.run_parked_if_any();
    drop(value);
    result?;
    vm.run_parked_if_any();
    Ok(())
}

/// BUILD_SLICE.
pub(super) fn build_slice(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let (from, to) = (take(vm, at.b.register()), take(vm, at.b.register().offset(1)));
    let step = if at.c.count() > 2 { take(vm, at.b.register().offset(2)) } else { Value::NONE };
    let slice = Slice::create(vm, from, to, step);
    finish(vm, at, slice)
}
