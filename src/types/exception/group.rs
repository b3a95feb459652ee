//! `BaseExceptionGroup` and `ExceptionGroup`: several exceptions raised as one.

use std::collections::HashSet;

use super::{Exception, Family, Field, allocate, base, convert, derived, fields, raising};
use crate::object::{ClassFlags, Kind, Py, Str, Tuple, Value, with_borrowed};
use crate::protocol;
use crate::types::class::{Arguments, Class, ClassSpec, NativeDef, Slots};
use crate::types::generic_alias;
use crate::types::list::List;
use crate::vm::{PyResult, Vm};

/// The declaration of `BaseExceptionGroup`.
pub const BASE_EXCEPTION_GROUP: ClassSpec = ClassSpec {
    family: Some(Family::Group),
    slots: Slots { new: Some(new), init: Some(base::init), repr: Some(repr), str: Some(str), ..Slots::EMPTY },
    methods: &[
        NativeDef::one("__class_getitem__", generic_alias::class_getitem).class_method(),
        NativeDef::one("derive", derive),
        NativeDef::one("split", split),
        NativeDef::one("subgroup", subgroup),
    ],
    getset: &[
        fields::read_only_member::<{ Field::Message as usize }>(),
        fields::read_only_member::<{ Field::Exceptions as usize }>(),
    ],
    ..derived("BaseExceptionGroup")
};

/// The declaration of `ExceptionGroup`, which is an `Exception` as well (see [`add_second_base`]).
/// CPython makes it by calling `type`.
pub const EXCEPTION_GROUP: ClassSpec = ClassSpec {
    flags: ClassFlags::HEAP_TYPE
        .union(ClassFlags::MUTABLE)
        .union(ClassFlags::BASE_TYPE)
        .union(ClassFlags::WEAK_REFERENCEABLE),
    getset: &[crate::types::class::new::WEAKREF_ATTRIBUTE],
    ..derived("ExceptionGroup")
};

/// Completes the bases and MRO of `ExceptionGroup`: BaseExceptionGroup, Exception.
pub fn add_second_base(vm: &mut Vm) {
    let (group, first, second) =
        (vm.types.exception_group.clone(), vm.types.base_exception_group.clone(), vm.types.exception.clone());
    let bases = vm.new_tuple(vec![first.to_value(), second.to_value()]);
    let mut mro = vec![group.to_value(), first.to_value()];
    mro.extend_from_slice(second.mro(&vm.heap));
    let mro = vm.new_tuple(mro);
    group.bases.set(&mut vm.heap, Some(bases));
    group.mro.set(&mut vm.heap, Some(mro));
    Class::add_subclass(vm, &second, &group);
}

/// The exceptions of a group, in order.
pub fn exceptions(vm: &Vm, group: &Value) -> Vec<Value> {
    let Some(group) = group.cast::<Exception>() else { return Vec::new() };
    let tuple = fields::get(vm, group, Field::Exceptions);
    tuple.and_then(|tuple| tuple.cast::<Tuple>().map(|tuple| tuple.items().to_vec())).unwrap_or_default()
}

/// Whether the value is an exception group.
pub fn is_group(vm: &Vm, value: &Value) -> bool {
    vm.is_instance_of(value, &vm.types.base_exception_group)
}

