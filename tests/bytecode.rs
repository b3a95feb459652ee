//! Golden listings: each `tests/bytecode/*.py` is compiled and its listing compared with the `.txt` beside it.
//! `OUROPY_RECORD=1 cargo test --test bytecode` writes the listings anew. Every unit is checked for its structural
//! invariants; so is every Python file under the folder that `OUROPY_CHECK` names, if it is set.

#[path = "bytecode/check.rs"]
mod check;

use std::path::{Path, PathBuf};

use libtest_mimic::{Arguments, Failed, Trial};
use ouropy::code::disassembly::listing;
use ouropy::compile::{Mode, Options, compile};

fn main() {
    let arguments = Arguments::from_args();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bytecode");
    let mut sources: Vec<PathBuf> = std::fs::read_dir(&folder)
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default();
    sources.retain(|path| path.extension().is_some_and(|extension| extension == "py"));
    sources.sort();
    let mut trials: Vec<Trial> = sources
        .into_iter()
        .map(|path| {
            let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            Trial::test(name, move || golden(&path))
        })
        .collect();
    trials.push(Trial::test("errors", move || errors(&folder.join("errors.tsv"))));
    if let Some(folder) = std::env::var_os("OUROPY_CHECK") {
        trials.push(Trial::test("invariants", move || on_a_large_stack(move || every_file(Path::new(&folder)))));
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn golden(path: &Path) -> Result<(), Failed> {
    let source = std::fs::read_to_string(path)?;
    let parsed =
        ouropy_grammar::parse(&source, ouropy_grammar::Mode::File).map_err(|refused| refused.error.to_string())?;
    let unit = compile(&parsed.ast, "golden.py", Mode::File, Options::default()).map_err(|error| error.to_string())?;
    check::check(&unit)?;
    let found = listing(&unit);
    let golden = path.with_extension("txt");
    if std::env::var_os("OUROPY_RECORD").is_some() {
        std::fs::write(&golden, found)?;
        return Ok(());
    }
    let expected = std::fs::read_to_string(&golden)?;
    if expected != found {
        return Err(format!("expected:\n{expected}\nfound:\n{found}").into());
    }
    Ok(())
}

/// Every line of the table: a source text, then what CPython says of it (message, line, column, end line, end
/// column; nothing if it compiles).
fn errors(table: &Path) -> Result<(), Failed> {
    let mut failures = Vec::new();
    for line in std::fs::read_to_string(table)?.lines() {
        let Some((source, expected)) = line.split_once('\t') else { continue };
        let source = source.replace("\\n", "\n");
        let found = match ouropy_grammar::parse(&source, ouropy_grammar::Mode::File) {
            Err(refused) => Err(refused.error),
            Ok(parsed) => compile(&parsed.ast, "errors.py", Mode::File, Options::default()),
        };
        let found = match found {
            Ok(_) => "\t\t\t\t".to_owned(),
            Err(error) => {
                let span = error.span().unwrap_or_default();
                let (column, end_column) = (span.column + 1, span.end_column + 1);
                format!("{}\t{}\t{column}\t{}\t{end_column}", error.message(), span.line, span.end_line)
            }
        };
        if found != expected {
            failures.push(format!("{source:?}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n").into()) }
}

/// Runs `inside` on a stack as large as the interpreter's.
fn on_a_large_stack(inside: impl FnOnce() -> Result<(), Failed> + Send + 'static) -> Result<(), Failed> {
    let thread = std::thread::Builder::new().stack_size(256 << 20).spawn(inside)?;
    thread.join().map_err(|_| Failed::from("the compiler panicked"))?
}

/// Compiles and checks every Python file under a folder that the parser takes.
fn every_file(folder: &Path) -> Result<(), Failed> {
    let mut folders = vec![folder.to_path_buf()];
    let mut failures = Vec::new();
    let (mut compiled, mut refused) = (0, 0);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)?.flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            if path.extension().is_none_or(|extension| extension != "py") {
                continue;
            }
            let Ok(source) = std::fs::read_to_string(&path) else { continue };
            let Ok(parsed) = ouropy_grammar::parse(&source, ouropy_grammar::Mode::File) else {
                refused += 1;
                continue;
            };
            let name = path.display().to_string();
            match compile(&parsed.ast, &name, Mode::File, Options::default()) {
                Ok(unit) => {
                    compiled += 1;
                    failures.extend(check::check(&unit).err());
                }
                Err(error) if error.message().ends_with("is not supported yet") => refused += 1,
                Err(error) => failures.push(format!("{name}: {error} {:?}", error.span())),
            }
        }
    }
    println!("{compiled} files compiled, {refused} refused");
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n").into()) }
}
