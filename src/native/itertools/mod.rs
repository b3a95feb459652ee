//! `itertools`. Each iterator is a payload with its class; what one keeps alive, and until when, is CPython's.

pub mod chained;
pub mod combining;
pub mod endless;
pub mod filtering;
pub mod grouping;
pub mod stepping;
pub mod tee;

use super::{ModuleSpec, NativeClass};
use crate::object::{ClassFlags, Edge, HeapCell, Layout, Py, References, Release, Tracer, Tuple, Value};
use crate::protocol::sequence;
use crate::types::class::slots::{NewFn, NextFn};
use crate::types::class::{Arguments, Class, ClassSpec, NativeDef, Slots};
use crate::types::iterators::itself;
use crate::vm::{PyResult, Vm, arguments};

/// The declaration of the module.
pub static SPEC: ModuleSpec = ModuleSpec {
    name: "itertools",
    functions: &[NativeDef::positional("tee", 1, 2, tee::tee)],
    classes: &[
        &stepping::ACCUMULATE,
        &stepping::BATCHED,
        &chained::CHAIN,
        &combining::COMBINATIONS,
        &combining::COMBINATIONS_WITH_REPLACEMENT,
        &filtering::COMPRESS,
        &endless::COUNT,
        &endless::CYCLE,
        &filtering::DROP_WHILE,
        &filtering::FILTER_FALSE,
        &grouping::GROUP_BY,
        &grouping::GROUPER,
        &chained::ISLICE,
        &stepping::PAIRWISE,
        &combining::PERMUTATIONS,
        &combining::PRODUCT,
        &endless::REPEAT,
        &filtering::STAR_MAP,
        &filtering::TAKE_WHILE,
        &chained::ZIP_LONGEST,
        &tee::TEE,
        &tee::DATA,
    ],
    init: None,
};

/// The declaration of an iterator class.
const fn spec(name: &'static str, layout: &'static Layout, new: NewFn, next: NextFn) -> ClassSpec {
    ClassSpec {
        module: "itertools",
        flags: ClassFlags::HEAP_TYPE.union(ClassFlags::BASE_TYPE),
        slots: Slots { new: Some(new), iter: Some(itself), next: Some(next), ..Slots::EMPTY },
        ..ClassSpec::new(name, layout)
    }
}

/// An iterator class with nothing else.
const fn iterator(name: &'static str, layout: &'static Layout, new: NewFn, next: NextFn) -> NativeClass {
    NativeClass::new(spec(name, layout, new, next))
}

/// The two positional arguments of a class that takes no others.
fn two<'a>(vm: &mut Vm, class: &Py<Class>, name: &str, arguments: Arguments<'a>) -> PyResult<(&'a Value, &'a Value)> {
    sequence::refuse_keywords(vm, class, name, &arguments)?;
    match arguments.positional() {
        [first, second] => Ok((first, second)),
        other => Err(arguments::wrong_count(vm, name, 2, 2, other.len())),
    }
}

/// The last tuple that an iterator gave out, which it holds to use it again when nobody else does: so the items live
/// until the next step, as in CPython.
struct LastResult(HeapCell<Option<Py<Tuple>>>);

impl References for LastResult {
    fn trace(&self, edge: Edge<'_>, tracer: &mut Tracer<'_>) {
        self.0.trace(edge, tracer);
    }

    fn release(self, sink: &mut Release) {
        self.0.release(sink);
    }
}

impl LastResult {
    /// Holds nothing yet.
    fn none() -> LastResult {
        LastResult(HeapCell::new(None))
    }

    /// Holds a tuple that the first result takes the place of.
    fn prepared(vm: &mut Vm, length: usize) -> LastResult {
        let blank = vm.new_tuple(vec![Value::NONE; length]);
        LastResult(HeapCell::new(Some(blank)))
    }

    /// A tuple of the items, held from now on.
    fn replace(&self, vm: &mut Vm, items: Vec<Value>) -> Value {
        let result = vm.new_tuple(items);
        self.0.set(&mut vm.heap, Some(result.clone()));
        result.into_value()
    }

    /// A tuple of the items, held from now on unless somebody else still has the one that is held.
    fn reuse(&self, vm: &mut Vm, items: Vec<Value>) -> Value {
        let in_use = self.0.get(&vm.heap).as_ref().is_some_and(|held| held.as_value().refcount() > 1);
        if in_use { vm.new_tuple(items).into_value() } else { self.replace(vm, items) }
    }
}
