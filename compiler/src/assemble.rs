//! From the written unit to the finished one: jumps get their distances, rows of the exception table their targets.

use std::rc::Rc;

use super::Compiled;
use super::refuse;
use super::unit::Unit;
use crate::code::{
    CacheIndex, CodeFlags, CodeUnit, Comparison, Distance, Handler, LoadTable, Local, LocalKind, NameIndex, Opcode,
    PassedLine, op,
};

/// Whether the distance of a jump is 16 bits in `c`.
fn is_short(opcode: Opcode) -> bool {
    matches!(opcode, Opcode::COMPARE_JUMP | Opcode::COMPARE_INT_JUMP | Opcode::FOR_ITER)
}

impl Unit<'_> {
    /// The code unit.
    ///
    /// A short jump that leads too far is written as a short jump around a long one. That moves what follows, so
    /// it is repeated until every distance fits.
    pub(super) fn assemble(mut self, filename: Rc<str>, flags: CodeFlags) -> Compiled<CodeUnit> {
        self.order_locals();
        self.return_at_once();
        let mut far = vec![false; self.jumps.len()];
        let moved = loop {
            let moved = self.moved(&far);
            let mut changed = false;
            for (index, &(at, label)) in self.jumps.iter().enumerate() {
                if far[index] || !is_short(self.code[at as usize].opcode) {
                    continue;
                }
                let distance = self.target(label, &moved) - i64::from(moved[at as usize]) - 1;
                if i16::try_from(distance).is_err() {
                    far[index] = true;
                    changed = true;
                }
            }
            if !changed {
                break moved;
            }
        };
        self.link(&far, &moved);
        self.refuse_overflow()?;
        let handlers = self
            .rows
            .iter()
            .map(|row| Handler {
                start: moved[row.start as usize],
                end: moved[row.end as usize],
                target: self.target(row.target, &moved) as u32,
                register: row.register,
            })
            .collect();
        let passed_lines = self.passed_lines(&far, &moved);
        let mut flow = std::mem::take(&mut self.marks.list);
        for mark in &mut flow {
            mark.at = moved[mark.at as usize];
        }
        let mut loads = std::mem::take(&mut self.loads);
        for load in &mut loads {
            load.at = moved[load.at as usize];
        }
        let locals = self
            .fast
            .into_iter()
            .map(|variable| match variable {
                Some(variable) => Local { name: variable.name, kind: variable.kind },
                None => Local { name: "".into(), kind: LocalKind::Hidden },
            })
            .chain(
                self.cells
                    .into_iter()
                    .chain(self.free)
                    .map(|variable| Local { name: variable.name, kind: variable.kind }),
            )
            .collect();
        let [arg_count, positional_only_count, keyword_only_count] = self.arguments;
        Ok(CodeUnit {
            name: self.name,
            qualname: self.qualname,
            filename,
            first_line: self.first_line,
            flags,
            arg_count,
            positional_only_count,
            keyword_only_count,
            instructions: self.code,
            positions: self.positions,
            passed_lines,
            handlers,
            flow,
            loads: LoadTable::of(&loads),
            constants: self.constants.into_list(),
            names: self.name_list,
            caches: self.caches,
            locals,
            register_count: self.register_count as u32,
        })
    }

    /// A jump to the return at the end of the function is that return: it belongs to the line that control came from, which
    /// a frame goes on to show when it has ended. CPython copies the end of a function to each such jump.
    fn return_at_once(&mut self) {
        let mut jumps = std::mem::take(&mut self.jumps);
        loop {
            let before = jumps.len();
            jumps.retain(|&(at, label)| {
                let returns = self.code[at as usize].opcode == Opcode::JUMP && self.is_end(label);
                if returns {
                    self.code[at as usize] = op::RETURN_NONE();
                }
                !returns
            });
            // What has become a return may be where others lead.
            if jumps.len() == before {
                break;
            }
        }
        self.jumps = jumps;
    }

    /// Whether control that comes to the label does nothing but leave the function, on no line.
    fn is_end(&self, label: super::unit::Label) -> bool {
        let label = &self.labels[label.0 as usize];
        let Some(target) = label.at else { return false };
        let index = target as usize;
        self.code.get(index).is_some_and(|end| end.opcode == Opcode::RETURN_NONE)
            && self.positions[index].line == 0
            && !self.passed.iter().skip(label.passed).any(|&(at, _)| at == target)
    }

    /// The lines without instructions, with the jumps that do not pass them.
    fn passed_lines(&self, far: &[bool], moved: &[u32]) -> Vec<PassedLine> {
        let mut lines: Vec<PassedLine> = Vec::new();
        for (index, &(at, line)) in self.passed.iter().enumerate() {
            let behind = || self.rows.iter().filter(|row| row.start == at && row.passed > index);
            let is_try = behind().any(|row| row.passed == index + 1);
            let outside = if is_try { u32::MAX } else { behind().count() as u32 };
            lines.push(PassedLine { at: moved[at as usize], line, skipped_by: Vec::new(), outside });
        }
        if lines.is_empty() {
            return lines;
        }
        for (&(from, label), far) in self.jumps.iter().zip(far) {
            let state = &self.labels[label.0 as usize];
            let target = self.target(label, moved) as u32;
            let from = moved[from as usize];
            // A jump too far for its instruction has others behind it.
            let jumps = if *far { from..from + 3 } else { from..from + 1 };
            let behind = lines.partition_point(|line| line.at < target);
            for line in lines[..state.passed.min(self.passed.len())].iter_mut().skip(behind) {
                line.skipped_by.extend(jumps.clone());
            }
        }
        lines
    }

    /// Refuses a unit that needs more registers, names or caches than operands can tell apart: what its instructions say
    /// of the last ones is wrong.
    fn refuse_overflow(&self) -> Compiled {
        if self.name_list.len() > NameIndex::LIMIT {
            return Err(refuse::too_many("variables, temporaries or names"));
        }
        if self.caches.len() > CacheIndex::LIMIT {
            return Err(refuse::too_many("inline caches"));
        }
        if self.register_count > usize::from(u16::MAX) {
            return Err(refuse::too_many("variables or temporaries"));
        }
        Ok(())
    }

    /// The final index of each instruction, and of the end.
    fn moved(&self, far: &[bool]) -> Vec<u32> {
        let mut extra = vec![0_u32; self.code.len() + 1];
        for (&(at, _), _) in self.jumps.iter().zip(far).filter(|(_, far)| **far) {
            extra[at as usize + 1] += if self.code[at as usize].opcode == Opcode::FOR_ITER { 2 } else { 1 };
        }
        let mut offset = 0;
        extra
            .iter()
            .enumerate()
            .map(|(index, extra)| {
                offset += extra;
                index as u32 + offset
            })
            .collect()
    }

    fn target(&self, label: super::unit::Label, moved: &[u32]) -> i64 {
        let at = self.labels[label.0 as usize].at.unwrap_or_default();
        i64::from(moved[at as usize])
    }

    /// Writes the distances, and the long jumps beside short ones that lead too far.
    fn link(&mut self, far: &[bool], moved: &[u32]) {
        let mut long_jumps = Vec::new();
        for (index, &(at, label)) in self.jumps.iter().enumerate() {
            let from = i64::from(moved[at as usize]) + 1;
            let target = self.target(label, moved);
            let instruction = &mut self.code[at as usize];
            if !far[index] {
                *instruction = instruction.leading(distance(target - from));
            } else if instruction.opcode == Opcode::FOR_ITER {
                // On to the body over the jump that exhaustion takes.
                *instruction = instruction.leading(Distance::of(1));
                let onward = op::JUMP(Distance::of(1));
                let out = op::JUMP(distance(target - from - 2));
                long_jumps.push((at, vec![onward, out]));
            } else {
                instruction.k ^= Comparison::INVERT;
                *instruction = instruction.leading(Distance::of(1));
                let distance = distance(target - from - 1);
                let jump = if distance.get() < 0 { op::JUMP_BACKWARD } else { op::JUMP };
                long_jumps.push((at, vec![jump(distance)]));
            }
        }
        if long_jumps.is_empty() {
            return;
        }
        long_jumps.sort_by_key(|(at, _)| *at);
        let mut long_jumps = long_jumps.into_iter().peekable();
        let (code, positions) = (std::mem::take(&mut self.code), std::mem::take(&mut self.positions));
        for (index, (instruction, position)) in code.into_iter().zip(positions).enumerate() {
            self.code.push(instruction);
            self.positions.push(position);
            while let Some((_, extra)) = long_jumps.next_if(|(at, _)| *at as usize == index) {
                for instruction in extra {
                    self.code.push(instruction);
                    self.positions.push(position);
                }
            }
        }
    }
}

fn distance(instructions: i64) -> Distance {
    Distance::of(instructions as i32)
}
