//! What the documents claim about the repository and the interpreter, checked: files and names exist, figures are those
//! of the source, pictures show what was recorded.
//!
//! The arrows between folders and the home of `unsafe` are the subject of the architecture test; the table of opcodes
//! that of the compiler's tests.

mod behaviour;
mod repository;
mod source;

use repository::{Repository, words};

/// Names in the documents that stand in no source text: CPython's own, and what is absent.
const NOT_OURS: &[&str] = &[
    "AsyncGenerator",
    "GET_LEN",
    "FORCE_COLOR",
    "PYTHON_COLORS",
    "PYTHON_HISTORY",
    "_pyrepl",
    "_struct",
    "c_make_encoder",
    "c_scanstring",
    "colorize",
    "ctypes",
    "datetime",
    "gen_dealloc",
    "incompatible_msrv",
    "logging",
    "pyexpat",
    "ripemd160",
    "sm3",
    "ssl",
    "tp_del",
    "tp_version_tag",
    "usercustomize",
];

#[test]
fn named_files_exist() {
    let repository = Repository::read();
    let mut wrong = Vec::new();
    for page in &repository.pages {
        for path in page.spans().filter(|span| looks_like_a_path(span)).flat_map(alternatives) {
            if !repository.has(&path) {
                wrong.push(format!("{}: no file `{path}`", page.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn names_exist() {
    let repository = Repository::read();
    let mut wrong = Vec::new();
    for page in &repository.pages {
        for name in page.spans().filter(|span| looks_like_a_name(span)).flat_map(words) {
            if !repository.words.contains(name) && !NOT_OURS.contains(&name) {
                wrong.push(format!("{}: `{name}` stands in no source text", page.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn lines_fit() {
    let mut wrong = Vec::new();
    for page in Repository::read().pages.iter().filter(|page| page.path != "docs/bytecode.md") {
        for (index, line) in page.text.lines().enumerate() {
            if line.chars().count() > 120 && !line.starts_with('|') {
                wrong.push(format!("{}:{}: more than 120 columns", page.path, index + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn looks_like_a_path(span: &str) -> bool {
    let plain = span.chars().all(|c| c.is_alphanumeric() || "_./{},*-".contains(c));
    let suffixes = ["rs", "py", "md", "txt", "toml", "lalrpop", "svg", "cases", "tsv"];
    let suffixed = span.rsplit_once('.').is_some_and(|(stem, suffix)| !stem.is_empty() && suffixes.contains(&suffix));
    // Capitals stand for a name to be chosen.
    let placeholder = span.contains("NAME") || span.contains("MODULE") || span.contains("FOLDER");
    plain && !placeholder && !span.starts_with('/') && !span.starts_with("target/") && (span.contains('/') || suffixed)
}

fn looks_like_a_name(span: &str) -> bool {
    let name = span.trim_end_matches("()").trim_end_matches('!');
    !name.is_empty() && name.split("::").all(|part| part.chars().all(|c| c.is_alphanumeric() || c == '_'))
}

/// `a/{b,c}.rs` is `a/b.rs` and `a/c.rs`.
fn alternatives(span: &str) -> Vec<String> {
    match span.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?))) {
        Some((before, (inner, behind))) => inner.split(',').map(|one| format!("{before}{one}{behind}")).collect(),
        None => vec![span.to_owned()],
    }
}
