//! Where a module comes from.

use std::path::Path;

use crate::native::{self, ModuleSpec};
use crate::object::{Str, Value};
use crate::stdlib;
use crate::vm::{PyResult, Vm};

/// The entry of `sys.path` that stands for the embedded library.
pub const EMBEDDED: &str = "<stdlib>";

/// What is searched.
pub enum SearchPath {
    /// Native modules, then `sys.path`.
    Top,
    /// A package's `__path__`.
    Package(Value),
}

/// The text of a module.
pub enum Text {
    /// Embedded in the binary.
    Embedded(stdlib::Embedded),
    /// In the file itself.
    File,
}

/// A module that was found.
pub enum Found {
    /// Written in Rust.
    Native(&'static ModuleSpec),
    /// A Python file.
    Source {
        /// Its name, absolute unless the path entry was relative.
        filename: String,
        /// Its text.
        text: Text,
        /// Whether it is a package's `__init__.py`.
        package: bool,
    },
    /// A package without `__init__.py`: its directories.
    Namespace(Vec<String>),
}

/// Looks for the module with the absolute name `name`.
pub fn find(vm: &mut Vm, name: &str, search: &SearchPath) -> PyResult<Option<Found>> {
    let entries = match search {
        SearchPath::Top => {
            if let Some(spec) = native::find(name) {
                return Ok(Some(Found::Native(spec)));
            }
            let key = vm.names.sys_path.clone();
            match vm.sys.get_str(&vm.heap, &key).cloned() {
                Some(path) => super::names_of(vm, &path)?,
                None => return Err(vm.runtime_error("sys.path must be a list of directory names")),
            }
        }
        SearchPath::Package(path) => super::names_of(vm, path)?,
    };
    let tail = name.rsplit('.').next().unwrap_or(name);
    let mut portions = Vec::new();
    for entry in entries {
        let Some(entry) = entry.cast::<Str>() else { continue };
        let entry = entry.to_string_lossy().into_owned();
        if entry == EMBEDDED || entry.starts_with(stdlib::PREFIX) {
            if let Some(module) = stdlib::find(name) {
                let (filename, package) = (module.filename.clone(), module.package);
                return Ok(Some(Found::Source { filename, text: Text::Embedded(module), package }));
            }
            continue;
        }
        if let Some(found) = find_in_folder(&entry, tail, &mut portions) {
            return Ok(Some(found));
        }
    }
    Ok(if portions.is_empty() { None } else { Some(Found::Namespace(portions)) })
}

/// A package or module `tail` in a directory; a directory without `__init__.py` is noted as a portion.
fn find_in_folder(folder: &str, tail: &str, portions: &mut Vec<String>) -> Option<Found> {
    let base = if folder.is_empty() {
        std::env::current_dir().ok()?.to_string_lossy().into_owned()
    } else {
        folder.to_owned()
    };
    let stem = if base.ends_with('/') { format!("{base}{tail}") } else { format!("{base}/{tail}") };
    let is_folder = Path::new(&stem).is_dir();
    if is_folder {
        let init = format!("{stem}/__init__.py");
        if Path::new(&init).is_file() {
            return Some(Found::Source { filename: init, text: Text::File, package: true });
        }
    }
    let file = format!("{stem}.py");
    if Path::new(&file).is_file() {
        return Some(Found::Source { filename: file, text: Text::File, package: false });
    }
    if is_folder {
        portions.push(stem);
    }
    None
}
