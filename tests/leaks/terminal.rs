//! What the command shows on a terminal while something takes long.

use std::io::Read;
use std::path::PathBuf;

use libtest_mimic::{Failed, Trial};
use pty_process::blocking::{self, Command};

/// How a line is erased.
const ERASE: &str = "\r\x1b[K";

/// A program, run with its report in a file: what stands behind that on the command line, variables, and what comes to
/// the terminal.
struct Case {
    name: &'static str,
    arguments: &'static [&'static str],
    variables: &'static [(&'static str, &'static str)],
    shown: fn(&str) -> bool,
}

/// Calls that take their time, of which one prints.
const SLOW: &str = "\
import time
calls = []
def handle():
    calls.append(None)
    if len(calls) == 4:
        print('the fourth')
    time.sleep(0.6)
";

/// Much to look at.
const MUCH: &str = "\
import gc, os
gc.disable()
for number in range(1000000):
    one = []
    one.append(one)
print('done', end=os.environ.get('END', ''), flush=True)
";

const CALLS: &[&str] = &["--calls=handle", "--repeat=2", "-c", SLOW];

const CASES: &[Case] = &[
    Case {
        name: "calls",
        arguments: CALLS,
        variables: &[("TERM", "xterm")],
        shown: |text| {
            let call = |number: usize| format!("{ERASE}ouropy leaks: call {number} of 5 of handle()");
            // What the program prints stands alone.
            text.starts_with(&format!("{}{}{}{ERASE}the fourth\r\n", call(2), call(3), call(4)))
                && text.ends_with(&format!("{}{ERASE}", call(5)))
        },
    },
    Case {
        name: "not_erasable",
        arguments: CALLS,
        variables: &[("TERM", "dumb")],
        shown: |text| text == "the fourth\r\n",
    },
    Case {
        name: "no_colour",
        arguments: CALLS,
        variables: &[("TERM", "xterm"), ("NO_COLOR", "1")],
        shown: |text| text == "the fourth\r\n",
    },
    Case {
        name: "short",
        arguments: &["-c", "print('done')"],
        variables: &[("TERM", "xterm")],
        shown: |text| text == "done\r\n",
    },
    Case {
        name: "look",
        arguments: &["-c", MUCH],
        variables: &[("TERM", "xterm"), ("END", "\n")],
        shown: |text| {
            text.starts_with(&format!("done\r\n{ERASE}ouropy leaks: looking at what the program has left"))
                && text.ends_with(ERASE)
        },
    },
    Case {
        name: "begun_line",
        arguments: &["-c", MUCH],
        variables: &[("TERM", "xterm")],
        shown: |text| text == "done",
    },
];

pub fn trials() -> impl Iterator<Item = Trial> {
    CASES.iter().map(|case| Trial::test(format!("terminal/{}", case.name), || check(case)))
}

fn check(case: &Case) -> Result<(), Failed> {
    let (mut pty, terminal) = blocking::open()?;
    let report: PathBuf = std::env::temp_dir().join(format!("ouropy-terminal-{}-{}", std::process::id(), case.name));
    let command = Command::new(env!("CARGO_BIN_EXE_ouropy"))
        .args(["leaks", "--output", &report.to_string_lossy()])
        .args(case.arguments)
        .env_clear()
        .env("LC_ALL", "C.UTF-8")
        .envs(case.variables.iter().copied());
    let mut child = command.spawn(terminal)?;
    let (mut text, mut piece) = (Vec::new(), [0; 4096]);
    // A terminal that nobody has open any more ends with an error.
    while let Ok(count @ 1..) = pty.read(&mut piece) {
        text.extend_from_slice(&piece[..count]);
    }
    let status = child.wait()?;
    std::fs::remove_file(&report)?;
    let text = String::from_utf8_lossy(&text);
    if status.success() && (case.shown)(&text) { Ok(()) } else { Err(format!("{status}: {text:?}").into()) }
}
