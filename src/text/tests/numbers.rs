//! Floats, ints and hashes.

use super::{Call, big, escape, float_bits, replay, show_bool, show_error, show_float, show_int, show_list, show_text};
use crate::text::float::{self, FloatError, Power};
use crate::text::int::{self, IntError};
use crate::text::int_bytes::{self, ByteOrder, Signedness};
use crate::text::int_text::{self, DEFAULT_MAX_STR_DIGITS, IntTextError};
use crate::text::{ErrorKind, float_digits, float_hex, hash, int_math, repr};
use num_bigint::BigInt;
use num_traits::ToPrimitive;
use std::cmp::Ordering;

fn float_result<T>(result: Result<T, FloatError>, show: impl Fn(T) -> String) -> String {
    result.map_or_else(|error| show_error(error.kind(), error), show)
}

fn int_result<T>(result: Result<T, IntError>, show: impl Fn(T) -> String) -> String {
    result.map_or_else(|error| show_error(error.kind(), error), show)
}

fn show_pair(pair: (BigInt, BigInt)) -> String {
    let hexadecimal = |value| int_text::to_radix(&value, 16);
    show_list([hexadecimal(pair.0), hexadecimal(pair.1)])
}

fn run_float(call: &Call) -> String {
    let x = || call.float(0);
    let y = || call.float(1);
    match call.operation.as_str() {
        "repr" => show_text(float_digits::repr(x())),
        "hex" => show_text(float_hex::hex(x())),
        "hash" => show_int(float::hash(x()).expect("no NaN")),
        "ratio" => float_result(float::as_integer_ratio(x()), show_pair),
        "int" => float_result(float::to_int(x()), show_int),
        "is_integer" => show_bool(float::is_integer(x())),
        "round" => float_result(float::round_to_int(x()), show_int),
        "round_to" => float_result(float::round(x(), call.int(1)), show_float),
        "divmod" => float_result(float::divmod(x(), y()), |pair| show_list([float_bits(pair.0), float_bits(pair.1)])),
        "floor_div" => float_result(float::floor_div(x(), y()), show_float),
        "mod" => float_result(float::modulo(x(), y()), show_float),
        "div" => float_result(float::true_div(x(), y()), show_float),
        "pow" => float_result(float::pow(x(), y()), |power| match power {
            Power::Real(value) => show_float(value),
            Power::Complex => "=complex".into(),
        }),
        "complex_repr" => show_text(float_digits::complex_repr(x(), y())),
        "parse" => float::parse(&call.text(0)).map_or_else(
            || {
                let shown = repr::str_repr(&call.text(0));
                let lead = "could not convert string to float: ";
                format!("!ValueError: {}{}", escape(lead), escape(shown))
            },
            show_float,
        ),
        "from_hex" => match float_hex::from_hex(&call.text(0)) {
            Ok(value) => show_float(value),
            Err(error) => show_error(error.kind(), error),
        },
        other => panic!("unknown operation {other}"),
    }
}

fn parse_int(call: &Call) -> String {
    let base = call.int(1);
    match int_text::parse(&call.text(0), base as u32, DEFAULT_MAX_STR_DIGITS) {
        Ok(value) => show_int(BigInt::from(value)),
        Err(IntTextError::InvalidLiteral) => {
            let shown = repr::str_repr(&call.text(0));
            format!("!ValueError: {}", escape(int_text::invalid_literal(&shown, base as u32)))
        }
        Err(error) => show_error(error.kind(), error),
    }
}

