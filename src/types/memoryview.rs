//! `memoryview` of bytes and bytearray: one dimension, format `B`.

use std::borrow::Cow;
use std::cell::Cell;

use ouropy_compiler::code::Comparison;

use crate::object::{ClassFlags, Heap, HeapCell, Layout, Py, Slot, Value, payload};
use crate::protocol::number;
use crate::text::bytes_methods;
use crate::text::hash::HashKey;
use crate::types::bytearray::{ByteArray, Export};
use crate::types::bytes::{self, Bytes};
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, Slots};
use crate::types::generic_alias;
use crate::types::int::{self, Number};
use crate::types::list::List;
use crate::types::slice::{self, Slice};
use crate::vm::arguments::bind;
use crate::vm::{PyResult, Vm};

/// The declaration of `memoryview`.
pub const SPEC: ClassSpec = ClassSpec {
    flags: ClassFlags::SEQUENCE,
    slots: Slots {
        new: Some(new),
        repr: Some(repr),
        hash: Some(hash),
        richcompare: Some(compare),
        length: Some(|vm, this| checked(vm, this).map(|view| view.count)),
        getitem: Some(get_item),
        setitem: Some(set_item),
        ..Slots::EMPTY
    },
    methods: &[
        NativeDef::none("tobytes", |vm, this| {
            let data = checked(vm, this)?.bytes(&vm.heap).unwrap_or_default().into_owned();
            Ok(bytes::new(vm, data))
        }),
        NativeDef::none("tolist", to_list),
        NativeDef::none("hex", |vm, this| {
            let text = bytes_methods::hex(&checked(vm, this)?.bytes(&vm.heap).unwrap_or_default(), None);
            Ok(vm.new_str(text).into_value())
        }),
        generic_alias::CLASS_GETITEM,
        NativeDef::none("release", release),
        NativeDef::none("toreadonly", to_read_only),
        NativeDef::none("__enter__", |vm, this| checked(vm, this).map(|_| this.clone())),
        NativeDef::any("__exit__", |vm, this, _| release(vm, this)),
    ],
    getset: &[
        GetSet::read_only("obj", |vm, this| {
            checked(vm, this).map(|view| view.source.get(&vm.heap).clone().unwrap_or(Value::NONE))
        }),
        GetSet::read_only("nbytes", |vm, this| checked(vm, this).map(|view| Value::index(view.count))),
        GetSet::read_only("itemsize", |vm, this| checked(vm, this).map(|_| Value::index(1))),
        GetSet::read_only("ndim", |vm, this| checked(vm, this).map(|_| Value::index(1))),
        GetSet::read_only("format", |vm, this| {
            checked(vm, this)?;
            Ok(vm.new_str("B").into_value())
        }),
        GetSet::read_only("readonly", |vm, this| {
            checked(vm, this).map(|view| Value::bool(view.access == Access::ReadOnly))
        }),
        GetSet::read_only("contiguous", |vm, this| checked(vm, this).map(|view| Value::bool(view.step == 1))),
        GetSet::read_only("c_contiguous", |vm, this| checked(vm, this).map(|view| Value::bool(view.step == 1))),
        GetSet::read_only("f_contiguous", |vm, this| checked(vm, this).map(|view| Value::bool(view.step == 1))),
        GetSet::read_only("shape", |vm, this| {
            let count = Value::index(checked(vm, this)?.count);
            Ok(vm.new_tuple(vec![count]).into_value())
        }),
        GetSet::read_only("strides", strides),
        GetSet::read_only("suboffsets", |vm, this| {
            checked(vm, this)?;
            Ok(vm.empty_tuple.to_value())
        }),
    ],
    ..ClassSpec::public("memoryview", Layout::of::<MemoryView>())
};

/// What a view may do with the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Access {
    ReadOnly,
    Writable,
}

/// A view of `count` bytes of an object, the first at `start`, each `step` further.
pub struct MemoryView {
    /// bytes or bytearray; unset once released.
    source: HeapCell<Slot>,
    /// Its hold on a bytearray.
    export: Cell<Option<Export>>,
    start: usize,
    step: i64,
    count: usize,
    access: Access,
    hash: Cell<i64>,
}

