//! Tests of the memory layer with two payloads of their own: a class that begins with its head, and a node that holds
//! values. A small driver plays the virtual machine; its "Python code" is Rust closures.
#![expect(unsafe_code, reason = "payloads of their own")]
#![expect(clippy::unwrap_used, reason = "a test that cannot unwrap has failed")]

mod collector;
mod death;
mod kinds;
mod misuse;
mod weakrefs;

use std::cell::{Cell, RefCell};

use super::*;

/// A class: its head.
struct TestClass {
    head: ClassHead,
}

// SAFETY: the threads of these tests know no other class.
unsafe impl Payload for TestClass {
    const KIND: Kind = Kind::Class;
    const TRACKING: Tracking = Tracking::AtBirth;
}

class_payload!(TestClass, head);

/// A container like list, with a name to tell nodes apart.
struct Node {
    name: u32,
    items: HeapCell<Vec<Value>>,
}

// SAFETY: the threads of these tests know no other deque.
unsafe impl Payload for Node {
    const KIND: Kind = Kind::Deque;
    const TRACKING: Tracking = Tracking::AtBirth;

    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.items.trace(Edge::Items, tracer);
    }

    unsafe fn release(this: *mut Self, sink: &mut Release) {
        // SAFETY: the payload is moved out of its place once.
        let this = unsafe { std::ptr::read(this) };
        DEATHS.with_borrow_mut(|deaths| deaths.push(this.name));
        this.items.release(sink);
    }

    fn clear(&self, heap: &mut Heap) {
        drop(self.items.take(heap));
    }
}

thread_local! {
    /// Names of the nodes that died, in order.
    static DEATHS: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
}

fn deaths() -> Vec<u32> {
    DEATHS.take()
}

/// A heap of its own thread, its classes, and the machine that runs finalizers.
struct World {
    heap: Heap,
    meta: Py<TestClass>,
    node: Py<TestClass>,
    finalized: Py<TestClass>,
    tuple: Py<TestClass>,
    reference: Py<TestClass>,
    /// Called with each dying object's name and the object itself.
    on_finalize: Option<fn(&mut World, &Value)>,
    log: Vec<String>,
    saved: Vec<Value>,
    next_name: Cell<u32>,
}

fn class_payload(layout: &'static Layout, flags: ClassFlags) -> TestClass {
    TestClass { head: ClassHead::new(layout, flags) }
}

/// Runs `test` in a thread with a heap of its own, and checks that all it made dies.
fn with_world(test: fn(&mut World)) {
    let run = move || {
        let mut heap = Heap::new().unwrap();
        let meta = heap.first_class(class_payload(Layout::of::<TestClass>(), ClassFlags::empty()));
        let mut make = |layout, flags| heap.alloc(&meta, class_payload(layout, flags));
        let node = make(Layout::of::<Node>(), ClassFlags::empty());
        let finalized = make(Layout::of::<Node>(), ClassFlags::HEAP_TYPE | ClassFlags::HAS_FINALIZER);
        let tuple = make(Layout::of::<Tuple>(), ClassFlags::empty());
        let reference = make(Layout::of::<WeakRef>(), ClassFlags::empty());
        let mut world = World {
            heap,
            meta,
            node,
            finalized,
            tuple,
            reference,
            on_finalize: None,
            log: Vec::new(),
            saved: Vec::new(),
            next_name: Cell::new(0),
        };
        test(&mut world);
        world.saved.clear();
        world.run_parked();
        world.collect(2);
        world.heap.check().unwrap();
        let World { mut heap, meta, node, finalized, tuple, reference, .. } = world;
        drop((node, finalized, tuple, reference, meta));
        heap.free_static_classes();
        assert_eq!(heap.live_objects(), 0);
        assert_eq!(heap.census(), []);
    };
    std::thread::Builder::new().stack_size(64 << 20).spawn(run).unwrap().join().unwrap();
}

impl World {
    fn make(&mut self, class: &Py<TestClass>, items: Vec<Value>) -> Py<Node> {
        let name = self.next_name.get();
        self.next_name.set(name + 1);
        self.heap.alloc(class, Node { name, items: HeapCell::new(items) })
    }

    /// A node holding `items`; nodes are named 0, 1, 2 … in the order in which they are made.
    fn node(&mut self, items: Vec<Value>) -> Py<Node> {
        let class = self.node.clone();
        self.make(&class, items)
    }

    /// As `node`, with a finalizer.
    fn finalized(&mut self, items: Vec<Value>) -> Py<Node> {
        let class = self.finalized.clone();
        self.make(&class, items)
    }

    fn push(&mut self, node: &Py<Node>, value: Value) {
        node.items.get_mut(&mut self.heap).push(value);
    }

    fn weak(&mut self, target: &Value, callback: Slot) -> Py<WeakRef> {
        let class = self.reference.clone();
        self.heap.new_weak_reference(&class, target, callback, Face::Reference).unwrap()
    }

    fn finalize(&mut self, object: &Value) {
        let name = object.expect::<Node>().name;
        self.log.push(format!("del {name} ({} references)", object.refcount()));
        if let Some(code) = self.on_finalize {
            code(self, object);
        }
    }

    fn call_back(&mut self, reference: &Py<WeakRef>, callback: &Value) {
        assert!(reference.is_dead());
        self.log.push(format!("callback {callback:?}"));
    }

    /// What the virtual machine does with objects that died and have code to run.
    fn run_parked(&mut self) {
        let mark = self.heap.parked_mark();
        while let Some(object) = self.heap.next_parked(mark) {
            // CPython would look at the object only now: somebody may have taken a reference meanwhile.
            if object.refcount() == 1 && self.heap.needs_finalizer(&object) {
                self.heap.track_anew(&object);
                self.finalize(&object);
                self.heap.mark_finalized(&object);
            }
            if object.refcount() == 1 {
                let callbacks = self.heap.clear_weak_references(&object);
                for (reference, callback) in &callbacks {
                    self.call_back(reference, callback);
                }
            }
            self.heap.bury(object);
        }
    }

    /// What the virtual machine does in `gc.collect(generation)`.
    fn collect(&mut self, generation: usize) -> usize {
        let collection = self.heap.begin_collection(Some(generation)).unwrap();
        self.run_collection(collection)
    }

    fn run_collection(&mut self, mut collection: Collection) -> usize {
        assert!(self.heap.begin_collection(Some(2)).is_none());
        collection.find_garbage(&mut self.heap);
        for object in collection.unreachable(&self.heap) {
            if let Some(node) = object.cast::<Node>() {
                self.log.push(format!("collectable {}", node.name));
            }
        }
        collection.clear_weak_references(&mut self.heap);
        while let Some(reference) = collection.next_callback(&mut self.heap) {
            let callback = reference.callback(&self.heap).cloned().unwrap();
            self.call_back(&reference, &callback);
            drop((callback, reference));
            self.run_parked();
        }
        while let Some(object) = collection.next_finalizer(&mut self.heap) {
            self.finalize(&object);
            drop(object);
            self.run_parked();
        }
        collection.handle_resurrected(&mut self.heap);
        while let Some(object) = collection.next_garbage(&mut self.heap) {
            self.heap.clear(&object);
            self.run_parked();
            drop(object);
            self.run_parked();
        }
        let outcome = collection.record(&mut self.heap);
        collection.finish(&mut self.heap);
        self.heap.check().unwrap();
        outcome.collected
    }

    fn log(&mut self) -> Vec<String> {
        std::mem::take(&mut self.log)
    }
}
