//! `datetime`: a day and a time of the day.

use std::cell::Cell;
use std::cmp::Ordering;

use ouropy_compiler::code::Comparison;

use super::arguments::Reader;
use super::clock::Clock;
use super::day::Day;
use super::span::Span;
use super::{date, delta, fields, moment_methods, pickle, time, zone};
use crate::native::NativeClass;
use crate::object::{ClassFlags, HeapCell, Layout, Py, Slot, Value, payload};
use crate::protocol::{self, number};
use crate::text::hash::HashKey;
use crate::text::room::Room;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, Slots};
use crate::types::int;
use crate::vm::signature::Signature;
use crate::vm::{PyResult, Raised, Vm};

/// The declaration of the class.
pub static CLASS: NativeClass = NativeClass::below(
    &date::CLASS,
    ClassSpec {
        module: "datetime",
        flags: ClassFlags::BASE_TYPE,
        slots: Slots {
            new: Some(new),
            repr: Some(repr),
            str: Some(|vm, this| {
                let (name, space) = (vm.intern("isoformat"), vm.new_str(" ").into_value());
                protocol::call_method(vm, this, &name, &[space])
            }),
            hash: Some(hash),
            richcompare: Some(compare),
            add: Some(|vm, left, right| match (delta::of(left), delta::of(right)) {
                (_, Some(span)) if of(left).is_some() => later(vm, left, span),
                (Some(span), _) if of(right).is_some() => later(vm, right, span),
                _ => Ok(Value::NOT_IMPLEMENTED),
            }),
            subtract: Some(|vm, left, right| {
                let Some(first) = of(left).cloned() else { return Ok(Value::NOT_IMPLEMENTED) };
                if let Some(span) = delta::of(right) {
                    return earlier(vm, left, span);
                }
                match of(right).cloned() {
                    Some(second) => {
                        let span = difference(vm, &first, &second)?;
                        Ok(delta::make(vm, span))
                    }
                    None => Ok(Value::NOT_IMPLEMENTED),
                }
            }),
            ..Slots::EMPTY
        },
        methods: moment_methods::METHODS,
        getset: &[
            field::<0>("hour"),
            field::<1>("minute"),
            field::<2>("second"),
            field::<3>("microsecond"),
            GetSet::read_only("tzinfo", |vm, this| Ok(zone::shown(moment(this).zone(vm)))),
            GetSet::read_only("fold", |_, this| Ok(Value::index(usize::from(moment(this).fold)))),
        ],
        ..ClassSpec::new("datetime", Layout::of::<DateTime>())
    },
);

/// A datetime. The collector does not see its zone, as in CPython.
pub struct DateTime {
    pub day: Day,
    pub clock: Clock,
    /// Which of two moments that clocks show alike: 1 is the later one.
    pub fold: u8,
    zone: HeapCell<Slot>,
    /// Kept, because the zone is asked for it.
    hash: Cell<Option<i64>>,
}

payload! { DateTime: Atom, size 48;
    dealloc { zone }
    hidden { zone }
}

impl DateTime {
    fn new(day: Day, (clock, fold): (Clock, u8), zone: Slot) -> DateTime {
        DateTime { day, clock, fold, zone: HeapCell::new(zone), hash: Cell::new(None) }
    }

    /// Its time zone.
    pub fn zone(&self, vm: &Vm) -> Slot {
        self.zone.get(&vm.heap).clone()
    }

    /// Gives it another zone: one that nobody has seen yet.
    pub fn set_zone(&self, vm: &mut Vm, zone: Value) {
        drop(self.zone.replace(&mut vm.heap, Some(zone)));
    }

    /// From the beginning of day 0, in microseconds.
    fn microseconds(&self) -> i128 {
        i128::from(self.day.ordinal()) * Span::DAY.microseconds() + i128::from(self.clock.microseconds())
    }

    /// As [`DateTime::microseconds`].
    fn span(&self) -> Span {
        Span::of_microseconds(self.microseconds()).unwrap_or(Span::ZERO)
    }
}

const fn field<const INDEX: usize>(name: &'static str) -> GetSet {
    GetSet::read_only(name, |vm, this| Ok(int::from_i64(vm, i64::from(moment(this).clock.fields()[INDEX]))))
}

/// The datetime, `None` of anything else.
pub fn of(value: &Value) -> Option<&Py<DateTime>> {
    value.cast::<DateTime>()
}

/// The datetime that a receiver is.
pub fn moment(this: &Value) -> &Py<DateTime> {
    this.expect::<DateTime>()
}

