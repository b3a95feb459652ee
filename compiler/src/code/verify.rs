//! The verifier: proves for a code unit what the interpreter relies on without looking.
//!
//! - Every register, constant, name, cache and jump is in range, and no row of the exception table leads outside.
//! - A register that is read is bound on every path to the instruction, exceptions included; what is read as a cell is
//!   one, and no cell is read as a value. What an instruction takes for a list, dict, set or tuple is one, and a
//!   function has the cells of its free variables before it is used.
//! - A temporary is written while empty and consumed while full, so once, and none is full when the code returns.
//! - Every loop passes an instruction at which the collector and Ctrl-C can act.
//!
//! It is an abstract interpretation: what each register holds, joined where paths meet, until nothing changes. It
//! shares nothing with the compiler's own analysis (`compiler/src/bound.rs`), whose work it checks.

use super::effect::{Effect, Made, Use, Written};
use super::instruction::Instruction;
use super::opcode::{Opcode, Role};
use super::operand::{Distance, Register};
use super::operator::{BinaryOperator, Comparison, INPLACE, Intrinsic};
use super::unit::{CodeFlags, CodeUnit, Constant, LocalKind};

/// What is known of a register at a point of the code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Held {
    Empty,
    Full,
    /// Full, with a value of that kind.
    Made(Made),
    /// Full, with the cell of a variable.
    Cell,
    /// Empty or full: the second half of LOAD_METHOD's pair.
    MethodSelf,
    /// Different things on different ways here: nothing may read it.
    Unknown,
}

impl Held {
    fn join(self, other: Held) -> Held {
        if self == other {
            self
        } else if self.serves(Use::Value) && other.serves(Use::Value) {
            Held::Full
        } else {
            Held::Unknown
        }
    }

    fn serves(self, need: Use) -> bool {
        // A function that lacks cells is not for use yet.
        let is_value = matches!(self, Held::Full | Held::Made(_)) && !self.lacks_cells();
        match need {
            Use::Value => is_value,
            Use::Made(Made::Function(_)) => matches!(self, Held::Made(Made::Function(_))),
            Use::Made(Made::Tuple) => matches!(self, Held::Made(Made::Tuple | Made::Names | Made::Cells(_))),
            Use::Made(made) => self == Held::Made(made),
            Use::Cell => self == Held::Cell,
            Use::Either => is_value || self == Held::Cell,
            Use::Any => is_value || matches!(self, Held::Cell | Held::MethodSelf),
            Use::MethodSelf => is_value || self == Held::MethodSelf,
        }
    }

    fn lacks_cells(self) -> bool {
        matches!(self, Held::Made(Made::Function(1..)))
    }
}

/// What is known of a constant.
fn constant(constant: &Constant) -> Held {
    match constant {
        Constant::Tuple(items) if items.iter().all(|item| matches!(item, Constant::Str(_))) => Held::Made(Made::Names),
        Constant::Tuple(_) => Held::Made(Made::Tuple),
        _ => Held::Full,
    }
}

/// The free variables of a unit: the first, and how many there are.
fn free_variables(unit: &CodeUnit) -> (usize, u16) {
    let first = unit.locals.iter().position(|local| matches!(local.kind, LocalKind::Free)).unwrap_or(unit.locals.len());
    (first, unit.locals.iter().filter(|local| matches!(local.kind, LocalKind::Free)).count() as u16)
}

/// The bit of a function's cells in SET_FUNCTION_ATTRIBUTE.
const CLOSURE: u8 = 8;

/// Checks a unit, not those among its constants.
///
/// # Errors
/// The first defect, with the instruction.
pub fn verify(unit: &CodeUnit) -> Result<(), String> {
    let complain = |message: String| format!("{}:{}: {message}", unit.filename, unit.qualname);
    check_tables(unit).map_err(complain)?;
    for (at, &instruction) in unit.instructions.iter().enumerate() {
        check_operands(unit, at, instruction).map_err(|message| complain(describe(at, instruction, &message)))?;
    }
    Flow::new(unit).run().map_err(complain)
}

