//! `bytes(…)`, and reading bytes from what is given for them.

use super::{Request, new as new_bytes, of_class, read, view};
use crate::object::{Py, Slot, Str, Value};
use crate::protocol::call::call_special;
use crate::protocol::{iterate, number};
use crate::text::room::{Room, owned};
use crate::types::class::{Arguments, Class};
use crate::types::codec;
use crate::types::int::{self, Number};
use crate::vm::arguments::bind;
use crate::vm::{PyResult, Vm};

/// `bytes.__new__`.
pub(super) fn new(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let arguments = SourceArguments::read(vm, "bytes", arguments)?;
    if let SourceArguments { source: Some(only), encoding: None, errors: None } = &arguments {
        if class.is(&vm.types.bytes) && vm.is_exactly(only, &vm.types.bytes) {
            return Ok(only.clone());
        }
        if let Some(result) = by_method(vm, only)? {
            if class.is(&vm.types.bytes) {
                return Ok(result);
            }
            let data = view(vm, &result).map(owned).unwrap_or_default();
            return Ok(of_class(vm, class, data));
        }
    }
    let data = match source(vm, arguments)? {
        Source::Data(data) => data,
        Source::Object(object) => from_iterable(vm, &object, "bytes")?,
    };
    if class.is(&vm.types.bytes) { Ok(new_bytes(vm, data)) } else { Ok(of_class(vm, class, data)) }
}

/// What `__bytes__` gives; TypeError "__bytes__ returned non-bytes (type str)".
fn by_method(vm: &mut Vm, value: &Value) -> PyResult<Slot> {
    let name = vm.names.bytes.clone();
    let Some(result) = call_special(vm, value, &name, &[])? else { return Ok(None) };
    if result.has::<super::Bytes>() {
        return Ok(Some(result));
    }
    let name = vm.class_name(&result);
    Err(vm.type_error(format!("__bytes__ returned non-bytes (type {name})")))
}

/// What `bytes` and `bytearray` are made from.
pub enum Source {
    /// These bytes: a text, encoded, or so many zeros.
    Data(Vec<u8>),
    /// Something bytes-like or an iterable of ints.
    Object(Value),
}

/// The arguments `source, encoding, errors` of `bytes` and `bytearray`.
pub struct SourceArguments {
    source: Slot,
    encoding: Option<String>,
    errors: Option<String>,
}

impl SourceArguments {
    /// Those given to `kind`; TypeError "bytes() argument 'encoding' must be str, not int".
    pub fn read(vm: &mut Vm, kind: &str, arguments: Arguments<'_>) -> PyResult<SourceArguments> {
        let mut bound = bind(vm, kind, "source=b'', encoding=None, errors=None", arguments)?.into_iter();
        let (source, encoding, errors) = (bound.next().flatten(), bound.next().flatten(), bound.next().flatten());
        let encoding = codec::name_argument(vm, kind, "encoding", encoding.as_ref())?;
        let errors = codec::name_argument(vm, kind, "errors", errors.as_ref())?;
        Ok(SourceArguments { source, encoding, errors })
    }
}

/// What the arguments of `bytes` and `bytearray` stand for.
pub fn source(vm: &mut Vm, arguments: SourceArguments) -> PyResult<Source> {
    let SourceArguments { source, encoding, errors } = arguments;
    let text = source.as_ref().and_then(|source| source.cast::<Str>());
    match (text, &encoding, &errors) {
        (Some(text), Some(_), _) => {
            return codec::encode(vm, text, encoding.as_deref(), errors.as_deref()).map(Source::Data);
        }
        (Some(_), None, _) => return Err(vm.type_error("string argument without an encoding")),
        (None, Some(_), _) => return Err(vm.type_error("encoding without a string argument")),
        (None, None, Some(_)) => return Err(vm.type_error("errors without a string argument")),
        (None, None, None) => {}
    }
    let Some(source) = source else { return Ok(Source::Data(Vec::new())) };
    let count = if number::has_index(vm, &source) {
        let count = number::size_index(vm, &source);
        // What is no index after all may still be iterated.
        vm.catch(count, |types| &types.type_error)?
    } else {
        None
    };
    if let Some(count) = count {
        let Ok(count) = usize::try_from(count) else { return Err(vm.value_error("negative count")) };
        let mut zeros = Vec::new();
        if zeros.try_reserve_exact(count).is_err() {
            return Err(vm.memory_error());
        }
        zeros.resize(count, 0);
        return Ok(Source::Data(zeros));
    }
    Ok(Source::Object(source))
}

/// The bytes an object stands for in `int.from_bytes`; TypeError "cannot convert 'int' object to bytes".
pub fn from_object(vm: &mut Vm, value: &Value) -> PyResult<Vec<u8>> {
    if let Some(result) = by_method(vm, value)? {
        return Ok(view(vm, &result).map(owned).unwrap_or_default());
    }
    from_iterable(vm, value, "bytes")
}

/// The bytes of something bytes-like or of an iterable of ints; TypeError "cannot convert 'int' object to bytes".
pub fn from_iterable(vm: &mut Vm, value: &Value, kind: &str) -> PyResult<Vec<u8>> {
    if let Some(data) = read(vm, value, Request::Full)? {
        return Ok(data);
    }
    if value.has::<Str>() || !iterate::is_iterable(vm, value) {
        let name = vm.class_name(value);
        return Err(vm.type_error(format!("cannot convert '{name}' object to {kind}")));
    }
    let unit = if kind == "bytes" { "bytes" } else { "byte" };
    let mut data = Vec::new();
    if kind == "bytes" && iterate::exact_items(vm, value).is_none() {
        let iterator = iterate::iter(vm, value)?;
        iterate::length_hint(vm, value, 64)?;
        while let Some(item) = iterate::next(vm, &iterator)? {
            data.put(byte(vm, &item, unit)?);
        }
        return Ok(data);
    }
    iterate::for_each_item(vm, value, |vm, item| {
        data.put(byte(vm, &item, unit)?);
        Ok(())
    })?;
    Ok(data)
}

/// An int as a byte; ValueError "byte must be in range(0, 256)" with `unit` for the first word.
pub fn byte(vm: &mut Vm, value: &Value, unit: &str) -> PyResult<u8> {
    let number = number::index(vm, value)?;
    match int::number(&number) {
        Number::Small(byte @ 0..256) => Ok(byte as u8),
        _ => Err(vm.value_error(format!("{unit} must be in range(0, 256)"))),
    }
}