/// A datetime.
pub fn make(vm: &mut Vm, day: Day, clock: Clock, fold: u8, zone: Slot) -> Value {
    let class = CLASS.of(vm);
    vm.heap.alloc(&class, DateTime::new(day, (clock, fold), zone)).into_value()
}

/// A copy of the same class that differs in fold and zone. The class is not called.
pub fn with(vm: &mut Vm, this: &Value, fold: u8, zone: Slot) -> PyResult {
    let old = moment(this).clone();
    let day = fields::day(vm, old.day.fields())?;
    let parts = fields::clock(vm, old.clock.fields(), i32::from(fold))?;
    let class = vm.class_of(this).clone();
    Ok(vm.heap.alloc(&class, DateTime::new(day, parts, zone)).into_value())
}

/// A datetime of a class that may be a subclass, and is called then. The fields have not been checked.
pub fn of_class(vm: &mut Vm, class: &Value, day: [i32; 3], clock: [i32; 4], fold: i32, zone: &Value) -> PyResult {
    if CLASS.of(vm).as_value().is(class) {
        let day = fields::day(vm, day)?;
        let (clock, fold) = fields::clock(vm, clock, fold)?;
        let zone = fields::zone(vm, zone)?;
        return Ok(make(vm, day, clock, fold, zone));
    }
    let numbers = day.iter().chain(&clock);
    let mut values: Vec<Value> = numbers.map(|field| int::from_i64(vm, i64::from(*field))).collect();
    values.push(zone.clone());
    time::call_with_fold(vm, class, values, fold)
}

const PARAMETERS: Signature<'static> =
    Signature::new("year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0");

fn new(vm: &mut Vm, class: &Py<Class>, given: Arguments<'_>) -> PyResult {
    if let [first, zone @ ..] = given.positional()
        && zone.len() < 2
        && let Some(state) =
            pickle::state(vm, first, "datetime", |codes: &[u32; 10]| (1..=12).contains(&(codes[2] & 0x7f)))?
    {
        let zone = time::zone_of_state(vm, zone.first())?;
        let [y1, y2, month, day, clock @ ..] = state;
        let day = Day::of_state([y1, y2, month & !pickle::FOLD, day]);
        let parts = (Clock::of_state(clock), month >> 7);
        return Ok(vm.heap.alloc(class, DateTime::new(day, parts, zone)).into_value());
    }
    let mut reader = Reader::new(vm, None, &PARAMETERS, given)?;
    let day = [reader.int(vm)?, reader.int(vm)?, reader.int(vm)?];
    let mut clock = [0; 4];
    for number in &mut clock {
        *number = reader.optional_int(vm, 0)?;
    }
    let zone = reader.optional().cloned().unwrap_or(Value::NONE);
    let fold = reader.optional_int(vm, 0)?;
    reader.finish(vm)?;
    let day = fields::day(vm, day)?;
    let parts = fields::clock(vm, clock, fold)?;
    let zone = fields::zone(vm, &zone)?;
    Ok(vm.heap.alloc(class, DateTime::new(day, parts, zone)).into_value())
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let moment = moment(this).clone();
    let ([year, month, day], clock) = (moment.day.fields(), moment.clock.arguments());
    let mut text = format!("{}({year}, {month}, {day}, {clock}", vm.class_name(this)).into_bytes();
    if moment.fold != 0 {
        text.put_all(b", fold=1");
    }
    time::push_zone(vm, &mut text, &moment.zone(vm))?;
    text.push(b')');
    Ok(vm.new_str_bytes(&text).into_value())
}

/// What the zone of a datetime says.
pub fn ask(vm: &mut Vm, this: &Value, method: zone::Method) -> PyResult<Option<Span>> {
    let zone = moment(this).zone(vm);
    zone::span(vm, &zone, method, this)
}

fn hash(vm: &mut Vm, this: &Value) -> PyResult<i64> {
    let moment = moment(this).clone();
    if let Some(hash) = moment.hash.get() {
        return Ok(hash);
    }
    // The fold does not count.
    let zone = moment.zone(vm);
    let unfolded = if moment.fold == 0 { this.clone() } else { with(vm, this, 0, zone)? };
    let offset = ask(vm, &unfolded, zone::Method::Offset)?;
    drop(unfolded);
    let hash = match offset {
        None => {
            let state = [&moment.day.state()[..], &moment.clock.state()].concat();
            HashKey::process().hash_bytes(&state)
        }
        Some(offset) => moment.span().minus(offset).map_err(|error| delta::too_long(vm, error))?.hash(),
    };
    moment.hash.set(Some(hash));
    Ok(hash)
}

