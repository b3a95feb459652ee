//! `open`.

use std::cell::RefCell;
use std::ffi::OsString;
use std::fs::OpenOptions;
use std::os::unix::ffi::OsStringExt;
use std::rc::Rc;

use super::file::{File, FileKind, Newline, TextSettings};
use super::stream::{AccessMode, Stream};
use crate::object::{Slot, Str, Value};
use crate::program::path::fs_encode;
use crate::protocol;
use crate::types::codec;
use crate::types::int::Number;
use crate::vm::{PyResult, Raised, Vm};

/// The parameters of `open`.
pub const PARAMETERS: &str =
    "file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None";

/// What the mode string asks for.
#[derive(Default)]
struct Mode {
    action: Option<char>,
    updating: bool,
    binary: bool,
    text: bool,
}

impl Mode {
    fn parse(text: &str) -> Option<Mode> {
        let mut mode = Mode::default();
        for (index, letter) in text.char_indices() {
            if text[..index].contains(letter) {
                return None;
            }
            match letter {
                'r' | 'w' | 'a' | 'x' if mode.action.is_none() => mode.action = Some(letter),
                'r' | 'w' | 'a' | 'x' => mode.action = Some('?'),
                '+' => mode.updating = true,
                'b' => mode.binary = true,
                't' => mode.text = true,
                _ => return None,
            }
        }
        Some(mode)
    }
}

fn text_argument(vm: &mut Vm, name: &str, value: &Slot) -> PyResult<Option<String>> {
    match value {
        None => Ok(None),
        Some(value) if value.is_none() => Ok(None),
        Some(value) => match value.cast::<Str>() {
            Some(text) => Ok(Some(text.to_string_lossy().into_owned())),
            None => {
                let class = vm.class_name(value);
                Err(vm.type_error(format!("open() argument '{name}' must be str or None, not {class}")))
            }
        },
    }
}

