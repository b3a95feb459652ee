//! `Struct`.

use std::rc::Rc;

use super::unpack_iterator::UnpackIterator;
use super::{error, pack};
use crate::native::NativeClass;
use crate::object::{ClassFlags, HeapCell, Layout as Memory, Py, Slot, Str, Value, payload};
use crate::protocol::{self, number};
use crate::text::struct_format::{Layout, parse};
use crate::types::bytes::{self, Bytes};
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, Slots};
use crate::types::int;
use crate::types::memoryview::buffer;
use crate::vm::{PyResult, Raised, Vm, arguments};

/// The declaration of the class.
pub static CLASS: NativeClass = NativeClass::new(ClassSpec {
    module: "_struct",
    flags: ClassFlags::HEAP_TYPE.union(ClassFlags::BASE_TYPE).union(ClassFlags::WEAK_REFERENCEABLE),
    slots: Slots { new: Some(new), init: Some(init), repr: Some(repr), ..Slots::EMPTY },
    methods: &[
        NativeDef::one("iter_unpack", |vm, this, buffer| this.expect::<Structure>().clone().iterate(vm, buffer)),
        NativeDef::any("pack", |vm, this, arguments| {
            let values = positional(vm, "pack", arguments)?;
            this.expect::<Structure>().clone().pack(vm, values)
        }),
        NativeDef::any("pack_into", |vm, this, arguments| {
            let values = positional(vm, "pack_into", arguments)?;
            this.expect::<Structure>().clone().pack_into(vm, values)
        }),
        NativeDef::one("unpack", |vm, this, buffer| this.expect::<Structure>().clone().unpack(vm, buffer)),
        NativeDef::keywords("unpack_from", "buffer, offset=0", |vm, this, bound| {
            let buffer = bound[0].clone().unwrap_or(Value::NONE);
            this.expect::<Structure>().clone().unpack_from(vm, &buffer, bound[1].as_ref())
        }),
        NativeDef::none("__sizeof__", |vm, this| {
            this.expect::<Structure>().clone().layout(vm)?;
            let size = vm.heap.size_of(this);
            Ok(int::from_usize(vm, size))
        }),
    ],
    getset: &[
        GetSet::read_only("format", |vm, this| {
            let structure = this.expect::<Structure>().clone();
            structure.layout(vm)?;
            structure.format_text(vm)
        }),
        GetSet::read_only("size", |vm, this| {
            let layout = this.expect::<Structure>().layout.get(&vm.heap);
            Ok(match layout {
                Some(layout) => Value::index(layout.size),
                None => int::from_i64(vm, -1),
            })
        }),
    ],
    ..ClassSpec::new("Struct", Memory::of::<Structure>())
});

/// A format that has been read.
pub struct Structure {
    /// None before `__init__`.
    format: HeapCell<Slot>,
    layout: HeapCell<Option<Rc<Layout>>>,
}

payload! { Structure: AtBirth;
    references { format }
    size(this, heap) {
        56 + 32 * (1 + this.layout.get(heap).as_ref().map_or(0, |layout| layout.fields.len()))
    }
}

fn new(vm: &mut Vm, class: &Py<Class>, _: Arguments<'_>) -> PyResult {
    let payload = Structure { format: HeapCell::new(None), layout: HeapCell::new(None) };
    Ok(vm.heap.alloc(class, payload).into_value())
}

fn init(vm: &mut Vm, this: &Value, given: Arguments<'_>) -> PyResult<()> {
    let bound = arguments::bind(vm, "Struct", "format", given)?;
    let format = bound[0].clone().unwrap_or(Value::NONE);
    this.expect::<Structure>().clone().read(vm, &format)
}

/// The arguments of a function that takes any number by position.
fn positional<'a>(vm: &mut Vm, name: &str, arguments: Arguments<'a>) -> PyResult<&'a [Value]> {
    if arguments.names.is_empty() {
        return Ok(arguments.values);
    }
    Err(vm.type_error(format!("Struct.{name}() takes no keyword arguments")))
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let structure = this.expect::<Structure>().clone();
    structure.layout(vm)?;
    let format = structure.format_text(vm)?;
    let mut text = vm.class_own_name(this).into_bytes();
    text.push(b'(');
    protocol::sequence::push_repr(vm, &mut text, &format)?;
    text.push(b')');
    Ok(vm.new_str_bytes(&text).into_value())
}

impl Structure {
    /// `Struct(format)`.
    pub fn create(vm: &mut Vm, format: &Value) -> PyResult<Py<Structure>> {
        let class = CLASS.of(vm);
        let structure = vm.heap.alloc(&class, Structure { format: HeapCell::new(None), layout: HeapCell::new(None) });
        structure.read(vm, format)?;
        Ok(structure)
    }

    /// RuntimeError "Struct object is not initialized".
    pub fn layout(&self, vm: &mut Vm) -> PyResult<Rc<Layout>> {
        match self.layout.get(&vm.heap) {
            Some(layout) => Ok(Rc::clone(layout)),
            None => Err(vm.runtime_error("Struct object is not initialized")),
        }
    }
}

