//! `enumerate`, `zip`, `map`, `filter` and `iter(callable, sentinel)`.

use num_bigint::BigInt;

use super::itself;
use super::result::{ResultTuple, blank, pair};
use crate::object::{ClassFlags, Heap, HeapCell, Kind, Layout, Payload, Py, Slot, Tracer, Tracking, Tuple, Value};
use crate::protocol::{self, iterate, sequence};
use crate::types::class::{Arguments, Class, ClassSpec, Slots};
use crate::types::int::{self, Number};
use crate::vm::arguments;
use crate::vm::signature::Signature;
use crate::vm::{PyResult, Vm};

const fn iterator(
    name: &'static str,
    layout: &'static Layout,
    new: crate::types::class::slots::NewFn,
    next: crate::types::class::slots::NextFn,
) -> ClassSpec {
    ClassSpec {
        flags: ClassFlags::BASE_TYPE,
        slots: Slots { new: Some(new), iter: Some(itself), next: Some(next), ..Slots::EMPTY },
        ..ClassSpec::new(name, layout)
    }
}

/// `enumerate`.
pub struct Enumerate {
    /// Unset only while the object is being made.
    iterator: HeapCell<Slot>,
    result: ResultTuple,
    count: HeapCell<BigCount>,
}

/// A count that is a machine word as long as it can be.
enum BigCount {
    Small(i64),
    Big(BigInt),
}

impl Payload for Enumerate {
    const KIND: Kind = Kind::Enumerate;
    const TRACKING: Tracking = Tracking::AtBirth;

    fn trace(&self, tracer: &mut Tracer<'_>) {
        let heap = tracer.heap();
        tracer.slot(self.iterator.get(heap));
        tracer.pointer(self.result.get(heap));
    }

    fn size_of(&self, _heap: &Heap) -> usize {
        56
    }
}

/// The declaration of `enumerate`.
pub const ENUMERATE: ClassSpec = iterator("enumerate", Layout::of::<Enumerate>(), new_enumerate, next_of_enumerate);

fn next_of_enumerate(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<Enumerate>();
    let Some(iterator) = this.iterator.get(&vm.heap).clone() else { return Ok(None) };
    let Some(item) = iterate::next(vm, &iterator)? else { return Ok(None) };
    let count = this.count.get_mut(&mut vm.heap);
    let index = match count {
        BigCount::Small(small) => {
            let now = *small;
            *count = match now.checked_add(1) {
                Some(next) => BigCount::Small(next),
                None => BigCount::Big(BigInt::from(now) + 1),
            };
            int::from_i64(vm, now)
        }
        BigCount::Big(big) => {
            let now = big.clone();
            *big += 1;
            int::from_big(vm, now)
        }
    };
    Ok(Some(pair(vm, &this.result, index, item)))
}

const ENUMERATE_PARAMETERS: Signature<'_> = Signature::new("iterable, start=0");

fn new_enumerate(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    if arguments.values.is_empty() {
        return Err(vm.type_error("enumerate() missing required argument 'iterable'"));
    }
    let bound = arguments::bind_to(vm, "enumerate", &ENUMERATE_PARAMETERS, arguments)?;
    let [Some(iterable), start] = &bound[..] else {
        return Err(vm.type_error("enumerate() missing required argument 'iterable'"));
    };
    let count = match start {
        None => BigCount::Small(0),
        Some(start) => {
            let index = sequence::index_object(vm, start)?;
            match Number::of(&index) {
                Some(Number::Small(small)) => BigCount::Small(small),
                Some(Number::Big(big)) => BigCount::Big(big.clone()),
                None => BigCount::Small(0),
            }
        }
    };
    // The object comes before its iterator and its result tuple, as in CPython: collections list them in that order.
    let result = HeapCell::new(vm.empty_tuple.clone());
    let payload = Enumerate { iterator: HeapCell::new(None), result, count: HeapCell::new(count) };
    let this = vm.heap.alloc(class, payload);
    let iterator = iterate::iter(vm, iterable)?;
    this.iterator.set(&mut vm.heap, Some(iterator));
    let result = blank(vm, 2);
    this.result.set(&mut vm.heap, result);
    Ok(this.into_value())
}

/// `zip`.
pub struct Zip {
    iterators: Py<Tuple>,
    result: ResultTuple,
    strict: bool,
}

