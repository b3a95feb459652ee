//! The methods and attributes of file objects.

use std::io::SeekFrom;
use std::rc::Rc;

use super::file::{File, FileKind, Newline, unsupported};
use super::stream::Stream;
use crate::object::{Py, Slot, Str, Value};
use crate::protocol;
use crate::types::bytearray as bytes_array;
use crate::types::class::{Arguments, GetSet, NativeDef};
use crate::types::codec;
use crate::types::list::List;
use crate::types::{bytes, int};
use crate::vm::{PyResult, Vm};

macro_rules! methods {
    ($($more:expr,)*) => {
        &[
            $($more,)*
            NativeDef::positional("read", 0, 1, read),
            NativeDef::positional("readline", 0, 1, readline),
            NativeDef::positional("readlines", 0, 1, readlines),
            NativeDef::one("write", write),
            NativeDef::one("writelines", writelines),
            NativeDef::none("flush", flush),
            NativeDef::none("close", close),
            NativeDef::none("fileno", |vm, this| {
                of(this).check_open_beneath(vm)?;
                let descriptor = of(this).stream.borrow().descriptor;
                Ok(int::from_i64(vm, i64::from(descriptor)))
            }),
            NativeDef::none("isatty", |vm, this| {
                of(this).check_open_beneath(vm)?;
                Ok(Value::bool(of(this).stream.borrow().is_terminal()))
            }),
            NativeDef::none("readable", |vm, this| is_able(vm, this, |stream| stream.readable)),
            NativeDef::none("writable", |vm, this| is_able(vm, this, |stream| stream.writable)),
            NativeDef::none("seekable", |vm, this| {
                of(this).check_open_beneath(vm)?;
                Ok(Value::bool(of(this).stream.borrow_mut().is_seekable()))
            }),
            NativeDef::positional("seek", 1, 2, seek),
            NativeDef::none("tell", tell),
            NativeDef::positional("truncate", 0, 1, truncate),
            NativeDef::none("__enter__", |vm, this| {
                of(this).check_open(vm, "")?;
                Ok(this.clone())
            }),
            NativeDef::positional("__exit__", 0, 3, |vm, this, _| {
                // A subclass may have its own close().
                let name = vm.names.close.clone();
                protocol::call_method(vm, this, &name, &[])?;
                Ok(Value::NONE)
            }),
        ]
    };
}

pub(super) const TEXT_METHODS: &[NativeDef] = methods![NativeDef::any("reconfigure", reconfigure),];

fn reconfigure(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    for (name, value) in arguments.keywords() {
        let is_line_buffering = name.cast::<Str>().is_some_and(|name| name.as_bytes() == b"line_buffering");
        if is_line_buffering && !value.is_none() {
            of(this).stream.borrow_mut().line_buffered = protocol::is_true(vm, value)?;
        }
    }
    flush(vm, this)
}

pub(super) const BYTES_METHODS: &[NativeDef] =
    methods![NativeDef::positional("read1", 0, 1, read), NativeDef::one("readinto", readinto),];

pub(super) const ATTRIBUTES: &[GetSet] = &[
    GetSet::read_only("name", |vm, this| Ok(of(this).name.get(&vm.heap).clone())),
    GetSet::read_only("mode", |vm, this| {
        let mode = of(this).mode.clone();
        Ok(vm.new_str(mode).into_value())
    }),
    GetSet::read_only("closed", |_, this| Ok(Value::bool(of(this).stream.borrow().is_closed()))),
    GetSet::read_only("encoding", |vm, this| setting(vm, this, "encoding", |file| Some(&file.text.as_ref()?.encoding)))
        .member(),
    GetSet::read_only("errors", |vm, this| setting(vm, this, "errors", |file| Some(&file.text.as_ref()?.errors))),
    GetSet::read_only("newlines", |vm, this| match of(this).kind {
        FileKind::Text => Ok(Value::NONE),
        _ => no_attribute(vm, this, "newlines"),
    }),
    GetSet::read_only("line_buffering", |vm, this| match of(this).kind {
        FileKind::Text => Ok(Value::bool(of(this).stream.borrow().line_buffered)),
        _ => no_attribute(vm, this, "line_buffering"),
    }),
    GetSet::read_only("buffer", buffer).member(),
];

