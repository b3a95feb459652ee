//! The iterating built-ins `enumerate`, `zip`, `map`, `filter`, `reversed`, `iter(callable, sentinel)` and the iterator
//! of whatever has `__getitem__` only; and what all iterators have in common. The iterator of a type of its own is a
//! file beside that type.

pub mod callable;
pub mod enumerate;
pub mod filter;
pub mod map;
pub mod result;
pub mod reversed;
pub mod sequence;
pub mod zip;

use crate::object::{ClassFlags, Layout, Py, Slot, Str, Tuple, Value};
use crate::protocol::number::ssize_argument;
use crate::protocol::{self, iterate, sequence as sequences};
use crate::types::class::slots::{NewFn, NextFn, Slots};
use crate::types::class::{Arguments, ClassSpec};
use crate::types::dict::Dict;
use crate::types::int::{self, Number};
use crate::types::list::List;
use crate::types::module;
use crate::vm::{PyResult, Vm};
use result::blank;

/// The declaration of an iterator that another object makes.
pub const fn spec(name: &'static str, layout: &'static Layout, next: NextFn) -> ClassSpec {
    ClassSpec { slots: Slots { iter: Some(itself), next: Some(next), ..Slots::EMPTY }, ..ClassSpec::new(name, layout) }
}

/// The declaration of an iterator that Python code makes by a call, and can derive from.
const fn spec_of_base(name: &'static str, layout: &'static Layout, new: NewFn, next: NextFn) -> ClassSpec {
    ClassSpec {
        flags: ClassFlags::BASE_TYPE,
        slots: Slots { new: Some(new), iter: Some(itself), next: Some(next), ..Slots::EMPTY },
        ..ClassSpec::public(name, layout)
    }
}

/// The `__iter__` of every iterator.
pub fn itself(_vm: &mut Vm, this: &Value) -> PyResult {
    Ok(this.clone())
}

/// The built-in name `name` of the running code, which `__reduce__` of an iterator refers to; AttributeError `name` when
/// it has none. Looking it up can run Python code.
pub fn builtin(vm: &mut Vm, name: &'static str) -> PyResult {
    let key = vm.intern(name);
    match running_builtin(vm, &key)? {
        Some(value) => Ok(value),
        None => Err(vm.raise_message(|types| &types.attribute_error, name)),
    }
}

/// A built-in name of the running code. Where its `__builtins__` is neither a dict nor a module, that object is asked.
fn running_builtin(vm: &mut Vm, name: &Py<Str>) -> PyResult<Slot> {
    let found = vm.running_builtins().get(vm, name.as_value())?;
    if found.is_some() {
        return Ok(found);
    }
    let Some(globals) = vm.stack.innermost().map(|innermost| innermost.function().globals.clone()) else {
        return Ok(None);
    };
    let key = vm.names.builtins.clone();
    match globals.get_str(&vm.heap, &key).cloned() {
        Some(odd) if !odd.has::<Dict>() && module::namespace_of(&vm.heap, &odd).is_none() => {
            let result = protocol::subscript::get(vm, &odd, name.as_value());
            vm.catch(result, |types| &types.key_error)
        }
        _ => Ok(None),
    }
}

/// What `__reduce__` gives: a callable, its arguments, and the state for `__setstate__` if there is one.
pub fn recipe(vm: &mut Vm, callable: Value, arguments: Vec<Value>, state: Slot) -> Value {
    let arguments = vm.new_tuple(arguments).into_value();
    let parts = [callable, arguments].into_iter().chain(state).collect();
    vm.new_tuple(parts).into_value()
}

/// What `__reduce__` of an iterator over a sequence gives: `iter`, the sequence in a tuple and the index of the next
/// item, or `iter` of an empty sequence when it is exhausted. What is left is asked for when `iter` has been found:
/// looking it up may have used the iterator.
pub fn reduced(
    vm: &mut Vm,
    rest: impl FnOnce(&mut Vm) -> Option<(Value, usize)>,
    empty: fn(&mut Vm) -> Value,
) -> PyResult {
    reduced_by(vm, "iter", rest, empty)
}

