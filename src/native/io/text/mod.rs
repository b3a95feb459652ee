//! `TextIOWrapper`: text over a buffered file.

mod declaration;
mod methods;
mod position;
pub mod read;
pub mod write;

use std::cell::Cell;

pub use declaration::SPEC;

use super::buffered::{self, Buffered};
use super::codec::{self, Encoding};
use super::errors::shown;
use super::file_io::{self, FileIo};
use super::newline_decoder::{Ends, NewlineDecoder};
use crate::object::{HeapCell, OwnDict, Py, Slot, Str, Value, payload};
use crate::protocol::{self, attribute};
use crate::types::class::{Arguments, Class};
use crate::vm::{PyResult, Vm};

/// Bytes that are decoded at once, and that wait before they are handed on.
const CHUNK: usize = 8192;

/// What becomes of line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Newline {
    /// `newline=None`: all read as `\n`.
    Universal,
    /// `newline=''`: lines end in any of the three, which stay as they are.
    Untouched,
    /// `newline='\n'`
    LineFeed,
    /// `newline='\r'`: written for `\n`.
    CarriageReturn,
    /// `newline='\r\n'`: written for `\n`.
    Both,
}

impl Newline {
    /// ValueError "illegal newline value: 'x'".
    pub fn of(vm: &mut Vm, text: Option<&[u8]>) -> PyResult<Newline> {
        Ok(match text {
            None => Newline::Universal,
            Some(b"") => Newline::Untouched,
            Some(b"\n") => Newline::LineFeed,
            Some(b"\r") => Newline::CarriageReturn,
            Some(b"\r\n") => Newline::Both,
            Some(other) => {
                let other = String::from_utf8_lossy(other).into_owned();
                return Err(vm.value_error(format!("illegal newline value: {other}")));
            }
        })
    }

