//! CPython's basic read-eval-print loop: what reads statements where nobody edits lines, and where
//! `PYTHON_BASIC_REPL` asks for it.

use ouropy_compiler::code::CodeFlags;
use ouropy_compiler::{Mode, Options};

use super::source::{self, Attempt, Bytes};
use super::texts;
use super::typed_lines::{self, Line};
use crate::import;
use crate::object::{Py, Value};
use crate::protocol;
use crate::types::code::Code;
use crate::types::dict::Dict;
use crate::vm::{PyResult, Vm, uncaught};

/// A session: what has an effect on the inputs that follow.
struct Session {
    namespace: Py<Dict>,
    /// With the `from __future__` imports so far.
    options: Options,
}

/// How many inputs there have been, for the names of their code.
#[derive(Default)]
struct Inputs(usize);

/// Reads and runs statements until the end of input; `Err` is SystemExit.
pub fn run(vm: &mut Vm, namespace: &Py<Dict>) -> PyResult<()> {
    let sys_namespace = vm.sys.clone();
    for (name, prompt) in [("ps1", ">>> "), ("ps2", "... ")] {
        let key = vm.intern(name);
        if sys_namespace.get_str(&vm.heap, &key).is_none() {
            let prompt = vm.new_str(prompt);
            crate::native::set(vm, &sys_namespace, name, prompt);
        }
    }
    let mut session = Session { namespace: namespace.clone(), options: vm.compile_options() };
    loop {
        let code = match session.read_statement(vm) {
            Statement::Text(text) => session.compile(vm, &text),
            Statement::Undecodable(bytes) => {
                source::compile_bytes(vm, &bytes, "<stdin>", Mode::Single, session.options, Bytes::Typed)
            }
            Statement::Interrupted(exception) if vm.is_instance_of(&exception, &vm.types.keyboard_interrupt) => {
                uncaught::write_stderr(vm, "\nKeyboardInterrupt\n");
                continue;
            }
            Statement::Interrupted(exception) => {
                print(vm, exception)?;
                continue;
            }
            Statement::End => return Ok(()),
        };
        session.run_statement(vm, code)?;
    }
}

/// What the last line has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LastLine {
    Code,
    /// Nothing: it ends a block.
    Empty,
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

/// Shows what a statement raised; `Err` is SystemExit, its own or that of `sys.excepthook`.
fn print(vm: &mut Vm, exception: Value) -> PyResult<()> {
    if vm.is_instance_of(&exception, &vm.types.system_exit) {
        return Err(vm.raise_as_is(exception));
    }
    match uncaught::print_uncaught(vm, &exception) {
        None => Ok(()),
        Some(code) => {
            let code = Value::index(usize::from(code as u8));
            Err(vm.raise_with(|types| &types.system_exit, vec![code]))
        }
    }
}

impl Session {
    /// Lines until they are a whole statement or cannot become one.
    fn read_statement(&self, vm: &mut Vm) -> Statement {
        let mut text = String::new();
        let mut is_resumed = false;
        loop {
            let name = if text.is_empty() { "ps1" } else { "ps2" };
            let prompt = if is_resumed { String::new() } else { prompt(vm, name) };
            is_resumed = false;
            match typed_lines::read(vm, &prompt) {
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
                    let line = if code.is_empty() { LastLine::Empty } else { LastLine::Code };
                    if self.is_whole(vm, &text, line) {
                        return Statement::Text(text);
                    }
                }
            }
        }
    }

    /// Whether no further line can or need belong to the statement.
    fn is_whole(&self, vm: &Vm, text: &str, last: LastLine) -> bool {
        let ends_block = last == LastLine::Empty;
        let attempt = self.try_compile(vm, text, "<stdin>");
        if attempt.is_parsed() {
            return ends_block || !attempt.is_compound();
        }
        !attempt.is_incomplete() || (ends_block && attempt.lacks_only_lines())
    }

    /// A text read at the prompt ends with a newline, whether or not the last line did.
    fn try_compile(&self, vm: &Vm, text: &str, filename: &str) -> Attempt {
        let text = if text.ends_with('\n') { text.into() } else { std::borrow::Cow::from(format!("{text}\n")) };
        source::try_compile(vm, &text, filename, Mode::Single, self.options)
    }

    /// The code of an input has a name of its own, by which `linecache` finds its text.
    fn compile(&mut self, vm: &mut Vm, text: &str) -> PyResult<Py<Code>> {
        let filename = format!("<stdin-{}>", vm.states.get_or_default::<Inputs>().0);
        let unit = self.try_compile(vm, text, &filename).finish(vm, "<stdin>")?;
        vm.states.get_or_default::<Inputs>().0 += 1;
        self.options.future_annotations |= unit.flags.contains(CodeFlags::FUTURE_ANNOTATIONS);
        self.options.future_barry |= unit.flags.contains(CodeFlags::FUTURE_BARRY);
        texts::keep(vm, &unit, text);
        Ok(Code::create(vm, &unit))
    }

    fn run_statement(&self, vm: &mut Vm, code: PyResult<Py<Code>>) -> PyResult<()> {
        let result = code.and_then(|code| import::run_in(vm, &code, &self.namespace));
        vm.run_parked_if_any();
        let printed = match result {
            Ok(_) => Ok(()),
            Err(raised) => {
                let exception = vm.take_raised(raised);
                print(vm, exception)
            }
        };
        vm.run_parked_if_any();
        uncaught::flush(vm, "stdout");
        printed
    }
}
