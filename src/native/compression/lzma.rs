//! `_lzma`, over the crate `xz`.

use std::cell::{Cell, RefCell};

use xz::stream::{Action, Check, Status, Stream};

use super::filters::{self, Filter, LZMA1};
use super::{BLOCK, Progress, Read};
use crate::native::{self, ModuleSpec, NativeClass, set};
use crate::object::{ClassFlags, Layout, Py, Slot, Value, payload};
use crate::protocol::number;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, Slots};
use crate::types::dict::Dict;
use crate::types::{bytes, exception, int};
use crate::vm::{PyResult, Raised, Vm, arguments};

/// The declaration of the module.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "_lzma",
    functions: &[
        NativeDef::one("is_check_supported", |vm, _, check| {
            let check = number::int_argument(vm, check)?;
            Ok(Value::bool(matches!(check, 0 | 1 | 4 | 10)))
        }),
        NativeDef::one("_encode_filter_properties", |vm, _, filter| filters::encode(vm, filter)),
        NativeDef::positional("_decode_filter_properties", 2, 2, |vm, _, values| filters::decode(vm, values)),
    ],
    classes: &[&COMPRESSOR, &DECOMPRESSOR],
    init: Some(init),
};

const NUMBERS: [(&str, u64); 28] = [
    ("FORMAT_AUTO", 0),
    ("FORMAT_XZ", 1),
    ("FORMAT_ALONE", 2),
    ("FORMAT_RAW", 3),
    ("CHECK_NONE", 0),
    ("CHECK_CRC32", 1),
    ("CHECK_CRC64", 4),
    ("CHECK_SHA256", 10),
    ("CHECK_ID_MAX", 15),
    ("CHECK_UNKNOWN", UNKNOWN as u64),
    ("FILTER_LZMA1", LZMA1),
    ("FILTER_LZMA2", filters::LZMA2),
    ("FILTER_DELTA", filters::DELTA),
    ("FILTER_X86", filters::X86),
    ("FILTER_IA64", filters::IA64),
    ("FILTER_ARM", filters::ARM),
    ("FILTER_ARMTHUMB", filters::ARM_THUMB),
    ("FILTER_SPARC", filters::SPARC),
    ("FILTER_POWERPC", filters::POWERPC),
    ("MF_HC3", 3),
    ("MF_HC4", 4),
    ("MF_BT2", 0x12),
    ("MF_BT3", 0x13),
    ("MF_BT4", 0x14),
    ("MODE_FAST", 1),
    ("MODE_NORMAL", 2),
    ("PRESET_DEFAULT", 6),
    ("PRESET_EXTREME", 1 << 31),
];

/// The check of a stream whose header has not been read.
const UNKNOWN: usize = 16;

fn init(vm: &mut Vm, namespace: &Py<Dict>) -> PyResult<()> {
    for (name, number) in NUMBERS {
        let number = int::from_u64(vm, number);
        set(vm, namespace, name, number);
    }
    let base = vm.types.exception.clone();
    let error = native::new_exception(vm, "_lzma", "LZMAError", &base)?;
    let doc = vm.new_str("Call to liblzma failed.").into_value();
    let name = vm.intern("__doc__");
    crate::protocol::attribute::set(vm, error.as_value(), &name, Some(&doc))?;
    set(vm, namespace, "LZMAError", error);
    Ok(())
}

/// What liblzma says went wrong.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    Data,
    Options,
    Format,
    MemoryLimit,
    Memory,
    Program,
    Check,
    Buffer,
}

impl From<xz::stream::Error> for Fault {
    fn from(error: xz::stream::Error) -> Fault {
        use xz::stream::Error;
        match error {
            Error::Data => Fault::Data,
            Error::Options => Fault::Options,
            Error::Format => Fault::Format,
            Error::MemLimit => Fault::MemoryLimit,
            Error::Mem => Fault::Memory,
            Error::Program | Error::NoCheck => Fault::Program,
            Error::UnsupportedCheck => Fault::Check,
        }
    }
}

/// LZMAError "Corrupt input data" and its kin.
#[cold]
pub fn refused(vm: &mut Vm, fault: Fault) -> Raised {
    let text = match fault {
        Fault::Memory => return vm.memory_error(),
        Fault::Data => "Corrupt input data",
        Fault::Options => "Invalid or unsupported options",
        Fault::Format => "Input format not supported by decoder",
        Fault::MemoryLimit => "Memory usage limit exceeded",
        Fault::Program => "Internal error",
        Fault::Check => "Unsupported integrity check",
        Fault::Buffer => "Insufficient buffer space",
    };
    error(vm, text)
}

/// LZMAError.
#[cold]
pub fn error(vm: &mut Vm, message: &str) -> Raised {
    let Some(class) = native::exception_of(vm, "_lzma", "LZMAError") else { return vm.value_error(message) };
    let text = vm.new_str(message).into_value();
    let exception = exception::new(vm, &class, vec![text]);
    vm.raise(exception)
}

