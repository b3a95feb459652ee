//! Slots of Python classes: each looks the special method up on the class and calls it, as CPython's `slot_tp_…`,
//! `slot_nb_…` and their kin.

use ouropy_compiler::code::Comparison;

use super::slots::{Arguments, SlotId};
use super::special::{Name, binds_oddly, call_any, call_found, call_optional, call_required, find, find_bound};
use super::{Class, convert};
use crate::object::{Py, Str, Value, with_prefixed};
use crate::protocol;
use crate::types::iterators::sequence::SequenceIterator;
use crate::vm::arguments::with_names;
use crate::vm::{PyResult, Vm};

macro_rules! unary {
    ($($function:ident: $name:ident;)+) => {
        $(/// The slot of the special method of the name.
        pub fn $function(vm: &mut Vm, receiver: &Value) -> PyResult {
            call_required(vm, receiver, |names| &names.$name, &[])
        })+
    };
}

unary! {
    await_: await_;
    aiter: aiter;
    anext: anext;
    negative: neg;
    positive: pos;
    absolute: abs;
    invert: invert;
    int: int;
    float: float;
    index: index;
    finalize: del;
}

macro_rules! in_place {
    ($($function:ident: $name:ident;)+) => {
        $(/// The slot of the special method of the name.
        pub fn $function(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
            call_required(vm, left, |names| &names.$name, &[right])
        })+
    };
}

in_place! {
    inplace_add: iadd;
    inplace_subtract: isub;
    inplace_multiply: imul;
    inplace_remainder: imod;
    inplace_lshift: ilshift;
    inplace_rshift: irshift;
    inplace_and: iand;
    inplace_xor: ixor;
    inplace_or: ior;
    inplace_floor_divide: ifloordiv;
    inplace_true_divide: itruediv;
    inplace_matrix_multiply: imatmul;
    getitem: getitem;
    getbuffer: buffer;
    releasebuffer: release_buffer;
}

macro_rules! binary {
    ($($function:ident: $slot:ident $name:ident $reflected:ident;)+) => {
        $(/// The slot of the special methods of the name, direct and reflected.
        pub fn $function(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
            let operands = Operands { left, right, third: None };
            both_ways(vm, operands, SlotId::$slot, |names| &names.$name, |names| &names.$reflected)
        })+
    };
}

binary! {
    add: add add radd;
    subtract: subtract sub rsub;
    multiply: multiply mul rmul;
    remainder: remainder mod_ rmod;
    divmod: divmod divmod rdivmod;
    lshift: lshift lshift rlshift;
    rshift: rshift rshift rrshift;
    and: and and rand;
    xor: xor xor rxor;
    or: or or ror;
    floor_divide: floor_divide floordiv rfloordiv;
    true_divide: true_divide truediv rtruediv;
    matrix_multiply: matrix_multiply matmul rmatmul;
}

/// What a binary operator works on; `third` is the modulus of a power.
#[derive(Clone, Copy)]
struct Operands<'a> {
    left: &'a Value,
    right: &'a Value,
    third: Option<&'a Value>,
}

impl Operands<'_> {
    /// The method of the left operand, or NotImplemented.
    fn direct(self, vm: &mut Vm, name: Name) -> PyResult {
        self.call(vm, self.left, name, self.right)
    }

    /// The method of the right operand, or NotImplemented.
    fn reflected(self, vm: &mut Vm, name: Name) -> PyResult {
        self.call(vm, self.right, name, self.left)
    }

    fn call(self, vm: &mut Vm, receiver: &Value, name: Name, other: &Value) -> PyResult {
        let result = match self.third {
            Some(third) => call_optional(vm, receiver, name, &[other, third])?,
            None => call_optional(vm, receiver, name, &[other])?,
        };
        Ok(result.unwrap_or(Value::NOT_IMPLEMENTED))
    }
}

