//! The files of the repository, their words, and the documents among them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Folders that hold what the documents speak of.
const FOLDERS: &[&str] =
    &[".ci", "benches", "build", "compiler", "docs", "examples", "fuzz", "grammar", "src", "tests"];

/// A document, its path relative to the repository.
pub struct Page {
    pub path: String,
    pub text: String,
}

impl Page {
    /// What stands between backticks.
    pub fn spans(&self) -> impl Iterator<Item = &str> {
        code_spans(&self.text)
    }
}

/// What the documents can speak of.
pub struct Repository {
    /// Every file, its path relative to the root with `/` between the parts.
    pub files: Vec<String>,
    /// Every word of every source text and of every path.
    pub words: BTreeSet<String>,
    pub pages: Vec<Page>,
}

impl Repository {
    pub fn read() -> Repository {
        let mut files = Vec::new();
        for entry in fs::read_dir(root()).expect("the root is there").flatten() {
            if entry.path().is_file() {
                files.push(entry.file_name().to_string_lossy().into_owned());
            }
        }
        for folder in FOLDERS {
            files_below(&root().join(folder), &mut files);
        }
        let (mut words_found, mut pages) = (BTreeSet::new(), Vec::new());
        for path in &files {
            // Recordings of bytes are no text.
            let Ok(text) = fs::read_to_string(root().join(path)) else { continue };
            if has_suffix(path, "md") {
                pages.push(Page { path: path.clone(), text });
            } else {
                // Of the list of exceptions only what the file declares: they are no source for themselves.
                let itself = path == "tests/docs/main.rs";
                let lines = text.lines().filter(|line| !itself || line.contains("fn "));
                words_found.extend(lines.flat_map(words).map(str::to_owned));
            }
            words_found.extend(words(path).map(str::to_owned));
        }
        pages.retain(|page| page.path != "tests/conformance/cycles/INDEX.md");
        Repository { files, words: words_found, pages }
    }

    /// Whether a file or folder has this path, from the root or from some folder: pages name files by what is behind
    /// the folder they speak of.
    pub fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        self.files.iter().any(|file| {
            let parts = |text: &str| text.split('/').map(str::to_owned).collect::<Vec<_>>();
            let wanted = parts(path);
            parts(file).windows(wanted.len()).any(|window| window.iter().zip(&wanted).all(|(a, b)| fits(a, b)))
        })
    }
}

/// Whether a name is what a pattern with at most one `*` says.
fn fits(name: &str, pattern: &str) -> bool {
    match pattern.split_once('*') {
        Some((before, behind)) => name.starts_with(before) && name.ends_with(behind),
        None => name == pattern,
    }
}

pub fn has_suffix(path: &str, suffix: &str) -> bool {
    Path::new(path).extension().is_some_and(|found| found == suffix)
}

/// What stands between backticks in the running text; listings are no prose.
pub fn code_spans(text: &str) -> impl Iterator<Item = &str> {
    let prose = text.split("```").step_by(2);
    prose.flat_map(|part| part.split('`').skip(1).step_by(2)).filter(|span| !span.contains('\n'))
}

pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// A page with its lines joined, so that a sentence can be looked for.
pub fn one_line(path: &str) -> String {
    read(path).split_whitespace().collect::<Vec<_>>().join(" ")
}

pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files below a folder, relative to the root.
pub fn files_below(folder: &Path, files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files_below(&path, files);
        } else {
            let relative = path.strip_prefix(root()).expect("found below the root");
            files.push(relative.to_string_lossy().into_owned());
        }
    }
}
