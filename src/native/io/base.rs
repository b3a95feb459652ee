//! `_IOBase` and the three classes below it that are bases of all others.

use super::arguments;
use super::errors::unsupported;
use crate::native::NativeClass;
use crate::object::{ClassFlags, Layout, Slot, Str, Value};
use crate::protocol::{self, attribute, iterate};
use crate::types::bytearray::ByteArray;
use crate::types::bytes::{self, Bytes};
use crate::types::class::{ClassSpec, GetSet, NativeDef, NewFrom, Slots};
use crate::types::class_method::{get_dict, set_dict};
use crate::types::list::List;
use crate::types::memoryview::target::Target;
use crate::types::object::Instance;
use crate::vm::{PyResult, Vm};

/// Flags of every class of files.
pub const FLAGS: ClassFlags = ClassFlags::HEAP_TYPE
    .union(ClassFlags::BASE_TYPE)
    .union(ClassFlags::HAS_DICT)
    .union(ClassFlags::WEAK_REFERENCEABLE);

/// The declaration of `_IOBase`.
pub static IO_BASE: NativeClass = NativeClass::new(ClassSpec {
    module: "_io",
    flags: FLAGS.union(ClassFlags::CONTAINER).union(ClassFlags::HAS_FINALIZER),
    slots: Slots { iter: Some(iter), next: Some(next), finalize: Some(finalize), ..Slots::EMPTY },
    new_from: NewFrom::Object,
    methods: &[
        NativeDef::any("seek", |vm, _, _| Err(unsupported(vm, "seek"))),
        NativeDef::none("tell", |vm, this| {
            let seek = vm.intern("seek");
            protocol::call_method(vm, this, &seek, &[Value::index(0), Value::index(1)])
        }),
        NativeDef::any("truncate", |vm, _, _| Err(unsupported(vm, "truncate"))),
        NativeDef::none("flush", flush),
        NativeDef::none("close", close),
        NativeDef::none("seekable", |_, _| Ok(Value::FALSE)),
        NativeDef::none("readable", |_, _| Ok(Value::FALSE)),
        NativeDef::none("writable", |_, _| Ok(Value::FALSE)),
        NativeDef::none("_checkClosed", |vm, this| check_closed(vm, this).map(|()| Value::NONE)),
        NativeDef::none("_checkSeekable", |vm, this| check(vm, this, "seekable")),
        NativeDef::none("_checkReadable", |vm, this| check(vm, this, "readable")),
        NativeDef::none("_checkWritable", |vm, this| check(vm, this, "writable")),
        NativeDef::none("fileno", |vm, _| Err(unsupported(vm, "fileno"))),
        NativeDef::none("isatty", |vm, this| check_closed(vm, this).map(|()| Value::FALSE)),
        NativeDef::none("__enter__", iter),
        NativeDef::parsed("__exit__", 0, usize::MAX, |vm, this, _| {
            let close = vm.names.close.clone();
            protocol::call_method(vm, this, &close, &[])
        }),
        NativeDef::positional("readline", 0, 1, read_line),
        NativeDef::positional("readlines", 0, 1, read_lines),
        NativeDef::one("writelines", write_lines),
    ],
    getset: &[
        GetSet::new("__dict__", get_dict, set_dict),
        GetSet::read_only("closed", |vm, this| is_closed(vm, this).map(Value::bool)),
    ],
    ..ClassSpec::new("_IOBase", Layout::of::<Instance>())
});

const fn base(name: &'static str, methods: &'static [NativeDef], getset: &'static [GetSet]) -> ClassSpec {
    ClassSpec {
        module: "_io",
        flags: FLAGS.union(ClassFlags::CONTAINER).union(ClassFlags::HAS_FINALIZER),
        methods,
        getset,
        ..ClassSpec::new(name, Layout::of::<Instance>())
    }
}

