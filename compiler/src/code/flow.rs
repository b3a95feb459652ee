//! CPython's basic blocks, as far as they decide which locals it pushes without counting them.
//!
//! CPython 3.14 looks for such loads in the blocks that it reaches from the first one by jumps and by falling through. A
//! block that its optimizer has left without instructions ends that search: what lies behind it is counted, unless a
//! jump from elsewhere leads there. Blocks lose all their instructions where a condition is a constant, where no control
//! comes to, or where a line has nothing but a `pass`. So the blocks are built here as that optimizer has them, of the
//! unit's instructions and of marks for what stands in CPython's code only, and the same is taken away.

use foldhash::HashMap;

use super::effect::falls_through;
use super::opcode::Opcode;
use super::unbound;
use super::unit::CodeUnit;

/// What stands in CPython's code at a place of this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Jumps lead here.
    Label,
    /// A jump at which CPython can be interrupted.
    Jump,
    /// One at which it cannot.
    Onward,
    /// A jump that depends on something.
    Branch,
    /// A conditional jump on a constant, which is always taken.
    Always,
    /// A conditional jump on a constant, which is never taken.
    Never,
    /// The beginning of a region whose exceptions go to the label.
    Guard,
    /// Nothing but a line.
    Line,
    /// An instruction.
    Instruction,
    /// An instruction that does not go on to the next.
    Exit,
    /// A copy of the block at the label, up to the next mark.
    Copy,
}

impl Flow {
    /// Every one, by number.
    pub const ALL: [Flow; 11] = [
        Flow::Label,
        Flow::Jump,
        Flow::Onward,
        Flow::Branch,
        Flow::Always,
        Flow::Never,
        Flow::Guard,
        Flow::Line,
        Flow::Instruction,
        Flow::Exit,
        Flow::Copy,
    ];
}

/// A mark in the instructions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FlowMark {
    /// The instruction behind it, or the one that it is about.
    pub at: u32,
    /// The line, 0 if there is none.
    pub line: u32,
    /// The number of the label, of those that have one.
    pub label: u32,
    /// What there is.
    pub flow: Flow,
    /// How many instructions it is about: those of a jump that is there.
    pub width: u8,
}

/// What CPython's search for loads came to.
pub(super) struct Searched {
    /// For each instruction, whether the search reached it.
    pub(super) reached: Vec<bool>,
    /// For each instruction and the end, whether a block begins there.
    pub(super) begins: Vec<bool>,
    /// For each instruction that asks whether a local is bound, whether CPython asks too.
    pub(super) asks: Vec<bool>,
}

/// An instruction of a block.
#[derive(Clone, Copy)]
struct Step {
    kind: Kind,
    line: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Exit,
    /// Takes nothing but a line.
    Nop,
    Jump(usize),
    Onward(usize),
    Branch(usize),
    Always(usize),
    Never(usize),
    Guard(usize),
}

impl Kind {
    fn target(self) -> Option<usize> {
        match self {
            Kind::Jump(to)
            | Kind::Onward(to)
            | Kind::Branch(to)
            | Kind::Always(to)
            | Kind::Never(to)
            | Kind::Guard(to) => Some(to),
            Kind::Plain | Kind::Exit | Kind::Nop => None,
        }
    }

    /// The same jump to another block.
    fn leading(self, to: usize) -> Kind {
        match self {
            Kind::Jump(_) => Kind::Jump(to),
            Kind::Onward(_) => Kind::Onward(to),
            Kind::Branch(_) => Kind::Branch(to),
            Kind::Always(_) => Kind::Always(to),
            Kind::Never(_) => Kind::Never(to),
            Kind::Guard(_) => Kind::Guard(to),
            Kind::Plain | Kind::Exit | Kind::Nop => self,
        }
    }

    fn ends_block(self) -> bool {
        !matches!(self, Kind::Plain | Kind::Nop | Kind::Guard(_))
    }
}

#[derive(Default)]
struct Block {
    steps: Vec<Step>,
    next: Option<usize>,
    /// Where its instructions begin.
    start: usize,
    predecessors: u32,
    is_handler: bool,
    is_warm: bool,
    is_cold: bool,
}

