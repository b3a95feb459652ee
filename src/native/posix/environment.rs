//! The environment, and the current folder.

use std::collections::BTreeMap;
use std::os::unix::ffi::OsStrExt;

use nix::errno::Errno;

use super::arguments;
use crate::object::{Py, Value};
use crate::program::path::{fs_decode, fs_encode};
use crate::types::bytes;
use crate::types::class::NativeDef;
use crate::types::dict::Dict;
use crate::vm::{PyResult, Vm};

/// The functions.
pub const FUNCTIONS: &[NativeDef] = &[
    NativeDef::none("getcwd", |vm, _| {
        let path = current_folder(vm)?;
        fs_decode(vm, &path)
    }),
    NativeDef::none("getcwdb", |vm, _| {
        let path = current_folder(vm)?;
        Ok(bytes::new(vm, path))
    }),
    NativeDef::positional("putenv", 2, 2, |vm, _, values| {
        let (name, value) = (encoded(vm, &values[0])?, encoded(vm, &values[1])?);
        if name.contains(&b'=') {
            return Err(vm.value_error("illegal environment variable name"));
        }
        if name.is_empty() {
            return Err(arguments::failed(vm, Errno::EINVAL));
        }
        vm.states.get_or_default::<Changed>().0.insert(name, Some(value));
        Ok(Value::NONE)
    }),
    NativeDef::one("unsetenv", |vm, _, name| {
        let name = encoded(vm, name)?;
        if name.is_empty() || name.contains(&b'=') {
            return Err(arguments::failed(vm, Errno::EINVAL));
        }
        vm.states.get_or_default::<Changed>().0.insert(name, None);
        Ok(Value::NONE)
    }),
    NativeDef::none("_create_environ", |vm, _| create(vm).map(Py::into_value)),
];

/// What a program has put into the environment or taken out of it. The process's own environment stays as it is:
/// changing it is not sound while another thread may read it.
#[derive(Default)]
struct Changed(BTreeMap<Vec<u8>, Option<Vec<u8>>>);

fn encoded(vm: &mut Vm, value: &Value) -> PyResult<Vec<u8>> {
    let data = fs_encode(vm, value)?.0;
    if data.contains(&0) { Err(vm.value_error("embedded null byte")) } else { Ok(data) }
}

/// A variable of the environment as the program has it.
pub fn variable(vm: &Vm, name: &str) -> Option<String> {
    match vm.states.get::<Changed>().and_then(|changed| changed.0.get(name.as_bytes())) {
        Some(value) => value.as_ref().map(|value| String::from_utf8_lossy(value).into_owned()),
        None => std::env::var(name).ok(),
    }
}

/// The whole environment as the program has it, for a program that is started.
pub fn variables(vm: &Vm) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut variables: Vec<(Vec<u8>, Vec<u8>)> = Vec::new();
    let changed = vm.states.get::<Changed>();
    for (name, value) in std::env::vars_os() {
        if changed.is_none_or(|changed| !changed.0.contains_key(name.as_bytes())) {
            variables.push((name.as_bytes().to_vec(), value.as_bytes().to_vec()));
        }
    }
    for (name, value) in changed.into_iter().flat_map(|changed| &changed.0) {
        variables.extend(value.as_ref().map(|value| (name.clone(), value.clone())));
    }
    variables
}

/// The value of `environ`.
pub fn create(vm: &mut Vm) -> PyResult<Py<Dict>> {
    let environ = vm.new_dict();
    for (name, value) in variables(vm) {
        let (name, value) = (bytes::new(vm, name), bytes::new(vm, value));
        drop(environ.set(vm, name, value)?);
    }
    Ok(environ)
}

fn current_folder(vm: &mut Vm) -> PyResult<Vec<u8>> {
    let path = arguments::finished(vm, std::env::current_dir())?;
    Ok(path.as_os_str().as_bytes().to_vec())
}
