//! Statements.

mod assign;
mod control;
mod except_star;
mod exception;
mod import;
mod match_keys;
mod pattern;
mod unwind;

use control::LoopExit;
use exception::Clauses;
pub(super) use exception::NOWHERE;

use ouropy_grammar::ast::{ExprKind, Span, Stmt, StmtKind};
use ouropy_grammar::error::SyntaxError;

use super::symbols::{Color, ScopeKind};
use super::unit::Block;
use super::{Compiled, Compiler, Mode, annotation};
use crate::code::op;

impl<'a> Compiler<'a> {
    /// A module or class body: annotations, docstring, statements.
    pub(super) fn body(&mut self, body: &'a [Stmt]) -> Compiled {
        let span = body.first().map(|statement| statement.span).unwrap_or_default();
        let start = Span { line: span.line, end_line: span.line, column: 0, end_column: 0 };
        let deferred = annotation::collect(body, self.unit.kind);
        if self.futures.annotations {
            if !deferred.is_empty() {
                self.emit(op::SETUP_ANNOTATIONS(), start);
            }
        } else {
            self.unit.deferred = deferred;
            if self.unit.kind == ScopeKind::Module {
                self.variable_annotations("__annotate__", span)?;
            }
        }
        self.begin_reached_annotations(start);
        let is_prompt = self.mode == Mode::Single && self.outer.is_empty();
        if !is_prompt
            && let Some(docstring) = self.docstring_of(body)
            && let Some(first) = body.first()
        {
            let register = self.constant(docstring, super::expression::Dest::Temporary, first.span);
            self.store_name(&"__doc__".into(), register, first.span)?;
            self.unit.next = register;
        }
        for (index, statement) in body.iter().enumerate() {
            self.statement_at(statement, Some(index))?;
        }
        Ok(())
    }

    pub(super) fn statements(&mut self, body: &'a [Stmt]) -> Compiled {
        body.iter().try_for_each(|statement| self.statement_at(statement, None))
    }

    /// Compiles a statement; `index` is its place in the module.
    fn statement_at(&mut self, statement: &'a Stmt, index: Option<usize>) -> Compiled {
        self.deeper()?;
        let mark = self.unit.next;
        self.statement(statement, index)?;
        self.unit.next = mark;
        self.depth -= 1;
        Ok(())
    }

    fn statement(&mut self, statement: &'a Stmt, index: Option<usize>) -> Compiled {
        let span = statement.span;
        match &statement.kind {
            StmtKind::FunctionDef(function) | StmtKind::AsyncFunctionDef(function) => {
                self.function_definition(function, span)
            }
            StmtKind::ClassDef(class) => self.class_definition(class, span),
            StmtKind::Return { value } => self.return_statement(value.as_deref(), span),
            StmtKind::Delete { targets } => targets.iter().try_for_each(|target| self.delete(target)),
            StmtKind::Assign { targets, value } => self.assignment(targets, value, span),
            StmtKind::AugAssign { target, op, value } => self.augmented_assignment(target, *op, value, span),
            StmtKind::AnnAssign { .. } => self.annotated_assignment(statement),
            StmtKind::For(each) => self.for_loop(each, span),
            StmtKind::While { test, body, orelse } => self.while_loop(test, body, orelse, span),
            StmtKind::If { .. } => self.if_statement(statement),
            StmtKind::With { items, body } => self.with_statement(Color::Plain, items, body, span),
            StmtKind::AsyncFor(each) => self.async_for(each, span),
            StmtKind::AsyncWith { items, body } => self.with_statement(Color::Async, items, body, span),
            StmtKind::Raise { exc, cause } => self.raise(exc.as_deref(), cause.as_deref(), span),
            StmtKind::Try(attempt) => self.try_statement(attempt, Clauses::Plain, span),
            StmtKind::TryStar(attempt) => self.try_statement(attempt, Clauses::Star, span),
            StmtKind::Assert { test, msg } => self.assertion(test, msg.as_deref(), span),
            StmtKind::Import { names } => self.import(names, span),
            StmtKind::ImportFrom { module, names, level } => {
                self.import_from(module.as_ref(), names, *level, index, span)
            }
            StmtKind::Global { .. } | StmtKind::Nonlocal { .. } => Ok(()),
            StmtKind::Pass => {
                self.unit.bare_line(span.line);
                Ok(())
            }
            StmtKind::Expr { value } => {
                let is_shown = self.mode == Mode::Single && self.outer.is_empty();
                if !is_shown && matches!(value.kind, ExprKind::Constant { .. }) {
                    self.unit.bare_line(span.line);
                    return Ok(());
                }
                let register = self.expression(value)?;
                if is_shown {
                    self.emit(op::PRINT_EXPR(register), span);
                } else if self.unit.is_temporary(register) {
                    self.emit(op::POP_TOP(register), span);
                }
                Ok(())
            }
            StmtKind::Break => self.leave_loop(LoopExit::Break, span),
            StmtKind::Continue => self.leave_loop(LoopExit::Continue, span),
            StmtKind::Match { subject, cases } => self.match_statement(subject, cases),
            StmtKind::TypeAlias { name, type_params, value } => self.type_alias(name, type_params, value, span),
        }
    }

    /// Refuses a block nested in too many others.
    pub(crate) fn push_block(&mut self, block: Block<'a>, span: Span) -> Compiled {
        const MAX_BLOCKS: usize = 21;
        // CPython has two for a handler.
        let weight = |block: &Block<'a>| 1 + usize::from(matches!(block, Block::Handler { .. }));
        let depth: usize = self.unit.blocks.iter().map(weight).sum();
        if depth + weight(&block) > MAX_BLOCKS {
            return Err(SyntaxError::at(span, "too many statically nested blocks"));
        }
        self.unit.blocks.push(block);
        Ok(())
    }

    pub(crate) fn is_module_or_class(&self) -> bool {
        matches!(self.unit.kind, ScopeKind::Module | ScopeKind::Class)
    }
}
