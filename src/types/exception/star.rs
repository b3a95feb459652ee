//! What `except*` clauses do with the exception: they divide it, and the end puts together what is left.

use std::collections::HashSet;

use super::group::{self, Matcher, Rest};
use super::{Exception, matches};
use crate::object::{Tuple, Value};
use crate::protocol;
use crate::types::class::issubclass;
use crate::types::list::List;
use crate::vm::{PyResult, Vm};

/// What a clause makes of an exception.
pub enum Division {
    /// It catches all of it, a group.
    Whole,
    /// It catches the exception, which is no group: this group is made of it.
    Wrapped(Value),
    /// The part that it catches, and the rest; None where there is none.
    Parts(Value, Value),
}

/// Divides `exception` (None when nothing is left) by the classes of a clause. TypeErrors "catching classes that do not
/// inherit from BaseException is not allowed" and "catching ExceptionGroup with except* is not allowed. Use except
/// instead."
pub fn divide(vm: &mut Vm, exception: &Value, classes: &Value) -> PyResult<Division> {
    let is_caught = matches(vm, exception, classes)?;
    let group = vm.types.base_exception_group.to_value();
    let given: Vec<Value> = match classes.cast::<Tuple>() {
        Some(classes) => classes.items().to_vec(),
        None => vec![classes.clone()],
    };
    for class in given {
        if issubclass(vm, &class, &group)? {
            let message = "catching ExceptionGroup with except* is not allowed. Use except instead.";
            return Err(vm.type_error(message));
        }
    }
    if exception.is_none() {
        return Ok(Division::Parts(Value::NONE, Value::NONE));
    }
    if is_caught {
        if group::is_group(vm, exception) {
            return Ok(Division::Whole);
        }
        let exceptions = vm.new_tuple(vec![exception.clone()]).into_value();
        return made_of(vm, exceptions).map(Division::Wrapped);
    }
    if !group::is_group(vm, exception) {
        return Ok(Division::Parts(Value::NONE, exception.clone()));
    }
    let name = vm.intern("split");
    let pair = protocol::call_method(vm, exception, &name, std::slice::from_ref(classes))?;
    let class = vm.class_name(exception);
    let Some(parts) = pair.cast::<Tuple>().filter(|_| vm.is_exactly(&pair, &vm.types.tuple)) else {
        let given = vm.class_name(&pair);
        return Err(vm.type_error(format!("{class}.split must return a tuple, not {given}")));
    };
    let [caught, rest, ..] = parts.items() else {
        let size = parts.len();
        return Err(vm.type_error(format!("{class}.split must return a 2-tuple, got tuple of size {size}")));
    };
    Ok(Division::Parts(caught.clone(), rest.clone()))
}

/// A group without a message.
fn made_of(vm: &mut Vm, exceptions: Value) -> PyResult {
    let message = vm.new_str("").into_value();
    let class = vm.types.exception_group.to_value();
    protocol::call(vm, &class, &[message, exceptions])
}

/// The exception that is raised behind the clauses, or None: of what they have raised and left, what is still part of
/// `original` becomes one group of its shape again.
pub fn remainder(vm: &mut Vm, original: &Value, results: &Value) -> PyResult {
    let results = results.expect::<List>().items.get(&vm.heap).clone();
    let mut results = results.into_iter().filter(|result| !result.is_none()).peekable();
    if !group::is_group(vm, original) {
        // One clause at most has been executed.
        return Ok(results.next().unwrap_or(Value::NONE));
    }
    let mut raised = Vec::new();
    let mut leaves = HashSet::new();
    for result in results {
        if is_part_of(vm, &result, original) {
            collect_leaves(vm, &result, &mut leaves)?;
        } else {
            raised.push(result);
        }
    }
    let (again, _) = group::split_recursive(vm, original, &Matcher::Leaves(leaves), Rest::Dropped)?;
    if raised.is_empty() {
        return Ok(again.unwrap_or(Value::NONE));
    }
    raised.extend(again);
    match raised.len() {
        1 => Ok(raised.remove(0)),
        _ => {
            let raised = List::create(vm, raised).into_value();
            made_of(vm, raised)
        }
    }
}

/// Whether a group was split off `original`: traceback, cause and context are the same.
fn is_part_of(vm: &Vm, group: &Value, original: &Value) -> bool {
    let (Some(one), Some(other)) = (group.cast::<Exception>(), original.cast::<Exception>()) else { return false };
    let same = |one: &Option<Value>, other: &Option<Value>| match (one, other) {
        (Some(one), Some(other)) => one.is(other),
        (one, other) => one.is_none() && other.is_none(),
    };
    let fields = [(&one.traceback, &other.traceback), (&one.cause, &other.cause), (&one.context, &other.context)];
    group::is_group(vm, group) && fields.iter().all(|(one, other)| same(one.get(&vm.heap), other.get(&vm.heap)))
}

fn collect_leaves(vm: &mut Vm, exception: &Value, leaves: &mut HashSet<u64>) -> PyResult<()> {
    if !group::is_group(vm, exception) {
        leaves.insert(exception.bits());
        return Ok(());
    }
    protocol::recursion::check(vm, " in collect_exception_group_leaf_ids")?;
    for inner in group::exceptions(vm, exception) {
        collect_leaves(vm, &inner, leaves)?;
    }
    Ok(())
}
