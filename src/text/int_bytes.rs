//! `int.to_bytes` and `int.from_bytes`.

use super::int::{IntError, is_room_for};
use super::room::Room;
use num_bigint::{BigInt, Sign};

/// Order of the bytes of an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteOrder {
    /// Most significant first.
    Big,
    /// Least significant first.
    Little,
}

/// Whether bytes hold a two's complement or a magnitude.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signedness {
    /// Two's complement.
    Signed,
    /// Never negative.
    Unsigned,
}

/// `value.to_bytes(length, order, signed=…)`.
pub fn to_bytes(value: &BigInt, length: usize, order: ByteOrder, signed: Signedness) -> Result<Vec<u8>, IntError> {
    let negative = value.sign() == Sign::Minus;
    if negative && signed == Signedness::Unsigned {
        return Err(IntError::NegativeToUnsigned);
    }
    if !is_room_for(value.bits()) {
        return Ok(Vec::new());
    }
    let mut bytes = match signed {
        Signedness::Signed => value.to_signed_bytes_le(),
        Signedness::Unsigned => value.magnitude().to_bytes_le(),
    };
    let fill = if negative { 0xFF } else { 0 };
    // Zero fits in no bytes at all.
    if value.sign() == Sign::NoSign {
        bytes.clear();
    }
    if bytes.len() > length {
        return Err(IntError::TooBigForBytes);
    }
    bytes.put_times(fill, length - bytes.len());
    if order == ByteOrder::Big {
        bytes.reverse();
    }
    Ok(bytes)
}

/// `int.from_bytes(bytes, order, signed=…)`.
pub fn from_bytes(bytes: &[u8], order: ByteOrder, signed: Signedness) -> BigInt {
    match (order, signed) {
        (ByteOrder::Big, Signedness::Unsigned) => BigInt::from_bytes_be(Sign::Plus, bytes),
        (ByteOrder::Little, Signedness::Unsigned) => BigInt::from_bytes_le(Sign::Plus, bytes),
        (ByteOrder::Big, Signedness::Signed) => BigInt::from_signed_bytes_be(bytes),
        (ByteOrder::Little, Signedness::Signed) => BigInt::from_signed_bytes_le(bytes),
    }
}