/// The declaration of `_RawIOBase`.
pub static RAW_BASE: NativeClass = NativeClass::below(
    &IO_BASE,
    base(
        "_RawIOBase",
        &[
            NativeDef::positional("read", 0, 1, raw_read),
            NativeDef::none("readall", raw_read_all),
            NativeDef::any("readinto", |vm, _, _| Err(vm.raise_with(|types| &types.not_implemented_error, Vec::new()))),
            NativeDef::any("write", |vm, _, _| Err(vm.raise_with(|types| &types.not_implemented_error, Vec::new()))),
        ],
        &[],
    ),
);

/// The declaration of `_BufferedIOBase`.
pub static BUFFERED_BASE: NativeClass = NativeClass::below(
    &IO_BASE,
    base(
        "_BufferedIOBase",
        &[
            NativeDef::none("detach", |vm, _| Err(unsupported(vm, "detach"))),
            NativeDef::any("read", |vm, _, _| Err(unsupported(vm, "read"))),
            NativeDef::any("read1", |vm, _, _| Err(unsupported(vm, "read1"))),
            NativeDef::one("readinto", |vm, this, target| read_into(vm, this, target, "readinto")),
            NativeDef::one("readinto1", |vm, this, target| read_into(vm, this, target, "readinto1")),
            NativeDef::any("write", |vm, _, _| Err(unsupported(vm, "write"))),
        ],
        &[],
    ),
);

/// The declaration of `_TextIOBase`.
pub static TEXT_BASE: NativeClass = NativeClass::below(
    &IO_BASE,
    base(
        "_TextIOBase",
        &[
            NativeDef::none("detach", |vm, _| Err(unsupported(vm, "detach"))),
            NativeDef::any("read", |vm, _, _| Err(unsupported(vm, "read"))),
            NativeDef::any("readline", |vm, _, _| Err(unsupported(vm, "readline"))),
            NativeDef::positional("write", 1, 1, |vm, _, values| {
                if values[0].has::<Str>() {
                    return Err(unsupported(vm, "write"));
                }
                let class = super::errors::shown(vm, &values[0]);
                Err(vm.type_error(format!("write() argument 1 must be str, not {class}")))
            }),
        ],
        &[
            GetSet::read_only("encoding", |_, _| Ok(Value::NONE)),
            GetSet::read_only("newlines", |_, _| Ok(Value::NONE)),
            GetSet::read_only("errors", |_, _| Ok(Value::NONE)),
        ],
    ),
);

/// The attribute by which a class written in Python knows that `_IOBase.close` has been called.
const CLOSED: &str = "__IOBase_closed";

fn is_closed(vm: &mut Vm, this: &Value) -> PyResult<bool> {
    let name = vm.intern(CLOSED);
    Ok(attribute::get_optional(vm, this, &name)?.is_some())
}

/// ValueError "I/O operation on closed file." if the file's `closed` is true.
pub fn check_closed(vm: &mut Vm, this: &Value) -> PyResult<()> {
    let name = vm.intern("closed");
    if let Some(closed) = attribute::get_optional(vm, this, &name)?
        && protocol::is_true(vm, &closed)?
    {
        return Err(vm.value_error("I/O operation on closed file."));
    }
    Ok(())
}

/// `_checkReadable` and its kin: `io.UnsupportedOperation` "File or stream is not readable."
pub fn check(vm: &mut Vm, this: &Value, ability: &str) -> PyResult {
    let name = vm.intern(ability);
    let able = protocol::call_method(vm, this, &name, &[])?;
    if able.is(&Value::TRUE) {
        return Ok(able);
    }
    Err(unsupported(vm, &format!("File or stream is not {ability}.")))
}

fn iter(vm: &mut Vm, this: &Value) -> PyResult {
    check_closed(vm, this)?;
    Ok(this.clone())
}

fn next(vm: &mut Vm, this: &Value) -> PyResult<Slot> {
    let name = vm.intern("readline");
    let line = protocol::call_method(vm, this, &name, &[])?;
    Ok((protocol::sequence::len(vm, &line)? > 0).then_some(line))
}

