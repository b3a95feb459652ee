//! The package `ouropy`: scripts in `tests/report/module` print what their `.out` files say.
//!
//! So do the examples of `docs/ouropy-module.md`. `OUROPY_RECORD=1 cargo test --test report_module` writes the files
//! and the page; read the differences before they are committed.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// What a script printed, wrote to standard error, and its exit code.
fn run(script: &Path) -> String {
    let folder = script.parent().expect("scripts are in a folder");
    let output = Command::new(env!("CARGO_BIN_EXE_ouropy"))
        .arg(script.file_name().expect("a script has a name"))
        .current_dir(folder)
        .env_clear()
        .env("LC_ALL", "C.UTF-8")
        .output()
        .expect("the interpreter runs");
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.stderr.is_empty() {
        let _ = write!(text, "--- standard error\n{}", String::from_utf8_lossy(&output.stderr));
    }
    if !output.status.success() {
        let _ = writeln!(text, "--- {}", output.status);
    }
    text
}

#[test]
fn scripts_print_what_is_recorded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/report/module");
    let mut scripts: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder is there")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "py"))
        .collect();
    scripts.sort();
    assert!(!scripts.is_empty(), "there are scripts");
    let mut different = Vec::new();
    for script in scripts {
        let (printed, recorded) = (run(&script), script.with_extension("out"));
        if env::var_os("OUROPY_RECORD").is_some() {
            fs::write(&recorded, printed).expect("the output is written");
            continue;
        }
        let expected = fs::read_to_string(&recorded).unwrap_or_default();
        if printed != expected {
            different.push(format!("{}:\n{printed}--- expected\n{expected}", script.display()));
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
}

#[test]
fn the_examples_of_the_page_are_true() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/ouropy-module.md");
    let text = fs::read_to_string(&page).expect("the page is there");
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let (mut shown, mut different, mut rest) = (String::new(), Vec::new(), text.as_str());
    while let Some((before, example)) = rest.split_once("```python\n") {
        let (code, behind) = example.split_once("```\n").expect("the example ends");
        let expected = behind.strip_prefix("```text\n").expect("what it prints follows");
        let (expected, behind) = match expected.strip_prefix("```\n") {
            Some(behind) => ("", behind),
            None => expected.split_once("```\n").expect("what it prints ends"),
        };
        let script = folder.join("example.py");
        fs::write(&script, code).expect("the example is written");
        let printed = run(&script);
        let _ = write!(shown, "{before}```python\n{code}```\n```text\n{printed}```\n");
        if printed != expected {
            different.push(format!("{code}{printed}--- expected\n{expected}"));
        }
        rest = behind;
    }
    shown.push_str(rest);
    if env::var_os("OUROPY_RECORD").is_some() {
        fs::write(&page, shown).expect("the page is written");
    } else {
        assert!(different.is_empty(), "{}", different.join("\n"));
    }
}