impl Payload for Zip {
    const KIND: Kind = Kind::Zip;
    const TRACKING: Tracking = Tracking::AtBirth;

    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.pointer(&self.iterators);
        tracer.pointer(self.result.get(tracer.heap()));
    }

    fn size_of(&self, _heap: &Heap) -> usize {
        48
    }
}

/// The declaration of `zip`.
pub const ZIP: ClassSpec = iterator("zip", Layout::of::<Zip>(), new_zip, next_of_zip);

fn new_zip(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let mut strict = false;
    for (name, value) in arguments.keywords() {
        let name = sequence::keyword_text(name);
        if name != "strict" {
            return Err(vm.type_error(format!("zip() got an unexpected keyword argument '{name}'")));
        }
        strict = protocol::is_true(vm, value)?;
    }
    let iterators = iterators_of(vm, arguments.positional())?;
    let result = HeapCell::new(blank(vm, iterators.len()));
    Ok(vm.heap.alloc(class, Zip { iterators, result, strict }).into_value())
}

/// A tuple of the iterators of all `iterables`. The tuple comes first, as in CPython.
fn iterators_of(vm: &mut Vm, iterables: &[Value]) -> PyResult<Py<Tuple>> {
    let mut iterators = blank(vm, iterables.len());
    for (index, iterable) in iterables.iter().enumerate() {
        let iterator = iterate::iter(vm, iterable)?;
        drop(iterators.replace_item(index, iterator));
    }
    Ok(iterators)
}

fn next_of_zip(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let zip = this.expect::<Zip>();
    let count = zip.iterators.len();
    if count == 0 {
        return Ok(None);
    }
    // CPython puts each item into the result tuple as it comes, if nobody else holds the tuple.
    let reuse = zip.result.get(&vm.heap).is_unshared();
    let mut items = Vec::with_capacity(if reuse { 0 } else { count });
    for (index, iterator) in zip.iterators.items().iter().enumerate() {
        match iterate::next(vm, iterator)? {
            Some(item) if reuse => {
                let old = zip.result.get_mut(&mut vm.heap).replace_item(index, item);
                drop(old);
            }
            Some(item) => items.push(item),
            None if zip.strict => return Err(unequal(vm, this, index)?),
            None => return Ok(None),
        }
    }
    if !reuse {
        return Ok(Some(vm.new_tuple(items).into_value()));
    }
    let result = zip.result.get(&vm.heap).to_value();
    if let Some(header) = result.header() {
        vm.heap.track(header);
    }
    Ok(Some(result))
}

/// The ValueError of a strict zip whose argument `index` ended first; an exhausted zip is no error.
fn unequal(vm: &mut Vm, this: &Value, index: usize) -> PyResult<crate::vm::Raised> {
    let zip = this.expect::<Zip>();
    let ended = index + 1;
    let others = |n: usize| if n == 1 { " 1".to_owned() } else { format!("s 1-{n}") };
    if index > 0 {
        let before = others(index);
        return Ok(vm.value_error(format!("zip() argument {ended} is shorter than argument{before}")));
    }
    for (at, iterator) in zip.iterators.items().iter().enumerate().skip(1) {
        if iterate::next(vm, iterator)?.is_some() {
            let before = others(at);
            return Ok(vm.value_error(format!("zip() argument {} is longer than argument{before}", at + 1)));
        }
    }
    Ok(vm.stop_iteration(Value::NONE))
}

/// `map`.
pub struct Map {
    iterators: Py<Tuple>,
    function: Value,
}

impl Payload for Map {
    const KIND: Kind = Kind::Map;
    const TRACKING: Tracking = Tracking::AtBirth;

    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.pointer(&self.iterators);
        tracer.value(&self.function);
    }

    fn size_of(&self, _heap: &Heap) -> usize {
        32
    }
}

/// The declaration of `map`.
pub const MAP: ClassSpec = iterator("map", Layout::of::<Map>(), new_map, |vm, this| {
    let this = this.expect::<Map>();
    if let [only] = this.iterators.items() {
        let Some(item) = iterate::next(vm, only)? else { return Ok(None) };
        return protocol::call(vm, &this.function, &[item]).map(Some);
    }
    let mut items = Vec::with_capacity(this.iterators.len());
    for iterator in this.iterators.items() {
        match iterate::next(vm, iterator)? {
            Some(item) => items.push(item),
            None => return Ok(None),
        }
    }
    protocol::call(vm, &this.function, &items).map(Some)
});

