//! File objects: `_io.TextIOWrapper`, `_io.BufferedReader` and their kin, one payload over a [`Stream`].

use std::cell::RefCell;
use std::rc::Rc;

use super::methods;
use super::stream::Stream;
use crate::native::NativeClass;
use crate::object::{ClassFlags, HeapCell, Layout, OwnDict, Py, Str, Value, payload};
use crate::types::class::slots::Slots;
use crate::types::class::{Class, ClassSpec, NativeDef};
use crate::types::codec;
use crate::vm::{PyResult, Raised, Vm};

/// Which of CPython's classes the object is an instance of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// `TextIOWrapper`
    Text,
    /// `BufferedReader`
    Reader,
    /// `BufferedWriter`
    Writer,
    /// `BufferedRandom`
    Random,
    /// `FileIO`
    Raw,
}

/// What becomes of line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Newline {
    /// `newline=None`: `\r` and `\r\n` read as `\n`.
    Universal,
    /// `newline=''`: lines end in any of the three, which stay as they are.
    Untouched,
    /// `newline='\n'`.
    LineFeed,
    /// `newline='\r'`: written for `\n`.
    CarriageReturn,
    /// `newline='\r\n'`: written for `\n`.
    Both,
}

/// How a text file becomes text.
pub struct TextSettings {
    /// `encoding`
    pub encoding: String,
    /// `errors`
    pub errors: String,
    /// `newline`
    pub newline: Newline,
}

/// A file object.
pub struct File {
    /// The bytes beneath; shared by a text file and its `buffer`.
    pub stream: Rc<RefCell<Stream>>,
    /// What kind of file.
    pub kind: FileKind,
    /// `name`: a path or a descriptor.
    pub name: HeapCell<Value>,
    /// `mode`
    pub mode: Box<str>,
    /// Of text files.
    pub text: Option<TextSettings>,
    /// The text was decoded as a whole: the stream's buffer holds UTF-8.
    pub decoded: std::cell::Cell<bool>,
    /// A loop over the lines has begun and not ended.
    pub iterated: std::cell::Cell<bool>,
}

payload! { File: AtBirth, size 152, own_dict OwnDict::Last;
    references { name = .name }
}

const FLAGS: ClassFlags = ClassFlags::HEAP_TYPE
    .union(ClassFlags::BASE_TYPE)
    .union(ClassFlags::HAS_DICT)
    .union(ClassFlags::WEAK_REFERENCEABLE);

const fn class(name: &'static str, methods: &'static [NativeDef]) -> NativeClass {
    NativeClass::new(ClassSpec {
        module: "_io",
        flags: FLAGS,
        slots: Slots {
            repr: Some(methods::repr),
            iter: Some(methods::iter),
            next: Some(methods::next),
            ..Slots::EMPTY
        },
        methods,
        getset: methods::ATTRIBUTES,
        ..ClassSpec::new(name, Layout::of::<File>())
    })
}

/// The declaration of `TextIOWrapper`.
pub static TEXT: NativeClass = class("TextIOWrapper", methods::TEXT_METHODS);
/// The declaration of `BufferedReader`.
pub static READER: NativeClass = class("BufferedReader", methods::BYTES_METHODS);
/// The declaration of `BufferedWriter`.
pub static WRITER: NativeClass = class("BufferedWriter", methods::BYTES_METHODS);
/// The declaration of `BufferedRandom`.
pub static RANDOM: NativeClass = class("BufferedRandom", methods::BYTES_METHODS);
/// The declaration of `FileIO`.
pub static RAW: NativeClass = class("FileIO", methods::BYTES_METHODS);

/// The classes of files, all of which are there from the start.
pub static CLASSES: &[&NativeClass] = &[&TEXT, &READER, &WRITER, &RANDOM, &RAW];

impl File {
    /// A file object over a stream.
    pub fn create(
        vm: &mut Vm,
        stream: Rc<RefCell<Stream>>,
        kind: FileKind,
        name: Value,
        mode: &str,
        text: Option<TextSettings>,
    ) -> Value {
        let class = File::class(vm, kind);
        let payload = File {
            stream,
            kind,
            name: HeapCell::new(name),
            mode: mode.into(),
            text,
            decoded: std::cell::Cell::new(false),
            iterated: std::cell::Cell::new(false),
        };
        vm.heap.alloc(&class, payload).into_value()
    }

    fn class(vm: &mut Vm, kind: FileKind) -> Py<Class> {
        let class = match kind {
            FileKind::Text => &TEXT,
            FileKind::Reader => &READER,
            FileKind::Writer => &WRITER,
            FileKind::Random => &RANDOM,
            FileKind::Raw => &RAW,
        };
        class.of(vm)
    }