/// The direct method of the left operand and the reflected one of the right, in CPython's order: the right one first
/// if its class is a subclass of the left's that defines the reflected method anew.
fn both_ways(vm: &mut Vm, operands: Operands<'_>, slot: SlotId, name: Name, reflected: Name) -> PyResult {
    let [left_class, right_class] = [operands.left, operands.right].map(|operand| vm.class_of(operand).clone());
    let mut try_right = !left_class.is(&right_class) && right_class.is_dispatched(slot);
    if left_class.is_dispatched(slot) {
        if try_right
            && right_class.is_subclass_of(&vm.heap, &left_class)
            && is_overloaded(vm, &left_class, &right_class, reflected)?
        {
            let result = operands.reflected(vm, reflected)?;
            if !result.is_not_implemented() {
                return Ok(result);
            }
            try_right = false;
        }
        let result = operands.direct(vm, name)?;
        if !result.is_not_implemented() || left_class.is(&right_class) {
            return Ok(result);
        }
    }
    if try_right { operands.reflected(vm, reflected) } else { Ok(Value::NOT_IMPLEMENTED) }
}

fn is_overloaded(vm: &mut Vm, left: &Py<Class>, right: &Py<Class>, name: Name) -> PyResult<bool> {
    let name = name(&vm.names).clone();
    let Some(theirs) = protocol::attribute::get_optional(vm, right.as_value(), &name)? else { return Ok(false) };
    let Some(ours) = protocol::attribute::get_optional(vm, left.as_value(), &name)? else { return Ok(true) };
    if ours.is(&theirs) {
        return Ok(false);
    }
    let different = protocol::compare(vm, &ours, &theirs, Comparison::NotEqual)?;
    protocol::is_true(vm, &different)
}

/// `__pow__` and `__rpow__`, with a modulus or without.
pub fn power(vm: &mut Vm, left: &Value, right: &Value, modulus: &Value) -> PyResult {
    if modulus.is_none() {
        let operands = Operands { left, right, third: None };
        return both_ways(vm, operands, SlotId::power, |names| &names.pow, |names| &names.rpow);
    }
    let operands = Operands { left, right, third: Some(modulus) };
    both_ways(vm, operands, SlotId::power, |names| &names.pow, |names| &names.rpow)
}

/// `__ipow__`, which gets no modulus.
pub fn inplace_power(vm: &mut Vm, left: &Value, right: &Value, _modulus: &Value) -> PyResult {
    call_required(vm, left, |names| &names.ipow, &[right])
}

/// `__repr__`; TypeError unless it returns a str.
pub fn repr(vm: &mut Vm, receiver: &Value) -> PyResult {
    let method = find(vm, receiver, |names| &names.repr);
    if method.is_some_and(|method| binds_oddly(vm, &method)) {
        return match find_bound(vm, receiver, |names| &names.repr)? {
            Some(bound) => {
                let result = protocol::call(vm, &bound, &[])?;
                check_str(vm, result, "__repr__")
            }
            None => {
                let text = format!("<{} object at {:#x}>", vm.class_name(receiver), receiver.bits());
                Ok(vm.new_str(text).into_value())
            }
        };
    }
    let result = call_required(vm, receiver, |names| &names.repr, &[])?;
    check_str(vm, result, "__repr__")
}

/// `__str__`; TypeError unless it returns a str.
pub fn str(vm: &mut Vm, receiver: &Value) -> PyResult {
    let result = call_required(vm, receiver, |names| &names.str, &[])?;
    check_str(vm, result, "__str__")
}

fn check_str(vm: &mut Vm, result: Value, method: &str) -> PyResult {
    if result.has::<Str>() {
        return Ok(result);
    }
    let other = vm.class_name(&result);
    Err(vm.type_error(format!("{method} returned non-string (type {other})")))
}

/// `__hash__`; TypeError unless it returns an int.
pub fn hash(vm: &mut Vm, receiver: &Value) -> PyResult<i64> {
    match find(vm, receiver, |names| &names.hash) {
        Some(method) if binds_oddly(vm, &method) => match find_bound(vm, receiver, |names| &names.hash)? {
            Some(bound) => {
                let result = protocol::call(vm, &bound, &[])?;
                convert::hash_from(vm, &result)
            }
            None => hash_not_implemented(vm, receiver),
        },
        Some(method) if !method.is_none() => {
            let result = call_found(vm, receiver, method, &[])?;
            convert::hash_from(vm, &result)
        }
        _ => hash_not_implemented(vm, receiver),
    }
}

