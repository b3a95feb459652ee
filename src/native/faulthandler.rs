//! `faulthandler`: the stack of calls on demand, at a signal and after a time. That the interpreter itself crashes is
//! not provided for.

use std::time::Duration;

use nix::libc;
use nix::sys::prctl;

use super::ModuleSpec;
use crate::native::posix::arguments::{failed, finished};
use crate::native::posix::refused;
use crate::native::thread;
use crate::native::time::seconds;
use crate::object::{Slot, Value};
use crate::program::path::warn_of_bool;
use crate::protocol::{self, number};
use crate::types::class::{Arguments, NativeDef};
use crate::types::int;
use crate::vm::signals;
use crate::vm::signals::dumps::{Chain, Dumps, Exits, Repeats, Target, Timeout};
use crate::vm::{PyResult, Vm, uncaught};

/// The declaration of `faulthandler`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "faulthandler",
    functions: &[
        NativeDef::keywords("enable", "file=None, all_threads=True, c_stack=True", |vm, _, bound| {
            let _ = (truth(vm, bound, 1)?, truth(vm, bound, 2)?);
            let (_, file) = descriptor(vm, &bound[0])?;
            let old = vm.states.get_or_default::<Enabled>().0.replace(file);
            drop(old);
            Ok(Value::NONE)
        }),
        NativeDef::none("disable", |vm, _| {
            let old = vm.states.get_or_default::<Enabled>().0.take();
            Ok(Value::bool(old.is_some()))
        }),
        NativeDef::none("is_enabled", |vm, _| {
            Ok(Value::bool(vm.states.get::<Enabled>().is_some_and(|enabled| enabled.0.is_some())))
        }),
        NativeDef::keywords("dump_traceback", "file=None, all_threads=True", |vm, _, bound| {
            let all = threads(vm, bound, 1)?;
            let (descriptor, _file) = descriptor(vm, &bound[0])?;
            uncaught::write_stack(vm, descriptor, &header(all, "Current thread"));
            Ok(Value::NONE)
        }),
        NativeDef::keywords("dump_c_stack", "file=None", |vm, _, bound| {
            let (descriptor, _file) = descriptor(vm, &bound[0])?;
            let text =
                "Current thread's C stack trace (most recent call first):\n  <cannot get C stack on this system>\n";
            uncaught::write_all(descriptor, text.as_bytes());
            Ok(Value::NONE)
        }),
        NativeDef::keywords("dump_traceback_later", "timeout, repeat=False, file=None, exit=False", dump_later),
        NativeDef::none("cancel_dump_traceback_later", |vm, _| {
            Dumps::stop_watching(vm);
            Ok(Value::NONE)
        }),
        NativeDef::keywords("register", "signum, file=None, all_threads=True, chain=False", |vm, _, bound| {
            let number = number::int_argument(vm, bound[0].as_ref().unwrap_or(&Value::NONE))?;
            let (all, chained) = (threads(vm, bound, 2)?, bound[3].is_some() && truth(vm, bound, 3)?);
            let number = checked(vm, number)?;
            let (descriptor, file) = descriptor(vm, &bound[1])?;
            let target = Target { descriptor, file, header: header(all, "Current thread") };
            let chain = if chained { Chain::Yes } else { Chain::No };
            let done = Dumps::register(vm, number, target, chain);
            finished(vm, done)?;
            Ok(Value::NONE)
        }),
        NativeDef::parsed("unregister", 1, 1, |vm, _, values| {
            let number = number::int_argument(vm, &values[0])?;
            let number = checked(vm, number)?;
            Ok(Value::bool(Dumps::unregister(vm, number)))
        }),
        NativeDef::any("_read_null", |vm, _, _: Arguments<'_>| refuse(vm, "_read_null")),
        NativeDef::any("_sigsegv", |vm, _, _: Arguments<'_>| refuse(vm, "_sigsegv")),
        NativeDef::any("_sigabrt", |vm, _, _: Arguments<'_>| refuse(vm, "_sigabrt")),
        NativeDef::any("_sigfpe", |vm, _, _: Arguments<'_>| refuse(vm, "_sigfpe")),
        NativeDef::any("_stack_overflow", |vm, _, _: Arguments<'_>| refuse(vm, "_stack_overflow")),
        NativeDef::any("_fatal_error_c_thread", |vm, _, _: Arguments<'_>| refuse(vm, "_fatal_error_c_thread")),
    ],
    classes: &[],
    init: None,
};

/// The file that `enable` was given, while it is in effect.
#[derive(Default)]
struct Enabled(Slot);

fn refuse(vm: &mut Vm, function: &str) -> PyResult {
    Err(refused::not_offered(vm, format!("faulthandler.{function}: ouropy does not crash")))
}

/// Lets go of what the module keeps, at the end of an interpreter.
pub fn clear(vm: &mut Vm) {
    Dumps::clear(vm);
    if vm.states.get::<Enabled>().is_some() {
        let file = vm.states.get_or_default::<Enabled>().0.take();
        drop(file);
    }
}

/// The truth of an argument; true without one.
fn truth(vm: &mut Vm, bound: &[Slot], index: usize) -> PyResult<bool> {
    match &bound[index] {
        Some(value) => protocol::is_true(vm, value),
        None => Ok(true),
    }
}

/// Which threads are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Threads {
    /// All there are: one.
    All,
    /// The one that runs, which need not be named then.
    Current,
}

/// The argument that says which threads; all without one.
fn threads(vm: &mut Vm, bound: &[Slot], index: usize) -> PyResult<Threads> {
    Ok(if truth(vm, bound, index)? { Threads::All } else { Threads::Current })
}

/// The line above a stack.
fn header(threads: Threads, title: &str) -> String {
    if threads == Threads::Current {
        return "Stack (most recent call first):".to_owned();
    }
    let name = prctl::get_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name = if name.is_empty() { name } else { format!(" [{name}]") };
    format!("{title} {:#018x}{name} (most recent call first):", thread::identity())
}

/// The descriptor that an argument means, and the file to keep open for it.
fn descriptor(vm: &mut Vm, given: &Slot) -> PyResult<(i32, Value)> {
    let file = match given.as_ref().filter(|file| !file.is_none()) {
        Some(file) => file.clone(),
        None => {
            let name = vm.names.stderr.clone();
            match vm.sys.get_str(&vm.heap, &name).cloned() {
                None => return Err(vm.runtime_error("lost sys.stderr")),
                Some(none) if none.is_none() => return Err(vm.runtime_error("sys.stderr is None")),
                Some(file) => file,
            }
        }
    };
    if int::Number::of(&file).is_some() {
        warn_of_bool(vm, &file)?;
        let number = number::int_argument(vm, &file)?;
        if number < 0 {
            return Err(vm.value_error("file is not a valid file descriptor"));
        }
        return Ok((number, Value::NONE));
    }
    let name = vm.intern("fileno");
    let number = protocol::call_method(vm, &file, &name, &[])?;
    let number = int::Number::of(&number).and_then(int::Number::to_i64).and_then(|number| i32::try_from(number).ok());
    let Some(number @ 0..) = number else {
        return Err(vm.runtime_error("file.fileno() is not a valid file descriptor"));
    };
    let flush = vm.names.flush.clone();
    if let Err(raised) = protocol::call_method(vm, &file, &flush, &[]) {
        drop(vm.take_raised(raised));
    }
    Ok((number, file))
}

/// A signal at which a stack can be written: none of those by which a program dies of its own faults.
fn checked(vm: &mut Vm, number: i32) -> PyResult<usize> {
    if [libc::SIGSEGV, libc::SIGFPE, libc::SIGABRT, libc::SIGBUS, libc::SIGILL].contains(&number) {
        let text = format!("signal {number} cannot be registered, use enable() instead");
        return Err(vm.runtime_error(text));
    }
    match usize::try_from(number) {
        Ok(number @ 1..signals::COUNT) => Ok(number),
        _ => Err(vm.value_error("signal number out of range")),
    }
}

fn dump_later(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let [Some(timeout), repeat, file, exit] = bound else { return Ok(Value::NONE) };
    let mut switches = [false; 2];
    for (switch, given) in switches.iter_mut().zip([repeat, exit]) {
        if let Some(given) = given {
            *switch = number::int_argument(vm, given)? != 0;
        }
    }
    // Microseconds, rounded up.
    let micros = (i128::from(seconds::nanoseconds(vm, timeout)?) + 999).div_euclid(1000);
    let Some(micros) = u64::try_from(micros).ok().filter(|&micros| micros > 0) else {
        return Err(vm.value_error("timeout must be greater than 0"));
    };
    let (descriptor, file) = descriptor(vm, file)?;
    let target = Target { descriptor, file, header: header(Threads::All, "Thread") };
    let repeats = if switches[0] { Repeats::Yes } else { Repeats::No };
    let exits = if switches[1] { Exits::Yes } else { Exits::No };
    let watched = Dumps::watch(vm, Timeout { time: Duration::from_micros(micros), target, repeats, exits });
    match watched {
        Ok(()) => Ok(Value::NONE),
        Err(error) => {
            let errno = error.raw_os_error().map_or(nix::errno::Errno::EAGAIN, nix::errno::Errno::from_raw);
            Err(failed(vm, errno))
        }
    }
}