static COMPRESSOR: NativeClass = NativeClass::new(ClassSpec {
    module: "_lzma",
    flags: ClassFlags::HEAP_TYPE,
    slots: Slots { new: Some(new_compressor), ..Slots::EMPTY },
    methods: &[
        NativeDef::one("compress", |vm, this, data| {
            let data = bytes::required(vm, data)?;
            compress(vm, this, &data, Action::Run, "Compressor has been flushed")
        }),
        NativeDef::none("flush", |vm, this| {
            let written = compress(vm, this, &[], Action::Finish, "Repeated call to flush()");
            this.expect::<LzmaCompressor>().stream.take();
            written
        }),
    ],
    ..ClassSpec::new("LZMACompressor", Layout::of::<LzmaCompressor>())
});

static DECOMPRESSOR: NativeClass = NativeClass::new(ClassSpec {
    module: "_lzma",
    flags: ClassFlags::HEAP_TYPE,
    slots: Slots { new: Some(new_decompressor), ..Slots::EMPTY },
    methods: &[NativeDef::keywords("decompress", "data, max_length=-1", decompress)],
    getset: &[
        GetSet::read_only("check", |_, this| Ok(Value::index(this.expect::<LzmaDecompressor>().check.get()))).member(),
        GetSet::read_only("eof", |_, this| Ok(Value::bool(progress(this).at_end.get()))).member(),
        GetSet::read_only("needs_input", |_, this| Ok(Value::bool(progress(this).needs_input.get()))).member(),
        GetSet::read_only("unused_data", |vm, this| Ok(progress(this).unused.get(&vm.heap).clone())).member(),
    ],
    ..ClassSpec::new("LZMADecompressor", Layout::of::<LzmaDecompressor>())
});

/// A stream that is being written; none when it has been flushed.
pub struct LzmaCompressor {
    stream: RefCell<Option<Stream>>,
}

payload! { LzmaCompressor: Atom, size 192; }

/// A stream that is being read.
pub struct LzmaDecompressor {
    stream: RefCell<Stream>,
    /// The check that the stream has, by its number.
    check: Cell<usize>,
    /// Its first bytes, which say so.
    head: RefCell<Vec<u8>>,
    progress: Progress,
}

// As `Bz2Decompressor`.
payload! { LzmaDecompressor: Lazy, size 208;
    references { progress }
}

fn progress(this: &Value) -> &Progress {
    &this.expect::<LzmaDecompressor>().progress
}

fn given(value: &Slot) -> Option<&Value> {
    value.as_ref().filter(|value| !value.is_none())
}

fn number_or(vm: &mut Vm, value: &Slot, default: i32) -> PyResult<i32> {
    value.as_ref().map_or(Ok(default), |value| number::int_argument(vm, value))
}

fn new_compressor(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let bound =
        arguments::bind(vm, "LZMACompressor", "format=FORMAT_XZ, check=-1, preset=None, filters=None", arguments)?;
    let (format, check) = (number_or(vm, &bound[0], 1)?, number_or(vm, &bound[1], -1)?);
    let (preset, specs) = (given(&bound[2]), given(&bound[3]));
    if preset.is_some() && specs.is_some() {
        return Err(vm.value_error("Cannot specify both preset and filter chain"));
    }
    let preset = preset.map_or(Ok(6), |preset| filters::word(vm, preset))?;
    if format != 1 && check != -1 && check != 0 {
        return Err(vm.value_error("Integrity checks are only supported by FORMAT_XZ"));
    }
    let stream = match (format, specs) {
        (1, specs) => {
            let check = match check {
                0 => Check::None,
                1 => Check::Crc32,
                -1 | 4 => Check::Crc64,
                10 => Check::Sha256,
                2..16 => return Err(refused(vm, Fault::Check)),
                _ => return Err(refused(vm, Fault::Program)),
            };
            match specs {
                None => Stream::new_easy_encoder(preset, check),
                Some(specs) => {
                    let chain = filters::chain(vm, specs)?;
                    let chain = filters::built(vm, &chain)?;
                    Stream::new_stream_encoder(&chain, check)
                }
            }
        }
        (2, None) => {
            let settings = filters::Settings::preset(vm, preset)?;
            Stream::new_lzma_encoder(settings.options())
        }
        (2, Some(specs)) => {
            let chain = filters::chain(vm, specs)?;
            let [Filter::Lzma(LZMA1, settings)] = &chain[..] else {
                return Err(vm.value_error("Invalid filter chain for FORMAT_ALONE - must be a single LZMA1 filter"));
            };
            Stream::new_lzma_encoder(settings.options())
        }
        (3, None) => return Err(vm.value_error("Must specify filters for FORMAT_RAW")),
        (3, Some(specs)) => {
            let chain = filters::chain(vm, specs)?;
            let chain = filters::built(vm, &chain)?;
            Stream::new_raw_encoder(&chain)
        }
        _ => return Err(vm.value_error(format!("Invalid container format: {format}"))),
    };
    let stream = stream.map_err(|fault| refused(vm, fault.into()))?;
    Ok(vm.heap.alloc(class, LzmaCompressor { stream: RefCell::new(Some(stream)) }).into_value())
}

