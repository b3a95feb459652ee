//! Texts made to break a front end: none may panic, overflow the stack or take more than linear time.

use ouropy_grammar::{Mode, parse};

/// Parses on a stack of the size a thread gets by default for the main thread.
fn survives(texts: Vec<String>) {
    let work = move || {
        for text in texts {
            let _ = parse(&text, Mode::File);
            let _ = parse(&text, Mode::Expression);
            let _ = parse(&text, Mode::Interactive);
        }
    };
    std::thread::Builder::new().stack_size(64 << 20).spawn(work).expect("a thread starts").join().expect("no panic");
}

#[test]
fn nesting() {
    let pieces = [
        "(",
        "[",
        "{",
        "f'{",
        "f\"{",
        "f'''{",
        "{1:",
        "f(",
        "a[",
        "(a, ",
        "[a for a in ",
        "not ",
        "-",
        "~",
        "lambda: ",
        "lambda x=",
        "lambda x=lambda y=",
        "a if b else ",
        "a if (",
        "a if (a if ",
        "await ",
        "a**",
        "*",
        "**",
        "yield ",
        "(yield ",
        "x = ",
        "x: ",
        "a.",
        "a, ",
        "a b ",
        "print ",
        "print {",
        "{a {",
        "(x = ",
        "with (",
        "with (a as ",
        "match ",
        "case ",
        "type X[",
        "@",
        "if x: ",
        "for x in ",
        "f'{a:{",
        "'a' ",
        "f'a' ",
        "\\\n",
        "a(b=",
        "a := ",
        "(a := ",
        "from . import (a, ",
        "del (",
        "def f(a=",
        "class A[T: ",
    ];
    survives(pieces.iter().map(|piece| piece.repeat(3000)).collect());
    survives(pieces.iter().map(|piece| format!("{} $", piece.repeat(150))).collect());
}

#[test]
fn length() {
    let pieces = [
        "a", "1", "'", "\"", "f'\\{'", "\\", "#", "é", "\u{300}", "0x", "1_", "a;", "\n", "\t", " ", "\r", "\x0c",
        "{{", "}}", "a+", "a,", "a.b", "a()", "'a'", "if x:\n ", "x\n y\n", "f'{a!r}'", "f'{a=}'", "f'{a='", "\\d",
    ];
    survives(pieces.iter().map(|piece| piece.repeat(30_000)).collect());
    survives(vec![
        format!("f'''{}'''", "\\{".repeat(100_000)),
        format!("'''{}'''", "\\d\n".repeat(100_000)),
        format!("x = 0x{}", "f".repeat(1_000_000)),
        format!("x = {}", "9".repeat(1_000_000)),
        format!("x = 1.{}", "9".repeat(1_000_000)),
        "f'{'".repeat(10_000),
        "f\"{f'{".repeat(10_000),
    ]);
}
