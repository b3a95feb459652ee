//! Type parameters and the `type` statement (PEP 695, PEP 696).
//!
//! A generic definition is compiled inside a hidden function, called at once, whose locals are the type parameters. What
//! is evaluated later (a bound, constraints, a default, an alias's value) is a function of its own, as annotations are.

use std::rc::Rc;

use ouropy_grammar::ast::{Expr, ExprKind, Span, TypeParam, TypeParamKind};
use ouropy_grammar::error::SyntaxError;

use super::call::text;
use super::expression::Dest;
use super::function::{CLOSURE, DEFAULTS};
use super::symbols::{ScopeId, SymbolTable};
use super::unit::Unit;
use super::{Compiled, Compiler};
use crate::code::{CodeUnit, Constant, Count, Intrinsic, Register, op};

/// The variable around a generic class that holds its type parameters.
pub(super) const TYPE_PARAMETERS: &str = ".type_params";
/// The variable around a generic class that holds its last base.
pub(super) const GENERIC_BASE: &str = ".generic_base";

/// What a hidden function is the scope of.
pub(super) struct Generic<'p> {
    /// The name that is defined.
    pub(super) name: &'p Rc<str>,
    pub(super) parameters: &'p [TypeParam],
    /// The line in which the definition begins, decorators included.
    pub(super) first_line: u32,
}

/// Something that is evaluated later.
struct Evaluated<'p> {
    id: ScopeId,
    name: &'p Rc<str>,
    value: &'p Expr,
    /// Where it is made.
    span: Span,
    /// Whether `*Ts = *values` may stand there.
    may_be_starred: Starred,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Starred {
    Allowed,
    Refused,
}

