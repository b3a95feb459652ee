//! The names of signals and of what functions take.

use nix::libc;

use crate::native::set;
use crate::object::{Py, Value};
use crate::types::dict::Dict;
use crate::vm::Vm;
use crate::vm::signals::COUNT;

macro_rules! of_libc {
    ($($name:ident)*) => { [$((stringify!($name), libc::$name)),*] };
}

/// Puts them into the module.
pub fn add(vm: &mut Vm, namespace: &Py<Dict>) {
    let known = of_libc! {
        SIGHUP SIGINT SIGQUIT SIGILL SIGTRAP SIGABRT SIGIOT SIGBUS SIGFPE SIGKILL SIGUSR1 SIGSEGV SIGUSR2 SIGPIPE SIGALRM
        SIGTERM SIGSTKFLT SIGCHLD SIGCONT SIGSTOP SIGTSTP SIGTTIN SIGTTOU SIGURG SIGXCPU SIGXFSZ SIGVTALRM SIGPROF
        SIGWINCH SIGIO SIGPOLL SIGPWR SIGSYS SIG_BLOCK SIG_UNBLOCK SIG_SETMASK
    };
    let others = [
        ("SIGCLD", libc::SIGCHLD),
        ("SIGRTMIN", libc::SIGRTMIN()),
        ("SIGRTMAX", libc::SIGRTMAX()),
        ("SIG_DFL", 0),
        ("SIG_IGN", 1),
        ("ITIMER_REAL", 0),
        ("ITIMER_VIRTUAL", 1),
        ("ITIMER_PROF", 2),
        ("NSIG", COUNT as i32),
    ];
    for (name, number) in known.into_iter().chain(others) {
        set(vm, namespace, name, Value::index(number as usize));
    }
}
