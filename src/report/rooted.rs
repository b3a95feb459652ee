//! What is told of a root and of what it keeps: the way there, the objects, where they come from, what to do.

use crate::object::Value;

use super::advice;
use super::find::{self, Look};
use super::graph::{Graph, Map, Node, Set};
use super::kept::entries::Keeper;
use super::model::{Advice, Label, Object, ObjectId, Part, Reference};
use super::name;
use super::path;
use super::web::Web;

/// Objects that a leak lists.
const MOST_OBJECTS: usize = 100;

/// A root and what it keeps.
pub(super) struct Rooted<'a> {
    /// What the root is called.
    pub(super) root: &'a str,
    /// The objects on the way to the sample.
    pub(super) way: &'a [Node],
    /// The one of the kept objects that is shown with its way.
    pub(super) sample: Node,
    /// What the root's side refers to directly.
    pub(super) heads: &'a [Node],
    /// All that is kept.
    pub(super) kept: &'a [Node],
    /// The references that keep it: each an object and the how-manieth of its references.
    pub(super) cut: &'a [(Node, usize)],
    /// What is kept by the interpreter, not by an object.
    pub(super) released: &'a [Node],
    /// What `atexit` keeps besides.
    pub(super) registered: &'a [Node],
    /// Whether a collection then frees what reference counting does not.
    pub(super) is_collected: bool,
    /// Who keeps it, where that is known to be of no use.
    pub(super) keeper: Option<Keeper>,
}

/// What a leak says of it.
pub(super) struct Told {
    pub(super) objects: Vec<Object>,
    pub(super) references: Vec<Reference>,
    pub(super) path: Vec<usize>,
    pub(super) places: Vec<Label>,
    pub(super) advice: Vec<Advice>,
}

/// The references of `holder` to some objects.
pub(super) fn references_to(graph: &Graph, holder: Node, heads: &[Node]) -> Vec<(Node, usize)> {
    let heads: Set<Node> = heads.iter().copied().collect();
    let targets = graph.targets(holder).iter().enumerate();
    targets.filter(|(_, target)| heads.contains(*target)).map(|(at, _)| (holder, at)).collect()
}

/// What the list of roots that native modules know of refers to itself, which is gone after the look.
pub(super) fn lent(graph: &Graph, more: &[(String, Value)]) -> Vec<Node> {
    more.iter().filter_map(|(_, value)| graph.node(value)).collect()
}

/// What `atexit` will call and the list refers to: released when it is unregistered.
pub(super) fn registered(graph: &Graph, more: &[(String, Value)]) -> Vec<Node> {
    let registered = more.iter().filter(|(text, _)| text == path::AT_EXIT);
    registered.filter_map(|(_, value)| graph.node(value)).flat_map(|node| [node; 2]).collect()
}

/// Tells of a root.
pub(super) fn tell(look: &Look<'_>, rooted: &Rooted<'_>) -> Told {
    let Rooted { root, way, sample, kept, .. } = *rooted;
    let mut listed: Vec<Node> = way.to_vec();
    listed.push(sample);
    let on_way: Set<Node> = listed.iter().copied().collect();
    listed.extend(kept.iter().rev().copied().filter(|node| !on_way.contains(node)).take(MOST_OBJECTS));
    let web = Web::of(look.vm, look.graph, &listed);
    let ids: Map<Node, ObjectId> = listed.iter().enumerate().map(|(at, &node)| (node, ObjectId(at))).collect();
    let mut references = Vec::new();
    let mut steps: Vec<(Node, Node, usize)> = Vec::new();
    let mut cut = Vec::new();
    for thread in &web.threads {
        let (Some(&from), Some(&to)) = (ids.get(&thread.from), ids.get(&thread.to)) else { continue };
        steps.push((thread.from, thread.to, references.len()));
        if rooted.cut.contains(&thread.last) {
            cut.push(references.len());
        }
        references.push(Reference {
            from,
            to,
            name: thread.name.clone(),
            through: thread.through.and_then(|middle| ids.get(&middle).copied()),
            made: look.record.reference(look, thread).map(|made| made.place),
        });
    }
    let shown_way: Vec<Node> =
        way.iter().chain([&sample]).copied().filter(|node| !web.folded.contains_key(node)).collect();
    let path = shown_way.windows(2).filter_map(|pair| {
        steps.iter().rev().find(|(from, to, _)| *from == pair[0] && *to == pair[1]).map(|(_, _, number)| *number)
    });
    let path: Vec<usize> = path.collect();
    let is_kept: Set<Node> = kept.iter().copied().collect();
    let objects = listed.iter().enumerate().map(|(at, &node)| {
        let object = look.graph.object(node);
        let label = web.label(look.vm, look.graph, node);
        Object {
            class: name::class_name(look.vm, object),
            label: if at == 0 { with_root(&label, root) } else { label },
            bytes: name::bytes(look.vm, object),
            part: if is_kept.contains(&node) { Part::Pinned } else { Part::Path },
            folded: web.folded.contains_key(&node),
            tracked: look.graph.is_tracked(node),
            made: look.record.made(object).map(|made| made.place),
        }
    });
    let objects = objects.collect();
    Told {
        objects,
        places: places(look, rooted, &path, &references, &web),
        advice: advice::of_root(look, rooted, &advice::Way { path: &path, references: &references, cut: &cut }),
        references,
        path,
    }
}

/// What the first object of a way is, with what the root is called.
fn with_root(label: &str, root: &str) -> String {
    match root {
        path::INTERPRETER => format!("{label}, which {root} holds,"),
        path::AT_EXIT => format!("{label} (atexit)"),
        _ if root.starts_with(path::CONTEXT_VARIABLE) => format!("{label} ({root})"),
        _ => format!("{label} {root}"),
    }
}

/// Where what stays was stored, where it was made, and where the program lost it.
fn places(look: &Look<'_>, rooted: &Rooted<'_>, path: &[usize], references: &[Reference], web: &Web) -> Vec<Label> {
    let mut places: Vec<Label> = Vec::new();
    let stored = path.last().and_then(|&number| references[number].made.clone());
    if let Some(stored) = stored {
        places.push(Label { place: stored, text: "what stays is stored here".to_owned() });
    }
    let sample = look.graph.object(rooted.sample);
    let made = look.record.made(sample).map(|made| made.place);
    if let Some(made) = made.filter(|made| places.iter().all(|label| label.place != *made)) {
        let label = web.label(look.vm, look.graph, rooted.sample);
        places.push(Label { place: made, text: format!("{label} made here") });
    }
    // A container may be meant to keep it; what is lost, the program lost somewhere.
    let held = rooted.keeper.and_then(|_| look.record.held(sample)).map(|held| held.place);
    if let Some(held) = held.filter(|held| places.iter().all(|label| label.place != *held)) {
        places.push(Label { place: held, text: "here the last other reference was gone".to_owned() });
    }
    places
}

impl Told {
    /// Equal for roots that are called the same and keep what is made by the same function.
    pub(super) fn signature(&self, root: &str, function: &str) -> String {
        let names = self.path.iter().map(|&number| self.references[number].name.as_str());
        // What stands in brackets is data.
        let names: Vec<&str> = names.map(|name| name.split('[').next().unwrap_or(name)).collect();
        format!("{:016x}", find::hash(&format!("{root} {} {function}", names.join(" ")), &[]))
    }
}
