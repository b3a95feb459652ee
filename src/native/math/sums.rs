//! Sums, products and norms of many numbers, with what rounding loses carried along.

use ouropy_compiler::code::BinaryOperator;

use crate::object::{Slot, Tuple, Value};
use crate::protocol::binary::Form;
use crate::protocol::{self, iterate, number};
use crate::types::float;
use crate::types::int::Number;
use crate::vm::{PyResult, Vm};

/// `a + b` and the rounding error of that.
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let part = sum - a;
    (sum, (a - (sum - part)) + (b - part))
}

/// `a * b` and the rounding error of that.
fn two_product(a: f64, b: f64) -> (f64, f64) {
    let product = a * b;
    (product, a.mul_add(b, -product))
}

/// `fsum`: the exact sum, rounded once. The partial sums kept do not overlap, so none of their bits is lost.
pub(super) fn fsum(vm: &mut Vm, _module: &Value, items: &Value) -> PyResult {
    let mut partials: Vec<f64> = Vec::new();
    let (mut special, mut infinities) = (0.0, 0.0);
    iterate::for_each(vm, items, |vm, item| {
        let given = number::as_f64(vm, &item)?;
        let mut x = given;
        let mut kept = 0;
        for index in 0..partials.len() {
            let (larger, smaller) =
                if x.abs() < partials[index].abs() { (partials[index], x) } else { (x, partials[index]) };
            let high = larger + smaller;
            let low = smaller - (high - larger);
            if low != 0.0 {
                partials[kept] = low;
                kept += 1;
            }
            x = high;
        }
        partials.truncate(kept);
        if x == 0.0 {
            return Ok(());
        }
        if x.is_finite() {
            partials.push(x);
            return Ok(());
        }
        if given.is_finite() {
            return Err(vm.overflow_error("intermediate overflow in fsum"));
        }
        if given.is_infinite() {
            infinities += given;
        }
        special += given;
        partials.clear();
        Ok(())
    })?;
    if special != 0.0 {
        if infinities.is_nan() {
            return Err(vm.value_error("-inf + inf in fsum"));
        }
        return Ok(float::new(vm, special));
    }
    Ok(float::new(vm, total(&partials)))
}

/// The sum of partial sums that do not overlap, smallest first, rounded to even.
fn total(partials: &[f64]) -> f64 {
    let mut rest = partials;
    let Some((&last, before)) = rest.split_last() else { return 0.0 };
    rest = before;
    let (mut high, mut low) = (last, 0.0);
    while let Some((&next, before)) = rest.split_last() {
        rest = before;
        let x = high;
        high = x + next;
        low = next - (high - x);
        if low != 0.0 {
            break;
        }
    }
    // Exactly half a unit was cut off, and there is more of the same sign below it.
    if let Some(&next) = rest.last()
        && ((low < 0.0 && next < 0.0) || (low > 0.0 && next > 0.0))
    {
        let twice = low * 2.0;
        let x = high + twice;
        if twice == x - high {
            high = x;
        }
    }
    high
}

pub(super) fn prod(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let [Some(items), start] = bound else { return Ok(Value::NONE) };
    let mut result = start.clone().unwrap_or(Value::index(1));
    iterate::for_each(vm, items, |vm, item| {
        result = protocol::binary(vm, BinaryOperator::Multiply, Form::Plain, &result, &item)?;
        Ok(())
    })?;
    Ok(result)
}

