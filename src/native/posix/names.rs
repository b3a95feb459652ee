//! Paths as texts: nothing here asks the file system.

use super::arguments::argument;
use crate::object::{Slot, Str, Value};
use crate::program::path::{Parameter, fs_path};
use crate::protocol::number;
use crate::types::bytes::{self, Bytes};
use crate::types::class::NativeDef;
use crate::vm::{PyResult, Vm};

/// The functions.
pub const FUNCTIONS: &[NativeDef] = &[
    NativeDef::keywords("fspath", "path", |vm, _, bound| {
        let path = argument(bound, 0);
        fs_path(vm, &path)
    }),
    NativeDef::keywords("_path_normpath", "path", |vm, _, bound| {
        let (text, made) = text(vm, "_path_normpath", "path", bound)?;
        Ok(made(vm, &normalized(&text)))
    }),
    NativeDef::keywords("_path_splitroot_ex", "p", |vm, _, bound| {
        let (text, made) = text(vm, "_path_splitroot_ex", "p", bound)?;
        let (root, rest) = text.split_at(root_length(&text));
        let parts = [&b""[..], root, rest].map(|part| made(vm, part)).to_vec();
        Ok(vm.new_tuple(parts).into_value())
    }),
    NativeDef::one("strerror", |vm, _, code| {
        let code = number::int_argument(vm, code)?;
        let text = std::io::Error::from_raw_os_error(code).to_string();
        let text = text.rsplit_once(" (os error").map_or(text.as_str(), |(message, _)| message);
        Ok(vm.new_str(text).into_value())
    }),
];

type Make = fn(&mut Vm, &[u8]) -> Value;

/// The path's bytes, and what makes an object of its type.
fn text(vm: &mut Vm, function: &'static str, name: &'static str, bound: &[Slot]) -> PyResult<(Vec<u8>, Make)> {
    let mut path = argument(bound, 0);
    if !path.has::<Str>() && !path.has::<Bytes>() {
        path = Parameter { name, ..Parameter::path(function) }.convert(vm, &path)?.shown;
    }
    Ok(match (path.cast::<Str>(), path.cast::<Bytes>()) {
        (Some(text), _) => (text.as_bytes().to_vec(), |vm, part| vm.new_str_bytes(part).into_value()),
        (None, Some(bytes)) => (bytes.data.to_vec(), |vm, part| bytes::new(vm, part)),
        (None, None) => (Vec::new(), |vm, part| vm.new_str_bytes(part).into_value()),
    })
}

/// How many slashes are the root: two mean something else than one, three do not.
fn root_length(path: &[u8]) -> usize {
    match path.iter().take_while(|&&byte| byte == b'/').count() {
        2 => 2,
        0 => 0,
        _ => 1,
    }
}

/// The path without empty parts, `.` and what `..` takes back.
fn normalized(path: &[u8]) -> Vec<u8> {
    let (root, rest) = path.split_at(root_length(path));
    let mut parts: Vec<&[u8]> = Vec::new();
    for part in rest.split(|&byte| byte == b'/') {
        match part {
            b"" | b"." => {}
            b".." => match parts.last() {
                Some(&last) if last != b".." => drop(parts.pop()),
                // There is nothing above the root.
                _ if !root.is_empty() => {}
                _ => parts.push(part),
            },
            _ => parts.push(part),
        }
    }
    let mut result = root.to_vec();
    result.extend(parts.join(&b'/'));
    if result.is_empty() { b".".to_vec() } else { result }
}
