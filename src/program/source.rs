//! From source text to code objects: what `compile`, `exec`, `import` and the command line share.

use std::rc::Rc;

use ouropy_compiler::code::CodeUnit;
use ouropy_compiler::{Mode, Options};
use ouropy_grammar::ast::Module;
use ouropy_grammar::error::{ErrorDetails, ErrorKind, SyntaxError, Warning, WarningKind};
use ouropy_grammar::source::{Inequality, Origin, Source};
use ouropy_grammar::token::Position;
use ouropy_grammar::{Parsed, Refused};

use crate::object::{Py, Tuple, Value};
use crate::program::warnings;
use crate::types::code::Code;
use crate::types::exception::{self, Exception, Field};
use crate::types::{codec, int};
use crate::vm::{PyResult, Raised, Vm};

/// The parser's mode for the compiler's.
fn parser_mode(mode: Mode) -> ouropy_grammar::Mode {
    match mode {
        Mode::File => ouropy_grammar::Mode::File,
        Mode::Eval => ouropy_grammar::Mode::Expression,
        Mode::Single => ouropy_grammar::Mode::Interactive,
    }
}

/// What bytes to compile are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Bytes {
    /// A file's.
    File,
    /// A bytes object's.
    Object,
    /// Lines typed at the prompt.
    Typed,
}

/// Who finds fault with a text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Finder {
    /// The parser, or what belongs to it.
    Parser,
    /// The compiler.
    Compiler,
}

/// What the parser said of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// It does not parse.
    Refused,
    /// It parses, and its first statement has no block.
    Simple,
    /// It parses, and its first statement has a block.
    Compound,
}

/// What became of a text: code or a tree, or an error, and warnings. Nothing is raised or shown before
/// [`Attempt::finish`], so that a read-eval-print loop can look first.
pub struct Attempt<T = Rc<CodeUnit>> {
    outcome: Result<T, SyntaxError>,
    /// The parser's warnings, then the compiler's.
    warnings: Vec<Warning>,
    /// How many of them are the parser's.
    parser_warnings: usize,
    verdict: Verdict,
    text: Text,
}

/// A text that was parsed, for what is said about it.
struct Text {
    source: Source,
    mode: Mode,
    ends_in_newline: bool,
    /// The text is a bytes object's: that it cannot be decoded is an error in line 0.
    is_from_bytes: bool,
    /// [`Refused::last_compound`], of a text that the parser has refused.
    last_compound: Option<Position>,
}

impl<T> Attempt<T> {
    /// Whether its first statement has a block, to which more lines could belong.
    pub fn is_compound(&self) -> bool {
        self.verdict == Verdict::Compound
    }

    /// Whether the parser accepted the text, whatever the compiler said.
    pub fn is_parsed(&self) -> bool {
        self.verdict != Verdict::Refused
    }

    /// Whether more lines could make it valid.
    pub fn is_incomplete(&self) -> bool {
        self.outcome.as_ref().is_err_and(SyntaxError::is_incomplete)
    }

    /// Whether it is incomplete for want of further lines of a block, not of a bracket's or a string's end.
    pub fn lacks_only_lines(&self) -> bool {
        let is_open = |error: &SyntaxError| error.is_incomplete() && !error.is_unclosed() && !error.is_refusal();
        self.outcome.as_ref().is_err_and(is_open)
    }

    /// The same with an error that the parser is said to have found.
    fn found_by(mut self, finder: Finder) -> Self {
        if finder == Finder::Parser && self.outcome.is_err() {
            self.verdict = Verdict::Refused;
        }
        self
    }

    /// Issues the warnings, then gives the code or the tree, or raises SyntaxError and its kin.
    pub fn finish(self, vm: &mut Vm, filename: &str) -> PyResult<T> {
        let is_parsed = self.is_parsed();
        let Attempt { outcome, warnings, parser_warnings, text, .. } = self;
        for (index, warning) in warnings.into_iter().enumerate() {
            let finder = if index < parser_warnings { Finder::Parser } else { Finder::Compiler };
            text.issue(vm, warning, finder, filename)?;
        }
        outcome.map_err(|error| {
            if error.has_no_place() && (text.is_from_bytes || makes_no_text(&error)) {
                return raise_undecoded(vm, &error, filename);
            }
            text.raise(vm, &error, if is_parsed { Finder::Compiler } else { Finder::Parser }, filename)
        })
    }
}

