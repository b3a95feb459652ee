//! `itertools`. Each iterator is a payload with its class; what one keeps alive, and until when, is CPython's.

pub mod chained;
pub mod combining;
pub mod endless;
pub mod filtering;
pub mod grouping;
pub mod stepping;
pub mod tee;

use super::{ModuleSpec, NativeClass};
use crate::object::{ClassFlags, Edge, HeapCell, Layout, Py, References, Release, Slot, Tracer, Tuple, Value};
use crate::protocol::sequence;
use crate::types::class::slots::{NewFn, NextFn};
use crate::types::class::{Arguments, Class, ClassSpec, NativeDef, Slots};
use crate::types::iterators::itself;
use crate::types::object::size;
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

/// An iterator class whose instances differ in size.
const fn sized(name: &'static str, layout: &'static Layout, new: NewFn, next: NextFn) -> NativeClass {
    NativeClass::new(ClassSpec { methods: SIZE, ..spec(name, layout, new, next) })
}

const SIZE: &[NativeDef] = &[NativeDef::none("__sizeof__", size::counted)];

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

/// Whether others hold the last result too.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shared {
    No,
    Yes,
}

impl LastResult {
    /// Whether others hold it too, or there is none.
    fn shared(&self, vm: &Vm) -> Shared {
        if self.0.get(&vm.heap).as_ref().is_some_and(Py::<Tuple>::is_unshared) { Shared::No } else { Shared::Yes }
    }

    /// Puts an item into the place of another, which it gives back.
    fn put(&self, vm: &mut Vm, index: usize, item: Value) -> Slot {
        self.0.get_mut(&mut vm.heap).as_mut()?.replace_item(index, item).ok()
    }

    /// The tuple that is held, as a result once more.
    fn again(&self, vm: &mut Vm) -> Slot {
        let result = self.0.get(&vm.heap).as_ref()?.to_value();
        // A collection may have let go of the tuple while it held atoms.
        if let Some(header) = result.header() {
            vm.heap.track(header);
        }
        Some(result)
    }

    /// Holds nothing yet.
    fn none() -> LastResult {
        LastResult(HeapCell::new(None))
    }

    /// Holds a tuple that the first result takes the place of.
    fn prepared(vm: &mut Vm, length: usize) -> LastResult {
        let blank = vm.new_tuple(vec![Value::NONE; length]);
        LastResult(HeapCell::new(Some(blank)))
    }

    /// The collector does not see what is held until it is used again.
    fn untrack(&self, vm: &mut Vm) {
        if let Some(held) = self.0.get(&vm.heap).clone() {
            vm.heap.untrack(held.header());
        }
    }

    /// A tuple of the items, held from now on: the one that was held if nobody else has it.
    fn replace(&self, vm: &mut Vm, items: Vec<Value>) -> Value {
        match self.refill(vm, items) {
            Ok(result) => result,
            Err(items) => {
                let result = vm.new_tuple(items);
                self.0.set(&mut vm.heap, Some(result.clone()));
                result.into_value()
            }
        }
    }

    /// Whether there has been a result.
    fn is_held(&self, vm: &Vm) -> bool {
        self.0.get(&vm.heap).is_some()
    }

    /// Takes a tuple of the same items in the place of one that others hold too: the end has come, which CPython finds
    /// after it has prepared the next result.
    fn part(&self, vm: &mut Vm) {
        if let Some(held) = self.0.get(&vm.heap).clone() {
            let items = held.items().to_vec();
            drop(held);
            drop(self.replace(vm, items));
        }
    }

    /// A tuple of the items: the one that is held unless somebody else has it too.
    fn reuse(&self, vm: &mut Vm, items: Vec<Value>) -> Value {
        self.refill(vm, items).unwrap_or_else(|items| vm.new_tuple(items).into_value())
    }

    /// The tuple that is held, with these items; the items if others hold it too.
    fn refill(&self, vm: &mut Vm, items: Vec<Value>) -> Result<Value, Vec<Value>> {
        let Some(held) = self.0.get_mut(&mut vm.heap) else { return Err(items) };
        if !held.is_unshared() || held.len() != items.len() {
            return Err(items);
        }
        let old: Vec<_> = items.into_iter().enumerate().map(|(index, item)| held.replace_item(index, item)).collect();
        let result = held.to_value();
        drop(old);
        // A collection may have let go of the tuple while it held atoms.
        if let Some(header) = result.header() {
            vm.heap.track(header);
        }
        Ok(result)
    }
}
