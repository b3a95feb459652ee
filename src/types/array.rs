//! The payload of `array.array`, whose class the native module has: numbers or characters as bytes.

use std::cell::Cell;

use crate::object::{HeapCell, payload};
use crate::types::exports::{Export, Exports};
use crate::types::memoryview::format;

/// An array.
pub struct Array {
    /// The items, one behind the other.
    pub data: HeapCell<Vec<u8>>,
    /// The typecode.
    pub code: u8,
    /// How many items CPython would have room for.
    pub room: Cell<usize>,
    exports: Exports,
}

payload! { Array: AtBirth;
    size(this, _heap) { 64 + this.room.get() * this.item_size() }
}

impl Array {
    /// An array of these bytes, exactly as large as they need.
    pub fn new(code: u8, data: Vec<u8>) -> Array {
        let room = Cell::new(data.len() / format::size_of_code(code).unwrap_or(1));
        Array { data: HeapCell::new(data), code, room, exports: Exports::default() }
    }

    /// Bytes of an item.
    pub fn item_size(&self) -> usize {
        format::size_of_code(self.code).unwrap_or(1)
    }

    /// Keeps the size as it is.
    pub fn export(&self) -> Export {
        self.exports.export()
    }

    /// Whether there are views.
    pub fn is_exported(&self) -> bool {
        !self.exports.is_empty()
    }
}
