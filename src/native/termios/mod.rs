//! `termios`: how terminals are set up.

mod constants;

use nix::errno::Errno;
use nix::libc;

use super::posix::arguments::{failed_as, file_descriptor};
use super::{ModuleSpec, exception_of, new_exception, set};
use crate::object::Value;
use crate::protocol::{iterate, number, sequence};
use crate::types::bytes::{self, Bytes};
use crate::types::class::NativeDef;
use crate::types::int::{self, Number};
use crate::types::list::List;
use crate::vm::device;
use crate::vm::{PyResult, Raised, Vm};

/// The declaration of `termios`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "termios",
    functions: &[
        NativeDef::one("tcgetattr", get_attributes),
        NativeDef::positional("tcsetattr", 3, 3, set_attributes),
        NativeDef::positional("tcsendbreak", 2, 2, |vm, _, values| with_number(vm, values, device::send_break)),
        NativeDef::one("tcdrain", |vm, _, file| {
            let descriptor = file_descriptor(vm, file)?.number();
            done(vm, device::drain(descriptor))?;
            Ok(Value::NONE)
        }),
        NativeDef::positional("tcflush", 2, 2, |vm, _, values| with_number(vm, values, device::flush)),
        NativeDef::positional("tcflow", 2, 2, |vm, _, values| with_number(vm, values, device::flow)),
        NativeDef::one("tcgetwinsize", |vm, _, file| {
            let descriptor = file_descriptor(vm, file)?.number();
            let (rows, columns) = done(vm, device::window(descriptor))?;
            let size = [rows, columns].map(|number| Value::index(usize::from(number)));
            Ok(vm.new_tuple(size.to_vec()).into_value())
        }),
        NativeDef::positional("tcsetwinsize", 2, 2, set_window),
    ],
    classes: &[],
    init: Some(|vm, namespace| {
        constants::add(vm, namespace);
        let base = vm.types.exception.clone();
        let error = new_exception(vm, "termios", "error", &base)?;
        set(vm, namespace, "error", error.into_value());
        Ok(())
    }),
};

/// `termios.error`, of number and text.
fn failed(vm: &mut Vm, errno: Errno) -> Raised {
    let class = exception_of(vm, "termios", "error").unwrap_or_else(|| vm.types.os_error.clone());
    failed_as(vm, &class, errno as i32)
}

fn done<T>(vm: &mut Vm, result: nix::Result<T>) -> PyResult<T> {
    result.map_err(|errno| failed(vm, errno))
}

fn with_number(vm: &mut Vm, values: &[Value], call: fn(i32, i32) -> nix::Result<()>) -> PyResult {
    let descriptor = file_descriptor(vm, &values[0])?.number();
    let number = number::int_argument(vm, &values[1])?;
    done(vm, call(descriptor, number))?;
    Ok(Value::NONE)
}

/// `tcgetattr(fd)`
fn get_attributes(vm: &mut Vm, _: &Value, file: &Value) -> PyResult {
    let descriptor = file_descriptor(vm, file)?.number();
    let found = done(vm, device::terminal(descriptor))?;
    // Without lines these two are numbers.
    let is_raw = found.flags[3] & libc::ICANON == 0;
    let characters = found.characters.iter().enumerate().map(|(index, &character)| {
        if is_raw && matches!(index, libc::VMIN | libc::VTIME) {
            Value::index(usize::from(character))
        } else {
            bytes::new(vm, [character])
        }
    });
    let characters = characters.collect();
    let mut values: Vec<Value> = found.flags.map(|flags| Value::index(flags as usize)).to_vec();
    values.extend(found.speeds.map(|speed| Value::index(speed as usize)));
    values.push(List::create(vm, characters).into_value());
    Ok(List::create(vm, values).into_value())
}

/// `tcsetattr(fd, when, attributes)`
fn set_attributes(vm: &mut Vm, _: &Value, values: &[Value]) -> PyResult {
    let descriptor = file_descriptor(vm, &values[0])?.number();
    let when = number::int_argument(vm, &values[1])?;
    let attributes = values[2].cast::<List>().map(|list| list.items.get(&vm.heap).clone());
    let Some([flags @ .., input, output, characters]) = attributes.as_deref().filter(|all| all.len() == 7) else {
        return Err(vm.type_error("tcsetattr, arg 3: must be 7 element list"));
    };
    let mut wanted = done(vm, device::terminal(descriptor))?;
    for (place, value) in wanted.flags.iter_mut().zip(flags) {
        *place = low_bits(vm, value)?;
    }
    for (place, value) in wanted.speeds.iter_mut().zip([input, output]) {
        *place = low_bits(vm, value)?;
    }
    let given = characters.cast::<List>().map(|list| list.items.get(&vm.heap).clone());
    let Some(given) = given.filter(|given| given.len() == wanted.characters.len()) else {
        let count = wanted.characters.len();
        return Err(vm.type_error(format!("tcsetattr: attributes[6] must be {count} element list")));
    };
    for (place, value) in wanted.characters.iter_mut().zip(&given) {
        *place = match value.cast::<Bytes>().map(|bytes| &*bytes.data) {
            Some(&[character]) => character,
            _ if Number::of(value).is_some() => low_bits(vm, value)? as u8,
            _ => {
                let text = "tcsetattr: elements of attributes must be bytes objects of length 1 or integers";
                return Err(vm.type_error(text));
            }
        };
    }
    done(vm, device::set_terminal(descriptor, when, &wanted))?;
    Ok(Value::NONE)
}

/// An int of whatever size, of which the low bits count.
fn low_bits(vm: &mut Vm, value: &Value) -> PyResult<u32> {
    Ok(super::fcntl::masked(vm, value)? as u32)
}

/// `tcsetwinsize(fd, winsize)`
fn set_window(vm: &mut Vm, _: &Value, values: &[Value]) -> PyResult {
    let descriptor = file_descriptor(vm, &values[0])?.number();
    let is_sequence = sequence::is_sequence(vm, &values[1]);
    let items = if is_sequence { iterate::collect_to_vec(vm, &values[1])? } else { Vec::new() };
    let [rows, columns] = items.as_slice() else {
        return Err(vm.type_error("tcsetwinsize, arg 2: must be a two-item sequence"));
    };
    let mut size = [0; 2];
    for (place, value) in size.iter_mut().zip([rows, columns]) {
        let value = number::index(vm, value)?;
        *place = int::number(&value).to_i64().unwrap_or(i64::MAX);
    }
    // What is no terminal is told before numbers that are too large.
    done(vm, device::window(descriptor))?;
    let [Ok(rows), Ok(columns)] = size.map(u16::try_from) else {
        return Err(vm.overflow_error("winsize value(s) out of range."));
    };
    done(vm, device::set_window(descriptor, rows, columns))?;
    Ok(Value::NONE)
}