/// Which registers hold something that will be read when execution stands in front of the instruction at `at`, and
/// then without what it consumes; `None` when execution does not come there, or the unit is not right. Consumed
/// registers may still have a word in them that means nothing.
pub fn held_without_consumed(unit: &CodeUnit, at: usize) -> Option<Vec<bool>> {
    let mut flow = Flow::new(unit);
    flow.watched = Some(at);
    flow.run().ok()?;
    let mut held: Vec<bool> = flow.seen?.iter().map(|held| !matches!(held, Held::Empty | Held::Unknown)).collect();
    for (register, _) in Effect::of(unit.instructions[at]).ok()?.consumed {
        held[register.index()] &= register < Register::at(unit.locals.len());
    }
    Some(held)
}

/// As [`verify`], and the units among the constants.
///
/// # Errors
/// As [`verify`].
pub fn verify_all(unit: &CodeUnit) -> Result<(), String> {
    let mut units = vec![unit];
    while let Some(unit) = units.pop() {
        verify(unit)?;
        units.extend(unit.constants.iter().filter_map(|constant| match constant {
            Constant::Code(inner) => Some(&**inner),
            _ => None,
        }));
    }
    Ok(())
}

fn describe(at: usize, instruction: Instruction, message: &str) -> String {
    format!("{at} {:?}: {message}", instruction.opcode)
}

fn parameters(unit: &CodeUnit) -> usize {
    let named = (unit.arg_count + unit.keyword_only_count) as usize;
    named
        + usize::from(unit.flags.contains(CodeFlags::VARARGS))
        + usize::from(unit.flags.contains(CodeFlags::VARKEYWORDS))
}

fn check_tables(unit: &CodeUnit) -> Result<(), String> {
    let count = unit.instructions.len();
    // They may all have been taken away.
    if unit.positions.len() != count && !unit.positions.is_empty() {
        return Err("positions and instructions differ in number".to_owned());
    }
    if parameters(unit) > unit.locals.len() || unit.positional_only_count > unit.arg_count {
        return Err("more parameters than locals".to_owned());
    }
    if unit.locals.len() > unit.register_count as usize || unit.register_count > u32::from(u16::MAX) {
        return Err(format!("{} locals in {} registers", unit.locals.len(), unit.register_count));
    }
    if let Some(cache) = unit.caches.iter().find(|name| name.index() >= unit.names.len()) {
        return Err(format!("a cache of name {}, of {}", cache.index(), unit.names.len()));
    }
    for row in &unit.handlers {
        let register = row.register.index();
        let in_window = (unit.locals.len()..unit.register_count as usize).contains(&register);
        if row.start >= row.end || row.end as usize > count || row.target as usize >= count || !in_window {
            return Err(format!("bad row of the exception table: {row:?}"));
        }
    }
    Ok(())
}

