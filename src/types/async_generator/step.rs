//! `async_generator_asend` and `async_generator_athrow`: one step of an asynchronous generator, to be awaited. What it
//! yields is what the generator awaits; its value is what the generator yields.

use std::cell::Cell;

use super::wrapped::Wrapped;
use crate::object::{Edge, Layout, Py, References, Tuple, Value, payload};
use crate::types::class::{ClassSpec, NativeDef, Slots};
use crate::types::exception;
use crate::types::generator::methods::{self, Exit};
use crate::types::generator::{Generator, GeneratorState};
use crate::types::iterators;
use crate::vm::{PyResult, Raised, Vm, arguments};

/// The declaration of `async_generator_asend`.
pub const SEND: ClassSpec = spec("async_generator_asend");

/// The declaration of `async_generator_athrow`.
pub const THROW: ClassSpec = spec("async_generator_athrow");

const fn spec(name: &'static str) -> ClassSpec {
    ClassSpec {
        slots: Slots {
            await_: Some(iterators::itself),
            iter: Some(iterators::itself),
            next: Some(|vm, this| send(vm, this, &Value::NONE).map(Some)),
            finalize: Some(|vm, this| {
                Step::finalize(vm, of(this));
                Ok(Value::NONE)
            }),
            ..Slots::EMPTY
        },
        methods: METHODS,
        ..ClassSpec::new(name, Layout::of::<Step>())
    }
}

const METHODS: &[NativeDef] =
    &[NativeDef::one("send", send), NativeDef::positional("throw", 1, 3, throw), NativeDef::none("close", close)];

/// How far a step has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Not awaited yet.
    Created,
    /// Being awaited.
    Awaited,
    /// Done.
    Closed,
}

/// What a step does to the generator.
pub enum Action {
    /// `asend(value)`, or `__anext__()` with None.
    Send(Value),
    /// `athrow(*arguments)`
    Throw(Py<Tuple>),
    /// `aclose()`
    Close,
}

impl Action {
    /// What a call of it is called in messages.
    fn verb(&self) -> &'static str {
        match self {
            Action::Send(_) => "anext",
            Action::Throw(_) => "athrow",
            Action::Close => "aclose",
        }
    }

    /// The method that made the step.
    fn method(&self) -> &'static str {
        match self {
            Action::Send(_) => "asend",
            Action::Throw(_) => "athrow",
            Action::Close => "aclose",
        }
    }
}

/// A step.
pub struct Step {
    generator: Py<Generator>,
    action: Action,
    /// See [`StepState`].
    pub state: Cell<StepState>,
}

payload! { Step: AtBirth, size 40, needs_finalizer needs_finalizer;
    traverse(this, tracer) {
        this.generator.trace(Edge::Internal("generator"), tracer);
        match &this.action {
            Action::Send(value) => value.trace(Edge::Internal("value"), tracer),
            Action::Throw(arguments) => arguments.trace(Edge::Internal("arguments"), tracer),
            Action::Close => {}
        }
    }
    dealloc(this, sink) {
        this.generator.release(sink);
        match this.action {
            Action::Send(value) => value.release(sink),
            Action::Throw(arguments) => arguments.release(sink),
            Action::Close => {}
        }
    }
}

/// A step that was never awaited is worth a warning.
fn needs_finalizer(this: &Step) -> bool {
    this.state.get() == StepState::Created
}

/// What a step has led to.
pub enum Progress {
    /// The generator awaits: this is to be yielded on.
    Awaits(Value),
    /// The step is done: an item.
    Item(Value),
    /// The step is done, without an item.
    Done,
}

impl Progress {
    fn into_result(self, vm: &mut Vm) -> PyResult {
        match self {
            Progress::Awaits(value) => Ok(value),
            // Of the item whatever it is, None too.
            Progress::Item(item) => Err(vm.raise_with(|types| &types.stop_iteration, vec![item])),
            Progress::Done => Err(vm.stop_iteration(Value::NONE)),
        }
    }
}

