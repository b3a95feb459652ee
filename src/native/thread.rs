//! `_thread`: one thread, and locks that nobody else can hold.

use std::cell::Cell;
use std::ffi::CString;

use nix::sys::prctl;

use super::posix::arguments::failed;
use super::{ModuleSpec, set};
use crate::native::NativeClass;
use crate::object::{ClassFlags, Layout, Py, Slot, Str, Tuple, Value, payload};
use crate::program::path::fs_decode;
use crate::protocol::{self, number};
use crate::types::class::slots::Slots;
use crate::types::class::{ClassSpec, GetSet, NativeDef};
use crate::types::dict::Dict;
use crate::types::object::{self, Instance};
use crate::types::struct_sequence::{class, field};
use crate::types::{codec, int};
use crate::vm::{PyResult, Vm, signals, uncaught};

/// The declaration of `_thread`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "_thread",
    functions: &[
        NativeDef::none("get_ident", |vm, _| Ok(int::from_u64(vm, identity()))),
        NativeDef::none("get_native_id", |vm, _| Ok(int::from_u64(vm, u64::from(std::process::id())))),
        NativeDef::none("allocate_lock", |vm, _| allocate(vm)),
        NativeDef::none("allocate", |vm, _| allocate(vm)),
        NativeDef::none("_count", |_, _| Ok(Value::index(0))),
        NativeDef::none("_get_main_thread_ident", |vm, _| Ok(int::from_u64(vm, identity()))),
        NativeDef::none("_is_main_interpreter", |_, _| Ok(Value::TRUE)),
        NativeDef::none("daemon_threads_allowed", |_, _| Ok(Value::TRUE)),
        // There is no thread that could be waited for.
        NativeDef::none("_shutdown", |_, _| Ok(Value::NONE)),
        NativeDef::one("_make_thread_handle", |vm, _, number| {
            let number = number::ssize_argument(vm, number)?;
            let class = HANDLE.of(vm);
            Ok(vm
                .heap
                .alloc(&class, ThreadHandle { number: Cell::new(number as u64), state: Cell::new(Stage::Running) })
                .into_value())
        }),
        NativeDef::positional("stack_size", 0, 1, stack_size),
        NativeDef::positional("interrupt_main", 0, 1, |vm, _, values| {
            let number = match values.first() {
                Some(number) => number::int_argument(vm, number)?,
                None => nix::libc::SIGINT,
            };
            match usize::try_from(number) {
                Ok(number @ 1..signals::COUNT) => signals::simulate(vm, number),
                _ => return Err(vm.value_error("signal number out of range")),
            }
            Ok(Value::NONE)
        }),
        NativeDef::none("_get_name", |vm, _| {
            let name = prctl::get_name().unwrap_or_default();
            fs_decode(vm, name.as_bytes())
        }),
        NativeDef::keywords("set_name", "name", set_name),
        NativeDef::one("_excepthook", excepthook),
        NativeDef::none("exit", exit),
        NativeDef::none("exit_thread", exit),
        NativeDef::any("start_new", |vm, _, _| Err(vm.not_implemented_error("threads are not supported"))),
        NativeDef::any("start_new_thread", |vm, _, _| Err(vm.not_implemented_error("threads are not supported"))),
        NativeDef::any("start_joinable_thread", |vm, _, _| Err(vm.not_implemented_error("threads are not supported"))),
    ],
    classes: &[&LOCK, &RLOCK, &HANDLE, &LOCAL, &HOOK_ARGUMENTS],
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
    slots: Slots {
        repr: Some(repr),
        new: Some(|vm, class, arguments| match arguments.values {
            [] => Ok(vm.heap.alloc(class, Lock { count: Cell::new(0) }).into_value()),
            given => {
                let count = given.len();
                Err(vm.type_error(format!("lock expected at most 0 arguments, got {count}")))
            }
        }),
        ..Slots::EMPTY
    },
    methods: &[
        NativeDef::keywords("acquire", "blocking=True, timeout=-1", acquire),
        NativeDef::none("release", release),
        NativeDef::none("locked", |_, this| Ok(Value::bool(this.expect::<Lock>().count.get() > 0))),
        NativeDef::none("_at_fork_reinit", reset),
        NativeDef::none("__enter__", |vm, this| acquire(vm, this, &[])),
        NativeDef::positional("__exit__", 0, 3, |vm, this, _| release(vm, this)),
    ],
    ..ClassSpec::new("lock", Layout::of::<Lock>())
});