/// Operands that are no registers, and jumps.
fn check_operands(unit: &CodeUnit, at: usize, instruction: Instruction) -> Result<(), String> {
    let Instruction { opcode, k, a: _, b, c } = instruction;
    let within = |index: usize, count: usize, what: &str| {
        if index < count { Ok(()) } else { Err(format!("{what} {index} of {count}")) }
    };
    for (role, operand) in opcode.roles().into_iter().zip([instruction.a, b, c]) {
        match role {
            Role::Name => within(operand.name().index(), unit.names.len(), "name")?,
            // No registers from there on are registers too.
            Role::Base => within(operand.register().index(), unit.register_count as usize + 1, "register")?,
            Role::Constant => within(instruction.constant().index(), unit.constants.len(), "constant")?,
            Role::Cache => within(instruction.cache().index(), unit.caches.len(), "cache")?,
            _ => {}
        }
    }
    let k = usize::from(k);
    match opcode {
        Opcode::MAKE_FUNCTION if !matches!(unit.constants[instruction.constant().index()], Constant::Code(_)) => {
            return Err("makes a function of what is no code".to_owned());
        }
        Opcode::BINARY_OP | Opcode::BINARY_OP_INT => {
            within(k % usize::from(INPLACE), BinaryOperator::ALL.len(), "operator")?;
            within(k, 2 * usize::from(INPLACE), "operator")?;
        }
        Opcode::COMPARE_OP | Opcode::COMPARE_JUMP | Opcode::COMPARE_INT_JUMP => {
            let plain = |k: u8| Comparison::ALL.iter().any(|comparison| comparison.operand() == k);
            let inverted = opcode != Opcode::COMPARE_OP && plain(instruction.k ^ Comparison::INVERT);
            if !plain(instruction.k) && !inverted {
                return Err(format!("no comparison has the number {k}"));
            }
        }
        Opcode::CALL_INTRINSIC_1 => within(k, Intrinsic::UNARY, "function")?,
        Opcode::CALL_INTRINSIC_2 => {
            let binary = Intrinsic::ALL.len() - Intrinsic::UNARY;
            within(k.wrapping_sub(Intrinsic::UNARY), binary, "function")?;
        }
        Opcode::RAISE_VARARGS => within(k, 3, "number of values")?,
        Opcode::CONVERT_VALUE => within(k.wrapping_sub(1), 3, "conversion")?,
        Opcode::BUILD_INTERPOLATION => within(k, 8, "form of interpolation")?,
        Opcode::BUILD_SLICE => within(usize::from(c.count()).wrapping_sub(2), 2, "number of bounds")?,
        Opcode::CALL_KW if b.count() == 0 => return Err("keywords without arguments".to_owned()),
        Opcode::SET_FUNCTION_ATTRIBUTE if !matches!(k, 1 | 2 | 8 | 16 | 32) => {
            return Err(format!("a function has no attribute {k}"));
        }
        Opcode::COPY_FREE_VARS if free_variables(unit) != (instruction.a.register().index(), b.count()) => {
            return Err("copies other cells than those of the free variables".to_owned());
        }
        _ => {}
    }
    let effect = Effect::of(instruction)?;
    if let Some(distance) = effect.jump {
        if target(at, distance).is_none_or(|target| target >= unit.instructions.len()) {
            return Err(format!("jumps out of the code, by {}", distance.get()));
        }
        // Conditional jumps do so too when their distance is negative.
        if distance.get() < 0 && matches!(opcode, Opcode::JUMP | Opcode::FOR_ITER) {
            return Err("jumps back past collector and signals".to_owned());
        }
    }
    let first = Register::at(unit.locals.len());
    if let Some(register) = effect.temporaries.iter().find(|&&register| register < first) {
        return Err(format!("takes local {} for a temporary", register.index()));
    }
    // What may be unbound has a name.
    let named = matches!(opcode, Opcode::DELETE_FAST | Opcode::CLEAR_FAST | Opcode::COPY_FREE_VARS);
    let cells = effect.kept.iter().filter(|(_, need)| *need == Use::Cell).map(|(register, _)| register);
    let targets = effect.written.iter().map(|(register, _)| register).chain(&effect.emptied).filter(|_| named);
    if let Some(register) = cells.chain(targets).chain(&effect.proved).find(|&&register| register >= first) {
        return Err(format!("takes temporary {} for a local", register.index()));
    }
    let written = effect.written.iter().map(|(register, _)| register);
    let read = effect.consumed.iter().chain(&effect.kept).map(|(register, _)| register);
    match written.chain(read).chain(&effect.emptied).chain(&effect.proved).max() {
        Some(register) => within(register.index(), unit.register_count as usize, "register"),
        None => Ok(()),
    }
}

/// Where a jump at `at` leads, if not in front of the code.
fn target(at: usize, distance: Distance) -> Option<usize> {
    (at + 1).checked_add_signed(distance.get() as isize)
}

/// The dataflow pass. What registers hold is kept where ways can meet: at targets of jumps and handlers.
struct Flow<'a> {
    unit: &'a CodeUnit,
    /// The first temporary.
    first: Register,
    /// Number of the meeting point at each instruction.
    meeting: Vec<Option<u32>>,
    windows: Vec<Option<Vec<Held>>>,
    work: Vec<usize>,
    /// An instruction, and what registers hold in front of it, as it was found last.
    watched: Option<usize>,
    seen: Option<Vec<Held>>,
}