impl Compiler<'_> {
    /// `type name[parameters] = value`.
    pub(super) fn type_alias(&mut self, name: &Expr, parameters: &[TypeParam], value: &Expr, span: Span) -> Compiled {
        let target = name;
        let ExprKind::Name { id: name } = &target.kind else { return Ok(()) };
        let mark = self.unit.next;
        let alias = if parameters.is_empty() {
            let base = self.constant(text(name), Dest::Temporary, span);
            self.constant(Constant::None, Dest::Temporary, span);
            self.alias(base, target, value, span)?
        } else {
            let function = self.unit.push();
            let generic = Generic { name, parameters, first_line: span.line };
            let code = self.hidden_function(&generic, 0, |compiler| {
                let base = compiler.constant(text(name), Dest::Temporary, span);
                compiler.type_parameters(parameters)?;
                let alias = compiler.alias(base, target, value, span)?;
                compiler.emit(op::RETURN_VALUE(alias), span);
                Ok(())
            })?;
            self.call_hidden(function, code, 0, Dest::Temporary, span)
        };
        self.store_name(name, alias, span)?;
        self.unit.next = mark;
        Ok(())
    }

    /// The alias of the name and the type parameters that are in place from `base` on, in `base`.
    fn alias(&mut self, base: Register, name: &Expr, value: &Expr, span: Span) -> Compiled<Register> {
        let id = self.symbols.of(name);
        if let ExprKind::Name { id: name } = &name.kind {
            self.evaluator(&Evaluated { id, name, value, span, may_be_starred: Starred::Refused })?;
        }
        self.unit.next = base.plus(1);
        self.emit(op::BUILD_TUPLE(base, base, Count::of(3)), span);
        self.emit(op::CALL_INTRINSIC_1(base, base, Intrinsic::TypeAlias as u8), span);
        Ok(base)
    }

    /// The code of the function around a generic definition; `body` ends it with a return. `arguments` is how many
    /// parameters it has.
    pub(super) fn hidden_function(
        &mut self,
        generic: &Generic<'_>,
        arguments: usize,
        body: impl FnOnce(&mut Self) -> Compiled,
    ) -> Compiled<Rc<CodeUnit>> {
        let id = generic.parameters.first().map_or(SymbolTable::TOP, |first| self.symbols.of(first));
        let name: Rc<str> = format!("<generic parameters of {}>", generic.name).into();
        let qualname = self.qualname(id, &name);
        let mut unit = Unit::new(&self.symbols, id, name, qualname, generic.first_line);
        unit.arguments = [arguments as u32, 0, 0];
        self.nested(unit, |compiler| {
            compiler.in_function(id, generic.first_line, |compiler| {
                body(compiler)?;
                compiler.unit.release_all();
                compiler.unit.reachable = false;
                Ok(())
            })
        })
    }

    /// Makes a function of `code` in the temporary `function` and calls it with the `arguments` that are in place behind
    /// it.
    pub(super) fn call_hidden(
        &mut self,
        function: Register,
        code: Rc<CodeUnit>,
        arguments: usize,
        dest: Dest,
        span: Span,
    ) -> Register {
        self.unit.next = function.plus(1 + arguments);
        let closure = self.closure(&code, span);
        let index = self.unit.constant(Constant::Code(code));
        self.emit(op::MAKE_FUNCTION(function, index), span);
        if let Some(closure) = closure {
            self.emit(op::SET_FUNCTION_ATTRIBUTE(function, closure, CLOSURE), span);
        }
        let target = self.target(function, dest);
        self.emit(op::CALL(function, Count::of(arguments), target), span);
        target
    }

    /// Makes the type parameters, binds their names, and leaves the tuple of them in the next temporary.
    pub(super) fn type_parameters(&mut self, parameters: &[TypeParam]) -> Compiled<Register> {
        let base = self.unit.next;
        let mut has_default = false;
        for parameter in parameters {
            let span = parameter.span;
            let (name, default, may_be_starred) = match &parameter.kind {
                TypeParamKind::TypeVar { name, default_value, .. }
                | TypeParamKind::ParamSpec { name, default_value } => (name, default_value, Starred::Refused),
                TypeParamKind::TypeVarTuple { name, default_value } => (name, default_value, Starred::Allowed),
            };
            let made = self.constant(text(name), Dest::Temporary, span);
            let function = match &parameter.kind {
                TypeParamKind::TypeVar { bound: Some(bound), .. } => {
                    let id = self.symbols.of(bound);
                    let span = bound.span;
                    self.evaluator(&Evaluated { id, name, value: bound, span, may_be_starred: Starred::Refused })?;
                    let is_tuple = matches!(bound.kind, ExprKind::Tuple { .. });
                    if is_tuple { Intrinsic::TypeVarWithConstraints } else { Intrinsic::TypeVarWithBound }
                }
                TypeParamKind::TypeVar { bound: None, .. } => Intrinsic::TypeVar,
                TypeParamKind::ParamSpec { .. } => Intrinsic::ParamSpec,
                TypeParamKind::TypeVarTuple { .. } => Intrinsic::TypeVarTuple,
            };
            if (function as usize) < Intrinsic::UNARY {
                self.emit(op::CALL_INTRINSIC_1(made, made, function as u8), span);
            } else {
                self.emit(op::CALL_INTRINSIC_2(made, made, made.plus(1), function as u8), span);
            }
            self.unit.next = made.plus(1);
            if let Some(value) = default {
                has_default = true;
                let id = self.symbols.of(value);
                let later = Evaluated { id, name, value, span: value.span, may_be_starred };
                let evaluator = self.evaluator(&later)?;
                let function = Intrinsic::SetTypeParamDefault as u8;
                self.emit(op::CALL_INTRINSIC_2(made, made, evaluator, function), span);
                self.unit.next = made.plus(1);
            } else if has_default {
                let message = format!("non-default type parameter '{name}' follows default type parameter");
                return Err(SyntaxError::at(span, message));
            }
            let copy = self.unit.push();
            self.emit(op::COPY(copy, made), span);
            self.store_name(name, copy, span)?;
            self.unit.next = made.plus(1);
        }
        let span = parameters.first().map(|parameter| parameter.span).unwrap_or_default();
        let tuple = self.target(base, Dest::Temporary);
        self.emit(op::BUILD_TUPLE(tuple, base, Count::of(parameters.len())), span);
        Ok(tuple)
    }

    /// The function that evaluates something later, in the next temporary: its format has a default.
    fn evaluator(&mut self, later: &Evaluated<'_>) -> Compiled<Register> {
        let Evaluated { id, name, value, .. } = *later;
        let span = later.span;
        let function = self.unit.push();
        let defaults = self.constant(Constant::Tuple(vec![Constant::Int(1)]), Dest::Temporary, span);
        let code = self.evaluated_unit(id, name, span, |compiler| {
            let register = match &value.kind {
                ExprKind::Starred { value: items } if later.may_be_starred == Starred::Allowed => {
                    let mark = compiler.unit.next;
                    let operand = compiler.expression(items)?;
                    compiler.unit.next = mark;
                    let target = compiler.unit.push();
                    compiler.emit(op::UNPACK_SEQUENCE(target, operand, Count::of(1)), value.span);
                    target
                }
                _ => compiler.expression(value)?,
            };
            compiler.emit(op::RETURN_VALUE(register), value.span);
            Ok(())
        })?;
        let closure = self.closure(&code, span);
        let index = self.unit.constant(Constant::Code(code));
        self.emit(op::MAKE_FUNCTION(function, index), span);
        if let Some(closure) = closure {
            self.emit(op::SET_FUNCTION_ATTRIBUTE(function, closure, CLOSURE), span);
        }
        self.emit(op::SET_FUNCTION_ATTRIBUTE(function, defaults, DEFAULTS), span);
        self.unit.next = function.plus(1);
        Ok(function)
    }
}
