//! The opcode table: the single source of the enum, the disassembler's names and `docs/bytecode.md`.
//!
//! An instruction is 64 bits: opcode (8), small operand `k` (8), operands `a`, `b`, `c` (16 each). Registers are
//! numbered within the frame's window: locals, then cells and free variables, then temporaries. **A local operand is
//! borrowed, a temporary operand is consumed** (moved out, leaving the slot empty), unless the row says *kept*.
//! A result written to a register drops what the register held.

/// How an operand field is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operand {
    /// Not used.
    Unused,
    /// A register that is read.
    Source,
    /// A register that is read and keeps its value even if it is a temporary.
    Kept,
    /// A register that is written.
    Target,
    /// The first of several consecutive registers.
    Base,
    /// A number: count, operator, flag.
    Number,
    /// A signed number.
    Signed,
    /// Index into the names.
    Name,
    /// A signed jump distance from the next instruction, 16 bits in `c`.
    Jump,
    /// A signed jump distance from the next instruction, 32 bits in `b` (low) and `c` (high).
    LongJump,
    /// 32 bits in `b` (low) and `c` (high): a constant's index or an int.
    Wide,
    /// 24 bits in `c` (low) and `k` (high): index of an inline cache, which also holds the name.
    Cache,
}

macro_rules! opcodes {
    ($($(#[doc = $doc:literal])+ $name:ident($a:ident, $b:ident, $c:ident, $k:ident);)+) => {
        /// An operation of the register machine.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        #[expect(non_camel_case_types, reason = "opcodes are spelled as CPython spells them")]
        pub enum Opcode {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Opcode {
            /// Every opcode, by number.
            pub const ALL: &'static [Opcode] = &[$(Opcode::$name,)+];

            /// The name, as CPython spells such an operation.
            pub const fn name(self) -> &'static str {
                match self { $(Opcode::$name => stringify!($name),)+ }
            }

            /// How `a`, `b`, `c` and `k` are read.
            pub const fn operands(self) -> [Operand; 4] {
                match self {
                    $(Opcode::$name => [Operand::$a, Operand::$b, Operand::$c, Operand::$k],)+
                }
            }

            /// What the operation does.
            pub const fn sentence(self) -> &'static str {
                match self { $(Opcode::$name => concat!($($doc),+),)+ }
            }
        }
    };
}

opcodes! {
    /// Does nothing.
    NOP(Unused, Unused, Unused, Unused);

    /// `a` = constant.
    LOAD_CONST(Target, Wide, Wide, Unused);
    /// `a` = a small int.
    LOAD_INT(Target, Wide, Wide, Unused);
    /// `a` = another reference to what `b` holds.
    COPY(Target, Kept, Unused, Unused);
    /// `a` = `b`, a temporary, which is left empty.
    MOVE(Target, Source, Unused, Unused);
    /// Drops the temporary `a`.
    POP_TOP(Source, Unused, Unused, Unused);
    /// Raises UnboundLocalError unless the local `a` is bound.
    LOAD_FAST_CHECK(Kept, Unused, Unused, Unused);
    /// Unbinds the local `a`; UnboundLocalError if it was not bound.
    DELETE_FAST(Target, Unused, Unused, Unused);
    /// Empties register `a`, a local or a temporary, whether or not it holds anything.
    CLEAR_FAST(Target, Unused, Unused, Unused);

    /// Puts what local `a` holds (an argument, or nothing) into a new cell, and the cell into `a`.
    MAKE_CELL(Target, Unused, Unused, Unused);
    /// Copies the function's closure into the `b` free-variable registers starting at `a`.
    COPY_FREE_VARS(Base, Number, Unused, Unused);
    /// `a` = contents of the cell in `b`; NameError or UnboundLocalError when empty.
    LOAD_DEREF(Target, Kept, Unused, Unused);
    /// Contents of the cell in `a` = `b`.
    STORE_DEREF(Kept, Source, Unused, Unused);
    /// Empties the cell in `a`; NameError or UnboundLocalError if it was empty.
    DELETE_DEREF(Kept, Unused, Unused, Unused);
    /// `a` = name `c` from the frame's namespace (or, if `k` is 1, from the mapping in register `a`), else contents of the cell in `b`.
    LOAD_FROM_DICT_OR_DEREF(Target, Kept, Name, Number);

    /// `a` = a global or builtin.
    LOAD_GLOBAL(Target, Unused, Cache, Cache);
    /// Global `b` = `a`.
    STORE_GLOBAL(Source, Name, Unused, Unused);
    /// Deletes the global `b`.
    DELETE_GLOBAL(Unused, Name, Unused, Unused);
    /// `a` = name `b` from the frame's namespace, the globals or the builtins.
    LOAD_NAME(Target, Name, Unused, Unused);
    /// Name `b` of the frame's namespace = `a`.
    STORE_NAME(Source, Name, Unused, Unused);
    /// Deletes name `b` from the frame's namespace.
    DELETE_NAME(Unused, Name, Unused, Unused);
    /// `a` = the frame's namespace.
    LOAD_LOCALS(Target, Unused, Unused, Unused);
    /// Makes sure the frame's namespace has `__annotations__`.
    SETUP_ANNOTATIONS(Unused, Unused, Unused, Unused);

    /// `a` = attribute of `b`.
    LOAD_ATTR(Target, Source, Cache, Cache);
    /// Attribute of `b` for a call: `a` = function and `a+1` = `b` for a method, else `a` = attribute and `a+1` empty.
    LOAD_METHOD(Base, Source, Cache, Cache);
    /// Attribute `b` of super(`a+1`, `a+2`), `a` holding what the name `super` means: into `a`; if `k` has bit 0, as LOAD_METHOD into `a` and `a+1`; bit 1 tells that super had two arguments written out.
    LOAD_SUPER_ATTR(Base, Name, Unused, Number);
    /// Attribute of `a` = `b`.
    STORE_ATTR(Source, Source, Cache, Cache);
    /// Deletes attribute `b` of `a`.
    DELETE_ATTR(Source, Name, Unused, Unused);

    /// `a` = `b` + `c`; in place if `k`.
    BINARY_ADD(Target, Source, Source, Number);
    /// `a` = `b` - `c`; in place if `k`.
    BINARY_SUBTRACT(Target, Source, Source, Number);
    /// `a` = `b` * `c`; in place if `k`.
    BINARY_MULTIPLY(Target, Source, Source, Number);
    /// `a` = `b` + the int `c`; in place if `k`.
    BINARY_ADD_INT(Target, Source, Signed, Number);
    /// `a` = `b` - the int `c`; in place if `k`.
    BINARY_SUBTRACT_INT(Target, Source, Signed, Number);
    /// `a` = `b` operator `k` `c`, the operators numbered as CPython's NB_ (see `BinaryOperator`).
    BINARY_OP(Target, Source, Source, Number);
    /// `a` = `b` operator `k` the int `c`.
    BINARY_OP_INT(Target, Source, Signed, Number);
    /// `a` = -`b`.
    UNARY_NEGATIVE(Target, Source, Unused, Unused);
    /// `a` = +`b`.
    UNARY_POSITIVE(Target, Source, Unused, Unused);
    /// `a` = ~`b`.
    UNARY_INVERT(Target, Source, Unused, Unused);
    /// `a` = not `b`.
    UNARY_NOT(Target, Source, Unused, Unused);
    /// `a` = `b` comparison `k` `c` (see `Comparison`).
    COMPARE_OP(Target, Source, Source, Number);
    /// `a` = `b` is `c`; inverted if `k`.
    IS_OP(Target, Source, Source, Number);
    /// `a` = `b` in `c`; inverted if `k`.
    CONTAINS_OP(Target, Source, Source, Number);
    /// `a` = `b`[`c`].
    BINARY_SUBSCR(Target, Source, Source, Unused);
    /// `a`[`b`] = `c`.
    STORE_SUBSCR(Source, Source, Source, Unused);
    /// Deletes `a`[`b`].
    DELETE_SUBSCR(Source, Source, Unused, Unused);
    /// `a` = `b`[`c`:`c+1`].
    BINARY_SLICE(Target, Source, Base, Unused);
    /// `a`[`c`:`c+1`] = `b`.
    STORE_SLICE(Source, Source, Base, Unused);
    /// `a` = slice of the `c` (two or three) registers from `b`.
    BUILD_SLICE(Target, Base, Number, Unused);

    /// Jumps.
    JUMP(Unused, LongJump, LongJump, Unused);
    /// Jumps back; runs the collector, signal handlers and limits when they are due.
    JUMP_BACKWARD(Unused, LongJump, LongJump, Unused);
    /// Jumps if `a` is true. `k`: keep a temporary `a`.
    POP_JUMP_IF_TRUE(Source, LongJump, LongJump, Number);
    /// Jumps if `a` is false. `k`: keep a temporary `a`.
    POP_JUMP_IF_FALSE(Source, LongJump, LongJump, Number);
    /// Jumps if `a` is None. `k`: keep a temporary `a`.
    POP_JUMP_IF_NONE(Source, LongJump, LongJump, Number);
    /// Jumps if `a` is not None. `k`: keep a temporary `a`.
    POP_JUMP_IF_NOT_NONE(Source, LongJump, LongJump, Number);
    /// Jumps by `c` if `a` comparison `k` `b` holds; `k` tells of which orders it holds (bits 3 to 5), bit 7 inverts. The distance may be negative: then due work runs as for JUMP_BACKWARD.
    COMPARE_JUMP(Source, Source, Jump, Number);
    /// Jumps by `c` if `a` comparison `k` the int `b` holds; `k` tells of which orders it holds (bits 3 to 5), bit 7 inverts; negative as for COMPARE_JUMP.
    COMPARE_INT_JUMP(Source, Signed, Jump, Number);

    /// `a` = iter(`b`).
    GET_ITER(Target, Source, Unused, Unused);
    /// `b` = next(`a`), `a` kept; at the end `a` is dropped and the jump by `c` taken.
    FOR_ITER(Kept, Target, Jump, Unused);

    /// `a` = tuple of the `c` registers from `b`.
    BUILD_TUPLE(Target, Base, Number, Unused);
    /// `a` = list of the `c` registers from `b`.
    BUILD_LIST(Target, Base, Number, Unused);
    /// `a` = set of the `c` registers from `b`.
    BUILD_SET(Target, Base, Number, Unused);
    /// `a` = dict of the `c` key and value pairs from `b`.
    BUILD_MAP(Target, Base, Number, Unused);
    /// `a` = the `c` strings from `b`, joined.
    BUILD_STRING(Target, Base, Number, Unused);
    /// Appends `b` to the list `a`.
    LIST_APPEND(Kept, Source, Unused, Unused);
    /// Adds `b` to the set `a`.
    SET_ADD(Kept, Source, Unused, Unused);
    /// `a`[`b`] = `c` for the dict `a`.
    MAP_ADD(Kept, Source, Source, Unused);
    /// Extends the list `a` with the iterable `b`. `k`: it is a call's `*` argument (its TypeError says so).
    LIST_EXTEND(Kept, Source, Unused, Number);
    /// Updates the set `a` with the iterable `b`.
    SET_UPDATE(Kept, Source, Unused, Unused);
    /// Updates the dict `a` with the mapping `b`.
    DICT_UPDATE(Kept, Source, Unused, Unused);
    /// Updates the dict `a` with the mapping `b`; TypeError for a repeated key, naming the callable `c`.
    DICT_MERGE(Kept, Source, Kept, Unused);
    /// `a` = tuple of the list `b`.
    LIST_TO_TUPLE(Target, Source, Unused, Unused);
    /// The `c` registers from `a` = the items of `b`; ValueError unless there are exactly `c`.
    UNPACK_SEQUENCE(Base, Source, Number, Unused);
    /// Registers from `a`: `c` items, a list of the middle, `k` items, of `b`.
    UNPACK_EX(Base, Source, Number, Number);

    /// `a` = format(`b`, "").
    FORMAT_SIMPLE(Target, Source, Unused, Unused);
    /// `a` = format(`b`, `c`).
    FORMAT_WITH_SPEC(Target, Source, Source, Unused);
    /// `a` = str (1), repr (2) or ascii (3) of `b`, by `k`.
    CONVERT_VALUE(Target, Source, Unused, Number);

    /// `c` = `a`(the `b` registers from `a+1`).
    CALL(Base, Number, Target, Unused);
    /// `c` = `a`(the `b` registers from `a+1`), of which `a+1` may be empty: LOAD_METHOD's pair.
    CALL_METHOD(Base, Number, Target, Unused);
    /// `c` = call of `a` with the `b` registers from `a+1`; behind them the tuple of the last ones' names. `k`: `a+1` may be empty, as CALL_METHOD.
    CALL_KW(Base, Number, Target, Number);
    /// `c` = `a`(*`a+1`, **`a+2`); `k` tells whether there is a mapping.
    CALL_FUNCTION_EX(Base, Unused, Target, Number);
    /// Returns `a`.
    RETURN_VALUE(Source, Unused, Unused, Unused);
    /// Returns None.
    RETURN_NONE(Unused, Unused, Unused, Unused);

    /// `a` = a function of a code constant.
    MAKE_FUNCTION(Target, Wide, Wide, Unused);
    /// Sets on the function `a`: defaults (1), keyword defaults (2), annotations (4), closure (8), by `k`, to `b`.
    SET_FUNCTION_ATTRIBUTE(Kept, Source, Unused, Number);
    /// `a` = `__build_class__`.
    LOAD_BUILD_CLASS(Target, Unused, Unused, Unused);

    /// Raises: nothing given (`k` 0), `a` (1), `a` from `b` (2).
    RAISE_VARARGS(Source, Source, Unused, Number);
    /// Raises the exception `a` again, with its traceback as it is; the position is not noted a second time.
    RERAISE(Source, Unused, Unused, Unused);
    /// Makes the exception in `b`, kept, the one being handled; `a` = the one handled before, or None.
    PUSH_EXC_INFO(Target, Kept, Unused, Unused);
    /// Makes `a` (an exception or None) the exception being handled.
    POP_EXCEPT(Source, Unused, Unused, Unused);
    /// `a` = whether the exception `b`, kept, is caught by the class or tuple `c`.
    CHECK_EXC_MATCH(Target, Kept, Source, Unused);
    /// `a` = AssertionError.
    LOAD_ASSERTION_ERROR(Target, Unused, Unused, Unused);
    /// Enters the context manager `b`: `a` = its bound `__exit__`, `a+1` = result of `__enter__`.
    BEFORE_WITH(Base, Source, Unused, Unused);
    /// `a` = `b`(type, value, traceback) of the exception `c`; `b` and `c` kept.
    WITH_EXCEPT_START(Target, Kept, Kept, Unused);

    /// Leaves the frame as a new generator object, not started.
    RETURN_GENERATOR(Unused, Unused, Unused, Unused);
    /// Suspends the frame with `b`; on resumption `a` = the value sent.
    YIELD_VALUE(Target, Source, Unused, Unused);
    /// `a` = what `yield from` and `await` iterate for `b`: a coroutine or generator as it is, else iter(`b`).
    GET_YIELD_FROM_ITER(Target, Source, Unused, Unused);
    /// Suspends with each value of the iterator in `b`, kept until its end; then `a` = the value of its StopIteration. The sent value waits in `a` (None at first).
    YIELD_FROM(Target, Kept, Unused, Unused);
    /// Turns a StopIteration `a` leaving a generator into RuntimeError, and raises it.
    STOPITERATION_ERROR(Source, Unused, Unused, Unused);

    /// `a` = import of name `c`, level and names in `b` and `b+1`.
    IMPORT_NAME(Target, Base, Name, Unused);
    /// `a` = attribute (or submodule) `c` of the module `b`, kept; ImportError.
    IMPORT_FROM(Target, Kept, Name, Unused);
    /// Binds every public name of the module `a` in the frame's namespace.
    IMPORT_STAR(Source, Unused, Unused, Unused);
    /// Shows `a` through `sys.displayhook`.
    PRINT_EXPR(Source, Unused, Unused, Unused);

    // What the compiler never emits: forms the interpreter writes over the generic ones.
    /// As LOAD_GLOBAL: found among the globals.
    LOAD_GLOBAL_MODULE(Target, Unused, Cache, Cache);
    /// As LOAD_GLOBAL: found among the builtins.
    LOAD_GLOBAL_BUILTIN(Target, Unused, Cache, Cache);
    /// As LOAD_ATTR: a value stored inline in the instance.
    LOAD_ATTR_INSTANCE_VALUE(Target, Source, Cache, Cache);
    /// As LOAD_ATTR: a `__slots__` member.
    LOAD_ATTR_SLOT(Target, Source, Cache, Cache);
    /// As LOAD_ATTR: an attribute of a module.
    LOAD_ATTR_MODULE(Target, Source, Cache, Cache);
    /// As LOAD_ATTR: a plain attribute found on the instance's class, not shadowed by the instance.
    LOAD_ATTR_CLASS_VALUE(Target, Source, Cache, Cache);
    /// As LOAD_ATTR: an attribute of a class, which is itself the receiver.
    LOAD_ATTR_CLASS(Target, Source, Cache, Cache);
    /// As LOAD_ATTR: a function found on the class, not shadowed by the instance, to be bound.
    LOAD_ATTR_METHOD(Target, Source, Cache, Cache);
    /// As LOAD_ATTR: a property of the class; its getter, a function of one argument, is entered here.
    LOAD_ATTR_PROPERTY(Target, Source, Cache, Cache);
    /// As LOAD_METHOD: a function found on the class, not shadowed by the instance.
    LOAD_METHOD_CACHED(Base, Source, Cache, Cache);
    /// As STORE_ATTR: a value stored inline in the instance.
    STORE_ATTR_INSTANCE_VALUE(Source, Source, Cache, Cache);
    /// As STORE_ATTR: a `__slots__` member.
    STORE_ATTR_SLOT(Source, Source, Cache, Cache);
}

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