/// As [`reduced`], by another built-in function than `iter`.
pub fn reduced_by(
    vm: &mut Vm,
    function: &'static str,
    rest: impl FnOnce(&mut Vm) -> Option<(Value, usize)>,
    empty: fn(&mut Vm) -> Value,
) -> PyResult {
    let function = builtin(vm, function)?;
    let (sequence, index) = match rest(vm) {
        Some((sequence, index)) => (sequence, Some(int::from_usize(vm, index))),
        None => (empty(vm), None),
    };
    Ok(recipe(vm, function, vec![sequence], index))
}

/// What `__reduce__` of an iterator without a position gives: `iter` of these arguments, and a state. The arguments are
/// asked for when `iter` has been found.
pub fn reduced_to(vm: &mut Vm, arguments: impl FnOnce(&mut Vm) -> Vec<Value>, state: Slot) -> PyResult {
    let iter = builtin(vm, "iter")?;
    let arguments = arguments(vm);
    Ok(recipe(vm, iter, arguments, state))
}

/// `__reduce__` of a walk whose rest is given as a list. `copy` is an iterator at the same place.
pub fn reduced_to_rest(vm: &mut Vm, copy: &Value) -> PyResult {
    let iter = builtin(vm, "iter")?;
    let rest = iterate::collect_to_vec(vm, copy)?;
    let rest = List::create(vm, rest).into_value();
    Ok(recipe(vm, iter, vec![rest], None))
}

/// The index that `__setstate__` of an iterator over a sequence is given; one below 0 means 0.
pub fn index_of_state(vm: &mut Vm, state: &Value) -> PyResult<usize> {
    Ok(usize::try_from(word_of_state(vm, state)?).unwrap_or(0))
}

/// The int that `__setstate__` is given; TypeError "an integer is required".
fn word_of_state(vm: &mut Vm, state: &Value) -> PyResult<isize> {
    if Number::of(state).is_none() {
        return Err(vm.type_error("an integer is required"));
    }
    ssize_argument(vm, state)
}

/// Where a backward walk stands after `__setstate__`: one past the item that comes next.
pub fn end_of_state(vm: &mut Vm, state: &Value) -> PyResult<usize> {
    let next = word_of_state(vm, state)?;
    Ok(usize::try_from(next.saturating_add(1)).unwrap_or(0))
}

/// The class of an iterator and these arguments, for its `__reduce__`.
fn reduced_to_class(vm: &mut Vm, this: &Value, arguments: Vec<Value>, state: Slot) -> Value {
    let class = vm.class_of(this).to_value();
    recipe(vm, class, arguments, state)
}

/// Whether `map` or `zip` refuses arguments of different lengths: their only keyword.
fn strictness(vm: &mut Vm, function: &str, arguments: &Arguments<'_>) -> PyResult<bool> {
    let mut strict = false;
    for (name, value) in arguments.keywords() {
        let name = sequences::keyword_text(name);
        if name != "strict" {
            return Err(vm.type_error(format!("{function}() got an unexpected keyword argument '{name}'")));
        }
        strict = protocol::is_true(vm, value)?;
    }
    Ok(strict)
}

/// The ValueError of a strict `map` or `zip` whose argument `index` ended first; no error when all have ended.
fn unequal(vm: &mut Vm, function: &str, iterators: &Py<Tuple>, index: usize) -> PyResult<()> {
    let ended = index + 1;
    let others = |n: usize| if n == 1 { " 1".to_owned() } else { format!("s 1-{n}") };
    if index > 0 {
        let before = others(index);
        return Err(vm.value_error(format!("{function}() argument {ended} is shorter than argument{before}")));
    }
    for (at, iterator) in iterators.items().iter().enumerate().skip(1) {
        if iterate::next(vm, iterator)?.is_some() {
            let before = others(at);
            return Err(vm.value_error(format!("{function}() argument {} is longer than argument{before}", at + 1)));
        }
    }
    Ok(())
}

/// A tuple of the iterators of all `iterables`. The tuple comes first, as in CPython.
pub fn iterators_of(vm: &mut Vm, iterables: &[Value]) -> PyResult<Py<Tuple>> {
    let mut iterators = blank(vm, iterables.len());
    for (index, iterable) in iterables.iter().enumerate() {
        let iterator = iterate::iter(vm, iterable)?;
        drop(iterators.replace_item(index, iterator));
    }
    Ok(iterators)
}
