//! `tzinfo`: what time zones derive from.

use super::span::Span;
use super::{delta, moment, zone};
use crate::native::NativeClass;
use crate::object::{ClassFlags, Layout, Value};
use crate::protocol::{self, attribute};
use crate::types::class::{ClassSpec, NativeDef, Slots};
use crate::types::object::Instance;
use crate::vm::{PyResult, Raised, Vm};

/// The declaration of the class.
pub static CLASS: NativeClass = NativeClass::new(ClassSpec {
    module: "datetime",
    flags: ClassFlags::BASE_TYPE,
    slots: Slots { new: Some(|vm, class, _| Ok(vm.heap.alloc(class, Instance).into_value())), ..Slots::EMPTY },
    methods: &[
        NativeDef::one("tzname", |vm, _, _| Err(abstract_method(vm, "tzname"))),
        NativeDef::one("utcoffset", |vm, _, _| Err(abstract_method(vm, "utcoffset"))),
        NativeDef::one("dst", |vm, _, _| Err(abstract_method(vm, "dst"))),
        NativeDef::one("fromutc", from_utc),
        NativeDef::none("__reduce__", reduce),
    ],
    ..ClassSpec::new("tzinfo", Layout::of::<Instance>())
});

/// Whether it is a time zone.
pub fn is_one(vm: &mut Vm, value: &Value) -> bool {
    let class = CLASS.of(vm);
    vm.is_instance_of(value, &class)
}

#[cold]
fn abstract_method(vm: &mut Vm, name: &str) -> Raised {
    vm.raise_message(|types| &types.not_implemented_error, &format!("a tzinfo subclass must implement {name}()"))
}

/// ValueError "fromutc: dt.tzinfo is not self".
pub fn check_own(vm: &mut Vm, this: &Value, value: &Value) -> PyResult<()> {
    let Some(moment) = moment::of(value) else {
        return Err(vm.type_error("fromutc: argument must be a datetime"));
    };
    if moment.zone(vm).is_none_or(|zone| !zone.is(this)) {
        return Err(vm.value_error("fromutc: dt.tzinfo is not self"));
    }
    Ok(())
}

/// `fromutc(dt)`: standard time is found first, then daylight saving time is asked for there.
fn from_utc(vm: &mut Vm, this: &Value, value: &Value) -> PyResult {
    check_own(vm, this, value)?;
    let zone = Some(this.clone());
    let Some(offset) = zone::ask(vm, &zone, zone::Method::Offset, value)? else {
        return Err(vm.value_error("fromutc: non-None utcoffset() result required"));
    };
    let Some(daylight) = zone::ask(vm, &zone, zone::Method::Daylight, value)? else {
        return Err(vm.value_error("fromutc: non-None dst() result required"));
    };
    let standard = offset.span.minus(daylight.span).map_err(|error| delta::too_long(vm, error))?;
    let shown = moment::later(vm, value, standard)?;
    match zone::ask(vm, &zone, zone::Method::Daylight, &shown)?.map(|daylight| daylight.span) {
        None => Err(vm.value_error("fromutc: tz.dst() gave inconsistent results; cannot convert")),
        Some(Span::ZERO) => Ok(shown),
        Some(daylight) => moment::later(vm, &shown, daylight),
    }
}

fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let name = vm.intern("__getinitargs__");
    let arguments = match attribute::get_optional(vm, this, &name)? {
        Some(method) => protocol::call(vm, &method, &[])?,
        None => vm.empty_tuple.to_value(),
    };
    let name = vm.names.getstate.clone();
    let state = protocol::call_method(vm, this, &name, &[])?;
    let class = vm.class_of(this).to_value();
    Ok(vm.new_tuple(vec![class, arguments, state]).into_value())
}
