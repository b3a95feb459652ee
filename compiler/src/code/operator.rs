//! The operators and comparisons that instructions number.

/// CPython's operator numbers (`NB_ADD` …); in-place forms are 13 higher.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[expect(missing_docs, reason = "each is the operator of its name")]
pub enum BinaryOperator {
    Add,
    And,
    FloorDivide,
    LeftShift,
    MatrixMultiply,
    Multiply,
    Remainder,
    Or,
    Power,
    RightShift,
    Subtract,
    TrueDivide,
    Xor,
}

/// Added to a [`BinaryOperator`] for `+=` and its like.
pub const INPLACE: u8 = 13;

/// In BUILD_INTERPOLATION's operand: a format specification follows the source text.
pub const FORMAT_SPEC: u8 = 4;

impl BinaryOperator {
    /// Every operator, by number.
    pub const ALL: [BinaryOperator; 13] = [
        BinaryOperator::Add,
        BinaryOperator::And,
        BinaryOperator::FloorDivide,
        BinaryOperator::LeftShift,
        BinaryOperator::MatrixMultiply,
        BinaryOperator::Multiply,
        BinaryOperator::Remainder,
        BinaryOperator::Or,
        BinaryOperator::Power,
        BinaryOperator::RightShift,
        BinaryOperator::Subtract,
        BinaryOperator::TrueDivide,
        BinaryOperator::Xor,
    ];

    /// The operator of a small operand, in place or not.
    #[inline]
    pub const fn of_operand(k: u8) -> BinaryOperator {
        BinaryOperator::ALL[(if k >= INPLACE { k - INPLACE } else { k }) as usize]
    }

    /// The operator as written.
    pub const fn symbol(self) -> &'static str {
        ["+", "&", "//", "<<", "@", "*", "%", "|", "**", ">>", "-", "/", "^"][self as usize]
    }
}

/// CPython's comparison numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[expect(missing_docs, reason = "each is the comparison of its name")]
pub enum Comparison {
    Less,
    LessEqual,
    Equal,
    NotEqual,
    Greater,
    GreaterEqual,
}

impl Comparison {
    /// Changes a comparing jump's small operand so that it jumps if the comparison does not hold: bit 7, and what holds.
    pub const INVERT: u8 = 0xB8;

    /// Every comparison, by number.
    pub const ALL: [Comparison; 6] = [
        Comparison::Less,
        Comparison::LessEqual,
        Comparison::Equal,
        Comparison::NotEqual,
        Comparison::Greater,
        Comparison::GreaterEqual,
    ];

    /// Bits 3 to 5 of the small operand: whether the comparison holds of operands of which the left one is the smaller,
    /// equal, the greater, in this order. Bits 0 to 2 number the comparison.
    #[inline]
    pub const fn operand(self) -> u8 {
        const HOLDS: [u8; 6] = [0b001, 0b011, 0b010, 0b101, 0b100, 0b110];
        self as u8 | HOLDS[self as usize] << 3
    }

    /// The comparison of a small operand.
    #[inline]
    pub const fn of_operand(k: u8) -> Comparison {
        Comparison::ALL[(k & 7) as usize]
    }

    /// The comparison as written.
    pub const fn symbol(self) -> &'static str {
        ["<", "<=", "==", "!=", ">", ">="][self as usize]
    }

    /// `a OP b` is `b OP.swapped() a`.
    #[inline]
    pub const fn swapped(self) -> Comparison {
        match self {
            Comparison::Less => Comparison::Greater,
            Comparison::LessEqual => Comparison::GreaterEqual,
            Comparison::Greater => Comparison::Less,
            Comparison::GreaterEqual => Comparison::LessEqual,
            same => same,
        }
    }
}

/// What CALL_INTRINSIC_1 and CALL_INTRINSIC_2 do with their operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Intrinsic {
    /// A type variable of the name `b`.
    TypeVar,
    /// A parameter specification of the name `b`.
    ParamSpec,
    /// A type variable tuple of the name `b`.
    TypeVarTuple,
    /// `typing.Generic` of the tuple of type parameters `b`.
    SubscriptGeneric,
    /// The alias of name, type parameters (or None) and evaluating function, the tuple `b`.
    TypeAlias,
    /// A type variable of the name `b`, its bound evaluated by the function `c`.
    TypeVarWithBound,
    /// A type variable of the name `b`, its constraints evaluated by the function `c`.
    TypeVarWithConstraints,
    /// The type parameter `b`, its default evaluated by the function `c` from now on.
    SetTypeParamDefault,
}

impl Intrinsic {
    /// All of them, by number: those of one operand first.
    pub const ALL: [Intrinsic; 8] = [
        Intrinsic::TypeVar,
        Intrinsic::ParamSpec,
        Intrinsic::TypeVarTuple,
        Intrinsic::SubscriptGeneric,
        Intrinsic::TypeAlias,
        Intrinsic::TypeVarWithBound,
        Intrinsic::TypeVarWithConstraints,
        Intrinsic::SetTypeParamDefault,
    ];
    /// How many have one operand.
    pub const UNARY: usize = 5;
}

/// What LOAD_COMMON_CONSTANT loads, whatever the names mean in the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum CommonConstant {
    /// The class `AssertionError`.
    AssertionError,
    /// The class `NotImplementedError`.
    NotImplementedError,
    /// The class `tuple`.
    Tuple,
    /// The function `all`.
    All,
    /// The function `any`.
    Any,
}

/// The special methods that statements call, by the number in `k` of LOAD_SPECIAL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpecialMethod {
    /// `__enter__`
    Enter,
    /// `__exit__`
    Exit,
    /// `__aenter__`
    AsyncEnter,
    /// `__aexit__`
    AsyncExit,
}

/// In `k` of LOAD_SPECIAL: the object is kept.
pub const KEEPS: u8 = 0x80;

impl SpecialMethod {
    /// All of them, by number.
    pub const ALL: [SpecialMethod; 4] =
        [SpecialMethod::Enter, SpecialMethod::Exit, SpecialMethod::AsyncEnter, SpecialMethod::AsyncExit];
}

impl CommonConstant {
    /// All of them, by number.
    pub const ALL: [CommonConstant; 5] = [
        CommonConstant::AssertionError,
        CommonConstant::NotImplementedError,
        CommonConstant::Tuple,
        CommonConstant::All,
        CommonConstant::Any,
    ];
}
