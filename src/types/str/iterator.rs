//! The iterators of `str`: one for ASCII text, one for any other, as CPython names them.

use std::cell::Cell;

use crate::object::{HeapCell, Layout, Py, Str, Value, payload};
use crate::text::wtf8;
use crate::types::class::{ClassSpec, NativeDef};
use crate::types::int;
use crate::types::iterators::{index_of_state, reduced, spec};
use crate::vm::{PyResult, Vm};

const METHODS: &[NativeDef] = &[
    NativeDef::none("__length_hint__", length_hint),
    NativeDef::none("__reduce__", reduce),
    NativeDef::one("__setstate__", set_state),
];

/// The declaration of `str_iterator`.
pub const ITERATOR: ClassSpec =
    ClassSpec { methods: METHODS, ..spec("str_iterator", Layout::of::<StrIterator>(), next) };

/// The declaration of `str_ascii_iterator`.
pub const ASCII_ITERATOR: ClassSpec =
    ClassSpec { methods: METHODS, ..spec("str_ascii_iterator", Layout::of::<StrIterator>(), next) };

/// An iterator over the characters of a str.
pub struct StrIterator {
    /// The string; unset at the end.
    text: HeapCell<Option<Py<Str>>>,
    /// Byte offset and index of the next character.
    offset: Cell<usize>,
    index: Cell<usize>,
}

payload! { StrIterator: AtBirth, size 32;
    references { text }
}

/// `iter(text)`.
pub fn iter(vm: &mut Vm, this: &Value) -> PyResult {
    let text = this.expect::<Str>().clone();
    let class = if text.is_ascii() { &vm.types.str_ascii_iterator } else { &vm.types.str_iterator };
    let payload = StrIterator { text: HeapCell::new(Some(text)), offset: Cell::new(0), index: Cell::new(0) };
    Ok(vm.heap.alloc(class, payload).into_value())
}

/// `next(iterator)`.
fn next(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<StrIterator>();
    let Some(text) = this.text.get(&vm.heap) else { return Ok(None) };
    let rest = &text.as_bytes()[this.offset.get()..];
    let Some(&first) = rest.first() else {
        this.text.set(&mut vm.heap, None);
        return Ok(None);
    };
    this.index.set(this.index.get() + 1);
    if first.is_ascii() {
        this.offset.set(this.offset.get() + 1);
        return Ok(Some(vm.characters[usize::from(first)].to_value()));
    }
    let size = wtf8::sequence_len(first);
    this.offset.set(this.offset.get() + size);
    let character = rest[..size].to_vec();
    Ok(Some(vm.new_str_bytes(&character).into_value()))
}

fn length_hint(vm: &mut Vm, this: &Value) -> PyResult {
    let this = this.expect::<StrIterator>();
    let left = this.text.get(&vm.heap).as_ref().map_or(0, |text| text.len() - this.index.get());
    Ok(int::from_usize(vm, left))
}

fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let this = this.expect::<StrIterator>();
    let rest = |vm: &mut Vm| Some((this.text.get(&vm.heap).as_ref()?.to_value(), this.index.get()));
    reduced(vm, rest, |vm| vm.names.empty.to_value())
}

fn set_state(vm: &mut Vm, this: &Value, state: &Value) -> PyResult {
    let index = index_of_state(vm, state)?;
    let this = this.expect::<StrIterator>();
    if let Some(text) = this.text.get(&vm.heap) {
        let index = index.min(text.len());
        this.index.set(index);
        this.offset.set(text.byte_offset(index));
    }
    Ok(Value::NONE)
}
