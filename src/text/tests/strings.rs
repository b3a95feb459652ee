//! Methods of strings and bytes, character tables, suggestions.

use super::{Call, escape, replay, show_bool, show_error, show_int, show_list, show_text};
use crate::text::str_methods::{self, LineBreaks, Side};
use crate::text::wtf8::{self, Text};
use crate::text::{ErrorKind, bytes_methods, repr, str_case, suggest, unicode};

fn index(found: Option<usize>) -> String {
    found.map_or_else(|| show_int(-1), show_int)
}

fn bounds(call: &Call) -> (isize, isize) {
    (call.int(2) as isize, call.int(3) as isize)
}

fn fits(result: Option<Vec<u8>>) -> String {
    show_text(result.expect("fits in memory"))
}

fn run_str(call: &Call) -> String {
    let text = call.text(0);
    let len = wtf8::count(&text);
    let whole = Text::new(&text);
    let other = || call.text(1);
    match call.operation.as_str() {
        "upper" => show_text(str_case::upper(&text)),
        "lower" => show_text(str_case::lower(&text)),
        "title" => show_text(str_case::title(&text)),
        "capitalize" => show_text(str_case::capitalize(&text)),
        "swapcase" => show_text(str_case::swapcase(&text)),
        "casefold" => show_text(str_case::casefold(&text)),
        "isalpha" => show_bool(str_case::is_alpha(&text)),
        "isalnum" => show_bool(str_case::is_alnum(&text)),
        "isdecimal" => show_bool(str_case::is_decimal(&text)),
        "isdigit" => show_bool(str_case::is_digit(&text)),
        "isnumeric" => show_bool(str_case::is_numeric(&text)),
        "isspace" => show_bool(str_case::is_space(&text)),
        "isprintable" => show_bool(str_case::is_printable(&text)),
        "isidentifier" => show_bool(str_case::is_identifier(&text)),
        "islower" => show_bool(str_case::is_lower(&text)),
        "isupper" => show_bool(str_case::is_upper(&text)),
        "istitle" => show_bool(str_case::is_title(&text)),
        "strip" => show_text(str_methods::strip(&text, Side::Both)),
        "lstrip" => show_text(str_methods::strip(&text, Side::Left)),
        "rstrip" => show_text(str_methods::strip(&text, Side::Right)),
        "strip_chars" => {
            let sides = [Side::Both, Side::Left, Side::Right];
            show_list(sides.map(|side| str_methods::strip_chars(&text, &other(), side).to_vec()))
        }
        "repr" => show_text(repr::str_repr(&text)),
        "ascii" => show_text(repr::escape_non_ascii(&repr::str_repr(&text))),
        "split_space" => {
            let mut words = Vec::new();
            str_methods::split_whitespace_each(&text, call.limit(1), |word| words.push(word));
            show_list(words)
        }
        "rsplit_space" => show_list(str_methods::rsplit_whitespace(&text, call.limit(1))),
        "split" => show_list(str_methods::split(&text, &other(), call.limit(2))),
        "rsplit" => show_list(str_methods::rsplit(&text, &other(), call.limit(2))),
        "partition" => match str_methods::partition(&text, &other()) {
            Some((before, after)) => show_list([before, &other(), after]),
            None => show_list([text.as_slice(), b"", b""]),
        },
        "rpartition" => match str_methods::rpartition(&text, &other()) {
            Some((before, after)) => show_list([before, &other(), after]),
            None => show_list([b"", b"", text.as_slice()]),
        },
        "splitlines" => show_list(str_methods::splitlines(&text, LineBreaks::Drop)),
        "splitlines_keep" => show_list(str_methods::splitlines(&text, LineBreaks::Keep)),
        "expandtabs" => fits(str_methods::expand_tabs(&text, call.int(1))),
        "replace" => fits(str_methods::replace(&text, &other(), &call.text(2), call.limit(3))),
        "center" => fits(str_methods::center(&text, len, call.size(1), "é".as_bytes())),
        "ljust" => fits(str_methods::ljust(&text, len, call.size(1), b" ")),
        "rjust" => fits(str_methods::rjust(&text, len, call.size(1), b" ")),
        "zfill" => fits(str_methods::zfill(&text, len, call.size(1))),
        "find" => index(whole.find(&other(), bounds(call).0, bounds(call).1)),
        "rfind" => index(whole.rfind(&other(), bounds(call).0, bounds(call).1)),
        "count" => show_int(whole.count_of(Text::new(&other()), bounds(call).0, bounds(call).1)),
        "startswith" => show_bool(whole.starts_with(&other(), bounds(call).0, bounds(call).1)),
        "endswith" => show_bool(whole.ends_with(&other(), bounds(call).0, bounds(call).1)),
        "slice" => {
            let (start, end) = (call.size(1), call.size(2));
            assert_eq!(wtf8::slice(&text, start, end), whole.slice(start, end).as_bytes());
            for at in 0..len {
                assert_eq!(whole.get(at), wtf8::code_points(&text).nth(at));
                assert_eq!(whole.index_of_byte(whole.byte_offset(at)), at);
            }
            show_text(whole.slice(start, end).as_bytes())
        }
        "reversed" => {
            let mut out = Vec::new();
            wtf8::code_points(&text).rev().for_each(|code| wtf8::push(&mut out, code));
            show_text(out)
        }
        other => panic!("unknown operation {other}"),
    }
}

