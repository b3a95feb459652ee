//! The codec registry: search functions, what they have found, and error handlers.
//!
//! CPython fills it while it starts, by importing `encodings`. Here that is imported when something is first asked of the
//! registry: the encodings that every program uses are written in Rust.

use super::handlers;
use crate::object::{Py, Str, Tuple, Value};
use crate::protocol;
use crate::types::bytearray::ByteArray;
use crate::types::bytes::Bytes;
use crate::types::class::NativeDef;
use crate::types::dict::Dict;
use crate::types::exception;
use crate::types::list::List;
use crate::types::native::NativeFunction;
use crate::vm::{PyResult, Raised, Vm};

/// The registry of an interpreter.
#[derive(Default)]
struct Registry {
    tables: Option<Tables>,
    /// Whether `encodings` has been imported, or is being imported.
    is_filled: bool,
}

#[derive(Clone)]
struct Tables {
    search_path: Py<List>,
    found: Py<Dict>,
    errors: Py<Dict>,
}

/// The error handlers that are there from the start.
static HANDLERS: &[(&str, NativeDef)] = &[
    ("strict", NativeDef::one("strict_errors", handlers::strict)),
    ("ignore", NativeDef::one("ignore_errors", handlers::ignore)),
    ("replace", NativeDef::one("replace_errors", handlers::replace)),
    ("xmlcharrefreplace", NativeDef::one("xmlcharrefreplace_errors", handlers::xml_replace)),
    ("backslashreplace", NativeDef::one("backslashreplace_errors", handlers::backslash_replace)),
    ("namereplace", NativeDef::one("namereplace_errors", handlers::name_replace)),
    ("surrogatepass", NativeDef::one("surrogatepass", handlers::surrogate_pass)),
    ("surrogateescape", NativeDef::one("surrogateescape", handlers::surrogate_escape)),
];

/// The tables, made when they are first needed. CPython has made them long before, so they bring no collection nearer.
fn tables(vm: &mut Vm) -> Tables {
    if let Some(tables) = &vm.states.get_or_default::<Registry>().tables {
        return tables.clone();
    }
    let counts = vm.heap.gc_counts();
    let tables = Tables { search_path: List::create(vm, Vec::new()), found: vm.new_dict(), errors: vm.new_dict() };
    for (name, def) in HANDLERS {
        let (name, function) = (vm.intern(name), NativeFunction::create(vm, def, None, None));
        drop(tables.errors.set_str(vm, &name, function));
    }
    vm.heap.restore_gc_counts(counts);
    vm.states.get_or_default::<Registry>().tables = Some(tables.clone());
    tables
}

/// Imports `encodings`, once.
fn fill(vm: &mut Vm) -> PyResult<()> {
    if std::mem::replace(&mut vm.states.get_or_default::<Registry>().is_filled, true) {
        return Ok(());
    }
    let (name, globals) = (vm.intern("encodings"), vm.builtins.clone());
    (vm.hooks.import_name)(vm, &name, &globals, &Value::NONE, 0).map(drop)
}

/// Lets go of everything, at the end of an interpreter.
pub fn clear(vm: &mut Vm) {
    let tables = vm.states.get_or_default::<Registry>().tables.take();
    drop(tables);
}

/// `codecs.register(function)`: TypeError "argument must be callable".
pub fn register(vm: &mut Vm, function: &Value) -> PyResult<()> {
    fill(vm)?;
    if vm.class_of(function).slots(&vm.heap).call.is_none() {
        return Err(vm.type_error("argument must be callable"));
    }
    let path = tables(vm).search_path;
    crate::types::list::push(path.items.get_mut(&mut vm.heap), function.clone());
    Ok(())
}

/// `codecs.unregister(function)`: forgets a search function and everything that has been found.
pub fn unregister(vm: &mut Vm, function: &Value) -> PyResult<()> {
    let tables = tables(vm);
    let position = tables.search_path.items.get(&vm.heap).iter().position(|known| known.is(function));
    if let Some(position) = position {
        let removed = tables.search_path.items.get_mut(&mut vm.heap).remove(position);
        let found = tables.found.take_table(&mut vm.heap);
        drop(found);
        drop(removed);
    }
    Ok(())
}

