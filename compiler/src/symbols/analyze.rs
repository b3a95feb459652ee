//! Second pass of the symbol table: where each name lives.

use foldhash::HashSet;
use std::rc::Rc;

use ouropy_grammar::error::SyntaxError;

use super::{Resolution, ScopeId, ScopeKind, Symbol, SymbolTable, Use};

type Names = HashSet<Rc<str>>;

/// Places every name of every scope. Raises SyntaxError for a `nonlocal` without a binding.
pub(super) fn analyze(table: &mut SymbolTable) -> Result<(), SyntaxError> {
    scope(table, SymbolTable::TOP, Around::default()).map(|_| ())
}

/// Cells that a class body gives to the functions in it.
const CLASS_CELLS: [&str; 3] = ["__class__", "__classdict__", "__conditional_annotations__"];

/// What is known around a scope.
#[derive(Clone, Copy, Default)]
struct Around<'a> {
    /// The names bound in the functions around it; none for the module.
    bound: Option<&'a Names>,
    /// Names declared global.
    global: Option<&'a Names>,
    /// Those of the bound names that are type parameters.
    type_parameters: Option<&'a Names>,
    /// The class whose namespace the scope sees.
    class: Option<ScopeId>,
}

/// What a name means where the namespace of a class is seen: what the class binds is looked for in it, then among the
/// globals, past the functions around the class.
fn class_resolution(table: &SymbolTable, class: Option<ScopeId>, name: &str) -> Option<Resolution> {
    let uses = table[class?].uses(name);
    if uses.contains(Use::GLOBAL) {
        return Some(Resolution::GlobalExplicit);
    }
    (uses.intersects(Use::BOUND) && !uses.contains(Use::NONLOCAL)).then_some(Resolution::GlobalImplicit)
}

