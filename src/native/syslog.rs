//! `syslog`: the log of the system.

use std::ffi::CString;

use nix::libc;

use super::{ModuleSpec, set};
use crate::native::posix::arguments::long;
use crate::object::{Slot, Str, Value};
use crate::protocol::number;
use crate::types::class::NativeDef;
use crate::types::list::List;
use crate::types::{codec, int};
use crate::vm::system::log::{self, Log};
use crate::vm::{PyResult, Vm};

/// The declaration of `syslog`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "syslog",
    functions: &[
        NativeDef::keywords("openlog", "ident=None, logoption=0, facility=LOG_USER", open),
        NativeDef::positional("syslog", 0, usize::MAX, write),
        NativeDef::none("closelog", |vm, _| {
            vm.states.get_or_default::<Log>().close();
            Ok(Value::NONE)
        }),
        NativeDef::one("setlogmask", |vm, _, mask| {
            let mask = long(vm, mask)?;
            Ok(int::from_i64(vm, i64::from(log::set_mask(mask as i32))))
        }),
        // The number of a priority is cut to the five bits by which a machine shifts.
        NativeDef::one("LOG_MASK", |vm, _, priority| {
            let priority = long(vm, priority)?;
            Ok(int::from_i64(vm, i64::from(1_i32.wrapping_shl(priority as u32))))
        }),
        NativeDef::one("LOG_UPTO", |vm, _, priority| {
            let priority = long(vm, priority)?;
            let next = 1_i32.wrapping_shl((priority as u32).wrapping_add(1));
            Ok(int::from_i64(vm, i64::from(next.wrapping_sub(1))))
        }),
    ],
    classes: &[],
    init: Some(|vm, namespace| {
        for &(name, number) in NUMBERS {
            let number = int::from_i64(vm, i64::from(number));
            set(vm, namespace, name, number);
        }
        Ok(())
    }),
};

macro_rules! of_libc {
    ($($name:ident)*) => { &[$((stringify!($name), libc::$name)),*] };
}

#[rustfmt::skip]
const NUMBERS: &[(&str, i32)] = of_libc! {
    LOG_ALERT LOG_AUTH LOG_AUTHPRIV LOG_CONS LOG_CRIT LOG_CRON LOG_DAEMON LOG_DEBUG LOG_EMERG LOG_ERR LOG_FTP LOG_INFO
    LOG_KERN LOG_LOCAL0 LOG_LOCAL1 LOG_LOCAL2 LOG_LOCAL3 LOG_LOCAL4 LOG_LOCAL5 LOG_LOCAL6 LOG_LOCAL7 LOG_LPR LOG_MAIL
    LOG_NDELAY LOG_NEWS LOG_NOTICE LOG_NOWAIT LOG_ODELAY LOG_PERROR LOG_PID LOG_SYSLOG LOG_USER LOG_UUCP LOG_WARNING
};

/// A text for the C library, which sees it up to a NUL.
fn native(vm: &mut Vm, text: &Value) -> PyResult<Option<Vec<u8>>> {
    let Some(text) = text.cast::<Str>().cloned() else { return Ok(None) };
    codec::encode(vm, &text, None, None).map(Some)
}

fn until_nul(mut text: Vec<u8>) -> CString {
    text.truncate(memchr::memchr(0, &text).unwrap_or(text.len()));
    CString::new(text).unwrap_or_default()
}

fn open(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let [name, options, facility] = bound else { return Ok(Value::NONE) };
    let mut given = None;
    if let Some(name) = name {
        let Some(text) = native(vm, name)? else {
            let class = if name.is_none() { "None".to_owned() } else { vm.class_name(name) };
            return Err(vm.type_error(format!("openlog() argument 'ident' must be str, not {class}")));
        };
        given = Some(until_nul(text));
    }
    let options = options.as_ref().map_or(Ok(0), |options| long(vm, options))?;
    let facility = facility.as_ref().map_or(Ok(libc::LOG_USER.into()), |facility| long(vm, facility))?;
    let name = match given {
        Some(name) => Some(name),
        None => program(vm)?,
    };
    vm.states.get_or_default::<Log>().open(name, options as i32, facility as i32);
    Ok(Value::NONE)
}

/// The last part of the path of the program, if it has one.
fn program(vm: &mut Vm) -> PyResult<Option<CString>> {
    let name = vm.intern("argv");
    let first = vm.sys.get_str(&vm.heap, &name).and_then(|list| list.cast::<List>());
    let Some(first) = first.and_then(|list| list.items.get(&vm.heap).first().cloned()) else { return Ok(None) };
    let text = native(vm, &first)?.unwrap_or_default();
    let name = text.rsplit(|&byte| byte == b'/').next().unwrap_or_default();
    Ok((!name.is_empty()).then(|| until_nul(name.to_vec())))
}

fn write(vm: &mut Vm, module: &Value, values: &[Value]) -> PyResult {
    let (priority, message, place) = match values {
        [message] => (libc::LOG_INFO, message, 1),
        [priority, message] => (int_number(vm, priority)?, message, 2),
        _ => return Err(vm.type_error("syslog.syslog requires 1 to 2 arguments")),
    };
    let Some(text) = native(vm, message)? else {
        let class = if message.is_none() { "None".to_owned() } else { vm.class_name(message) };
        return Err(vm.type_error(format!("syslog() argument {place} must be str, not {class}")));
    };
    let Ok(text) = CString::new(text) else { return Err(vm.value_error("embedded null character")) };
    if !vm.states.get_or_default::<Log>().is_open() {
        open(vm, module, &[None, None, None])?;
    }
    vm.states.get_or_default::<Log>().write(priority, &text);
    Ok(Value::NONE)
}

fn int_number(vm: &mut Vm, value: &Value) -> PyResult<i32> {
    let word = number::index(vm, value)?;
    let number = int::number(&word);
    match number.to_i64().map(i32::try_from) {
        Some(Ok(number)) => Ok(number),
        Some(Err(_)) if number.is_negative() => Err(vm.overflow_error("signed integer is less than minimum")),
        Some(Err(_)) => Err(vm.overflow_error("signed integer is greater than maximum")),
        None => Err(vm.overflow_error("Python int too large to convert to C long")),
    }
}
