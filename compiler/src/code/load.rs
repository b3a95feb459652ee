//! Where CPython 3.14 pushes locals that an instruction here reads where they are, and which of them it counts while they
//! wait on its stack: those that another basic block uses up, or that are bound again meanwhile. Two loads in a row are
//! one instruction there, which counts both or none.

use super::borrow::{Borrow, Loads};
use super::effect::{Effect, Use};
use super::instruction::Instruction;
use super::opcode::Opcode;
use super::operand::Register;

/// A push of a local in CPython's code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalLoad {
    /// The instruction in front of which it stands, or which it is.
    pub at: u32,
    /// Its line.
    pub line: u32,
    /// The local.
    pub local: Register,
    /// What it pushes.
    pub source: LoadSource,
}

/// What a [`LocalLoad`] pushes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoadSource {
    /// The local.
    Local,
    /// A copy of the last push of the local.
    Copy,
}

/// The [loads](LocalLoad) of a unit in order, packed: only those are unpacked that somebody asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoadTable(
    /// For each load three numbers of seven bits a byte, the last byte below 128: distance from the load before, line, and
    /// the local with the source as its lowest bit.
    pub Box<[u8]>,
);

impl LoadTable {
    /// The table of these loads.
    pub fn of(loads: &[LocalLoad]) -> LoadTable {
        let mut bytes = Vec::with_capacity(loads.len() * 4);
        let mut before = 0;
        for load in loads {
            let source = u32::from(load.source == LoadSource::Copy);
            for mut number in [load.at - before, load.line, (load.local.index() as u32) << 1 | source] {
                while number >= 0x80 {
                    bytes.push(number as u8 | 0x80);
                    number >>= 7;
                }
                bytes.push(number as u8);
            }
            before = load.at;
        }
        LoadTable(bytes.into())
    }

    pub(super) fn unpacked(&self) -> Vec<LocalLoad> {
        let mut numbers = self.0.split_inclusive(|&byte| byte < 0x80).map(|bytes| {
            bytes.iter().rev().fold(0_u32, |number, &byte| number.wrapping_shl(7) | u32::from(byte & 0x7f))
        });
        let mut loads = Vec::new();
        let mut at: u32 = 0;
        while let (Some(distance), Some(line), Some(local)) = (numbers.next(), numbers.next(), numbers.next()) {
            at = at.wrapping_add(distance);
            let source = if local & 1 == 0 { LoadSource::Local } else { LoadSource::Copy };
            loads.push(LocalLoad { at, line, local: Register::at((local >> 1) as usize), source });
        }
        loads
    }
}

/// A register whose object CPython counts once more, from one instruction to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The register.
    pub register: Register,
    /// The first instruction.
    pub start: u32,
    /// The last one.
    pub end: u32,
}

/// How many locals an instruction of CPython can name that stands for two.
pub(super) const PAIRED_LOCALS: usize = 16;

/// A load, and what becomes of it.
struct Push {
    load: LocalLoad,
    /// The instruction that uses it up.
    end: Option<u32>,
    is_counted: bool,
}

impl Push {
    fn at(&self) -> usize {
        self.load.at as usize
    }

    fn is_local(&self) -> bool {
        self.load.source == LoadSource::Local
    }
}

