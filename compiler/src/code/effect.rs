//! What an instruction does to registers and where it leads, from the operand roles of the opcode table; only opcodes
//! whose operands span several registers have rules of their own.

use super::instruction::Instruction;
use super::opcode::{Opcode, Role};
use super::operand::{Distance, Operand, Register};
use super::operator::{FORMAT_SPEC, KEEPS};

/// A kind of value that instructions rest on, which the compiler has made before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// A list.
    List,
    /// A set.
    Set,
    /// A dict.
    Dict,
    /// A tuple.
    Tuple,
    /// A tuple of strs.
    Names,
    /// A tuple of so many cells.
    Cells(u16),
    /// A function that lacks the cells of so many free variables.
    Function(u16),
    /// An exception that was caught.
    Exception,
    /// The exception that was handled before, or `None`.
    Handled,
}

/// What a read needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// A value of that kind; a function may lack any number of cells.
    Made(Made),
    /// A bound register.
    Value,
    /// A register that holds the cell of a variable.
    Cell,
    /// Any bound register, be it a cell's: what copies registers.
    Either,
    /// As [`Use::Either`], or the empty half of LOAD_METHOD's pair: what moves and drops registers.
    Any,
    /// Bound, or the empty half of LOAD_METHOD's pair.
    MethodSelf,
}

/// What a write leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// A value.
    Value,
    /// A value of that kind.
    Made(Made),
    /// What is known of the constant.
    Constant,
    /// A function made of the constant.
    Function,
    /// A tuple of the registers read.
    Tuple,
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
    pub consumed: Vec<(Register, Use)>,
    /// Read and kept.
    pub kept: Vec<(Register, Use)>,
    /// Emptied, whatever they held.
    pub emptied: Vec<Register>,
    /// Must be bound, by a test of the instruction itself, once it has been executed.
    pub proved: Vec<Register>,
    /// Written last.
    pub written: Vec<(Register, Written)>,
    /// Read registers that only a temporary may be.
    pub temporaries: Vec<Register>,
    /// Where it may jump, relative to the next instruction.
    pub jump: Option<Distance>,
    /// The temporary that only a jump drops; nothing is written then.
    pub dropped_by_jump: Option<Register>,
    /// Whether execution can go on behind it.
    pub falls_through: bool,
}

impl Effect {
    /// Consumes `count` temporaries from `first`.
    fn take(&mut self, first: Register, count: usize, need: Use) {
        self.temporaries.extend(row(first, count));
        self.consumed.extend(row(first, count).map(|register| (register, need)));
    }

    /// Writes `count` registers from `first`.
    fn write(&mut self, first: Register, count: usize, what: Written) {
        self.written.extend(row(first, count).map(|register| (register, what)));
    }