impl Text {
    fn new(source: Source, mode: Mode) -> Text {
        Text { source, mode, ends_in_newline: true, is_from_bytes: false, last_compound: None }
    }

    /// A warning that a filter turns into an error becomes a SyntaxError.
    fn issue(&self, vm: &mut Vm, warning: Warning, finder: Finder, filename: &str) -> PyResult<()> {
        let category = match warning.kind {
            WarningKind::Syntax => vm.types.syntax_warning.clone(),
            WarningKind::Deprecation => vm.types.deprecation_warning.clone(),
        };
        let issued = warnings::warn_explicit(vm, &category, &warning.message, filename, warning.span.line);
        let Err(raised) = issued else { return Ok(()) };
        let exception = vm.take_raised(raised);
        if !vm.is_instance_of(&exception, &category) {
            return Err(vm.raise(exception));
        }
        drop(exception);
        let Warning { span, message, .. } = warning;
        let message = message.replace(" Such sequences will not work in the future.", "");
        let is_point = (span.line, span.column) == (span.end_line, span.end_column);
        // What the tokenizer finds has no extent.
        let error = if is_point { SyntaxError::refused(span, message) } else { SyntaxError::at(span, message) };
        Err(self.raise(vm, &error, finder, filename))
    }

    /// Raises the exception of a refused text, with `filename`, `lineno`, `offset`, `text`, `end_lineno`,
    /// `end_offset`. The compiler knows no text, only what the file of that name holds now, and counts in bytes.
    fn raise(&self, vm: &mut Vm, error: &SyntaxError, finder: Finder, filename: &str) -> Raised {
        let mut details = error.details(&self.source);
        let mut text = None;
        if let Some(details) = &mut details {
            if finder == Finder::Compiler && (self.mode != Mode::Single || filename != "<stdin>") {
                if let Some(span) = error.span() {
                    (details.offset, details.end_offset) = (span.column as i32 + 1, span.end_column as i32 + 1);
                    details.end_line = span.end_line;
                }
                text = crate::vm::uncaught::source::file_line(vm, filename, details.line);
            } else {
                if self.mode != Mode::File && !self.ends_in_newline {
                    as_expression(details, &self.source);
                }
                // Of bytes that are no text CPython shows the line without its end.
                if self.is_from_bytes && error.message().starts_with("Non-UTF-8") {
                    details.text.truncate(details.text.trim_end_matches('\n').len());
                }
                text = Some(std::mem::take(&mut details.text));
            }
        }
        let raised = raise_syntax_error(vm, error, details, text, filename);
        match self.last_compound {
            Some(place) if finder == Finder::Parser => self.note_progress(vm, raised, place),
            _ => raised,
        }
    }

    /// Sets `_metadata`, by which `traceback` looks for misspelt keywords: where the parser was, and the text.
    fn note_progress(&self, vm: &mut Vm, raised: Raised, place: Position) -> Raised {
        let exception = vm.take_raised(raised);
        if vm.is_instance_of(&exception, &vm.types.syntax_error) {
            let text = self.source.text();
            let is_whole = self.mode == Mode::File || !self.source.is_unfinished();
            let text = if is_whole { text } else { text.strip_suffix('\n').unwrap_or(text) };
            let [line, column] = [place.line, place.column].map(|number| int::from_i64(vm, i64::from(number)));
            let text = vm.new_str(text).into_value();
            let metadata = vm.new_tuple(vec![line, column, text]).into_value();
            exception::set_field(vm, &exception, Field::Metadata, metadata);
        }
        vm.raise_as_is(exception)
    }
}

/// Compiles decoded text without raising.
pub fn try_compile(vm: &Vm, text: &str, filename: &str, mode: Mode, options: Options) -> Attempt {
    try_text(vm, text, mode, options, compiler(filename, mode, options))
}

