//! What an instruction does to registers and where it leads, from the operand roles of the opcode table; only opcodes
//! whose operands span several registers have rules of their own.

use super::instruction::Instruction;
use super::opcode::{Opcode, Operand};

/// What a read needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// A bound register.
    Value,
    /// A register that holds the cell of a variable.
    Cell,
    /// Any bound register, be it a cell's: what moves and copies registers.
    Either,
    /// Bound, or the empty half of LOAD_METHOD's pair.
    MethodSelf,
}

/// What a write leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// A value.
    Value,
    /// A cell.
    Cell,
    /// What the first register read held.
    Same,
    /// A value, or nothing: the second half of LOAD_METHOD's pair.
    MethodSelf,
}

/// What happens to registers.
#[derive(Clone, Debug, Default)]
pub struct Effect {
    /// Read: a temporary is left empty, a local keeps its value.
    pub consumed: Vec<(usize, Use)>,
    /// Read and kept.
    pub kept: Vec<(usize, Use)>,
    /// Emptied, whatever they held.
    pub emptied: Vec<usize>,
    /// Must be bound, by a test of the instruction itself, once it has been executed.
    pub proved: Vec<usize>,
    /// Written last.
    pub written: Vec<(usize, Written)>,
    /// Read registers that only a temporary may be.
    pub temporaries: Vec<usize>,
    /// Where it may jump, relative to the next instruction.
    pub jump: Option<i64>,
    /// The temporary that only a jump drops; nothing is written then.
    pub dropped_by_jump: Option<usize>,
    /// Whether execution can go on behind it.
    pub falls_through: bool,
}

impl Effect {
    fn take(&mut self, registers: std::ops::Range<usize>) {
        self.temporaries.extend(registers.clone());
        self.consumed.extend(registers.map(|register| (register, Use::Value)));
    }

    fn write(&mut self, registers: std::ops::Range<usize>) {
        self.written.extend(registers.map(|register| (register, Written::Value)));
    }

