//! The registers of the innermost activation, for instructions that are executed outside of the loop. The loop has
//! noted its place before it calls such a function, and reads the operands no more after.

use ouropy_compiler::code::Register;

use crate::object::{Slot, Value};
use crate::vm::Vm;

/// What it means when a register that is read holds nothing: the verifier proves that it is bound.
pub(super) const UNBOUND: &str = "an instruction reads a register that is not bound";

/// What was in a register that the verifier has proved bound. Anything else would be a defect of the compiler, after
/// which nothing can be relied on.
#[inline]
pub(in crate::vm) fn bound(held: Slot) -> Value {
    held.expect(UNBOUND)
}

/// Another reference to what a register holds.
#[inline]
pub(super) fn kept(vm: &Vm, register: Register) -> Value {
    bound(vm.stack.register(register).clone())
}

/// Consumes an operand: a temporary is moved out, a local gives another reference.
#[inline]
pub(super) fn take(vm: &mut Vm, register: Register) -> Value {
    bound(vm.stack.consume(register))
}

/// Empties a register, a local or a temporary.
#[inline]
pub(super) fn empty(vm: &mut Vm, register: Register) -> Slot {
    vm.stack.replace(register, None)
}

/// Consumes `count` consecutive temporaries.
pub(super) fn take_many(vm: &mut Vm, first: Register, count: u16) -> Vec<Value> {
    vm.stack.drain(first, count).map(bound).collect()
}

/// Writes a register; what it held dies, and what died with a finalizer runs it.
#[inline]
pub(super) fn put(vm: &mut Vm, register: Register, value: Value) {
    let old = vm.stack.replace(register, Some(value));
    drop(old);
    vm.run_parked_if_any();
}

/// As [`put`] for a register that is empty: nothing can die.
#[inline]
pub(super) fn fill(vm: &mut Vm, register: Register, value: Value) {
    drop(vm.stack.replace(register, Some(value)));
}
