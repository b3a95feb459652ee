//! `decompressobj()`.

use std::cell::RefCell;

use super::{Wrong, error_of, inconsistent, invalid_option, number_or};
use crate::native::NativeClass;
use crate::object::{ClassFlags, HeapCell, Layout, Slot, Value, payload};
use crate::protocol::number;
use crate::text::deflate::{self, Stop};
use crate::text::room::{joined, owned};
use crate::types::bytes;
use crate::types::class::{ClassSpec, GetSet, NativeDef};
use crate::vm::{PyResult, Vm};

/// The declaration of the class.
pub static CLASS: NativeClass = NativeClass::new(ClassSpec {
    module: "zlib",
    flags: ClassFlags::HEAP_TYPE,
    methods: &[
        NativeDef::with_class("decompress", "data, /, max_length=0", decompress),
        NativeDef::with_class("flush", "length=zlib.DEF_BUF_SIZE, /", flush),
        NativeDef::with_class("copy", "", |vm, this, _| copy(vm, this)),
        NativeDef::with_class("__copy__", "", |vm, this, _| copy(vm, this)),
        NativeDef::with_class("__deepcopy__", "memo, /", |vm, this, _| copy(vm, this)),
    ],
    getset: &[
        GetSet::read_only("unused_data", |vm, this| Ok(of(this).unused.get(&vm.heap).clone())).member(),
        GetSet::read_only("unconsumed_tail", |vm, this| Ok(of(this).tail.get(&vm.heap).clone())).member(),
        GetSet::read_only("eof", |vm, this| Ok(Value::bool(*of(this).at_end.get(&vm.heap)))).member(),
    ],
    ..ClassSpec::new("Decompress", Layout::of::<ZlibDecompress>())
})
.hidden();

/// A stream that is being read.
pub struct ZlibDecompress {
    /// None when `flush` has found its end.
    stream: RefCell<Option<deflate::Decompressor>>,
    dictionary: Slot,
    /// What came behind the end, and what there was no room for: bytes.
    unused: HeapCell<Value>,
    tail: HeapCell<Value>,
    at_end: HeapCell<bool>,
}

payload! { ZlibDecompress: AtBirth, size 168;
    traverse { dictionary }
    dealloc { unused, tail, dictionary }
}

fn of(this: &Value) -> &ZlibDecompress {
    this.expect::<ZlibDecompress>()
}

/// The function `decompressobj(wbits, zdict)`.
pub fn create(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let window_bits = number_or(vm, bound[0].as_ref(), 15)?;
    let dictionary = bound[1].clone();
    let content = match &dictionary {
        None => None,
        Some(dictionary) => match bytes::read(vm, dictionary, bytes::Request::Simple)? {
            None => return Err(vm.type_error("zdict argument must support the buffer protocol")),
            content => content,
        },
    };
    let Some(mut stream) = deflate::Decompressor::new(window_bits) else { return Err(invalid_option(vm)) };
    if window_bits < 0
        && let Some(content) = content
    {
        stream.set_dictionary(&content);
    }
    let empty = bytes::new(vm, Vec::new());
    let payload = ZlibDecompress {
        stream: RefCell::new(Some(stream)),
        dictionary,
        unused: HeapCell::new(empty.clone()),
        tail: HeapCell::new(empty),
        at_end: HeapCell::new(false),
    };
    let class = CLASS.of(vm);
    Ok(vm.heap.alloc(&class, payload).into_value())
}

/// Reads, giving the dictionary when the stream asks for it.
pub fn read(
    vm: &mut Vm,
    stream: &mut deflate::Decompressor,
    dictionary: Option<&Value>,
    data: &mut &[u8],
    limit: usize,
) -> PyResult<(Vec<u8>, Stop)> {
    let mut output = Vec::new();
    let doing = "while decompressing data";
    loop {
        match stream.decompress(data, &mut output, limit) {
            Ok(Stop::Dictionary) => {
                let Some(dictionary) = dictionary else {
                    return Err(error_of(vm, Wrong::NeedsDictionary, doing, None));
                };
                let content = bytes::required(vm, dictionary)?;
                if !stream.set_dictionary(&content) {
                    return Err(error_of(vm, Wrong::Data, "while setting zdict", None));
                }
            }
            Ok(stop) => return Ok((output, stop)),
            Err(fault) => return Err(error_of(vm, Wrong::Data, doing, Some(fault))),
        }
    }
}

fn content(vm: &Vm, value: &Value) -> Vec<u8> {
    owned(bytes::view(vm, value).unwrap_or_default())
}

/// Reads from `data`, and keeps what is left of it.
fn advance(vm: &mut Vm, this: &Value, data: &[u8], limit: usize) -> PyResult<Vec<u8>> {
    let this = this.expect::<ZlibDecompress>().clone();
    let Some(mut stream) = this.stream.take() else {
        return Err(error_of(vm, Wrong::Stream, "while decompressing data", None));
    };
    let mut rest = data;
    let result = read(vm, &mut stream, this.dictionary.as_ref(), &mut rest, limit);
    this.stream.replace(Some(stream));
    let is_end = matches!(result, Ok((_, Stop::End)));
    let tail = if is_end { &[][..] } else { rest };
    if is_end && !rest.is_empty() {
        let unused = this.unused.get(&vm.heap).clone();
        let unused = bytes::new(vm, joined(&[&content(vm, &unused), rest]));
        drop(this.unused.replace(&mut vm.heap, unused));
    }
    let before = this.tail.get(&vm.heap).clone();
    if !tail.is_empty() || !content(vm, &before).is_empty() {
        let tail = bytes::new(vm, tail);
        drop(this.tail.replace(&mut vm.heap, tail));
    }
    if is_end {
        this.at_end.set(&mut vm.heap, true);
    }
    result.map(|(output, _)| output)
}

fn decompress(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let data = bound[0].as_ref().map_or(Ok(Vec::new()), |data| bytes::required(vm, data))?;
    let limit = bound[1].as_ref().map_or(Ok(0), |limit| number::ssize_argument(vm, limit))?;
    let limit = match usize::try_from(limit) {
        Ok(0) => usize::MAX,
        Ok(limit) => limit,
        Err(_) => return Err(vm.value_error("max_length must be non-negative")),
    };
    let output = advance(vm, this, &data, limit)?;
    Ok(bytes::new(vm, output))
}

fn flush(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let length = bound[0].as_ref().map_or(Ok(1), |length| number::ssize_argument(vm, length))?;
    if length <= 0 {
        return Err(vm.value_error("length must be greater than zero"));
    }
    if of(this).stream.borrow().is_none() {
        return Ok(bytes::new(vm, Vec::new()));
    }
    let tail = of(this).tail.get(&vm.heap).clone();
    let tail = content(vm, &tail);
    let output = advance(vm, this, &tail, usize::MAX)?;
    if *of(this).at_end.get(&vm.heap) {
        of(this).stream.take();
    }
    Ok(bytes::new(vm, output))
}

fn copy(vm: &mut Vm, this: &Value) -> PyResult {
    let this = of(this);
    let stream = this.stream.borrow().clone();
    if stream.is_none() {
        return Err(inconsistent(vm));
    }
    let payload = ZlibDecompress {
        stream: RefCell::new(stream),
        dictionary: this.dictionary.clone(),
        unused: HeapCell::new(this.unused.get(&vm.heap).clone()),
        tail: HeapCell::new(this.tail.get(&vm.heap).clone()),
        at_end: HeapCell::new(*this.at_end.get(&vm.heap)),
    };
    let class = CLASS.of(vm);
    Ok(vm.heap.alloc(&class, payload).into_value())
}