/// The slot behind `__hash__ = None`: TypeError "unhashable type: 'C'".
pub fn hash_not_implemented(vm: &mut Vm, receiver: &Value) -> PyResult<i64> {
    let name = vm.class_name(receiver);
    Err(vm.type_error(format!("unhashable type: '{name}'")))
}

/// `__call__`. CPython makes a tuple and a dict of the arguments of what has no vectorcall, and holds them meanwhile.
pub fn call(vm: &mut Vm, receiver: &Value, arguments: Arguments<'_>) -> PyResult {
    if arguments.values.is_empty() {
        return call_with_held(vm, receiver, arguments);
    }
    let positional = vm.new_tuple_from(arguments.positional());
    let mut keywords = None;
    if !arguments.names.is_empty() {
        let dict = vm.new_dict();
        for (name, value) in arguments.keywords() {
            drop(dict.set(vm, name.clone(), value.clone())?);
        }
        keywords = Some(dict);
    }
    let result = call_with_held(vm, receiver, arguments);
    drop((keywords, positional));
    result
}

/// `__call__` with arguments that the caller holds as CPython's tuple does.
pub fn call_with_held(vm: &mut Vm, receiver: &Value, arguments: Arguments<'_>) -> PyResult {
    with_names(vm, arguments.names.len(), |vm| call_any(vm, receiver, |names| &names.call, arguments))
}

/// `__getattribute__`, and `__getattr__` where that raises AttributeError.
pub fn getattr_hook(vm: &mut Vm, receiver: &Value, name: &Py<Str>) -> PyResult {
    let fallback = find(vm, receiver, |names| &names.getattr);
    let primary = find(vm, receiver, |names| &names.getattribute);
    let plain = primary.as_ref().is_none_or(|found| convert::is_wrapper_of(vm, found, |types| &types.object));
    let found = if plain {
        if fallback.is_none() {
            return protocol::attribute::generic_get(vm, receiver, name);
        }
        protocol::attribute::generic_get_optional(vm, receiver, name)?
    } else {
        let primary = primary.unwrap_or(Value::NONE);
        let result = call_found(vm, receiver, primary, &[name.as_value()]);
        if fallback.is_none() {
            return result;
        }
        vm.catch(result, |types| &types.attribute_error)?
    };
    match (found, fallback) {
        (Some(found), _) => Ok(found),
        (None, Some(fallback)) => call_found(vm, receiver, fallback, &[name.as_value()]),
        (None, None) => Err(protocol::attribute::no_attribute(vm, receiver, name)),
    }
}

/// `__setattr__` and `__delattr__`.
pub fn setattro(vm: &mut Vm, receiver: &Value, name: &Py<Str>, new: Option<&Value>) -> PyResult<()> {
    let done = match new {
        Some(new) => call_required(vm, receiver, |names| &names.setattr, &[name.as_value(), new]),
        None => call_required(vm, receiver, |names| &names.delattr, &[name.as_value()]),
    };
    done.map(drop)
}

/// The six comparison methods.
pub fn richcompare(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    let name: Name = match op {
        Comparison::Less => |names| &names.lt,
        Comparison::LessEqual => |names| &names.le,
        Comparison::Equal => |names| &names.eq,
        Comparison::NotEqual => |names| &names.ne,
        Comparison::Greater => |names| &names.gt,
        Comparison::GreaterEqual => |names| &names.ge,
    };
    match find(vm, left, name) {
        None => Ok(Value::NOT_IMPLEMENTED),
        Some(method) if binds_oddly(vm, &method) => match find_bound(vm, left, name)? {
            Some(bound) => protocol::call(vm, &bound, std::slice::from_ref(right)),
            None => Ok(Value::NOT_IMPLEMENTED),
        },
        Some(method) => call_found(vm, left, method, &[right]),
    }
}

