//! Class definitions.

use std::rc::Rc;

use ouropy_grammar::ast::{ClassDef, Expr, ExprKind, Span};

use super::call::{Passed, text};
use super::expression::Dest;
use super::generic::{GENERIC_BASE, Generic, TYPE_PARAMETERS};
use super::names::Access;
use super::unit::Unit;
use super::{Compiled, Compiler, refuse};
use crate::code::{Constant, Intrinsic, Register, op};

impl<'a> Compiler<'a> {
    pub(super) fn class_definition(&mut self, class: &'a ClassDef, span: Span) -> Compiled {
        let mark = self.unit.next;
        let decorators = self.decorators(&class.decorator_list)?;
        let first_line = class.decorator_list.first().map_or(span.line, |decorator| decorator.span.line);
        let id = self.symbols.of(class);
        // Before the names of the class are those that are meant.
        let qualname = self.qualname(id, &class.name);
        let unit = Unit::new(&self.symbols, id, class.name.clone(), qualname, first_line);
        let dest = if decorators.is_empty() { self.store_dest(&class.name) } else { Dest::Temporary };
        let register = if class.type_params.is_empty() {
            self.plain_class(class, unit, dest, first_line, span)?
        } else {
            self.generic_class(class, unit, dest, first_line, span)?
        };
        let register = self.decorate(&decorators, register, mark);
        self.store_name(&class.name, register, span)?;
        self.unit.next = mark;
        Ok(())
    }

    /// A class whose type parameters live in a hidden function around it.
    fn generic_class(
        &mut self,
        class: &'a ClassDef,
        unit: Unit<'a>,
        dest: Dest,
        first_line: u32,
        span: Span,
    ) -> Compiled<Register> {
        let hidden = self.unit.push();
        let generic = Generic { name: &class.name, parameters: &class.type_params, first_line };
        let outer_class = self.class.replace(class.name.clone());
        let code = self.hidden_function(&generic, 0, |compiler| {
            let parameters = compiler.type_parameters(&class.type_params)?;
            compiler.store_name(&TYPE_PARAMETERS.into(), parameters, span)?;
            compiler.unit.next = parameters;
            let made = compiler.plain_class(class, unit, Dest::Temporary, first_line, span)?;
            compiler.emit(op::RETURN_VALUE(made), span);
            Ok(())
        });
        self.class = outer_class;
        Ok(self.call_hidden(hidden, code?, 0, dest, span))
    }

    /// The call that makes a class of its body, which becomes `unit`, and its bases.
    fn plain_class(
        &mut self,
        class: &'a ClassDef,
        unit: Unit<'a>,
        dest: Dest,
        first_line: u32,
        span: Span,
    ) -> Compiled<Register> {
        let base = self.unit.push();
        self.emit(op::LOAD_BUILD_CLASS(base), span);
        let outer_class = self.class.replace(class.name.clone());
        let code = self.nested(unit, |compiler| compiler.class_body(class, first_line, span));
        self.class = outer_class;
        let code = code?;

        let function = self.unit.push();
        let closure = self.closure(&code, span);
        let index = self.unit.constant(Constant::Code(code));
        self.emit(op::MAKE_FUNCTION(function, index), span);
        if let Some(closure) = closure {
            self.emit(op::SET_FUNCTION_ATTRIBUTE(function, closure, 8), span);
        }
        self.unit.next = function.plus(1);
        self.constant(text(&class.name), Dest::Temporary, span);
        let mut passed = Passed::new(&class.bases, &class.keywords);
        if !class.type_params.is_empty() {
            passed = passed.and_last(self.generic_base(span)?);
        }
        refuse::repeated(&class.keywords)?;
        self.call_with(base, 2, passed, dest, span)
    }

    /// Makes `Generic[...]` of the type parameters, the last base of a generic class; the local that holds it.
    fn generic_base(&mut self, span: Span) -> Compiled<Option<Register>> {
        let parameters: Rc<str> = TYPE_PARAMETERS.into();
        let base = self.unit.push();
        let access = self.access(&parameters);
        self.load(access, &parameters, base, span);
        self.emit(op::CALL_INTRINSIC_1(base, base, Intrinsic::SubscriptGeneric as u8), span);
        let name: Rc<str> = GENERIC_BASE.into();
        self.store_name(&name, base, span)?;
        self.unit.next = base;
        Ok(match self.access(&name) {
            Access::Fast(register) => Some(register),
            _ => None,
        })
    }

