//! `FileIO`: a descriptor of the system as a file.

use std::cell::Cell;
use std::ffi::CString;

use nix::errno::Errno;
use nix::fcntl::OFlag;

use super::base::{FLAGS, RAW_BASE, chained};
use super::errors::{closed, shown, unsupported};
use super::system;
use super::{arguments, open};
use crate::native::NativeClass;
use crate::object::{ClassFlags, Layout, OwnDict, Py, Slot, Str, Value, payload};
use crate::program::path::fs_encode;
use crate::protocol::{self, attribute, number};
use crate::types::bytes;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, Slots};
use crate::types::int::{self, Number};
use crate::types::memoryview::target::Target;
use crate::vm::arguments::bind;
use crate::vm::descriptor::Descriptor;
use crate::vm::{PyResult, Raised, Vm};

/// The declaration of `FileIO`.
pub static SPEC: NativeClass = NativeClass::below(
    &RAW_BASE,
    ClassSpec {
        module: "_io",
        flags: FLAGS.union(ClassFlags::HAS_FINALIZER),
        slots: Slots { new: Some(new), init: Some(init), repr: Some(repr), ..Slots::EMPTY },
        methods: &[
            NativeDef::positional("read", 0, 1, |vm, this, values| {
                let size = arguments::signed_size(vm, values.first())?;
                let data = read(vm, this.expect::<FileIo>(), usize::try_from(size).ok())?;
                Ok(data.map_or(Value::NONE, |data| bytes::new(vm, data)))
            }),
            NativeDef::none("readall", |vm, this| {
                let data = read(vm, this.expect::<FileIo>(), None)?;
                Ok(data.map_or(Value::NONE, |data| bytes::new(vm, data)))
            }),
            NativeDef::one("readinto", read_into),
            NativeDef::one("write", |vm, this, data| {
                let file = this.expect::<FileIo>().clone();
                let data = bytes::required(vm, data)?;
                Ok(write(vm, &file, &data)?.map_or(Value::NONE, Value::index))
            }),
            NativeDef::positional("seek", 1, 2, |vm, this, values| {
                let file = this.expect::<FileIo>().clone();
                file.opened(vm)?;
                let whence = arguments::whence(vm, values.get(1))?;
                let offset = match Number::of(&values[0]) {
                    Some(_) => arguments::offset(vm, &values[0])?,
                    None => {
                        let offset = number::index(vm, &values[0])?;
                        arguments::offset(vm, &offset)?
                    }
                };
                let position = seek(vm, &file, offset, whence)?;
                Ok(int::from_i64(vm, position))
            }),
            NativeDef::none("tell", |vm, this| {
                let position = seek(vm, this.expect::<FileIo>(), 0, 1)?;
                Ok(int::from_i64(vm, position))
            }),
            NativeDef::positional("truncate", 0, 1, truncate),
            NativeDef::none("close", close),
            NativeDef::none("seekable", |vm, this| is_seekable(vm, this.expect::<FileIo>()).map(Value::bool)),
            NativeDef::none("readable", |vm, this| {
                let file = this.expect::<FileIo>();
                file.opened(vm)?;
                Ok(Value::bool(file.is_readable.get()))
            }),
            NativeDef::none("writable", |vm, this| {
                let file = this.expect::<FileIo>();
                file.opened(vm)?;
                Ok(Value::bool(file.is_writable.get()))
            }),
            NativeDef::none("fileno", |vm, this| {
                let descriptor = this.expect::<FileIo>().opened(vm)?;
                Ok(int::from_i64(vm, i64::from(descriptor.number())))
            }),
            NativeDef::none("isatty", |vm, this| {
                let descriptor = this.expect::<FileIo>().opened(vm)?;
                Ok(Value::bool(system::is_terminal(descriptor)))
            }),
            NativeDef::none("_isatty_open_only", |vm, this| {
                let file = this.expect::<FileIo>();
                let descriptor = file.opened(vm)?;
                Ok(Value::bool(!file.is_regular.get() && system::is_terminal(descriptor)))
            }),
            NativeDef::one("_dealloc_warn", |vm, this, source| {
                warn_unclosed(vm, this.expect::<FileIo>(), source);
                Ok(Value::NONE)
            }),
            NativeDef::none("__getstate__", super::no_state),
        ],
        getset: &[
            GetSet::read_only("closed", |_, this| Ok(Value::bool(this.expect::<FileIo>().descriptor.get() < 0))),
            GetSet::read_only("closefd", |_, this| Ok(Value::bool(this.expect::<FileIo>().closes.get()))),
            GetSet::read_only("mode", |vm, this| {
                let mode = this.expect::<FileIo>().mode();
                Ok(vm.new_str(mode).into_value())
            }),
            GetSet::new(
                "_blksize",
                |_, this| Ok(Value::index(this.expect::<FileIo>().block.get())),
                |vm, this, new| {
                    let new = new.unwrap_or(Value::NONE);
                    let block = number::ssize_argument(vm, &new)?;
                    this.expect::<FileIo>().block.set(usize::try_from(block).unwrap_or(0));
                    Ok(())
                },
            )
            .member(),
            GetSet::new(
                "_finalizing",
                |_, this| Ok(Value::bool(this.expect::<FileIo>().is_finalizing.get())),
                |vm, this, new| {
                    let finalizing = protocol::is_true(vm, &new.unwrap_or(Value::NONE))?;
                    this.expect::<FileIo>().is_finalizing.set(finalizing);
                    Ok(())
                },
            )
            .member(),
        ],
        ..ClassSpec::new("FileIO", Layout::of::<FileIo>())
    },
);

