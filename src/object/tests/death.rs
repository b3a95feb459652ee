//! Deaths by the reference count: order, parking, resurrection, depth.

use super::*;

#[test]
fn an_object_dies_with_its_last_reference() {
    with_world(|w| {
        let inner = w.node(vec![]).into_value();
        let outer = w.node(vec![inner.clone()]);
        assert_eq!(inner.refcount(), 2);
        drop(outer);
        assert_eq!((deaths(), inner.refcount()), (vec![1], 1));
        drop(inner);
        assert_eq!(deaths(), [0]);
    });
}

#[test]
fn a_million_nested_objects_die_without_recursion() {
    with_world(|w| {
        let mut chain = Value::NONE;
        for _ in 0..1_000_000 {
            chain = w.node(vec![chain]).into_value();
        }
        drop(chain);
        let dead = deaths();
        assert_eq!(dead.len(), 1_000_000);
        assert_eq!(w.heap.live_objects(), 5);
    });
}

#[test]
fn a_million_nested_tuples_die_without_recursion() {
    with_world(|w| {
        let class = w.tuple.clone();
        let mut chain = Value::NONE;
        for _ in 0..1_000_000 {
            chain = w.heap.new_tuple(&class, [chain].into_iter()).unwrap().into_value();
        }
        drop(chain);
        assert_eq!(w.heap.live_objects(), 5);
    });
}

/// A chain of `length` nodes in which each holds the next and then a node of its own, which dies after the next.
fn deaths_of_companions(w: &mut World, length: u32) -> Vec<u32> {
    let mut chain = Value::NONE;
    for _ in 0..length {
        let companion = w.node(vec![]).into_value();
        chain = w.node(vec![chain, companion]).into_value();
    }
    deaths();
    w.next_name.set(0);
    drop(chain);
    // Companions have even names.
    deaths().into_iter().filter(|name| name % 2 == 0).map(|name| name / 2).collect()
}

#[test]
fn destructors_nest_as_deep_as_in_cpython() {
    with_world(|w| {
        w.heap.set_destructor_stack(48 << 20);
        let order = deaths_of_companions(w, 9000);
        assert!(order.is_sorted() && order.len() == 9000);
        // The same program prints this under CPython 3.13.5: the trashcan fills at 9948 and is emptied fifty later.
        let order = deaths_of_companions(w, 12_000);
        assert_eq!(order.len(), 12_000);
        assert_eq!(order[..3], [2053, 2054, 2055]);
        assert_eq!(order[49..52], [2102, 2052, 2003]);
        assert_eq!(order[11_997..], [11_997, 11_998, 11_999]);
    });
}

#[test]
fn finalizers_are_parked_and_run_in_the_order_of_deaths() {
    with_world(|w| {
        let first = w.finalized(vec![]).into_value();
        let second = w.finalized(vec![]).into_value();
        let plain = w.node(vec![]).into_value();
        let outer = w.node(vec![first, plain, second]);
        drop(outer);
        // Node 0 is parked; what died after it waits behind it, finalizer or not.
        assert_eq!(deaths(), [3]);
        assert!(w.heap.has_parked());
        w.run_parked();
        assert_eq!(w.log(), ["del 0 (1 references)", "del 1 (1 references)"]);
        assert_eq!(deaths(), [0, 2, 1]);
    });
}

#[test]
fn a_resurrected_object_lives_on_and_is_finalized_once() {
    with_world(|w| {
        w.on_finalize = Some(|w, object| w.saved.push(object.clone()));
        let object = w.finalized(vec![]).into_value();
        w.collect(2);
        drop(object);
        w.run_parked();
        assert_eq!(w.log(), ["del 0 (1 references)"]);
        assert!(w.heap.is_finalized(&w.saved[0]));
        // It is young again.
        assert!(w.heap.generation_objects(0).contains(&w.saved[0]));
        assert_eq!(deaths(), [0; 0]);
        w.saved.clear();
        assert!(!w.heap.has_parked());
        assert_eq!((deaths(), w.log()), (vec![0], vec![]));
    });
}

#[test]
fn a_parked_object_that_a_finalizer_takes_hold_of_does_not_die() {
    with_world(|w| {
        w.on_finalize = Some(|w, object| {
            let first = w.saved.pop();
            if let Some(reference) = first.as_ref().and_then(Value::cast::<WeakRef>) {
                let rescued = reference.upgrade();
                w.saved.extend(rescued);
            }
            drop(first);
            assert!(object.refcount() == 1);
        });
        let first = w.finalized(vec![]).into_value();
        let second = w.finalized(vec![]).into_value();
        let reference = w.weak(&second, None).into_value();
        w.saved.push(reference);
        let both = w.node(vec![first, second]);
        drop(both);
        w.run_parked();
        assert_eq!(w.log(), ["del 0 (1 references)"]);
        assert_eq!(w.saved[0].expect::<Node>().name, 1);
        assert_eq!(w.saved[0].refcount(), 1);
        w.on_finalize = None;
        w.saved.clear();
        w.run_parked();
        assert_eq!(w.log(), ["del 1 (1 references)"]);
    });
}

#[test]
fn a_million_nested_objects_with_finalizers_die_in_one_loop() {
    with_world(|w| {
        let mut chain = Value::NONE;
        for _ in 0..1_000_000 {
            chain = w.finalized(vec![chain]).into_value();
        }
        drop(chain);
        w.run_parked();
        let log = w.log();
        assert_eq!((log.len(), log[0].as_str()), (1_000_000, "del 999999 (1 references)"));
        assert_eq!(deaths().len(), 1_000_000);
    });
}

#[test]
fn what_dies_with_a_finalized_object_goes_before_its_neighbours() {
    with_world(|w| {
        let deep = w.finalized(vec![]).into_value();
        let first = w.finalized(vec![deep]).into_value();
        let second = w.finalized(vec![]).into_value();
        let both = w.node(vec![first, second]);
        drop(both);
        w.run_parked();
        assert_eq!(w.log(), ["del 1 (1 references)", "del 0 (1 references)", "del 2 (1 references)"]);
    });
}