impl<'a> Flow<'a> {
    fn new(unit: &'a CodeUnit) -> Flow<'a> {
        let mut meeting = vec![None; unit.instructions.len()];
        let mut count = 0;
        let mut mark = |at: usize| {
            if let Some(known @ None) = meeting.get_mut(at) {
                *known = Some(count);
                count += 1;
            }
        };
        mark(0);
        for (at, &instruction) in unit.instructions.iter().enumerate() {
            if let Some(target) = instruction.distance().and_then(|distance| target(at, distance)) {
                mark(target);
            }
        }
        for row in &unit.handlers {
            mark(row.target as usize);
        }
        Flow {
            unit,
            first: Register::at(unit.locals.len()),
            meeting,
            windows: vec![None; count as usize],
            work: Vec::new(),
            watched: None,
            seen: None,
        }
    }

    fn run(&mut self) -> Result<(), String> {
        let mut window = vec![Held::Empty; self.unit.register_count as usize];
        window[..parameters(self.unit)].fill(Held::Full);
        self.arrive(0, &window)?;
        while let Some(at) = self.work.pop() {
            let known = self.meeting[at].and_then(|point| self.windows[point as usize].clone());
            if let Some(window) = known {
                self.follow(at, window)?;
            }
        }
        Ok(())
    }

    /// Joins what registers hold with what is known of the meeting point `at`.
    fn arrive(&mut self, at: usize, window: &[Held]) -> Result<(), String> {
        let point = self.meeting.get(at).copied().flatten().ok_or("execution leaves the code")?;
        match &mut self.windows[point as usize] {
            none @ None => *none = Some(window.to_vec()),
            Some(known) => {
                let mut changed = false;
                for (known, new) in known.iter_mut().zip(window) {
                    let joined = known.join(*new);
                    changed |= joined != *known;
                    *known = joined;
                }
                if !changed {
                    return Ok(());
                }
            }
        }
        self.work.push(at);
        Ok(())
    }

    /// Straight on from a meeting point to the next one.
    fn follow(&mut self, mut at: usize, mut window: Vec<Held>) -> Result<(), String> {
        let mut shown = None;
        loop {
            let Some(&instruction) = self.unit.instructions.get(at) else {
                return Err("execution leaves the code".to_owned());
            };
            if self.watched == Some(at) {
                self.seen = Some(window.clone());
            }
            let goes_on = self
                .step(at, instruction, &mut window, &mut shown)
                .map_err(|message| describe(at, instruction, &message))?;
            at += 1;
            if !goes_on {
                return Ok(());
            }
            if self.meeting.get(at).copied().flatten().is_some() {
                return self.arrive(at, &window);
            }
        }
    }

    /// One instruction; whether execution goes on behind it. `shown` is the row of the exception table whose handler
    /// has seen the window as it is.
    fn step(
        &mut self,
        at: usize,
        instruction: Instruction,
        window: &mut [Held],
        shown: &mut Option<usize>,
    ) -> Result<bool, String> {
        let first = self.first;
        let effect = Effect::of(instruction)?;
        let row = self.unit.handlers.iter().position(|row| (row.start as usize..row.end as usize).contains(&at));
        // An exception finds the window as it was before the instruction, or as it is when operands are consumed.
        if row != *shown {
            self.raise(row, window)?;
            *shown = row;
        }
        for &(register, need) in effect.kept.iter().chain(&effect.consumed) {
            let held = window[register.index()];
            if !held.serves(need) {
                return Err(format!("reads register {} as {need:?}: {held:?}", register.index()));
            }
        }
        let read = || effect.kept.iter().chain(&effect.consumed).map(|&(register, _)| window[register.index()]);
        let source = read().next().unwrap_or(Held::Full);
        let tuple = match u16::try_from(effect.consumed.len()) {
            Ok(count @ 1..) if read().all(|held| held == Held::Cell) => Held::Made(Made::Cells(count)),
            _ => Held::Made(Made::Tuple),
        };
        let completed = self.completed(instruction, window)?;
        let taken = effect.consumed.iter().map(|&(register, _)| register).filter(|&register| register >= first);
        for register in taken {
            let held = std::mem::replace(&mut window[register.index()], Held::Empty);
            if held == Held::Empty {
                return Err(format!("consumes register {} twice", register.index()));
            }
        }
        for register in &effect.emptied {
            window[register.index()] = Held::Empty;
        }
        if !effect.consumed.is_empty() || !effect.emptied.is_empty() {
            self.raise(row, window)?;
        }
        for register in &effect.proved {
            window[register.index()] = Held::Full;
        }
        if let Some(distance) = effect.jump
            && let Some(dropped) = effect.dropped_by_jump
        {
            let kept = std::mem::replace(&mut window[dropped.index()], Held::Empty);
            self.jump(at, distance, window)?;
            window[dropped.index()] = kept;
        }
        for &(register, result) in &effect.written {
            let held = &mut window[register.index()];
            let is_fresh = register >= first || instruction.opcode == Opcode::COPY_FREE_VARS;
            if is_fresh && *held != Held::Empty {
                return Err(format!("overwrites register {}: {held:?}", register.index()));
            }
            *held = match result {
                Written::Value => Held::Full,
                Written::Made(made) => Held::Made(made),
                Written::Constant => constant(&self.unit.constants[instruction.constant().index()]),
                Written::Function => match &self.unit.constants[instruction.constant().index()] {
                    Constant::Code(code) => Held::Made(Made::Function(free_variables(code).1)),
                    _ => Held::Full,
                },
                Written::Tuple => tuple,
                Written::Cell => Held::Cell,
                Written::Same => source,
                Written::MethodSelf => Held::MethodSelf,
            };
        }
        // Programs can write locals through the frame's `f_locals`: only of temporaries is known what they hold.
        for &(register, _) in effect.written.iter().filter(|&&(register, _)| register < first) {
            let held = &mut window[register.index()];
            if held.lacks_cells() {
                return Err(format!("local {} is a function that lacks cells", register.index()));
            }
            if matches!(held, Held::Made(_)) {
                *held = Held::Full;
            }
        }
        if let Some(register) = completed {
            window[register.index()] = Held::Made(Made::Function(0));
        }
        if !effect.written.is_empty() || !effect.proved.is_empty() || completed.is_some() {
            *shown = None;
        }
        if let Some(distance) = effect.jump
            && effect.dropped_by_jump.is_none()
        {
            self.jump(at, distance, window)?;
        }
        if matches!(instruction.opcode, Opcode::RETURN_VALUE | Opcode::RETURN_NONE)
            && let Some((index, held)) =
                window.iter().enumerate().skip(first.index()).find(|(_, held)| **held != Held::Empty)
        {
            return Err(format!("returns with register {index} {held:?}"));
        }
        Ok(effect.falls_through)
    }

    /// The register of the function that the instruction gives its cells, if it does.
    fn completed(&self, instruction: Instruction, window: &[Held]) -> Result<Option<Register>, String> {
        if instruction.opcode != Opcode::SET_FUNCTION_ATTRIBUTE || instruction.k != CLOSURE {
            return Ok(None);
        }
        let (function, cells) = (instruction.a.register(), instruction.b.register());
        match (window[function.index()], window[cells.index()]) {
            (Held::Made(Made::Function(lacks)), Held::Made(Made::Cells(count))) if lacks == count => Ok(Some(function)),
            (function, cells) => Err(format!("gives {function:?} the cells of {cells:?}")),
        }
    }

    fn jump(&mut self, at: usize, distance: Distance, window: &[Held]) -> Result<(), String> {
        self.arrive(target(at, distance).ok_or("execution leaves the code")?, window)
    }

    /// An exception goes to the handler of a row: the temporaries from its register on are cleared.
    fn raise(&mut self, row: Option<usize>, window: &[Held]) -> Result<(), String> {
        let Some(row) = row.map(|row| self.unit.handlers[row]) else { return Ok(()) };
        let register = row.register.index();
        let mut caught = window.to_vec();
        caught[register..].fill(Held::Empty);
        caught[register] = Held::Made(Made::Exception);
        self.arrive(row.target as usize, &caught)
    }
}
