//! References that CPython's evaluation stack would borrow, for `sys.getrefcount`.

use ouropy_compiler::code::{Borrow, CountedLoads, Instruction, Opcode};

use super::Vm;
use super::passed;
use super::stack::{Activation, Entered};
use crate::object::{IMMORTAL, Slot, Value};

impl Vm {
    /// The reference count that Python code sees: without the copies of locals that CPython would not count and the
    /// parameters that took them over, and with the operands that it does count ([`CountedLoads`]).
    pub fn visible_refcount(&self, value: &Value) -> u32 {
        match value.refcount() {
            IMMORTAL => IMMORTAL,
            count => {
                let (borrowed, counted) = self.borrowed_and_counted(value);
                (count + counted).saturating_sub(borrowed)
            }
        }
    }

    fn borrowed_and_counted(&self, value: &Value) -> (u32, u32) {
        let holds = |slot: &Slot| slot.as_ref().is_some_and(|held| held.is(value));
        let activations = self.stack.activations();
        let (mut borrowed, mut counted) = (0, 0);
        for (index, activation) in activations.iter().enumerate() {
            counted += self.held_for_construction(index, value);
            let window = self.stack.window(index);
            if !window.iter().any(holds) {
                continue;
            }
            borrowed += self.moved_operands(index, value);
            let at = activation.current_index();
            let called = activations.get(index + 1);
            let code = activation.code();
            let loads = code.counted_loads.get_or_init(|| CountedLoads::of(&code.unit));
            for borrow in &loads.borrows {
                if !(borrow.start < at && at <= borrow.end && holds(&window[borrow.local.index()])) {
                    continue;
                }
                let is_held = match called.map(|called| called.entered) {
                    Some(Entered::Init) if borrow.end == at && self.is_passed_for_construction(index + 1, value) => {
                        true
                    }
                    Some(Entered::Call | Entered::Bound | Entered::Init) if borrow.end == at => {
                        called.is_some_and(|called| {
                            let named = called.code().arg_count + called.code().keyword_only_count;
                            let parameters = &self.stack.window(index + 1)[..named as usize];
                            parameter(activation, called, borrow)
                                .is_some_and(|at| parameters.get(at).is_some_and(holds))
                        })
                    }
                    _ => match &window[borrow.temporary.index()] {
                        None => borrow.end == at && is_held_by_instruction(activation, borrow),
                        slot => holds(slot),
                    },
                };
                borrowed += u32::from(is_held);
            }
            let operands = loads.counted.iter().filter(|load| load.start <= at && at <= load.end);
            counted += operands.filter(|load| holds(&window[load.register.index()])).count() as u32;
        }
        (borrowed, counted)
    }
}

/// Which parameter of the function it has called an activation's temporary has become, if it has.
fn parameter(activation: &Activation, called: &Activation, borrow: &Borrow) -> Option<usize> {
    // The arguments become the first registers of the window where they stand; a generator's are moved above all.
    let passed = (activation.base as usize + borrow.temporary.index() * size_of::<Slot>()) as isize;
    let offset = passed - called.base as isize;
    let in_place = offset / size_of::<Slot>() as isize;
    let window = activation.code().register_count as isize;
    let Instruction { opcode, a, .. } = activation.current();
    let first = a.register().index() as isize + 1;
    let argument = borrow.temporary.index() as isize - first;
    let names = passed::names(activation);
    let named = argument - activation.current().b.count() as isize + names.len() as isize;
    if named >= 0
        && let Some(name) = names.get(named as usize)
    {
        return passed::parameter_named(called, name);
    }
    let place = if (called.base as isize) >= activation.base as isize && in_place.abs() <= window {
        in_place
    } else {
        // The new instance comes first, in the place that LOAD_METHOD has left empty, if it has.
        argument + isize::from(called.entered == Entered::Init && opcode == Opcode::CALL)
    };
    // What is behind the callable is empty if LOAD_METHOD has found something bound.
    let is_empty = called.entered == Entered::Bound && opcode == Opcode::CALL_METHOD && argument == 0;
    (argument >= 0 && !is_empty).then(|| usize::try_from(place).ok()).flatten()
}

/// Whether an instruction that has moved a temporary out holds it until it is done.
fn is_held_by_instruction(activation: &Activation, borrow: &Borrow) -> bool {
    let instruction = activation.current();
    match instruction.opcode {
        Opcode::DICT_MERGE | Opcode::CALL_FUNCTION_EX | Opcode::MATCH_CLASS => true,
        Opcode::CALL | Opcode::CALL_METHOD | Opcode::CALL_KW => borrow.temporary == instruction.a.register(),
        _ => false,
    }
}