fn of(this: &Value) -> &Py<File> {
    this.expect::<File>()
}

/// `readable()`, `writable()`: a buffered file for the other one does not even ask whether it is closed.
fn is_able(vm: &mut Vm, this: &Value, ability: fn(&Stream) -> bool) -> PyResult {
    let able = ability(&of(this).stream.borrow());
    if able || of(this).kind == FileKind::Raw {
        of(this).check_open_beneath(vm)?;
    }
    Ok(Value::bool(able))
}

fn no_attribute(vm: &mut Vm, this: &Value, name: &str) -> PyResult {
    let name = vm.intern(name);
    Err(protocol::attribute::no_attribute(vm, this, &name))
}

fn setting(vm: &mut Vm, this: &Value, name: &str, get: fn(&File) -> Option<&String>) -> PyResult {
    match get(of(this)) {
        Some(text) => {
            let text = text.clone();
            Ok(vm.new_str(text).into_value())
        }
        None => no_attribute(vm, this, name),
    }
}

/// The binary file beneath a text file.
fn buffer(vm: &mut Vm, this: &Value) -> PyResult {
    let file = of(this);
    if file.kind != FileKind::Text {
        return no_attribute(vm, this, "buffer");
    }
    let stream = Rc::clone(&file.stream);
    let (readable, writable) = (stream.borrow().readable, stream.borrow().writable);
    let (kind, mode) = match (readable, writable) {
        (true, true) => (FileKind::Random, "rb+"),
        (true, false) => (FileKind::Reader, "rb"),
        _ => (FileKind::Writer, "wb"),
    };
    let name = file.name.get(&vm.heap).clone();
    Ok(File::create(vm, stream, kind, name, mode, None))
}

pub(super) fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let file = of(this).clone();
    let name = file.name.get(&vm.heap).clone();
    let name = protocol::repr::repr(vm, &name)?.to_string_lossy().into_owned();
    let class = vm.class_of(this).name(&vm.heap).to_string_lossy().into_owned();
    let text = match &file.text {
        Some(text) => format!("<_io.{class} name={name} mode='{}' encoding='{}'>", file.mode, text.encoding),
        None if file.kind == FileKind::Raw && file.stream.borrow().is_closed() => format!("<_io.{class} [closed]>"),
        None if file.kind == FileKind::Raw => {
            format!("<_io.{class} name={name} mode='{}' closefd=True>", file.mode)
        }
        None => format!("<_io.{class} name={name}>"),
    };
    Ok(vm.new_str(text).into_value())
}

/// The size argument of `read` and `readline`: `None` and negative numbers mean no limit.
fn size(vm: &mut Vm, values: &[Value]) -> PyResult<Option<usize>> {
    match values.first() {
        None => Ok(None),
        Some(value) if value.is_none() => Ok(None),
        Some(value) => {
            if !protocol::number::has_index(vm, value) {
                let class = vm.class_name(value);
                return Err(vm.type_error(format!("argument should be integer or None, not '{class}'")));
            }
            Ok(usize::try_from(protocol::number::ssize_argument(vm, value)?).ok())
        }
    }
}

/// Whether `operation` may read from it: open, and opened for that. Text files see whether they are open first.
fn check_readable(vm: &mut Vm, file: &File, operation: &str) -> PyResult<()> {
    let readable = file.stream.borrow().readable;
    match file.kind {
        _ if readable => file.check_open(vm, operation),
        FileKind::Text => {
            file.check_open(vm, operation)?;
            Err(unsupported(vm, "not readable"))
        }
        FileKind::Raw => {
            file.check_open(vm, operation)?;
            Err(unsupported(vm, "File not open for reading"))
        }
        _ => Err(unsupported(vm, "read")),
    }
}

fn read(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let file = of(this).clone();
    let count = size(vm, values)?;
    check_readable(vm, &file, "read")?;
    if file.kind != FileKind::Text {
        let result = file.stream.borrow_mut().read(count);
        let data = file.check(vm, result)?;
        return Ok(bytes::new(vm, data));
    }
    decode_whole_if_needed(vm, &file)?;
    match count {
        None => {
            let result = file.stream.borrow_mut().read(None);
            let data = file.check(vm, result)?;
            Ok(decode(vm, &file, &data)?.into_value())
        }
        Some(count) => read_characters(vm, &file, count),
    }
}