impl Block {
    fn falls_through(&self) -> bool {
        !matches!(self.steps.last(), Some(Step { kind: Kind::Jump(_) | Kind::Onward(_) | Kind::Exit, .. }))
    }
}

/// The search in a unit.
pub(super) fn search(unit: &CodeUnit) -> Searched {
    let mut graph = Graph::new(unit);
    graph.optimize();
    let asks = unbound::asks(unit, &graph);
    graph.arrange();
    let visited = graph.visit();
    let length = unit.instructions.len();
    let mut searched = Searched { reached: vec![false; length], begins: vec![false; length + 1], asks };
    for (index, &(start, end)) in graph.ranges.iter().enumerate() {
        searched.begins[start.min(length)] = true;
        searched.reached[start.min(length)..end.min(length)].fill(visited[index]);
    }
    for &(start, end, original) in &graph.copies {
        searched.begins[start.min(length)] = true;
        searched.reached[start.min(length)..end.min(length)].fill(visited[original]);
    }
    searched
}

pub(super) struct Graph {
    blocks: Vec<Block>,
    /// The instructions of each block of the unit.
    pub(super) ranges: Vec<(usize, usize)>,
    /// Instructions that stand for another block's a second time.
    pub(super) copies: Vec<(usize, usize, usize)>,
}

/// The blocks of a unit while they are made.
struct Builder<'a> {
    unit: &'a CodeUnit,
    blocks: Vec<Block>,
    labels: HashMap<u32, usize>,
}

impl Builder<'_> {
    fn push(&mut self, kind: Kind, line: u32, at: usize) {
        let last = self.blocks.last().and_then(|block| block.steps.last());
        if last.is_some_and(|step| step.kind.ends_block()) {
            self.begin(at);
        }
        if let Some(block) = self.blocks.last_mut() {
            block.steps.push(Step { kind, line });
        }
    }

    fn begin(&mut self, at: usize) {
        let index = self.blocks.len();
        if let Some(block) = self.blocks.last_mut() {
            block.next = Some(index);
        }
        self.blocks.push(Block { start: at, ..Block::default() });
    }

    /// The instructions without a mark of their own.
    fn instructions(&mut self, from: usize, to: usize) {
        for at in from..to.min(self.unit.instructions.len()) {
            let kind = match self.unit.instructions[at].opcode {
                Opcode::NOP => Kind::Nop,
                Opcode::JUMP | Opcode::JUMP_BACKWARD => Kind::Plain,
                opcode if falls_through(opcode) => Kind::Plain,
                _ => Kind::Exit,
            };
            self.push(kind, self.unit.position(at).line, at);
        }
    }
}

