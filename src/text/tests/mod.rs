//! Replays what CPython answered; `testdata/record.py` makes the recordings and describes their form.

mod calendar;
mod formatting;
mod iso_time;
mod json;
mod numbers;
mod strings;

use super::{ErrorKind, int_text};
use num_bigint::BigInt;
use std::fmt::Display;

/// One recorded call: its operation and arguments.
pub struct Call {
    pub operation: String,
    arguments: Vec<String>,
}

impl Call {
    pub fn text(&self, index: usize) -> Vec<u8> {
        unescape(&self.arguments[index])
    }

    pub fn list(&self, index: usize) -> Vec<Vec<u8>> {
        let field = &self.arguments[index];
        if field.is_empty() { Vec::new() } else { field.split(',').map(unescape).collect() }
    }

    pub fn raw(&self, index: usize) -> &str {
        &self.arguments[index]
    }

    pub fn float(&self, index: usize) -> f64 {
        match self.raw(index) {
            "nan" => f64::NAN,
            bits => f64::from_bits(u64::from_str_radix(bits, 16).expect("bits of a float")),
        }
    }

    pub fn big(&self, index: usize) -> BigInt {
        big(self.raw(index))
    }

    pub fn int(&self, index: usize) -> i64 {
        i64::try_from(self.big(index)).expect("a word")
    }

    pub fn size(&self, index: usize) -> usize {
        usize::try_from(self.int(index).max(0)).expect("a size")
    }

    /// A limit, where -1 stands for none.
    pub fn limit(&self, index: usize) -> Option<usize> {
        usize::try_from(self.int(index)).ok()
    }

    pub fn flag(&self, index: usize) -> bool {
        self.raw(index) == "True"
    }
}

pub fn big(hexadecimal: &str) -> BigInt {
    BigInt::parse_bytes(hexadecimal.as_bytes(), 16).expect("a hexadecimal int")
}

fn unescape(field: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = field;
    while let Some((before, after)) = rest.split_once("\\x") {
        out.extend_from_slice(before.as_bytes());
        out.push(u8::from_str_radix(&after[..2], 16).expect("two digits"));
        rest = &after[2..];
    }
    out.extend_from_slice(rest.as_bytes());
    out
}

/// Text in the form of the recordings.
pub fn escape(text: impl AsRef<[u8]>) -> String {
    let one = |&byte: &u8| match byte {
        b'\\' | b',' => format!("\\x{byte:02x}"),
        b' '..=b'~' => char::from(byte).to_string(),
        _ => format!("\\x{byte:02x}"),
    };
    text.as_ref().iter().map(one).collect()
}

pub fn show_text(text: impl AsRef<[u8]>) -> String {
    format!("={}", escape(text))
}

pub fn show_list<T: AsRef<[u8]>>(items: impl IntoIterator<Item = T>) -> String {
    format!("={}", items.into_iter().map(escape).collect::<Vec<_>>().join(","))
}

pub fn show_int(value: impl Into<BigInt>) -> String {
    format!("={}", int_text::to_radix(&value.into(), 16))
}

pub fn float_bits(value: f64) -> String {
    if value.is_nan() { "nan".into() } else { format!("{:016x}", value.to_bits()) }
}

pub fn show_float(value: f64) -> String {
    format!("={}", float_bits(value))
}

pub fn show_bool(value: bool) -> String {
    (if value { "=True" } else { "=False" }).into()
}

pub fn show_error(kind: ErrorKind, message: impl Display) -> String {
    let class = match kind {
        ErrorKind::Value => "ValueError",
        ErrorKind::Type => "TypeError",
        ErrorKind::Overflow => "OverflowError",
        ErrorKind::ZeroDivision => "ZeroDivisionError",
        ErrorKind::Memory => "MemoryError",
    };
    format!("!{class}: {}", escape(message.to_string()))
}

/// Replays a recording and reports every call that answers differently.
pub fn replay(recording: &str, run: impl Fn(&Call) -> String) {
    let mut wrong = Vec::new();
    for line in recording.lines() {
        let (head, expected) = line.rsplit_once('\t').expect("an outcome");
        let mut fields = head.split('\t').map(str::to_owned);
        let operation = fields.next().expect("an operation");
        let call = Call { operation, arguments: fields.collect() };
        let answer = run(&call);
        if answer != expected {
            wrong.push(format!("{head}\n  expected {expected}\n  answered {answer}"));
        }
    }
    let shown = wrong.iter().take(25).map(String::as_str).collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} calls differ:\n{shown}", wrong.len());
}
