//! `_socket`: the native half of `socket`: constants, errors, addresses as texts. Opening a socket is refused.

mod addresses;
mod constants;
mod object;

use std::time::Duration;

use nix::errno::Errno;
use nix::unistd;

use super::posix::arguments::{done, failed};
use super::posix::refused::not_offered;
use super::time::seconds;
use super::{ModuleSpec, new_exception, set};
use crate::object::{Py, Value};
use crate::program::path::fs_encode;
use crate::protocol::number;
use crate::types::class::{Arguments, NativeDef};
use crate::types::dict::Dict;
use crate::types::{float, int};
use crate::vm::descriptor::Descriptor;
use crate::vm::{PyResult, Raised, Vm};

/// The declaration of `_socket`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "_socket",
    functions: &[
        refused("gethostbyname", |vm, _, _| Err(refuse(vm, "gethostbyname"))),
        refused("gethostbyname_ex", |vm, _, _| Err(refuse(vm, "gethostbyname_ex"))),
        refused("gethostbyaddr", |vm, _, _| Err(refuse(vm, "gethostbyaddr"))),
        NativeDef::none("gethostname", |vm, _| {
            let name = done(vm, unistd::gethostname())?;
            crate::program::path::fs_decode(vm, name.as_encoded_bytes())
        }),
        NativeDef::one("sethostname", |vm, _, name| {
            let name = fs_encode(vm, name)?.0;
            done(vm, unistd::sethostname(String::from_utf8_lossy(&name).as_ref()))?;
            Ok(Value::NONE)
        }),
        refused("getservbyname", |vm, _, _| Err(refuse(vm, "getservbyname"))),
        refused("getservbyport", |vm, _, _| Err(refuse(vm, "getservbyport"))),
        refused("getprotobyname", |vm, _, _| Err(refuse(vm, "getprotobyname"))),
        NativeDef::one("close", |vm, _, descriptor| {
            let descriptor = number::int_argument(vm, descriptor)?;
            match unistd::close(descriptor) {
                // Whoever was at the other end has gone: it is closed all the same.
                Ok(()) | Err(Errno::ECONNRESET) => Ok(Value::NONE),
                Err(errno) => Err(failed(vm, errno)),
            }
        }),
        NativeDef::one("dup", |vm, _, descriptor| {
            let descriptor = number::int_argument(vm, descriptor)?;
            let Some(descriptor) = Descriptor::new(descriptor) else { return Err(failed(vm, Errno::EBADF)) };
            let copy = done(vm, nix::fcntl::fcntl(descriptor, nix::fcntl::FcntlArg::F_DUPFD_CLOEXEC(0)))?;
            Ok(int::from_i64(vm, i64::from(copy)))
        }),
        refused("socketpair", |vm, _, _| Err(refuse(vm, "socketpair"))),
        NativeDef::one("ntohs", |vm, _, value| swapped_short(vm, value)),
        NativeDef::one("htons", |vm, _, value| swapped_short(vm, value)),
        NativeDef::one("ntohl", |vm, _, value| swapped_long(vm, value)),
        NativeDef::one("htonl", |vm, _, value| swapped_long(vm, value)),
        NativeDef::one("inet_aton", addresses::from_loose_text),
        NativeDef::one("inet_ntoa", addresses::to_text),
        NativeDef::positional("inet_pton", 2, 2, addresses::from_text_of_family),
        NativeDef::positional("inet_ntop", 2, 2, addresses::to_text_of_family),
        refused("getaddrinfo", |vm, _, _| Err(refuse(vm, "getaddrinfo"))),
        refused("getnameinfo", |vm, _, _| Err(refuse(vm, "getnameinfo"))),
        NativeDef::none("getdefaulttimeout", |vm, _| {
            let timeout = vm.states.get_or_default::<DefaultTimeout>().0;
            Ok(timeout.map_or(Value::NONE, |timeout| float::new(vm, timeout.as_secs_f64())))
        }),
        NativeDef::one("setdefaulttimeout", |vm, _, timeout| {
            let timeout = timeout_of(vm, timeout)?;
            vm.states.get_or_default::<DefaultTimeout>().0 = timeout;
            Ok(Value::NONE)
        }),
        refused("if_nameindex", |vm, _, _| Err(refuse(vm, "if_nameindex"))),
        refused("if_nametoindex", |vm, _, _| Err(refuse(vm, "if_nametoindex"))),
        refused("if_indextoname", |vm, _, _| Err(refuse(vm, "if_indextoname"))),
        NativeDef::one("CMSG_LEN", |vm, _, length| {
            let length = message_length(vm, "CMSG_LEN", length)?;
            Ok(Value::index(HEADER + length))
        }),
        NativeDef::one("CMSG_SPACE", |vm, _, length| {
            let length = message_length(vm, "CMSG_SPACE", length)?;
            Ok(Value::index(HEADER + length.next_multiple_of(size_of::<usize>())))
        }),
    ],
    classes: &[&object::SOCKET],
    init: Some(init),
};