/// Analyses one scope and those in it; returns the names that are free in it.
fn scope(table: &mut SymbolTable, id: ScopeId, around: Around<'_>) -> Result<Names, SyntaxError> {
    let bound = around.bound;
    let is_global = |name: &Rc<str>| around.global.is_some_and(|global| global.contains(name));
    let mut type_parameters = around.type_parameters.cloned().unwrap_or_default();
    let is_class = table[id].kind == ScopeKind::Class;
    let is_function = table[id].is_function_like();
    let sees_class = table[id].sees_class;
    let mut local = Names::default();
    let mut inner_global = around.global.cloned().unwrap_or_default();
    let mut free = Names::default();
    // A declaration in this scope changes what its children see, except that a class body's does not.
    let mut visible = bound.cloned().unwrap_or_default();
    let mut declared_global = Names::default();

    table[id].noted = table[id].order.len();
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
            if type_parameters.contains(&name) {
                let message = format!("nonlocal binding not allowed for type parameter '{name}'");
                return Err(at_directive(table, id, &name, message));
            }
            free.insert(name.clone());
            Resolution::Free
        } else if uses.intersects(Use::BOUND) {
            local.insert(name.clone());
            if uses.contains(Use::TYPE_PARAMETER) {
                type_parameters.insert(name.clone());
            } else {
                type_parameters.remove(&name);
            }
            Resolution::Local
        } else if let Some(resolution) = class_resolution(table, around.class, &name) {
            resolution
        } else if bound.is_some_and(|bound| bound.contains(&name)) && !is_global(&name) {
            free.insert(name.clone());
            Resolution::Free
        } else {
            Resolution::GlobalImplicit
        };
        resolve(table, id, &name, resolution);
    }

    if is_class {
        visible.extend(CLASS_CELLS.map(Rc::from));
        // Nor is one global because a class body elsewhere has declared it so.
        inner_global.retain(|name| !CLASS_CELLS.contains(&&**name));
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

    let mut from_children = Names::default();
    let mut inlined_cells = Names::default();
    for child in table[id].children.clone() {
        let inside = Around {
            bound: Some(&visible),
            global: Some(&inner_global),
            type_parameters: Some(&type_parameters),
            class: if is_class { Some(id) } else { around.class }.filter(|_| table[child].sees_class),
        };
        let mut child_free = scope(table, child, inside)?;
        if table[child].is_inlined {
            if table[child].has_named_expression {
                table[id].has_named_expression = true;
            }
            inline(table, id, child, &mut child_free);
            let cells = |name: &&Rc<str>| table[child].resolution(name) == Some(Resolution::Cell);
            inlined_cells.extend(table[child].order.iter().filter(cells).cloned());
        }
        from_children.extend(child_free);
    }

    if is_function {
        for name in &local {
            if from_children.remove(name) || inlined_cells.contains(name) {
                resolve(table, id, name, Resolution::Cell);
            }
        }
        share_inlined(table, id, &mut from_children);
    } else if is_class {
        table[id].needs_class_closure |= from_children.remove("__class__");
        table[id].needs_class_dict |= from_children.remove("__classdict__");
        table[id].has_conditional_annotations |= from_children.remove("__conditional_annotations__");
    }

    let mut through: Vec<Rc<str>> = from_children.into_iter().collect();
    through.sort();
    for name in through {
        if let Some(symbol) = table[id].symbols.get_mut(&name) {
            if (is_class || sees_class) && symbol.resolution != Resolution::Free {
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

/// A variable of an inlined comprehension counts as one of the function around it, if that has none of its name. So what
/// is nested there and means the variable of a function further out finds the one that is unbound outside of the
/// comprehension. A comprehension's cell goes no further than itself, but keeps the name free here.
fn share_inlined(table: &mut SymbolTable, id: ScopeId, from_children: &mut Names) {
    for (name, resolution) in table[id].inlined.clone() {
        let is_shared = from_children.contains(&name);
        if is_shared && resolution == Resolution::Local {
            from_children.remove(&name);
        }
        if is_shared && is_variable(resolution) {
            declare(table, id, &name, Resolution::Cell);
        }
    }
}

fn is_variable(resolution: Resolution) -> bool {
    matches!(resolution, Resolution::Local | Resolution::Cell)
}

fn declare(table: &mut SymbolTable, id: ScopeId, name: &Rc<str>, resolution: Resolution) {
    if table[id].symbols.insert(name.clone(), Symbol { uses: Use::LOCAL, resolution }).is_none() {
        table[id].order.push(name.clone());
    }
}

/// What an inlined comprehension needs from outside: a local of the function around it is read in place, unless a
/// function nested in the comprehension captures it.
fn inline(table: &mut SymbolTable, outer: ScopeId, comprehension: ScopeId, free: &mut Names) {
    if table[outer].kind == ScopeKind::Class {
        // What a class body keeps in cells is seen by the functions in a comprehension, not by the comprehension.
        for name in CLASS_CELLS {
            if free.contains(name) {
                if !is_captured(table, comprehension, name) {
                    free.remove(name);
                }
                resolve(table, comprehension, &name.into(), Resolution::GlobalImplicit);
            }
        }
        return;
    }
    for name in free.clone() {
        if is_captured(table, comprehension, &name) {
            continue;
        }
        if table[outer].uses(&name).intersects(Use::BOUND) {
            free.remove(&name);
        } else if let Some(&(_, resolution)) = table[outer].inlined.iter().find(|(inlined, _)| *inlined == name)
            && is_variable(resolution)
        {
            // An earlier comprehension's variable.
            free.remove(&name);
            declare(table, outer, &name, resolution);
        }
    }
    let own = table[comprehension].order.iter();
    let own = own.filter_map(|name| Some((name.clone(), table[comprehension].resolution(name)?)));
    let names: Vec<_> = own.chain(table[comprehension].inlined.iter().cloned()).collect();
    for (name, resolution) in names {
        let known = table[outer].inlined.iter().any(|(inlined, _)| *inlined == name);
        if !known && !table[outer].symbols.contains_key(&name) {
            table[outer].inlined.push((name, resolution));
        }
    }
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
