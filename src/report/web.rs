//! The references among some objects as a report shows them: with Python's spelling, and with what nobody thinks of as
//! an object of its own (a closure tuple, an attribute dict) folded into the names of what goes through it.

use crate::object::{Edge, Kind};
use crate::types::cell::Cell;
use crate::types::frame::Frame;
use crate::types::function::Function;
use crate::types::generator::Generator;
use crate::vm::Vm;

use super::graph::{Graph, Map, Node, Set};
use super::name;

/// A reference as it is shown.
#[derive(Clone, Debug)]
pub(super) struct Thread {
    pub(super) from: Node,
    pub(super) to: Node,
    /// As in [`Reference::name`](super::model::Reference::name).
    pub(super) name: String,
    /// The folded object between them.
    pub(super) through: Option<Node>,
    /// The reference of the heap that makes it, of those that do the last one: who refers, and the how-manieth of its
    /// references it is.
    pub(super) last: (Node, usize),
    /// Whether it is the same for other objects of the kind: no number of an item and no key that is data.
    pub(super) hint: String,
}

/// The shown objects and references.
pub(super) struct Web {
    /// What is shown as an object, in the order of the heap's lists.
    pub(super) nodes: Vec<Node>,
    /// Folded objects and their owners.
    pub(super) folded: Map<Node, Node>,
    pub(super) threads: Vec<Thread>,
    /// The variables of cells.
    variables: Map<Node, String>,
}

impl Web {
    /// The web of `members`.
    pub(super) fn of(vm: &Vm, graph: &Graph, members: &[Node]) -> Web {
        let inside: Set<Node> = members.iter().copied().collect();
        let mut web = Web { nodes: Vec::new(), folded: Map::default(), threads: Vec::new(), variables: Map::default() };
        let mut fields = Map::default();
        for &node in members {
            web.name_variables(vm, graph, node);
            let owner = graph.object(node);
            if matches!(owner.kind(), Some(Kind::Tuple | Kind::Dict)) {
                continue;
            }
            graph.each_reference(&vm.heap, node, &mut |edge, target| {
                if let Edge::Attribute(field) = edge
                    && inside.contains(&target)
                    && target != node
                    && graph.count_of(target) == 1
                    && matches!(graph.object(target).kind(), Some(Kind::Tuple | Kind::Dict))
                {
                    web.folded.insert(target, node);
                    fields.insert(target, field);
                }
            });
        }
        for &node in members {
            if web.folded.contains_key(&node) {
                continue;
            }
            web.nodes.push(node);
            let mut ordinal = 0;
            let mut threads = Vec::new();
            graph.each_reference(&vm.heap, node, &mut |edge, target| {
                if let Some(field) = fields.get(&target).filter(|_| web.folded.get(&target) == Some(&node)) {
                    web.through(vm, graph, &inside, (node, target, field), &mut threads);
                } else if inside.contains(&target) {
                    let name = web.spell(vm, graph, node, edge, target);
                    let hint = hint(edge, &name);
                    threads.push(Thread { from: node, to: target, name, through: None, last: (node, ordinal), hint });
                }
                ordinal += 1;
            });
            web.threads.append(&mut threads);
        }
        web
    }

    /// The threads that go through the folded object `middle`, the field `field` of `owner`.
    fn through(
        &self,
        vm: &Vm,
        graph: &Graph,
        inside: &Set<Node>,
        (owner, middle, field): (Node, Node, &str),
        threads: &mut Vec<Thread>,
    ) {
        let holder = graph.object(owner).cast::<Function>();
        let length = graph.targets(middle).len();
        let mut ordinal = 0;
        graph.each_reference(&vm.heap, middle, &mut |edge, target| {
            if inside.contains(&target) {
                let (name, hint) = spell_through(vm, holder.map(|function| (&**function, length)), field, edge);
                threads.push(Thread {
                    from: owner,
                    to: target,
                    name,
                    through: Some(middle),
                    last: (middle, ordinal),
                    hint,
                });
            }
            ordinal += 1;
        });
    }

