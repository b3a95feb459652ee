//! The iterators of range.

use std::cell::Cell;

use num_bigint::BigInt;
use num_traits::{Signed, Zero};

use crate::object::{HeapCell, Layout, Value, payload};
use crate::protocol::{self, number, sequence};
use crate::types::class::{ClassSpec, NativeDef};
use crate::types::int::{self, Number};
use crate::types::iterators::{reduced_to, spec};
use crate::vm::{PyResult, Vm};

/// The declaration of `range_iterator`.
pub const ITERATOR: ClassSpec = ClassSpec {
    methods: &[
        NativeDef::none("__length_hint__", length_hint),
        NativeDef::none("__reduce__", reduce),
        NativeDef::one("__setstate__", set_state),
    ],
    ..spec("range_iterator", Layout::of::<RangeIterator>(), next)
};

/// The declaration of `longrange_iterator`.
pub const LONG_ITERATOR: ClassSpec = ClassSpec {
    methods: &[
        NativeDef::none("__length_hint__", long_length_hint),
        NativeDef::none("__reduce__", long_reduce),
        NativeDef::one("__setstate__", long_set_state),
    ],
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

/// `iter` of the range that is left, with None for a state.
fn reduced_to_range(vm: &mut Vm, start: BigInt, step: BigInt, remaining: BigInt) -> PyResult {
    let stop = &start + &remaining * &step;
    let [start, stop, step] = [start, stop, step].map(|number| int::from_big(vm, number));
    let class = vm.types.range.to_value();
    let range = protocol::call(vm, &class, &[start, stop, step])?;
    reduced_to(vm, |_| vec![range], Some(Value::NONE))
}

fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let this = this.expect::<RangeIterator>();
    let remaining = BigInt::from(this.remaining.get());
    reduced_to_range(vm, BigInt::from(this.next.get()), BigInt::from(this.step), remaining)
}

fn set_state(vm: &mut Vm, this: &Value, state: &Value) -> PyResult {
    let Some(word) = number::index_word(vm, state)? else {
        return Err(vm.overflow_error("Python int too large to convert to C long"));
    };
    let this = this.expect::<RangeIterator>();
    let count = usize::try_from(word).unwrap_or(0).min(this.remaining.get());
    this.next.set(this.next.get().wrapping_add((count as i64).wrapping_mul(this.step)));
    this.remaining.set(this.remaining.get() - count);
    Ok(Value::NONE)
}

fn long_reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let this = this.expect::<LongRangeIterator>();
    let (next, remaining) = (this.next.get(&vm.heap).clone(), this.remaining.get(&vm.heap).clone());
    reduced_to_range(vm, next, this.step.clone(), remaining)
}

fn long_set_state(vm: &mut Vm, this: &Value, state: &Value) -> PyResult {
    let count = match Number::of(state) {
        Some(number) if vm.class_of(state).is(&vm.types.int) => number.to_big(),
        _ => {
            let name = vm.class_name(state);
            return Err(vm.type_error(format!("state must be an int, not {name}")));
        }
    };
    let this = this.expect::<LongRangeIterator>();
    let count = count.max(BigInt::zero()).min(this.remaining.get(&vm.heap).clone());
    *this.next.get_mut(&mut vm.heap) += &count * &this.step;
    *this.remaining.get_mut(&mut vm.heap) -= count;
    Ok(Value::NONE)
}
