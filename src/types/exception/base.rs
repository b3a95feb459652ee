//! `BaseException`: construction, text forms, notes, pickling, and the attributes of every exception.

use super::family::Family;
use super::{Exception, allocate, convert, fields};
use crate::object::{ClassFlags, Layout, Py, Slot, Str, Value};
use crate::protocol;
use crate::types::class::slots::SlotId;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, Slots};
use crate::types::dict::Dict;
use crate::types::list::List;
use crate::types::traceback::Traceback;
use crate::vm::{PyResult, Vm};

/// The declaration of `BaseException`.
pub const BASE_EXCEPTION: ClassSpec = ClassSpec {
    flags: ClassFlags::BASE_TYPE
        .union(ClassFlags::EXCEPTION)
        .union(ClassFlags::HAS_DICT)
        .union(ClassFlags::PLAIN_GETATTR)
        .union(ClassFlags::PLAIN_SETATTR),
    slots: Slots { new: Some(new), init: Some(init), repr: Some(repr), str: Some(str), ..Slots::EMPTY },
    methods: &[
        NativeDef::none("__reduce__", reduce),
        NativeDef::one("__setstate__", set_state),
        NativeDef::one("with_traceback", with_traceback),
        NativeDef::one("add_note", add_note),
    ],
    getset: &[
        GetSet::new("__dict__", get_dict, set_dict),
        GetSet::new("args", get_args, set_args),
        GetSet::new("__traceback__", get_traceback, set_traceback),
        GetSet::new("__context__", get_context, set_context),
        GetSet::new("__cause__", get_cause, set_cause),
        GetSet::new("__suppress_context__", get_suppress_context, set_suppress_context).member(),
    ],
    ..ClassSpec::public("BaseException", Layout::of::<Exception>())
};

/// `BaseException.__new__`: keeps the positional arguments, leaves keywords to `__init__`.
pub(super) fn new(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    if class.spec.is_some() && class.family.get() == Family::Base {
        // CPython makes these without a tuple of arguments: the exception is there before its `args`.
        let none = vm.empty_tuple.clone();
        let exception = allocate(vm, class, none);
        let args = vm.tuple_of_arguments(arguments.positional());
        exception.args.set(&mut vm.heap, Some(args));
        return Ok(exception.into_value());
    }
    let args = vm.tuple_of_arguments(arguments.positional());
    Ok(allocate(vm, class, args).into_value())
}

/// `BaseException.__init__`.
pub(super) fn init(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    if !arguments.names.is_empty() {
        let class = vm.class_name(this);
        convert::refuse_keywords(vm, &class, &arguments)?;
    }
    store_args(vm, this, &arguments);
    Ok(())
}

/// `BaseException.__init__`, then the fields the family takes from the arguments.
pub(super) fn init_with_fields(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    init(vm, this, arguments)?;
    fields::set_from_args(vm, this.expect::<Exception>());
    Ok(())
}

/// Sets `args` to the positional arguments; keeps the tuple that `__new__` made of the same ones, unless an `__init__` in
/// Python has called this: what it hands on is in a tuple of its own.
pub(super) fn store_args(vm: &mut Vm, this: &Value, arguments: &Arguments<'_>) {
    let exception = this.expect::<Exception>();
    let given = arguments.positional();
    let known = exception.args(&vm.heap);
    let is_known = known.len() == given.len() && known.iter().zip(given).all(|(known, given)| known.is(given));
    if is_known && !vm.hands_tuple_on(given) && !vm.class_of(this).is_dispatched(SlotId::init) {
        return;
    }
    let args = vm.tuple_of_arguments(given);
    exception.args.set(&mut vm.heap, Some(args));
}

/// `BaseException.__str__`: nothing, the only argument, or the tuple of them.
pub(super) fn str(vm: &mut Vm, this: &Value) -> PyResult {
    let exception = this.expect::<Exception>();
    let shown = match exception.args(&vm.heap) {
        [] => return Ok(vm.names.empty.to_value()),
        [only] => only.clone(),
        _ => match exception.args.get(&vm.heap) {
            Some(args) => args.to_value(),
            None => return Ok(vm.names.empty.to_value()),
        },
    };
    Ok(convert::to_str(vm, &shown)?.into_value())
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let exception = this.expect::<Exception>();
    let args = exception.args.get(&vm.heap).clone().unwrap_or_else(|| vm.empty_tuple.clone());
    let mut text = vm.class_of(this).name(&vm.heap).as_bytes().to_vec();
    match args.items() {
        [only] => {
            let only = convert::to_repr(vm, only)?;
            text.push(b'(');
            text.extend_from_slice(only.as_bytes());
            text.push(b')');
        }
        _ => text.extend_from_slice(convert::to_repr(vm, args.as_value())?.as_bytes()),
    }
    Ok(vm.new_str_bytes(&text).into_value())
}

/// `(class, args)` or `(class, args, __dict__)`.
pub(super) fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let exception = this.expect::<Exception>();
    let args = exception.args.get(&vm.heap).as_ref().map_or(Value::NONE, Py::to_value);
    let state = vm.heap.instance_dict(this).cloned();
    Ok(reduced(vm, this, args, state))
}

/// The tuple `__reduce__` returns.
pub(super) fn reduced(vm: &mut Vm, this: &Value, args: Value, state: Slot) -> Value {
    let mut items = vec![vm.class_of(this).to_value(), args];
    items.extend(state);
    vm.new_tuple(items).into_value()
}

