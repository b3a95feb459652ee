//! Function definitions and lambdas.

use std::rc::Rc;

use ouropy_grammar::ast::{Arguments, Expr, ExprKind, FunctionDef, Span, Stmt, StmtKind};

use super::annotation::CONDITIONAL;
use super::call::text;
use super::expression::Dest;
use super::generic::Generic;
use super::names::Access;
use super::symbols::{Resolution, ScopeId, ScopeKind, Use};
use super::unit::{Block, Unit};
use super::{Compiled, Compiler, position};
use crate::code::{CodeFlags, CodeUnit, Constant, Count, LocalKind, Position, Register, op};

/// SET_FUNCTION_ATTRIBUTE's numbers.
pub(super) const DEFAULTS: u8 = 1;
const KEYWORD_DEFAULTS: u8 = 2;
pub(super) const CLOSURE: u8 = 8;
const ANNOTATE: u8 = 16;
const TYPE_PARAMETERS: u8 = 32;

/// The parameters of a function and what they are annotated with.
struct Signature<'s> {
    args: &'s Arguments,
    returns: Option<&'s Expr>,
    /// The scope of the annotations.
    annotations: Option<ScopeId>,
}

impl<'a> Compiler<'a> {
    pub(super) fn function_definition(&mut self, function: &'a FunctionDef, span: Span) -> Compiled {
        let mark = self.unit.next;
        let decorators = self.decorators(&function.decorator_list)?;
        let first_line = function.decorator_list.first().map_or(span.line, |decorator| decorator.span.line);
        let dest = if decorators.is_empty() { self.store_dest(&function.name) } else { Dest::Temporary };
        let id = self.symbols.of(function);
        let signature = Signature {
            args: &function.args,
            returns: function.returns.as_deref(),
            annotations: self.symbols[id].annotations,
        };
        let code = |compiler: &mut Self| {
            compiler.function_unit(id, &function.name, &function.args, first_line, |compiler| {
                compiler.docstring(&function.body);
                let is_documented = compiler.docstring_of(&function.body).is_some();
                compiler.statements(&function.body[usize::from(is_documented)..])?;
                compiler.return_none();
                Ok(())
            })
        };
        let register = if function.type_params.is_empty() {
            self.function(&signature, dest, span, code)?
        } else {
            let generic = Generic { name: &function.name, parameters: &function.type_params, first_line };
            self.generic_function(&generic, &signature, dest, span, code)?
        };
        let register = self.decorate(&decorators, register, mark);
        self.store_name(&function.name, register, span)?;
        self.unit.next = mark;
        Ok(())
    }

    /// Where the value of a definition or assignment of `name` may be written directly.
    pub(super) fn store_dest(&mut self, name: &Rc<str>) -> Dest {
        let name = self.mangled(name);
        match self.access(&name) {
            Access::Fast(register) => Dest::Local(register),
            _ => Dest::Operand,
        }
    }

    /// Evaluates decorators into consecutive temporaries; their places in the text.
    pub(super) fn decorators(&mut self, decorators: &[Expr]) -> Compiled<Vec<(Register, Span)>> {
        decorators.iter().map(|decorator| Ok((self.temporary(decorator)?, decorator.span))).collect()
    }

    /// Calls the decorators, the last one first, on what is in the temporary after them.
    pub(super) fn decorate(&mut self, decorators: &[(Register, Span)], register: Register, mark: Register) -> Register {
        if decorators.is_empty() {
            return register;
        }
        for &(decorator, span) in decorators.iter().rev() {
            self.emit(op::CALL(decorator, Count::of(1), decorator), span);
        }
        self.unit.next = mark.plus(1);
        mark
    }

    pub(super) fn lambda(&mut self, node: &Expr, args: &Arguments, body: &Expr, dest: Dest) -> Compiled<Register> {
        let id = self.symbols.of(node);
        let span = node.span;
        let name: Rc<str> = "<lambda>".into();
        let signature = Signature { args, returns: None, annotations: None };
        self.function(&signature, dest, span, |compiler| {
            compiler.function_unit(id, &name, args, span.line, |compiler| {
                if compiler.symbols[id].is_generator {
                    // The value of a generator's lambda is what StopIteration carries.
                    let mark = compiler.unit.next;
                    let value = compiler.expression(body)?;
                    compiler.emit(op::RETURN_VALUE(value), body.span);
                    compiler.unit.next = mark;
                } else {
                    compiler.return_expression(body, body.span)?;
                    compiler.unit.release_all();
                }
                compiler.unit.reachable = false;
                Ok(())
            })
        })
    }