payload! { MemoryView: AtBirth, size 184;
    references { source = .obj }
    clear(this, heap) {
        this.export.set(None);
        this.source.set(heap, None);
    }
}

impl MemoryView {
    /// The bytes viewed; `None` once released.
    pub fn bytes<'a>(&'a self, heap: &'a Heap) -> Option<Cow<'a, [u8]>> {
        let source = self.source.get(heap).as_ref()?;
        let data: &[u8] = match (source.cast::<Bytes>(), source.cast::<ByteArray>()) {
            (Some(bytes), _) => &bytes.data,
            (_, Some(array)) => array.data.get(heap),
            _ => return None,
        };
        if self.step == 1 {
            let start = self.start.min(data.len());
            return Some(Cow::Borrowed(&data[start..(start + self.count).min(data.len())]));
        }
        Some(Cow::Owned((0..self.count).filter_map(|index| data.get(self.offset(index)).copied()).collect()))
    }

    fn offset(&self, index: usize) -> usize {
        (self.start as i64 + index as i64 * self.step) as usize
    }

    fn source(&self, heap: &Heap) -> Slot {
        self.source.get(heap).clone()
    }
}

fn strides(vm: &mut Vm, this: &Value) -> PyResult {
    let step = checked(vm, this)?.step;
    let step = int::from_i64(vm, step);
    Ok(vm.new_tuple(vec![step]).into_value())
}

fn to_read_only(vm: &mut Vm, this: &Value) -> PyResult {
    let view = checked(vm, this)?;
    let (source, start, step, count) = (view.source(&vm.heap), view.start, view.step, view.count);
    Ok(create(vm, source, start, step, count, Access::ReadOnly))
}

fn to_list(vm: &mut Vm, this: &Value) -> PyResult {
    let data = checked(vm, this)?.bytes(&vm.heap).unwrap_or_default().into_owned();
    let items = data.into_iter().map(|byte| Value::index(usize::from(byte))).collect();
    Ok(List::create(vm, items).into_value())
}

fn create(vm: &mut Vm, source: Slot, start: usize, step: i64, count: usize, access: Access) -> Value {
    let export = source.as_ref().and_then(Value::cast::<ByteArray>).map(|array| array.export());
    let (source, export) = (HeapCell::new(source), Cell::new(export));
    let payload = MemoryView { source, export, start, step, count, access, hash: Cell::new(0) };
    vm.heap.alloc(&vm.types.memoryview, payload).into_value()
}

/// The view; ValueError "operation forbidden on released memoryview object".
fn checked<'a>(vm: &mut Vm, this: &'a Value) -> PyResult<&'a Py<MemoryView>> {
    let view = this.expect::<MemoryView>();
    if view.source.get(&vm.heap).is_some() {
        return Ok(view);
    }
    Err(vm.value_error("operation forbidden on released memoryview object"))
}

fn new(vm: &mut Vm, _class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let mut bound = bind(vm, "memoryview", "object", arguments)?;
    let Some(object) = bound.pop().flatten() else { return Ok(Value::NONE) };
    if object.has::<MemoryView>() {
        let view = checked(vm, &object)?;
        let (source, start, step, count) = (view.source(&vm.heap), view.start, view.step, view.count);
        let access = view.access;
        return Ok(create(vm, source, start, step, count, access));
    }
    let count = match bytes::view(vm, &object) {
        Some(data) => data.len(),
        None => {
            let name = vm.class_name(&object);
            return Err(vm.type_error(format!("memoryview: a bytes-like object is required, not '{name}'")));
        }
    };
    let access = if object.has::<Bytes>() { Access::ReadOnly } else { Access::Writable };
    Ok(create(vm, Some(object), 0, 1, count, access))
}

