//! Annotations (PEP 649, PEP 749): they are evaluated by a function of their own, `__annotate__`, when somebody asks.
//!
//! A function definition makes one for its parameters, a module or class body one for its variables. A variable that
//! is annotated in a block that may not run (in a module: any variable) has a number, which the statement puts into the
//! set `__conditional_annotations__` when it is executed; `__annotate__` leaves the others out.

use std::rc::Rc;

use ouropy_grammar::ast::{Arg, Arguments, Expr, ExprKind, Identifier, Span, Stmt, StmtKind};

use super::call::text;
use super::expression::{Dest, When};
use super::names::Access;
use super::symbols::{ScopeId, ScopeKind};
use super::unit::{GlobalUse, Unit};
use super::{Compiled, Compiler, unparse};
use crate::code::{CodeUnit, CommonConstant, Comparison, Constant, Count, Register, op};

/// The name of the functions that evaluate annotations.
const ANNOTATE: &str = "__annotate__";
/// The variable that says which annotations have been reached.
pub(super) const CONDITIONAL: &str = "__conditional_annotations__";
/// The format of annotations as values; an `__annotate__` written by the compiler knows no other but the next one.
const VALUE_WITH_FAKE_GLOBALS: i16 = 2;

/// A variable annotation of a module or class body.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deferred<'a> {
    statement: &'a Stmt,
    /// Its number, if it may not be reached.
    number: Option<i32>,
}

/// Whether a statement is always executed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Execution {
    Certain,
    Conditional,
}

/// The annotations of plain names in a module or class body, in the order in which code is generated.
pub(super) fn collect(body: &[Stmt], kind: ScopeKind) -> Vec<Deferred<'_>> {
    let execution = if kind == ScopeKind::Module { Execution::Conditional } else { Execution::Certain };
    let mut found = Vec::new();
    collect_from(body, execution, &mut found, &mut 0);
    found
}

fn collect_from<'a>(body: &'a [Stmt], execution: Execution, found: &mut Vec<Deferred<'a>>, count: &mut i32) {
    let inside = Execution::Conditional;
    for statement in body {
        let mut blocks = |parts: &[&'a [Stmt]]| {
            for part in parts {
                collect_from(part, inside, found, count);
            }
        };
        match &statement.kind {
            StmtKind::AnnAssign { simple: true, .. } => {
                let number = (execution == Execution::Conditional).then(|| {
                    *count += 1;
                    *count - 1
                });
                found.push(Deferred { statement, number });
            }
            StmtKind::For(each) | StmtKind::AsyncFor(each) => blocks(&[&each.body, &each.orelse]),
            StmtKind::While { body, orelse, .. } => blocks(&[body, orelse]),
            StmtKind::If { .. } => {
                // A chain of `elif` is a loop here, however long.
                let mut current = statement;
                while let StmtKind::If { body, orelse, .. } = &current.kind {
                    collect_from(body, inside, found, count);
                    match &orelse[..] {
                        [next] if matches!(next.kind, StmtKind::If { .. }) => current = next,
                        orelse => {
                            collect_from(orelse, inside, found, count);
                            break;
                        }
                    }
                }
            }
            StmtKind::With { body, .. } | StmtKind::AsyncWith { body, .. } => blocks(&[body]),
            StmtKind::Match { cases, .. } => {
                for case in cases {
                    blocks(&[&case.body]);
                }
            }
            StmtKind::Try(attempt) | StmtKind::TryStar(attempt) => {
                blocks(&[&attempt.body, &attempt.orelse]);
                for handler in &attempt.handlers {
                    blocks(&[&handler.body]);
                }
                blocks(&[&attempt.finalbody]);
            }
            _ => {}
        }
    }
}

