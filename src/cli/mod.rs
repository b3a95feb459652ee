//! The command line: what was typed, what it means, and running it.

mod installation;
mod interactive;
mod leaks;
#[cfg(test)]
mod names_of_references;
mod options;
mod progress;
#[cfg(test)]
mod recorded_places;
mod run;
mod typed;

use std::io::Write;
use std::process::ExitCode;

use crate::vm::signals::system;
use crate::vm::uncaught::INTERRUPTED;
pub(crate) use options::read as read_options;
use options::{Action, Options};
pub(crate) use run::{main_namespace, run_compiled, start};

/// Native stack of the thread the interpreter runs on, in bytes. Only what is used becomes memory.
const STACK_SIZE: usize = 256 << 20;

/// What `--license` prints: who has written what, and the licences whose text has to go with the binary.
const LICENSES: &str = concat!(
    include_str!("../../NOTICE"),
    "\n",
    include_str!("../../LICENSE-MIT"),
    "\n",
    include_str!("../../LICENSE-PSF")
);

/// Runs the command with the process's arguments.
pub fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args_os().map(|text| text.to_string_lossy().into_owned()).collect();
    let options = match options::read(&arguments) {
        Ok(options) => options,
        Err(code) => return exit_code(code),
    };
    match options.action {
        Action::Version => show(concat!("ouropy ", env!("CARGO_PKG_VERSION"), " (Python 3.14.10)\n")),
        Action::License => show(LICENSES),
        _ => exit_code(on_big_stack(options)),
    }
}

/// Runs the interpreter on a thread of its own, whose stack is large enough for deep native recursion.
fn on_big_stack(options: Options) -> i32 {
    let thread = std::thread::Builder::new()
        .name("main".to_owned())
        .stack_size(STACK_SIZE)
        .spawn(move || run::run(&options, STACK_SIZE));
    if thread.is_ok() {
        // A call that the interpreter waits in is interrupted only if the signal comes to its thread.
        system::leave_to_other_threads();
    }
    match thread.map(std::thread::JoinHandle::join) {
        Ok(Ok(code)) => code,
        // The panic's message has been printed.
        Ok(Err(_)) => 70,
        Err(error) => {
            show_error(&format!("ouropy: cannot start the interpreter's thread: {error}\n"));
            70
        }
    }
}

/// Writes to standard output, without an interpreter.
fn show(text: &str) -> ExitCode {
    let shown = std::io::stdout().write_all(text.as_bytes());
    exit_code(i32::from(shown.is_err()))
}

/// Ends the process by SIGINT where that is what the program died of, so that its caller sees it.
fn exit_code(code: i32) -> ExitCode {
    if code == INTERRUPTED {
        system::die_of_interrupt();
    }
    ExitCode::from((code & 0xff) as u8)
}

/// Writes to standard error before there is an interpreter. Nothing can be done when that fails.
fn show_error(text: &str) {
    drop(std::io::stderr().write_all(text.as_bytes()));
}