/// A text of fewer bytes is compiled without asking.
const LONG: usize = 1 << 20;
/// About how many bytes the tree and the code take for each token.
const PER_TOKEN: usize = 128;

/// MemoryError if there is surely not enough for the tree and the code of a text: parser and compiler do not ask.
fn check_room(vm: &mut Vm, text: &[u8]) -> PyResult<()> {
    if text.len() < LONG {
        return Ok(());
    }
    let tokens = ouropy_grammar::least_tokens(text);
    let bytes = tokens.saturating_mul(PER_TOKEN).saturating_add(text.len().saturating_mul(2));
    if vm.heap.has_memory(bytes) { Ok(()) } else { Err(vm.memory_error()) }
}

/// Parses decoded text and makes something of the tree, without raising.
fn try_text<T>(vm: &Vm, text: &str, mode: Mode, options: Options, make: impl Maker<T>) -> Attempt<T> {
    let source = prepared(vm, Source::from_text(text), options);
    let mut attempt = attempt(ouropy_grammar::parse_source(source, parser_mode(mode)), mode, make);
    attempt.text.ends_in_newline = text.ends_with('\n');
    attempt
}

/// Makes something of the tree of a text, and notes warnings.
pub trait Maker<T>: FnOnce(Module, &Source, &mut Vec<Warning>) -> Result<T, SyntaxError> {}

impl<T, F: FnOnce(Module, &Source, &mut Vec<Warning>) -> Result<T, SyntaxError>> Maker<T> for F {}

/// Makes a code unit of a tree.
fn compiler(filename: &str, mode: Mode, options: Options) -> impl Maker<Rc<CodeUnit>> {
    move |ast, _: &Source, warnings: &mut Vec<Warning>| {
        ouropy_compiler::compile_warning(&ast, filename, mode, options, warnings)
    }
}

/// A source with what the interpreter's state and the options say about reading it.
fn prepared(vm: &Vm, source: Source, options: Options) -> Source {
    let inequality = if options.future_barry { Inequality::LessGreater } else { Inequality::NotEqual };
    source.with_most_digits(vm.max_str_digits).with_inequality(inequality)
}

fn attempt<T>(parsed: Result<Parsed, Box<Refused>>, mode: Mode, make: impl Maker<T>) -> Attempt<T> {
    match parsed {
        Ok(Parsed { ast, mut warnings, source, .. }) => {
            let parser_warnings = warnings.len();
            let verdict = if is_compound(&ast) { Verdict::Compound } else { Verdict::Simple };
            let outcome = make(ast, &source, &mut warnings);
            Attempt { outcome, warnings, parser_warnings, verdict, text: Text::new(source, mode) }
        }
        Err(refused) => {
            let Refused { error, mut warnings, source, last_compound } = *refused;
            // The parser has come to the error and no further.
            if let Some(span) = error.span() {
                warnings.retain(|warning| (warning.span.line, warning.span.column) < (span.line, span.column));
            }
            let parser_warnings = warnings.len();
            let text = Text { last_compound, ..Text::new(source, mode) };
            Attempt { outcome: Err(error), warnings, parser_warnings, verdict: Verdict::Refused, text }
        }
    }
}

fn is_compound(ast: &Module) -> bool {
    let (Module::Module { body } | Module::Interactive { body }) = ast else { return false };
    body.first().is_some_and(|first| first.kind.is_compound())
}

/// A code object from decoded text; raises SyntaxError.
pub fn compile_text(vm: &mut Vm, text: &str, filename: &str, mode: Mode, options: Options) -> PyResult<Py<Code>> {
    check_room(vm, text.as_bytes())?;
    let unit = try_compile(vm, text, filename, mode, options).finish(vm, filename)?;
    Ok(Code::create(vm, &unit))
}

/// What `make` makes of the tree of decoded text; raises SyntaxError.
pub fn make_of_text<T>(
    vm: &mut Vm,
    text: &str,
    filename: &str,
    mode: Mode,
    options: Options,
    (finder, make): (Finder, impl Maker<T>),
) -> PyResult<T> {
    check_room(vm, text.as_bytes())?;
    try_text(vm, text, mode, options, make).found_by(finder).finish(vm, filename)
}

