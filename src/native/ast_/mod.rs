//! `_ast`: syntax trees as Python objects.
//!
//! A tree of the parser becomes nodes of the schema ([`node::Node`]), and these become Python objects; back it goes the
//! same way, with the checks that the parser makes unnecessary in between.

mod classes;
mod comments;
mod constant;
mod node;
mod object;
mod optimize;
mod schema;
pub mod signature;
mod tree;
mod validate;
mod versions;

use ouropy_grammar::ast::{Expr, Module, Span};
use ouropy_grammar::error::SyntaxError;
use ouropy_grammar::source::Source;

use super::{ModuleSpec, set};
use crate::object::Value;
use crate::types::int;
use crate::vm::{PyResult, Vm};
use classes::Classes;
pub use classes::clear;
pub use comments::TypeComments;
use node::{Item, Reader};
pub use optimize::Optimizer;
use schema::{Group, Kind};

/// `compile` gives a tree.
pub const ONLY_AST: i64 = 0x400;
/// Comments that are types are kept.
pub const TYPE_COMMENTS: i64 = 0x1000;
/// `await` may stand outside of functions.
pub const TOP_LEVEL_AWAIT: i64 = 0x2000;
/// `compile` gives a tree as the optimizer leaves it.
pub const OPTIMIZED_AST: i64 = 0x8000 | ONLY_AST;

/// The declaration of the module.
pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_ast",
    functions: &[],
    classes: &[&object::CLASS],
    init: Some(|vm, namespace| {
        let constants = [
            ("PyCF_ALLOW_TOP_LEVEL_AWAIT", TOP_LEVEL_AWAIT),
            ("PyCF_ONLY_AST", ONLY_AST),
            ("PyCF_TYPE_COMMENTS", TYPE_COMMENTS),
            ("PyCF_OPTIMIZED_AST", OPTIMIZED_AST),
        ];
        for (name, number) in constants {
            let number = int::from_i64(vm, number);
            set(vm, namespace, name, number);
        }
        for (name, class) in Classes::of(vm)?.named() {
            set(vm, namespace, name, class);
        }
        Ok(())
    }),
};

/// What `compile` is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Root {
    /// `exec`
    Module,
    /// `eval`
    Expression,
    /// `single`
    Interactive,
    /// `func_type`
    FunctionType,
}

/// Whether a value is a node.
pub fn is_node(value: &Value) -> bool {
    value.has::<object::Ast>()
}

/// What a tree gets before it becomes objects.
#[derive(Default)]
pub struct Changes {
    /// Comments that are types.
    pub comments: Option<TypeComments>,
    /// What optimizes it.
    pub optimizer: Option<Optimizer>,
}

/// The Python objects of a tree.
pub fn to_objects(vm: &mut Vm, module: &Module, changes: Changes) -> PyResult {
    let mut tree = tree::show(vm, module)?;
    if let Some(comments) = changes.comments {
        comments.attach(&mut tree);
    }
    if let Some(optimizer) = changes.optimizer {
        optimizer.run(vm, &mut tree)?;
    }
    write(vm, &tree)
}

/// The Python objects of the types in a comment on a function.
pub fn signature_to_objects(vm: &mut Vm, types: &[Expr], result: &Expr) -> PyResult {
    let tree = tree::show_signature(vm, types, result)?;
    write(vm, &tree)
}

fn write(vm: &mut Vm, tree: &Item) -> PyResult {
    let classes = Classes::of(vm)?;
    match tree {
        Item::Node(node) => node::write_node(vm, &classes, node),
        _ => Ok(Value::NONE),
    }
}

/// What a tree has that Python `3.version` did not have; `source` is its text.
pub fn too_new(vm: &mut Vm, module: &Module, source: &Source, version: i32) -> PyResult<Option<SyntaxError>> {
    let tree = tree::show(vm, module)?;
    versions::Check { source, version }.run(vm, &tree, Span::default())
}

/// Checks that the objects are those of a tree for a mode of `compile`: TypeError "expected Module node, got
/// Expression".
pub fn check_root(vm: &mut Vm, value: &Value, root: Root) -> PyResult<()> {
    let classes = Classes::of(vm)?;
    let kind = match root {
        Root::Module => Kind::Module,
        Root::Expression => Kind::Expression,
        Root::Interactive => Kind::Interactive,
        Root::FunctionType => Kind::FunctionType,
    };
    let wanted = classes.kind(kind).class.clone();
    if !vm.is_instance_of(value, &wanted) {
        let (wanted, given) = (kind.spec().name, vm.class_name(value));
        return Err(vm.type_error(format!("expected {wanted} node, got {given}")));
    }
    Ok(())
}

/// The tree of Python objects; TypeError or ValueError where they make none.
pub fn from_objects(vm: &mut Vm, value: &Value, root: Root) -> PyResult<Module> {
    check_root(vm, value, root)?;
    let classes = Classes::of(vm)?;
    let Item::Node(node) = (Reader { vm, classes }).node(Group::Mod, value)? else {
        return Err(vm.type_error("expected a syntax tree"));
    };
    validate::check(vm, &node)?;
    tree::take(vm, *node)
}
