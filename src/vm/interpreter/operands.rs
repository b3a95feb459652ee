//! The registers of the innermost activation, for instructions that are executed outside of the loop. The loop has
//! noted its place before it calls such a function, and reads the operands no more after.
//!
//! All of this is for the functions beside it, which execute an instruction and name its operands, each to do with it what
//! the opcode table says: then the register is one of the window's, and what is emptied is written before it is read.
//! The verifier proves both of every code unit (`docs/safety.md`).
#![expect(unsafe_code, reason = "the register window")]

use std::mem::ManuallyDrop;
use std::ops::Deref;

use ouropy_compiler::code::{Effect, Instruction, Register, Use, Written};

use crate::object::{Header, Slot, Value, holds_object};
use crate::vm::Vm;

/// What it means when a register that is read holds nothing: the verifier proves that it is bound.
pub(super) const UNBOUND: &str = "an instruction reads a register that is not bound";

/// What was in a register that the verifier has proved bound. Anything else would be a defect of the compiler, after
/// which nothing can be relied on.
#[inline]
pub(in crate::vm) fn bound(held: Slot) -> Value {
    held.expect(UNBOUND)
}

/// What a register holds.
#[inline]
pub(super) fn held(vm: &Vm, register: Register) -> &Slot {
    // SAFETY: an operand of the instruction.
    unsafe { vm.stack.register(register) }
}

/// Another reference to what a register holds.
#[inline]
pub(super) fn kept(vm: &Vm, register: Register) -> Value {
    bound(held(vm, register).clone())
}

/// Consumes an operand: a temporary is moved out, a local gives another reference.
#[inline]
pub(super) fn take(vm: &mut Vm, register: Register) -> Value {
    // SAFETY: an operand that the instruction consumes.
    bound(unsafe { vm.stack.consume(register) })
}

/// An operand that an instruction looks at and consumes: a temporary's value is owned and dies with this; a local's is
/// borrowed, as on CPython's stack, and not counted.
///
/// The local keeps it until the instruction writes, for only its own instructions write the registers of an activation
/// that is being executed; what `f_locals` writes over stays alive in the frame object.
pub(super) struct Operand {
    value: ManuallyDrop<Value>,
    is_owned: bool,
}

impl Operand {
    /// Whether this is the last reference to an object, which dies with it.
    #[inline]
    pub(super) fn dies(&self) -> bool {
        self.is_owned && self.value.header().is_some_and(Header::is_unshared)
    }

    /// The value counted: moved, or one more reference to the local's.
    #[inline]
    pub(super) fn into_value(self) -> Value {
        if self.is_owned {
            let mut this = ManuallyDrop::new(self);
            // SAFETY: it is not dropped any more.
            return unsafe { ManuallyDrop::take(&mut this.value) };
        }
        Value::clone(&self.value)
    }
}

impl From<Value> for Operand {
    #[inline]
    fn from(value: Value) -> Operand {
        Operand { value: ManuallyDrop::new(value), is_owned: true }
    }
}

impl Deref for Operand {
    type Target = Value;

    #[inline(always)]
    fn deref(&self) -> &Value {
        &self.value
    }
}

impl Drop for Operand {
    #[inline(always)]
    fn drop(&mut self) {
        if self.is_owned {
            // SAFETY: it is dropped here only.
            unsafe { ManuallyDrop::drop(&mut self.value) };
        }
    }
}

/// Consumes an operand that is looked at until the instruction writes.
#[inline]
pub(super) fn operand(vm: &mut Vm, register: Register) -> Operand {
    // SAFETY: an operand that the instruction consumes. A local is not written while it is looked at.
    let (value, is_owned) = unsafe { vm.stack.operand(register) };
    Operand { value: value.expect(UNBOUND), is_owned }
}

/// An operand that is kept, looked at until the instruction writes it or empties its register.
#[inline]
pub(super) fn look(vm: &Vm, register: Register) -> Operand {
    let held = held(vm, register).as_ref().expect(UNBOUND);
    // SAFETY: the register keeps the value, which is not dropped here.
    Operand { value: ManuallyDrop::new(unsafe { std::ptr::read(held) }), is_owned: false }
}

/// Consumes an operand when all that was needed of it was to look.
#[inline]
pub(super) fn release(vm: &mut Vm, register: Register) {
    // SAFETY: an operand that the instruction consumes.
    drop(unsafe { vm.stack.release(register) });
}

/// Empties a register, a local or a temporary.
#[inline]
pub(super) fn empty(vm: &mut Vm, register: Register) -> Slot {
    // SAFETY: an operand that the instruction empties or writes.
    unsafe { vm.stack.replace(register, None) }
}

/// Consumes `count` consecutive temporaries.
pub(super) fn take_many(vm: &mut Vm, first: Register, count: u16) -> Vec<Value> {
    // SAFETY: operands that the instruction consumes.
    unsafe { vm.stack.drain(first, count) }.map(bound).collect()
}

/// Writes a register; what it held dies, and what died with a finalizer runs it.
#[inline]
pub(super) fn put(vm: &mut Vm, register: Register, value: Value) {
    // SAFETY: an operand that the instruction writes.
    let old = unsafe { vm.stack.replace(register, Some(value)) };
    drop(old);
    vm.run_parked_if_any();
}

/// As [`put`] for a register that is empty: nothing can die.
#[inline]
pub(super) fn fill(vm: &mut Vm, register: Register, value: Value) {
    // SAFETY: as in `put`.
    drop(unsafe { vm.stack.replace(register, Some(value)) });
}

/// Whether an instruction that has been executed has left the registers as the opcode table says: consumed temporaries
/// without an object, all else bound.
pub(super) fn are_left_as_said(vm: &Vm, executed: Instruction) -> bool {
    let Some(first_temporary) = vm.stack.innermost().map(|innermost| innermost.first_temporary) else { return false };
    // The verifier refuses code without an effect; the special forms that the loop writes have none of their own.
    let Ok(effect) = Effect::of(executed) else { return true };
    let is_written = |register: Register| effect.written.iter().any(|&(written, _)| written == register);
    let consumed =
        effect.consumed.iter().map(|&(register, _)| register).filter(|&register| register >= first_temporary);
    let is_bound = |register: Register| held(vm, register).is_some();
    consumed.chain(effect.emptied).filter(|&register| !is_written(register)).all(|r| !holds_object(held(vm, r)))
        && effect.kept.iter().all(|&(register, how)| how == Use::MethodSelf || is_bound(register))
        && effect.written.iter().all(|&(register, what)| match what {
            Written::Same | Written::MethodSelf => true,
            _ => is_bound(register),
        })
}
