//! `range`.

mod attributes;
pub mod declaration;
pub mod iterator;
mod methods;
mod search;

pub use iterator::{ITERATOR, LONG_ITERATOR};

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, Zero};
use ouropy_compiler::code::Comparison;

use crate::object::{Py, Value, payload};
use crate::protocol::{self, sequence};
use crate::types::class::{Arguments, Class};
use crate::types::int::{self, Number};
use crate::types::slice::Slice;
use crate::vm::{PyResult, Vm, arguments};
use iterator::{LongRangeIterator, RangeIterator};

/// A range whose ends are machine words.
#[derive(Clone, Copy)]
pub struct SmallRange {
    /// First number.
    pub start: i64,
    /// Distance between numbers, not 0.
    pub step: i64,
    /// How many there are.
    pub length: usize,
}

/// A range.
pub struct Range {
    /// `start`.
    pub start: Value,
    /// `stop`.
    pub stop: Value,
    /// `step`.
    pub step: Value,
    /// Number of items.
    pub length: Value,
    /// The same as machine words, when everything fits.
    pub small: Option<SmallRange>,
}

payload! { Range: Atom, size 48; }

fn int_is_zero(value: &Value) -> bool {
    Number::of(value).is_some_and(Number::is_zero)
}

fn big(value: &Value) -> BigInt {
    Number::of(value).map(Number::to_big).unwrap_or_default()
}

fn small(value: &Value) -> Option<i64> {
    Number::of(value).and_then(Number::to_i64)
}

fn small_length(start: i64, stop: i64, step: i64) -> Option<usize> {
    let (low, high) = if step > 0 { (start, stop) } else { (stop, start) };
    if low >= high {
        return Some(0);
    }
    let span = (high as u64).wrapping_sub(low as u64) - 1;
    let length = span / step.unsigned_abs() + 1;
    i64::try_from(length).ok().map(|length| length as usize)
}

impl Range {
    /// A range; `step` is not 0.
    pub fn create(vm: &mut Vm, start: Value, stop: Value, step: Value) -> Value {
        let words = small(&start).zip(small(&stop)).zip(small(&step));
        let small = words.and_then(|((start, stop), step)| {
            let length = small_length(start, stop, step)?;
            // The last number and the one after it must fit as well.
            start.checked_add(step.checked_mul(length as i64)?)?;
            Some(SmallRange { start, step, length })
        });
        let length = match small {
            Some(small) => int::from_usize(vm, small.length),
            None => {
                let (start, stop, step) = (big(&start), big(&stop), big(&step));
                let span: BigInt = if step.is_positive() { stop - start } else { start - stop };
                let length =
                    if span.is_positive() { (span - 1u32).div_floor(&step.abs()) + 1u32 } else { BigInt::zero() };
                int::from_big(vm, length)
            }
        };
        vm.heap.alloc(&vm.types.range, Range { start, stop, step, length, small }).into_value()
    }

    fn item(&self, vm: &mut Vm, index: &BigInt) -> Value {
        let number = big(&self.start) + index * big(&self.step);
        int::from_big(vm, number)
    }
}

fn new(vm: &mut Vm, _class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    if !arguments.names.is_empty() {
        return Err(sequence::no_keywords(vm, "range"));
    }
    let zero = || Value::index(0);
    let one = || Value::index(1);
    let exact = |vm: &mut Vm, value: &Value| {
        let index = sequence::index_object(vm, value)?;
        Ok(int::exact(vm, &index))
    };
    match arguments.values {
        [stop] => {
            let stop = exact(vm, stop)?;
            Ok(Range::create(vm, zero(), stop, one()))
        }
        [start, stop] => {
            let (start, stop) = (exact(vm, start)?, exact(vm, stop)?);
            Ok(Range::create(vm, start, stop, one()))
        }
        [start, stop, step] => {
            let (start, stop, step) = (exact(vm, start)?, exact(vm, stop)?, exact(vm, step)?);
            if int_is_zero(&step) {
                return Err(vm.value_error("range() arg 3 must not be zero"));
            }
            Ok(Range::create(vm, start, stop, step))
        }
        [] => Err(vm.type_error("range expected at least 1 argument, got 0")),
        other => {
            let given = other.len();
            Err(arguments::wrong_count(vm, "range", 1, 3, given))
        }
    }
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let range = this.expect::<Range>().clone();
    let mut text = b"range(".to_vec();
    sequence::push_repr(vm, &mut text, &range.start)?;
    text.extend_from_slice(b", ");
    sequence::push_repr(vm, &mut text, &range.stop)?;
    if range.step.as_small_int() != Some(1) {
        text.extend_from_slice(b", ");
        sequence::push_repr(vm, &mut text, &range.step)?;
    }
    text.push(b')');
    Ok(vm.new_str_bytes(&text).into_value())
}