/// Up to `count` characters of an encoding whose characters are ASCII-compatible byte sequences.
fn read_characters(vm: &mut Vm, file: &Py<File>, count: usize) -> PyResult {
    let is_utf8 = file.decoded.get()
        || file.text.as_ref().is_some_and(|text| text.encoding.to_ascii_lowercase().replace('_', "-").contains("utf"));
    let is_universal = file.text.as_ref().is_some_and(|text| text.newline == Newline::Universal);
    let form = TextForm { is_utf8, is_universal };
    let mut data = Vec::new();
    for _ in 0..count {
        let result = read_character(&mut file.stream.borrow_mut(), &mut data, form);
        if !file.check(vm, result)? {
            break;
        }
    }
    Ok(decode(vm, file, &data)?.into_value())
}

/// What tells where a character ends.
#[derive(Clone, Copy)]
struct TextForm {
    /// The encoding is UTF-8, not one of single bytes.
    is_utf8: bool,
    /// `\r\n` is one character.
    is_universal: bool,
}

fn read_character(stream: &mut Stream, data: &mut Vec<u8>, form: TextForm) -> std::io::Result<bool> {
    if stream.buffered().is_empty() && !stream.fill()? {
        return Ok(false);
    }
    let first = stream.buffered()[0];
    let mut length = match first {
        0xc0..=0xdf if form.is_utf8 => 2,
        0xe0..=0xef if form.is_utf8 => 3,
        0xf0..=0xff if form.is_utf8 => 4,
        _ => 1,
    };
    if first == b'\r' && form.is_universal {
        length = 2;
    }
    while stream.buffered().len() < length {
        if !stream.fill()? {
            break;
        }
    }
    if first == b'\r' && form.is_universal && stream.buffered().get(1) != Some(&b'\n') {
        length = 1;
    }
    data.extend_from_slice(&stream.take(length));
    Ok(true)
}

/// Encodings in which lines cannot be found among the bytes are decoded at once.
fn decode_whole_if_needed(vm: &mut Vm, file: &Py<File>) -> PyResult<()> {
    if file.decoded.get() || file.is_ascii_based() {
        return Ok(());
    }
    let result = file.stream.borrow_mut().read(None);
    let data = file.check(vm, result)?;
    let text = decode_as(vm, file, &data)?;
    file.decoded.set(true);
    file.stream.borrow_mut().replace_input(text.as_bytes().to_vec());
    Ok(())
}

fn decode_as(vm: &mut Vm, file: &Py<File>, data: &[u8]) -> PyResult<Py<Str>> {
    let object = bytes::new(vm, data.to_vec());
    let (encoding, errors) = match &file.text {
        Some(text) => (Some(text.encoding.as_str()), Some(text.errors.as_str())),
        None => (None, None),
    };
    codec::decode(vm, &object, data, encoding, errors)
}

fn decode(vm: &mut Vm, file: &Py<File>, data: &[u8]) -> PyResult<Py<Str>> {
    let universal = file.text.as_ref().is_some_and(|text| text.newline == Newline::Universal);
    let text = if file.decoded.get() || data.is_ascii() { vm.new_str_bytes(data) } else { decode_as(vm, file, data)? };
    if !universal || !text.as_bytes().contains(&b'\r') {
        return Ok(text);
    }
    let mut plain = Vec::with_capacity(data.len());
    let mut bytes = text.as_bytes().iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        if byte == b'\r' {
            bytes.next_if_eq(&b'\n');
            plain.push(b'\n');
        } else {
            plain.push(byte);
        }
    }
    Ok(vm.new_str_bytes(&plain))
}

fn readline(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let limit = size(vm, values)?;
    line(vm, this, limit)
}

fn line(vm: &mut Vm, this: &Value, limit: Option<usize>) -> PyResult {
    let file = of(this).clone();
    check_readable(vm, &file, "readline")?;
    let Some(settings) = &file.text else {
        let result = file.stream.borrow_mut().read_line(limit);
        let data = file.check(vm, result)?;
        return Ok(bytes::new(vm, data));
    };
    decode_whole_if_needed(vm, &file)?;
    let result = text_line(&mut file.stream.borrow_mut(), settings.newline, limit);
    let data = file.check(vm, result)?;
    Ok(decode(vm, &file, &data)?.into_value())
}