/// `codecs.lookup(encoding)`: what a search function has found, a tuple of four. LookupError "unknown encoding: x",
/// TypeError "codec search functions must return 4-tuples".
pub fn lookup(vm: &mut Vm, encoding: &str) -> PyResult<Value> {
    fill(vm)?;
    let tables = tables(vm);
    let plain = normalized(encoding);
    let name = vm.intern(&plain);
    if let Some(found) = tables.found.get_str(&vm.heap, &name) {
        return Ok(found.clone());
    }
    let mut index = 0;
    while let Some(function) = tables.search_path.items.get(&vm.heap).get(index).cloned() {
        index += 1;
        let found = protocol::call(vm, &function, &[name.to_value()])?;
        if found.is_none() {
            continue;
        }
        if found.cast::<Tuple>().is_none_or(|found| found.items().len() != 4) {
            return Err(vm.type_error("codec search functions must return 4-tuples"));
        }
        drop(tables.found.set_str(vm, &name, found.clone()));
        return Ok(found);
    }
    Err(vm.lookup_error(format!("unknown encoding: {encoding}")))
}

/// The name of an encoding in small letters, what separates its words being one underscore.
fn normalized(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    let mut gap = false;
    for c in name.chars() {
        if c.is_ascii_alphanumeric() || c == '.' {
            if gap && !plain.is_empty() {
                plain.push('_');
            }
            gap = false;
            plain.push(c.to_ascii_lowercase());
        } else {
            gap = true;
        }
    }
    plain
}

/// Which way is converted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Text to bytes, as a rule.
    Encode,
    /// Bytes to text.
    Decode,
}

impl Way {
    fn verb(self) -> &'static str {
        if self == Way::Encode { "encode" } else { "decode" }
    }
}

/// Adds to an exception what failed: "encoding with 'x' codec failed".
pub(super) fn noted(vm: &mut Vm, raised: Raised, doing: &str, encoding: &str) -> Raised {
    exception::noted(vm, raised, format!("{doing} with '{encoding}' codec failed"))
}

/// `codecs.encode` and `codecs.decode`: whatever the codec gives. TypeError "encoder must return a tuple (object,
/// integer)".
pub fn convert(vm: &mut Vm, object: &Value, encoding: &str, errors: Option<&str>, way: Way) -> PyResult {
    let codec = lookup(vm, encoding)?;
    convert_with(vm, &codec, object, encoding, errors, way)
}

fn convert_with(
    vm: &mut Vm,
    codec: &Value,
    object: &Value,
    encoding: &str,
    errors: Option<&str>,
    way: Way,
) -> PyResult {
    let index = usize::from(way == Way::Decode);
    let function = codec.cast::<Tuple>().and_then(|codec| codec.items().get(index)).cloned().unwrap_or(Value::NONE);
    let mut arguments = vec![object.clone()];
    if let Some(errors) = errors {
        arguments.push(vm.new_str(errors).into_value());
    }
    let (doing, noun) = if way == Way::Encode { ("encoding", "encoder") } else { ("decoding", "decoder") };
    let answer = match protocol::call(vm, &function, &arguments) {
        Ok(answer) => answer,
        Err(raised) => return Err(noted(vm, raised, doing, encoding)),
    };
    match answer.cast::<Tuple>().map(|answer| answer.items()) {
        Some([result, _]) => Ok(result.clone()),
        _ => Err(vm.type_error(format!("{noun} must return a tuple (object, integer)"))),
    }
}

/// The codec of a text encoding; LookupError "'hex' is not a text encoding", with `instead` behind it.
pub fn text_codec(vm: &mut Vm, encoding: &str, instead: Option<&str>) -> PyResult {
    let codec = lookup(vm, encoding)?;
    if vm.is_exactly(&codec, &vm.types.tuple) {
        return Ok(codec);
    }
    let name = vm.intern("_is_text_encoding");
    if let Some(is_text) = protocol::attribute::get_optional(vm, &codec, &name)?
        && !protocol::is_true(vm, &is_text)?
    {
        let instead = instead.map(|function| format!("; use {function} to handle arbitrary codecs"));
        let text = format!("'{encoding}' is not a text encoding{}", instead.unwrap_or_default());
        return Err(vm.lookup_error(text));
    }
    Ok(codec)
}

