//! `marshal`: CPython's format for everything but code, which is our own (`compiler/src/image`).

mod read;
mod write;

use super::{ModuleSpec, set};
use crate::object::{Slot, Value};
use crate::protocol::{self, number};
use crate::types::bytes;
use crate::types::class::NativeDef;
use crate::types::int;
use crate::vm::{PyResult, Vm};

/// The version that is written: that of CPython 3.14, which has slices.
const VERSION: i32 = 5;

/// How deep values may lie in each other, as in CPython.
const DEEPEST: u32 = 2000;

/// Set in the byte of a type when the value can be referred to later.
const REFERABLE: u8 = 0x80;

/// The declaration of `marshal`.
pub static SPEC: ModuleSpec = ModuleSpec {
    name: "marshal",
    functions: &[
        NativeDef::keywords("dumps", "value, version=5, /, *, allow_code=True", |vm, _, bound| {
            let [Some(value), version, code] = bound else { return Ok(Value::NONE) };
            let options = options(vm, version.as_ref(), code.as_ref())?;
            let data = write::write(vm, value, options)?;
            Ok(bytes::new(vm, data))
        }),
        NativeDef::keywords("dump", "value, file, version=5, /, *, allow_code=True", |vm, _, bound| {
            let [Some(value), Some(file), version, code] = bound else { return Ok(Value::NONE) };
            let options = options(vm, version.as_ref(), code.as_ref())?;
            let data = write::write(vm, value, options)?;
            let (method, data) = (vm.intern("write"), bytes::new(vm, data));
            protocol::call_method(vm, file, &method, &[data])
        }),
        NativeDef::keywords("loads", "bytes, /, *, allow_code=True", |vm, _, bound| {
            let [Some(data), code] = bound else { return Ok(Value::NONE) };
            let data = bytes::required(vm, data)?;
            let code = allows_code(vm, code.as_ref())?;
            read::read(vm, &data, code).map(|(value, _)| value)
        }),
        NativeDef::keywords("load", "file, /, *, allow_code=True", load),
    ],
    classes: &[],
    init: Some(|vm, namespace| {
        let version = int::from_i64(vm, i64::from(VERSION));
        set(vm, namespace, "version", version);
        Ok(())
    }),
};

/// Whether code objects may be written and read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CodeObjects {
    Allowed,
    Refused,
}

#[derive(Clone, Copy)]
struct Options {
    version: i32,
    code: CodeObjects,
}

fn options(vm: &mut Vm, version: Option<&Value>, code: Option<&Value>) -> PyResult<Options> {
    let version = match version {
        Some(version) => number::int_argument(vm, version)?,
        None => VERSION,
    };
    Ok(Options { version, code: allows_code(vm, code)? })
}

fn allows_code(vm: &mut Vm, flag: Option<&Value>) -> PyResult<CodeObjects> {
    let allowed = match flag {
        Some(flag) => protocol::is_true(vm, flag)?,
        None => true,
    };
    Ok(if allowed { CodeObjects::Allowed } else { CodeObjects::Refused })
}

/// `marshal.load(file)`: one value, and no byte of the file more. A file that can go back is read as a whole and set
/// behind the value.
fn load(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let [Some(file), code] = bound else { return Ok(Value::NONE) };
    let code = allows_code(vm, code.as_ref())?;
    let [tell, seek, read] = ["tell", "seek", "read"].map(|name| vm.intern(name));
    let start = protocol::call_method(vm, file, &tell, &[])?;
    let data = protocol::call_method(vm, file, &read, &[])?;
    let Some(data) = bytes::read(vm, &data, bytes::Request::Simple)? else {
        let class = vm.class_name(&data);
        return Err(vm.type_error(format!("file.read() returned not bytes but {class}")));
    };
    let (value, length) = read::read(vm, &data, code)?;
    let length = int::from_usize(vm, length);
    let end = protocol::binary::add(vm, &start, &length)?;
    protocol::call_method(vm, file, &seek, &[end])?;
    Ok(value)
}
