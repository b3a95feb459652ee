//! Buffers that natives write into: `readinto` and its like.

use super::construct;
use super::view::{Access, MemoryView, PickleBuffer};
use crate::object::Value;
use crate::types::bytearray::{bytes_of, bytes_of_mut, is_writable};
use crate::types::bytes;
use crate::vm::{PyResult, Raised, Vm};

/// CPython's PyBUF_WRITABLE.
const WRITABLE: i32 = 1;

/// A writable buffer: a bytearray, an array or a view.
pub struct Target(Value);

impl Target {
    /// The buffer of an object; TypeError "readinto() argument must be read-write bytes-like object, not bytes".
    pub fn of(vm: &mut Vm, object: &Value, argument: &str) -> PyResult<Target> {
        if let Some(buffer) = object.cast::<PickleBuffer>() {
            let source = buffer.clone().source(vm)?;
            return Target::of(vm, &source, argument);
        }
        if is_writable(&vm.heap, object) {
            return Ok(Target(object.clone()));
        }
        let view = if object.has::<MemoryView>() {
            object.clone()
        } else if bytes::has_python_buffer(vm, object) {
            match construct::of(vm, object, WRITABLE) {
                Ok(view) => view,
                Err(raised) if vm.raised_is(&raised, |types| &types.buffer_error) => {
                    drop(vm.take_raised(raised));
                    return Err(refuse(vm, object, argument));
                }
                Err(raised) => return Err(raised),
            }
        } else {
            return Err(refuse(vm, object, argument));
        };
        let shape = &super::checked(vm, &view)?.shape;
        if shape.access == Access::ReadOnly || !shape.is_c_contiguous() {
            return Err(refuse(vm, object, argument));
        }
        Ok(Target(view))
    }

    /// The buffer of an object; BufferError if it is read-only or its bytes do not lie one after the other, TypeError "a
    /// bytes-like object is required, not 'str'".
    pub fn required(vm: &mut Vm, object: &Value) -> PyResult<Target> {
        if is_writable(&vm.heap, object) {
            return Ok(Target(object.clone()));
        }
        let view = if bytes::has_python_buffer(vm, object) {
            construct::of(vm, object, WRITABLE)?
        } else if object.has::<MemoryView>() {
            object.clone()
        } else if bytes::view(vm, object).is_some() {
            return Err(vm.buffer_error("Object is not writable."));
        } else {
            let class = vm.class_name(object);
            return Err(vm.type_error(format!("a bytes-like object is required, not '{class}'")));
        };
        let shape = &super::checked(vm, &view)?.shape;
        if shape.access == Access::ReadOnly {
            return Err(vm.buffer_error("memoryview: underlying buffer is not writable"));
        }
        if !shape.is_c_contiguous() {
            return Err(vm.buffer_error("memoryview: underlying buffer is not C-contiguous"));
        }
        Ok(Target(view))
    }

    /// Number of bytes.
    pub fn len(&self, vm: &Vm) -> usize {
        match bytes_of(&vm.heap, &self.0) {
            Some(bytes) => bytes.len(),
            None => self.0.cast::<MemoryView>().map_or(0, |view| view.shape.size()),
        }
    }

    /// Writes `data` from the byte `at` on, as far as there is room.
    pub fn write(&self, vm: &mut Vm, at: usize, data: &[u8]) {
        let (source, start) = match self.0.cast::<MemoryView>() {
            None => (self.0.clone(), 0),
            Some(view) => {
                let Some(source) = view.innermost(&vm.heap) else { return };
                (source.clone(), view.shape.start)
            }
        };
        let Some(whole) = bytes_of_mut(&mut vm.heap, &source) else { return };
        let start = (start + at).min(whole.len());
        let count = data.len().min(whole.len() - start);
        whole[start..start + count].copy_from_slice(&data[..count]);
    }
}

fn refuse(vm: &mut Vm, object: &Value, argument: &str) -> Raised {
    let class = if object.is_none() { "None".to_owned() } else { vm.class_name(object) };
    vm.type_error(format!("{argument} must be read-write bytes-like object, not {class}"))
}