impl Loads<'_> {
    /// What CPython counts that only stands in registers here. Takes those `borrows` out that are counted because of
    /// another load.
    pub(super) fn counted(&self, borrows: &mut Vec<Borrow>) -> Vec<Counted> {
        let mut pushes = self.pushes();
        for index in 0..pushes.len() {
            pushes[index].is_counted = self.decide(&pushes, index, borrows);
        }
        self.pair(&mut pushes);
        let mut counted = Vec::new();
        for (index, push) in pushes.iter().enumerate() {
            let Some(end) = push.end else { continue };
            let decides = if push.is_local() { push } else { original(&pushes, index).unwrap_or(push) };
            if !decides.is_counted {
                continue;
            }
            if push.is_local() && self.is_copied(push) {
                borrows.retain(|borrow| borrow.start != end);
            } else {
                counted.push(Counted { register: push.load.local, start: push.load.at, end });
            }
        }
        for (index, instruction) in self.unit.instructions.iter().enumerate() {
            // CPython asks a copy whether it is true.
            if let Some(tested) = kept_by_test(*instruction) {
                counted.push(Counted { register: tested, start: index as u32, end: index as u32 });
            }
        }
        counted
    }

    /// The loads with the instructions that use them up.
    fn pushes(&self) -> Vec<Push> {
        let mut pushes: Vec<Push> = Vec::new();
        let mut waiting: Vec<usize> = Vec::new();
        let mut loads = self.pushed.iter().peekable();
        for (index, &instruction) in self.unit.instructions.iter().enumerate() {
            while let Some(&load) = loads.next_if(|load| load.at as usize <= index) {
                waiting.push(pushes.len());
                pushes.push(Push { load, end: None, is_counted: false });
            }
            if waiting.is_empty() {
                continue;
            }
            let Ok(effect) = Effect::of(instruction) else { continue };
            // What is copied for an instruction is not used up by it.
            let mut copied = None;
            for &(register, need) in effect.kept.iter().chain(&effect.consumed) {
                let is_value = matches!(need, Use::Value | Use::Either);
                let is_used = |&push: &usize| is_value && pushes[push].load.local == register && copied != Some(push);
                let Some(last) = waiting.iter().rposition(is_used) else { continue };
                let push = waiting.remove(last);
                if !pushes[push].is_local() {
                    copied = waiting[..last].iter().copied().rfind(|&original| is_of(&pushes[original], &pushes[push]));
                }
                pushes[push].end = Some(index as u32);
            }
            for register in effect.written.iter().map(|&(register, _)| register).chain(effect.emptied) {
                for &push in waiting.iter().filter(|&&push| pushes[push].load.local == register).collect::<Vec<_>>() {
                    pushes[push].is_counted = true;
                }
            }
        }
        // What `x = x or y` keeps is used up behind its copy.
        for index in 0..pushes.len() {
            if let Some(end) = pushes[index].end.filter(|_| !pushes[index].is_local())
                && let Some(original) = pushes[..index].iter().rposition(|push| is_of(push, &pushes[index]))
                && pushes[original].end.is_none()
            {
                pushes[original].end = Some(end + 1);
            }
        }
        pushes
    }

    /// Whether CPython counts a load, looked at alone.
    fn decide(&self, pushes: &[Push], index: usize, borrows: &[Borrow]) -> bool {
        let push = &pushes[index];
        let (at, local) = (push.at(), push.load.local);
        let Some(end) = push.end.map(|end| end as usize) else { return false };
        if push.is_counted || !self.reached[at] || self.is_checked(at, local) {
            return true;
        }
        if self.is_copied(push) || self.unit.instructions.get(end).is_some_and(|last| is_method_load(last.opcode)) {
            return !borrows.iter().any(|borrow| borrow.start as usize == end);
        }
        self.is_stored_before(pushes, index) || self.begins[at + 1..=end].contains(&true)
    }

    /// Whether the instruction in front of which a load stands is its copy into another register.
    fn is_copied(&self, push: &Push) -> bool {
        let instruction = self.unit.instructions.get(push.at());
        push.end == Some(push.load.at) && instruction.is_some_and(|instruction| instruction.opcode == Opcode::COPY)
    }

    fn is_stored_before(&self, pushes: &[Push], index: usize) -> bool {
        let LocalLoad { at, line, local, .. } = pushes[index].load;
        let is_first = index == 0 || pushes[index - 1].load.at != at;
        is_first && self.follows_store(at as usize, line, local)
    }

    /// Two loads in a row are counted if one of them is.
    fn pair(&self, pushes: &mut [Push]) {
        let mut index = 0;
        while index + 1 < pushes.len() {
            if !self.are_paired(pushes, index) {
                index += 1;
                continue;
            }
            let is_counted = pushes[index].is_counted || pushes[index + 1].is_counted;
            for push in &mut pushes[index..index + 2] {
                push.is_counted = is_counted;
            }
            index += 2;
        }
    }

    fn are_paired(&self, pushes: &[Push], index: usize) -> bool {
        let (first, second) = (&pushes[index], &pushes[index + 1]);
        let is_own = |push: &Push| {
            push.is_local() && push.load.local.index() < PAIRED_LOCALS && !self.is_checked(push.at(), push.load.local)
        };
        if !is_own(first) || !is_own(second) || first.load.line != second.load.line || first.end.is_none() {
            return false;
        }
        if self.is_stored_before(pushes, index) || self.is_called(first) {
            return false;
        }
        let behind = first.at() + usize::from(self.is_copied(first));
        let is_nothing = |at: usize| self.unit.instructions[at].opcode == Opcode::LOAD_FAST_CHECK && !self.asks[at];
        let is_stored = self.is_copied(first) && self.unit.instructions[first.at()].a.register() < self.first_temporary;
        !is_stored
            && (behind..second.at()).all(is_nothing)
            && !self.begins[first.at() + 1..=second.at().max(first.at())].contains(&true)
    }

    /// Whether what a load copies is called: CPython pushes something else behind it.
    fn is_called(&self, push: &Push) -> bool {
        if !self.is_copied(push) {
            return false;
        }
        let temporary = self.unit.instructions[push.at()].a.register();
        let user = self.unit.instructions[push.at() + 1..].iter().find(|&&instruction| {
            Effect::of(instruction).is_ok_and(|effect| effect.consumed.iter().any(|&(used, _)| used == temporary))
        });
        user.is_some_and(|user| {
            matches!(user.opcode, Opcode::CALL | Opcode::CALL_KW | Opcode::CALL_FUNCTION_EX)
                && user.a.register() == temporary
        })
    }
}

/// Whether `copy` copies `push` or a push of the same local.
fn is_of(push: &Push, copy: &Push) -> bool {
    push.is_local() && push.load.local == copy.load.local
}

fn original(pushes: &[Push], index: usize) -> Option<&Push> {
    pushes[..index].iter().rfind(|push| is_of(push, &pushes[index]))
}

fn is_method_load(opcode: Opcode) -> bool {
    matches!(opcode, Opcode::LOAD_METHOD | Opcode::LOAD_METHOD_CACHED | Opcode::LOAD_SPECIAL)
}

/// The temporary that a jump tests and does not take.
fn kept_by_test(instruction: Instruction) -> Option<Register> {
    let is_test = matches!(instruction.opcode, Opcode::POP_JUMP_IF_TRUE | Opcode::POP_JUMP_IF_FALSE);
    (is_test && instruction.k != 0).then(|| instruction.a.register())
}
