//! Trees compared with recordings of CPython's, and texts that must not crash the parser.

mod dump;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use ouropy_grammar::error::ErrorKind;
use ouropy_grammar::{MAX_DEPTH, Mode, parse};

type Result = std::result::Result<(), Box<dyn Error>>;

fn sources() -> std::io::Result<Vec<PathBuf>> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/trees");
    let mut paths = Vec::new();
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "py") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// Every tree is the recorded one, spans included. `dump.py record tests/trees` writes the recordings.
#[test]
fn equal_recordings() -> Result {
    for path in sources()? {
        let recording = fs::read_to_string(path.with_extension("ast"))?;
        let parsed = parse(&fs::read_to_string(&path)?, Mode::File)
            .map_err(|refused| format!("{}: {}", path.display(), refused.error))?;
        for (found, wanted) in dump::module(&parsed.ast).lines().zip(recording.lines()) {
            assert_eq!(found, wanted, "in {}", path.display());
        }
    }
    Ok(())
}

/// A text that ends anywhere is a tree or an error. Only the lines near the cut decide what the parser does with it.
fn cut_off(step: usize) -> Result {
    for path in sources()? {
        let text = fs::read_to_string(&path)?;
        for end in (0..text.len()).filter(|&end| text.is_char_boundary(end)).step_by(step) {
            let start = text[..end].rmatch_indices("\n\n").nth(1).map_or(0, |(at, _)| at);
            drop(parse(&text[start..end], Mode::File));
        }
    }
    Ok(())
}

#[test]
fn cut_off_here_and_there() -> Result {
    cut_off(5)
}

#[test]
#[ignore = "takes long without optimisation"]
fn cut_off_anywhere() -> Result {
    cut_off(1)
}

fn refusal(text: &str) -> Option<ErrorKind> {
    parse(text, Mode::File).err().map(|refused| refused.error.kind())
}

/// What CPython's parser reads by recursion is a `MemoryError` when there is too much of it.
#[test]
fn too_many_nested() {
    for (head, tail) in [("-", "1"), ("not ", "1"), ("1 if 1 else ", "1"), ("lambda: ", "1"), ("1 ** ", "1")] {
        let text = |count| head.repeat(count) + tail;
        assert_eq!(refusal(&text(2900)), None, "{head}");
        assert_eq!(refusal(&text(100_000)), Some(ErrorKind::TooComplex), "{head}");
    }
    let elifs = format!("if 1: pass\n{}", "elif 1: pass\n".repeat(10_000));
    assert_eq!(refusal(&elifs), Some(ErrorKind::TooComplex));
}

/// What it reads in a loop makes a tree that is too deep for the compiler, a `RecursionError`.
#[test]
fn too_long_chains() {
    for (head, link) in [("1", " + 1"), ("a", ".b"), ("a", "()"), ("a", "[0]")] {
        let text = |count| head.to_owned() + &link.repeat(count);
        assert_eq!(refusal(&text(5900)), None, "{link}");
        assert_eq!(refusal(&text(100_000)), Some(ErrorKind::Recursion), "{link}");
    }
}

/// Lists have no limit.
#[test]
fn long_lists() {
    for (head, link) in [("1", " and 1"), ("1", " < 1"), ("1", ", 1"), ("1", "; 1"), ("a", " = a"), ("'a'", " 'a'")] {
        let text = head.to_owned() + &link.repeat(20_000);
        assert_eq!(refusal(&text), None, "{link}");
    }
}

#[test]
fn brackets() {
    for bracket in ["(", "[", "{", "f(", "a[", "(yield ", "with (", "lambda: (", "f'{"] {
        assert_eq!(refusal(&bracket.repeat(100_000)), Some(ErrorKind::Syntax), "{bracket}");
    }
}

/// A tree of the greatest depth can be walked on a stack of 64 MB with 10 kB for each level.
#[test]
fn depth_fits_the_stack() {
    assert!(u64::from(MAX_DEPTH) * 10_000 < 64 << 20);
}

#[test]
fn modes() -> Result {
    let dumped = |text: &str, mode| match parse(text, mode) {
        Ok(parsed) => Ok(dump::module(&parsed.ast)),
        Err(refused) => Err(refused.error.message().to_owned()),
    };
    assert!(dumped("1, 2\n\n", Mode::Expression)?.starts_with("Tuple("));
    assert!(dumped("*a", Mode::Expression).is_err());
    assert!(dumped("a = 1", Mode::Expression).is_err());
    assert!(dumped("\n", Mode::Interactive).is_err());
    assert!(dumped("if a: b\nc", Mode::Interactive).is_err());
    assert_eq!(dumped("a; b\n", Mode::Interactive)?.lines().count(), 2);
    assert_eq!(dumped("if a:\n  b\n", Mode::Interactive)?.lines().count(), 1);
    assert_eq!(
        dumped("a\nb\n", Mode::Interactive),
        Err("multiple statements found while compiling a single statement".to_owned())
    );
    assert_eq!(dumped("", Mode::File)?, "");
    assert_eq!(dumped("# nothing\n", Mode::File)?, "");
    Ok(())
}
