//! Golden listings: each `tests/bytecode/*.py` is compiled and its listing compared with the `.txt` beside it.
//! `OUROPY_RECORD=1 cargo test --test bytecode` writes the listings anew.

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
    let trials = sources
        .into_iter()
        .map(|path| {
            let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            Trial::test(name, move || check(&path))
        })
        .collect();
    libtest_mimic::run(&arguments, trials).exit();
}

fn check(path: &Path) -> Result<(), Failed> {
    let source = std::fs::read_to_string(path)?;
    let parsed = ouropy_grammar::parse(&source, ouropy_grammar::Mode::File).map_err(|refused| refused.error.to_string())?;
    let unit = compile(&parsed.ast, "golden.py", Mode::File, Options::default()).map_err(|error| error.to_string())?;
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