/// A descriptor as a file.
pub struct FileIo {
    /// -1 when it is closed.
    pub descriptor: Cell<i32>,
    is_created: Cell<bool>,
    pub(super) is_readable: Cell<bool>,
    pub(super) is_writable: Cell<bool>,
    is_appending: Cell<bool>,
    /// Whether positions mean anything, once that is known.
    seekable: Cell<Option<bool>>,
    /// Whether closing it closes the descriptor.
    closes: Cell<bool>,
    pub(super) is_finalizing: Cell<bool>,
    pub(super) is_regular: Cell<bool>,
    pub(super) block: Cell<usize>,
    /// The size when it was opened: how much there is to read at once.
    size: Cell<u64>,
}

payload! { FileIo: AtBirth, size 48, own_dict OwnDict::Last;
    traverse(_this, _tracer) {}
}

impl FileIo {
    /// The descriptor; ValueError "I/O operation on closed file".
    pub fn opened(&self, vm: &mut Vm) -> PyResult<Descriptor> {
        match Descriptor::new(self.descriptor.get()) {
            Some(descriptor) => Ok(descriptor),
            None => Err(closed(vm)),
        }
    }

    /// Its `mode`.
    pub fn mode(&self) -> &'static str {
        match (self.is_created.get(), self.is_appending.get(), self.is_readable.get(), self.is_writable.get()) {
            (true, _, true, _) => "xb+",
            (true, ..) => "xb",
            (_, true, true, _) => "ab+",
            (_, true, ..) => "ab",
            (_, _, true, true) => "rb+",
            (_, _, true, false) => "rb",
            _ => "wb",
        }
    }
}

fn new(vm: &mut Vm, class: &Py<Class>, _arguments: Arguments<'_>) -> PyResult {
    let payload = FileIo {
        descriptor: Cell::new(-1),
        is_created: Cell::new(false),
        is_readable: Cell::new(false),
        is_writable: Cell::new(false),
        is_appending: Cell::new(false),
        seekable: Cell::new(None),
        closes: Cell::new(true),
        is_finalizing: Cell::new(false),
        is_regular: Cell::new(false),
        block: Cell::new(0),
        size: Cell::new(0),
    };
    Ok(vm.heap.alloc(class, payload).into_value())
}

fn init(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    let bound = bind(vm, "FileIO", "file, mode='r', closefd=True, opener=None", arguments)?;
    let [Some(name), mode, closes, opener] = &bound[..] else { return Ok(()) };
    let mode = match mode {
        None => "r".to_owned(),
        Some(mode) => match mode.cast::<Str>() {
            Some(mode) => mode.to_string_lossy().into_owned(),
            None => {
                let class = shown(vm, mode);
                return Err(vm.type_error(format!("FileIO() argument 'mode' must be str, not {class}")));
            }
        },
    };
    let closes = match closes {
        Some(closes) => protocol::is_true(vm, closes)?,
        None => true,
    };
    let opener = opener.clone().filter(|opener| !opener.is_none());
    let ownership = if closes { Closing::Descriptor } else { Closing::Nothing };
    open_file(vm, this, name, &mode, ownership, opener)
}

