//! `StringIO`: a text file in memory.

use std::cell::Cell;

use super::base::{FLAGS, TEXT_BASE};
use super::bytes_io::restore_dict;
use super::newline_decoder::{self, Ends, NewlineDecoder, Piece};
use super::{arguments, errors};
use crate::native::NativeClass;
use crate::object::{HeapCell, Layout, OwnDict, Py, Slot, Str, Tuple, Value, payload};
use crate::protocol::number;
use crate::text::room::{copied, gathered, with_room};
use crate::text::{str_methods, wtf8};
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, Slots};
use crate::types::dict::Dict;
use crate::types::int;
use crate::vm::arguments::bind;
use crate::vm::{PyResult, Raised, Vm};

/// The declaration of `StringIO`.
pub static SPEC: NativeClass = NativeClass::below(
    &TEXT_BASE,
    ClassSpec {
        module: "_io",
        flags: FLAGS,
        slots: Slots { new: Some(new), init: Some(init), next: Some(next), ..Slots::EMPTY },
        methods: &[
            NativeDef::none("close", close),
            NativeDef::none("getvalue", |vm, this| {
                let text = open(vm, this)?.buffer.get(&vm.heap).range(0, usize::MAX);
                Ok(vm.new_str_bytes(&text).into_value())
            }),
            NativeDef::positional("read", 0, 1, read),
            NativeDef::positional("readline", 0, 1, |vm, this, values| {
                let limit = arguments::size(vm, values.first())?.unwrap_or(usize::MAX);
                let file = open(vm, this)?.clone();
                Ok(line(vm, &file, limit).into_value())
            }),
            NativeDef::none("tell", |vm, this| {
                let position = open(vm, this)?.position.get();
                Ok(int::from_usize(vm, position))
            }),
            NativeDef::positional("truncate", 0, 1, truncate),
            NativeDef::positional("seek", 1, 2, seek),
            NativeDef::one("write", write),
            NativeDef::none("seekable", is_open),
            NativeDef::none("readable", is_open),
            NativeDef::none("writable", is_open),
            NativeDef::none("__getstate__", get_state),
            NativeDef::one("__setstate__", set_state),
        ],
        getset: &[
            GetSet::read_only("closed", |vm, this| {
                let file = this.expect::<StringIo>();
                if !file.is_ready.get() {
                    return Err(uninitialised(vm));
                }
                Ok(Value::bool(file.is_closed.get()))
            }),
            GetSet::read_only("newlines", |vm, this| {
                let decoder = open(vm, this)?.decoder.get(&vm.heap).clone();
                match decoder {
                    Some(decoder) => newline_decoder::newlines(vm, &decoder),
                    None => Ok(Value::NONE),
                }
            }),
            GetSet::read_only("line_buffering", |vm, this| open(vm, this).map(|_| Value::FALSE)),
        ],
        ..ClassSpec::new("StringIO", Layout::of::<StringIo>())
    },
);

/// The text: a byte a character, or a word for each once there is one that is not ASCII.
enum Buffer {
    Ascii(Vec<u8>),
    Wide(Vec<u32>),
}

impl Default for Buffer {
    fn default() -> Buffer {
        Buffer::Ascii(Vec::new())
    }
}

impl Buffer {
    fn len(&self) -> usize {
        match self {
            Buffer::Ascii(text) => text.len(),
            Buffer::Wide(codes) => codes.len(),
        }
    }

    /// The characters from `start` to `end`, which are cut at the length, in WTF-8.
    fn range(&self, start: usize, end: usize) -> Vec<u8> {
        let end = end.min(self.len());
        let start = start.min(end);
        match self {
            Buffer::Ascii(text) => copied(&text[start..end]),
            Buffer::Wide(codes) => {
                let mut out = with_room(end - start);
                for &code in &codes[start..end] {
                    wtf8::push(&mut out, code);
                }
                out
            }
        }
    }

    /// Writes text at a position, behind the end after so many NUL characters as it takes; the position behind it. None,
    /// and all is as it was, if there is no memory.
    fn write(&mut self, position: usize, text: &[u8]) -> Option<usize> {
        if let Buffer::Ascii(own) = self {
            if text.is_ascii() {
                return overwrite(own, position, text.iter().copied(), text.len());
            }
            let wide = gathered(own.iter().map(|&byte| u32::from(byte)));
            if wide.len() < own.len() {
                return None;
            }
            *self = Buffer::Wide(wide);
        }
        let Buffer::Wide(own) = self else { return None };
        overwrite(own, position, wtf8::code_points(text), wtf8::count(text))
    }

