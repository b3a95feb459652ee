//! The bytecode contract between compiler and interpreter. No behaviour.

mod disassembly;
mod effect;
mod instruction;
mod opcode;
mod unit;
mod verify;

pub use disassembly::listing;
pub use instruction::Instruction;
pub use opcode::{BinaryOperator, Comparison, INPLACE, Opcode, Operand};
pub use unit::{CodeFlags, CodeUnit, Constant, Handler, Local, LocalKind, Position};
pub use verify::{verify, verify_all};
