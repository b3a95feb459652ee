//! `zlib`: compressed streams.

mod decompress;
mod incremental;

use std::cell::RefCell;

use super::binascii::word;
use super::{ModuleSpec, NativeClass, set};
use crate::object::{ClassFlags, Layout, Py, Slot, Value, payload};
use crate::protocol::number;
use crate::text::binascii::crc32;
use crate::text::deflate::{Compressor, Decompressor, Flush, Settings, Stop, adler32};
use crate::types::class::{ClassSpec, NativeDef};
use crate::types::dict::Dict;
use crate::types::int;
use crate::types::{bytes, exception};
use crate::vm::{PyResult, Raised, Vm};

/// The declaration of the module.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "zlib",
    functions: &[
        NativeDef::positional("adler32", 1, 2, |vm, _, values| {
            let data = bytes::required(vm, &values[0])?;
            let before = values.get(1).map_or(Ok(1), |before| word(vm, before))?;
            Ok(Value::index(adler32(&data, before) as usize))
        }),
        NativeDef::keywords("compress", "data, /, level=Z_DEFAULT_COMPRESSION, wbits=MAX_WBITS", compress),
        NativeDef::keywords(
            "compressobj",
            "level=Z_DEFAULT_COMPRESSION, method=DEFLATED, wbits=MAX_WBITS, memLevel=DEF_MEM_LEVEL, \
             strategy=Z_DEFAULT_STRATEGY, zdict=None",
            compressobj,
        ),
        NativeDef::positional("crc32", 1, 2, |vm, _, values| {
            let data = bytes::required(vm, &values[0])?;
            let before = values.get(1).map_or(Ok(0), |before| word(vm, before))?;
            Ok(Value::index(crc32(&data, before) as usize))
        }),
        NativeDef::keywords("decompress", "data, /, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE", decompress),
        NativeDef::keywords("decompressobj", "wbits=MAX_WBITS, zdict=b''", decompress::create),
    ],
    classes: &[&COMPRESS, &decompress::CLASS, &incremental::CLASS],
    init: Some(init),
};

const NUMBERS: [(&str, i64); 20] = [
    ("MAX_WBITS", 15),
    ("DEFLATED", 8),
    ("DEF_MEM_LEVEL", 8),
    ("DEF_BUF_SIZE", 16384),
    ("Z_BEST_SPEED", 1),
    ("Z_BEST_COMPRESSION", 9),
    ("Z_DEFAULT_COMPRESSION", -1),
    ("Z_FILTERED", 1),
    ("Z_HUFFMAN_ONLY", 2),
    ("Z_RLE", 3),
    ("Z_FIXED", 4),
    ("Z_DEFAULT_STRATEGY", 0),
    ("Z_NO_COMPRESSION", 0),
    ("Z_NO_FLUSH", 0),
    ("Z_PARTIAL_FLUSH", 1),
    ("Z_SYNC_FLUSH", 2),
    ("Z_FULL_FLUSH", 3),
    ("Z_FINISH", 4),
    ("Z_BLOCK", 5),
    ("Z_TREES", 6),
];

fn init(vm: &mut Vm, namespace: &Py<Dict>) -> PyResult<()> {
    for (name, number) in NUMBERS {
        let number = int::from_i64(vm, number);
        set(vm, namespace, name, number);
    }
    // The zlib whose bytes this is to write.
    for (name, text) in [("ZLIB_VERSION", "1.3.2"), ("ZLIB_RUNTIME_VERSION", "1.3.2"), ("__version__", "1.0")] {
        let text = vm.new_str(text).into_value();
        set(vm, namespace, name, text);
    }
    let base = vm.types.exception.clone();
    let error = super::new_exception(vm, "zlib", "error", &base)?;
    set(vm, namespace, "error", error);
    Ok(())
}

/// zlib's numbers of what went wrong.
#[derive(Clone, Copy, Debug)]
enum Wrong {
    NeedsDictionary = 2,
    Stream = -2,
    Data = -3,
    Buffer = -5,
}

/// `zlib.error` "Error -3 while decompressing data: incorrect header check".
#[cold]
fn error_of(vm: &mut Vm, wrong: Wrong, doing: &str, fault: Option<&str>) -> Raised {
    let number = wrong as i32;
    let reason = fault.or(match wrong {
        Wrong::NeedsDictionary => None,
        Wrong::Stream => Some("inconsistent stream state"),
        Wrong::Data => Some("invalid input data"),
        Wrong::Buffer => Some("incomplete or truncated stream"),
    });
    match reason {
        Some(reason) => error(vm, &format!("Error {number} {doing}: {reason}")),
        None => error(vm, &format!("Error {number} {doing}")),
    }
}

#[cold]
fn error(vm: &mut Vm, message: &str) -> Raised {
    let Some(class) = super::exception_of(vm, "zlib", "error") else { return vm.value_error(message) };
    let text = vm.new_str(message).into_value();
    let exception = exception::new(vm, &class, vec![text]);
    vm.raise(exception)
}

fn number_or(vm: &mut Vm, given: Option<&Value>, default: i32) -> PyResult<i32> {
    given.map_or(Ok(default), |given| number::int_argument(vm, given))
}

#[cold]
fn invalid_option(vm: &mut Vm) -> Raised {
    vm.value_error("Invalid initialization option")
}

