//! `BufferedReader`, `BufferedWriter` and `BufferedRandom`: one payload over a raw file.
//!
//! What has been read ahead and what waits to be written are never there at the same time: reading writes out what
//! waits, writing goes back to where the reader is.

mod declaration;
mod methods;
pub mod pair;
pub mod read;
pub mod write;

use std::cell::Cell;

pub use declaration::{CLASSES, RANDOM, READER, WRITER};

use super::file_io::{self, FileIo};
use super::{arguments, errors};
use crate::native::NativeClass;
use crate::object::{HeapCell, OwnDict, Py, Slot, Value, payload};
use crate::protocol::{self, attribute, number};
use crate::text::room::copied;
use crate::types::bytearray::{self, ByteArray};
use crate::types::class::{Arguments, Class};
use crate::types::int;
use crate::vm::{PyResult, Raised, Vm};

/// Which of the classes an object is an instance of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `BufferedReader`
    Reader,
    /// `BufferedWriter`
    Writer,
    /// `BufferedRandom`
    Random,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Readiness {
    New,
    Ready,
    Detached,
}

/// A buffer over a raw file.
pub struct Buffered {
    /// The raw file.
    pub raw: HeapCell<Slot>,
    kind: Kind,
    readiness: Cell<Readiness>,
    is_closing: Cell<bool>,
    /// Whether its finalizer closes it.
    pub is_finalizing: Cell<bool>,
    /// What has been read ahead; the reader is at `at`.
    ahead: HeapCell<Vec<u8>>,
    at: Cell<usize>,
    /// What waits to be written.
    pending: HeapCell<Vec<u8>>,
    size: Cell<usize>,
    /// Where the raw file is, if that is known.
    raw_position: Cell<Option<i64>>,
}

payload! { Buffered: AtBirth, own_dict OwnDict::Last;
    references { raw = .raw }
    size(this, _heap) { 152 + this.buffer_size() }
}

impl Buffered {
    fn allocate(vm: &mut Vm, class: &Py<Class>, kind: Kind) -> Py<Buffered> {
        let payload = Buffered {
            raw: HeapCell::new(None),
            kind,
            readiness: Cell::new(Readiness::New),
            is_closing: Cell::new(false),
            is_finalizing: Cell::new(false),
            ahead: HeapCell::new(Vec::new()),
            at: Cell::new(0),
            pending: HeapCell::new(Vec::new()),
            size: Cell::new(0),
            raw_position: Cell::new(None),
        };
        vm.heap.alloc(class, payload)
    }

    /// A buffer over `raw`, as the constructor makes it.
    pub fn create(vm: &mut Vm, kind: Kind, raw: &Value, size: isize) -> PyResult<Value> {
        let class = kind.class().of(vm);
        let file = Buffered::allocate(vm, &class, kind).into_value();
        set_up(vm, &file, raw, size)?;
        Ok(file)
    }

    /// Bytes of the buffer, of which a closed file has none.
    fn buffer_size(&self) -> usize {
        if self.is_closing.get() { 0 } else { self.size.get() }
    }

    fn is_readable(&self) -> bool {
        self.kind != Kind::Writer
    }

    fn is_writable(&self) -> bool {
        self.kind != Kind::Reader
    }

    /// Bytes that have been read ahead and not been taken.
    fn ahead_count(&self, vm: &Vm) -> usize {
        self.ahead.get(&vm.heap).len() - self.at.get()
    }

    fn forget_ahead(&self, vm: &mut Vm) {
        self.ahead.get_mut(&mut vm.heap).clear();
        self.at.set(0);
    }

    /// The raw file, if it is one of ours that nothing overrides.
    pub(super) fn native_raw(&self, vm: &Vm) -> Option<Py<FileIo>> {
        let raw = self.raw.get(&vm.heap).as_ref()?;
        if file_io::SPEC.is_class_of(vm, raw) { raw.cast::<FileIo>().cloned() } else { None }
    }
}

impl Kind {
    fn class(self) -> &'static NativeClass {
        match self {
            Kind::Reader => &READER,
            Kind::Writer => &WRITER,
            Kind::Random => &RANDOM,
        }
    }
}