/// What was made of a text in another way than by parsing all of it; raises SyntaxError.
pub fn finish<T>(
    vm: &mut Vm,
    source: Source,
    mode: Mode,
    outcome: Result<T, SyntaxError>,
    filename: &str,
) -> PyResult<T> {
    let ends_in_newline = !source.is_unfinished();
    let text = Text { ends_in_newline, ..Text::new(source, mode) };
    let attempt = Attempt { outcome, warnings: Vec::new(), parser_warnings: 0, verdict: Verdict::Refused, text };
    attempt.finish(vm, filename)
}

/// A code object from a tree that a program has made; raises SyntaxError.
pub fn compile_tree(vm: &mut Vm, tree: Module, filename: &str, mode: Mode, options: Options) -> PyResult<Py<Code>> {
    let mut warnings = Vec::new();
    let source = Source::from_text("");
    let outcome = compiler(filename, mode, options)(tree, &source, &mut warnings);
    let text = Text::new(source, mode);
    let attempt = Attempt { outcome, warnings, parser_warnings: 0, verdict: Verdict::Simple, text };
    let unit = attempt.finish(vm, filename)?;
    Ok(Code::create(vm, &unit))
}

/// A code object from the bytes of a file or of a bytes object; raises SyntaxError.
pub fn compile_bytes(
    vm: &mut Vm,
    bytes: &[u8],
    filename: &str,
    mode: Mode,
    options: Options,
    kind: Bytes,
) -> PyResult<Py<Code>> {
    let parsed = parse(vm, bytes, filename, mode, options, kind)?;
    let mut attempt = attempt(parsed, mode, compiler(filename, mode, options));
    attempt.text.is_from_bytes = kind != Bytes::File;
    let unit = attempt.finish(vm, filename)?;
    Ok(Code::create(vm, &unit))
}

/// What `make` makes of the tree of a bytes object; raises SyntaxError.
pub fn make_of_bytes<T>(
    vm: &mut Vm,
    bytes: &[u8],
    filename: &str,
    mode: Mode,
    options: Options,
    (finder, make): (Finder, impl Maker<T>),
) -> PyResult<T> {
    let parsed = parse(vm, bytes, filename, mode, options, Bytes::Object)?;
    let mut attempt = attempt(parsed, mode, make).found_by(finder);
    attempt.text.is_from_bytes = true;
    attempt.finish(vm, filename)
}

/// Decodes and parses bytes.
fn parse(
    vm: &mut Vm,
    bytes: &[u8],
    filename: &str,
    mode: Mode,
    options: Options,
    kind: Bytes,
) -> PyResult<Result<Parsed, Box<Refused>>> {
    check_room(vm, bytes)?;
    let origin = match kind {
        Bytes::File => Origin::File(filename),
        Bytes::Object => Origin::Bytes,
        Bytes::Typed => Origin::Typed,
    };
    let decoded = match Source::unknown_encoding(bytes) {
        Some(name) => Ok(Source::from_text(&decode(vm, bytes, &name, filename, kind)?)),
        None => ouropy_grammar::read_bytes(bytes, origin),
    };
    Ok(decoded.and_then(|source| ouropy_grammar::parse_source(prepared(vm, source, options), parser_mode(mode))))
}

/// The text of bytes in an encoding that the registry of codecs is asked for. Raises SyntaxError in line 0 with what
/// the codec said.
fn decode(vm: &mut Vm, bytes: &[u8], encoding: &str, filename: &str, kind: Bytes) -> PyResult<String> {
    let object = crate::types::bytes::new(vm, bytes);
    let decoded = codec::decode(vm, &object, bytes, Some(encoding), None)
        .and_then(|text| codec::encode(vm, &text, Some("utf-8"), None));
    let raised = match decoded {
        Ok(text) => return Ok(String::from_utf8_lossy(&text).into_owned()),
        Err(raised) => raised,
    };
    let exception = vm.take_raised(raised);
    let is_refusal = [vm.types.lookup_error.clone(), vm.types.value_error.clone(), vm.types.syntax_error.clone()]
        .iter()
        .any(|class| vm.is_instance_of(&exception, class));
    if !is_refusal {
        return Err(vm.raise(exception));
    }
    let said = crate::protocol::str(vm, &exception)?.to_string_lossy().into_owned();
    // CPython asks for a stream reader of a file, and suggests nothing.
    let said = match said.split_once("; use codecs.") {
        Some((problem, _)) if kind == Bytes::File => problem.to_owned(),
        _ => said,
    };
    Err(raise_undecoded(vm, &SyntaxError::without_place(ErrorKind::Syntax, said), filename))
}