/// error "no space to pack 2 bytes at offset -1" and its kin, for an offset from the end, or what is too small.
fn checked_offset(
    vm: &mut Vm,
    offset: isize,
    size: usize,
    length: usize,
    [no_room, name, verb]: [&str; 3],
) -> PyResult<usize> {
    let from_start = if offset < 0 { offset.saturating_add_unsigned(length) } else { offset };
    if offset < 0 && offset.saturating_add_unsigned(size) > 0 {
        return Err(error(vm, &format!("{no_room} {size} bytes at offset {offset}")));
    }
    let Ok(at) = usize::try_from(from_start) else {
        return Err(error(vm, &format!("offset {offset} out of range for {length}-byte buffer")));
    };
    if length.checked_sub(at).is_none_or(|room| room < size) {
        let least = size.saturating_add(at);
        return Err(error(
            vm,
            &format!(
                "{name} requires a buffer of at least {least} bytes for {verb} {size} bytes at offset {at} (actual \
                 buffer size is {length})"
            ),
        ));
    }
    Ok(at)
}

impl Py<Structure> {
    fn read(&self, vm: &mut Vm, format: &Value) -> PyResult<()> {
        let data = if let Some(text) = format.cast::<Str>() {
            crate::types::codec::encode(vm, text, Some("ascii"), None)?
        } else if let Some(bytes) = format.cast::<Bytes>() {
            bytes.data.to_vec()
        } else {
            let name = vm.class_name(format);
            return Err(vm.type_error(format!("Struct() argument 1 must be a str or bytes object, not {name}")));
        };
        let layout = parse(&data).map_err(|message| error(vm, message))?;
        let kept = if format.has::<Bytes>() { format.clone() } else { bytes::new(vm, data) };
        drop(self.format.replace(&mut vm.heap, Some(kept)));
        self.layout.set(&mut vm.heap, Some(Rc::new(layout)));
        Ok(())
    }

    fn format_text(&self, vm: &mut Vm) -> PyResult {
        let data = self.format.get(&vm.heap).as_ref().and_then(|format| bytes::view(vm, format));
        let data = data.unwrap_or_default().into_owned();
        Ok(vm.new_str_bytes(&data).into_value())
    }

    /// `pack(*values)`.
    pub fn pack(&self, vm: &mut Vm, values: &[Value]) -> PyResult {
        let layout = self.layout(vm)?;
        if values.len() != layout.values {
            return Err(wrong_count(vm, "pack", layout.values, values.len()));
        }
        let packed = pack::pack(vm, &layout, values)?;
        Ok(bytes::new(vm, packed))
    }

    /// `pack_into(buffer, offset, *values)`.
    pub fn pack_into(&self, vm: &mut Vm, arguments: &[Value]) -> PyResult {
        let layout = self.layout(vm)?;
        let [buffer, offset, values @ ..] = arguments else {
            let missing = if arguments.is_empty() { "buffer" } else { "offset" };
            return Err(error(vm, &format!("pack_into expected {missing} argument")));
        };
        if values.len() != layout.values {
            return Err(wrong_count(vm, "pack_into", layout.values, values.len()));
        }
        let Some(length) = buffer::writable_length(vm, buffer) else {
            let name = vm.class_name(buffer);
            return Err(vm.type_error(format!("argument must be read-write bytes-like object, not {name}")));
        };
        let offset = number::sequence_index(vm, offset)?;
        let at = checked_offset(vm, offset, layout.size, length, ["no space to pack", "pack_into", "packing"])?;
        let packed = pack::pack(vm, &layout, values)?;
        buffer::write(vm, buffer, at, &packed);
        Ok(Value::NONE)
    }

    /// `unpack(buffer)`.
    pub fn unpack(&self, vm: &mut Vm, buffer: &Value) -> PyResult {
        let layout = self.layout(vm)?;
        let data = bytes::required(vm, buffer)?;
        if data.len() != layout.size {
            let size = layout.size;
            return Err(error(vm, &format!("unpack requires a buffer of {size} bytes")));
        }
        Ok(pack::unpack(vm, &layout, &data))
    }

    /// `unpack_from(buffer, offset)`.
    pub fn unpack_from(&self, vm: &mut Vm, buffer: &Value, offset: Option<&Value>) -> PyResult {
        let layout = self.layout(vm)?;
        let offset = offset.map_or(Ok(0), |offset| number::ssize_argument(vm, offset))?;
        let texts = ["not enough data to unpack", "unpack_from", "unpacking"];
        let (length, data) = match bytes::view(vm, buffer).filter(|_| !bytes::has_python_buffer(vm, buffer)) {
            // Only what is read is copied.
            Some(data) => (data.len(), None),
            None => {
                let data = bytes::required(vm, buffer)?;
                (data.len(), Some(data))
            }
        };
        let at = checked_offset(vm, offset, layout.size, length, texts)?;
        let part = match data {
            Some(data) => data[at..at + layout.size].to_vec(),
            None => bytes::view(vm, buffer).map(|data| data[at..at + layout.size].to_vec()).unwrap_or_default(),
        };
        Ok(pack::unpack(vm, &layout, &part))
    }

    /// `iter_unpack(buffer)`.
    pub fn iterate(&self, vm: &mut Vm, buffer: &Value) -> PyResult {
        let layout = self.layout(vm)?;
        if layout.size == 0 {
            return Err(error(vm, "cannot iteratively unpack with a struct of length 0"));
        }
        let size = layout.size;
        let iterator = UnpackIterator::create(vm, self, buffer)?;
        let Some(iterator) = iterator else {
            return Err(error(vm, &format!("iterative unpacking requires a buffer of a multiple of {size} bytes")));
        };
        Ok(iterator)
    }
}

#[cold]
fn wrong_count(vm: &mut Vm, name: &str, expected: usize, given: usize) -> Raised {
    error(vm, &format!("{name} expected {expected} items for packing (got {given})"))
}