/// A copy of the instance's `__dict__`, empty if it has none.
pub(super) fn copied_state(vm: &mut Vm, this: &Value) -> Py<Dict> {
    let copy = vm.new_dict();
    if let Some(dict) = vm.heap.instance_dict(this).cloned() {
        for (name, value) in dict.expect::<Dict>().items(&vm.heap) {
            if let Some(name) = name.cast::<Str>() {
                drop(copy.set_str(vm, name, value));
            }
        }
    }
    copy
}

fn set_state(vm: &mut Vm, this: &Value, state: &Value) -> PyResult {
    if state.is_none() {
        return Ok(Value::NONE);
    }
    let Some(state) = state.cast::<Dict>() else {
        return Err(vm.type_error("state is not a dictionary"));
    };
    for (name, value) in state.items(&vm.heap) {
        let Some(name) = name.cast::<Str>() else {
            let class = vm.class_name(&name);
            return Err(vm.type_error(format!("attribute name must be string, not '{class}'")));
        };
        protocol::attribute::set(vm, this, name, Some(&value))?;
    }
    Ok(Value::NONE)
}

fn with_traceback(vm: &mut Vm, this: &Value, traceback: &Value) -> PyResult {
    set_traceback(vm, this, Some(traceback.clone()))?;
    Ok(this.clone())
}

fn get_dict(vm: &mut Vm, this: &Value) -> PyResult {
    Ok(protocol::attribute::instance_dict(vm, this).into_value())
}

fn set_dict(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    let Some(new) = new else {
        return Err(vm.type_error("cannot delete __dict__"));
    };
    if !new.has::<Dict>() {
        let class = vm.class_name(&new);
        return Err(vm.type_error(format!("__dict__ must be set to a dictionary, not a '{class}'")));
    }
    drop(vm.heap.set_instance_dict(this, Some(new)));
    Ok(())
}

fn get_args(vm: &mut Vm, this: &Value) -> PyResult {
    Ok(this.expect::<Exception>().args.get(&vm.heap).as_ref().map_or(Value::NONE, Py::to_value))
}

fn set_args(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    let Some(new) = new else {
        return Err(vm.type_error("args may not be deleted"));
    };
    let args = if vm.is_exactly(&new, &vm.types.tuple) {
        new.expect::<crate::object::Tuple>().clone()
    } else {
        let items = convert::collect(vm, &new)?;
        vm.new_tuple(items)
    };
    this.expect::<Exception>().args.set(&mut vm.heap, Some(args));
    Ok(())
}

fn get_traceback(vm: &mut Vm, this: &Value) -> PyResult {
    Ok(this.expect::<Exception>().traceback.get(&vm.heap).clone().unwrap_or(Value::NONE))
}

fn set_traceback(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    let exception = this.expect::<Exception>();
    let Some(new) = new else {
        return Err(vm.type_error("__traceback__ may not be deleted"));
    };
    if new.is_none() {
        exception.traceback.set(&mut vm.heap, None);
    } else if new.has::<Traceback>() {
        exception.traceback.set(&mut vm.heap, Some(new));
    } else {
        return Err(vm.type_error("__traceback__ must be a traceback or None"));
    }
    Ok(())
}

fn get_context(vm: &mut Vm, this: &Value) -> PyResult {
    Ok(this.expect::<Exception>().context.get(&vm.heap).clone().unwrap_or(Value::NONE))
}

/// None as unset, an exception as it is; TypeErrors that name the `attribute` and the `role` of the exception.
fn exception_or_none(vm: &mut Vm, new: Slot, attribute: &str, role: &str) -> PyResult<Slot> {
    match new {
        None => Err(vm.type_error(format!("{attribute} may not be deleted"))),
        Some(none) if none.is_none() => Ok(None),
        Some(exception) if exception.has::<Exception>() => Ok(Some(exception)),
        Some(_) => Err(vm.type_error(format!("exception {role} must be None or derive from BaseException"))),
    }
}

fn set_context(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    let context = exception_or_none(vm, new, "__context__", "context")?;
    this.expect::<Exception>().context.set(&mut vm.heap, context);
    Ok(())
}

fn get_cause(vm: &mut Vm, this: &Value) -> PyResult {
    Ok(this.expect::<Exception>().cause.get(&vm.heap).clone().unwrap_or(Value::NONE))
}

fn set_cause(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    let cause = exception_or_none(vm, new, "__cause__", "cause")?;
    super::set_cause(vm, this, cause);
    Ok(())
}

fn get_suppress_context(_vm: &mut Vm, this: &Value) -> PyResult {
    Ok(Value::bool(this.expect::<Exception>().suppress_context.get()))
}

fn set_suppress_context(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    let Some(new) = new else {
        return Err(vm.type_error("can't delete numeric/char attribute"));
    };
    let Some(truth) = new.as_bool() else {
        return Err(vm.type_error("attribute value type must be bool"));
    };
    this.expect::<Exception>().suppress_context.set(truth);
    Ok(())
}

fn add_note(vm: &mut Vm, this: &Value, note: &Value) -> PyResult {
    if !note.has::<Str>() {
        let given = convert::class_or_none(vm, note);
        return Err(vm.type_error(format!("add_note() argument must be str, not {given}")));
    }
    let name = vm.names.notes.clone();
    let notes = if let Some(notes) = protocol::attribute::get_optional(vm, this, &name)? {
        notes
    } else {
        let notes = List::create(vm, Vec::new()).into_value();
        protocol::attribute::set(vm, this, &name, Some(&notes))?;
        notes
    };
    super::notes::append(vm, &notes, note)?;
    Ok(Value::NONE)
}