/// Whoever held the lock is gone.
fn reset(_vm: &mut Vm, this: &Value) -> PyResult {
    this.expect::<Lock>().count.set(0);
    Ok(Value::NONE)
}

static RLOCK: NativeClass = NativeClass::new(ClassSpec {
    methods: &[
        NativeDef::keywords("acquire", "blocking=True, timeout=-1", acquire_again),
        NativeDef::none("release", release),
        NativeDef::none("locked", |_, this| Ok(Value::bool(this.expect::<Lock>().count.get() > 0))),
        NativeDef::none("_at_fork_reinit", reset),
        NativeDef::none("_is_owned", |_, this| Ok(Value::bool(this.expect::<Lock>().count.get() > 0))),
        NativeDef::none("_recursion_count", |vm, this| {
            let count = this.expect::<Lock>().count.get();
            Ok(int::from_u64(vm, u64::from(count)))
        }),
        NativeDef::none("_release_save", |vm, this| {
            let count = this.expect::<Lock>().count.replace(0);
            if count == 0 {
                return Err(vm.runtime_error("cannot release un-acquired lock"));
            }
            let (count, owner) = (int::from_u64(vm, u64::from(count)), int::from_u64(vm, identity()));
            Ok(vm.new_tuple(vec![count, owner]).into_value())
        }),
        NativeDef::one("_acquire_restore", |vm, this, state| {
            let Some([count, _owner]) = state.cast::<Tuple>().map(|state| state.items()) else {
                return Err(vm.type_error("_acquire_restore() argument 1 must be a pair"));
            };
            let count = number::ssize_argument(vm, &count.clone())?;
            this.expect::<Lock>().count.set(count as u32);
            Ok(Value::NONE)
        }),
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

/// What `threading` knows a thread by. Of the only one nobody waits for the end.
static HANDLE: NativeClass = NativeClass::new(ClassSpec {
    module: "_thread",
    slots: Slots {
        new: Some(|vm, class, _| {
            let handle = ThreadHandle { number: Cell::new(0), state: Cell::new(Stage::New) };
            Ok(vm.heap.alloc(class, handle).into_value())
        }),
        ..Slots::EMPTY
    },
    methods: &[
        NativeDef::none("is_done", |_, this| Ok(Value::bool(this.expect::<ThreadHandle>().state.get() == Stage::Done))),
        NativeDef::none("_set_done", |vm, this| {
            let state = &this.expect::<ThreadHandle>().state;
            if state.get() == Stage::New {
                return Err(vm.runtime_error("thread not started"));
            }
            state.set(Stage::Done);
            Ok(Value::NONE)
        }),
        NativeDef::positional("join", 0, 1, |vm, this, _| match this.expect::<ThreadHandle>().state.get() {
            Stage::Done => Ok(Value::NONE),
            Stage::New => Err(vm.runtime_error("thread not started")),
            Stage::Running => Err(vm.runtime_error("Cannot join current thread")),
        }),
    ],
    getset: &[GetSet::read_only("ident", |vm, this| {
        let number = this.expect::<ThreadHandle>().number.get();
        Ok(int::from_u64(vm, number))
    })],
    ..ClassSpec::new("_ThreadHandle", Layout::of::<ThreadHandle>())
});

/// Attributes that each thread has for itself: here those of the only one.
static LOCAL: NativeClass = NativeClass::new(ClassSpec {
    module: "_thread",
    flags: LOCK_FLAGS.union(ClassFlags::BASE_TYPE).union(ClassFlags::HAS_DICT).union(ClassFlags::CONTAINER),
    slots: Slots {
        new: Some(|vm, class, arguments| {
            if !arguments.values.is_empty() && object::has_plain_init(class) {
                return Err(vm.type_error("Initialization arguments are not supported"));
            }
            Ok(object::allocate(vm, class))
        }),
        ..Slots::EMPTY
    },
    getset: &[GetSet::read_only("__dict__", |vm, this| Ok(protocol::attribute::instance_dict(vm, this).into_value()))],
    ..ClassSpec::new("_local", Layout::of::<Instance>())
});

/// A thread's number, and how far it is.
pub struct ThreadHandle {
    number: Cell<u64>,
    state: Cell<Stage>,
}

/// How far a thread is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    New,
    Running,
    Done,
}

payload! { ThreadHandle: Atom; }

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
    set(vm, namespace, "_NAME_MAXLEN", Value::index(LONGEST_NAME));
    Ok(())
}

/// The longest name that the system keeps, in bytes.
const LONGEST_NAME: usize = 15;

/// `set_name(name)`: what the system calls the thread. A longer name is cut off, as is one behind a NUL.
fn set_name(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let name = bound.first().cloned().flatten().unwrap_or(Value::NONE);
    let Some(name) = name.cast::<Str>().cloned() else {
        let class = vm.class_name(&name);
        let class = if name.is_none() { "None" } else { &class };
        return Err(vm.type_error(format!("set_name() argument 'name' must be str, not {class}")));
    };
    let mut name = codec::encode(vm, &name, None, Some("replace"))?;
    name.truncate(LONGEST_NAME);
    if let Some(end) = memchr::memchr(0, &name) {
        name.truncate(end);
    }
    // The text has no NUL, and a name can always be set.
    if let Ok(name) = CString::new(name)
        && let Err(errno) = prctl::set_name(&name)
    {
        return Err(failed(vm, errno));
    }
    Ok(Value::NONE)
}

/// What `threading.excepthook` gets.
static HOOK_ARGUMENTS: NativeClass = NativeClass::derived(
    |types| &types.tuple,
    class(
        "_thread",
        "_ExceptHookArgs",
        &[field::<0>("exc_type"), field::<1>("exc_value"), field::<2>("exc_traceback"), field::<3>("thread")],
    ),
);

/// `_excepthook(args)`: prints the report of what a thread did not catch, to `sys.stderr` or what was that when the thread
/// began.
fn excepthook(vm: &mut Vm, _module: &Value, arguments: &Value) -> PyResult {
    let kind = HOOK_ARGUMENTS.of(vm);
    let items =
        arguments.cast::<Tuple>().filter(|_| vm.class_of(arguments).is(&kind)).map(|items| items.items().to_vec());
    let Some([class, value, traceback, thread]) = items.as_deref() else {
        return Err(vm.type_error("_thread.excepthook argument type must be ExceptHookArgs"));
    };
    if class.is(vm.types.system_exit.as_value()) {
        return Ok(Value::NONE);
    }
    let name = vm.names.stderr.clone();
    let mut file = vm.sys.get_str(&vm.heap, &name).cloned().unwrap_or(Value::NONE);
    if file.is_none() && !thread.is_none() {
        let name = vm.intern("_stderr");
        file = protocol::attribute::get(vm, thread, &name)?;
    }
    if file.is_none() {
        return Ok(Value::NONE);
    }
    write(vm, &file, "Exception in thread ")?;
    let name = vm.intern("name");
    let named = if thread.is_none() { None } else { protocol::attribute::get_optional(vm, thread, &name)? };
    let shown = match named {
        Some(name) => protocol::repr::str(vm, &name)?.to_string_lossy().into_owned(),
        None => identity().to_string(),
    };
    write(vm, &file, &shown)?;
    write(vm, &file, ":\n")?;
    uncaught::print_exception_to(vm, value, traceback, &file);
    let flush = vm.names.flush.clone();
    protocol::call_method(vm, &file, &flush, &[])?;
    Ok(Value::NONE)
}

fn write(vm: &mut Vm, file: &Value, text: &str) -> PyResult<()> {
    let (write, text) = (vm.names.write.clone(), vm.new_str(text).into_value());
    protocol::call_method(vm, file, &write, &[text]).map(drop)
}

/// `stack_size([size])`: the size that other threads would have, 0 for the system's.
fn stack_size(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    if let Some(size) = values.first()
        && number::ssize_argument(vm, size)? < 0
    {
        return Err(vm.value_error("size must be 0 or a positive value"));
    }
    Ok(Value::index(0))
}

/// `_thread.exit()`: ends the thread, of which there is one.
fn exit(vm: &mut Vm, _module: &Value) -> PyResult {
    Err(vm.raise_with(|types| &types.system_exit, Vec::new()))
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
