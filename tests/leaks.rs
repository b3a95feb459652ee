//! Runs `ouropy leaks` on the scripts whose leaks are known (`tests/conformance/cycles` and `reports`, `tests/leaks`): what
//! the program prints must be what it prints without, and the report the one that is kept in `tests/leaks`.
//!
//! `OUROPY_UPDATE=1` writes the reports instead of comparing them: they are read before they are committed.

#[path = "leaks/terminal.rs"]
mod terminal;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use libtest_mimic::{Arguments, Failed, Trial};

/// A script whose objects hold the path of its folder, so that their sizes depend on it: of its report only the first line
/// is compared.
const HOLDS_ITS_PATH: &str = "exc_report_keeps_excinfo.py";

/// A program in no file.
const TEXT: &str = "\
class Node:
    pass

def make():
    node = Node()
    node.name, node.itself = 'größer', node

make()
exec('made = []; made.append(made); del made')
";

/// Another way to run a program than by the name of its file, in the folder `tests/leaks/commands`.
struct Run {
    /// How its report is called.
    name: &'static str,
    /// What stands behind `leaks`.
    arguments: &'static [&'static str],
    /// What standard input has.
    input: &'static str,
}

const RUNS: &[Run] = &[
    Run { name: "module_unittest", arguments: &["-m", "unittest", "-q", "test_shop"], input: "" },
    Run { name: "unittest_main", arguments: &["test_shop.py", "TestItem"], input: "" },
    Run { name: "unittest_json", arguments: &["--format=json", "-m", "unittest", "test_shop.TestItem"], input: "" },
    Run { name: "code", arguments: &["-c", TEXT], input: "" },
    Run { name: "input", arguments: &["-"], input: TEXT },
    Run { name: "input_of_no_name", arguments: &[], input: TEXT },
    Run { name: "asks_itself", arguments: &["asks_itself.py"], input: "" },
];

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
    for run in RUNS {
        let folder = root.join("leaks/commands");
        trials.push(Trial::test(format!("commands/{}", run.name), move || check_run(run, &folder)));
    }
    let folder = root.join("leaks/commands");
    trials.push(Trial::test("commands/fail_on_leak", move || names_failing_tests(&folder)));
    trials.extend(terminal::trials());
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
    let run = |leaks: &[&str]| interpreter(folder).args(leaks).arg(name).stdin(Stdio::null()).output();
    let plain = run(&[])?;
    let watched = run(&["leaks", "--output", &written.to_string_lossy()])?;
    let report = fs::read_to_string(&written)?;
    fs::remove_file(&written)?;
    if plain.stdout != watched.stdout || plain.status != watched.status {
        let (before, after) = (String::from_utf8_lossy(&plain.stdout), String::from_utf8_lossy(&watched.stdout));
        return Err(format!("the program does something else:\n{before}---\n{after}").into());
    }
    compare(kept, &report, |expected, report| {
        if name == HOLDS_ITS_PATH { expected.lines().next() == report.lines().next() } else { expected == report }
    })
}

/// The interpreter, to be run in a folder.
fn interpreter(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ouropy"));
    command.current_dir(folder).env_clear();
    command.envs([("PYTHONDONTWRITEBYTECODE", "1"), ("PYTHONHASHSEED", "0"), ("LC_ALL", "C.UTF-8"), ("NO_COLOR", "1")]);
    command
}

/// What the program prints and the report behind it must be what is kept.
fn check_run(run: &Run, folder: &Path) -> Result<(), Failed> {
    let written = std::env::temp_dir().join(format!("ouropy-leaks-{}-{}.txt", std::process::id(), run.name));
    let mut command = interpreter(folder);
    command.args(["leaks", "--output", &written.to_string_lossy()]).args(run.arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    child.stdin.take().ok_or("no standard input")?.write_all(run.input.as_bytes())?;
    let output = child.wait_with_output()?;
    let report = fs::read_to_string(&written)?;
    fs::remove_file(&written)?;
    let told = format!("{}--- {}\n{report}", String::from_utf8_lossy(&output.stdout), output.status);
    compare(&folder.join(format!("{}.txt", run.name)), &told, |expected, told| expected == told)
}

/// `--fail-on-leak` names the tests on standard error, whatever the report is and wherever it goes.
fn names_failing_tests(folder: &Path) -> Result<(), Failed> {
    let arguments = ["leaks", "--fail-on-leak", "--output", "/dev/null", "-m", "unittest", "test_shop.TestItem"];
    let output = interpreter(folder).args(arguments).stdin(Stdio::null()).output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    let named: Vec<&str> = said.lines().filter(|line| line.starts_with("LEAK: ")).collect();
    if output.status.code() != Some(1)
        || named != ["LEAK: test_shop.TestItem.test_item: 1 leak: 1 reference cycle (3 objects)"]
    {
        return Err(format!("{}\n{said}", output.status).into());
    }
    Ok(())
}

/// A report must be the one that is kept.
fn compare(kept: &Path, report: &str, is_same: impl Fn(&str, &str) -> bool) -> Result<(), Failed> {
    if std::env::var_os(UPDATE).is_some() {
        fs::create_dir_all(kept.parent().ok_or("no folder")?)?;
        fs::write(kept, report)?;
        return Ok(());
    }
    let expected = fs::read_to_string(kept)?;
    if !is_same(&expected, report) {
        return Err(format!("{} says\n{expected}\nnow it is\n{report}", kept.display()).into());
    }
    Ok(())
}
