//! `_operator`: the operators as functions, and callables that fetch items, attributes or method results.

pub mod attr_getter;
pub mod item_getter;
pub mod method_caller;

use ouropy_compiler::code::{BinaryOperator as Op, Comparison};

use super::ModuleSpec;
use crate::object::{Str, Value};
use crate::protocol::binary::Form;
use crate::protocol::{self, iterate, number, sequence, subscript, unary};
use crate::types::class::{Arguments, NativeDef, convert};
use crate::types::{bytes, int};
use crate::vm::{PyResult, Vm, arguments};

macro_rules! comparison {
    ($name:literal, $op:ident) => {
        NativeDef::positional($name, 2, 2, |vm, _, values| {
            protocol::compare(vm, &values[0], &values[1], Comparison::$op)
        })
    };
}

macro_rules! binary {
    ($name:literal, $form:ident, $op:ident) => {
        NativeDef::positional($name, 2, 2, |vm, _, values| {
            protocol::binary(vm, Op::$op, Form::$form, &values[0], &values[1])
        })
    };
}

macro_rules! unary {
    ($name:literal, $function:path) => {
        NativeDef::one($name, |vm, _, value| $function(vm, value))
    };
}

/// The declaration of the module.
pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_operator",
    functions: &[
        comparison!("lt", Less),
        comparison!("le", LessEqual),
        comparison!("eq", Equal),
        comparison!("ne", NotEqual),
        comparison!("gt", Greater),
        comparison!("ge", GreaterEqual),
        binary!("add", Plain, Add),
        binary!("sub", Plain, Subtract),
        binary!("mul", Plain, Multiply),
        binary!("matmul", Plain, MatrixMultiply),
        binary!("floordiv", Plain, FloorDivide),
        binary!("truediv", Plain, TrueDivide),
        binary!("mod", Plain, Remainder),
        binary!("pow", Plain, Power),
        binary!("lshift", Plain, LeftShift),
        binary!("rshift", Plain, RightShift),
        binary!("and_", Plain, And),
        binary!("xor", Plain, Xor),
        binary!("or_", Plain, Or),
        binary!("iadd", InPlace, Add),
        binary!("isub", InPlace, Subtract),
        binary!("imul", InPlace, Multiply),
        binary!("imatmul", InPlace, MatrixMultiply),
        binary!("ifloordiv", InPlace, FloorDivide),
        binary!("itruediv", InPlace, TrueDivide),
        binary!("imod", InPlace, Remainder),
        binary!("ipow", InPlace, Power),
        binary!("ilshift", InPlace, LeftShift),
        binary!("irshift", InPlace, RightShift),
        binary!("iand", InPlace, And),
        binary!("ixor", InPlace, Xor),
        binary!("ior", InPlace, Or),
        unary!("neg", unary::negative),
        unary!("pos", unary::positive),
        unary!("inv", unary::invert),
        unary!("invert", unary::invert),
        unary!("abs", unary::absolute),
        unary!("index", convert::index),
        NativeDef::one("truth", |vm, _, value| protocol::is_true(vm, value).map(Value::bool)),
        NativeDef::one("not_", |vm, _, value| protocol::is_true(vm, value).map(|truth| Value::bool(!truth))),
        NativeDef::positional("is_", 2, 2, |_, _, values| Ok(Value::bool(values[0].is(&values[1])))),
        NativeDef::one("is_none", |_, _, value| Ok(Value::bool(value.is_none()))),
        NativeDef::one("is_not_none", |_, _, value| Ok(Value::bool(!value.is_none()))),
        NativeDef::positional("is_not", 2, 2, |_, _, values| Ok(Value::bool(!values[0].is(&values[1])))),
        NativeDef::positional("concat", 2, 2, |vm, _, values| concat(vm, Form::Plain, &values[0], &values[1])),
        NativeDef::positional("iconcat", 2, 2, |vm, _, values| concat(vm, Form::InPlace, &values[0], &values[1])),
        NativeDef::positional("contains", 2, 2, |vm, _, values| {
            sequence::contains(vm, &values[0], &values[1]).map(Value::bool)
        }),
        NativeDef::positional("getitem", 2, 2, |vm, _, values| subscript::get(vm, &values[0], &values[1])),
        NativeDef::positional("setitem", 3, 3, |vm, _, values| {
            subscript::set(vm, &values[0], &values[1], &values[2]).map(|()| Value::NONE)
        }),
        NativeDef::positional("delitem", 2, 2, |vm, _, values| {
            subscript::delete(vm, &values[0], &values[1]).map(|()| Value::NONE)
        }),
        NativeDef::positional("countOf", 2, 2, count_of),
        NativeDef::positional("indexOf", 2, 2, index_of),
        NativeDef::positional("length_hint", 1, 2, length_hint),
        NativeDef::any("call", call),
        NativeDef::positional("_compare_digest", 2, 2, compare_digest),
    ],
    classes: &[&item_getter::SPEC, &attr_getter::SPEC, &method_caller::SPEC],
    init: None,
};

