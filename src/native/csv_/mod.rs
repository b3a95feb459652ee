//! `_csv`: rows of text with separators.

mod dialect;
mod reader;
mod writer;

use super::{ModuleSpec, set};
use crate::object::{Py, Str, Value};
use crate::protocol::number;
use crate::types::class::{Arguments, NativeDef};
use crate::types::dict::Dict;
use crate::types::exception;
use crate::types::int;
use crate::types::list::List;
use crate::vm::{PyResult, Raised, Vm, arguments};
use dialect::Quoting;

/// The declaration of the module.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "_csv",
    functions: &[
        NativeDef::any("reader", reader::create),
        NativeDef::any("writer", writer::create),
        NativeDef::none("list_dialects", |vm, _| {
            let names = dialects(vm).items(&vm.heap).into_iter().map(|(name, _)| name).collect();
            Ok(List::create(vm, names).into_value())
        }),
        NativeDef::any("register_dialect", register),
        NativeDef::keywords("unregister_dialect", "name", |vm, _, bound| {
            let name = bound[0].clone().unwrap_or(Value::NONE);
            match dialects(vm).remove(vm, &name)? {
                Some(_) => Ok(Value::NONE),
                None => Err(error(vm, "unknown dialect")),
            }
        }),
        NativeDef::keywords("get_dialect", "name", |vm, _, bound| {
            let name = bound[0].clone().unwrap_or(Value::NONE);
            registered(vm, &name)
        }),
        NativeDef::keywords("field_size_limit", "new_limit=None", |vm, _, bound| {
            let old = vm.states.get_or_default::<Kept>().limit;
            if let Some(new) = &bound[0] {
                if !vm.is_exactly(new, &vm.types.int) {
                    return Err(vm.type_error("limit must be an integer"));
                }
                vm.states.get_or_default::<Kept>().limit = number::ssize_argument(vm, new)?;
            }
            Ok(int::from_i64(vm, old as i64))
        }),
    ],
    classes: &[&dialect::CLASS, &reader::CLASS, &writer::CLASS],
    init: Some(init),
};

/// What the module keeps.
struct Kept {
    /// The dialects by name.
    dialects: Option<Py<Dict>>,
    /// The most characters in a field.
    limit: isize,
}

impl Default for Kept {
    fn default() -> Kept {
        Kept { dialects: None, limit: 128 * 1024 }
    }
}

fn init(vm: &mut Vm, namespace: &Py<Dict>) -> PyResult<()> {
    let dialects = vm.new_dict();
    vm.states.get_or_default::<Kept>().dialects = Some(dialects.clone());
    set(vm, namespace, "_dialects", dialects.into_value());
    for (number, (name, _)) in Quoting::NAMES.iter().enumerate() {
        set(vm, namespace, name, Value::index(number));
    }
    for (name, class) in [("Reader", &reader::CLASS), ("Writer", &writer::CLASS)] {
        let class = class.of(vm);
        set(vm, namespace, name, class);
    }
    let base = vm.types.exception.clone();
    let error = super::new_exception(vm, "_csv", "Error", &base)?;
    set(vm, namespace, "Error", error);
    Ok(())
}

fn dialects(vm: &mut Vm) -> Py<Dict> {
    match vm.states.get_or_default::<Kept>().dialects.clone() {
        Some(dialects) => dialects,
        None => vm.new_dict(),
    }
}

/// The dialect of a name. Error "unknown dialect".
fn registered(vm: &mut Vm, name: &Value) -> PyResult {
    match dialects(vm).get(vm, name)? {
        Some(dialect) => Ok(dialect),
        None => Err(error(vm, "unknown dialect")),
    }
}

/// `_csv.Error`.
#[cold]
fn error(vm: &mut Vm, message: &str) -> Raised {
    let Some(class) = super::exception_of(vm, "_csv", "Error") else { return vm.value_error(message) };
    let text = vm.new_str(message).into_value();
    let exception = exception::new(vm, &class, vec![text]);
    vm.raise(exception)
}

/// The first argument, and the dialect that the others describe.
fn with_dialect<'a>(vm: &mut Vm, name: &str, given: Arguments<'a>) -> PyResult<(&'a Value, Value)> {
    let positional = given.positional();
    let (first, rest) = match positional {
        [first] | [first, _] => (first, &given.values[1..]),
        other => return Err(arguments::wrong_count(vm, name, 1, 2, other.len())),
    };
    let class = dialect::CLASS.of(vm);
    let dialect = dialect::new(vm, &class, Arguments { values: rest, names: given.names })?;
    Ok((first, dialect))
}

fn register(vm: &mut Vm, _module: &Value, given: Arguments<'_>) -> PyResult {
    let positional = given.positional();
    if positional.is_empty() || positional.len() > 2 {
        return Err(arguments::wrong_count(vm, "register_dialect", 1, 2, positional.len()));
    }
    if !positional[0].has::<Str>() {
        return Err(vm.type_error("dialect name must be a string"));
    }
    let (name, dialect) = with_dialect(vm, "register_dialect", given)?;
    drop(dialects(vm).set(vm, name.clone(), dialect)?);
    Ok(Value::NONE)
}
