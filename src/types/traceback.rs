//! `traceback`: one entry for each frame an exception passed through, outermost first.

use std::cell::Cell;

use ouropy_compiler::code::Position;

use crate::object::{HeapCell, Kind, Layout, Py, Slot, Value, payload};
use crate::protocol::number;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, Slots};
use crate::types::code::Code;
use crate::types::exception;
use crate::types::frame::{Frame, view};
use crate::types::int;
use crate::types::list::List;
use crate::vm::arguments::bind;
use crate::vm::{PyResult, Vm};

/// The declaration of `traceback`.
pub const SPEC: ClassSpec = ClassSpec {
    slots: Slots { new: Some(new), ..Slots::EMPTY },
    methods: &[NativeDef::none("__dir__", dir)],
    getset: &[
        GetSet::new("tb_next", get_next, set_next),
        GetSet::read_only("tb_frame", get_frame).member(),
        GetSet::read_only("tb_lasti", get_lasti).member(),
        GetSet::read_only("tb_lineno", get_line),
    ],
    ..ClassSpec::new("traceback", Layout::of::<Traceback>())
};

/// `tb_lineno` until it is asked for.
const UNKNOWN_LINE: i32 = -1;

/// What `tb_lasti` tells.
#[derive(Clone, Copy)]
enum Place {
    /// An instruction of the frame's code.
    Instruction(u32),
    /// Whatever Python code gave as `tb_lasti`.
    Offset(i32),
}

/// A traceback entry.
pub struct Traceback {
    /// `tb_next`: the entry of the frame called from here.
    pub next: HeapCell<Slot>,
    /// `tb_frame`; unset only once the collector has cleared the entry.
    pub frame: HeapCell<Slot>,
    /// The instruction that raised or called.
    place: Place,
    /// `tb_lineno`; -1 until asked for when Python code made the entry without a line.
    pub line: Cell<i32>,
}

payload! { Traceback: AtBirth, size 48;
    references { next = .tb_next, frame = .tb_frame }
    clear { next, frame }
}

impl Traceback {
    /// A new entry in front of `next`.
    fn create(vm: &mut Vm, next: Slot, frame: Value, place: Place, line: i32) -> Value {
        let payload =
            Traceback { next: HeapCell::new(next), frame: HeapCell::new(Some(frame)), place, line: Cell::new(line) };
        vm.heap.alloc(&vm.types.traceback, payload).into_value()
    }
}

/// One more entry in front of the traceback of an exception: what unwinding does for each frame. The line is worked
/// out when somebody asks.
pub fn add_entry(vm: &mut Vm, exception: &Value, frame: impl Into<Value>, instruction: u32) {
    let Some(exception) = exception.cast::<exception::Exception>() else { return };
    let next = exception.traceback.take(&mut vm.heap);
    let entry = Traceback::create(vm, next, frame.into(), Place::Instruction(instruction), UNKNOWN_LINE);
    exception.traceback.set(&mut vm.heap, Some(entry));
}

/// As [`add_entry`], of a place that is no instruction.
pub fn add_entry_at(vm: &mut Vm, exception: &Value, frame: impl Into<Value>, offset: u32) {
    let Some(exception) = exception.cast::<exception::Exception>() else { return };
    let next = exception.traceback.take(&mut vm.heap);
    let entry = Traceback::create(vm, next, frame.into(), Place::Offset(offset as i32), UNKNOWN_LINE);
    exception.traceback.set(&mut vm.heap, Some(entry));
}