    /// What `instruction` does.
    ///
    /// # Errors
    /// When the opcode has a base operand and no rule here.
    pub fn of(instruction: Instruction) -> Result<Effect, String> {
        use Opcode as O;
        let Instruction { opcode, k, .. } = instruction;
        let [a, b, c] = [instruction.a, instruction.b, instruction.c].map(Operand::register);
        let [b_count, c_count] = [instruction.b, instruction.c].map(|operand| usize::from(operand.count()));
        let small = usize::from(k);
        let mut effect =
            Effect { falls_through: falls_through(opcode), jump: instruction.distance(), ..Effect::default() };
        match opcode {
            O::COPY => {
                effect.kept.push((b, Use::Either));
                effect.write(a, 1, Written::Same);
            }
            O::MOVE => {
                effect.take(b, 1, Use::Any);
                effect.write(a, 1, Written::Same);
            }
            O::POP_TOP => effect.take(a, 1, Use::Any),
            O::POP_MANY => effect.take(a, b_count, Use::Value),
            O::REVERSE => {
                effect.take(a, b_count, Use::Value);
                effect.write(a, b_count, Written::Value);
            }
            O::CHECK_EG_MATCH => {
                effect.take(a, 1, Use::Value);
                effect.consumed.push((b, Use::Value));
                effect.write(a, 2, Written::Value);
            }
            O::MATCH_CLASS => {
                effect.take(a, 2, Use::Value);
                effect.take(a.plus(2), 1, Use::Made(Made::Names));
                effect.write(a, 1, Written::Value);
            }
            O::MATCH_KEYS => {
                effect.kept.extend([(b, Use::Value), (c, Use::Made(Made::Tuple))]);
                effect.write(a, 1, Written::Value);
            }
            O::PUSH_EXC_INFO => {
                effect.kept.push((b, Use::Made(Made::Exception)));
                effect.write(a, 1, Written::Made(Made::Handled));
            }
            O::PREP_RERAISE_STAR => {
                effect.consumed.extend([(b, Use::Value), (c, Use::Made(Made::List))]);
                effect.write(a, 1, Written::Value);
            }
            O::POP_EXCEPT => effect.consumed.push((a, Use::Made(Made::Handled))),
            O::CHECK_EXC_MATCH => {
                effect.kept.push((b, Use::Made(Made::Exception)));
                effect.consumed.push((c, Use::Value));
                effect.write(a, 1, Written::Value);
            }
            O::STOPITERATION_ERROR => effect.consumed.push((a, Use::Made(Made::Exception))),
            O::LOAD_CONST => effect.write(a, 1, Written::Constant),
            O::MAKE_FUNCTION => effect.write(a, 1, Written::Function),
            O::SET_FUNCTION_ATTRIBUTE => {
                effect.kept.push((a, Use::Made(Made::Function(0))));
                effect.consumed.push((b, Use::Value));
            }
            O::LIST_APPEND | O::LIST_EXTEND => {
                effect.kept.push((a, Use::Made(Made::List)));
                effect.consumed.push((b, Use::Value));
            }
            // SET_ADD looks: a program can put something else in the place of `__conditional_annotations__`.
            O::SET_UPDATE => {
                effect.kept.push((a, Use::Made(Made::Set)));
                effect.consumed.push((b, Use::Value));
            }
            O::MAP_ADD => {
                effect.kept.push((a, Use::Made(Made::Dict)));
                effect.consumed.extend([(b, Use::Value), (c, Use::Value)]);
            }
            O::DICT_UPDATE => {
                effect.kept.push((a, Use::Made(Made::Dict)));
                effect.consumed.push((b, Use::Value));
            }
            O::DICT_MERGE => {
                effect.kept.extend([(a, Use::Made(Made::Dict)), (c, Use::Value)]);
                effect.consumed.push((b, Use::Value));
            }
            O::LIST_TO_TUPLE => {
                effect.consumed.push((b, Use::Made(Made::List)));
                effect.write(a, 1, Written::Made(Made::Tuple));
            }
            O::BUILD_TEMPLATE => {
                effect.consumed.extend([(b, Use::Made(Made::Tuple)), (c, Use::Made(Made::Tuple))]);
                effect.write(a, 1, Written::Value);
            }
            // A class body stores the cell of `__class__` as `__classcell__`, and returns it.
            O::STORE_NAME | O::RETURN_VALUE => effect.consumed.push((a, Use::Either)),
            O::LOAD_FAST_CHECK => effect.proved.push(a),
            O::DELETE_FAST | O::CLEAR_FAST => effect.emptied.push(a),
            O::MAKE_CELL => {
                effect.emptied.push(a);
                effect.write(a, 1, Written::Cell);
            }
            O::COPY_FREE_VARS => effect.write(a, b_count, Written::Cell),
            O::LOAD_DEREF => {
                effect.kept.push((b, Use::Cell));
                effect.write(a, 1, Written::Value);
            }
            O::LOAD_FROM_DICT_OR_DEREF => {
                effect.kept.push((b, Use::Cell));
                if k == 1 {
                    effect.take(a, 1, Use::Value);
                }
                effect.write(a, 1, Written::Value);
            }
            O::LOAD_FROM_DICT_OR_GLOBALS => {
                effect.take(a, 1, Use::Value);
                effect.write(a, 1, Written::Value);
            }
            O::STORE_DEREF => {
                effect.kept.push((a, Use::Cell));
                effect.consumed.push((b, Use::Value));
            }
            O::DELETE_DEREF => effect.kept.push((a, Use::Cell)),
            O::CALL | O::CALL_METHOD | O::CALL_KW => {
                let names = usize::from(opcode == O::CALL_KW);
                effect.take(a, 1 + b_count, Use::Value);
                effect.take(a.plus(1 + b_count), names, Use::Made(Made::Names));
                let may_be_empty = opcode == O::CALL_METHOD || opcode == O::CALL_KW && k != 0;
                if may_be_empty && let Some(receiver) = effect.consumed.get_mut(1) {
                    receiver.1 = Use::MethodSelf;
                }
                effect.write(c, 1, Written::Value);
            }
            O::CALL_FUNCTION_EX => {
                effect.take(a, 2 + small.min(1), Use::Value);
                effect.write(c, 1, Written::Value);
            }
            O::LOAD_METHOD => {
                effect.consumed.push((b, Use::Value));
                effect.written.extend([(a, Written::Value), (a.plus(1), Written::MethodSelf)]);
            }
            O::LOAD_SUPER_ATTR => {
                effect.take(a, 3, Use::Value);
                effect.write(a, 1, Written::Value);
                if k & 1 != 0 {
                    effect.write(a.plus(1), 1, Written::MethodSelf);
                }
            }
            O::BUILD_TUPLE => {
                // Of values, or of the cells of a closure.
                effect.take(b, c_count, Use::Either);
                effect.write(a, 1, Written::Tuple);
            }
            O::BUILD_LIST | O::BUILD_SET | O::BUILD_STRING | O::BUILD_SLICE | O::BUILD_MAP => {
                effect.take(b, if opcode == O::BUILD_MAP { 2 * c_count } else { c_count }, Use::Value);
                let made = match opcode {
                    O::BUILD_LIST => Written::Made(Made::List),
                    O::BUILD_SET => Written::Made(Made::Set),
                    O::BUILD_MAP => Written::Made(Made::Dict),
                    _ => Written::Value,
                };
                effect.write(a, 1, made);
            }
            O::BUILD_INTERPOLATION => {
                effect.take(b, if k & FORMAT_SPEC == 0 { 2 } else { 3 }, Use::Value);
                effect.write(a, 1, Written::Value);
            }
            O::UNPACK_SEQUENCE => {
                effect.consumed.push((b, Use::Value));
                effect.write(a, c_count, Written::Value);
            }
            O::UNPACK_EX => {
                effect.consumed.push((b, Use::Value));
                effect.write(a, c_count + 1 + small, Written::Value);
            }
            O::BINARY_SLICE => {
                effect.consumed.push((b, Use::Value));
                effect.take(c, 2, Use::Value);
                effect.write(a, 1, Written::Value);
            }
            O::STORE_SLICE => {
                effect.consumed.extend([(a, Use::Value), (b, Use::Value)]);
                effect.take(c, 2, Use::Value);
            }
            O::IMPORT_NAME => {
                effect.take(b, 2, Use::Value);
                effect.write(a, 1, Written::Value);
            }
            O::LOAD_SPECIAL => {
                let read = if k & KEEPS == 0 { &mut effect.consumed } else { &mut effect.kept };
                read.push((b, Use::Value));
                effect.written.extend([(a, Written::Value), (a.plus(1), Written::MethodSelf)]);
            }
            O::WITH_EXCEPT_START => {
                effect.kept.extend([(b, Use::Value), (b.plus(1), Use::MethodSelf), (c, Use::Made(Made::Exception))]);
                effect.write(a, 1, Written::Value);
            }
            O::FOR_ITER => {
                effect.temporaries.push(a);
                effect.kept.push((a, Use::Value));
                effect.write(b, 1, Written::Value);
                effect.dropped_by_jump = Some(a);
            }
            O::YIELD_FROM => {
                effect.take(a, 1, Use::Value);
                effect.take(b, 1, Use::Value);
                effect.write(a, 1, Written::Value);
            }
            O::RAISE_VARARGS => effect.consumed.extend([a, b].into_iter().take(small).map(|r| (r, Use::Value))),
            O::POP_JUMP_IF_TRUE | O::POP_JUMP_IF_FALSE | O::POP_JUMP_IF_NONE | O::POP_JUMP_IF_NOT_NONE => {
                let read = if k == 0 { &mut effect.consumed } else { &mut effect.kept };
                read.push((a, Use::Value));
            }
            _ => effect.follow_table(instruction)?,
        }
        Ok(effect)
    }

    /// The roles of the table, as they stand.
    fn follow_table(&mut self, instruction: Instruction) -> Result<(), String> {
        for (role, register) in instruction.registers() {
            match role {
                Role::Source => self.consumed.push((register, Use::Value)),
                Role::Kept => self.kept.push((register, Use::Value)),
                Role::Target => self.write(register, 1, Written::Value),
                _ => return Err("compiler/src/code/effect.rs has no rule for its registers".to_owned()),
            }
        }
        Ok(())
    }
}

/// `count` registers from `first`.
fn row(first: Register, count: usize) -> impl Iterator<Item = Register> + Clone {
    (0..count).map(move |index| first.plus(index))
}

/// Whether the next instruction may follow.
pub(crate) fn falls_through(opcode: Opcode) -> bool {
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
