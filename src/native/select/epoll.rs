//! `select.epoll`: descriptors that the system remembers.

use std::cell::Cell;

use nix::libc;
use nix::unistd;

use super::{milliseconds, timeout_of, wait};
use crate::native::NativeClass;
use crate::native::fcntl::masked;
use crate::native::posix::arguments::{argument, done, file_descriptor, finished, int_or};
use crate::native::time::seconds;
use crate::object::{ClassFlags, Layout, Py, Slot, Value, payload};
use crate::protocol::number;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, Slots};
use crate::types::int;
use crate::types::list::List;
use crate::vm::polling::{self, Change, SET_SIZE};
use crate::vm::{PyResult, Vm, arguments};

/// The number of an epoll descriptor, -1 once it is closed.
pub struct EpollObject(Cell<i32>);

impl Drop for EpollObject {
    fn drop(&mut self) {
        // Nobody hears of a failure.
        let _ = self.close();
    }
}

impl EpollObject {
    fn close(&self) -> nix::Result<()> {
        match self.0.replace(-1) {
            -1 => Ok(()),
            descriptor => unistd::close(descriptor),
        }
    }
}

payload! { EpollObject: Atom, size 24; }

/// The class.
pub static EPOLL: NativeClass = NativeClass::new(ClassSpec {
    module: "select",
    flags: ClassFlags::HEAP_TYPE,
    slots: Slots { new: Some(new), ..Slots::EMPTY },
    methods: &[
        NativeDef::none("close", |vm, this| {
            done(vm, this.expect::<EpollObject>().close())?;
            Ok(Value::NONE)
        }),
        NativeDef::none("fileno", |vm, this| {
            let epoll = opened(vm, this)?;
            Ok(int::from_i64(vm, i64::from(epoll)))
        }),
        NativeDef::keywords("register", "fd, eventmask=EPOLLIN | EPOLLPRI | EPOLLOUT", |vm, this, bound| {
            change(vm, this, bound, Change::Add)
        }),
        NativeDef::keywords("modify", "fd, eventmask", |vm, this, bound| change(vm, this, bound, Change::Modify)),
        NativeDef::keywords("unregister", "fd", |vm, this, bound| change(vm, this, bound, Change::Remove)),
        NativeDef::keywords("poll", "timeout=None, maxevents=-1", poll),
        NativeDef::none("__enter__", |vm, this| {
            opened(vm, this)?;
            Ok(this.clone())
        }),
        NativeDef::positional("__exit__", 0, 3, |vm, this, _| {
            let name = vm.intern("close");
            crate::protocol::call_method(vm, this, &name, &[])
        }),
        NativeDef::one("fromfd", |vm, class, descriptor| {
            let descriptor = number::int_argument(vm, descriptor)?;
            match class.cast::<Class>() {
                Some(class) => Ok(vm.heap.alloc(class, EpollObject(Cell::new(descriptor))).into_value()),
                None => Err(vm.type_error("fromfd() needs a class")),
            }
        })
        .class_method(),
    ],
    getset: &[GetSet::read_only("closed", |_, this| Ok(Value::bool(this.expect::<EpollObject>().0.get() < 0)))],
    ..ClassSpec::new("epoll", Layout::of::<EpollObject>())
});

fn new(vm: &mut Vm, class: &Py<Class>, given: Arguments<'_>) -> PyResult {
    let bound = arguments::bind(vm, "epoll", "sizehint=-1, flags=0", given)?;
    let (size, flags) = (int_or(vm, &bound, 0, -1)?, int_or(vm, &bound, 1, 0)?);
    if size != -1 && size <= 0 {
        return Err(vm.value_error("negative sizehint"));
    }
    if flags & !libc::EPOLL_CLOEXEC != 0 {
        return finished(vm, Err(std::io::Error::other("invalid flags")));
    }
    let descriptor = done(vm, polling::create_epoll())?;
    Ok(vm.heap.alloc(class, EpollObject(Cell::new(descriptor))).into_value())
}

fn opened(vm: &mut Vm, this: &Value) -> PyResult<i32> {
    match this.expect::<EpollObject>().0.get() {
        0.. => Ok(this.expect::<EpollObject>().0.get()),
        _ => Err(vm.value_error("I/O operation on closed epoll object")),
    }
}

fn change(vm: &mut Vm, this: &Value, bound: &[Slot], change: Change) -> PyResult {
    let descriptor = file_descriptor(vm, &argument(bound, 0))?.number();
    let events = match bound.get(1).and_then(Option::as_ref) {
        Some(events) => masked(vm, events)? as u32,
        None => (libc::EPOLLIN | libc::EPOLLPRI | libc::EPOLLOUT).cast_unsigned(),
    };
    let epoll = opened(vm, this)?;
    done(vm, polling::change_epoll(epoll, change, descriptor, events))?;
    Ok(Value::NONE)
}

/// `poll(timeout=None, maxevents=-1)`: pairs of a descriptor and what has come.
fn poll(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    opened(vm, this)?;
    let timeout = timeout_of(vm, bound.first().and_then(Option::as_ref), seconds::nanoseconds)?;
    let most = match int_or(vm, bound, 1, -1)? {
        -1 => SET_SIZE - 1,
        most @ 1.. => most,
        most => return Err(vm.value_error(format!("maxevents must be greater than 0, got {most}"))),
    };
    let epoll = opened(vm, this)?;
    let mut found = Vec::new();
    for (descriptor, events) in wait(vm, timeout, |left| polling::wait_epoll(epoll, most as usize, milliseconds(left)))?
    {
        let pair = vec![int::from_i64(vm, i64::from(descriptor)), Value::index(events as usize)];
        found.push(vm.new_tuple(pair).into_value());
    }
    Ok(List::create(vm, found).into_value())
}
