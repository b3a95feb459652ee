//! `slice`.

use crate::object::{Layout, Py, Value, payload};
use crate::protocol::{self, sequence};
use crate::text::hash::TupleHasher;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, Slots};
use crate::types::int::{self, Number};
use crate::vm::{PyResult, Vm, arguments};
use num_bigint::BigInt;
use num_traits::{Signed, Zero};
use ouropy_compiler::code::Comparison;

/// The declaration of `slice`.
pub const SPEC: ClassSpec = ClassSpec {
    slots: Slots { new: Some(new), repr: Some(repr), hash: Some(hash), richcompare: Some(compare), ..Slots::EMPTY },
    methods: &[NativeDef::one("indices", indices), NativeDef::none("__reduce__", reduce)],
    getset: &[
        GetSet::read_only("start", |_, this| Ok(this.expect::<Slice>().start.clone())).member(),
        GetSet::read_only("stop", |_, this| Ok(this.expect::<Slice>().stop.clone())).member(),
        GetSet::read_only("step", |_, this| Ok(this.expect::<Slice>().step.clone())).member(),
    ],
    ..ClassSpec::public("slice", Layout::of::<Slice>())
};

/// A slice object; what is not given is None.
pub struct Slice {
    /// `start`.
    pub start: Value,
    /// `stop`.
    pub stop: Value,
    /// `step`.
    pub step: Value,
}

payload! { Slice: AtBirth, size 40;
    references { start = .start, stop = .stop, step = .step }
}

impl Slice {
    /// Whether its bounds are known without running code.
    pub fn is_plain(&self) -> bool {
        let is_plain = |bound: &Value| bound.is_none() || bound.as_small_int().is_some();
        is_plain(&self.start) && is_plain(&self.stop) && is_plain(&self.step)
    }

    /// A new slice object.
    pub fn create(vm: &mut Vm, start: Value, stop: Value, step: Value) -> Value {
        vm.heap.alloc(&vm.types.slice, Slice { start, stop, step }).into_value()
    }
}

/// The items a slice selects from a sequence: `count` of them, the first at `start`, each `step` further.
#[derive(Clone, Copy, Debug)]
pub struct Selection {
    /// Position of the first item (of an empty selection with step 1: where an insertion goes).
    pub start: usize,
    /// Distance between items.
    pub step: i64,
    /// Number of items.
    pub count: usize,
}

impl Selection {
    /// The positions selected, in order.
    pub fn positions(self) -> impl ExactSizeIterator<Item = usize> {
        (0..self.count).map(move |index| (self.start as i64 + index as i64 * self.step) as usize)
    }
}

/// What the slice selects from `length` items. ValueError "slice step cannot be zero", TypeError "slice indices must
/// be integers or None or have an __index__ method".
#[inline]
pub fn resolve(vm: &mut Vm, slice: &Py<Slice>, length: usize) -> PyResult<Selection> {
    let (start, stop, step) = unpack(vm, slice)?;
    Ok(adjust(start, stop, step, length))
}

/// The slice's bounds as machine words, saturated (CPython's PySlice_Unpack): this may run `__index__`, so a mutable
/// sequence asks for its length afterwards and calls [`adjust`].
#[inline]
pub fn unpack(vm: &mut Vm, slice: &Py<Slice>) -> PyResult<(i64, i64, i64)> {
    let step = match &slice.step {
        none if none.is_none() => 1,
        given => bound(vm, given)?.max(-i64::MAX),
    };
    if step == 0 {
        return Err(vm.value_error("slice step cannot be zero"));
    }
    let start = match &slice.start {
        none if none.is_none() => {
            if step < 0 {
                i64::MAX
            } else {
                0
            }
        }
        given => bound(vm, given)?,
    };
    let stop = match &slice.stop {
        none if none.is_none() => {
            if step < 0 {
                i64::MIN
            } else {
                i64::MAX
            }
        }
        given => bound(vm, given)?,
    };
    Ok((start, stop, step))
}

#[inline(always)]
fn bound(vm: &mut Vm, value: &Value) -> PyResult<i64> {
    match value.as_small_int() {
        Some(index) => Ok(index),
        None => bound_of_other(vm, value),
    }
}

#[cold]
fn bound_of_other(vm: &mut Vm, value: &Value) -> PyResult<i64> {
    match sequence::index_saturating(vm, value)? {
        Some(index) => Ok(index),
        None => Err(vm.type_error("slice indices must be integers or None or have an __index__ method")),
    }
}