/// Whether closing the file closes the descriptor.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Closing {
    /// It does.
    Descriptor,
    /// Somebody else will.
    Nothing,
}

/// Makes a file object and opens it.
pub fn create(vm: &mut Vm, name: &Value, mode: &str, closing: Closing, opener: Slot) -> PyResult {
    let class = SPEC.of(vm);
    let file = new(vm, &class, Arguments::positional_only(&[]))?;
    open_file(vm, &file, name, mode, closing, opener)?;
    Ok(file)
}

fn open_file(vm: &mut Vm, this: &Value, name: &Value, mode: &str, closing: Closing, opener: Slot) -> PyResult<()> {
    let file = this.expect::<FileIo>().clone();
    if file.descriptor.get() >= 0 {
        if file.closes.get() {
            let descriptor = file.descriptor.replace(-1);
            if let Err(errno) = system::close(descriptor) {
                return Err(system::raise(vm, errno, None));
            }
        } else {
            file.descriptor.set(-1);
        }
    }
    if vm.is_exactly(name, &vm.types.bool_) {
        let category = vm.types.runtime_warning.clone();
        (vm.hooks.warn)(vm, &category, "bool is used as a file descriptor")?;
    }
    let given = descriptor_argument(vm, name)?;
    let path = if given.is_none() {
        let (path, _) = fs_encode(vm, name)?;
        match CString::new(path) {
            Ok(path) => Some(path),
            Err(_) => return Err(vm.value_error("embedded null byte")),
        }
    } else {
        None
    };
    let flags = read_mode(vm, &file, mode)?;
    file.seekable.set(None);
    file.closes.set(closing == Closing::Descriptor);
    let mut is_own = false;
    if let Some(descriptor) = given {
        file.descriptor.set(descriptor);
    } else if closing == Closing::Nothing {
        return Err(vm.value_error("Cannot use closefd=False with file name"));
    } else if let Some(opener) = opener {
        let flags = Value::index(flags.bits() as usize | OFlag::O_CLOEXEC.bits() as usize);
        let answer = protocol::call(vm, &opener, &[name.clone(), flags])?;
        let Some(_) = Number::of(&answer) else {
            return Err(vm.type_error("expected integer from opener"));
        };
        let descriptor = number::int_argument(vm, &answer)?;
        let Some(opened) = Descriptor::new(descriptor) else {
            return Err(vm.value_error(format!("opener returned {descriptor}")));
        };
        file.descriptor.set(descriptor);
        if let Err(errno) = system::set_not_inheritable(opened) {
            file.descriptor.set(-1);
            return Err(system::raise(vm, errno, None));
        }
        is_own = true;
    } else if let Some(path) = path {
        match system::open(&path, flags) {
            Ok(descriptor) => file.descriptor.set(descriptor),
            Err(errno) => return Err(system::raise(vm, errno, Some(name))),
        }
        is_own = true;
    }
    match look_at(vm, this, &file, name) {
        Ok(()) => Ok(()),
        Err(raised) => {
            let descriptor = file.descriptor.replace(-1);
            if is_own && descriptor >= 0 {
                let _ = system::close(descriptor);
            }
            Err(raised)
        }
    }
}

/// The descriptor that a `file` argument is, if it is a number; ValueError "negative file descriptor".
fn descriptor_argument(vm: &mut Vm, name: &Value) -> PyResult<Option<i32>> {
    if Number::of(name).is_none() {
        return Ok(None);
    }
    // A number that no descriptor has is taken for a path, which it is not.
    let descriptor = number::int_argument(vm, name);
    let Some(descriptor) = vm.catch(descriptor, |types| &types.overflow_error)? else { return Ok(None) };
    if descriptor < 0 {
        return Err(vm.value_error("negative file descriptor"));
    }
    Ok(Some(descriptor))
}

