//! Tokens as text, in the form `record_tokens.py` gives CPython's.

use std::fmt::Write as _;

use ouropy_grammar::token::{IntLiteral, Position, Spanned, Token};

/// One line a token; the marker of the entry point is left out.
pub fn tokens(tokens: &[Spanned]) -> String {
    let mut out = String::new();
    // The letters of the strings with fields that are open.
    let mut open = Vec::new();
    for (start, token, end) in tokens {
        match token {
            Token::FStringStart => open.push('F'),
            Token::TStringStart => open.push('T'),
            _ => {}
        }
        let letter = open.last().copied().unwrap_or('F');
        match token {
            Token::StartFile | Token::StartInteractive | Token::StartExpression => {}
            Token::FieldConversion(letter) => {
                let between = Position::new(start.line, start.column + 1);
                line(&mut out, *start, between, "OP !");
                line(&mut out, between, *end, &format!("NAME {letter}"));
            }
            Token::FieldDebug(_) => line(&mut out, *start, *end, "OP ="),
            Token::FStringStart | Token::TStringStart => line(&mut out, *start, *end, &format!("{letter}STRING_START")),
            Token::FStringMiddle(_) => line(&mut out, *start, *end, &format!("{letter}STRING_MIDDLE")),
            Token::FStringEnd => {
                open.pop();
                line(&mut out, *start, *end, &format!("{letter}STRING_END"));
            }
            token => line(&mut out, *start, *end, &describe(token)),
        }
    }
    out
}

fn line(out: &mut String, start: Position, end: Position, what: &str) {
    writeln!(out, "{}:{}-{}:{} {what}", start.line, start.column, end.line, end.column)
        .expect("a string takes everything");
}

fn describe(token: &Token) -> String {
    match token {
        Token::Name(name) => format!("NAME {name}"),
        Token::Int(IntLiteral::Small(value)) => format!("INT {value:#x}"),
        Token::Int(IntLiteral::Big(value)) => format!("INT {:#x}", value.as_ref()),
        Token::Float(value) => format!("FLOAT {:016x}", value.to_bits()),
        Token::Imaginary(value) => format!("IMAGINARY {:016x}", value.to_bits()),
        Token::Str(value) => format!("STR {}", show(value)),
        Token::Bytes(value) => format!("BYTES {}", show(value)),
        Token::Newline => "NEWLINE".to_owned(),
        Token::Indent => "INDENT".to_owned(),
        Token::Dedent => "DEDENT".to_owned(),
        Token::EndOfFile => "ENDMARKER".to_owned(),
        Token::FieldOpen => "OP {".to_owned(),
        Token::FieldClose => "OP }".to_owned(),
        Token::FieldColon => "OP :".to_owned(),
        token if token.is_keyword() => format!("KEYWORD {token}"),
        token => format!("OP {token}"),
    }
}

/// Bytes as printable ASCII.
fn show(bytes: &[u8]) -> String {
    bytes
        .iter()
        .map(|&byte| match byte {
            b' '..=b'~' if byte != b'\\' => char::from(byte).to_string(),
            _ => format!("\\x{byte:02x}"),
        })
        .collect()
}
