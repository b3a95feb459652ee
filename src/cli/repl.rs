//! The read-eval-print loop.

use std::io::{BufRead, IsTerminal, Write};

use rustyline::error::ReadlineError;
use rustyline::{Config, DefaultEditor};

use crate::compile::Mode;
use crate::import;
use crate::native::{source, sys};
use crate::object::{Py, Slot, Str, Value};
use crate::protocol;
use crate::types::code::Code;
use crate::types::dict::Dict;
use crate::vm::{Vm, uncaught};

/// Where lines come from.
enum Reader {
    /// A terminal, with line editing.
    Terminal(Box<DefaultEditor>),
    /// Anything else.
    Plain,
}

/// One line, or why there is none.
enum Line {
    Text(String),
    Interrupted,
    End,
}

impl Reader {
    fn new() -> Reader {
        if !std::io::stdin().is_terminal() {
            return Reader::Plain;
        }
        match DefaultEditor::with_config(Config::builder().auto_add_history(true).build()) {
            Ok(editor) => Reader::Terminal(Box::new(editor)),
            Err(_) => Reader::Plain,
        }
    }

    fn read(&mut self, prompt: &str) -> Line {
        match self {
            Reader::Terminal(editor) => match editor.readline(prompt) {
                Ok(line) => Line::Text(line + "\n"),
                Err(ReadlineError::Interrupted) => Line::Interrupted,
                Err(_) => Line::End,
            },
            Reader::Plain => {
                let mut out = std::io::stderr();
                // A closed standard error does not keep anybody from typing.
                drop(out.write_all(prompt.as_bytes()).and_then(|()| out.flush()));
                let mut line = String::new();
                match std::io::stdin().lock().read_line(&mut line) {
                    Ok(1..) => Line::Text(line),
                    _ => Line::End,
                }
            }
        }
    }
}

/// Reads and runs statements until the end of input or SystemExit; the exit code.
pub fn run(vm: &mut Vm, namespace: &Py<Dict>, banner: bool) -> i32 {
    if banner {
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
    let mut reader = Reader::new();
    loop {
        match statement(vm, &mut reader) {
            Statement::Text(text) => {
                if let Some(code) = run_statement(vm, namespace, &text) {
                    return code;
                }
            }
            Statement::Interrupted => uncaught::write_stderr(vm, "\nKeyboardInterrupt\n"),
            Statement::End => {
                uncaught::write_stderr(vm, "\n");
                return 0;
            }
        }
    }
}

enum Statement {
    Text(String),
    Interrupted,
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
    loop {
        let prompt = prompt(vm, if text.is_empty() { "ps1" } else { "ps2" });
        match reader.read(&prompt) {
            Line::Interrupted => return Statement::Interrupted,
            Line::End if text.is_empty() => return Statement::End,
            Line::End => return Statement::Text(text),
            Line::Text(line) => {
                let blank = line.trim().is_empty();
                if text.is_empty() && blank {
                    continue;
                }
                text.push_str(&line);
                if is_whole(vm, &text, blank) {
                    return Statement::Text(text);
                }
            }
        }
    }
}

/// Whether no further line can or need belong to the statement. A compound statement ends with an empty line.
fn is_whole(vm: &Vm, text: &str, blank: bool) -> bool {
    let attempt = source::try_compile(text, "<stdin>", Mode::Single, vm.compile_options());
    if attempt.is_code() { blank || !is_compound(text) } else { !attempt.is_incomplete() }
}

/// Whether the statement may go on: it has more than one line, or its first ends in a colon.
fn is_compound(text: &str) -> bool {
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default();
    let ends_in_colon = first.split('#').next().unwrap_or_default().trim_end().ends_with(':');
    ends_in_colon || first.starts_with('@') || lines.any(|line| line.starts_with([' ', '\t'])) && starts_compound(first)
}

fn starts_compound(line: &str) -> bool {
    let word = line.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    matches!(word, "if" | "for" | "while" | "def" | "class" | "try" | "with" | "async" | "match")
}

/// Runs one statement; an exit code when it asked to leave.
fn run_statement(vm: &mut Vm, namespace: &Py<Dict>, text: &str) -> Option<i32> {
    let attempt = source::try_compile(text, "<stdin>", Mode::Single, vm.compile_options());
    let result = match attempt.finish(vm, "<stdin>") {
        Ok(unit) => {
            uncaught::source::remember(&unit, text);
            let code = Code::create(vm, &unit);
            import::run_in(vm, &code, namespace)
        }
        Err(raised) => Err(raised),
    };
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