/// ValueErrors "invalid mode: q", "Must have exactly one of create/read/write/append mode and at most one plus".
fn read_mode(vm: &mut Vm, file: &FileIo, mode: &str) -> PyResult<OFlag> {
    let (mut action, mut updates) = (None, false);
    for letter in mode.chars() {
        match letter {
            'r' | 'w' | 'a' | 'x' if action.is_none() => action = Some(letter),
            '+' if !updates => updates = true,
            'r' | 'w' | 'a' | 'x' | '+' => return Err(bad_mode(vm)),
            'b' => {}
            _ => return Err(vm.value_error(format!("invalid mode: {mode}"))),
        }
    }
    let Some(action) = action else { return Err(bad_mode(vm)) };
    file.is_readable.set(action == 'r' || updates);
    file.is_writable.set(action != 'r' || updates);
    file.is_created.set(action == 'x');
    file.is_appending.set(action == 'a');
    let access = match (file.is_readable.get(), file.is_writable.get()) {
        (true, true) => OFlag::O_RDWR,
        (true, false) => OFlag::O_RDONLY,
        _ => OFlag::O_WRONLY,
    };
    Ok(access
        | match action {
            'w' => OFlag::O_CREAT | OFlag::O_TRUNC,
            'a' => OFlag::O_CREAT | OFlag::O_APPEND,
            'x' => OFlag::O_EXCL | OFlag::O_CREAT,
            _ => OFlag::empty(),
        })
}

fn bad_mode(vm: &mut Vm) -> Raised {
    vm.value_error("Must have exactly one of create/read/write/append mode and at most one plus")
}

/// Looks at what has been opened, and keeps its name.
fn look_at(vm: &mut Vm, this: &Value, file: &FileIo, name: &Value) -> PyResult<()> {
    let descriptor = file.opened(vm)?;
    file.block.set(super::BUFFER_SIZE);
    match system::status(descriptor) {
        Ok(status) if status.is_folder => return Err(system::raise(vm, Errno::EISDIR, Some(name))),
        Ok(status) => {
            file.is_regular.set(status.is_regular);
            file.size.set(status.size);
            if status.block > 1 {
                file.block.set(status.block);
            }
        }
        Err(Errno::EBADF) => return Err(system::raise(vm, Errno::EBADF, None)),
        Err(_) => file.is_regular.set(false),
    }
    let key = vm.intern("name");
    attribute::set(vm, this, &key, Some(name))?;
    if file.is_appending.get() {
        // Where that means nothing, nothing is to be done.
        if let Err(errno) = system::seek(descriptor, 0, 2)
            && errno != Errno::ESPIPE
        {
            return Err(system::raise(vm, errno, None));
        }
    }
    Ok(())
}

/// Reads once, at most `count` bytes, or all that are left. `None` if nothing is there and the file does not wait.
pub fn read(vm: &mut Vm, file: &Py<FileIo>, count: Option<usize>) -> PyResult<Option<Vec<u8>>> {
    let file = file.clone();
    let descriptor = file.opened(vm)?;
    if !file.is_readable.get() {
        return Err(unsupported(vm, "File not open for reading"));
    }
    let Some(count) = count else { return read_all(vm, &file, descriptor) };
    let mut data = Vec::new();
    if data.try_reserve_exact(count).is_err() {
        return Err(vm.memory_error());
    }
    data.resize(count, 0);
    let read = system::read(vm, descriptor, &mut data)?;
    Ok(read.map(|read| {
        data.truncate(read);
        data
    }))
}

fn read_all(vm: &mut Vm, file: &Py<FileIo>, descriptor: Descriptor) -> PyResult<Option<Vec<u8>>> {
    let at = system::seek(descriptor, 0, 1).unwrap_or(0);
    let ahead = file.size.get().saturating_sub(u64::try_from(at).unwrap_or(0));
    let mut data: Vec<u8> = Vec::new();
    let mut room = usize::try_from(ahead).unwrap_or(0).saturating_add(1).min(1 << 30).max(super::BUFFER_SIZE.min(8192));
    loop {
        let start = data.len();
        if data.try_reserve(room).is_err() {
            return Err(vm.memory_error());
        }
        data.resize(start + room, 0);
        let read = system::read(vm, descriptor, &mut data[start..]);
        let count = match &read {
            Ok(Some(count)) => *count,
            _ => 0,
        };
        data.truncate(start + count);
        match read? {
            Some(0) => break,
            Some(_) => {}
            None if data.is_empty() => return Ok(None),
            None => break,
        }
        room = data.len().clamp(8192, 1 << 24);
    }
    Ok(Some(data))
}

fn read_into(vm: &mut Vm, this: &Value, target: &Value) -> PyResult {
    let file = this.expect::<FileIo>().clone();
    file.opened(vm)?;
    if !file.is_readable.get() {
        return Err(unsupported(vm, "File not open for reading"));
    }
    let target = Target::of(vm, target, "readinto() argument 1")?;
    let length = target.len(vm);
    let Some(data) = read(vm, &file, Some(length))? else { return Ok(Value::NONE) };
    target.write(vm, 0, &data);
    Ok(Value::index(data.len()))
}

