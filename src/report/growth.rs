//! What grows: objects that something old keeps, more with each call.
//!
//! An object grows if the same line of the program has made several that are still there. What holds the first of such
//! objects without growing itself is the root: a registry, a cache, a list of listeners. Nobody can tell from the heap
//! whether a program wants that; it is reported because it is what most leaks without a cycle look like.

use std::rc::Rc;

use crate::object::{Kind as Payload, Value};
use crate::types::module;
use crate::vm::Vm;

use super::advice;
use super::find::Look;
use super::graph::{Graph, Map, Node, Set};
use super::model::{Growth, GrowthRow, Kind, Label, Leak, Object, ObjectId, Part, Place, Reference};
use super::name;
use super::own;
use super::path;
use super::record::Record;
use super::web::Web;

/// Calls, and objects that one line has made, from which on something grows.
const SEVERAL: usize = 3;

/// Objects that a leak lists.
const MOST_OBJECTS: usize = 100;

/// What has been called again and again on purpose, so that growth is looked for in its calls alone.
#[derive(Clone, Debug)]
pub struct Repeated {
    /// How it is called: `handle()`.
    pub function: String,
    /// How often.
    pub calls: usize,
    /// When the first of these calls began.
    pub since: u64,
}

/// The growing roots among what is kept in `graph`. `more` are roots that native modules
/// know of.
pub(super) fn roots(
    vm: &Vm,
    graph: &Graph,
    record: &Record,
    program: &str,
    more: &[(String, Value)],
    repeated: Option<&Repeated>,
) -> Vec<Leak> {
    let garbage = graph.garbage();
    let look = Look { vm, graph, garbage: &garbage, record };
    let grown = Grown::of(&look, program, repeated);
    let mut leaks = Vec::new();
    for (holder, heads) in grown.holders(&look) {
        leaks.extend(grown.leak(&look, holder, &heads, more, repeated));
    }
    leaks
}

/// A line of a file, and the class of what it makes.
type Line = (Rc<str>, u32, String);

/// The objects that grow.
struct Grown {
    /// Where each was made, for those that grow.
    made: Map<Node, Place>,
}

impl Grown {
    fn of(look: &Look<'_>, program: &str, repeated: Option<&Repeated>) -> Grown {
        let own = own::made(look.vm, look.graph);
        let mut files: Map<Rc<str>, bool> = Map::default();
        let mut is_library = |file: &Rc<str>| {
            // Code made from a text is a helper of the library (a dataclass's methods) but where the program is one.
            *files.entry(file.clone()).or_insert_with(|| {
                let is_text =
                    file.starts_with('<') && !(program == "-c" && &**file == "<string>") && &**file != "<stdin>";
                is_text || (look.vm.hooks.library_source)(file).is_some()
            })
        };
        let mut lines: Map<Line, Vec<(Node, Place)>> = Map::default();
        for (node, &is_own) in own.iter().enumerate() {
            let object = look.graph.object(node);
            if look.garbage[node] || is_own || matches!(object.kind(), Some(Payload::Code | Payload::Str)) {
                continue;
            }
            let Some(made) = look.record.made(object) else { continue };
            let counts = match repeated {
                Some(repeated) => made.time >= repeated.since,
                None => !is_library(&made.place.file),
            };
            if counts {
                let line = (made.place.file.clone(), made.place.line, name::class_name(look.vm, object));
                lines.entry(line).or_default().push((node, made.place));
            }
        }
        let least = repeated.map_or(SEVERAL, |repeated| repeated.calls.div_ceil(2).max(1));
        let several = lines.into_values().filter(|objects| objects.len() >= least);
        Grown { made: several.flatten().collect() }
    }

    /// What keeps growing objects without growing itself, each with the objects that it refers to.
    fn holders(&self, look: &Look<'_>) -> Vec<(Node, Vec<Node>)> {
        let mut holders: Map<Node, Vec<Node>> = Map::default();
        // Variables of modules are no registry.
        let modules = look.vm.modules.items(&look.vm.heap);
        let namespaces: Set<Node> = modules
            .iter()
            .filter_map(|(_, value)| look.graph.node(module::namespace_of(&look.vm.heap, value)?.as_value()))
            .collect();
        for node in 0..look.graph.len() {
            if look.garbage[node] || self.made.contains_key(&node) || namespaces.contains(&node) {
                continue;
            }
            for &target in look.graph.targets(node) {
                let heads = self.made.contains_key(&target).then(|| holders.entry(node).or_default());
                if let Some(heads) = heads.filter(|heads| heads.last() != Some(&target)) {
                    heads.push(target);
                }
            }
        }
        let mut holders: Vec<_> = holders.into_iter().collect();
        holders.sort_unstable_by_key(|(holder, _)| *holder);
        holders
    }

    /// The growing objects that `heads` lead to, themselves first.
    fn kept(&self, look: &Look<'_>, heads: &[Node]) -> Vec<Node> {
        let mut kept = heads.to_vec();
        let mut known: Set<Node> = heads.iter().copied().collect();
        let mut at = 0;
        while at < kept.len() {
            for &target in look.graph.targets(kept[at]) {
                if self.made.contains_key(&target) && known.insert(target) {
                    kept.push(target);
                }
            }
            at += 1;
        }
        kept
    }

