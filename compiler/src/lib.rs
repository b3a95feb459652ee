//! From the syntax tree to code units: symbol table, code generation, assembly.
//!
//! Every expression compiles to an *operand*: the register of a local, which is borrowed, or a temporary, which the
//! instruction that uses it consumes. Temporaries are a stack: they live as long as the value would on CPython's
//! stack, so everything dies when it would there.

mod annotation;
mod assemble;
mod asynchronous;
mod bound;
mod call;
mod class;
pub mod code;
mod comprehension;
mod constants;
mod expression;
mod finally;
mod flow;
mod fold;
mod function;
mod generic;
pub mod image;
mod names;
mod refuse;
mod statement;
mod symbols;
mod unit;
mod unparse;
mod warning;

use std::rc::Rc;

use ouropy_grammar::ast::{Module, Span};
pub use ouropy_grammar::error::{SyntaxError, Warning};

use crate::code::{CodeFlags, CodeUnit, Constant, Instruction, Position, Register, op};
pub use expression::percent;
use symbols::shown::Shower;
pub use symbols::shown::{Block, BlockKind, COMPREHENSION_CELL, RESOLUTION_SHIFT};
use symbols::{Futures, ScopeId, ScopeKind, SymbolTable};
pub use symbols::{Resolution, Use};
use unit::Unit;

/// What kind of code is wanted, as `compile()`'s third argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A module or an `exec` string: returns None.
    File,
    /// An expression: returns its value.
    Eval,
    /// A prompt: expression statements are shown through `sys.displayhook`.
    Single,
}

/// What the command line or `compile()` asks of the compiler.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// CPython's `-O` level: 1 leaves out `assert`, 2 docstrings too.
    pub optimize: u8,
    /// Annotations are kept as text even without the future import (code compiled by `exec` in a module that
    /// has it).
    pub future_annotations: bool,
    /// `!=` is spelled `<>` even without the future import.
    pub future_barry: bool,
    /// `await` and its kin may stand outside of functions: the code is a coroutine's then.
    pub top_level_await: bool,
}

type Compiled<T = ()> = Result<T, SyntaxError>;

/// Compiles a tree. Raises SyntaxError for what only the symbol table or code generation can refuse, RecursionError
/// for a tree that is too deep.
pub fn compile(module: &Module, filename: &str, mode: Mode, options: Options) -> Result<Rc<CodeUnit>, SyntaxError> {
    compile_warning(module, filename, mode, options, &mut Vec::new())
}

/// As [`compile`]; adds what is doubtful in the tree to `warnings`, in the order in which code is generated and up to
/// the first error.
pub fn compile_warning(
    module: &Module,
    filename: &str,
    mode: Mode,
    options: Options,
    warnings: &mut Vec<Warning>,
) -> Result<Rc<CodeUnit>, SyntaxError> {
    finally::check(module, warnings);
    let mut futures = Futures::of(module)?;
    futures.annotations |= options.future_annotations;
    futures.top_level_await = options.top_level_await;
    futures.barry |= options.future_barry;
    let symbols = SymbolTable::new(module, &futures)?;
    let unit = Unit::new(&symbols, SymbolTable::TOP, "<module>".into(), "<module>".into(), 1);
    let mut compiler = Compiler {
        symbols,
        futures,
        filename: filename.into(),
        options,
        mode,
        unit,
        outer: Vec::new(),
        class: None,
        depth: 0,
        warnings: Vec::new(),
        silent: 0,
    };
    let generated = compiler.suspendable(SymbolTable::TOP, 1, |compiler| compiler.module(module));
    warnings.append(&mut compiler.warnings);
    generated?;
    Ok(Rc::new(compiler.finish_top()?))
}

/// Whether a tree says that its annotations are kept as text. Raises SyntaxError for an unknown feature.
pub fn imports_annotations(module: &Module) -> Result<bool, SyntaxError> {
    Ok(Futures::of(module)?.annotations)
}

/// The scopes of a tree and their names, as Python's `symtable` shows them. Raises the SyntaxErrors of this stage.
pub fn symbols(module: &Module, options: Options) -> Result<Block, SyntaxError> {
    let mut futures = Futures::of(module)?;
    futures.annotations |= options.future_annotations;
    futures.top_level_await = options.top_level_await;
    let table = SymbolTable::new(module, &futures)?;
    Ok(Shower { table: &table, annotations_are_text: futures.annotations }.block(SymbolTable::TOP))
}

