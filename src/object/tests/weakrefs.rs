//! Weak references: their order, sharing, and death on either side.

use super::*;
use crate::object::header::Flags;

#[test]
fn a_reference_dies_with_its_target_or_before_it() {
    with_world(|w| {
        let target = w.node(vec![]).into_value();
        let reference = w.weak(&target, None);
        assert!(reference.upgrade().unwrap().is(&target));
        drop(target);
        assert!(reference.is_dead() && reference.upgrade().is_none());

        let target = w.node(vec![]).into_value();
        let reference = w.weak(&target, None);
        drop(reference);
        assert!(!target.header().unwrap().flags().contains(Flags::WEAKLY_REFERENCED));
    });
}

#[test]
fn plain_references_are_shared_and_stand_first() {
    with_world(|w| {
        let subclass = {
            let (meta, payload) = (w.meta.clone(), class_payload(Layout::of::<WeakRef>(), ClassFlags::HEAP_TYPE));
            w.heap.alloc(&meta, payload)
        };
        let target = w.node(vec![]).into_value();
        let class = w.reference.clone();
        assert!(w.heap.shared_weak_reference(&target, Face::Reference).is_none());
        let first = w.heap.new_weak_reference(&subclass, &target, None, Face::Reference).unwrap();
        let called = w.weak(&target, Some(Value::index(1)));
        let plain = w.weak(&target, None);
        let proxy = w.heap.new_weak_reference(&class, &target, None, Face::Proxy).unwrap();
        let called_proxy = w.heap.new_weak_reference(&class, &target, Some(Value::index(2)), Face::Proxy).unwrap();
        let second = w.heap.new_weak_reference(&subclass, &target, None, Face::Reference).unwrap();
        let order = w.heap.weak_references(&target);
        for (found, expected) in order.iter().zip([&plain, &proxy, &second, &called_proxy, &called, &first]) {
            assert!(found.is(expected));
        }
        assert!(w.heap.shared_weak_reference(&target, Face::Reference).unwrap().is(&plain));
        assert!(w.heap.shared_weak_reference(&target, Face::Proxy).unwrap().is(&proxy));
        drop((order, plain));
        assert!(w.heap.shared_weak_reference(&target, Face::Reference).is_none());
        assert!(w.heap.shared_weak_reference(&target, Face::Proxy).unwrap().is(&proxy));
        drop(target);
        w.run_parked();
        assert_eq!(w.log(), ["callback 2", "callback 1"]);
        assert!(called.callback(&w.heap).is_none());
    });
}

#[test]
fn callbacks_run_newest_first_and_dead_references_do_not_call() {
    with_world(|w| {
        let target = w.node(vec![]).into_value();
        let kept: Vec<_> = (0..3).map(|n| w.weak(&target, Some(Value::index(n)))).collect();
        let gone = w.weak(&target, Some(Value::index(9)));
        drop(gone);
        drop(target);
        w.run_parked();
        assert_eq!(w.log(), ["callback 2", "callback 1", "callback 0"]);
        assert_eq!(deaths(), [0]);
        drop(kept);
    });
}

#[test]
fn a_collection_calls_back_before_it_clears() {
    with_world(|w| {
        let node = w.node(vec![]);
        w.push(&node, node.to_value());
        let outside = w.weak(node.as_value(), Some(Value::index(1)));
        let inside = w.weak(node.as_value(), Some(Value::index(2)));
        w.push(&node, inside.into_value());
        drop(node);
        assert_eq!(w.collect(2), 2);
        assert_eq!(w.log(), ["collectable 0", "callback 1"]);
        assert!(outside.is_dead());
        // Unlike after a death by the count, the callback stays.
        assert!(outside.callback(&w.heap).is_some());
    });
}

#[test]
fn a_reference_freed_by_its_own_callback_counts_as_collected() {
    with_world(|w| {
        let node = w.node(vec![]);
        w.push(&node, node.to_value());
        let reference = w.weak(node.as_value(), Some(Value::index(1)));
        drop(node);
        let mut collection = w.heap.begin_collection(Some(2)).unwrap();
        collection.find_garbage(&mut w.heap);
        collection.clear_weak_references(&mut w.heap);
        drop(reference);
        while let Some(reference) = collection.next_callback(&mut w.heap) {
            assert_eq!(reference.as_value().refcount(), 1);
        }
        assert_eq!(collection.outcome().collected, 1);
        assert!(collection.next_finalizer(&mut w.heap).is_none());
        assert_eq!(collection.handle_resurrected(&mut w.heap), 1);
        while let Some(object) = collection.next_garbage(&mut w.heap) {
            w.heap.clear(&object);
        }
        assert_eq!(collection.record(&mut w.heap).collected, 2);
        collection.finish(&mut w.heap);
        assert_eq!(deaths(), [0]);
    });
}