impl Compiler<'_> {
    /// Makes the set of the annotations that have been reached, for a body that has some that may not be.
    pub(super) fn begin_reached_annotations(&mut self, start: Span) {
        let scope = self.unit.scope;
        if !self.symbols[scope].has_conditional_annotations {
            return;
        }
        let set = self.unit.push();
        self.emit(op::BUILD_SET(set, set, Count::of(0)), start);
        let name: Rc<str> = CONDITIONAL.into();
        if self.unit.kind == ScopeKind::Class {
            let cell = self.unit.own_cell(&name);
            self.emit(op::STORE_DEREF(cell, set), start);
        } else {
            let cache = self.unit.global_cache(&name, GlobalUse::Store);
            self.emit(op::STORE_NAME(set, cache), start);
        }
        self.unit.next = set;
    }

    /// Makes the function that evaluates the variable annotations of the module or class body and stores it under
    /// `name`, if there are any.
    pub(super) fn variable_annotations(&mut self, name: &str, span: Span) -> Compiled {
        let deferred = std::mem::take(&mut self.unit.deferred);
        let scope = self.unit.scope;
        let Some(id) = self.symbols[scope].annotations.filter(|_| !deferred.is_empty()) else { return Ok(()) };
        let code = self.annotate_unit(id, span, |compiler| {
            let mapping = compiler.unit.push();
            compiler.emit(op::BUILD_MAP(mapping, mapping, Count::of(0)), span);
            for annotated in &deferred {
                compiler.deferred_annotation(mapping, annotated, span)?;
                compiler.unit.next = mapping.plus(1);
            }
            compiler.emit(op::RETURN_VALUE(mapping), span);
            Ok(())
        })?;
        self.unit.deferred = deferred;
        let function = self.unit.push();
        self.annotate_function(function, code, span);
        let cache = self.unit.global_cache(&name.into(), GlobalUse::Store);
        self.emit(op::STORE_NAME(function, cache), span);
        self.unit.next = function;
        Ok(())
    }

    /// Puts one variable annotation into the dict, if its statement has been reached.
    fn deferred_annotation(&mut self, mapping: Register, annotated: &Deferred<'_>, span: Span) -> Compiled {
        let StmtKind::AnnAssign { target, annotation, .. } = &annotated.statement.kind else { return Ok(()) };
        let ExprKind::Name { id } = &target.kind else { return Ok(()) };
        let unreached = self.unit.label();
        if let Some(number) = annotated.number {
            let place = annotated.statement.span;
            let index = self.constant(Constant::Int(i64::from(number)), Dest::Temporary, place);
            let set = self.unit.push();
            let name: Rc<str> = CONDITIONAL.into();
            let access = match self.access(&name) {
                Access::DictCell(register) => Access::Cell(register),
                Access::DictGlobal => Access::Global,
                other => other,
            };
            self.load(access, &name, set, place);
            self.emit(op::CONTAINS_OP(index, index, set, 0), place);
            self.unit.next = index;
            self.jump_if_truth(index, unreached, When::False, place);
        }
        let value = self.expression(annotation)?;
        let copy = self.unit.push();
        self.emit(op::COPY(copy, mapping), span);
        let name = self.mangled(id);
        let key = self.constant(text(&name), Dest::Temporary, span);
        self.emit(op::STORE_SUBSCR(copy, key, value), span);
        self.unit.bind(unreached);
        Ok(())
    }

    /// Notes that the annotated statement has been reached, if its `__annotate__` asks.
    pub(super) fn reach_annotation(&mut self, statement: &Stmt, span: Span) {
        let known = self.unit.deferred.iter().find(|deferred| std::ptr::eq(deferred.statement, statement));
        let Some(number) = known.and_then(|deferred| deferred.number) else { return };
        let mark = self.unit.next;
        let set = self.unit.push();
        let name: Rc<str> = CONDITIONAL.into();
        let access = match self.unit.kind {
            ScopeKind::Class => Access::Cell(self.unit.own_cell(&name)),
            _ => Access::Name,
        };
        self.load(access, &name, set, span);
        let index = self.constant(Constant::Int(i64::from(number)), Dest::Temporary, span);
        self.emit(op::SET_ADD(set, index), span);
        self.emit(op::POP_TOP(set), span);
        self.unit.next = mark;
    }

    /// The function that evaluates the annotations of a function's parameters, in the next temporary.
    pub(super) fn parameter_annotations(
        &mut self,
        id: ScopeId,
        args: &Arguments,
        returns: Option<&Expr>,
        span: Span,
    ) -> Compiled<Register> {
        let code = self.annotate_unit(id, span, |compiler| {
            let base = compiler.unit.next;
            compiler.each_annotation(args, returns, span)?;
            let count = (compiler.unit.next.index() - base.index()) / 2;
            let mapping = compiler.target(base, Dest::Temporary);
            compiler.emit(op::BUILD_MAP(mapping, base, Count::of(count)), span);
            compiler.emit(op::RETURN_VALUE(mapping), span);
            Ok(())
        })?;
        let function = self.unit.push();
        self.annotate_function(function, code, span);
        Ok(function)
    }

    /// Makes an `__annotate__` function in the temporary `function`, the topmost one.
    fn annotate_function(&mut self, function: Register, code: Rc<CodeUnit>, span: Span) {
        let closure = self.closure(&code, span);
        let index = self.unit.constant(Constant::Code(code));
        self.emit(op::MAKE_FUNCTION(function, index), span);
        if let Some(closure) = closure {
            self.emit(op::SET_FUNCTION_ATTRIBUTE(function, closure, super::function::CLOSURE), span);
        }
        self.unit.next = function.plus(1);
    }

    /// The code of an `__annotate__` function: refuses the formats it does not know, then does as `body` says.
    fn annotate_unit(
        &mut self,
        id: ScopeId,
        span: Span,
        body: impl FnOnce(&mut Self) -> Compiled,
    ) -> Compiled<Rc<CodeUnit>> {
        self.evaluated_unit(id, &ANNOTATE.into(), span, |compiler| {
            // Python code cannot name the parameter by the name it has in the symbol table.
            compiler.unit.rename_parameter(Register::at(0), "format");
            body(compiler)
        })
    }

    /// The code of a function that evaluates something later: refuses the formats it does not know, then does as `body`
    /// says, which ends with a return.
    pub(super) fn evaluated_unit(
        &mut self,
        id: ScopeId,
        name: &Rc<str>,
        span: Span,
        body: impl FnOnce(&mut Self) -> Compiled,
    ) -> Compiled<Rc<CodeUnit>> {
        let qualname = self.qualname(id, name);
        let mut unit = Unit::new(&self.symbols, id, name.clone(), qualname, span.line);
        unit.arguments = [1, 1, 0];
        self.nested(unit, |compiler| {
            compiler.in_function(id, span.line, |compiler| {
                let known = compiler.unit.label();
                let k = Comparison::Greater.operand() ^ Comparison::INVERT;
                let format = Register::at(0);
                compiler.jump(|to| op::COMPARE_INT_JUMP(format, VALUE_WITH_FAKE_GLOBALS, to, k), known, span);
                let error = compiler.unit.push();
                compiler.emit(op::LOAD_COMMON_CONSTANT(error, CommonConstant::NotImplementedError as u8), span);
                compiler.emit(op::RAISE_VARARGS(error, error, 1), span);
                compiler.unit.reachable = false;
                compiler.unit.next = error;
                compiler.unit.bind(known);
                body(compiler)?;
                compiler.unit.release_all();
                compiler.unit.reachable = false;
                Ok(())
            })
        })
    }

    /// Names and annotations of a function in consecutive temporaries, in CPython's order.
    pub(super) fn each_annotation(&mut self, args: &Arguments, returns: Option<&Expr>, span: Span) -> Compiled {
        let ordered = args
            .args
            .iter()
            .chain(&args.posonlyargs)
            .chain(args.vararg.as_deref())
            .chain(&args.kwonlyargs)
            .chain(args.kwarg.as_deref());
        for Arg { arg, annotation, .. } in ordered {
            if let Some(annotation) = annotation {
                self.one_annotation(arg, annotation, span)?;
            }
        }
        if let Some(returns) = returns {
            self.one_annotation(&"return".into(), returns, span)?;
        }
        Ok(())
    }

    fn one_annotation(&mut self, name: &Identifier, annotation: &Expr, span: Span) -> Compiled {
        let name = self.mangled(name);
        self.constant(text(&name), Dest::Temporary, span);
        if self.futures.annotations {
            let written = Constant::Str(unparse::expression(annotation).into());
            self.constant(written, Dest::Temporary, annotation.span);
        } else if let ExprKind::Starred { value } = &annotation.kind {
            // `*args: *Ts`
            let operand = self.expression(value)?;
            self.unit.next = if self.unit.is_temporary(operand) { operand } else { self.unit.next };
            let target = self.unit.push();
            self.emit(op::UNPACK_SEQUENCE(target, operand, Count::of(1)), annotation.span);
        } else {
            self.temporary(annotation)?;
        }
        Ok(())
    }

    pub(super) fn annotated_assignment(&mut self, statement: &Stmt) -> Compiled {
        let StmtKind::AnnAssign { target, annotation, value, simple } = &statement.kind else { return Ok(()) };
        let span = statement.span;
        if let Some(value) = value {
            self.assign(target, value)?;
        }
        let mark = self.unit.next;
        match &target.kind {
            ExprKind::Name { id } if *simple && self.is_module_or_class() => {
                if self.futures.annotations {
                    self.store_annotation_text(id, annotation, span);
                } else {
                    self.reach_annotation(statement, span);
                }
            }
            ExprKind::Attribute { value: object, .. } if value.is_none() => self.evaluate_and_drop(object)?,
            ExprKind::Subscript { value: object, slice } if value.is_none() => {
                self.evaluate_and_drop(object)?;
                self.evaluate_and_drop(slice)?;
            }
            _ => {}
        }
        self.unit.next = mark;
        Ok(())
    }

    fn store_annotation_text(&mut self, id: &Rc<str>, annotation: &Expr, span: Span) {
        let written = Constant::Str(unparse::expression(annotation).into());
        let register = self.constant(written, Dest::Temporary, annotation.span);
        let annotations: Rc<str> = "__annotations__".into();
        let mapping = self.unit.push();
        let access = self.access(&annotations);
        self.load(access, &annotations, mapping, span);
        let name = self.mangled(id);
        let key = self.constant(text(&name), Dest::Temporary, span);
        self.emit(op::STORE_SUBSCR(mapping, key, register), span);
    }
}
