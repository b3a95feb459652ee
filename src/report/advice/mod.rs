//! What can be done about a leak: rules for the shapes that people run into, each tried on the graph.
//!
//! A cycle is taken apart ring by ring: the rule that knows a ring says which reference should go, the next ring is
//! looked for in what is left, until reference counting frees all of it. What all these steps say together is the advice,
//! and what the graph frees without those references is what the advice promises.

mod roots;
mod rules;
mod statement;

use std::rc::Rc;

use ouropy_compiler::code::Opcode;

use crate::types::frame::{Frame, view};

use super::cut;
use super::find::{Look, Shown};
use super::graph::{Node, Set};
use super::model::{Advice, Freed, Patch};
use super::name;
use super::ring;
pub(super) use roots::{Way, of_root};
use rules::Step;
use statement::End;
pub(super) use statement::target;

/// Rings that are taken apart for one advice.
const MOST_STEPS: usize = 8;

/// What can be done about a cycle, the best first.
pub(super) fn of_cycle(look: &Look<'_>, shown: &Shown<'_>) -> Vec<Advice> {
    let mut advice = Vec::new();
    for first in rules::of_ring(look, shown.web, shown.ring) {
        let steps = apart(look, shown, first);
        let found = advised(look, shown, &steps);
        let is_new = !advice.iter().any(|known: &Advice| known.cut == found.cut);
        if is_new && found.frees.objects > 0 {
            advice.push(found);
        }
    }
    // What frees all comes first, of those what the rules think of first.
    advice.sort_by_key(|found| found.frees.of - found.frees.objects);
    advice
}

/// The steps that begin with `first` and leave nothing that only the collector frees, if the rules find such.
fn apart(look: &Look<'_>, shown: &Shown<'_>, first: Step) -> Vec<Step> {
    let mut steps = vec![first];
    while steps.len() < MOST_STEPS {
        let freed = frees(look, shown, &steps);
        let left: Set<Node> = shown.members.difference(&freed).copied().collect();
        if left.is_empty() {
            break;
        }
        let gone: Vec<usize> = steps.iter().flat_map(|step| step.cut.iter().copied()).collect();
        let next = ring::choose_without(look.graph, shown.web, &left, &gone);
        let Some(step) = rules::of_ring(look, shown.web, &next).into_iter().next() else { break };
        steps.push(step);
    }
    steps
}

fn frees(look: &Look<'_>, shown: &Shown<'_>, steps: &[Step]) -> Set<Node> {
    let threads = steps.iter().flat_map(|step| &step.cut).map(|&number| shown.web.threads[number].last);
    cut::frees(look.graph, look.garbage, &threads.collect::<Vec<_>>())
}

fn advised(look: &Look<'_>, shown: &Shown<'_>, steps: &[Step]) -> Advice {
    let freed = frees(look, shown, steps);
    let of_leak = shown.all.iter().filter(|node| freed.contains(*node));
    let bytes = of_leak.clone().map(|&node| name::bytes(look.vm, look.graph.object(node))).sum();
    let mut cut: Vec<usize> = steps.iter().flat_map(|step| &step.cut).copied().collect();
    cut.sort_unstable();
    cut.dedup();
    Advice {
        rule: steps.first().map_or("", |step| step.rule),
        text: said(steps),
        cut: cut.iter().filter_map(|number| shown.listed.get(number).copied()).collect(),
        frees: Freed { objects: of_leak.count(), of: shown.all.len(), bytes },
        patch: patch(look, steps),
    }
}

/// What the steps say together: what to do, then why. Steps with one reason go together; of several reasons each stands
/// with what it is for, numbered.
fn said(steps: &[Step]) -> String {
    let mut parts: Vec<(&str, Vec<&str>)> = Vec::new();
    for step in steps {
        let at = parts.iter().position(|(reason, _)| *reason == step.reason).unwrap_or(parts.len());
        if at == parts.len() {
            parts.push((&step.reason, Vec::new()));
        }
        if !parts[at].1.contains(&step.action.as_str()) {
            parts[at].1.push(&step.action);
        }
    }
    let told = |(reason, actions): &(&str, Vec<&str>)| match *reason {
        "" => actions.join("; "),
        reason => format!("{}: {reason}", actions.join("; ")),
    };
    match &parts[..] {
        [part] => told(part),
        _ => (parts.iter().enumerate().map(|(at, part)| format!("({}) {}", at + 1, told(part))))
            .collect::<Vec<_>>()
            .join("; "),
    }
}

/// The change of the source that the steps ask for, if it is one statement: variables of one frame to be emptied.
fn patch(look: &Look<'_>, steps: &[Step]) -> Option<Patch> {
    let variables: Option<Vec<_>> = steps.iter().map(|step| step.variable.clone()).collect();
    let mut variables = variables?;
    let (node, _) = *variables.first()?;
    if variables.iter().any(|(other, _)| *other != node) {
        return None;
    }
    let frame = look.graph.object(node).cast::<Frame>()?;
    let file: Rc<str> = frame.code.filename().to_string_lossy().into();
    let text = std::fs::read_to_string(&*file).ok()?;
    let last = view::instruction(look.vm, frame) as usize;
    let opcode = frame.code.unit.instructions.get(last).map(|instruction| instruction.opcode);
    if opcode == Some(Opcode::RERAISE) {
        // An exception has left by way of a `finally` or a clause that did not match: its end is no place of its own.
        return None;
    }
    let end = if opcode == Some(Opcode::RETURN_NONE) { End::Fallen } else { End::Left };
    let names: Vec<String> = variables.drain(..).map(|(_, name)| name).collect();
    statement::emptied(&file, &text, (frame.code.first_line, view::line(look.vm, frame)), end, &names)
}
