//! A look at the heap: every object that the collector tracks and all that these refer to, as numbers.
//!
//! Nothing runs and nothing dies while a graph is made or asked: it holds one reference to each object, which its
//! counts leave out.

use hashbrown::{HashMap, HashSet};
use rustc_hash::FxBuildHasher;

use crate::object::{Edge, GENERATIONS, Heap, IMMORTAL, Value};

/// The number of an object of a [`Graph`].
pub(super) type Node = usize;

/// A map for addresses and numbers.
pub(super) type Map<K, V> = HashMap<K, V, FxBuildHasher>;
/// A set of addresses or numbers.
pub(super) type Set<K> = HashSet<K, FxBuildHasher>;

/// The objects and their references.
pub(super) struct Graph {
    objects: Vec<Value>,
    /// References to each object at the time of the look.
    counts: Vec<u32>,
    tracked: Vec<bool>,
    /// Where the references of each object begin in `targets`; one more at the end.
    starts: Vec<usize>,
    targets: Vec<Node>,
    numbers: Map<usize, Node>,
}

impl Graph {
    /// What the whole heap holds now.
    pub(super) fn of_heap(heap: &Heap) -> Graph {
        // The last list is that of `gc.freeze`.
        let tracked = (0..=GENERATIONS).flat_map(|generation| heap.generation_objects(generation)).collect();
        Graph::of(heap, tracked, |_| true)
    }

    /// The same and `more`, which no tracked object need refer to.
    pub(super) fn of_heap_and(heap: &Heap, more: Vec<Value>) -> Graph {
        let tracked = (0..=GENERATIONS).flat_map(|generation| heap.generation_objects(generation));
        Graph::of(heap, tracked.chain(more).collect(), |_| true)
    }

    /// Objects that a collection has found unreachable, and what untracked ones they lead to.
    pub(super) fn of_unreachable(heap: &Heap, objects: Vec<Value>) -> Graph {
        Graph::of(heap, objects, |object| !heap.is_tracked(object))
    }

    /// The graph of `objects` and of all that they lead to by way of what `follows` says.
    fn of(heap: &Heap, objects: Vec<Value>, follows: impl Fn(&Value) -> bool) -> Graph {
        let mut graph = Graph {
            objects: Vec::new(),
            counts: Vec::new(),
            tracked: Vec::new(),
            starts: Vec::new(),
            targets: Vec::new(),
            numbers: Map::default(),
        };
        for object in &objects {
            if object.header().is_some() {
                graph.enter(heap, object);
            }
        }
        let mut at = 0;
        while at < graph.objects.len() {
            graph.starts.push(graph.targets.len());
            let object = graph.objects[at].clone();
            heap.references(&object, &mut |_, referent| {
                if referent.header().is_some() && (graph.node(referent).is_some() || follows(referent)) {
                    let target = graph.enter(heap, referent);
                    graph.targets.push(target);
                }
            });
            at += 1;
        }
        graph.starts.push(graph.targets.len());
        drop(objects);
        graph.counts = graph.objects.iter().map(counted).collect();
        graph
    }

    fn enter(&mut self, heap: &Heap, object: &Value) -> Node {
        let next = self.objects.len();
        let number = *self.numbers.entry(address(object)).or_insert(next);
        if number == next {
            self.objects.push(object.clone());
            self.tracked.push(heap.is_tracked(object));
        }
        number
    }

    /// How many objects there are.
    pub(super) fn len(&self) -> usize {
        self.objects.len()
    }

    /// The object itself.
    pub(super) fn object(&self, node: Node) -> &Value {
        &self.objects[node]
    }

    /// Whether the collector tracks it.
    pub(super) fn is_tracked(&self, node: Node) -> bool {
        self.tracked[node]
    }

    /// References counted.
    pub(super) fn count_of(&self, node: Node) -> u32 {
        self.counts[node]
    }

    /// The number of an object, if it was there.
    pub(super) fn node(&self, object: &Value) -> Option<Node> {
        self.numbers.get(&address(object)).copied()
    }

    /// The objects that one refers to, each as often as it does.
    pub(super) fn targets(&self, node: Node) -> &[Node] {
        &self.targets[self.starts[node]..self.starts[node + 1]]
    }

    /// Calls `visit` with each reference of an object, its name and the number of the object referred to, in the order
    /// of [`Graph::targets`].
    pub(super) fn each_reference(&self, heap: &Heap, node: Node, visit: &mut dyn FnMut(Edge<'_>, Node)) {
        heap.references(&self.objects[node], &mut |edge, referent| {
            if referent.header().is_some()
                && let Some(target) = self.node(referent)
            {
                visit(edge, target);
            }
        });
    }

    /// How many references to each object come from what is no object.
    pub(super) fn outside(&self) -> Vec<i64> {
        let mut rest: Vec<i64> = self.counts.iter().map(|&count| i64::from(count)).collect();
        for &target in &self.targets {
            rest[target] -= 1;
        }
        rest
    }

    /// Which objects nothing outside keeps alive: the unreachable set of a full collection, and what only that leads to.
    pub(super) fn garbage(&self) -> Vec<bool> {
        let mut rest: Vec<i64> = self.counts.iter().map(|&count| i64::from(count)).collect();
        for node in 0..self.len() {
            for &target in self.targets(node) {
                // As in CPython's collector, what an untracked object holds is held from outside.
                if self.tracked[node] || !self.tracked[target] {
                    rest[target] -= 1;
                }
            }
        }
        let mut garbage = vec![true; self.len()];
        let mut reached: Vec<Node> =
            (0..self.len()).filter(|&node| rest[node] > 0 || self.counts[node] == IMMORTAL).collect();
        for &node in &reached {
            garbage[node] = false;
        }
        while let Some(node) = reached.pop() {
            for &target in self.targets(node) {
                if std::mem::replace(&mut garbage[target], false) {
                    reached.push(target);
                }
            }
        }
        garbage
    }
}

/// References to an object beside that of the graph.
fn counted(object: &Value) -> u32 {
    match object.refcount() {
        IMMORTAL => IMMORTAL,
        count => count - 1,
    }
}

/// Where an object of the heap is.
pub(super) fn address(object: &Value) -> usize {
    object.header().map_or(0, |header| std::ptr::from_ref(header) as usize)
}
