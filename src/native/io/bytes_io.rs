//! `BytesIO`: a binary file in memory.

use std::cell::Cell;

use super::arguments;
use super::base::{BUFFERED_BASE, FLAGS};
use crate::native::NativeClass;
use crate::object::{ClassFlags, HeapCell, Layout, OwnDict, Py, Slot, Tuple, Value, payload};
use crate::protocol::{attribute, iterate, number};
use crate::text::room::copied;
use crate::types::bytearray::{self, ByteArray};
use crate::types::bytes::{self, Bytes};
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, Slots};
use crate::types::dict::Dict;
use crate::types::int;
use crate::types::list::List;
use crate::types::memoryview::target::Target;
use crate::types::memoryview::{self, managed, view::BytesIoBuffer};
use crate::vm::arguments::bind;
use crate::vm::{PyResult, Vm};

/// The declaration of `BytesIO`.
pub static SPEC: NativeClass = NativeClass::below(
    &BUFFERED_BASE,
    ClassSpec {
        module: "_io",
        flags: FLAGS,
        slots: Slots { new: Some(new), init: Some(init), iter: Some(iter), next: Some(next), ..Slots::EMPTY },
        methods: &[
            NativeDef::none("readable", is_open),
            NativeDef::none("seekable", is_open),
            NativeDef::none("writable", is_open),
            NativeDef::none("close", close),
            NativeDef::none("flush", |vm, this| open(vm, this).map(|_| Value::NONE)),
            NativeDef::none("isatty", |vm, this| open(vm, this).map(|_| Value::FALSE)),
            NativeDef::none("tell", |vm, this| {
                let position = open(vm, this)?.position.get();
                Ok(int::from_usize(vm, position))
            }),
            NativeDef::one("write", write),
            NativeDef::one("writelines", |vm, this, lines| {
                open(vm, this)?;
                let this = this.clone();
                iterate::for_each(vm, lines, |vm, line| write(vm, &this, &line).map(drop))?;
                Ok(Value::NONE)
            }),
            NativeDef::positional("read1", 0, 1, read),
            NativeDef::one("readinto", read_into),
            NativeDef::positional("readline", 0, 1, read_line),
            NativeDef::positional("readlines", 0, 1, read_lines),
            NativeDef::positional("read", 0, 1, read),
            NativeDef::none("getbuffer", get_buffer),
            NativeDef::none("getvalue", get_value),
            NativeDef::positional("seek", 1, 2, seek),
            NativeDef::positional("truncate", 0, 1, truncate),
            NativeDef::none("__getstate__", get_state),
            NativeDef::one("__setstate__", set_state),
            NativeDef::none("__sizeof__", size_of),
        ],
        getset: &[GetSet::read_only("closed", |_, this| Ok(Value::bool(this.expect::<BytesIo>().is_closed.get())))],
        ..ClassSpec::new("BytesIO", Layout::of::<BytesIo>())
    },
);

/// The declaration of `_BytesIOBuffer`, between a `BytesIO` and the views of its contents.
pub static BUFFER: NativeClass = NativeClass::new(ClassSpec {
    module: "_io",
    flags: ClassFlags::HEAP_TYPE,
    slots: Slots { releasebuffer: Some(memoryview::release_buffer), ..Slots::EMPTY },
    ..ClassSpec::new("_BytesIOBuffer", Layout::of::<BytesIoBuffer>())
});

/// A binary file in memory. Its contents are those of `shared`, a bytes object that somebody else may have too, until
/// something is written: then those of `array`.
pub struct BytesIo {
    shared: HeapCell<Slot>,
    array: HeapCell<Option<Py<ByteArray>>>,
    position: Cell<usize>,
    is_closed: Cell<bool>,
}

payload! { BytesIo: AtBirth, size 64, own_dict OwnDict::Last;
    traverse(_this, _tracer) {}
    dealloc { shared, array }
}

