//! References that CPython's evaluation stack would borrow, for `sys.getrefcount`.

use ouropy_compiler::code::borrows;

use super::Vm;
use super::stack::Entered;
use crate::object::{IMMORTAL, Slot, Value};

impl Vm {
    /// The reference count that Python code sees: without the copies of locals that CPython
    /// [would not count](borrows), and without the parameters that took them over.
    pub fn visible_refcount(&self, value: &Value) -> u32 {
        match value.refcount() {
            IMMORTAL => IMMORTAL,
            count => count.saturating_sub(self.borrowed_references(value)),
        }
    }

    fn borrowed_references(&self, value: &Value) -> u32 {
        let holds = |slot: &Slot| slot.as_ref().is_some_and(|held| held.is(value));
        let activations = self.stack.activations();
        let mut total = 0;
        for (index, activation) in activations.iter().enumerate() {
            let code = activation.code();
            let window = self.stack.window(index);
            if !window[..code.first_temporary.index()].iter().any(holds) {
                continue;
            }
            let at = activation.current_index();
            let mut passed_on = 0;
            for borrow in code.borrows.get_or_init(|| borrows(&code.unit).into()) {
                if !(borrow.start < at && at <= borrow.end && holds(&window[borrow.local.index()])) {
                    continue;
                }
                match activations.get(index + 1).map(|callee| callee.entered) {
                    // Arguments are the callee's parameters now, or in a tuple of it.
                    Some(Entered::Call) if borrow.end == at => passed_on += 1,
                    Some(Entered::Init) if borrow.end == at => {}
                    _ => total += u32::from(holds(&window[borrow.temporary.index()])),
                }
            }
            if passed_on > 0 {
                let parameters = activations[index + 1].code().parameter_count();
                let held = self.stack.window(index + 1)[..parameters].iter().filter(|slot| holds(slot)).count();
                total += passed_on.min(held as u32);
            }
        }
        total
    }
}
