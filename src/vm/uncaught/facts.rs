//! What is told of exceptions and of the entries of tracebacks, as text.

use crate::object::{Py, Slot, Str, Value};
use crate::protocol::attribute;
use crate::text::wtf8;
use crate::types::traceback::{self, Traceback};
use crate::vm::{PyResult, Vm};

/// Where a traceback entry is.
#[derive(PartialEq, Eq)]
pub(super) struct Place {
    /// `co_filename`.
    pub filename: String,
    /// The line; none if the code does not say it.
    pub line: i64,
    /// `co_name`.
    pub name: String,
}

/// Where a traceback entry is.
pub(super) fn place_of(vm: &Vm, entry: &Traceback) -> Place {
    let position = traceback::position(vm, entry);
    let line = position.map_or_else(|| traceback::line(vm, entry), |position| i64::from(position.line));
    let (filename, name) = traceback::code(vm, entry)
        .map_or_else(Default::default, |code| (printable(&code.filename()), printable(&code.name)));
    Place { filename, line, name }
}

/// The attribute of an object; nothing when it has none or reading it failed.
pub(super) fn read(vm: &mut Vm, value: &Value, name: &str) -> Slot {
    let name = vm.intern(name);
    let result = attribute::get_optional(vm, value, &name);
    swallow(vm, result).flatten()
}

/// The result, or nothing when something was raised, which is dropped.
pub(super) fn swallow<T>(vm: &mut Vm, result: PyResult<T>) -> Option<T> {
    match result {
        Ok(value) => Some(value),
        Err(raised) => {
            drop(vm.take_raised(raised));
            None
        }
    }
}

/// The text, or the replacement when getting it failed; what was raised is dropped.
pub(super) fn or_failed(vm: &mut Vm, text: PyResult<Py<Str>>, replacement: &str) -> String {
    swallow(vm, text).map_or_else(|| replacement.to_owned(), |text| printable(&text))
}

/// The text with lone surrogates as escapes, the way `sys.stderr` writes them.
pub(super) fn printable(text: &Str) -> String {
    match text.as_str() {
        Some(text) => text.to_owned(),
        None => wtf8::code_points(text.as_bytes())
            .map(|code| char::from_u32(code).map_or_else(|| format!("\\u{code:04x}"), String::from))
            .collect(),
    }
}

/// A str value as text, empty for anything else.
pub(super) fn text_of(value: &Value) -> String {
    value.cast::<Str>().map(|text| printable(text)).unwrap_or_default()
}

/// The exception's class: qualified name, with the module unless it is `builtins` or `__main__`.
pub(super) fn class_text(vm: &mut Vm, exception: &Value) -> String {
    let class = vm.class_of(exception).to_value();
    let qualname = read(vm, &class, "__qualname__").filter(Value::has::<Str>);
    let qualname = qualname.map_or_else(|| vm.class_name(exception), |name| text_of(&name));
    match read(vm, &class, "__module__").filter(Value::has::<Str>).map(|module| text_of(&module)) {
        Some(module) if module == "builtins" || module == "__main__" => qualname,
        Some(module) => format!("{module}.{qualname}"),
        None => format!("<unknown>.{qualname}"),
    }
}