fn run_int(call: &Call) -> String {
    let a = || call.big(0);
    let b = || call.big(1);
    match call.operation.as_str() {
        "parse" => parse_int(call),
        "decimal" => match int_text::to_decimal(&a(), DEFAULT_MAX_STR_DIGITS) {
            Ok(text) => show_text(text),
            Err(error) => show_error(error.kind(), error),
        },
        "hash" => {
            if let Some(small) = a().to_i64() {
                assert_eq!(int::hash_i64(small), int::hash(&a()));
            }
            show_int(int::hash(&a()))
        }
        "float" => int_result(int::to_f64(&a()), show_float),
        "bit_length" => show_int(int::bit_length(&a())),
        "bit_count" => show_int(int::bit_count(&a())),
        "isqrt" => int_result(int_math::isqrt(&a()), show_int),
        "true_div" => {
            let result = int_result(int::true_div(&a(), &b()), show_float);
            if let (Some(a), Some(b)) = (a().to_i64(), b().to_i64()) {
                assert_eq!(int_result(int::true_div_i64(a, b), show_float), result);
            }
            result
        }
        "floor_div" => int_result(int::floor_div(&a(), &b()), show_int),
        "mod" => int_result(int::modulo(&a(), &b()), show_int),
        "divmod" => {
            if let (Some(a), Some(b)) = (a().to_i64(), b().to_i64().filter(|&b| b != 0)) {
                let (quotient, rest) = int::divmod(&a.into(), &b.into()).expect("a divisor");
                assert_eq!(int::floor_div_i64(a, b), quotient.to_i64());
                assert_eq!(Some(int::modulo_i64(a, b)), rest.to_i64());
            }
            int_result(int::divmod(&a(), &b()), show_pair)
        }
        "gcd" => show_int(int_math::gcd(&a(), &b())),
        "lcm" => show_int(int_math::lcm(&a(), &b())),
        "pow" => int_result(int::pow(&a(), &b()), show_int),
        "pow_mod" => int_result(int::pow_mod(&a(), &b(), &call.big(2)), show_int),
        "shl" => int_result(int::shift_left(&a(), &b()), show_int),
        "shr" => int_result(int::shift_right(&a(), &b()), show_int),
        "round" => show_int(int::round(&a(), call.int(1))),
        "compare" => {
            let x = call.float(1);
            let order = int::compare_f64(&a(), x).expect("no NaN");
            if let Some(small) = a().to_i64() {
                assert_eq!(int::compare_i64_f64(small, x), Some(order));
            }
            show_int(match order {
                Ordering::Less => -1,
                Ordering::Equal => 0,
                Ordering::Greater => 1,
            })
        }
        "to_bytes" => {
            int_result(int_bytes::to_bytes(&a(), call.size(1), order(call.raw(2)), signedness(call.flag(3))), show_text)
        }
        "from_bytes" => show_int(int_bytes::from_bytes(&call.text(0), order(call.raw(1)), signedness(call.flag(2)))),
        "comb" => int_result(int_math::comb(&a(), &b()), show_int),
        "perm" => int_result(int_math::perm(&a(), &b()), show_int),
        "factorial" => int_result(int_math::factorial(&a()), show_int),
        other => panic!("unknown operation {other}"),
    }
}

fn order(name: &str) -> ByteOrder {
    if name == "big" { ByteOrder::Big } else { ByteOrder::Little }
}

fn signedness(signed: bool) -> Signedness {
    if signed { Signedness::Signed } else { Signedness::Unsigned }
}

fn run_hash(call: &Call) -> String {
    let items = || call.list(0).into_iter().map(|item| big(&String::from_utf8_lossy(&item)).to_i64().expect("a hash"));
    match call.operation.as_str() {
        "str" => show_int(hash::HashKey::from_seed(call.int(0) as u32).hash_str(&call.text(1))),
        "bytes" => show_int(hash::HashKey::from_seed(call.int(0) as u32).hash_bytes(&call.text(1))),
        "tuple" => {
            let mut hasher = hash::TupleHasher::default();
            items().for_each(|item| hasher.add(item));
            show_int(hasher.finish())
        }
        "frozenset" => show_int(hash::frozenset(items())),
        "complex" => show_int(hash::complex(call.float(0), call.float(1)).expect("no NaN")),
        other => panic!("unknown operation {other}"),
    }
}

#[test]
fn floats() {
    replay(include_str!("../testdata/float.txt"), run_float);
}

#[test]
fn ints() {
    replay(include_str!("../testdata/int.txt"), run_int);
}

#[test]
fn hashes() {
    replay(include_str!("../testdata/hash.txt"), run_hash);
}

#[test]
fn long_conversions_round_trip() {
    let power: BigInt = BigInt::from(7).pow(40_000) + 1;
    let text = int_text::to_decimal(&power, 0).expect("no limit");
    assert_eq!(text, power.to_str_radix(10));
    assert_eq!(int_text::parse(text.as_bytes(), 10, 0), Ok(int_text::Int::Big(power)));
    for exponent in [400, 401, 2465, 3200, 6400, 12_800, 12_801] {
        for step in -1..=1 {
            let value = BigInt::from(10).pow(exponent) + step;
            assert_eq!(int_text::to_radix(&value, 10), value.to_str_radix(10));
            let parsed = int_text::parse(value.to_str_radix(10).as_bytes(), 10, 0);
            assert_eq!(parsed, Ok(int_text::Int::Big(value)));
        }
    }
}

#[test]
fn unreasonable_results_are_refused() {
    let huge = BigInt::from(1) << 100;
    assert_eq!(int::pow(&BigInt::from(3), &huge).map_err(IntError::kind), Err(ErrorKind::Memory));
    assert_eq!(int::pow(&BigInt::from(-1), &huge), Ok(BigInt::from(1)));
    assert_eq!(int::shift_left(&BigInt::from(1), &(BigInt::from(1) << 62)), Err(IntError::OutOfMemory));
}
