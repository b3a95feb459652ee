//! `_socket.socket`: a socket that cannot be opened.

use std::cell::Cell;
use std::time::Duration;

use nix::errno::Errno;

use super::{refuse, timeout_of};
use crate::native::NativeClass;
use crate::native::posix::arguments::failed;
use crate::object::{ClassFlags, Layout, Value, payload};
use crate::types::class::{Arguments, ClassSpec, GetSet, NativeDef, Slots};
use crate::types::float;
use crate::types::int;
use crate::vm::{PyResult, Vm};

/// A socket without a descriptor: what it would wait at most.
pub struct SocketObject(Cell<Option<Duration>>);

payload! { SocketObject: AtBirth, size 56;
    traverse(_this, _tracer) {}
}

/// The class. Whatever needs a descriptor finds that it is a bad one.
pub static SOCKET: NativeClass = NativeClass::new(ClassSpec {
    module: "_socket",
    flags: ClassFlags::HEAP_TYPE.union(ClassFlags::BASE_TYPE),
    slots: Slots {
        repr: Some(|vm, _| Ok(vm.new_str("<socket object, fd=-1, family=0, type=0, proto=0>").into_value())),
        new: Some(|vm, class, _| Ok(vm.heap.alloc(class, SocketObject(Cell::new(None))).into_value())),
        init: Some(|vm, _, _| Err(refuse(vm, "socket"))),
        ..Slots::EMPTY
    },
    methods: &[
        NativeDef::none("_accept", |vm, _| bad_descriptor(vm)),
        NativeDef::any("bind", needs_descriptor),
        NativeDef::none("close", |_, _| Ok(Value::NONE)),
        NativeDef::any("connect", needs_descriptor),
        NativeDef::any("connect_ex", needs_descriptor),
        NativeDef::none("detach", |vm, _| Ok(int::from_i64(vm, -1))),
        NativeDef::none("fileno", |vm, _| Ok(int::from_i64(vm, -1))),
        NativeDef::none("getpeername", |vm, _| bad_descriptor(vm)),
        NativeDef::none("getsockname", |vm, _| bad_descriptor(vm)),
        NativeDef::any("getsockopt", needs_descriptor),
        NativeDef::any("listen", needs_descriptor),
        NativeDef::any("recv", needs_descriptor),
        NativeDef::any("recv_into", needs_descriptor),
        NativeDef::any("recvfrom", needs_descriptor),
        NativeDef::any("recvfrom_into", needs_descriptor),
        NativeDef::any("send", needs_descriptor),
        NativeDef::any("sendall", needs_descriptor),
        NativeDef::any("sendto", needs_descriptor),
        NativeDef::one("setblocking", |vm, this, blocks| {
            let blocks = crate::protocol::is_true(vm, blocks)?;
            this.expect::<SocketObject>().0.set((!blocks).then_some(Duration::ZERO));
            bad_descriptor(vm)
        }),
        NativeDef::none("getblocking", |_, this| {
            Ok(Value::bool(this.expect::<SocketObject>().0.get() != Some(Duration::ZERO)))
        }),
        NativeDef::one("settimeout", |vm, this, timeout| {
            let timeout = timeout_of(vm, timeout)?;
            this.expect::<SocketObject>().0.set(timeout);
            bad_descriptor(vm)
        }),
        NativeDef::none("gettimeout", timeout),
        NativeDef::any("setsockopt", needs_descriptor),
        NativeDef::any("shutdown", needs_descriptor),
        NativeDef::any("recvmsg", needs_descriptor),
        NativeDef::any("recvmsg_into", needs_descriptor),
        NativeDef::any("sendmsg", needs_descriptor),
        NativeDef::any("sendmsg_afalg", needs_descriptor),
    ],
    getset: &[
        GetSet::read_only("family", |_, _| Ok(Value::index(0))).member(),
        GetSet::read_only("type", |_, _| Ok(Value::index(0))).member(),
        GetSet::read_only("proto", |_, _| Ok(Value::index(0))).member(),
        GetSet::read_only("timeout", timeout),
    ],
    ..ClassSpec::new("socket", Layout::of::<SocketObject>())
});

fn timeout(vm: &mut Vm, this: &Value) -> PyResult {
    let timeout = this.expect::<SocketObject>().0.get();
    Ok(timeout.map_or(Value::NONE, |timeout| float::new(vm, timeout.as_secs_f64())))
}

fn bad_descriptor(vm: &mut Vm) -> PyResult {
    Err(failed(vm, Errno::EBADF))
}

fn needs_descriptor(vm: &mut Vm, _: &Value, _: Arguments<'_>) -> PyResult {
    bad_descriptor(vm)
}
