//! What can be done about a root that grows.

use crate::object::{Kind, Value};

use super::super::cut;
use super::super::find::Look;
use super::super::graph::{Node, Set};
use super::super::model::{Advice, Freed, Reference};
use super::super::name;

/// A growing root as the rules look at it.
pub(in super::super) struct Root<'a> {
    /// What it is called.
    pub(in super::super) text: &'a str,
    /// The objects on the way to what grows, the one that holds it last.
    pub(in super::super) way: &'a [Node],
    /// What it holds that grows.
    pub(in super::super) heads: &'a [Node],
    /// All that grows with these.
    pub(in super::super) kept: &'a [Node],
    /// The references on the way that are shown, as numbers of [`Root::references`].
    pub(in super::super) path: &'a [usize],
    pub(in super::super) references: &'a [Reference],
}

/// What can be done, the best first.
pub(in super::super) fn of_root(look: &Look<'_>, root: &Root<'_>) -> Vec<Advice> {
    let (rule, text) = said(look, root);
    let Some(&holder) = root.way.last() else { return Vec::new() };
    let heads: Set<Node> = root.heads.iter().copied().collect();
    let targets = look.graph.targets(holder).iter().enumerate();
    let cut: Vec<(Node, usize)> =
        targets.filter(|(_, target)| heads.contains(*target)).map(|(at, _)| (holder, at)).collect();
    let all = vec![true; look.graph.len()];
    let freed = cut::frees(look.graph, &all, &cut);
    let of_root = root.kept.iter().filter(|node| freed.contains(*node));
    let bytes = of_root.clone().map(|&node| name::bytes(look.vm, look.graph.object(node))).sum();
    let frees = Freed { objects: of_root.count(), of: root.kept.len(), bytes };
    vec![Advice { rule, text, cut: root.path.last().copied().into_iter().collect(), frees, patch: None }]
}

fn said(look: &Look<'_>, root: &Root<'_>) -> (&'static str, String) {
    let of_kind = |kind: Kind| root.way.iter().copied().find(|&node| look.graph.object(node).kind() == Some(kind));
    let class = |node: Node| name::class_name(look.vm, look.graph.object(node));
    let shown = root.path.last().map_or("", |&number| root.references[number].name.as_str());
    let head = root.heads.last().map(|&node| name::label(look.vm, look.graph.object(node))).unwrap_or_default();
    if let Some(cache) = of_kind(Kind::LruCache) {
        let function = name::label(look.vm, look.graph.object(cache));
        let text = format!(
            "the cache ({function} {}) keeps the arguments of its calls, `self` among them: cache on the instance \
             (`functools.cached_property`, or a cache made in `__init__`), or give it a `maxsize`",
            root.text
        );
        return ("cache-keeps-arguments", text);
    }
    if root.way.iter().any(|&node| class(node) == "weakref.WeakKeyDictionary") {
        let text = "a value of the WeakKeyDictionary refers to its key, which so never goes: keep the value on the key \
                    itself, or let it refer to the key weakly";
        return ("weak-key-kept-by-value", text.to_owned());
    }
    if root.text.starts_with("context variable") || of_kind(Kind::Context).is_some() {
        let text = "a context keeps each ContextVar that was set and its value for good: make one ContextVar for the module, \
                    not one for each object";
        return ("context-variable", text.to_owned());
    }
    if root.text.contains("atexit") {
        let text = "atexit keeps what it was given until the program ends: register a `weakref.WeakMethod`, or unregister it \
                    when the object is closed";
        return ("registered-at-exit", text.to_owned());
    }
    let is_reference = |node: &Node| look.graph.object(*node).kind() == Some(Kind::WeakRef);
    if root.heads.iter().all(is_reference) {
        let text = format!(
            "{} keeps weak references to objects that are gone: use a `weakref.WeakSet`, or a callback that takes them out",
            root.text
        );
        return ("dead-weak-references", text);
    }
    let holder = root.way.last().map(|&node| look.graph.object(node));
    let how = match holder.map(kind_of) {
        Some(Holder::Mapping) => {
            "delete its entry when it is done, use a `weakref.WeakValueDictionary`, or bound the size"
        }
        Some(Holder::Set) => "discard it when it is done, or use a `weakref.WeakSet`",
        Some(Holder::Sequence) => "take it out when it is done, or use a `collections.deque(maxlen=...)`",
        _ => "clear the reference when it is done",
    };
    let place = if shown.starts_with('.') { format!("{} by `{shown}`", root.text) } else { root.text.to_owned() };
    ("registry", format!("{place} keeps each {head}: {how}"))
}

enum Holder {
    Mapping,
    Set,
    Sequence,
    Other,
}

fn kind_of(object: &Value) -> Holder {
    match object.kind() {
        Some(Kind::Dict) => Holder::Mapping,
        Some(Kind::Set | Kind::FrozenSet) => Holder::Set,
        Some(Kind::List | Kind::Deque | Kind::Tuple) => Holder::Sequence,
        _ => Holder::Other,
    }
}
