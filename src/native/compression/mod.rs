//! `_bz2` and `_lzma`: compressed streams that other crates read and write.

pub mod bz2;
mod filters;
pub mod lzma;

use std::cell::{Cell, RefCell};

use crate::object::{Edge, HeapCell, References, Release, Tracer, Value};
use crate::text::room::joined;
use crate::types::bytes;
use crate::vm::{PyResult, Vm};

/// How much a reader writes before it is asked for more.
const BLOCK: usize = 1 << 15;

/// How far a decompressor has read.
pub struct Progress {
    /// Input that there was no room for.
    waiting: RefCell<Vec<u8>>,
    /// What came behind the end: bytes.
    pub unused: HeapCell<Value>,
    /// Whether the end has been read.
    pub at_end: Cell<bool>,
    /// Whether nothing can be written without more input.
    pub needs_input: Cell<bool>,
}

impl References for Progress {
    fn trace(&self, _edge: Edge<'_>, _tracer: &mut Tracer<'_>) {}

    fn release(self, sink: &mut Release) {
        self.unused.release(sink);
    }
}

/// What came of reading.
pub struct Read {
    output: Vec<u8>,
    is_end: bool,
    /// Whether there may be more to write although all input has been read.
    has_more: bool,
}

impl Progress {
    fn new(vm: &mut Vm) -> Progress {
        Progress {
            waiting: RefCell::default(),
            unused: HeapCell::new(bytes::new(vm, Vec::new())),
            at_end: Cell::new(false),
            needs_input: Cell::new(true),
        }
    }

    /// Reads what waits and what comes, and keeps what is left.
    fn advance(
        &self,
        vm: &mut Vm,
        data: Vec<u8>,
        read: impl FnOnce(&mut Vm, &mut &[u8]) -> PyResult<Read>,
    ) -> PyResult {
        let mut data = joined(&[&self.waiting.take(), &data]);
        let mut rest = &data[..];
        let Read { output, is_end, has_more } = read(vm, &mut rest)?;
        let left = rest.len();
        let rest = data.split_off(data.len() - left);
        self.needs_input.set(!is_end && left == 0 && !has_more);
        if is_end {
            self.at_end.set(true);
            if !rest.is_empty() {
                let unused = bytes::new(vm, rest);
                drop(self.unused.replace(&mut vm.heap, unused));
            }
        } else {
            self.waiting.replace(rest);
        }
        Ok(bytes::new(vm, output))
    }
}
