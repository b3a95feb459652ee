//! Extended attributes of files.

use std::ffi::CString;
use std::os::unix::ffi::OsStrExt;

use nix::errno::Errno;

use super::arguments::{self, Folder, Switch, argument, int_or};
use super::stat::check_combination;
use crate::object::{Slot, Value};
use crate::program::path::{Also, Converted, Parameter, fs_decode};
use crate::types::bytes;
use crate::types::class::NativeDef;
use crate::types::list::List;
use crate::vm::system::files::{self, Subject};
use crate::vm::{PyResult, Vm};

/// The functions.
pub const FUNCTIONS: &[NativeDef] = &[
    NativeDef::keywords("getxattr", "path, attribute, *, follow_symlinks=True", |vm, _, bound| {
        let place = Place::read(vm, "getxattr", bound, 2)?;
        let value = place.with(files::attribute);
        let value = arguments::about(vm, &place.path, value)?;
        Ok(bytes::new(vm, value))
    }),
    NativeDef::keywords("setxattr", "path, attribute, value, flags=0, *, follow_symlinks=True", |vm, _, bound| {
        let path = Parameter::path("setxattr").or(Also::Descriptor).convert(vm, &argument(bound, 0))?;
        let name = attribute_name(vm, "setxattr", bound)?;
        let value = bytes::required(vm, &argument(bound, 2))?;
        let flags = int_or(vm, bound, 3, 0)?;
        let place = Place::of(vm, "setxattr", path, name, bound, 4)?;
        let done = place.with(|file, name| files::set_attribute(file, name, &value, flags));
        arguments::about(vm, &place.path, done)?;
        Ok(Value::NONE)
    }),
    NativeDef::keywords("removexattr", "path, attribute, *, follow_symlinks=True", |vm, _, bound| {
        let place = Place::read(vm, "removexattr", bound, 2)?;
        let done = place.with(files::remove_attribute);
        arguments::about(vm, &place.path, done)?;
        Ok(Value::NONE)
    }),
    NativeDef::keywords("listxattr", "path=None, *, follow_symlinks=True", |vm, _, bound| {
        let mut path = Parameter::path("listxattr").or(Also::DescriptorOrNone).convert(vm, &argument(bound, 0))?;
        // A descriptor that cannot be one stands for the current folder.
        if path.descriptor.is_some_and(|number| number < 0) {
            (path.descriptor, path.native) = (None, ".".into());
        }
        let place = Place::of(vm, "listxattr", path, c"".into(), bound, 1)?;
        let names = place.with(|file, _| files::attributes(file));
        let names = arguments::about(vm, &place.path, names)?;
        let mut list = Vec::new();
        for name in names.split(|&byte| byte == 0).filter(|name| !name.is_empty()) {
            list.push(fs_decode(vm, name)?);
        }
        Ok(List::create(vm, list).into_value())
    }),
];

/// A file, an attribute, and whether a link is followed.
struct Place {
    path: Converted,
    native: CString,
    name: CString,
    follow: Switch,
}

impl Place {
    /// Of the arguments `path`, `attribute` and, at `follow`, `follow_symlinks`.
    fn read(vm: &mut Vm, function: &'static str, bound: &[Slot], follow: usize) -> PyResult<Place> {
        let path = Parameter::path(function).or(Also::Descriptor).convert(vm, &argument(bound, 0))?;
        let name = attribute_name(vm, function, bound)?;
        Place::of(vm, function, path, name, bound, follow)
    }

    fn of(
        vm: &mut Vm,
        function: &'static str,
        path: Converted,
        name: CString,
        bound: &[Slot],
        follow: usize,
    ) -> PyResult<Place> {
        let follow = arguments::switch(vm, bound, follow, Switch::On)?;
        check_combination(vm, function, &path, Folder::Current, follow)?;
        let native = CString::new(path.native.as_os_str().as_bytes());
        let native = native.map_err(|_| vm.value_error("embedded null byte"))?;
        Ok(Place { path, native, name, follow })
    }

    fn with<T>(&self, call: impl FnOnce(Subject<'_>, &std::ffi::CStr) -> nix::Result<T>) -> nix::Result<T> {
        let file = match (self.path.descriptor, self.follow) {
            // CPython then has neither a descriptor nor a path.
            (Some(..0), _) => return Err(Errno::EFAULT),
            (Some(number), _) => Subject::Open(number),
            (None, Switch::On) => Subject::Followed(&self.native),
            (None, Switch::Off) => Subject::Named(&self.native),
        };
        call(file, &self.name)
    }
}

fn attribute_name(vm: &mut Vm, function: &'static str, bound: &[Slot]) -> PyResult<CString> {
    let name = arguments::named_path(vm, function, "attribute", &argument(bound, 1))?;
    CString::new(name.native.as_os_str().as_bytes()).map_err(|_| vm.value_error("embedded null byte"))
}