/// `__init__`: ValueError "buffer size must be strictly positive", io.UnsupportedOperation "File or stream is not
/// readable."
fn set_up(vm: &mut Vm, this: &Value, raw: &Value, size: isize) -> PyResult<()> {
    let file = this.expect::<Buffered>().clone();
    file.readiness.set(Readiness::New);
    let native = file_io::SPEC.is_class_of(vm, raw).then(|| raw.expect::<FileIo>().clone());
    let is_able = native.is_some_and(|native| {
        let able = |wanted: bool, is: bool| !wanted || is;
        native.descriptor.get() >= 0
            && able(file.is_readable(), native.is_readable.get())
            && able(file.is_writable(), native.is_writable.get())
            && file.kind != Kind::Random
    });
    if !is_able {
        if file.kind == Kind::Random {
            super::base::check(vm, raw, "seekable")?;
        }
        if file.is_readable() {
            super::base::check(vm, raw, "readable")?;
        }
        if file.is_writable() {
            super::base::check(vm, raw, "writable")?;
        }
    }
    let Some(size) = usize::try_from(size).ok().filter(|&size| size > 0) else {
        return Err(vm.value_error("buffer size must be strictly positive"));
    };
    if size > isize::MAX as usize / 2 {
        return Err(vm.memory_error());
    }
    file.raw.set(&mut vm.heap, Some(raw.clone()));
    file.size.set(size);
    file.forget_ahead(vm);
    file.pending.get_mut(&mut vm.heap).clear();
    file.is_closing.set(false);
    file.raw_position.set(None);
    if let Err(raised) = raw_tell(vm, &file) {
        // A file without positions.
        drop(vm.take_raised(raised));
    }
    file.readiness.set(Readiness::Ready);
    Ok(())
}

/// The file, its `__init__` having run. ValueErrors "raw stream has been detached", "I/O operation on uninitialized
/// object".
fn ready(vm: &mut Vm, this: &Value) -> PyResult<Py<Buffered>> {
    let file = this.expect::<Buffered>();
    match file.readiness.get() {
        Readiness::Ready => Ok(file.clone()),
        Readiness::Detached => Err(vm.value_error("raw stream has been detached")),
        Readiness::New => Err(vm.value_error("I/O operation on uninitialized object")),
    }
}

/// As [`ready`], and open; ValueError "read of closed file", `doing` being "read of".
fn opened(vm: &mut Vm, this: &Value, doing: &str) -> PyResult<Py<Buffered>> {
    let file = ready(vm, this)?;
    if file.ahead_count(vm) == 0 && is_closed(vm, &file)? {
        return Err(vm.value_error(format!("{doing} closed file")));
    }
    Ok(file)
}

/// The raw file; ValueError "raw stream has been detached", which a method of it may have done.
fn raw_of(vm: &mut Vm, file: &Buffered) -> PyResult {
    match file.raw.get(&vm.heap).clone() {
        Some(raw) => Ok(raw),
        None => Err(vm.value_error("raw stream has been detached")),
    }
}

/// Whether the raw file is closed.
pub fn is_closed(vm: &mut Vm, file: &Buffered) -> PyResult<bool> {
    if file.is_closing.get() {
        return Ok(true);
    }
    if let Some(raw) = file.native_raw(vm) {
        return Ok(raw.descriptor.get() < 0);
    }
    let (raw, closed) = (raw_of(vm, file)?, vm.intern("closed"));
    let closed = attribute::get(vm, &raw, &closed)?;
    protocol::is_true(vm, &closed)
}

/// Calls a method of the raw file.
fn call_raw(vm: &mut Vm, file: &Buffered, name: &str, values: &[Value]) -> PyResult {
    let (raw, name) = (raw_of(vm, file)?, vm.intern(name));
    protocol::call_method(vm, &raw, &name, values)
}

/// A position that the raw file gave; OSError "Raw stream returned invalid position -1".
fn raw_position(vm: &mut Vm, file: &Buffered, position: &Value) -> PyResult<i64> {
    let number = arguments::offset(vm, position)?;
    if number < 0 {
        let text = format!("Raw stream returned invalid position {number}");
        return Err(vm.raise_message(|types| &types.os_error, &text));
    }
    file.raw_position.set(Some(number));
    Ok(number)
}

fn raw_tell(vm: &mut Vm, file: &Buffered) -> PyResult<i64> {
    file.raw_position.set(None);
    if let Some(raw) = file.native_raw(vm) {
        let position = file_io::seek(vm, &raw, 0, 1)?;
        file.raw_position.set(Some(position));
        return Ok(position);
    }
    let position = call_raw(vm, file, "tell", &[])?;
    raw_position(vm, file, &position)
}

fn raw_seek(vm: &mut Vm, file: &Buffered, offset: i64, whence: i32) -> PyResult<i64> {
    file.raw_position.set(None);
    if let Some(raw) = file.native_raw(vm) {
        let position = file_io::seek(vm, &raw, offset, whence)?;
        file.raw_position.set(Some(position));
        return Ok(position);
    }
    let offset = int::from_i64(vm, offset);
    let position = call_raw(vm, file, "seek", &[offset, Value::index(whence as usize)])?;
    raw_position(vm, file, &position)
}

/// Reads once from the raw file, at most `count` bytes; `None` if nothing is there and it does not wait. OSErrors "raw
/// readinto() failed", "raw readinto() returned invalid length 9 (should have been between 0 and 8)".
fn raw_read(vm: &mut Vm, file: &Buffered, count: usize) -> PyResult<Option<Vec<u8>>> {
    let data = match file.native_raw(vm) {
        Some(raw) => file_io::read(vm, &raw, Some(count))?,
        None => raw_read_into(vm, file, count)?,
    };
    if let (Some(data), Some(position)) = (&data, file.raw_position.get()) {
        file.raw_position.set(Some(position + data.len() as i64));
    }
    Ok(data)
}

