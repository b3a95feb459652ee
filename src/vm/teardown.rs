//! The end of an interpreter's memory, after the last thing a program can observe.

use super::Vm;
use super::interpreter::generators::discard;
use crate::object::{Census, Heap, Py, Tuple};
use crate::types::async_generator::step::{Step, StepState};
use crate::types::class::Class;
use crate::types::generator::{Generator, GeneratorState};

impl Vm {
    /// Frees every object; what is left nevertheless, as "3 Tuple (1 held)", in debug builds (release builds do not know).
    ///
    /// The order is forced by what freeing needs: an object's class, so the built-in classes go last and `type` at the
    /// very end; a class's own contents (descriptors that refer back to it, its MRO) before all classes.
    pub fn tear_down(mut self) -> Vec<String> {
        self.gc_debug = 0;
        self.heap.unfreeze();
        self.heap.silence();
        self.heap.free_disowned();
        self.async_hooks = super::async_hooks::AsyncHooks::default();
        self.forget_tools();
        drop(self.stop_recording());
        for namespace in [self.sys.clone(), self.builtins.clone(), self.modules.clone()] {
            namespace.clear_entries(&mut self.heap);
        }
        for list in [self.gc_garbage.clone(), self.gc_callbacks.clone()] {
            drop(list.items.take(&mut self.heap));
        }
        // The collector takes a generator apart by closing it, once: one that went on nevertheless keeps its cycle. And
        // nobody is to hear any more of a coroutine that never began.
        for object in self.heap.all_objects() {
            if let Some(step) = object.cast::<Step>() {
                step.state.set(StepState::Closed);
            }
            if let Ok(generator) = object.cast_into::<Generator>()
                && matches!(generator.state(), GeneratorState::Created | GeneratorState::Suspended)
            {
                discard(&mut self, &generator);
            }
        }
        while self.collect_silently() > 0 {}
        // CPython leaves cycles through what its collector does not see, such as the time zone of a datetime.
        for object in self.heap.all_objects() {
            self.heap.clear_hidden(&object);
            // A struct sequence is not tracked either.
            if let Some(header) = object.header()
                && object.has::<Tuple>()
                && !self.heap.is_tracked(&object)
            {
                self.heap.track(header);
            }
        }
        while self.collect_silently() > 0 {}
        let Vm {
            mut heap,
            types,
            names,
            pending,
            handled,
            method_cache,
            interned,
            characters,
            single_bytes,
            empty_tuple,
            modules,
            builtins,
            sys,
            stack,
            gc_garbage,
            gc_callbacks,
            import_function,
            common_functions,
            states,
            native_classes,
            ..
        } = self;
        drop((
            names,
            pending,
            handled,
            method_cache,
            interned,
            characters,
            single_bytes,
            empty_tuple,
            stack,
            import_function,
        ));
        drop(common_functions);
        drop(states);
        drop((modules, builtins, sys, gc_garbage, gc_callbacks));
        let mut classes = types.into_classes();
        classes.extend(native_classes.into_classes());
        let contents: Vec<_> = classes.iter().map(|class| take_contents(class, &mut heap)).collect();
        drop(contents);
        drop(classes);
        heap.free_static_classes();
        let describe = |entry: Census| {
            let held = if entry.held == 0 { String::new() } else { format!(" ({} held)", entry.held) };
            let from = if entry.referred_by.is_empty() { "" } else { " referred to by " };
            format!("{} {:?}{held}{from}{}", entry.objects, entry.kind, entry.referred_by.join(", "))
        };
        heap.census().into_iter().map(describe).collect()
    }

    /// Ends without giving memory back, but for the capability: another interpreter may be made on this thread.
    #[expect(unsafe_code, reason = "a field is dropped and the others are not")]
    pub fn abandon(self) {
        let mut vm = std::mem::ManuallyDrop::new(self);
        // SAFETY: the field is not used again, for nothing of `vm` is.
        unsafe { std::ptr::drop_in_place(&raw mut vm.heap) };
    }
}

/// Takes out what a class refers to; to be dropped when all classes have been emptied.
fn take_contents(class: &Py<Class>, heap: &mut Heap) -> impl Sized + use<> {
    let names =
        (class.name.take(heap), class.qualname.take(heap), class.head.take_shared_keys(), class.subclasses.take());
    (class.namespace.take(heap), class.mro.take(heap), class.bases.take(heap), class.base.take(heap), names)
}
