//! The symbol table: which scope each name of a program belongs to.
//!
//! Two passes, as in CPython. `build` walks the tree and notes for every scope how each name is used; `analyze`
//! then decides for each name of each scope whether it is local, a cell, free or global. List, set and dict
//! comprehensions are marked as inlined into the function around them (PEP 709): they keep a scope of their own,
//! but no code object.

mod analyze;
mod build;
mod future;
mod mangle;
pub mod shown;
mod walk;

use foldhash::{HashMap, HashSet};
use std::rc::Rc;

use ouropy_grammar::ast::{Identifier, Module, Span};
use ouropy_grammar::error::SyntaxError;

pub use future::Futures;
pub use mangle::mangle;

bitflags::bitflags! {
    /// How a scope uses a name. The numbers are those that CPython's `symtable` shows.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Use: u16 {
        /// Declared `global`.
        const GLOBAL = 1;
        /// Bound here.
        const LOCAL = 2;
        /// A parameter.
        const PARAMETER = 4;
        /// Declared `nonlocal`.
        const NONLOCAL = 8;
        /// Read here.
        const USED = 16;
        /// Bound by an import.
        const IMPORT = 128;
        /// Annotated here.
        const ANNOTATED = 256;
        /// The iteration variable of this comprehension.
        const ITERATION = 512;
        /// Free in a nested scope, while this class body, or the one this scope sees, binds the name too.
        const FREE_IN_CLASS = 64;
        /// A type parameter.
        const TYPE_PARAMETER = 1024;
    }
}

impl Use {
    /// Any kind of binding.
    pub const BOUND: Use = Use::LOCAL.union(Use::PARAMETER).union(Use::IMPORT);
}

/// Where the value of a name lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// In this scope alone.
    Local,
    /// In this scope, shared with nested functions.
    Cell,
    /// In an enclosing function.
    Free,
    /// Global by declaration.
    GlobalExplicit,
    /// Global for want of a binding.
    GlobalImplicit,
}

/// What a scope is the scope of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScopeKind {
    /// The module, `eval` or prompt input.
    Module,
    /// A class body.
    Class,
    /// A `def` or `lambda`.
    Function,
    /// A comprehension.
    Comprehension(ComprehensionKind),
    /// The annotations of a function, or those of the variables of a module or class.
    Annotations,
    /// The type parameters of a definition, around what it defines.
    TypeParameters,
    /// A bound, constraints or a default of a type parameter; how messages call it.
    TypeVariable(&'static str),
    /// The value of a type alias.
    TypeAlias,
}

/// Whether a statement has `async` in front of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Color {
    /// It has not.
    Plain,
    /// It has.
    Async,
}

/// The four comprehensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComprehensionKind {
    /// `[...]`
    List,
    /// `{...}`
    Set,
    /// `{k: v ...}`
    Dict,
    /// `(...)`
    Generator,
}

/// One name of one scope.
#[derive(Clone, Copy, Debug)]
pub struct Symbol {
    /// How it is used.
    pub uses: Use,
    /// Where it lives; set by the analysis.
    pub resolution: Resolution,
}

/// Index of a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ScopeId(u32);

/// The names of one scope.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts about a scope, as CPython's entry has them")]
pub struct Scope {
    /// What it is.
    pub kind: ScopeKind,
    /// What it is called.
    pub name: Identifier,
    /// The line it begins in; 0 for the outermost one.
    pub line: u32,
    /// The scope around it.
    pub parent: Option<ScopeId>,
    /// Scopes directly in it, in the order of the text.
    pub children: Vec<ScopeId>,
    /// Every name, as mangled.
    pub symbols: HashMap<Identifier, Symbol>,
    /// The names in order of first appearance, behind them those that the analysis added.
    pub order: Vec<Identifier>,
    /// How many of them appear in the scope.
    noted: usize,
    /// Contains `yield`.
    pub is_generator: bool,
    /// Is an `async def`, or a comprehension with `await` or `async for` in it.
    pub is_coroutine: bool,
    /// Lies in a function.
    pub is_nested: bool,
    /// A comprehension without code of its own.
    pub is_inlined: bool,
    /// A class body that must provide the `__class__` cell.
    pub needs_class_closure: bool,
    /// A class body that must provide the `__classdict__` cell: annotations in it see its names, or would if its
    /// functions had any.
    pub needs_class_dict: bool,
    /// Annotations, type parameters and alias values directly in a class body: a name may be one of that namespace.
    pub sees_class: bool,
    /// Around a generic class and in what stands there before its body: the only names that are mangled.
    pub mangled: Option<HashSet<Identifier>>,
    /// A module or class body with annotations that may not be reached.
    pub has_conditional_annotations: bool,
    /// The scope of a function's annotations, or of those of the variables of a module or class.
    pub annotations: Option<ScopeId>,
    /// The annotation of a function's variable: nobody evaluates it, so the names in it are not used.
    pub(super) is_unevaluated: bool,
    /// Blocks around the statement being walked that may not be executed.
    conditional_depth: u32,
    /// Contains a `:=`, its inlined comprehensions included.
    pub has_named_expression: bool,
    /// Names that `del` or the end of an `except … as` clause may unbind.
    pub deleted: Vec<Identifier>,
    /// The names of the comprehensions inlined here, as the first of them to use a name has it, that this scope does not
    /// use itself.
    inlined: Vec<(Identifier, Resolution)>,
    /// Where names were declared `global` or `nonlocal`.
    directives: Vec<(Identifier, Span)>,
    /// Inside the iterable of a comprehension, where `:=` is refused.
    iterable_depth: u32,
    /// Inside the target of a comprehension's `for`.
    in_iteration_target: bool,
}

