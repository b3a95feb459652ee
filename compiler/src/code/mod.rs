//! The bytecode contract between compiler and interpreter. No behaviour.

mod borrow;
mod disassembly;
mod effect;
mod flow;
mod instruction;
mod load;
mod opcode;
mod operand;
mod operator;
mod unbound;
mod unit;
mod verify;

pub use borrow::{Borrow, CountedLoads};
pub use disassembly::{Notation, listing, operands, register as register_name};
pub(crate) use effect::falls_through;
pub use effect::{Effect, Use, Written};
pub use flow::{Flow, FlowMark};
pub use instruction::Instruction;
pub use load::{Counted, LoadSource, LoadTable, LocalLoad};
pub use opcode::{Opcode, Role, op};
pub use operand::{CacheIndex, ConstantIndex, Count, Distance, NameIndex, Operand, Register};
pub use operator::{BinaryOperator, CommonConstant, Comparison, FORMAT_SPEC, INPLACE, Intrinsic, KEEPS, SpecialMethod};
pub use unit::{CodeFlags, CodeUnit, Constant, Handler, Local, LocalKind, PassedLine, Position};
pub use verify::{held_without_consumed, verify, verify_all};
