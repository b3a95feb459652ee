//! Functions on iterables.

use ouropy_compiler::code::{BinaryOperator, Comparison};

use crate::object::{Phantom, Slot, Value, let_go};
use crate::protocol::binary::Form;
use crate::protocol::{self, awaitable, iterate};
use crate::types::anext_awaitable::AnextAwaitable;
use crate::types::class::Arguments;
use crate::types::iterators::callable::CallableIterator;
use crate::types::list::List;
use crate::types::list::sort::{Order, sort_items};
use crate::types::{complex, float, int};
use crate::vm::signature::Signature;
use crate::vm::{PyResult, Vm, arguments};

pub fn all(vm: &mut Vm, _module: &Value, iterable: &Value) -> PyResult {
    let iterator = iterate::iter(vm, iterable)?;
    while let Some(item) = iterate::next(vm, &iterator)? {
        if !protocol::is_true(vm, &item)? {
            return Ok(Value::FALSE);
        }
    }
    Ok(Value::TRUE)
}

pub fn any(vm: &mut Vm, _module: &Value, iterable: &Value) -> PyResult {
    let iterator = iterate::iter(vm, iterable)?;
    while let Some(item) = iterate::next(vm, &iterator)? {
        if protocol::is_true(vm, &item)? {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

pub fn len(vm: &mut Vm, _module: &Value, value: &Value) -> PyResult {
    let length = protocol::sequence::len(vm, value)?;
    Ok(int::from_usize(vm, length))
}

pub fn iter(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    match values {
        [value] => iterate::iter(vm, value),
        [callable, sentinel] => {
            if vm.class_of(callable).slots(&vm.heap).call.is_none() {
                return Err(vm.type_error("iter(v, w): v must be callable"));
            }
            CallableIterator::create(vm, callable, sentinel)
        }
        _ => Ok(Value::NONE),
    }
}

pub fn aiter(vm: &mut Vm, _module: &Value, value: &Value) -> PyResult {
    awaitable::aiter(vm, value)
}

pub fn anext(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let awaited = awaitable::anext(vm, &values[0])?;
    Ok(match values.get(1) {
        Some(default) => AnextAwaitable::create(vm, awaited, default),
        None => awaited,
    })
}

pub fn next(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let Some(next) = vm.class_of(&values[0]).slots(&vm.heap).next else {
        let name = vm.class_name(&values[0]);
        return Err(vm.type_error(format!("'{name}' object is not an iterator")));
    };
    let result = next(vm, &values[0]);
    match (result, values.get(1)) {
        (Ok(Some(item)), _) => Ok(item),
        (Ok(None), Some(default)) => Ok(default.clone()),
        (Ok(None), None) => Err(vm.stop_iteration(Value::NONE)),
        (Err(raised), None) => Err(raised),
        (Err(raised), Some(default)) => {
            let result: PyResult = Err(raised);
            Ok(vm.catch(result, |types| &types.stop_iteration)?.unwrap_or_else(|| default.clone()))
        }
    }
}

/// Which end `max` and `min` look for.
#[derive(Clone, Copy)]
enum End {
    Max,
    Min,
}

pub fn max(vm: &mut Vm, _module: &Value, arguments: Arguments<'_>) -> PyResult {
    extreme(vm, arguments, End::Max)
}

pub fn min(vm: &mut Vm, _module: &Value, arguments: Arguments<'_>) -> PyResult {
    extreme(vm, arguments, End::Min)
}

/// The item found so far, and what it is compared by.
struct Best {
    key: Slot,
    op: Comparison,
    found: Option<(Value, Value)>,
}

impl Best {
    fn see(&mut self, vm: &mut Vm, item: Value) -> PyResult<()> {
        let rank = match &self.key {
            Some(key) => protocol::call(vm, key, std::slice::from_ref(&item))?,
            None => item.clone(),
        };
        let better = match &self.found {
            None => true,
            Some((_, known)) => {
                let result = protocol::compare(vm, &rank, known, self.op)?;
                protocol::is_true(vm, &result)?
            }
        };
        if better {
            self.found = Some((item, rank));
        }
        Ok(())
    }
}

fn extreme(vm: &mut Vm, arguments: Arguments<'_>, end: End) -> PyResult {
    let (name, op) = match end {
        End::Max => ("max", Comparison::Greater),
        End::Min => ("min", Comparison::Less),
    };
    let named = arguments.keywords().len();
    if named > 2 && !arguments.positional().is_empty() {
        return Err(vm.type_error(format!("{name}() takes at most 2 keyword arguments ({named} given)")));
    }
    let positional = arguments.positional();
    if positional.is_empty() {
        return Err(vm.type_error(format!("{name} expected at least 1 argument, got 0")));
    }
    let [key, default] = arguments::keywords(vm, name, ["key", "default"], &arguments)?;
    let key = key.filter(|key| !key.is_none());
    let several = positional.len() > 1;
    if several && default.is_some() {
        let text = format!("Cannot specify a default for {name}() with multiple positional arguments");
        return Err(vm.type_error(text));
    }
    let mut best = Best { key, op, found: None };
    if several {
        for item in positional {
            best.see(vm, item.clone())?;
        }
    } else {
        let iterator = iterate::iter(vm, &positional[0])?;
        while let Some(item) = iterate::next(vm, &iterator)? {
            best.see(vm, item)?;
        }
    }
    match (best.found, default) {
        (Some((item, _)), _) => Ok(item),
        (None, Some(default)) => Ok(default),
        (None, None) => Err(vm.value_error(format!("{name}() iterable argument is empty"))),
    }
}

const SORTED: Signature<'_> = Signature::new("*, key=None, reverse=False");

pub fn sorted(vm: &mut Vm, _module: &Value, arguments: Arguments<'_>) -> PyResult {
    let positional = arguments.positional();
    let [iterable] = positional else {
        return Err(arguments::wrong_count(vm, "sorted", 1, 1, positional.len()));
    };
    let keywords = Arguments { values: &arguments.values[1..], names: arguments.names };
    let bound = arguments::bind_to(vm, "sort", &SORTED, keywords)?;
    let mut items = iterate::collect_to_vec(vm, iterable)?;
    let (key, reverse) = (bound.first().cloned().flatten(), bound.get(1).cloned().flatten());
    let order = Order::of_reverse(vm, reverse.as_ref())?;
    let key = key.filter(|key| !key.is_none());
    // CPython calls the method `sort`.
    vm.heap.phantom_passes(Phantom::Function);
    if let Err(raised) = sort_items(vm, &mut items, key.as_ref(), order) {
        // They die as those of a list do.
        let_go(|sink| items.into_iter().rev().for_each(|item| sink.give(item)));
        return Err(raised);
    }
    Ok(List::create(vm, items).into_value())
}

/// A float sum with its running compensation (Neumaier), as CPython adds floats since 3.12.
struct Compensated {
    sum: f64,
    lost: f64,
}

impl Compensated {
    fn add(&mut self, value: f64) {
        let total = self.sum + value;
        if self.sum.abs() >= value.abs() {
            self.lost += (self.sum - total) + value;
        } else {
            self.lost += (value - total) + self.sum;
        }
        self.sum = total;
    }

    const fn from(sum: f64) -> Self {
        Self { sum, lost: 0.0 }
    }

    fn total(&self) -> f64 {
        if self.lost != 0.0 && self.lost.is_finite() { self.sum + self.lost } else { self.sum }
    }
}

/// An int among floats; OverflowError "int too large to convert to float".
fn int_as_float(vm: &mut Vm, value: &Value) -> PyResult<Option<f64>> {
    match int::Number::of(value).map(int::Number::to_f64) {
        None => Ok(None),
        Some(Ok(value)) => Ok(Some(value)),
        Some(Err(error)) => Err(int::raise(vm, error)),
    }
}

pub fn sum(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let [Some(iterable), start] = bound else { return Ok(Value::NONE) };
    let start = start.clone();
    let iterator = iterate::iter(vm, iterable)?;
    if let Some(start) = &start {
        let unsuitable = match start.kind() {
            Some(crate::object::Kind::Str) => Some("sum() can't sum strings [use ''.join(seq) instead]"),
            Some(crate::object::Kind::Bytes) => Some("sum() can't sum bytes [use b''.join(seq) instead]"),
            Some(crate::object::Kind::ByteArray) => Some("sum() can't sum bytearray [use b''.join(seq) instead]"),
            _ => None,
        };
        if let Some(text) = unsuitable {
            return Err(vm.type_error(text));
        }
    }
    let mut total = start.unwrap_or(Value::index(0));
    let mut item = iterate::next(vm, &iterator)?;
    if let Some(mut sum) = total.as_small_int() {
        while let Some(next) = item.as_ref().and_then(Value::as_small_int) {
            let Some(more) = sum.checked_add(next) else { break };
            sum = more;
            item = iterate::next(vm, &iterator)?;
        }
        total = int::from_i64(vm, sum);
    }
    // Ints up to here; what comes next says how the sum goes on.
    if vm.is_exactly(&total, &vm.types.int)
        && let Some(next) = item
    {
        total = protocol::binary::binary(vm, BinaryOperator::Add, Form::Plain, &total, &next)?;
        drop(next);
        item = iterate::next(vm, &iterator)?;
    }
    if vm.is_exactly(&total, &vm.types.float) && item.is_some() {
        let mut sum = Compensated::from(float::value_of(&total).unwrap_or_default());
        while let Some(next) = &item {
            if let Some(value) = float::value_of(next).filter(|_| vm.is_exactly(next, &vm.types.float)) {
                sum.add(value);
            } else if let Some(value) = int_as_float(vm, next)? {
                sum.add(value);
            } else {
                break;
            }
            item = iterate::next(vm, &iterator)?;
        }
        total = float::new(vm, sum.total());
        if let Some(next) = item {
            total = protocol::binary::binary(vm, BinaryOperator::Add, Form::Plain, &total, &next)?;
            drop(next);
            item = iterate::next(vm, &iterator)?;
        }
    }
    if vm.is_exactly(&total, &vm.types.complex)
        && item.is_some()
        && let Some((real, imaginary)) = complex::value_of(&total)
    {
        let (mut real, mut imaginary) = (Compensated::from(real), Compensated::from(imaginary));
        while let Some(next) = &item {
            if let Some(parts) = complex::value_of(next).filter(|_| vm.is_exactly(next, &vm.types.complex)) {
                real.add(parts.0);
                imaginary.add(parts.1);
            } else if let Some(number) = int_as_float(vm, next)?.or_else(|| float::value_of(next)) {
                // The imaginary part keeps the sign of its zero.
                real.add(number);
            } else {
                break;
            }
            item = iterate::next(vm, &iterator)?;
        }
        total = complex::new(vm, real.total(), imaginary.total());
    }
    while let Some(next) = item {
        let sum = protocol::binary::binary(vm, BinaryOperator::Add, Form::Plain, &total, &next);
        // What was added is gone before the next item is asked for.
        drop(total);
        drop(next);
        total = sum?;
        item = iterate::next(vm, &iterator)?;
    }
    Ok(total)
}