impl Graph {
    fn new(unit: &CodeUnit) -> Graph {
        let leads = |mark: &FlowMark| !matches!(mark.flow, Flow::Label | Flow::Line | Flow::Instruction | Flow::Exit);
        let targets: foldhash::HashSet<u32> =
            unit.flow.iter().filter(|mark| leads(mark)).map(|mark| mark.label).collect();
        let mut builder = Builder { unit, blocks: vec![Block::default()], labels: HashMap::default() };
        builder.push(Kind::Plain, unit.first_line, 0);
        let mut copies = Vec::new();
        let mut at = 0;
        let mut marks = unit.flow.iter().peekable();
        // Targets are labels until every block is there.
        while let Some(mark) = marks.next() {
            let here = mark.at as usize;
            builder.instructions(at, here);
            at = here + usize::from(mark.width);
            let to = mark.label as usize;
            match mark.flow {
                Flow::Label if !targets.contains(&mark.label) => {}
                Flow::Label => {
                    if builder.blocks.last().is_some_and(|block| !block.steps.is_empty()) {
                        builder.begin(here);
                    }
                    builder.labels.insert(mark.label, builder.blocks.len() - 1);
                }
                Flow::Jump => builder.push(Kind::Jump(to), mark.line, here),
                Flow::Onward => builder.push(Kind::Onward(to), mark.line, here),
                Flow::Branch => builder.push(Kind::Branch(to), mark.line, here),
                Flow::Always => builder.push(Kind::Always(to), mark.line, here),
                Flow::Never => builder.push(Kind::Never(to), mark.line, here),
                Flow::Guard => builder.push(Kind::Guard(to), mark.line, here),
                Flow::Line => builder.push(Kind::Nop, mark.line, here),
                Flow::Instruction => builder.push(Kind::Plain, mark.line, here),
                Flow::Exit => builder.push(Kind::Exit, mark.line, here),
                Flow::Copy => {
                    let end = marks.peek().map_or(unit.instructions.len(), |mark| mark.at as usize);
                    copies.push((here, end, mark.label));
                    at = end;
                }
            }
        }
        builder.instructions(at, unit.instructions.len());
        let Builder { mut blocks, labels, .. } = builder;
        let end = blocks.len();
        blocks.push(Block { start: unit.instructions.len(), ..Block::default() });
        let block = |label: usize| labels.get(&(label as u32)).copied().unwrap_or(end);
        for step in blocks.iter_mut().flat_map(|block| &mut block.steps) {
            if let Some(label) = step.kind.target() {
                step.kind = step.kind.leading(block(label));
            }
        }
        let handlers: Vec<usize> = blocks.iter().flat_map(|block| &block.steps).filter_map(handler).collect();
        for handler in handlers {
            blocks[handler].is_handler = true;
        }
        let ranges = blocks.windows(2).map(|pair| (pair[0].start, pair[1].start)).collect();
        let copies = copies.into_iter().map(|(from, to, label)| (from, to, block(label as usize))).collect();
        Graph { blocks, ranges, copies }
    }

    /// What the optimizer does, in its order, up to where it looks for locals that may be unbound.
    fn optimize(&mut self) {
        self.inline_blocks();
        self.remove_unreachable();
        self.pass_on_lines();
        for step in self.blocks.iter_mut().flat_map(|block| &mut block.steps) {
            step.kind = match step.kind {
                Kind::Always(to) => Kind::Jump(to),
                Kind::Never(_) => Kind::Nop,
                kind => kind,
            };
        }
        self.thread_jumps();
        self.remove_lines();
        self.remove_unreachable();
        self.remove_lines_and_jumps();
    }

    /// What it does then.
    fn arrange(&mut self) {
        self.move_cold_blocks();
        self.pass_on_lines();
        for step in self.blocks.iter_mut().flat_map(|block| &mut block.steps) {
            if matches!(step.kind, Kind::Guard(_)) {
                step.kind = Kind::Nop;
            }
        }
        self.remove_lines_and_jumps();
    }

    /// Where control goes from a block.
    pub(super) fn ways(&self, index: usize) -> impl Iterator<Item = usize> {
        let block = &self.blocks[index];
        let falls = block.next.filter(|_| block.falls_through());
        let jumps = block.steps.iter().filter(|step| step.kind.ends_block()).filter_map(|step| step.kind.target());
        falls.into_iter().chain(jumps)
    }

    /// The blocks in order.
    fn chain(&self) -> Vec<usize> {
        std::iter::successors(Some(0), |&index| self.blocks[index].next).collect()
    }

    fn remove_unreachable(&mut self) {
        let mut predecessors = vec![0; self.blocks.len()];
        predecessors[0] = 1;
        let mut open = vec![0];
        while let Some(index) = open.pop() {
            let block = &self.blocks[index];
            let falls = block.next.filter(|_| block.falls_through());
            for to in falls.into_iter().chain(block.steps.iter().filter_map(|step| step.kind.target())) {
                predecessors[to] += 1;
                if predecessors[to] == 1 {
                    open.push(to);
                }
            }
        }
        for (block, predecessors) in self.blocks.iter_mut().zip(predecessors) {
            block.predecessors = predecessors;
            if predecessors == 0 {
                block.steps.clear();
                block.is_handler = false;
            }
        }
    }

