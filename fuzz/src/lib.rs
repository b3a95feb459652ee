//! What the fuzz targets share: an interpreter that hands inputs to a driver, a Python program in `drivers`.
//!
//! A driver defines `run(data)`, which does with the input what the target is about and lets pass every exception that
//! Python code may get. A finding is a panic, a signal, or an exception that leaves `run`.

use std::cell::RefCell;
use std::fmt::Write;

use ouropy::Interpreter;

/// What all drivers begin with.
const COMMON: &str = include_str!("../drivers/common.py");

/// After so many inputs comes a fresh interpreter: what one input leaves behind, another may meet, but not for ever.
const INPUTS: u32 = 2_000;

/// How many bytes of native stack Python code may count on, of the 8 MiB that a main thread has.
const STACK: usize = 6 << 20;

struct Run {
    python: Interpreter,
    inputs: u32,
}

thread_local! {
    static RUN: RefCell<Option<Run>> = const { RefCell::new(None) };
}

/// Hands one input to a driver.
///
/// # Panics
/// If an exception leaves the driver, or the interpreter does not start.
pub fn run(driver: &str, data: &[u8]) {
    RUN.with_borrow_mut(|current| {
        if current.as_ref().is_some_and(|run| run.inputs >= INPUTS)
            && let Some(run) = current.take()
        {
            run.python.finish();
        }
        let run = current.get_or_insert_with(|| begin(driver));
        run.inputs += 1;
        check(run.python.run(&call(data), "<input>"));
    });
}

fn begin(driver: &str) -> Run {
    let mut python = Interpreter::new(&["-I", "-S", "-W", "ignore"], STACK).expect("an interpreter");
    check(python.run(COMMON, "common.py"));
    check(python.run(driver, "driver.py"));
    Run { python, inputs: 0 }
}

/// Source text that calls `run` with an input.
fn call(data: &[u8]) -> String {
    let mut text = String::from("run(b\"");
    for byte in data {
        write!(text, "\\x{byte:02x}").expect("memory");
    }
    text + "\")"
}

fn check(result: Result<(), ouropy::Uncaught>) {
    if let Err(uncaught) = result {
        // The time may be over just where the driver has let everything pass.
        assert!(uncaught.class.ends_with("OutOfTime"), "{uncaught}");
    }
}
