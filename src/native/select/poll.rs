//! `select.poll`: what a program waits for by `poll`.

use std::cell::{Cell, RefCell};

use nix::errno::Errno;
use nix::libc;

use super::{milliseconds, timeout_of, wait};
use crate::native::NativeClass;
use crate::native::posix::arguments::{failed, file_descriptor};
use crate::native::time::seconds;
use crate::object::{ClassFlags, Layout, Value, payload};
use crate::protocol::number;
use crate::types::class::{ClassSpec, NativeDef};
use crate::types::list::List;
use crate::vm::polling::{self, Polled};
use crate::vm::{PyResult, Vm};

/// Descriptors and what they are waited for, in the order in which they were registered.
pub struct PollObject {
    known: RefCell<Vec<(i32, u16)>>,
    is_polling: Cell<bool>,
}

payload! { PollObject: Atom, size 40; }

/// The class, which makes no instances: the function `select.poll` does.
pub static POLL: NativeClass = NativeClass::new(ClassSpec {
    module: "select",
    flags: ClassFlags::HEAP_TYPE,
    methods: &[
        NativeDef::positional("register", 1, 2, |vm, this, values| {
            let descriptor = file_descriptor(vm, &values[0])?.number();
            let events = match values.get(1) {
                Some(events) => mask(vm, events)?,
                None => (libc::POLLIN | libc::POLLPRI | libc::POLLOUT).cast_unsigned(),
            };
            let mut known = this.expect::<PollObject>().known.borrow_mut();
            match known.iter_mut().find(|(one, _)| *one == descriptor) {
                Some((_, old)) => *old = events,
                None => known.push((descriptor, events)),
            }
            Ok(Value::NONE)
        }),
        NativeDef::positional("modify", 2, 2, |vm, this, values| {
            let descriptor = file_descriptor(vm, &values[0])?.number();
            let events = mask(vm, &values[1])?;
            let mut known = this.expect::<PollObject>().known.borrow_mut();
            let Some((_, old)) = known.iter_mut().find(|(one, _)| *one == descriptor) else {
                return Err(failed(vm, Errno::ENOENT));
            };
            *old = events;
            Ok(Value::NONE)
        }),
        NativeDef::one("unregister", |vm, this, file| {
            let descriptor = file_descriptor(vm, file)?.number();
            let mut known = this.expect::<PollObject>().known.borrow_mut();
            let Some(at) = known.iter().position(|&(one, _)| one == descriptor) else {
                let number = Value::index(descriptor as usize);
                return Err(vm.key_error(&number));
            };
            known.remove(at);
            Ok(Value::NONE)
        }),
        NativeDef::positional("poll", 0, 1, poll),
    ],
    ..ClassSpec::new("poll", Layout::of::<PollObject>())
})
.hidden();

/// `select.poll()`
pub fn create(vm: &mut Vm) -> Value {
    let class = POLL.of(vm);
    let object = PollObject { known: RefCell::default(), is_polling: Cell::new(false) };
    vm.heap.alloc(&class, object).into_value()
}

/// A mask of events: a C unsigned short.
fn mask(vm: &mut Vm, value: &Value) -> PyResult<u16> {
    let mask = number::unsigned_argument(vm, value)?.and_then(|mask| u16::try_from(mask).ok());
    mask.ok_or_else(|| vm.overflow_error("Python int too large for C unsigned short"))
}

/// `poll(timeout=None)`: pairs of a descriptor and what has come.
fn poll(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let timeout = timeout_of(vm, values.first(), seconds::milliseconds)?;
    let object = this.expect::<PollObject>();
    if object.is_polling.replace(true) {
        return Err(vm.runtime_error("concurrent poll() invocation"));
    }
    let known =
        object.known.borrow().iter().map(|&(descriptor, events)| Polled { descriptor, events, found: 0 }).collect();
    let mut all: Vec<Polled> = known;
    let waited = wait(vm, timeout, |left| polling::poll(&mut all, milliseconds(left)));
    object.is_polling.set(false);
    waited?;
    let mut found = Vec::new();
    for one in all.into_iter().filter(|one| one.found != 0) {
        let pair = vec![Value::index(one.descriptor as usize), Value::index(usize::from(one.found))];
        found.push(vm.new_tuple(pair).into_value());
    }
    Ok(List::create(vm, found).into_value())
}