/// The Euclidean norm of sizes that are not negative.
fn norm(sizes: &[f64]) -> f64 {
    let largest = sizes.iter().copied().fold(0.0, f64::max);
    if sizes.iter().any(|size| size.is_infinite()) {
        return f64::INFINITY;
    }
    if sizes.iter().any(|size| size.is_nan()) {
        return f64::NAN;
    }
    if largest == 0.0 || sizes.len() <= 1 {
        return largest;
    }
    let exponent = libm::frexp(largest).1;
    if exponent < -1023 {
        // Too small to scale by a power of two that is a float.
        let scaled: Vec<f64> = sizes.iter().map(|size| size / f64::MIN_POSITIVE).collect();
        return f64::MIN_POSITIVE * norm(&scaled);
    }
    let scale = libm::ldexp(1.0, -exponent);
    let (mut sum, mut lost_products, mut lost_sums) = (1.0, 0.0, 0.0);
    let mut add = |sum: &mut f64, product: (f64, f64)| {
        let high = *sum + product.0;
        lost_sums += (*sum - high) + product.0;
        lost_products += product.1;
        *sum = high;
        lost_products + lost_sums
    };
    let mut lost = 0.0;
    for size in sizes {
        let scaled = size * scale;
        lost = add(&mut sum, two_product(scaled, scaled));
    }
    let root = (sum - 1.0 + lost).sqrt();
    // One step of Newton's method with the error of the square.
    lost = add(&mut sum, two_product(-root, root));
    let error = sum - 1.0 + lost;
    (root + error / (2.0 * root)) / scale
}

pub(super) fn hypot(vm: &mut Vm, _module: &Value, arguments: &[Value]) -> PyResult {
    let mut sizes = Vec::with_capacity(arguments.len());
    for argument in arguments {
        sizes.push(number::as_f64(vm, argument)?.abs());
    }
    Ok(float::new(vm, norm(&sizes)))
}

fn coordinates(vm: &mut Vm, point: &Value) -> PyResult<Vec<Value>> {
    match point.cast::<Tuple>() {
        Some(tuple) => Ok(tuple.items().to_vec()),
        None => iterate::collect_to_vec(vm, point),
    }
}

pub(super) fn dist(vm: &mut Vm, _module: &Value, arguments: &[Value]) -> PyResult {
    let (p, q) = (coordinates(vm, &arguments[0])?, coordinates(vm, &arguments[1])?);
    if p.len() != q.len() {
        return Err(vm.value_error("both points must have the same number of dimensions"));
    }
    let mut sizes = Vec::with_capacity(p.len());
    for (p, q) in p.iter().zip(&q) {
        let (p, q) = (number::as_f64(vm, p)?, number::as_f64(vm, q)?);
        sizes.push((p - q).abs());
    }
    Ok(float::new(vm, norm(&sizes)))
}

/// A float or an int that a float can hold, and whether it is a float.
fn as_factor(vm: &Vm, value: &Value) -> Option<(f64, bool)> {
    if vm.is_exactly(value, &vm.types.float) {
        return float::value_of(value).map(|number| (number, true));
    }
    let number = Number::of(value)?.to_f64().ok()?;
    Some((number, false))
}

/// `sumprod`: products of floats are summed in extended precision, all others with `*` and `+`.
pub(super) fn sum_of_products(vm: &mut Vm, _module: &Value, arguments: &[Value]) -> PyResult {
    let p = iterate::iter(vm, &arguments[0])?;
    let q = iterate::iter(vm, &arguments[1])?;
    let mut result = Value::index(0);
    let (mut high, mut low, mut tiny, mut any_float) = (0.0, 0.0, 0.0, false);
    loop {
        let (a, b) = (iterate::next(vm, &p)?, iterate::next(vm, &q)?);
        let (a, b) = match (a, b) {
            (Some(a), Some(b)) => (a, b),
            (None, None) => break,
            _ => return Err(vm.value_error("Inputs are not the same length")),
        };
        if let (Some((x, x_float)), Some((y, y_float))) = (as_factor(vm, &a), as_factor(vm, &b))
            && (x_float || y_float)
        {
            let product = two_product(x, y);
            let sum = two_sum(high, product.0);
            let first = two_sum(low, product.1);
            let second = two_sum(first.0, sum.1);
            (high, low, tiny) = (sum.0, second.0, tiny + first.1 + second.1);
            any_float = true;
            continue;
        }
        let product = protocol::binary(vm, BinaryOperator::Multiply, Form::Plain, &a, &b)?;
        result = protocol::binary(vm, BinaryOperator::Add, Form::Plain, &result, &product)?;
    }
    if any_float {
        let floats = float::new(vm, high + (low + tiny));
        return protocol::binary(vm, BinaryOperator::Add, Form::Plain, &result, &floats);
    }
    Ok(result)
}