fn new(vm: &mut Vm, class: &Py<Class>, _arguments: Arguments<'_>) -> PyResult {
    let payload = BytesIo {
        shared: HeapCell::new(None),
        array: HeapCell::new(None),
        position: Cell::new(0),
        is_closed: Cell::new(false),
    };
    Ok(vm.heap.alloc(class, payload).into_value())
}

fn init(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    let initial = bind(vm, "BytesIO", "initial_bytes=b''", arguments)?.pop().flatten();
    let file = this.expect::<BytesIo>().clone();
    check_exports(vm, &file)?;
    file.position.set(0);
    file.is_closed.set(false);
    let shared = match initial.filter(|initial| !initial.is_none()) {
        Some(initial) if vm.is_exactly(&initial, &vm.types.bytes) => Some(initial),
        Some(initial) => {
            let data = bytes::required(vm, &initial)?;
            Some(bytes::new(vm, data))
        }
        None => None,
    };
    let old = file.array.take(&mut vm.heap);
    file.shared.set(&mut vm.heap, shared);
    drop(old);
    Ok(())
}

/// The file; ValueError "I/O operation on closed file."
fn open<'a>(vm: &mut Vm, this: &'a Value) -> PyResult<&'a Py<BytesIo>> {
    let file = this.expect::<BytesIo>();
    if file.is_closed.get() {
        return Err(vm.value_error("I/O operation on closed file."));
    }
    Ok(file)
}

/// BufferError "Existing exports of data: object cannot be re-sized" while there are views of the contents.
fn check_exports(vm: &mut Vm, file: &BytesIo) -> PyResult<()> {
    match file.array.get(&vm.heap).clone() {
        Some(array) => array.check_resizable(vm),
        None => Ok(()),
    }
}

fn is_open(vm: &mut Vm, this: &Value) -> PyResult {
    open(vm, this).map(|_| Value::TRUE)
}

impl BytesIo {
    fn data<'a>(&'a self, vm: &'a Vm) -> &'a [u8] {
        if let Some(array) = self.array.get(&vm.heap) {
            return array.data.get(&vm.heap);
        }
        match self.shared.get(&vm.heap) {
            Some(shared) => &shared.expect::<Bytes>().data,
            None => &[],
        }
    }

    /// The contents as an array of the file's own.
    fn own(&self, vm: &mut Vm) -> Py<ByteArray> {
        if let Some(array) = self.array.get(&vm.heap) {
            return array.clone();
        }
        let data = copied(self.data(vm));
        let array = bytearray::new(vm, data);
        let array = array.expect::<ByteArray>().clone();
        let shared = self.shared.take(&mut vm.heap);
        self.array.set(&mut vm.heap, Some(array.clone()));
        drop(shared);
        array
    }

    /// The next `count` bytes from the position, which moves behind them.
    fn take<'a>(&'a self, vm: &'a Vm, count: usize) -> &'a [u8] {
        let data = self.data(vm);
        let start = self.position.get().min(data.len());
        let end = start.saturating_add(count).min(data.len());
        if end > start {
            self.position.set(end);
        }
        &data[start..end]
    }

    /// Length of the rest of the line at the position.
    fn line(&self, vm: &Vm, limit: usize) -> usize {
        let data = self.data(vm);
        let rest = &data[self.position.get().min(data.len())..];
        let rest = &rest[..rest.len().min(limit)];
        memchr::memchr(b'\n', rest).map_or(rest.len(), |at| at + 1)
    }
}

fn taken(vm: &mut Vm, file: &BytesIo, count: usize) -> Value {
    // All of an unchanged bytes object is that object.
    let data = file.data(vm);
    if file.position.get() == 0
        && count > 1
        && count >= data.len()
        && let Some(shared) = file.shared.get(&vm.heap).clone()
    {
        file.position.set(data.len());
        return shared;
    }
    let data: Box<[u8]> = file.take(vm, count).into();
    bytes::new(vm, data)
}