/// `open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)`.
pub fn open(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let [file, mode, buffering, encoding, errors, newline, _closefd, opener] = bound else { return Ok(Value::NONE) };
    let file = file.clone().unwrap_or(Value::NONE);
    let mode_text = match mode {
        None => "r".to_owned(),
        Some(mode) => match mode.cast::<Str>() {
            Some(text) => text.to_string_lossy().into_owned(),
            None => {
                let class = if mode.is_none() { "None".to_owned() } else { vm.class_name(mode) };
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
    if opener.as_ref().is_some_and(|opener| !opener.is_none()) {
        return Err(vm.not_implemented_error("open() with an opener is not supported"));
    }
    let Some(mode) = Mode::parse(&mode_text) else {
        return Err(vm.value_error(format!("invalid mode: '{mode_text}'")));
    };
    check_arguments(vm, &mode, buffering, [&encoding, &errors, &newline])?;
    let action = mode.action.unwrap_or('r');
    let (mut stream, name) = open_stream(vm, &file, &mode)?;
    let readable = stream.readable;
    let writable = stream.writable;
    stream.unbuffered = buffering == 0;
    stream.line_buffered = buffering == 1 && !mode.binary || (buffering < 0 && stream.is_terminal());
    let stream = Rc::new(RefCell::new(stream));
    if mode.binary {
        let kind = if buffering == 0 {
            FileKind::Raw
        } else if readable && writable {
            FileKind::Random
        } else if readable {
            FileKind::Reader
        } else {
            FileKind::Writer
        };
        let plus = if mode.updating { "+" } else { "" };
        let shown = if mode.updating && action == 'w' { "rb+".to_owned() } else { format!("{action}b{plus}") };
        return Ok(File::create(vm, stream, kind, name, &shown, None));
    }
    let settings = TextSettings {
        encoding: encoding.unwrap_or_else(|| "UTF-8".to_owned()),
        errors: errors.unwrap_or_else(|| "strict".to_owned()),
        newline: match newline.as_deref() {
            None => Newline::Universal,
            Some("") => Newline::Untouched,
            Some("\n") => Newline::LineFeed,
            Some("\r") => Newline::CarriageReturn,
            Some(_) => Newline::Both,
        },
    };
    if codec::Codec::find(&settings.encoding).is_none() {
        codec::registry::text_codec(vm, &settings.encoding, None)?;
    }
    Ok(File::create(vm, stream, FileKind::Text, name, &mode_text, Some(settings)))
}

fn check_arguments(vm: &mut Vm, mode: &Mode, buffering: i32, text_only: [&Option<String>; 3]) -> PyResult<()> {
    let names = ["encoding", "errors", "newline"];
    let problem = if mode.text && mode.binary {
        "can't have text and binary mode at once".to_owned()
    } else if mode.action.is_none_or(|action| action == '?') {
        match mode.action {
            Some(_) => "must have exactly one of create/read/write/append mode".to_owned(),
            None => "Must have exactly one of create/read/write/append mode and at most one plus".to_owned(),
        }
    } else if mode.binary
        && let Some(index) = text_only.iter().position(|argument| argument.is_some())
    {
        format!("binary mode doesn't take {} {} argument", if index < 2 { "an" } else { "a" }, names[index])
    } else if buffering == 0 && !mode.binary {
        "can't have unbuffered text I/O".to_owned()
    } else if text_only[2].as_deref().is_some_and(|newline| !matches!(newline, "" | "\n" | "\r" | "\r\n")) {
        format!("illegal newline value: {}", text_only[2].as_deref().unwrap_or_default())
    } else {
        return Ok(());
    };
    Err(vm.value_error(problem))
}

fn open_stream(vm: &mut Vm, file: &Value, mode: &Mode) -> PyResult<(Stream, Value)> {
    let action = mode.action.unwrap_or('r');
    let access = match action {
        _ if mode.updating => AccessMode::Both,
        'r' => AccessMode::Read,
        _ => AccessMode::Write,
    };
    let (readable, writable) = (access != AccessMode::Write, access != AccessMode::Read);
    if let Some(descriptor) = Number::of(file).and_then(Number::to_i64).and_then(|number| i32::try_from(number).ok()) {
        if descriptor < 0 {
            return Err(vm.value_error("negative file descriptor"));
        }
        let stream = match descriptor {
            0 => Stream::standard_input(),
            1 => Stream::standard_output(),
            2 => Stream::standard_error(),
            _ => match OpenOptions::new().read(readable).write(writable).open(format!("/proc/self/fd/{descriptor}")) {
                Ok(opened) => Some(Stream::new(opened, access)),
                Err(_) => None,
            },
        };
        return match stream {
            Some(stream) => Ok((stream, file.clone())),
            None => {
                let exception = crate::types::exception::from_errno(vm, 9, "Bad file descriptor", None);
                Err(vm.raise(exception))
            }
        };
    }
    let (path, shown) = fs_encode(vm, file)?;
    if path.contains(&0) {
        return Err(vm.value_error("embedded null byte"));
    }
    let path = OsString::from_vec(path);
    let mut options = OpenOptions::new();
    options.read(readable);
    match action {
        'w' => options.write(true).create(true).truncate(true),
        'a' => options.append(true).create(true),
        'x' => options.write(true).create_new(true),
        _ => options.write(mode.updating),
    };
    match options.open(&path) {
        Ok(opened) if opened.metadata().is_ok_and(|metadata| metadata.is_dir()) => {
            let error = std::io::Error::from_raw_os_error(21);
            Err(raise_about(vm, &error, &shown))
        }
        Ok(opened) => Ok((Stream::new(opened, access), file.clone())),
        Err(error) => Err(raise_about(vm, &error, &shown)),
    }
}

#[cold]
fn raise_about(vm: &mut Vm, error: &std::io::Error, file: &Value) -> Raised {
    let exception = crate::types::exception::from_io_error(vm, error, Some(file.clone()));
    vm.raise(exception)
}
