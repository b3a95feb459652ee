//! The objects of a leak for the page's script, those that can only be freed together as one.
//!
//! The script cuts whole edges of the drawing. Objects that one node stands for and that the same objects refer to lose
//! their references together then, so that one number does for all of them; and the same holds of what only those refer
//! to. A page stays small, and what it computes stays exact.

use std::collections::{BTreeSet, HashMap};

use super::super::graph::Graph;
use crate::report::model::{Leak, ObjectId, Part};

/// More are not put into a page: then the objects of a node are one, and what is computed is not exact.
const MOST: usize = 6000;

/// Objects that can only be freed together.
pub struct Unit {
    /// The node they are in.
    pub node: usize,
    /// What part they have.
    pub part: Part,
    /// How many there are.
    pub objects: usize,
    /// Their bytes.
    pub bytes: usize,
}

/// All units of a leak.
pub struct Units {
    pub all: Vec<Unit>,
    /// References among them, each once: from, to, and the edge of the drawing it belongs to.
    pub references: Vec<(usize, usize, usize)>,
    /// Whether units are what they say.
    pub exact: bool,
    of_object: Vec<Option<usize>>,
}

/// What is equal for the objects of a unit.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Alone(usize),
    Node(usize),
    Referred(usize, BTreeSet<usize>),
}

impl Units {
    /// The units of a leak that is drawn as a graph.
    pub fn of(leak: &Leak, graph: &Graph) -> Units {
        let mut node_of = vec![None; leak.objects.len()];
        for (at, node) in graph.nodes.iter().enumerate() {
            for id in &node.objects {
                if let Some(place) = node_of.get_mut(id.0) {
                    *place = Some(at);
                }
            }
        }
        let mut units = Units { all: Vec::new(), references: Vec::new(), exact: true, of_object: Vec::new() };
        units.divide(leak, &node_of);
        if units.all.len() > MOST {
            units = Units { all: Vec::new(), references: Vec::new(), exact: false, of_object: Vec::new() };
            units.of_object = vec![None; leak.objects.len()];
            let mut known = HashMap::new();
            for (id, node) in node_of.iter().enumerate() {
                if let Some(node) = *node {
                    units.put(leak, id, node, Key::Node(node), &mut known);
                }
            }
        }
        units.refer(leak, graph);
        units
    }

    /// The unit of an object.
    pub fn unit_of(&self, id: ObjectId) -> Option<usize> {
        self.of_object.get(id.0).copied().flatten()
    }

    /// Divides the objects. What is pinned is on no cycle, so an object's turn comes when all that refer to it had
    /// theirs; what has no turn is alone.
    fn divide(&mut self, leak: &Leak, node_of: &[Option<usize>]) {
        let number = leak.objects.len();
        self.of_object = vec![None; number];
        let is_pinned = |id: usize| leak.objects.get(id).is_some_and(|object| object.part == Part::Pinned);
        let mut referrers: Vec<Vec<usize>> = vec![Vec::new(); number];
        let mut referred: Vec<Vec<usize>> = vec![Vec::new(); number];
        for reference in &leak.references {
            let (from, to) = (reference.from.0, reference.to.0);
            if from < number && to < number && from != to && is_pinned(to) {
                referrers[to].push(from);
                referred[from].push(to);
            }
        }
        let mut missing: Vec<usize> = referrers.iter().map(Vec::len).collect();
        let mut known = HashMap::new();
        let mut open: Vec<usize> = (0..number).rev().filter(|id| missing[*id] == 0).collect();
        while let Some(id) = open.pop() {
            if let Some(node) = node_of[id] {
                let units: BTreeSet<usize> = referrers[id].iter().filter_map(|from| self.of_object[*from]).collect();
                let key = if units.is_empty() { Key::Alone(id) } else { Key::Referred(node, units) };
                self.put(leak, id, node, key, &mut known);
            }
            for to in &referred[id] {
                missing[*to] -= 1;
                if missing[*to] == 0 {
                    open.push(*to);
                }
            }
        }
        for (id, node) in node_of.iter().enumerate() {
            if let (None, Some(node)) = (self.of_object[id], *node) {
                self.put(leak, id, node, Key::Alone(id), &mut known);
            }
        }
    }

    fn put(&mut self, leak: &Leak, id: usize, node: usize, key: Key, known: &mut HashMap<Key, usize>) {
        let Some(object) = leak.objects.get(id) else { return };
        let at = *known.entry(key).or_insert_with(|| {
            self.all.push(Unit { node, part: object.part, objects: 0, bytes: 0 });
            self.all.len() - 1
        });
        self.of_object[id] = Some(at);
        if let Some(unit) = self.all.get_mut(at) {
            unit.objects += 1;
            unit.bytes += object.bytes;
        }
    }

    fn refer(&mut self, leak: &Leak, graph: &Graph) {
        let edges: HashMap<(usize, usize), usize> =
            graph.edges.iter().enumerate().map(|(at, edge)| ((edge.from, edge.to), at)).collect();
        let mut references = BTreeSet::new();
        for reference in &leak.references {
            let (Some(from), Some(to)) = (self.unit_of(reference.from), self.unit_of(reference.to)) else { continue };
            // A reference within a heap is of no edge: none can cut it, but it counts while both are apart.
            let inner = from == to && !self.exact;
            let ends = (self.all[from].node, self.all[to].node);
            let edge = edges.get(&ends).copied().unwrap_or(graph.edges.len());
            if !inner {
                references.insert((from, to, edge));
            }
        }
        self.references = references.into_iter().collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::show::tests::drawings::{Numbers, some_leak};

    /// How many things counting frees without some references: of a reference its ends and whether it is gone.
    fn freed(number: usize, references: &[(usize, usize, bool)]) -> Vec<usize> {
        let mut counts = vec![0; number];
        for (_, to, _) in references {
            counts[*to] += 1;
        }
        let mut held: Vec<bool> = counts.iter().map(|count| *count == 0).collect();
        let mut dead = Vec::new();
        let mut gone: Vec<usize> = references.iter().filter(|(_, _, gone)| *gone).map(|(_, to, _)| *to).collect();
        while let Some(to) = gone.pop() {
            counts[to] -= 1;
            if counts[to] == 0 && !held[to] {
                held[to] = true;
                dead.push(to);
                gone.extend(references.iter().filter(|(from, _, gone)| *from == to && !*gone).map(|(_, to, _)| *to));
            }
        }
        dead
    }

    /// A unit is freed when its objects are, whatever edge of the drawing is cut.
    #[test]
    fn units_are_freed_as_their_objects_are() {
        for seed in 0..120 {
            let leak = some_leak(&mut Numbers(seed));
            let graph = Graph::of(&leak);
            let units = Units::of(&leak, &graph);
            assert!(units.exact);
            for (at, edge) in graph.edges.iter().enumerate() {
                let objects: Vec<_> = leak
                    .references
                    .iter()
                    .enumerate()
                    .map(|(number, reference)| (reference.from.0, reference.to.0, edge.references.contains(&number)))
                    .collect();
                let of_units: Vec<_> =
                    units.references.iter().map(|(from, to, cut)| (*from, *to, *cut == at)).collect();
                let one_by_one = freed(leak.objects.len(), &objects).len();
                let together: usize =
                    freed(units.all.len(), &of_units).into_iter().map(|unit| units.all[unit].objects).sum();
                assert_eq!(together, one_by_one, "seed {seed}, {edge:?}");
            }
        }
    }
}
