//! Attributes, subscripts and `super().name`.

use std::rc::Rc;

use ouropy_grammar::ast::{Expr, ExprKind, Span};

use super::Dest;
use crate::code::{Constant, Register, op};
use crate::names::Access;
use crate::symbols::{Resolution, ScopeKind, SymbolTable, Use};
use crate::{Compiled, Compiler};

/// The range of an instruction about the attribute `attr` within `whole`: where the two begin on different lines,
/// only the attribute's name.
pub(crate) fn attribute_span(whole: Span, attribute: &Expr, attr: &str) -> Span {
    let span = attribute.span;
    if whole.line == span.end_line {
        return whole;
    }
    let length = attr.chars().count() as u32;
    if length > span.end_column {
        return Span { line: span.end_line, end_line: span.end_line, column: 0, end_column: 0 };
    }
    Span { line: span.end_line, column: span.end_column - length, ..whole }
}

/// A `super(…)` whose attribute can be looked up without making the super object.
pub(crate) struct SuperCall<'a> {
    function: &'a Expr,
    arguments: &'a [Expr],
    span: Span,
}

impl Compiler<'_> {
    pub(super) fn attribute(&mut self, whole: &Expr, value: &Expr, attr: &Rc<str>, dest: Dest) -> Compiled<Register> {
        let mark = self.unit.next;
        let name = self.mangled(attr);
        if let Some(call) = self.super_call(value, attr) {
            let base = self.super_attribute(&call, &name, 0, whole.span)?;
            return Ok(self.deliver(base, mark, dest, attribute_span(whole.span, whole, attr)));
        }
        let object = self.expression(value)?;
        let target = self.target(mark, dest);
        let span = attribute_span(whole.span, whole, attr);
        let cache = self.unit.cache(&name);
        self.emit(op::LOAD_ATTR(target, object, cache), span);
        Ok(target)
    }

    /// Looks up `super(…).name` into the next temporary (and the one after it, if `kind` has bit 0).
    pub(crate) fn super_attribute(
        &mut self,
        call: &SuperCall<'_>,
        name: &Rc<str>,
        kind: u8,
        span: Span,
    ) -> Compiled<Register> {
        let base = self.temporary(call.function)?;
        if let [class, object] = call.arguments {
            self.temporary(class)?;
            self.temporary(object)?;
        } else {
            let class = self.unit.push();
            let class_name: Rc<str> = "__class__".into();
            let access = self.access(&class_name);
            self.load(access, &class_name, class, call.span);
            let object = self.unit.push();
            self.load_first_argument(object, call.span);
        }
        let kind = kind | u8::from(!call.arguments.is_empty()) << 1;
        let index = self.unit.name_index(name);
        self.emit(op::LOAD_SUPER_ATTR(base, index, kind), span);
        // CPython has a NOP where the attribute stands.
        self.unit.pass_line(span.end_line);
        self.unit.next = base.plus(1);
        Ok(base)
    }

    fn load_first_argument(&mut self, target: Register, span: Span) {
        let owner = self.unit.scope;
        let Some(name) = self.symbols[owner].order.first().cloned() else { return };
        let inlined = std::mem::take(&mut self.unit.inlined);
        let access = self.access(&name);
        self.unit.inlined = inlined;
        self.load(access, &name, target, span);
    }

    /// `value` as a super call that CPython, too, does not make an object for.
    pub(crate) fn super_call<'a>(&mut self, value: &'a Expr, attr: &str) -> Option<SuperCall<'a>> {
        let ExprKind::Call { func, args, keywords } = &value.kind else { return None };
        let ExprKind::Name { id } = &func.kind else { return None };
        if &**id != "super" || attr == "__class__" || !keywords.is_empty() {
            return None;
        }
        // Nothing else may be called `super` as far as can be seen.
        let scope = &self.symbols[self.scope()];
        let shadowed = self.symbols[SymbolTable::TOP].uses("super").intersects(Use::BOUND | Use::GLOBAL);
        if scope.resolution("super") != Some(Resolution::GlobalImplicit) || shadowed {
            return None;
        }
        let call = SuperCall { function: func, arguments: args, span: value.span };
        match &args[..] {
            [] => {
                let has_argument = self.unit.arguments[0] > 0 && self.unit.kind == ScopeKind::Function;
                let class_name: Rc<str> = "__class__".into();
                let has_class = has_argument && matches!(self.access(&class_name), Access::Cell(_));
                has_class.then_some(call)
            }
            [class, object] => {
                let starred = |argument: &Expr| matches!(argument.kind, ExprKind::Starred { .. });
                (!starred(class) && !starred(object)).then_some(call)
            }
            _ => None,
        }
    }

    pub(super) fn subscript(&mut self, value: &Expr, slice: &Expr, dest: Dest, span: Span) -> Compiled<Register> {
        self.check_subscript(value, slice);
        let mark = self.unit.next;
        let object = self.operand_before(value, &[slice])?;
        if let Some(bounds) = self.two_bounds(slice)? {
            let target = self.target(mark, dest);
            self.emit(op::BINARY_SLICE(target, object, bounds), span);
            return Ok(target);
        }
        let index = self.expression(slice)?;
        let target = self.target(mark, dest);
        self.emit(op::BINARY_SUBSCR(target, object, index), span);
        Ok(target)
    }

    /// The bounds of a slice without a step, in two temporaries; none for other subscripts, one that is a constant among
    /// them.
    pub(crate) fn two_bounds(&mut self, slice: &Expr) -> Compiled<Option<Register>> {
        let ExprKind::Slice { lower, upper, step: None } = &slice.kind else { return Ok(None) };
        if self.fold(slice).is_some() {
            return Ok(None);
        }
        let base = self.unit.next;
        for bound in [lower, upper] {
            match bound {
                Some(bound) => self.temporary(bound)?,
                None => self.constant(Constant::None, Dest::Temporary, slice.span),
            };
        }
        Ok(Some(base))
    }
}
