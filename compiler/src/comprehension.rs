//! Comprehensions: inlined (PEP 709), or a generator expression's function.

use std::rc::Rc;

use ouropy_grammar::ast::{Comprehension, Expr, ExprKind, Span};

use super::expression::{Dest, When};
use super::symbols::{Resolution, ScopeId};
use super::unit::{Block, Label, Unit};
use super::{Compiled, Compiler};
use crate::code::{Constant, Count, Instruction, Register, op};

/// What a comprehension does with each element.
#[derive(Clone, Copy)]
enum Element<'a> {
    List(&'a Expr),
    Set(&'a Expr),
    Dict(&'a Expr, &'a Expr),
    Generator(&'a Expr),
}

impl Element<'_> {
    fn span(&self) -> Span {
        match self {
            Element::List(elt) | Element::Set(elt) | Element::Generator(elt) => elt.span,
            Element::Dict(key, value) => key.span.to(value.span),
        }
    }
}

/// Makes the instruction for an empty list, set or dict.
type Build = fn(Register, Register, Count) -> Instruction;

impl Compiler<'_> {
    pub(super) fn comprehension(&mut self, node: &Expr, dest: Dest) -> Compiled<Register> {
        let id = self.symbols.of(node);
        let (generators, element) = match &node.kind {
            ExprKind::ListComp { elt, generators } => (generators, Element::List(elt)),
            ExprKind::SetComp { elt, generators } => (generators, Element::Set(elt)),
            ExprKind::DictComp { key, value, generators } => (generators, Element::Dict(key, value)),
            ExprKind::GeneratorExp { elt, generators } => (generators, Element::Generator(elt)),
            _ => return Ok(self.unit.next),
        };
        if self.symbols[id].is_inlined {
            self.inlined(id, node, generators, element, dest)
        } else {
            self.own_function(id, node, generators, element, dest)
        }
    }

    fn inlined(
        &mut self,
        id: ScopeId,
        node: &Expr,
        generators: &[Comprehension],
        element: Element<'_>,
        dest: Dest,
    ) -> Compiled<Register> {
        let span = node.span;
        let mark = self.unit.next;
        let Some(first) = generators.first() else { return Ok(mark) };
        let result = self.unit.push();
        // Cells of the function that this comprehension replaces for its run are kept between result and iterator.
        let variables = self.comprehension_variables(id);
        let saved: Vec<(Register, Register)> = variables
            .iter()
            .filter(|&&(register, is_cell)| is_cell && self.unit.is_own_cell(register))
            .map(|&(register, _)| register)
            .collect::<Vec<Register>>()
            .into_iter()
            .map(|register| (register, self.unit.push()))
            .collect();
        let iterator = self.clause_iterator(first)?;
        self.variables_appear(id);
        self.unit.inlined.push(id);
        for &(register, copy) in &saved {
            self.emit(op::COPY(copy, register), span);
            // The variable has a cell all the time, wherever an exception comes from.
            let cell = self.unit.push();
            self.emit(op::MAKE_CELL(cell), span);
            self.emit(op::MOVE(register, cell), span);
            self.unit.next = cell;
        }
        let made = |register: Register| saved.iter().any(|&(saved, _)| saved == register);
        for &(register, _) in variables.iter().filter(|&&(register, is_cell)| is_cell && !made(register)) {
            self.emit(op::MAKE_CELL(register), span);
        }
        let build = match element {
            Element::List(_) | Element::Generator(_) => op::BUILD_LIST,
            Element::Set(_) => op::BUILD_SET,
            Element::Dict(..) => op::BUILD_MAP,
        };
        self.emit(build(result, result, Count::of(0)), span);
        let region = (!variables.is_empty()).then(|| self.unit.open_region(iterator));
        if let Some(region) = region {
            self.push_block(Block::Generator(region), span)?;
        }
        self.clauses(generators, 0, Some(iterator), element, result, span)?;
        self.unit.inlined.pop();
        if let Some(mut region) = region {
            self.unit.blocks.pop();
            self.unit.pause(&mut region);
            self.restore(&variables, &saved, span);
            let end = self.unit.label();
            self.jump(op::JUMP, end, Span::default());
            self.unit.bind_handler(&region);
            self.emit(op::POP_TOP(result), Span::default());
            self.restore(&variables, &saved, span);
            self.emit(op::RERAISE(iterator), Span::default());
            self.unit.reachable = false;
            self.unit.bind(end);
        }
        self.unit.next = result.plus(1);
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
                if matches!(self.symbols[id].resolution(&name), Some(Resolution::Local | Resolution::Cell))
                    && self.symbols[function].resolution(&name) == Some(Resolution::Local)
                {
                    let register = self.unit.variable(&self.symbols, function, &name, Resolution::Local);
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
    fn comprehension_variables(&mut self, id: ScopeId) -> Vec<(Register, bool)> {
        let mut variables = Vec::new();
        self.unit.inlined.push(id);
        for name in self.symbols[id].order.clone() {
            if let Some(resolution @ (Resolution::Local | Resolution::Cell)) = self.symbols[id].resolution(&name) {
                let register = self.unit.variable(&self.symbols, id, &name, resolution);
                variables.push((register, resolution == Resolution::Cell));
            }
        }
        self.unit.inlined.pop();
        variables
    }

    /// The end of a comprehension: its variables are released, shared cells restored.
    fn restore(&mut self, variables: &[(Register, bool)], saved: &[(Register, Register)], span: Span) {
        for &(register, is_cell) in variables.iter().rev() {
            match saved.iter().find(|(owner, _)| *owner == register) {
                Some(&(_, copy)) => {
                    self.emit(op::MOVE(register, copy), span);
                }
                None => {
                    self.emit(op::CLEAR_FAST(register), span);
                }
            }
            if !is_cell {
                self.unit.bound.remove(register);
            }
        }
    }

    /// `iter(expression)` in the next temporary.
    pub(super) fn iterator(&mut self, iterable: &Expr) -> Compiled<Register> {
        let mark = self.unit.next;
        let operand = self.iterated(iterable, Dest::Operand)?;
        let iterator = self.target(mark, Dest::Temporary);
        self.emit(op::GET_ITER(iterator, operand), iterable.span);
        Ok(iterator)
    }

    /// What a clause takes its items from, in the next temporary.
    fn clause_iterator(&mut self, clause: &Comprehension) -> Compiled<Register> {
        if clause.is_async { self.async_iterator(&clause.iter) } else { self.iterator(&clause.iter) }
    }

    /// The `for` clauses from `index` on, the element inside, of the comprehension at `span`.
    fn clauses(
        &mut self,
        generators: &[Comprehension],
        index: usize,
        outermost: Option<Register>,
        element: Element<'_>,
        result: Register,
        span: Span,
    ) -> Compiled {
        self.deeper()?;
        let mark = self.unit.next;
        let clause = &generators[index];
        let (next, exit) = (self.unit.label(), self.unit.label());
        // `for y in [x]` is an assignment.
        let single = match &clause.iter.kind {
            ExprKind::List { elts } | ExprKind::Tuple { elts } if outermost.is_none() && !clause.is_async => {
                match &elts[..] {
                    [only] if !matches!(only.kind, ExprKind::Starred { .. }) => Some(only),
                    _ => None,
                }
            }
            _ => None,
        };
        // Of an asynchronous clause: its iterator, and where its end is an exception.
        let mut ending = None;
        if let Some(only) = single {
            self.assign(&clause.target, only)?;
        } else {
            let iterator = match outermost {
                Some(iterator) => iterator,
                None => self.clause_iterator(clause)?,
            };
            self.unit.bind_loop(next);
            if clause.is_async {
                ending = Some((iterator, self.async_next(iterator, &clause.target, span)?));
            } else {
                self.for_iter(iterator, &clause.target, exit, clause.iter.span)?;
            }
        }
        for condition in &clause.ifs {
            self.jump_if(condition, next, When::False)?;
        }
        if index + 1 < generators.len() {
            self.clauses(generators, index + 1, None, element, result, span)?;
        } else {
            self.element(element, result)?;
        }
        if single.is_some() {
            self.unit.bind(next);
        } else {
            self.jump(op::JUMP_BACKWARD, next, element.span());
            match ending {
                Some((iterator, region)) => self.end_async_for(iterator, region, span),
                None => {
                    self.unit.bind(exit);
                    self.unit.mark_instruction(0);
                }
            }
        }
        self.unit.next = mark;
        self.depth -= 1;
        Ok(())
    }

    fn element(&mut self, element: Element<'_>, result: Register) -> Compiled {
        let mark = self.unit.next;
        match element {
            Element::List(elt) => {
                let value = self.expression(elt)?;
                self.emit(op::LIST_APPEND(result, value), elt.span);
            }
            Element::Set(elt) => {
                let value = self.expression(elt)?;
                self.emit(op::SET_ADD(result, value), elt.span);
            }
            Element::Dict(key, value) => {
                let span = key.span.to(value.span);
                let key = self.operand_before(key, &[value])?;
                let value = self.expression(value)?;
                self.emit(op::MAP_ADD(result, key, value), span);
            }
            Element::Generator(elt) => {
                let value = self.expression(elt)?;
                let value = self.wrapped_for_yield(value, mark, elt.span);
                let sent = self.target(mark, Dest::Temporary);
                self.emit(op::YIELD_VALUE(sent, value), elt.span);
                self.emit(op::POP_TOP(sent), elt.span);
            }
        }
        self.unit.next = mark;
        Ok(())
    }

    /// One step of an iteration: the next item into the target, or the jump out. `next` of the registers is as
    /// before.
    pub(super) fn for_iter(&mut self, iterator: Register, target: &Expr, exit: Label, span: Span) -> Compiled {
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
        self.jump(|to| op::FOR_ITER(iterator, item, to), exit, span);
        match (&target.kind, local) {
            (ExprKind::Name { id }, Some(register)) => self.store_name(id, register, target.span)?,
            _ => self.store(target, item)?,
        }
        self.unit.next = mark;
        Ok(())
    }

    /// A comprehension that has a function of its own: a generator expression, and what must not see the names of the
    /// class around it.
    fn own_function(
        &mut self,
        id: ScopeId,
        node: &Expr,
        generators: &[Comprehension],
        element: Element<'_>,
        dest: Dest,
    ) -> Compiled<Register> {
        let span = node.span;
        let mark = self.unit.next;
        let Some(first) = generators.first() else { return Ok(mark) };
        let (name, build): (&str, Option<Build>) = match element {
            Element::Generator(_) => ("<genexpr>", None),
            Element::List(_) => ("<listcomp>", Some(op::BUILD_LIST)),
            Element::Set(_) => ("<setcomp>", Some(op::BUILD_SET)),
            Element::Dict(..) => ("<dictcomp>", Some(op::BUILD_MAP)),
        };
        let name: Rc<str> = name.into();
        let qualname = self.qualname(id, &name);
        let mut unit = Unit::new(&self.symbols, id, name, qualname, span.line);
        unit.arguments = [1, 0, 0];
        let code = self.nested(unit, |compiler| {
            compiler.in_function(id, span.line, |compiler| {
                let result = compiler.unit.next;
                if let Some(build) = build {
                    compiler.unit.push();
                    compiler.emit(build(result, result, Count::of(0)), span);
                }
                let iterator = compiler.unit.push();
                // The argument, `.0`, keeps its reference as it does in CPython.
                compiler.emit(op::COPY(iterator, Register::at(0)), first.iter.span);
                compiler.clauses(generators, 0, Some(iterator), element, result, span)?;
                compiler.unit.next = result;
                let end = if build.is_some() { op::RETURN_VALUE(result) } else { op::RETURN_NONE() };
                compiler.unit.append(end, super::position(span));
                compiler.unit.reachable = false;
                Ok(())
            })
        })?;
        let function = self.unit.push();
        let closure = self.closure(&code, span);
        let index = self.unit.constant(Constant::Code(code));
        self.emit(op::MAKE_FUNCTION(function, index), span);
        if let Some(closure) = closure {
            self.emit(op::SET_FUNCTION_ATTRIBUTE(function, closure, 8), span);
        }
        self.unit.next = function.plus(1);
        self.clause_iterator(first)?;
        let target = self.target(mark, dest);
        self.emit(op::CALL(function, Count::of(1), target), span);
        Ok(target)
    }
}
