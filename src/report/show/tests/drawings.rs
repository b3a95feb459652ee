//! Drawings of many graphs: names and boxes never meet, and a page stays small.

use std::time::{Duration, Instant};

use super::build::leak;
use super::samples::SAMPLES;
use crate::report::model::{Kind, Leak, ObjectId, Part, Report};
use crate::report::show::graph::{Course, Graph};
use crate::report::show::layout::{Layout, layout};
use crate::report::show::{Format, Style, html, render};

/// A page is smaller than this, whatever the leak.
const LARGEST_PAGE: usize = 1_000_000;

/// A large leak is shown in less than this in all formats, on a machine that does other things too.
const SLOWEST: Duration = Duration::from_mins(1);

/// Numbers that look like chance and are the same each time.
pub struct Numbers(pub u64);

impl Numbers {
    /// A number below a limit.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }
}

/// A cycle with other members, what they pin, and names of any length.
pub fn some_leak(numbers: &mut Numbers) -> Leak {
    let mut leak = leak(Kind::Cycle, "0123456789abcdef", 1);
    let (ring, pinned) = (1 + numbers.below(40), numbers.below(90));
    let name = |numbers: &mut Numbers| format!(".{}", "n".repeat(1 + numbers.below(30)));
    for number in 0..ring {
        leak.object(Part::Member, "A", &"x".repeat(1 + numbers.below(40)), 10 * number);
    }
    for number in 0..ring {
        let step = leak.refer(ObjectId(number), &name(numbers), ObjectId((number + 1) % ring));
        leak.ring.push(step);
    }
    for _ in 0..numbers.below(5) {
        let (from, to) = (numbers.below(ring), numbers.below(ring));
        leak.refer(ObjectId(from), &name(numbers), ObjectId(to));
    }
    for number in 0..pinned {
        let class = format!("C{}", numbers.below(70));
        let id = leak.object(Part::Pinned, &class, &format!("{class} {number}"), 10);
        for _ in 0..=numbers.below(2) {
            let from = numbers.below(id.0);
            leak.refer(ObjectId(from), &name(numbers), id);
        }
    }
    leak
}

fn nothing_meets(what: &str, layout: &Layout) {
    let names: Vec<_> = layout.names.iter().flatten().collect();
    for (at, one) in layout.boxes.iter().enumerate() {
        let other = layout.boxes.iter().skip(at + 1).find(|other| one.overlaps(**other));
        assert_eq!(other, None, "{what}: two boxes meet at {one:?}");
        let name = names.iter().find(|name| one.overlaps(***name));
        assert_eq!(name, None, "{what}: a name and a box meet at {one:?}");
        assert!(one.x >= 0.0 && one.y >= 0.0 && one.right() <= layout.width && one.bottom() <= layout.height);
    }
    for (at, one) in names.iter().enumerate() {
        let other = names.iter().skip(at + 1).find(|other| one.overlaps(***other));
        assert_eq!(other, None, "{what}: two names meet at {one:?}");
    }
}

#[test]
fn samples_are_readable() {
    for (name, sample) in SAMPLES {
        for leak in &sample().leaks {
            nothing_meets(name, &layout(&Graph::of(leak)));
        }
    }
}

#[test]
fn graphs_are_readable() {
    for seed in 0..300 {
        let leak = some_leak(&mut Numbers(seed));
        let graph = Graph::of(&leak);
        assert!(graph.nodes.len() <= 60, "{seed}: {} nodes", graph.nodes.len());
        let layout = layout(&graph);
        nothing_meets(&format!("seed {seed}"), &layout);
        for (at, edge) in graph.edges.iter().enumerate() {
            assert!(layout.curves[at].is_some(), "seed {seed}: {edge:?} is not drawn");
            assert!(edge.course == Course::Other || layout.names[at].is_some(), "seed {seed}: {edge:?} has no name");
        }
    }
}

/// Every object is in one node, every reference that leaves its node in one edge.
#[test]
fn graphs_are_complete() {
    for seed in 0..300 {
        let leak = some_leak(&mut Numbers(seed));
        let graph = Graph::of(&leak);
        let mut objects: Vec<ObjectId> = graph.nodes.iter().flat_map(|node| node.objects.iter().copied()).collect();
        objects.sort_unstable();
        assert!(objects.into_iter().eq((0..leak.objects.len()).map(ObjectId)), "seed {seed}");
        let node_of = |id: ObjectId| graph.nodes.iter().position(|node| node.objects.contains(&id));
        let mut known: Vec<usize> = graph.edges.iter().flat_map(|edge| edge.references.iter().copied()).collect();
        known.sort_unstable();
        let crossing = |number: &usize| {
            let reference = &leak.references[*number];
            let (from, to) = (node_of(reference.from), node_of(reference.to));
            from != to || from.is_some_and(|node| graph.nodes[node].objects.len() == 1)
        };
        assert!(known.into_iter().eq((0..leak.references.len()).filter(crossing)), "seed {seed}");
    }
}

#[test]
fn pages_stay_small() {
    let mut large = leak(Kind::Cycle, "0123456789abcdef", 1);
    let members: Vec<ObjectId> = (0..50_000).map(|_| large.object(Part::Member, "Node", "Node", 48)).collect();
    for (at, id) in members.iter().enumerate() {
        let next = large.refer(*id, ".next", members[(at + 1) % members.len()]);
        large.ring.push(next);
        let class = format!("Payload{}", at % 97);
        let payload = large.object(Part::Pinned, &class, "payload", 1_000);
        large.refer(*id, ".payload", payload);
    }
    let report = Report {
        program: "large.py".to_owned(),
        leaks: vec![large],
        tests: Vec::new(),
        notes: Vec::new(),
        sources: Vec::new(),
    };
    let page = html(&report);
    assert!(page.len() < LARGEST_PAGE, "{} bytes", page.len());
    let begun = Instant::now();
    for format in Format::ALL {
        render(&report, *format, Style::default());
    }
    assert!(begun.elapsed() < SLOWEST, "all formats took {:?}", begun.elapsed());
}
