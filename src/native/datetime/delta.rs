//! `timedelta`.

use std::cmp::Ordering;

use ouropy_compiler::code::Comparison;

use super::Kept;
use super::arguments::Reader;
use super::span::{Span, TooLong};
use super::{arithmetic, pickle};
use crate::native::NativeClass;
use crate::object::{ClassFlags, Layout, Py, Value, payload};
use crate::protocol::number;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, Slots};
use crate::types::{float, int};
use crate::vm::signature::Signature;
use crate::vm::{PyResult, Raised, Vm};

/// The declaration of the class.
pub static CLASS: NativeClass = NativeClass::new(ClassSpec {
    module: "datetime",
    flags: ClassFlags::BASE_TYPE,
    slots: Slots {
        new: Some(new),
        repr: Some(|vm, this| {
            let (name, arguments) = (vm.class_name(this), span(this).arguments());
            Ok(vm.new_str(format!("{name}({arguments})")).into_value())
        }),
        str: Some(|vm, this| Ok(vm.new_str(span(this).text()).into_value())),
        hash: Some(|_, this| Ok(span(this).hash())),
        richcompare: Some(compare),
        bool_: Some(|_, this| Ok(!span(this).is_zero())),
        ..arithmetic::SLOTS
    },
    methods: &[
        NativeDef::none("total_seconds", |vm, this| arithmetic::total_seconds(vm, span(this))),
        NativeDef::none("__reduce__", |vm, this| {
            let fields = span(this).fields().map(|field| int::from_i64(vm, i64::from(field)));
            let fields = vm.new_tuple(fields.into()).into_value();
            Ok(pickle::with_class(vm, this, fields))
        }),
    ],
    getset: &[field::<0>("days"), field::<1>("seconds"), field::<2>("microseconds")],
    ..ClassSpec::new("timedelta", Layout::of::<TimeDelta>())
});

/// A timedelta.
pub struct TimeDelta {
    pub span: Span,
}

payload! { TimeDelta: Atom, size 40; }

const fn field<const INDEX: usize>(name: &'static str) -> GetSet {
    GetSet::read_only(name, |vm, this| Ok(int::from_i64(vm, i64::from(span(this).fields()[INDEX])))).member()
}

/// The length of one.
pub fn span(delta: &Value) -> Span {
    delta.expect::<TimeDelta>().span
}

/// The length of a timedelta, `None` for anything else.
pub fn of(value: &Value) -> Option<Span> {
    value.cast::<TimeDelta>().map(|delta| delta.span)
}

/// OverflowErrors "days=1000000000; must have magnitude <= 999999999", "Python int too large to convert to C int".
#[cold]
pub fn too_long(vm: &mut Vm, error: TooLong) -> Raised {
    match error {
        TooLong::Days(days) => vm.overflow_error(format!("days={days}; must have magnitude <= {}", Span::MAX_DAYS)),
        TooLong::Int => vm.overflow_error("Python int too large to convert to C int"),
    }
}

/// A timedelta of that length. There is one of length zero.
pub fn make(vm: &mut Vm, span: Span) -> Value {
    if span.is_zero()
        && let Some(zero) = vm.states.get::<Kept>().and_then(|kept| kept.zero.clone())
    {
        return zero;
    }
    let class = CLASS.of(vm);
    vm.heap.alloc(&class, TimeDelta { span }).into_value()
}

/// A timedelta of what was computed.
pub fn checked(vm: &mut Vm, span: Result<Span, TooLong>) -> PyResult {
    match span {
        Ok(span) => Ok(make(vm, span)),
        Err(error) => Err(too_long(vm, error)),
    }
}

/// An instance of `timedelta` or of a subclass.
pub fn of_class(vm: &mut Vm, class: &Py<Class>, span: Span) -> Value {
    if CLASS.of(vm).is(class) { make(vm, span) } else { vm.heap.alloc(class, TimeDelta { span }).into_value() }
}

const PARAMETERS: Signature<'static> =
    Signature::new("days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0");

/// The units of the parameters in microseconds, in the order in which they are added up, with the places of the
/// parameters.
const UNITS: [(usize, &str, i64); 7] = [
    (2, "microseconds", 1),
    (3, "milliseconds", 1000),
    (1, "seconds", 1_000_000),
    (4, "minutes", 60_000_000),
    (5, "hours", 3_600_000_000),
    (0, "days", 86_400_000_000),
    (6, "weeks", 604_800_000_000),
];

fn new(vm: &mut Vm, class: &Py<Class>, given: Arguments<'_>) -> PyResult {
    let mut reader = Reader::new(vm, Some("__new__"), &PARAMETERS, given)?;
    let parts: [Option<&Value>; 7] = std::array::from_fn(|_| reader.optional());
    reader.finish(vm)?;
    let (mut total, mut fraction) = (Value::index(0), 0.0);
    for (place, name, unit) in UNITS {
        if let Some(part) = parts[place] {
            total = add_part(vm, total, &mut fraction, part, name, unit)?;
        }
    }
    if fraction != 0.0 {
        let whole = round_half_even(vm, &total, fraction)?;
        total = arithmetic::add(vm, &total, &whole)?;
    }
    let span = arithmetic::span_of_microseconds(vm, &total)?;
    Ok(of_class(vm, class, span))
}

/// Adds a part to the microseconds so far. What a float has besides whole microseconds is added up by itself.
fn add_part(vm: &mut Vm, total: Value, fraction: &mut f64, part: &Value, name: &str, unit: i64) -> PyResult {
    let factor = int::from_i64(vm, unit);
    if int::Number::of(part).is_some() {
        let product = arithmetic::multiply(vm, part, &factor)?;
        return arithmetic::add(vm, &total, &product);
    }
    let Some(number) = float::value_of(part) else {
        let class = vm.class_name(part);
        return Err(vm.type_error(format!("unsupported type for timedelta {name} component: {class}")));
    };
    let whole = integer(vm, number.trunc())?;
    let product = arithmetic::multiply(vm, &whole, &factor)?;
    let total = arithmetic::add(vm, &total, &product)?;
    if number.fract() == 0.0 {
        return Ok(total);
    }
    let rest = number.fract() * unit as f64;
    *fraction += rest.fract();
    let rest = integer(vm, rest.trunc())?;
    arithmetic::add(vm, &total, &rest)
}

/// A whole number; the errors of `int` for infinities and NaN.
fn integer(vm: &mut Vm, whole: f64) -> PyResult {
    let whole = float::new(vm, whole);
    number::int_of(vm, &whole)
}

/// The whole microseconds to add for a fraction; of two that are equally near the one that makes the sum even.
fn round_half_even(vm: &mut Vm, total: &Value, fraction: f64) -> PyResult {
    let mut whole = fraction.round();
    if (whole - fraction).abs().partial_cmp(&0.5) == Some(Ordering::Equal) {
        let odd = if arithmetic::is_odd(vm, total)? { 1.0 } else { 0.0 };
        whole = 2.0 * ((fraction + odd) * 0.5).round() - odd;
    }
    Ok(int::from_i64(vm, whole as i64))
}

fn compare(_: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    match (of(left), of(right)) {
        (Some(left), Some(right)) => Ok(Value::bool(number::holds(op, left.cmp(&right)))),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}
