//! `tee`: independent iterators over one source, which share what they have read in a chain of blocks.

use std::cell::Cell;

use super::spec;
use crate::native::NativeClass;
use crate::object::{ClassFlags, HeapCell, Layout, Lent, Py, Slot, Value, payload};
use crate::protocol::{iterate, number};
use crate::types::class::{Arguments, Class, ClassSpec, NativeDef};
use crate::types::iterators::result::blank;
use crate::vm::{PyResult, Vm, arguments};

/// Items in one block.
const BLOCK: usize = 57;

/// `itertools._tee_dataobject`: one block of items.
pub struct TeeData {
    source: Lent,
    items: HeapCell<Vec<Value>>,
    next: HeapCell<Option<Py<TeeData>>>,
    running: Cell<bool>,
}

payload! { TeeData: AtBirth, size 496;
    references { source, items, next }
    clear { source, items, next }
}

/// The declaration of `_tee_dataobject`.
pub static DATA: NativeClass = NativeClass::new(ClassSpec {
    module: "itertools",
    flags: ClassFlags::HEAP_TYPE,
    ..ClassSpec::new("_tee_dataobject", Layout::of::<TeeData>())
});

/// `itertools._tee`: a place in the chain of blocks.
pub struct Tee {
    block: HeapCell<Option<Py<TeeData>>>,
    index: Cell<usize>,
}

payload! { Tee: AtBirth, size 40;
    references { block }
    clear { block }
}

/// The declaration of `_tee`.
pub static TEE: NativeClass = NativeClass::new(ClassSpec {
    flags: ClassFlags::HEAP_TYPE.union(ClassFlags::WEAK_REFERENCEABLE),
    methods: &[NativeDef::none("__copy__", |vm, this| Ok(copy(vm, this.expect::<Tee>())))],
    ..spec("_tee", Layout::of::<Tee>(), new_tee, next_of_tee)
});

fn new_tee(vm: &mut Vm, _class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let [iterable] = arguments.values else {
        return Err(arguments::wrong_count(vm, "_tee", 1, 1, arguments.values.len()));
    };
    let source = iterate::iter(vm, iterable)?;
    Ok(over(vm, source))
}

fn new_block(vm: &mut Vm, source: Slot) -> Py<TeeData> {
    let payload = TeeData {
        source: source.map(Lent::new).unwrap_or_default(),
        items: HeapCell::new(Vec::new()),
        next: HeapCell::new(None),
        running: Cell::new(false),
    };
    let class = DATA.of(vm);
    vm.heap.alloc(&class, payload)
}

/// A tee over an iterator; of a tee, a copy.
fn over(vm: &mut Vm, source: Value) -> Value {
    if let Some(tee) = source.cast::<Tee>() {
        return copy(vm, tee);
    }
    let block = new_block(vm, Some(source));
    let class = TEE.of(vm);
    vm.heap.alloc(&class, Tee { block: HeapCell::new(Some(block)), index: Cell::new(0) }).into_value()
}

fn copy(vm: &mut Vm, tee: &Tee) -> Value {
    let block = tee.block.get(&vm.heap).clone();
    let payload = Tee { block: HeapCell::new(block), index: Cell::new(tee.index.get()) };
    let class = TEE.of(vm);
    vm.heap.alloc(&class, payload).into_value()
}

fn next_of_tee(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let tee = this.expect::<Tee>();
    let Some(mut block) = tee.block.get(&vm.heap).clone() else { return Ok(None) };
    if tee.index.get() >= BLOCK {
        let next = match block.next.get(&vm.heap).clone() {
            Some(next) => next,
            None => {
                let source = block.source.to_value();
                let next = new_block(vm, source);
                block.next.set(&mut vm.heap, Some(next.clone()));
                next
            }
        };
        tee.block.set(&mut vm.heap, Some(next.clone()));
        tee.index.set(0);
        block = next;
    }
    let index = tee.index.get();
    let known = block.items.get(&vm.heap).get(index).cloned();
    let item = match known {
        Some(item) => item,
        None => {
            if block.running.get() {
                return Err(vm.runtime_error("cannot re-enter the tee iterator"));
            }
            let Some(source) = block.source.lend() else { return Ok(None) };
            block.running.set(true);
            let item = iterate::next(vm, &source);
            block.running.set(false);
            let Some(item) = item? else { return Ok(None) };
            block.items.get_mut(&mut vm.heap).push(item.clone());
            item
        }
    };
    tee.index.set(index + 1);
    Ok(Some(item))
}

/// `tee(iterable, n=2)`.
pub fn tee(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let count = match values.get(1) {
        Some(count) => number::ssize_argument(vm, count)?,
        None => 2,
    };
    let Ok(count) = usize::try_from(count) else {
        return Err(vm.value_error("n must be >= 0"));
    };
    if count == 0 {
        return Ok(vm.empty_tuple.to_value());
    }
    // The tuple comes first, then the iterator, then what the tuple is filled with.
    let mut copies = blank(vm, count);
    let source = iterate::iter(vm, &values[0])?;
    let first = over(vm, source);
    drop(copies.replace_item(0, first.clone()));
    for index in 1..count {
        let next = copy(vm, first.expect::<Tee>());
        drop(copies.replace_item(index, next));
    }
    Ok(copies.into_value())
}
