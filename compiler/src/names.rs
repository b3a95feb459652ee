//! Reading, binding and unbinding names.

use std::rc::Rc;

use ouropy_grammar::ast::Span;

use super::symbols::{Resolution, ScopeKind};
use super::unit::GlobalUse;
use super::{Compiled, Compiler};
use crate::code::{Register, op};

/// How a name is reached from the code being compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// A plain local in this register.
    Fast(Register),
    /// The contents of the cell in this register.
    Cell(Register),
    /// As `Cell`, but a class body's own namespace comes first.
    ClassCell(Register),
    /// As `Cell`, in what sees the namespace of a class: that comes first.
    DictCell(Register),
    /// As `Global`, in what sees the namespace of a class: that comes first.
    DictGlobal,
    /// A global or builtin.
    Global,
    /// The frame's namespace, then as a global.
    Name,
}

impl Compiler<'_> {
    pub(super) fn mangled(&self, name: &Rc<str>) -> Rc<str> {
        self.symbols[self.scope()].mangle(self.class.as_deref(), name)
    }

    /// How `name`, mangled, is reached.
    pub(super) fn access(&mut self, name: &Rc<str>) -> Access {
        let own = self.unit.scope;
        let mut is_free = false;
        for depth in (0..=self.unit.inlined.len()).rev() {
            let scope = if depth == 0 { own } else { self.unit.inlined[depth - 1] };
            let is_own = scope == own;
            let function_like = self.symbols[scope].is_function_like();
            let from_comprehension = !self.unit.inlined.is_empty();
            let sees_class = self.symbols[scope].sees_class && !from_comprehension;
            match self.symbols[scope].resolution(name) {
                Some(Resolution::Local) if function_like => {
                    return Access::Fast(self.unit.variable(&self.symbols, scope, name, Resolution::Local));
                }
                Some(Resolution::Cell) if function_like => {
                    let register = self.unit.variable(&self.symbols, scope, name, Resolution::Cell);
                    return if sees_class { Access::DictCell(register) } else { Access::Cell(register) };
                }
                // A free variable of an inlined comprehension is whatever it is around the comprehension.
                Some(Resolution::Free) if !is_own => is_free = true,
                Some(Resolution::Free) => {
                    let register = self.unit.variable(&self.symbols, scope, name, Resolution::Free);
                    return if sees_class && &**name != "__classdict__" {
                        Access::DictCell(register)
                    } else if function_like || from_comprehension {
                        Access::Cell(register)
                    } else {
                        Access::ClassCell(register)
                    };
                }
                Some(Resolution::GlobalExplicit | Resolution::Local | Resolution::Cell) if is_own && is_free => {
                    // A class body's binding or declaration, which its comprehensions cannot see.
                    return Access::Cell(self.unit.variable(&self.symbols, scope, name, Resolution::Free));
                }
                Some(Resolution::GlobalExplicit) => return Access::Global,
                Some(Resolution::Local | Resolution::Cell) => return Access::Name,
                Some(Resolution::GlobalImplicit) if sees_class => return Access::DictGlobal,
                Some(Resolution::GlobalImplicit) | None => {
                    let by_name = match self.unit.kind {
                        ScopeKind::Module => true,
                        ScopeKind::Class => is_own && !from_comprehension,
                        _ => false,
                    };
                    return if by_name { Access::Name } else { Access::Global };
                }
            }
        }
        Access::Global
    }

    /// The operand register of a bound local, after a check where it may be unbound.
    pub(super) fn checked_local(&mut self, register: Register, span: Span) -> Register {
        self.unit.appear(register);
        if !self.unit.bound.contains(register) {
            self.emit(op::LOAD_FAST_CHECK(register), span);
            self.unit.bound.insert(register);
        }
        self.unit.note_load(register, span.line);
        register
    }

    /// Loads what is no plain local into `target`.
    pub(super) fn load(&mut self, access: Access, name: &Rc<str>, target: Register, span: Span) {
        match access {
            Access::Fast(register) => {
                self.checked_local(register, span);
                self.emit(op::COPY(target, register), span);
            }
            Access::Cell(register) => {
                self.emit(op::LOAD_DEREF(target, register), span);
            }
            Access::ClassCell(register) => {
                let name = self.unit.name_index(name);
                self.emit(op::LOAD_FROM_DICT_OR_DEREF(target, register, name, 0), span);
            }
            Access::DictCell(register) => {
                self.load_class_dict(target, span);
                let name = self.unit.name_index(name);
                self.emit(op::LOAD_FROM_DICT_OR_DEREF(target, register, name, 1), span);
            }
            Access::DictGlobal => {
                self.load_class_dict(target, span);
                let name = self.unit.name_index(name);
                self.emit(op::LOAD_FROM_DICT_OR_GLOBALS(target, name), span);
            }
            Access::Global => {
                let cache = self.unit.global_cache(name, GlobalUse::Load);
                self.emit(op::LOAD_GLOBAL(target, cache), span);
            }
            Access::Name => {
                let cache = self.unit.global_cache(name, GlobalUse::Load);
                self.emit(op::LOAD_NAME(target, cache), span);
            }
        }
    }

    /// The namespace of the class around, into `target`.
    fn load_class_dict(&mut self, target: Register, span: Span) {
        let name: Rc<str> = "__classdict__".into();
        let scope = self.unit.scope;
        let cell = self.unit.variable(&self.symbols, scope, &name, Resolution::Free);
        self.emit(op::LOAD_DEREF(target, cell), span);
    }

    /// Binds `name` to what `value` holds: a temporary is consumed, a local is copied.
    pub(super) fn store_name(&mut self, name: &Rc<str>, value: Register, span: Span) -> Compiled {
        let name = self.mangled(name);
        match self.access(&name) {
            Access::Fast(register) => {
                self.unit.appear(register);
                if register == value {
                    self.unit.mark_instruction(span.line);
                    self.unit.pass_line(span.line);
                } else {
                    let transfer = if self.unit.is_temporary(value) { op::MOVE } else { op::COPY };
                    self.emit(transfer(register, value), span);
                }
                self.unit.bound.insert(register);
            }
            Access::Cell(register) | Access::ClassCell(register) | Access::DictCell(register) => {
                self.emit(op::STORE_DEREF(register, value), span);
            }
            Access::Global | Access::DictGlobal => {
                let cache = self.unit.global_cache(&name, GlobalUse::Store);
                self.emit(op::STORE_GLOBAL(value, cache), span);
            }
            Access::Name => {
                let cache = self.unit.global_cache(&name, GlobalUse::Store);
                self.emit(op::STORE_NAME(value, cache), span);
            }
        }
        Ok(())
    }

    /// Unbinds `name`.
    pub(super) fn delete_name(&mut self, name: &Rc<str>, span: Span) -> Compiled {
        let name = self.mangled(name);
        match self.access(&name) {
            Access::Fast(register) => {
                self.unit.appear(register);
                self.emit(op::DELETE_FAST(register), span);
                self.unit.bound.remove(register);
            }
            Access::Cell(register) | Access::ClassCell(register) | Access::DictCell(register) => {
                self.emit(op::DELETE_DEREF(register), span);
            }
            Access::Global | Access::DictGlobal => {
                let name = self.unit.name_index(&name);
                self.emit(op::DELETE_GLOBAL(name), span);
            }
            Access::Name => {
                let name = self.unit.name_index(&name);
                self.emit(op::DELETE_NAME(name), span);
            }
        }
        Ok(())
    }
}
