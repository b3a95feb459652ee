//! `chain`, `islice` and `zip_longest`.

use std::cell::Cell;

use super::{LastResult, Shared, iterator, spec};
use crate::native::NativeClass;
use crate::object::{HeapCell, Layout, Lent, Py, Tuple, Value, let_go, payload};
use crate::protocol::{iterate, sequence};
use crate::types::class::{Arguments, Class, ClassSpec, NativeDef, Packing};
use crate::types::generic_alias;
use crate::types::iterators::iterators_of;
use crate::vm::{PyResult, Vm, arguments};

/// `chain(*iterables)`.
pub struct Chain {
    active: Lent,
    source: Lent,
}

payload! { Chain: AtBirth, size 32;
    references { active, source }
}

/// The declaration of `chain`.
pub static CHAIN: NativeClass = NativeClass::new(ClassSpec {
    methods: &[
        NativeDef::one("from_iterable", |vm, class, iterable| {
            let source = iterate::iter(vm, iterable)?;
            Ok(new_chain(vm, class.expect::<Class>(), source))
        })
        .class_method(),
        NativeDef::one("__class_getitem__", generic_alias::class_getitem).class_method(),
    ],
    packing: Packing::Kept,
    ..spec(
        "chain",
        Layout::of::<Chain>(),
        |vm, class, arguments| {
            sequence::refuse_keywords(vm, class, "chain", &arguments)?;
            let all = vm.new_tuple_from(arguments.positional()).into_value();
            let source = iterate::iter(vm, &all)?;
            Ok(new_chain(vm, class, source))
        },
        next_of_chain,
    )
});

fn new_chain(vm: &mut Vm, class: &Py<Class>, source: Value) -> Value {
    let payload = Chain { active: Lent::default(), source: Lent::new(source) };
    vm.heap.alloc(class, payload).into_value()
}

fn next_of_chain(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<Chain>();
    loop {
        let Some(source) = this.source.lend() else { return Ok(None) };
        if this.active.is_over() {
            let Some(iterable) = iterate::next(vm, &source)? else {
                drop(source);
                this.source.end();
                return Ok(None);
            };
            match iterate::iter(vm, &iterable) {
                Ok(active) => this.active.begin(active),
                Err(raised) => {
                    drop(source);
                    this.source.end();
                    return Err(raised);
                }
            }
        }
        let Some(active) = this.active.lend() else { return Ok(None) };
        if let Some(item) = iterate::next(vm, &active)? {
            return Ok(Some(item));
        }
        drop(active);
        this.active.end();
    }
}

/// `islice(iterable, [start,] stop[, step])`.
pub struct ISlice {
    iterator: Lent,
    next: Cell<u64>,
    stop: Option<u64>,
    step: u64,
    count: Cell<u64>,
}

payload! { ISlice: AtBirth, size 56;
    references { iterator }
}

/// The declaration of `islice`.
pub static ISLICE: NativeClass = iterator("islice", Layout::of::<ISlice>(), new_islice, next_of_islice);

/// A count that is not negative, `None` for None; ValueError with `message` for all else.
fn bound_of(vm: &mut Vm, value: Option<&Value>, message: &str) -> PyResult<Option<u64>> {
    let Some(value) = value.filter(|value| !value.is_none()) else { return Ok(None) };
    let number = match sequence::index_checked(vm, value) {
        Ok(number) => number.and_then(|number| u64::try_from(number).ok()),
        Err(raised) => {
            drop(vm.take_raised(raised));
            None
        }
    };
    match number {
        Some(number) => Ok(Some(number)),
        None => Err(vm.value_error(message)),
    }
}

fn new_islice(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    const STOP: &str = "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    const INDICES: &str = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    const STEP: &str = "Step for islice() must be a positive integer or None.";
    sequence::refuse_keywords(vm, class, "islice", &arguments)?;
    let (iterable, start, stop, step) = match arguments.positional() {
        [iterable, stop] => (iterable, None, stop, None),
        [iterable, start, stop] => (iterable, Some(start), stop, None),
        [iterable, start, stop, step] => (iterable, Some(start), stop, Some(step)),
        other => return Err(arguments::wrong_count(vm, "islice", 2, 4, other.len())),
    };
    // -1 is the error mark of CPython's conversion; what is below it is refused with the start.
    let below = crate::types::int::Number::of(stop).is_some_and(|stop| stop.to_i64().is_some_and(|stop| stop < -1));
    let stop = bound_of(vm, Some(stop), if below { INDICES } else { STOP })?;
    let start = bound_of(vm, start, INDICES)?.unwrap_or(0);
    let step = bound_of(vm, step, STEP)?.unwrap_or(1);
    if step == 0 {
        return Err(vm.value_error(STEP));
    }
    let source = iterate::iter(vm, iterable)?;
    let payload = ISlice { iterator: Lent::new(source), next: Cell::new(start), stop, step, count: Cell::new(0) };
    Ok(vm.heap.alloc(class, payload).into_value())
}

