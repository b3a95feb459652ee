//! A leak as a graph to draw: its objects as nodes, of very many only some alone and the others in heaps, and the
//! references among them as edges.

use std::collections::{HashMap, HashSet, VecDeque};

use super::facts;
use super::json::part_name;
use crate::report::model::{Leak, ObjectId, Part};

/// As many nodes can be read.
const NODES: usize = 60;

/// A longer ring has its middle in one node; so many of its objects are shown before and behind.
const RING: usize = 30;
const RING_BEFORE: usize = 8;
const RING_BEHIND: usize = 4;

/// As many objects of one class that the same keeps are one node.
const ALIKE: usize = 5;

/// Names that an edge of several references lists.
const NAMES: usize = 3;

/// The graph of a leak.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// Its nodes: first those of the ring or the path in their order, then the others.
    pub nodes: Vec<Node>,
    /// Its edges. None begins and ends at one node but for a reference of one object to itself.
    pub edges: Vec<Edge>,
    /// How many of the nodes are the ring or the path.
    pub spine: usize,
    /// The edges along it, in its order: of a ring, the last leads back to the first node.
    pub along: Vec<usize>,
    /// What form the spine has.
    pub form: Form,
}

/// What the objects to look at first form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// A cycle.
    Ring,
    /// A path from a root.
    Path,
    /// Neither is known.
    #[default]
    Heap,
}

/// One object or several.
#[derive(Clone, Debug)]
pub struct Node {
    /// Which.
    pub objects: Vec<ObjectId>,
    /// What it is called: `OSError #1`, `90 x bytearray`.
    pub title: String,
    /// Their bytes.
    pub bytes: usize,
    /// What part they have.
    pub part: Part,
}

/// The references from one node to another.
#[derive(Clone, Debug)]
pub struct Edge {
    /// The node that refers.
    pub from: usize,
    /// The node referred to.
    pub to: usize,
    /// Which references, as numbers of the leak's.
    pub references: Vec<usize>,
    /// How they are called.
    pub name: String,
    /// What they are to a reader.
    pub course: Course,
    /// Whether the best advice cuts one of them.
    pub cut: bool,
}

/// What an edge is to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// It is on the ring or the path.
    Spine,
    /// It is another.
    Other,
}

impl Graph {
    /// The graph of a leak.
    pub fn of(leak: &Leak) -> Graph {
        let (form, along) = match (leak.ring.is_empty(), leak.path.is_empty()) {
            (false, _) => (Form::Ring, &leak.ring),
            (true, false) => (Form::Path, &leak.path),
            (true, true) => (Form::Heap, &leak.ring),
        };
        let mut maker = Maker { leak, graph: Graph { form, ..Graph::default() }, node_of: HashMap::new() };
        maker.add_spine(along);
        maker.graph.spine = maker.graph.nodes.len();
        maker.add_others();
        maker.add_edges(along);
        maker.graph
    }
}

struct Maker<'a> {
    leak: &'a Leak,
    graph: Graph,
    node_of: HashMap<ObjectId, usize>,
}

