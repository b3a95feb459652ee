//! `open`, and the objects behind `sys.stdin`, `sys.stdout` and `sys.stderr`.

use super::base::chained;
use super::buffered::{Buffered, Kind};
use super::file_io::{self, Closing, FileIo};
use super::text::{self, Buffering, Settings};
use super::{errors::shown, system};
use crate::object::{Slot, Str, Value};
use crate::program::path::fs_encode;
use crate::protocol::{self, attribute};
use crate::types::int::Number;
use crate::vm::descriptor::Descriptor;
use crate::vm::{PyResult, Raised, Vm};

/// The parameters of `open`.
pub const PARAMETERS: &str =
    "file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None";

/// What the mode string asks for.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a letter of its own")]
struct Mode {
    creates: bool,
    reads: bool,
    writes: bool,
    appends: bool,
    updates: bool,
    is_binary: bool,
    is_text: bool,
}

impl Mode {
    fn parse(text: &str) -> Option<Mode> {
        let mut mode = Mode::default();
        for letter in text.chars() {
            let field = match letter {
                'x' => &mut mode.creates,
                'r' => &mut mode.reads,
                'w' => &mut mode.writes,
                'a' => &mut mode.appends,
                '+' => &mut mode.updates,
                'b' => &mut mode.is_binary,
                't' => &mut mode.is_text,
                _ => return None,
            };
            if std::mem::replace(field, true) {
                return None;
            }
        }
        Some(mode)
    }

    fn actions(&self) -> usize {
        [self.creates, self.reads, self.writes, self.appends].into_iter().filter(|&action| action).count()
    }

    /// The mode of the raw file.
    fn raw(&self) -> String {
        let letters =
            [(self.creates, 'x'), (self.reads, 'r'), (self.writes, 'w'), (self.appends, 'a'), (self.updates, '+')];
        letters.into_iter().filter_map(|(is_set, letter)| is_set.then_some(letter)).collect()
    }
}

fn text_argument(vm: &mut Vm, name: &str, value: &Slot) -> PyResult<Value> {
    match value {
        None => Ok(Value::NONE),
        Some(value) if value.is_none() => Ok(Value::NONE),
        Some(value) => match value.cast::<Str>() {
            Some(text) => crate::types::codec::plain_name(vm, text).map(|_| value.clone()),
            None => {
                let class = shown(vm, value);
                Err(vm.type_error(format!("open() argument '{name}' must be str or None, not {class}")))
            }
        },
    }
}

/// `open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)`.
pub fn open(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let [Some(file), mode, buffering, encoding, errors, newline, closefd, opener] = bound else {
        return Ok(Value::NONE);
    };
    let mode_text = match mode {
        None => vm.new_str("r"),
        Some(mode) => match mode.cast::<Str>() {
            Some(text) => text.clone(),
            None => {
                let class = shown(vm, mode);
                return Err(vm.type_error(format!("open() argument 'mode' must be str, not {class}")));
            }
        },
    };
    let buffering = match buffering {
        Some(buffering) => protocol::number::int_argument(vm, buffering)?,
        None => -1,
    };
    let encoding = text_argument(vm, "encoding", encoding)?;
    let errors = text_argument(vm, "errors", errors)?;
    let newline = text_argument(vm, "newline", newline)?;
    let closing = match closefd {
        Some(closefd) if !protocol::is_true(vm, closefd)? => Closing::Nothing,
        _ => Closing::Descriptor,
    };
    let name = if is_number(vm, file) { file.clone() } else { fs_encode(vm, file)?.1 };
    let shown_mode = mode_text.to_string_lossy().into_owned();
    let Some(mode) = Mode::parse(&shown_mode) else {
        return Err(vm.value_error(format!("invalid mode: '{shown_mode}'")));
    };
    check_arguments(vm, &mode, [&encoding, &errors, &newline])?;
    if mode.is_binary && buffering == 1 {
        let category = vm.types.runtime_warning.clone();
        let text = "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used";
        (vm.hooks.warn)(vm, &category, text)?;
    }
    let opener = opener.clone().filter(|opener| !opener.is_none());
    let raw = file_io::create(vm, &name, &mode.raw(), closing, opener)?;
    let mut made = raw.clone();
    let newline = newline.cast::<Str>().map(|newline| newline.as_bytes().to_vec());
    let result = wrap(vm, &raw, &mut made, &mode, buffering, |lines| Settings {
        encoding: encoding.clone(),
        errors: errors.clone(),
        newline: newline.as_deref(),
        buffering: if lines == Lines::AtOnce { Buffering::Lines } else { Buffering::Chunks },
    });
    match result {
        Ok(file) => {
            if !mode.is_binary {
                let key = vm.intern("mode");
                attribute::set(vm, &file, &key, Some(mode_text.as_value()))?;
            }
            Ok(file)
        }
        Err(raised) => Err(close_after(vm, raised, &made)),
    }
}

