//! Signals. The system calls a function that only notes what has come; the Python handlers run where the loop looks for
//! work that is due, or where native code that waits looks itself ([`Vm::check_signals`]).

pub mod arrival;
pub mod dumps;
pub mod system;

pub use arrival::{COUNT, any};

use nix::libc;

use self::system::Action;
use super::{PyResult, Vm, uncaught};
use crate::object::{Slot, Value};
use crate::protocol;
use crate::types::exception;

/// What is to be done at a signal.
#[derive(Clone)]
pub enum Handler {
    /// What the system does of its own accord.
    Default,
    /// Nothing.
    Ignore,
    /// Whatever somebody else than the program has seen to.
    Foreign,
    /// A function is called with the signal and the frame.
    Call(Value),
}

/// The handlers of an interpreter, by number; none before its program has imported `_signal`.
#[derive(Default)]
pub struct Handlers(Vec<Handler>);

impl Handlers {
    /// The handler of a signal.
    pub fn get(vm: &Vm, number: usize) -> Option<Handler> {
        vm.states.get::<Handlers>()?.0.get(number).cloned()
    }

    /// Sets the handler of a signal; the one before.
    pub fn set(vm: &mut Vm, number: usize, handler: Handler) -> Handler {
        let all = &mut vm.states.get_or_default::<Handlers>().0;
        if all.is_empty() {
            all.resize(COUNT, Handler::Foreign);
        }
        std::mem::replace(&mut all[number], handler)
    }
}

/// Makes SIGINT raise KeyboardInterrupt, unless whoever started the process has it ignored, and lets calls that a broken
/// pipe or a limit would end with a signal fail with an error.
pub fn start() {
    // Rust's start-up ignores SIGPIPE.
    drop(system::set_action(libc::SIGXFSZ, Action::Ignore));
    if system::action_of(libc::SIGINT).is_ok_and(|action| action == Action::Default) {
        drop(system::set_action(libc::SIGINT, Action::Call));
    }
}

/// CPython's `_PySignal_Fini`: no handler is called any more.
pub fn finish(vm: &mut Vm) {
    let handlers = std::mem::take(&mut vm.states.get_or_default::<Handlers>().0);
    for (number, handler) in handlers.into_iter().enumerate() {
        arrival::take(number);
        if matches!(handler, Handler::Call(_)) {
            drop(system::set_action(number as i32, Action::Default));
        }
        drop(handler);
        vm.run_parked_if_any();
    }
}

/// CPython's `PyErr_SetInterruptEx`: as if the signal had come, if a function is called for it.
pub fn simulate(vm: &Vm, number: usize) {
    let is_called = match Handlers::get(vm, number) {
        Some(handler) => matches!(handler, Handler::Call(_)),
        None => number == libc::SIGINT as usize,
    };
    if is_called {
        arrival::note(number as i32);
    }
}

impl Vm {
    /// CPython's `PyErr_CheckSignals`: calls the handlers of the signals that have come.
    pub fn check_signals(&mut self) -> PyResult<()> {
        if any() { self.run_signal_handlers() } else { Ok(()) }
    }

    /// Calls them. Where one raises, those after it are left to the next time.
    #[cold]
    pub(super) fn run_signal_handlers(&mut self) -> PyResult<()> {
        arrival::take_any();
        let mut frame: Slot = None;
        for number in 1..COUNT {
            if !arrival::take(number) || dumps::is_all(self, number) {
                continue;
            }
            let result = match Handlers::get(self, number) {
                Some(Handler::Call(function)) => {
                    let frame = frame.get_or_insert_with(|| current_frame(self));
                    let arguments = [Value::index(number), frame.clone()];
                    protocol::call(self, &function, &arguments).map(drop)
                }
                None if number == libc::SIGINT as usize => {
                    Err(self.raise_with(|types| &types.keyboard_interrupt, Vec::new()))
                }
                _ => {
                    // Whoever has set it aside did so after the signal came.
                    let text = self.new_str(format!("Signal {number} ignored due to race condition")).into_value();
                    let error = exception::new(self, &self.types.os_error.clone(), vec![text]);
                    uncaught::report_unraisable(self, &error, None, Some(&Value::NONE));
                    Ok(())
                }
            };
            if let Err(raised) = result {
                arrival::look_again();
                return Err(raised);
            }
            self.run_parked_if_any();
        }
        if let Some(errno) = arrival::take_wakeup_error() {
            let error = exception::from_io_error(self, &errno.into(), None);
            let message = "Exception ignored while trying to write to the signal wakeup fd";
            uncaught::report_unraisable(self, &error, Some(message), None);
        }
        Ok(())
    }
}

fn current_frame(vm: &mut Vm) -> Value {
    match vm.stack.depth().checked_sub(1) {
        Some(index) => vm.frame_object(index).into_value(),
        None => Value::NONE,
    }
}