fn compress(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let [Some(data), level, window_bits] = bound else { return Ok(Value::NONE) };
    let data = bytes::required(vm, data)?;
    let level = number_or(vm, level.as_ref(), -1)?;
    let window_bits = number_or(vm, window_bits.as_ref(), 15)?;
    let Some(settings) = Settings::new(level, 8, window_bits, 8, 0) else {
        return Err(error(vm, "Bad compression level"));
    };
    let compressed = Compressor::new(settings).compress(&data, Flush::Finish).unwrap_or_default();
    Ok(bytes::new(vm, compressed))
}

fn decompress(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let [Some(data), window_bits, size] = bound else { return Ok(Value::NONE) };
    let data = bytes::required(vm, data)?;
    let window_bits = number_or(vm, window_bits.as_ref(), 15)?;
    let size = size.as_ref().map_or(Ok(1), |size| number::ssize_argument(vm, size))?;
    if size < 0 {
        return Err(vm.value_error("bufsize must be non-negative"));
    }
    let Some(mut decompressor) = Decompressor::new(window_bits) else {
        return Err(error_of(vm, Wrong::Stream, "while preparing to decompress data", None));
    };
    let mut output = Vec::new();
    let doing = "while decompressing data";
    match decompressor.decompress(&mut &data[..], &mut output, usize::MAX) {
        Ok(Stop::End) => Ok(bytes::new(vm, output)),
        Ok(Stop::More) => Err(error_of(vm, Wrong::Buffer, doing, None)),
        Ok(Stop::Dictionary) => Err(error_of(vm, Wrong::NeedsDictionary, doing, None)),
        Err(fault) => Err(error_of(vm, Wrong::Data, doing, Some(fault))),
    }
}

/// The declaration of the class of `compressobj()`.
static COMPRESS: NativeClass = NativeClass::new(ClassSpec {
    module: "zlib",
    flags: ClassFlags::HEAP_TYPE,
    methods: &[
        NativeDef::with_class("compress", "data, /", |vm, this, bound| {
            let data = bound[0].as_ref().map_or(Ok(Vec::new()), |data| bytes::required(vm, data))?;
            let more = with_stream(this, |stream| stream.compress(&data, Flush::None));
            match more {
                Some(more) => Ok(bytes::new(vm, more)),
                None => Err(error_of(vm, Wrong::Stream, "while compressing data", None)),
            }
        }),
        NativeDef::with_class("flush", "mode=zlib.Z_FINISH, /", |vm, this, bound| flush(vm, this, bound[0].as_ref())),
        NativeDef::with_class("copy", "", |vm, this, _| copy(vm, this)),
        NativeDef::with_class("__copy__", "", |vm, this, _| copy(vm, this)),
        NativeDef::with_class("__deepcopy__", "memo, /", |vm, this, _| copy(vm, this)),
    ],
    ..ClassSpec::new("Compress", Layout::of::<ZlibCompress>())
})
.hidden();

/// A stream that is being compressed; none when it has ended.
pub struct ZlibCompress {
    stream: RefCell<Option<Compressor>>,
}

payload! { ZlibCompress: AtBirth, size 168; }

fn with_stream<T>(this: &Value, run: impl FnOnce(&mut Compressor) -> Option<T>) -> Option<T> {
    this.expect::<ZlibCompress>().stream.borrow_mut().as_mut().and_then(run)
}

fn compressobj(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let mut numbers = [-1, 8, 15, 8, 0];
    for (number, given) in numbers.iter_mut().zip(bound) {
        *number = number_or(vm, given.as_ref(), *number)?;
    }
    let dictionary = bound[5].as_ref().map(|dictionary| bytes::required(vm, dictionary)).transpose()?;
    let [level, method, window_bits, memory, strategy] = numbers;
    let Some(settings) = Settings::new(level, method, window_bits, memory, strategy) else {
        return Err(invalid_option(vm));
    };
    let mut stream = Compressor::new(settings);
    if dictionary.is_some_and(|dictionary| !stream.set_dictionary(&dictionary)) {
        return Err(vm.value_error("Invalid dictionary"));
    }
    let class = COMPRESS.of(vm);
    Ok(vm.heap.alloc(&class, ZlibCompress { stream: RefCell::new(Some(stream)) }).into_value())
}

fn flush(vm: &mut Vm, this: &Value, mode: Option<&Value>) -> PyResult {
    let mode = number_or(vm, mode, Flush::Finish as i32)?;
    if mode == Flush::None as i32 {
        return Ok(bytes::new(vm, Vec::new()));
    }
    let written = Flush::of_number(mode).and_then(|flush| with_stream(this, |stream| stream.compress(&[], flush)));
    let Some(written) = written else { return Err(error_of(vm, Wrong::Stream, "while flushing", None)) };
    if mode == Flush::Finish as i32 {
        this.expect::<ZlibCompress>().stream.take();
    }
    Ok(bytes::new(vm, written))
}

fn copy(vm: &mut Vm, this: &Value) -> PyResult {
    let stream = this.expect::<ZlibCompress>().stream.borrow().clone();
    if stream.is_none() {
        return Err(inconsistent(vm));
    }
    let class = COMPRESS.of(vm);
    Ok(vm.heap.alloc(&class, ZlibCompress { stream: RefCell::new(stream) }).into_value())
}

#[cold]
fn inconsistent(vm: &mut Vm) -> Raised {
    vm.value_error("Inconsistent stream state")
}
