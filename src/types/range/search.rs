//! `in`, `count` and `index` of `range`: by arithmetic for an int, else by comparing with every number.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, Zero};

use super::{Range, big, iter};
use crate::object::Value;
use crate::protocol::{self, sequence};
use crate::types::int;
use crate::vm::{PyResult, Vm};

pub(super) fn contains(vm: &mut Vm, this: &Value, item: &Value) -> PyResult<bool> {
    let range = this.expect::<Range>();
    if let (Some(number), Some(fast)) = (item.as_small_int(), range.small) {
        let offset = i128::from(number) - i128::from(fast.start);
        let step = i128::from(fast.step);
        return Ok(offset % step == 0 && offset / step >= 0 && offset / step < fast.length as i128);
    }
    if is_plain_int(vm, item) {
        return Ok(position_of(range, item).is_some());
    }
    Ok(search(vm, this, item, |_| false)?.1)
}

pub(super) fn count(vm: &mut Vm, this: &Value, item: &Value) -> PyResult {
    if is_plain_int(vm, item) {
        return Ok(Value::index(usize::from(contains(vm, this, item)?)));
    }
    let (found, _) = search(vm, this, item, |_| true)?;
    Ok(sequence::int(vm, found))
}

pub(super) fn index(vm: &mut Vm, this: &Value, item: &Value) -> PyResult {
    if is_plain_int(vm, item) {
        return match position_of(this.expect::<Range>(), item) {
            Some(position) => Ok(int::from_big(vm, position)),
            None => Err(vm.value_error("range.index(x): x not in range")),
        };
    }
    match search(vm, this, item, |_| false)? {
        (at, true) => Ok(sequence::int(vm, at)),
        _ => Err(vm.value_error("sequence.index(x): x not in sequence")),
    }
}

/// Walks the range comparing with `==`; counts the items equal to `item` until `more` says not to go on.
fn search(vm: &mut Vm, this: &Value, item: &Value, more: impl Fn(usize) -> bool) -> PyResult<(usize, bool)> {
    let iterator = iter(vm, this)?;
    let (mut found, mut at) = (0, 0);
    while let Some(number) = protocol::iterate::next(vm, &iterator)? {
        if protocol::is_equal(vm, &number, item)? {
            found += 1;
            if !more(found) {
                return Ok((at, true));
            }
        }
        at += 1;
    }
    Ok((found, false))
}

fn position_of(range: &Range, number: &Value) -> Option<BigInt> {
    let (number, start, step) = (big(number), big(&range.start), big(&range.step));
    let (position, rest) = (number - start).div_mod_floor(&step);
    (rest.is_zero() && !position.is_negative() && position < big(&range.length)).then_some(position)
}

fn is_plain_int(vm: &Vm, value: &Value) -> bool {
    value.is_small_int() || value.as_bool().is_some() || vm.is_exactly(value, &vm.types.int)
}