impl Maker<'_> {
    fn add(&mut self, ids: Vec<ObjectId>) {
        let objects: Vec<_> = ids.iter().filter_map(|id| self.leak.objects.get(id.0)).collect();
        let Some(first) = objects.first() else { return };
        let title = match ids[..] {
            [id] => facts::object_name(self.leak, id),
            _ if objects.iter().all(|object| object.class == first.class) => {
                format!("{} x {}", objects.len(), first.class)
            }
            _ => facts::count(objects.len(), "object"),
        };
        let bytes = objects.iter().map(|object| object.bytes).sum();
        let part = first.part;
        let at = self.graph.nodes.len();
        self.node_of.extend(ids.iter().map(|id| (*id, at)));
        self.graph.nodes.push(Node { objects: ids, title, bytes, part });
    }

    /// The objects of the ring or the path, each once.
    fn add_spine(&mut self, along: &[usize]) {
        let mut seen = HashSet::new();
        let mut ids = Vec::new();
        for reference in facts::references(self.leak, along) {
            ids.extend([reference.from, reference.to].into_iter().filter(|id| seen.insert(*id)));
        }
        ids.retain(|id| id.0 < self.leak.objects.len());
        let middle = if ids.len() > RING { RING_BEFORE..ids.len() - RING_BEHIND } else { 0..0 };
        for (at, id) in ids.iter().enumerate() {
            if at == middle.start && !middle.is_empty() {
                self.add(ids[middle.clone()].to_vec());
            }
            if !middle.contains(&at) {
                self.add(vec![*id]);
            }
        }
    }

    /// The objects that are not on the spine: alone if they are few, else by class.
    fn add_others(&mut self) {
        let rest: Vec<ObjectId> =
            (0..self.leak.objects.len()).map(ObjectId).filter(|id| !self.node_of.contains_key(id)).collect();
        let room = NODES.saturating_sub(self.graph.spine).max(NODES / 3);
        let mut heaps = self.alike(&rest);
        if heaps.len() > room {
            heaps = self.heaped(rest, |object, _| (part_name(object.part), object.class.clone()));
        }
        if heaps.len() > room {
            // The largest stay; the others are one.
            heaps.sort_by_key(|heap| std::cmp::Reverse(self.bytes(heap)));
            let small: Vec<ObjectId> = heaps.split_off(room - 1).into_iter().flatten().collect();
            heaps.push(small);
        }
        for heap in heaps {
            self.add(heap);
        }
    }

    fn bytes(&self, heap: &[ObjectId]) -> usize {
        heap.iter().filter_map(|id| self.leak.objects.get(id.0)).map(|object| object.bytes).sum()
    }

    /// Pinned objects of one class that the same object keeps, or objects that are alike themselves, together if they
    /// are many; the others alone.
    fn alike(&self, rest: &[ObjectId]) -> Vec<Vec<ObjectId>> {
        let mut refers: HashMap<ObjectId, Vec<ObjectId>> = HashMap::new();
        for reference in &self.leak.references {
            refers.entry(reference.from).or_default().push(reference.to);
        }
        // A kind is what was reached from objects of one kind and has one class. All but what is pinned is its own.
        let mut kinds: HashMap<(usize, &str), usize> = HashMap::new();
        let mut kind_of: HashMap<ObjectId, usize> = HashMap::new();
        let mut open = VecDeque::new();
        for (at, object) in self.leak.objects.iter().enumerate() {
            if object.part != Part::Pinned {
                kind_of.insert(ObjectId(at), at);
                open.push_back(ObjectId(at));
            }
        }
        while let Some(id) = open.pop_front() {
            let Some(&kind) = kind_of.get(&id) else { continue };
            for to in refers.get(&id).into_iter().flatten() {
                let Some(object) = self.leak.objects.get(to.0) else { continue };
                if kind_of.contains_key(to) {
                    continue;
                }
                let next = self.leak.objects.len() + kinds.len();
                kind_of.insert(*to, *kinds.entry((kind, &object.class)).or_insert(next));
                open.push_back(*to);
            }
        }
        let apart = self.leak.objects.len() * 2;
        let heaps = self.heaped(rest.to_vec(), |_, id| kind_of.get(&id).copied().unwrap_or(apart + id.0));
        let single = |heap: Vec<ObjectId>| match heap.len() {
            ALIKE.. => vec![heap],
            _ => heap.into_iter().map(|id| vec![id]).collect(),
        };
        heaps.into_iter().flat_map(single).collect()
    }

    /// Objects with the same key together, in the order of the first of each.
    fn heaped<Key: Eq + std::hash::Hash>(
        &self,
        ids: Vec<ObjectId>,
        key: impl Fn(&crate::report::model::Object, ObjectId) -> Key,
    ) -> Vec<Vec<ObjectId>> {
        let mut heaps: Vec<Vec<ObjectId>> = Vec::new();
        let mut known: HashMap<Key, usize> = HashMap::new();
        for id in ids {
            let Some(object) = self.leak.objects.get(id.0) else { continue };
            let at = *known.entry(key(object, id)).or_insert(heaps.len());
            match heaps.get_mut(at) {
                Some(heap) => heap.push(id),
                None => heaps.push(vec![id]),
            }
        }
        heaps
    }

    /// The references, those from one node to another as one edge.
    fn add_edges(&mut self, along: &[usize]) {
        let spine: HashSet<usize> = along.iter().copied().collect();
        let cut: HashSet<usize> =
            self.leak.advice.first().into_iter().flat_map(|best| best.cut.iter().copied()).collect();
        let mut known: HashMap<(usize, usize), usize> = HashMap::new();
        for (number, reference) in self.leak.references.iter().enumerate() {
            let ends = (self.node_of.get(&reference.from), self.node_of.get(&reference.to));
            let (Some(&from), Some(&to)) = ends else { continue };
            if from == to && self.graph.nodes[from].objects.len() > 1 {
                continue;
            }
            let edges = &mut self.graph.edges;
            let at = *known.entry((from, to)).or_insert_with(|| {
                let (references, name) = (Vec::new(), String::new());
                edges.push(Edge { from, to, references, name, course: Course::Other, cut: false });
                edges.len() - 1
            });
            let edge = &mut edges[at];
            edge.references.push(number);
            edge.cut |= cut.contains(&number);
            if spine.contains(&number) {
                edge.course = Course::Spine;
            }
        }
        for edge in &mut self.graph.edges {
            edge.name = name_of(self.leak, &edge.references);
        }
        let step = |number: &usize| {
            let reference = self.leak.references.get(*number)?;
            known.get(&(*self.node_of.get(&reference.from)?, *self.node_of.get(&reference.to)?)).copied()
        };
        let mut steps: Vec<usize> = along.iter().filter_map(step).collect();
        steps.dedup();
        self.graph.along = steps;
    }
}

/// The names of the references of one edge, each once.
fn name_of(leak: &Leak, references: &[usize]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for reference in facts::references(leak, references) {
        if !names.contains(&reference.name.as_str()) {
            names.push(&reference.name);
        }
        if names.len() > NAMES {
            let first = names.first().copied().unwrap_or_default();
            return format!("{first} and {} more", references.len() - 1);
        }
    }
    names.join(", ")
}
