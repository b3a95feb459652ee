//! List, tuple, set and dict displays.

use ouropy_grammar::ast::{Expr, ExprKind, Span};

use super::Dest;
use crate::code::{Constant, Count, Instruction, Register, op};
use crate::{Compiled, Compiler};

/// Displays with more elements than this are built one by one, as in CPython.
pub(crate) const AT_ONCE: usize = 30;

/// Makes a display of consecutive temporaries.
type Build = fn(Register, Register, Count) -> Instruction;

/// Adds a register to what is being gathered.
type Add = fn(Register, Register) -> Instruction;

/// How the elements of a display are gathered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gather {
    List,
    Set,
}

impl Compiler<'_> {
    pub(super) fn list_display(&mut self, elts: &[Expr], dest: Dest, span: Span) -> Compiled<Register> {
        self.gathered(elts, Gather::List, dest, span)
    }

    pub(super) fn set_display(&mut self, elts: &[Expr], dest: Dest, span: Span) -> Compiled<Register> {
        self.gathered(elts, Gather::Set, dest, span)
    }

    pub(super) fn tuple_display(&mut self, elts: &[Expr], dest: Dest, span: Span) -> Compiled<Register> {
        let mark = self.unit.next;
        if elts.len() <= AT_ONCE && !any_starred(elts) {
            return self.build(elts, op::BUILD_TUPLE, dest, span);
        }
        let list = self.gathered(elts, Gather::List, Dest::Temporary, span)?;
        let target = self.target(mark, dest);
        self.emit(op::LIST_TO_TUPLE(target, list), span);
        Ok(target)
    }

    /// A value that is only iterated or searched: a list of constants is a tuple, a set of constants a frozenset, any
    /// other list without a starred item a tuple.
    pub(crate) fn iterated(&mut self, expression: &Expr, dest: Dest) -> Compiled<Register> {
        if let Some(constant) = self.fold_iterable(expression) {
            return Ok(self.constant(constant, Dest::Temporary, expression.span));
        }
        match &expression.kind {
            ExprKind::List { elts } if !any_starred(elts) => self.tuple_display(elts, dest, expression.span),
            _ => self.value(expression, dest),
        }
    }

    fn build(&mut self, elts: &[Expr], build: Build, dest: Dest, span: Span) -> Compiled<Register> {
        let mark = self.unit.next;
        for elt in elts {
            self.temporary(elt)?;
        }
        let target = self.target(mark, dest);
        self.emit(build(target, mark, Count::of(elts.len())), span);
        Ok(target)
    }

    fn gathered(&mut self, elts: &[Expr], gather: Gather, dest: Dest, span: Span) -> Compiled<Register> {
        let mark = self.unit.next;
        let (build, append, extend): (Build, Add, Add) = match gather {
            Gather::List => (op::BUILD_LIST, op::LIST_APPEND, |list, items| op::LIST_EXTEND(list, items, 0)),
            Gather::Set => (op::BUILD_SET, op::SET_ADD, op::SET_UPDATE),
        };
        if elts.len() > 2
            && let Some(constants) = self.fold_all(elts)
        {
            let constant =
                if gather == Gather::Set { Constant::FrozenSet(constants) } else { Constant::Tuple(constants) };
            let result = self.unit.push();
            self.emit(build(result, result, Count::of(0)), span);
            let all = self.constant(constant, Dest::Temporary, span);
            self.emit(extend(result, all), span);
            return Ok(self.deliver(result, mark, dest, span));
        }
        let starred = any_starred(elts);
        if !starred && elts.len() <= AT_ONCE {
            return self.build(elts, build, dest, span);
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
        self.emit(build(result, result, Count::of(first)), span);
        for elt in &elts[first..] {
            let (add, value) = match &elt.kind {
                ExprKind::Starred { value } => (extend, &**value),
                _ => (append, elt),
            };
            let value = self.expression(value)?;
            self.emit(add(result, value), span);
            self.unit.next = result.plus(1);
        }
        Ok(self.deliver(result, mark, dest, span))
    }

    pub(super) fn dict_display(
        &mut self,
        keys: &[Option<Expr>],
        values: &[Expr],
        dest: Dest,
        span: Span,
    ) -> Compiled<Register> {
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
            self.emit(op::BUILD_MAP(target, mark, Count::of(keys.len())), span);
            return Ok(target);
        }
        let result = self.unit.push();
        // As in CPython, pairs are evaluated together up to the next `**`, and sixteen or seventeen at most.
        let mut begun = false;
        let mut first = 0;
        for index in 0..=keys.len() {
            let full = index > first && (index - first - 1) * 2 > AT_ONCE;
            if index > first && (full || keys.get(index).is_none_or(Option::is_none)) {
                let place = if begun { self.unit.push() } else { result };
                self.pairs(&keys[first..index], &values[first..index], place, span)?;
                if begun {
                    self.emit(op::DICT_UPDATE(result, place), span);
                }
                begun = true;
                first = index;
            }
            if let Some(None) = keys.get(index) {
                self.unit.next = result.plus(1);
                if !begun {
                    self.emit(op::BUILD_MAP(result, result, Count::of(0)), span);
                    begun = true;
                }
                let mapping = self.expression(&values[index])?;
                self.emit(op::DICT_UPDATE(result, mapping), span);
                first = index + 1;
            }
            self.unit.next = result.plus(1);
        }
        Ok(self.deliver(result, mark, dest, span))
    }

    /// A dictionary of pairs in `place`, the temporary before the next one.
    fn pairs(&mut self, keys: &[Option<Expr>], values: &[Expr], place: Register, span: Span) -> Compiled {
        let at_once = keys.len() * 2 <= AT_ONCE;
        if !at_once {
            self.emit(op::BUILD_MAP(place, place, Count::of(0)), span);
        }
        for (key, value) in keys.iter().zip(values) {
            let Some(key) = key else { continue };
            if at_once {
                self.temporary(key)?;
                self.temporary(value)?;
            } else {
                let key = self.operand_before(key, &[value])?;
                let value = self.expression(value)?;
                self.emit(op::MAP_ADD(place, key, value), span);
                self.unit.next = place.plus(1);
            }
        }
        if at_once {
            self.emit(op::BUILD_MAP(place, place.plus(1), Count::of(keys.len())), span);
            self.unit.next = place.plus(1);
        }
        Ok(())
    }
}

fn is_starred(expression: &Expr) -> bool {
    matches!(expression.kind, ExprKind::Starred { .. })
}

fn any_starred(elts: &[Expr]) -> bool {
    elts.iter().any(is_starred)
}