/// Whether each line is written out at once.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lines {
    AtOnce,
    Buffered,
}

fn is_number(vm: &Vm, value: &Value) -> bool {
    Number::of(value).is_some() || vm.class_of(value).slots(&vm.heap).index.is_some()
}

/// Puts a buffer, and what makes text of it, over a raw file. `made` is what has to be closed if that fails.
fn wrap<'a>(
    vm: &mut Vm,
    raw: &Value,
    made: &mut Value,
    mode: &Mode,
    mut buffering: i32,
    settings: impl FnOnce(Lines) -> Settings<'a>,
) -> PyResult {
    let file = raw.expect::<FileIo>();
    let mut lines = Lines::Buffered;
    if buffering == 1 || buffering < 0 && is_terminal(vm, file)? {
        buffering = -1;
        lines = Lines::AtOnce;
    }
    let size = match buffering {
        0 if !mode.is_binary => return Err(vm.value_error("can't have unbuffered text I/O")),
        0 => return Ok(raw.clone()),
        1.. => buffering as isize,
        _ => file.block.get().clamp(super::BUFFER_SIZE, 8192 * 1024) as isize,
    };
    let kind = if mode.updates {
        Kind::Random
    } else if mode.reads {
        Kind::Reader
    } else {
        Kind::Writer
    };
    let buffer = Buffered::create(vm, kind, raw, size)?;
    *made = buffer.clone();
    if mode.is_binary {
        return Ok(buffer);
    }
    text::create(vm, &buffer, &settings(lines))
}

fn is_terminal(vm: &mut Vm, file: &FileIo) -> PyResult<bool> {
    let descriptor = file.opened(vm)?;
    Ok(!file.is_regular.get() && system::is_terminal(descriptor))
}

/// Closes what has been opened although the rest has failed.
fn close_after(vm: &mut Vm, raised: Raised, made: &Value) -> Raised {
    let exception = vm.take_raised(raised);
    let close = vm.names.close.clone();
    match protocol::call_method(vm, made, &close, &[]) {
        Ok(_) => vm.raise_as_is(exception),
        Err(raised) => chained(vm, Some(exception), raised),
    }
}

fn check_arguments(vm: &mut Vm, mode: &Mode, text_only: [&Value; 3]) -> PyResult<()> {
    let names = ["an encoding", "an errors", "a newline"];
    let problem = if mode.is_text && mode.is_binary {
        "can't have text and binary mode at once".to_owned()
    } else if mode.actions() > 1 {
        "must have exactly one of create/read/write/append mode".to_owned()
    } else if mode.is_binary
        && let Some(index) = text_only.iter().position(|argument| !argument.is_none())
    {
        format!("binary mode doesn't take {} argument", names[index])
    } else {
        return Ok(());
    };
    Err(vm.value_error(problem))
}

