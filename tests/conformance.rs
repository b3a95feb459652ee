//! Runs every script under `tests/conformance` and `examples` with the built binary and compares all it prints
//! with what the reference interpreter printed (`tests/record` makes the recordings and explains their form).
//!
//! A script that needs what `docs/divergences.md` leaves out stands in `tests/conformance/excluded.txt` with its reason
//! and is not run; the run prints how many those are. Every other script has to pass.
//!
//! `OUROPY_TEST_BINARY` names another interpreter to run: a release or stress build, or the reference itself.
//! `OUROPY_STRESS` says that it is a stress build, which collects at one in so many allocations. Scripts whose output
//! depends on when the collector runs (`tests/record --timing` has found out which, with the reference) are then only
//! asked not to crash and to end with the recorded exit code.
//! `OUROPY_TEST_LEAKS` runs each script by `ouropy leaks`, of which no script may notice anything.
//! `OUROPY_TEST_SECONDS` replaces the time limit of one script, for stress builds and slow machines.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use libtest_mimic::{Arguments, Failed, Trial};

/// Says that the binary is a stress build.
const STRESS: &str = "OUROPY_STRESS";

/// Says that `ouropy leaks` is to run the scripts.
const LEAKS: &str = "OUROPY_TEST_LEAKS";

/// What of the environment is passed on to the interpreter, whose environment is otherwise the recording's.
const PASSED_ON: [&str; 3] = ["PATH", STRESS, "ASAN_OPTIONS"];

/// How long one script may run.
const LIMIT: Duration = Duration::from_mins(1);

/// Above this many lines on either side a diff shows only the first difference.
const DIFF_LINES: usize = 2_000;

/// Lines of agreement shown around a difference.
const CONTEXT: usize = 3;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let conformance = root.join("tests/conformance");
    let excluded = excluded(&conformance.join("excluded.txt"));
    let timing = match std::env::var_os(STRESS) {
        Some(_) => fs::read_to_string(conformance.join("collector_timing.txt")).unwrap_or_default(),
        None => String::new(),
    };
    let timing: BTreeSet<&str> = timing.lines().collect();

    let mut cases = Vec::new();
    collect(&conformance, &conformance, &conformance, "", &mut cases);
    let examples = root.join("examples");
    collect(&examples, &examples, &conformance.join("examples"), "examples/", &mut cases);
    cases.sort_by(|a, b| a.name.cmp(&b.name));

    if !arguments.list && !excluded.is_empty() {
        eprintln!("{} scripts left out by tests/conformance/excluded.txt", excluded.len());
    }
    let trials = cases
        .into_iter()
        .map(|mut case| {
            case.exit_only = timing.contains(case.name.as_str());
            let ignored = excluded.contains_key(&case.name);
            Trial::test(case.name.clone(), move || case.check()).with_ignored_flag(ignored)
        })
        .collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// The scripts that need a documented divergence, with the reason.
fn excluded(list: &Path) -> BTreeMap<String, String> {
    let text = fs::read_to_string(list).unwrap_or_default();
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| match line.split_once(": ") {
            Some((name, reason)) if !reason.trim().is_empty() => (name.to_owned(), reason.to_owned()),
            _ => panic!("{}: no reason in {line:?}", list.display()),
        })
        .collect()
}

/// One script and where its recordings stand.
struct Case {
    /// The script's path below its root without suffix; the name of the test.
    name: String,
    script: PathBuf,
    /// The recordings' path without suffix.
    recording: PathBuf,
    /// Only the exit code is compared.
    exit_only: bool,
}

/// Finds the scripts below `folder`; names that begin with an underscore belong to modules the scripts import.
fn collect(root: &Path, folder: &Path, recordings: &Path, prefix: &str, cases: &mut Vec<Case>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"_"));
        if hidden {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, recordings, prefix, cases);
        } else if path.extension().is_some_and(|suffix| suffix == "py") {
            let relative = path.strip_prefix(root).expect("found below the root").with_extension("");
            cases.push(Case {
                name: format!("{prefix}{}", relative.display()),
                recording: recordings.join(&relative),
                script: path,
                exit_only: false,
            });
        }
    }
}

impl Case {
    fn check(&self) -> Result<(), Failed> {
        let expected_out = self.recorded("out").ok_or("no recording: run tests/record")?;
        let expected_err = self.recorded("err").unwrap_or_default();
        let run = self.run()?;

        let mut report = String::new();
        if run.timed_out {
            let _ = writeln!(report, "stopped after {:?}", limit());
        }
        if self.exit_only {
            difference("exit code", exit_code(&expected_out), exit_code(&run.out), &mut report);
        } else {
            difference("standard output", &expected_out, &run.out, &mut report);
            difference("standard error", &expected_err, &run.err, &mut report);
        }
        if report.is_empty() { Ok(()) } else { Err(report.into()) }
    }

    fn recorded(&self, suffix: &str) -> Option<String> {
        let mut path = self.recording.clone().into_os_string();
        path.push(".");
        path.push(suffix);
        fs::read(path).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
    }

