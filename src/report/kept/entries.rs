//! References that keep what the program cannot get at by them.

use crate::object::{Edge, Kind as Payload, Py, Tuple, Value, WeakRef};
use crate::types::class::Class;
use crate::types::exception::Exception;

use super::super::find::Look;
use super::super::graph::{Map, Node};
use super::super::name;
use super::super::path;
use super::super::program::Program;
use super::super::roots;
use super::{SEVERAL, raised};

/// Who keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in super::super) enum Keeper {
    /// The cache of `functools.lru_cache` has it among the arguments of a call.
    Cache(Node),
    /// A dict has it in a key together with other things, as a cache of calls made by hand does.
    Memo(Node),
    /// What a finalizer will be called with leads to the object whose death it waits for, of this class.
    Finalizers(usize),
    /// What hangs on a weak key leads to the key.
    WeakKeys(Node),
    /// A context has a value for a variable that nobody has.
    Contexts,
    /// The traceback of an exception that is raised again and again.
    Raised(Node),
    /// What `atexit` will call.
    AtExit,
    /// `sys.last_exc` and its kin.
    Last,
}

impl Keeper {
    /// Who that is, in a few words.
    pub(super) fn name(self, look: &Look<'_>, root: &str) -> String {
        match self {
            Keeper::Cache(cache) => match function_of(look, cache) {
                Some(function) => format!("the functools cache of {function}()"),
                None => "a functools cache".to_owned(),
            },
            Keeper::Memo(_) => format!("the keys of {root}"),
            Keeper::Finalizers(_) => "weakref.finalize".to_owned(),
            Keeper::WeakKeys(_) => format!("the value of a weak key in {root}"),
            Keeper::Contexts => "a context".to_owned(),
            Keeper::Raised(exception) => {
                let times = raised::times(look, exception);
                format!("the {} that was raised {times} times", name::class_name(look.vm, look.graph.object(exception)))
            }
            Keeper::AtExit => "atexit".to_owned(),
            Keeper::Last => root.to_owned(),
        }
    }

    /// Whether each frame that it keeps is one too many.
    pub(super) fn grows(self) -> bool {
        matches!(self, Keeper::Raised(_))
    }
}

/// How the key of a cache is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// By having the very object: once that is lost, nobody can ask again.
    ByIdentity,
    /// By an equal one, so that to keep a few may be meant.
    ByValue,
}

/// References that go together.
pub(super) struct Entry {
    pub(super) keeper: Keeper,
    /// Who has all of these can get at what the references lead to; without any, nobody can.
    pub(super) parts: Vec<Node>,
    /// The references: each an object and the how-manieth of its references.
    pub(super) edges: Vec<(Node, usize)>,
    /// What the interpreter itself holds.
    pub(super) released: Vec<Node>,
    pub(super) found: Found,
}

impl Entry {
    fn new(keeper: Keeper, parts: Vec<Node>, edges: Vec<(Node, usize)>) -> Entry {
        Entry { keeper, parts, edges, released: Vec::new(), found: Found::ByIdentity }
    }
}

/// All such references. `more` are roots that native modules know of.
pub(super) fn all(look: &Look<'_>, program: &Program<'_>, more: &[(String, Value)], own: &[bool]) -> Vec<Entry> {
    let mut finder = Finder { look, program, entries: Vec::new(), caches: Map::default(), methods: Map::default() };
    let nodes = || (0..look.graph.len()).filter(|&node| !look.garbage[node] && !own[node]);
    for node in nodes().filter(|&node| look.graph.object(node).kind() == Some(Payload::LruCache)) {
        finder.add_cache(node);
    }
    let mut finalizers: Map<usize, bool> = Map::default();
    for node in nodes() {
        let object = look.graph.object(node);
        match object.kind() {
            Some(Payload::Dict) => finder.add_dict(node),
            Some(Payload::ContextNode) => finder.add_context(node),
            _ if object.has::<Exception>() => finder.add_exception(node),
            Some(Payload::Instance) => {
                let class = look.vm.class_of(object);
                let is_finalizer =
                    finalizers.entry(class.address()).or_insert_with(|| name::class_name(look.vm, object) == FINALIZER);
                if *is_finalizer {
                    finder.add_finalizer(node);
                }
            }
            _ => {}
        }
    }
    for (_, value) in more.iter().filter(|(text, _)| text == path::AT_EXIT) {
        let released = look.graph.node(value).into_iter().collect();
        finder.entries.push(Entry { released, ..Entry::new(Keeper::AtExit, Vec::new(), Vec::new()) });
    }
    finder.entries
}

