//! `_datetime`: dates, times, their differences and time zones.
//!
//! `day`, `clock` and `span` hold the numbers, of which the calendar is in [`crate::text::calendar`]; the other files are
//! the types that programs see.

mod arguments;
mod arithmetic;
mod clock;
mod date;
mod date_methods;
mod day;
mod delta;
mod fields;
mod iso_calendar;
mod local;
mod moment;
mod moment_methods;
mod pickle;
mod span;
mod strftime;
mod time;
mod time_methods;
mod timezone;
mod tzinfo;
mod zone;

use super::{ModuleSpec, NativeClass, set};
use crate::object::{Py, Slot, Value};
use crate::text::calendar::{MAX_YEAR, MIN_YEAR};
use crate::types::dict::Dict;
use crate::types::int;
use crate::vm::{PyResult, Vm};
use clock::Clock;
use day::Day;
use span::Span;

/// The declaration of `_datetime`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "_datetime",
    functions: &[],
    classes: &[
        &date::CLASS,
        &moment::CLASS,
        &time::CLASS,
        &delta::CLASS,
        &tzinfo::CLASS,
        &timezone::CLASS,
        &iso_calendar::CLASS,
    ],
    init: Some(init),
};

/// What the module keeps.
#[derive(Default)]
struct Kept {
    /// `timedelta(0)`.
    zero: Slot,
    /// `timezone.utc`.
    utc: Slot,
}

fn init(vm: &mut Vm, namespace: &Py<Dict>) -> PyResult<()> {
    super::time::prepare(vm);
    let (time, modules) = (vm.intern("time"), vm.modules.clone());
    if modules.get_str(&vm.heap, &time).is_none() {
        // CPython has imported it when a program begins.
        drop(crate::import::load(vm, &time)?);
    }
    if vm.states.get::<Kept>().is_none() {
        // CPython has both from the start, outside the heap.
        let zero = immortal(delta::make(vm, Span::ZERO));
        vm.states.get_or_default::<Kept>().zero = Some(zero);
        let utc = immortal(timezone::utc(vm));
        vm.states.get_or_default::<Kept>().utc = Some(utc);
        add_limits(vm)?;
    }
    for (name, year) in [("MINYEAR", MIN_YEAR), ("MAXYEAR", MAX_YEAR)] {
        let year = int::from_i64(vm, i64::from(year));
        set(vm, namespace, name, year);
    }
    let utc = timezone::utc(vm);
    set(vm, namespace, "UTC", utc);
    let capsule = super::types_::capsule(vm, "datetime.datetime_CAPI", Vec::new());
    set(vm, namespace, "datetime_CAPI", capsule);
    Ok(())
}

fn immortal(value: Value) -> Value {
    if let Some(header) = value.header() {
        header.report_as_immortal();
    }
    value
}

/// A minute less than a day, in microseconds.
const MOST_OFFSET: i64 = (24 * 60 - 1) * 60_000_000;

/// `min`, `max` and `resolution` of the classes, and `timezone.utc`.
fn add_limits(vm: &mut Vm) -> PyResult<()> {
    let deltas = [("resolution", Span::RESOLUTION), ("min", Span::MIN), ("max", Span::MAX)];
    for (name, span) in deltas {
        let value = delta::make(vm, span);
        add(vm, &delta::CLASS, name, value);
    }
    let values = [
        ("min", date::make(vm, Day::MIN)),
        ("max", date::make(vm, Day::MAX)),
        ("resolution", delta::make(vm, Span::DAY)),
    ];
    for (name, value) in values {
        add(vm, &date::CLASS, name, value);
    }
    let values = [
        ("min", time::make(vm, Clock::MIDNIGHT, 0, None)),
        ("max", time::make(vm, Clock::MAX, 0, None)),
        ("resolution", delta::make(vm, Span::RESOLUTION)),
    ];
    for (name, value) in values {
        add(vm, &time::CLASS, name, value);
    }
    let values = [
        ("min", moment::make(vm, Day::MIN, Clock::MIDNIGHT, 0, None)),
        ("max", moment::make(vm, Day::MAX, Clock::MAX, 0, None)),
        ("resolution", delta::make(vm, Span::RESOLUTION)),
    ];
    for (name, value) in values {
        add(vm, &moment::CLASS, name, value);
    }
    let values = [
        ("utc", timezone::utc(vm)),
        ("min", timezone::of_microseconds(vm, -MOST_OFFSET)?),
        ("max", timezone::of_microseconds(vm, MOST_OFFSET)?),
    ];
    for (name, value) in values {
        add(vm, &timezone::CLASS, name, value);
    }
    Ok(())
}

fn add(vm: &mut Vm, class: &'static NativeClass, name: &str, value: Value) {
    let namespace = class.of(vm).namespace(&vm.heap).clone();
    let name = vm.intern(name);
    drop(namespace.set_str(vm, &name, value));
}
