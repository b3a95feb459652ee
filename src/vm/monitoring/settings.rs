//! What tools ask for.

use super::event::{BRANCHES, Event, RETURNS_OF_C};
use super::instrument::{self, Instrumentation};
use super::{CODE_TOOLS, Listeners, Monitoring, PROFILE_TOOL, TRACE_TOOL};
use crate::object::{Py, Slot, Value};
use crate::types::code::Code;
use crate::vm::Vm;
use crate::vm::recorder::Recorder;

/// The events of a trace function.
const TRACE_EVENTS: u32 = Event::PyStart.bit()
    | Event::PyResume.bit()
    | Event::PyReturn.bit()
    | Event::PyYield.bit()
    | Event::Raise.bit()
    | Event::Line.bit()
    | Event::Instruction.bit()
    | Event::Jump.bit()
    | Event::PyUnwind.bit()
    | Event::PyThrow.bit()
    | Event::StopIteration.bit();

/// The events of a profile function.
const PROFILE_EVENTS: u32 = Event::PyStart.bit()
    | Event::PyResume.bit()
    | Event::PyReturn.bit()
    | Event::PyYield.bit()
    | Event::Call.bit()
    | Event::PyUnwind.bit()
    | Event::PyThrow.bit();

/// The events as they are kept: what comes with others is not noted.
fn kept(events: u32) -> u32 {
    let events = events & !RETURNS_OF_C;
    if events & Event::Branch.bit() == 0 { events } else { events & !Event::Branch.bit() | BRANCHES }
}

impl Vm {
    /// `sys.gettrace()`.
    pub fn trace_function(&self) -> &Slot {
        &self.monitoring.trace_function
    }

    /// `sys.getprofile()`.
    pub fn profile_function(&self) -> &Slot {
        &self.monitoring.profile_function
    }

    /// `sys.settrace(function)`.
    pub fn set_trace_function(&mut self, function: Slot) {
        let events = if function.is_some() { TRACE_EVENTS } else { 0 };
        let old = std::mem::replace(&mut self.monitoring.trace_function, function);
        self.set_global_events(TRACE_TOOL, events);
        drop(old);
    }

    /// `sys.setprofile(function)`.
    pub fn set_profile_function(&mut self, function: Slot) {
        let events = if function.is_some() { PROFILE_EVENTS } else { 0 };
        let old = std::mem::replace(&mut self.monitoring.profile_function, function);
        self.set_global_events(PROFILE_TOOL, events);
        drop(old);
    }

    /// The name of a tool in use.
    ///
    /// # Panics
    /// As all of the following: when no program can use a tool of that number.
    pub fn tool_name(&self, tool: usize) -> &Slot {
        &self.monitoring.names[tool]
    }

    /// Gives a tool a name: it is in use.
    pub fn use_tool(&mut self, tool: usize, name: Value) {
        self.monitoring.names[tool] = Some(name);
    }

    /// Forgets callbacks and events of a tool.
    pub fn clear_tool(&mut self, tool: usize) {
        let callbacks = std::mem::take(&mut self.monitoring.callbacks[tool]);
        self.monitoring.reigns[tool] += 1;
        self.set_global_events(tool, 0);
        drop(callbacks);
        self.run_parked_if_any();
    }

    /// Makes a tool free for others.
    pub fn free_tool(&mut self, tool: usize) {
        if self.monitoring.names[tool].is_some() {
            self.clear_tool(tool);
            drop(self.monitoring.names[tool].take());
        }
    }

    /// Sets the callback of a tool for an event; gives back the one before.
    pub fn set_callback(&mut self, tool: usize, event: Event, callback: Slot) -> Slot {
        let callbacks = &mut self.monitoring.callbacks[tool];
        if event == Event::Branch {
            let right = callbacks[Event::BranchRight as usize].clone();
            callbacks[Event::Branch as usize].clone_from(&callback);
            callbacks[Event::BranchLeft as usize].clone_from(&callback);
            callbacks[Event::BranchRight as usize] = callback;
            return right;
        }
        std::mem::replace(&mut callbacks[event as usize], callback)
    }

    /// The tools that are told of an event everywhere, one bit each.
    pub fn tools_of(&self, event: Event) -> u8 {
        let global = self.monitoring.global.iter().enumerate();
        global.filter(|(_, events)| **events & event.bit() != 0).fold(0, |tools, (tool, _)| tools | 1 << tool)
    }

    /// Does what tools are told of, even if one of them is being told of something.
    pub fn call_told<T>(&mut self, act: impl FnOnce(&mut Vm) -> T) -> T {
        let silent = std::mem::take(&mut self.monitoring.silent);
        let result = act(self);
        self.monitoring.silent = silent;
        result
    }

    /// The events that a tool has asked for everywhere.
    pub fn global_events(&self, tool: usize) -> u32 {
        self.monitoring.global[tool]
    }

    /// The events that a tool has asked for in a code object alone.
    pub fn local_events(&self, tool: usize, code: &Code) -> u32 {
        match code.instrumentation.get() {
            Some(instrumentation) => instrumentation.local_events(tool),
            None => 0,
        }
    }

    /// Sets the events of a tool.
    pub fn set_global_events(&mut self, tool: usize, events: u32) {
        let events = kept(events);
        if std::mem::replace(&mut self.monitoring.global[tool], events) != events || tool < CODE_TOOLS {
            self.settings_changed();
        }
    }

    /// Sets the events of a tool in a code object.
    pub fn set_local_events(&mut self, tool: usize, code: &Py<Code>, events: u32) {
        let settings = &self.monitoring;
        let instrumentation = Instrumentation::of(code);
        instrumentation.set_local_events(tool, settings.reigns[tool], kept(events), &settings.codes);
        self.settings_changed();
        instrument::follow(self, code);
    }

    /// `sys.monitoring.restart_events()`: what was disabled is told of again.
    pub fn restart_events(&mut self) {
        self.monitoring.restarts += 1;
        self.settings_changed();
    }

    /// The code that is being executed follows at once, all other when it is entered.
    fn settings_changed(&mut self) {
        let settings = &mut self.monitoring;
        settings.version = settings.version.wrapping_add(1);
        settings.on = settings.codes.get() != 0 || settings.global.iter().any(|&events| events != 0);
        settings.listeners = listeners(settings, &self.recorder);
        for activation in self.stack.activations() {
            activation.was_entered_untold();
            instrument::follow(self, activation.code());
        }
    }

    /// Lets go of all tools, for the end of the interpreter.
    pub(in crate::vm) fn forget_tools(&mut self) {
        self.monitoring = Monitoring::default();
    }
}

/// A recording has begun or ended: programs go on in another loop.
pub(in crate::vm) fn recording_changed(vm: &mut Vm) {
    vm.monitoring.listeners = listeners(&vm.monitoring, &vm.recorder);
    vm.stack.activations().iter().for_each(|activation| instrument::interrupt(vm, activation.code()));
}

/// Which loop is the right one.
fn listeners(monitoring: &Monitoring, recorder: &Recorder) -> Listeners {
    if monitoring.on {
        Listeners::Tools
    } else if recorder.is_on() {
        Listeners::Recorder
    } else {
        Listeners::None
    }
}

/// The code of the innermost activation follows the settings: a loop has found that it does not.
pub(in crate::vm) fn follow_innermost(vm: &Vm) {
    if let Some(innermost) = vm.stack.innermost() {
        instrument::follow(vm, innermost.code());
        instrument::restore(vm, innermost);
    }
}