    /// A function whose type parameters live in a hidden function around it, to which the defaults are given.
    fn generic_function(
        &mut self,
        generic: &Generic<'_>,
        signature: &Signature<'_>,
        dest: Dest,
        span: Span,
        code: impl FnOnce(&mut Self) -> Compiled<Rc<CodeUnit>>,
    ) -> Compiled<Register> {
        let hidden = self.unit.push();
        let defaults = self.defaults(signature.args, span)?;
        let hidden_code = self.hidden_function(generic, defaults.len(), |compiler| {
            let parameters = compiler.type_parameters(generic.parameters)?;
            let given = defaults.iter().enumerate().map(|(index, &(kind, _))| (kind, Register::at(index)));
            let result = compiler.unit.push();
            let function = compiler.function_of(result, given.collect(), signature, Dest::Temporary, span, code)?;
            compiler.emit(op::SET_FUNCTION_ATTRIBUTE(function, parameters, TYPE_PARAMETERS), span);
            compiler.emit(op::RETURN_VALUE(function), span);
            Ok(())
        })?;
        Ok(self.call_hidden(hidden, hidden_code, defaults.len(), dest, span))
    }

    /// Defaults, annotations and closure, in CPython's order, and the function made of them.
    fn function(
        &mut self,
        signature: &Signature<'_>,
        dest: Dest,
        span: Span,
        code: impl FnOnce(&mut Self) -> Compiled<Rc<CodeUnit>>,
    ) -> Compiled<Register> {
        // The function's own temporary lies below those of its parts.
        let result = self.unit.push();
        let attributes = self.defaults(signature.args, span)?;
        self.function_of(result, attributes, signature, dest, span, code)
    }

    /// The tuple of defaults and the dict of those of keyword-only parameters, as far as there are any.
    fn defaults(&mut self, args: &Arguments, span: Span) -> Compiled<Vec<(u8, Register)>> {
        let mut attributes = Vec::new();
        if !args.defaults.is_empty() {
            let elts = &args.defaults;
            let tuple = if let Some(constants) = self.fold_all(elts) {
                self.constant(Constant::Tuple(constants), Dest::Temporary, span)
            } else {
                let base = self.unit.next;
                for elt in elts {
                    self.temporary(elt)?;
                }
                let tuple = self.target(base, Dest::Temporary);
                self.emit(op::BUILD_TUPLE(tuple, base, Count::of(elts.len())), span);
                tuple
            };
            attributes.push((DEFAULTS, tuple));
        }
        if args.kw_defaults.iter().any(Option::is_some) {
            attributes.push((KEYWORD_DEFAULTS, self.keyword_defaults(args, span)?));
        }
        Ok(attributes)
    }

    /// The function of the temporary `result` with the attributes it has already, those of `signature` and a closure.
    fn function_of(
        &mut self,
        result: Register,
        mut attributes: Vec<(u8, Register)>,
        signature: &Signature<'_>,
        dest: Dest,
        span: Span,
        code: impl FnOnce(&mut Self) -> Compiled<Rc<CodeUnit>>,
    ) -> Compiled<Register> {
        attributes.extend(self.annotations(signature, span)?);
        let code = code(self)?;
        if let Some(closure) = self.closure(&code, span) {
            attributes.push((CLOSURE, closure));
        }
        let index = self.unit.constant(Constant::Code(code));
        if attributes.is_empty() {
            let target = self.target(result, dest);
            self.emit(op::MAKE_FUNCTION(target, index), span);
            return Ok(target);
        }
        // A variable receives the function only when it is whole.
        self.emit(op::MAKE_FUNCTION(result, index), span);
        for &(kind, register) in attributes.iter().rev() {
            self.emit(op::SET_FUNCTION_ATTRIBUTE(result, register, kind), span);
        }
        Ok(self.deliver(result, result, dest, span))
    }

    /// The tuple of cells that a function of `code` needs, in the next temporary.
    pub(super) fn closure(&mut self, code: &CodeUnit, span: Span) -> Option<Register> {
        let free: Vec<Rc<str>> =
            code.locals.iter().filter(|local| local.kind == LocalKind::Free).map(|local| local.name.clone()).collect();
        if free.is_empty() {
            return None;
        }
        let base = self.unit.next;
        for name in &free {
            let register = self.unit.push();
            let cell = self.cell_of(name);
            self.emit(op::COPY(register, cell), span);
        }
        let tuple = self.target(base, Dest::Temporary);
        self.emit(op::BUILD_TUPLE(tuple, base, Count::of(free.len())), span);
        Some(tuple)
    }

