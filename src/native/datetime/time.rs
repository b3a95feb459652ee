//! `time`: a time of the day.

use std::cell::Cell;

use ouropy_compiler::code::Comparison;

use super::arguments::Reader;
use super::clock::Clock;
use super::{delta, fields, pickle, time_methods, tzinfo, zone};
use crate::native::NativeClass;
use crate::object::{ClassFlags, HeapCell, Layout, Py, Slot, Value, payload};
use crate::protocol::{self, number, sequence};
use crate::text::hash::HashKey;
use crate::text::room::Room;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, Slots};
use crate::types::int;
use crate::vm::signature::Signature;
use crate::vm::{PyResult, Raised, Vm};

/// The declaration of the class.
pub static CLASS: NativeClass = NativeClass::new(ClassSpec {
    module: "datetime",
    flags: ClassFlags::BASE_TYPE,
    slots: Slots {
        new: Some(new),
        repr: Some(repr),
        str: Some(|vm, this| {
            let name = vm.intern("isoformat");
            protocol::call_method(vm, this, &name, &[])
        }),
        hash: Some(hash),
        richcompare: Some(compare),
        ..Slots::EMPTY
    },
    methods: time_methods::METHODS,
    getset: &[
        field::<0>("hour"),
        field::<1>("minute"),
        field::<2>("second"),
        field::<3>("microsecond"),
        GetSet::read_only("tzinfo", |vm, this| Ok(zone::shown(time(this).zone(vm)))),
        GetSet::read_only("fold", |_, this| Ok(Value::index(usize::from(time(this).fold)))),
    ],
    ..ClassSpec::new("time", Layout::of::<Time>())
});

/// A time. The collector does not see its zone, as in CPython.
pub struct Time {
    pub clock: Clock,
    /// Which of two moments that clocks show alike: 1 is the later one.
    pub fold: u8,
    zone: HeapCell<Slot>,
    /// Kept, because the zone is asked for it.
    hash: Cell<Option<i64>>,
}

payload! { Time: Atom, size 40;
    dealloc { zone }
    hidden { zone }
}

impl Time {
    fn new((clock, fold): (Clock, u8), zone: Slot) -> Time {
        Time { clock, fold, zone: HeapCell::new(zone), hash: Cell::new(None) }
    }

    /// Its time zone.
    pub fn zone(&self, vm: &Vm) -> Slot {
        self.zone.get(&vm.heap).clone()
    }
}

const fn field<const INDEX: usize>(name: &'static str) -> GetSet {
    GetSet::read_only(name, |vm, this| Ok(int::from_i64(vm, i64::from(time(this).clock.fields()[INDEX]))))
}

/// The time, `None` of anything else.
pub fn of(value: &Value) -> Option<&Py<Time>> {
    value.cast::<Time>()
}

/// The time that a receiver is.
pub fn time(this: &Value) -> &Py<Time> {
    this.expect::<Time>()
}

/// A time.
pub fn make(vm: &mut Vm, clock: Clock, fold: u8, zone: Slot) -> Value {
    let class = CLASS.of(vm);
    vm.heap.alloc(&class, Time::new((clock, fold), zone)).into_value()
}

/// A time of a class that may be a subclass, and is called then. The fields have not been checked.
pub fn of_class(vm: &mut Vm, class: &Value, clock: [i32; 4], fold: i32, zone: &Value) -> PyResult {
    if CLASS.of(vm).as_value().is(class) {
        let (clock, fold) = fields::clock(vm, clock, fold)?;
        let zone = fields::zone(vm, zone)?;
        return Ok(make(vm, clock, fold, zone));
    }
    let mut values: Vec<Value> = clock.iter().map(|field| int::from_i64(vm, i64::from(*field))).collect();
    values.push(zone.clone());
    call_with_fold(vm, class, values, fold)
}

/// Calls a subclass, telling it the fold only if there is one.
pub fn call_with_fold(vm: &mut Vm, class: &Value, mut values: Vec<Value>, fold: i32) -> PyResult {
    if fold == 0 {
        return protocol::call(vm, class, &values);
    }
    values.push(int::from_i64(vm, i64::from(fold)));
    let names = [vm.intern("fold").into_value()];
    protocol::call_args(vm, class, Arguments { values: &values, names: &names })
}

/// The zone behind a state; TypeError "bad tzinfo state arg".
pub fn zone_of_state(vm: &mut Vm, zone: Option<&Value>) -> PyResult<Slot> {
    match zone.filter(|zone| !zone.is_none()) {
        None => Ok(None),
        Some(zone) if tzinfo::is_one(vm, zone) => Ok(Some(zone.clone())),
        Some(_) => Err(vm.type_error("bad tzinfo state arg")),
    }
}