fn close(vm: &mut Vm, this: &Value) -> PyResult {
    let file = this.expect::<BytesIo>().clone();
    check_exports(vm, &file)?;
    file.is_closed.set(true);
    let contents = (file.shared.take(&mut vm.heap), file.array.take(&mut vm.heap));
    drop(contents);
    Ok(Value::NONE)
}

fn write(vm: &mut Vm, this: &Value, data: &Value) -> PyResult {
    let file = open(vm, this)?.clone();
    check_exports(vm, &file)?;
    let data = bytes::required(vm, data)?;
    // Reading the argument may have run code.
    open(vm, this)?;
    check_exports(vm, &file)?;
    if data.is_empty() {
        return Ok(Value::index(0));
    }
    let array = file.own(vm);
    let position = file.position.get();
    let Some(end) = position.checked_add(data.len()).filter(|&end| isize::try_from(end).is_ok()) else {
        return Err(vm.overflow_error("new buffer size too large"));
    };
    let contents = array.data.get_mut(&mut vm.heap);
    if contents.try_reserve(end.saturating_sub(contents.len())).is_err() {
        return Err(vm.memory_error());
    }
    if position == contents.len() {
        contents.extend_from_slice(&data);
    } else {
        if contents.len() < end {
            contents.resize(end, 0);
        }
        contents[position..end].copy_from_slice(&data);
    }
    file.position.set(end);
    Ok(Value::index(data.len()))
}

fn read(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let size = arguments::size(vm, values.first())?.unwrap_or(usize::MAX);
    let file = open(vm, this)?.clone();
    Ok(taken(vm, &file, size))
}

fn read_into(vm: &mut Vm, this: &Value, target: &Value) -> PyResult {
    let target = Target::of(vm, target, "readinto() argument")?;
    let file = open(vm, this)?.clone();
    let length = target.len(vm);
    let data = copied(file.take(vm, length));
    target.write(vm, 0, &data);
    Ok(Value::index(data.len()))
}

fn read_line(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let limit = arguments::size(vm, values.first())?.unwrap_or(usize::MAX);
    let file = open(vm, this)?.clone();
    let length = file.line(vm, limit);
    Ok(taken(vm, &file, length))
}

fn read_lines(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let hint = arguments::size(vm, values.first())?.filter(|&hint| hint > 0).unwrap_or(usize::MAX);
    let file = open(vm, this)?.clone();
    let (mut lines, mut total) = (Vec::new(), 0);
    loop {
        let length = file.line(vm, usize::MAX);
        if length == 0 {
            break;
        }
        lines.push(taken(vm, &file, length));
        total += length;
        if total >= hint {
            break;
        }
    }
    Ok(List::create(vm, lines).into_value())
}

fn iter(vm: &mut Vm, this: &Value) -> PyResult {
    let _ = vm;
    Ok(this.clone())
}

fn next(vm: &mut Vm, this: &Value) -> PyResult<Slot> {
    let file = open(vm, this)?.clone();
    let length = file.line(vm, usize::MAX);
    Ok((length > 0).then(|| taken(vm, &file, length)))
}

fn get_buffer(vm: &mut Vm, this: &Value) -> PyResult {
    let file = open(vm, this)?.clone();
    let (class, array) = (BUFFER.of(vm), file.own(vm));
    Ok(managed::view_of_bytes_io(vm, &class, &array, this))
}

fn get_value(vm: &mut Vm, this: &Value) -> PyResult {
    let file = open(vm, this)?.clone();
    if let Some(shared) = file.shared.get(&vm.heap) {
        return Ok(shared.clone());
    }
    let exports = check_exports(vm, &file);
    let is_exported = vm.catch(exports, |types| &types.buffer_error)?.is_none();
    let data: Box<[u8]> = file.data(vm).into();
    let value = bytes::new(vm, data);
    if !is_exported {
        // The next write copies it.
        let array = file.array.take(&mut vm.heap);
        file.shared.set(&mut vm.heap, Some(value.clone()));
        drop(array);
    }
    Ok(value)
}

