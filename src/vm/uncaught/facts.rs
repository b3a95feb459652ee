//! What a traceback entry's frame tells: where it is, and which names it sees.

use super::entry::text_of;
use crate::code::Position;
use crate::object::{Py, Slot, Value};
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
pub(super) fn of(vm: &mut Vm, entry: &Py<Traceback>) -> Facts {
    let frame = entry.frame.get(&vm.heap).clone();
    let code = frame.and_then(|frame| read(vm, &frame, "f_code"));
    let mut text = |name: &str| code.as_ref().and_then(|code| read(vm, code, name)).map(|v| text_of(&v));
    let filename = text("co_filename").unwrap_or_default();
    let name = text("co_name").unwrap_or_default();
    let qualname = text("co_qualname").unwrap_or_default();
    let first_line = code.as_ref().and_then(|code| read(vm, code, "co_firstlineno"));
    let first_line = first_line.and_then(|line| line.as_small_int()).unwrap_or(0) as u32;
    let position = traceback::position(vm, entry);
    let line = position.map_or(i64::from(entry.line.get()), |position| i64::from(position.line));
    Facts { filename, name, qualname, first_line, line, position }
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