    /// Notes which variables the cells belong to that an object refers to.
    fn name_variables(&mut self, vm: &Vm, graph: &Graph, node: Node) {
        let object = graph.object(node);
        if let Some(function) = object.cast::<Function>() {
            let cells = function.closure.get(&vm.heap);
            let names = function.code.get(&vm.heap).names_of(&[ouropy_compiler::code::LocalKind::Free]);
            for (cell, variable) in cells.iter().flat_map(|cells| cells.items()).zip(&names) {
                if let Some(cell) = graph.node(cell) {
                    self.variables.insert(cell, name::text(variable));
                }
            }
        } else if object.has::<Frame>() || object.has::<Generator>() {
            graph.each_reference(&vm.heap, node, &mut |edge, target| {
                if let Edge::Local(variable) = edge
                    && graph.object(target).has::<Cell>()
                {
                    self.variables.insert(target, name::text(variable));
                }
            });
        }
    }

    fn spell(&self, vm: &Vm, graph: &Graph, node: Node, edge: Edge<'_>, target: Node) -> String {
        if graph.object(node).has::<Cell>()
            && let Some(variable) = self.variables.get(&node)
        {
            return format!(".cell_contents (free variable '{variable}')");
        }
        if let Edge::Local(variable) = edge
            && graph.object(target).has::<Cell>()
        {
            return format!("variable '{}'", name::text(variable));
        }
        name::spelling(vm, edge)
    }

    /// What an object is, in a few words.
    pub(super) fn label(&self, vm: &Vm, graph: &Graph, node: Node) -> String {
        match (self.variables.get(&node), self.folded.get(&node)) {
            (Some(variable), _) => format!("cell of '{variable}'"),
            (_, Some(&owner)) => {
                format!("{} of {}", name::class_name(vm, graph.object(node)), name::label(vm, graph.object(owner)))
            }
            _ => name::label(vm, graph.object(node)),
        }
    }
}

/// The name of a reference that goes through a tuple or dict which is a field of an object (of a function, with the
/// length of the tuple), and what of it is no data.
fn spell_through(vm: &Vm, holder: Option<(&Function, usize)>, field: &str, edge: Edge<'_>) -> (String, String) {
    let parameter = |name: String| (format!("default of parameter '{name}'"), format!("default of parameter '{name}'"));
    match (edge, holder, field) {
        (Edge::Item(index), Some((function, length)), "__defaults__") => {
            let code = function.code.get(&vm.heap);
            let at = (code.arg_count as usize + index).checked_sub(length);
            match at.and_then(|at| code.locals.get(at)) {
                Some((name, _)) => parameter(name::text(name.as_value())),
                None => (format!(".__defaults__[{index}]"), ".__defaults__[]".to_owned()),
            }
        }
        (Edge::Value(key), _, "__kwdefaults__") => parameter(name::text(key)),
        (Edge::Value(key), _, "__dict__") if name::is_name(&name::text(key)) => {
            let name = format!(".{}", name::text(key));
            (name.clone(), name)
        }
        (Edge::Item(index), ..) => (format!(".{field}[{index}]"), format!(".{field}[]")),
        (Edge::Key, ..) => (format!("key of .{field}"), format!("key of .{field}")),
        (edge, ..) => (format!(".{field}{}", name::spelling(vm, edge)), format!(".{field}[]")),
    }
}

/// What of a name is the same for other objects of the kind.
fn hint(edge: Edge<'_>, name: &str) -> String {
    match edge {
        Edge::Item(_) | Edge::Value(_) => "[]".to_owned(),
        Edge::ItemOf(field, _) => format!(".{field}[]"),
        Edge::Temporary(_) => "temporary".to_owned(),
        _ => name.to_owned(),
    }
}
