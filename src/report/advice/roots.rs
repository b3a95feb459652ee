//! What can be done about a root that keeps objects.

use crate::object::{Edge, Kind, Value};

use super::super::cut;
use super::super::find::Look;
use super::super::graph::{Node, Set};
use super::super::kept::entries::{FINALIZER, Keeper, function_of};
use super::super::kept::{SEVERAL, raised};
use super::super::model::{Advice, Freed, Reference};
use super::super::name;
use super::super::path;
use super::super::rooted::Rooted;

/// The way to what a root keeps as the report shows it.
pub(in super::super) struct Way<'a> {
    /// The references on it, as numbers of [`Way::references`].
    pub(in super::super) path: &'a [usize],
    pub(in super::super) references: &'a [Reference],
    /// Those that go, of all that are listed.
    pub(in super::super) cut: &'a [usize],
}

/// What can be done, the best first.
pub(in super::super) fn of_root(look: &Look<'_>, root: &Rooted<'_>, way: &Way<'_>) -> Vec<Advice> {
    let (rule, mut text) = said(look, root, way);
    let all = vec![true; look.graph.len()];
    let mut freed = cut::frees_and(look.graph, &all, root.cut, root.released);
    let is_freed = |freed: &Set<Node>| root.kept.iter().filter(|node| freed.contains(*node)).count();
    if !root.registered.is_empty() && is_freed(&freed) < root.kept.len() {
        let released: Vec<Node> = root.released.iter().chain(root.registered).copied().collect();
        let also = cut::frees_and(look.graph, &all, root.cut, &released);
        if is_freed(&also) > is_freed(&freed) {
            text += "; atexit keeps it too: unregister it when the object is closed";
            freed = also;
        }
    }
    let of_root = root.kept.iter().filter(|node| freed.contains(*node));
    let bytes = of_root.clone().map(|&node| name::bytes(look.vm, look.graph.object(node))).sum();
    let frees = Freed { objects: of_root.count(), of: root.kept.len(), bytes };
    if root.is_collected && frees.objects < frees.of {
        text += "; what stays then is a cycle, which a collection finds";
    }
    vec![Advice { rule, text, cut: way.cut.to_vec(), frees, patch: None }]
}

fn said(look: &Look<'_>, root: &Rooted<'_>, way: &Way<'_>) -> (&'static str, String) {
    match root.keeper.or_else(|| keeper(look, root)) {
        Some(Keeper::Cache(cache)) => of_cache(look, root, cache),
        Some(Keeper::Memo(_)) => of_memo(look, root),
        Some(Keeper::Finalizers(_)) => {
            let text = format!(
                "do not give `weakref.finalize` a method of the {} or the object itself: what it is going to call keeps \
                 the object alive, so it is not called before the program ends; give it a function of the module or a \
                 staticmethod, and as arguments only what that needs",
                label(look, root.sample)
            );
            ("finalizer-keeps-its-object", text)
        }
        Some(Keeper::WeakKeys(_)) => {
            let text = "a value of the WeakKeyDictionary refers to its key, which so never goes: keep the value on the key \
                        itself, or let it refer to the key weakly";
            ("weak-key-kept-by-value", text.to_owned())
        }
        Some(Keeper::Contexts) => {
            let text = "a context keeps each ContextVar that was set and its value for good: make one ContextVar for the \
                        module, not one for each object";
            ("context-variable", text.to_owned())
        }
        Some(Keeper::Raised(exception)) => {
            let class = name::class_name(look.vm, look.graph.object(exception));
            let text = format!(
                "make a new {class} for each `raise`, or raise it with `.with_traceback(None)`: one that is raised again \
                 and again keeps the frames of each time in its `__traceback__`"
            );
            ("exception-raised-again", text)
        }
        Some(Keeper::AtExit) => {
            let text = "atexit keeps what it was given until the program ends: unregister it when the object is closed, or \
                        register a function that calls the method by way of a `weakref.WeakMethod`";
            ("registered-at-exit", text.to_owned())
        }
        Some(Keeper::Last) => {
            let text = "`del sys.last_exc, sys.last_value, sys.last_traceback` when they have been looked at, or empty their \
                        frames with `traceback.clear_frames`; at a prompt, the next exception takes their place";
            ("last-exception", text.to_owned())
        }
        None => of_container(look, root, way),
    }
}