fn flush(vm: &mut Vm, this: &Value) -> PyResult {
    if is_closed(vm, this)? {
        return Err(vm.value_error("I/O operation on closed file."));
    }
    Ok(Value::NONE)
}

fn close(vm: &mut Vm, this: &Value) -> PyResult {
    if is_closed(vm, this)? {
        return Ok(Value::NONE);
    }
    let flush = vm.names.flush.clone();
    let flushed = protocol::call_method(vm, this, &flush, &[]);
    let pending = match flushed {
        Ok(_) => None,
        Err(raised) => Some(vm.take_raised(raised)),
    };
    let name = vm.intern(CLOSED);
    let set = attribute::set(vm, this, &name, Some(&Value::TRUE));
    after_flush(vm, pending, set.map(|()| Value::NONE))
}

/// What closing comes to: what was raised by the first step, or the second, which was taken whatever the first did.
pub fn after_flush(vm: &mut Vm, flushing: Slot, closed: PyResult) -> PyResult {
    match (closed, flushing) {
        (result, None) => result,
        (Ok(_), Some(exception)) => Err(vm.raise_as_is(exception)),
        (Err(raised), earlier) => Err(chained(vm, earlier, raised)),
    }
}

/// The later of two exceptions, the earlier one being its context.
pub fn chained(vm: &mut Vm, earlier: Slot, later: crate::vm::Raised) -> crate::vm::Raised {
    let later = vm.take_raised(later);
    if let (Some(earlier), Some(exception)) = (earlier, later.cast::<crate::types::exception::Exception>()) {
        exception.context.set(&mut vm.heap, Some(earlier));
    }
    vm.raise_as_is(later)
}

/// `__del__`: closes what is open. What `close` raises is reported.
pub fn finalize(vm: &mut Vm, this: &Value) -> PyResult {
    let name = vm.intern("closed");
    let closed = match attribute::get_optional(vm, this, &name) {
        Ok(Some(closed)) => protocol::is_true(vm, &closed),
        Ok(None) => return Ok(Value::NONE),
        Err(raised) => Err(raised),
    };
    match closed {
        Ok(true) => return Ok(Value::NONE),
        Ok(false) => {}
        Err(raised) => {
            drop(vm.take_raised(raised));
            return Ok(Value::NONE);
        }
    }
    let finalizing = vm.intern("_finalizing");
    if let Err(raised) = attribute::set(vm, this, &finalizing, Some(&Value::TRUE)) {
        drop(vm.take_raised(raised));
    }
    let close = vm.names.close.clone();
    if let Err(raised) = protocol::call_method(vm, this, &close, &[]) {
        let exception = vm.take_raised(raised);
        super::report(vm, &exception, this);
    }
    Ok(Value::NONE)
}

/// `_IOBase.readline`: byte by byte, or as far as `peek` shows.
fn read_line(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let limit = arguments::size(vm, values.first())?.unwrap_or(usize::MAX);
    let (peek, read) = (vm.intern("peek"), vm.intern("read"));
    let peek = attribute::get_optional(vm, this, &peek)?;
    let mut line: Vec<u8> = Vec::new();
    while line.len() < limit {
        let mut count = 1;
        if let Some(peek) = &peek {
            let ahead = protocol::call(vm, peek, &[Value::index(1)])?;
            let Some(ahead) = ahead.cast::<Bytes>() else {
                let class = vm.class_name(&ahead);
                let text = format!("peek() should have returned a bytes object, not '{class}'");
                return Err(vm.raise_message(|types| &types.os_error, &text));
            };
            let ahead = &ahead.data[..ahead.data.len().min(limit - line.len())];
            if !ahead.is_empty() {
                count = memchr::memchr(b'\n', ahead).map_or(ahead.len(), |at| at + 1);
            }
        }
        let piece = protocol::call_method(vm, this, &read, &[Value::index(count)])?;
        let Some(piece) = piece.cast::<Bytes>() else {
            let class = vm.class_name(&piece);
            let text = format!("read() should have returned a bytes object, not '{class}'");
            return Err(vm.raise_message(|types| &types.os_error, &text));
        };
        if piece.data.is_empty() {
            break;
        }
        line.extend_from_slice(&piece.data);
        if line.last() == Some(&b'\n') {
            break;
        }
    }
    Ok(bytes::new(vm, line))
}

