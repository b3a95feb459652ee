//! Attribute and global lookups of the loop: the generic paths, which specialise their instruction when that will pay.

use std::cell::Cell as StdCell;

use crate::code::{Instruction, Opcode};
use crate::object::{ClassFlags, Kind, Slot, Value};
use crate::protocol;
use crate::types::class::Class;
use crate::types::code::{Cache, Code};
use crate::vm::Vm;
use crate::vm::raise::PyResult;

/// Failures after which an instruction stays generic.
const MISS_LIMIT: u32 = 16;

/// The instruction being executed: the one before `pc`.
#[expect(unsafe_code, reason = "the loop's instruction pointer")]
fn current(code: &Code, pc: *const StdCell<Instruction>) -> (&StdCell<Instruction>, &Cache) {
    // SAFETY: `pc` points into the code's instructions, one past the current one.
    let index = unsafe { pc.offset_from(code.instructions.as_ptr()) } as usize - 1;
    let cell = &code.instructions[index];
    (cell, &code.caches[cell.get().cache()])
}

fn specialise(cell: &StdCell<Instruction>, opcode: Opcode) {
    cell.set(Instruction { opcode, ..cell.get() });
}

/// Counts a failed guard; whether specialising again is still worth it.
fn may_specialise(cell: &StdCell<Instruction>, cache: &Cache, generic: Opcode) -> bool {
    if cell.get().opcode != generic {
        let misses = cache.misses.get() + 1;
        cache.misses.set(misses);
        specialise(cell, generic);
    }
    cache.misses.get() < MISS_LIMIT
}

/// LOAD_GLOBAL.
#[cold]
#[inline(never)]
pub(super) fn load_global(vm: &mut Vm, code: &Code, pc: *const StdCell<Instruction>) -> PyResult {
    let (cell, cache) = current(code, pc);
    let Some(activation) = vm.stack.innermost() else { return Err(vm.system_error("no frame")) };
    let (globals, builtins) = (activation.function.globals.clone(), activation.function.builtins.clone());
    let name = &cache.name;
    if globals.table.get(&vm.heap).only_str_keys() && builtins.table.get(&vm.heap).only_str_keys() {
        let specialising = may_specialise(cell, cache, Opcode::LOAD_GLOBAL);
        if let Some(index) = globals.table.get(&vm.heap).find_str(name) {
            if specialising {
                cache.version.set(globals.version(vm));
                cache.index.set(index as u32);
                specialise(cell, Opcode::LOAD_GLOBAL_MODULE);
            }
            if let Some(value) = globals.table.get(&vm.heap).value_at(index) {
                return Ok(value.clone());
            }
        }
        if let Some(index) = builtins.table.get(&vm.heap).find_str(name) {
            if specialising {
                cache.version.set(globals.version(vm));
                cache.second_version.set(builtins.version(vm));
                cache.index.set(index as u32);
                specialise(cell, Opcode::LOAD_GLOBAL_BUILTIN);
            }
            if let Some(value) = builtins.table.get(&vm.heap).value_at(index) {
                return Ok(value.clone());
            }
        }
    } else {
        if let Some(value) = globals.get(vm, name.as_value())? {
            return Ok(value);
        }
        if let Some(value) = builtins.get(vm, name.as_value())? {
            return Ok(value);
        }
    }
    Err(super::cold::name_error(vm, name))
}

/// LOAD_ATTR.
#[inline(never)]
pub(super) fn load_attribute(vm: &mut Vm, code: &Code, pc: *const StdCell<Instruction>, receiver: &Value) -> PyResult {
    let (cell, cache) = current(code, pc);
    if may_specialise(cell, cache, Opcode::LOAD_ATTR) {
        match inline_index(vm, receiver, cache) {
            Some(index) => {
                let class = vm.class_of(receiver).clone();
                cache.version.set(vm.class_version(&class));
                cache.index.set(index as u32);
                specialise(cell, Opcode::LOAD_ATTR_INSTANCE_VALUE);
            }
            None => cache.misses.set(cache.misses.get() + 1),
        }
    }
    protocol::attribute::get(vm, receiver, &cache.name)
}