fn compress(vm: &mut Vm, this: &Value, data: &[u8], action: Action, ended: &str) -> PyResult {
    let Some(mut stream) = this.expect::<LzmaCompressor>().stream.take() else { return Err(vm.value_error(ended)) };
    let mut rest = data;
    let mut output = Vec::new();
    let result = loop {
        output.reserve(BLOCK);
        let before = (stream.total_in(), output.len());
        let status = stream.process_vec(rest, &mut output, action);
        rest = &rest[(stream.total_in() - before.0) as usize..];
        match status {
            Ok(Status::StreamEnd) => break Ok(()),
            Ok(_) if matches!(action, Action::Run) && rest.is_empty() && output.len() < output.capacity() => {
                break Ok(());
            }
            Ok(_) => {}
            Err(fault) => break Err(refused(vm, fault.into())),
        }
    };
    this.expect::<LzmaCompressor>().stream.replace(Some(stream));
    result.map(|()| bytes::new(vm, output))
}

fn new_decompressor(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let bound = arguments::bind(vm, "LZMADecompressor", "format=FORMAT_AUTO, memlimit=None, filters=None", arguments)?;
    let format = number_or(vm, &bound[0], 0)?;
    let (limit, specs) = (given(&bound[1]), given(&bound[2]));
    let limit = match limit {
        Some(_) if format == 3 => return Err(vm.value_error("Cannot specify memory limit with FORMAT_RAW")),
        Some(limit) => filters::wide(vm, limit)?,
        None => u64::MAX,
    };
    if format == 3 && specs.is_none() {
        return Err(vm.value_error("Must specify filters for FORMAT_RAW"));
    }
    if format != 3 && specs.is_some() {
        return Err(vm.value_error("Cannot specify filters except with FORMAT_RAW"));
    }
    let stream = match (format, specs) {
        (0, _) => Stream::new_auto_decoder(limit, 0),
        (1, _) => Stream::new_stream_decoder(limit, 0),
        (2, _) => Stream::new_lzma_decoder(limit),
        (3, Some(specs)) => {
            let chain = filters::chain(vm, specs)?;
            let chain = filters::built(vm, &chain)?;
            Stream::new_raw_decoder(&chain)
        }
        _ => return Err(vm.value_error(format!("Invalid container format: {format}"))),
    };
    let stream = stream.map_err(|fault| refused(vm, fault.into()))?;
    let payload = LzmaDecompressor {
        stream: RefCell::new(stream),
        check: Cell::new(if format >= 2 { 0 } else { UNKNOWN }),
        head: RefCell::default(),
        progress: Progress::new(vm),
    };
    Ok(vm.heap.alloc(class, payload).into_value())
}

/// Bytes of the header of a stream in the format XZ.
const HEADER: usize = 12;

impl LzmaDecompressor {
    /// Remembers what has been read until the check is known.
    fn note(&self, read: &[u8]) {
        let mut head = self.head.borrow_mut();
        if self.check.get() != UNKNOWN || head.len() == HEADER {
            return;
        }
        let wanted = HEADER - head.len();
        head.extend(&read[..read.len().min(wanted)]);
        match head.first() {
            // The format before XZ has none.
            Some(first) if *first != 0xfd => self.check.set(0),
            _ if head.len() == HEADER => self.check.set(usize::from(head[7] & 15)),
            _ => {}
        }
    }
}

fn decompress(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let data = bound[0].as_ref().map_or(Ok(Vec::new()), |data| bytes::required(vm, data))?;
    let limit = bound[1].as_ref().map_or(Ok(-1), |limit| number::ssize_argument(vm, limit))?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let this = this.expect::<LzmaDecompressor>().clone();
    if this.progress.at_end.get() {
        return Err(vm.eof_error("Already at end of stream"));
    }
    let mut stream = this.stream.borrow_mut();
    this.progress.advance(vm, data, |vm, rest| {
        let mut output = Vec::new();
        loop {
            let (start, room) = (output.len(), BLOCK.min(limit - output.len()));
            output.resize(start + room, 0);
            let before = (stream.total_in(), stream.total_out());
            let status = stream.process(rest, &mut output[start..], Action::Run);
            let (read, behind) = rest.split_at((stream.total_in() - before.0) as usize);
            this.note(read);
            *rest = behind;
            let written = (stream.total_out() - before.1) as usize;
            output.truncate(start + written);
            let is_end = match status {
                Ok(Status::MemNeeded) if !rest.is_empty() => return Err(refused(vm, Fault::Buffer)),
                Ok(status) => status == Status::StreamEnd,
                Err(fault) => return Err(refused(vm, fault.into())),
            };
            let is_full = output.len() == limit;
            if is_end || is_full || rest.is_empty() && written < room {
                return Ok(Read { output, is_end, has_more: is_full });
            }
        }
    })
}