    fn leak(
        &self,
        look: &Look<'_>,
        holder: Node,
        heads: &[Node],
        more: &[(String, Value)],
        repeated: Option<&Repeated>,
    ) -> Option<Leak> {
        let kept = self.kept(look, heads);
        let (rows, most) = self.rows(look, &kept);
        if most.1 < SEVERAL.min(repeated.map_or(SEVERAL, |repeated| repeated.calls)) {
            return None;
        }
        // The function that made what the root holds, or else the one that made most.
        let made = self.made.get(heads.last()?)?;
        let place = if &*made.function == "<module>" { most.0 } else { made.clone() };
        let (function, calls) = match repeated {
            Some(repeated) => (repeated.function.clone(), repeated.calls),
            None => {
                let calls = look.record.calls(&place.file, &place.function);
                (format!("{}()", name::short(&place.function)), calls as usize)
            }
        };
        if calls < SEVERAL.min(repeated.map_or(SEVERAL, |repeated| repeated.calls)) {
            return None;
        }
        let (root, way) = path::nodes_to(look.vm, look.graph, holder, more)?;
        let sample = *heads.last()?;
        let mut listed: Vec<Node> = way.clone();
        listed.push(sample);
        listed.extend(kept.iter().rev().copied().filter(|node| *node != sample).take(MOST_OBJECTS));
        let web = Web::of(look.vm, look.graph, &listed);
        let ids: Map<Node, ObjectId> = listed.iter().enumerate().map(|(at, &node)| (node, ObjectId(at))).collect();
        let mut references = Vec::new();
        let mut steps: Vec<(Node, Node, usize)> = Vec::new();
        for thread in &web.threads {
            let (Some(&from), Some(&to)) = (ids.get(&thread.from), ids.get(&thread.to)) else { continue };
            steps.push((thread.from, thread.to, references.len()));
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
        let on_way: Set<Node> = way.iter().copied().collect();
        let objects = listed.iter().enumerate().map(|(at, &node)| {
            let object = look.graph.object(node);
            let label = web.label(look.vm, look.graph, node);
            Object {
                class: name::class_name(look.vm, object),
                label: match at {
                    0 if root == path::INTERPRETER => format!("{label}, which {root} holds,"),
                    0 => format!("{label} {root}"),
                    _ => label,
                },
                bytes: name::bytes(look.vm, object),
                part: if on_way.contains(&node) { Part::Path } else { Part::Pinned },
                folded: web.folded.contains_key(&node),
                tracked: look.graph.is_tracked(node),
                made: look.record.made(object).map(|made| made.place),
            }
        });
        let advice = advice::of_root(
            look,
            &advice::Root { text: &root, way: &way, heads, kept: &kept, path: &path, references: &references },
        );
        let per_call = |number: usize| number as f64 / calls as f64;
        let bytes: usize = kept.iter().map(|&node| name::bytes(look.vm, look.graph.object(node))).sum();
        let mut places = Vec::new();
        if let Some(stored) = path.last().and_then(|&number| references[number].made.clone()) {
            places.push(Label { place: stored, text: "what stays is stored here".to_owned() });
        }
        let made = self.made[&sample].clone();
        if places.iter().all(|label| label.place != made) {
            let label = name::label(look.vm, look.graph.object(sample));
            places.push(Label { place: made, text: format!("{label} made here") });
        }
        Some(Leak {
            kind: Kind::Growth,
            signature: signature(&root, &references, &path, &function),
            times: 1,
            objects: objects.collect(),
            advice,
            references,
            ring: Vec::new(),
            path,
            places,
            growth: Some(Growth {
                function,
                calls,
                objects_per_call: per_call(kept.len()),
                bytes_per_call: per_call(bytes),
                rows: rows
                    .into_iter()
                    .map(|row| GrowthRow {
                        class: row.class,
                        made: Some(row.made),
                        objects_per_call: per_call(row.objects),
                        bytes_per_call: per_call(row.bytes),
                    })
                    .collect(),
            }),
            folded: Vec::new(),
        })
    }

    /// What is kept by class and by the line that made it, most bytes first; and the line that made most objects, with how
    /// many.
    fn rows(&self, look: &Look<'_>, kept: &[Node]) -> (Vec<Row>, (Place, usize)) {
        let mut rows: Vec<Row> = Vec::new();
        for &node in kept {
            let object = look.graph.object(node);
            let (class, made) = (name::class_name(look.vm, object), &self.made[&node]);
            let bytes = name::bytes(look.vm, object);
            match rows.iter_mut().find(|row| row.class == class && row.made == *made) {
                Some(row) => {
                    row.objects += 1;
                    row.bytes += bytes;
                }
                None => rows.push(Row { class, made: made.clone(), objects: 1, bytes }),
            }
        }
        rows.sort_by_key(|row| std::cmp::Reverse(row.bytes));
        // A module's body runs once, however often it makes something.
        let of_functions = rows.iter().filter(|row| &*row.made.function != "<module>");
        let most = of_functions.max_by_key(|row| row.objects);
        let most = most.map(|row| (row.made.clone(), row.objects));
        let nowhere = Place { file: "".into(), line: 0, column: 0, end_line: 0, end_column: 0, function: "".into() };
        (rows, most.unwrap_or((nowhere, 0)))
    }
}

/// Objects of one class that one line made.
struct Row {
    class: String,
    made: Place,
    objects: usize,
    bytes: usize,
}

/// Equal for roots that are called the same and grow by calls of the same function.
fn signature(root: &str, references: &[Reference], path: &[usize], function: &str) -> String {
    let names = path.iter().map(|&number| references[number].name.as_str());
    // What stands in brackets is data.
    let names: Vec<&str> = names.map(|name| name.split('[').next().unwrap_or(name)).collect();
    format!("{:016x}", super::find::hash(&format!("{root} {} {function}", names.join(" ")), &[]))
}