impl Step {
    /// A step of `generator`.
    pub fn create(vm: &mut Vm, generator: Py<Generator>, action: Action) -> Value {
        let class = match action {
            Action::Send(_) => &vm.types.async_generator_asend,
            Action::Throw(_) | Action::Close => &vm.types.async_generator_athrow,
        };
        let step = Step { generator, action, state: Cell::new(StepState::Created) };
        vm.heap.alloc(class, step).into_value()
    }

    /// `step.send(sent)`. RuntimeErrors "cannot reuse already awaited aclose()/athrow()", "anext(): asynchronous generator
    /// is already running", "async generator ignored GeneratorExit".
    pub fn advance(vm: &mut Vm, step: &Py<Step>, sent: &Value) -> PyResult<Progress> {
        if step.state.get() == StepState::Closed {
            return Err(step.used_up(vm));
        }
        match &step.action {
            Action::Send(value) => {
                let value = if step.state.get() == StepState::Created && sent.is_none() { value } else { sent };
                let value = value.clone();
                step.begin(vm)?;
                step.generator.iteration.running.set(true);
                let result = methods::send(vm, step.generator.as_value(), &value);
                let progress = unwrap(vm, &step.generator, result);
                if !matches!(progress, Ok(Progress::Awaits(_))) {
                    step.state.set(StepState::Closed);
                }
                progress
            }
            Action::Throw(_) | Action::Close => Step::advance_throw(vm, step, sent),
        }
    }

    fn advance_throw(vm: &mut Vm, step: &Py<Step>, sent: &Value) -> PyResult<Progress> {
        let generator = &step.generator;
        if generator.state() == GeneratorState::Finished {
            step.state.set(StepState::Closed);
            return Ok(Progress::Done);
        }
        let begins = step.state.get() == StepState::Created;
        let result = if begins {
            if !generator.iteration.running.get() {
                if generator.iteration.closed.get() {
                    step.state.set(StepState::Closed);
                    return Err(vm.stop_async_iteration());
                }
                if !sent.is_none() {
                    return Err(vm.runtime_error("can't send non-None value to a just-started coroutine"));
                }
            }
            step.begin(vm)?;
            generator.iteration.running.set(true);
            if let Action::Throw(thrown) = &step.action {
                let count = thrown.len();
                if !(1..=3).contains(&count) {
                    return Err(arguments::wrong_count(vm, "athrow", 1, 3, count));
                }
                let thrown = thrown.clone();
                methods::throw_values(vm, generator, thrown.items(), Exit::Thrown)
            } else {
                generator.iteration.closed.set(true);
                let class = vm.types.generator_exit.clone();
                let exit = exception::new(vm, &class, Vec::new());
                methods::throw_values(vm, generator, &[exit], Exit::Thrown)
            }
        } else {
            methods::send(vm, generator.as_value(), sent)
        };
        if matches!(step.action, Action::Close) {
            return step.closing(vm, result);
        }
        let progress = unwrap(vm, generator, result);
        if begins && !matches!(progress, Ok(Progress::Awaits(_))) {
            generator.iteration.running.set(false);
            step.state.set(StepState::Closed);
        }
        progress
    }

    /// What came of throwing GeneratorExit for `aclose()`.
    fn closing(&self, vm: &mut Vm, result: PyResult) -> PyResult<Progress> {
        match result {
            Ok(value) if !value.has::<Wrapped>() => return Ok(Progress::Awaits(value)),
            _ => {}
        }
        self.generator.iteration.running.set(false);
        self.state.set(StepState::Closed);
        match result {
            Ok(_) => Err(vm.runtime_error("async generator ignored GeneratorExit")),
            Err(raised) if ends_iteration(vm, &raised) => {
                drop(vm.take_raised(raised));
                Ok(Progress::Done)
            }
            Err(raised) => Err(raised),
        }
    }