fn view_of(vm: &mut Vm, object: Value) -> PyResult {
    let class = vm.types.memoryview.to_value();
    protocol::call(vm, &class, &[object])
}

fn raw_read_into(vm: &mut Vm, file: &Buffered, count: usize) -> PyResult<Option<Vec<u8>>> {
    let array = bytearray::new(vm, vec![0; count]);
    let view = view_of(vm, array.clone())?;
    let answer = call_raw(vm, file, "readinto", &[view])?;
    if answer.is_none() {
        return Ok(None);
    }
    let Ok(read) = length_of(vm, &answer)? else { return Err(caused(vm, "raw readinto() failed")) };
    let data = array.expect::<ByteArray>().data.get(&vm.heap);
    match usize::try_from(read).ok().filter(|&read| read <= count).and_then(|read| data.get(..read)) {
        Some(data) => Ok(Some(copied(data))),
        None => Err(bad_length(vm, "readinto", read, count)),
    }
}

/// The number that a raw file answers; `Err(())` with the exception pending if it is none.
fn length_of(vm: &mut Vm, answer: &Value) -> PyResult<Result<isize, ()>> {
    match number::ssize_argument(vm, answer) {
        Ok(length) => Ok(Ok(length)),
        Err(raised) if vm.raised_is(&raised, |types| &types.type_error) => {
            let exception = vm.take_raised(raised);
            vm.pending = Some(exception);
            Ok(Err(()))
        }
        Err(raised) => Err(raised),
    }
}

/// OSError because of the pending exception.
fn caused(vm: &mut Vm, text: &str) -> Raised {
    let cause = vm.pending.take();
    let text = vm.new_str(text).into_value();
    let class = vm.types.os_error.clone();
    let exception = crate::types::exception::new(vm, &class, vec![text]);
    crate::types::exception::set_cause(vm, &exception, cause.clone());
    if let (Some(cause), Some(raised)) = (cause, exception.cast::<crate::types::exception::Exception>()) {
        raised.context.set(&mut vm.heap, Some(cause));
    }
    vm.raise_as_is(exception)
}

fn bad_length(vm: &mut Vm, method: &str, length: isize, most: usize) -> Raised {
    let text = format!("raw {method}() returned invalid length {length} (should have been between 0 and {most})");
    vm.raise_message(|types| &types.os_error, &text)
}

/// Writes once to the raw file; `None` if there is no room and it does not wait. OSErrors "raw write() failed", "raw
/// write() returned invalid length 9 (should have been between 0 and 8)".
fn raw_write(vm: &mut Vm, file: &Buffered, data: &[u8]) -> PyResult<Option<usize>> {
    let written = match file.native_raw(vm) {
        Some(raw) => file_io::write(vm, &raw, data)?,
        None => {
            let object = crate::types::bytes::new(vm, data);
            let view = view_of(vm, object)?;
            let answer = call_raw(vm, file, "write", &[view])?;
            if answer.is_none() {
                None
            } else {
                match length_of(vm, &answer)? {
                    Ok(length) => match usize::try_from(length).ok().filter(|&length| length <= data.len()) {
                        Some(length) => Some(length),
                        None => return Err(bad_length(vm, "write", length, data.len())),
                    },
                    Err(()) => return Err(caused(vm, "raw write() failed")),
                }
            }
        }
    };
    if let (Some(written), Some(position)) = (written, file.raw_position.get()) {
        file.raw_position.set(Some(position + written as i64));
    }
    Ok(written)
}

/// `BufferedReader(raw, buffer_size=131072)` and its like.
fn init(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    let name = this.expect::<Buffered>().kind.class().name();
    let bound = crate::vm::arguments::bind(vm, name, "raw, buffer_size=131072", arguments)?;
    let [Some(raw), size] = &bound[..] else { return Ok(()) };
    let size = match size {
        Some(size) => number::ssize_argument(vm, size)?,
        None => super::BUFFER_SIZE as isize,
    };
    set_up(vm, this, raw, size)
}

/// The finalizer's and `close`'s warning, for `source`.
pub fn warn_unclosed(vm: &mut Vm, file: &Buffered, source: &Value) {
    if file.readiness.get() != Readiness::Ready {
        return;
    }
    if let Some(raw) = file.native_raw(vm) {
        file_io::warn_unclosed(vm, &raw, source);
        return;
    }
    if let Err(raised) = call_raw(vm, file, "_dealloc_warn", std::slice::from_ref(source)) {
        drop(vm.take_raised(raised));
    }
}

/// io.UnsupportedOperation of a method that the class does not have.
#[cold]
fn unsupported(vm: &mut Vm, text: &str) -> Raised {
    errors::unsupported(vm, text)
}