/// The bytes of a line by the newline rules. A limit counts bytes, cut back to whole characters.
fn text_line(stream: &mut Stream, newline: Newline, limit: Option<usize>) -> std::io::Result<Vec<u8>> {
    if matches!(newline, Newline::LineFeed) && limit.is_none() {
        return stream.read_line(None);
    }
    let limit = limit.unwrap_or(usize::MAX);
    let mut searched = 0;
    loop {
        let buffered = stream.buffered();
        let found = buffered[searched..].iter().position(|&byte| match newline {
            Newline::Universal | Newline::Untouched => byte == b'\n' || byte == b'\r',
            Newline::CarriageReturn => byte == b'\r',
            Newline::LineFeed | Newline::Both => byte == b'\n',
        });
        let mut end = None;
        if let Some(at) = found {
            let at = searched + at;
            if buffered[at] == b'\r' && matches!(newline, Newline::Universal | Newline::Untouched) {
                if at + 1 == buffered.len() && stream.fill()? {
                    searched = at;
                    continue;
                }
                let pair = stream.buffered().get(at + 1) == Some(&b'\n');
                end = Some(at + 1 + usize::from(pair));
            } else {
                end = Some(at + 1);
            }
        }
        let available = stream.buffered().len();
        if let Some(end) = end.or((available >= limit).then_some(limit)) {
            let mut end = end.min(limit);
            while end > 0 && end < available && stream.buffered()[end] & 0xc0 == 0x80 {
                end -= 1;
            }
            return Ok(stream.take(end));
        }
        searched = available;
        if !stream.fill()? {
            return Ok(stream.take(available));
        }
    }
}

fn readlines(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    of(this).check_open(vm, "")?;
    let hint = size(vm, values)?.filter(|hint| *hint > 0).unwrap_or(usize::MAX);
    let (mut lines, mut total) = (Vec::new(), 0);
    while total < hint {
        let line = line(vm, this, None)?;
        let length = length_of(vm, &line);
        if length == 0 {
            break;
        }
        total += length;
        lines.push(line);
    }
    Ok(List::create(vm, lines).into_value())
}

fn length_of(vm: &Vm, line: &Value) -> usize {
    line.cast::<Str>().map_or_else(|| bytes::view(vm, line).map_or(0, |data| data.len()), |text| text.len())
}

pub(super) fn iter(vm: &mut Vm, this: &Value) -> PyResult {
    of(this).check_open(vm, "")?;
    Ok(this.clone())
}

pub(super) fn next(vm: &mut Vm, this: &Value) -> PyResult<Slot> {
    let line = line(vm, this, None)?;
    let found = length_of(vm, &line) > 0;
    of(this).iterated.set(found);
    Ok(found.then_some(line))
}

fn readinto(vm: &mut Vm, this: &Value, target: &Value) -> PyResult {
    let file = of(this).clone();
    check_readable(vm, &file, "readinto")?;
    let Some(array) = target.cast::<bytes_array::ByteArray>() else {
        let class = vm.class_name(target);
        return Err(vm.type_error(format!("readinto() argument must be read-write bytes-like object, not {class}")));
    };
    let room = array.data.get(&vm.heap).len();
    let result = file.stream.borrow_mut().read(Some(room));
    let data = file.check(vm, result)?;
    array.data.get_mut(&mut vm.heap)[..data.len()].copy_from_slice(&data);
    Ok(Value::index(data.len()))
}

fn write(vm: &mut Vm, this: &Value, value: &Value) -> PyResult {
    let file = of(this).clone();
    if file.kind == FileKind::Text {
        let Some(text) = value.cast::<Str>() else {
            let class = if value.is_none() { "None".to_owned() } else { vm.class_name(value) };
            return Err(vm.type_error(format!("write() argument must be str, not {class}")));
        };
        let text = text.clone();
        file.write_text(vm, &text)?;
        return Ok(Value::index(text.len()));
    }
    let writable = file.stream.borrow().writable;
    if !writable && file.kind != FileKind::Raw {
        return Err(unsupported(vm, "write"));
    }
    let Some(data) = bytes::read(vm, value, bytes::Request::Simple)? else {
        let class = vm.class_name(value);
        return Err(vm.type_error(format!("a bytes-like object is required, not '{class}'")));
    };
    if file.stream.borrow().is_closed() {
        let raw = file.kind == FileKind::Raw;
        return Err(vm.value_error(if raw { "I/O operation on closed file" } else { "write to closed file" }));
    }
    if !writable {
        return Err(unsupported(vm, "File not open for writing"));
    }
    let result = file.stream.borrow_mut().write(&data);
    file.check(vm, result)?;
    Ok(Value::index(data.len()))
}