    fn truncate(&mut self, length: usize) {
        match self {
            Buffer::Ascii(text) => text.truncate(length),
            Buffer::Wide(codes) => codes.truncate(length),
        }
    }

    /// The first place from `start` on, before `end`, where the character stands.
    fn find(&self, start: usize, end: usize, byte: u8) -> Option<usize> {
        match self {
            Buffer::Ascii(text) => memchr::memchr(byte, &text[start..end]).map(|at| start + at),
            Buffer::Wide(codes) => {
                codes[start..end].iter().position(|&code| code == u32::from(byte)).map(|at| start + at)
            }
        }
    }

    fn is_at(&self, position: usize, byte: u8) -> bool {
        match self {
            Buffer::Ascii(text) => text.get(position) == Some(&byte),
            Buffer::Wide(codes) => codes.get(position) == Some(&u32::from(byte)),
        }
    }
}

fn overwrite<T: Copy + Default>(
    own: &mut Vec<T>,
    position: usize,
    text: impl Iterator<Item = T>,
    count: usize,
) -> Option<usize> {
    let end = position + count;
    own.try_reserve(end.saturating_sub(own.len())).ok()?;
    if position >= own.len() {
        own.resize(position, T::default());
        own.extend(text);
        return Some(end);
    }
    if own.len() < end {
        own.resize(end, T::default());
    }
    for (place, item) in own[position..].iter_mut().zip(text) {
        *place = item;
    }
    Some(end)
}

/// How lines end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LineEnd {
    /// `\n`, others having been translated to it.
    LineFeed,
    /// Any of the three.
    Any,
    /// `\r`
    CarriageReturn,
    /// `\r\n`
    Both,
}

/// A text file in memory.
pub struct StringIo {
    buffer: HeapCell<Buffer>,
    position: Cell<usize>,
    line_end: Cell<LineEnd>,
    /// The `newline` argument: None or a str.
    newline: HeapCell<Slot>,
    decoder: HeapCell<Option<Py<NewlineDecoder>>>,
    is_closed: Cell<bool>,
    is_ready: Cell<bool>,
}

payload! { StringIo: AtBirth, size 120, own_dict OwnDict::Last;
    references { newline, decoder }
    clear { newline, decoder }
}

fn new(vm: &mut Vm, class: &Py<Class>, _arguments: Arguments<'_>) -> PyResult {
    let payload = StringIo {
        buffer: HeapCell::new(Buffer::default()),
        position: Cell::new(0),
        line_end: Cell::new(LineEnd::LineFeed),
        newline: HeapCell::new(None),
        decoder: HeapCell::new(None),
        is_closed: Cell::new(false),
        is_ready: Cell::new(false),
    };
    Ok(vm.heap.alloc(class, payload).into_value())
}

fn uninitialised(vm: &mut Vm) -> Raised {
    vm.value_error("I/O operation on uninitialized object")
}

/// The file; ValueError "I/O operation on closed file".
fn open<'a>(vm: &mut Vm, this: &'a Value) -> PyResult<&'a Py<StringIo>> {
    let file = this.expect::<StringIo>();
    if !file.is_ready.get() {
        return Err(uninitialised(vm));
    }
    if file.is_closed.get() {
        return Err(errors::closed(vm));
    }
    Ok(file)
}

fn init(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    let bound = bind(vm, "StringIO", "initial_value='', newline='\\n'", arguments)?;
    let [initial, newline] = &bound[..] else { return Ok(()) };
    let file = this.expect::<StringIo>().clone();
    file.is_ready.set(false);
    let newline = match newline {
        None => vm.new_str("\n").into_value(),
        Some(newline) if newline.is_none() || newline.has::<Str>() => newline.clone(),
        Some(newline) => {
            let class = vm.class_name(newline);
            return Err(vm.type_error(format!("newline must be str or None, not {class}")));
        }
    };
    let text = newline.cast::<Str>().map(|text| text.as_bytes().to_vec());
    let line_end = match text.as_deref() {
        None | Some(b"\n") => LineEnd::LineFeed,
        Some(b"") => LineEnd::Any,
        Some(b"\r") => LineEnd::CarriageReturn,
        Some(b"\r\n") => LineEnd::Both,
        Some(_) => {
            let shown = crate::protocol::repr::repr(vm, &newline)?.to_string_lossy().into_owned();
            return Err(vm.value_error(format!("illegal newline value: {shown}")));
        }
    };
    if let Some(initial) = initial.as_ref().filter(|initial| !initial.is_none() && !initial.has::<Str>()) {
        let class = vm.class_name(initial);
        return Err(vm.type_error(format!("initial_value must be str or None, not {class}")));
    }
    let ends = match text.as_deref() {
        None => Some(Ends::Translated),
        Some(b"") => Some(Ends::Kept),
        Some(_) => None,
    };
    let decoder = ends.map(|ends| NewlineDecoder::create(vm, Value::NONE, ends));
    file.line_end.set(line_end);
    let old = file.decoder.replace(&mut vm.heap, decoder);
    file.newline.set(&mut vm.heap, Some(newline));
    drop(old);
    file.buffer.set(&mut vm.heap, Buffer::default());
    file.position.set(0);
    file.is_closed.set(false);
    file.is_ready.set(true);
    if let Some(initial) = initial.as_ref().and_then(Value::cast::<Str>) {
        put(vm, &file, initial)?;
    }
    file.position.set(0);
    Ok(())
}