    /// What `instruction` does.
    ///
    /// # Errors
    /// When the opcode has a base operand and no rule here.
    pub fn of(instruction: Instruction) -> Result<Effect, String> {
        use Opcode as O;
        let Instruction { opcode, k, a, b, c } = instruction;
        let (a, b, c, count) = (usize::from(a), usize::from(b), usize::from(c), usize::from(k));
        let mut effect = Effect { falls_through: falls_through(opcode), ..Effect::default() };
        match opcode {
            O::COPY => {
                effect.kept.push((b, Use::Either));
                effect.written.push((a, Written::Same));
            }
            O::MOVE => {
                effect.temporaries.push(b);
                effect.consumed.push((b, Use::Either));
                effect.written.push((a, Written::Same));
            }
            O::POP_TOP => {
                effect.temporaries.push(a);
                effect.consumed.push((a, Use::Either));
            }
            // A class body stores the cell of `__class__` as `__classcell__`, and returns it.
            O::STORE_NAME | O::RETURN_VALUE => effect.consumed.push((a, Use::Either)),
            O::LOAD_FAST_CHECK => effect.proved.push(a),
            O::DELETE_FAST | O::CLEAR_FAST => effect.emptied.push(a),
            O::MAKE_CELL => {
                effect.emptied.push(a);
                effect.written.push((a, Written::Cell));
            }
            O::COPY_FREE_VARS => effect.written.extend((a..a + b).map(|register| (register, Written::Cell))),
            O::LOAD_DEREF => {
                effect.kept.push((b, Use::Cell));
                effect.write(a..a + 1);
            }
            O::LOAD_FROM_DICT_OR_DEREF => {
                effect.kept.push((b, Use::Cell));
                if k == 1 {
                    effect.take(a..a + 1);
                }
                effect.write(a..a + 1);
            }
            O::STORE_DEREF => {
                effect.kept.push((a, Use::Cell));
                effect.consumed.push((b, Use::Value));
            }
            O::DELETE_DEREF => effect.kept.push((a, Use::Cell)),
            O::CALL | O::CALL_METHOD | O::CALL_KW => {
                let names = usize::from(opcode == O::CALL_KW);
                effect.take(a..a + 1 + b + names);
                let may_be_empty = opcode == O::CALL_METHOD || opcode == O::CALL_KW && k != 0;
                if may_be_empty && let Some(receiver) = effect.consumed.get_mut(1) {
                    receiver.1 = Use::MethodSelf;
                }
                effect.write(c..c + 1);
            }
            O::CALL_FUNCTION_EX => {
                effect.take(a..a + 2 + count.min(1));
                effect.write(c..c + 1);
            }
            O::LOAD_METHOD => {
                effect.consumed.push((b, Use::Value));
                effect.written.extend([(a, Written::Value), (a + 1, Written::MethodSelf)]);
            }
            O::LOAD_SUPER_ATTR => {
                effect.take(a..a + 3);
                effect.write(a..a + 1);
                if k & 1 != 0 {
                    effect.written.push((a + 1, Written::MethodSelf));
                }
            }
            O::BUILD_TUPLE => {
                // Of values, or of the cells of a closure.
                effect.temporaries.extend(b..b + c);
                effect.consumed.extend((b..b + c).map(|register| (register, Use::Either)));
                effect.write(a..a + 1);
            }
            O::BUILD_LIST | O::BUILD_SET | O::BUILD_STRING | O::BUILD_SLICE | O::BUILD_MAP => {
                effect.take(b..b + if opcode == O::BUILD_MAP { 2 * c } else { c });
                effect.write(a..a + 1);
            }
            O::UNPACK_SEQUENCE => {
                effect.consumed.push((b, Use::Value));
                effect.write(a..a + c);
            }
            O::UNPACK_EX => {
                effect.consumed.push((b, Use::Value));
                effect.write(a..a + c + 1 + count);
            }
            O::BINARY_SLICE => {
                effect.consumed.push((b, Use::Value));
                effect.take(c..c + 2);
                effect.write(a..a + 1);
            }
            O::STORE_SLICE => {
                effect.consumed.extend([(a, Use::Value), (b, Use::Value)]);
                effect.take(c..c + 2);
            }
            O::IMPORT_NAME => {
                effect.take(b..b + 2);
                effect.write(a..a + 1);
            }
            O::BEFORE_WITH => {
                effect.consumed.push((b, Use::Value));
                effect.write(a..a + 2);
            }
            O::FOR_ITER => {
                effect.temporaries.push(a);
                effect.kept.push((a, Use::Value));
                effect.write(b..b + 1);
                effect.jump = Some(short(instruction));
                effect.dropped_by_jump = Some(a);
            }
            O::YIELD_FROM => {
                effect.take(a..a + 1);
                effect.take(b..b + 1);
                effect.write(a..a + 1);
            }
            O::RAISE_VARARGS => effect.consumed.extend([a, b].into_iter().take(count).map(|r| (r, Use::Value))),
            O::POP_JUMP_IF_TRUE | O::POP_JUMP_IF_FALSE | O::POP_JUMP_IF_NONE | O::POP_JUMP_IF_NOT_NONE => {
                let read = if k == 0 { &mut effect.consumed } else { &mut effect.kept };
                read.push((a, Use::Value));
                effect.jump = Some(i64::from(instruction.operand()));
            }
            _ => effect.follow_table(instruction)?,
        }
        Ok(effect)
    }

    /// The roles of the table, as they stand.
    fn follow_table(&mut self, instruction: Instruction) -> Result<(), String> {
        let registers = [instruction.a, instruction.b, instruction.c].map(usize::from);
        for (kind, register) in instruction.opcode.operands().into_iter().zip(registers) {
            match kind {
                Operand::Source => self.consumed.push((register, Use::Value)),
                Operand::Kept => self.kept.push((register, Use::Value)),
                Operand::Target => self.write(register..register + 1),
                Operand::Jump => self.jump = Some(short(instruction)),
                Operand::LongJump => self.jump = Some(i64::from(instruction.operand())),
                Operand::Base => return Err("compiler/src/code/effect.rs has no rule for its registers".to_owned()),
                _ => {}
            }
        }
        Ok(())
    }
}

fn short(instruction: Instruction) -> i64 {
    i64::from(instruction.c.cast_signed())
}

fn falls_through(opcode: Opcode) -> bool {
    !matches!(
        opcode,
        Opcode::RETURN_VALUE
            | Opcode::RETURN_NONE
            | Opcode::RAISE_VARARGS
            | Opcode::RERAISE
            | Opcode::JUMP
            | Opcode::JUMP_BACKWARD
            | Opcode::STOPITERATION_ERROR
    )
}
