//! Tokens of the files in `tests/tokens` against CPython's, recorded by `tests/record_tokens.py`.

use std::fs;
use std::path::Path;

use ouropy_grammar::lexer::lex;
use ouropy_grammar::source::{Origin, Source};
use ouropy_grammar::token::Mode;

#[path = "support/dump.rs"]
mod dump;

#[test]
fn tokens_are_cpythons() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tokens");
    let mut compared = 0;
    for entry in fs::read_dir(&folder).expect("the folder is there") {
        let path = entry.expect("the folder can be read").path();
        if path.extension().is_none_or(|extension| extension != "py") {
            continue;
        }
        let name = path.display().to_string();
        let bytes = fs::read(&path).expect("the file can be read");
        let expected = fs::read_to_string(path.with_extension("tokens")).expect("the file is recorded");
        let source = Source::from_bytes(&bytes, Origin::File(&name)).expect("the file is text");
        let lexed = lex(&source, Mode::File);
        assert_eq!(lexed.error, None, "{name}");
        for (ours, theirs) in dump::tokens(&lexed.tokens).lines().zip(expected.lines()) {
            assert_eq!(ours, theirs, "{name}");
        }
        assert_eq!(dump::tokens(&lexed.tokens), expected, "{name}");
        compared += 1;
    }
    assert!(compared >= 7);
}