fn new(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let given = arguments.positional();
    let [message, items] = given else {
        let count = given.len();
        return Err(vm.type_error(format!("BaseExceptionGroup.__new__() takes exactly 2 arguments ({count} given)")));
    };
    if !message.has::<Str>() {
        let other = convert::class_or_none(vm, message);
        return Err(vm.type_error(format!("BaseExceptionGroup.__new__() argument 1 must be str, not {other}")));
    }
    let slots = vm.class_of(items).slots(&vm.heap);
    let is_sequence = slots.getitem.is_some() && !matches!(items.kind(), Some(Kind::Dict | Kind::MappingProxy));
    if !is_sequence {
        return Err(vm.type_error("second argument (exceptions) must be a sequence"));
    }
    // A sequence that may change later is shown as it was.
    let shown = match items.kind() {
        Some(Kind::List | Kind::Tuple) => None,
        _ => Some(convert::to_repr(vm, items)?.into_value()),
    };
    let exceptions = convert::collect(vm, items)?;
    if exceptions.is_empty() {
        return Err(vm.value_error("second argument (exceptions) must be a non-empty sequence"));
    }
    let mut all_ordinary = true;
    for (index, exception) in exceptions.iter().enumerate() {
        if !exception.has::<Exception>() {
            return Err(vm.value_error(format!("Item {index} of second argument (exceptions) is not an exception")));
        }
        all_ordinary &= vm.is_instance_of(exception, &vm.types.exception);
    }
    let mut class = class.clone();
    if class.is(&vm.types.base_exception_group) {
        if all_ordinary {
            class = vm.types.exception_group.clone();
        }
    } else if class.is(&vm.types.exception_group) {
        if !all_ordinary {
            return Err(vm.type_error("Cannot nest BaseExceptions in an ExceptionGroup"));
        }
    } else if !all_ordinary && class.is_subclass_of(&vm.heap, &vm.types.exception) {
        let name = class.name(&vm.heap).to_string_lossy().into_owned();
        return Err(vm.type_error(format!("Cannot nest BaseExceptions in '{name}'")));
    }
    let args = vm.tuple_of_arguments(given);
    let exceptions = match items.cast::<Tuple>() {
        Some(tuple) if vm.is_exactly(items, &vm.types.tuple) => tuple.clone(),
        _ => vm.new_tuple(exceptions),
    };
    let group = allocate(vm, &class, args);
    fields::set(vm, &group, Field::Message, Some(message.clone()));
    fields::set(vm, &group, Field::Exceptions, Some(exceptions.into_value()));
    fields::set(vm, &group, Field::ExceptionsText, shown);
    Ok(group.into_value())
}

/// The exceptions are written as the list or tuple they came in; with other `args` than two, as a tuple.
fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let group = this.expect::<Exception>();
    let message = fields::get(vm, group, Field::Message).unwrap_or(Value::NONE);
    let args = group.args.get(&vm.heap).as_ref().map(|args| args.items()).unwrap_or_default();
    let was_list = matches!(args, [_, exceptions] if exceptions.has::<List>());
    let shown = match fields::get(vm, group, Field::ExceptionsText) {
        Some(shown) => convert::to_str(vm, &shown)?,
        None if was_list => {
            let items = exceptions(vm, this);
            let list = List::create(vm, items).into_value();
            convert::to_repr(vm, &list)?
        }
        None => {
            let items = fields::get(vm, group, Field::Exceptions).unwrap_or(Value::NONE);
            convert::to_repr(vm, &items)?
        }
    };
    let message = convert::to_repr(vm, &message)?;
    let class = vm.class_of(this).name(&vm.heap);
    let text = [class.as_bytes(), b"(", message.as_bytes(), b", ", shown.as_bytes(), b")"].concat();
    Ok(vm.new_str_bytes(&text).into_value())
}

fn str(vm: &mut Vm, this: &Value) -> PyResult {
    let message = fields::get(vm, this.expect::<Exception>(), Field::Message).unwrap_or(Value::NONE);
    let message = convert::to_str(vm, &message)?;
    let count = exceptions(vm, this).len();
    let plural = if count > 1 { "s" } else { "" };
    let mut text = message.as_bytes().to_vec();
    text.extend_from_slice(format!(" ({count} sub-exception{plural})").as_bytes());
    Ok(vm.new_str_bytes(&text).into_value())
}

fn derive(vm: &mut Vm, this: &Value, exceptions: &Value) -> PyResult {
    let message = fields::get(vm, this.expect::<Exception>(), Field::Message).unwrap_or(Value::NONE);
    let class = vm.types.base_exception_group.to_value();
    protocol::call(vm, &class, &[message, exceptions.clone()])
}

/// What the parts of a group are selected by.
pub(super) enum Matcher {
    /// A class, or a tuple of classes.
    Classes(Value),
    /// A predicate.
    Predicate(Value),
    /// Being one of these, which are no groups, by [`Value::bits`].
    Leaves(HashSet<u64>),
}

fn matcher(vm: &mut Vm, value: &Value) -> PyResult<Matcher> {
    let is_class = |value: &Value| raising::as_exception_class(value).is_some();
    let all_classes = value.cast::<Tuple>().is_some_and(|tuple| tuple.items().iter().all(is_class));
    if is_class(value) || all_classes {
        return Ok(Matcher::Classes(value.clone()));
    }
    if !value.has::<Class>() && vm.class_of(value).slots(&vm.heap).call.is_some() {
        return Ok(Matcher::Predicate(value.clone()));
    }
    Err(vm.type_error("expected an exception type, a tuple of exception types, or a callable (other than a class)"))
}

