//! Where an unpickler reads from: bytes that are there as a whole, or a file.
//!
//! A file that can be looked ahead in is read in large pieces; what was not used of the last one is left to the file.

use std::rc::Rc;

use super::state::unpickling_error;
use super::unpickler::Unpickler;
use crate::object::{Py, Value};
use crate::protocol;
use crate::types::bytearray::{self, ByteArray, export_of};
use crate::types::bytes::{self, Bytes};
use crate::types::exports::Export;
use crate::types::int::{self, Number};
use crate::types::memoryview;
use crate::vm::{PyResult, Raised, Vm};

/// How far is looked ahead.
const AHEAD: usize = 128 << 10;

/// More than this is not read at once into memory of our own.
const LARGEST_READ: usize = 1 << 36;

/// Data that has been read.
#[derive(Clone)]
pub(super) enum Data {
    Object(Py<Bytes>),
    Copy(Rc<[u8]>),
}

impl Data {
    pub(super) fn bytes(&self) -> &[u8] {
        match self {
            Data::Object(object) => &object.data,
            Data::Copy(copy) => copy,
        }
    }
}

/// What has been read, and how much of it has been used.
pub(super) struct Input {
    pub(super) data: Data,
    /// Keeps the object with the data as large as it is.
    _export: Option<Export>,
    next: usize,
    /// Where the open frame ends.
    frame: usize,
    /// Up to here the file itself has been read.
    taken: usize,
    /// The last line's length with its end, as CPython keeps it.
    pub(super) line: usize,
}

impl Input {
    pub(super) fn new() -> Input {
        Input { data: Data::Copy(Rc::from([])), _export: None, next: 0, frame: 0, taken: 0, line: 0 }
    }

    fn rest(&self) -> usize {
        self.data.bytes().len() - self.next
    }

    /// Whether what begins here and has this size lies across the end of the frame.
    fn leaves_frame(&self, size: usize) -> bool {
        self.frame.checked_sub(self.next).is_some_and(|rest| rest > 0 && size > rest)
    }
}

/// UnpicklingError "pickle data was truncated".
#[cold]
pub(super) fn truncated(vm: &mut Vm) -> Raised {
    unpickling_error(vm, "pickle data was truncated")
}

/// UnpicklingError "pickle exhausted before end of frame".
#[cold]
fn exhausted(vm: &mut Vm) -> Raised {
    unpickling_error(vm, "pickle exhausted before end of frame")
}

/// A piece of the data.
pub(super) struct Piece {
    data: Data,
    start: usize,
    end: usize,
}

impl Piece {
    pub(super) fn bytes(&self) -> &[u8] {
        &self.data.bytes()[self.start..self.end]
    }
}

impl Py<Unpickler> {
    /// Sets the data; TypeError "a bytes-like object is required, not 'str'".
    pub(super) fn set_data(&self, vm: &mut Vm, object: &Value) -> PyResult<usize> {
        let (data, export) = if vm.is_exactly(object, &vm.types.bytes) {
            (Data::Object(object.expect::<Bytes>().clone()), None)
        } else {
            (Data::Copy(bytes::required(vm, object)?.into()), export_of(object))
        };
        let length = data.bytes().len();
        let line = self.input.get(&vm.heap).line;
        let old =
            self.input.replace(&mut vm.heap, Input { data, _export: export, next: 0, frame: 0, taken: length, line });
        drop(old);
        Ok(length)
    }

    /// Has the file read what was looked at ahead and used.
    pub(super) fn skip_used(&self, vm: &mut Vm) -> PyResult<()> {
        let input = self.input.get(&vm.heap);
        let (next, taken) = (input.next, input.taken);
        if next <= taken {
            return Ok(());
        }
        let Some(read) = self.read.get(&vm.heap).clone() else { return Ok(()) };
        drop(protocol::call(vm, &read, &[Value::index(next - taken)])?);
        self.input.get_mut(&mut vm.heap).taken = next;
        Ok(())
    }

    /// Reads data from the file, `size` bytes of it or a line: how much there is.
    fn fetch(&self, vm: &mut Vm, size: Option<usize>) -> PyResult<usize> {
        self.skip_used(vm)?;
        let given = match size {
            None => {
                let Some(read_line) = self.readline.get(&vm.heap).clone() else { return Err(truncated(vm)) };
                protocol::call(vm, &read_line, &[])?
            }
            Some(size) => {
                if size < AHEAD
                    && let Some(peek) = self.peek.get(&vm.heap).clone()
                {
                    let seen = protocol::call(vm, &peek, &[Value::index(AHEAD)]);
                    match vm.catch(seen, |types| &types.not_implemented_error)? {
                        None => drop(self.peek.take(&mut vm.heap)),
                        Some(seen) => {
                            let length = self.set_data(vm, &seen)?;
                            self.input.get_mut(&mut vm.heap).taken = 0;
                            if size <= length {
                                return Ok(length);
                            }
                        }
                    }
                }
                let Some(read) = self.read.get(&vm.heap).clone() else { return Err(truncated(vm)) };
                let size = int::from_usize(vm, size);
                protocol::call(vm, &read, &[size])?
            }
        };
        self.set_data(vm, &given)
    }

