//! `MultibyteStreamReader` and `MultibyteStreamWriter`.

use super::NativeClass;
use super::convert::End;
use super::converter::{Converter, ERRORS, Piece, Way};
use super::incremental::FLAGS;
use crate::object::{Layout, OwnDict, Py, Value, payload};
use crate::protocol::{attribute, call, number, sequence, subscript};
use crate::text::str_methods::{self, LineBreaks};
use crate::types::bytes::{self, Bytes};
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, Slots};
use crate::types::int::{self, Number};
use crate::types::list::List;
use crate::vm::{PyResult, Vm, arguments};

/// The declaration of `MultibyteStreamReader`.
pub static READER: NativeClass = NativeClass::new(ClassSpec {
    module: "_multibytecodec",
    flags: FLAGS,
    slots: Slots {
        getattro: Some(attribute::generic_get),
        new: Some(new_reader),
        init: Some(|_, _, _| Ok(())),
        ..Slots::EMPTY
    },
    methods: &[
        NativeDef::positional("read", 0, 1, |vm, this, values| {
            let text = read(vm, this, "read", values)?;
            Ok(vm.new_str_bytes(&text).into_value())
        }),
        NativeDef::positional("readline", 0, 1, |vm, this, values| {
            let text = read(vm, this, "readline", values)?;
            Ok(vm.new_str_bytes(&text).into_value())
        }),
        NativeDef::positional("readlines", 0, 1, |vm, this, values| {
            let text = read(vm, this, "read", values)?;
            let lines = str_methods::splitlines(&text, LineBreaks::Keep);
            let lines = lines.into_iter().map(|line| vm.new_str_bytes(line).into_value()).collect();
            Ok(List::create(vm, lines).into_value())
        }),
        NativeDef::none("reset", |_, this| {
            this.expect::<MultibyteStreamReader>().converter.reset_decoder();
            Ok(Value::NONE)
        }),
    ],
    getset: &[
        GetSet::read_only("stream", |_, this| Ok(this.expect::<MultibyteStreamReader>().stream.clone())).member(),
        ERRORS,
    ],
    ..ClassSpec::new("MultibyteStreamReader", Layout::of::<MultibyteStreamReader>())
});

/// The declaration of `MultibyteStreamWriter`.
pub static WRITER: NativeClass = NativeClass::new(ClassSpec {
    module: "_multibytecodec",
    flags: FLAGS,
    slots: Slots {
        getattro: Some(attribute::generic_get),
        new: Some(new_writer),
        init: Some(|_, _, _| Ok(())),
        ..Slots::EMPTY
    },
    methods: &[
        NativeDef::one("write", |vm, this, text| write(vm, this, text).map(|()| Value::NONE)),
        NativeDef::one("writelines", write_lines),
        NativeDef::none("reset", reset_writer),
    ],
    getset: &[
        GetSet::read_only("stream", |_, this| Ok(this.expect::<MultibyteStreamWriter>().stream.clone())).member(),
        ERRORS,
    ],
    ..ClassSpec::new("MultibyteStreamWriter", Layout::of::<MultibyteStreamWriter>())
});

/// A decoder of what another object reads.
pub struct MultibyteStreamReader {
    /// What it shares with the others.
    pub converter: Converter,
    stream: Value,
}

payload! { MultibyteStreamReader: AtBirth, size 64, own_dict OwnDict::ClassUnseen;
    references { converter = .errors, stream = .stream }
}

/// An encoder of what another object writes.
pub struct MultibyteStreamWriter {
    /// What it shares with the others.
    pub converter: Converter,
    stream: Value,
}

payload! { MultibyteStreamWriter: AtBirth, size 56, own_dict OwnDict::ClassUnseen;
    references { converter = .errors, stream = .stream }
}

const PARAMETERS: &str = "stream, errors='strict'";