/// Code generation in progress.
struct Compiler<'a> {
    symbols: SymbolTable,
    futures: Futures,
    filename: Rc<str>,
    options: Options,
    mode: Mode,
    /// The code unit being written.
    unit: Unit<'a>,
    /// Those around it, innermost last.
    outer: Vec<Unit<'a>>,
    /// The innermost class, for private names.
    class: Option<Rc<str>>,
    depth: u32,
    warnings: Vec<Warning>,
    /// While positive, what is compiled has been compiled and warned about before.
    silent: u32,
}

impl<'a> Compiler<'a> {
    fn module(&mut self, module: &'a Module) -> Compiled {
        match module {
            Module::Expression { body } => {
                let value = self.expression(body)?;
                self.emit(op::RETURN_VALUE(value), body.span);
                self.unit.release_all();
            }
            Module::Module { body } | Module::Interactive { body } => {
                self.body(body)?;
                self.return_none();
            }
        }
        Ok(())
    }

    /// The end of a code unit: an implicit `return None` at the position of what came before.
    fn return_none(&mut self) {
        self.unit.append(op::RETURN_NONE(), Position::default());
        self.unit.reachable = false;
    }

    fn finish_top(mut self) -> Compiled<CodeUnit> {
        let unit = std::mem::replace(&mut self.unit, Unit::placeholder());
        self.assemble(unit)
    }

    fn assemble(&self, unit: Unit<'a>) -> Compiled<CodeUnit> {
        let scope = &self.symbols[unit.scope];
        let mut flags = unit.flags;
        if scope.is_function_like() {
            flags |= CodeFlags::OPTIMIZED | CodeFlags::NEWLOCALS;
            if scope.is_nested {
                flags |= CodeFlags::NESTED;
            }
            let in_class = scope.parent.is_some_and(|parent| self.symbols[parent].kind == ScopeKind::Class);
            if in_class && scope.kind != ScopeKind::Annotations {
                flags |= CodeFlags::METHOD;
            }
            flags |= match (scope.is_generator, scope.is_coroutine) {
                (true, false) => CodeFlags::GENERATOR,
                (false, true) => CodeFlags::COROUTINE,
                (true, true) => CodeFlags::ASYNC_GENERATOR,
                (false, false) => CodeFlags::empty(),
            };
        }
        if scope.kind == ScopeKind::Module && scope.is_coroutine {
            flags |= CodeFlags::COROUTINE;
        }
        if self.futures.annotations {
            flags |= CodeFlags::FUTURE_ANNOTATIONS;
        }
        if self.futures.barry {
            flags |= CodeFlags::FUTURE_BARRY;
        }
        unit.assemble(self.filename.clone(), flags)
    }

    /// Compiles a nested code unit by `inside`.
    fn nested(&mut self, unit: Unit<'a>, inside: impl FnOnce(&mut Self) -> Compiled) -> Compiled<Rc<CodeUnit>> {
        let outer = std::mem::replace(&mut self.unit, unit);
        self.outer.push(outer);
        let result = inside(self);
        let outer = self.outer.pop().unwrap_or_else(Unit::placeholder);
        let unit = std::mem::replace(&mut self.unit, outer);
        result?;
        self.assemble(unit).map(Rc::new)
    }

    /// The scope whose names are meant: that of the innermost inlined comprehension, or the unit's own.
    fn scope(&self) -> ScopeId {
        self.unit.inlined.last().copied().unwrap_or(self.unit.scope)
    }

    fn emit(&mut self, instruction: Instruction, span: Span) {
        self.unit.append(instruction, position(span));
    }

    fn load_constant(&mut self, register: Register, constant: Constant, span: Span) {
        if let Constant::Int(value) = constant
            && let Ok(small) = i32::try_from(value)
        {
            self.emit(op::LOAD_INT(register, small), span);
            return;
        }
        let index = self.unit.constant(constant);
        self.emit(op::LOAD_CONST(register, index), span);
    }

    fn deeper(&mut self) -> Compiled {
        self.depth += 1;
        refuse::too_deep(self.depth)
    }
}

fn position(span: Span) -> Position {
    Position { line: span.line, end_line: span.end_line, column: span.column, end_column: span.end_column }
}
