//! The table of methods `bytes` and `bytearray` share, and those that are one call of an algorithm.

use super::{data, exact, like, pad, search, split};
use crate::object::Value;
use crate::text::bytes_methods;
use crate::types::class::NativeDef;
use crate::types::str::decode;
use crate::vm::{PyResult, Vm};

/// The methods of `bytes`.
pub const METHODS: &[NativeDef] = &OWN;

const OWN: [NativeDef; 2 + SHARED_METHODS.len()] = NativeDef::joined(
    &[NativeDef::none("__getnewargs__", new_arguments), NativeDef::none("__bytes__", |vm, this| Ok(exact(vm, this)))],
    &SHARED_METHODS,
);

/// The methods that `bytes` and `bytearray` share.
pub const SHARED_METHODS: [NativeDef; 42] = [
    NativeDef::none("capitalize", |vm, this| map(vm, this, bytes_methods::capitalize)),
    NativeDef::positional("center", 1, 2, pad::center),
    NativeDef::positional("count", 1, 3, search::count),
    NativeDef::keywords("decode", "encoding='utf-8', errors='strict'", decode),
    NativeDef::positional("endswith", 1, 3, search::ends_with),
    NativeDef::keywords("expandtabs", "tabsize=8", pad::expand_tabs),
    NativeDef::positional("find", 1, 3, search::find),
    NativeDef::one("fromhex", pad::from_hex).class_method(),
    NativeDef::keywords("hex", "sep=None, bytes_per_sep=1", pad::hex),
    NativeDef::positional("index", 1, 3, search::index),
    NativeDef::none("isalnum", |vm, this| test(vm, this, bytes_methods::is_alnum)),
    NativeDef::none("isalpha", |vm, this| test(vm, this, bytes_methods::is_alpha)),
    NativeDef::none("isascii", |vm, this| test(vm, this, <[u8]>::is_ascii)),
    NativeDef::none("isdigit", |vm, this| test(vm, this, bytes_methods::is_digit)),
    NativeDef::none("islower", |vm, this| test(vm, this, bytes_methods::is_lower)),
    NativeDef::none("isspace", |vm, this| test(vm, this, bytes_methods::is_space)),
    NativeDef::none("istitle", |vm, this| test(vm, this, bytes_methods::is_title)),
    NativeDef::none("isupper", |vm, this| test(vm, this, bytes_methods::is_upper)),
    NativeDef::one("join", split::join),
    NativeDef::positional("ljust", 1, 2, pad::ljust),
    NativeDef::none("lower", |vm, this| map(vm, this, bytes_methods::lower)),
    NativeDef::positional("lstrip", 0, 1, pad::lstrip),
    NativeDef::positional("maketrans", 2, 2, pad::make_table).static_method(),
    NativeDef::one("partition", split::partition),
    NativeDef::positional("replace", 2, 3, pad::replace),
    NativeDef::one("removeprefix", split::remove_prefix),
    NativeDef::one("removesuffix", split::remove_suffix),
    NativeDef::positional("rfind", 1, 3, search::rfind),
    NativeDef::positional("rindex", 1, 3, search::rindex),
    NativeDef::positional("rjust", 1, 2, pad::rjust),
    NativeDef::one("rpartition", split::rpartition),
    NativeDef::keywords("rsplit", "sep=None, maxsplit=-1", split::rsplit),
    NativeDef::positional("rstrip", 0, 1, pad::rstrip),
    NativeDef::keywords("split", "sep=None, maxsplit=-1", split::split),
    NativeDef::keywords("splitlines", "keepends=False", split::splitlines),
    NativeDef::positional("startswith", 1, 3, search::starts_with),
    NativeDef::positional("strip", 0, 1, pad::strip),
    NativeDef::none("swapcase", |vm, this| map(vm, this, bytes_methods::swapcase)),
    NativeDef::none("title", |vm, this| map(vm, this, bytes_methods::title)),
    NativeDef::keywords("translate", "table, /, delete=b''", pad::translate),
    NativeDef::none("upper", |vm, this| map(vm, this, bytes_methods::upper)),
    NativeDef::one("zfill", pad::zfill),
];

fn new_arguments(vm: &mut Vm, this: &Value) -> PyResult {
    let data = exact(vm, this);
    Ok(vm.new_tuple(vec![data]).into_value())
}

fn map(vm: &mut Vm, this: &Value, algorithm: fn(&[u8]) -> Vec<u8>) -> PyResult {
    let result = algorithm(&data(vm, this));
    Ok(like(vm, this, result))
}

fn test(vm: &mut Vm, this: &Value, algorithm: fn(&[u8]) -> bool) -> PyResult {
    Ok(Value::bool(algorithm(&data(vm, this))))
}