/// Whether an error is of an encoding that makes no text of the bytes. CPython has given up before line 1 then.
fn makes_no_text(error: &SyntaxError) -> bool {
    error.kind() == ErrorKind::Syntax && !error.message().starts_with("encoding problem")
}

/// A SyntaxError in line 0, of source that made no text.
#[cold]
fn raise_undecoded(vm: &mut Vm, error: &SyntaxError, filename: &str) -> Raised {
    if error.kind() != ErrorKind::Syntax {
        return raise_syntax_error(vm, error, None, None, filename);
    }
    let class = vm.types.syntax_error.to_value();
    let numbers = [0, -1].map(|number| Value::small_int(number).unwrap_or(Value::NONE));
    let [line, offset] = numbers;
    let place = vec![vm.new_str(filename).into_value(), line, offset, Value::NONE];
    let args = [vm.new_str(error.message()).into_value(), vm.new_tuple(place).into_value()];
    match crate::protocol::call(vm, &class, &args) {
        Ok(exception) => vm.raise(exception),
        Err(raised) => raised,
    }
}

/// Raises SyntaxError or its kin.
fn raise_syntax_error(
    vm: &mut Vm,
    error: &SyntaxError,
    details: Option<ErrorDetails>,
    text: Option<String>,
    filename: &str,
) -> Raised {
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
    let mut args = vec![vm.new_str(message).into_value()];
    if let Some(details) = details {
        let filename = vm.new_str(filename).into_value();
        let line_text = text.map_or(Value::NONE, |text| vm.new_str(&text).into_value());
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

/// Raises the error that the tokens of a text end with, as `tokenize` sees it: a SyntaxError of the file `<string>`.
pub fn raise_of_tokens(vm: &mut Vm, error: &SyntaxError, source: &Source) -> Raised {
    let mut details = error.details(source);
    let is_of_indentation = matches!(error.kind(), ErrorKind::Indentation | ErrorKind::Tab);
    if is_of_indentation && let Some(details) = &mut details {
        details.offset = source.line(details.line).chars().count() as i32;
    }
    let text = details.as_mut().map(|details| std::mem::take(&mut details.text).trim_end_matches('\n').to_owned());
    let raised = raise_syntax_error(vm, error, details, text, "<string>");
    if !is_of_indentation {
        return raised;
    }
    // Where such an error ends is not known.
    let exception = vm.take_raised(raised);
    for field in [Field::EndLine, Field::EndOffset] {
        exception::set_field(vm, &exception, field, Value::NONE);
    }
    let args = exception.cast::<Exception>().and_then(|object| object.args.get(&vm.heap).clone());
    if let Some([message, details]) = args.as_ref().map(|args| args.items())
        && let Some([filename, line, offset, text, ..]) = details.cast::<Tuple>().map(|details| details.items())
    {
        let details = [filename, line, offset, text, &Value::NONE, &Value::NONE].map(Value::clone).to_vec();
        let details = vm.new_tuple(details).into_value();
        let args = vm.new_tuple(vec![message.clone(), details]);
        if let Some(object) = exception.cast::<Exception>() {
            object.args.set(&mut vm.heap, Some(args));
        }
    }
    vm.raise_as_is(exception)
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
    fields: &[(Field, Value)],
) -> Raised {
    let message = vm.new_str(text).into_value();
    let exception = exception::new(vm, class, vec![message.clone()]);
    exception::set_field(vm, &exception, Field::Msg, message);
    for (field, value) in fields {
        exception::set_field(vm, &exception, *field, value.clone());
    }
    vm.raise(exception)
}