    fn class_body(&mut self, class: &'a ClassDef, first_line: u32, span: Span) -> Compiled {
        let start = Span { line: first_line, end_line: first_line, column: 0, end_column: 0 };
        self.copy_free_variables(start);
        for register in self.unit.local_cells() {
            self.emit(op::MAKE_CELL(register), start);
        }
        let module = self.unit.push();
        let name: Rc<str> = "__name__".into();
        let access = self.access(&name);
        self.load(access, &name, module, start);
        self.store_and_free("__module__", module, start)?;
        let qualname = text(&self.unit.qualname.clone());
        self.store_constant("__qualname__", qualname, start)?;
        self.store_constant("__firstlineno__", Constant::Int(i64::from(first_line)), start)?;
        if !class.type_params.is_empty() {
            let name: Rc<str> = TYPE_PARAMETERS.into();
            let parameters = self.unit.push();
            let access = self.access(&name);
            self.load(access, &name, parameters, start);
            self.store_and_free("__type_params__", parameters, start)?;
        }
        let scope = self.unit.scope;
        let class_dict: Rc<str> = "__classdict__".into();
        if self.symbols[scope].needs_class_dict {
            let locals = self.unit.push();
            self.emit(op::LOAD_LOCALS(locals), start);
            let cell = self.unit.own_cell(&class_dict);
            self.emit(op::STORE_DEREF(cell, locals), start);
            self.unit.next = locals;
        }
        self.body(&class.body)?;
        self.variable_annotations("__annotate_func__", span)?;

        let last = self.unit.position_of_end();
        let end = Span { line: last.line, column: last.column, end_line: last.end_line, end_column: last.end_column };
        self.unit.static_attributes.sort();
        let attributes = self.unit.static_attributes.iter().map(|name| text(name)).collect();
        self.store_constant("__static_attributes__", Constant::Tuple(attributes), end)?;
        if self.symbols[scope].needs_class_dict {
            let cell = self.unit.own_cell(&class_dict);
            let copy = self.unit.push();
            self.emit(op::COPY(copy, cell), end);
            self.store_and_free("__classdictcell__", copy, end)?;
        }
        if self.symbols[scope].needs_class_closure {
            let cell = self.unit.own_cell(&"__class__".into());
            let copy = self.unit.push();
            self.emit(op::COPY(copy, cell), end);
            self.store_and_free("__classcell__", copy, end)?;
            let result = self.unit.push();
            self.emit(op::COPY(result, cell), end);
            self.emit(op::RETURN_VALUE(result), end);
            self.unit.release_all();
            self.unit.reachable = false;
        } else {
            self.return_none();
        }
        Ok(())
    }

    fn store_constant(&mut self, name: &str, constant: Constant, span: Span) -> Compiled {
        let register = self.constant(constant, Dest::Temporary, span);
        self.store_and_free(name, register, span)
    }

    /// Stores into the class namespace, or where the body says that the name belongs, and frees the temporary.
    fn store_and_free(&mut self, name: &str, register: Register, span: Span) -> Compiled {
        self.store_name(&name.into(), register, span)?;
        self.unit.next = register;
        Ok(())
    }

    /// Notes the attribute of a method's first argument that is stored to, for `__static_attributes__`.
    pub(super) fn note_static_attribute(&mut self, object: &Expr, attr: &Rc<str>) {
        use super::symbols::ScopeKind;
        let ExprKind::Name { id } = &object.kind else { return };
        if &**id != "self" {
            return;
        }
        // The nearest class around the code, through any functions in between.
        if let Some(class) = self.outer.iter_mut().rev().find(|unit| unit.kind == ScopeKind::Class)
            && !class.static_attributes.contains(attr)
        {
            class.static_attributes.push(attr.clone());
        }
    }
}
