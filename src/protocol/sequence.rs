//! What sequences share: lengths, membership, indices, item-wise comparison, guarded repr.

use std::cmp::Ordering;

use ouropy_compiler::code::Comparison;

use crate::object::{Heap, Kind, Py, Str, Value};
use crate::text::room::Room;
use crate::types::class::slots::SlotId;
use crate::types::class::{Arguments, Class};
use crate::types::int::{self, Number};
use crate::vm::{PyResult, Raised, Vm};

/// CPython's PySequence_Check: has `__getitem__`, and is no dict or another built-in type that takes keys only.
pub fn is_sequence(vm: &Vm, value: &Value) -> bool {
    !matches!(value.kind(), Some(Kind::Dict | Kind::Union | Kind::Match))
        && vm.class_of(value).slots(&vm.heap).getitem.is_some()
}

/// `len(value)`. TypeError "object of type 'int' has no len()".
#[inline]
pub fn len(vm: &mut Vm, value: &Value) -> PyResult<usize> {
    if let Some(length) = vm.class_of(value).slots(&vm.heap).length {
        return length(vm, value);
    }
    let name = vm.class_name(value);
    Err(vm.type_error(format!("object of type '{name}' has no len()")))
}

/// `item in container`: `__contains__`, else a walk. TypeError "argument of type 'int' is not a
/// container or iterable".
pub fn contains(vm: &mut Vm, container: &Value, item: &Value) -> PyResult<bool> {
    if let Some(contains) = vm.class_of(container).slots(&vm.heap).contains {
        return contains(vm, container, item);
    }
    let iterator = super::iterate::iter(vm, container);
    let Some(iterator) = vm.catch(iterator, |types| &types.type_error)? else {
        let name = vm.class_name(container);
        return Err(vm.type_error(format!("argument of type '{name}' is not a container or iterable")));
    };
    while let Some(candidate) = super::iterate::next(vm, &iterator)? {
        if super::is_equal(vm, &candidate, item)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// `operator.index(value)`, or `None` where the class has no `__index__`.
pub fn index_of(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    if Number::of(value).is_some() {
        return Ok(Some(value.clone()));
    }
    let Some(index) = vm.class_of(value).slots(&vm.heap).index else { return Ok(None) };
    let result = index(vm, value)?;
    super::number::checked_int(vm, "__index__", result).map(Some)
}

/// `operator.index(value)`. TypeError "'float' object cannot be interpreted as an integer".
pub fn index_object(vm: &mut Vm, value: &Value) -> PyResult {
    match index_of(vm, value)? {
        Some(index) => Ok(index),
        None => {
            let name = vm.class_name(value);
            Err(vm.type_error(format!("'{name}' object cannot be interpreted as an integer")))
        }
    }
}

/// An index that saturates at the ends of i64, as slices take theirs; `None` where the class has no `__index__`.
pub fn index_saturating(vm: &mut Vm, value: &Value) -> PyResult<Option<i64>> {
    if let Some(small) = value.as_small_int() {
        return Ok(Some(small));
    }
    let Some(index) = index_of(vm, value)? else { return Ok(None) };
    Ok(Number::of(&index).map(|number| match number.to_i64() {
        Some(small) => small,
        None if number.is_negative() => i64::MIN,
        None => i64::MAX,
    }))
}

/// An index that must fit i64; `None` where the class has no `__index__`. IndexError "cannot fit 'int' into an
/// index-sized integer".
pub fn index_checked(vm: &mut Vm, value: &Value) -> PyResult<Option<i64>> {
    if let Some(small) = value.as_small_int() {
        return Ok(Some(small));
    }
    let Some(index) = index_of(vm, value)? else { return Ok(None) };
    match Number::of(&index).and_then(Number::to_i64) {
        Some(small) => Ok(Some(small)),
        None => {
            let name = vm.class_name(value);
            Err(vm.index_error(format!("cannot fit '{name}' into an index-sized integer")))
        }
    }
}

/// An argument that counts: any object with `__index__`. OverflowError "Python int too large to convert to C
/// ssize_t".
pub fn count_argument(vm: &mut Vm, value: &Value) -> PyResult<i64> {
    if let Some(small) = value.as_small_int() {
        return Ok(small);
    }
    let index = index_object(vm, value)?;
    match Number::of(&index).and_then(Number::to_i64) {
        Some(small) => Ok(small),
        None => Err(vm.overflow_error("Python int too large to convert to C ssize_t")),
    }
}

/// How often a sequence is repeated: no less than 0. TypeError "can't multiply sequence by non-int of type 'str'",
/// OverflowError "cannot fit 'int' into an index-sized integer".
pub fn repeat_count(vm: &mut Vm, value: &Value) -> PyResult<usize> {
    let Some(index) = index_of(vm, value)? else {
        let name = vm.class_name(value);
        return Err(vm.type_error(format!("can't multiply sequence by non-int of type '{name}'")));
    };
    match Number::of(&index).and_then(Number::to_i64) {
        Some(count) => Ok(count.max(0) as usize),
        None => {
            let name = vm.class_name(value);
            Err(vm.overflow_error(format!("cannot fit '{name}' into an index-sized integer")))
        }
    }
}

/// A `start` or `stop` argument of `index` methods, for [`from_end`]. TypeError "slice indices must be integers or have
/// an __index__ method".
pub fn bound_argument(vm: &mut Vm, value: &Value) -> PyResult<i64> {
    match index_saturating(vm, value)? {
        Some(index) => Ok(index),
        None => Err(vm.type_error("slice indices must be integers or have an __index__ method")),
    }
}

/// The position that a bound stands for: a negative one counts from the end.
pub fn from_end(bound: i64, length: usize) -> usize {
    if bound < 0 { bound.saturating_add(length as i64).max(0) as usize } else { bound as usize }
}

/// The position an index means in a sequence of `length` items, if there is one.
#[inline(always)]
pub fn position(index: i64, length: usize) -> Option<usize> {
    let index = if index < 0 { index + length as i64 } else { index };
    (index >= 0 && (index as usize) < length).then_some(index as usize)
}

/// Whether `ordering` satisfies the comparison.
#[inline]
pub fn holds(op: Comparison, ordering: Ordering) -> bool {
    match op {
        Comparison::Less => ordering.is_lt(),
        Comparison::LessEqual => ordering.is_le(),
        Comparison::Equal => ordering.is_eq(),
        Comparison::NotEqual => ordering.is_ne(),
        Comparison::Greater => ordering.is_gt(),
        Comparison::GreaterEqual => ordering.is_ge(),
    }
}

/// How the items of a sequence are seen.
pub type View = for<'a> fn(&'a Heap, &'a Value) -> &'a [Value];

/// Compares two sequences item by item as list and tuple do. Their items are looked at again after each comparison,
/// which may have changed them.
pub fn compare_items(vm: &mut Vm, first: &Value, second: &Value, items: View, op: Comparison) -> PyResult {
    let (left, right) = (items(&vm.heap, first), items(&vm.heap, second));
    if left.len() != right.len() && matches!(op, Comparison::Equal | Comparison::NotEqual) {
        return Ok(Value::bool(op == Comparison::NotEqual));
    }
    let mut index = 0;
    loop {
        let (left, right) = (items(&vm.heap, first), items(&vm.heap, second));
        let (Some(a), Some(b)) = (left.get(index), right.get(index)) else {
            return Ok(Value::bool(holds(op, left.len().cmp(&right.len()))));
        };
        if !a.is(b) {
            let (a, b) = (a.clone(), b.clone());
            if !super::is_equal(vm, &a, &b)? {
                // `__eq__` may have changed the sequences: what stands there now is compared, if anything does.
                let (left, right) = (items(&vm.heap, first), items(&vm.heap, second));
                let (Some(a), Some(b)) = (left.get(index), right.get(index)) else {
                    return Ok(Value::bool(holds(op, left.len().cmp(&right.len()))));
                };
                let (a, b) = (a.clone(), b.clone());
                return match op {
                    Comparison::Equal => Ok(Value::FALSE),
                    Comparison::NotEqual => Ok(Value::TRUE),
                    _ => super::compare(vm, &a, &b, op),
                };
            }
        }
        index += 1;
    }
}

/// Runs `make` for the repr of `value`, or gives `recursive` if that is already being made further out.
pub fn guarded_repr(
    vm: &mut Vm,
    value: &Value,
    recursive: &str,
    make: impl FnOnce(&mut Vm) -> PyResult<Vec<u8>>,
) -> PyResult {
    if super::repr::enter(vm, value) {
        return Ok(vm.new_str(recursive).into_value());
    }
    let made = make(vm);
    super::repr::leave(vm, value);
    let text = made?;
    Ok(vm.new_str_bytes(&text).into_value())
}

/// Appends `repr(value)` to `text`.
pub fn push_repr(vm: &mut Vm, text: &mut Vec<u8>, value: &Value) -> PyResult<()> {
    if let Some(number) = value.as_small_int() {
        text.put_all(itoa::Buffer::new().format(number).as_bytes());
    } else {
        let repr = super::repr(vm, value)?;
        text.put_all(repr.as_bytes());
    }
    vm.check_memory()
}

/// An int for a count.
#[inline]
pub fn int(vm: &mut Vm, number: usize) -> Value {
    int::from_usize(vm, number)
}

/// TypeError "tuple() takes no keyword arguments" for a built-in class and the classes derived from it that have its
/// `__init__`: one of their own may take them.
pub fn refuse_keywords(vm: &mut Vm, class: &Py<Class>, name: &str, arguments: &Arguments<'_>) -> PyResult<()> {
    if arguments.names.is_empty() || class.is_dispatched(SlotId::init) {
        return Ok(());
    }
    Err(no_keywords(vm, name))
}

/// TypeError "list() takes no keyword arguments".
#[cold]
pub fn no_keywords(vm: &mut Vm, name: &str) -> Raised {
    vm.type_error(format!("{name}() takes no keyword arguments"))
}

/// A keyword's name, for messages and comparison.
pub fn keyword_text(name: &Value) -> String {
    name.cast::<Str>().map(|text| text.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The text of `repr(value)`, for messages.
pub fn repr_text(vm: &mut Vm, value: &Value) -> PyResult<String> {
    Ok(super::repr(vm, value)?.to_string_lossy().into_owned())
}