fn new_map(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    if !arguments.names.is_empty() && class.is(&vm.types.map) {
        return Err(sequence::no_keywords(vm, "map"));
    }
    let [function, iterables @ ..] = arguments.positional() else {
        return Err(vm.type_error("map() must have at least two arguments."));
    };
    if iterables.is_empty() {
        return Err(vm.type_error("map() must have at least two arguments."));
    }
    let iterators = iterators_of(vm, iterables)?;
    Ok(vm.heap.alloc(class, Map { iterators, function: function.clone() }).into_value())
}

/// `filter`.
pub struct Filter {
    function: Value,
    iterator: Value,
}

impl Payload for Filter {
    const KIND: Kind = Kind::Filter;
    const TRACKING: Tracking = Tracking::AtBirth;

    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.value(&self.iterator);
        tracer.value(&self.function);
    }

    fn size_of(&self, _heap: &Heap) -> usize {
        32
    }
}

/// The declaration of `filter`.
pub const FILTER: ClassSpec = iterator("filter", Layout::of::<Filter>(), new_filter, |vm, this| {
    let this = this.expect::<Filter>();
    while let Some(item) = iterate::next(vm, &this.iterator)? {
        if passes(vm, &this.function, &item)? {
            return Ok(Some(item));
        }
    }
    Ok(None)
});

/// Whether a predicate accepts `item`; None and bool mean the item's own truth.
pub fn passes(vm: &mut Vm, predicate: &Value, item: &Value) -> PyResult<bool> {
    if predicate.is_none() || predicate.is(vm.types.bool_.as_value()) {
        return protocol::is_true(vm, item);
    }
    let verdict = protocol::call(vm, predicate, std::slice::from_ref(item))?;
    protocol::is_true(vm, &verdict)
}

fn new_filter(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    if !arguments.names.is_empty() && class.is(&vm.types.filter) {
        return Err(sequence::no_keywords(vm, "filter"));
    }
    let [function, iterable] = arguments.positional() else {
        let given = arguments.positional().len();
        return Err(arguments::wrong_count(vm, "filter", 2, 2, given));
    };
    let iterator = iterate::iter(vm, iterable)?;
    Ok(vm.heap.alloc(class, Filter { function: function.clone(), iterator }).into_value())
}

/// `iter(callable, sentinel)`.
pub struct CallableIterator {
    /// Callable and sentinel, until the end is reached.
    pair: HeapCell<Option<(Value, Value)>>,
}

impl Payload for CallableIterator {
    const KIND: Kind = Kind::CallableIterator;
    const TRACKING: Tracking = Tracking::AtBirth;

    fn trace(&self, tracer: &mut Tracer<'_>) {
        if let Some((callable, sentinel)) = self.pair.get(tracer.heap()) {
            tracer.value(callable);
            tracer.value(sentinel);
        }
    }

    fn size_of(&self, _heap: &Heap) -> usize {
        32
    }
}

impl CallableIterator {
    /// `iter(callable, sentinel)`. TypeError "iter(v, w): v must be callable".
    pub fn create(vm: &mut Vm, callable: &Value, sentinel: &Value) -> PyResult {
        if vm.class_of(callable).slots(&vm.heap).call.is_none() {
            return Err(vm.type_error("iter(v, w): v must be callable"));
        }
        let pair = HeapCell::new(Some((callable.clone(), sentinel.clone())));
        Ok(vm.heap.alloc(&vm.types.callable_iterator, CallableIterator { pair }).into_value())
    }
}

/// The declaration of `callable_iterator`.
pub const CALLABLE_ITERATOR: ClassSpec = ClassSpec {
    slots: Slots { iter: Some(itself), next: Some(next_of_callable), ..Slots::EMPTY },
    ..ClassSpec::new("callable_iterator", Layout::of::<CallableIterator>())
};

fn next_of_callable(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<CallableIterator>();
    let Some((callable, sentinel)) = this.pair.get(&vm.heap).clone() else { return Ok(None) };
    let result = protocol::call(vm, &callable, &[]);
    let Some(item) = vm.catch(result, |types| &types.stop_iteration)? else {
        this.pair.set(&mut vm.heap, None);
        return Ok(None);
    };
    if protocol::is_equal(vm, &sentinel, &item)? {
        this.pair.set(&mut vm.heap, None);
        return Ok(None);
    }
    Ok(Some(item))
}
