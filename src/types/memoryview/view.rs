//! What a view is: a shape over a buffer, the bytes of an object, which it may share with other views.

use std::borrow::Cow;
use std::cell::Cell;
use std::rc::Rc;

use super::format::Format;
use crate::object::{Heap, HeapCell, Py, References, Slot, Value, payload};
use crate::text::room::gathered;
use crate::types::bytearray::{ByteArray, Export, bytes_of, export_of};
use crate::types::bytes::Bytes;
use crate::vm::{PyResult, Vm};

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

    /// All of so many bytes as items of a format.
    pub fn of_items(format: Format, bytes: usize, access: Access) -> Shape {
        let size = format.size();
        let dimensions = Box::new([Dimension { length: bytes / size, stride: size as i64 }]);
        Shape { start: 0, format, dimensions, access }
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

/// A buffer that an object has exported.
pub struct ManagedBuffer {
    /// bytes, bytearray, an array or a [`BufferWrapper`]; unset once the buffer has been given back.
    pub(super) exporter: HeapCell<Slot>,
    /// The hold on a bytearray or an array.
    pub(super) export: Cell<Option<Export>>,
    pub(super) views: Rc<Views>,
}

/// What giving a buffer back does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum GivingBack {
    /// It may run Python code.
    CallsPython,
    /// Nothing that Python code sees.
    Quiet,
}

/// How many views a buffer has, as a dying view sees it.
pub(super) struct Views {
    /// Those that have not been released.
    pub(super) active: Cell<usize>,
    /// Whether some have been released and may be alive.
    pub(super) has_released: Cell<bool>,
    /// Whether giving the buffer back runs Python code.
    pub(super) calls_python: bool,
}

impl Views {
    /// Those of a buffer of which there are none yet.
    pub(super) fn new(giving_back: GivingBack) -> Rc<Views> {
        let calls_python = giving_back == GivingBack::CallsPython;
        Rc::new(Views { active: Cell::new(0), has_released: Cell::new(false), calls_python })
    }

    /// Whether more has to be done when a view dies than to drop it.
    pub(super) fn needs_care(&self) -> bool {
        self.active.get() == 1 && (self.calls_python || self.has_released.get())
    }

    /// A view has died without having been released.
    pub(super) fn forget_one(&self) {
        self.active.set(self.active.get() - 1);
    }
}

// Not cleared while there are views, as in CPython; when there are none it has no exporter.
payload! { ManagedBuffer: AtBirth, size 144;
    references { exporter }
}

impl ManagedBuffer {
    /// The buffer of an object, `export` being the hold on it.
    pub(super) fn new(exporter: Value, export: Option<Export>, views: Rc<Views>) -> ManagedBuffer {
        ManagedBuffer { exporter: HeapCell::new(Some(exporter)), export: Cell::new(export), views }
    }
}

/// The memoryview that a `__buffer__` written in Python gave, and the object it is the buffer of.
pub struct BufferWrapper {
    /// Both are unset once the buffer has been given back.
    pub(super) view: HeapCell<Option<Py<MemoryView>>>,
    pub(super) object: HeapCell<Slot>,
}

payload! { BufferWrapper: AtBirth, size 32;
    references { view, object }
}

/// The buffer of a `BytesIO`, whose contents are a bytearray that nobody sees.
pub struct BytesIoBuffer {
    pub(super) array: Py<ByteArray>,
    pub(super) source: Value,
}

payload! { BytesIoBuffer: AtBirth, size 24;
    traverse { source }
    dealloc { source, array }
}

/// A hold on the buffer of another object, to be pickled or left out of a pickle.
pub struct PickleBuffer {
    /// The object with the buffer, for one with a `__buffer__` written in Python the view it gave; unset once released.
    pub(in crate::types) source: HeapCell<Slot>,
    export: Cell<Option<Export>>,
}

payload! { PickleBuffer: AtBirth, size 104;
    traverse { source }
    dealloc(this, sink) {
        drop(this.export.take());
        let source = this.source.into_inner();
        end_export(source.as_ref());
        source.release(sink);
    }
    clear(this, heap) { this.let_go(heap) }
}

/// A view that is held can be released again.
fn end_export(source: Option<&Value>) {
    if let Some(view) = source.and_then(Value::cast::<MemoryView>) {
        view.exports.set(view.exports.get() - 1);
    }
}

impl PickleBuffer {
    /// Holds on to the buffer of an object that has one.
    pub fn new(source: Value) -> PickleBuffer {
        if let Some(view) = source.cast::<MemoryView>() {
            view.exports.set(view.exports.get() + 1);
        }
        let export = Cell::new(export_of(&source));
        PickleBuffer { source: HeapCell::new(Some(source)), export }
    }

    /// Gives the buffer back.
    pub fn let_go(&self, heap: &mut Heap) {
        drop(self.export.take());
        let source = self.source.take(heap);
        end_export(source.as_ref());
        drop(source);
    }

