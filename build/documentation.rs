//! What CPython says about built-in types and functions: text signatures and docstrings.

use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

use rustpython_doc::{BLOB, get};

/// `documentation.txt`: name, text signature and docstring of each line of the list; `documentation.rs`: where each
/// begins. One text and a table of numbers need no relocations when the program starts.
pub fn embed(list: &Path, target: &Path) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", list.display());
    let docs = String::from_utf8(xz::decode_all(BLOB)?).map_err(io::Error::other)?;
    let mut entries: Vec<[String; 3]> = Vec::new();
    for line in fs::read_to_string(list)?.lines() {
        let mut parts = line.splitn(3, '\t');
        let (Some(name), Some(signature), Some(place)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(io::Error::other(format!("three parts are missing: {line}")));
        };
        let doc = match (place.strip_prefix('@').unwrap_or(name), place) {
            (_, "-") => String::new(),
            (_, text) if text.starts_with('"') => unescaped(text),
            (name, _) => match get(name) {
                Some(place) => docs[place.offset as usize..][..place.len as usize].to_owned(),
                None => return Err(io::Error::other(format!("rustpython-doc does not have {name}"))),
            },
        };
        entries.push([name.to_owned(), unescaped(signature), doc]);
    }
    entries.sort();
    let (mut text, mut starts) = (String::new(), String::from("["));
    for entry in &entries {
        let _ = write!(starts, "{},", text.len());
        text.push_str(&entry.join("\t"));
    }
    let _ = writeln!(starts, "{}]", text.len());
    fs::write(target.join("documentation.txt"), text)?;
    fs::write(target.join("documentation.rs"), starts)
}

/// The text that a quoted one stands for: `\n`, `\t`, `\"` and `\\` are its escapes.
fn unescaped(quoted: &str) -> String {
    let mut text = String::new();
    let inner = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(quoted);
    let mut characters = inner.chars();
    while let Some(character) = characters.next() {
        text.push(match character {
            '\\' => match characters.next() {
                Some('n') => '\n',
                Some('t') => '\t',
                Some(other) => other,
                None => break,
            },
            other => other,
        });
    }
    text
}
