//! Format specifiers, `%`-formatting, `str.format` templates.

use super::{Call, escape, replay, show_error, show_list, show_text};
use crate::text::int_text::DEFAULT_MAX_STR_DIGITS;
use crate::text::percent::{Arguments, Conversion, Event, PercentError, Reader};
use crate::text::percent_write;
use crate::text::str_format::{
    First, MAX_DEPTH, Numbering, Piece, Step, Template, TemplateError, check_conversion, split_name,
};
use crate::text::{ErrorKind, format_number, repr, wtf8};
use num_bigint::BigInt;

fn run_format(call: &Call) -> String {
    let result = match call.operation.as_str() {
        "int" => format_number::format_int(&call.big(0), &call.text(1), "int", DEFAULT_MAX_STR_DIGITS),
        "float" => format_number::format_float(call.float(0), &call.text(1), "float"),
        "str" => format_number::format_str(&call.text(0), &call.text(1), "str"),
        _ => format_number::format_complex(call.float(0), call.float(1), &call.text(2), "complex"),
    };
    result.map_or_else(|error| show_error(error.kind(), error), show_text)
}

/// An argument of a `%`-format.
#[derive(Clone)]
enum Value {
    Int(BigInt),
    Float(f64),
    Str(Vec<u8>),
    Dict,
}

fn type_name(value: &Value) -> String {
    match value {
        Value::Int(_) => "int",
        Value::Float(_) => "float",
        Value::Str(_) => "str",
        Value::Dict => "dict",
    }
    .into()
}

fn render(out: &mut Vec<u8>, value: &Value, conversion: &Conversion) -> Result<(), PercentError> {
    conversion.check()?;
    let code = char::from(conversion.code as u8);
    match (code, value) {
        ('s' | 'r' | 'a', Value::Int(int)) => percent_write::write_str(out, int.to_string().as_bytes(), conversion),
        ('s' | 'r' | 'a', Value::Float(x)) => {
            percent_write::write_str(out, crate::text::float_digits::repr(*x).as_bytes(), conversion)
        }
        ('s', Value::Str(text)) => percent_write::write_str(out, text, conversion),
        ('r', Value::Str(text)) => percent_write::write_str(out, &repr::str_repr(text), conversion),
        ('a', Value::Str(text)) => {
            percent_write::write_str(out, &repr::escape_non_ascii(&repr::str_repr(text)), conversion)
        }
        ('c', Value::Int(int)) => percent_write::write_char(out, i64::try_from(int).unwrap_or(-1), conversion),
        ('c', Value::Str(text)) if wtf8::count(text) == 1 => percent_write::write_str(out, text, conversion),
        ('c', Value::Str(text)) => {
            Err(PercentError::CharRequired { given: format!("a string of length {}", wtf8::count(text)) })
        }
        ('c', other) => Err(PercentError::CharRequired { given: type_name(other) }),
        ('s' | 'r' | 'a', Value::Dict) => percent_write::write_str(out, b"{...}", conversion),
        ('d' | 'i' | 'u' | 'o' | 'x' | 'X', Value::Int(int)) => {
            percent_write::write_int(out, int, conversion, DEFAULT_MAX_STR_DIGITS)
        }
        ('d' | 'i' | 'u' | 'o' | 'x' | 'X', other) => {
            let type_name = type_name(other);
            Err(if matches!(code, 'd' | 'i' | 'u') {
                PercentError::RealNumberRequired { conversion: code, type_name }
            } else {
                PercentError::IntegerRequired { conversion: code, type_name }
            })
        }
        (_, Value::Float(x)) => percent_write::write_float(out, *x, conversion),
        (_, Value::Int(int)) => {
            let x = crate::text::int::to_f64(int).expect("a small int");
            percent_write::write_float(out, x, conversion)
        }
        (_, other) => Err(PercentError::MustBeRealNumber { type_name: type_name(other) }),
    }
}

