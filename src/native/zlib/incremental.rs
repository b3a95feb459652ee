//! `_ZlibDecompressor`, which keeps what it could not yet write, as the decompressors of `bz2` and `lzma` do.

use std::cell::RefCell;

use super::decompress::read;
use super::{Wrong, error_of, invalid_option, number_or};
use crate::native::NativeClass;
use crate::object::{ClassFlags, HeapCell, Layout, Py, Slot, Value, payload};
use crate::protocol::number;
use crate::text::deflate::{self, Stop};
use crate::text::room::joined;
use crate::types::bytes;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, Slots};
use crate::vm::{PyResult, Vm, arguments};

/// The declaration of the class.
pub static CLASS: NativeClass = NativeClass::new(ClassSpec {
    module: "zlib",
    flags: ClassFlags::HEAP_TYPE,
    slots: Slots { new: Some(new), ..Slots::EMPTY },
    methods: &[NativeDef::keywords("decompress", "data, max_length=-1", decompress)],
    getset: &[
        GetSet::read_only("eof", |vm, this| Ok(Value::bool(*of(this).at_end.get(&vm.heap)))).member(),
        GetSet::read_only("unused_data", |vm, this| Ok(of(this).unused.get(&vm.heap).clone())).member(),
        GetSet::read_only("needs_input", |vm, this| Ok(Value::bool(*of(this).needs_input.get(&vm.heap)))).member(),
    ],
    ..ClassSpec::new("_ZlibDecompressor", Layout::of::<ZlibDecompressor>())
});

/// A stream that is being read.
pub struct ZlibDecompressor {
    /// None while it is read: a dictionary's buffer may be Python code.
    stream: RefCell<Option<deflate::Decompressor>>,
    /// Input that there was no room for.
    waiting: RefCell<Vec<u8>>,
    dictionary: Slot,
    unused: HeapCell<Value>,
    at_end: HeapCell<bool>,
    needs_input: HeapCell<bool>,
}

payload! { ZlibDecompressor: AtBirth, size 184;
    traverse { dictionary }
    dealloc { unused, dictionary }
}

fn of(this: &Value) -> &ZlibDecompressor {
    this.expect::<ZlibDecompressor>()
}

fn new(vm: &mut Vm, class: &Py<Class>, given: Arguments<'_>) -> PyResult {
    let bound = arguments::bind(vm, "_ZlibDecompressor", "wbits=15, zdict=b''", given)?;
    let window_bits = number_or(vm, bound[0].as_ref(), 15)?;
    let Some(mut stream) = deflate::Decompressor::new(window_bits) else { return Err(invalid_option(vm)) };
    let dictionary = bound[1].clone();
    if window_bits < 0
        && let Some(dictionary) = &dictionary
    {
        let content = bytes::required(vm, dictionary)?;
        stream.set_dictionary(&content);
    }
    let empty = bytes::new(vm, Vec::new());
    let payload = ZlibDecompressor {
        stream: RefCell::new(Some(stream)),
        waiting: RefCell::default(),
        dictionary,
        unused: HeapCell::new(empty),
        at_end: HeapCell::new(false),
        needs_input: HeapCell::new(true),
    };
    Ok(vm.heap.alloc(class, payload).into_value())
}

fn decompress(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let data = bound[0].as_ref().map_or(Ok(Vec::new()), |data| bytes::required(vm, data))?;
    let limit = bound[1].as_ref().map_or(Ok(-1), |limit| number::ssize_argument(vm, limit))?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let this = this.expect::<ZlibDecompressor>().clone();
    if *this.at_end.get(&vm.heap) {
        return Err(vm.eof_error("End of stream already reached"));
    }
    let mut data = joined(&[&this.waiting.take(), &data]);
    let mut rest = &data[..];
    let dictionary = this.dictionary.clone();
    let Some(mut stream) = this.stream.take() else {
        return Err(error_of(vm, Wrong::Stream, "while decompressing data", None));
    };
    let result = read(vm, &mut stream, dictionary.as_ref(), &mut rest, limit);
    this.stream.replace(Some(stream));
    let (output, stop) = result?;
    let left = rest.len();
    let rest = data.split_off(data.len() - left);
    this.needs_input.set(&mut vm.heap, stop != Stop::End && left == 0);
    if stop == Stop::End {
        this.at_end.set(&mut vm.heap, true);
        if !rest.is_empty() {
            let unused = bytes::new(vm, rest);
            drop(this.unused.replace(&mut vm.heap, unused));
        }
    } else {
        this.waiting.replace(rest);
    }
    Ok(bytes::new(vm, output))
}
