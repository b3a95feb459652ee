//! `errno`: the numbers of the operating system's errors.

use nix::libc;

use super::{ModuleSpec, set};
use crate::object::{Py, Value};
use crate::types::dict::Dict;
use crate::vm::{PyResult, Vm};

/// The declaration of the module.
pub const SPEC: ModuleSpec = ModuleSpec { name: "errno", functions: &[], classes: &[], init: Some(init) };

/// Names and numbers: those that every Unix has, and those of Linux alone.
macro_rules! codes {
    ($($system:ident $name:ident),* $(,)?) => {{
        let mut codes = Vec::with_capacity(140);
        $(codes!(@ codes $system $name);)*
        codes
    }};
    (@ $codes:ident unix $name:ident) => { $codes.push((stringify!($name), libc::$name)) };
    (@ $codes:ident linux $name:ident) => {
        #[cfg(target_os = "linux")]
        $codes.push((stringify!($name), libc::$name))
    };
}

/// Newer than the crate's table.
const EFTYPE: i32 = if cfg!(target_os = "linux") { 134 } else { 79 };

/// In the order in which CPython adds them, which `errorcode` shows: of two names for a number it has the later one, in
/// the place of the first.
#[rustfmt::skip]
fn codes() -> Vec<(&'static str, i32)> {
    codes! {
        unix ENODEV, linux ENOCSI, unix EHOSTUNREACH, unix ENOMSG, linux EUCLEAN, linux EL2NSYNC, linux EL2HLT,
        unix ENODATA, unix ENOTBLK, unix ENOSYS, unix EPIPE, unix EINVAL, unix EOVERFLOW, linux EADV, unix EINTR,
        unix EUSERS, unix ENOTEMPTY, unix ENOBUFS, unix EPROTO, unix EREMOTE, linux ENAVAIL, unix ECHILD, unix ELOOP,
        unix EXDEV, unix E2BIG, unix ESRCH, unix EMSGSIZE, unix EAFNOSUPPORT, linux EBADR, unix EHOSTDOWN,
        unix EPFNOSUPPORT, unix ENOPROTOOPT, unix EBUSY, unix EWOULDBLOCK, linux EBADFD, linux EDOTDOT, unix EISCONN,
        linux ENOANO, unix ESHUTDOWN, linux ECHRNG, linux ELIBBAD, linux ENONET, linux EBADE, unix EBADF, unix EMULTIHOP,
        unix EIO, linux EUNATCH, unix EPROTOTYPE, unix ENOSPC, unix ENOEXEC, unix EALREADY, unix ENETDOWN, linux ENOTNAM,
        unix EACCES, linux ELNRNG, unix EILSEQ, unix ENOTDIR, linux ENOTUNIQ, unix EPERM, unix EDOM, linux EXFULL,
        unix ECONNREFUSED, unix EISDIR, unix EPROTONOSUPPORT, unix EROFS, unix EADDRNOTAVAIL, unix EIDRM, linux ECOMM,
        linux ESRMNT, linux EREMOTEIO, linux EL3RST, unix EBADMSG, unix ENFILE, linux ELIBMAX, unix ESPIPE, unix ENOLINK,
        unix ENETRESET, unix ETIMEDOUT, unix ENOENT, unix EEXIST, unix EDQUOT, unix ENOSTR, linux EBADSLT, linux EBADRQC,
        linux ELIBACC, unix EFAULT, unix EFBIG, unix EDEADLK, unix ENOTCONN, unix EDESTADDRREQ, linux ELIBSCN,
        unix ENOLCK, linux EISNAM, unix ECONNABORTED, unix ENETUNREACH, unix ESTALE, unix ENOSR, unix ENOMEM,
        unix ENOTSOCK, linux ESTRPIPE, unix EMLINK, unix ERANGE, linux ELIBEXEC, linux EL3HLT, unix ECONNRESET,
        unix EADDRINUSE, unix EOPNOTSUPP, linux EREMCHG, unix EAGAIN, unix ENAMETOOLONG, unix ENOTTY, linux ERESTART,
        unix ESOCKTNOSUPPORT, unix ETIME, linux EBFONT, linux EDEADLOCK, unix ETOOMANYREFS, unix EMFILE, unix ETXTBSY,
        unix EINPROGRESS, unix ENXIO, linux ENOPKG, linux ENOMEDIUM, linux EMEDIUMTYPE, unix ECANCELED, linux ENOKEY,
        linux EHWPOISON, linux EKEYEXPIRED, linux EKEYREVOKED, linux EKEYREJECTED, unix EOWNERDEAD, unix ENOTRECOVERABLE,
        linux ERFKILL, unix ENOTSUP,
    }
}

fn init(vm: &mut Vm, namespace: &Py<Dict>) -> PyResult<()> {
    let names = vm.new_dict();
    set(vm, namespace, "errorcode", names.clone());
    for (name, code) in codes().into_iter().chain([("EFTYPE", EFTYPE)]) {
        let (name, code) = (vm.intern(name), Value::index(code as usize));
        drop(namespace.set_str(vm, &name, code.clone()));
        drop(names.set(vm, code, name.into_value())?);
    }
    Ok(())
}
