//! The 64-bit instruction word.

use super::opcode::{Opcode, Role};
use super::operand::{CacheIndex, ConstantIndex, Distance, Narrow, Operand, Register, Wide};

/// An instruction: opcode, small operand, three 16-bit operands. Eight bytes.
///
/// The functions of [`op`](super::op) make instructions, of the operands that the table gives their opcodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C, align(8))]
pub struct Instruction {
    /// The operation.
    pub opcode: Opcode,
    /// The small operand.
    pub k: u8,
    /// Third operand. Its place makes a cache's index and a wide operand one field of the word each.
    pub c: Operand,
    /// Second operand.
    pub b: Operand,
    /// First operand.
    pub a: Operand,
}

const _: () = assert!(size_of::<Instruction>() == 8);

impl Instruction {
    /// The 32-bit operand of `b` and `c` as a constant's index.
    #[inline(always)]
    pub const fn constant(self) -> ConstantIndex {
        ConstantIndex::at(self.wide() as usize)
    }

    /// The 32-bit operand of `b` and `c` as an int of the program.
    #[inline(always)]
    pub const fn int(self) -> i32 {
        self.wide().cast_signed()
    }

    /// The 32-bit operand of `b` and `c` as the distance of a jump.
    #[inline(always)]
    pub const fn long_distance(self) -> Distance {
        Distance::of(self.wide().cast_signed())
    }

    /// The 24-bit cache index of `c` and `k`.
    #[inline(always)]
    pub const fn cache(self) -> CacheIndex {
        CacheIndex::at(self.k as usize | (self.c.0 as usize) << 8)
    }

    #[inline(always)]
    const fn wide(self) -> u32 {
        self.c.0 as u32 | (self.b.0 as u32) << 16
    }

    /// All of it as a number: opcode, `k`, `c`, `b`, `a` from the lowest byte on.
    pub fn word(self) -> u64 {
        let [a, b, c] = [self.a, self.b, self.c].map(|operand| u64::from(operand.0));
        self.opcode as u64 | u64::from(self.k) << 8 | c << 16 | b << 32 | a << 48
    }

    /// The instruction of such a number; `None` when there is no such opcode.
    pub fn from_word(word: u64) -> Option<Instruction> {
        let opcode = *Opcode::ALL.get((word & 0xff) as usize)?;
        let [c, b, a] = [16, 32, 48].map(|shift| Operand((word >> shift) as u16));
        Some(Instruction { opcode, k: (word >> 8) as u8, a, b, c })
    }

    /// Where it may jump.
    pub fn distance(self) -> Option<Distance> {
        self.opcode.roles().into_iter().find_map(|role| match role {
            Role::Jump => Some(self.c.distance()),
            Role::LongJump => Some(self.long_distance()),
            _ => None,
        })
    }

    /// The same jump, as far as `distance`.
    pub fn leading(self, distance: Distance) -> Instruction {
        match self.opcode.roles() {
            [_, _, Role::Jump, _] => self.with_c(distance),
            [_, Role::LongJump, ..] => self.with_wide(distance),
            _ => self,
        }
    }

    /// The registers that the roles of the table name, with the roles.
    pub fn registers(self) -> impl Iterator<Item = (Role, Register)> {
        let operands = [self.a, self.b, self.c].map(Operand::register);
        self.opcode.roles().into_iter().zip(operands).filter(|(role, _)| role.is_register())
    }

    /// The same with its registers numbered anew.
    pub fn renumbered(self, new: impl Fn(Register) -> Register) -> Instruction {
        let [a, b, c, _] = self.opcode.roles();
        let number = |role: Role, operand: Operand| {
            if role.is_register() { new(operand.register()).operand() } else { operand }
        };
        Instruction { a: number(a, self.a), b: number(b, self.b), c: number(c, self.c), ..self }
    }

    /// An instruction without operands, to be given them one by one.
    #[inline]
    pub(super) const fn blank(opcode: Opcode) -> Instruction {
        let none = Operand(0);
        Instruction { opcode, k: 0, a: none, b: none, c: none }
    }

    #[inline]
    pub(super) fn with_a(self, operand: impl Narrow) -> Instruction {
        Instruction { a: operand.operand(), ..self }
    }

    #[inline]
    pub(super) fn with_b(self, operand: impl Narrow) -> Instruction {
        Instruction { b: operand.operand(), ..self }
    }

    #[inline]
    pub(super) fn with_c(self, operand: impl Narrow) -> Instruction {
        Instruction { c: operand.operand(), ..self }
    }

    #[inline]
    pub(super) fn with_k(self, k: u8) -> Instruction {
        Instruction { k, ..self }
    }

    #[inline]
    pub(super) fn with_wide(self, operand: impl Wide) -> Instruction {
        let bits = operand.bits();
        Instruction { b: Operand((bits >> 16) as u16), c: Operand(bits as u16), ..self }
    }

    #[inline]
    pub(super) fn with_cache(self, cache: CacheIndex) -> Instruction {
        let index = cache.index();
        Instruction { k: index as u8, c: Operand((index >> 8) as u16), ..self }
    }
}
