//! The collector's driver: runs callbacks, finalizers and clearing between the stages of the memory layer.

use super::Vm;
use super::raise::PyResult;
use crate::object::{GENERATIONS, Py, Value};
use crate::protocol;
use crate::types::memoryview::managed;
use crate::types::memoryview::view::MemoryView;

/// `gc.DEBUG_STATS`.
pub const DEBUG_STATS: u32 = 1;
/// `gc.DEBUG_COLLECTABLE`.
pub const DEBUG_COLLECTABLE: u32 = 2;
/// `gc.DEBUG_UNCOLLECTABLE`.
pub const DEBUG_UNCOLLECTABLE: u32 = 4;
/// `gc.DEBUG_SAVEALL`.
pub const DEBUG_SAVEALL: u32 = 32;
/// `gc.DEBUG_LEAK`.
pub const DEBUG_LEAK: u32 = DEBUG_COLLECTABLE | DEBUG_UNCOLLECTABLE | DEBUG_SAVEALL;

/// Why a collection runs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reason {
    /// The program asked for it, or has allocated enough.
    Program,
    /// The interpreter is shutting down.
    Shutdown,
}

impl Vm {
    /// Collects a generation and the younger ones (`None`: whichever is due); the number of objects found.
    pub fn collect(&mut self, generation: Option<usize>) -> usize {
        self.collect_for(generation, Reason::Program)
    }

    /// CPython's `_PyGC_CollectNoFail`: a full collection at shutdown, which `gc.callbacks` do not hear of.
    pub fn collect_silently(&mut self) -> usize {
        self.collect_for(Some(GENERATIONS - 1), Reason::Shutdown)
    }

    fn collect_for(&mut self, generation: Option<usize>, reason: Reason) -> usize {
        let Some(mut collection) = self.heap.begin_collection(generation) else { return 0 };
        let number = collection.generation();
        let pending = self.pending.take();
        if reason == Reason::Program {
            self.collection_callbacks("start", number, 0, 0);
        }
        let started = std::time::Instant::now();
        if self.gc_debug & DEBUG_STATS != 0 {
            let sizes = self.heap.generation_sizes();
            self.write_stderr(&format!("gc: collecting generation {number}...\n"));
            self.write_stderr(&format!("gc: objects in each generation: {} {} {}\n", sizes[0], sizes[1], sizes[2]));
            self.write_stderr(&format!("gc: objects in permanent generation: {}\n", self.heap.freeze_count()));
        }
        collection.find_garbage(&mut self.heap);
        if let Some(observe) = self.garbage_observer {
            let unreachable = collection.unreachable(&self.heap);
            observe(self, unreachable);
        }
        if self.gc_debug & DEBUG_COLLECTABLE != 0 {
            for object in collection.unreachable(&self.heap) {
                let line = self.describe_garbage(&object);
                self.write_stderr(&line);
            }
        }
        collection.clear_weak_references(&mut self.heap);
        while let Some(reference) = collection.next_callback(&mut self.heap) {
            let callback = reference.callback(&self.heap).cloned();
            if let Some(callback) = callback {
                self.call_weak_callback(reference.as_value(), &callback, "on calling weakref callback");
            }
            drop(reference);
            self.run_parked_if_any();
        }
        while let Some(object) = collection.next_finalizer(&mut self.heap) {
            self.finalize(&object);
            self.run_parked_if_any();
            drop(object);
            self.run_parked_if_any();
        }
        collection.handle_resurrected(&mut self.heap);
        while let Some(object) = collection.next_garbage(&mut self.heap) {
            if self.gc_debug & DEBUG_SAVEALL != 0 {
                let garbage = self.gc_garbage.clone();
                crate::types::list::push(garbage.items.get_mut(&mut self.heap), object.clone());
            } else {
                if let Some(view) = object.cast::<MemoryView>() {
                    managed::clear(self, view);
                }
                self.heap.clear(&object);
                self.run_parked_if_any();
            }
            drop(object);
            self.run_parked_if_any();
        }
        let outcome = collection.outcome();
        if self.gc_debug & DEBUG_STATS != 0 {
            let seconds = started.elapsed().as_secs_f64();
            self.write_stderr(&format!(
                "gc: done, {} unreachable, {} uncollectable, {seconds:.4}s elapsed\n",
                outcome.collected, outcome.uncollectable
            ));
        }
        collection.record(&mut self.heap);
        if reason == Reason::Program {
            self.collection_callbacks("stop", number, outcome.collected, outcome.uncollectable);
        }
        collection.finish(&mut self.heap);
        self.pending = pending;
        if let Some(observe) = self.collection_observer {
            observe(self);
        }
        outcome.collected
    }

