//! `bytes`, and what it shares with `bytearray`.

mod construct;
pub mod declaration;
mod iterator;
mod methods;
mod pad;
mod search;
mod split;

pub use construct::{Source, SourceArguments, byte, from_iterable, from_object, source};
pub use iterator::{BYTEARRAY_ITERATOR, ITERATOR, iter};
pub use methods::SHARED_METHODS;
pub use pad::hex_grouped;

use std::borrow::Cow;
use std::cell::Cell;

use ouropy_compiler::code::Comparison;

use crate::object::{ClassFlags, Kind, Py, Value, payload};
use crate::protocol::number;
use crate::text::hash::HashKey;
use crate::text::room::{copied, gathered, joined, owned};
use crate::types::bytearray::{self, ByteArray, bytes_of};
use crate::types::class::Class;
use crate::types::class::slots::SlotId;
use crate::types::mapped::Mmap;
use crate::types::memoryview::view::{MemoryView, PickleBuffer, hold};
use crate::types::slice::{self, Slice};
use crate::types::str::percent::{self, Flavour};
use crate::vm::{PyResult, Vm};

/// A bytes object.
pub struct Bytes {
    /// The bytes.
    pub data: Box<[u8]>,
    /// The hash, 0 while unknown.
    pub hash: Cell<i64>,
}

payload! { Bytes: Atom;
    size(this, _heap) { 33 + this.data.len() }
}

/// The bytes object `data`; those of one byte and the empty one are shared, as in CPython.
pub fn new(vm: &mut Vm, data: impl Content) -> Value {
    const EMPTY: usize = 256;
    let data = data.boxed();
    let place = match *data {
        [] => EMPTY,
        [only] => usize::from(only),
        _ => return unshared(vm, data),
    };
    if let Some(Some(shared)) = vm.single_bytes.get(place) {
        return shared.clone();
    }
    let made = unshared(vm, data);
    if let Some(header) = made.header() {
        header.report_as_immortal();
    }
    vm.single_bytes.resize(EMPTY + 1, None);
    vm.single_bytes[place] = Some(made.clone());
    made
}

/// What becomes the content of a bytes object.
pub trait Content {
    /// The bytes in a block of their own, none if there is no memory ([`crate::text::room`]).
    fn boxed(self) -> Box<[u8]>;
}

impl Content for Vec<u8> {
    fn boxed(self) -> Box<[u8]> {
        self.into()
    }
}

impl Content for Box<[u8]> {
    fn boxed(self) -> Box<[u8]> {
        self
    }
}

impl Content for &[u8] {
    fn boxed(self) -> Box<[u8]> {
        copied(self).into()
    }
}

impl<const N: usize> Content for [u8; N] {
    fn boxed(self) -> Box<[u8]> {
        Box::new(self)
    }
}

fn unshared(vm: &mut Vm, data: Box<[u8]>) -> Value {
    vm.heap.alloc(&vm.types.bytes, Bytes { data, hash: Cell::new(0) }).into_value()
}

/// An instance of `class`, bytes itself or a subclass of it.
pub fn of_class(vm: &mut Vm, class: &Py<Class>, data: Vec<u8>) -> Value {
    vm.heap.alloc(class, Bytes { data: data.into(), hash: Cell::new(0) }).into_value()
}

/// The bytes of a bytes-like object: bytes, bytearray, array, memoryview; `None` for anything else.
pub fn view<'a>(vm: &'a Vm, value: &'a Value) -> Option<Cow<'a, [u8]>> {
    if let Some(bytes) = value.cast::<Bytes>() {
        return Some(Cow::Borrowed(&bytes.data));
    }
    if let Some(bytes) = bytes_of(&vm.heap, value) {
        return Some(Cow::Borrowed(bytes));
    }
    if let Some(buffer) = value.cast::<PickleBuffer>() {
        return buffer.source.get(&vm.heap).as_ref().and_then(|source| view(vm, source));
    }
    value.cast::<MemoryView>().filter(|view| view.is_contiguous()).and_then(|view| view.bytes(&vm.heap))
}

/// What a request for a buffer asks for, as CPython's flags.
#[derive(Clone, Copy)]
#[repr(i32)]
pub enum Request {
    /// PyBUF_SIMPLE: bytes one after the other.
    Simple = 0,
    /// PyBUF_FULL_RO: bytes in whatever shape.
    Full = 284,
}