fn new(vm: &mut Vm, _class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let bound = bind(vm, "traceback", "tb_next, tb_frame, tb_lasti, tb_lineno", arguments)?;
    let [next, frame, lasti, line] = <[Slot; 4]>::try_from(bound).unwrap_or_default();
    let next = match next {
        Some(next) if next.has::<Traceback>() => Some(next),
        Some(none) if none.is_none() => None,
        other => {
            let class = other.map_or_else(String::new, |other| vm.class_name(&other));
            return Err(vm.type_error(format!("expected traceback object or None, got '{class}'")));
        }
    };
    let frame = match frame {
        Some(frame) if frame.kind() == Some(Kind::Frame) => frame,
        other => {
            let class = other.map_or_else(String::new, |other| exception::class_or_none(vm, &other));
            return Err(vm.type_error(format!("traceback() argument 'tb_frame' must be frame, not {class}")));
        }
    };
    let lasti = number::int_argument(vm, &lasti.unwrap_or(Value::NONE))?;
    let line = number::int_argument(vm, &line.unwrap_or(Value::NONE))?;
    Ok(Traceback::create(vm, next, frame, Place::Offset(lasti), line))
}

fn dir(vm: &mut Vm, _this: &Value) -> PyResult {
    let names = ["tb_frame", "tb_next", "tb_lasti", "tb_lineno"].map(|name| vm.intern(name).into_value());
    Ok(List::create(vm, names.to_vec()).into_value())
}

fn get_next(vm: &mut Vm, this: &Value) -> PyResult {
    Ok(this.expect::<Traceback>().next.get(&vm.heap).clone().unwrap_or(Value::NONE))
}

fn set_next(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    let new = match new {
        None => return Err(vm.type_error("can't delete tb_next attribute")),
        Some(none) if none.is_none() => None,
        Some(entry) if entry.has::<Traceback>() => Some(entry),
        Some(other) => {
            let class = vm.class_name(&other);
            return Err(vm.type_error(format!("expected traceback object, got '{class}'")));
        }
    };
    let mut cursor = new.clone();
    while let Some(entry) = cursor {
        if entry.is(this) {
            return Err(vm.value_error("traceback loop detected"));
        }
        cursor = entry.cast::<Traceback>().and_then(|entry| entry.next.get(&vm.heap).clone());
    }
    this.expect::<Traceback>().next.set(&mut vm.heap, new);
    Ok(())
}

fn get_frame(vm: &mut Vm, this: &Value) -> PyResult {
    Ok(this.expect::<Traceback>().frame.get(&vm.heap).clone().unwrap_or(Value::NONE))
}

fn get_lasti(vm: &mut Vm, this: &Value) -> PyResult {
    let entry = this.expect::<Traceback>();
    let lasti = match entry.place {
        Place::Instruction(index) => code(vm, entry).map_or(0, |code| i64::from(code.places().offset(index))),
        Place::Offset(lasti) => i64::from(lasti),
    };
    Ok(Value::small_int(lasti).unwrap_or(Value::NONE))
}

fn get_line(vm: &mut Vm, this: &Value) -> PyResult {
    let line = line(vm, this.expect::<Traceback>());
    Ok(if line == i64::from(UNKNOWN_LINE) { Value::NONE } else { int::from_i64(vm, line) })
}

/// `tb_lineno`, -1 if it is not known; an instruction without a line belongs to the one before it.
pub fn line(vm: &Vm, entry: &Traceback) -> i64 {
    if entry.line.get() == UNKNOWN_LINE
        && let Some(code) = code(vm, entry)
    {
        let line = match entry.place {
            Place::Offset(lasti) => code.line_at(i64::from(lasti)),
            Place::Instruction(index) => Some(view::line_at(code, index as usize)).filter(|&line| line != 0),
        };
        entry.line.set(line.map_or(UNKNOWN_LINE, |line| line as i32));
    }
    i64::from(entry.line.get())
}

/// The code of the entry's frame; unset only once the collector has cleared the entry.
pub fn code<'a>(vm: &'a Vm, entry: &'a Traceback) -> Option<&'a Py<Code>> {
    let frame = entry.frame.get(&vm.heap).as_ref()?;
    Some(&frame.cast::<Frame>()?.code)
}

/// The source range of the entry's instruction, if its code knows it.
pub fn position(vm: &Vm, entry: &Traceback) -> Option<Position> {
    let code = code(vm, entry)?;
    match entry.place {
        Place::Instruction(index) => Some(code.position(index as usize)).filter(|position| position.line != 0),
        Place::Offset(lasti) => code.position_at(i64::from(lasti)),
    }
}