fn is_open(vm: &mut Vm, this: &Value) -> PyResult {
    open(vm, this).map(|_| Value::TRUE)
}

fn close(vm: &mut Vm, this: &Value) -> PyResult {
    let file = this.expect::<StringIo>();
    file.is_closed.set(true);
    drop(file.buffer.take(&mut vm.heap));
    Ok(Value::NONE)
}

/// Writes text at the position, its line ends translated.
fn put(vm: &mut Vm, file: &Py<StringIo>, text: &Py<Str>) -> PyResult<()> {
    let text = match file.decoder.get(&vm.heap).clone() {
        Some(decoder) => newline_decoder::decode(vm, &decoder, text.as_value(), Piece::Last)?,
        None => text.clone(),
    };
    let position = file.position.get();
    if position.checked_add(text.len()).is_none_or(|end| isize::try_from(end).is_err()) {
        return Err(vm.overflow_error("new position too large"));
    }
    let end: Option<&[u8]> = match file.line_end.get() {
        LineEnd::CarriageReturn => Some(b"\r"),
        LineEnd::Both => Some(b"\r\n"),
        _ => None,
    };
    let buffer = file.buffer.get_mut(&mut vm.heap);
    let behind = match end {
        Some(end) if text.as_bytes().contains(&b'\n') => {
            str_methods::replace(text.as_bytes(), b"\n", end, None).and_then(|lines| buffer.write(position, &lines))
        }
        _ => buffer.write(position, text.as_bytes()),
    };
    let Some(behind) = behind else { return Err(vm.memory_error()) };
    file.position.set(behind);
    Ok(())
}

fn write(vm: &mut Vm, this: &Value, text: &Value) -> PyResult {
    if !this.expect::<StringIo>().is_ready.get() {
        return Err(uninitialised(vm));
    }
    let Some(text) = text.cast::<Str>() else {
        let class = vm.class_name(text);
        return Err(vm.type_error(format!("string argument expected, got '{class}'")));
    };
    let file = open(vm, this)?.clone();
    if !text.is_empty() {
        put(vm, &file, text)?;
    }
    Ok(int::from_usize(vm, text.len()))
}

/// The next `count` characters from the position, which moves behind them.
fn take(vm: &mut Vm, file: &StringIo, count: usize) -> Py<Str> {
    let buffer = file.buffer.get(&vm.heap);
    let start = file.position.get().min(buffer.len());
    let end = start.saturating_add(count).min(buffer.len());
    let text = buffer.range(start, end);
    if end > start {
        file.position.set(end);
    }
    vm.new_str_bytes(&text)
}

fn read(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let size = arguments::size(vm, values.first())?.unwrap_or(usize::MAX);
    let file = open(vm, this)?.clone();
    Ok(take(vm, &file, size).into_value())
}

/// The rest of the line at the position, at most `limit` characters of it.
fn line(vm: &mut Vm, file: &StringIo, limit: usize) -> Py<Str> {
    let buffer = file.buffer.get(&vm.heap);
    let start = file.position.get().min(buffer.len());
    let end = start.saturating_add(limit).min(buffer.len());
    let found = match file.line_end.get() {
        LineEnd::LineFeed => buffer.find(start, end, b'\n').map(|at| at + 1),
        LineEnd::CarriageReturn => buffer.find(start, end, b'\r').map(|at| at + 1),
        LineEnd::Both => {
            let mut from = start;
            loop {
                match buffer.find(from, end, b'\r') {
                    Some(at) if buffer.is_at(at + 1, b'\n') => break Some(at + 2),
                    Some(at) => from = at + 1,
                    None => break None,
                }
            }
        }
        LineEnd::Any => {
            let line_feed = buffer.find(start, end, b'\n');
            match buffer.find(start, line_feed.unwrap_or(end), b'\r') {
                Some(at) if buffer.is_at(at + 1, b'\n') => Some(at + 2),
                Some(at) => Some(at + 1),
                None => line_feed.map(|at| at + 1),
            }
        }
    };
    take(vm, file, found.map_or(end, |behind| behind.min(end)) - start)
}

