//! First pass of the symbol table: scopes and the uses of their names. The walk over the tree is in `walk`.

use foldhash::HashMap;
use std::collections::hash_map::Entry;
use std::rc::Rc;

use ouropy_grammar::ast::{Identifier, Module, Span, TypeParam};
use ouropy_grammar::error::SyntaxError;

use super::{ComprehensionKind, Futures, Resolution, Scope, ScopeId, ScopeKind, Symbol, SymbolTable, Use, place};

/// The pass in progress.
pub(super) struct Builder {
    pub(super) table: SymbolTable,
    pub(super) current: ScopeId,
    /// The innermost class around, for private names.
    pub(super) class: Option<Identifier>,
    /// How deep the walk is.
    pub(super) depth: u32,
    /// Annotations are kept as text.
    pub(super) annotations_are_text: bool,
    /// `await` may stand outside of functions.
    pub(super) top_level_await: bool,
}

pub(super) type Walk = Result<(), SyntaxError>;

/// What a scope is called, and where it begins.
#[derive(Clone, Copy)]
pub(super) struct Label<'a>(pub(super) &'a str, pub(super) Span);

/// The scopes of a tree, names not resolved yet.
pub(super) fn build(module: &Module, futures: &Futures) -> Result<SymbolTable, SyntaxError> {
    let mut builder = Builder {
        table: SymbolTable { scopes: Vec::new(), nodes: HashMap::default() },
        current: SymbolTable::TOP,
        class: None,
        depth: 0,
        annotations_are_text: futures.annotations,
        top_level_await: futures.top_level_await,
    };
    builder.table.scopes.push(new_scope(ScopeKind::Module, "top".into(), 0));
    match module {
        Module::Module { body } | Module::Interactive { body } => builder.statements(body)?,
        Module::Expression { body } => builder.expression(body)?,
    }
    Ok(builder.table)
}

fn new_scope(kind: ScopeKind, name: Identifier, line: u32) -> Scope {
    Scope {
        kind,
        name,
        line,
        parent: None,
        children: Vec::new(),
        symbols: HashMap::default(),
        order: Vec::new(),
        noted: 0,
        is_generator: false,
        is_coroutine: false,
        is_nested: false,
        is_inlined: matches!(kind, ScopeKind::Comprehension(kind) if kind != ComprehensionKind::Generator),
        needs_class_closure: false,
        needs_class_dict: false,
        sees_class: false,
        mangled: None,
        has_conditional_annotations: false,
        annotations: None,
        is_unevaluated: false,
        conditional_depth: 0,
        has_named_expression: false,
        deleted: Vec::new(),
        inlined: Vec::new(),
        directives: Vec::new(),
        iterable_depth: 0,
        in_iteration_target: false,
    }
}

impl Builder {
    /// Walks `inside` in a new scope that `node` opens.
    pub(super) fn scope<T>(
        &mut self,
        node: &T,
        kind: ScopeKind,
        label: Label<'_>,
        inside: impl FnOnce(&mut Self) -> Walk,
    ) -> Walk {
        let parent = self.current;
        let id = self.new_scope_in(parent, kind, label);
        self.table.nodes.insert(place(node), id);
        self.inside(id, inside)
    }

    /// Walks `inside` in a scope that exists.
    pub(super) fn inside(&mut self, id: ScopeId, inside: impl FnOnce(&mut Self) -> Walk) -> Walk {
        let outer = std::mem::replace(&mut self.current, id);
        let result = inside(self);
        self.current = outer;
        result
    }

    /// A new scope for annotations in the current one.
    pub(super) fn annotation_scope(&mut self, span: Span) -> Result<ScopeId, SyntaxError> {
        self.evaluated_scope(ScopeKind::Annotations, Label("__annotate__", span))
    }

    /// The same for annotations that are kept as texts: it sees no names.
    pub(super) fn text_scope(&mut self, span: Span) -> Result<ScopeId, SyntaxError> {
        self.format_scope(ScopeKind::Annotations, Label("__annotate__", span))
    }