fn next_of_islice(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<ISlice>();
    let Some(source) = this.iterator.lend() else { return Ok(None) };
    let item = step_of_islice(vm, this, &source);
    // An error of the source ends it too.
    if !matches!(item, Ok(Some(_))) {
        drop(source);
        this.iterator.end();
    }
    item
}

fn step_of_islice(vm: &mut Vm, slice: &ISlice, source: &Value) -> PyResult<Option<Value>> {
    while slice.count.get() < slice.next.get() {
        if iterate::step(vm, source)?.is_none() {
            return Ok(None);
        }
        slice.count.set(slice.count.get() + 1);
    }
    if slice.stop.is_some_and(|stop| slice.count.get() >= stop) {
        return Ok(None);
    }
    let Some(item) = iterate::step(vm, source)? else { return Ok(None) };
    slice.count.set(slice.count.get() + 1);
    let next = slice.next.get().saturating_add(slice.step);
    slice.next.set(slice.stop.map_or(next, |stop| next.min(stop)));
    Ok(Some(item))
}

/// `zip_longest(*iterables, fillvalue=None)`.
pub struct ZipLongest {
    /// The iterators; None in the place of one that has ended.
    iterators: HeapCell<Py<Tuple>>,
    /// Less than none after a source that asked for the next tuple while it was asked, as in CPython.
    active: Cell<isize>,
    last: LastResult,
    fill: Value,
}

payload! { ZipLongest: AtBirth, size 56;
    references { iterators, last, fill }
}

/// The declaration of `zip_longest`.
pub static ZIP_LONGEST: NativeClass =
    iterator("zip_longest", Layout::of::<ZipLongest>(), new_zip_longest, next_of_zip_longest);

fn new_zip_longest(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let mut fill = Value::NONE;
    for (name, value) in arguments.keywords() {
        if sequence::keyword_text(name) != "fillvalue" {
            return Err(vm.type_error("zip_longest() got an unexpected keyword argument"));
        }
        fill = value.clone();
    }
    let iterators = iterators_of(vm, arguments.positional())?;
    let active = Cell::new(iterators.len() as isize);
    let last = LastResult::prepared(vm, iterators.len());
    let payload = ZipLongest { iterators: HeapCell::new(iterators), active, last, fill };
    Ok(vm.heap.alloc(class, payload).into_value())
}

fn next_of_zip_longest(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let zip = this.expect::<ZipLongest>();
    let count = zip.iterators.get(&vm.heap).len();
    if zip.active.get() == 0 {
        return Ok(None);
    }
    // CPython puts each item into the result tuple as it comes, if nobody else holds the tuple.
    let mut result = match zip.last.shared(vm) {
        Shared::No => None,
        Shared::Yes => Some(Vec::with_capacity(count)),
    };
    for index in 0..count {
        let item = match next_of_source(vm, zip, index) {
            Ok(Some(item)) => item,
            ended => {
                zip.active.set(0);
                let_go(|sink| {
                    result.into_iter().flat_map(|items| items.into_iter().rev()).for_each(|item| sink.give(item));
                });
                return ended;
            }
        };
        match &mut result {
            Some(items) => items.push(item),
            None => drop(zip.last.put(vm, index, item)),
        }
    }
    Ok(match result {
        Some(items) => Some(vm.new_tuple(items).into_value()),
        None => zip.last.again(vm),
    })
}

/// The next item of one source, the fill value if it has ended; `None` if it is the last one to end.
fn next_of_source(vm: &mut Vm, zip: &ZipLongest, index: usize) -> PyResult<Option<Value>> {
    // The tuple is held, not the source: one reference more would be seen.
    let sources = zip.iterators.get(&vm.heap).clone();
    let source = &sources.items()[index];
    if source.is_none() {
        return Ok(Some(zip.fill.clone()));
    }
    if let Some(item) = iterate::next(vm, source)? {
        return Ok(Some(item));
    }
    zip.active.set(zip.active.get() - 1);
    if zip.active.get() == 0 {
        return Ok(None);
    }
    drop(sources);
    if let Ok(ended) = zip.iterators.get_mut(&mut vm.heap).replace_item(index, Value::NONE) {
        drop(ended);
    } else {
        let mut left = zip.iterators.get(&vm.heap).items().to_vec();
        left[index] = Value::NONE;
        let left = vm.new_tuple(left);
        zip.iterators.set(&mut vm.heap, left);
    }
    Ok(Some(zip.fill.clone()))
}
