//! Structural invariants of a code unit: every jump stays inside, every temporary is written while empty, used once
//! while full on every path, and nothing is left in one when the code returns.

use std::rc::Rc;

use ouropy::code::{CodeUnit, Constant, Instruction, Opcode, Operand};

/// What is known of a temporary at a point of the code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    Empty,
    Full,
    /// Full on some ways here: nothing may use it.
    Either,
}

type Window = Rc<Vec<State>>;

/// Checks a unit and those in it.
pub fn check(unit: &CodeUnit) -> Result<(), String> {
    Checker::new(unit).run().map_err(|message| format!("{}:{}: {message}", unit.filename, unit.qualname))?;
    for constant in &unit.constants {
        if let Constant::Code(code) = constant {
            check(code)?;
        }
    }
    Ok(())
}

struct Checker<'a> {
    unit: &'a CodeUnit,
    first: usize,
    states: Vec<Option<Window>>,
    work: Vec<usize>,
}

/// What an instruction does to temporaries.
#[derive(Default)]
struct Effect {
    consumed: Vec<usize>,
    kept: Vec<usize>,
    dropped: Vec<usize>,
    written: Vec<usize>,
    /// Where it may jump, and what is dropped only then.
    jump: Option<(i64, Option<usize>)>,
    falls_through: bool,
}

impl<'a> Checker<'a> {
    fn new(unit: &'a CodeUnit) -> Self {
        let first = unit.locals.len();
        Checker { unit, first, states: vec![None; unit.instructions.len()], work: Vec::new() }
    }

    fn run(&mut self) -> Result<(), String> {
        let unit = self.unit;
        let count = unit.instructions.len();
        if unit.positions.len() != count {
            return Err("positions and instructions differ in number".to_owned());
        }
        for handler in &unit.handlers {
            let fits = handler.start < handler.end && handler.end as usize <= count;
            if !fits || handler.target as usize >= count || usize::from(handler.register) < self.first {
                return Err(format!("bad handler {handler:?}"));
            }
        }
        let temporaries = (unit.register_count as usize).checked_sub(self.first).ok_or("too few registers")?;
        self.arrive(0, &Rc::new(vec![State::Empty; temporaries]))?;
        while let Some(at) = self.work.pop() {
            self.step(at).map_err(|message| format!("{at} {:?}: {message}", unit.instructions[at].opcode))?;
        }
        Ok(())
    }

    fn arrive(&mut self, at: usize, window: &Window) -> Result<(), String> {
        let state = self.states.get_mut(at).ok_or_else(|| format!("control leaves the code at {at}"))?;
        let merged = match state {
            None => window.clone(),
            Some(known) if known == window => return Ok(()),
            Some(known) => {
                let merge = |(a, b): (&State, &State)| if a == b { *a } else { State::Either };
                let merged: Vec<State> = known.iter().zip(window.iter()).map(merge).collect();
                if merged == **known {
                    return Ok(());
                }
                Rc::new(merged)
            }
        };
        *state = Some(merged);
        self.work.push(at);
        Ok(())
    }

    fn step(&mut self, at: usize) -> Result<(), String> {
        let unit = self.unit;
        let Some(before) = self.states[at].clone() else { return Ok(()) };
        let instruction = unit.instructions[at];
        let effect = effect(instruction);
        let first = self.first;
        let limit = unit.register_count as usize;
        let mut window = (*before).clone();
        for &register in effect.consumed.iter().chain(&effect.kept).chain(&effect.dropped).chain(&effect.written) {
            if register >= limit {
                return Err(format!("register {register} is outside the window"));
            }
        }
        let temporary = |register: &usize| register.checked_sub(first);
        for index in effect.kept.iter().filter_map(temporary) {
            if window[index] != State::Full {
                return Err(format!("reads ${index}, {:?}", window[index]));
            }
        }
        for index in effect.consumed.iter().filter_map(temporary) {
            if window[index] != State::Full {
                return Err(format!("consumes ${index}, {:?}", window[index]));
            }
            window[index] = State::Empty;
        }
        for index in effect.dropped.iter().filter_map(temporary) {
            window[index] = State::Empty;
        }
        for handler in &unit.handlers {
            if (handler.start as usize..handler.end as usize).contains(&at) {
                for source in [&*before, &window] {
                    let mut caught = source.clone();
                    let register = usize::from(handler.register) - first;
                    caught[register..].fill(State::Empty);
                    *caught.get_mut(register).ok_or("handler outside the window")? = State::Full;
                    self.arrive(handler.target as usize, &Rc::new(caught))?;
                }
                break;
            }
        }
        let unwritten = window.clone();
        for index in effect.written.iter().filter_map(temporary) {
            if window[index] != State::Empty {
                return Err(format!("overwrites ${index}, {:?}", window[index]));
            }
            window[index] = State::Full;
        }
        if let Some((distance, dropped)) = effect.jump {
            let target = usize::try_from(at as i64 + 1 + distance).map_err(|_| "jumps out of the code")?;
            let mut jumped = if dropped.is_some() { unwritten } else { window.clone() };
            if let Some(index) = dropped.as_ref().and_then(temporary) {
                jumped[index] = State::Empty;
            }
            self.arrive(target, &Rc::new(jumped))?;
        }
        if matches!(instruction.opcode, Opcode::RETURN_VALUE | Opcode::RETURN_NONE)
            && let Some(index) = window.iter().position(|state| *state == State::Full)
        {
            return Err(format!("returns with ${index} full"));
        }
        if effect.falls_through {
            self.arrive(at + 1, &Rc::new(window))?;
        }
        Ok(())
    }
}

