//! The read-eval-print loop.

use ouropy_compiler::Mode;

use super::reader::{Line, Reader};
use crate::import;
use crate::native::sys;
use crate::object::{Py, Slot, Str, Value};
use crate::program::source::{self, Attempt, Bytes};
use crate::program::state::State;
use crate::protocol;
use crate::types::code::Code;
use crate::types::dict::Dict;
use crate::vm::{PyResult, Vm, uncaught};

/// Whether a session begins with the line that names the version.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Banner {
    /// It does.
    Shown,
    /// It follows a program, or was asked to be quiet.
    Hidden,
}

/// Reads and runs statements until the end of input or SystemExit; the exit code.
pub fn run(vm: &mut Vm, namespace: &Py<Dict>, banner: Banner) -> i32 {
    if banner == Banner::Shown {
        uncaught::write_stderr(vm, &format!("Python {} on linux\n", sys::VERSION));
    }
    let sys_namespace = vm.sys.clone();
    for (name, prompt) in [("ps1", ">>> "), ("ps2", "... ")] {
        let key = vm.intern(name);
        if sys_namespace.get_str(&vm.heap, &key).is_none() {
            let prompt = vm.new_str(prompt);
            crate::native::set(vm, &sys_namespace, name, prompt);
        }
    }
    let mut reader = Reader::new(State::of(vm).line_open.clone());
    loop {
        match statement(vm, &mut reader) {
            Statement::Text(text) => {
                let code = compile(vm, &text);
                if let Some(code) = run_statement(vm, namespace, code) {
                    return code;
                }
            }
            Statement::Undecodable(bytes) => {
                let options = vm.compile_options();
                let code = source::compile_bytes(vm, &bytes, "<stdin>", Mode::Single, options, Bytes::Typed);
                if let Some(code) = run_statement(vm, namespace, code) {
                    return code;
                }
            }
            Statement::Interrupted(exception) => {
                if vm.is_instance_of(&exception, &vm.types.keyboard_interrupt) {
                    uncaught::write_stderr(vm, "\nKeyboardInterrupt\n");
                } else if let Some(code) = uncaught::print_uncaught(vm, &exception) {
                    return code;
                }
            }
            Statement::End => return 0,
        }
    }
}

enum Statement {
    Text(String),
    Undecodable(Vec<u8>),
    /// The handler of a signal raised this.
    Interrupted(Value),
    End,
}

fn prompt(vm: &mut Vm, name: &str) -> String {
    let key = vm.intern(name);
    let Some(prompt) = vm.sys.get_str(&vm.heap, &key).cloned() else { return String::new() };
    match protocol::repr::str(vm, &prompt) {
        Ok(text) => text.to_string_lossy().into_owned(),
        Err(raised) => {
            drop(vm.take_raised(raised));
            String::new()
        }
    }
}

/// Lines until they are a whole statement or cannot become one.
fn statement(vm: &mut Vm, reader: &mut Reader) -> Statement {
    let mut text = String::new();
    let mut is_resumed = false;
    loop {
        let prompt = if is_resumed { String::new() } else { prompt(vm, if text.is_empty() { "ps1" } else { "ps2" }) };
        is_resumed = false;
        match reader.read(&prompt) {
            Line::Interrupted => match vm.check_signals() {
                Ok(()) => is_resumed = true,
                Err(raised) => return Statement::Interrupted(vm.take_raised(raised)),
            },
            Line::End if text.is_empty() => return Statement::End,
            Line::End => return Statement::Text(text),
            Line::Undecodable(bytes) => return Statement::Undecodable([text.into_bytes(), bytes].concat()),
            Line::Text(line) => {
                let code = line.trim_start();
                if text.is_empty() && (code.is_empty() || code.starts_with('#')) {
                    continue;
                }
                text.push_str(&line);
                // An empty line ends a block that is typed. One that was pasted ends where the text says so: it may
                // have empty lines inside and none behind it.
                let block = match reader.upcoming() {
                    Some(next) if belongs_to_block(next) => Block::GoesOn,
                    Some(_) => Block::MayEnd,
                    None if code.is_empty() => Block::Ends,
                    None => Block::GoesOn,
                };
                if is_whole(vm, &text, block) {
                    return Statement::Text(text);
                }
            }
        }
    }
}

/// What the last line says about the block it is in, if it is in one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    GoesOn,
    /// It is over if it is complete.
    MayEnd,
    /// It is over, complete or not.
    Ends,
}

/// Whether a line goes on with the compound statement before it.
fn belongs_to_block(line: &str) -> bool {
    line.starts_with([' ', '\t']) || matches!(first_word(line), "elif" | "else" | "except" | "finally")
}

/// Whether no further line can or need belong to the statement.
fn is_whole(vm: &Vm, text: &str, block: Block) -> bool {
    let attempt = try_compile(vm, text);
    if attempt.is_parsed() {
        return block != Block::GoesOn || !attempt.is_compound();
    }
    !attempt.is_incomplete() || (block == Block::Ends && attempt.lacks_only_lines())
}

fn first_word(line: &str) -> &str {
    line.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()
}

/// A text read at the prompt ends with a newline, whether or not the last line did.
fn try_compile(vm: &Vm, text: &str) -> Attempt {
    let text = if text.ends_with('\n') { text.into() } else { std::borrow::Cow::from(format!("{text}\n")) };
    source::try_compile(vm, &text, "<stdin>", Mode::Single, vm.compile_options())
}

fn compile(vm: &mut Vm, text: &str) -> PyResult<Py<Code>> {
    let attempt = try_compile(vm, text);
    let unit = attempt.finish(vm, "<stdin>")?;
    uncaught::source::remember(&unit, text);
    Ok(Code::create(vm, &unit))
}

/// Runs one statement; an exit code when it asked to leave.
fn run_statement(vm: &mut Vm, namespace: &Py<Dict>, code: PyResult<Py<Code>>) -> Option<i32> {
    let result = code.and_then(|code| import::run_in(vm, &code, namespace));
    vm.run_parked_if_any();
    let exit = match result {
        Ok(_) => None,
        Err(raised) => {
            let exception: Value = vm.take_raised(raised);
            if vm.is_instance_of(&exception, &vm.types.system_exit) {
                Some(uncaught::handle_uncaught(vm, exception))
            } else {
                uncaught::print_uncaught(vm, &exception)
            }
        }
    };
    vm.run_parked_if_any();
    flush(vm);
    exit
}

fn flush(vm: &mut Vm) {
    let key: Py<Str> = vm.names.stdout.clone();
    let stream: Slot = vm.sys.get_str(&vm.heap, &key).cloned();
    let name = vm.names.flush.clone();
    if let Some(stream) = stream
        && let Err(raised) = protocol::call_method(vm, &stream, &name, &[])
    {
        drop(vm.take_raised(raised));
    }
}