    /// A new scope in the current one, of a function that takes the format of what it gives.
    fn format_scope(&mut self, kind: ScopeKind, label: Label<'_>) -> Result<ScopeId, SyntaxError> {
        let id = self.new_scope_in(self.current, kind, label);
        self.note_in(id, &".format".into(), Use::PARAMETER | Use::USED, Span::default())?;
        Ok(id)
    }

    /// A new scope in the current one for what is evaluated when asked for.
    fn evaluated_scope(&mut self, kind: ScopeKind, label: Label<'_>) -> Result<ScopeId, SyntaxError> {
        let id = self.format_scope(kind, label)?;
        self.see_class(id, self.current)?;
        Ok(id)
    }

    /// Walks `inside` in a new scope that `node` opens, of what is evaluated when asked for.
    pub(super) fn evaluated<T>(
        &mut self,
        node: &T,
        kind: ScopeKind,
        label: Label<'_>,
        inside: impl FnOnce(&mut Self) -> Walk,
    ) -> Walk {
        let id = self.evaluated_scope(kind, label)?;
        self.table.nodes.insert(place(node), id);
        self.inside(id, inside)
    }

    /// A new scope in the current one for the type parameters of a definition; the first of them opens it.
    pub(super) fn type_parameter_scope(&mut self, first: &TypeParam, label: Label<'_>) -> Result<ScopeId, SyntaxError> {
        let parent = self.current;
        let id = self.new_scope_in(parent, ScopeKind::TypeParameters, label);
        self.table.nodes.insert(place(first), id);
        if self.table[parent].kind == ScopeKind::Class {
            self.see_class(id, parent)?;
        }
        Ok(id)
    }

    /// Lets the scope `id` see the names of the class that its `parent` is or sees.
    fn see_class(&mut self, id: ScopeId, parent: ScopeId) -> Walk {
        let outer = &self.table[parent];
        if outer.kind == ScopeKind::Class || outer.sees_class {
            self.table[id].sees_class = true;
            self.note_in(id, &"__classdict__".into(), Use::USED, Span::default())?;
        }
        Ok(())
    }

    fn new_scope_in(&mut self, parent: ScopeId, kind: ScopeKind, label: Label<'_>) -> ScopeId {
        let id = ScopeId(self.table.scopes.len() as u32);
        let outer = &self.table[parent];
        let mut scope = new_scope(kind, label.0.into(), label.1.line);
        scope.parent = Some(parent);
        scope.is_nested = outer.is_nested || outer.is_function_like();
        scope.iterable_depth = outer.iterable_depth;
        // What sees the names of a class hides them from the comprehensions in it.
        scope.is_inlined &= !outer.sees_class;
        if kind != ScopeKind::Class {
            scope.mangled.clone_from(&outer.mangled);
        }
        self.table.scopes.push(scope);
        self.table[parent].children.push(id);
        id
    }

    pub(super) fn here(&mut self) -> &mut Scope {
        let current = self.current;
        &mut self.table[current]
    }

    /// Notes a use of `name`, mangled, in the current scope.
    pub(super) fn note(&mut self, name: &Identifier, uses: Use, span: Span) -> Walk {
        let name = self.mangled(name);
        let current = self.current;
        self.note_in(current, &name, uses, span)
    }

    /// `name` as the current scope knows it.
    pub(super) fn mangled(&self, name: &Identifier) -> Identifier {
        self.table[self.current].mangle(self.class.as_deref(), name)
    }

    pub(super) fn note_in(&mut self, id: ScopeId, name: &Rc<str>, mut uses: Use, span: Span) -> Walk {
        let scope = &mut self.table[id];
        let earlier = scope.uses(name);
        if uses.intersects(Use::BOUND) {
            forbid_debug(name, span)?;
        }
        if uses.contains(Use::PARAMETER) && earlier.contains(Use::PARAMETER) {
            let message = format!("duplicate argument '{name}' in function definition");
            return Err(SyntaxError::at(span, message));
        }
        if scope.in_iteration_target && uses.contains(Use::LOCAL) {
            if earlier.intersects(Use::GLOBAL | Use::NONLOCAL) {
                let message = format!("comprehension inner loop cannot rebind assignment expression target '{name}'");
                return Err(SyntaxError::at(span, message));
            }
            uses |= Use::ITERATION;
        }
        match scope.symbols.entry(name.clone()) {
            Entry::Occupied(mut entry) => entry.get_mut().uses |= uses,
            Entry::Vacant(entry) => {
                entry.insert(Symbol { uses, resolution: Resolution::GlobalImplicit });
                scope.order.push(name.clone());
            }
        }
        Ok(())
    }

