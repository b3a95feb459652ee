//! Why an object is alive: the shortest ways to it from the roots, every reference named.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fmt;

use crate::object::{Edge, Kind, Value};
use crate::types::function::Function;
use crate::types::module;
use crate::vm::Vm;

use super::count::Counts;
use super::find::Look;
use super::graph::{Graph, Node, address};
use super::name;
use super::own;
use super::record::{self, Moment, Record};
use super::roots::{self, Roots};
use super::web::Web;

/// Why an object is alive.
#[derive(Clone, Debug, Default)]
pub struct Why {
    /// What the object is, in a few words.
    pub label: String,
    /// Its size in bytes.
    pub bytes: usize,
    /// Where it was made, in words, if that was recorded.
    pub made: Option<String>,
    /// Ways to it, the shortest first; each ends with another reference to the object.
    pub ways: Vec<Way>,
    /// Ways that are left out because there are many.
    pub more: usize,
    /// Whether the collector alone would free it.
    pub is_garbage: bool,
}

/// A way from a root to an object.
#[derive(Clone, Debug)]
pub struct Way {
    /// The root.
    pub root: String,
    /// What the root refers to.
    pub label: String,
    /// Reference by reference.
    pub steps: Vec<Step>,
}

/// A reference of a way and the object it leads to.
#[derive(Clone, Debug)]
pub struct Step {
    /// How the object is referred to.
    pub name: String,
    /// What it is.
    pub label: String,
    /// Where the reference was made, in words, if that was recorded.
    pub made: Option<String>,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_garbage {
            return write!(f, "{} is garbage: only the collector will free it", self.label);
        }
        write!(f, "{}", self.label)?;
        if let Some(made) = &self.made {
            write!(f, ", made at {made},")?;
        }
        write!(f, " is alive because of")?;
        for way in &self.ways {
            write!(f, "\n{}", way.root)?;
            for step in &way.steps {
                write!(f, " --{}--> {}", step.name, step.label)?;
                if let Some(made) = &step.made {
                    write!(f, " (stored at {made})")?;
                }
            }
        }
        if self.more > 0 {
            write!(f, "\nand {} more ways", self.more)?;
        }
        Ok(())
    }
}

/// What the interpreter holds under no name of its own is this far away.
const UNNAMED: u32 = 60;

/// What is said of it.
pub(super) const INTERPRETER: &str = "the interpreter";

/// What native modules call what `atexit` will call.
pub const AT_EXIT: &str = "a function registered with atexit";

/// How they call the value of a context variable, its name behind it.
pub const CONTEXT_VARIABLE: &str = "context variable";

/// What leads everywhere, and so explains nothing: it is this much longer.
const DETOUR: u32 = 20;

/// Why `object` is alive, by at most `most` ways; `more` are roots that native modules know of.
pub fn why(vm: &mut Vm, object: &Value, more: &[(String, Value)], most: usize) -> Why {
    let graph = super::count::everything(vm);
    match graph.node(object) {
        Some(node) => record::ask(vm, |vm, record| ways_to(vm, &graph, record, node, (more, most))),
        None => Why { label: name::label(vm, object), bytes: name::bytes(vm, object), ..Why::default() },
    }
}

/// The same of the object of a class that is nearest to a root among those that were not there when `before` was
/// counted.
pub fn why_new(vm: &mut Vm, before: &Counts, class: &str, more: &[(String, Value)], most: usize) -> Option<Why> {
    let graph = super::count::everything(vm);
    let search = Search::new(vm, &graph, more, None);
    let is_new = |&node: &Node| {
        let object = graph.object(node);
        !before.has(address(object)) && name::class_name(vm, object) == class
    };
    let hidden = own::hidden(vm, &graph);
    let reached = (0..graph.len()).filter(|&node| search.reached[node].is_some() && !hidden[node]);
    let found = reached.filter(is_new).min_by_key(|&node| (search.far(node), node))?;
    drop(search);
    Some(record::ask(vm, |vm, record| ways_to(vm, &graph, record, found, (more, most))))
}

