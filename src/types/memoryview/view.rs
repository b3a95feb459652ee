//! What a view is: a shape over the bytes of an object.

use std::borrow::Cow;
use std::cell::Cell;

use super::format::Format;
use crate::object::{Heap, HeapCell, Slot, payload};
use crate::types::bytearray::{ByteArray, Export};
use crate::types::bytes::Bytes;

/// What a view may do with the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    ReadOnly,
    Writable,
}

/// One dimension: how many entries, and how many bytes from one to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dimension {
    pub length: usize,
    pub stride: i64,
}

/// What is seen of the bytes of an object, and how.
#[derive(Clone)]
pub(super) struct Shape {
    /// Where the first item begins.
    pub start: usize,
    pub format: Format,
    /// The outermost dimension first.
    pub dimensions: Box<[Dimension]>,
    pub access: Access,
}

impl Shape {
    /// All of so many bytes.
    pub fn of_bytes(count: usize, access: Access) -> Shape {
        let dimensions = Box::new([Dimension { length: count, stride: 1 }]);
        Shape { start: 0, format: Format::BYTES, dimensions, access }
    }

    /// Number of items.
    pub fn count(&self) -> usize {
        self.dimensions.iter().map(|dimension| dimension.length).product()
    }

    /// Bytes of all items.
    pub fn size(&self) -> usize {
        self.count() * self.format.size()
    }

    /// Whether the items lie one after the other, the last dimension running fastest.
    pub fn is_c_contiguous(&self) -> bool {
        self.is_contiguous(self.dimensions.iter().rev())
    }

    /// Whether the items lie one after the other, the first dimension running fastest.
    pub fn is_f_contiguous(&self) -> bool {
        self.is_contiguous(self.dimensions.iter())
    }

    fn is_contiguous<'a>(&self, fastest_first: impl Iterator<Item = &'a Dimension>) -> bool {
        if self.dimensions.len() > 1 && self.count() == 0 {
            return true;
        }
        let mut expected = self.format.size() as i64;
        for dimension in fastest_first {
            if dimension.length != 1 && dimension.stride != expected {
                return false;
            }
            expected *= dimension.length as i64;
        }
        true
    }

    /// Where the item of those indices begins, one for each dimension and in range.
    pub fn offset(&self, indices: impl IntoIterator<Item = usize>) -> usize {
        let steps = self.dimensions.iter().zip(indices).map(|(dimension, index)| index as i64 * dimension.stride);
        (self.start as i64 + steps.sum::<i64>()) as usize
    }

    /// Where each item begins, in the order in which nested lists show them.
    pub fn offsets(&self) -> impl Iterator<Item = usize> {
        (0..self.count()).map(|index| {
            let mut rest = index;
            let steps = self.dimensions.iter().rev().map(|dimension| {
                let at = rest % dimension.length;
                rest /= dimension.length;
                at as i64 * dimension.stride
            });
            (self.start as i64 + steps.sum::<i64>()) as usize
        })
    }
}

/// A view of an object's bytes.
pub struct MemoryView {
    /// bytes or bytearray; unset once released.
    pub(super) source: HeapCell<Slot>,
    /// Its hold on a bytearray.
    pub(super) export: Cell<Option<Export>>,
    pub(super) shape: Shape,
    pub(super) hash: Cell<i64>,
}

payload! { MemoryView: AtBirth;
    references { source = .obj }
    clear(this, heap) {
        this.export.set(None);
        this.source.set(heap, None);
    }
    size(this, heap) {
        let _ = heap;
        144 + 24 * this.shape.dimensions.len().max(1)
    }
}

impl MemoryView {
    /// The bytes of the items, in the order in which nested lists show them; `None` once released.
    pub fn bytes<'a>(&'a self, heap: &'a Heap) -> Option<Cow<'a, [u8]>> {
        let data = self.whole(heap)?;
        let (start, size) = (self.shape.start, self.shape.format.size());
        if self.shape.is_c_contiguous() {
            let start = start.min(data.len());
            return Some(Cow::Borrowed(&data[start..(start + self.shape.size()).min(data.len())]));
        }
        let items = self.shape.offsets().filter_map(|at| data.get(at..at + size)).flatten();
        Some(Cow::Owned(items.copied().collect()))
    }

    /// Whether [`MemoryView::bytes`] lie one after the other in the object.
    pub fn is_contiguous(&self) -> bool {
        self.shape.is_c_contiguous()
    }

    /// All bytes of the object.
    pub(super) fn whole<'a>(&'a self, heap: &'a Heap) -> Option<&'a [u8]> {
        let source = self.source.get(heap).as_ref()?;
        match (source.cast::<Bytes>(), source.cast::<ByteArray>()) {
            (Some(bytes), _) => Some(&bytes.data),
            (_, Some(array)) => Some(array.data.get(heap)),
            _ => None,
        }
    }
}