    /// What the decoder of line ends does, if there is one.
    fn ends(self) -> Option<Ends> {
        match self {
            Newline::Universal => Some(Ends::Translated),
            Newline::Untouched => Some(Ends::Kept),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Readiness {
    New,
    Ready,
    Detached,
}

/// Where the decoded text came from.
#[derive(Clone)]
pub(super) struct Snapshot {
    /// The decoder's state in front of it.
    flags: i64,
    /// The bytes, those that the decoder kept in front.
    input: Vec<u8>,
}

/// A text file.
pub struct TextIo {
    /// The binary file beneath.
    pub buffer: HeapCell<Slot>,
    encoding: HeapCell<Slot>,
    encoder: HeapCell<Slot>,
    decoder: HeapCell<Slot>,
    errors: HeapCell<Slot>,
    /// The raw file, if everything beneath is ours and nothing is overridden.
    raw: HeapCell<Option<Py<FileIo>>>,
    newline: Cell<Newline>,
    readiness: Cell<Readiness>,
    /// Every line is written out at once.
    line_buffering: Cell<bool>,
    /// Nothing waits here.
    write_through: Cell<bool>,
    seekable: Cell<bool>,
    /// Positions are kept track of: not while a loop over the lines runs.
    telling: Cell<bool>,
    has_read1: Cell<bool>,
    is_finalizing: Cell<bool>,
    chunk: Cell<usize>,
    /// Text that has been decoded, of which `used` bytes have been taken.
    decoded: HeapCell<Vec<u8>>,
    used: Cell<usize>,
    snapshot: HeapCell<Option<Snapshot>>,
    /// Bytes for each character of the last chunk.
    ratio: Cell<f64>,
    /// What has been encoded and not been handed on.
    pending: HeapCell<Vec<u8>>,
}

payload! { TextIo: AtBirth, size 200, own_dict OwnDict::Last;
    references { buffer = .buffer, encoding = .encoding, encoder, decoder, errors = .errors, raw }
}

fn new(vm: &mut Vm, class: &Py<Class>, _arguments: Arguments<'_>) -> PyResult {
    let payload = TextIo {
        buffer: HeapCell::new(None),
        encoding: HeapCell::new(None),
        encoder: HeapCell::new(None),
        decoder: HeapCell::new(None),
        errors: HeapCell::new(None),
        raw: HeapCell::new(None),
        newline: Cell::new(Newline::Universal),
        readiness: Cell::new(Readiness::New),
        line_buffering: Cell::new(false),
        write_through: Cell::new(false),
        seekable: Cell::new(false),
        telling: Cell::new(false),
        has_read1: Cell::new(false),
        is_finalizing: Cell::new(false),
        chunk: Cell::new(CHUNK),
        decoded: HeapCell::new(Vec::new()),
        used: Cell::new(0),
        snapshot: HeapCell::new(None),
        ratio: Cell::new(0.0),
        pending: HeapCell::new(Vec::new()),
    };
    Ok(vm.heap.alloc(class, payload).into_value())
}

/// When text is handed on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Buffering {
    /// When there is enough.
    Chunks,
    /// With each line.
    Lines,
    /// At once.
    Nothing,
    /// At once, and flushed with each line.
    NothingAndLines,
}

/// What a text file is made with.
pub struct Settings<'a> {
    /// A str or None.
    pub encoding: Value,
    /// A str or None.
    pub errors: Value,
    /// `newline`
    pub newline: Option<&'a [u8]>,
    /// `line_buffering` and `write_through`
    pub buffering: Buffering,
}

/// A text file over `buffer`, as the constructor makes it.
pub fn create(vm: &mut Vm, buffer: &Value, settings: &Settings<'_>) -> PyResult {
    let class = SPEC.of(vm);
    let file = new(vm, &class, Arguments::positional_only(&[]))?;
    set_up(vm, &file, buffer, settings)?;
    Ok(file)
}

/// A str or None; TypeError "TextIOWrapper() argument 'encoding' must be str or None, not int".
fn text_argument(vm: &mut Vm, name: &str, value: &Slot) -> PyResult {
    match value {
        None => Ok(Value::NONE),
        Some(value) if value.is_none() => Ok(Value::NONE),
        Some(value) => match value.cast::<Str>() {
            Some(text) => crate::types::codec::plain_name(vm, text).map(|_| value.clone()),
            None => {
                let class = shown(vm, value);
                Err(vm.type_error(format!("TextIOWrapper() argument '{name}' must be str or None, not {class}")))
            }
        },
    }
}

fn init(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    let parameters = "buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False";
    let bound = crate::vm::arguments::bind(vm, "TextIOWrapper", parameters, arguments)?;
    let [Some(buffer), encoding, errors, newline, lines, through] = &bound[..] else { return Ok(()) };
    let encoding = text_argument(vm, "encoding", encoding)?;
    let newline = text_argument(vm, "newline", newline)?;
    let mut switch = |value: &Slot| match value {
        Some(value) => protocol::is_true(vm, value),
        None => Ok(false),
    };
    let buffering = match (switch(lines)?, switch(through)?) {
        (false, false) => Buffering::Chunks,
        (true, false) => Buffering::Lines,
        (false, true) => Buffering::Nothing,
        (true, true) => Buffering::NothingAndLines,
    };
    let errors = text_argument(vm, "errors", errors)?;
    let newline = newline.cast::<Str>().map(|newline| newline.as_bytes().to_vec());
    set_up(vm, this, buffer, &Settings { encoding, errors, newline: newline.as_deref(), buffering })
}

/// The name of the locale's encoding.
pub const LOCALE: &str = "UTF-8";

fn set_up(vm: &mut Vm, this: &Value, buffer: &Value, settings: &Settings<'_>) -> PyResult<()> {
    let file = this.expect::<TextIo>().clone();
    file.readiness.set(Readiness::New);
    let newline = Newline::of(vm, settings.newline)?;
    let encoding = match settings.encoding.cast::<Str>() {
        Some(name) if name.as_bytes() != b"locale" => settings.encoding.clone(),
        _ => vm.new_str(LOCALE).into_value(),
    };
    let errors = if settings.errors.is_none() { vm.intern("strict").into_value() } else { settings.errors.clone() };
    for slot in [&file.encoder, &file.decoder, &file.buffer] {
        slot.set(&mut vm.heap, None);
    }
    file.raw.set(&mut vm.heap, None);
    file.pending.get_mut(&mut vm.heap).clear();
    file.forget_decoded(vm);
    file.encoding.set(&mut vm.heap, Some(encoding));
    file.errors.set(&mut vm.heap, Some(errors));
    file.newline.set(newline);
    file.chunk.set(CHUNK);
    file.line_buffering.set(matches!(settings.buffering, Buffering::Lines | Buffering::NothingAndLines));
    file.write_through.set(matches!(settings.buffering, Buffering::Nothing | Buffering::NothingAndLines));
    file.buffer.set(&mut vm.heap, Some(buffer.clone()));
    let codec = file.codec(vm)?;
    make_codecs(vm, &file, &codec)?;
    let native = file.native_buffer(vm);
    let raw = match &native {
        Some(native) => native.native_raw(vm),
        None if file_io::SPEC.is_class_of(vm, buffer) => buffer.cast::<FileIo>().cloned(),
        None => None,
    };
    let seekable = match &raw {
        Some(raw) => file_io::is_seekable(vm, raw)?,
        None => {
            let seekable = call_buffer(vm, &file, "seekable", &[])?;
            protocol::is_true(vm, &seekable)?
        }
    };
    file.raw.set(&mut vm.heap, raw);
    file.seekable.set(seekable);
    file.telling.set(seekable);
    let read1 = vm.intern("read1");
    let has_read1 = native.is_some() || attribute::get_optional(vm, buffer, &read1)?.is_some();
    file.has_read1.set(has_read1);
    note_start(vm, &file)?;
    file.readiness.set(Readiness::Ready);
    Ok(())
}

/// An encoder that begins with a mark writes none in the middle of a file.
fn note_start(vm: &mut Vm, file: &TextIo) -> PyResult<()> {
    let Some(encoder) = file.encoder.get(&vm.heap).clone() else { return Ok(()) };
    if !file.seekable.get() || encoder.has::<codec::TextEncoder>() && file.native_buffer(vm).is_some() {
        return Ok(());
    }
    let position = call_buffer(vm, file, "tell", &[])?;
    if !protocol::is_equal(vm, &position, &Value::index(0))? {
        let set_state = vm.intern("setstate");
        protocol::call_method(vm, &encoder, &set_state, &[Value::index(0)])?;
    }
    Ok(())
}

/// Makes decoder and encoder, as the file beneath can be read and written.
fn make_codecs(vm: &mut Vm, file: &TextIo, encoding: &Encoding) -> PyResult<()> {
    let errors = file.errors_text(vm);
    let readable = call_buffer(vm, file, "readable", &[])?;
    if protocol::is_true(vm, &readable)? {
        let mut decoder = encoding.decoder(vm, &errors)?;
        if let Some(ends) = file.newline.get().ends() {
            decoder = NewlineDecoder::create(vm, decoder, ends).into_value();
        }
        file.decoder.set(&mut vm.heap, Some(decoder));
    }
    let writable = call_buffer(vm, file, "writable", &[])?;
    if protocol::is_true(vm, &writable)? {
        let encoder = encoding.encoder(vm, &errors)?;
        file.encoder.set(&mut vm.heap, Some(encoder));
    }
    Ok(())
}

impl TextIo {
    fn encoding_text(&self, vm: &Vm) -> String {
        let encoding = self.encoding.get(&vm.heap).as_ref().and_then(Value::cast::<Str>);
        encoding.map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    }