/// The datetime so much later; OverflowError "date value out of range".
pub fn later(vm: &mut Vm, this: &Value, span: Span) -> PyResult {
    moved(vm, this, span.days(), span.rest())
}

/// The datetime so much earlier.
pub fn earlier(vm: &mut Vm, this: &Value, span: Span) -> PyResult {
    moved(vm, this, -span.days(), -span.rest())
}

fn moved(vm: &mut Vm, this: &Value, days: i64, microseconds: i64) -> PyResult {
    const DAY: i64 = 86_400_000_000;
    let Some(old) = of(this).cloned() else {
        let class = vm.class_name(this);
        return Err(vm.type_error(format!("a datetime is needed, not {class}")));
    };
    let total = old.clock.microseconds() + microseconds;
    let Some(day) = old.day.later(days + total.div_euclid(DAY)) else {
        return Err(vm.overflow_error("date value out of range"));
    };
    let clock = Clock::of_microseconds(total.rem_euclid(DAY));
    let (class, zone) = (vm.class_of(this).to_value(), zone::shown(old.zone(vm)));
    of_class(vm, &class, day.fields(), clock.fields(), 0, &zone)
}

/// Whether both have one zone, or none. The zone need not be asked then.
fn share_zone(vm: &Vm, left: &DateTime, right: &DateTime) -> bool {
    match (left.zone.get(&vm.heap), right.zone.get(&vm.heap)) {
        (None, None) => true,
        (Some(left), Some(right)) => left.is(right),
        _ => false,
    }
}

/// TypeError "can't compare offset-naive and offset-aware datetimes".
#[cold]
fn mixed(vm: &mut Vm, verb: &str) -> Raised {
    vm.type_error(format!("can't {verb} offset-naive and offset-aware datetimes"))
}

/// `left - right`; TypeError "can't subtract offset-naive and offset-aware datetimes".
pub fn difference(vm: &mut Vm, left: &Py<DateTime>, right: &Py<DateTime>) -> PyResult<Span> {
    let shift = if share_zone(vm, left, right) {
        Span::ZERO
    } else {
        let offset = ask(vm, left.as_value(), zone::Method::Offset)?;
        let other = ask(vm, right.as_value(), zone::Method::Offset)?;
        match (offset, other) {
            (None, None) => Span::ZERO,
            (Some(offset), Some(other)) => offset.minus(other).map_err(|error| delta::too_long(vm, error))?,
            _ => return Err(mixed(vm, "subtract")),
        }
    };
    let shown = left.span().minus(right.span());
    shown.and_then(|shown| shown.minus(shift)).map_err(|error| delta::too_long(vm, error))
}

/// Whether the offset of a datetime is another one with the other fold: such datetimes equal none of other zones
/// (PEP 495).
fn depends_on_fold(vm: &mut Vm, this: &Value, offset: Span) -> PyResult<bool> {
    let (fold, zone) = (1 - moment(this).fold, moment(this).zone(vm));
    let folded = with(vm, this, fold, zone)?;
    Ok(ask(vm, &folded, zone::Method::Offset)? != Some(offset))
}

fn compare(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    let (first, Some(second)) = (moment(left).clone(), of(right).cloned()) else { return Ok(Value::NOT_IMPLEMENTED) };
    let plain = (first.day, first.clock).cmp(&(second.day, second.clock));
    if share_zone(vm, &first, &second) {
        return Ok(Value::bool(number::holds(op, plain)));
    }
    let is_equality = matches!(op, Comparison::Equal | Comparison::NotEqual);
    let offset = ask(vm, left, zone::Method::Offset)?;
    let other = ask(vm, right, zone::Method::Offset)?;
    let mut order = match (offset, other) {
        (None, None) => plain,
        (Some(offset), Some(other)) if offset == other => plain,
        (Some(_), Some(_)) => difference(vm, &first, &second)?.cmp(&Span::ZERO),
        _ if is_equality => return Ok(Value::bool(op == Comparison::NotEqual)),
        _ => return Err(mixed(vm, "compare")),
    };
    if is_equality
        && order == Ordering::Equal
        && let (Some(offset), Some(other)) = (offset, other)
        && (depends_on_fold(vm, left, offset)? || depends_on_fold(vm, right, other)?)
    {
        order = Ordering::Greater;
    }
    Ok(Value::bool(number::holds(op, order)))
}
