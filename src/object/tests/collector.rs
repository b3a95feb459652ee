//! Collections: shapes of garbage, order, finalizers and resurrection, generations, untracking.

use super::*;

/// Nodes, each referring to the next, the last to the first.
fn ring(w: &mut World, length: usize) -> Vec<Py<Node>> {
    let nodes: Vec<_> = (0..length).map(|_| w.node(vec![])).collect();
    for (index, node) in nodes.iter().enumerate() {
        w.push(node, nodes[(index + 1) % length].to_value());
    }
    nodes
}

#[test]
fn rings_are_garbage_when_nothing_else_refers_to_them() {
    with_world(|w| {
        for length in [1, 2, 3, 1000] {
            let mut nodes = ring(w, length);
            let last = nodes.pop();
            drop(nodes);
            assert_eq!(w.collect(2), 0);
            drop(last);
            assert_eq!(w.collect(2), length);
            assert_eq!(deaths().len(), length);
            w.log();
        }
    });
}

#[test]
fn garbage_is_found_in_the_order_in_which_it_was_tracked() {
    with_world(|w| {
        let nodes = ring(w, 3);
        let tail = w.node(vec![nodes[1].to_value()]);
        w.push(&nodes[2], tail.to_value());
        drop((nodes, tail));
        assert_eq!(w.collect(2), 4);
        assert_eq!(w.log(), ["collectable 0", "collectable 1", "collectable 2", "collectable 3"]);
        // Clearing 0 frees nothing: 3 holds 1, and 2 holds 0. Clearing 1 frees 2, and with it 0 and 3.
        assert_eq!(deaths(), [2, 0, 3, 1]);
    });
}

#[test]
fn what_garbage_does_not_hold_alone_survives() {
    with_world(|w| {
        let nodes = ring(w, 4);
        let shared = w.node(vec![]).into_value();
        w.push(&nodes[2], shared.clone());
        let holder = w.node(vec![nodes[3].to_value()]);
        drop(nodes);
        assert_eq!(w.collect(2), 0);
        drop(holder);
        deaths();
        assert_eq!(w.collect(2), 4);
        assert_eq!(shared.refcount(), 1);
        // The first collection reached the ring from its holder, at 3; the survivors stand in that order.
        assert_eq!(w.log(), ["collectable 3", "collectable 0", "collectable 1", "collectable 2"]);
    });
}

#[test]
fn survivors_reached_late_move_to_the_end() {
    with_world(|w| {
        let inner = w.node(vec![]).into_value();
        let middle = w.node(vec![inner.clone()]).into_value();
        let outer = w.node(vec![middle.clone()]);
        drop((inner, middle));
        w.collect(0);
        let names: Vec<_> = w.heap.generation_objects(1).iter().filter_map(|o| Some(o.cast::<Node>()?.name)).collect();
        assert_eq!(names, [2, 1, 0]);
        drop(outer);
    });
}

#[test]
fn finalizers_run_once_and_see_one_reference_more() {
    with_world(|w| {
        let object = w.finalized(vec![]);
        w.push(&object, object.to_value());
        drop(object);
        assert_eq!(w.collect(2), 1);
        assert_eq!(w.log(), ["collectable 0", "del 0 (2 references)"]);
        assert_eq!(deaths(), [0]);
    });
}

#[test]
fn one_resurrected_object_keeps_what_it_reaches() {
    with_world(|w| {
        w.on_finalize = Some(|w, object| w.saved.push(object.clone()));
        let object = w.finalized(vec![]);
        let other = w.node(vec![object.to_value()]);
        w.push(&object, other.to_value());
        let unrelated = ring(w, 2);
        drop((object, other, unrelated));
        assert_eq!(w.collect(2), 2);
        assert_eq!(deaths().len(), 2);
        assert_eq!(w.saved.len(), 1);
        w.on_finalize = None;
        w.log();
        w.saved.clear();
        assert_eq!(w.collect(2), 2);
        // PEP 442: not a second time.
        assert_eq!(w.log(), ["collectable 0", "collectable 1"]);
    });
}