fn seek(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let offset = number::ssize_argument(vm, &values[0])?;
    let whence = arguments::whence(vm, values.get(1))?;
    let file = open(vm, this)?.clone();
    let base = match whence {
        0 if offset < 0 => return Err(vm.value_error(format!("negative seek value {offset}"))),
        0 => 0,
        1 => file.position.get(),
        2 => file.data(vm).len(),
        _ => return Err(vm.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"))),
    };
    let Some(position) = (base as isize).checked_add(offset) else {
        return Err(vm.overflow_error("new position too large"));
    };
    let position = position.max(0) as usize;
    file.position.set(position);
    Ok(int::from_usize(vm, position))
}

fn truncate(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let size = match values.first().filter(|size| !size.is_none()) {
        Some(_) => Some(arguments::signed_size(vm, values.first())?),
        None => None,
    };
    let file = open(vm, this)?.clone();
    check_exports(vm, &file)?;
    let size = match size {
        Some(size) if size < 0 => return Err(vm.value_error(format!("negative size value {size}"))),
        Some(size) => size as usize,
        None => file.position.get(),
    };
    if size < file.data(vm).len() {
        let array = file.own(vm);
        array.data.get_mut(&mut vm.heap).truncate(size);
    }
    Ok(int::from_usize(vm, size))
}

fn get_state(vm: &mut Vm, this: &Value) -> PyResult {
    let value = get_value(vm, this)?;
    let position = this.expect::<BytesIo>().position.get();
    let dict = match vm.heap.instance_dict(this).cloned() {
        Some(dict) => dict.expect::<Dict>().copy(vm).into_value(),
        None => Value::NONE,
    };
    let position = int::from_usize(vm, position);
    Ok(vm.new_tuple(vec![value, position, dict]).into_value())
}

fn set_state(vm: &mut Vm, this: &Value, state: &Value) -> PyResult {
    let class = vm.class_name(this);
    let Some([value, position, dict, ..]) = state.cast::<Tuple>().map(|state| state.items()) else {
        let other = vm.class_name(state);
        return Err(vm.type_error(format!("{class}.__setstate__ argument should be 3-tuple, got {other}")));
    };
    let file = open(vm, this)?.clone();
    check_exports(vm, &file)?;
    init(vm, this, Arguments::positional_only(std::slice::from_ref(value)))?;
    if int::Number::of(position).is_none() {
        let other = vm.class_name(position);
        return Err(vm.type_error(format!("second item of state must be an integer, not {other}")));
    }
    let position = number::ssize_argument(vm, position)?;
    let Ok(position) = usize::try_from(position) else {
        return Err(vm.value_error("position value cannot be negative"));
    };
    file.position.set(position);
    restore_dict(vm, this, dict, "third")?;
    Ok(Value::NONE)
}

/// Puts the items of a state's dict into the file's; TypeError "third item of state should be a dict, got a int".
pub fn restore_dict(vm: &mut Vm, this: &Value, dict: &Value, place: &str) -> PyResult<()> {
    if dict.is_none() {
        return Ok(());
    }
    if !dict.has::<Dict>() {
        let other = vm.class_name(dict);
        return Err(vm.type_error(format!("{place} item of state should be a dict, got a {other}")));
    }
    let own = attribute::instance_dict(vm, this).into_value();
    crate::types::dict::update(vm, &own, dict)
}

fn size_of(vm: &mut Vm, this: &Value) -> PyResult {
    let file = this.expect::<BytesIo>();
    let length = file.data(vm).len();
    let contents = if file.is_closed.get() || length == 0 { 0 } else { 33 + length };
    Ok(Value::index(64 + contents))
}
