//! The fields of exceptions as Python attributes, and by name for the interpreter.

use super::{Exception, Family};
use crate::object::{Py, Slot, Tuple, Value};
use crate::types::class::GetSet;
use crate::vm::{PyResult, Vm};

/// The field `name` of an exception; `None` when it is unset or the class has no such field.
pub fn get_field(vm: &Vm, exception: &Value, name: &str) -> Slot {
    let exception = exception.cast::<Exception>()?;
    let index = exception.family.fields().iter().position(|field| *field == name)?;
    get_at(vm, exception, index)
}

/// Sets the field `name` of an exception whose class has it; does nothing otherwise.
pub fn set_field(vm: &mut Vm, exception: &Value, name: &str, value: Value) {
    let Some(exception) = exception.cast::<Exception>() else { return };
    if let Some(index) = exception.family.fields().iter().position(|field| *field == name) {
        set_at(vm, exception, index, Some(value));
    }
}

/// The field at `index` of the family's table.
pub(super) fn get_at(vm: &Vm, exception: &Py<Exception>, index: usize) -> Slot {
    exception.fields.get(&vm.heap).get(index).cloned().flatten()
}

/// Sets the field at `index` of the family's table; the old value dies once the new one stands.
pub(super) fn set_at(vm: &mut Vm, exception: &Py<Exception>, index: usize, value: Slot) {
    if let Some(field) = exception.fields.get_mut(&mut vm.heap).get_mut(index) {
        let old = std::mem::replace(field, value);
        drop(old);
    }
}

fn read<const INDEX: usize>(vm: &mut Vm, this: &Value) -> PyResult {
    Ok(get_at(vm, this.expect::<Exception>(), INDEX).unwrap_or(Value::NONE))
}

fn write<const INDEX: usize>(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    set_at(vm, this.expect::<Exception>(), INDEX, new);
    Ok(())
}

/// The member descriptor of field `INDEX`: reads None while unset, may be set to anything and deleted.
pub(super) const fn member<const INDEX: usize>(name: &'static str) -> GetSet {
    GetSet::new(name, read::<INDEX>, write::<INDEX>).member()
}

/// The member descriptor of field `INDEX`, not to be changed.
pub(super) const fn read_only_member<const INDEX: usize>(name: &'static str) -> GetSet {
    GetSet::read_only(name, read::<INDEX>).member()
}

/// Sets the fields that `__init__` computes from the arguments alone, without running Python code.
pub(super) fn set_from_args(vm: &mut Vm, exception: &Py<Exception>) {
    let args = exception.args(&vm.heap);
    let only = match args {
        [only] => Some(only.clone()),
        _ => None,
    };
    let (first, second) = (args.first().cloned(), args.get(1).cloned());
    match exception.family {
        Family::StopIteration => set_at(vm, exception, 0, Some(first.unwrap_or(Value::NONE))),
        Family::SystemExit => {
            let code = match args.len() {
                0 => None,
                1 => first,
                _ => exception.args.get(&vm.heap).as_ref().map(Py::to_value),
            };
            set_at(vm, exception, 0, code);
        }
        Family::Import => set_at(vm, exception, 0, only),
        Family::Syntax => {
            set_at(vm, exception, 0, first);
            let details = second.as_ref().and_then(|details| details.cast::<Tuple>().map(|d| d.items().to_vec()));
            if let Some(details) = details.filter(|details| matches!(details.len(), 4 | 6)) {
                set_syntax_details(vm, exception, details);
            }
        }
        Family::UnicodeEncode | Family::UnicodeDecode if args.len() == 5 => {
            let given = args.to_vec();
            for (index, value) in [0, 1, 3, 4, 2].into_iter().zip(given) {
                set_at(vm, exception, index, Some(value));
            }
        }
        Family::UnicodeTranslate if args.len() == 4 => {
            let given = args.to_vec();
            for (index, value) in [1, 3, 4, 2].into_iter().zip(given) {
                set_at(vm, exception, index, Some(value));
            }
        }
        Family::Os if args.len() == 2 => {
            set_at(vm, exception, 0, first);
            set_at(vm, exception, 1, second);
        }
        Family::Group => {
            set_at(vm, exception, 0, first);
            set_at(vm, exception, 1, second);
        }
        _ => {}
    }
}

/// `filename, lineno, offset, text[, end_lineno, end_offset]` of a SyntaxError.
pub(super) fn set_syntax_details(vm: &mut Vm, exception: &Py<Exception>, details: Vec<Value>) {
    for (index, value) in [1, 2, 3, 6, 4, 5].into_iter().zip(details) {
        set_at(vm, exception, index, Some(value));
    }
}
