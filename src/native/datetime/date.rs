//! `date`. Its methods serve datetimes too, which derive from it.

use ouropy_compiler::code::Comparison;

use super::arguments::Reader;
use super::clock::Clock;
use super::day::Day;
use super::span::Span;
use super::{date_methods, delta, fields, moment, pickle};
use crate::native::NativeClass;
use crate::object::{ClassFlags, Layout, Py, Value, payload};
use crate::protocol::{self, number};
use crate::text::hash::HashKey;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, Slots};
use crate::types::int;
use crate::vm::signature::Signature;
use crate::vm::{PyResult, Vm};

/// The declaration of the class.
pub static CLASS: NativeClass = NativeClass::new(ClassSpec {
    module: "datetime",
    flags: ClassFlags::BASE_TYPE,
    slots: Slots {
        new: Some(new),
        repr: Some(|vm, this| {
            let ([year, month, day], name) = (day(this).fields(), vm.class_name(this));
            Ok(vm.new_str(format!("{name}({year}, {month}, {day})")).into_value())
        }),
        str: Some(|vm, this| {
            let name = vm.intern("isoformat");
            protocol::call_method(vm, this, &name, &[])
        }),
        hash: Some(|_, this| Ok(HashKey::process().hash_bytes(&day(this).state()))),
        richcompare: Some(compare),
        add: Some(add),
        subtract: Some(subtract),
        ..Slots::EMPTY
    },
    methods: date_methods::METHODS,
    getset: &[field::<0>("year"), field::<1>("month"), field::<2>("day")],
    ..ClassSpec::new("date", Layout::of::<Date>())
});

/// A date.
pub struct Date {
    day: Day,
}

payload! { Date: Atom, size 32; }

const fn field<const INDEX: usize>(name: &'static str) -> GetSet {
    GetSet::read_only(name, |vm, this| Ok(int::from_i64(vm, i64::from(day(this).fields()[INDEX]))))
}

/// The day of a date or datetime; `None` for anything else.
pub fn of(value: &Value) -> Option<Day> {
    value.cast::<Date>().map(|date| date.day).or_else(|| moment::of(value).map(|moment| moment.day))
}

/// The day of a receiver.
pub fn day(this: &Value) -> Day {
    of(this).unwrap_or(Day::MIN)
}

/// A date.
pub fn make(vm: &mut Vm, day: Day) -> Value {
    let class = CLASS.of(vm);
    vm.heap.alloc(&class, Date { day }).into_value()
}

/// A date of a class that may be a subclass, and is called then. The fields have not been checked.
pub fn of_class(vm: &mut Vm, class: &Value, [year, month, day]: [i32; 3]) -> PyResult {
    if CLASS.of(vm).as_value().is(class) {
        let day = fields::day(vm, [year, month, day])?;
        return Ok(make(vm, day));
    }
    if moment::CLASS.of(vm).as_value().is(class) {
        let day = fields::day(vm, [year, month, day])?;
        return Ok(moment::make(vm, day, Clock::MIDNIGHT, 0, None));
    }
    let arguments = [year, month, day].map(|field| int::from_i64(vm, i64::from(field)));
    protocol::call(vm, class, &arguments)
}

const PARAMETERS: Signature<'static> = Signature::new("year, month, day");

fn new(vm: &mut Vm, class: &Py<Class>, given: Arguments<'_>) -> PyResult {
    if let [first] = given.positional()
        && let Some(state) = pickle::state(vm, first, "date", |[_, _, month, _]| (1..=12).contains(month))?
    {
        return Ok(vm.heap.alloc(class, Date { day: Day::of_state(state) }).into_value());
    }
    let mut reader = Reader::new(vm, None, &PARAMETERS, given)?;
    let numbers = [reader.int(vm)?, reader.int(vm)?, reader.int(vm)?];
    reader.finish(vm)?;
    let day = fields::day(vm, numbers)?;
    Ok(vm.heap.alloc(class, Date { day }).into_value())
}

fn compare(_: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    // A datetime is no date to compare with.
    match right.cast::<Date>() {
        Some(right) => Ok(Value::bool(number::holds(op, day(left).cmp(&right.day)))),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// OverflowError "date value out of range".
fn later(vm: &mut Vm, this: &Value, days: i64) -> PyResult {
    let Some(later) = day(this).later(days) else { return Err(vm.overflow_error("date value out of range")) };
    let class = vm.class_of(this).to_value();
    of_class(vm, &class, later.fields())
}

fn add(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    match (left, delta::of(right), delta::of(left)) {
        (date, Some(span), _) if date.has::<Date>() => later(vm, date, span.days()),
        (_, _, Some(span)) if right.has::<Date>() => later(vm, right, span.days()),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn subtract(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    let Some(date) = left.cast::<Date>() else { return Ok(Value::NOT_IMPLEMENTED) };
    if let Some(other) = right.cast::<Date>() {
        let days = date.day.ordinal() - other.day.ordinal();
        return delta::checked(vm, Span::of_parts(days, 0, 0));
    }
    match delta::of(right) {
        Some(span) => later(vm, left, -span.days()),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}
