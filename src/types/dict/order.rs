//! The order of an OrderedDict's keys: a list of its own beside the dict's table, as in CPython's `odictobject.c`.
//!
//! A node is found by the position of its key in the table. When the table moves its entries the positions have to be
//! found anew, which asks the keys. What changes the dict and does not know of the order (`dict.__delitem__`) leaves a
//! node without an entry, or an entry without a node; then the two disagree, as they do in CPython.

use crate::object::{Edge, Release, Tracer, Value};
use crate::text::room;

/// An end of the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Before all others.
    First,
    /// Behind all others.
    Last,
}

/// The table that positions are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    /// Changes when positions do.
    pub generation: u32,
    /// More than there are positions.
    pub places: usize,
}

/// The number of a node.
pub type NodeIndex = u32;

struct Node {
    key: Value,
    hash: i64,
    previous: Option<NodeIndex>,
    next: Option<NodeIndex>,
}

/// The keys in their order.
#[derive(Default)]
pub struct Order {
    nodes: Vec<Option<Node>>,
    /// Numbers that are free to be used again.
    free: Vec<NodeIndex>,
    first: Option<NodeIndex>,
    last: Option<NodeIndex>,
    /// CPython's od_fast_nodes: the node of the key at each position of the table.
    by_position: Vec<Option<NodeIndex>>,
    /// What `by_position` holds for.
    about: Option<About>,
    /// CPython's od_state: counts the nodes that were added, removed and moved.
    state: u64,
}

impl Order {
    /// Changes with each change of the order.
    pub fn state(&self) -> u64 {
        self.state
    }

    /// Whether there are no nodes.
    pub fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    /// The node at an end.
    pub fn at(&self, end: End) -> Option<NodeIndex> {
        match end {
            End::First => self.first,
            End::Last => self.last,
        }
    }

    /// The node that comes next on the way to an end.
    pub fn beside(&self, node: NodeIndex, end: End) -> Option<NodeIndex> {
        let node = self.node(node)?;
        match end {
            End::First => node.previous,
            End::Last => node.next,
        }
    }

    /// The key of a node and its hash.
    pub fn key(&self, node: NodeIndex) -> Option<(Value, i64)> {
        self.node(node).map(|node| (node.key.clone(), node.hash))
    }

    /// All keys with their nodes, in order.
    pub fn keys(&self) -> impl Iterator<Item = (NodeIndex, &Value, i64)> {
        let mut at = self.first;
        std::iter::from_fn(move || {
            let index = at?;
            let node = self.node(index)?;
            at = node.next;
            Some((index, &node.key, node.hash))
        })
    }

    /// Whether the positions are those of the table as it is now.
    pub fn is_about(&self, about: About) -> bool {
        self.about == Some(about)
    }

    /// Takes over the positions that were found for the nodes in a table.
    pub fn place(&mut self, about: About, found: &[(NodeIndex, usize)]) {
        self.about = None;
        self.by_position.clear();
        if !room::grow(&mut self.by_position, about.places) {
            return;
        }
        self.by_position.resize(about.places, None);
        for &(node, position) in found {
            if self.node(node).is_some() {
                self.set_position(position, Some(node));
            }
        }
        self.about = Some(about);
    }

    /// The node of the key at a position of the table.
    pub fn node_at(&self, position: usize) -> Option<NodeIndex> {
        self.by_position.get(position).copied().flatten()
    }

    /// Makes room for another key, at a position of the table; false when there is no memory for it.
    #[must_use]
    pub fn reserve(&mut self, position: usize) -> bool {
        let places = (position + 1).saturating_sub(self.by_position.len());
        self.nodes.try_reserve(1).is_ok() && self.by_position.try_reserve(places).is_ok()
    }

    /// Adds the key at a position of the table to the end. Room has been [made](Order::reserve).
    pub fn push(&mut self, key: Value, hash: i64, position: usize) {
        let node = Node { key, hash, previous: None, next: None };
        let index = match self.free.pop() {
            Some(index) => {
                self.nodes[index as usize] = Some(node);
                index
            }
            None => {
                self.nodes.push(Some(node));
                (self.nodes.len() - 1) as NodeIndex
            }
        };
        self.link(index, End::Last);
        self.set_position(position, Some(index));
    }

    /// Takes the node of the key at a position out; gives back the key.
    pub fn remove_at(&mut self, position: usize) -> Option<Value> {
        let index = self.node_at(position)?;
        self.set_position(position, None);
        self.unlink(index);
        self.free.push(index);
        self.nodes[index as usize].take().map(|node| node.key)
    }

    /// Moves a node to an end.
    pub fn move_to(&mut self, index: NodeIndex, end: End) {
        if self.at(end) != Some(index) && self.node(index).is_some() {
            self.unlink(index);
            self.link(index, end);
        }
    }

    /// Takes all nodes out. They die when the caller drops what it is given.
    pub fn take(&mut self) -> Order {
        let state = self.state + 1;
        std::mem::replace(self, Order { state, ..Order::default() })
    }

    /// Shows the keys to the tracer, in order.
    pub fn trace(&self, tracer: &mut Tracer<'_>) {
        for (_, key, _) in self.keys() {
            tracer.value(Edge::Key, key);
        }
    }

    /// Gives the keys away, in order.
    pub fn release(mut self, sink: &mut Release) {
        let mut at = self.first;
        while let Some(node) = at.and_then(|index| self.nodes[index as usize].take()) {
            at = node.next;
            sink.give(node.key);
        }
    }

    fn node(&self, index: NodeIndex) -> Option<&Node> {
        self.nodes.get(index as usize)?.as_ref()
    }

    fn node_mut(&mut self, index: NodeIndex) -> Option<&mut Node> {
        self.nodes.get_mut(index as usize)?.as_mut()
    }

    fn set_position(&mut self, position: usize, node: Option<NodeIndex>) {
        if position >= self.by_position.len() {
            self.by_position.resize(position + 1, None);
        }
        self.by_position[position] = node;
    }

    fn link(&mut self, index: NodeIndex, end: End) {
        self.state += 1;
        let neighbour = self.at(end);
        let (previous, next) = if end == End::Last { (neighbour, None) } else { (None, neighbour) };
        if let Some(node) = self.node_mut(index) {
            (node.previous, node.next) = (previous, next);
        }
        self.join(previous, Some(index));
        self.join(Some(index), next);
    }

    fn unlink(&mut self, index: NodeIndex) {
        self.state += 1;
        let Some(&Node { previous, next, .. }) = self.node(index) else { return };
        self.join(previous, next);
    }

    /// Makes `right` follow `left`; where one is missing the other is at that end.
    fn join(&mut self, left: Option<NodeIndex>, right: Option<NodeIndex>) {
        match left {
            None => self.first = right,
            Some(left) => {
                if let Some(node) = self.node_mut(left) {
                    node.next = right;
                }
            }
        }
        match right {
            None => self.last = left,
            Some(right) => {
                if let Some(node) = self.node_mut(right) {
                    node.previous = left;
                }
            }
        }
    }
}