impl Scope {
    /// Whether locals are registers.
    pub fn is_function_like(&self) -> bool {
        !matches!(self.kind, ScopeKind::Module | ScopeKind::Class)
    }

    /// Whether calling the code makes a generator, coroutine or asynchronous generator.
    pub fn is_suspendable(&self) -> bool {
        self.is_generator || self.is_coroutine
    }

    /// Whether the code is an asynchronous generator's.
    pub fn is_async_generator(&self) -> bool {
        self.is_generator && self.is_coroutine
    }

    /// Whether `await` may stand directly in it: an `async def`.
    pub fn is_async_function(&self) -> bool {
        self.kind == ScopeKind::Function && self.is_coroutine
    }

    /// Where `name` lives as seen from this scope.
    pub fn resolution(&self, name: &str) -> Option<Resolution> {
        self.symbols.get(name).map(|symbol| symbol.resolution)
    }

    /// `name` as this scope of the class `class` knows it.
    pub fn mangle(&self, class: Option<&str>, name: &Rc<str>) -> Rc<str> {
        match &self.mangled {
            Some(mangled) if !mangled.contains(name) => name.clone(),
            _ => mangle(class, name),
        }
    }

    /// The uses of `name`.
    pub fn uses(&self, name: &str) -> Use {
        self.symbols.get(name).map_or(Use::empty(), |symbol| symbol.uses)
    }

    /// Names that resolve so, sorted.
    pub fn sorted(&self, resolution: Resolution) -> Vec<Rc<str>> {
        let mut names: Vec<Rc<str>> =
            self.order.iter().filter(|name| self.resolution(name) == Some(resolution)).cloned().collect();
        names.sort();
        names
    }
}

/// Where a node is: its address and size. The first field of a node has the same address, but is smaller.
type Place = (usize, usize);

/// The place of a node.
fn place<T>(node: &T) -> Place {
    (std::ptr::from_ref(node).addr(), size_of::<T>())
}

/// Every scope of a tree.
#[derive(Debug)]
pub struct SymbolTable {
    scopes: Vec<Scope>,
    /// The scope that a node of the tree opens, by the node's place.
    nodes: HashMap<Place, ScopeId>,
}

impl SymbolTable {
    /// The symbol table of a tree. Raises CPython's SyntaxErrors of this stage.
    pub fn new(module: &Module, futures: &Futures) -> Result<SymbolTable, SyntaxError> {
        let mut table = build::build(module, futures)?;
        analyze::analyze(&mut table)?;
        Ok(table)
    }

    /// The outermost scope.
    pub const TOP: ScopeId = ScopeId(0);

    /// The scope that `node` opens.
    pub fn of<T>(&self, node: &T) -> ScopeId {
        self.nodes.get(&place(node)).copied().unwrap_or(Self::TOP)
    }
}

impl ComprehensionKind {
    /// What a comprehension's scope is called.
    pub fn name(self) -> &'static str {
        match self {
            ComprehensionKind::List => "listcomp",
            ComprehensionKind::Set => "setcomp",
            ComprehensionKind::Dict => "dictcomp",
            ComprehensionKind::Generator => "genexpr",
        }
    }
}

impl std::ops::Index<ScopeId> for SymbolTable {
    type Output = Scope;

    fn index(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.0 as usize]
    }
}

impl std::ops::IndexMut<ScopeId> for SymbolTable {
    fn index_mut(&mut self, id: ScopeId) -> &mut Scope {
        &mut self.scopes[id.0 as usize]
    }
}
