//! From source text to code objects: what `compile`, `exec`, `import` and the command line share.

use std::rc::Rc;

use ouropy_grammar::error::{ErrorDetails, ErrorKind, SyntaxError, WarningKind};
use ouropy_grammar::source::{Origin, Source};
use ouropy_grammar::{Parsed, Refused};

use crate::code::CodeUnit;
use crate::compile::{self, Mode, Options};
use crate::object::{Py, Value};
use crate::types::code::Code;
use crate::types::exception;
use crate::vm::{PyResult, Raised, Vm};

/// The parser's mode for the compiler's.
fn parser_mode(mode: Mode) -> ouropy_grammar::Mode {
    match mode {
        Mode::File => ouropy_grammar::Mode::File,
        Mode::Eval => ouropy_grammar::Mode::Expression,
        Mode::Single => ouropy_grammar::Mode::Interactive,
    }
}

/// Why a text did not compile: the exception is raised later, so that a read-eval-print loop can look first.
pub struct Failure {
    error: SyntaxError,
    source: Source,
    mode: Mode,
    ends_in_newline: bool,
}

impl Failure {
    /// Whether more lines could make it valid.
    pub fn is_incomplete(&self) -> bool {
        self.error.is_incomplete()
    }

    /// Raises it as SyntaxError and its kin.
    pub fn raise(&self, vm: &mut Vm, filename: &str) -> Raised {
        raise_syntax_error(vm, self, filename)
    }
}

/// Compiles decoded text without raising.
pub fn try_compile(text: &str, filename: &str, mode: Mode, options: Options) -> Result<Rc<CodeUnit>, Box<Failure>> {
    finish(ouropy_grammar::parse(text, parser_mode(mode)), filename, mode, options).map_err(|mut failure| {
        failure.ends_in_newline = text.ends_with('\n');
        failure
    })
}

fn finish(
    parsed: Result<Parsed, Box<Refused>>,
    filename: &str,
    mode: Mode,
    options: Options,
) -> Result<Rc<CodeUnit>, Box<Failure>> {
    match parsed {
        Ok(parsed) => {
            warn(&parsed, filename);
            compile::compile(&parsed.ast, filename, mode, options)
                .map_err(|error| Box::new(Failure { error, source: parsed.source, mode, ends_in_newline: true }))
        }
        Err(refused) => {
            let Refused { error, source, .. } = *refused;
            Err(Box::new(Failure { error, source, mode, ends_in_newline: true }))
        }
    }
}

/// Prints the text's SyntaxWarnings as CPython's default filters do.
fn warn(parsed: &Parsed, filename: &str) {
    for warning in &parsed.warnings {
        if warning.kind == WarningKind::Syntax {
            let line = parsed.source.line(warning.span.line).trim();
            eprintln!("{filename}:{}: SyntaxWarning: {}\n  {line}", warning.span.line, warning.message);
        }
    }
}

/// A code object from decoded text; raises SyntaxError.
pub fn compile_text(vm: &mut Vm, text: &str, filename: &str, mode: Mode, options: Options) -> PyResult<Py<Code>> {
    match try_compile(text, filename, mode, options) {
        Ok(unit) => Ok(Code::create(vm, &unit)),
        Err(failure) => Err(failure.raise(vm, filename)),
    }
}

/// A code object from the bytes of a file or of a bytes object; raises SyntaxError.
pub fn compile_bytes(
    vm: &mut Vm,
    bytes: &[u8],
    filename: &str,
    mode: Mode,
    options: Options,
    from_file: bool,
) -> PyResult<Py<Code>> {
    let origin = if from_file { Origin::File(filename) } else { Origin::Bytes };
    match finish(ouropy_grammar::parse_bytes(bytes, origin, parser_mode(mode)), filename, mode, options) {
        Ok(unit) => Ok(Code::create(vm, &unit)),
        Err(failure) => Err(failure.raise(vm, filename)),
    }
}

/// Raises the exception of a refused text, with `filename`, `lineno`, `offset`, `text`, `end_lineno`, `end_offset`.
fn raise_syntax_error(vm: &mut Vm, failure: &Failure, filename: &str) -> Raised {
    let Failure { error, source, mode, ends_in_newline } = failure;
    let message = error.message();
    let class = match error.kind() {
        ErrorKind::Syntax => vm.types.syntax_error.clone(),
        ErrorKind::Indentation => vm.types.indentation_error.clone(),
        ErrorKind::Tab => vm.types.tab_error.clone(),
        ErrorKind::TooComplex => {
            return vm.raise_message(|types| &types.memory_error, message);
        }
        ErrorKind::Recursion => return vm.recursion_error(message),
        ErrorKind::Value => return vm.value_error(message),
        ErrorKind::Overflow => return vm.overflow_error(message),
    };
    let text = vm.new_str(message).into_value();
    let mut args = vec![text];
    if let Some(mut details) = error.details(source) {
        if *mode == Mode::Eval && !ends_in_newline {
            as_expression(&mut details, source);
        }
        let filename = vm.new_str(filename).into_value();
        let line_text = vm.new_str(&details.text).into_value();
        let number = |number: i64| Value::small_int(number).unwrap_or(Value::NONE);
        let place = vec![
            filename,
            number(i64::from(details.line)),
            number(i64::from(details.offset)),
            line_text,
            number(i64::from(details.end_line)),
            number(i64::from(details.end_offset)),
        ];
        args.push(vm.new_tuple(place).into_value());
    }
    match crate::protocol::call(vm, class.as_value(), &args) {
        Ok(exception) => vm.raise(exception),
        Err(raised) => raised,
    }
}

/// Where CPython sees an error of an expression: its tokenizer adds no newline at the end of such a text.
fn as_expression(details: &mut ErrorDetails, source: &Source) {
    if source.text().is_empty() {
        (details.line, details.end_line, details.text) = (0, 0, String::new());
    } else if details.text.ends_with('\n') && source.line(details.line + 1).is_empty() {
        details.text.pop();
    }
}

/// An ImportError or a class derived from it, with `name` and `path`.
pub fn import_error(
    vm: &mut Vm,
    class: &Py<crate::types::class::Class>,
    text: &str,
    fields: &[(&str, Value)],
) -> Raised {
    let message = vm.new_str(text).into_value();
    let exception = exception::new(vm, class, vec![message.clone()]);
    exception::set_field(vm, &exception, "msg", message);
    for (name, value) in fields {
        exception::set_field(vm, &exception, name, value.clone());
    }
    vm.raise(exception)
}
