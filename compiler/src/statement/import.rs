//! `import` and `from … import`.

use std::rc::Rc;

use ouropy_grammar::ast::{Alias, Identifier, Span};
use ouropy_grammar::error::SyntaxError;

use crate::call::text;
use crate::code::{Constant, Register, op};
use crate::expression::Dest;
use crate::{Compiled, Compiler};

impl Compiler<'_> {
    pub(super) fn import(&mut self, names: &[Alias], span: Span) -> Compiled {
        let mark = self.unit.next;
        for alias in names {
            let module = self.import_name(&alias.name, 0, Constant::None, span);
            if let Some(stored) = &alias.asname {
                // `import a.b.c as d` binds the last module.

                let mut module = module;
                for part in alias.name.split('.').skip(1) {
                    let inner = self.unit.push();
                    let index = self.unit.name_index(&part.into());
                    self.emit(op::IMPORT_FROM(inner, module, index), span);
                    self.emit(op::POP_TOP(module), span);
                    self.emit(op::MOVE(module, inner), span);
                    self.unit.next = mark.plus(1);
                    module = mark;
                }
                self.store_name(stored, module, span)?;
            } else {
                let first: Rc<str> = alias.name.split('.').next().unwrap_or_default().into();
                self.store_name(&first, module, span)?;
            }
            self.unit.next = mark;
        }
        Ok(())
    }

    /// Imports into the next temporary.
    fn import_name(&mut self, name: &str, level: u32, names: Constant, span: Span) -> Register {
        let base = self.constant(Constant::Int(i64::from(level)), Dest::Temporary, span);
        self.constant(names, Dest::Temporary, span);
        let index = self.unit.name_index(&name.into());
        let target = self.target(base, Dest::Temporary);
        self.emit(op::IMPORT_NAME(target, base, index), span);
        target
    }

    pub(super) fn import_from(
        &mut self,
        module: Option<&Identifier>,
        names: &[Alias],
        level: u32,
        index: Option<usize>,
        span: Span,
    ) -> Compiled {
        let is_future = level == 0 && module.is_some_and(|module| &**module == "__future__");
        let is_first = self.outer.is_empty() && index.is_some_and(|index| self.futures.allows(index));
        if is_future && !is_first {
            let message = "from __future__ imports must occur at the beginning of the file";
            return Err(SyntaxError::at(span, message));
        }
        let tuple = Constant::Tuple(names.iter().map(|alias| text(&alias.name)).collect());
        let name = module.map_or("", |module| &**module);
        let module = self.import_name(name, level, tuple, span);
        if let [only] = names
            && &*only.name == "*"
        {
            self.emit(op::IMPORT_STAR(module), span);
            return Ok(());
        }
        for alias in names {
            let value = self.unit.push();
            let index = self.unit.name_index(&alias.name);
            self.emit(op::IMPORT_FROM(value, module, index), span);
            self.store_name(alias.asname.as_ref().unwrap_or(&alias.name), value, span)?;
            self.unit.next = module.plus(1);
        }
        self.emit(op::POP_TOP(module), span);
        Ok(())
    }
}