fn ways_to(vm: &Vm, graph: &Graph, record: Record<'_>, target: Node, (more, most): (&[(String, Value)], usize)) -> Why {
    let search = Search::new(vm, graph, more, Some(target));
    let mut last: Vec<(u32, Last)> = Vec::new();
    for (number, root) in search.roots.roots.iter().enumerate() {
        if root.target == target {
            last.push((root.cost, Last::Root(number)));
        }
    }
    for &(cost, holder) in &search.holders {
        if !last.iter().any(|(_, known)| matches!(known, Last::Holder(known) if *known == holder)) {
            last.push((cost, Last::Holder(holder)));
        }
    }
    last.sort_by_key(|(cost, _)| *cost);
    // The caller's own variable, and what has no name, are of no interest when there is something else.
    let nearest = last.first().map_or(0, |(cost, _)| *cost);
    last.retain(|(cost, _)| *cost < roots::KNOWN || *cost == nearest);
    let object = graph.object(target);
    let look = Look { vm, graph, garbage: &[], record };
    Why {
        label: name::label(vm, object),
        bytes: name::bytes(vm, object),
        made: shown(record.made(object)),
        more: last.len().saturating_sub(most),
        ways: last.into_iter().take(most).map(|(_, last)| search.way(&look, &last, target)).collect(),
        is_garbage: is_garbage(vm, graph, target),
    }
}

/// Whether nothing but the one who asks and garbage refers to an object, so that only the collector will free it.
fn is_garbage(vm: &Vm, graph: &Graph, target: Node) -> bool {
    let outside = own::outside(vm, graph);
    // What the tool refers to is not kept by that.
    let mut reached = own::made(vm, graph);
    let mut next: Vec<Node> = (0..graph.len()).filter(|&node| outside[node] > 0 && !reached[node]).collect();
    for &node in &next {
        reached[node] = true;
    }
    while let Some(node) = next.pop() {
        for &other in graph.targets(node) {
            if !std::mem::replace(&mut reached[other], true) {
                next.push(other);
            }
        }
    }
    let own = own::made(vm, graph);
    let holds = |node: Node| !own[node] && !reached[node] && graph.targets(node).contains(&target);
    !reached[target] && (0..graph.len()).any(holds)
}

/// The shortest way from a root to `target`: what the root is called, and the objects from the one it refers to.
pub(super) fn nodes_to(vm: &Vm, graph: &Graph, target: Node, more: &[(String, Value)]) -> Option<(String, Vec<Node>)> {
    let search = Search::new(vm, graph, more, None);
    let mut nodes = vec![target];
    loop {
        match search.reached[nodes[nodes.len() - 1]]?.1 {
            Before::Root(number) => {
                nodes.reverse();
                return Some((search.roots.roots[number].text.clone(), nodes));
            }
            Before::Unnamed => {
                nodes.reverse();
                return Some((INTERPRETER.to_owned(), nodes));
            }
            Before::Node(node) => nodes.push(node),
        }
    }
}

/// How a way ends.
enum Last {
    /// A root refers to the object.
    Root(usize),
    /// Another object does.
    Holder(Node),
}

/// From where an object was reached.
#[derive(Clone, Copy)]
enum Before {
    Root(usize),
    /// The interpreter holds it under no name.
    Unnamed,
    Node(Node),
}

/// The shortest ways from the roots to all objects.
struct Search<'a> {
    graph: &'a Graph,
    roots: Roots,
    reached: Vec<Option<(u32, Before)>>,
    /// Objects that refer to the one asked about, and how far it is by way of each.
    holders: Vec<(u32, Node)>,
}