/// Writes once; how many bytes were written, `None` if there is no room and the file does not wait.
pub fn write(vm: &mut Vm, file: &Py<FileIo>, data: &[u8]) -> PyResult<Option<usize>> {
    let descriptor = file.opened(vm)?;
    if !file.is_writable.get() {
        return Err(unsupported(vm, "File not open for writing"));
    }
    let written = system::write(vm, descriptor, data)?;
    Ok(written)
}

/// Moves the position; the new one.
pub fn seek(vm: &mut Vm, file: &FileIo, offset: i64, whence: i32) -> PyResult<i64> {
    let descriptor = file.opened(vm)?;
    let found = system::seek(descriptor, offset, whence);
    if file.seekable.get().is_none() {
        file.seekable.set(Some(found.is_ok()));
    }
    found.map_err(|errno| system::raise(vm, errno, None))
}

/// Whether positions mean anything.
pub fn is_seekable(vm: &mut Vm, file: &FileIo) -> PyResult<bool> {
    let descriptor = file.opened(vm)?;
    Ok(match file.seekable.get() {
        Some(seekable) => seekable,
        None => {
            let seekable = system::seek(descriptor, 0, 1).is_ok();
            file.seekable.set(Some(seekable));
            seekable
        }
    })
}

fn truncate(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let file = this.expect::<FileIo>().clone();
    let descriptor = file.opened(vm)?;
    if !file.is_writable.get() {
        return Err(unsupported(vm, "File not open for writing"));
    }
    let size = match values.first().filter(|size| !size.is_none()) {
        Some(size) => size.clone(),
        None => {
            let position = seek(vm, &file, 0, 1)?;
            int::from_i64(vm, position)
        }
    };
    let length = arguments::offset(vm, &size)?;
    if let Err(errno) = system::truncate(descriptor, length) {
        return Err(system::raise(vm, errno, None));
    }
    Ok(size)
}

fn close(vm: &mut Vm, this: &Value) -> PyResult {
    let file = this.expect::<FileIo>().clone();
    let inherited = open::base_close(vm, this);
    if !file.closes.get() {
        file.descriptor.set(-1);
        return inherited;
    }
    let pending = match inherited {
        Ok(_) => None,
        Err(raised) => Some(vm.take_raised(raised)),
    };
    if file.is_finalizing.get() {
        warn_unclosed(vm, &file, this);
    }
    let descriptor = file.descriptor.replace(-1);
    let closed = if descriptor < 0 { Ok(()) } else { system::close(descriptor) };
    match (closed, pending) {
        (Ok(()), None) => Ok(Value::NONE),
        (Ok(()), Some(exception)) => Err(vm.raise_as_is(exception)),
        (Err(errno), pending) => {
            let raised = system::raise(vm, errno, None);
            Err(chained(vm, pending, raised))
        }
    }
}

/// ResourceWarning "unclosed file <_io.FileIO …>", if the file is open and closing it is its own business. A warning that
/// a filter turns into an exception is reported.
pub fn warn_unclosed(vm: &mut Vm, file: &FileIo, source: &Value) {
    if file.descriptor.get() < 0 || !file.closes.get() {
        return;
    }
    if let Err(raised) = super::warn_of_resource(vm, "file", source) {
        let is_warning = vm.raised_is(&raised, |types| &types.warning);
        let exception = vm.take_raised(raised);
        if is_warning {
            super::report(vm, &exception, source);
        }
    }
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let file = this.expect::<FileIo>().clone();
    let class = vm.class_name(this);
    let descriptor = file.descriptor.get();
    if descriptor < 0 {
        return Ok(vm.new_str(format!("<{class} [closed]>")).into_value());
    }
    let closes = if file.closes.get() { "True" } else { "False" };
    let key = vm.intern("name");
    let text = match attribute::get_optional(vm, this, &key)? {
        None => format!("<{class} fd={descriptor} mode='{}' closefd={closes}>", file.mode()),
        Some(name) => {
            let name = super::shown_name(vm, this, &name)?;
            format!("<{class} name={name} mode='{}' closefd={closes}>", file.mode())
        }
    };
    Ok(vm.new_str(text).into_value())
}
