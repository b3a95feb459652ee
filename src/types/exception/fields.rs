//! The fields of exceptions, for the interpreter and as Python attributes.

use super::{Exception, Family, Field};
use crate::object::{Py, Slot, Tuple, Value};
use crate::types::class::GetSet;
use crate::vm::{PyResult, Vm};

/// A field of an exception; `None` when it is unset or the class has no such field.
pub fn get_field(vm: &Vm, exception: &Value, field: Field) -> Slot {
    get(vm, exception.cast::<Exception>()?, field)
}

/// Sets a field of an exception whose class has it; does nothing otherwise.
pub fn set_field(vm: &mut Vm, exception: &Value, field: Field, value: Value) {
    if let Some(exception) = exception.cast::<Exception>() {
        set(vm, exception, field, Some(value));
    }
}

/// As [`get_field`].
pub(super) fn get(vm: &Vm, exception: &Py<Exception>, field: Field) -> Slot {
    let index = exception.family.index_of(field)?;
    exception.fields.get(&vm.heap).get(index).cloned().flatten()
}

/// Sets or unsets a field of an exception whose class has it; the old value dies once the new one stands.
pub(super) fn set(vm: &mut Vm, exception: &Py<Exception>, field: Field, value: Slot) {
    if let Some(index) = exception.family.index_of(field)
        && let Some(field) = exception.fields.get_mut(&mut vm.heap).get_mut(index)
    {
        let old = std::mem::replace(field, value);
        drop(old);
    }
}

fn read<const FIELD: usize>(vm: &mut Vm, this: &Value) -> PyResult {
    Ok(get(vm, this.expect::<Exception>(), Field::ALL[FIELD]).unwrap_or(Value::NONE))
}

fn write<const FIELD: usize>(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    set(vm, this.expect::<Exception>(), Field::ALL[FIELD], new);
    Ok(())
}

/// The member descriptor of a field, given by its discriminant: reads None while unset, may be set to anything and
/// deleted.
pub(super) const fn member<const FIELD: usize>() -> GetSet {
    GetSet::new(Field::ALL[FIELD].name(), read::<FIELD>, write::<FIELD>).member()
}

/// As [`member`], not to be changed.
pub(super) const fn read_only_member<const FIELD: usize>() -> GetSet {
    GetSet::read_only(Field::ALL[FIELD].name(), read::<FIELD>).member()
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
        Family::StopIteration => set(vm, exception, Field::Value, Some(first.unwrap_or(Value::NONE))),
        Family::SystemExit => {
            let code = match args.len() {
                0 => None,
                1 => first,
                _ => exception.args.get(&vm.heap).as_ref().map(Py::to_value),
            };
            set(vm, exception, Field::Code, code);
        }
        Family::Import => set(vm, exception, Field::Msg, only),
        Family::Syntax => {
            set(vm, exception, Field::Msg, first);
            let details = second.as_ref().and_then(|details| details.cast::<Tuple>().map(|d| d.items().to_vec()));
            if let Some(details) = details.filter(|details| matches!(details.len(), 4 | 6 | 7)) {
                set_syntax_details(vm, exception, details);
            }
        }
        Family::UnicodeEncode | Family::UnicodeDecode if args.len() == 5 => {
            let given = args.to_vec();
            let fields = [Field::Encoding, Field::Object, Field::Start, Field::End, Field::Reason];
            for (field, value) in fields.into_iter().zip(given) {
                set(vm, exception, field, Some(value));
            }
        }
        Family::UnicodeTranslate if args.len() == 4 => {
            let given = args.to_vec();
            let fields = [Field::Object, Field::Start, Field::End, Field::Reason];
            for (field, value) in fields.into_iter().zip(given) {
                set(vm, exception, field, Some(value));
            }
        }
        Family::Os if args.len() == 2 => {
            set(vm, exception, Field::Errno, first);
            set(vm, exception, Field::Strerror, second);
        }
        Family::Group => {
            set(vm, exception, Field::Message, first);
            set(vm, exception, Field::Exceptions, second);
        }
        _ => {}
    }
}

/// `filename, lineno, offset, text[, end_lineno, end_offset[, metadata]]` of a SyntaxError. What is not given is unset.
pub(super) fn set_syntax_details(vm: &mut Vm, exception: &Py<Exception>, details: Vec<Value>) {
    let fields =
        [Field::Filename, Field::Line, Field::Offset, Field::Text, Field::EndLine, Field::EndOffset, Field::Metadata];
    let values = details.into_iter().map(Some).chain(std::iter::repeat(None));
    for (field, value) in fields.into_iter().zip(values) {
        set(vm, exception, field, value);
    }
}
