//! What CPython's compiler changes in a tree before all else, which `ast.parse(…, optimize=1)` shows: `__debug__` becomes a
//! constant, formatting by a literal an f-string, numbers in patterns are computed, docstrings go with level 2.

use ouropy_compiler::code::BinaryOperator;
use ouropy_compiler::percent::{self, Part};
use ouropy_grammar::ast::Conversion;

use super::node::{Item, Node};
use super::schema::Kind;
use crate::object::{Str, Value};
use crate::protocol::binary::{self, Form};
use crate::protocol::{recursion, unary};
use crate::types::complex::Complex;
use crate::vm::{PyResult, Vm};

/// How far a tree is optimized.
#[derive(Clone, Copy)]
pub struct Optimizer {
    /// The level: 0 to 2.
    pub level: u8,
    /// Annotations are kept as text, so nothing in them is changed.
    pub annotations_are_text: bool,
}

impl Optimizer {
    /// Optimizes what a field holds.
    pub fn run(self, vm: &mut Vm, item: &mut Item) -> PyResult<()> {
        match item {
            Item::List(items) => items.iter_mut().try_for_each(|item| self.run(vm, item)),
            Item::Node(node) => {
                recursion::check(vm, " during compilation")?;
                self.node(vm, node)
            }
            _ => Ok(()),
        }
    }

    fn node(self, vm: &mut Vm, node: &mut Node) -> PyResult<()> {
        if let Some(body) = body(node.kind).filter(|_| self.level >= 2) {
            without_docstring(node, body);
        }
        let annotation = annotation(node.kind).filter(|_| self.annotations_are_text);
        for (index, item) in node.items.iter_mut().enumerate() {
            if annotation != Some(index) {
                self.run(vm, item)?;
            }
        }
        match node.kind {
            Kind::Name if is_debug(node) => make_constant(node, Value::bool(self.level == 0)),
            Kind::BinOp => {
                if let Some(values) = formatted(vm, node) {
                    (node.kind, node.items) = (Kind::JoinedStr, vec![Item::List(values)]);
                }
            }
            Kind::MatchValue => fold(vm, &mut node.items[0])?,
            Kind::MatchMapping => {
                if let Item::List(keys) = &mut node.items[0] {
                    keys.iter_mut().try_for_each(|key| fold(vm, key))?;
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// The field with the statements that a docstring may stand in front of.
fn body(kind: Kind) -> Option<usize> {
    match kind {
        Kind::Module => Some(0),
        Kind::FunctionDef | Kind::AsyncFunctionDef => Some(2),
        Kind::ClassDef => Some(3),
        _ => None,
    }
}

/// The field with an annotation.
fn annotation(kind: Kind) -> Option<usize> {
    match kind {
        Kind::FunctionDef | Kind::AsyncFunctionDef => Some(4),
        Kind::AnnAssign | Kind::Arg => Some(1),
        _ => None,
    }
}

fn without_docstring(node: &mut Node, body: usize) {
    let Some(Item::List(statements)) = node.items.get_mut(body) else { return };
    let Some(first) = statements.first().and_then(Item::node) else { return };
    let is_docstring = first.kind == Kind::Expr && first.child(0).and_then(text).is_some();
    if !is_docstring {
        return;
    }
    let [line, column, ..] = first.place;
    let place = [line, column, line, column + 4];
    if statements.len() == 1 {
        statements[0] = Item::Node(Box::new(Node { kind: Kind::Pass, place, items: Vec::new(), depth: 0 }));
    } else {
        statements.remove(0);
    }
}

fn is_debug(node: &Node) -> bool {
    let is_read = node.child(1).is_some_and(|context| context.kind == Kind::Load);
    is_read && matches!(node.item(0), Item::Text(name) if &**name == "__debug__")
}

fn make_constant(node: &mut Node, value: Value) {
    (node.kind, node.items) = (Kind::Constant, vec![Item::Value(value)]);
}

/// The value of a constant.
fn constant(node: &Node) -> Option<&Value> {
    match node.item(0) {
        Item::Value(value) if node.kind == Kind::Constant => Some(value),
        _ => None,
    }
}

/// The text of a constant that is a str.
fn text(node: &Node) -> Option<&[u8]> {
    Some(constant(node)?.cast::<Str>()?.as_bytes())
}

/// `-1` and `1 + 2j` in a pattern.
fn fold(vm: &mut Vm, item: &mut Item) -> PyResult<()> {
    let Item::Node(node) = item else { return Ok(()) };
    let value = match node.kind {
        Kind::UnaryOp if node.child(0).is_some_and(|operator| operator.kind == Kind::USub) => {
            let Some(operand) = node.child(1).and_then(constant).cloned() else { return Ok(()) };
            unary::negative(vm, &operand)?
        }
        Kind::BinOp => {
            let operator = match node.child(1).map(|operator| operator.kind) {
                Some(Kind::Add) => BinaryOperator::Add,
                Some(Kind::Sub) => BinaryOperator::Subtract,
                _ => return Ok(()),
            };
            if let Some(left) = node.items.first_mut() {
                fold(vm, left)?;
            }
            let sides = node.child(0).and_then(constant).cloned().zip(node.child(2).and_then(constant).cloned());
            let Some((left, right)) = sides.filter(|(_, right)| right.has::<Complex>()) else { return Ok(()) };
            binary::binary(vm, operator, Form::Plain, &left, &right)?
        }
        _ => return Ok(()),
    };
    make_constant(node, value);
    Ok(())
}

/// The parts of the f-string that is as good as `"…" % (a, b)`.
fn formatted(vm: &mut Vm, node: &mut Node) -> Option<Vec<Item>> {
    let is_remainder = node.child(1)?.kind == Kind::Mod;
    let parts = percent::parts(text(node.child(0)?).filter(|_| is_remainder)?)?;
    let right = node.child(2).filter(|right| right.kind == Kind::Tuple)?;
    let is_starred = |item: &Item| item.node().is_some_and(|item| item.kind == Kind::Starred);
    let fields = parts.iter().filter(|part| matches!(part, Part::Field { .. })).count();
    if right.list(0).len() != fields || right.list(0).iter().any(is_starred) {
        return None;
    }
    let Some(Item::Node(right)) = node.items.get_mut(2) else { return None };
    let Some(Item::List(arguments)) = right.items.first_mut() else { return None };
    let mut arguments = std::mem::take(arguments).into_iter();
    let mut values = Vec::new();
    for part in parts {
        let (conversion, spec) = match part {
            Part::Text(text) => {
                values.push(text_nowhere(vm, &text));
                continue;
            }
            Part::Field { conversion, spec } => (conversion, spec),
        };
        let Some(Item::Node(argument)) = arguments.next() else { return None };
        let place = argument.place;
        let conversion = match conversion {
            Conversion::None => -1,
            Conversion::Str => i32::from(b's'),
            Conversion::Repr => i32::from(b'r'),
            Conversion::Ascii => i32::from(b'a'),
        };
        let spec = if spec.is_empty() { Item::Absent } else { text_nowhere(vm, &spec) };
        let items = vec![Item::Node(argument), Item::Int(conversion), spec];
        values.push(Item::Node(Box::new(Node { kind: Kind::FormattedValue, place, items, depth: 0 })));
    }
    Some(values)
}

/// A constant that stands nowhere in the text.
fn text_nowhere(vm: &mut Vm, text: &[u8]) -> Item {
    let items = vec![Item::Value(vm.new_str_bytes(text).into_value())];
    Item::Node(Box::new(Node { kind: Kind::Constant, place: [-1; 4], items, depth: 0 }))
}
