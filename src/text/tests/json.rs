use crate::text::json::{Controls, Number, Plain, push_quoted, scan_number, scan_string};

fn quoted(text: &str, plain: Plain) -> String {
    let mut out = Vec::new();
    push_quoted(&mut out, text.as_bytes(), plain);
    String::from_utf8(out).unwrap()
}

#[test]
fn strings_are_escaped() {
    assert_eq!(quoted("a\"\\\u{8}\n\u{1}\u{7f}é😀", Plain::Ascii), r#""a\"\\\b\n\u0001\u007f\u00e9\ud83d\ude00""#);
    assert_eq!(quoted("\t\u{7f}é", Plain::Unicode), "\"\\t\u{7f}é\"");
}

#[test]
fn strings_are_found() {
    let scan = |text: &'static str| {
        scan_string(text.as_bytes(), 1, Controls::Refused).map(|(text, end)| (text.into_owned(), end))
    };
    assert_eq!(scan("\"ab\" c"), Ok((b"ab".to_vec(), 4)));
    assert_eq!(scan(r#""\ud83d\ude00""#), Ok(("😀".as_bytes().to_vec(), 14)));
    assert_eq!(scan("\"ab"), Err(("Unterminated string starting at", None)));
    assert_eq!(scan("\"a\n\""), Err(("Invalid control character at", Some(2))));
    assert_eq!(scan(r#""\x""#), Err(("Invalid \\escape", Some(1))));
    assert_eq!(scan(r#""\u12"#), Err(("Invalid \\uXXXX escape", Some(2))));
}

#[test]
fn numbers_are_found() {
    let scan = |text: &str| scan_number(text.as_bytes()).map(|Number { length, is_float }| (length, is_float));
    assert_eq!(scan("-12.5e+3,"), Some((8, true)));
    assert_eq!(scan("01"), Some((1, false)));
    assert_eq!(scan("1.e5"), Some((1, false)));
    assert_eq!(scan("-"), None);
}
