//! The symbol table as Python's `symtable` shows it.
//!
//! It is CPython's: comprehensions that are inlined have given their names and the scopes in them to the scope around
//! them, and every function has a scope for annotations beside it, even if it has none.

use foldhash::HashSet;
use std::rc::Rc;

use super::{Resolution, Scope, ScopeId, ScopeKind, SymbolTable, Use};
use crate::annotation::CONDITIONAL;

/// A variable of an inlined comprehension that is a cell.
pub const COMPREHENSION_CELL: u32 = 2048;
/// By how many bits the number of a [`Resolution`] is shifted behind the uses.
pub const RESOLUTION_SHIFT: u32 = 12;

impl Resolution {
    /// The number that `symtable` shows for it.
    pub const fn number(self) -> u32 {
        match self {
            Resolution::Local => 1,
            Resolution::GlobalExplicit => 2,
            Resolution::GlobalImplicit => 3,
            Resolution::Free => 4,
            Resolution::Cell => 5,
        }
    }
}

/// What a [`Block`] is the scope of, with CPython's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum BlockKind {
    Function = 0,
    Class = 1,
    Module = 2,
    Annotation = 3,
    TypeAlias = 4,
    TypeParameters = 5,
    TypeVariable = 6,
}

/// A scope.
#[derive(Debug)]
pub struct Block {
    /// What it is called.
    pub name: Rc<str>,
    /// What it is.
    pub kind: BlockKind,
    /// The line it begins in; 0 for the outermost one.
    pub line: u32,
    /// Lies in a function.
    pub is_nested: bool,
    /// Parameters in order.
    pub parameters: Vec<Rc<str>>,
    /// Names with their uses and where they live, as one number.
    pub symbols: Vec<(Rc<str>, u32)>,
    /// The scopes directly in it.
    pub children: Vec<Block>,
}

/// A name of a scope.
struct Shown {
    name: Rc<str>,
    uses: Use,
    resolution: Resolution,
    is_comprehension_cell: bool,
}

/// Shows the scopes of a table.
pub(crate) struct Shower<'a> {
    pub(crate) table: &'a SymbolTable,
    /// Annotations are kept as text: they have no scopes.
    pub(crate) annotations_are_text: bool,
}

