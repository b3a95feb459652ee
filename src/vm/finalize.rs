//! Running what objects want run before they die: `__del__`, generators' `finally`, weak-reference callbacks.

use super::Vm;
use crate::object::Value;
use crate::protocol;
use crate::types::async_generator::step::Step;
use crate::types::generator::Generator;
use crate::types::memoryview::managed;
use crate::types::memoryview::view::MemoryView;

impl Vm {
    /// Runs the parked objects' code and frees them, in the order in which CPython would: each one's own cascade
    /// before its next sibling.
    #[cold]
    #[inline(never)]
    pub fn run_parked(&mut self) {
        let mark = self.heap.parked_mark();
        while let Some(object) = self.heap.next_parked(mark) {
            self.lay_to_rest(object);
        }
    }

    /// As `run_parked`, if there is anything to run.
    #[inline(always)]
    pub fn run_parked_if_any(&mut self) {
        if self.heap.has_parked() {
            self.run_parked();
        }
    }

    fn lay_to_rest(&mut self, object: Value) {
        let Some(header) = object.header() else { return };
        if !header.is_unshared() {
            self.heap.bury(object);
            return;
        }
        // The exception in flight is none of a finalizer's business.
        let pending = self.pending.take();
        if object.has::<Generator>() {
            self.run_weak_callbacks(&object);
        }
        if self.heap.needs_finalizer(&object) {
            self.heap.track_anew(&object);
            self.finalize(&object);
            self.heap.mark_finalized(&object);
        }
        if header.is_unshared() {
            self.run_weak_callbacks(&object);
        }
        self.pending = pending;
        self.heap.bury(object);
    }

    /// Callbacks are called while the object stands in no generation any more, as in CPython's `tp_dealloc`: a collection
    /// inside of one does not come to it.
    fn run_weak_callbacks(&mut self, object: &Value) {
        if let Some(header) = object.header() {
            self.heap.untrack(header);
        }
        let callbacks = self.heap.clear_weak_references(object);
        for (reference, callback) in &callbacks {
            self.call_weak_callback(reference.as_value(), callback, "while calling weakref callback");
        }
        for pair in callbacks.into_iter().rev() {
            drop(pair);
        }
    }

    /// Runs the object's `__del__`, or closes the generator, or warns that it was never awaited; what that raises is reported as unraisable.
    pub fn finalize(&mut self, object: &Value) {
        if let Some(generator) = object.cast::<Generator>() {
            let generator = generator.clone();
            Generator::finalize(self, &generator);
            return;
        }
        if let Some(view) = object.cast::<MemoryView>() {
            let view = view.clone();
            managed::release(self, &view);
            return;
        }
        if let Some(step) = object.cast::<Step>() {
            let step = step.clone();
            Step::finalize(self, &step);
            return;
        }
        if let Some(finalize) = self.class_of(object).slots(&self.heap).finalize {
            if let Err(raised) = finalize(self, object) {
                let exception = self.take_raised(raised);
                let (class, name) = (self.class_of(object).clone(), self.names.del.clone());
                let source = self.lookup(&class, &name).unwrap_or_else(|| object.clone());
                self.ignored(exception, "while calling deallocator", &source);
            }
            return;
        }
        let class = self.class_of(object).clone();
        let name = self.names.del.clone();
        let Some(method) = self.lookup(&class, &name) else { return };
        let result = if protocol::call::binds_like_a_function(self, &method) {
            protocol::call(self, &method, std::slice::from_ref(object))
        } else {
            match protocol::call::call_special_unbound(self, object, &name, &[]) {
                Ok(value) => Ok(value.unwrap_or(Value::NONE)),
                Err(raised) => Err(raised),
            }
        };
        if let Err(raised) = result {
            let exception = self.take_raised(raised);
            self.ignored(exception, "while calling deallocator", &method);
        }
    }

    /// Calls a weak reference's callback; what it raises is reported as unraisable, `doing` this.
    pub fn call_weak_callback(&mut self, reference: &Value, callback: &Value, doing: &str) {
        if let Err(raised) = protocol::call(self, callback, std::slice::from_ref(reference)) {
            let exception = self.take_raised(raised);
            self.ignored(exception, doing, callback);
        }
    }

    /// Reports an exception that nobody can be told of otherwise, as one of a certain kind.
    pub fn unraisable_saying(&mut self, exception: &Value, message: &str) {
        crate::vm::uncaught::report_unraisable(self, exception, Some(message), None);
    }

    /// Reports an exception that has to do with `source`, as CPython's `PyErr_WriteUnraisable`.
    pub fn unraisable(&mut self, exception: &Value, source: &Value) {
        crate::vm::uncaught::report_unraisable(self, exception, None, Some(source));
    }

    /// Reports an exception that `source` raised while the interpreter was `doing` something nobody asked for.
    pub fn ignored(&mut self, exception: Value, doing: &str, source: &Value) {
        crate::vm::uncaught::report_ignored(self, &exception, doing, source);
    }
}