    /// Goes on by `size` bytes: where they begin.
    fn advance(&self, vm: &mut Vm, size: usize) -> PyResult<usize> {
        let input = self.input.get_mut(&mut vm.heap);
        if input.leaves_frame(size) {
            return Err(exhausted(vm));
        }
        if size <= input.rest() {
            let start = input.next;
            input.next += size;
            return Ok(start);
        }
        if input.next.checked_add(size).is_none_or(|end| isize::try_from(end).is_err()) {
            return Err(unpickling_error(vm, "read would overflow (invalid bytecode)"));
        }
        if self.read.get(&vm.heap).is_none() {
            return Err(truncated(vm));
        }
        if self.fetch(vm, Some(size))? < size {
            return Err(truncated(vm));
        }
        self.input.get_mut(&mut vm.heap).next = size;
        Ok(0)
    }

    /// The next opcode. EOFError "Ran out of input".
    pub(super) fn opcode(&self, vm: &mut Vm) -> PyResult<u8> {
        match self.array::<1>(vm) {
            Ok([code]) => Ok(code),
            Err(raised) => {
                let exception = vm.take_raised(raised);
                let state = super::state::state(vm)?;
                if vm.is_instance_of(&exception, &state.unpickling_error) {
                    return Err(vm.eof_error("Ran out of input"));
                }
                Err(vm.raise_as_is(exception))
            }
        }
    }

    pub(super) fn array<const SIZE: usize>(&self, vm: &mut Vm) -> PyResult<[u8; SIZE]> {
        let start = self.advance(vm, SIZE)?;
        let mut array = [0; SIZE];
        array.copy_from_slice(&self.input.get(&vm.heap).data.bytes()[start..start + SIZE]);
        Ok(array)
    }

    pub(super) fn piece(&self, vm: &mut Vm, size: usize) -> PyResult<Piece> {
        let start = self.advance(vm, size)?;
        Ok(Piece { data: self.input.get(&vm.heap).data.clone(), start, end: start + size })
    }

    /// Makes sure that a frame is there as a whole.
    pub(super) fn expect_frame(&self, vm: &mut Vm, size: usize) -> PyResult<()> {
        let input = self.input.get(&vm.heap);
        if input.next < input.frame {
            return Err(unpickling_error(vm, "beginning of a new frame before end of current frame"));
        }
        let start = self.advance(vm, size)?;
        let input = self.input.get_mut(&mut vm.heap);
        input.next = start;
        input.frame = start + size;
        Ok(())
    }

    /// A line with its end, of `least` bytes.
    pub(super) fn line(&self, vm: &mut Vm, least: usize) -> PyResult<Piece> {
        let input = self.input.get_mut(&mut vm.heap);
        let start = input.next;
        let end = match memchr::memchr(b'\n', &input.data.bytes()[start..]) {
            Some(length) if input.leaves_frame(length + 1) => return Err(exhausted(vm)),
            Some(length) => {
                input.next = start + length + 1;
                start..input.next
            }
            None if input.leaves_frame(usize::MAX) => return Err(exhausted(vm)),
            None => {
                if self.read.get(&vm.heap).is_none() {
                    return Err(truncated(vm));
                }
                let length = self.fetch(vm, None)?;
                let input = self.input.get_mut(&mut vm.heap);
                if input.data.bytes().last() != Some(&b'\n') {
                    return Err(truncated(vm));
                }
                input.next = length;
                0..length
            }
        };
        let input = self.input.get_mut(&mut vm.heap);
        input.line = end.len() + 1;
        if end.len() < least {
            return Err(truncated(vm));
        }
        Ok(Piece { data: input.data.clone(), start: end.start, end: end.end })
    }

    /// Bytes for an object of their own. What is not yet there is read by the file's `readinto` if it has one.
    pub(super) fn owned(&self, vm: &mut Vm, size: usize) -> PyResult<Vec<u8>> {
        // CPython asks for the memory before it looks for the data.
        if size > LARGEST_READ {
            return Err(vm.memory_error());
        }
        let input = self.input.get_mut(&mut vm.heap);
        if input.leaves_frame(size) {
            return Err(exhausted(vm));
        }
        let here = input.rest().min(size);
        let start = input.next;
        input.next += here;
        let mut data = input.data.bytes()[start..start + here].to_vec();
        let missing = size - here;
        if missing == 0 {
            return Ok(data);
        }
        let Some(read) = self.read.get(&vm.heap).clone() else { return Err(truncated(vm)) };
        self.skip_used(vm)?;
        let Some(read_into) = self.readinto.get(&vm.heap).clone() else {
            let size = int::from_usize(vm, missing);
            let given = protocol::call(vm, &read, &[size])?;
            let Some(given) = given.cast::<Bytes>() else {
                let class = vm.class_of(&given).to_value();
                let class = protocol::repr(vm, &class)?.to_string_lossy().into_owned();
                return Err(vm.value_error(format!("read() returned non-bytes object ({class})")));
            };
            let Some(given) = given.data.get(..missing) else { return Err(truncated(vm)) };
            data.extend_from_slice(given);
            return Ok(data);
        };
        let mut room = Vec::new();
        if room.try_reserve_exact(missing).is_err() {
            return Err(vm.memory_error());
        }
        room.resize(missing, 0);
        let target = bytearray::new(vm, room);
        let view = memoryview::of_object(vm, &target)?;
        let count = protocol::call(vm, &read_into, &[view])?;
        let Some(count) = Number::of(&count) else { return Err(vm.type_error("an integer is required")) };
        let Some(count) = count.to_i64() else { return Err(super::pickler::too_large(vm)) };
        let Ok(count) = usize::try_from(count) else {
            return Err(vm.value_error("readinto() returned negative size"));
        };
        if count < missing {
            return Err(truncated(vm));
        }
        let target = target.expect::<ByteArray>();
        data.extend_from_slice(target.data.get(&vm.heap));
        Ok(data)
    }
}
