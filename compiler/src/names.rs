//! Reading, binding and unbinding names.

use std::rc::Rc;

use ouropy_grammar::ast::Span;
use ouropy_grammar::error::SyntaxError;

use super::symbols::{Place, ScopeKind, mangle};
use super::{Compiled, Compiler};
use crate::code::Opcode;

/// How a name is reached from the code being compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// A plain local in this register.
    Fast(u32),
    /// The contents of the cell in this register.
    Cell(u32),
    /// As `Cell`, but a class body's own namespace comes first.
    ClassCell(u32),
    /// A global or builtin.
    Global,
    /// The frame's namespace, then as a global.
    Name,
}

impl Compiler<'_> {
    pub(super) fn mangled(&self, name: &Rc<str>) -> Rc<str> {
        mangle(self.class.as_deref(), name)
    }

    /// How `name`, mangled, is reached.
    pub(super) fn access(&mut self, name: &Rc<str>) -> Access {
        let own = self.unit.scope;
        for depth in (0..=self.unit.inlined.len()).rev() {
            let scope = if depth == 0 { own } else { self.unit.inlined[depth - 1] };
            let is_own = scope == own;
            let function_like = self.symbols[scope].is_function_like();
            let from_comprehension = !self.unit.inlined.is_empty();
            match self.symbols[scope].place(name) {
                Some(Place::Local) if function_like => {
                    return Access::Fast(self.unit.variable(&self.symbols, scope, name, Place::Local));
                }
                Some(Place::Cell) if function_like => {
                    return Access::Cell(self.unit.variable(&self.symbols, scope, name, Place::Cell));
                }
                // A free variable of an inlined comprehension is whatever it is around the comprehension.
                Some(Place::Free) if !is_own => {}
                Some(Place::Free) => {
                    let register = self.unit.variable(&self.symbols, scope, name, Place::Free);
                    return if function_like || from_comprehension {
                        Access::Cell(register)
                    } else {
                        Access::ClassCell(register)
                    };
                }
                Some(Place::GlobalExplicit) => return Access::Global,
                Some(Place::Local | Place::Cell) if from_comprehension => {
                    // A class body's binding, which its comprehensions cannot see.
                    return Access::Cell(self.unit.variable(&self.symbols, scope, name, Place::Free));
                }
                Some(Place::Local | Place::Cell) => return Access::Name,
                Some(Place::GlobalImplicit) | None => {
                    let by_name = match self.unit.kind {
                        ScopeKind::Module => true,
                        ScopeKind::Class => is_own && !from_comprehension,
                        ScopeKind::Function | ScopeKind::Comprehension(_) => false,
                    };
                    return if by_name { Access::Name } else { Access::Global };
                }
            }
        }
        Access::Global
    }

    /// The operand register of a bound local, after a check where it may be unbound.
    pub(super) fn checked_local(&mut self, register: u32, span: Span) -> u32 {
        self.unit.appear(register);
        if !self.unit.bound.contains(register) {
            self.emit(Opcode::LOAD_FAST_CHECK, register, 0, 0, span);
            self.unit.bound.insert(register);
        }
        register
    }

    /// Loads what is no plain local into `target`.
    pub(super) fn load(&mut self, access: Access, name: &Rc<str>, target: u32, span: Span) {
        match access {
            Access::Fast(register) => {
                self.checked_local(register, span);
                self.emit(Opcode::COPY, target, register, 0, span);
            }
            Access::Cell(register) => {
                self.emit(Opcode::LOAD_DEREF, target, register, 0, span);
            }
            Access::ClassCell(register) => {
                let name = self.unit.name_index(name);
                self.emit(Opcode::LOAD_FROM_DICT_OR_DEREF, target, register, name, span);
            }
            Access::Global => {
                self.unit.emit_cached(Opcode::LOAD_GLOBAL, target, 0, name, super::position(span));
            }
            Access::Name => {
                let name = self.unit.name_index(name);
                self.emit(Opcode::LOAD_NAME, target, name, 0, span);
            }
        }
    }

    /// Binds `name` to what `value` holds: a temporary is consumed, a local is copied.
    pub(super) fn store_name(&mut self, name: &Rc<str>, value: u32, span: Span) -> Compiled {
        forbid_debug(name, span)?;
        let name = self.mangled(name);
        match self.access(&name) {
            Access::Fast(register) => {
                self.unit.appear(register);
                if register != value {
                    let opcode = if self.unit.is_temporary(value) { Opcode::MOVE } else { Opcode::COPY };
                    self.emit(opcode, register, value, 0, span);
                }
                self.unit.bound.insert(register);
            }
            Access::Cell(register) | Access::ClassCell(register) => {
                self.emit(Opcode::STORE_DEREF, register, value, 0, span);
            }
            Access::Global => {
                let name = self.unit.name_index(&name);
                self.emit(Opcode::STORE_GLOBAL, value, name, 0, span);
            }
            Access::Name => {
                let name = self.unit.name_index(&name);
                self.emit(Opcode::STORE_NAME, value, name, 0, span);
            }
        }
        Ok(())
    }

    /// Unbinds `name`.
    pub(super) fn delete_name(&mut self, name: &Rc<str>, span: Span) -> Compiled {
        if &**name == "__debug__" {
            return Err(SyntaxError::at(span, "cannot delete __debug__"));
        }
        let name = self.mangled(name);
        match self.access(&name) {
            Access::Fast(register) => {
                self.unit.appear(register);
                self.emit(Opcode::DELETE_FAST, register, 0, 0, span);
                self.unit.bound.remove(register);
            }
            Access::Cell(register) | Access::ClassCell(register) => {
                self.emit(Opcode::DELETE_DEREF, register, 0, 0, span);
            }
            Access::Global => {
                let name = self.unit.name_index(&name);
                self.emit(Opcode::DELETE_GLOBAL, 0, name, 0, span);
            }
            Access::Name => {
                let name = self.unit.name_index(&name);
                self.emit(Opcode::DELETE_NAME, 0, name, 0, span);
            }
        }
        Ok(())
    }
}

/// Refuses to bind `__debug__`.
pub(super) fn forbid_debug(name: &str, span: Span) -> Compiled {
    if name == "__debug__" {
        return Err(SyntaxError::at(span, "cannot assign to __debug__"));
    }
    Ok(())
}
