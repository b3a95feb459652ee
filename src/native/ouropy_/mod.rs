//! `_ouropy`: what the package `ouropy` asks of the heap. Nothing of it runs Python code, frees anything or changes what
//! the collector will do.

mod counts;
mod report;
mod weak;

use super::{ModuleSpec, atexit, contextvars_};
use crate::object::{Slot, Value};
use crate::protocol;
use crate::report::path::{self, Why};
use crate::report::record;
use crate::report::session;
use crate::types::class::NativeDef;
use crate::types::list::List;
use crate::vm::{PyResult, Vm};

use counts::HeapCounts;
use report::LeakReport;

/// The declaration of the module.
pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_ouropy",
    functions: &[
        NativeDef::none("leaks", |vm, _| {
            let report = session::leaks(vm);
            Ok(LeakReport::create(vm, report))
        }),
        NativeDef::keywords("report", "format='text', width=100", |vm, _, arguments| {
            let report = session::leaks(vm);
            report::render(vm, &report, arguments)
        }),
        NativeDef::none("begin", |vm, _| Ok(Value::index(session::begin(vm)))),
        NativeDef::one("end", end),
        NativeDef::none("begin_recording", |vm, _| {
            record::begin(vm);
            Ok(Value::NONE)
        }),
        NativeDef::none("end_recording", |vm, _| {
            record::end(vm);
            Ok(Value::NONE)
        }),
        NativeDef::none("garbage", |vm, _| {
            let cycles = session::garbage(vm);
            Ok(lists(vm, cycles))
        }),
        NativeDef::none("objects", |vm, _| {
            let objects = session::objects(vm);
            Ok(List::create(vm, objects).into_value())
        }),
        NativeDef::one("references", |vm, _, object| {
            let references = session::references(vm, object);
            Ok(pairs(vm, references))
        }),
        NativeDef::one("referrers", |vm, _, object| {
            let referrers = session::referrers(vm, object);
            Ok(pairs(vm, referrers))
        }),
        NativeDef::one("references_to", |vm, _, object| Ok(Value::index(session::references_to(vm, object)))),
        NativeDef::one("label", |vm, _, object| {
            let label = session::label(vm, object);
            Ok(vm.new_str(label).into_value())
        }),
        NativeDef::one("class_name", |vm, _, object| {
            let name = session::class_name(vm, object);
            Ok(vm.new_str(name).into_value())
        }),
        NativeDef::one("bytes", |vm, _, object| Ok(Value::index(session::bytes(vm, object)))),
        NativeDef::positional("path", 1, 2, why),
        NativeDef::positional("path_to_new", 2, 3, why_new),
        NativeDef::none("weaken_cells", |vm, _| {
            // The innermost activation is that of the Python function that is told of the other one's end.
            let Some(index) = vm.stack.depth().checked_sub(2) else { return Ok(Value::NONE) };
            weak::weaken(vm, index)?;
            Ok(Value::index(index))
        }),
        NativeDef::none("caller", |vm, _| {
            // Of the function that asks: the code and the number of the call.
            let Some(index) = vm.stack.depth().checked_sub(2) else { return Ok(Value::NONE) };
            let code = vm.stack.activations()[index].code().to_value();
            Ok(vm.new_tuple(vec![code, Value::index(index)]).into_value())
        }),
        NativeDef::none("counts", |vm, _| {
            let counts = crate::report::count::Counts::take(vm);
            Ok(HeapCounts::create(vm, counts))
        }),
    ],
    classes: &[&counts::CLASS, &report::CLASS],
    init: None,
};

/// Ways that are told where nobody says how many.
const WAYS: usize = 3;

fn lists(vm: &mut Vm, lists: Vec<Vec<Value>>) -> Value {
    let lists = lists.into_iter().map(|items| List::create(vm, items).into_value()).collect();
    List::create(vm, lists).into_value()
}

/// `[(name, object), ...]`.
fn pairs(vm: &mut Vm, pairs: Vec<(String, Value)>) -> Value {
    let mut items = Vec::new();
    for (name, object) in pairs {
        let name = vm.new_str(name).into_value();
        items.push(vm.new_tuple(vec![name, object]).into_value());
    }
    List::create(vm, items).into_value()
}

/// `end(number)`: the report on what has become garbage since `begin()`, and the objects that still are.
fn end(vm: &mut Vm, _module: &Value, number: &Value) -> PyResult {
    let number = usize::try_from(protocol::number::ssize_argument(vm, number)?).unwrap_or_default();
    let (report, cycles) = session::end(vm, number);
    let report = LeakReport::create(vm, report);
    let cycles = lists(vm, cycles);
    Ok(vm.new_tuple(vec![report, cycles]).into_value())
}

/// `path(object, most=3)`.
fn why(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let most = ways(vm, values.get(1))?;
    let more = roots(vm);
    let why = path::why(vm, &values[0], &more, most);
    drop(more);
    Ok(told(vm, why))
}

/// `path_to_new(before, class name, most=3)`: that of an object which is not among those counted `before`, or None.
fn why_new(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let before = counts::of(vm, &values[0])?.clone();
    let class = report::text(vm, &values[1])?;
    let most = ways(vm, values.get(2))?;
    let more = roots(vm);
    let why = path::why_new(vm, &before.counts, &class, &more, most);
    drop(more);
    Ok(why.map_or(Value::NONE, |why| told(vm, why)))
}

fn ways(vm: &mut Vm, most: Option<&Value>) -> PyResult<usize> {
    let Some(most) = most else { return Ok(WAYS) };
    Ok(usize::try_from(protocol::number::ssize_argument(vm, most)?).unwrap_or_default())
}

/// `(label, bytes, ways, ways left out, whether it is garbage, where it was made)`; a way is `(root, label, steps, where
/// their references were made)`, a step `(name, label)`.
fn told(vm: &mut Vm, why: Why) -> Value {
    let mut ways = Vec::new();
    for way in why.ways {
        let (mut steps, mut places) = (Vec::new(), Vec::new());
        for step in way.steps {
            let pair = vec![vm.new_str(step.name).into_value(), vm.new_str(step.label).into_value()];
            steps.push(vm.new_tuple(pair).into_value());
            places.push(place(vm, step.made));
        }
        let steps = List::create(vm, steps).into_value();
        let places = List::create(vm, places).into_value();
        let parts = vec![vm.new_str(way.root).into_value(), vm.new_str(way.label).into_value(), steps, places];
        ways.push(vm.new_tuple(parts).into_value());
    }
    let ways = List::create(vm, ways).into_value();
    let label = vm.new_str(why.label).into_value();
    let (bytes, more) = (Value::index(why.bytes), Value::index(why.more));
    let made = place(vm, why.made);
    vm.new_tuple(vec![label, bytes, ways, more, Value::bool(why.is_garbage), made]).into_value()
}

fn place(vm: &mut Vm, place: Option<String>) -> Value {
    place.map_or(Value::NONE, |place| vm.new_str(place).into_value())
}

/// What native modules keep for an interpreter.
pub fn roots(vm: &mut Vm) -> Vec<(String, Value)> {
    let mut roots: Vec<(String, Value)> = Vec::new();
    for (name, value) in contextvars_::values(vm) {
        roots.push((format!("{} '{name}'", path::CONTEXT_VARIABLE), value));
    }
    for value in atexit::registered(vm) {
        roots.push((path::AT_EXIT.to_owned(), value));
    }
    roots
}

/// An argument that may be left out.
fn given(slot: &Slot) -> Option<&Value> {
    slot.as_ref().filter(|value| !value.is_none())
}