fn release(vm: &mut Vm, this: &Value) -> PyResult {
    let view = this.expect::<MemoryView>();
    view.export.set(None);
    view.source.set(&mut vm.heap, None);
    Ok(Value::NONE)
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let released = if this.expect::<MemoryView>().source.get(&vm.heap).is_none() { "released " } else { "" };
    let text = format!("<{released}memory at {:#x}>", this.bits());
    Ok(vm.new_str(text).into_value())
}

fn hash(vm: &mut Vm, this: &Value) -> PyResult<i64> {
    let view = checked(vm, this)?;
    if view.access == Access::Writable {
        return Err(vm.value_error("cannot hash writable memoryview object"));
    }
    if view.hash.get() == 0 {
        view.hash.set(HashKey::process().hash_bytes(&view.bytes(&vm.heap).unwrap_or_default()));
    }
    Ok(view.hash.get())
}

fn compare(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    if !matches!(op, Comparison::Equal | Comparison::NotEqual) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let equal = match (bytes::view(vm, left), bytes::view(vm, right)) {
        (Some(left), Some(right)) => left == right,
        _ if left.is(right) => true,
        _ if right.has::<MemoryView>() => false,
        _ => return Ok(Value::NOT_IMPLEMENTED),
    };
    Ok(Value::bool(equal == (op == Comparison::Equal)))
}

fn position(vm: &mut Vm, view: &Py<MemoryView>, key: &Value) -> PyResult<usize> {
    let index = number::sequence_index(vm, key)?;
    match number::resolve_index(index, view.count) {
        Some(index) => Ok(view.offset(index)),
        None => Err(vm.index_error("index out of bounds on dimension 1")),
    }
}

fn get_item(vm: &mut Vm, this: &Value, key: &Value) -> PyResult {
    let view = checked(vm, this)?;
    if number::has_index(vm, key) {
        let at = position(vm, view, key)?;
        let source = view.source.get(&vm.heap).as_ref();
        let byte = source.and_then(|source| bytes::view(vm, source)).and_then(|data| data.get(at).copied());
        return match byte {
            Some(byte) => Ok(Value::index(usize::from(byte))),
            None => Err(vm.index_error("index out of bounds on dimension 1")),
        };
    }
    let Some(slice) = key.cast::<Slice>() else {
        return Err(vm.type_error("memoryview: invalid slice key"));
    };
    let selection = slice::resolve(vm, slice, view.count)?;
    let (source, start) = (view.source(&vm.heap), view.offset(selection.start));
    Ok(create(vm, source, start, view.step * selection.step, selection.count, view.access))
}

fn set_item(vm: &mut Vm, this: &Value, key: &Value, new: Slot) -> PyResult<()> {
    let view = checked(vm, this)?;
    if view.access == Access::ReadOnly {
        return Err(vm.type_error("cannot modify read-only memory"));
    }
    let Some(new) = new else { return Err(vm.type_error("cannot delete memory")) };
    let Some(source) = view.source(&vm.heap) else { return Ok(()) };
    let array = source.expect::<ByteArray>();
    if number::has_index(vm, key) {
        let at = position(vm, view, key)?;
        if !number::has_index(vm, &new) {
            return Err(vm.type_error("memoryview: invalid type for format 'B'"));
        }
        let number = number::index(vm, &new)?;
        let Number::Small(byte @ 0..256) = int::number(&number) else {
            return Err(vm.value_error("memoryview: invalid value for format 'B'"));
        };
        if let Some(place) = array.data.get_mut(&mut vm.heap).get_mut(at) {
            *place = byte as u8;
        }
        return Ok(());
    }
    let Some(slice) = key.cast::<Slice>() else {
        return Err(vm.type_error("memoryview: invalid slice key"));
    };
    let selection = slice::resolve(vm, slice, view.count)?;
    let items = bytes::required(vm, &new)?;
    if items.len() != selection.count {
        return Err(vm.value_error("memoryview assignment: lvalue and rvalue have different structures"));
    }
    for (position, byte) in selection.positions().zip(items) {
        let at = view.offset(position);
        if let Some(place) = array.data.get_mut(&mut vm.heap).get_mut(at) {
            *place = byte;
        }
    }
    Ok(())
}
