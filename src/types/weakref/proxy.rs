//! `weakref.ProxyType` and `weakref.CallableProxyType`: stand-ins that pass every operation on to their target.

use ouropy_compiler::code::{BinaryOperator, Comparison};

use crate::object::{Face, Layout, Py, Slot, Str, Value, WeakRef};
use crate::protocol;
use crate::protocol::binary::Form;
use crate::types::class::slots::Slots;
use crate::types::class::{Arguments, ClassSpec, NativeDef, full_name};
use crate::vm::arguments::with_packed;
use crate::vm::{PyResult, Vm};

/// The declaration of `weakref.ProxyType`.
pub const PROXY: ClassSpec = ClassSpec {
    module: "weakref",
    slots: SLOTS,
    methods: METHODS,
    ..ClassSpec::new("ProxyType", Layout::of::<WeakRef>())
};

/// The declaration of `weakref.CallableProxyType`.
pub const CALLABLE_PROXY: ClassSpec = ClassSpec {
    module: "weakref",
    slots: Slots { call: Some(call), ..SLOTS },
    ..ClassSpec::new("CallableProxyType", Layout::of::<WeakRef>())
};

const METHODS: &[NativeDef] = &[NativeDef::none("__bytes__", bytes), NativeDef::none("__reversed__", reversed)];

macro_rules! binary {
    ($operator:ident, $form:ident) => {
        Some(|vm, left, right| {
            let (left, right) = (strip(vm, left)?, strip(vm, right)?);
            protocol::binary(vm, BinaryOperator::$operator, Form::$form, &left, &right)
        })
    };
}

macro_rules! unary {
    ($function:path) => {
        Some(|vm, this| {
            let target = target(vm, this)?;
            $function(vm, &target)
        })
    };
}

const SLOTS: Slots = Slots {
    repr: Some(repr),
    str: Some(|vm, this| {
        let target = target(vm, this)?;
        protocol::str(vm, &target).map(Py::into_value)
    }),
    getattro: Some(|vm, this, name| {
        let target = target(vm, this)?;
        protocol::attribute::get(vm, &target, name)
    }),
    setattro: Some(|vm, this, name: &Py<Str>, new: Option<&Value>| {
        let target = target(vm, this)?;
        protocol::attribute::set(vm, &target, name, new)
    }),
    richcompare: Some(compare),
    iter: unary!(protocol::iterate::iter),
    next: Some(next),
    length: Some(|vm, this| {
        let target = target(vm, this)?;
        protocol::sequence::len(vm, &target)
    }),
    getitem: Some(|vm, this, key| {
        let (target, key) = (target(vm, this)?, strip(vm, key)?);
        protocol::subscript::get(vm, &target, &key)
    }),
    setitem: Some(set_item),
    contains: Some(|vm, this, item| {
        let target = target(vm, this)?;
        protocol::sequence::contains(vm, &target, item)
    }),
    bool_: Some(|vm, this| {
        let target = target(vm, this)?;
        protocol::is_true(vm, &target)
    }),
    int: unary!(protocol::number::int_of),
    float: unary!(protocol::number::float_of),
    index: unary!(protocol::number::index),
    negative: unary!(protocol::unary::negative),
    positive: unary!(protocol::unary::positive),
    absolute: unary!(protocol::unary::absolute),
    invert: unary!(protocol::unary::invert),
    add: binary!(Add, Plain),
    subtract: binary!(Subtract, Plain),
    multiply: binary!(Multiply, Plain),
    remainder: binary!(Remainder, Plain),
    divmod: Some(|vm, left, right| {
        let (left, right) = (strip(vm, left)?, strip(vm, right)?);
        protocol::divmod(vm, &left, &right)
    }),
    power: Some(|vm, base, exponent, modulus| {
        let (base, exponent, modulus) = (strip(vm, base)?, strip(vm, exponent)?, strip(vm, modulus)?);
        protocol::power(vm, &base, &exponent, &modulus)
    }),
    inplace_power: Some(|vm, base, exponent, _| {
        let (base, exponent) = (strip(vm, base)?, strip(vm, exponent)?);
        protocol::binary(vm, BinaryOperator::Power, Form::InPlace, &base, &exponent)
    }),
    lshift: binary!(LeftShift, Plain),
    rshift: binary!(RightShift, Plain),
    and: binary!(And, Plain),
    xor: binary!(Xor, Plain),
    or: binary!(Or, Plain),
    floor_divide: binary!(FloorDivide, Plain),
    true_divide: binary!(TrueDivide, Plain),
    matrix_multiply: binary!(MatrixMultiply, Plain),
    inplace_add: binary!(Add, InPlace),
    inplace_subtract: binary!(Subtract, InPlace),
    inplace_multiply: binary!(Multiply, InPlace),
    inplace_remainder: binary!(Remainder, InPlace),
    inplace_lshift: binary!(LeftShift, InPlace),
    inplace_rshift: binary!(RightShift, InPlace),
    inplace_and: binary!(And, InPlace),
    inplace_xor: binary!(Xor, InPlace),
    inplace_or: binary!(Or, InPlace),
    inplace_floor_divide: binary!(FloorDivide, InPlace),
    inplace_true_divide: binary!(TrueDivide, InPlace),
    inplace_matrix_multiply: binary!(MatrixMultiply, InPlace),
    ..Slots::EMPTY
};

