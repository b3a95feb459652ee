//! Which locals may be unbound where CPython 3.14 loads them: there its instruction asks, and counts.
//!
//! This compiler asks a little more often, because it reads the text once. What it asks for nothing is found out here,
//! by the ways between CPython's blocks, over which it goes until nothing changes.

use super::effect::Effect;
use super::flow::Graph;
use super::opcode::Opcode;
use super::unit::{CodeFlags, CodeUnit, LocalKind};

/// Locals that CPython follows from block to block; of the others each block begins without knowing anything.
const FOLLOWED: usize = 64;

/// Which of the locals may be unbound.
type Unbound = Vec<bool>;

/// For each instruction that asks whether a local is bound, whether CPython's does.
pub(super) fn asks(unit: &CodeUnit, graph: &Graph) -> Vec<bool> {
    let mut search = Search {
        unit,
        handlers: handlers(unit, graph),
        known: vec![None; graph.ranges.len() + 1],
        open: Vec::new(),
        asks: vec![false; unit.instructions.len()],
    };
    search.arrive(0, &at_start(unit));
    while let Some(block) = search.open.pop() {
        let Some(&range) = graph.ranges.get(block) else { continue };
        let Some(unbound) = search.known[block].clone() else { continue };
        let unbound = search.follow(range, unbound);
        for to in graph.ways(block) {
            search.arrive(to, &unbound);
        }
    }
    for &(start, end, original) in &graph.copies {
        if let Some(unbound) = search.known[original].clone() {
            search.follow((start, end), unbound);
        }
    }
    search.asks
}

struct Search<'a> {
    unit: &'a CodeUnit,
    /// The block of the handler of each instruction.
    handlers: Vec<Option<usize>>,
    /// What may be unbound at the beginning of each block, as far as known.
    known: Vec<Option<Unbound>>,
    /// Blocks to look at.
    open: Vec<usize>,
    asks: Vec<bool>,
}

impl Search<'_> {
    fn arrive(&mut self, block: usize, unbound: &Unbound) {
        let Some(known) = self.known.get_mut(block) else { return };
        match known {
            None => *known = Some(unbound.clone()),
            Some(known) => {
                let mut changed = false;
                for (known, new) in known.iter_mut().zip(unbound) {
                    changed |= *new && !*known;
                    *known |= *new;
                }
                if !changed {
                    return;
                }
            }
        }
        self.open.push(block);
    }

    /// Goes through the instructions of a block; what may be unbound behind it.
    fn follow(&mut self, (start, end): (usize, usize), mut unbound: Unbound) -> Unbound {
        for local in unbound.iter_mut().skip(FOLLOWED) {
            *local = true;
        }
        for at in start..end.min(self.unit.instructions.len()) {
            if let Some(handler) = self.handlers[at] {
                self.arrive(handler, &unbound);
            }
            let instruction = self.unit.instructions[at];
            let Ok(effect) = Effect::of(instruction) else { continue };
            if instruction.opcode == Opcode::LOAD_FAST_CHECK {
                self.asks[at] |= unbound.get(instruction.a.register().index()).copied().unwrap_or(true);
            }
            for register in &effect.emptied {
                if let Some(local) = unbound.get_mut(register.index()) {
                    *local = true;
                }
            }
            let written = effect.written.iter().map(|(register, _)| register);
            for register in written.chain(&effect.proved) {
                if let Some(local) = unbound.get_mut(register.index()) {
                    *local = false;
                }
            }
        }
        unbound
    }
}

/// What may be unbound at the start: all but the parameters.
fn at_start(unit: &CodeUnit) -> Unbound {
    let rest = [CodeFlags::VARARGS, CodeFlags::VARKEYWORDS].into_iter().filter(|flag| unit.flags.contains(*flag));
    let parameters = (unit.arg_count + unit.keyword_only_count) as usize + rest.count();
    let is_own = |kind: LocalKind| matches!(kind, LocalKind::Fast | LocalKind::Hidden);
    unit.locals.iter().enumerate().map(|(index, local)| index >= parameters && is_own(local.kind)).collect()
}

fn handlers(unit: &CodeUnit, graph: &Graph) -> Vec<Option<usize>> {
    let mut found = vec![None; unit.instructions.len()];
    // The first row that covers an instruction counts.
    for handler in unit.handlers.iter().rev() {
        let target = handler.target as usize;
        let block = graph.ranges.iter().position(|&(start, end)| start <= target && target < end);
        let covered = handler.start as usize..(handler.end as usize).min(found.len());
        found[covered].fill(block);
    }
    found
}