    fn run(&self) -> io::Result<Run> {
        let folder = fs::canonicalize(self.script.parent().expect("a script stands in a folder"))?;
        let stdin = match File::open(self.script.with_extension("in")) {
            Ok(file) => Stdio::from(file),
            Err(_) => Stdio::null(),
        };
        let binary = std::env::var_os("OUROPY_TEST_BINARY").unwrap_or_else(|| env!("CARGO_BIN_EXE_ouropy").into());
        let mut child = Command::new(binary)
            .args(if std::env::var_os(LEAKS).is_some() { &["leaks", "--output", "/dev/null"][..] } else { &[] })
            .arg(self.script.file_name().expect("a script has a name"))
            .current_dir(&folder)
            .env_clear()
            .env("LC_ALL", "C.UTF-8")
            .env("NO_COLOR", "1")
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("PYTHONHASHSEED", "0")
            .envs(PASSED_ON.iter().filter_map(|name| Some((*name, std::env::var_os(name)?))))
            .stdin(stdin)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let out = drain(child.stdout.take().expect("standard output is piped"));
        let err = drain(child.stderr.take().expect("standard error is piped"));

        let deadline = Instant::now() + limit();
        let mut timed_out = false;
        let status = loop {
            if let Some(status) = child.try_wait()? {
                break status;
            }
            if Instant::now() >= deadline {
                timed_out = true;
                child.kill()?;
                break child.wait()?;
            }
            thread::sleep(Duration::from_millis(2));
        };
        let folder = format!("{}/", folder.display());
        let mut out = normal(&out.join().expect("the reader ends"), &folder);
        if let Some(line) = exit_line(status) {
            if !out.is_empty() && !out.ends_with('\n') {
                out.push('\n');
            }
            out.push_str(&line);
        }
        let err = normal(&err.join().expect("the reader ends"), &folder);
        Ok(Run { out, err, timed_out })
    }
}

/// What one run printed, in the recorded form.
struct Run {
    out: String,
    err: String,
    timed_out: bool,
}

fn limit() -> Duration {
    let seconds = std::env::var("OUROPY_TEST_SECONDS").ok().and_then(|text| text.parse().ok());
    seconds.map_or(LIMIT, Duration::from_secs)
}

/// Reads a pipe to its end beside the running script, which would block on a full one.
fn drain(mut pipe: impl Read + Send + 'static) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // What was read before an error is still compared.
        let _ = pipe.read_to_end(&mut bytes);
        bytes
    })
}

/// The line that records a status other than success, negative for a signal as in Python's `subprocess`.
fn exit_line(status: ExitStatus) -> Option<String> {
    #[cfg(unix)]
    let signal = std::os::unix::process::ExitStatusExt::signal(&status);
    #[cfg(not(unix))]
    let signal: Option<i32> = None;
    match (status.code(), signal) {
        (Some(0), _) => None,
        (Some(code), _) => Some(format!("[exit {code}]\n")),
        (None, signal) => Some(format!("[exit {}]\n", -signal.unwrap_or(1))),
    }
}

/// The exit line of recorded output, empty for success.
fn exit_code(out: &str) -> &str {
    out.lines().next_back().filter(|line| line.starts_with("[exit ")).unwrap_or_default()
}

/// Cuts the script's folder from paths and turns addresses into `0x...`.
fn normal(bytes: &[u8], folder: &str) -> String {
    let text = String::from_utf8_lossy(bytes).replace(folder, "");
    let mut normal = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(start) = rest.find("0x") {
        let digits = &rest[start + 2..];
        let length = digits.bytes().take_while(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')).count();
        let word = |character: Option<char>| character.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let alone = !word(rest[..start].chars().next_back()) && !word(digits[length..].chars().next());
        normal.push_str(&rest[..start]);
        if alone && (6..=16).contains(&length) {
            normal.push_str("0x...");
        } else {
            normal.push_str(&rest[start..start + 2 + length]);
        }
        rest = &digits[length..];
    }
    normal.push_str(rest);
    normal
}

/// Appends a line diff to `report` when the texts differ: `-` was recorded, `+` is ours.
fn difference(title: &str, expected: &str, actual: &str, report: &mut String) {
    if expected == actual {
        return;
    }
    let (old, new): (Vec<_>, Vec<_>) = (expected.split('\n').collect(), actual.split('\n').collect());
    let _ = writeln!(report, "{title} differs (- CPython, + ouropy):");
    let edits = edits(&old, &new);
    let shown = |index: usize| {
        let near = &edits[index.saturating_sub(CONTEXT)..edits.len().min(index + CONTEXT + 1)];
        near.iter().any(|(mark, _)| *mark != ' ')
    };
    let mut gap = false;
    for (index, (mark, line)) in edits.iter().enumerate() {
        if shown(index) {
            let _ = writeln!(report, "  {mark} {line}");
            gap = false;
        } else if !gap {
            let _ = writeln!(report, "    ...");
            gap = true;
        }
    }
}

/// The lines of both texts in order, marked ` ` (both), `-` (only old) or `+` (only new).
fn edits<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(char, &'a str)> {
    let same = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let mut edits: Vec<_> = old[..same].iter().map(|line| (' ', *line)).collect();
    let (old, new) = (&old[same..], &new[same..]);
    if old.len() > DIFF_LINES || new.len() > DIFF_LINES {
        edits.extend(old.first().map(|line| ('-', *line)));
        edits.extend(new.first().map(|line| ('+', *line)));
        edits.push(('+', "[and more]"));
        return edits;
    }
    // The classic table of longest common subsequences of the remaining suffixes.
    let width = new.len() + 1;
    let mut longest = vec![0_u16; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            longest[i * width + j] = if old[i] == new[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            edits.push((' ', old[i]));
            i += 1;
            j += 1;
        } else if j == new.len() || (i < old.len() && longest[(i + 1) * width + j] >= longest[i * width + j + 1]) {
            edits.push(('-', old[i]));
            i += 1;
        } else {
            edits.push(('+', new[j]));
            j += 1;
        }
    }
    edits
}
