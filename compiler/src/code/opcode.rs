//! The opcode table: the single source of the enum, the constructors of instructions, the disassembler's names and
//! `docs/bytecode.md`.
//!
//! An instruction is 64 bits: opcode (8), small operand `k` (8), operands `a`, `b`, `c` (16 each). Registers are
//! numbered within the frame's window: locals, then cells and free variables, then temporaries. **A local operand is
//! borrowed, a temporary operand is consumed** (moved out, leaving the slot empty), unless the row says *kept*.
//! A result written to a register drops what the register held.

/// How an operand is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
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
    /// How many registers, or pairs of them.
    Count,
    /// In `k`: an operator, a flag, a small count.
    Small,
    /// A signed number of the program.
    Int,
    /// Index into the names.
    Name,
    /// A signed jump distance from the next instruction, 16 bits in `c`.
    Jump,
    /// A signed jump distance from the next instruction, 32 bits in `c` (low) and `b` (high).
    LongJump,
    /// 32 bits in `c` (low) and `b` (high): a constant's index.
    Constant,
    /// 32 bits in `c` (low) and `b` (high): a signed number of the program.
    WideInt,
    /// 24 bits in `k` (low) and `c` (high): index of an inline cache, which also holds the name.
    Cache,
}

impl Role {
    /// Whether the operand is a register.
    pub const fn is_register(self) -> bool {
        matches!(self, Role::Source | Role::Kept | Role::Target | Role::Base)
    }
}

/// Where the operands of a row lie among `a`, `b`, `c` and `k`.
macro_rules! places {
    (a) => {
        &[0]
    };
    (b) => {
        &[1]
    };
    (c) => {
        &[2]
    };
    (k) => {
        &[3]
    };
    (wide) => {
        &[1, 2]
    };
    (cache) => {
        &[2, 3]
    };
}

/// The type of an operand by its role.
macro_rules! operand_type {
    (Count) => {
        Count
    };
    (Small) => {
        u8
    };
    (Int) => {
        i16
    };
    (Name) => {
        NameIndex
    };
    (Jump) => {
        Distance
    };
    (LongJump) => {
        Distance
    };
    (Constant) => {
        ConstantIndex
    };
    (WideInt) => {
        i32
    };
    (Cache) => {
        CacheIndex
    };
    ($register:ident) => {
        Register
    };
}

/// Writes an operand of a row.
macro_rules! with {
    (a, $instruction:expr, $operand:expr) => {
        $instruction.with_a($operand)
    };
    (b, $instruction:expr, $operand:expr) => {
        $instruction.with_b($operand)
    };
    (c, $instruction:expr, $operand:expr) => {
        $instruction.with_c($operand)
    };
    (k, $instruction:expr, $operand:expr) => {
        $instruction.with_k($operand)
    };
    (wide, $instruction:expr, $operand:expr) => {
        $instruction.with_wide($operand)
    };
    (cache, $instruction:expr, $operand:expr) => {
        $instruction.with_cache($operand)
    };
}

