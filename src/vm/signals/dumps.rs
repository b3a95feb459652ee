//! What `faulthandler` does at a signal, or when a time is over: it writes the stack of calls. As with every signal, that
//! happens where the loop looks for work that is due.

use std::collections::BTreeMap;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use nix::libc;

use super::system::{self, Action};
use super::{COUNT, Handler, Handlers};
use crate::object::Value;
use crate::vm::{Vm, uncaught};

/// Where a stack is written to, and the line above it.
#[derive(Clone)]
pub struct Target {
    /// The descriptor.
    pub descriptor: i32,
    /// The file that it is of, which stays open.
    #[expect(dead_code, reason = "it is kept, not used")]
    pub file: Value,
    /// The line above.
    pub header: String,
}

/// Whether what was done at the signal before is done too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chain {
    /// It is.
    Yes,
    /// It is not.
    No,
}

struct AtSignal {
    target: Target,
    chain: Chain,
    before: Action,
}

/// What happens when the time is over.
#[derive(Clone)]
pub struct Timeout {
    /// The time.
    pub time: Duration,
    /// Where the stack is written to.
    pub target: Target,
    /// Whether the time begins again.
    pub repeats: Repeats,
    /// Whether the process ends.
    pub exits: Exits,
}

/// Whether a time begins again when it is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeats {
    /// It does.
    Yes,
    /// It does not.
    No,
}

/// Whether the process ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exits {
    /// It does.
    Yes,
    /// It goes on.
    No,
}

struct Watch {
    timeout: Timeout,
    before: Action,
    stop: Sender<()>,
    thread: JoinHandle<()>,
}

/// What is to be written when.
#[derive(Default)]
pub struct Dumps {
    signals: BTreeMap<usize, AtSignal>,
    watch: Option<Watch>,
}

/// The signal by which the thread that watches the time tells of its end: the last one, which nothing else uses.
const TOLD_BY: usize = COUNT - 1;

impl Dumps {
    /// Writes the stack when the signal comes.
    pub fn register(vm: &mut Vm, number: usize, target: Target, chain: Chain) -> std::io::Result<()> {
        let known = vm.states.get::<Dumps>().and_then(|dumps| dumps.signals.get(&number)).map(|known| known.before);
        let before = match known {
            Some(before) => before,
            None => system::action_of(number as i32)?,
        };
        system::set_action(number as i32, Action::Call)?;
        let old = vm.states.get_or_default::<Dumps>().signals.insert(number, AtSignal { target, chain, before });
        drop(old);
        Ok(())
    }

    /// No longer does so; whether it did.
    pub fn unregister(vm: &mut Vm, number: usize) -> bool {
        let Some(known) = vm.states.get_or_default::<Dumps>().signals.remove(&number) else { return false };
        drop(system::set_action(number as i32, known.before));
        true
    }

    /// Writes the stack when the time is over.
    pub fn watch(vm: &mut Vm, timeout: Timeout) -> std::io::Result<()> {
        Dumps::stop_watching(vm);
        let before = system::action_of(TOLD_BY as i32)?;
        system::set_action(TOLD_BY as i32, Action::Call)?;
        let (stop, stopped) = mpsc::channel();
        let (time, repeats, process) = (timeout.time, timeout.repeats, std::process::id() as i32);
        let thread = thread::Builder::new().name("watchdog".to_owned()).spawn(move || {
            while stopped.recv_timeout(time) == Err(RecvTimeoutError::Timeout) {
                // A process can always tell itself something.
                drop(system::kill(process, TOLD_BY as i32));
                if repeats == Repeats::No {
                    break;
                }
            }
        })?;
        vm.states.get_or_default::<Dumps>().watch = Some(Watch { timeout, before, stop, thread });
        Ok(())
    }

    /// No longer does so.
    pub fn stop_watching(vm: &mut Vm) {
        let Some(watch) = vm.states.get_or_default::<Dumps>().watch.take() else { return };
        drop(watch.stop);
        // It has nothing that could fail.
        drop(watch.thread.join());
        super::arrival::take(TOLD_BY);
        drop(system::set_action(TOLD_BY as i32, watch.before));
    }

    /// Forgets all of it, at the end of an interpreter.
    pub fn clear(vm: &mut Vm) {
        if vm.states.get::<Dumps>().is_none() {
            return;
        }
        Dumps::stop_watching(vm);
        let signals = std::mem::take(&mut vm.states.get_or_default::<Dumps>().signals);
        for (number, known) in signals {
            drop(system::set_action(number as i32, known.before));
        }
    }
}

/// Writes what is to be written at a signal; whether that was all that is to be done.
pub(super) fn is_all(vm: &mut Vm, number: usize) -> bool {
    let Some(dumps) = vm.states.get::<Dumps>() else { return false };
    if number == TOLD_BY
        && let Some(timeout) = dumps.watch.as_ref().map(|watch| watch.timeout.clone())
    {
        uncaught::write_all(timeout.target.descriptor, title(timeout.time).as_bytes());
        uncaught::write_stack(vm, timeout.target.descriptor, &timeout.target.header);
        if timeout.exits == Exits::Yes {
            std::process::exit(1);
        }
        return true;
    }
    let Some(known) = dumps.signals.get(&number) else { return false };
    let (target, chain, before) = (known.target.clone(), known.chain, known.before);
    uncaught::write_stack(vm, target.descriptor, &target.header);
    if chain == Chain::No {
        return true;
    }
    if matches!(Handlers::get(vm, number), Some(Handler::Call(_))) || number == libc::SIGINT as usize {
        return false;
    }
    if before == Action::Default && system::set_action(number as i32, Action::Default).is_ok() {
        drop(system::kill(std::process::id() as i32, number as i32));
        drop(system::set_action(number as i32, Action::Call));
    }
    true
}

fn title(time: Duration) -> String {
    let (seconds, micros) = (time.as_secs(), time.subsec_micros());
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if micros == 0 {
        format!("Timeout ({hours}:{minutes:02}:{seconds:02})!\n")
    } else {
        format!("Timeout ({hours}:{minutes:02}:{seconds:02}.{micros:06})!\n")
    }
}
