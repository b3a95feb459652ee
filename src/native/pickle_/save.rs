//! Saving an object: what kind it is, and the kinds that hold no others.

use num_bigint::BigInt;

use super::opcode::{
    BINBYTES, BINBYTES8, BINFLOAT, BINGET, BININT, BININT1, BININT2, BINPERSID, BINPUT, BINUNICODE, BINUNICODE8,
    BYTEARRAY8, LONG_BINGET, LONG_BINPUT, LONG1, LONG4, MEMOIZE, NEWFALSE, NEWTRUE, NEXT_BUFFER, NONE, PERSID,
    READONLY_BUFFER, SHORT_BINBYTES, SHORT_BINUNICODE, UNICODE,
};
use super::output::{FULL_FRAME, Framing};
use super::pickler::Pickler;
use super::state::{noted, pickling_error, state};
use crate::object::{ClassFlags, Py, Str, Tuple, Value};
use crate::protocol::{self, attribute, recursion};
use crate::text::room::{copied, owned, with_room};
use crate::text::{float_digits, wtf8};
use crate::types::bytearray::ByteArray;
use crate::types::bytes::{self, Bytes};
use crate::types::class::{Class, full_name};
use crate::types::int::{self, Number};
use crate::types::memoryview::view::{MemoryView, PickleBuffer};
use crate::types::{codec, float, memoryview};
use crate::vm::{PyResult, Raised, Vm};

/// Whether a persistent id is asked for: the id itself has none.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PersistentIds {
    Asked,
    NotAsked,
}

/// The exception with a note "when serializing list item 3": what of which object.
#[cold]
pub(super) fn noted_of(vm: &mut Vm, raised: Raised, value: &Value, what: &str) -> Raised {
    noted(vm, raised, |vm| {
        let class = vm.class_of(value).clone();
        let class = full_name(vm, &class);
        Ok(format!("when serializing {class} {what}").into_bytes())
    })
}

impl Py<Pickler> {
    /// Writes an object, or a reference to it if it has been written.
    pub(super) fn save(&self, vm: &mut Vm, value: &Value, persistent_ids: PersistentIds) -> PyResult<()> {
        self.end_of_opcode(vm)?;
        if persistent_ids == PersistentIds::Asked
            && let Some(method) = self.persistent_id.get(&vm.heap).clone()
            && self.save_persistent(vm, value, &method)?
        {
            return Ok(());
        }
        if self.save_atom(vm, value)? {
            return Ok(());
        }
        if let Some(number) = self.memo.get(&vm.heap).get(value) {
            return self.put_reference(vm, number);
        }
        if vm.is_exactly(value, &vm.types.bytes) {
            return self.save_bytes(vm, value);
        }
        if vm.is_exactly(value, &vm.types.str) {
            return self.save_str(vm, value.expect::<Str>());
        }
        recursion::check(vm, " while pickling an object")?;
        self.save_compound(vm, value)
    }

    fn save_compound(&self, vm: &mut Vm, value: &Value) -> PyResult<()> {
        let types = &vm.types;
        if vm.is_exactly(value, &types.dict) {
            self.save_dict(vm, value)
        } else if vm.is_exactly(value, &types.set) {
            self.save_set(vm, value)
        } else if vm.is_exactly(value, &types.frozenset) {
            self.save_frozenset(vm, value)
        } else if vm.is_exactly(value, &types.list) {
            self.save_list(vm, value)
        } else if vm.is_exactly(value, &types.tuple) {
            self.save_tuple(vm, value.expect::<Tuple>())
        } else if vm.is_exactly(value, &types.bytearray) {
            self.save_bytearray(vm, value)
        } else if value.has::<PickleBuffer>() {
            self.save_buffer(vm, value)
        } else {
            self.save_other(vm, value)
        }
    }