/// `open_code(path)`: as `open` with mode "rb".
pub fn open_code(vm: &mut Vm, module: &Value, bound: &[Slot]) -> PyResult {
    let path = bound[0].clone().unwrap_or(Value::NONE);
    if !path.has::<Str>() {
        let class = shown(vm, &path);
        return Err(vm.type_error(format!("open_code() argument 'path' must be str, not {class}")));
    }
    let mode = vm.new_str("rb").into_value();
    open(vm, module, &[Some(path), Some(mode), None, None, None, None, None, None])
}

/// `_RawIOBase.close`, which `FileIO` calls first.
pub fn base_close(vm: &mut Vm, this: &Value) -> PyResult {
    let (class, close) = (super::base::IO_BASE.of(vm), vm.names.close.clone());
    match class.find(&vm.heap, &close).cloned() {
        Some(close) => protocol::call(vm, &close, std::slice::from_ref(this)),
        None => Ok(Value::NONE),
    }
}

/// `sys.stdin`, `sys.stdout` and `sys.stderr`.
pub struct Standard {
    /// Descriptor 0.
    pub input: Value,
    /// Descriptor 1.
    pub output: Value,
    /// Descriptor 2.
    pub error: Value,
}

/// Whether the standard streams have buffers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum StandardBuffers {
    /// As usual.
    Used,
    /// `-u`: what is written goes out at once.
    Unused,
}

/// Makes the objects of the standard streams; None in place of one whose descriptor is closed.
pub fn standard(vm: &mut Vm, buffers: StandardBuffers) -> PyResult<Standard> {
    let errors = if is_simple_locale() { "surrogateescape" } else { "strict" };
    Ok(Standard {
        input: standard_file(vm, 0, "<stdin>", errors, StandardBuffers::Used)?,
        output: standard_file(vm, 1, "<stdout>", errors, buffers)?,
        error: standard_file(vm, 2, "<stderr>", "backslashreplace", buffers)?,
    })
}

/// Whether the locale is C, POSIX or C.UTF-8: bytes that are no UTF-8 pass through then.
fn is_simple_locale() -> bool {
    let set = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    let locale = set.into_iter().find(|value| !value.is_empty());
    locale.is_none_or(|locale| matches!(locale.as_str(), "C" | "POSIX" | "C.UTF-8" | "C.utf8" | "UTF-8"))
}

fn standard_file(vm: &mut Vm, number: i32, name: &str, errors: &str, buffers: StandardBuffers) -> PyResult {
    let Some(descriptor) = Descriptor::new(number) else { return Ok(Value::NONE) };
    if system::status(descriptor).is_err() {
        return Ok(Value::NONE);
    }
    let is_input = number == 0;
    let shown = Value::index(number as usize);
    let raw = file_io::create(vm, &shown, if is_input { "r" } else { "w" }, Closing::Nothing, None)?;
    let (key, name) = (vm.intern("name"), vm.new_str(name).into_value());
    attribute::set(vm, &raw, &key, Some(&name))?;
    let is_terminal = system::is_terminal(descriptor);
    let (buffer, buffering) = match buffers {
        StandardBuffers::Unused => (raw, Buffering::Nothing),
        StandardBuffers::Used => {
            let size = raw.expect::<FileIo>().block.get().clamp(super::BUFFER_SIZE, 8192 * 1024);
            let kind = if is_input { Kind::Reader } else { Kind::Writer };
            let lines = is_terminal || number == 2;
            let buffering = if lines { Buffering::Lines } else { Buffering::Chunks };
            (Buffered::create(vm, kind, &raw, size as isize)?, buffering)
        }
    };
    let (encoding, errors) = (vm.new_str("utf-8").into_value(), vm.new_str(errors).into_value());
    let file = text::create(vm, &buffer, &Settings { encoding, errors, newline: Some(b"\n"), buffering })?;
    let (key, mode) = (vm.intern("mode"), vm.new_str(if is_input { "r" } else { "w" }).into_value());
    attribute::set(vm, &file, &key, Some(&mode))?;
    Ok(file)
}
