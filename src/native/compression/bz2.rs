//! `_bz2`, over the crate `bzip2`.

use std::cell::RefCell;

use bzip2::{Action, Compress, Compression, Decompress, Error, Status};

use super::{BLOCK, Progress, Read};
use crate::native::{ModuleSpec, NativeClass};
use crate::object::{ClassFlags, Layout, Py, Slot, Value, payload};
use crate::protocol::number;
use crate::types::bytes;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, Slots};
use crate::vm::{PyResult, Raised, Vm, arguments};

/// The declaration of the module.
pub const SPEC: ModuleSpec =
    ModuleSpec { name: "_bz2", functions: &[], classes: &[&COMPRESSOR, &DECOMPRESSOR], init: None };

static COMPRESSOR: NativeClass = NativeClass::new(ClassSpec {
    module: "_bz2",
    flags: ClassFlags::HEAP_TYPE,
    slots: Slots { new: Some(new_compressor), ..Slots::EMPTY },
    methods: &[
        NativeDef::one("compress", |vm, this, data| {
            let data = bytes::required(vm, data)?;
            compress(vm, this, &data, Action::Run, "Compressor has been flushed")
        }),
        NativeDef::none("flush", |vm, this| {
            let written = compress(vm, this, &[], Action::Finish, "Repeated call to flush()")?;
            this.expect::<Bz2Compressor>().stream.take();
            Ok(written)
        }),
    ],
    ..ClassSpec::new("BZ2Compressor", Layout::of::<Bz2Compressor>())
});

static DECOMPRESSOR: NativeClass = NativeClass::new(ClassSpec {
    module: "_bz2",
    flags: ClassFlags::HEAP_TYPE,
    slots: Slots { new: Some(new_decompressor), ..Slots::EMPTY },
    methods: &[NativeDef::keywords("decompress", "data, max_length=-1", decompress)],
    getset: &[
        GetSet::read_only("eof", |_, this| Ok(Value::bool(progress(this).at_end.get()))).member(),
        GetSet::read_only("unused_data", |vm, this| Ok(progress(this).unused.get(&vm.heap).clone())).member(),
        GetSet::read_only("needs_input", |_, this| Ok(Value::bool(progress(this).needs_input.get()))).member(),
    ],
    ..ClassSpec::new("BZ2Decompressor", Layout::of::<Bz2Decompressor>())
});

/// A stream that is being written; none when it has been flushed.
pub struct Bz2Compressor {
    stream: RefCell<Option<Compress>>,
}

payload! { Bz2Compressor: Atom, size 112; }

/// A stream that is being read.
pub struct Bz2Decompressor {
    /// None after an error.
    stream: RefCell<Option<Decompress>>,
    progress: Progress,
}

// CPython's has no links: what `getsizeof` adds for those is left out of the size.
payload! { Bz2Decompressor: Lazy, size 136;
    references { progress }
}

fn progress(this: &Value) -> &Progress {
    &this.expect::<Bz2Decompressor>().progress
}

fn new_compressor(vm: &mut Vm, class: &Py<Class>, given: Arguments<'_>) -> PyResult {
    if !given.names.is_empty() {
        return Err(vm.type_error("BZ2Compressor() takes no keyword arguments"));
    }
    let bound = arguments::bind(vm, "BZ2Compressor", "compresslevel=9, /", given)?;
    let level = bound[0].as_ref().map_or(Ok(9), |level| number::int_argument(vm, level))?;
    let Some(level) = u32::try_from(level).ok().and_then(Compression::try_new) else {
        return Err(vm.value_error("compresslevel must be between 1 and 9"));
    };
    let stream = RefCell::new(Some(Compress::new(level, 0)));
    Ok(vm.heap.alloc(class, Bz2Compressor { stream }).into_value())
}

fn new_decompressor(vm: &mut Vm, class: &Py<Class>, given: Arguments<'_>) -> PyResult {
    if !given.values.is_empty() {
        let kind = if given.positional().is_empty() { "keyword" } else { "positional" };
        return Err(vm.type_error(format!("BZ2Decompressor() takes no {kind} arguments")));
    }
    let progress = Progress::new(vm);
    let stream = RefCell::new(Some(Decompress::new(false)));
    Ok(vm.heap.alloc(class, Bz2Decompressor { stream, progress }).into_value())
}

fn compress(vm: &mut Vm, this: &Value, data: &[u8], action: Action, ended: &str) -> PyResult {
    let Some(mut stream) = this.expect::<Bz2Compressor>().stream.take() else { return Err(vm.value_error(ended)) };
    let mut rest = data;
    let mut output = Vec::new();
    let result = loop {
        if rest.is_empty() && action == Action::Run {
            break Ok(());
        }
        output.reserve(BLOCK);
        let before = stream.total_in();
        let status = stream.compress_vec(rest, &mut output, action);
        rest = &rest[(stream.total_in() - before) as usize..];
        match status {
            Ok(Status::StreamEnd) => break Ok(()),
            Ok(_) => {}
            Err(error) => break Err(refused(vm, error)),
        }
    };
    this.expect::<Bz2Compressor>().stream.replace(Some(stream));
    result.map(|()| bytes::new(vm, output))
}

fn decompress(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let data = bound[0].as_ref().map_or(Ok(Vec::new()), |data| bytes::required(vm, data))?;
    let limit = bound[1].as_ref().map_or(Ok(-1), |limit| number::ssize_argument(vm, limit))?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let this = this.expect::<Bz2Decompressor>().clone();
    if this.progress.at_end.get() {
        return Err(vm.eof_error("End of stream already reached"));
    }
    let Some(mut stream) = this.stream.take() else {
        return Err(vm.value_error("Decompressor is unusable after a previous error"));
    };
    let result = this.progress.advance(vm, data, |vm, rest| {
        let mut output = Vec::new();
        loop {
            let (start, room) = (output.len(), BLOCK.min(limit - output.len()));
            output.resize(start + room, 0);
            let before = (stream.total_in(), stream.total_out());
            let status = stream.decompress(rest, &mut output[start..]);
            *rest = &rest[(stream.total_in() - before.0) as usize..];
            let written = (stream.total_out() - before.1) as usize;
            output.truncate(start + written);
            let is_end = match status {
                Ok(status) => status == Status::StreamEnd,
                Err(error) => return Err(refused(vm, error)),
            };
            if is_end || output.len() == limit || rest.is_empty() && written < room {
                return Ok(Read { output, is_end, has_more: false });
            }
        }
    });
    match result {
        Ok(_) => drop(this.stream.replace(Some(stream))),
        Err(_) => this.progress.needs_input.set(false),
    }
    result
}

/// OSError "Invalid data stream" and its kin.
#[cold]
fn refused(vm: &mut Vm, error: Error) -> Raised {
    match error {
        Error::Data | Error::DataMagic => vm.raise_message(|types| &types.os_error, "Invalid data stream"),
        Error::Param => vm.value_error("Internal error - invalid parameters passed to libbzip2"),
        Error::Sequence => vm.runtime_error("Internal error - Invalid sequence of commands sent to libbzip2"),
    }
}
