//! What the methods of time zones say, checked.

use super::delta::TimeDelta;
use super::span::Span;
use super::timezone;
use crate::object::{Py, Slot, Str, Value};
use crate::protocol;
use crate::vm::{PyResult, Vm};

/// A method that gives a timedelta.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Offset,
    Daylight,
}

impl Method {
    const fn name(self) -> &'static str {
        match self {
            Method::Offset => "utcoffset",
            Method::Daylight => "dst",
        }
    }
}

/// What the zone says of a datetime, or of None for a time; `None` without a zone, or if it says None.
///
/// TypeError "tzinfo.utcoffset() must return None or timedelta, not 'int'", ValueError if it is a day or more.
pub fn ask(vm: &mut Vm, zone: &Slot, method: Method, about: &Value) -> PyResult<Option<Py<TimeDelta>>> {
    let Some(zone) = zone else { return Ok(None) };
    let name = vm.intern(method.name());
    let answer = protocol::call_method(vm, zone, &name, std::slice::from_ref(about))?;
    if answer.is_none() {
        return Ok(None);
    }
    match answer.cast_into::<TimeDelta>() {
        Ok(delta) => {
            timezone::check_offset(vm, &delta)?;
            Ok(Some(delta))
        }
        Err(other) => {
            let class = vm.class_name(&other);
            let text = format!("tzinfo.{}() must return None or timedelta, not '{class}'", method.name());
            Err(vm.type_error(text))
        }
    }
}

/// The length that `ask` finds.
pub fn span(vm: &mut Vm, zone: &Slot, method: Method, about: &Value) -> PyResult<Option<Span>> {
    Ok(ask(vm, zone, method, about)?.map(|delta| delta.span))
}

/// `tzname`; TypeError "tzinfo.tzname() must return None or a string, not 'int'".
pub fn name(vm: &mut Vm, zone: &Slot, about: &Value) -> PyResult<Slot> {
    let Some(zone) = zone else { return Ok(None) };
    let name = vm.intern("tzname");
    let answer = protocol::call_method(vm, zone, &name, std::slice::from_ref(about))?;
    if answer.is_none() {
        return Ok(None);
    }
    if !answer.has::<Str>() {
        let class = vm.class_name(&answer);
        return Err(vm.type_error(format!("tzinfo.tzname() must return None or a string, not '{class}'")));
    }
    Ok(Some(answer))
}

/// A timedelta or a name as Python sees it.
pub fn shown(answer: Option<impl Into<Value>>) -> Value {
    answer.map_or(Value::NONE, Into::into)
}

/// The text of the offset, empty without one.
pub fn offset_text(vm: &mut Vm, zone: &Slot, about: &Value, separator: &str) -> PyResult<String> {
    let offset = span(vm, zone, Method::Offset, about)?;
    Ok(offset.map(|offset| offset.offset_text(separator)).unwrap_or_default())
}