/// Whether the object has a `__buffer__` written in Python.
pub fn has_python_buffer(vm: &Vm, value: &Value) -> bool {
    let class = vm.class_of(value);
    class.head.has(ClassFlags::HEAP_TYPE) && class.is_dispatched(SlotId::getbuffer)
}

/// The bytes of anything with a buffer, which a `__buffer__` written in Python may give; `None` without one.
pub fn read(vm: &mut Vm, value: &Value, request: Request) -> PyResult<Option<Vec<u8>>> {
    if let Some(buffer) = value.cast::<PickleBuffer>() {
        let source = buffer.clone().source(vm)?;
        return read(vm, &source, request);
    }
    if !has_python_buffer(vm, value) {
        let data = match request {
            Request::Simple => view(vm, value),
            Request::Full => flattened(vm, value),
        };
        return Ok(data.map(owned));
    }
    let class = vm.class_of(value);
    let slots = class.slots(&vm.heap);
    let (get, release) = (slots.getbuffer, class.is_dispatched(SlotId::releasebuffer).then_some(slots.releasebuffer));
    let Some(get) = get else { return Ok(None) };
    let given = get(vm, value, &Value::index(request as usize))?;
    let Some(given_view) = given.cast::<MemoryView>() else {
        return Err(vm.type_error("__buffer__ returned non-memoryview object"));
    };
    let Some(data) = given_view.bytes(&vm.heap).map(owned) else {
        return Err(vm.value_error("operation forbidden on released memoryview object"));
    };
    // What the view itself came from is told when the view dies.
    let is_own = given_view.exporter(&vm.heap).is_some_and(|exporter| exporter.is(value));
    if let Some(Some(release)) = release
        && !is_own
        && let Err(raised) = release(vm, value, &given)
    {
        let exception = vm.take_raised(raised);
        let name = vm.class_name(value);
        vm.unraisable_saying(&exception, &format!("Exception ignored in __release_buffer__ of {name}"));
    }
    Ok(Some(data))
}

/// As [`read`], whatever goes wrong: there are no bytes then.
pub fn read_if_any(vm: &mut Vm, value: &Value) -> Option<Vec<u8>> {
    match read(vm, value, Request::Simple) {
        Ok(data) => data,
        Err(raised) => {
            drop(vm.take_raised(raised));
            None
        }
    }
}

/// As [`view`], the bytes of a view that do not lie one after the other too.
pub fn flattened<'a>(vm: &'a Vm, value: &'a Value) -> Option<Cow<'a, [u8]>> {
    match value.cast::<MemoryView>() {
        Some(view) => view.bytes(&vm.heap),
        None => view(vm, value),
    }
}

/// The bytes of a receiver.
fn data<'a>(vm: &'a Vm, this: &'a Value) -> Cow<'a, [u8]> {
    view(vm, this).unwrap_or_default()
}

/// The bytes of an argument; BufferError if they do not lie one after the other, TypeError "a bytes-like object is required, not 'str'".
pub fn required(vm: &mut Vm, value: &Value) -> PyResult<Vec<u8>> {
    if let Some(data) = read(vm, value, Request::Simple)? {
        return Ok(data);
    }
    if value.cast::<MemoryView>().is_some_and(|view| view.bytes(&vm.heap).is_some()) {
        return Err(vm.buffer_error("memoryview: underlying buffer is not C-contiguous"));
    }
    if value.has::<Mmap>() {
        return Err(vm.value_error("mmap closed or invalid"));
    }
    let name = vm.class_name(value);
    Err(vm.type_error(format!("a bytes-like object is required, not '{name}'")))
}

/// A result of the receiver's kind: bytearray of a bytearray, else bytes.
fn like(vm: &mut Vm, this: &Value, data: Vec<u8>) -> Value {
    if this.has::<ByteArray>() { bytearray::new(vm, data) } else { new(vm, data) }
}

/// As [`like`], but the receiver itself where it is exact bytes of which nothing was cut off.
fn cut(vm: &mut Vm, this: &Value, result: Vec<u8>) -> Value {
    if vm.is_exactly(this, &vm.types.bytes) && result.len() == data(vm, this).len() {
        return this.clone();
    }
    like(vm, this, result)
}

/// The receiver if it is exact bytes, else its bytes as such.
fn exact(vm: &mut Vm, this: &Value) -> Value {
    if vm.is_exactly(this, &vm.types.bytes) {
        return this.clone();
    }
    let data = owned(data(vm, this));
    new(vm, data)
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let text = crate::text::repr::bytes_repr(&this.expect::<Bytes>().data);
    Ok(vm.new_str_bytes(&text).into_value())
}