fn effect(instruction: Instruction) -> Effect {
    use Opcode as O;
    let Instruction { opcode, k, a, b, c } = instruction;
    let (a, b, c, count) = (usize::from(a), usize::from(b), usize::from(c), usize::from(k));
    let mut effect = Effect {
        falls_through: !matches!(
            opcode,
            O::RETURN_VALUE
                | O::RETURN_NONE
                | O::RAISE_VARARGS
                | O::RERAISE
                | O::JUMP
                | O::JUMP_BACKWARD
                | O::STOPITERATION_ERROR
        ),
        ..Effect::default()
    };
    let long = i64::from(instruction.operand());
    let short = i64::from(instruction.c as i16);
    match opcode {
        O::CALL | O::CALL_METHOD | O::CALL_KW => {
            effect.consumed.push(a);
            effect.consumed.extend(a + 1..a + 1 + b);
            if opcode == O::CALL_KW {
                effect.consumed.push(a + 1 + b);
            }
            effect.written.push(c);
        }
        O::CALL_FUNCTION_EX => {
            effect.consumed.extend(a..a + 2 + count.min(1));
            effect.written.push(c);
        }
        O::LOAD_METHOD => {
            effect.consumed.push(b);
            effect.written.extend([a, a + 1]);
        }
        O::LOAD_SUPER_ATTR => {
            effect.consumed.extend(a..a + 3);
            effect.written.extend(a..=a + (count & 1));
        }
        O::BUILD_TUPLE | O::BUILD_LIST | O::BUILD_SET | O::BUILD_STRING | O::BUILD_SLICE | O::BUILD_MAP => {
            effect.consumed.extend(b..b + if opcode == O::BUILD_MAP { 2 * c } else { c });
            effect.written.push(a);
        }
        O::UNPACK_SEQUENCE => {
            effect.consumed.push(b);
            effect.written.extend(a..a + c);
        }
        O::UNPACK_EX => {
            effect.consumed.push(b);
            effect.written.extend(a..=a + c + count);
        }
        O::BINARY_SLICE => {
            effect.consumed.extend([b, c, c + 1]);
            effect.written.push(a);
        }
        O::STORE_SLICE => effect.consumed.extend([a, b, c, c + 1]),
        O::IMPORT_NAME => {
            effect.consumed.extend([b, b + 1]);
            effect.written.push(a);
        }
        O::BEFORE_WITH => {
            effect.consumed.push(b);
            effect.written.extend([a, a + 1]);
        }
        O::FOR_ITER => {
            effect.kept.push(a);
            effect.written.push(b);
            effect.jump = Some((short, Some(a)));
        }
        O::YIELD_FROM => {
            effect.consumed.extend([a, b]);
            effect.written.push(a);
        }
        O::RAISE_VARARGS => effect.consumed.extend([a, b].into_iter().take(count)),
        O::CLEAR_FAST => effect.dropped.push(a),
        O::POP_JUMP_IF_TRUE | O::POP_JUMP_IF_FALSE | O::POP_JUMP_IF_NONE | O::POP_JUMP_IF_NOT_NONE => {
            if k == 0 { &mut effect.consumed } else { &mut effect.kept }.push(a);
            effect.jump = Some((long, None));
        }
        O::JUMP | O::JUMP_BACKWARD => effect.jump = Some((long, None)),
        _ => {
            for (kind, register) in opcode.operands().into_iter().zip([a, b, c]) {
                match kind {
                    Operand::Source => effect.consumed.push(register),
                    Operand::Kept => effect.kept.push(register),
                    Operand::Target => effect.written.push(register),
                    Operand::Jump => effect.jump = Some((short, None)),
                    _ => {}
                }
            }
        }
    }
    effect
}
