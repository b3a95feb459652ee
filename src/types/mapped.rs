//! The payload of `mmap.mmap`, whose class the native module has.

use std::cell::Cell;

use crate::object::{Heap, HeapCell, payload};
use crate::types::exports::{Export, Exports};
use crate::vm::mapping::Mapping;

/// What may be done with a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapAccess {
    /// What its flags say: everything.
    Default = 0,
    /// It is read.
    Read = 1,
    /// It is written, and with it the file.
    Write = 2,
    /// It is written, but not the file.
    Copy = 3,
}

/// The descriptor of a map of no file.
pub const NO_FILE: i32 = -1;
/// The descriptor of a map whose file is not kept open.
pub const NOT_KEPT: i32 = -2;

/// A map.
pub struct Mmap {
    /// The memory, until the map is closed.
    pub memory: HeapCell<Option<Mapping>>,
    /// What may be done with it.
    pub access: MapAccess,
    /// The file, or one of the two numbers above.
    pub descriptor: Cell<i32>,
    /// Where it begins in the file.
    pub offset: i64,
    /// MAP_ flags.
    pub flags: i32,
    /// Where it is read and written next.
    pub position: Cell<usize>,
    exports: Exports,
}

payload! { Mmap: AtBirth, size 88; }

impl Mmap {
    /// A map of that memory.
    pub fn new(memory: Mapping, access: MapAccess, descriptor: i32, (offset, flags): (i64, i32)) -> Mmap {
        Mmap {
            memory: HeapCell::new(Some(memory)),
            access,
            descriptor: Cell::new(descriptor),
            offset,
            flags,
            position: Cell::new(0),
            exports: Exports::default(),
        }
    }

    /// The bytes; `None` once it is closed.
    pub fn bytes<'a>(&'a self, heap: &'a Heap) -> Option<&'a [u8]> {
        self.memory.get(heap).as_ref().map(Mapping::bytes)
    }

    /// The bytes to be written; `None` if they cannot be, or it is closed.
    pub fn bytes_mut<'a>(&'a self, heap: &'a mut Heap) -> Option<&'a mut [u8]> {
        if self.access == MapAccess::Read {
            return None;
        }
        self.memory.get_mut(heap).as_mut().map(Mapping::bytes_mut)
    }

    /// Whether it is open and can be written.
    pub fn is_writable(&self, heap: &Heap) -> bool {
        self.access != MapAccess::Read && self.memory.get(heap).is_some()
    }

    /// Keeps it open and as large as it is.
    pub fn export(&self) -> Export {
        self.exports.export()
    }

    /// Whether there are views.
    pub fn is_exported(&self) -> bool {
        !self.exports.is_empty()
    }
}

impl Drop for Mmap {
    fn drop(&mut self) {
        let descriptor = self.descriptor.get();
        if descriptor >= 0 {
            // Nothing can be done about it.
            let _ = nix::unistd::close(descriptor);
        }
    }
}