/// What decides equality and the hash: length, then start of a range with items, then step of one with two or more.
fn identity(range: &Range) -> [Value; 3] {
    let one = small(&range.length) == Some(1);
    if int_is_zero(&range.length) {
        [range.length.clone(), Value::NONE, Value::NONE]
    } else if one {
        [range.length.clone(), range.start.clone(), Value::NONE]
    } else {
        [range.length.clone(), range.start.clone(), range.step.clone()]
    }
}

fn hash(vm: &mut Vm, this: &Value) -> PyResult<i64> {
    let parts = identity(this.expect::<Range>());
    let tuple = vm.new_tuple(parts.into()).into_value();
    protocol::hash(vm, &tuple)
}

fn compare(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    let (Some(a), Some(b)) = (left.cast::<Range>(), right.cast::<Range>()) else { return Ok(Value::NOT_IMPLEMENTED) };
    if !matches!(op, Comparison::Equal | Comparison::NotEqual) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let [a, b] = [a, b].map(|range| vm.new_tuple(identity(range).into()).into_value());
    protocol::compare(vm, &a, &b, op)
}

fn iter(vm: &mut Vm, this: &Value) -> PyResult {
    let range = this.expect::<Range>();
    Ok(match range.small {
        Some(SmallRange { start, step, length }) => RangeIterator::create(vm, start, step, length),
        None => LongRangeIterator::create(vm, range.start.clone(), range.step.clone(), range.length.clone()),
    })
}

fn length(vm: &mut Vm, this: &Value) -> PyResult<usize> {
    match small(&this.expect::<Range>().length) {
        Some(length) => Ok(length as usize),
        None => Err(vm.overflow_error("Python int too large to convert to C ssize_t")),
    }
}

fn get(vm: &mut Vm, this: &Value, key: &Value) -> PyResult {
    let range = this.expect::<Range>().clone();
    if let Some(slice) = key.cast::<Slice>() {
        return select(vm, &range, slice);
    }
    if let (Some(index), Some(fast)) = (key.as_small_int(), range.small)
        && let Some(at) = sequence::position(index, fast.length)
    {
        return Ok(int::from_i64(vm, fast.start + fast.step * at as i64));
    }
    let Some(index) = sequence::index_of(vm, key)? else {
        let name = vm.class_name(key);
        return Err(vm.type_error(format!("range indices must be integers or slices, not {name}")));
    };
    let (mut index, length) = (big(&index), big(&range.length));
    if index.is_negative() {
        index += &length;
    }
    if index.is_negative() || index >= length {
        return Err(vm.index_error("range object index out of range"));
    }
    Ok(range.item(vm, &index))
}

fn select(vm: &mut Vm, range: &Py<Range>, slice: &Py<Slice>) -> PyResult {
    let length = range.length.clone();
    let slice = slice.to_value();
    let name = vm.intern("indices");
    let indices = protocol::call_method(vm, &slice, &name, &[length])?;
    let bounds = indices.expect::<crate::object::Tuple>().items();
    let step = int::from_big(vm, big(&range.step) * big(&bounds[2]));
    let (start, stop) = (range.item(vm, &big(&bounds[0])), range.item(vm, &big(&bounds[1])));
    Ok(Range::create(vm, start, stop, step))
}
