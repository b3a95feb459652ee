//! Second pass of the symbol table: where each name lives.

use std::collections::HashSet;
use std::rc::Rc;

use ouropy_grammar::error::SyntaxError;

use super::{Resolution, ScopeId, ScopeKind, Symbol, SymbolTable, Use};

type Names = HashSet<Rc<str>>;

/// Places every name of every scope. Raises SyntaxError for a `nonlocal` without a binding.
pub(super) fn analyze(table: &mut SymbolTable) -> Result<(), SyntaxError> {
    scope(table, SymbolTable::TOP, None, &Names::new()).map(|_| ())
}

/// Analyses one scope and those in it; returns the names that are free in it. `bound` are the names bound in the
/// functions around it (none for the module), `global` those declared global there.
fn scope(table: &mut SymbolTable, id: ScopeId, bound: Option<&Names>, global: &Names) -> Result<Names, SyntaxError> {
    let is_class = table[id].kind == ScopeKind::Class;
    let is_function = table[id].is_function_like();
    let mut local = Names::new();
    let mut inner_global = global.clone();
    let mut free = Names::new();
    // A declaration in this scope changes what its children see, except that a class body's does not.
    let mut visible = bound.cloned().unwrap_or_default();
    let mut declared_global = Names::new();

    for name in table[id].order.clone() {
        let uses = table[id].uses(&name);
        let resolution = if uses.contains(Use::GLOBAL) {
            if uses.contains(Use::NONLOCAL) {
                return Err(at_directive(table, id, &name, format!("name '{name}' is nonlocal and global")));
            }
            declared_global.insert(name.clone());
            Resolution::GlobalExplicit
        } else if uses.contains(Use::NONLOCAL) {
            let Some(bound) = bound else {
                let message = "nonlocal declaration not allowed at module level".to_owned();
                return Err(at_directive(table, id, &name, message));
            };
            if !bound.contains(&name) {
                return Err(at_directive(table, id, &name, format!("no binding for nonlocal '{name}' found")));
            }
            free.insert(name.clone());
            Resolution::Free
        } else if uses.intersects(Use::BOUND) {
            local.insert(name.clone());
            Resolution::Local
        } else if bound.is_some_and(|bound| bound.contains(&name)) && !global.contains(&name) {
            free.insert(name.clone());
            Resolution::Free
        } else {
            Resolution::GlobalImplicit
        };
        resolve(table, id, &name, resolution);
    }

    if is_class {
        visible.insert("__class__".into());
    } else {
        for name in &declared_global {
            visible.remove(name);
            inner_global.insert(name.clone());
        }
        if is_function {
            for name in &local {
                inner_global.remove(name);
                visible.insert(name.clone());
            }
        }
    }

    let mut from_children = Names::new();
    for child in table[id].children.clone() {
        let mut child_free = scope(table, child, Some(&visible), &inner_global)?;
        if table[child].is_inlined {
            if table[child].has_named_expression {
                table[id].has_named_expression = true;
            }
            inline(table, id, child, &mut child_free);
        }
        from_children.extend(child_free);
    }

    if is_function {
        for name in &local {
            if from_children.remove(name) {
                resolve(table, id, name, Resolution::Cell);
            }
        }
    } else if is_class && from_children.remove("__class__") {
        table[id].needs_class_closure = true;
    }

    let mut through: Vec<Rc<str>> = from_children.into_iter().collect();
    through.sort();
    for name in through {
        if let Some(symbol) = table[id].symbols.get_mut(&name) {
            if is_class && !symbol.uses.intersects(Use::GLOBAL) && symbol.resolution != Resolution::Free {
                symbol.uses |= Use::FREE_IN_CLASS;
            }
        } else if bound.is_some_and(|bound| bound.contains(&name)) {
            table[id].symbols.insert(name.clone(), Symbol { uses: Use::empty(), resolution: Resolution::Free });
            table[id].order.push(name.clone());
        } else {
            continue;
        }
        free.insert(name);
    }
    if bound.is_none() {
        free.clear();
    }
    Ok(free)
}

/// What an inlined comprehension needs from outside: a local of the function around it is read in place, unless a
/// function nested in the comprehension captures it.
fn inline(table: &mut SymbolTable, outer: ScopeId, comprehension: ScopeId, free: &mut Names) {
    if table[outer].kind == ScopeKind::Class {
        if free.remove("__class__") {
            resolve(table, comprehension, &"__class__".into(), Resolution::GlobalImplicit);
        }
        return;
    }
    let outer_scope = &table[outer];
    free.retain(|name| !outer_scope.uses(name).intersects(Use::BOUND) || is_captured(table, comprehension, name));
}

/// Whether a function nested in the comprehension uses its `name` from outside.
fn is_captured(table: &SymbolTable, id: ScopeId, name: &str) -> bool {
    table[id].children.iter().any(|&child| {
        table[child].resolution(name) == Some(Resolution::Free)
            && (!table[child].is_inlined || is_captured(table, child, name))
    })
}

fn resolve(table: &mut SymbolTable, id: ScopeId, name: &Rc<str>, resolution: Resolution) {
    if let Some(symbol) = table[id].symbols.get_mut(name) {
        symbol.resolution = resolution;
    }
}

fn at_directive(table: &SymbolTable, id: ScopeId, name: &str, message: String) -> SyntaxError {
    let directive = table[id].directives.iter().find(|(declared, _)| &**declared == name);
    SyntaxError::at(directive.map(|(_, span)| *span).unwrap_or_default(), message)
}