    /// The register of the cell that nested functions know as `name`.
    fn cell_of(&mut self, name: &Rc<str>) -> Register {
        let of_class = matches!(&**name, "__class__" | "__classdict__" | CONDITIONAL);
        let is_own = |scope: &ScopeId| self.symbols[*scope].resolution(name) == Some(Resolution::Cell);
        if self.unit.kind == ScopeKind::Class && of_class && !self.unit.inlined.iter().any(is_own) {
            return self.unit.own_cell(name);
        }
        match self.access(name) {
            Access::Cell(register)
            | Access::ClassCell(register)
            | Access::DictCell(register)
            | Access::Fast(register) => register,
            // A class body binds the name for itself; its functions mean the one outside.
            Access::Global | Access::DictGlobal | Access::Name => {
                let scope = self.unit.scope;
                self.unit.variable(&self.symbols, scope, name, Resolution::Free)
            }
        }
    }

    fn keyword_defaults(&mut self, args: &Arguments, span: Span) -> Compiled<Register> {
        let base = self.unit.next;
        let mut count = 0;
        for (arg, default) in args.kwonlyargs.iter().zip(&args.kw_defaults) {
            if let Some(default) = default {
                let name = self.mangled(&arg.arg);
                self.constant(text(&name), Dest::Temporary, span);
                self.temporary(default)?;
                count += 1;
            }
        }
        let mapping = self.target(base, Dest::Temporary);
        self.emit(op::BUILD_MAP(mapping, base, Count::of(count)), span);
        Ok(mapping)
    }

    /// The `__annotate__` that the function gets if it has annotations.
    fn annotations(&mut self, signature: &Signature<'_>, span: Span) -> Compiled<Option<(u8, Register)>> {
        let Signature { args, returns, annotations } = *signature;
        let Some(scope) = annotations else { return Ok(None) };
        Ok(Some((ANNOTATE, self.parameter_annotations(scope, args, returns, span)?)))
    }

    /// The code unit of a function: parameters, cells, and what makes a generator of it.
    fn function_unit(
        &mut self,
        id: ScopeId,
        name: &Rc<str>,
        args: &Arguments,
        first_line: u32,
        body: impl FnOnce(&mut Self) -> Compiled,
    ) -> Compiled<Rc<CodeUnit>> {
        let qualname = self.qualname(id, name);
        let mut unit = Unit::new(&self.symbols, id, name.clone(), qualname, first_line);
        let positional_only = args.posonlyargs.len() as u32;
        unit.arguments = [positional_only + args.args.len() as u32, positional_only, args.kwonlyargs.len() as u32];
        if args.vararg.is_some() {
            unit.flags |= CodeFlags::VARARGS;
        }
        if args.kwarg.is_some() {
            unit.flags |= CodeFlags::VARKEYWORDS;
        }
        self.nested(unit, |compiler| compiler.in_function(id, first_line, body))
    }

    /// The beginning and end common to functions and generator expressions, around `body`.
    pub(super) fn in_function(
        &mut self,
        id: ScopeId,
        first_line: u32,
        body: impl FnOnce(&mut Self) -> Compiled,
    ) -> Compiled {
        let start = Span { line: first_line, end_line: first_line, column: 0, end_column: 0 };
        let parameters: Vec<(Rc<str>, Resolution)> = self.symbols[id]
            .order
            .iter()
            .filter(|name| self.symbols[id].uses(name).contains(Use::PARAMETER))
            .map(|name| (name.clone(), self.symbols[id].resolution(name).unwrap_or(Resolution::Local)))
            .collect();
        let cells = self.unit.parameters(&parameters);
        self.copy_free_variables(start);
        for register in cells.into_iter().chain(self.unit.local_cells()) {
            self.emit(op::MAKE_CELL(register), start);
        }
        self.suspendable(id, first_line, body)
    }

    /// `body`, with what lets it be suspended if it is a generator's or a coroutine's.
    pub(super) fn suspendable(
        &mut self,
        id: ScopeId,
        first_line: u32,
        body: impl FnOnce(&mut Self) -> Compiled,
    ) -> Compiled {
        if !self.symbols[id].is_suspendable() {
            return body(self);
        }
        self.unit.append(op::RETURN_GENERATOR(), Position::of_line(first_line));
        let region = self.unit.open_region(self.unit.first_temporary);
        self.unit.blocks.push(Block::Generator(region));
        body(self)?;
        if let Some(Block::Generator(mut region)) = self.unit.blocks.pop() {
            self.unit.pause(&mut region);
            self.unit.reachable = false;
            if self.unit.bind_handler(&region) {
                let exception = region.register;
                self.unit.append(op::STOPITERATION_ERROR(exception), position(Span::default()));
                self.unit.reachable = false;
            }
        }
        Ok(())
    }