/// `readlines(hint)`: lines until they have as many bytes or characters as the hint says.
pub fn read_lines(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let hint = arguments::size(vm, values.first())?.filter(|&hint| hint > 0).unwrap_or(usize::MAX);
    let list = List::create(vm, Vec::new());
    let iterator = iterate::iter(vm, this)?;
    let mut total = 0;
    while let Some(line) = iterate::next(vm, &iterator)? {
        let length = protocol::sequence::len(vm, &line)?;
        crate::types::list::push(list.items.get_mut(&mut vm.heap), line);
        vm.check_memory()?;
        if length > hint - total {
            break;
        }
        total += length;
    }
    Ok(list.into_value())
}

fn write_lines(vm: &mut Vm, this: &Value, lines: &Value) -> PyResult {
    check_closed(vm, this)?;
    let (this, write) = (this.clone(), vm.names.write.clone());
    iterate::for_each(vm, lines, |vm, line| protocol::call_method(vm, &this, &write, &[line]).map(drop))?;
    Ok(Value::NONE)
}

/// `RawIOBase.read(size)`, by `readinto`.
fn raw_read(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let size = match values.first() {
        Some(size) => protocol::number::ssize_argument(vm, size)?,
        None => -1,
    };
    let Ok(size) = usize::try_from(size) else {
        let name = vm.intern("readall");
        return protocol::call_method(vm, this, &name, &[]);
    };
    let array = crate::types::bytearray::new(vm, vec![0; size]);
    let name = vm.intern("readinto");
    let count = protocol::call_method(vm, this, &name, std::slice::from_ref(&array))?;
    if count.is_none() {
        return Ok(count);
    }
    let count = protocol::number::ssize_argument(vm, &count)?;
    let data = array.expect::<ByteArray>().data.get(&vm.heap);
    match usize::try_from(count).ok().and_then(|count| data.get(..count)) {
        Some(data) => {
            let data = data.to_vec();
            Ok(bytes::new(vm, data))
        }
        None => {
            let text = format!("readinto returned {count} outside buffer size {}", data.len());
            Err(vm.value_error(text))
        }
    }
}

/// `RawIOBase.readall()`, by `read`.
fn raw_read_all(vm: &mut Vm, this: &Value) -> PyResult {
    let name = vm.intern("read");
    let mut all: Vec<u8> = Vec::new();
    loop {
        let size = Value::index(super::BUFFER_SIZE);
        let data = protocol::call_method(vm, this, &name, &[size])?;
        if data.is_none() {
            if all.is_empty() {
                return Ok(data);
            }
            break;
        }
        let Some(data) = data.cast::<Bytes>() else { return Err(vm.type_error("read() should return bytes")) };
        if data.data.is_empty() {
            break;
        }
        all.extend_from_slice(&data.data);
    }
    Ok(bytes::new(vm, all))
}

/// `BufferedIOBase.readinto` and `readinto1`, by `read` and `read1`.
fn read_into(vm: &mut Vm, this: &Value, target: &Value, function: &str) -> PyResult {
    let target = Target::of(vm, target, &format!("{function}() argument"))?;
    let name = vm.intern(if function == "readinto" { "read" } else { "read1" });
    let length = target.len(vm);
    let data = protocol::call_method(vm, this, &name, &[Value::index(length)])?;
    let Some(data) = data.cast::<Bytes>() else { return Err(vm.type_error("read() should return bytes")) };
    if data.data.len() > length {
        let text = format!("read() returned too much data: {length} bytes requested, {} returned", data.data.len());
        return Err(vm.value_error(text));
    }
    target.write(vm, 0, &data.data);
    Ok(Value::index(data.data.len()))
}