fn selects(vm: &mut Vm, matcher: &Matcher, exception: &Value) -> PyResult<bool> {
    match matcher {
        Matcher::Leaves(leaves) => Ok(leaves.contains(&exception.bits())),
        Matcher::Classes(classes) => Ok(raising::is_any_of(vm, exception, classes)),
        Matcher::Predicate(predicate) => {
            let answer = protocol::call(vm, predicate, std::slice::from_ref(exception))?;
            protocol::is_true(vm, &answer)
        }
    }
}

/// The part of an exception that is selected, and the rest.
pub(super) type Parts = (Option<Value>, Option<Value>);

/// Whether the part that is not selected is built too.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Rest {
    Built,
    Dropped,
}

pub(super) fn split_recursive(vm: &mut Vm, exception: &Value, matcher: &Matcher, kept: Rest) -> PyResult<Parts> {
    if selects(vm, matcher, exception)? {
        return Ok((Some(exception.clone()), None));
    }
    if !is_group(vm, exception) {
        return Ok((None, (kept == Rest::Built).then(|| exception.clone())));
    }
    protocol::recursion::check(vm, " in exceptiongroup_split_recursive")?;
    // CPython's two lists, of which one is given to each `derive`.
    let selected = List::create(vm, Vec::new());
    let rest = (kept == Rest::Built).then(|| List::create(vm, Vec::new()));
    for inner in exceptions(vm, exception) {
        let (part, other) = split_recursive(vm, &inner, matcher, kept)?;
        selected.items.get_mut(&mut vm.heap).extend(part);
        if let Some(rest) = &rest {
            rest.items.get_mut(&mut vm.heap).extend(other);
        }
    }
    let made = subset(vm, exception, &selected)?;
    let other = match &rest {
        Some(rest) => subset(vm, exception, rest)?,
        None => None,
    };
    drop(selected);
    drop(rest);
    Ok((made, other))
}

/// A group of some exceptions of `original`, made by its `derive`, with its traceback, context, cause and notes.
fn subset(vm: &mut Vm, original: &Value, exceptions: &Py<List>) -> PyResult<Option<Value>> {
    if exceptions.items.get(&vm.heap).is_empty() {
        return Ok(None);
    }
    let name = vm.intern("derive");
    let derived = with_borrowed([exceptions.as_value()], |list| protocol::call_method(vm, original, &name, list))?;
    if !is_group(vm, &derived) {
        return Err(vm.type_error("derive must return an instance of BaseExceptionGroup"));
    }
    let (from, to) = (original.expect::<Exception>(), derived.expect::<Exception>());
    let traceback = from.traceback.get(&vm.heap).clone();
    to.traceback.set(&mut vm.heap, traceback);
    let context = from.context.get(&vm.heap).clone();
    to.context.set(&mut vm.heap, context);
    let cause = from.cause.get(&vm.heap).clone();
    raising::set_cause(vm, &derived, cause);
    let name = vm.names.notes.clone();
    if let Some(notes) = protocol::attribute::get_optional(vm, original, &name)?
        && vm.class_of(&notes).slots(&vm.heap).getitem.is_some()
    {
        let items = convert::collect(vm, &notes)?;
        let copy = List::create(vm, items).into_value();
        protocol::attribute::set(vm, &derived, &name, Some(&copy))?;
    }
    Ok(Some(derived))
}

fn split(vm: &mut Vm, this: &Value, by: &Value) -> PyResult {
    let matcher = matcher(vm, by)?;
    let (selected, rest) = split_recursive(vm, this, &matcher, Rest::Built)?;
    let parts = vec![selected.unwrap_or(Value::NONE), rest.unwrap_or(Value::NONE)];
    Ok(vm.new_tuple(parts).into_value())
}

fn subgroup(vm: &mut Vm, this: &Value, by: &Value) -> PyResult {
    let matcher = matcher(vm, by)?;
    let (selected, _) = split_recursive(vm, this, &matcher, Rest::Dropped)?;
    Ok(selected.unwrap_or(Value::NONE))
}
