//! `CodeUnit`: what the compiler makes of one function, class body, comprehension or module. Plain data: the types
//! layer turns it into a Python code object.

use std::rc::Rc;

use num_bigint::BigInt;

use super::flow::FlowMark;
use super::instruction::Instruction;
use super::load::LoadTable;
use super::operand::{NameIndex, Register};

bitflags::bitflags! {
    /// CPython's `co_flags`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
    pub struct CodeFlags: u32 {
        /// Locals are registers and there is no namespace dict.
        const OPTIMIZED = 0x1;
        /// Each call has a new namespace.
        const NEWLOCALS = 0x2;
        /// `*args`.
        const VARARGS = 0x4;
        /// `**kwargs`.
        const VARKEYWORDS = 0x8;
        /// The function is nested in another.
        const NESTED = 0x10;
        /// A generator.
        const GENERATOR = 0x20;
        /// A coroutine.
        const COROUTINE = 0x80;
        /// `@types.coroutine`.
        const ITERABLE_COROUTINE = 0x100;
        /// An asynchronous generator.
        const ASYNC_GENERATOR = 0x200;
        /// `from __future__ import barry_as_FLUFL`.
        const FUTURE_BARRY = 0x0040_0000;
        /// `from __future__ import annotations`.
        const FUTURE_ANNOTATIONS = 0x0100_0000;
        /// The first constant is a docstring.
        const HAS_DOCSTRING = 0x0400_0000;
        /// The function is defined in a class.
        const METHOD = 0x0800_0000;
    }
}

impl CodeFlags {
    /// Whether calling the function makes a generator, coroutine or asynchronous generator.
    #[inline]
    pub fn is_generator_like(self) -> bool {
        self.intersects(CodeFlags::GENERATOR | CodeFlags::COROUTINE | CodeFlags::ASYNC_GENERATOR)
    }
}

/// A constant of a code object.
#[derive(Clone, Debug)]
pub enum Constant {
    /// `None`.
    None,
    /// `True` or `False`.
    Bool(bool),
    /// `...`.
    Ellipsis,
    /// An int of 64 bits.
    Int(i64),
    /// A larger int.
    BigInt(Box<BigInt>),
    /// A float.
    Float(f64),
    /// A complex number: real and imaginary part.
    Complex(f64, f64),
    /// A str as WTF-8.
    Str(Box<[u8]>),
    /// A bytes object.
    Bytes(Box<[u8]>),
    /// A tuple.
    Tuple(Vec<Constant>),
    /// A frozenset (`x in {1, 2}`).
    FrozenSet(Vec<Constant>),
    /// A slice whose three parts are constants.
    Slice(Box<[Constant; 3]>),
    /// The code of a nested function.
    Code(Rc<CodeUnit>),
}

/// Source range of an instruction; columns in UTF-8 bytes. Line 0 means no position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "the four corners of a range")]
pub struct Position {
    pub line: u32,
    pub end_line: u32,
    pub column: u32,
    pub end_column: u32,
}

impl Position {
    /// A line without columns.
    pub fn of_line(line: u32) -> Position {
        Position { line, end_line: line, column: u32::MAX, end_column: u32::MAX }
    }

    /// Whether columns are known.
    pub fn has_columns(self) -> bool {
        self.column != u32::MAX
    }
}

/// A line that control passes in front of an instruction, of which no instruction is: that of a `pass` or a `try`, or of
/// a local that an operator of another line reads where it is. For trace functions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassedLine {
    /// The instruction behind it.
    pub at: u32,
    /// The line.
    pub line: u32,
    /// The jumping instructions that lead to `at` without passing it.
    pub skipped_by: Vec<u32>,
    /// How many of the handlers that cover `at`, the inner ones, do not cover the line. None at all covers that of a `try`:
    /// in CPython its instruction stands in no row, whatever is around it.
    pub outside: u32,
}

/// A row of the exception table: an exception raised in `start..end` clears the temporaries from `register` on, is
/// put into `register`, and execution goes on at `target`. The first row that covers an instruction counts:
/// inner regions stand before outer ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "described above")]
pub struct Handler {
    pub start: u32,
    pub end: u32,
    pub target: u32,
    pub register: Register,
}

/// What kind of variable a named register holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocalKind {
    /// A plain local.
    Fast,
    /// A local that nested functions share: the register holds its cell.
    Cell,
    /// A variable of an enclosing function: the register holds its cell.
    Free,
    /// The iteration variable of an inlined comprehension whose name an outer variable shadows outside of it.
    Hidden,
}

/// A named register, in window order, which is CPython's: arguments first (positional-only, positional, keyword-only,
/// `*args`, `**kwargs`), cells among them, then other plain locals in the order in which the code first names them,
/// then other cells in name order, then free variables in name order.
#[derive(Clone, Debug)]
pub struct Local {
    /// The variable's name (mangled).
    pub name: Rc<str>,
    /// How it is stored.
    pub kind: LocalKind,
}

/// Compiled code.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "as the `co_` attributes of the same names")]
pub struct CodeUnit {
    pub name: Rc<str>,
    pub qualname: Rc<str>,
    pub filename: Rc<str>,
    pub first_line: u32,
    pub flags: CodeFlags,
    /// Positional parameters, the positional-only ones included.
    pub arg_count: u32,
    pub positional_only_count: u32,
    pub keyword_only_count: u32,
    pub instructions: Vec<Instruction>,
    /// One for each instruction.
    pub positions: Vec<Position>,
    /// Lines without an instruction of their own, in order.
    pub passed_lines: Vec<PassedLine>,
    pub handlers: Vec<Handler>,
    /// What is different in CPython's code, in order.
    pub flow: Vec<FlowMark>,
    /// Where CPython pushes locals.
    pub loads: LoadTable,
    pub constants: Vec<Constant>,
    pub names: Vec<Rc<str>>,
    /// Name index of each inline cache.
    pub caches: Vec<NameIndex>,
    /// The named registers; temporaries follow them.
    pub locals: Vec<Local>,
    /// Registers of the whole window.
    pub register_count: u32,
}

impl CodeUnit {
    /// Where an instruction comes from; nowhere if its code has had its positions taken away.
    pub fn position(&self, instruction: usize) -> Position {
        self.positions.get(instruction).copied().unwrap_or_default()
    }
}
