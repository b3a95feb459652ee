//! Nobody else's text stands in this repository: no Python file of the library has a run of lines that a file of
//! CPython's library, as the crate `rustpython-pylib` has it, has too.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// As many equal lines in a row are chance.
const BY_CHANCE: usize = 5;

#[test]
fn no_file_repeats_cpythons() {
    let mut known: HashMap<Vec<String>, PathBuf> = HashMap::new();
    let library = Path::new(rustpython_pylib::LIB_PATH);
    for path in python_files(library) {
        // Some files of the crate's tests are in other encodings.
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let short = path.strip_prefix(library).expect("below the library").to_owned();
        for run in telling_lines(&text).windows(BY_CHANCE + 1) {
            known.entry(lines_of(run)).or_insert_with(|| short.clone());
        }
    }
    assert!(known.len() > 100_000, "the library has been read");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut copied = Vec::new();
    for path in ["src", "tests", "benches", "examples", "compiler", "grammar"]
        .iter()
        .flat_map(|folder| python_files(&root.join(folder)))
    {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for run in telling_lines(&text).windows(BY_CHANCE + 1) {
            if let Some(origin) = known.get(&lines_of(run)) {
                let place = path.strip_prefix(root).expect("below the repository").display();
                copied.push(format!("{place}:{}: as in {}", run[0].0, origin.display()));
            }
        }
    }
    assert!(copied.is_empty(), "{}", copied.join("\n"));
}

/// The lines that say something, with their numbers: no empty ones, comments or lone words.
fn telling_lines(text: &str) -> Vec<(usize, &str)> {
    let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line.trim()));
    lines.filter(|(_, line)| !line.starts_with('#') && line.contains([' ', '(', '='])).collect()
}

fn lines_of(run: &[(usize, &str)]) -> Vec<String> {
    run.iter().map(|(_, line)| (*line).to_owned()).collect()
}

fn python_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "py") {
                found.push(path);
            }
        }
    }
    found
}
