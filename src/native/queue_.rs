//! `_queue`: the queue of `queue` that needs no lock.

use std::collections::VecDeque;
use std::time::Duration;

use nix::errno::Errno;
use nix::time::{ClockId, ClockNanosleepFlags, clock_gettime, clock_nanosleep};

use super::time::seconds;
use super::{ModuleSpec, NativeClass, exception_of, new_exception, set};
use crate::object::{ClassFlags, HeapCell, Layout, OwnDict, Slot, Value, payload};
use crate::protocol;
use crate::types::class::{ClassSpec, NativeDef, Slots};
use crate::types::{exception, generic_alias};
use crate::vm::{PyResult, Raised, Vm};

/// The declaration of `_queue`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "_queue",
    functions: &[],
    classes: &[&SIMPLE_QUEUE],
    init: Some(|vm, namespace| {
        let base = vm.types.exception.clone();
        let empty = new_exception(vm, "_queue", "Empty", &base)?;
        set(vm, namespace, "Empty", empty.into_value());
        Ok(())
    }),
};

/// The items of a queue, oldest first.
pub struct SimpleQueue {
    items: HeapCell<VecDeque<Value>>,
}

payload! { SimpleQueue: AtBirth, size 72, own_dict OwnDict::ClassLast;
    references { items }
    clear { items }
}

static SIMPLE_QUEUE: NativeClass = NativeClass::new(ClassSpec {
    module: "_queue",
    flags: ClassFlags::HEAP_TYPE.union(ClassFlags::BASE_TYPE).union(ClassFlags::WEAK_REFERENCEABLE),
    slots: Slots {
        new: Some(|vm, class, arguments| {
            if !arguments.positional().is_empty() {
                return Err(vm.type_error("SimpleQueue() takes no positional arguments"));
            }
            if !arguments.names.is_empty() {
                return Err(vm.type_error("SimpleQueue() takes no keyword arguments"));
            }
            Ok(vm.heap.alloc(class, SimpleQueue { items: HeapCell::new(VecDeque::new()) }).into_value())
        }),
        ..Slots::EMPTY
    },
    methods: &[
        NativeDef::none("empty", |vm, this| {
            Ok(Value::bool(this.expect::<SimpleQueue>().items.get(&vm.heap).is_empty()))
        }),
        NativeDef::keywords("get", "block=True, timeout=None", get),
        NativeDef::none("get_nowait", |vm, this| match take(vm, this) {
            Some(item) => Ok(item),
            None => Err(empty(vm)),
        }),
        NativeDef::keywords("put", "item, block=True, timeout=None", put),
        NativeDef::keywords("put_nowait", "item", put),
        NativeDef::none("qsize", |vm, this| Ok(Value::index(this.expect::<SimpleQueue>().items.get(&vm.heap).len()))),
        NativeDef::one("__class_getitem__", generic_alias::class_getitem).class_method(),
    ],
    ..ClassSpec::new("SimpleQueue", Layout::of::<SimpleQueue>())
});

fn put(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    if let Some(item) = bound.first().cloned().flatten() {
        this.expect::<SimpleQueue>().items.get_mut(&mut vm.heap).push_back(item);
    }
    Ok(Value::NONE)
}

fn take(vm: &mut Vm, this: &Value) -> Option<Value> {
    this.expect::<SimpleQueue>().items.get_mut(&mut vm.heap).pop_front()
}

#[cold]
fn empty(vm: &mut Vm) -> Raised {
    match exception_of(vm, "_queue", "Empty") {
        Some(class) => {
            let error = exception::new(vm, &class, Vec::new());
            vm.raise(error)
        }
        None => vm.runtime_error("_queue.Empty is gone"),
    }
}

/// `get(block=True, timeout=None)`: the oldest item. While it waits only the handlers of signals could put one.
fn get(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let blocks = match bound.first().and_then(Option::as_ref) {
        Some(blocks) => protocol::is_true(vm, blocks)?,
        None => true,
    };
    let timeout = match bound.get(1).and_then(Option::as_ref) {
        Some(timeout) if blocks && !timeout.is_none() => {
            Some(seconds::timeout(vm, timeout, "'timeout' must be a non-negative number")?)
        }
        _ => None,
    };
    if let Some(item) = take(vm, this) {
        return Ok(item);
    }
    match timeout {
        Some(timeout) => wait(vm, this, timeout),
        None if blocks => Err(vm.runtime_error("deadlock: the queue is empty, and there is only one thread")),
        None => Err(empty(vm)),
    }
}

fn wait(vm: &mut Vm, this: &Value, timeout: Duration) -> PyResult {
    let clock = ClockId::CLOCK_MONOTONIC;
    let end = (clock_gettime(clock).map(Duration::from).unwrap_or_default() + timeout).into();
    loop {
        let is_over = match clock_nanosleep(clock, ClockNanosleepFlags::TIMER_ABSTIME, &end) {
            Err(Errno::EINTR) => {
                vm.check_signals()?;
                false
            }
            _ => true,
        };
        if let Some(item) = take(vm, this) {
            return Ok(item);
        }
        if is_over {
            return Err(empty(vm));
        }
    }
}
