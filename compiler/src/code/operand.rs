//! What the operands of instructions are: registers, and indices into the tables of a code unit. Each is a type of its
//! own, so that none can be taken for another.

/// A register, by its number in the frame's window: locals, then cells and free variables, then temporaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct Register(u16);

impl Register {
    /// The register of this number. Numbers stop at the largest one there is: a window that needs more is refused by
    /// its size (`CodeUnit::register_count`).
    #[inline]
    pub const fn at(number: usize) -> Register {
        Register(saturated(number))
    }

    /// The register `count` places behind this one; as [`Register::at`] stops at the largest number.
    #[inline]
    pub const fn plus(self, count: usize) -> Register {
        Register::at(self.index() + count)
    }

    /// The register `count` places before this one.
    #[inline]
    pub const fn minus(self, count: usize) -> Register {
        Register::at(self.index().saturating_sub(count))
    }

    /// The register `count` places behind this one, both in the window of an instruction that is being executed.
    #[inline(always)]
    pub const fn offset(self, count: u16) -> Register {
        Register(self.0 + count)
    }

    /// This register and those behind it.
    #[inline]
    pub fn onward(self) -> impl Iterator<Item = Register> {
        (self.0..).map(Register)
    }

    /// Its number.
    #[inline(always)]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Index into the names of a code unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct NameIndex(u16);

impl NameIndex {
    /// How many names can be told apart.
    pub const LIMIT: usize = 1 << 16;

    /// The name at `index`, which is below [`NameIndex::LIMIT`] in every unit that is not refused.
    #[inline]
    pub const fn at(index: usize) -> NameIndex {
        NameIndex(saturated(index))
    }

    /// Its place in the list.
    #[inline(always)]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Index into the constants of a code unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct ConstantIndex(u32);

impl ConstantIndex {
    /// The constant at `index`, which is in memory and so fits.
    #[inline]
    pub const fn at(index: usize) -> ConstantIndex {
        ConstantIndex(index as u32)
    }

    /// Its place in the list.
    #[inline(always)]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Index into the inline caches of a code object, 24 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct CacheIndex(u32);

impl CacheIndex {
    /// How many caches can be told apart.
    pub const LIMIT: usize = 1 << 24;

    /// The cache at `index`, which is below [`CacheIndex::LIMIT`] in every unit that is not refused.
    #[inline]
    pub const fn at(index: usize) -> CacheIndex {
        CacheIndex(index as u32 & (CacheIndex::LIMIT as u32 - 1))
    }

    /// Its place in the list.
    #[inline(always)]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// How many registers, or pairs of registers, an instruction takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub struct Count(u16);

impl Count {
    /// This many. What is counted lies in the window, so a count that does not fit is one of a unit that is refused.
    #[inline]
    pub const fn of(count: usize) -> Count {
        Count(saturated(count))
    }
}

/// How far a jump leads, in instructions from the next one on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub struct Distance(i32);

impl Distance {
    /// To the next instruction: what a jump holds until its target is known.
    pub const NONE: Distance = Distance(0);

    /// This many instructions.
    #[inline]
    pub const fn of(instructions: i32) -> Distance {
        Distance(instructions)
    }

    /// The number of instructions.
    #[inline(always)]
    pub const fn get(self) -> i32 {
        self.0
    }
}

/// One of the three 16-bit operands of an instruction. What it means is the opcode's row in the table; reading it says
/// which meaning is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[repr(transparent)]
pub struct Operand(pub(super) u16);

impl Operand {
    /// A register.
    #[inline(always)]
    pub const fn register(self) -> Register {
        Register(self.0)
    }

    /// An index into the names.
    #[inline(always)]
    pub const fn name(self) -> NameIndex {
        NameIndex(self.0)
    }

    /// A number of registers.
    #[inline(always)]
    pub const fn count(self) -> u16 {
        self.0
    }

    /// An int of the program.
    #[inline(always)]
    pub const fn int(self) -> i16 {
        self.0.cast_signed()
    }

    /// A jump of 16 bits.
    #[inline(always)]
    pub const fn distance(self) -> Distance {
        Distance(self.0.cast_signed() as i32)
    }
}

/// What fits in an [`Operand`].
pub trait Narrow: Copy {
    /// It, as an operand.
    fn operand(self) -> Operand;
}

impl Narrow for Register {
    #[inline]
    fn operand(self) -> Operand {
        Operand(self.0)
    }
}

impl Narrow for NameIndex {
    #[inline]
    fn operand(self) -> Operand {
        Operand(self.0)
    }
}

impl Narrow for Count {
    #[inline]
    fn operand(self) -> Operand {
        Operand(self.0)
    }
}

impl Narrow for i16 {
    #[inline]
    fn operand(self) -> Operand {
        Operand(self.cast_unsigned())
    }
}

impl Narrow for Distance {
    /// The distance, which fits in 16 bits: the compiler writes a longer one as a jump around a long jump.
    #[inline]
    fn operand(self) -> Operand {
        debug_assert!(i16::try_from(self.0).is_ok(), "a short jump leads {} instructions away", self.0);
        Operand(self.0 as u16)
    }
}

/// What needs the 32 bits of operands `b` and `c` together.
pub trait Wide: Copy {
    /// Its bits.
    fn bits(self) -> u32;
}

impl Wide for ConstantIndex {
    #[inline]
    fn bits(self) -> u32 {
        self.0
    }
}

impl Wide for i32 {
    #[inline]
    fn bits(self) -> u32 {
        self.cast_unsigned()
    }
}

impl Wide for Distance {
    #[inline]
    fn bits(self) -> u32 {
        self.0.cast_unsigned()
    }
}

const fn saturated(number: usize) -> u16 {
    if number > u16::MAX as usize { u16::MAX } else { number as u16 }
}
