//! The table of `bytearray`'s methods, and those that are a line or two.

use super::{ByteArray, change, new};
use crate::object::Value;
use crate::protocol::number;
use crate::text::room::copied;
use crate::types::bytes::SHARED_METHODS;
use crate::types::class::NativeDef;
use crate::vm::{PyResult, Vm};

/// The methods.
pub const METHODS: &[NativeDef] = &ALL;

const ALL: [NativeDef; SHARED_METHODS.len() + 13] = NativeDef::joined(
    &SHARED_METHODS,
    &[
        NativeDef::one("append", change::append),
        NativeDef::none("clear", clear),
        NativeDef::none("copy", copy),
        NativeDef::one("extend", change::extend),
        NativeDef::positional("insert", 2, 2, change::insert),
        NativeDef::positional("pop", 0, 1, change::pop),
        NativeDef::one("remove", change::remove),
        NativeDef::none("reverse", reverse),
        NativeDef::none("__alloc__", allocated),
        NativeDef::none("__reduce__", |vm, this| change::reduce(vm, this, 2)),
        NativeDef::positional("__reduce_ex__", 0, 1, reduce_ex),
        NativeDef::one("resize", resize),
        NativeDef::none("__sizeof__", |vm, this| Ok(Value::index(vm.heap.size_of(this)))),
    ],
);

fn clear(vm: &mut Vm, this: &Value) -> PyResult {
    let array = this.expect::<ByteArray>();
    array.check_resizable(vm)?;
    drop(array.data.take(&mut vm.heap));
    Ok(Value::NONE)
}

fn copy(vm: &mut Vm, this: &Value) -> PyResult {
    let data = copied(this.expect::<ByteArray>().data.get(&vm.heap));
    Ok(new(vm, data))
}

fn reverse(vm: &mut Vm, this: &Value) -> PyResult {
    this.expect::<ByteArray>().data.get_mut(&mut vm.heap).reverse();
    Ok(Value::NONE)
}

/// `__alloc__`: bytes of memory behind it in CPython, the final zero among them.
fn allocated(vm: &mut Vm, this: &Value) -> PyResult {
    let length = this.expect::<ByteArray>().data.get(&vm.heap).len();
    Ok(Value::index(if length == 0 { 0 } else { length + 1 }))
}

fn reduce_ex(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    let protocol = match arguments {
        [protocol] => number::int_argument(vm, protocol)?,
        _ => 0,
    };
    change::reduce(vm, this, protocol)
}

fn resize(vm: &mut Vm, this: &Value, size: &Value) -> PyResult {
    let size = number::ssize_argument(vm, size)?;
    let Ok(length) = usize::try_from(size) else {
        return Err(vm.value_error(format!("Can only resize to positive sizes, got {size}")));
    };
    let array = this.expect::<ByteArray>();
    if length != array.data.get(&vm.heap).len() {
        array.check_resizable(vm)?;
    }
    change::grow(vm, array, length.saturating_sub(array.data.get(&vm.heap).len()))?;
    array.data.get_mut(&mut vm.heap).resize(length, 0);
    Ok(Value::NONE)
}
