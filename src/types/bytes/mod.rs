//! `bytes`, and the view of whatever holds bytes.

use std::borrow::Cow;
use std::cell::Cell;

use crate::code::Comparison;
use crate::object::{ClassFlags, Heap, Kind, Layout, Payload, Py, Tracer, Tracking, Value};
use crate::protocol::number;
use crate::text::hash::HashKey;
use crate::types::bytearray::ByteArray;
use crate::types::class::{Class, ClassSpec, Slots};
use crate::vm::{PyResult, Vm};

/// The declaration of `bytes`.
pub const SPEC: ClassSpec = ClassSpec {
    flags: ClassFlags::BASE_TYPE,
    slots: Slots { repr: Some(repr), hash: Some(hash), richcompare: Some(compare), ..Slots::EMPTY },
    ..ClassSpec::new("bytes", Layout::of::<Bytes>())
};

/// A bytes object.
pub struct Bytes {
    /// The bytes.
    pub data: Box<[u8]>,
    /// The hash, 0 while unknown.
    pub hash: Cell<i64>,
}

impl Payload for Bytes {
    const KIND: Kind = Kind::Bytes;
    const TRACKING: Tracking = Tracking::Atom;

    fn trace(&self, _tracer: &mut Tracer<'_>) {}

    fn size_of(&self, _heap: &Heap) -> usize {
        33 + self.data.len()
    }
}

/// The bytes object `data`.
pub fn new(vm: &mut Vm, data: impl Into<Box<[u8]>>) -> Value {
    let payload = Bytes { data: data.into(), hash: Cell::new(0) };
    vm.heap.alloc(&vm.types.bytes, payload).into_value()
}

/// An instance of `class`, bytes itself or a subclass of it.
pub fn of_class(vm: &mut Vm, class: &Py<Class>, data: Vec<u8>) -> Value {
    vm.heap.alloc(class, Bytes { data: data.into(), hash: Cell::new(0) }).into_value()
}

/// The bytes of a bytes-like object; `None` for anything else.
pub fn view<'a>(vm: &'a Vm, value: &'a Value) -> Option<Cow<'a, [u8]>> {
    if let Some(bytes) = value.cast::<Bytes>() {
        return Some(Cow::Borrowed(&bytes.data));
    }
    value.cast::<ByteArray>().map(|array| Cow::Borrowed(array.data.get(&vm.heap).as_slice()))
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

/// Comparison with anything bytes-like.
pub fn compare(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    let (Some(left), Some(right)) = (view(vm, left), view(vm, right)) else { return Ok(Value::NOT_IMPLEMENTED) };
    Ok(Value::bool(number::holds(op, left.cmp(&right))))
}

/// The bytes an object stands for: bytes-like as they are, an iterable of ints; TypeError "cannot convert 'int'
/// object to bytes".
pub fn from_object(vm: &mut Vm, value: &Value) -> PyResult<Vec<u8>> {
    if let Some(data) = view(vm, value) {
        return Ok(data.into_owned());
    }
    let name = vm.class_name(value);
    Err(vm.type_error(format!("cannot convert '{name}' object to bytes")))
}