    /// The object with the buffer; ValueError "operation forbidden on released PickleBuffer object".
    pub fn source(&self, vm: &mut Vm) -> PyResult {
        match self.source.get(&vm.heap).clone() {
            Some(source) => Ok(source),
            None => Err(vm.value_error("operation forbidden on released PickleBuffer object")),
        }
    }
}

/// A view of an object's bytes.
pub struct MemoryView {
    /// What it shares with other views of the same buffer.
    pub(super) buffer: HeapCell<Option<Py<ManagedBuffer>>>,
    /// As in the buffer, for the time when this view dies.
    views: Rc<Views>,
    pub(super) released: Cell<bool>,
    /// Buffers of Python classes that are this one, and uses of its bytes.
    pub(super) exports: Cell<usize>,
    pub(super) shape: Shape,
    pub(super) hash: Cell<i64>,
}

payload! { MemoryView: AtBirth, needs_finalizer needs_finalizer;
    traverse { buffer }
    dealloc(this, sink) {
        if !this.released.get() {
            this.views.forget_one();
        }
        this.buffer.into_inner().release(sink);
    }
    clear(this, heap) {
        drop(this.buffer.take(heap));
    }
    size(this, heap) {
        let _ = heap;
        144 + 24 * this.shape.dimensions.len().max(1)
    }
}

fn needs_finalizer(this: &MemoryView) -> bool {
    !this.released.get() && this.views.needs_care()
}

/// As long as it lives, the bytes of an object stay where they are: a bytearray or an array is not resized, a view not released.
#[must_use]
pub struct Hold<'a> {
    _array: Option<Export>,
    _view: Option<InUse<'a>>,
}

/// Holds on to the bytes of `this` while an argument is asked for its own.
pub fn hold(this: &Value) -> Hold<'_> {
    Hold { _array: export_of(this), _view: this.cast::<MemoryView>().map(|view| view.in_use()) }
}

/// A use of a view's bytes: until it ends, the view cannot be released.
pub struct InUse<'a>(&'a Cell<usize>);

impl Drop for InUse<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

impl MemoryView {
    /// Keeps it from being released.
    pub fn in_use(&self) -> InUse<'_> {
        self.exports.set(self.exports.get() + 1);
        InUse(&self.exports)
    }

    /// Whether the bytes may be changed through it.
    pub fn is_writable(&self) -> bool {
        self.shape.access == Access::Writable
    }

    /// Whether the machine has to give the buffer back if this view dies.
    pub(super) fn needs_care(&self) -> bool {
        self.views.needs_care()
    }

    /// A view of the buffer.
    pub(super) fn new(buffer: &Py<ManagedBuffer>, shape: Shape) -> MemoryView {
        MemoryView {
            views: Rc::clone(&buffer.views),
            buffer: HeapCell::new(Some(buffer.clone())),
            released: Cell::new(false),
            exports: Cell::new(0),
            shape,
            hash: Cell::new(0),
        }
    }

    /// The object whose bytes are seen; `None` once released.
    pub fn exporter<'a>(&'a self, heap: &'a Heap) -> Option<&'a Value> {
        if self.released.get() {
            return None;
        }
        self.buffer.get(heap).as_ref()?.exporter.get(heap).as_ref()
    }

    /// The bytes of the items, in the order in which nested lists show them; `None` once released.
    pub fn bytes<'a>(&'a self, heap: &'a Heap) -> Option<Cow<'a, [u8]>> {
        let data = self.whole(heap)?;
        let (start, size) = (self.shape.start, self.shape.format.size());
        if self.shape.is_c_contiguous() {
            let start = start.min(data.len());
            return Some(Cow::Borrowed(&data[start..(start + self.shape.size()).min(data.len())]));
        }
        let items = self.shape.offsets().filter_map(|at| data.get(at..at + size)).flatten();
        Some(Cow::Owned(gathered(items.copied())))
    }

    /// Whether [`MemoryView::bytes`] lie one after the other in the object.
    pub fn is_contiguous(&self) -> bool {
        self.shape.is_c_contiguous()
    }

    /// All bytes of the object.
    pub(super) fn whole<'a>(&'a self, heap: &'a Heap) -> Option<&'a [u8]> {
        let exporter = self.innermost(heap)?;
        match exporter.cast::<Bytes>() {
            Some(bytes) => Some(&bytes.data),
            None => bytes_of(heap, exporter),
        }
    }

    /// The bytes, bytearray or array behind all that Python classes have put in between.
    pub(super) fn innermost<'a>(&'a self, heap: &'a Heap) -> Option<&'a Value> {
        let mut exporter = self.exporter(heap)?;
        while let Some(wrapper) = exporter.cast::<BufferWrapper>() {
            exporter = wrapper.view.get(heap).as_ref()?.exporter(heap)?;
        }
        Some(exporter.cast::<BytesIoBuffer>().map_or(exporter, |buffer| buffer.array.as_value()))
    }
}