    /// Takes over the closure's cells.
    pub(super) fn copy_free_variables(&mut self, span: Span) {
        let count = self.unit.free.len();
        if count > 0 {
            let base = self.unit.first_temporary.minus(count);
            self.emit(op::COPY_FREE_VARS(base, Count::of(count)), span);
        }
    }

    /// `outer.<locals>.name`, by the units around the new one.
    pub(super) fn qualname(&self, id: ScopeId, name: &Rc<str>) -> Rc<str> {
        let mut outer = &self.unit;
        if !matches!(
            outer.kind,
            ScopeKind::Module | ScopeKind::Class | ScopeKind::Function | ScopeKind::Comprehension(_)
        ) && let Some(around) = self.outer.last()
        {
            // What is evaluated later, and the hidden function around a generic definition, are no part of the names of
            // what stands directly in them.
            outer = around;
        }
        let parent = outer.scope;
        if outer.kind == ScopeKind::Module {
            return name.clone();
        }
        // A function or class that is declared global is named as one.
        let mangled = self.mangled(name);
        let is_definition =
            !name.starts_with('<') && matches!(self.symbols[id].kind, ScopeKind::Function | ScopeKind::Class);
        if is_definition
            && id != parent
            && self.symbols[parent].resolution(&mangled) == Some(Resolution::GlobalExplicit)
        {
            return name.clone();
        }
        // CPython counts the code of comprehensions and of what is evaluated later as no function here.
        if outer.kind == ScopeKind::Function {
            format!("{}.<locals>.{name}", outer.qualname).into()
        } else {
            format!("{}.{name}", outer.qualname).into()
        }
    }

    /// Notes the docstring of a function: it is the first constant.
    fn docstring(&mut self, body: &[Stmt]) {
        if let Some(docstring) = self.docstring_of(body) {
            self.unit.flags |= CodeFlags::HAS_DOCSTRING;
            self.unit.constant(docstring);
        }
    }

    /// The docstring of a body, dedented.
    pub(super) fn docstring_of(&self, body: &[Stmt]) -> Option<Constant> {
        use ouropy_grammar::ast::Constant as Literal;
        if self.options.optimize >= 2 {
            return None;
        }
        let StmtKind::Expr { value } = &body.first()?.kind else { return None };
        match &value.kind {
            ExprKind::Constant { value: Literal::Str(text), .. } => Some(Constant::Str(dedent(text).into())),
            _ => None,
        }
    }
}

/// A docstring as `__doc__` shows it: tabs expanded, the indentation common to all lines but the first removed.
fn dedent(text: &[u8]) -> Vec<u8> {
    let expanded = expand_tabs(text);
    let mut lines = expanded.split(|&byte| byte == b'\n');
    let first = lines.next().unwrap_or_default();
    let rest: Vec<&[u8]> = lines.collect();
    let indentation = |line: &[u8]| line.iter().take_while(|&&byte| byte == b' ').count();
    let margin =
        rest.iter().filter(|line| indentation(line) < line.len()).map(|line| indentation(line)).min().unwrap_or(0);
    let mut result = first[indentation(first)..].to_vec();
    for line in rest {
        result.push(b'\n');
        result.extend(&line[margin.min(indentation(line))..]);
    }
    result
}

/// As `str.expandtabs()`.
fn expand_tabs(text: &[u8]) -> Vec<u8> {
    let mut result = Vec::with_capacity(text.len());
    let mut column = 0;
    for &byte in text {
        match byte {
            b'\t' => {
                let width = 8 - column % 8;
                result.extend(std::iter::repeat_n(b' ', width));
                column += width;
            }
            b'\n' | b'\r' => {
                result.push(byte);
                column = 0;
            }
            _ => {
                result.push(byte);
                // Continuation bytes are no characters.
                column += usize::from(byte & 0xC0 != 0x80);
            }
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::dedent;

    #[test]
    fn docstrings_lose_their_common_indentation() {
        let text = |text: &str| String::from_utf8(dedent(text.as_bytes())).expect("text");
        assert_eq!(text("  a\n    b\n      c\n\n    "), "a\nb\n  c\n\n");
        assert_eq!(text("a\n\tb"), "a\nb");
        assert_eq!(text("a"), "a");
    }
}
