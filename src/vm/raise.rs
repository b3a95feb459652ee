//! The Rust side of a raised Python exception.

use super::context::Vm;
use crate::object::{Py, Value};
use crate::types::class::Class;
use crate::types::{Types, exception};

/// A Python exception is pending in [`Vm::pending`]. Zero bytes, so that `PyResult` of a value is one word.
#[derive(Debug)]
#[must_use]
pub struct Raised(());

/// The result of whatever may raise.
pub type PyResult<T = Value> = Result<T, Raised>;

const _: () = assert!(size_of::<PyResult<Value>>() == 8);

macro_rules! raisers {
    ($($(#[$doc:meta])* $function:ident => $class:ident;)+) => {
        impl Vm {
            $($(#[$doc])*
            #[cold]
            #[inline(never)]
            pub fn $function(&mut self, message: impl AsRef<str>) -> Raised {
                self.raise_message(|types| &types.$class, message.as_ref())
            })+
        }
    };
}

raisers! {
    /// Raises TypeError.
    type_error => type_error;
    /// Raises ValueError.
    value_error => value_error;
    /// Raises IndexError.
    index_error => index_error;
    /// Raises RuntimeError.
    runtime_error => runtime_error;
    /// Raises OverflowError.
    overflow_error => overflow_error;
    /// Raises ZeroDivisionError.
    zero_division_error => zero_division_error;
    /// Raises RecursionError.
    recursion_error => recursion_error;
    /// Raises SystemError.
    system_error => system_error;
    /// Raises NotImplementedError.
    not_implemented_error => not_implemented_error;
    /// Raises LookupError.
    lookup_error => lookup_error;
    /// Raises UnboundLocalError.
    unbound_local_error => unbound_local_error;
    /// Raises AttributeError without `name` and `obj`; see [`crate::protocol::attribute`] for the one with hints.
    attribute_error => attribute_error;
    /// Raises ReferenceError.
    reference_error => reference_error;
    /// Raises BufferError.
    buffer_error => buffer_error;
    /// Raises AssertionError.
    assertion_error => assertion_error;
    /// Raises EOFError.
    eof_error => eof_error;
}

impl Vm {
    /// Makes `exception`, an instance of BaseException, the pending one. `__context__` is set to the exception being
    /// handled, as CPython's `_PyErr_SetObject` does.
    pub fn raise(&mut self, exception: Value) -> Raised {
        exception::set_context(self, &exception);
        self.raise_as_is(exception)
    }

    /// Makes `exception` pending without touching its context: raising again what was caught.
    pub fn raise_as_is(&mut self, exception: Value) -> Raised {
        self.pending = Some(exception);
        Raised(())
    }

    /// As [`Vm::raise_as_is`], for what bytecode says was caught. SystemError if it is no exception.
    pub fn raise_again(&mut self, exception: Value) -> Raised {
        if exception.has::<exception::Exception>() {
            self.raise_as_is(exception)
        } else {
            self.system_error("what is raised again is no exception")
        }
    }

    /// Raises a new instance of a built-in class with one str argument.
    #[cold]
    #[inline(never)]
    pub fn raise_message(&mut self, class: impl Fn(&Types) -> &Py<Class>, message: &str) -> Raised {
        let text = self.new_str(message).into_value();
        self.raise_with(class, vec![text])
    }

    /// Raises a new instance of a built-in class with the given `args`.
    #[cold]
    #[inline(never)]
    pub fn raise_with(&mut self, class: impl Fn(&Types) -> &Py<Class>, args: Vec<Value>) -> Raised {
        let class = class(&self.types).clone();
        let exception = exception::new(self, &class, args);
        self.raise(exception)
    }

    /// Raises KeyError for a key.
    pub fn key_error(&mut self, key: &Value) -> Raised {
        self.raise_with(|types| &types.key_error, vec![key.clone()])
    }

    /// Raises MemoryError.
    pub fn memory_error(&mut self) -> Raised {
        self.heap.forget_refusal();
        self.raise_with(|types| &types.memory_error, Vec::new())
    }

    /// Raises StopIteration with `value`, which `None` leaves out.
    pub fn stop_iteration(&mut self, value: Value) -> Raised {
        let args = if value.is_none() { Vec::new() } else { vec![value] };
        self.raise_with(|types| &types.stop_iteration, args)
    }

    /// Raises StopAsyncIteration.
    pub fn stop_async_iteration(&mut self) -> Raised {
        self.raise_with(|types| &types.stop_async_iteration, Vec::new())
    }

    /// Takes the pending exception, to handle it.
    ///
    /// # Panics
    /// When none is pending: a `Raised` exists only beside a pending exception.
    pub fn take_raised(&mut self, raised: Raised) -> Value {
        let Raised(()) = raised;
        self.pending.take().expect("a raised exception is pending")
    }

    /// Whether the pending exception is an instance of the built-in class.
    pub fn raised_is(&self, _raised: &Raised, class: impl Fn(&Types) -> &Py<Class>) -> bool {
        self.pending.as_ref().is_some_and(|exception| self.is_instance_of(exception, class(&self.types)))
    }

    /// `Ok(None)` if `result` raised the built-in class (the exception is dropped), else as it is.
    pub fn catch<T>(&mut self, result: PyResult<T>, class: impl Fn(&Types) -> &Py<Class>) -> PyResult<Option<T>> {
        match result {
            Ok(value) => Ok(Some(value)),
            Err(raised) if self.raised_is(&raised, class) => {
                drop(self.take_raised(raised));
                Ok(None)
            }
            Err(raised) => Err(raised),
        }
    }
}