impl Search<'_> {
    fn new<'a>(vm: &Vm, graph: &'a Graph, more: &[(String, Value)], asked: Option<Node>) -> Search<'a> {
        let roots = roots::all(vm, graph, more, asked);
        let own = own::made(vm, graph);
        let outside = own::outside(vm, graph);
        let mut reached: Vec<Option<(u32, Before)>> = vec![None; graph.len()];
        let mut next = BinaryHeap::new();
        let unnamed = (0..graph.len()).filter(|&node| outside[node] > 0).map(|node| (UNNAMED, Before::Unnamed, node));
        let named = roots.roots.iter().enumerate().map(|(number, root)| (root.cost, Before::Root(number), root.target));
        for (cost, before, node) in named.chain(unnamed) {
            if !own[node] && reached[node].is_none_or(|(known, _)| cost < known) {
                reached[node] = Some((cost, before));
                next.push(Reverse((cost, node)));
            }
        }
        let mut holders = Vec::new();
        while let Some(Reverse((cost, node))) = next.pop() {
            let is_old = reached[node].is_some_and(|(known, _)| known < cost);
            if is_old || asked == Some(node) || roots.closed.contains(&node) {
                continue;
            }
            graph.each_reference(&vm.heap, node, &mut |edge, target| {
                let cost = cost + length(graph.object(node), edge);
                if asked == Some(target) {
                    holders.push((cost, node));
                }
                if !own[target] && reached[target].is_none_or(|(known, _)| cost < known) {
                    reached[target] = Some((cost, Before::Node(node)));
                    next.push(Reverse((cost, target)));
                }
            });
        }
        Search { graph, roots, reached, holders }
    }

    fn far(&self, node: Node) -> u32 {
        self.reached[node].map_or(u32::MAX, |(cost, _)| cost)
    }

    /// The way that ends so.
    fn way(&self, look: &Look<'_>, last: &Last, target: Node) -> Way {
        let vm = look.vm;
        let mut nodes = vec![target];
        let mut root = INTERPRETER.to_owned();
        let mut before = match last {
            Last::Root(number) => Some(Before::Root(*number)),
            Last::Holder(holder) => Some(Before::Node(*holder)),
        };
        while let Some(way) = before {
            match way {
                Before::Root(number) => {
                    root.clone_from(&self.roots.roots[number].text);
                    break;
                }
                Before::Unnamed => break,
                Before::Node(node) => {
                    nodes.push(node);
                    before = self.reached[node].map(|(_, before)| before);
                }
            }
        }
        nodes.reverse();
        let web = Web::of(vm, self.graph, &nodes);
        let place = |node: Node| nodes.iter().position(|&other| other == node);
        let mut steps = Vec::new();
        let mut at = 0;
        while nodes[at] != target {
            // A folded object is passed over: the reference that goes through it leads further.
            let onward = web.threads.iter().filter(|thread| thread.from == nodes[at]);
            let onward = onward.filter_map(|thread| Some((place(thread.to)?, thread)));
            let Some((to, thread)) = onward.filter(|(to, _)| *to > at && *to <= at + 2).max_by_key(|(to, _)| *to)
            else {
                break;
            };
            steps.push(Step {
                name: thread.name.clone(),
                label: web.label(vm, self.graph, thread.to),
                made: shown(look.record.reference(look, thread)),
            });
            at = to;
        }
        Way { root, label: web.label(vm, self.graph, nodes[0]), steps }
    }
}

/// A place in words, but for those in the tool's own code.
fn shown(moment: Option<Moment>) -> Option<String> {
    let place = moment?.place;
    (!own::is_own_file(&place.file)).then(|| record::in_words(&place))
}

/// How long a reference is: one, but for those that few people would call a reason.
fn length(from: &Value, edge: Edge<'_>) -> u32 {
    match edge {
        Edge::Attribute("__globals__" | "__builtins__" | "f_globals" | "f_builtins" | "__class__" | "__module__") => {
            DETOUR
        }
        Edge::Attribute("__mro__" | "__bases__" | "__base__" | "__objclass__" | "f_back") | Edge::Internal(_) => 4,
        Edge::Attribute("__dict__") if from.has::<module::Module>() => DETOUR,
        // The attribute dict and the closure are not shown.
        Edge::Attribute("__dict__") => 0,
        Edge::Attribute("__closure__") if from.has::<Function>() => 0,
        Edge::Key => 2,
        _ if from.kind() == Some(Kind::WeakRef) => 4,
        _ => 1,
    }
}
