//! `OSError`: the error number chooses the subclass, file names are kept out of `args`.

use super::{Exception, Family, Field, allocate, base, convert, derived, fields};
use crate::object::{Py, Slot, Value};
use crate::types::Types;
use crate::types::class::slots::SlotId;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, Slots};
use crate::types::int::Number;
use crate::vm::{PyResult, Vm};

/// The declaration of `OSError`.
pub const OS_ERROR: ClassSpec = ClassSpec {
    family: Some(Family::Os),
    slots: Slots { new: Some(new), init: Some(init), str: Some(str), ..Slots::EMPTY },
    methods: &[NativeDef::none("__reduce__", reduce)],
    getset: &[
        fields::member::<{ Field::Errno as usize }>(),
        fields::member::<{ Field::Strerror as usize }>(),
        fields::member::<{ Field::Filename as usize }>(),
        fields::member::<{ Field::Filename2 as usize }>(),
        GetSet::new("characters_written", get_written, set_written),
    ],
    ..derived("OSError")
};

/// The class for an error number (Linux numbering); OSError itself for most.
pub fn class_of_errno(types: &Types, errno: i64) -> &Py<Class> {
    match errno {
        1 | 13 => &types.permission_error,
        2 => &types.file_not_found_error,
        3 => &types.process_lookup_error,
        4 => &types.interrupted_error,
        10 => &types.child_process_error,
        11 | 114 | 115 => &types.blocking_io_error,
        17 => &types.file_exists_error,
        20 => &types.not_a_directory_error,
        21 => &types.is_a_directory_error,
        32 | 108 => &types.broken_pipe_error,
        103 => &types.connection_aborted_error,
        104 => &types.connection_reset_error,
        110 => &types.timeout_error,
        111 => &types.connection_refused_error,
        _ => &types.os_error,
    }
}

/// The exception for a failed operation of the system, with the name of the file it was about.
fn from_errno(vm: &mut Vm, errno: i32, strerror: &str, filename: Slot) -> Value {
    let strerror = vm.new_str(strerror).into_value();
    let errno = i64::from(errno);
    let class = class_of_errno(&vm.types, errno).clone();
    let number = Value::index(usize::try_from(errno).unwrap_or_default());
    let exception = super::new(vm, &class, vec![number, strerror]);
    if let Some(filename) = filename {
        fields::set(vm, exception.expect::<Exception>(), Field::Filename, Some(filename));
    }
    exception
}

/// The exception for an error of Rust's library, the message as the C library words it.
pub fn from_io_error(vm: &mut Vm, error: &std::io::Error, filename: Slot) -> Value {
    let text = error.to_string();
    if let Some(errno) = error.raw_os_error() {
        let strerror = text.rsplit_once(" (os error").map_or(text.as_str(), |(message, _)| message);
        from_errno(vm, errno, strerror, filename)
    } else {
        let message = vm.new_str(&text).into_value();
        let class = vm.types.os_error.clone();
        super::new(vm, &class, vec![message])
    }
}

/// Whether `__init__` and not `__new__` reads the arguments: a Python class defines only the former.
fn init_reads_arguments(vm: &Vm, class: &Py<Class>) -> bool {
    let differs = |slot| class.origin(slot) != vm.types.os_error.origin(slot);
    differs(SlotId::init) && !differs(SlotId::new)
}

fn new(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    if init_reads_arguments(vm, class) {
        let args = vm.empty_tuple.clone();
        return Ok(allocate(vm, class, args).into_value());
    }
    let name = class.name(&vm.heap).to_string_lossy().into_owned();
    convert::refuse_keywords(vm, &name, &arguments)?;
    let given = arguments.positional();
    let mut class = class.clone();
    if class.is(&vm.types.os_error)
        && (2..=5).contains(&given.len())
        && let Some(errno) = given.first().and_then(Number::of).and_then(Number::to_i64)
    {
        class = class_of_errno(&vm.types, errno).clone();
    }
    let args = vm.tuple_of_arguments(given);
    let exception = allocate(vm, &class, args);
    read_arguments(vm, &exception, given)?;
    Ok(exception.into_value())
}

fn init(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    let class = vm.class_of(this).clone();
    if !init_reads_arguments(vm, &class) {
        return Ok(());
    }
    let name = vm.class_name(this);
    convert::refuse_keywords(vm, &name, &arguments)?;
    base::store_args(vm, this, &arguments);
    read_arguments(vm, this.expect::<Exception>(), arguments.positional())
}

