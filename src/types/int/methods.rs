//! The methods of `int`.

use num_bigint::BigInt;

use super::{Number, exact, from_big, from_i64, from_u64, from_usize, number, raise, size_for_bits};
use crate::object::{Slot, Str, Value};
use crate::protocol::{self, number as conversion};
use crate::text::int;
use crate::text::int_bytes::{self, ByteOrder, Signedness};
use crate::types::bytes;
use crate::types::class::{Class, NativeDef};
use crate::vm::{PyResult, Vm};

/// The methods.
pub const METHODS: &[NativeDef] = &[
    NativeDef::none("conjugate", to_exact),
    NativeDef::none("bit_length", bit_length),
    NativeDef::none("bit_count", bit_count),
    NativeDef::keywords("to_bytes", "length=1, byteorder='big', *, signed=False", to_bytes),
    NativeDef::keywords("from_bytes", "bytes, byteorder='big', *, signed=False", from_bytes).class_method(),
    NativeDef::none("as_integer_ratio", as_integer_ratio),
    NativeDef::none("__trunc__", to_exact),
    NativeDef::none("__floor__", to_exact),
    NativeDef::none("__ceil__", to_exact),
    NativeDef::positional("__round__", 0, 1, round),
    NativeDef::none("__getnewargs__", new_arguments),
    NativeDef::one("__format__", protocol::format::method),
    NativeDef::none("__sizeof__", size_of),
    NativeDef::none("is_integer", |_, _| Ok(Value::TRUE)),
];

/// The number as an exact int.
pub(super) fn to_exact(vm: &mut Vm, this: &Value) -> PyResult {
    Ok(exact(vm, this))
}

fn bits(value: &Value) -> u64 {
    match number(value) {
        Number::Small(small) => u64::from(64 - small.unsigned_abs().leading_zeros()),
        Number::Big(big) => int::bit_length(big),
    }
}

fn bit_length(vm: &mut Vm, this: &Value) -> PyResult {
    Ok(from_u64(vm, bits(this)))
}

fn bit_count(vm: &mut Vm, this: &Value) -> PyResult {
    let ones = match number(this) {
        Number::Small(small) => u64::from(small.unsigned_abs().count_ones()),
        Number::Big(big) => int::bit_count(big),
    };
    Ok(from_u64(vm, ones))
}

fn new_arguments(vm: &mut Vm, this: &Value) -> PyResult {
    let number = exact(vm, this);
    Ok(vm.new_tuple(vec![number]).into_value())
}

fn size_of(vm: &mut Vm, this: &Value) -> PyResult {
    Ok(from_usize(vm, size_for_bits(bits(this))))
}

fn as_integer_ratio(vm: &mut Vm, this: &Value) -> PyResult {
    let (numerator, one) = (exact(vm, this), from_i64(vm, 1));
    Ok(vm.pack_tuple(vec![numerator, one]).into_value())
}

fn round(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    let places = match arguments {
        [places] if !places.is_none() => conversion::index(vm, places)?,
        _ => return Ok(exact(vm, this)),
    };
    let places = conversion::saturating_i64(number(&places));
    if places >= 0 {
        return Ok(exact(vm, this));
    }
    let rounded = int::round(&number(this).to_big(), places);
    Ok(from_big(vm, rounded))
}

/// `byteorder`: "little" or "big".
fn byte_order(vm: &mut Vm, function: &str, order: &Slot) -> PyResult<ByteOrder> {
    let Some(order) = order else { return Ok(ByteOrder::Big) };
    let Some(text) = order.cast::<Str>() else {
        let name = vm.class_name(order);
        return Err(vm.type_error(format!("{function}() argument 'byteorder' must be str, not {name}")));
    };
    match text.as_bytes() {
        b"little" => Ok(ByteOrder::Little),
        b"big" => Ok(ByteOrder::Big),
        _ => Err(vm.value_error("byteorder must be either 'little' or 'big'")),
    }
}

fn signedness(vm: &mut Vm, signed: &Slot) -> PyResult<Signedness> {
    match signed {
        Some(signed) if protocol::is_true(vm, signed)? => Ok(Signedness::Signed),
        _ => Ok(Signedness::Unsigned),
    }
}

fn to_bytes(vm: &mut Vm, this: &Value, arguments: &[Slot]) -> PyResult {
    let [length, order, signed] = arguments else { return Ok(Value::NONE) };
    let length = match length {
        Some(length) => conversion::ssize_argument(vm, length)?,
        None => 1,
    };
    let order = byte_order(vm, "to_bytes", order)?;
    let signed = signedness(vm, signed)?;
    let Ok(length) = usize::try_from(length) else {
        return Err(vm.value_error("length argument must be non-negative"));
    };
    // A bytes object has a header of 33 bytes.
    if length > isize::MAX as usize - 33 {
        return Err(vm.overflow_error("byte string is too large"));
    }
    if Vec::<u8>::new().try_reserve_exact(length).is_err() {
        return Err(vm.memory_error());
    }
    match int_bytes::to_bytes(&number(this).to_big(), length, order, signed) {
        Ok(data) => Ok(bytes::new(vm, data)),
        Err(error) => Err(raise(vm, error)),
    }
}

fn from_bytes(vm: &mut Vm, class: &Value, arguments: &[Slot]) -> PyResult {
    let [Some(data), order, signed] = arguments else { return Ok(Value::NONE) };
    let order = byte_order(vm, "from_bytes", order)?;
    let signed = signedness(vm, signed)?;
    let data = bytes::from_object(vm, data)?;
    let value: BigInt = int_bytes::from_bytes(&data, order, signed);
    let value = from_big(vm, value);
    if class.is(vm.types.int.as_value()) {
        return Ok(value);
    }
    if class.is(vm.types.bool_.as_value()) {
        return protocol::is_true(vm, &value).map(Value::bool);
    }
    debug_assert!(class.has::<Class>());
    protocol::call(vm, class, &[value])
}
