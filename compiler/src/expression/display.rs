//! List, tuple, set and dict displays.

use ouropy_grammar::ast::{Expr, ExprKind, Span};

use super::Dest;
use crate::code::{Constant, Opcode};
use crate::{Compiled, Compiler};

/// Displays with more elements than this are built one by one, as in CPython.
pub(crate) const AT_ONCE: usize = 30;

/// How the elements of a display are gathered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gather {
    List,
    Set,
}

impl Compiler<'_> {
    pub(super) fn list_display(&mut self, elts: &[Expr], dest: Dest, span: Span) -> Compiled<u32> {
        self.gathered(elts, Gather::List, Opcode::BUILD_LIST, dest, span)
    }

    pub(super) fn set_display(&mut self, elts: &[Expr], dest: Dest, span: Span) -> Compiled<u32> {
        self.gathered(elts, Gather::Set, Opcode::BUILD_SET, dest, span)
    }

    pub(super) fn tuple_display(&mut self, elts: &[Expr], dest: Dest, span: Span) -> Compiled<u32> {
        let mark = self.unit.next;
        if elts.len() <= AT_ONCE && !any_starred(elts) {
            return self.build(elts, Opcode::BUILD_TUPLE, dest, span);
        }
        let list = self.gathered(elts, Gather::List, Opcode::BUILD_LIST, Dest::Temporary, span)?;
        let target = self.target(mark, dest);
        self.emit(Opcode::LIST_TO_TUPLE, target, list, 0, span);
        Ok(target)
    }

    /// A value that is only iterated or searched: a list of constants is a tuple, a set of constants a frozenset, any
    /// other list without a starred item a tuple.
    pub(crate) fn iterated(&mut self, expression: &Expr, dest: Dest) -> Compiled<u32> {
        if let Some(constant) = self.fold_iterable(expression) {
            return Ok(self.constant(constant, Dest::Temporary, expression.span));
        }
        match &expression.kind {
            ExprKind::List { elts } if !any_starred(elts) => self.tuple_display(elts, dest, expression.span),
            _ => self.value(expression, dest),
        }
    }

    fn build(&mut self, elts: &[Expr], opcode: Opcode, dest: Dest, span: Span) -> Compiled<u32> {
        let mark = self.unit.next;
        for elt in elts {
            self.temporary(elt)?;
        }
        let target = self.target(mark, dest);
        self.emit(opcode, target, mark, elts.len() as u32, span);
        Ok(target)
    }

    fn gathered(&mut self, elts: &[Expr], gather: Gather, opcode: Opcode, dest: Dest, span: Span) -> Compiled<u32> {
        let mark = self.unit.next;
        let (append, extend) = match gather {
            Gather::List => (Opcode::LIST_APPEND, Opcode::LIST_EXTEND),
            Gather::Set => (Opcode::SET_ADD, Opcode::SET_UPDATE),
        };
        if elts.len() > 2
            && let Some(constants) = self.fold_all(elts)
        {
            let constant =
                if gather == Gather::Set { Constant::FrozenSet(constants) } else { Constant::Tuple(constants) };
            let result = self.unit.push();
            self.emit(opcode, result, result, 0, span);
            let all = self.constant(constant, Dest::Temporary, span);
            self.emit(extend, result, all, 0, span);
            return Ok(self.deliver(result, mark, dest, span));
        }
        let starred = any_starred(elts);
        if !starred && elts.len() <= AT_ONCE {
            return self.build(elts, opcode, dest, span);
        }
        let result = self.unit.push();
        // As many as come before the first star are built at once.
        let first = if elts.len() > AT_ONCE { 0 } else { elts.iter().take_while(|elt| !is_starred(elt)).count() };
        self.unit.next = mark;
        for elt in &elts[..first] {
            self.temporary(elt)?;
        }
        self.unit.next = mark;
        let result_again = self.unit.push();
        debug_assert_eq!(result, result_again);
        self.emit(opcode, result, result, first as u32, span);
        for elt in &elts[first..] {
            let (opcode, value) = match &elt.kind {
                ExprKind::Starred { value } => (extend, &**value),
                _ => (append, elt),
            };
            let value = self.expression(value)?;
            self.emit(opcode, result, value, 0, span);
            self.unit.next = result + 1;
        }
        Ok(self.deliver(result, mark, dest, span))
    }

    pub(super) fn dict_display(
        &mut self,
        keys: &[Option<Expr>],
        values: &[Expr],
        dest: Dest,
        span: Span,
    ) -> Compiled<u32> {
        let mark = self.unit.next;
        let unpacks = keys.iter().any(Option::is_none);
        if !unpacks && keys.len() * 2 <= AT_ONCE {
            for (key, value) in keys.iter().zip(values) {
                if let Some(key) = key {
                    self.temporary(key)?;
                }
                self.temporary(value)?;
            }
            let target = self.target(mark, dest);
            self.emit(Opcode::BUILD_MAP, target, mark, keys.len() as u32, span);
            return Ok(target);
        }
        let result = self.unit.push();
        self.emit(Opcode::BUILD_MAP, result, result, 0, span);
        for (key, value) in keys.iter().zip(values) {
            if let Some(key) = key {
                let key = self.operand_before(key, &[value])?;
                let value = self.expression(value)?;
                self.emit(Opcode::MAP_ADD, result, key, value, span);
            } else {
                let mapping = self.expression(value)?;
                self.emit(Opcode::DICT_UPDATE, result, mapping, 0, span);
            }
            self.unit.next = result + 1;
        }
        Ok(self.deliver(result, mark, dest, span))
    }
}

fn is_starred(expression: &Expr) -> bool {
    matches!(expression.kind, ExprKind::Starred { .. })
}

fn any_starred(elts: &[Expr]) -> bool {
    elts.iter().any(is_starred)
}
