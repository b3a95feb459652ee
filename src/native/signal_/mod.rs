//! `_signal`: the native half of `signal`.

mod constants;
mod handlers;
mod sets;
mod timers;
mod wakeup;

use super::{ModuleSpec, NativeClass};
use crate::native::posix::arguments::finished;
use crate::object::{ClassFlags, Value};
use crate::protocol::number;
use crate::types::class::{ClassSpec, GetSet, NativeDef};
use crate::types::int;
use crate::types::struct_sequence::{class, field};
use crate::vm::signals::{COUNT, system};
use crate::vm::{PyResult, Vm};

/// The declaration of `_signal`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "_signal",
    functions: &[
        NativeDef::positional("default_int_handler", 2, 2, |vm, _, values| {
            number::int_argument(vm, &values[0])?;
            Err(vm.raise_with(|types| &types.keyboard_interrupt, Vec::new()))
        }),
        NativeDef::one("alarm", |vm, _, seconds| {
            let seconds = number::int_argument(vm, seconds)?;
            Ok(int::from_u64(vm, u64::from(system::alarm(seconds.cast_unsigned()))))
        }),
        NativeDef::positional("setitimer", 2, 3, timers::set_timer),
        NativeDef::one("getitimer", timers::get_timer),
        NativeDef::positional("signal", 2, 2, handlers::set_handler),
        NativeDef::one("raise_signal", |vm, _, number| {
            let number = number::int_argument(vm, number)?;
            finished(vm, system::raise(number))?;
            vm.check_signals()?;
            Ok(Value::NONE)
        }),
        NativeDef::one("strsignal", |vm, _, number| {
            let number = number_of(vm, number)?;
            match system::describe(number as i32) {
                Some(text) => Ok(vm.new_str(String::from_utf8_lossy(&text)).into_value()),
                None => Ok(Value::NONE),
            }
        }),
        NativeDef::one("getsignal", handlers::get_handler),
        NativeDef::keywords("set_wakeup_fd", "fd, /, *, warn_on_full_buffer=True", wakeup::set_descriptor),
        NativeDef::positional("siginterrupt", 2, 2, handlers::set_calls),
        NativeDef::none("pause", |vm, _| {
            system::pause();
            vm.check_signals()?;
            Ok(Value::NONE)
        }),
        NativeDef::positional("pidfd_send_signal", 2, 4, handlers::send_to_descriptor),
        NativeDef::positional("pthread_kill", 2, 2, handlers::send_to_thread),
        NativeDef::positional("pthread_sigmask", 2, 2, sets::change_mask),
        NativeDef::none("sigpending", |vm, _| {
            let set = finished(vm, system::pending())?;
            sets::to_python(vm, &set)
        }),
        NativeDef::one("sigwait", sets::wait),
        NativeDef::one("sigwaitinfo", |vm, _, set| sets::wait_for_information(vm, set, None)),
        NativeDef::positional("sigtimedwait", 2, 2, sets::wait_for_a_time),
        NativeDef::none("valid_signals", |vm, _| sets::to_python(vm, &system::SignalSet::full())),
    ],
    classes: &[&STRUCT_SIGINFO],
    init: Some(|vm, namespace| {
        constants::add(vm, namespace);
        timers::add_error(vm, namespace)?;
        handlers::find(vm, namespace);
        Ok(())
    }),
};

static STRUCT_SIGINFO: NativeClass = NativeClass::derived(
    |types| &types.tuple,
    ClassSpec {
        flags: ClassFlags::HEAP_TYPE.union(ClassFlags::MUTABLE),
        ..class("signal", "struct_siginfo", STRUCT_SIGINFO_FIELDS)
    },
);

const STRUCT_SIGINFO_FIELDS: &[GetSet] = &[
    field::<0>("si_signo"),
    field::<1>("si_code"),
    field::<2>("si_errno"),
    field::<3>("si_pid"),
    field::<4>("si_uid"),
    field::<5>("si_status"),
    field::<6>("si_band"),
];

/// The argument as the number of a signal; ValueError "signal number out of range".
fn number_of(vm: &mut Vm, value: &Value) -> PyResult<usize> {
    let number = number::int_argument(vm, value)?;
    checked(vm, number)
}

/// The same of a C int.
fn checked(vm: &mut Vm, number: i32) -> PyResult<usize> {
    match usize::try_from(number) {
        Ok(number @ 1..COUNT) => Ok(number),
        _ => Err(vm.value_error("signal number out of range")),
    }
}