impl Shower<'_> {
    /// A scope that is not inlined, with those in it.
    pub(crate) fn block(&self, id: ScopeId) -> Block {
        let scope = &self.table[id];
        let mut children = Vec::new();
        self.children(id, &mut children);
        let is_free = |flags: u32| flags >> RESOLUTION_SHIFT == Resolution::Free.number();
        let is_free_in =
            |child: &Block, name: &str| child.symbols.iter().any(|(known, flags)| **known == *name && is_free(*flags));
        let is_free_below = |name: &str| children.iter().any(|child| is_free_in(child, name));
        let keeps = scope.kind == ScopeKind::Class || scope.sees_class;
        let mut parameters = Vec::new();
        let mut symbols = Vec::new();
        for (index, shown) in self.names(id).into_iter().enumerate() {
            if scope.kind == ScopeKind::Annotations && &*shown.name == CONDITIONAL {
                continue;
            }
            if shown.uses.contains(Use::PARAMETER) {
                parameters.push(shown.name.clone());
            }
            let mut uses = shown.uses;
            // What the scope itself keeps in a cell is free no further out.
            let ends_here = match scope.kind {
                ScopeKind::Class => matches!(&*shown.name, "__class__" | "__classdict__" | CONDITIONAL),
                _ => shown.resolution == Resolution::Cell,
            };
            if keeps && index < scope.noted && !ends_here && is_free_below(&shown.name) {
                uses |= Use::FREE_IN_CLASS;
            }
            let cell = if shown.is_comprehension_cell { COMPREHENSION_CELL } else { 0 };
            let flags = u32::from(uses.bits()) | cell | shown.resolution.number() << RESOLUTION_SHIFT;
            symbols.push((shown.name, flags));
        }
        if scope.kind == ScopeKind::TypeParameters
            && children.last().is_some_and(|last| last.kind == BlockKind::Function)
        {
            add_defaults(&mut symbols, &mut parameters);
        }
        let (name, line) = (scope.name.clone(), scope.line);
        Block { name, kind: kind(scope), line, is_nested: scope.is_nested, parameters, symbols, children }
    }

    /// The names of a scope: its own, those of inlined comprehensions, those that only pass through.
    fn names(&self, id: ScopeId) -> Vec<Shown> {
        let scope = &self.table[id];
        let own = |name: &Rc<str>| Shown {
            name: name.clone(),
            uses: scope.uses(name),
            resolution: scope.resolution(name).unwrap_or(Resolution::GlobalImplicit),
            is_comprehension_cell: false,
        };
        let mut names: Vec<Shown> = scope.order[..scope.noted].iter().map(own).collect();
        let mut cells = HashSet::default();
        for &child in scope.children.iter().filter(|&&child| self.table[child].is_inlined) {
            for mut shown in self.names(child) {
                if shown.resolution == Resolution::Cell || shown.is_comprehension_cell {
                    cells.insert(shown.name.clone());
                }
                let is_own = matches!(shown.resolution, Resolution::Local | Resolution::Cell);
                match names.iter_mut().find(|known| known.name == shown.name) {
                    // What a comprehension uses of the function around it is used there.
                    Some(known) if !is_own && scope.kind != ScopeKind::Class => known.uses |= shown.uses & Use::USED,
                    Some(_) => {}
                    None => {
                        shown.resolution = scope.resolution(&shown.name).unwrap_or(shown.resolution);
                        shown.uses -= Use::FREE_IN_CLASS;
                        names.push(shown);
                    }
                }
            }
        }
        for name in &scope.order[scope.noted..] {
            if !names.iter().any(|known| known.name == *name) {
                names.push(Shown { uses: Use::empty(), ..own(name) });
            }
        }
        for shown in &mut names {
            shown.is_comprehension_cell = cells.contains(&shown.name);
            let becomes_cell = shown.is_comprehension_cell && scope.is_function_like();
            if becomes_cell && shown.resolution == Resolution::Local {
                shown.resolution = Resolution::Cell;
            }
        }
        names
    }

    /// Appends the scopes in a scope, those in inlined comprehensions in place of these.
    fn children(&self, id: ScopeId, into: &mut Vec<Block>) {
        let outer = &self.table[id];
        // All annotations of a function's variables have one scope, where the first of them stands.
        let mut of_variables: Option<usize> = None;
        for &child in &outer.children {
            let scope = &self.table[child];
            if scope.is_inlined {
                self.children(child, into);
                continue;
            }
            // What is kept as text has no scope for programs.
            if scope.kind == ScopeKind::Annotations && self.annotations_are_text {
                continue;
            }
            let is_definition = scope.kind == ScopeKind::Function && &*scope.name != "lambda";
            if is_definition && scope.annotations.is_none() && !self.annotations_are_text {
                into.push(no_annotations(scope, outer));
            }
            let block = self.block(child);
            match of_variables {
                Some(index) if scope.is_unevaluated => into[index].children.extend(block.children),
                _ => {
                    if scope.is_unevaluated {
                        of_variables = Some(into.len());
                    }
                    into.push(block);
                }
            }
        }
    }
}

/// The type parameters of a function have its defaults beside them, in CPython even if there are none.
fn add_defaults(symbols: &mut Vec<(Rc<str>, u32)>, parameters: &mut Vec<Rc<str>>) {
    let name: Rc<str> = ".defaults".into();
    if !parameters.contains(&name) {
        let flags = u32::from(Use::PARAMETER.bits()) | Resolution::Local.number() << RESOLUTION_SHIFT;
        let place = symbols.iter().take_while(|(name, _)| &**name == "__classdict__").count();
        symbols.insert(place, (name.clone(), flags));
        parameters.insert(0, name);
    }
}

/// The scope of the annotations of a function that has none.
fn no_annotations(function: &Scope, outer: &Scope) -> Block {
    let flags = |uses: Use, resolution: Resolution| u32::from(uses.bits()) | resolution.number() << RESOLUTION_SHIFT;
    let mut symbols = vec![(".format".into(), flags(Use::PARAMETER | Use::USED, Resolution::Local))];
    if outer.kind == ScopeKind::Class || outer.sees_class {
        symbols.push(("__classdict__".into(), flags(Use::USED, Resolution::Free)));
    }
    Block {
        name: "__annotate__".into(),
        kind: BlockKind::Annotation,
        line: function.line,
        is_nested: function.is_nested,
        parameters: vec![".format".into()],
        symbols,
        children: Vec::new(),
    }
}

fn kind(scope: &Scope) -> BlockKind {
    match scope.kind {
        ScopeKind::Module => BlockKind::Module,
        ScopeKind::Class => BlockKind::Class,
        ScopeKind::Function | ScopeKind::Comprehension(_) => BlockKind::Function,
        ScopeKind::Annotations => BlockKind::Annotation,
        ScopeKind::TypeParameters => BlockKind::TypeParameters,
        ScopeKind::TypeVariable(_) => BlockKind::TypeVariable,
        ScopeKind::TypeAlias => BlockKind::TypeAlias,
    }
}