#[test]
fn survivors_grow_old_and_counts_follow() {
    with_world(|w| {
        w.collect(2);
        let node = w.node(vec![]).into_value();
        let generation =
            |w: &World, node: &Value| (0..=PERMANENT).find(|&list| w.heap.generation_objects(list).contains(node));
        assert_eq!((generation(w, &node), w.heap.gc_counts()), (Some(0), [1, 0, 0]));
        w.collect(0);
        assert_eq!((generation(w, &node), w.heap.gc_counts()), (Some(1), [0, 1, 0]));
        w.collect(1);
        assert_eq!((generation(w, &node), w.heap.gc_counts()), (Some(2), [0, 0, 1]));
        w.collect(2);
        assert_eq!((generation(w, &node), w.heap.gc_counts()), (Some(2), [0, 0, 0]));
        w.heap.freeze();
        assert_eq!(generation(w, &node), Some(PERMANENT));
        assert!(w.heap.freeze_count() > 0);
        w.heap.unfreeze();
        assert_eq!((generation(w, &node), w.heap.freeze_count()), (Some(2), 0));
        let stats = w.heap.gc_stats();
        assert_eq!((stats[0].collections, stats[1].collections, stats[2].collections), (1, 1, 2));
    });
}

#[test]
#[cfg(not(feature = "stress"))]
fn a_collection_falls_due_when_the_count_passes_the_threshold() {
    with_world(|w| {
        w.collect(2);
        w.heap.set_gc_thresholds([10, 2, 10]);
        for _ in 0..10 {
            let node = w.node(vec![]).into_value();
            w.saved.push(node);
        }
        assert!(!w.heap.collection_due());
        for expected in [0, 0, 0, 1] {
            while !w.heap.collection_due() {
                let node = w.node(vec![]).into_value();
                w.saved.push(node);
            }
            let collection = w.heap.begin_collection(None).unwrap();
            assert_eq!(collection.generation(), expected);
            w.run_collection(collection);
            assert!(!w.heap.collection_due());
        }
        w.heap.disable_gc();
        for _ in 0..50 {
            let node = w.node(vec![]).into_value();
            w.saved.push(node);
        }
        assert!(!w.heap.collection_due() && w.heap.begin_collection(None).is_none());
        w.heap.enable_gc();
        let node = w.node(vec![]).into_value();
        w.saved.push(node);
        assert!(w.heap.collection_due());
        // A due collection that turns out to be needless: the objects have died since.
        w.saved.clear();
        assert!(w.heap.begin_collection(None).is_none());
        assert!(!w.heap.collection_due());
    });
}

#[test]
fn tuples_of_atoms_are_untracked_by_any_collection() {
    with_world(|w| {
        let class = w.tuple.clone();
        let inner = w.heap.new_tuple(&class, [Value::index(1)].into_iter()).unwrap().into_value();
        let items = [inner.clone(), Value::NONE, w.meta.to_value()];
        let outer = w.heap.new_tuple(&class, items.into_iter()).unwrap().into_value();
        let node = w.node(vec![]).into_value();
        let held = w.heap.new_tuple(&class, [node].into_iter()).unwrap().into_value();
        assert!([&inner, &outer, &held].into_iter().all(|tuple| w.heap.is_tracked(tuple)));
        w.collect(0);
        assert_eq!([&inner, &outer, &held].map(|tuple| w.heap.is_tracked(tuple)), [false, false, true]);
    });
}

#[test]
fn referrers_come_youngest_generation_first_and_referents_with_immediates() {
    with_world(|w| {
        let target = w.node(vec![]).into_value();
        let old = w.node(vec![target.clone(), Value::index(7)]).into_value();
        w.collect(2);
        let young = w.node(vec![target.clone()]).into_value();
        let hidden = w.node(vec![target.clone()]).into_value();
        let referrers = w.heap.referrers(std::slice::from_ref(&target), std::slice::from_ref(&hidden));
        assert!(referrers == [young.clone(), old.clone()]);
        assert!(w.heap.referents(&old) == [target.clone(), Value::index(7)]);
    });
}