    /// Puts a block without a line that leads on elsewhere in the place of the jumps to it.
    fn inline_blocks(&mut self) {
        for index in self.chain().repeat(2) {
            for _ in 0..self.blocks.len() {
                let Some(&Step { kind, .. }) = self.blocks[index].steps.last() else { break };
                let (Kind::Jump(to) | Kind::Onward(to)) = kind else { break };
                let target = &self.blocks[to];
                if to == index || target.falls_through() || target.steps.iter().any(|step| step.line != 0) {
                    break;
                }
                let mut copies = target.steps.clone();
                if let Some(Step { kind: onward @ Kind::Onward(_), .. }) = copies.last_mut()
                    && let Kind::Onward(on) = *onward
                    && matches!(kind, Kind::Jump(_))
                {
                    *onward = Kind::Jump(on);
                }
                let steps = &mut self.blocks[index].steps;
                if let Some(last) = steps.last_mut() {
                    last.kind = Kind::Nop;
                }
                steps.extend(copies);
            }
        }
    }

    /// Gives instructions without a line that of the only way to them.
    fn pass_on_lines(&mut self) {
        for index in self.chain() {
            let mut line = 0;
            for step in &mut self.blocks[index].steps {
                if step.line == 0 {
                    step.line = line;
                }
                line = step.line;
            }
            let block = &self.blocks[index];
            let Some(last) = block.steps.last() else { continue };
            let falls = block.next.filter(|_| block.falls_through());
            let jumps = last.kind.target().filter(|_| last.kind.ends_block());
            for to in falls.into_iter().chain(jumps) {
                let target = &mut self.blocks[to];
                let leaves = target.steps.iter().all(|step| step.line == 0)
                    && target.steps.iter().any(|step| matches!(step.kind, Kind::Exit | Kind::Jump(_)));
                if (target.predecessors == 1 || leaves)
                    && let Some(first) = target.steps.first_mut()
                    && first.line == 0
                {
                    first.line = line;
                }
            }
        }
    }

    /// Lets jumps to jumps lead on.
    fn thread_jumps(&mut self) {
        for index in self.chain() {
            for _ in 0..self.blocks.len() {
                let Some(&Step { kind, .. }) = self.blocks[index].steps.last() else { break };
                let (Kind::Jump(to) | Kind::Onward(to) | Kind::Branch(to)) = kind else { break };
                let Some(&Step { kind: next, line }) = self.blocks[to].steps.first() else { break };
                let kind = match (kind, next) {
                    (_, Kind::Jump(on) | Kind::Onward(on)) if on == to => break,
                    (Kind::Onward(_), Kind::Jump(on)) => Kind::Jump(on),
                    (kind, Kind::Jump(on)) => kind.leading(on),
                    (Kind::Jump(_) | Kind::Onward(_), Kind::Onward(on)) => kind.leading(on),
                    _ => break,
                };
                let steps = &mut self.blocks[index].steps;
                if let Some(last) = steps.last_mut() {
                    last.kind = Kind::Nop;
                }
                steps.push(Step { kind, line });
            }
        }
    }

    fn next_with_steps(&self, from: Option<usize>) -> Option<usize> {
        std::iter::successors(from, |&index| self.blocks[index].next)
            .find(|&index| !self.blocks[index].steps.is_empty())
    }

    /// The line of the instruction that follows a block.
    fn line_behind(&self, block: usize) -> Option<u32> {
        let next = self.next_with_steps(self.blocks[block].next)?;
        let is_nothing = |step: &&Step| step.kind == Kind::Nop && step.line == 0;
        Some(self.blocks[next].steps.iter().find(|step| !is_nothing(step))?.line)
    }

