//! The bytecode contract between compiler and interpreter. No behaviour.

pub mod disassembly;
mod effect;
pub mod instruction;
pub mod opcode;
pub mod unit;
pub mod verify;

pub use instruction::Instruction;
pub use opcode::{BinaryOperator, Comparison, INPLACE, Opcode, Operand};
pub use unit::{CodeFlags, CodeUnit, Constant, Handler, Local, LocalKind, Position};