    /// A step that was created is awaited now. RuntimeError if another one of the generator is.
    fn begin(&self, vm: &mut Vm) -> PyResult<()> {
        if self.state.get() != StepState::Created {
            return Ok(());
        }
        if self.generator.iteration.running.get() {
            self.state.set(StepState::Closed);
            let verb = self.action.verb();
            return Err(vm.runtime_error(format!("{verb}(): asynchronous generator is already running")));
        }
        self.state.set(StepState::Awaited);
        Ok(())
    }

    #[cold]
    fn used_up(&self, vm: &mut Vm) -> Raised {
        let calls = match self.action {
            Action::Send(_) => "__anext__()/asend()",
            Action::Throw(_) | Action::Close => "aclose()/athrow()",
        };
        vm.runtime_error(format!("cannot reuse already awaited {calls}"))
    }

    /// Warns about a step that was never awaited.
    pub fn finalize(vm: &mut Vm, step: &Py<Step>) {
        if step.state.get() != StepState::Created {
            return;
        }
        let generator = step.generator.as_value();
        let qualname = step.generator.qualname.get(&vm.heap).to_value();
        let category = vm.types.runtime_warning.clone();
        let result = exception::to_repr(vm, &qualname).and_then(|qualname| {
            let (method, qualname) = (step.action.method(), qualname.to_string_lossy());
            let text = format!("coroutine method '{method}' of {qualname} was never awaited");
            (vm.hooks.warn_about)(vm, &category, &text, generator)
        });
        if let Err(raised) = result {
            let exception = vm.take_raised(raised);
            let shown = methods::shown(vm, generator);
            let message = format!("Exception ignored while finalizing async generator {shown}");
            vm.unraisable_saying(&exception, &message);
        }
    }
}

/// What a `send` or `throw` of the generator means for a step.
fn unwrap(vm: &mut Vm, generator: &Py<Generator>, result: PyResult) -> PyResult<Progress> {
    match result {
        Ok(value) => match value.cast::<Wrapped>() {
            Some(wrapped) => {
                generator.iteration.running.set(false);
                Ok(Progress::Item(wrapped.value.clone()))
            }
            None => Ok(Progress::Awaits(value)),
        },
        Err(raised) => {
            if ends_iteration(vm, &raised) {
                generator.iteration.closed.set(true);
            }
            generator.iteration.running.set(false);
            Err(raised)
        }
    }
}

fn ends_iteration(vm: &Vm, raised: &Raised) -> bool {
    vm.raised_is(raised, |types| &types.stop_async_iteration) || vm.raised_is(raised, |types| &types.generator_exit)
}

fn of(this: &Value) -> &Py<Step> {
    this.expect::<Step>()
}

fn send(vm: &mut Vm, this: &Value, sent: &Value) -> PyResult {
    let progress = Step::advance(vm, of(this), sent)?;
    progress.into_result(vm)
}

fn throw(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let step = of(this);
    if step.state.get() == StepState::Closed {
        return Err(step.used_up(vm));
    }
    if step.state.get() == StepState::Created {
        step.begin(vm)?;
        step.generator.iteration.running.set(true);
    }
    let result = methods::throw(vm, step.generator.as_value(), values);
    let progress = if matches!(step.action, Action::Close) {
        step.closing(vm, result)?
    } else {
        let progress = unwrap(vm, &step.generator, result);
        if !matches!(progress, Ok(Progress::Awaits(_))) {
            step.state.set(StepState::Closed);
        }
        progress?
    };
    progress.into_result(vm)
}

fn close(vm: &mut Vm, this: &Value) -> PyResult {
    if of(this).state.get() == StepState::Closed {
        return Ok(Value::NONE);
    }
    let exit = vm.types.generator_exit.to_value();
    match throw(vm, this, &[exit]) {
        Ok(_) => Err(vm.runtime_error("coroutine ignored GeneratorExit")),
        Err(raised) if ends_iteration(vm, &raised) || vm.raised_is(&raised, |types| &types.stop_iteration) => {
            drop(vm.take_raised(raised));
            Ok(Value::NONE)
        }
        Err(raised) => Err(raised),
    }
}
