//! What a traceback entry's frame tells: where it is, and which names it sees.

use ouropy_compiler::code::Position;

use super::report::printable;
use crate::object::{Slot, Value};
use crate::protocol::attribute;
use crate::types::traceback::{self, Traceback};
use crate::vm::{PyResult, Vm};

/// Where a traceback entry is.
pub(super) struct Facts {
    /// `co_filename`.
    pub filename: String,
    /// `co_name`.
    pub name: String,
    /// `co_qualname`.
    pub qualname: String,
    /// `co_firstlineno`.
    pub first_line: u32,
    /// The line to show.
    pub line: i64,
    /// The range of the instruction, if its code knows it.
    pub position: Option<Position>,
}

/// Where a traceback entry is.
pub(super) fn of(vm: &Vm, entry: &Traceback) -> Facts {
    let position = traceback::position(vm, entry);
    let line = position.map_or(i64::from(entry.line.get()), |position| i64::from(position.line));
    match traceback::code(vm, entry) {
        Some(code) => Facts {
            filename: printable(&code.filename()),
            name: printable(&code.name),
            qualname: printable(&code.qualname),
            first_line: code.first_line,
            line,
            position,
        },
        None => Facts {
            filename: String::new(),
            name: String::new(),
            qualname: String::new(),
            first_line: 0,
            line,
            position,
        },
    }
}

/// The attribute of an object; nothing when it has none or reading it failed.
pub(crate) fn read(vm: &mut Vm, value: &Value, name: &str) -> Slot {
    let name = vm.intern(name);
    let result = attribute::get_optional(vm, value, &name);
    swallow(vm, result).flatten()
}

/// The result, or nothing when something was raised, which is dropped.
pub(crate) fn swallow<T>(vm: &mut Vm, result: PyResult<T>) -> Option<T> {
    match result {
        Ok(value) => Some(value),
        Err(raised) => {
            drop(vm.take_raised(raised));
            None
        }
    }
}
