//! The table of `str`'s methods, and those that are one call of an algorithm.

use super::{encode, format_method, made, search, split, transform, translate, write_ascii};
use crate::object::{Str, Value};
use crate::protocol;
use crate::text::room::copied;
use crate::text::str_case;
use crate::types::class::NativeDef;
use crate::types::object::size;
use crate::vm::{PyResult, Vm};

/// The methods.
pub const METHODS: &[NativeDef] = &[
    NativeDef::keywords("encode", "encoding='utf-8', errors='strict'", encode::encode),
    NativeDef::keywords("replace", "old, new, /, count=-1", transform::replace),
    NativeDef::keywords("split", "sep=None, maxsplit=-1", split::split),
    NativeDef::keywords("rsplit", "sep=None, maxsplit=-1", split::rsplit),
    NativeDef::one("join", split::join),
    NativeDef::none("capitalize", |vm, this| map(vm, this, str_case::capitalize)),
    NativeDef::none("casefold", |vm, this| map_each(vm, this, |c| c.to_ascii_lowercase(), str_case::casefold)),
    NativeDef::none("title", |vm, this| map(vm, this, str_case::title)),
    NativeDef::positional("center", 1, 2, transform::center),
    NativeDef::positional("count", 1, 3, search::count),
    NativeDef::keywords("expandtabs", "tabsize=8", transform::expand_tabs),
    NativeDef::positional("find", 1, 3, search::find),
    NativeDef::one("partition", split::partition),
    NativeDef::positional("index", 1, 3, search::index),
    NativeDef::positional("ljust", 1, 2, transform::ljust),
    NativeDef::none("lower", |vm, this| map_each(vm, this, |c| c.to_ascii_lowercase(), str_case::lower)),
    NativeDef::positional("lstrip", 0, 1, transform::lstrip),
    NativeDef::positional("rfind", 1, 3, search::rfind),
    NativeDef::positional("rindex", 1, 3, search::rindex),
    NativeDef::positional("rjust", 1, 2, transform::rjust),
    NativeDef::positional("rstrip", 0, 1, transform::rstrip),
    NativeDef::one("rpartition", split::rpartition),
    NativeDef::keywords("splitlines", "keepends=False", split::splitlines),
    NativeDef::positional("strip", 0, 1, transform::strip),
    NativeDef::none("swapcase", |vm, this| map(vm, this, str_case::swapcase)),
    NativeDef::one("translate", translate::translate),
    NativeDef::none("upper", |vm, this| map_each(vm, this, |c| c.to_ascii_uppercase(), str_case::upper)),
    NativeDef::positional("startswith", 1, 3, search::starts_with),
    NativeDef::positional("endswith", 1, 3, search::ends_with),
    NativeDef::one("removeprefix", split::remove_prefix),
    NativeDef::one("removesuffix", split::remove_suffix),
    NativeDef::none("isascii", |_, this| Ok(Value::bool(this.expect::<Str>().is_ascii()))),
    NativeDef::none("islower", |_, this| test(this, str_case::is_lower)),
    NativeDef::none("isupper", |_, this| test(this, str_case::is_upper)),
    NativeDef::none("istitle", |_, this| test(this, str_case::is_title)),
    NativeDef::none("isspace", |_, this| test(this, str_case::is_space)),
    NativeDef::none("isdecimal", |_, this| test(this, str_case::is_decimal)),
    NativeDef::none("isdigit", |_, this| test(this, str_case::is_digit)),
    NativeDef::none("isnumeric", |_, this| test(this, str_case::is_numeric)),
    NativeDef::none("isalpha", |_, this| test(this, str_case::is_alpha)),
    NativeDef::none("isalnum", |_, this| test(this, str_case::is_alnum)),
    NativeDef::none("isidentifier", |_, this| test(this, str_case::is_identifier)),
    NativeDef::none("isprintable", |_, this| test(this, str_case::is_printable)),
    NativeDef::one("zfill", transform::zfill),
    NativeDef::packed("format", format_method::format),
    NativeDef::one("format_map", format_method::format_map),
    NativeDef::one("__format__", protocol::format::method),
    NativeDef::positional("maketrans", 1, 3, translate::make_table).static_method(),
    NativeDef::none("__sizeof__", size::counted),
    NativeDef::none("__getnewargs__", |vm, this| {
        // A copy, even of an exact str.
        let text = copied(this.expect::<Str>().as_bytes());
        let text = vm.new_str_bytes(&text).into_value();
        Ok(vm.new_tuple(vec![text]).into_value())
    }),
];

fn map(vm: &mut Vm, this: &Value, algorithm: fn(&[u8]) -> Vec<u8>) -> PyResult {
    let text = algorithm(this.expect::<Str>().as_bytes());
    made(vm, Some(text))
}

/// As [`map`], with what the algorithm does to a character of ASCII text, where each is changed by itself.
#[inline]
fn map_each(vm: &mut Vm, this: &Value, ascii: impl Fn(u8) -> u8, algorithm: fn(&[u8]) -> Vec<u8>) -> PyResult {
    let text = this.expect::<Str>();
    if !text.is_ascii() {
        return map(vm, this, algorithm);
    }
    write_ascii(vm, text.len(), |writer| writer.push_ascii(text.as_bytes().iter().map(|&byte| ascii(byte))))
}

fn test(this: &Value, algorithm: fn(&[u8]) -> bool) -> PyResult {
    Ok(Value::bool(algorithm(this.expect::<Str>().as_bytes())))
}