fn new_reader(vm: &mut Vm, class: &Py<Class>, given: Arguments<'_>) -> PyResult {
    let bound = arguments::bind(vm, "StreamReader", PARAMETERS, given)?;
    let converter = Converter::new(vm, class, ("StreamReader", 2), bound[1].as_ref(), Way::Decode)?;
    let stream = bound[0].clone().unwrap_or(Value::NONE);
    Ok(vm.heap.alloc(class, MultibyteStreamReader { converter, stream }).into_value())
}

fn new_writer(vm: &mut Vm, class: &Py<Class>, given: Arguments<'_>) -> PyResult {
    let bound = arguments::bind(vm, "StreamWriter", PARAMETERS, given)?;
    let converter = Converter::new(vm, class, ("StreamWriter", 2), bound[1].as_ref(), Way::Encode)?;
    let stream = bound[0].clone().unwrap_or(Value::NONE);
    Ok(vm.heap.alloc(class, MultibyteStreamWriter { converter, stream }).into_value())
}

/// The size that is asked for, if one is: TypeError "arg 1 must be an integer".
fn size_argument(vm: &mut Vm, values: &[Value]) -> PyResult<isize> {
    match values.first().filter(|size| !size.is_none()) {
        None => Ok(-1),
        Some(size) if Number::of(size).is_some() => number::ssize_argument(vm, size),
        Some(_) => Err(vm.type_error("arg 1 must be an integer")),
    }
}

/// What the stream's `method` gives, decoded, as WTF-8. After a size, byte by byte until that is a character. TypeError
/// "stream function returned a non-bytes object (str)".
fn read(vm: &mut Vm, this: &Value, method: &str, values: &[Value]) -> PyResult<Vec<u8>> {
    let mut size = size_argument(vm, values)?;
    if size == 0 {
        return Ok(Vec::new());
    }
    let (reader, method) = (this.expect::<MultibyteStreamReader>().clone(), vm.intern(method));
    let mut exception = None;
    loop {
        let asked = if size < 0 { Vec::new() } else { vec![int::from_i64(vm, i64::from(size as i32))] };
        let answer = call::call_method(vm, &reader.stream, &method, &asked)?;
        let Some(data) = answer.cast::<Bytes>().map(|data| data.data.to_vec()) else {
            let class = vm.class_name(&answer);
            return Err(vm.type_error(format!("stream function returned a non-bytes object ({class})")));
        };
        let is_end = data.is_empty();
        let has_nothing = is_end && !reader.converter.has_pending();
        let piece = if is_end || size < 0 { Piece::Last } else { Piece::Inner };
        let text = reader.converter.decode(vm, &data, piece, &mut exception)?;
        if size < 0 || !text.is_empty() || has_nothing {
            return Ok(text);
        }
        size = 1;
    }
}

fn write(vm: &mut Vm, this: &Value, text: &Value) -> PyResult<()> {
    let writer = this.expect::<MultibyteStreamWriter>().clone();
    let data = writer.converter.encode(vm, text, End::Open)?;
    let (data, method) = (bytes::new(vm, data), vm.intern("write"));
    call::call_method(vm, &writer.stream, &method, &[data]).map(drop)
}

/// `writelines(lines)`: TypeError "arg must be a sequence object".
fn write_lines(vm: &mut Vm, this: &Value, lines: &Value) -> PyResult {
    if !sequence::is_sequence(vm, lines) {
        return Err(vm.type_error("arg must be a sequence object"));
    }
    let mut index = 0;
    while index < sequence::len(vm, lines)? {
        let line = subscript::get(vm, lines, &Value::index(index))?;
        write(vm, this, &line)?;
        index += 1;
    }
    Ok(Value::NONE)
}

/// `reset()`: writes what waits.
fn reset_writer(vm: &mut Vm, this: &Value) -> PyResult {
    let writer = this.expect::<MultibyteStreamWriter>().clone();
    if writer.converter.pending.borrow().is_none() {
        return Ok(Value::NONE);
    }
    let data = writer.converter.flush(vm)?;
    if !data.is_empty() {
        let (data, method) = (bytes::new(vm, data), vm.intern("write"));
        call::call_method(vm, &writer.stream, &method, &[data])?;
    }
    Ok(Value::NONE)
}