/// The header of an ancillary message: its length, then two C ints.
const HEADER: usize = size_of::<usize>() + 8;

/// What sockets wait at most unless they say otherwise.
#[derive(Default)]
struct DefaultTimeout(Option<Duration>);

const fn refused(name: &'static str, f: fn(&mut Vm, &Value, Arguments<'_>) -> PyResult) -> NativeDef {
    NativeDef::any(name, f)
}

/// OSError: programs that can do without a socket expect one when it cannot be opened.
fn refuse(vm: &mut Vm, function: &str) -> Raised {
    not_offered(vm, format!("socket.{function}: ouropy has no sockets"))
}

fn init(vm: &mut Vm, namespace: &Py<Dict>) -> PyResult<()> {
    let class = object::SOCKET.of(vm).into_value();
    set(vm, namespace, "SocketType", class.clone());
    let capsule = super::types_::capsule(vm, "_socket.CAPI", vec![class]);
    set(vm, namespace, "CAPI", capsule);
    let base = vm.types.os_error.clone();
    for name in ["herror", "gaierror"] {
        let error = new_exception(vm, "socket", name, &base)?;
        set(vm, namespace, name, error.into_value());
    }
    set(vm, namespace, "error", base.into_value());
    let timeout = vm.types.timeout_error.to_value();
    set(vm, namespace, "timeout", timeout);
    constants::add(vm, namespace);
    Ok(())
}

/// What a socket waits at most: `None` for ever; ValueError "Timeout value out of range" if it is negative.
fn timeout_of(vm: &mut Vm, value: &Value) -> PyResult<Option<Duration>> {
    if value.is_none() {
        return Ok(None);
    }
    seconds::timeout(vm, value, "Timeout value out of range").map(Some)
}

fn unsigned(vm: &mut Vm, value: &Value, most: u32, name: &str) -> PyResult<u32> {
    let number = number::unsigned_argument(vm, value)?;
    let number = number.and_then(|number| u32::try_from(number).ok()).filter(|&number| number <= most);
    number.ok_or_else(|| vm.overflow_error(format!("Python int too large for C {name}")))
}

fn swapped_short(vm: &mut Vm, value: &Value) -> PyResult {
    let number = unsigned(vm, value, u32::from(u16::MAX), "uint16_t")?;
    Ok(Value::index(usize::from((number as u16).to_be())))
}

fn swapped_long(vm: &mut Vm, value: &Value) -> PyResult {
    let number = unsigned(vm, value, u32::MAX, "uint32_t")?;
    Ok(Value::index(number.to_be() as usize))
}

fn message_length(vm: &mut Vm, function: &str, value: &Value) -> PyResult<usize> {
    let length = number::ssize_argument(vm, value)?;
    // The system's structures have room for a C int.
    let length = usize::try_from(length).ok().filter(|length| *length <= i32::MAX as usize - HEADER - 8);
    length.ok_or_else(|| vm.overflow_error(format!("{function}() argument out of range")))
}
