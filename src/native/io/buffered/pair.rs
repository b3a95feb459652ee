//! `BufferedRWPair`: a reader and a writer over two raw files.

use super::{Buffered, Kind};
use crate::native::NativeClass;
use crate::native::io::base::{self, BUFFERED_BASE, FLAGS, after_flush};
use crate::object::{ClassFlags, HeapCell, Layout, OwnDict, Py, Slot, Value, payload};
use crate::protocol::{self, attribute, number};
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, NewFrom, Slots};
use crate::vm::{PyResult, Vm};

/// The declaration of `BufferedRWPair`.
pub static SPEC: NativeClass = NativeClass::below(
    &BUFFERED_BASE,
    ClassSpec {
        module: "_io",
        flags: FLAGS.union(ClassFlags::HAS_FINALIZER),
        slots: Slots { new: Some(new), init: Some(init), ..Slots::EMPTY },
        new_from: NewFrom::Unlisted,
        methods: &[
            NativeDef::any("read", |vm, this, arguments| call(vm, this, Half::Reader, "read", arguments)),
            NativeDef::any("peek", |vm, this, arguments| call(vm, this, Half::Reader, "peek", arguments)),
            NativeDef::any("read1", |vm, this, arguments| call(vm, this, Half::Reader, "read1", arguments)),
            NativeDef::any("readinto", |vm, this, arguments| call(vm, this, Half::Reader, "readinto", arguments)),
            NativeDef::any("readinto1", |vm, this, arguments| call(vm, this, Half::Reader, "readinto1", arguments)),
            NativeDef::any("write", |vm, this, arguments| call(vm, this, Half::Writer, "write", arguments)),
            NativeDef::none("flush", |vm, this| call(vm, this, Half::Writer, "flush", NONE)),
            NativeDef::none("readable", |vm, this| call(vm, this, Half::Reader, "readable", NONE)),
            NativeDef::none("writable", |vm, this| call(vm, this, Half::Writer, "writable", NONE)),
            NativeDef::none("close", close),
            NativeDef::none("isatty", |vm, this| {
                let writer = call(vm, this, Half::Writer, "isatty", NONE)?;
                if writer.is(&Value::FALSE) { call(vm, this, Half::Reader, "isatty", NONE) } else { Ok(writer) }
            }),
        ],
        getset: &[GetSet::read_only("closed", |vm, this| {
            let Some(writer) = this.expect::<BufferedPair>().writer.get(&vm.heap).clone() else {
                return Err(vm.runtime_error("the BufferedRWPair object is being garbage-collected"));
            };
            let closed = vm.intern("closed");
            attribute::get(vm, &writer, &closed)
        })],
        ..ClassSpec::new("BufferedRWPair", Layout::of::<BufferedPair>())
    },
);

const NONE: Arguments<'static> = Arguments::positional_only(&[]);

/// A reader and a writer.
pub struct BufferedPair {
    reader: HeapCell<Slot>,
    writer: HeapCell<Slot>,
}

payload! { BufferedPair: AtBirth, size 48, own_dict OwnDict::Last;
    traverse { reader, writer }
    dealloc { reader, writer }
    clear { reader, writer }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Reader,
    Writer,
}

fn new(vm: &mut Vm, class: &Py<Class>, _arguments: Arguments<'_>) -> PyResult {
    Ok(vm.heap.alloc(class, BufferedPair { reader: HeapCell::new(None), writer: HeapCell::new(None) }).into_value())
}

fn init(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    let parameters = "reader, writer, buffer_size=131072, /";
    let bound = crate::vm::arguments::bind(vm, "BufferedRWPair", parameters, arguments)?;
    let [Some(reader), Some(writer), size] = &bound[..] else { return Ok(()) };
    let size = match size {
        Some(size) => number::ssize_argument(vm, size)?,
        None => crate::native::io::BUFFER_SIZE as isize,
    };
    base::check(vm, reader, "readable")?;
    base::check(vm, writer, "writable")?;
    let pair = this.expect::<BufferedPair>().clone();
    let reader = Buffered::create(vm, Kind::Reader, reader, size)?;
    pair.reader.set(&mut vm.heap, Some(reader));
    let writer = Buffered::create(vm, Kind::Writer, writer, size)?;
    pair.writer.set(&mut vm.heap, Some(writer));
    Ok(())
}

fn call(vm: &mut Vm, this: &Value, half: Half, name: &str, arguments: Arguments<'_>) -> PyResult {
    let pair = this.expect::<BufferedPair>();
    let file = if half == Half::Reader { &pair.reader } else { &pair.writer };
    let Some(file) = file.get(&vm.heap).clone() else {
        return Err(vm.value_error("I/O operation on uninitialized object"));
    };
    let name = vm.intern(name);
    let method = attribute::get(vm, &file, &name)?;
    protocol::call::call_args(vm, &method, arguments)
}

/// Closes the writer, then the reader whatever that raised.
fn close(vm: &mut Vm, this: &Value) -> PyResult {
    let pending = match call(vm, this, Half::Writer, "close", NONE) {
        Ok(_) => None,
        Err(raised) => Some(vm.take_raised(raised)),
    };
    let closed = call(vm, this, Half::Reader, "close", NONE);
    after_flush(vm, pending, closed)
}