/// The shared-key index of the cache's name when the receiver holds it inline and no data descriptor comes first.
fn inline_index(vm: &mut Vm, receiver: &Value, cache: &Cache) -> Option<usize> {
    let class = vm.class_of(receiver).clone();
    if !class.head.has(ClassFlags::INLINE_VALUES) || !class.head.has(ClassFlags::PLAIN_GETATTR) {
        return None;
    }
    let index = class.head.shared_keys.borrow().index_of(cache.name.as_value())?;
    vm.heap.inline_value(receiver, index)?;
    match vm.lookup(&class, &cache.name) {
        Some(found) if vm.class_of(&found).slots(&vm.heap).descr_set.is_some() => None,
        _ => Some(index),
    }
}

/// LOAD_METHOD: the function and its receiver, or the attribute and nothing.
#[inline(never)]
pub(super) fn load_method(
    vm: &mut Vm,
    code: &Code,
    pc: *const StdCell<Instruction>,
    receiver: Value,
) -> PyResult<(Value, Slot)> {
    let (cell, cache) = current(code, pc);
    let class = vm.class_of(&receiver).clone();
    let plain = class.head.has(ClassFlags::PLAIN_GETATTR)
        && receiver.kind() != Some(Kind::Class)
        && receiver.kind() != Some(Kind::Module)
        && receiver.kind() != Some(Kind::Function);
    if plain && let Some(found) = vm.lookup(&class, &cache.name) {
        let is_method = protocol::call::binds_like_a_function(vm, &found);
        if is_method {
            let own = if class.head.has(ClassFlags::HAS_DICT) {
                protocol::attribute::instance_attribute(vm, &receiver, &cache.name)?
            } else {
                None
            };
            return match own {
                Some(own) => Ok((own, None)),
                None => {
                    if may_specialise(cell, cache, Opcode::LOAD_METHOD)
                        && let Some(shadow) = shadow_index(vm, &class, &receiver, cache)
                    {
                        cache.version.set(vm.class_version(&class));
                        cache.index.set(shadow);
                        cache.value.set(found.bits());
                        specialise(cell, Opcode::LOAD_METHOD_CACHED);
                    }
                    Ok((found, Some(receiver)))
                }
            };
        }
    }
    let value = protocol::attribute::get(vm, &receiver, &cache.name)?;
    Ok((value, None))
}

/// How the cached lookup can tell that the instance does not shadow the method: the shared-key index to look at plus
/// one, 0 when instances have no dict at all; `None` when it cannot tell.
fn shadow_index(vm: &Vm, class: &crate::object::Py<Class>, _receiver: &Value, cache: &Cache) -> Option<u32> {
    let _ = vm;
    if !class.head.has(ClassFlags::HAS_DICT) {
        return Some(0);
    }
    if !class.head.has(ClassFlags::INLINE_VALUES) {
        return None;
    }
    // A name the class's instances have never stored cannot stand inline; if they have, stay generic.
    match class.head.shared_keys.borrow().index_of(cache.name.as_value()) {
        None => Some(class.head.shared_keys.borrow().names.len() as u32 + 1),
        Some(_) => None,
    }
}

/// STORE_ATTR.
#[inline(never)]
pub(super) fn store_attribute(
    vm: &mut Vm,
    code: &Code,
    pc: *const StdCell<Instruction>,
    receiver: &Value,
    value: Value,
) -> PyResult<()> {
    let (cell, cache) = current(code, pc);
    protocol::attribute::set(vm, receiver, &cache.name, Some(value))?;
    if may_specialise(cell, cache, Opcode::STORE_ATTR) {
        let class = vm.class_of(receiver).clone();
        if class.head.has(ClassFlags::PLAIN_SETATTR)
            && let Some(index) = inline_index(vm, receiver, cache)
        {
            cache.version.set(vm.class_version(&class));
            cache.index.set(index as u32);
            specialise(cell, Opcode::STORE_ATTR_INSTANCE_VALUE);
        } else {
            cache.misses.set(cache.misses.get() + 1);
        }
    }
    Ok(())
}