macro_rules! opcodes {
    ($($(#[doc = $doc:literal])+ $name:ident($($place:ident: $role:ident),*);)+) => {
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
            pub const fn roles(self) -> [Role; 4] {
                const ROLES: &[[Role; 4]] = &[$(roles(&[$((places!($place), Role::$role)),*]),)+];
                ROLES[self as usize]
            }

            /// What the operation does.
            pub const fn sentence(self) -> &'static str {
                match self { $(Opcode::$name => concat!($($doc),+),)+ }
            }
        }

        /// A constructor for the instructions of each opcode. Its parameters are the operands of the opcode's row.
        #[expect(non_snake_case, reason = "opcodes are spelled as CPython spells them")]
        pub mod op {
            use super::Opcode;
            use crate::code::instruction::Instruction;
            use crate::code::operand::{CacheIndex, ConstantIndex, Count, Distance, NameIndex, Register};

            $(
                $(#[doc = $doc])+
                #[inline]
                pub fn $name($($place: operand_type!($role)),*) -> Instruction {
                    let instruction = Instruction::blank(Opcode::$name);
                    $(let instruction = with!($place, instruction, $place);)*
                    instruction
                }
            )+
        }
    };
}

/// The roles of a row, by place.
const fn roles(row: &[(&[usize], Role)]) -> [Role; 4] {
    let mut roles = [Role::Unused; 4];
    let mut index = 0;
    while index < row.len() {
        let (places, role) = row[index];
        let mut place = 0;
        while place < places.len() {
            roles[places[place]] = role;
            place += 1;
        }
        index += 1;
    }
    roles
}

opcodes! {
    /// Does nothing.
    NOP();

    /// `a` = constant.
    LOAD_CONST(a: Target, wide: Constant);
    /// `a` = a small int.
    LOAD_INT(a: Target, wide: WideInt);
    /// `a` = another reference to what `b` holds.
    COPY(a: Target, b: Kept);
    /// `a` = `b`, a temporary, which is left empty.
    MOVE(a: Target, b: Source);
    /// Drops the temporary `a`.
    POP_TOP(a: Source);
    /// Drops the `b` temporaries from `a`, the last one first.
    POP_MANY(a: Base, b: Count);
    /// Reverses the order of the `b` temporaries from `a`.
    REVERSE(a: Base, b: Count);
    /// Raises UnboundLocalError unless the local `a` is bound.
    LOAD_FAST_CHECK(a: Kept);
    /// Unbinds the local `a`; UnboundLocalError if it was not bound.
    DELETE_FAST(a: Target);
    /// Empties register `a`, a local or a temporary, whether or not it holds anything.
    CLEAR_FAST(a: Target);

    /// Puts what local `a` holds (an argument, or nothing) into a new cell, and the cell into `a`.
    MAKE_CELL(a: Target);
    /// Copies the function's closure into the `b` free-variable registers starting at `a`.
    COPY_FREE_VARS(a: Base, b: Count);
    /// `a` = contents of the cell in `b`; NameError or UnboundLocalError when empty.
    LOAD_DEREF(a: Target, b: Kept);
    /// Contents of the cell in `a` = `b`.
    STORE_DEREF(a: Kept, b: Source);
    /// Empties the cell in `a`; NameError or UnboundLocalError if it was empty.
    DELETE_DEREF(a: Kept);
    /// `a` = name `c` from the frame's namespace (or, if `k` is 1, from the mapping in register `a`), else contents of the cell in `b`.
    LOAD_FROM_DICT_OR_DEREF(a: Target, b: Kept, c: Name, k: Small);

    /// `a` = name `b` from the mapping in `a`, the globals or the builtins.
    LOAD_FROM_DICT_OR_GLOBALS(a: Target, b: Name);

    /// `a` = a global or builtin.
    LOAD_GLOBAL(a: Target, cache: Cache);
    /// A global = `a`.
    STORE_GLOBAL(a: Source, cache: Cache);
    /// Deletes the global `b`.
    DELETE_GLOBAL(b: Name);
    /// `a` = a name from the frame's namespace, the globals or the builtins.
    LOAD_NAME(a: Target, cache: Cache);
    /// A name of the frame's namespace = `a`.
    STORE_NAME(a: Source, cache: Cache);
    /// Deletes name `b` from the frame's namespace.
    DELETE_NAME(b: Name);
    /// `a` = the frame's namespace.
    LOAD_LOCALS(a: Target);
    /// Makes sure the frame's namespace has `__annotations__`.
    SETUP_ANNOTATIONS();

    /// `a` = attribute of `b`.
    LOAD_ATTR(a: Target, b: Source, cache: Cache);
    /// Attribute of `b` for a call: `a` = function and `a+1` = `b` for a method, else `a` = attribute and `a+1` empty.
    LOAD_METHOD(a: Base, b: Source, cache: Cache);
    /// Attribute `b` of super(`a+1`, `a+2`), `a` holding what the name `super` means: into `a`; if `k` has bit 0, as LOAD_METHOD into `a` and `a+1`; bit 1 tells that super had two arguments written out.
    LOAD_SUPER_ATTR(a: Base, b: Name, k: Small);
    /// Attribute of `a` = `b`.
    STORE_ATTR(a: Source, b: Source, cache: Cache);
    /// Deletes attribute `b` of `a`.
    DELETE_ATTR(a: Source, b: Name);

    /// `a` = `b` + `c`; in place if `k`.
    BINARY_ADD(a: Target, b: Source, c: Source, k: Small);
    /// `a` = `b` - `c`; in place if `k`.
    BINARY_SUBTRACT(a: Target, b: Source, c: Source, k: Small);
    /// `a` = `b` * `c`; in place if `k`.
    BINARY_MULTIPLY(a: Target, b: Source, c: Source, k: Small);
    /// `a` = `b` + the int `c`; in place if `k`.
    BINARY_ADD_INT(a: Target, b: Source, c: Int, k: Small);
    /// `a` = `b` - the int `c`; in place if `k`.
    BINARY_SUBTRACT_INT(a: Target, b: Source, c: Int, k: Small);
    /// `a` = `b` operator `k` `c`, the operators numbered as CPython's NB_ (see `BinaryOperator`).
    BINARY_OP(a: Target, b: Source, c: Source, k: Small);
    /// `a` = `b` operator `k` the int `c`.
    BINARY_OP_INT(a: Target, b: Source, c: Int, k: Small);
    /// `a` = -`b`.
    UNARY_NEGATIVE(a: Target, b: Source);
    /// `a` = +`b`.
    UNARY_POSITIVE(a: Target, b: Source);
    /// `a` = ~`b`.
    UNARY_INVERT(a: Target, b: Source);
    /// `a` = not `b`.
    UNARY_NOT(a: Target, b: Source);
    /// `a` = `b` comparison `k` `c` (see `Comparison`).
    COMPARE_OP(a: Target, b: Source, c: Source, k: Small);
    /// `a` = `b` is `c`; inverted if `k`.
    IS_OP(a: Target, b: Source, c: Source, k: Small);
    /// `a` = `b` in `c`; inverted if `k`.
    CONTAINS_OP(a: Target, b: Source, c: Source, k: Small);
    /// `a` = `b`[`c`].
    BINARY_SUBSCR(a: Target, b: Source, c: Source);
    /// `a`[`b`] = `c`.
    STORE_SUBSCR(a: Source, b: Source, c: Source);
    /// Deletes `a`[`b`].
    DELETE_SUBSCR(a: Source, b: Source);
    /// `a` = `b`[`c`:`c+1`].
    BINARY_SLICE(a: Target, b: Source, c: Base);
    /// `a`[`c`:`c+1`] = `b`.
    STORE_SLICE(a: Source, b: Source, c: Base);
    /// `a` = slice of the `c` (two or three) registers from `b`.
    BUILD_SLICE(a: Target, b: Base, c: Count);

    /// Jumps.
    JUMP(wide: LongJump);
    /// Jumps back; runs the collector, signal handlers and limits when they are due.
    JUMP_BACKWARD(wide: LongJump);
    /// Jumps if `a` is true. `k`: keep a temporary `a`.
    POP_JUMP_IF_TRUE(a: Source, wide: LongJump, k: Small);
    /// Jumps if `a` is false. `k`: keep a temporary `a`.
    POP_JUMP_IF_FALSE(a: Source, wide: LongJump, k: Small);
    /// Jumps if `a` is None. `k`: keep a temporary `a`.
    POP_JUMP_IF_NONE(a: Source, wide: LongJump, k: Small);
    /// Jumps if `a` is not None. `k`: keep a temporary `a`.
    POP_JUMP_IF_NOT_NONE(a: Source, wide: LongJump, k: Small);
    /// Jumps by `c` if `a` comparison `k` `b` holds; `k` tells of which orders it holds (bits 3 to 5), bit 7 inverts. The distance may be negative: then due work runs as for JUMP_BACKWARD.
    COMPARE_JUMP(a: Source, b: Source, c: Jump, k: Small);
    /// Jumps by `c` if `a` comparison `k` the int `b` holds; `k` tells of which orders it holds (bits 3 to 5), bit 7 inverts; negative as for COMPARE_JUMP.
    COMPARE_INT_JUMP(a: Source, b: Int, c: Jump, k: Small);

    /// `a` = iter(`b`).
    GET_ITER(a: Target, b: Source);
    /// `b` = next(`a`), `a` kept; at the end `a` is dropped and the jump by `c` taken.
    FOR_ITER(a: Kept, b: Target, c: Jump);

    /// `a` = tuple of the `c` registers from `b`.
    BUILD_TUPLE(a: Target, b: Base, c: Count);
    /// `a` = list of the `c` registers from `b`.
    BUILD_LIST(a: Target, b: Base, c: Count);
    /// `a` = set of the `c` registers from `b`.
    BUILD_SET(a: Target, b: Base, c: Count);
    /// `a` = dict of the `c` key and value pairs from `b`.
    BUILD_MAP(a: Target, b: Base, c: Count);
    /// `a` = the `c` strings from `b`, joined.
    BUILD_STRING(a: Target, b: Base, c: Count);
    /// Appends `b` to the list `a`.
    LIST_APPEND(a: Kept, b: Source);
    /// Adds `b` to the set `a`.
    SET_ADD(a: Kept, b: Source);
    /// `a`[`b`] = `c` for the dict `a`.
    MAP_ADD(a: Kept, b: Source, c: Source);
    /// Extends the list `a` with the iterable `b`. `k`: it is a call's `*` argument (its TypeError says so).
    LIST_EXTEND(a: Kept, b: Source, k: Small);
    /// Updates the set `a` with the iterable `b`.
    SET_UPDATE(a: Kept, b: Source);
    /// Updates the dict `a` with the mapping `b`.
    DICT_UPDATE(a: Kept, b: Source);
    /// Updates the dict `a` with the mapping `b`; TypeError for a repeated key, naming the callable `c`.
    DICT_MERGE(a: Kept, b: Source, c: Kept);
    /// `a` = tuple of the list `b`.
    LIST_TO_TUPLE(a: Target, b: Source);
    /// The `c` registers from `a` = the items of `b`; ValueError unless there are exactly `c`.
    UNPACK_SEQUENCE(a: Base, b: Source, c: Count);
    /// Registers from `a`: `c` items, a list of the middle, `k` items, of `b`.
    UNPACK_EX(a: Base, b: Source, c: Count, k: Small);

    /// `a` = the length of `b`, kept.
    GET_LEN(a: Target, b: Kept);
    /// `a` = whether `b`, kept, is a sequence as patterns understand it.
    MATCH_SEQUENCE(a: Target, b: Kept);
    /// `a` = whether `b`, kept, is a mapping as patterns understand it.
    MATCH_MAPPING(a: Target, b: Kept);
    /// `a` = tuple of the values that the mapping `b` has for the keys in the tuple `c`, both kept, or None.
    MATCH_KEYS(a: Target, b: Kept, c: Kept);
    /// `a` = tuple of attributes of `a`, or None: `b` of those that the class `a+1` names in `__match_args__`, and those named in the tuple `a+2`.
    MATCH_CLASS(a: Base, b: Count);

    /// `a` = format(`b`, "").
    FORMAT_SIMPLE(a: Target, b: Source);
    /// `a` = format(`b`, `c`).
    FORMAT_WITH_SPEC(a: Target, b: Source, c: Source);
    /// `a` = str (1), repr (2) or ascii (3) of `b`, by `k`.
    CONVERT_VALUE(a: Target, b: Source, k: Small);
    /// `a` = interpolation of the value `b` and its source text `b+1`; with 4 in `k` `b+2` is the format specification. The rest of `k`: the conversion, as CONVERT_VALUE's, or 0.
    BUILD_INTERPOLATION(a: Target, b: Base, k: Small);
    /// `a` = template of the tuple of texts `b` and the tuple of interpolations `c`.
    BUILD_TEMPLATE(a: Target, b: Source, c: Source);

    /// `c` = `a`(the `b` registers from `a+1`).
    CALL(a: Base, b: Count, c: Target);
    /// `c` = `a`(the `b` registers from `a+1`), of which `a+1` may be empty: LOAD_METHOD's pair.
    CALL_METHOD(a: Base, b: Count, c: Target);
    /// `c` = call of `a` with the `b` registers from `a+1`; behind them the tuple of the last ones' names. `k`: `a+1` may be empty, as CALL_METHOD.
    CALL_KW(a: Base, b: Count, c: Target, k: Small);
    /// `c` = `a`(*`a+1`, **`a+2`); `k` tells whether there is a mapping.
    CALL_FUNCTION_EX(a: Base, c: Target, k: Small);
    /// Returns `a`.
    RETURN_VALUE(a: Source);
    /// Returns None.
    RETURN_NONE();

    /// `a` = a function of a code constant.
    MAKE_FUNCTION(a: Target, wide: Constant);
    /// Sets on the function `a`: defaults (1), keyword defaults (2), annotations (4), closure (8), `__annotate__` (16), type parameters (32), by `k`, to `b`.
    SET_FUNCTION_ATTRIBUTE(a: Kept, b: Source, k: Small);
    /// `a` = `__build_class__`.
    LOAD_BUILD_CLASS(a: Target);
    /// `a` = what the function `k` makes of `b` (see `Intrinsic`).
    CALL_INTRINSIC_1(a: Target, b: Source, k: Small);
    /// `a` = what the function `k` makes of `b` and `c` (see `Intrinsic`).
    CALL_INTRINSIC_2(a: Target, b: Source, c: Source, k: Small);

    /// Raises: nothing given (`k` 0), `a` (1), `a` from `b` (2).
    RAISE_VARARGS(a: Source, b: Source, k: Small);
    /// Raises the exception `a` again, with its traceback as it is; the position is not noted a second time.
    RERAISE(a: Source);
    /// Makes the exception in `b`, kept, the one being handled; `a` = the one handled before, or None.
    PUSH_EXC_INFO(a: Target, b: Kept);
    /// Makes `a` (an exception or None) the exception being handled.
    POP_EXCEPT(a: Source);
    /// `a` = whether the exception `b`, kept, is caught by the class or tuple `c`.
    CHECK_EXC_MATCH(a: Target, b: Kept, c: Source);
    /// `a` = the constant `k` that every program has (see `CommonConstant`).
    LOAD_COMMON_CONSTANT(a: Target, k: Small);
    /// Splits the exception or group `a` by the class or tuple `b`: `a` = the part that is not caught, `a+1` = the one that is, a group; None where there is none. What is caught becomes the exception being handled.
    CHECK_EG_MATCH(a: Base, b: Source);
    /// `a` = the exception to raise after `except*` clauses, or None: of the original `b` and the list `c` of what they raised or left.
    PREP_RERAISE_STAR(a: Target, b: Source, c: Source);
    /// The special method `k` (see `SpecialMethod`) of the context manager `b`, which bit 7 of `k` keeps, for a call: as LOAD_METHOD into `a` and `a+1`.
    LOAD_SPECIAL(a: Base, b: Source, k: Small);
    /// `a` = the call of the pair `b` and `b+1` with type, value and traceback of the exception `c`; all kept.
    WITH_EXCEPT_START(a: Target, b: Base, c: Kept);

    /// Leaves the frame as a new generator object, not started.
    RETURN_GENERATOR();
    /// Suspends the frame with `b`; on resumption `a` = the value sent.
    YIELD_VALUE(a: Target, b: Source);
    /// `a` = what `yield from` iterates for `b`: a generator as it is, or a coroutine where that is allowed, else iter(`b`).
    GET_YIELD_FROM_ITER(a: Target, b: Source);
    /// Suspends with each value of the iterator in `b`, kept until its end; then `a` = the value of its StopIteration. The sent value waits in `a` (None at first).
    YIELD_FROM(a: Target, b: Kept);
    /// `a` = what `await` iterates for `b`: a coroutine as it is, else `__await__()`. `k` tells where `b` comes from (see `Awaited`): what TypeError says depends on it.
    GET_AWAITABLE(a: Target, b: Source, k: Small);
    /// `a` = `b`.`__aiter__()`; TypeError unless that has `__anext__`.
    GET_AITER(a: Target, b: Source);
    /// `a` = what to await for the next item of the asynchronous iterator `b`, kept.
    GET_ANEXT(a: Target, b: Kept);
    /// Ends an `async for`: drops the exception `a` and the iterator `b` if `a` is a StopAsyncIteration, else raises `a` again.
    END_ASYNC_FOR(a: Source, b: Source);
    /// `a` = `b` as an asynchronous generator yields it, told apart from what its awaits yield.
    ASYNC_GEN_WRAP(a: Target, b: Source);
    /// Turns a StopIteration `a` leaving a generator (of an asynchronous one a StopAsyncIteration too) into RuntimeError, and raises it.
    STOPITERATION_ERROR(a: Source);

    /// `a` = import of name `c`, level and names in `b` and `b+1`.
    IMPORT_NAME(a: Target, b: Base, c: Name);
    /// `a` = attribute (or submodule) `c` of the module `b`, kept; ImportError.
    IMPORT_FROM(a: Target, b: Kept, c: Name);
    /// Binds every public name of the module `a` in the frame's namespace.
    IMPORT_STAR(a: Source);
    /// Shows `a` through `sys.displayhook`.
    PRINT_EXPR(a: Source);

    // What the compiler never emits: forms the interpreter writes over the generic ones.
    /// As LOAD_GLOBAL: found among the globals.
    LOAD_GLOBAL_MODULE(a: Target, cache: Cache);
    /// As LOAD_GLOBAL: found among the builtins.
    LOAD_GLOBAL_BUILTIN(a: Target, cache: Cache);
    /// As STORE_GLOBAL: the globals have the name already.
    STORE_GLOBAL_MODULE(a: Source, cache: Cache);
    /// As LOAD_NAME where the frame's namespace is its globals: found there.
    LOAD_NAME_MODULE(a: Target, cache: Cache);
    /// As LOAD_NAME where the frame's namespace is its globals: found among the builtins.
    LOAD_NAME_BUILTIN(a: Target, cache: Cache);
    /// As STORE_NAME where the frame's namespace is its globals: they have the name already.
    STORE_NAME_MODULE(a: Source, cache: Cache);
    /// As LOAD_ATTR: a value stored inline in the instance.
    LOAD_ATTR_INSTANCE_VALUE(a: Target, b: Source, cache: Cache);
    /// As LOAD_ATTR: a `__slots__` member.
    LOAD_ATTR_SLOT(a: Target, b: Source, cache: Cache);
    /// As LOAD_ATTR: an attribute of a module.
    LOAD_ATTR_MODULE(a: Target, b: Source, cache: Cache);
    /// As LOAD_ATTR: a plain attribute found on the instance's class, not shadowed by the instance.
    LOAD_ATTR_CLASS_VALUE(a: Target, b: Source, cache: Cache);
    /// As LOAD_ATTR: an attribute of a class, which is itself the receiver.
    LOAD_ATTR_CLASS(a: Target, b: Source, cache: Cache);
    /// As LOAD_ATTR: a function found on the class, not shadowed by the instance, to be bound.
    LOAD_ATTR_METHOD(a: Target, b: Source, cache: Cache);
    /// As LOAD_ATTR: a property of the class; its getter, a function of one argument, is entered here.
    LOAD_ATTR_PROPERTY(a: Target, b: Source, cache: Cache);
    /// As LOAD_METHOD: a function found on the class, not shadowed by the instance.
    LOAD_METHOD_CACHED(a: Base, b: Source, cache: Cache);
    /// As LOAD_METHOD: an attribute of a module.
    LOAD_METHOD_MODULE(a: Base, b: Source, cache: Cache);
    /// As LOAD_METHOD: a function, static or class method or plain value of a class, which is itself the receiver.
    LOAD_METHOD_CLASS(a: Base, b: Source, cache: Cache);
    /// As LOAD_METHOD: a static or class method or plain value found on the class, not shadowed by the instance.
    LOAD_METHOD_CLASS_VALUE(a: Base, b: Source, cache: Cache);
    /// As STORE_ATTR: a value stored inline in the instance.
    STORE_ATTR_INSTANCE_VALUE(a: Source, b: Source, cache: Cache);
    /// As STORE_ATTR: a `__slots__` member.
    STORE_ATTR_SLOT(a: Source, b: Source, cache: Cache);
    /// Stands for any other instruction while tools are told of what happens; the code unit says which.
    INSTRUMENTED();
}
