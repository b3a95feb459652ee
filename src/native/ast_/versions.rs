//! `_feature_version`: syntax that an older Python did not have is refused.

use ouropy_grammar::ast::Span;
use ouropy_grammar::error::SyntaxError;
use ouropy_grammar::source::Source;
use ouropy_grammar::token::Position;

use super::node::{Item, Node};
use super::schema::Kind;
use crate::protocol::recursion;
use crate::vm::{PyResult, Vm};

/// Looks for what an older Python did not have.
pub struct Check<'a> {
    /// The text of the tree.
    pub source: &'a Source,
    /// The minor version of that Python.
    pub version: i32,
}

impl Check<'_> {
    /// The error about the first thing that is too new. `around` is the place of what has none of its own.
    pub fn run(&self, vm: &mut Vm, item: &Item, around: Span) -> PyResult<Option<SyntaxError>> {
        let (node, around) = match item {
            Item::List(items) => return self.any(vm, items, around),
            Item::Node(node) => (node, if node.place[0] > 0 { node.span() } else { around }),
            _ => return Ok(None),
        };
        recursion::check(vm, " during compilation")?;
        if let Some(found) = self.any(vm, &node.items, around)? {
            return Ok(Some(found));
        }
        let found = features(node).chain(self.written(node)).find(|(_, since)| self.version < *since);
        let message = |(what, since)| format!("{what} only supported in Python 3.{since} and greater");
        Ok(found.map(|found| SyntaxError::at(around, message(found))))
    }

    fn any(&self, vm: &mut Vm, items: &[Item], around: Span) -> PyResult<Option<SyntaxError>> {
        for item in items {
            let found = self.run(vm, item, around)?;
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// What is newer about how a node is written.
    fn written(&self, node: &Node) -> Option<(&'static str, i32)> {
        match node.kind {
            Kind::Constant => {
                let text = self.text(node);
                let is_number = text.starts_with(|first: char| first.is_ascii_digit() || first == '.');
                (is_number && text.contains('_')).then_some(("Underscores in numeric literals are", 6))
            }
            Kind::ExceptHandler => {
                let caught = node.child(0).filter(|caught| caught.kind == Kind::Tuple)?;
                let is_bare = !self.text(caught).starts_with('(');
                is_bare.then_some(("except expressions without parentheses are", 14))
            }
            _ => None,
        }
    }

    fn text(&self, node: &Node) -> &str {
        let Span { line, column, end_line, end_column } = node.span();
        self.source.between(Position { line, column }, Position { line: end_line, column: end_column })
    }
}

/// What is newer than Python 3 about a node itself, and since which minor version there is such a thing.
fn features(node: &Node) -> impl Iterator<Item = (&'static str, i32)> {
    let has_parameters = |index: usize| !node.list(index).is_empty();
    let operator = |index: usize| node.child(index).is_some_and(|operator| operator.kind == Kind::MatMult);
    let default = |index: usize| node.child(index).is_some();
    let of_kind = match node.kind {
        Kind::AsyncFunctionDef => Some(("Async functions are", 5)),
        Kind::AsyncFor => Some(("Async for loops are", 5)),
        Kind::AsyncWith => Some(("Async with statements are", 5)),
        Kind::Await => Some(("Await expressions are", 5)),
        Kind::AnnAssign => Some(("Variable annotation syntax is", 6)),
        Kind::NamedExpr => Some(("Assignment expressions are", 8)),
        Kind::Match => Some(("Pattern matching is", 10)),
        Kind::TryStar => Some(("Exception groups are", 11)),
        Kind::TypeAlias => Some(("Type statement is", 12)),
        Kind::TemplateStr => Some(("t-strings are", 14)),
        Kind::BinOp | Kind::AugAssign if operator(1) => Some(("The '@' operator is", 5)),
        Kind::Comprehension if !matches!(node.item(3), Item::Int(0)) => Some(("Async comprehensions are", 6)),
        Kind::Arguments if has_parameters(0) => Some(("Positional-only parameters are", 8)),
        Kind::TypeVar if default(2) => Some(("Type parameter defaults are", 13)),
        Kind::ParamSpec | Kind::TypeVarTuple if default(1) => Some(("Type parameter defaults are", 13)),
        _ => None,
    };
    let parameters = match node.kind {
        Kind::FunctionDef | Kind::AsyncFunctionDef => has_parameters(6),
        Kind::ClassDef => has_parameters(5),
        Kind::TypeAlias => has_parameters(1),
        _ => false,
    };
    of_kind.into_iter().chain(parameters.then_some(("Type parameter lists are", 12)))
}
