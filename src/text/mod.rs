//! Pure text and number algorithms: what Python's `str`, `bytes`, `int` and `float` compute, over Rust primitives.
//!
//! Nothing here knows of Python objects. Strings are WTF-8 byte slices (see [`wtf8`]); errors are enums whose
//! `Display` is CPython's message and whose `kind` names the exception class to raise.

pub mod binascii;
pub mod bytes_methods;
pub mod calendar;
pub mod character_database;
pub mod code_pages;
pub mod codec_fault;
pub mod deflate;
pub mod documentation;
pub mod escape;
pub mod float;
pub mod float_digits;
pub mod float_hex;
pub mod format_number;
pub mod format_spec;
pub mod half;
pub mod hash;
pub mod int;
pub mod int_bytes;
pub mod int_math;
pub mod int_text;
pub mod iso_time;
pub mod json;
pub mod mersenne;
pub mod multibyte;
pub mod percent;
pub mod percent_write;
pub mod punycode;
#[expect(clippy::unreadable_literal, reason = "the digits are those that were published")]
pub mod quantile;
pub mod regex;
pub mod repr;
pub mod room;
pub mod search;
pub mod str_case;
pub mod str_format;
pub mod str_methods;
pub mod struct_format;
pub mod suggest;
pub mod unicode;
#[expect(clippy::unreadable_literal, reason = "generated: code points are plain hexadecimal numbers")]
mod unicode_tables;
pub mod utf7;
pub mod wtf8;
pub mod xml;

#[cfg(test)]
mod tests;

/// The Python exception class an error of this module maps to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// `ValueError`
    Value,
    /// `TypeError`
    Type,
    /// `OverflowError`
    Overflow,
    /// `ZeroDivisionError`
    ZeroDivision,
    /// `MemoryError`
    Memory,
}