fn convert_text(vm: &mut Vm, object: &Value, encoding: &str, errors: Option<&str>, way: Way) -> PyResult {
    let codec = text_codec(vm, encoding, Some(&format!("codecs.{}()", way.verb())))?;
    convert_with(vm, &codec, object, encoding, errors, way)
}

/// `text.encode(encoding, errors)`: TypeError "'x' encoder returned 'str' instead of 'bytes'; use codecs.encode() to
/// encode to arbitrary types".
pub(super) fn encode_text(vm: &mut Vm, text: &Py<Str>, encoding: &str, errors: Option<&str>) -> PyResult<Vec<u8>> {
    let answer = convert_text(vm, text.as_value(), encoding, errors, Way::Encode)?;
    if let Some(bytes) = answer.cast::<Bytes>() {
        return Ok(bytes.data.to_vec());
    }
    if let Some(array) = answer.cast::<ByteArray>() {
        let data = array.data.get(&vm.heap).clone();
        let category = vm.types.runtime_warning.clone();
        let text = format!(
            "encoder {encoding} returned bytearray instead of bytes; use codecs.encode() to encode to arbitrary types"
        );
        (vm.hooks.warn)(vm, &category, &text)?;
        return Ok(data);
    }
    let class = vm.class_name(&answer);
    Err(vm.type_error(format!(
        "'{encoding}' encoder returned '{class}' instead of 'bytes'; use codecs.encode() to encode to arbitrary types"
    )))
}

/// `data.decode(encoding, errors)`: the codec is given a view of the data. TypeError "'x' decoder returned 'int' instead
/// of 'str'; use codecs.decode() to decode to arbitrary types".
pub(super) fn decode_text(vm: &mut Vm, data: &[u8], encoding: &str, errors: Option<&str>) -> PyResult<Py<Str>> {
    let object = crate::types::bytes::new(vm, data);
    let class = vm.types.memoryview.to_value();
    let view = protocol::call(vm, &class, &[object])?;
    let answer = convert_text(vm, &view, encoding, errors, Way::Decode)?;
    match answer.cast::<Str>() {
        Some(text) => Ok(text.clone()),
        None => {
            let class = vm.class_name(&answer);
            Err(vm.type_error(format!(
                "'{encoding}' decoder returned '{class}' instead of 'str'; use codecs.decode() to decode to arbitrary \
                 types"
            )))
        }
    }
}

/// `codecs.register_error(name, handler)`: TypeError "handler must be callable".
pub fn register_error(vm: &mut Vm, name: &str, handler: &Value) -> PyResult<()> {
    if vm.class_of(handler).slots(&vm.heap).call.is_none() {
        return Err(vm.type_error("handler must be callable"));
    }
    let (errors, name) = (tables(vm).errors, vm.intern(name));
    drop(errors.set_str(vm, &name, handler.clone()));
    Ok(())
}

/// `_codecs._unregister_error(name)`: whether there was one. ValueError of one that is there from the start.
pub fn unregister_error(vm: &mut Vm, name: &str) -> PyResult<bool> {
    if HANDLERS.iter().any(|(known, _)| *known == name) {
        return Err(vm.value_error(format!("cannot un-register built-in error handler '{name}'")));
    }
    let (errors, name) = (tables(vm).errors, vm.intern(name));
    let removed = errors.remove_str(vm, &name);
    Ok(removed.is_some())
}

/// `codecs.lookup_error(name)`: LookupError "unknown error handler name 'x'".
pub fn error_handler(vm: &mut Vm, name: &str) -> PyResult {
    let (errors, key) = (tables(vm).errors, vm.intern(name));
    match errors.get_str(&vm.heap, &key).cloned() {
        Some(handler) => Ok(handler),
        None => Err(vm.lookup_error(format!("unknown error handler name '{name}'"))),
    }
}