    /// Notes that `del` or an `except` clause may unbind `name`.
    pub(super) fn note_deleted(&mut self, name: &Identifier) {
        let name = self.mangled(name);
        self.here().deleted.push(name);
    }

    /// A `global` or `nonlocal` statement.
    pub(super) fn declare(&mut self, names: &[Identifier], uses: Use, span: Span) -> Walk {
        let word = if uses == Use::GLOBAL { "global" } else { "nonlocal" };
        for name in names {
            let mangled = self.mangled(name);
            let earlier = self.here().uses(&mangled);
            let message = if earlier.contains(Use::PARAMETER) {
                format!("name '{name}' is parameter and {word}")
            } else if earlier.contains(Use::USED) {
                format!("name '{name}' is used prior to {word} declaration")
            } else if earlier.contains(Use::ANNOTATED) {
                format!("annotated name '{name}' can't be {word}")
            } else if earlier.contains(Use::LOCAL) {
                format!("name '{name}' is assigned to before {word} declaration")
            } else {
                self.note(name, uses, span)?;
                if uses == Use::GLOBAL {
                    // A name that any function declares global is global in the outermost scope too.
                    self.note_in(SymbolTable::TOP, &mangled, uses, span)?;
                }
                self.here().directives.push((mangled, span));
                continue;
            };
            return Err(SyntaxError::at(span, message));
        }
        Ok(())
    }

    /// Binds the target of a `:=` in the scope it belongs to: the nearest one that is no comprehension.
    pub(super) fn bind_named_expression(&mut self, name: &Identifier, target: Span, whole: Span) -> Walk {
        let mut id = self.current;
        if self.table[id].iterable_depth > 0 {
            let message = "assignment expression cannot be used in a comprehension iterable expression";
            return Err(SyntaxError::at(whole, message));
        }
        let mangled = self.mangled(name);
        let mut comprehensions = Vec::new();
        // Annotations bind nothing: the scope around them does.
        while matches!(self.table[id].kind, ScopeKind::Comprehension(_) | ScopeKind::Annotations) {
            if self.table[id].uses(&mangled).contains(Use::ITERATION) {
                let message = format!("assignment expression cannot rebind comprehension iteration variable '{name}'");
                return Err(SyntaxError::at(target, message));
            }
            if self.table[id].kind != ScopeKind::Annotations {
                comprehensions.push(id);
            }
            let Some(parent) = self.table[id].parent else { break };
            id = parent;
        }
        self.table[id].has_named_expression = true;
        if comprehensions.is_empty() {
            return self.note_in(id, &mangled, Use::LOCAL, target);
        }
        let refuse = |place: &str| {
            let message = format!("assignment expression within a comprehension cannot be used {place}");
            Err(SyntaxError::at(target, message))
        };
        let global = match self.table[id].kind {
            ScopeKind::Class => return refuse("in a class body"),
            ScopeKind::TypeParameters => return refuse("within the definition of a generic"),
            ScopeKind::TypeAlias => return refuse("in a type alias"),
            ScopeKind::TypeVariable(_) => return refuse("in a TypeVar bound"),
            ScopeKind::Module => true,
            _ => self.table[id].uses(&mangled).contains(Use::GLOBAL),
        };
        for &comprehension in &comprehensions {
            self.table[comprehension].has_named_expression = true;
        }
        let uses = if global { Use::GLOBAL } else { Use::NONLOCAL };
        let innermost = self.current;
        self.note_in(innermost, &mangled, uses, target)?;
        self.table[innermost].directives.push((mangled.clone(), target));
        self.note_in(id, &mangled, if global { Use::GLOBAL } else { Use::LOCAL }, target)
    }
}

/// Refuses to bind `__debug__`.
pub(super) fn forbid_debug(name: &str, span: Span) -> Walk {
    if name == "__debug__" {
        return Err(SyntaxError::at(span, "cannot assign to __debug__"));
    }
    Ok(())
}
