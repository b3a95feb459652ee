//! The iterators of range.

use std::cell::Cell;

use num_bigint::BigInt;
use num_traits::{Signed, Zero};

use crate::object::{HeapCell, Layout, Value, payload};
use crate::protocol::sequence;
use crate::types::class::{ClassSpec, NativeDef};
use crate::types::int::{self, Number};
use crate::types::iterators::spec;
use crate::vm::{PyResult, Vm};

/// The declaration of `range_iterator`.
pub const ITERATOR: ClassSpec = ClassSpec {
    methods: &[NativeDef::none("__length_hint__", length_hint)],
    ..spec("range_iterator", Layout::of::<RangeIterator>(), next)
};

/// The declaration of `longrange_iterator`.
pub const LONG_ITERATOR: ClassSpec = ClassSpec {
    methods: &[NativeDef::none("__length_hint__", long_length_hint)],
    ..spec("longrange_iterator", Layout::of::<LongRangeIterator>(), long_next)
};

/// The iterator of a range whose numbers are machine words.
pub struct RangeIterator {
    /// The next number.
    pub next: Cell<i64>,
    /// Distance between numbers.
    pub step: i64,
    /// How many are left.
    pub remaining: Cell<usize>,
}

payload! { RangeIterator: Atom, size 40; }

impl RangeIterator {
    /// An iterator over `length` numbers.
    #[inline]
    pub fn create(vm: &mut Vm, start: i64, step: i64, length: usize) -> Value {
        let payload = RangeIterator { next: Cell::new(start), step, remaining: Cell::new(length) };
        vm.heap.alloc(&vm.types.range_iterator, payload).into_value()
    }

    /// The next number.
    #[inline(always)]
    pub fn advance(&self) -> Option<i64> {
        let remaining = self.remaining.get().checked_sub(1)?;
        let number = self.next.get();
        self.remaining.set(remaining);
        self.next.set(number.wrapping_add(self.step));
        Some(number)
    }
}

fn next(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    Ok(this.expect::<RangeIterator>().advance().map(|number| int::from_i64(vm, number)))
}

fn length_hint(vm: &mut Vm, this: &Value) -> PyResult {
    let remaining = this.expect::<RangeIterator>().remaining.get();
    Ok(sequence::int(vm, remaining))
}

/// The iterator of a range beyond machine words.
pub struct LongRangeIterator {
    next: HeapCell<BigInt>,
    step: BigInt,
    remaining: HeapCell<BigInt>,
}

payload! { LongRangeIterator: Atom, size 40; }

impl LongRangeIterator {
    /// An iterator over `length` numbers.
    pub fn create(vm: &mut Vm, start: Value, step: Value, length: Value) -> Value {
        let [start, step, length] =
            [start, step, length].map(|value| Number::of(&value).map(Number::to_big).unwrap_or_default());
        let payload = LongRangeIterator { next: HeapCell::new(start), step, remaining: HeapCell::new(length) };
        vm.heap.alloc(&vm.types.longrange_iterator, payload).into_value()
    }
}

fn long_next(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<LongRangeIterator>();
    let remaining = this.remaining.get_mut(&mut vm.heap);
    if remaining.is_zero() || remaining.is_negative() {
        return Ok(None);
    }
    *remaining -= 1;
    let next = this.next.get_mut(&mut vm.heap);
    let number = next.clone();
    *next += &this.step;
    Ok(Some(int::from_big(vm, number)))
}

fn long_length_hint(vm: &mut Vm, this: &Value) -> PyResult {
    let remaining = this.expect::<LongRangeIterator>().remaining.get(&vm.heap).clone();
    Ok(int::from_big(vm, remaining))
}
