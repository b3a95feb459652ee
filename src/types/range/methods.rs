//! The methods of `range`.

use super::iterator::{LongRangeIterator, RangeIterator};
use super::{Range, SmallRange, big, search};
use crate::object::Value;
use crate::types::class::NativeDef;
use crate::types::int;
use crate::vm::{PyResult, Vm};

/// The methods.
pub const METHODS: &[NativeDef] = &[
    NativeDef::none("__reversed__", reversed),
    NativeDef::none("__reduce__", reduce),
    NativeDef::one("count", search::count),
    NativeDef::one("index", search::index),
];

fn reversed(vm: &mut Vm, this: &Value) -> PyResult {
    let range = this.expect::<Range>().clone();
    if let Some(SmallRange { start, step, length }) = range.small
        && let Some(step_back) = step.checked_neg()
    {
        // The last item is a word, but the way to it may not be; so may be the first of an empty range.
        let last = start.wrapping_add(step.wrapping_mul((length as i64).wrapping_sub(1)));
        return Ok(RangeIterator::create(vm, last, step_back, length));
    }
    let last = range.item(vm, &(big(&range.length) - 1));
    let step = int::from_big(vm, -big(&range.step));
    Ok(LongRangeIterator::create(vm, last, step, range.length.clone()))
}

fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let range = this.expect::<Range>();
    let arguments = vec![range.start.clone(), range.stop.clone(), range.step.clone()];
    let arguments = vm.new_tuple(arguments).into_value();
    let class = vm.types.range.to_value();
    Ok(vm.new_tuple(vec![class, arguments]).into_value())
}