fn writelines(vm: &mut Vm, this: &Value, lines: &Value) -> PyResult {
    of(this).check_open(vm, "")?;
    let this = this.clone();
    let name = vm.names.write.clone();
    protocol::iterate::for_each(vm, lines, |vm, line| protocol::call_method(vm, &this, &name, &[line]).map(drop))?;
    Ok(Value::NONE)
}

fn flush(vm: &mut Vm, this: &Value) -> PyResult {
    let file = of(this).clone();
    let inherited = matches!(file.kind, FileKind::Reader | FileKind::Raw);
    file.check_open(vm, if inherited { "" } else { "flush" })?;
    let result = file.stream.borrow_mut().flush();
    file.check(vm, result)?;
    Ok(Value::NONE)
}

fn close(vm: &mut Vm, this: &Value) -> PyResult {
    let file = of(this).clone();
    let result = file.stream.borrow_mut().close();
    file.check(vm, result)?;
    Ok(Value::NONE)
}

fn seek(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let file = of(this).clone();
    file.check_open(vm, "seek")?;
    let offset = protocol::number::index(vm, &values[0])?;
    let Some(offset) = int::number(&offset).to_i64() else {
        return Err(vm.overflow_error("Python int too large to convert to C long"));
    };
    let whence = match values.get(1) {
        Some(whence) => protocol::number::int_argument(vm, whence)?,
        None => 0,
    };
    let text = file.kind == FileKind::Text;
    let target = match whence {
        0 if offset < 0 && text => return Err(vm.value_error(format!("negative seek position {offset}"))),
        0 if offset < 0 => {
            let error = std::io::Error::from_raw_os_error(22);
            return Err(super::file::raise_io(vm, &error));
        }
        0 => SeekFrom::Start(offset as u64),
        1 if text && offset != 0 => return Err(unsupported(vm, "can't do nonzero cur-relative seeks")),
        2 if text && offset != 0 => return Err(unsupported(vm, "can't do nonzero end-relative seeks")),
        1 => SeekFrom::Current(offset),
        2 => SeekFrom::End(offset),
        other => return Err(vm.value_error(format!("invalid whence ({other}, should be 0, 1 or 2)"))),
    };
    file.decoded.set(false);
    file.iterated.set(false);
    let result = file.stream.borrow_mut().seek(target);
    let position = file.check(vm, result)?;
    Ok(int::from_u64(vm, position))
}

fn tell(vm: &mut Vm, this: &Value) -> PyResult {
    let file = of(this).clone();
    match file.kind {
        FileKind::Text => file.check_open(vm, "")?,
        _ => file.check_open_beneath(vm)?,
    }
    if file.kind == FileKind::Text && file.iterated.get() {
        return Err(vm.raise_message(|types| &types.os_error, "telling position disabled by next() call"));
    }
    let result = file.stream.borrow_mut().tell();
    let position = file.check(vm, result)?;
    Ok(int::from_u64(vm, position))
}

fn truncate(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let file = of(this).clone();
    file.check_open(vm, "truncate")?;
    if !file.stream.borrow().writable {
        let raw = file.kind == FileKind::Raw;
        return Err(unsupported(vm, if raw { "File not open for writing" } else { "truncate" }));
    }
    let size = match values.first().filter(|size| !size.is_none()) {
        Some(size) => {
            let size = protocol::number::index(vm, size)?;
            match int::number(&size).to_i64() {
                Some(size) if size >= 0 => size as u64,
                Some(_) => return Err(super::file::raise_io(vm, &std::io::Error::from_raw_os_error(22))),
                None => return Err(vm.overflow_error("Python int too large to convert to C long")),
            }
        }
        None => {
            let result = file.stream.borrow_mut().tell();
            file.check(vm, result)?
        }
    };
    let result = file.stream.borrow_mut().truncate(size);
    file.check(vm, result)?;
    Ok(int::from_u64(vm, size))
}