    /// A class, a function, or what a reducer makes of the object.
    fn save_other(&self, vm: &mut Vm, value: &Value) -> PyResult<()> {
        if let Some(reducer) = self.reducer_override.get(&vm.heap).clone() {
            let reduced = protocol::call(vm, &reducer, std::slice::from_ref(value))?;
            if !reduced.is_not_implemented() {
                return self.save_reduced(vm, value, &reduced);
            }
        }
        if vm.is_exactly(value, &vm.types.type_) {
            return self.save_type(vm, value);
        }
        if vm.is_exactly(value, &vm.types.function) {
            return self.save_global(vm, value, None);
        }
        let class = vm.class_of(value).to_value();
        let reducer = match self.dispatch_table.get(&vm.heap).clone() {
            None => {
                let table = state(vm)?.dispatch_table.clone();
                table.get(vm, &class)?
            }
            Some(table) => {
                let found = protocol::subscript::get(vm, &table, &class);
                vm.catch(found, |types| &types.key_error)?
            }
        };
        let is_class = class.expect::<Class>().is_subclass_of(&vm.heap, &vm.types.type_);
        drop(class);
        let reduced = if let Some(reducer) = reducer {
            protocol::call(vm, &reducer, std::slice::from_ref(value))?
        } else if is_class {
            return self.save_global(vm, value, None);
        } else {
            let (with_version, plain) = (vm.names.reduce_ex.clone(), vm.names.reduce.clone());
            if let Some(method) = attribute::get_optional(vm, value, &with_version)? {
                let version = Value::from_i32(self.protocol.get());
                protocol::call(vm, &method, &[version])?
            } else if let Some(method) = attribute::get_optional(vm, value, &plain)? {
                protocol::call(vm, &method, &[])?
            } else {
                let class = vm.class_of(value).clone();
                let class = full_name(vm, &class);
                return Err(pickling_error(vm, format!("Can't pickle {class} object")));
            }
        };
        self.save_reduced(vm, value, &reduced)
    }

    /// Writes what a reducer gave: the name of a global, or how to make the object.
    fn save_reduced(&self, vm: &mut Vm, value: &Value, reduced: &Value) -> PyResult<()> {
        if let Some(name) = reduced.cast::<Str>() {
            return self.save_global(vm, value, Some(name.clone()));
        }
        let result = match reduced.cast::<Tuple>() {
            Some(reduced) => self.save_reduce(vm, reduced, value),
            None => {
                let class = vm.class_of(reduced).clone();
                let class = full_name(vm, &class);
                Err(pickling_error(vm, format!("__reduce__ must return a string or tuple, not {class}")))
            }
        };
        result.map_err(|raised| noted_of(vm, raised, value, "object"))
    }

    /// Between two opcodes a full frame is closed and given to the file.
    fn end_of_opcode(&self, vm: &mut Vm) -> PyResult<()> {
        if !self.output.get(&vm.heap).is_frame_full() {
            return Ok(());
        }
        self.output.get_mut(&mut vm.heap).commit_frame();
        if self.write.get(&vm.heap).is_some() {
            self.flush(vm)?;
            self.output.get_mut(&mut vm.heap).clear();
        }
        Ok(())
    }

    /// Whether the object has a persistent id, which is written then.
    fn save_persistent(&self, vm: &mut Vm, value: &Value, method: &Value) -> PyResult<bool> {
        let id = protocol::call(vm, method, std::slice::from_ref(value))?;
        if id.is_none() {
            return Ok(false);
        }
        if self.is_binary() {
            self.save(vm, &id, PersistentIds::NotAsked)?;
            self.put(vm, &[BINPERSID]);
            return Ok(true);
        }
        let text = protocol::repr::str(vm, &id)?;
        if !text.is_ascii() {
            return Err(pickling_error(vm, "persistent IDs in protocol 0 must be ASCII strings"));
        }
        self.put(vm, &[PERSID]);
        self.put(vm, text.as_bytes());
        self.put(vm, b"\n");
        Ok(true)
    }

