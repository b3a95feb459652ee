//! Runs `ouropy leaks` on the scripts whose leaks are known (`tests/conformance/cycles` and `reports`, `tests/leaks`): what
//! the program prints must be what it prints without, and the report the one that is kept in `tests/leaks`.
//!
//! `OUROPY_UPDATE=1` writes the reports instead of comparing them: they are read before they are committed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use libtest_mimic::{Arguments, Failed, Trial};

/// A script whose objects hold the path of its folder, so that their sizes depend on it: of its report only the first line
/// is compared.
const HOLDS_ITS_PATH: &str = "exc_report_keeps_excinfo.py";

/// Says that reports are to be written.
const UPDATE: &str = "OUROPY_UPDATE";

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let excluded = fs::read_to_string(root.join("conformance/excluded.txt")).unwrap_or_default();
    let mut trials = Vec::new();
    for folder in ["conformance/cycles", "conformance/reports", "leaks/programs"] {
        for script in scripts(&root.join(folder)) {
            let stem = script.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let group = Path::new(folder).file_name().unwrap_or_default().to_string_lossy().into_owned();
            if excluded.lines().any(|line| line.starts_with(&format!("{group}/{stem}"))) {
                continue;
            }
            let kept = root.join("leaks").join(&group).join(format!("{stem}.txt"));
            trials.push(Trial::test(format!("{group}/{stem}"), move || check(&script, &kept)));
        }
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// The Python files of a folder.
fn scripts(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut scripts: Vec<_> = entries.filter(|path| path.extension().is_some_and(|end| end == "py")).collect();
    scripts.sort();
    scripts
}

fn check(script: &Path, kept: &Path) -> Result<(), Failed> {
    let folder = script.parent().ok_or("no folder")?;
    let name = script.file_name().ok_or("no name")?;
    let written = std::env::temp_dir().join(format!("ouropy-leaks-{}-{}.txt", std::process::id(), name.display()));
    let run = |leaks: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ouropy"));
        command.args(leaks).arg(name).current_dir(folder).stdin(Stdio::null()).env_clear();
        command.envs([
            ("PYTHONDONTWRITEBYTECODE", "1"),
            ("PYTHONHASHSEED", "0"),
            ("LC_ALL", "C.UTF-8"),
            ("NO_COLOR", "1"),
        ]);
        command.output()
    };
    let plain = run(&[])?;
    let watched = run(&["leaks", "--output", &written.to_string_lossy()])?;
    let report = fs::read_to_string(&written)?;
    fs::remove_file(&written)?;
    if plain.stdout != watched.stdout || plain.status != watched.status {
        let (before, after) = (String::from_utf8_lossy(&plain.stdout), String::from_utf8_lossy(&watched.stdout));
        return Err(format!("the program does something else:\n{before}---\n{after}").into());
    }
    if std::env::var_os(UPDATE).is_some() {
        fs::create_dir_all(kept.parent().ok_or("no folder")?)?;
        fs::write(kept, report)?;
        return Ok(());
    }
    let expected = fs::read_to_string(kept)?;
    let is_same =
        if name == HOLDS_ITS_PATH { expected.lines().next() == report.lines().next() } else { expected == report };
    if !is_same {
        return Err(format!("{} says\n{expected}\nnow it is\n{report}", kept.display()).into());
    }
    Ok(())
}