fn set_item(vm: &mut Vm, this: &Value, key: &Value, new: Option<&Value>) -> PyResult<()> {
    let target = target(vm, this)?;
    match new {
        Some(new) => protocol::subscript::set(vm, &target, key, new),
        None => protocol::subscript::delete(vm, &target, key),
    }
}

fn next(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let target = target(vm, this)?;
    if !protocol::iterate::is_iterator(vm, &target) {
        let name = vm.class_name(&target);
        return Err(vm.type_error(format!("Weakref proxy referenced a non-iterator '{name}' object")));
    }
    protocol::iterate::next(vm, &target)
}

fn reversed(vm: &mut Vm, this: &Value) -> PyResult {
    let target = target(vm, this)?;
    let name = vm.names.reversed.clone();
    protocol::call_method(vm, &target, &name, &[])
}

fn bytes(vm: &mut Vm, this: &Value) -> PyResult {
    let target = target(vm, this)?;
    let name = vm.names.bytes.clone();
    protocol::call_method(vm, &target, &name, &[])
}

/// A proxy's target; ReferenceError "weakly-referenced object no longer exists".
fn target(vm: &mut Vm, proxy: &Value) -> PyResult {
    match proxy.expect::<WeakRef>().upgrade() {
        Some(target) => Ok(target),
        None => Err(vm.reference_error("weakly-referenced object no longer exists")),
    }
}

/// The target of a proxy, anything else as it is.
fn strip(vm: &mut Vm, operand: &Value) -> PyResult {
    match operand.cast::<WeakRef>() {
        Some(reference) if reference.face == Face::Proxy => target(vm, operand),
        _ => Ok(operand.clone()),
    }
}

fn call(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    let target = target(vm, this)?;
    with_packed(vm, arguments, |vm| protocol::call_args(vm, &target, arguments))
}

fn compare(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    let (left, right) = (strip(vm, left)?, strip(vm, right)?);
    protocol::compare(vm, &left, &right, op)
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let address = this.bits();
    let text = match this.expect::<WeakRef>().upgrade() {
        Some(target) => {
            let class = full_name(vm, &vm.class_of(&target).clone());
            format!("<weakproxy at {address:#x}; to '{class}' at {:#x}>", target.bits())
        }
        None => format!("<weakproxy at {address:#x}; dead>"),
    };
    Ok(vm.new_str(text).into_value())
}

/// `weakref.proxy(target, callback)`.
pub fn create(vm: &mut Vm, target: &Value, callback: Slot) -> PyResult {
    let callable = vm.class_of(target).slots(&vm.heap).call.is_some();
    let class = if callable { vm.types.callable_proxy.clone() } else { vm.types.proxy.clone() };
    super::create_with(vm, &class, target, callback, Face::Proxy)
}