    /// Removes what takes nothing but a line, where another instruction has that line. Returns whether there was any.
    fn remove_lines(&mut self) -> bool {
        let mut changed = false;
        for index in self.chain() {
            let mut steps = std::mem::take(&mut self.blocks[index].steps);
            let count = steps.len();
            let mut kept: Vec<Step> = Vec::with_capacity(count);
            for at in 0..count {
                let step = steps[at];
                if step.kind == Kind::Nop {
                    if step.line == 0 || kept.last().is_some_and(|last| last.line == step.line) {
                        continue;
                    }
                    if let Some(next) = steps.get_mut(at + 1) {
                        if next.line == 0 {
                            next.line = step.line;
                        }
                        if next.line == step.line {
                            continue;
                        }
                    } else if self.line_behind(index) == Some(step.line) {
                        continue;
                    }
                }
                kept.push(step);
            }
            changed |= kept.len() < count;
            self.blocks[index].steps = kept;
        }
        changed
    }

    /// Removes jumps to what comes next anyway.
    fn remove_jumps(&mut self) -> bool {
        let mut changed = false;
        for index in self.chain() {
            if let Some(&Step { kind: Kind::Jump(to) | Kind::Onward(to), .. }) = self.blocks[index].steps.last()
                && self.next_with_steps(Some(to)) == self.next_with_steps(self.blocks[index].next)
                && let Some(last) = self.blocks[index].steps.last_mut()
            {
                last.kind = Kind::Nop;
                changed = true;
            }
        }
        changed
    }

    fn remove_lines_and_jumps(&mut self) {
        loop {
            let lines = self.remove_lines();
            let jumps = self.remove_jumps();
            if !lines && !jumps {
                break;
            }
        }
    }

    /// Puts the blocks that only exceptions lead to behind the others.
    fn move_cold_blocks(&mut self) {
        self.spread(vec![0], |block| &mut block.is_warm);
        let handlers = (0..self.blocks.len()).filter(|&index| self.blocks[index].is_handler).collect();
        self.spread(handlers, |block| &mut block.is_cold);
        for index in self.chain() {
            let block = &self.blocks[index];
            let Some(next) = block.next.filter(|_| block.is_cold && block.falls_through()) else { continue };
            if self.blocks[next].is_warm {
                let jump = self.blocks.len();
                let steps = vec![Step { kind: Kind::Jump(next), line: 0 }];
                let start = self.blocks[self.ranges.len()].start;
                let made = Block { steps, next: Some(next), start, is_cold: true, predecessors: 1, ..Block::default() };
                self.blocks.push(made);
                self.blocks[index].next = Some(jump);
            }
        }
        let (cold, warm): (Vec<usize>, Vec<usize>) =
            self.chain().into_iter().partition(|&index| self.blocks[index].is_cold);
        if cold.is_empty() {
            return;
        }
        let order: Vec<usize> = warm.into_iter().chain(cold).collect();
        for pair in order.windows(2) {
            self.blocks[pair[0]].next = Some(pair[1]);
        }
        if let Some(&last) = order.last() {
            self.blocks[last].next = None;
        }
        self.remove_lines_and_jumps();
    }

    /// Marks what is reached from some blocks without an exception and is not warm.
    fn spread(&mut self, mut open: Vec<usize>, mark: fn(&mut Block) -> &mut bool) {
        while let Some(index) = open.pop() {
            let block = &mut self.blocks[index];
            if block.is_warm || block.is_cold {
                continue;
            }
            *mark(block) = true;
            open.extend(block.next.filter(|_| block.falls_through()));
            let ends = block.steps.iter().filter(|step| step.kind.ends_block());
            open.extend(ends.filter_map(|step| step.kind.target()));
        }
    }

    /// Which blocks the search for loads comes to.
    fn visit(&self) -> Vec<bool> {
        let mut visited = vec![false; self.blocks.len()];
        let mut open = vec![0];
        while let Some(index) = open.pop() {
            if std::mem::replace(&mut visited[index], true) {
                continue;
            }
            let block = &self.blocks[index];
            // Not even an empty block's successor is looked at.
            let Some(last) = block.steps.last() else { continue };
            open.extend(last.kind.target());
            open.extend(block.next.filter(|_| block.falls_through()));
        }
        visited
    }
}

fn handler(step: &Step) -> Option<usize> {
    match step.kind {
        Kind::Guard(handler) => Some(handler),
        _ => None,
    }
}