/// `(errno, strerror[, filename[, winerror[, filename2]]])`, or anything that is not two to five arguments.
fn read_arguments(vm: &mut Vm, exception: &Py<Exception>, given: &[Value]) -> PyResult<()> {
    if !(2..=5).contains(&given.len()) {
        return Ok(());
    }
    let mut keeps_args = true;
    if let Some(filename) = given.get(2).filter(|name| !name.is_none()) {
        let class = vm.class_of(exception.as_value());
        let written = if class.is(&vm.types.blocking_io_error) { written_number(vm, filename)? } else { None };
        if let Some(written) = written {
            fields::set(vm, exception, Field::CharactersWritten, Some(written));
        } else {
            fields::set(vm, exception, Field::Filename, Some(filename.clone()));
            if let Some(second) = given.get(4).filter(|name| !name.is_none()) {
                fields::set(vm, exception, Field::Filename2, Some(second.clone()));
            }
            keeps_args = false;
        }
    }
    if !keeps_args {
        let args = vm.new_tuple_from(&given[..2]);
        exception.args.set(&mut vm.heap, Some(args));
    }
    fields::set(vm, exception, Field::Errno, given.first().cloned());
    fields::set(vm, exception, Field::Strerror, given.get(1).cloned());
    Ok(())
}

/// `value` as an int, if it is a number at all.
fn written_number(vm: &mut Vm, value: &Value) -> PyResult<Slot> {
    if value.is_small_int() {
        return Ok(Some(value.clone()));
    }
    match vm.class_of(value).slots(&vm.heap).index {
        Some(index) => index(vm, value).map(Some),
        None => Ok(None),
    }
}

fn str(vm: &mut Vm, this: &Value) -> PyResult {
    let exception = this.expect::<Exception>();
    let [errno, strerror, filename, filename2] = [Field::Errno, Field::Strerror, Field::Filename, Field::Filename2]
        .map(|field| fields::get(vm, exception, field));
    if filename.is_none() && (errno.is_none() || strerror.is_none()) {
        return base::str(vm, this);
    }
    let mut text = b"[Errno ".to_vec();
    text.extend_from_slice(convert::to_str(vm, &errno.unwrap_or(Value::NONE))?.as_bytes());
    text.extend_from_slice(b"] ");
    text.extend_from_slice(convert::to_str(vm, &strerror.unwrap_or(Value::NONE))?.as_bytes());
    if let Some(filename) = filename {
        text.extend_from_slice(b": ");
        text.extend_from_slice(convert::to_repr(vm, &filename)?.as_bytes());
        if let Some(filename2) = filename2 {
            text.extend_from_slice(b" -> ");
            text.extend_from_slice(convert::to_repr(vm, &filename2)?.as_bytes());
        }
    }
    Ok(vm.new_str_bytes(&text).into_value())
}

/// Puts the file names back among the arguments.
fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let exception = this.expect::<Exception>();
    let filename = fields::get(vm, exception, Field::Filename);
    let filename2 = fields::get(vm, exception, Field::Filename2);
    let mut args = exception.args(&vm.heap).to_vec();
    if args.len() == 2
        && let Some(filename) = filename
    {
        args.push(filename);
        if let Some(filename2) = filename2 {
            args.extend([Value::NONE, filename2]);
        }
    }
    let args = vm.new_tuple(args).into_value();
    let state = vm.heap.instance_dict(this).cloned();
    Ok(base::reduced(vm, this, args, state))
}

fn get_written(vm: &mut Vm, this: &Value) -> PyResult {
    match fields::get(vm, this.expect::<Exception>(), Field::CharactersWritten) {
        Some(written) => Ok(written),
        None => Err(vm.attribute_error("characters_written")),
    }
}

fn set_written(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    let exception = this.expect::<Exception>();
    let Some(new) = new else {
        if fields::get(vm, exception, Field::CharactersWritten).is_none() {
            return Err(vm.attribute_error("characters_written"));
        }
        fields::set(vm, exception, Field::CharactersWritten, None);
        return Ok(());
    };
    let Some(number) = written_number(vm, &new)? else {
        let class = vm.class_name(&new);
        return Err(vm.type_error(format!("'{class}' object cannot be interpreted as an integer")));
    };
    fields::set(vm, exception, Field::CharactersWritten, Some(number));
    Ok(())
}