    /// CPython's debug_instance line: "gc: collectable <cell 0x7f…>".
    fn describe_garbage(&self, object: &Value) -> String {
        let class = self.class_of(object);
        let name = class.name(&self.heap).to_string_lossy();
        // CPython prints `tp_name`, which for types of C modules has the module in front.
        let name = match class.spec {
            Some(spec) if spec.module != "builtins" => format!("{}.{name}", spec.module),
            _ => name.into_owned(),
        };
        format!("gc: collectable <{name} {:#x}>\n", object.bits())
    }

    fn collection_callbacks(&mut self, phase: &str, generation: usize, collected: usize, uncollectable: usize) {
        if self.gc_callbacks.items.get(&self.heap).is_empty() {
            return;
        }
        let info = self.new_dict();
        for (key, number) in [("generation", generation), ("collected", collected), ("uncollectable", uncollectable)] {
            let key = self.intern(key);
            info.set_str(self, &key, Value::index(number));
        }
        let phase = self.intern(phase).into_value();
        // The list is looked at anew each time: a callback may change it.
        let mut index = 0;
        while let Some(callback) = self.gc_callbacks.items.get(&self.heap).get(index).cloned() {
            index += 1;
            let arguments = [phase.clone(), info.to_value()];
            if let Err(raised) = protocol::call(self, &callback, &arguments) {
                let exception = self.take_raised(raised);
                crate::vm::uncaught::report_ignored(self, &exception, "while calling GC callback", &callback);
            }
            self.run_parked_if_any();
        }
    }

    /// Whether the loop has something to do at its next safe point: a collection, a signal.
    #[inline(always)]
    pub fn work_is_due(&self) -> bool {
        self.heap.collection_due() || crate::vm::signals::any()
    }

    /// Does what is due: MemoryError if memory is short, the handlers of signals, then an automatic collection.
    #[cold]
    #[inline(never)]
    pub fn do_due_work(&mut self) -> PyResult<()> {
        self.check_memory()?;
        self.check_signals()?;
        if self.heap.collection_due() {
            self.collect(None);
        }
        Ok(())
    }

    /// Raises MemoryError if something small was made of the last memory there is, or could not grow.
    #[inline]
    pub fn check_memory(&mut self) -> PyResult<()> {
        if self.heap.is_out_of_memory() { Err(self.memory_error()) } else { Ok(()) }
    }

    /// What native code has made, or MemoryError if the system has refused it memory.
    #[inline(always)]
    pub fn made<T>(&mut self, result: PyResult<T>) -> PyResult<T> {
        if self.heap.was_refused() { self.refused(result) } else { result }
    }

    #[cold]
    #[inline(never)]
    fn refused<T>(&mut self, result: PyResult<T>) -> PyResult<T> {
        // Something else may have gone wrong just because something was empty.
        if let Err(raised) = result {
            drop(self.take_raised(raised));
        }
        Err(self.memory_error())
    }

    /// Writes to the process's standard error, past `sys.stderr`, as the C collector does.
    fn write_stderr(&mut self, text: &str) {
        use std::io::Write;
        // There is nowhere to report a failure to.
        let _ = std::io::stderr().write_all(text.as_bytes());
    }

    /// The list `gc.garbage`.
    pub fn garbage_list(&self) -> &Py<crate::types::list::List> {
        &self.gc_garbage
    }
}