/// CPython's PySlice_AdjustIndices.
#[inline]
pub fn adjust(start: i64, stop: i64, step: i64, length: usize) -> Selection {
    let length = length as i64;
    let clamp = |index: i64| {
        if index < 0 {
            let from_end = index.saturating_add(length);
            if from_end >= 0 {
                from_end
            } else if step < 0 {
                -1
            } else {
                0
            }
        } else if index >= length {
            if step < 0 { length - 1 } else { length }
        } else {
            index
        }
    };
    let (start, stop) = (clamp(start), clamp(stop));
    let count = if step < 0 {
        if stop >= start {
            0
        } else if step == -1 {
            // The frequent steps without a division.
            start - stop
        } else {
            (start - stop - 1) / -step + 1
        }
    } else if start < stop {
        if step == 1 { stop - start } else { (stop - start - 1) / step + 1 }
    } else {
        0
    };
    Selection { start: start.max(0) as usize, step, count: count as usize }
}

fn new(vm: &mut Vm, _class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    if !arguments.names.is_empty() {
        return Err(sequence::no_keywords(vm, "slice"));
    }
    match arguments.values {
        [stop] => Ok(Slice::create(vm, Value::NONE, stop.clone(), Value::NONE)),
        [start, stop] => Ok(Slice::create(vm, start.clone(), stop.clone(), Value::NONE)),
        [start, stop, step] => Ok(Slice::create(vm, start.clone(), stop.clone(), step.clone())),
        other => Err(arguments::wrong_count(vm, "slice", 1, 3, other.len())),
    }
}

fn fields(this: &Value) -> [Value; 3] {
    let slice = this.expect::<Slice>();
    [slice.start.clone(), slice.stop.clone(), slice.step.clone()]
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let mut text = b"slice(".to_vec();
    for (index, field) in fields(this).iter().enumerate() {
        if index != 0 {
            text.extend_from_slice(b", ");
        }
        sequence::push_repr(vm, &mut text, field)?;
    }
    text.push(b')');
    Ok(vm.new_str_bytes(&text).into_value())
}

fn hash(vm: &mut Vm, this: &Value) -> PyResult<i64> {
    let mut hasher = TupleHasher::default();
    for field in &fields(this) {
        hasher.add(protocol::hash(vm, field)?);
    }
    // CPython's slicehash is the tuple's but for the length, which it does not mix in: taken back here.
    let length_mix = TupleHasher::default().finish() as u64 ^ 3;
    Ok(hasher.finish().wrapping_sub(length_mix as i64))
}

fn compare(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    if !left.has::<Slice>() || !right.has::<Slice>() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let [left, right] = [left, right].map(|slice| vm.new_tuple(fields(slice).into()).into_value());
    protocol::compare(vm, &left, &right, op)
}

fn indices(vm: &mut Vm, this: &Value, length: &Value) -> PyResult {
    let length = sequence::index_object(vm, length)?;
    let length = Number::of(&length).map(Number::to_big).unwrap_or_default();
    if length.is_negative() {
        return Err(vm.value_error("length should not be negative"));
    }
    let [start, stop, step] = fields(this);
    let step = match big_bound(vm, &step)? {
        None => BigInt::from(1),
        Some(step) if step.is_zero() => return Err(vm.value_error("slice step cannot be zero")),
        Some(step) => step,
    };
    let backwards = step.is_negative();
    let (lower, upper) = if backwards { (BigInt::from(-1), &length - 1) } else { (BigInt::zero(), length.clone()) };
    let clamp = |given: Option<BigInt>, default: &BigInt| match given {
        None => default.clone(),
        Some(given) if given.is_negative() => (given + &length).max(lower.clone()),
        Some(given) => given.min(upper.clone()),
    };
    let start = clamp(big_bound(vm, &start)?, if backwards { &upper } else { &lower });
    let stop = clamp(big_bound(vm, &stop)?, if backwards { &lower } else { &upper });
    let items = [start, stop, step].map(|number| int::from_big(vm, number));
    Ok(vm.new_tuple(items.into()).into_value())
}

fn big_bound(vm: &mut Vm, value: &Value) -> PyResult<Option<BigInt>> {
    if value.is_none() {
        return Ok(None);
    }
    match sequence::index_of(vm, value)? {
        Some(index) => Ok(Number::of(&index).map(Number::to_big)),
        None => Err(vm.type_error("slice indices must be integers or None or have an __index__ method")),
    }
}

fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let arguments = vm.new_tuple(fields(this).into()).into_value();
    let class = vm.types.slice.to_value();
    Ok(vm.new_tuple(vec![class, arguments]).into_value())
}
