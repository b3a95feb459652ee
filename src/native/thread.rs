//! `_thread`: one thread, and locks that nobody else can hold.

use std::cell::Cell;

use super::{ModuleSpec, set};
use crate::native::NativeClass;
use crate::object::{ClassFlags, Layout, Py, Slot, Value, payload};
use crate::protocol;
use crate::types::class::slots::Slots;
use crate::types::class::{ClassSpec, NativeDef};
use crate::types::dict::Dict;
use crate::types::int;
use crate::vm::{PyResult, Vm};

/// The declaration of `_thread`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "_thread",
    functions: &[
        NativeDef::none("get_ident", |vm, _| Ok(int::from_u64(vm, identity()))),
        NativeDef::none("get_native_id", |vm, _| Ok(int::from_u64(vm, u64::from(std::process::id())))),
        NativeDef::none("allocate_lock", |vm, _| allocate(vm)),
        NativeDef::none("_count", |_, _| Ok(Value::index(0))),
        NativeDef::any("start_new_thread", |vm, _, _| Err(vm.not_implemented_error("threads are not supported"))),
    ],
    classes: &[&LOCK, &RLOCK],
    init: Some(init),
};

/// The thread's number.
pub fn identity() -> u64 {
    // The address of a variable of the thread: unique, and the same at every call.
    thread_local! { static HERE: u8 = const { 0 }; }
    HERE.with(|here| std::ptr::from_ref(here) as u64)
}

const LOCK_FLAGS: ClassFlags = ClassFlags::HEAP_TYPE.union(ClassFlags::WEAK_REFERENCEABLE);

static LOCK: NativeClass = NativeClass::new(ClassSpec {
    module: "_thread",
    flags: LOCK_FLAGS,
    slots: Slots { repr: Some(repr), ..Slots::EMPTY },
    methods: &[
        NativeDef::keywords("acquire", "blocking=True, timeout=-1", acquire),
        NativeDef::none("release", release),
        NativeDef::none("locked", |_, this| Ok(Value::bool(this.expect::<Lock>().count.get() > 0))),
        NativeDef::none("__enter__", |vm, this| acquire(vm, this, &[])),
        NativeDef::positional("__exit__", 0, 3, |vm, this, _| release(vm, this)),
    ],
    ..ClassSpec::new("lock", Layout::of::<Lock>())
});

static RLOCK: NativeClass = NativeClass::new(ClassSpec {
    methods: &[
        NativeDef::keywords("acquire", "blocking=True, timeout=-1", acquire_again),
        NativeDef::none("release", release),
        NativeDef::none("__enter__", |vm, this| acquire_again(vm, this, &[])),
        NativeDef::positional("__exit__", 0, 3, |vm, this, _| release(vm, this)),
    ],
    slots: Slots {
        repr: Some(repr),
        new: Some(|vm, class, _| Ok(vm.heap.alloc(class, Lock { count: Cell::new(0) }).into_value())),
        ..Slots::EMPTY
    },
    flags: LOCK_FLAGS.union(ClassFlags::BASE_TYPE),
    module: "_thread",
    ..ClassSpec::new("RLock", Layout::of::<Lock>())
});

/// A lock: how often it is held.
pub struct Lock {
    count: Cell<u32>,
}

payload! { Lock: AtBirth; }

fn init(vm: &mut Vm, namespace: &Py<Dict>) -> PyResult<()> {
    let lock = LOCK.of(vm);
    set(vm, namespace, "LockType", lock);
    let error = vm.types.runtime_error.to_value();
    set(vm, namespace, "error", error);
    let most = crate::types::float::new(vm, 9_223_372_036.0);
    set(vm, namespace, "TIMEOUT_MAX", most);
    Ok(())
}

fn allocate(vm: &mut Vm) -> PyResult {
    let (module, class) = (vm.intern("_thread"), vm.intern("lock"));
    let module = crate::import::load(vm, &module)?;
    let class = protocol::attribute::get(vm, &module, &class)?;
    match class.cast::<crate::types::class::Class>() {
        Some(class) => Ok(vm.heap.alloc(class, Lock { count: Cell::new(0) }).into_value()),
        None => Err(vm.type_error("_thread.lock is not a class")),
    }
}

/// Takes the lock if it is free. Waiting for it would never end: the one thread holds it.
fn acquire(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let count = &this.expect::<Lock>().count;
    if count.get() == 0 {
        count.set(1);
        return Ok(Value::TRUE);
    }
    let blocking = match bound.first().and_then(Option::as_ref) {
        Some(blocking) => protocol::is_true(vm, blocking)?,
        None => true,
    };
    let forever = bound.get(1).and_then(Option::as_ref).is_none();
    if blocking && forever {
        return Err(vm.runtime_error("deadlock: the lock is held by the only thread"));
    }
    Ok(Value::FALSE)
}

fn acquire_again(_vm: &mut Vm, this: &Value, _bound: &[Slot]) -> PyResult {
    let count = &this.expect::<Lock>().count;
    count.set(count.get() + 1);
    Ok(Value::TRUE)
}

fn release(vm: &mut Vm, this: &Value) -> PyResult {
    let count = &this.expect::<Lock>().count;
    match count.get().checked_sub(1) {
        Some(fewer) => {
            count.set(fewer);
            Ok(Value::NONE)
        }
        None if vm.class_of(this).spec.is_some_and(|spec| spec.name == "RLock") => {
            Err(vm.runtime_error("cannot release un-acquired lock"))
        }
        None => Err(vm.runtime_error("release unlocked lock")),
    }
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let state = if this.expect::<Lock>().count.get() > 0 { "locked" } else { "unlocked" };
    let class = vm.class_name(this);
    Ok(vm.new_str(format!("<{state} {class} object at {:#x}>", this.bits())).into_value())
}