fn run_bytes(call: &Call) -> String {
    let data = call.text(0);
    let other = || call.text(1);
    match call.operation.as_str() {
        "title" => show_text(bytes_methods::title(&data)),
        "capitalize" => show_text(bytes_methods::capitalize(&data)),
        "swapcase" => show_text(bytes_methods::swapcase(&data)),
        "isalpha" => show_bool(bytes_methods::is_alpha(&data)),
        "isalnum" => show_bool(bytes_methods::is_alnum(&data)),
        "isdigit" => show_bool(bytes_methods::is_digit(&data)),
        "isspace" => show_bool(bytes_methods::is_space(&data)),
        "islower" => show_bool(bytes_methods::is_lower(&data)),
        "isupper" => show_bool(bytes_methods::is_upper(&data)),
        "istitle" => show_bool(bytes_methods::is_title(&data)),
        "strip" => show_text(bytes_methods::strip(&data, Side::Both)),
        "lstrip" => show_text(bytes_methods::strip(&data, Side::Left)),
        "rstrip" => show_text(bytes_methods::strip(&data, Side::Right)),
        "repr" => show_text(repr::bytes_repr(&data)),
        "strip_bytes" => {
            let sides = [Side::Both, Side::Left, Side::Right];
            show_list(sides.map(|side| bytes_methods::strip_bytes(&data, &other(), side).to_vec()))
        }
        "split_space" => show_list(bytes_methods::split_whitespace(&data, call.limit(1))),
        "rsplit_space" => show_list(bytes_methods::rsplit_whitespace(&data, call.limit(1))),
        "splitlines" => show_list(bytes_methods::splitlines(&data, LineBreaks::Drop)),
        "splitlines_keep" => show_list(bytes_methods::splitlines(&data, LineBreaks::Keep)),
        "replace" => fits(bytes_methods::replace(&data, &other(), &call.text(2), call.limit(3))),
        "translate" => show_text(bytes_methods::translate(&data, None, &other())),
        "find" => index(bytes_methods::find(&data, &other(), bounds(call).0, bounds(call).1)),
        "rfind" => index(bytes_methods::rfind(&data, &other(), bounds(call).0, bounds(call).1)),
        "count" => show_int(bytes_methods::count(&data, &other(), bounds(call).0, bounds(call).1)),
        "hex" => show_text(bytes_methods::hex(&data, Some((b'-', call.int(1))))),
        "from_hex" => match bytes_methods::from_hex(&data) {
            Ok(bytes) => show_text(bytes),
            Err(error) => show_error(ErrorKind::Value, error.to_string()),
        },
        other => panic!("unknown operation {other}"),
    }
}

fn run_suggest(call: &Call) -> String {
    if call.operation == "many" {
        let names: Vec<String> = (0..call.int(0)).map(|number| format!("abc{number}")).chain(["zzz".into()]).collect();
        let found = suggest::best_match(b"zzy", names.iter().map(String::as_bytes));
        return show_text(found.map_or("none", |at| &names[at]));
    }
    let names = call.list(1);
    let found = suggest::best_match(&call.text(0), names.iter().map(Vec::as_slice));
    found.map_or_else(|| "=none".into(), |at| format!("={}", escape(&names[at])))
}

fn checksum(values: impl Iterator<Item = u32>) -> String {
    let step = |state: u64, value: u32| (state ^ u64::from(value)).wrapping_mul(0x0100_0000_01B3);
    show_int(values.fold(0xCBF2_9CE4_8422_2325, step))
}

fn run_unicode(call: &Call) -> String {
    let every = 0..0x11_0000u32;
    let test = |predicate: fn(u32) -> bool| checksum(every.clone().map(|code| u32::from(predicate(code))));
    let map = |mapping: fn(u32) -> unicode::Mapped| {
        checksum(every.clone().flat_map(|code| mapping(code).iter().collect::<Vec<_>>()))
    };
    match call.operation.as_str() {
        "isalpha" => test(unicode::is_alpha),
        "isalnum" => test(unicode::is_alnum),
        "isdecimal" => test(unicode::is_decimal),
        "isdigit" => test(unicode::is_digit),
        "isnumeric" => test(unicode::is_numeric),
        "isspace" => test(unicode::is_space),
        "islower" => test(unicode::is_lower),
        "isupper" => test(unicode::is_upper),
        "istitle" => test(|code| unicode::is_upper(code) || unicode::is_title(code)),
        "isidentifier" => test(unicode::is_identifier_start),
        "isprintable" => test(unicode::is_printable),
        "upper" => map(unicode::to_upper),
        "lower" => map(unicode::to_lower),
        "title" => map(unicode::to_title),
        "casefold" => map(unicode::to_folded),
        "splitlines" => test(unicode::is_line_break),
        "decimal" => checksum(every.map(|code| unicode::decimal_value(code).map_or(10, u32::from))),
        other => panic!("unknown operation {other}"),
    }
}

#[test]
fn strings() {
    replay(include_str!("../testdata/str.txt"), run_str);
}

#[test]
fn byte_strings() {
    replay(include_str!("../testdata/bytes.txt"), run_bytes);
}

#[test]
fn suggestions() {
    replay(include_str!("../testdata/suggest.txt"), run_suggest);
}

#[test]
fn character_tables() {
    replay(include_str!("../testdata/unicode.txt"), run_unicode);
}
