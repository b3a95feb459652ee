//! A line on the terminal that says what the command is doing while that takes long. It is erased when there is something
//! else to show, and never touches a line that the program has begun.

use std::io::{IsTerminal, Write};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use crate::vm::Vm;
use crate::vm::descriptor::Descriptor;
use crate::vm::signals::system;

/// What takes no longer is not worth a word.
const PATIENCE: Duration = Duration::from_millis(500);

/// How often a line is written again that counts the seconds.
const SECOND: Duration = Duration::from_secs(1);

/// To the first column, and nothing behind it.
const ERASE: &str = "\r\x1b[K";

/// What is known of the terminal.
#[derive(Default)]
struct Line {
    /// Whether standard output goes there too.
    has_output: bool,
    /// Whether the program has written a line that does not end yet.
    is_begun: bool,
    /// Whether our line is there.
    is_shown: bool,
    /// When the program wrote something last, or the calls began.
    quiet_since: Option<Instant>,
}

/// Looks after the terminal from now on, if standard error is one on which lines can be erased.
pub fn begin(vm: &mut Vm) {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let is_plain = variable("NO_COLOR").is_some() || variable("TERM").is_none_or(|term| term == "dumb");
    if std::io::stderr().is_terminal() && !is_plain {
        let has_output = std::io::stdout().is_terminal();
        *vm.states.get_or_default::<Line>() = Line { has_output, ..Line::default() };
        vm.output_observer = Some(before_output);
    }
}

/// Says which of several calls comes next, if the program has been quiet for a while.
pub fn show_call(vm: &mut Vm, function: &str, call: usize, of: usize) {
    if vm.output_observer.is_none() {
        return;
    }
    let line = vm.states.get_or_default::<Line>();
    let quiet_since = *line.quiet_since.get_or_insert_with(Instant::now);
    if !line.is_begun && quiet_since.elapsed() >= PATIENCE {
        write(&format!("{ERASE}ouropy leaks: call {call} of {of} of {function}()"));
        line.is_shown = true;
    }
}

/// Erases what was said of calls.
pub fn end_calls(vm: &mut Vm) {
    let line = vm.states.get_or_default::<Line>();
    if std::mem::take(&mut line.is_shown) {
        write(ERASE);
    }
}

/// Does some work, in which the program does not run, and says meanwhile what is being done if it takes long.
pub fn during<R>(vm: &mut Vm, what: &'static str, work: impl FnOnce(&mut Vm) -> R) -> R {
    if vm.output_observer.is_none() || vm.states.get_or_default::<Line>().is_begun {
        return work(vm);
    }
    let (end, ended) = mpsc::channel::<()>();
    let shower = std::thread::Builder::new().spawn(move || {
        system::leave_to_other_threads();
        let began = Instant::now();
        let mut pause = PATIENCE;
        while ended.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
            let seconds = match began.elapsed().as_secs() {
                0 => String::new(),
                seconds => format!(" ({seconds} s)"),
            };
            write(&format!("{ERASE}ouropy leaks: {what}{seconds}"));
            pause = SECOND;
        }
        if pause == SECOND {
            write(ERASE);
        }
    });
    let done = work(vm);
    drop(end);
    // Without a thread there is no line.
    if let Ok(shower) = shower {
        drop(shower.join());
    }
    done
}

/// The program writes: our line goes.
fn before_output(vm: &mut Vm, descriptor: Descriptor, data: &[u8]) {
    let line = vm.states.get_or_default::<Line>();
    if descriptor.number() == 1 && !line.has_output {
        return;
    }
    if std::mem::take(&mut line.is_shown) {
        write(ERASE);
    }
    if let Some(last) = data.last() {
        line.is_begun = *last != b'\n';
    }
    line.quiet_since = Some(Instant::now());
}

/// Nothing can be done about a terminal that is gone.
fn write(text: &str) {
    drop(std::io::stderr().write_all(text.as_bytes()));
}
