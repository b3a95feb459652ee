//! One payload type for each kind, and the names of references.

use super::*;

/// A payload that claims a kind which is another's.
struct Impostor;

// SAFETY: none, it is a lie; there never is an object of this type.
unsafe impl Payload for Impostor {
    const KIND: Kind = Kind::Deque;
    const TRACKING: Tracking = Tracking::AtBirth;
}

#[test]
#[should_panic(expected = "two payload types of the kind Deque")]
fn a_second_type_of_a_kind_is_refused() {
    drop(class_payload(Layout::of::<Node>(), ClassFlags::empty()));
    drop(class_payload(Layout::of::<Impostor>(), ClassFlags::empty()));
}

#[test]
fn kinds_are_numbered_in_order() {
    for (number, kind) in Kind::ALL.iter().enumerate() {
        assert_eq!(*kind as usize, number);
    }
}

#[test]
fn references_have_names() {
    with_world(|w| {
        let inner = w.node(vec![]).into_value();
        let outer = w.finalized(vec![Value::NONE, inner.clone()]).into_value();
        let mut names = Vec::new();
        w.heap.references(&outer, &mut |edge, referent| names.push((edge.to_string(), referent.clone())));
        let class = w.finalized.to_value();
        let expected = [(".__class__", class), ("[0]", Value::NONE), ("[1]", inner)];
        assert_eq!(names, expected.map(|(name, value)| (name.to_owned(), value)));
        names.clear();
        let tuple = w.heap.new_tuple(&w.tuple, [outer].into_iter()).unwrap().into_value();
        w.heap.references(&tuple, &mut |edge, _| names.push((edge.to_string(), Value::NONE)));
        assert_eq!(names, [("[0]".to_owned(), Value::NONE)]);
        drop(tuple);
        w.run_parked();
    });
}

#[test]
fn a_reference_too_many_is_named() {
    with_world(|w| {
        let inner = w.node(vec![]).into_value();
        let outer = w.node(vec![Value::NONE, inner.clone()]);
        // SAFETY: the count is put right below, before the reference dies.
        let uncounted = unsafe { Value::from_bits(inner.bits()) };
        // SAFETY: as above.
        let other = unsafe { Value::from_bits(inner.bits()) };
        w.push(&outer, uncounted);
        w.push(&outer, other);
        let defect = w.heap.check().unwrap_err();
        assert!(defect.contains("is counted 2 times, referred to 3 times: Deque"), "{defect}");
        assert!(["[1]", "[2]", "[3]"].iter().all(|name| defect.contains(name)), "{defect}");
        std::mem::forget(outer.items.get_mut(&mut w.heap).pop());
        std::mem::forget(outer.items.get_mut(&mut w.heap).pop());
    });
}