fn next(vm: &mut Vm, this: &Value) -> PyResult<Slot> {
    let file = open(vm, this)?.clone();
    let line = if SPEC.is_class_of(vm, this) {
        line(vm, &file, usize::MAX).into_value()
    } else {
        // A subclass may have its own.
        let name = vm.intern("readline");
        let line = crate::protocol::call_method(vm, this, &name, &[])?;
        if !line.has::<Str>() {
            let class = vm.class_name(&line);
            let text = format!("readline() should have returned a str object, not '{class}'");
            return Err(vm.raise_message(|types| &types.os_error, &text));
        }
        line
    };
    Ok(line.cast::<Str>().is_some_and(|line| !line.is_empty()).then_some(line))
}

fn truncate(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let size = match values.first().filter(|size| !size.is_none()) {
        Some(_) => Some(arguments::signed_size(vm, values.first())?),
        None => None,
    };
    let file = open(vm, this)?.clone();
    let size = match size {
        Some(size) if size < 0 => return Err(vm.value_error(format!("Negative size value {size}"))),
        Some(size) => size as usize,
        None => file.position.get(),
    };
    file.buffer.get_mut(&mut vm.heap).truncate(size);
    Ok(int::from_usize(vm, size))
}

fn seek(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let offset = number::ssize_argument(vm, &values[0])?;
    let whence = arguments::whence(vm, values.get(1))?;
    let file = open(vm, this)?.clone();
    if !(0..=2).contains(&whence) {
        return Err(vm.value_error(format!("Invalid whence ({whence}, should be 0, 1 or 2)")));
    }
    if whence == 0 && offset < 0 {
        return Err(vm.value_error(format!("Negative seek position {offset}")));
    }
    if whence != 0 && offset != 0 {
        return Err(vm.raise_message(|types| &types.os_error, "Can't do nonzero cur-relative seeks"));
    }
    let position = match whence {
        0 => offset as usize,
        1 => file.position.get(),
        _ => file.buffer.get(&vm.heap).len(),
    };
    file.position.set(position);
    Ok(int::from_usize(vm, position))
}

fn get_state(vm: &mut Vm, this: &Value) -> PyResult {
    let file = open(vm, this)?.clone();
    let text = file.buffer.get(&vm.heap).range(0, usize::MAX);
    let text = vm.new_str_bytes(&text).into_value();
    let newline = file.newline.get(&vm.heap).clone().unwrap_or(Value::NONE);
    let position = int::from_usize(vm, file.position.get());
    let dict = match vm.heap.instance_dict(this).cloned() {
        Some(dict) => dict.expect::<Dict>().copy(vm).into_value(),
        None => Value::NONE,
    };
    Ok(vm.new_tuple(vec![text, newline, position, dict]).into_value())
}

fn set_state(vm: &mut Vm, this: &Value, state: &Value) -> PyResult {
    if this.expect::<StringIo>().is_closed.get() {
        return Err(errors::closed(vm));
    }
    let class = vm.class_name(this);
    let Some([text, newline, position, dict, ..]) = state.cast::<Tuple>().map(|state| state.items()) else {
        let other = vm.class_name(state);
        return Err(vm.type_error(format!("{class}.__setstate__ argument should be 4-tuple, got {other}")));
    };
    // What has not been initialised is so from now on. Line ends of the text have been translated before: it is put in
    // as it is.
    init(vm, this, Arguments::positional_only(&[text.clone(), newline.clone()]))?;
    let file = this.expect::<StringIo>().clone();
    let mut buffer = Buffer::default();
    if let Some(text) = text.cast::<Str>()
        && buffer.write(0, text.as_bytes()).is_none()
    {
        return Err(vm.memory_error());
    }
    file.buffer.set(&mut vm.heap, buffer);
    if int::Number::of(position).is_none() {
        let other = vm.class_name(position);
        return Err(vm.type_error(format!("third item of state must be an integer, got {other}")));
    }
    let position = number::ssize_argument(vm, position)?;
    let Ok(position) = usize::try_from(position) else {
        return Err(vm.value_error("position value cannot be negative"));
    };
    file.position.set(position);
    restore_dict(vm, this, dict, "fourth")?;
    Ok(Value::NONE)
}
