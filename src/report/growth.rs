//! What grows: objects that something old keeps, more with each call.
//!
//! An object grows if the same line of the program has made several that are still there. What holds the first of such
//! objects without growing itself is the root: a registry, a cache, a list of listeners. Nobody can tell from the heap
//! whether a program wants that; it is reported because it is what most leaks without a cycle look like.

use std::rc::Rc;

use crate::object::{Kind as Payload, Value};
use crate::types::class::Class;
use crate::types::module;

use super::find::Look;
use super::graph::{Map, Node, Set};
use super::model::{Growth, GrowthRow, Kind, Leak, Place};
use super::name;
use super::own;
use super::path;
use super::program::Program;
use super::rooted::{self, Rooted};

/// Calls, and objects that one line has made, from which on something grows.
const SEVERAL: usize = 3;

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

/// A growing root and what it keeps.
pub(super) struct Found {
    pub(super) leak: Leak,
    pub(super) kept: Vec<Node>,
}

/// The growing roots among what is kept. `more` are roots that native modules know of.
pub(super) fn roots(
    look: &Look<'_>,
    program: &Program<'_>,
    more: &[(String, Value)],
    repeated: Option<&Repeated>,
) -> Vec<Found> {
    let grown = Grown::of(look, program, repeated);
    let holders = grown.holders(look);
    holders.into_iter().filter_map(|(holder, heads)| grown.leak(look, holder, &heads, more, repeated)).collect()
}

/// A line of a file, and the class of what it makes.
type Line = (Rc<str>, u32, String);

/// The objects that grow.
struct Grown {
    /// Where each was made, for those that grow.
    made: Map<Node, Place>,
}

impl Grown {
    fn of(look: &Look<'_>, program: &Program<'_>, repeated: Option<&Repeated>) -> Grown {
        let own = own::made(look.vm, look.graph);
        let mut lines: Map<Line, Vec<(Node, Place)>> = Map::default();
        for (node, &is_own) in own.iter().enumerate() {
            let object = look.graph.object(node);
            if look.garbage[node] || is_own || matches!(object.kind(), Some(Payload::Code | Payload::Str)) {
                continue;
            }
            let Some(made) = look.record.made(object) else { continue };
            let counts = match repeated {
                Some(repeated) => made.time >= repeated.since,
                None => program.has(&made.place.file),
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
    ) -> Option<Found> {
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
        let (function, calls) = match repeated {
            None if calls < SEVERAL => enrolled(look, holder, *heads.last()?)?,
            _ => (function, calls),
        };
        if calls < SEVERAL.min(repeated.map_or(SEVERAL, |repeated| repeated.calls)) {
            return None;
        }
        let (root, way) = path::nodes_to(look.vm, look.graph, holder, more)?;
        let sample = *heads.last()?;
        let cut = rooted::references_to(look.graph, holder, heads);
        let mut lent = rooted::lent(look.graph, more);
        lent.retain(|node| kept.contains(node));
        let told = rooted::tell(
            look,
            &Rooted {
                root: &root,
                way: &way,
                sample,
                heads,
                kept: &kept,
                cut: &cut,
                released: &lent,
                registered: &rooted::registered(look.graph, more),
                is_collected: false,
                keeper: None,
            },
        );
        let per_call = |number: usize| number as f64 / calls as f64;
        let bytes: usize = kept.iter().map(|&node| name::bytes(look.vm, look.graph.object(node))).sum();
        let leak = Leak {
            kind: Kind::Growth,
            signature: told.signature(&root, &function),
            times: 1,
            tests: Vec::new(),
            objects: told.objects,
            advice: told.advice,
            references: told.references,
            ring: Vec::new(),
            path: told.path,
            places: told.places,
            keeper: None,
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
        };
        Some(Found { leak, kept })
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

/// The constructor that puts its own object into `holder`, and how often it was called: who makes such an object, be it in
/// one loop, does not ask for it to be kept.
fn enrolled(look: &Look<'_>, holder: Node, head: Node) -> Option<(String, usize)> {
    let (holder, head) = (look.graph.object(holder), look.graph.object(head));
    let stored = look.record.stored(holder, head)?;
    let heap = &look.vm.heap;
    let mut classes = look.vm.class_of(head).mro(heap).iter().map(|class| class.expect::<Class>());
    let is_own = classes.any(|class| {
        let constructor = stored.function.strip_prefix(&*class.qualname(heap).to_string_lossy());
        matches!(constructor, Some(".__init__" | ".__new__" | ".__post_init__"))
    });
    let calls = look.record.calls(&stored.file, &stored.function);
    is_own.then(|| (format!("{}()", name::short(&stored.function)), calls as usize))
}

/// Objects of one class that one line made.
struct Row {
    class: String,
    made: Place,
    objects: usize,
    bytes: usize,
}
