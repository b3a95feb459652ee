//! Every script of the corpus, cut off at each of its bytes, is parsed. Whatever the answer is, there is no panic.
//!
//! A run takes a sample of the cuts, the same one each time; `OUROPY_TRUNCATION=full` takes all of them.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use ouropy_grammar::source::Origin;
use ouropy_grammar::{Mode, parse_bytes};

/// How many cuts of each script the sample has.
const SAMPLE: usize = 24;

/// Bytes of native stack for one parser; what the command has as well.
const STACK: usize = 64 << 20;

#[test]
fn truncated_scripts_never_panic() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut scripts = Vec::new();
    for folder in ["tests/conformance", "examples", "benches/programs"] {
        find(&root.join(folder), &mut scripts);
    }
    scripts.sort();
    assert!(scripts.len() > 100, "the corpus is missing");

    let full = std::env::var("OUROPY_TRUNCATION").is_ok_and(|value| value == "full");
    let workers = thread::available_parallelism().map_or(2, usize::from);
    let share = scripts.len().div_ceil(workers);
    let handles: Vec<_> = scripts
        .chunks(share)
        .map(|part| {
            let part = part.to_vec();
            let work = move || part.iter().filter(|path| !survives(path, full)).cloned().collect::<Vec<_>>();
            thread::Builder::new().stack_size(STACK).spawn(work).expect("a thread can be started")
        })
        .collect();
    let failed: Vec<_> = handles.into_iter().flat_map(|handle| handle.join().expect("panics are caught")).collect();
    assert!(failed.is_empty(), "panics while parsing cuts of {failed:#?}");
}

/// Whether every cut of one script parses or is refused.
fn survives(path: &Path, full: bool) -> bool {
    let bytes = fs::read(path).expect("the script is readable");
    let step = if full { 1 } else { (bytes.len() / SAMPLE).max(1) };
    // An offset that differs between scripts, so that the sample does not fall on line starts everywhere.
    let first = if full { 0 } else { bytes.len() % step };
    (first..=bytes.len()).step_by(step).all(|end| {
        let cut = &bytes[..end];
        let parsed = std::panic::catch_unwind(|| {
            // Both answers are fine; what counts is that there is one.
            drop(parse_bytes(cut, Origin::File("cut.py"), Mode::File));
        });
        if parsed.is_err() {
            eprintln!("{} cut at byte {end}", path.display());
        }
        parsed.is_ok()
    })
}

/// Python files below a folder, of every dialect.
fn find(folder: &Path, found: &mut Vec<PathBuf>) {
    for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            find(&path, found);
        } else if path.extension().is_some_and(|suffix| suffix == "py" || suffix == "py27") {
            found.push(path);
        }
    }
}