    /// Whether the object is one that is never referred to.
    fn save_atom(&self, vm: &mut Vm, value: &Value) -> PyResult<bool> {
        if value.is_none() {
            self.put(vm, &[NONE]);
        } else if let Some(truth) = value.as_bool() {
            let code: &[u8] = match (self.protocol.get() >= 2, truth) {
                (true, true) => &[NEWTRUE],
                (true, false) => &[NEWFALSE],
                (false, true) => b"I01\n",
                (false, false) => b"I00\n",
            };
            self.put(vm, code);
        } else if vm.is_exactly(value, &vm.types.int) {
            self.save_int(vm, value)?;
        } else if vm.is_exactly(value, &vm.types.float) {
            self.save_float(vm, float::value_of(value).unwrap_or_default());
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    fn save_int(&self, vm: &mut Vm, value: &Value) -> PyResult<()> {
        let number = int::number(value);
        if let Some(small) = number.to_i64().and_then(|small| i32::try_from(small).ok()) {
            if !self.is_binary() {
                self.put(vm, format!("I{small}\n").as_bytes());
                return Ok(());
            }
            match small.to_le_bytes() {
                [low, 0, 0, 0] => self.put(vm, &[BININT1, low]),
                [low, high, 0, 0] => self.put(vm, &[BININT2, low, high]),
                [a, b, c, d] => self.put(vm, &[BININT, a, b, c, d]),
            }
            return Ok(());
        }
        if self.protocol.get() < 2 {
            let digits = int::to_decimal(vm, number)?;
            self.put(vm, format!("L{digits}L\n").as_bytes());
            return Ok(());
        }
        let bytes = match number {
            Number::Small(small) => BigInt::from(small).to_signed_bytes_le(),
            Number::Big(big) => big.to_signed_bytes_le(),
        };
        match (u8::try_from(bytes.len()), i32::try_from(bytes.len())) {
            (Ok(length), _) => self.put(vm, &[LONG1, length]),
            (_, Ok(length)) => {
                self.put(vm, &[LONG4]);
                self.put(vm, &length.to_le_bytes());
            }
            _ => return Err(vm.overflow_error("int too large to pickle")),
        }
        self.put(vm, &bytes);
        Ok(())
    }

    fn save_float(&self, vm: &mut Vm, number: f64) {
        if self.is_binary() {
            self.put(vm, &[BINFLOAT]);
            self.put(vm, &number.to_be_bytes());
        } else {
            self.put(vm, format!("F{}\n", float_digits::repr(number)).as_bytes());
        }
    }

    fn save_bytes(&self, vm: &mut Vm, value: &Value) -> PyResult<()> {
        let data = &value.expect::<Bytes>().data;
        if self.protocol.get() >= 3 {
            return self.save_bytes_data(vm, data, value);
        }
        // As Python 2 can read them: what `codecs.encode` makes of a text.
        let reduced = if data.is_empty() {
            let (class, arguments) = (vm.types.bytes.to_value(), vm.empty_tuple.to_value());
            vm.new_tuple(vec![class, arguments])
        } else {
            let mut text = with_room(data.len());
            data.iter().for_each(|&byte| wtf8::push(&mut text, u32::from(byte)));
            let (text, encoding) = (vm.new_str_bytes(&text).into_value(), vm.intern("latin1").into_value());
            let arguments = vm.new_tuple(vec![text, encoding]).into_value();
            let encode = state(vm)?.encode.clone();
            vm.new_tuple(vec![encode, arguments])
        };
        self.save_reduce(vm, &reduced, value)
    }

    /// Writes bytes as `value`, whose they are.
    fn save_bytes_data(&self, vm: &mut Vm, data: &[u8], value: &Value) -> PyResult<()> {
        let length = data.len();
        let mut header = Vec::with_capacity(9);
        if let Ok(length) = u8::try_from(length) {
            header.extend_from_slice(&[SHORT_BINBYTES, length]);
        } else if let Ok(length) = u32::try_from(length) {
            header.push(BINBYTES);
            header.extend_from_slice(&length.to_le_bytes());
        } else if self.protocol.get() >= 4 {
            header.push(BINBYTES8);
            header.extend_from_slice(&(length as u64).to_le_bytes());
        } else {
            let text = "serializing a bytes object larger than 4 GiB requires pickle protocol 4 or higher";
            return Err(vm.overflow_error(text));
        }
        self.put_data(vm, &header, data, Some(value))?;
        self.memoize(vm, value);
        Ok(())
    }

    fn save_bytearray(&self, vm: &mut Vm, value: &Value) -> PyResult<()> {
        let data = copied(value.expect::<ByteArray>().data.get(&vm.heap));
        if self.protocol.get() >= 5 {
            return self.save_bytearray_data(vm, &data, value);
        }
        let class = vm.types.bytearray.to_value();
        let arguments = if data.is_empty() {
            vm.empty_tuple.to_value()
        } else {
            let content = bytes::new(vm, data);
            vm.new_tuple(vec![content]).into_value()
        };
        let reduced = vm.new_tuple(vec![class, arguments]);
        self.save_reduce(vm, &reduced, value)
    }

    fn save_bytearray_data(&self, vm: &mut Vm, data: &[u8], value: &Value) -> PyResult<()> {
        let mut header = vec![BYTEARRAY8];
        header.extend_from_slice(&(data.len() as u64).to_le_bytes());
        self.put_data(vm, &header, data, Some(value))?;
        self.memoize(vm, value);
        Ok(())
    }

    /// A buffer: out of the pickle if the callback takes it, else as bytes or a bytearray.
    fn save_buffer(&self, vm: &mut Vm, value: &Value) -> PyResult<()> {
        if self.protocol.get() < 5 {
            return Err(pickling_error(vm, "PickleBuffer can only be pickled with protocol >= 5"));
        }
        let view = memoryview::of_object(vm, value)?;
        let view = view.expect::<MemoryView>();
        if !view.is_contiguous() {
            let text = "PickleBuffer can not be pickled when pointing to a non-contiguous buffer";
            return Err(pickling_error(vm, text));
        }
        let is_writable = view.is_writable();
        let mut in_band = true;
        if let Some(callback) = self.buffer_callback.get(&vm.heap).clone() {
            let answer = protocol::call(vm, &callback, std::slice::from_ref(value))?;
            in_band = protocol::is_true(vm, &answer)?;
        }
        if !in_band {
            self.put(vm, if is_writable { &[NEXT_BUFFER] } else { &[NEXT_BUFFER, READONLY_BUFFER] });
            return Ok(());
        }
        let data = owned(view.bytes(&vm.heap).unwrap_or_default());
        if is_writable { self.save_bytearray_data(vm, &data, value) } else { self.save_bytes_data(vm, &data, value) }
    }

    fn save_str(&self, vm: &mut Vm, text: &Py<Str>) -> PyResult<()> {
        if !self.is_binary() {
            self.put(vm, &[UNICODE]);
            let line = escaped(text.as_bytes());
            self.put(vm, &line);
            self.put(vm, b"\n");
            self.memoize(vm, text.as_value());
            return Ok(());
        }
        let data = text.as_bytes();
        let length = data.len();
        let version = self.protocol.get();
        let mut header = Vec::with_capacity(9);
        if let (Ok(length), true) = (u8::try_from(length), version >= 4) {
            header.extend_from_slice(&[SHORT_BINUNICODE, length]);
        } else if let Ok(length) = u32::try_from(length) {
            header.push(BINUNICODE);
            header.extend_from_slice(&length.to_le_bytes());
        } else if version >= 4 {
            header.push(BINUNICODE8);
            header.extend_from_slice(&(length as u64).to_le_bytes());
        } else {
            let text = "serializing a string larger than 4 GiB requires pickle protocol 4 or higher";
            return Err(vm.overflow_error(text));
        }
        self.put_data(vm, &header, data, None)?;
        self.memoize(vm, text.as_value());
        Ok(())
    }

    /// Writes a header and data. Large data stands outside of frames and goes straight to the file, as the object that
    /// it comes from.
    fn put_data(&self, vm: &mut Vm, header: &[u8], data: &[u8], object: Option<&Value>) -> PyResult<()> {
        if data.len() < FULL_FRAME {
            self.put(vm, header);
            self.put(vm, data);
            return Ok(());
        }
        let output = self.output.get_mut(&mut vm.heap);
        output.commit_frame();
        let framing = std::mem::replace(&mut output.framing, Framing::Off);
        output.write(header);
        if self.write.get(&vm.heap).is_some() {
            self.flush(vm)?;
            let whole = match object {
                Some(object) => object.clone(),
                None => bytes::new(vm, data),
            };
            self.give(vm, whole)?;
            self.output.get_mut(&mut vm.heap).clear();
        } else {
            self.put(vm, data);
        }
        self.output.get_mut(&mut vm.heap).framing = framing;
        Ok(())
    }

    /// Remembers an object that has been written.
    pub(super) fn memoize(&self, vm: &mut Vm, value: &Value) {
        if self.is_fast() {
            return;
        }
        let memo = self.memo.get_mut(&mut vm.heap);
        let number = memo.len();
        memo.set(value, number as isize);
        if self.protocol.get() >= 4 {
            self.put(vm, &[MEMOIZE]);
        } else if !self.is_binary() {
            self.put(vm, format!("p{number}\n").as_bytes());
        } else if let Ok(number) = u8::try_from(number) {
            self.put(vm, &[BINPUT, number]);
        } else {
            self.put(vm, &[LONG_BINPUT]);
            self.put(vm, &(number as u32).to_le_bytes());
        }
    }

    /// Writes a reference to the object of that number.
    pub(super) fn put_reference(&self, vm: &mut Vm, number: isize) -> PyResult<()> {
        if !self.is_binary() {
            self.put(vm, format!("g{number}\n").as_bytes());
        } else if number < 256 {
            self.put(vm, &[BINGET, number as u8]);
        } else if let Ok(number) = u32::try_from(number) {
            self.put(vm, &[LONG_BINGET]);
            self.put(vm, &number.to_le_bytes());
        } else {
            return Err(pickling_error(vm, "memo id too large for LONG_BINGET"));
        }
        Ok(())
    }
}

/// Text as a line of Latin-1: what is outside of it, and what would end the line or begin an escape, is escaped.
fn escaped(text: &[u8]) -> Vec<u8> {
    let mut line = Vec::with_capacity(text.len());
    for code in wtf8::code_points(text) {
        match code {
            0x1_0000.. => line.extend_from_slice(format!("\\U{code:08x}").as_bytes()),
            0x100.. | 0 | 0x0a | 0x0d | 0x1a | 0x5c => line.extend_from_slice(format!("\\u{code:04x}").as_bytes()),
            _ => line.push(code as u8),
        }
    }
    line
}

/// The bytes of a name, in UTF-8 or in ASCII.
pub(super) fn encoded(vm: &mut Vm, name: &Py<Str>, encoding: &str) -> PyResult<Vec<u8>> {
    codec::encode(vm, name, Some(encoding), None)
}

/// Sets an attribute of an instance; what has no such attribute says less of it than most objects do.
pub(super) fn set_plain(vm: &mut Vm, this: &Value, name: &Py<Str>, new: Option<&Value>) -> PyResult<()> {
    let class = vm.class_of(this).clone();
    if class.head.has(ClassFlags::HAS_DICT) || vm.lookup(&class, name).is_some() {
        return attribute::generic_set(vm, this, name, new);
    }
    let class = vm.class_name(this);
    let text = [b"'", class.as_bytes(), b"' object has no attribute '", name.as_bytes(), b"'"].concat();
    Err(attribute::attribute_error(vm, &text, this, name))
}
