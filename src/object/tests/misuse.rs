//! What safe code must not be able to do, and what happens when it tries.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::*;

/// Another payload than a node.
struct Other(#[expect(dead_code, reason = "a node would have its items here")] u64);

// SAFETY: the threads of these tests know no other slice.
unsafe impl Payload for Other {
    const KIND: Kind = Kind::Slice;
    const TRACKING: Tracking = Tracking::AtBirth;
}

fn panics(f: impl FnOnce()) -> bool {
    catch_unwind(AssertUnwindSafe(f)).is_err()
}

#[test]
#[expect(unsafe_code, reason = "counts are what they are not")]
fn a_count_near_its_limit_stays_there_and_the_object_lives_on() {
    with_world(|w| {
        let object = w.node(vec![]).into_value();
        let header = object.header().unwrap();
        // SAFETY: there is one reference.
        unsafe { header.pretend_refcount(i32::MAX as u32 - 1) };
        let below = object.clone();
        assert_eq!(header.refcount(), i32::MAX as u32);
        drop(below);
        assert_eq!(header.refcount(), i32::MAX as u32 - 1);
        let references = [object.clone(), object.clone(), object.clone()];
        let pinned = header.refcount();
        assert!(pinned > 1 << 31);
        drop(references);
        let (one, two) = (object.clone(), object.clone());
        assert_eq!(header.refcount(), pinned);
        drop((one, two));
        assert_eq!((header.refcount(), deaths()), (pinned, vec![]));
        // A collection takes it for referred to from outside.
        w.collect(2);
        assert_eq!(header.refcount(), pinned);
        // SAFETY: there is one reference.
        unsafe { header.pretend_refcount(1) };
        drop(object);
        assert_eq!(deaths(), [0]);
    });
}

#[test]
fn a_thread_has_one_heap_at_a_time() {
    with_world(|_| assert!(Heap::new().is_err()));
    let make = || {
        let mut heap = Heap::new().unwrap();
        let meta = heap.first_class(class_payload(Layout::of::<TestClass>(), ClassFlags::empty()));
        let class = heap.alloc(&meta, class_payload(Layout::of::<Node>(), ClassFlags::empty()));
        let node = heap.alloc(&class, Node { name: 0, items: HeapCell::new(Vec::new()) });
        (heap, meta, class, node)
    };
    let run = move || {
        let (heap, meta, class, node) = make();
        drop(heap);
        // What the first heap leaves is no part of the second.
        let (mut second, _meta, _class, _node) = make();
        assert_eq!(second.generation_objects(0).len(), 2);
        assert!(!node.header().is_tracked());
        assert_eq!(second.gc_counts()[0], 2);
        second.free_static_classes();
        drop((node, class, meta));
        assert_eq!(second.generation_objects(0).len(), 2);
        second.check().unwrap();
    };
    std::thread::spawn(run).join().unwrap();
}

#[test]
fn an_object_is_made_of_the_payload_that_its_class_says() {
    with_world(|w| {
        let (node, finalized) = (w.node.clone(), w.finalized.clone());
        assert!(panics(|| drop(w.heap.alloc(&node, Other(0)))));
        assert!(panics(|| drop(w.heap.alloc(&finalized, Other(0)))));
        assert!(panics(|| drop(w.heap.alloc_generic(&node, Other(0)))));
        assert!(panics(|| drop(w.heap.new_str(&node, b"text"))));
    });
}

#[test]
fn an_object_changes_its_class_for_one_of_the_same_layout_only() {
    with_world(|w| {
        let (tuple, finalized, meta) = (w.tuple.clone(), w.finalized.clone(), w.meta.clone());
        let object = w.node(vec![]).into_value();
        assert!(panics(|| w.heap.set_class(&object, &tuple)));
        let with_dict = class_payload(Layout::of::<Node>(), ClassFlags::HEAP_TYPE | ClassFlags::HAS_DICT);
        let with_dict = w.heap.alloc(&meta, with_dict);
        assert!(panics(|| w.heap.set_class(&object, &with_dict)));
        w.heap.set_class(&object, &finalized);
        assert!(object.header().unwrap().class::<TestClass>(&w.heap).is(&finalized));
    });
}

#[test]
fn a_class_that_has_instances_keeps_their_layout() {
    with_world(|w| {
        let meta = w.meta.clone();
        let class = w.heap.alloc(&meta, class_payload(Layout::of::<Node>(), ClassFlags::HEAP_TYPE));
        class.head.change(|flags| flags.insert(ClassFlags::HAS_DICT));
        assert!(panics(|| class.head.change(|flags| flags.insert(ClassFlags::INLINE_VALUES))));
        drop(w.make(&class, vec![]));
        class.head.change(|flags| flags.insert(ClassFlags::ABSTRACT));
        assert!(panics(|| class.head.change(|flags| flags.remove(ClassFlags::HAS_DICT))));
        assert!(panics(|| class.head.change(|flags| flags.remove(ClassFlags::HEAP_TYPE))));
        let inline = ClassFlags::HAS_DICT | ClassFlags::INLINE_VALUES;
        assert!(panics(|| drop(ClassHead::new(Layout::of::<Node>(), inline))));
    });
}

#[test]
fn an_attribute_word_that_is_not_there_is_not_reached() {
    with_world(|w| {
        let object = w.node(vec![]).into_value();
        assert!(w.heap.member(&object, 0).is_none());
        assert_eq!(w.heap.set_member(&object, 0, Some(Value::TRUE)), Some(Value::TRUE));
        assert_eq!(w.heap.set_instance_dict(&object, Some(Value::TRUE)), Some(Value::TRUE));
        assert_eq!(w.heap.set_inline_value(&object, 0, Value::TRUE), Err(Value::TRUE));
    });
}

#[test]
fn a_class_outlives_instances_that_do_not_count_it() {
    with_world(|w| {
        let meta = w.meta.clone();
        let class = w.heap.alloc(&meta, class_payload(Layout::of::<Node>(), ClassFlags::empty()));
        let node = w.make(&class, vec![]);
        drop(class);
        w.heap.free_static_classes();
        assert!(w.heap.static_classes().len() > 1);
        drop(node);
        assert_eq!(deaths(), [0]);
    });
}

#[test]
fn the_stages_of_a_collection_have_an_order() {
    with_world(|w| {
        let mut collection = w.heap.begin_collection(Some(2)).unwrap();
        assert!(panics(|| {
            collection.handle_resurrected(&mut w.heap);
        }));
        collection.finish(&mut w.heap);
    });
    with_world(|w| {
        let cycle = w.node(vec![]);
        w.push(&cycle, cycle.to_value());
        drop(cycle);
        let mut collection = w.heap.begin_collection(Some(2)).unwrap();
        collection.find_garbage(&mut w.heap);
        // One that ends early gives back what it has found.
        collection.finish(&mut w.heap);
        w.heap.check().unwrap();
        assert_eq!(w.collect(2), 1);
    });
}

#[test]
fn garbage_that_dies_and_is_resurrected_in_a_collection_is_no_part_of_it() {
    with_world(|w| {
        // Both nodes of the cycle have finalizers. The first one's takes the second out of the cycle, so that it dies
        // by its count; that one's puts it back. Then the collection looks at the cycle again.
        w.on_finalize = Some(|w, object| {
            let node = object.expect::<Node>().clone();
            if node.name == 0 {
                let second = node.items.get_mut(&mut w.heap).pop();
                drop(second);
                w.run_parked();
            } else {
                let first = node.items.get(&w.heap)[0].clone();
                w.push(first.expect::<Node>(), object.clone());
            }
        });
        let first = w.finalized(vec![]);
        let second = w.finalized(vec![first.to_value()]);
        w.push(&first, first.to_value());
        w.push(&first, second.into_value());
        drop(first);
        w.collect(2);
        w.heap.check().unwrap();
        assert_eq!(w.log()[2..], ["del 0 (3 references)", "del 1 (1 references)"]);
        w.on_finalize = None;
        w.collect(2);
        assert_eq!(deaths().len(), 2);
    });
}
