//! Reading source text.

use std::fs;
use std::path::{Path, PathBuf};

/// The folders of the crates' sources.
pub const CRATES: &[&str] = &["src", "grammar/src", "compiler/src"];

/// A source file.
pub struct Source {
    /// Relative to the repository.
    pub path: PathBuf,
    pub text: String,
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below a folder of the repository.
pub fn sources(folder: &str) -> Vec<Source> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|suffix| suffix == "rs") {
                let text = fs::read_to_string(&path).expect("source is UTF-8");
                let path = path.strip_prefix(root()).expect("found below the root").to_owned();
                found.push(Source { path, text });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// Every source file of the three crates.
pub fn all_sources() -> Vec<Source> {
    CRATES.iter().copied().flat_map(sources).collect()
}

/// `object` for `src/object/heap.rs` and for `src/object.rs`; of a member crate its name, but `compiler::code` for the
/// contract in it.
pub fn room(path: &Path) -> String {
    if path.starts_with("compiler/src/code") {
        return "compiler::code".to_owned();
    }
    let mut parts = path.iter().map(|part| part.to_string_lossy());
    let first = parts.next().expect("a path has parts");
    if first == "src" {
        parts.next().expect("a file below src").trim_end_matches(".rs").to_owned()
    } else {
        first.into_owned()
    }
}

/// The rooms that a line of code in `home` names.
pub fn named_rooms(line: &str, home: &str) -> Vec<String> {
    let of_compiler = |item: &str| if item == "code" { "compiler::code" } else { "compiler" }.to_owned();
    let own = items_named(line, "crate::").into_iter().map(|item| match home {
        "grammar" => "grammar".to_owned(),
        "compiler" | "compiler::code" => of_compiler(item),
        _ => item.to_owned(),
    });
    let compiler = items_named(line, "ouropy_compiler::").into_iter().map(of_compiler);
    let grammar = line.contains("ouropy_grammar").then(|| "grammar".to_owned());
    own.chain(compiler).chain(grammar).collect()
}

/// Lines with their numbers, without comments and without the insides of string literals.
pub fn code_lines(text: &str) -> impl Iterator<Item = (usize, String)> + '_ {
    text.lines().enumerate().map(|(index, line)| {
        let mut code = String::with_capacity(line.len());
        let mut quoted = false;
        let mut characters = line.chars().peekable();
        while let Some(character) = characters.next() {
            match character {
                '\\' if quoted => _ = characters.next(),
                '"' => quoted = !quoted,
                '/' if !quoted && characters.peek() == Some(&'/') => break,
                _ if quoted => {}
                _ => code.push(character),
            }
        }
        (index + 1, code)
    })
}

/// What a line names directly behind `prefix`, alone or inside braces: `crate::name`, `crate::{name, other::item}`.
pub fn items_named<'a>(line: &'a str, prefix: &str) -> Vec<&'a str> {
    let mut names = Vec::new();
    for (at, prefix) in line.match_indices(prefix) {
        let rest = &line[at + prefix.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            names.extend(words(rest).next());
            continue;
        };
        let mut depth = 0_u32;
        let mut first = true;
        for (index, character) in group.char_indices() {
            match character {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => first = true,
                c if first && (c.is_alphabetic() || c == '_') => {
                    names.extend(words(&group[index..]).next());
                    first = false;
                }
                _ => {}
            }
        }
    }
    names
}

/// Identifiers and keywords of a line.
pub fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}
