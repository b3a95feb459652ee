//! `timezone`: a fixed offset.

use ouropy_compiler::code::Comparison;

use super::arguments::{Reader, wrong_type};
use super::delta::{self, TimeDelta};
use super::span::Span;
use super::{Kept, moment, tzinfo, zone};
use crate::native::NativeClass;
use crate::object::{ClassFlags, HeapCell, Layout, Py, Slot, Value, payload};
use crate::protocol;
use crate::text::room::Room;
use crate::types::class::{Arguments, Class, ClassSpec, NativeDef, Slots};
use crate::vm::signature::Signature;
use crate::vm::{PyResult, Vm};

/// The declaration of the class.
pub static CLASS: NativeClass = NativeClass::below(
    &tzinfo::CLASS,
    ClassSpec {
        module: "datetime",
        flags: ClassFlags::empty(),
        slots: Slots {
            new: Some(new),
            repr: Some(repr),
            str: Some(str),
            hash: Some(|_, this| Ok(this.expect::<TimeZone>().span.hash())),
            richcompare: Some(|_, left, right, op| {
                let (Some(left), Some(right)) = (left.cast::<TimeZone>(), right.cast::<TimeZone>()) else {
                    return Ok(Value::NOT_IMPLEMENTED);
                };
                let is_equal = left.span == right.span;
                Ok(match op {
                    Comparison::Equal => Value::bool(is_equal),
                    Comparison::NotEqual => Value::bool(!is_equal),
                    _ => Value::NOT_IMPLEMENTED,
                })
            }),
            ..Slots::EMPTY
        },
        methods: &[
            NativeDef::one("tzname", |vm, this, about| {
                check_argument(vm, "tzname", about)?;
                str(vm, this)
            }),
            NativeDef::one("utcoffset", |vm, this, about| {
                check_argument(vm, "utcoffset", about)?;
                Ok(this.expect::<TimeZone>().offset(vm))
            }),
            NativeDef::one("dst", |vm, _, about| {
                check_argument(vm, "dst", about)?;
                Ok(Value::NONE)
            }),
            NativeDef::one("fromutc", |vm, this, value| {
                tzinfo::check_own(vm, this, value)?;
                moment::later(vm, value, this.expect::<TimeZone>().span)
            }),
            NativeDef::none("__getinitargs__", |vm, this| {
                let zone = this.expect::<TimeZone>();
                let arguments = std::iter::once(zone.offset(vm)).chain(zone.name(vm)).collect();
                Ok(vm.pack_tuple(arguments).into_value())
            }),
        ],
        ..ClassSpec::new("timezone", Layout::of::<TimeZone>())
    },
);

/// A fixed offset and perhaps a name. The collector does not see them, as in CPython.
pub struct TimeZone {
    span: Span,
    /// The timedelta that tells it, of a subclass perhaps.
    offset: HeapCell<Slot>,
    name: HeapCell<Slot>,
}

payload! { TimeZone: Atom, size 32;
    dealloc { offset, name }
    hidden { offset, name }
}

impl TimeZone {
    fn new(offset: &Py<TimeDelta>, name: Slot) -> TimeZone {
        let span = offset.span;
        TimeZone { span, offset: HeapCell::new(Some(offset.to_value())), name: HeapCell::new(name) }
    }

    fn offset(&self, vm: &Vm) -> Value {
        zone::shown(self.offset.get(&vm.heap).clone())
    }

    fn name(&self, vm: &Vm) -> Slot {
        self.name.get(&vm.heap).clone()
    }
}

/// `timezone.utc`.
pub fn utc(vm: &mut Vm) -> Value {
    if let Some(utc) = vm.states.get::<Kept>().and_then(|kept| kept.utc.clone()) {
        return utc;
    }
    let offset = delta::make(vm, Span::ZERO).expect::<TimeDelta>().clone();
    let class = CLASS.of(vm);
    vm.heap.alloc(&class, TimeZone::new(&offset, None)).into_value()
}

/// ValueError "offset must be a timedelta strictly between …" if it is a day or more.
pub fn check_offset(vm: &mut Vm, offset: &Py<TimeDelta>) -> PyResult<()> {
    if offset.span.is_offset() {
        return Ok(());
    }
    let shown = protocol::repr(vm, offset.as_value())?;
    let text = [
        b"offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not ",
        shown.as_bytes(),
    ]
    .concat();
    let text = vm.new_str_bytes(&text).into_value();
    Err(vm.raise_with(|types| &types.value_error, vec![text]))
}

/// The zone of an offset; `utc` if that is zero and there is no name.
pub fn make(vm: &mut Vm, offset: &Py<TimeDelta>, name: Slot) -> PyResult {
    if name.is_none() && offset.span.is_zero() {
        return Ok(utc(vm));
    }
    check_offset(vm, offset)?;
    let class = CLASS.of(vm);
    Ok(vm.heap.alloc(&class, TimeZone::new(offset, name)).into_value())
}

/// The zone of an offset of so many microseconds.
pub fn of_microseconds(vm: &mut Vm, offset: i64) -> PyResult {
    let offset = delta::checked(vm, Span::of_parts(0, 0, offset))?;
    make(vm, offset.expect::<TimeDelta>(), None)
}

const PARAMETERS: Signature<'static> = Signature::new("offset, name=None");

fn new(vm: &mut Vm, _: &Py<Class>, given: Arguments<'_>) -> PyResult {
    let mut reader = Reader::new(vm, Some("timezone"), &PARAMETERS, given)?;
    let offset = reader.required(vm)?;
    let Some(offset) = offset.cast::<TimeDelta>() else {
        return Err(wrong_type(vm, "timezone", 1, "datetime.timedelta", offset));
    };
    let name = reader.optional();
    if let Some(name) = name {
        reader.text(vm, name)?;
    }
    reader.finish(vm)?;
    make(vm, offset, name.cloned())
}

/// TypeError "utcoffset(dt) argument must be a datetime instance or None, not int".
fn check_argument(vm: &mut Vm, method: &str, about: &Value) -> PyResult<()> {
    if about.is_none() || moment::of(about).is_some() {
        return Ok(());
    }
    let class = vm.class_name(about);
    Err(vm.type_error(format!("{method}(dt) argument must be a datetime instance or None, not {class}")))
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let mut text = vm.class_name(this).into_bytes();
    if utc(vm).is(this) {
        text.put_all(b".utc");
        return Ok(vm.new_str_bytes(&text).into_value());
    }
    let zone = this.expect::<TimeZone>().clone();
    text.push(b'(');
    protocol::sequence::push_repr(vm, &mut text, &zone.offset(vm))?;
    if let Some(name) = &zone.name(vm) {
        text.put_all(b", ");
        protocol::sequence::push_repr(vm, &mut text, name)?;
    }
    text.push(b')');
    Ok(vm.new_str_bytes(&text).into_value())
}

/// Its name, or `UTC+01:00`.
fn str(vm: &mut Vm, this: &Value) -> PyResult {
    let zone = this.expect::<TimeZone>();
    if let Some(name) = zone.name(vm) {
        return Ok(name);
    }
    let offset = zone.span;
    let text = if offset.is_zero() { String::new() } else { offset.offset_text(":") };
    Ok(vm.new_str(format!("UTC{text}")).into_value())
}