fn hash(_vm: &mut Vm, this: &Value) -> PyResult<i64> {
    let this = this.expect::<Bytes>();
    if this.hash.get() == 0 {
        this.hash.set(HashKey::process().hash_bytes(&this.data));
    }
    Ok(this.hash.get())
}

/// Comparison of bytes with bytes; the other operand's type answers for anything else.
fn compare_exactly(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    if right.has::<Bytes>() { compare(vm, left, right, op) } else { Ok(Value::NOT_IMPLEMENTED) }
}

/// Comparison with anything bytes-like.
pub fn compare(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    if let (Some(left), Some(right)) = (view(vm, left), view(vm, right)) {
        return Ok(Value::bool(number::holds(op, left.cmp(&right))));
    }
    let _hold = hold(left);
    let (Some(left), Some(right)) = (read_if_any(vm, left), read_if_any(vm, right)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    Ok(Value::bool(number::holds(op, left.cmp(&right))))
}

/// `left + right`, of the left operand's kind; TypeError "can't concat str to bytes".
pub fn concat(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    for (empty, whole) in [(left, right), (right, left)] {
        if vm.is_exactly(whole, &vm.types.bytes)
            && left.has::<Bytes>()
            && view(vm, empty).is_some_and(|data| data.is_empty())
        {
            return Ok(whole.clone());
        }
    }
    let joined = if has_python_buffer(vm, left) || has_python_buffer(vm, right) {
        let _hold = hold(left);
        read_if_any(vm, left).zip(read_if_any(vm, right)).map(|(left, right)| joined(&[&left, &right]))
    } else {
        view(vm, left).zip(view(vm, right)).map(|(left, right)| joined(&[&left, &right]))
    };
    match joined {
        Some(joined) => Ok(like(vm, left, joined)),
        None => {
            let (left, right) = (vm.class_name(left), vm.class_name(right));
            Err(vm.type_error(format!("can't concat {right} to {left}")))
        }
    }
}

/// `data * count`; OverflowError "repeated bytes are too long".
pub fn repeat(vm: &mut Vm, this: &Value, count: &Value) -> PyResult {
    let count = number::size_index(vm, count)?.max(0) as usize;
    let length = data(vm, this).len();
    if length.checked_mul(count).is_none_or(|length| length > isize::MAX as usize - 64) {
        let array = this.has::<ByteArray>();
        return Err(if array { vm.memory_error() } else { vm.overflow_error("repeated bytes are too long") });
    }
    if count == 1 && vm.is_exactly(this, &vm.types.bytes) {
        return Ok(this.clone());
    }
    match crate::text::str_methods::repeat(&data(vm, this), count) {
        Some(repeated) => Ok(like(vm, this, repeated)),
        None => Err(vm.memory_error()),
    }
}

/// `format % arguments`.
pub fn remainder(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    let format = match left.kind() {
        Some(Kind::Bytes | Kind::ByteArray) => owned(data(vm, left)),
        _ => return Ok(Value::NOT_IMPLEMENTED),
    };
    let hold = hold(left);
    let formatted = percent::format_text(vm, &format, right, Flavour::Bytes)?;
    drop(hold);
    Ok(like(vm, left, formatted))
}

fn get_item(vm: &mut Vm, this: &Value, key: &Value) -> PyResult {
    let data = &this.expect::<Bytes>().data;
    if number::has_index(vm, key) {
        let index = number::sequence_index(vm, key)?;
        return match number::resolve_index(index, data.len()) {
            Some(index) => Ok(Value::index(usize::from(data[index]))),
            None => Err(vm.index_error("index out of range")),
        };
    }
    let Some(slice) = key.cast::<Slice>() else {
        let name = vm.class_name(key);
        return Err(vm.type_error(format!("byte indices must be integers or slices, not {name}")));
    };
    let selection = slice::resolve(vm, slice, data.len())?;
    if selection.count == data.len() && selection.step == 1 && vm.is_exactly(this, &vm.types.bytes) {
        return Ok(this.clone());
    }
    let picked = match selection.step {
        1 => copied(&data[selection.start..selection.start + selection.count]),
        _ => gathered(selection.positions().map(|position| data[position])),
    };
    Ok(new(vm, picked))
}