/// The class of what `weakref.finalize` notes of a finalizer.
pub(in super::super) const FINALIZER: &str = "weakref.finalize._Info";

/// The name of the function that a cache of `functools` is for.
pub(in super::super) fn function_of(look: &Look<'_>, cache: Node) -> Option<String> {
    let targets = look.graph.targets(cache).iter().map(|&target| look.graph.object(target));
    let function = targets.clone().find(|object| object.kind() == Some(Payload::Function))?;
    let label = name::label(look.vm, function);
    Some(label.strip_prefix("function ").unwrap_or(&label).to_owned())
}

struct Finder<'a> {
    look: &'a Look<'a>,
    program: &'a Program<'a>,
    entries: Vec<Entry>,
    /// The dict of each cache that has one.
    caches: Map<Node, Node>,
    /// Whether a class has a cache for a method, by their addresses.
    methods: Map<(usize, Node), bool>,
}

impl Finder<'_> {
    /// The arguments of the calls that a cache remembers.
    fn add_cache(&mut self, cache: Node) {
        let heap = &self.look.vm.heap;
        let mut dict = None;
        let mut ordinal = 0;
        let mut links: Vec<(Node, Vec<(Node, usize)>)> = Vec::new();
        self.look.graph.each_reference(heap, cache, &mut |edge, target| {
            match edge {
                Edge::Internal("cache") => dict = Some(target),
                Edge::Internal("key") => links.push((target, vec![(cache, ordinal)])),
                // The result of the key before it.
                Edge::Internal("result") => {
                    links.last_mut().into_iter().for_each(|(_, link)| link.push((cache, ordinal)));
                }
                _ => {}
            }
            ordinal += 1;
        });
        if let Some(dict) = dict {
            self.caches.insert(dict, cache);
        }
        for (key, edges) in links {
            self.add_call(cache, key, edges);
        }
    }

    /// A remembered call: who has not the objects that were its arguments cannot ask for its result.
    fn add_call(&mut self, cache: Node, key: Node, edges: Vec<(Node, usize)>) {
        let graph = self.look.graph;
        let items = self.items(key);
        let by_identity = |node: &Node| self.program.is_found_by_identity(graph.object(*node));
        let parts: Vec<Node> = items.iter().copied().filter(by_identity).collect();
        if !parts.is_empty() {
            self.entries.push(Entry::new(Keeper::Cache(cache), parts, edges));
            return;
        }
        let first = items.first().copied().filter(|&node| self.program.is_instance(graph.object(node)));
        if let Some(owner) = first
            && self.is_method(cache, owner)
        {
            let entry = Entry::new(Keeper::Cache(cache), vec![owner], edges);
            self.entries.push(Entry { found: Found::ByValue, ..entry });
        }
    }

    /// The objects of a key, in their order: the arguments of a call.
    fn items(&self, key: Node) -> Vec<Node> {
        match self.look.graph.object(key).cast::<Tuple>() {
            Some(items) => items.items().iter().filter_map(|item| self.look.graph.node(item)).collect(),
            None => vec![key],
        }
    }

    /// Whether a cache is a method of the class of an object.
    fn is_method(&mut self, cache: Node, owner: Node) -> bool {
        let (vm, graph) = (self.look.vm, self.look.graph);
        let class: &Py<Class> = vm.class_of(graph.object(owner));
        *self.methods.entry((class.address(), cache)).or_insert_with(|| {
            let cache = graph.object(cache);
            let mut namespaces = class.mro(&vm.heap).iter().map(|class| class.expect::<Class>().namespace(&vm.heap));
            namespaces.any(|namespace| namespace.items(&vm.heap).iter().any(|(_, value)| value.is(cache)))
        })
    }

    /// The entries of a dict whose keys are calls or weak references.
    fn add_dict(&mut self, dict: Node) {
        let graph = self.look.graph;
        let mut calls: Map<Node, Vec<(Node, usize)>> = Map::default();
        let mut weak: Vec<(Node, usize)> = Vec::new();
        let cache = self.caches.get(&dict).copied();
        let is_call =
            |key: Node| cache.is_some() || graph.object(key).cast::<Tuple>().is_some_and(|key| self.is_call(key));
        let mut ordinal = 0;
        graph.each_reference(&self.look.vm.heap, dict, &mut |edge, target| {
            match edge {
                Edge::Key if is_call(target) => calls.entry(target).or_default().push((dict, ordinal)),
                Edge::Value(key) => {
                    if let Some(reference) = key.cast::<WeakRef>() {
                        let owner = reference.upgrade().and_then(|owner| graph.node(&owner));
                        weak.extend(owner.map(|owner| (owner, ordinal)));
                    } else if let Some(key) = graph.node(key).filter(|&key| is_call(key)) {
                        calls.entry(key).or_default().push((dict, ordinal));
                    }
                }
                _ => {}
            }
            ordinal += 1;
        });
        for (owner, ordinal) in weak {
            self.entries.push(Entry::new(Keeper::WeakKeys(dict), vec![owner], vec![(dict, ordinal)]));
        }
        let mut calls: Vec<_> = calls.into_iter().collect();
        calls.sort_unstable_by_key(|(key, _)| *key);
        for (key, edges) in calls {
            match cache {
                Some(cache) => self.add_call(cache, key, edges),
                None => {
                    let first = self.items(key).into_iter().take(1).collect();
                    self.entries.push(Entry::new(Keeper::Memo(dict), first, edges));
                }
            }
        }
    }

    /// Whether a key is an object and what it was asked for: `(self, k)`. With more than one object of the program it may
    /// be data that is gone through, such as the edges of a graph.
    fn is_call(&self, key: &Tuple) -> bool {
        match key.items() {
            [first, rest @ ..] if !rest.is_empty() => {
                self.program.is_found_by_identity(first) && !rest.iter().any(|item| self.program.is_instance(item))
            }
            _ => false,
        }
    }

    /// The values of context variables.
    fn add_context(&mut self, node: Node) {
        let mut value = None;
        let mut ordinal = 0;
        let entries = &mut self.entries;
        self.look.graph.each_reference(&self.look.vm.heap, node, &mut |edge, target| {
            match edge {
                Edge::Internal("value") => value = Some((node, ordinal)),
                Edge::Internal("variable") => {
                    let edges = value.take().into_iter().chain([(node, ordinal)]).collect();
                    entries.push(Entry::new(Keeper::Contexts, vec![target], edges));
                }
                _ => {}
            }
            ordinal += 1;
        });
    }

    /// The traceback of an exception that was raised several times.
    fn add_exception(&mut self, node: Node) {
        if raised::times(self.look, node) < SEVERAL {
            return;
        }
        let traceback = named(self.look, node, |edge| matches!(edge, Edge::Attribute("__traceback__")));
        self.entries.push(Entry::new(Keeper::Raised(node), Vec::new(), traceback));
    }

    /// What a finalizer will be called with.
    fn add_finalizer(&mut self, node: Node) {
        let mut targets = self.look.graph.targets(node).iter().map(|&target| self.look.graph.object(target));
        let reference = targets.find_map(|object| object.cast::<WeakRef>());
        let Some(owner) = reference.and_then(|reference| reference.upgrade()) else { return };
        let class = self.look.vm.class_of(&owner).address();
        let Some(owner) = self.look.graph.node(&owner) else { return };
        let called = |edge: Edge<'_>| matches!(edge, Edge::Member(name) if matches!(name::text(name).as_str(), "func" | "args" | "kwargs"));
        let edges = named(self.look, node, called);
        self.entries.push(Entry::new(Keeper::Finalizers(class), vec![owner], edges));
    }
}

/// What `sys` says of the last exception that nobody has handled.
pub(super) fn of_last_exception(look: &Look<'_>) -> Vec<Entry> {
    let Some(sys) = look.graph.node(look.vm.sys.as_value()) else { return Vec::new() };
    let is_last = |edge: Edge<'_>| matches!(edge, Edge::Value(key) if roots::LAST.contains(&name::text(key).as_str()));
    vec![Entry::new(Keeper::Last, Vec::new(), named(look, sys, is_last))]
}

/// The references of an object that are called so.
fn named(look: &Look<'_>, node: Node, is: impl Fn(Edge<'_>) -> bool) -> Vec<(Node, usize)> {
    let mut edges = Vec::new();
    let mut ordinal = 0;
    look.graph.each_reference(&look.vm.heap, node, &mut |edge, _| {
        if is(edge) {
            edges.push((node, ordinal));
        }
        ordinal += 1;
    });
    edges
}