/// The text, and whether an argument is left over.
fn format_percent(format: &[u8], values: &[Value], arguments: Arguments) -> Result<(Vec<u8>, bool), PercentError> {
    let mut reader = Reader::new(format, arguments);
    let mut values = values.iter().cloned();
    let mut looked_up = None;
    let mut has_key = false;
    let mut out = Vec::new();
    while let Some(event) = reader.next_event()? {
        let mut next = || {
            let value = if has_key { looked_up.take() } else { values.next() };
            value.ok_or(PercentError::NotEnoughArguments)
        };
        match event {
            Event::Literal(text) => out.extend_from_slice(text),
            Event::Key(key) => {
                has_key = true;
                looked_up = Some(Value::Int(match key {
                    b"a" => 1.into(),
                    b"a(b)c" => 2.into(),
                    b"" => 3.into(),
                    // The test's stand-in for KeyError.
                    _ => return Err(PercentError::OutOfMemory),
                }));
            }
            Event::StarWidth => match next()? {
                Value::Int(int) => {
                    reader.set_width(i64::try_from(int).map_err(|_| PercentError::StarTooLarge)?)?;
                }
                _ => return Err(PercentError::StarWantsInt),
            },
            Event::StarPrecision => match next()? {
                Value::Int(int) => {
                    reader.set_precision(i32::try_from(int).map_err(|_| PercentError::StarPrecisionTooLarge)?);
                }
                _ => return Err(PercentError::StarWantsInt),
            },
            Event::Conversion(conversion) => {
                let value = next()?;
                render(&mut out, &value, &conversion)?;
            }
        }
    }
    Ok((out, values.next().is_some() && arguments == Arguments::Positional))
}

fn run_percent(call: &Call) -> String {
    let format = call.text(0);
    let result = match call.operation.as_str() {
        "one" => {
            let value = match call.raw(1) {
                "i" => Value::Int(call.big(2)),
                "f" => Value::Float(call.float(2)),
                _ => Value::Str(call.text(2)),
            };
            format_percent(&format, &[value], Arguments::Positional)
        }
        "tuple" => {
            let items = call.list(1);
            let int = |item: &Vec<u8>| Value::Int(super::big(&String::from_utf8_lossy(item)));
            let values: Vec<Value> = items.iter().map(int).collect();
            format_percent(&format, &values, Arguments::Positional)
        }
        // Without a key the dict itself is the only argument.
        _ => format_percent(&format, &[Value::Dict], Arguments::Mapping),
    };
    match result {
        Ok((_, true)) => "!TypeError: not all arguments converted during string formatting".into(),
        Ok((text, false)) => show_text(text),
        Err(PercentError::OutOfMemory) => "!KeyError: ".into(),
        Err(error) => show_error(error.kind(), error),
    }
}

fn pieces(template: &[u8]) -> Result<Vec<String>, TemplateError> {
    let quoted = |text: &[u8]| {
        let ascii = repr::escape_non_ascii(&repr::str_repr(text));
        String::from_utf8(repr::str_repr(&ascii)).expect("ASCII")
    };
    let tuple = |literal: &[u8], field: Option<crate::text::str_format::Field<'_>>| {
        let literal = quoted(literal);
        let Some(field) = field else {
            return format!("({literal}, None, None, None)");
        };
        let conversion = field.conversion.map_or("None".into(), |code| quoted(wtf8::encode(code, &mut [0; 4])));
        format!("({literal}, {}, {}, {conversion})", quoted(field.name), quoted(field.spec))
    };
    let mut reader = Template::new(template);
    let mut out = Vec::new();
    let mut literal: Option<&[u8]> = None;
    while let Some(piece) = reader.next_piece()? {
        match piece {
            Piece::Literal(text) => {
                if let Some(before) = literal.replace(text) {
                    out.push(tuple(before, None));
                }
                // A doubled brace ends a piece, whatever follows it.
                if matches!(text.last(), Some(b'{' | b'}')) {
                    out.push(tuple(text, None));
                    literal = None;
                }
            }
            Piece::Field(field) => out.push(tuple(literal.take().unwrap_or(b""), Some(field))),
        }
    }
    out.extend(literal.map(|text| tuple(text, None)));
    Ok(out)
}

