//! The 64-bit instruction word.

use super::opcode::Opcode;

/// An instruction: opcode, small operand, three 16-bit operands. Eight bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C, align(8))]
pub struct Instruction {
    /// The operation.
    pub opcode: Opcode,
    /// The small operand.
    pub k: u8,
    /// Third operand. Its place makes a cache's index and a wide operand one field of the word each.
    pub c: u16,
    /// Second operand.
    pub b: u16,
    /// First operand.
    pub a: u16,
}

const _: () = assert!(size_of::<Instruction>() == 8);

impl Instruction {
    /// An instruction of three operands and no small one.
    #[inline]
    pub const fn new(opcode: Opcode, a: u16, b: u16, c: u16) -> Instruction {
        Instruction { opcode, k: 0, a, b, c }
    }

    /// The same with small operand `k`.
    #[inline]
    pub const fn with_k(self, k: u8) -> Instruction {
        Instruction { k, ..self }
    }

    /// An instruction with a 32-bit operand in `b` and `c`.
    #[inline]
    pub const fn wide(opcode: Opcode, a: u16, operand: i32) -> Instruction {
        Instruction { opcode, k: 0, a, b: (operand >> 16) as u16, c: operand as u16 }
    }

    /// An instruction with a 24-bit cache index in `c` and `k`.
    #[inline]
    pub const fn cached(opcode: Opcode, a: u16, b: u16, cache: u32) -> Instruction {
        Instruction { opcode, k: cache as u8, a, b, c: (cache >> 8) as u16 }
    }

    /// The 32-bit operand of `b` and `c`.
    #[inline(always)]
    pub const fn operand(self) -> i32 {
        (self.c as u32 | (self.b as u32) << 16) as i32
    }

    /// The 24-bit cache index of `c` and `k`.
    #[inline(always)]
    pub const fn cache(self) -> usize {
        self.k as usize | (self.c as usize) << 8
    }
}
