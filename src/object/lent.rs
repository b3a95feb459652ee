//! A reference that a call borrows: what an iterator takes its items from, which CPython does not count once more while
//! it asks for the next one. Python code can see the count, and may end the iterator meanwhile.
#![expect(unsafe_code, reason = "values are viewed a second time without a second reference")]

use std::cell::Cell;
use std::mem::ManuallyDrop;
use std::ops::Deref;

use super::cell::Heap;
use super::edge::Edge;
use super::references::{References, Release};
use super::trace::Tracer;
use super::value::{Slot, Value};

/// A field that lends what it holds. What it is to let go of meanwhile goes with the last loan.
#[derive(Default)]
pub struct Lent {
    value: Cell<Slot>,
    /// How many loans there are.
    loans: Cell<u32>,
    /// What was let go of while there were loans.
    left: Cell<Vec<Value>>,
}

impl Lent {
    /// Holds `value`.
    pub fn new(value: Value) -> Lent {
        Lent { value: Cell::new(Some(value)), ..Lent::default() }
    }

    /// Holds `value` from now on.
    pub fn begin(&self, value: Value) {
        self.end();
        self.value.set(Some(value));
    }

    /// Whether nothing is held.
    pub fn is_over(&self) -> bool {
        self.bits().is_none()
    }

    /// What is held, not counted once more as long as the loan lasts.
    pub fn lend(&self) -> Option<Loan<'_>> {
        let bits = self.bits()?;
        self.loans.set(self.loans.get() + 1);
        // SAFETY: the copy is never dropped, and the field keeps its reference until the last loan has ended.
        let value = ManuallyDrop::new(unsafe { Value::from_bits(bits) });
        Some(Loan { value, field: self })
    }

    /// Another reference to what is held.
    pub fn to_value(&self) -> Slot {
        self.lend().map(|loan| Value::clone(&loan))
    }

    /// Holds nothing from now on.
    pub fn end(&self) {
        drop(self.give_up());
    }

    /// As [`Lent::end`], for the collector.
    pub(crate) fn take(&self, _heap: &mut Heap) -> Slot {
        self.give_up()
    }

    /// What was held, unless it is lent: then it is left to the last loan.
    fn give_up(&self) -> Slot {
        let value = self.value.take()?;
        if self.loans.get() == 0 {
            return Some(value);
        }
        let mut left = self.left.take();
        left.push(value);
        self.left.set(left);
        None
    }

    fn bits(&self) -> Option<u64> {
        let value = self.value.take();
        let bits = value.as_ref().map(Value::bits);
        self.value.set(value);
        bits
    }
}

/// What a [`Lent`] field lends.
pub struct Loan<'a> {
    value: ManuallyDrop<Value>,
    field: &'a Lent,
}

impl Deref for Loan<'_> {
    type Target = Value;

    fn deref(&self) -> &Value {
        &self.value
    }
}

impl Drop for Loan<'_> {
    fn drop(&mut self) {
        let loans = self.field.loans.get() - 1;
        self.field.loans.set(loans);
        if loans == 0 {
            drop(self.field.left.take());
        }
    }
}

impl References for Lent {
    fn trace(&self, edge: Edge<'_>, tracer: &mut Tracer<'_>) {
        if let Some(value) = self.lend() {
            tracer.value(edge, &value);
        }
    }

    fn release(self, sink: &mut Release) {
        self.value.into_inner().release(sink);
    }
}