/// `__iter__`; `None` there means "'C' object is not iterable".
pub fn iter(vm: &mut Vm, receiver: &Value) -> PyResult {
    match find(vm, receiver, |names| &names.iter) {
        Some(method) if binds_oddly(vm, &method) => match find_bound(vm, receiver, |names| &names.iter)? {
            Some(bound) => protocol::call(vm, &bound, &[]),
            None if find(vm, receiver, |names| &names.getitem).is_some() => {
                Ok(SequenceIterator::create(vm, receiver.clone()))
            }
            None => not_iterable(vm, receiver),
        },
        Some(method) if !method.is_none() => call_found(vm, receiver, method, &[]),
        _ => not_iterable(vm, receiver),
    }
}

#[cold]
fn not_iterable(vm: &mut Vm, receiver: &Value) -> PyResult {
    let name = vm.class_name(receiver);
    Err(vm.type_error(format!("'{name}' object is not iterable")))
}

/// `__next__`; its StopIteration is left raised.
pub fn next(vm: &mut Vm, receiver: &Value) -> PyResult<Option<Value>> {
    call_required(vm, receiver, |names| &names.next, &[]).map(Some)
}

/// `__get__`.
pub fn descr_get(vm: &mut Vm, receiver: &Value, instance: Option<&Value>, owner: &Value) -> PyResult {
    match find(vm, receiver, |names| &names.get) {
        Some(method) => call_found(vm, receiver, method, &[instance.unwrap_or(&Value::NONE), owner]),
        None => Ok(receiver.clone()),
    }
}

/// `__set__` and `__delete__`.
pub fn descr_set(vm: &mut Vm, receiver: &Value, instance: &Value, new: Option<&Value>) -> PyResult<()> {
    let done = match new {
        Some(new) => call_required(vm, receiver, |names| &names.set, &[instance, new]),
        None => call_required(vm, receiver, |names| &names.delete, &[instance]),
    };
    done.map(drop)
}

/// `__init__`; TypeError unless it returns None.
pub fn init(vm: &mut Vm, receiver: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    // What CPython has in a dict gets its names in a tuple again.
    let names = arguments.names.len();
    let result = with_names(vm, names, |vm| call_any(vm, receiver, |names| &names.init, arguments))?;
    if result.is_none() {
        return Ok(());
    }
    let other = vm.class_name(&result);
    Err(vm.type_error(format!("__init__() should return None, not '{other}'")))
}

/// `__new__`, a static method that gets the class.
pub fn new(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let name = vm.names.new.clone();
    let function = protocol::attribute::get(vm, class.as_value(), &name)?;
    with_prefixed(class.as_value(), arguments.values, |values| {
        let named = Arguments { values, names: arguments.names };
        with_names(vm, named.names.len(), |vm| protocol::call_args(vm, &function, named))
    })
}

/// `__len__`; TypeError, ValueError or OverflowError unless it returns an index that is not negative.
pub fn length(vm: &mut Vm, receiver: &Value) -> PyResult<usize> {
    let result = call_required(vm, receiver, |names| &names.len, &[])?;
    convert::length_from(vm, &result)
}

/// `__setitem__` and `__delitem__`.
pub fn setitem(vm: &mut Vm, receiver: &Value, key: &Value, new: Option<&Value>) -> PyResult<()> {
    let done = match new {
        Some(new) => call_required(vm, receiver, |names| &names.setitem, &[key, new]),
        None => call_required(vm, receiver, |names| &names.delitem, &[key]),
    };
    done.map(drop)
}

/// `__contains__`; `None` there means "'C' object is not a container".
pub fn contains(vm: &mut Vm, receiver: &Value, item: &Value) -> PyResult<bool> {
    match find(vm, receiver, |names| &names.contains) {
        Some(method) if !method.is_none() => {
            let result = call_found(vm, receiver, method, &[item])?;
            protocol::is_true(vm, &result)
        }
        _ => {
            let name = vm.class_name(receiver);
            Err(vm.type_error(format!("'{name}' object is not a container")))
        }
    }
}

/// `__bool__`; TypeError unless it returns a bool.
pub fn bool_(vm: &mut Vm, receiver: &Value) -> PyResult<bool> {
    let result = call_required(vm, receiver, |names| &names.bool_, &[])?;
    if let Some(truth) = result.as_bool() {
        return Ok(truth);
    }
    let other = vm.class_name(&result);
    Err(vm.type_error(format!("__bool__ should return bool, returned {other}")))
}