/// Who keeps it, by what is on the way.
fn keeper(look: &Look<'_>, root: &Rooted<'_>) -> Option<Keeper> {
    let of_kind = |kind: Kind| root.way.iter().copied().find(|&node| look.graph.object(node).kind() == Some(kind));
    let of_class = |class: &str| {
        root.way.iter().copied().find(|&node| name::class_name(look.vm, look.graph.object(node)) == class)
    };
    let is_raised = |&node: &Node| raised::times(look, node) >= SEVERAL;
    if let Some(cache) = of_kind(Kind::LruCache) {
        Some(Keeper::Cache(cache))
    } else if let Some(dict) = of_class("weakref.WeakKeyDictionary") {
        Some(Keeper::WeakKeys(dict))
    } else if let Some(finalizer) = of_class(FINALIZER) {
        Some(Keeper::Finalizers(finalizer))
    } else if root.root.starts_with(path::CONTEXT_VARIABLE) || of_kind(Kind::Context).is_some() {
        Some(Keeper::Contexts)
    } else if root.root == path::AT_EXIT {
        Some(Keeper::AtExit)
    } else {
        let mut exceptions = root.way.iter().copied().filter(|&node| name::is_exception(look.graph.object(node)));
        exceptions.find(is_raised).map(Keeper::Raised)
    }
}

fn label(look: &Look<'_>, node: Node) -> String {
    name::label(look.vm, look.graph.object(node))
}

/// A cache that has the object among the arguments of a call.
fn of_cache(look: &Look<'_>, root: &Rooted<'_>, cache: Node) -> (&'static str, String) {
    let which = match function_of(look, cache) {
        Some(function) => format!("the functools cache of {function}()"),
        None => "the functools cache".to_owned(),
    };
    let before = root.way.iter().position(|&node| node == cache).and_then(|at| root.way[..at].last());
    let is_class = |node: &Node| {
        let object = look.graph.object(*node);
        object.kind() == Some(Kind::Class) || object.kind() == Some(Kind::Dict)
    };
    let bound = if is_bounded(look, cache) { "" } else { ", or give it a `maxsize`" };
    let text = if before.is_some_and(is_class) {
        format!(
            "{which} keeps the arguments of its calls, `self` among them: cache on the instance \
             (`functools.cached_property`, or a cache made in `__init__`){bound}"
        )
    } else {
        let sample = label(look, root.sample);
        format!(
            "{which} keeps the arguments of its calls, such as the {sample}: give it what identifies the {sample} instead{bound}"
        )
    };
    ("cache-keeps-arguments", text)
}

/// Whether a cache of functools forgets: it has its keys in links of its own.
fn is_bounded(look: &Look<'_>, cache: Node) -> bool {
    let mut is_bounded = false;
    look.graph.each_reference(&look.vm.heap, cache, &mut |edge, _| is_bounded |= edge == Edge::Internal("key"));
    is_bounded
}

/// A dict that has the object in the key of a call.
fn of_memo(look: &Look<'_>, root: &Rooted<'_>) -> (&'static str, String) {
    let text = format!(
        "{} has the {} in its keys, and nothing else has it, so nobody can ask for these entries again: keep the results \
         on the object itself (an attribute made in `__init__`), or by it in a `weakref.WeakKeyDictionary`",
        root.root,
        label(look, root.sample)
    );
    ("cache-keeps-arguments", text)
}

/// A container that the program looks into.
fn of_container(look: &Look<'_>, root: &Rooted<'_>, way: &Way<'_>) -> (&'static str, String) {
    let is_reference = |node: &Node| look.graph.object(*node).kind() == Some(Kind::WeakRef);
    if root.heads.iter().all(is_reference) {
        let text = format!(
            "{} keeps weak references to objects that are gone: use a `weakref.WeakSet`, or a callback that takes them out",
            root.root
        );
        return ("dead-weak-references", text);
    }
    let shown = way.path.last().map_or("", |&number| way.references[number].name.as_str());
    let head = root.heads.last().map(|&node| label(look, node)).unwrap_or_default();
    let holder = root.way.last().map(|&node| look.graph.object(node));
    let how = match holder.map(kind_of) {
        Some(Holder::Mapping) => {
            "delete its entry when it is done, use a `weakref.WeakValueDictionary`, or bound the size"
        }
        Some(Holder::Set) => "discard it when it is done, or use a `weakref.WeakSet`",
        Some(Holder::Sequence) => "take it out when it is done, or use a `collections.deque(maxlen=...)`",
        _ => "clear the reference when it is done",
    };
    let place = if shown.starts_with('.') { format!("{} by `{shown}`", root.root) } else { root.root.to_owned() };
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