/// Formats with the positional arguments "A", "5" and "<7". `Err(None)` stands for an error of the arguments.
fn format_template(template: &[u8], numbering: &mut Numbering, depth: usize) -> Result<Vec<u8>, String> {
    let fail = |error: TemplateError| show_error(error.kind(), error);
    if depth == 0 {
        return Err(fail(TemplateError::TooDeep));
    }
    let mut reader = Template::new(template);
    let mut out = Vec::new();
    while let Some(piece) = reader.next_piece().map_err(fail)? {
        let field = match piece {
            Piece::Literal(text) => {
                out.extend_from_slice(text);
                continue;
            }
            Piece::Field(field) => field,
        };
        let (first, mut path) = split_name(field.name, numbering).map_err(fail)?;
        let mut value: Vec<u8> = match first {
            First::Index(index) => {
                let argument = [b"A".as_slice(), b"5", b"<7"].get(index).copied();
                argument.map(<[u8]>::to_vec).ok_or_else(|| {
                    let message = format!("Replacement index {index} out of range for positional args tuple");
                    format!("!IndexError: {}", escape(message))
                })?
            }
            First::Key(_) => return Err("!KeyError: ".into()),
        };
        while let Some(step) = path.next_step().map_err(fail)? {
            match step {
                Step::Index(0) => value.truncate(1),
                Step::Index(_) => return Err("!IndexError: string index out of range".into()),
                Step::Key(_) => {
                    let message = escape("string indices must be integers, not 'str'");
                    return Err(format!("!TypeError: {message}"));
                }
                Step::Attribute(name) => {
                    let name = String::from_utf8_lossy(name).into_owned();
                    let message = escape(format!("'str' object has no attribute '{name}'"));
                    return Err(format!("!AttributeError: {message}"));
                }
            }
        }
        if let Some(code) = field.conversion {
            match check_conversion(code).map_err(fail)? {
                b's' => {}
                b'a' => value = repr::escape_non_ascii(&repr::str_repr(&value)),
                _ => value = repr::str_repr(&value),
            }
        }
        let nested;
        let spec = if field.nested {
            nested = format_template(field.spec, numbering, depth - 1)?;
            &nested
        } else {
            field.spec
        };
        let text = format_number::format_str(&value, spec, "str");
        out.extend(text.map_err(|error| show_error(error.kind(), error))?);
    }
    Ok(out)
}

fn run_template(call: &Call) -> String {
    let text = call.text(0);
    let fail = |error: TemplateError| show_error(ErrorKind::Value, error);
    match call.operation.as_str() {
        "parse" => pieces(&text).map_or_else(fail, show_list),
        "format" => format_template(&text, &mut Numbering::default(), MAX_DEPTH).map_or_else(|error| error, show_text),
        _ => split(&text).map_or_else(fail, show_list),
    }
}

/// A field name in the form of the recording.
fn split(name: &[u8]) -> Result<Vec<Vec<u8>>, TemplateError> {
    let tag = |kind: &str, key: &[u8]| [kind.as_bytes(), b":", key].concat();
    let number = |index: usize| index.to_string().into_bytes();
    let mut numbering = Numbering::default();
    let (first, mut path) = split_name(name, &mut numbering)?;
    let mut out = vec![match first {
        // The recorded function leaves the numbering to others.
        First::Index(_) if numbering != Numbering::Manual => tag("k", b""),
        First::Index(index) => tag("i", &number(index)),
        First::Key(key) => tag("k", key),
    }];
    while let Some(step) = path.next_step()? {
        out.push(match step {
            Step::Attribute(name) => tag("a", name),
            Step::Index(index) => tag("i", &number(index)),
            Step::Key(key) => tag("k", key),
        });
    }
    Ok(out)
}

#[test]
fn format_specifiers() {
    replay(include_str!("../testdata/format.txt"), run_format);
}

#[test]
fn percent_formats() {
    replay(include_str!("../testdata/percent.txt"), run_percent);
}

#[test]
fn templates() {
    replay(include_str!("../testdata/template.txt"), run_template);
}