    fn errors_text(&self, vm: &Vm) -> String {
        let errors = self.errors.get(&vm.heap).as_ref().and_then(Value::cast::<Str>);
        errors.map_or_else(|| "strict".to_owned(), |name| name.to_string_lossy().into_owned())
    }

    fn codec(&self, vm: &mut Vm) -> PyResult<Encoding> {
        let name = self.encoding_text(vm);
        Encoding::find(vm, &name)
    }

    /// The file beneath, if it is one of ours that nothing overrides.
    fn native_buffer(&self, vm: &Vm) -> Option<Py<Buffered>> {
        let buffer = self.buffer.get(&vm.heap).as_ref()?;
        let is_ours = buffered::CLASSES.iter().any(|class| class.is_class_of(vm, buffer));
        if is_ours { buffer.cast::<Buffered>().cloned() } else { None }
    }

    fn forget_decoded(&self, vm: &mut Vm) {
        self.decoded.get_mut(&mut vm.heap).clear();
        self.used.set(0);
        self.snapshot.set(&mut vm.heap, None);
    }
}

/// Calls a method of the file beneath.
fn call_buffer(vm: &mut Vm, file: &TextIo, name: &str, values: &[Value]) -> PyResult {
    let (buffer, name) = (buffer_of(vm, file)?, vm.intern(name));
    protocol::call_method(vm, &buffer, &name, values)
}

/// The file beneath; ValueError "underlying buffer has been detached", which one of its methods may have done.
fn buffer_of(vm: &mut Vm, file: &TextIo) -> PyResult {
    match file.buffer.get(&vm.heap).clone() {
        Some(buffer) => Ok(buffer),
        None => Err(vm.value_error("underlying buffer has been detached")),
    }
}

/// The file, its `__init__` having run. ValueErrors "underlying buffer has been detached", "I/O operation on
/// uninitialized object".
fn ready(vm: &mut Vm, this: &Value) -> PyResult<Py<TextIo>> {
    let file = this.expect::<TextIo>();
    match file.readiness.get() {
        Readiness::Ready => Ok(file.clone()),
        Readiness::Detached => Err(vm.value_error("underlying buffer has been detached")),
        Readiness::New => Err(vm.value_error("I/O operation on uninitialized object")),
    }
}

/// Whether it is open for certain: what is asked of each piece of text that is printed.
#[inline]
fn is_surely_open(vm: &Vm, this: &Value, file: &TextIo) -> bool {
    file.readiness.get() == Readiness::Ready
        && file.raw.get(&vm.heap).as_ref().is_some_and(|raw| raw.descriptor.get() >= 0)
        && SPEC.is_class_of(vm, this)
}

/// As [`ready`], and open: ValueError "I/O operation on closed file."
fn opened(vm: &mut Vm, this: &Value) -> PyResult<Py<TextIo>> {
    let file = ready(vm, this)?;
    if SPEC.is_class_of(vm, this) {
        let closed = match file.raw.get(&vm.heap) {
            Some(raw) => raw.descriptor.get() < 0,
            None => {
                let (buffer, closed) = (buffer_of(vm, &file)?, vm.intern("closed"));
                let closed = attribute::get(vm, &buffer, &closed)?;
                protocol::is_true(vm, &closed)?
            }
        };
        if closed {
            return Err(vm.value_error("I/O operation on closed file."));
        }
        return Ok(file);
    }
    super::base::check_closed(vm, this)?;
    Ok(file)
}

/// Whether writing to the object is `TextIOWrapper.write` and nothing else.
pub fn is_plain(vm: &Vm, value: &Value) -> bool {
    SPEC.is_class_of(vm, value)
        && vm.heap.instance_dict(value).is_none_or(|dict| {
            dict.cast::<crate::types::dict::Dict>().is_none_or(|dict| dict.get_str(&vm.heap, &vm.names.write).is_none())
        })
}