const PARAMETERS: Signature<'static> =
    Signature::new("hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0");

fn new(vm: &mut Vm, class: &Py<Class>, given: Arguments<'_>) -> PyResult {
    if let [first, zone @ ..] = given.positional()
        && zone.len() < 2
        && let Some(mut state) = pickle::state(vm, first, "time", |codes: &[u32; 6]| codes[0] & 0x7f < 24)?
    {
        let zone = zone_of_state(vm, zone.first())?;
        let fold = state[0] >> 7;
        state[0] &= !pickle::FOLD;
        return Ok(vm.heap.alloc(class, Time::new((Clock::of_state(state), fold), zone)).into_value());
    }
    let mut reader = Reader::new(vm, None, &PARAMETERS, given)?;
    let mut numbers = [0; 4];
    for number in &mut numbers {
        *number = reader.optional_int(vm, 0)?;
    }
    let zone = reader.optional().cloned().unwrap_or(Value::NONE);
    let fold = reader.optional_int(vm, 0)?;
    reader.finish(vm)?;
    let parts = fields::clock(vm, numbers, fold)?;
    let zone = fields::zone(vm, &zone)?;
    Ok(vm.heap.alloc(class, Time::new(parts, zone)).into_value())
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let time = time(this).clone();
    let mut text = format!("{}({}", vm.class_name(this), time.clock.arguments()).into_bytes();
    push_zone(vm, &mut text, &time.zone(vm))?;
    if time.fold != 0 {
        text.put_all(b", fold=1");
    }
    text.push(b')');
    Ok(vm.new_str_bytes(&text).into_value())
}

/// The zone as an argument in a repr, if there is one.
pub fn push_zone(vm: &mut Vm, text: &mut Vec<u8>, zone: &Slot) -> PyResult<()> {
    let Some(zone) = zone else { return Ok(()) };
    text.put_all(b", tzinfo=");
    sequence::push_repr(vm, text, zone)
}

fn hash(vm: &mut Vm, this: &Value) -> PyResult<i64> {
    let time = time(this).clone();
    if let Some(hash) = time.hash.get() {
        return Ok(hash);
    }
    // The fold does not count: the zone is asked about None anyway.
    let zone = time.zone(vm);
    let offset = zone::span(vm, &zone, zone::Method::Offset, &Value::NONE)?;
    let hash = match offset {
        None => HashKey::process().hash_bytes(&time.clock.state()),
        Some(offset) => time.clock.span().minus(offset).map_err(|error| delta::too_long(vm, error))?.hash(),
    };
    time.hash.set(Some(hash));
    Ok(hash)
}

/// TypeError "can't compare offset-naive and offset-aware times".
#[cold]
fn mixed(vm: &mut Vm) -> Raised {
    vm.type_error("can't compare offset-naive and offset-aware times")
}

fn compare(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    let (first, Some(second)) = (time(left).clone(), of(right).cloned()) else { return Ok(Value::NOT_IMPLEMENTED) };
    let plain = first.clock.cmp(&second.clock);
    let zones = (first.zone(vm), second.zone(vm));
    let same_zone = match &zones {
        (None, None) => true,
        (Some(first), Some(second)) => first.is(second),
        _ => false,
    };
    if same_zone {
        return Ok(Value::bool(number::holds(op, plain)));
    }
    let offset = zone::span(vm, &zones.0, zone::Method::Offset, &Value::NONE)?;
    let other = zone::span(vm, &zones.1, zone::Method::Offset, &Value::NONE)?;
    let order = match (offset, other) {
        (None, None) => plain,
        (Some(offset), Some(other)) if offset == other => plain,
        (Some(offset), Some(other)) => {
            // An offset's fraction of a second is not looked at, as in CPython.
            let at = |time: &Py<Time>, offset: super::span::Span| {
                let [days, seconds, _] = offset.fields().map(i64::from);
                (time.clock.seconds() - days * 86_400 - seconds, time.clock.microsecond)
            };
            at(&first, offset).cmp(&at(&second, other))
        }
        _ => match op {
            Comparison::Equal => return Ok(Value::FALSE),
            Comparison::NotEqual => return Ok(Value::TRUE),
            _ => return Err(mixed(vm)),
        },
    };
    Ok(Value::bool(number::holds(op, order)))
}