/// `+` of sequences only; TypeError "'int' object can't be concatenated".
fn concat(vm: &mut Vm, form: Form, left: &Value, right: &Value) -> PyResult {
    let slots = vm.class_of(left).slots(&vm.heap);
    let own = form.select(slots.inplace_concat, slots.concat);
    if let Some(own) = own {
        return own(vm, left, right);
    }
    if sequence::is_sequence(vm, left) && sequence::is_sequence(vm, right) {
        return protocol::binary(vm, Op::Add, form, left, right);
    }
    let name = vm.class_name(left);
    Err(vm.type_error(format!("'{name}' object can't be concatenated")))
}

fn walk(vm: &mut Vm, values: &[Value]) -> PyResult {
    if !iterate::is_iterable(vm, &values[0]) {
        let name = vm.class_name(&values[0]);
        return Err(vm.type_error(format!("argument of type '{name}' is not iterable")));
    }
    iterate::iter(vm, &values[0])
}

fn count_of(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let iterator = walk(vm, values)?;
    let mut count = 0;
    while let Some(item) = iterate::next(vm, &iterator)? {
        if protocol::is_equal(vm, &item, &values[1])? {
            count += 1;
        }
    }
    Ok(Value::index(count))
}

fn index_of(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let iterator = walk(vm, values)?;
    let mut index = 0;
    while let Some(item) = iterate::next(vm, &iterator)? {
        if protocol::is_equal(vm, &item, &values[1])? {
            return Ok(Value::index(index));
        }
        index += 1;
    }
    Err(vm.value_error("sequence.index(x): x not in sequence"))
}

fn length_hint(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let default = match values.get(1) {
        Some(default) => number::ssize_argument(vm, default)?,
        None => 0,
    };
    // A negative default comes back as it is, which the protocol's lengths cannot carry.
    let fallback = usize::try_from(default).unwrap_or(usize::MAX >> 1);
    let hint = iterate::length_hint(vm, &values[0], fallback)?;
    if default < 0 && hint == fallback {
        return Ok(int::from_i64(vm, default as i64));
    }
    Ok(int::from_usize(vm, hint))
}

fn call(vm: &mut Vm, _module: &Value, arguments: Arguments<'_>) -> PyResult {
    let Some((callable, _)) = arguments.positional().split_first() else {
        return Err(arguments::wrong_count(vm, "call", 1, 2, 0));
    };
    let rest = Arguments { values: &arguments.values[1..], names: arguments.names };
    protocol::call_args(vm, callable, rest)
}

/// Compares in a time that depends on the length of `b` only.
pub fn compare_digest(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let (a, b) = (&values[0], &values[1]);
    if let (Some(a), Some(b)) = (a.cast::<Str>(), b.cast::<Str>()) {
        if !a.is_ascii() || !b.is_ascii() {
            return Err(vm.type_error("comparing strings with non-ASCII characters is not supported"));
        }
        return Ok(Value::bool(same_bytes(a.as_bytes(), b.as_bytes())));
    }
    if bytes::view(vm, a).is_some() || bytes::view(vm, b).is_some() {
        let (a, b) = (bytes::required(vm, a)?, bytes::required(vm, b)?);
        return Ok(Value::bool(same_bytes(&a, &b)));
    }
    let (a, b) = (vm.class_name(a), vm.class_name(b));
    Err(vm.type_error(format!("unsupported operand types(s) or combination of types: '{a}' and '{b}'")))
}

fn same_bytes(a: &[u8], b: &[u8]) -> bool {
    let mut difference = u8::from(a.len() != b.len());
    for (index, right) in b.iter().enumerate() {
        let left = if a.len() == b.len() { a[index] } else { !*right };
        difference |= left ^ right;
    }
    std::hint::black_box(difference) == 0
}

/// The only argument of a call of `name`.
fn only_argument<'a>(vm: &mut Vm, name: &str, arguments: Arguments<'a>) -> PyResult<&'a Value> {
    if !arguments.names.is_empty() {
        return Err(vm.type_error(format!("{name}() takes no keyword arguments")));
    }
    match arguments.values {
        [only] => Ok(only),
        other => Err(arguments::wrong_count(vm, name, 1, 1, other.len())),
    }
}
