//! Comprehensions: inlined (PEP 709), or a generator expression's function.

use std::rc::Rc;

use ouropy_grammar::ast::{Comprehension, Expr, ExprKind, Span};

use super::expression::Dest;
use super::symbols::{Place, ScopeId};
use super::unit::Unit;
use super::{Compiled, Compiler};
use crate::code::{Constant, Instruction, Opcode};

/// What a comprehension does with each element.
#[derive(Clone, Copy)]
enum Element<'a> {
    List(&'a Expr),
    Set(&'a Expr),
    Dict(&'a Expr, &'a Expr),
    Generator(&'a Expr),
}

impl Compiler<'_> {
    pub(super) fn comprehension(&mut self, node: &Expr, dest: Dest) -> Compiled<u32> {
        let id = self.symbols.of(node);
        match &node.kind {
            ExprKind::ListComp { elt, generators } => self.inlined(id, node, generators, Element::List(elt), dest),
            ExprKind::SetComp { elt, generators } => self.inlined(id, node, generators, Element::Set(elt), dest),
            ExprKind::DictComp { key, value, generators } => {
                self.inlined(id, node, generators, Element::Dict(key, value), dest)
            }
            ExprKind::GeneratorExp { elt, generators } => self.generator_expression(id, node, generators, elt, dest),
            _ => Ok(self.unit.next),
        }
    }

    fn inlined(
        &mut self,
        id: ScopeId,
        node: &Expr,
        generators: &[Comprehension],
        element: Element<'_>,
        dest: Dest,
    ) -> Compiled<u32> {
        let span = node.span;
        let mark = self.unit.next;
        let Some(first) = generators.first() else { return Ok(mark) };
        let result = self.unit.push();
        // Cells of the function that this comprehension replaces for its run are kept between result and iterator.
        let variables = self.comprehension_variables(id);
        let saved: Vec<(u32, u32)> = variables
            .iter()
            .filter(|&&(register, is_cell)| is_cell && self.unit.is_own_cell(register))
            .map(|&(register, _)| register)
            .collect::<Vec<u32>>()
            .into_iter()
            .map(|register| (register, self.unit.push()))
            .collect();
        let iterator = self.iterator(&first.iter)?;
        self.variables_appear(id);
        self.unit.inlined.push(id);
        for &(register, copy) in &saved {
            self.emit(Opcode::COPY, copy, register, 0, span);
            self.emit(Opcode::CLEAR_FAST, register, 0, 0, span);
        }
        for &(register, _) in variables.iter().filter(|(_, is_cell)| *is_cell) {
            self.emit(Opcode::MAKE_CELL, register, 0, 0, span);
        }
        let opcode = match element {
            Element::List(_) | Element::Generator(_) => Opcode::BUILD_LIST,
            Element::Set(_) => Opcode::BUILD_SET,
            Element::Dict(..) => Opcode::BUILD_MAP,
        };
        self.emit(opcode, result, result, 0, span);
        // CPython asks the iterator for its iterator once more, since 3.13.1.
        self.emit(Opcode::GET_ITER, iterator, iterator, 0, first.iter.span);
        let region = (!variables.is_empty()).then(|| self.unit.open_region(iterator));
        self.clauses(generators, 0, Some(iterator), element, result)?;
        self.unit.inlined.pop();
        if let Some(mut region) = region {
            self.unit.pause(&mut region);
            self.restore(&variables, &saved, span);
            let end = self.unit.label();
            self.jump(Opcode::JUMP, end, span);
            if self.unit.bind_handler(&region) {
                self.emit(Opcode::POP_TOP, result, 0, 0, span);
                self.restore(&variables, &saved, span);
                self.emit(Opcode::RERAISE, iterator, 0, 0, Span::default());
                self.unit.reachable = false;
            }
            self.unit.bind(end);
        }
        self.unit.next = result + 1;
        Ok(self.deliver(result, mark, dest, span))
    }

    /// Notes that the code names the variables of a comprehension here, and of those inlined into it. One that has a
    /// register of its own makes the outer variable of its name appear, which CPython saves and restores here.
    fn variables_appear(&mut self, id: ScopeId) {
        for (register, is_cell) in self.comprehension_variables(id) {
            if !is_cell {
                self.unit.appear(register);
            }
        }
        let function = self.unit.scope;
        if self.symbols[function].is_function_like() {
            for name in self.symbols[id].order.clone() {
                if matches!(self.symbols[id].place(&name), Some(Place::Local | Place::Cell))
                    && self.symbols[function].place(&name) == Some(Place::Local)
                {
                    let register = self.unit.variable(&self.symbols, function, &name, Place::Local);
                    self.unit.appear(register);
                }
            }
        }
        self.unit.inlined.push(id);
        for child in self.symbols[id].children.clone() {
            if self.symbols[child].is_inlined {
                self.variables_appear(child);
            }
        }
        self.unit.inlined.pop();
    }

    /// The registers of a comprehension's variables, and whether each holds a cell.
    fn comprehension_variables(&mut self, id: ScopeId) -> Vec<(u32, bool)> {
        let mut variables = Vec::new();
        self.unit.inlined.push(id);
        for name in self.symbols[id].order.clone() {
            if let Some(place @ (Place::Local | Place::Cell)) = self.symbols[id].place(&name) {
                let register = self.unit.variable(&self.symbols, id, &name, place);
                variables.push((register, place == Place::Cell));
            }
        }
        self.unit.inlined.pop();
        variables
    }

    /// The end of a comprehension: its variables are released, shared cells restored.
    fn restore(&mut self, variables: &[(u32, bool)], saved: &[(u32, u32)], span: Span) {
        for &(register, is_cell) in variables.iter().rev() {
            match saved.iter().find(|(owner, _)| *owner == register) {
                Some(&(_, copy)) => {
                    self.emit(Opcode::MOVE, register, copy, 0, span);
                }
                None => {
                    self.emit(Opcode::CLEAR_FAST, register, 0, 0, span);
                }
            }
            if !is_cell {
                self.unit.bound.remove(register);
            }
        }
    }

    /// `iter(expression)` in the next temporary.
    pub(super) fn iterator(&mut self, iterable: &Expr) -> Compiled<u32> {
        let mark = self.unit.next;
        let operand = self.iterated(iterable, Dest::Operand)?;
        let iterator = self.target(mark, Dest::Temporary);
        self.emit(Opcode::GET_ITER, iterator, operand, 0, iterable.span);
        Ok(iterator)
    }

    /// The `for` clauses from `index` on, the element inside.
    fn clauses(
        &mut self,
        generators: &[Comprehension],
        index: usize,
        outermost: Option<u32>,
        element: Element<'_>,
        result: u32,
    ) -> Compiled {
        self.deeper()?;
        let mark = self.unit.next;
        let clause = &generators[index];
        let (next, exit) = (self.unit.label(), self.unit.label());
        // `for y in [x]` is an assignment.
        let single = match &clause.iter.kind {
            ExprKind::List { elts } | ExprKind::Tuple { elts } if outermost.is_none() => match &elts[..] {
                [only] if !matches!(only.kind, ExprKind::Starred { .. }) => Some(only),
                _ => None,
            },
            _ => None,
        };
        if let Some(only) = single {
            self.assign(&clause.target, only)?;
        } else {
            let iterator = match outermost {
                Some(iterator) => iterator,
                None => self.iterator(&clause.iter)?,
            };
            self.unit.bind_loop(next);
            self.for_iter(iterator, &clause.target, exit, clause.iter.span)?;
        }
        for condition in &clause.ifs {
            self.jump_if(condition, next, false)?;
        }
        if index + 1 < generators.len() {
            self.clauses(generators, index + 1, None, element, result)?;
        } else {
            self.element(element, result)?;
        }
        if single.is_some() {
            self.unit.bind(next);
        } else {
            self.jump(Opcode::JUMP_BACKWARD, next, clause.iter.span);
            self.unit.bind(exit);
        }
        self.unit.next = mark;
        self.depth -= 1;
        Ok(())
    }

    fn element(&mut self, element: Element<'_>, result: u32) -> Compiled {
        let mark = self.unit.next;
        match element {
            Element::List(elt) => {
                let value = self.expression(elt)?;
                self.emit(Opcode::LIST_APPEND, result, value, 0, elt.span);
            }
            Element::Set(elt) => {
                let value = self.expression(elt)?;
                self.emit(Opcode::SET_ADD, result, value, 0, elt.span);
            }
            Element::Dict(key, value) => {
                let span = key.span.to(value.span);
                let key = self.operand_before(key, &[value])?;
                let value = self.expression(value)?;
                self.emit(Opcode::MAP_ADD, result, key, value, span);
            }
            Element::Generator(elt) => {
                let value = self.expression(elt)?;
                let sent = self.target(mark, Dest::Temporary);
                self.emit(Opcode::YIELD_VALUE, sent, value, 0, elt.span);
                self.emit(Opcode::POP_TOP, sent, 0, 0, elt.span);
            }
        }
        self.unit.next = mark;
        Ok(())
    }

    /// One step of an iteration: the next item into the target, or the jump out. `next` of the registers is as
    /// before.
    pub(super) fn for_iter(&mut self, iterator: u32, target: &Expr, exit: super::unit::Label, span: Span) -> Compiled {
        let mark = self.unit.next;
        let local = match &target.kind {
            ExprKind::Name { id } => match self.store_dest(id) {
                Dest::Local(register) => Some(register),
                _ => None,
            },
            _ => None,
        };
        let item = match local {
            Some(register) => register,
            None => self.unit.push(),
        };
        let instruction = Instruction::new(Opcode::FOR_ITER, iterator as u16, item as u16, 0);
        self.unit.jump(instruction, exit, super::position(span));
        match (&target.kind, local) {
            (ExprKind::Name { id }, Some(register)) => self.store_name(id, register, target.span)?,
            _ => self.store(target, item)?,
        }
        self.unit.next = mark;
        Ok(())
    }

    fn generator_expression(
        &mut self,
        id: ScopeId,
        node: &Expr,
        generators: &[Comprehension],
        elt: &Expr,
        dest: Dest,
    ) -> Compiled<u32> {
        let span = node.span;
        let mark = self.unit.next;
        let Some(first) = generators.first() else { return Ok(mark) };
        let name: Rc<str> = "<genexpr>".into();
        let qualname = self.qualname(id, &name);
        let mut unit = Unit::new(&self.symbols, id, name, qualname, span.line);
        unit.arguments = [1, 0, 0];
        let code = self.nested(unit, |compiler| {
            compiler.in_function(id, span.line, |compiler| {
                let iterator = compiler.unit.push();
                // The argument, `.0`, keeps its reference as it does in CPython.
                compiler.emit(Opcode::COPY, iterator, 0, 0, first.iter.span);
                compiler.emit(Opcode::GET_ITER, iterator, iterator, 0, first.iter.span);
                compiler.clauses(generators, 0, Some(iterator), Element::Generator(elt), iterator)?;
                compiler.unit.next = iterator;
                compiler.unit.emit_at(Opcode::RETURN_NONE, 0, 0, 0, super::position(span));
                compiler.unit.reachable = false;
                Ok(())
            })
        })?;
        let function = self.unit.push();
        let closure = self.closure(&code, span);
        let index = self.unit.constant(Constant::Code(code));
        self.emit_wide(Opcode::MAKE_FUNCTION, function, index as i32, span);
        if let Some(closure) = closure {
            self.emit_k(Opcode::SET_FUNCTION_ATTRIBUTE, function, closure, 0, 8, span);
        }
        self.unit.next = function + 1;
        self.iterator(&first.iter)?;
        let target = self.target(mark, dest);
        self.emit(Opcode::CALL, function, 1, target, span);
        Ok(target)
    }
}