    /// Whether writing to it is just writing to its buffer: no Python class overrides anything.
    pub fn is_plain_text(&self, vm: &Vm, value: &Value) -> bool {
        self.kind == FileKind::Text && TEXT.is_class_of(vm, value) && vm.heap.instance_dict(value).is_none()
    }

    /// Whether `operation` finds it open; else ValueError in the words of the class: "I/O operation on closed file." of
    /// text files and where the class inherits the method (`operation` is empty), "read of closed file" of buffered ones.
    pub fn check_open(&self, vm: &mut Vm, operation: &str) -> PyResult<()> {
        if !self.stream.borrow().is_closed() {
            return Ok(());
        }
        Err(match self.kind {
            FileKind::Text => vm.value_error("I/O operation on closed file."),
            _ if operation.is_empty() => vm.value_error("I/O operation on closed file."),
            FileKind::Raw => vm.value_error("I/O operation on closed file"),
            _ => vm.value_error(format!("{operation} of closed file")),
        })
    }

    /// As [`File::check_open`] for what the raw file beneath answers.
    pub fn check_open_beneath(&self, vm: &mut Vm) -> PyResult<()> {
        if self.stream.borrow().is_closed() {
            return Err(vm.value_error("I/O operation on closed file"));
        }
        Ok(())
    }

    /// Raises for an error of the system.
    pub fn check<T>(&self, vm: &mut Vm, result: std::io::Result<T>) -> PyResult<T> {
        result.map_err(|error| raise_io(vm, &error))
    }

    /// Writes text, encoded.
    pub fn write_text(&self, vm: &mut Vm, text: &Py<Str>) -> PyResult<()> {
        if self.stream.borrow().is_closed() {
            return Err(vm.value_error("I/O operation on closed file."));
        }
        if !self.stream.borrow().writable {
            return Err(unsupported(vm, "not writable"));
        }
        let bytes = text.as_bytes();
        let settings = self.text.as_ref();
        let newline = settings.map_or(Newline::Universal, |settings| settings.newline);
        let translates = matches!(newline, Newline::CarriageReturn | Newline::Both);
        let utf8 = settings.is_none_or(|settings| settings.encoding.eq_ignore_ascii_case("utf-8"));
        if (text.is_ascii() || utf8 && text.as_str().is_some()) && !translates && (utf8 || self.is_ascii_based()) {
            let result = self.stream.borrow_mut().write(bytes);
            return self.check(vm, result);
        }
        let text = if translates {
            let end: &[u8] = if newline == Newline::Both { b"\r\n" } else { b"\r" };
            let lines: Vec<&[u8]> = bytes.split(|&byte| byte == b'\n').collect();
            let joined = lines.join(end);
            vm.new_str_bytes(&joined)
        } else {
            text.clone()
        };
        let (encoding, errors) = match settings {
            Some(settings) => (Some(settings.encoding.as_str()), Some(settings.errors.as_str())),
            None => (None, None),
        };
        let encoded = codec::encode(vm, &text, encoding, errors)?;
        let result = self.stream.borrow_mut().write(&encoded);
        self.check(vm, result)
    }

    /// Whether ASCII text is the same bytes in the file's encoding.
    pub fn is_ascii_based(&self) -> bool {
        let encoding = self.text.as_ref().map_or("utf-8", |settings| settings.encoding.as_str());
        codec::Codec::find(encoding).is_none_or(codec::Codec::is_ascii_based)
    }
}

/// Raises OSError for an error of the system, KeyboardInterrupt when Ctrl-C ended the wait for input.
#[cold]
pub fn raise_io(vm: &mut Vm, error: &std::io::Error) -> Raised {
    if error.kind() == std::io::ErrorKind::Interrupted && crate::vm::interrupt::take_request() {
        return vm.raise_with(|types| &types.keyboard_interrupt, Vec::new());
    }
    let exception = crate::types::exception::from_io_error(vm, error, None);
    vm.raise(exception)
}

/// Raises `io.UnsupportedOperation`.
#[cold]
pub fn unsupported(vm: &mut Vm, text: &str) -> Raised {
    let name = vm.intern("io");
    let class_name = vm.intern("UnsupportedOperation");
    let class =
        crate::import::load(vm, &name).and_then(|module| crate::protocol::attribute::get(vm, &module, &class_name));
    let text = vm.new_str(text).into_value();
    match class.and_then(|class| crate::protocol::call(vm, &class, &[text])) {
        Ok(exception) => vm.raise(exception),
        Err(raised) => raised,
    }
}
