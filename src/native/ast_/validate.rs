//! What a tree must be beyond its schema before it can be compiled: the checks of CPython's `_PyAST_Validate`, in their
//! order.

use super::constant;
use super::node::{Item, Node};
use super::schema::{Kind, Places};
use crate::object::Value;
use crate::protocol::recursion;
use crate::vm::{PyResult, Vm};

/// What is done with an expression.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Load,
    Store,
    Del,
}

impl Use {
    const fn name(self) -> &'static str {
        match self {
            Use::Load => "Load",
            Use::Store => "Store",
            Use::Del => "Del",
        }
    }

    fn of(context: &Node) -> Use {
        match context.kind {
            Kind::Store => Use::Store,
            Kind::Del => Use::Del,
            _ => Use::Load,
        }
    }
}

/// Whether a list may hold None.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gaps {
    Allowed,
    Refused,
}

/// Whether a pattern may be `*name`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Star {
    Allowed,
    Refused,
}

/// Checks a tree; ValueError or TypeError for the first thing that is wrong.
pub fn check(vm: &mut Vm, root: &Node) -> PyResult<()> {
    let mut checker = Checker { vm };
    match root.kind {
        Kind::Module | Kind::Interactive => checker.statements(root.list(0)),
        Kind::Expression => checker.child(root, 0, Use::Load),
        _ => {
            checker.expressions(root.list(0), Use::Load, Gaps::Refused)?;
            checker.child(root, 1, Use::Load)
        }
    }
}

struct Checker<'a> {
    vm: &'a mut Vm,
}

impl Checker<'_> {
    fn refuse<T>(&mut self, text: impl AsRef<str>) -> PyResult<T> {
        Err(self.vm.value_error(text))
    }

    fn refuse_type<T>(&mut self, text: &str) -> PyResult<T> {
        Err(self.vm.type_error(text))
    }

    fn place(&mut self, node: &Node) -> PyResult<()> {
        if node.kind.spec().group.spec().places == Places::Nowhere {
            return Ok(());
        }
        let [line, column, end_line, end_column] = node.place;
        if line > end_line {
            return self.refuse(format!("AST node line range ({line}, {end_line}) is not valid"));
        }
        if (line < 0 && end_line != line) || (column < 0 && column != end_column) {
            return self.refuse(format!(
                "AST node column range ({column}, {end_column}) for line range ({line}, {end_line}) is not valid"
            ));
        }
        if line == end_line && column > end_column {
            return self.refuse(format!("line {line}, column {column}-{end_column} is not a valid range"));
        }
        Ok(())
    }

    fn not_empty(&mut self, items: &[Item], what: &str, owner: &str) -> PyResult<()> {
        if items.is_empty() { self.refuse(format!("empty {what} on {owner}")) } else { Ok(()) }
    }

    fn name(&mut self, item: &Item) -> PyResult<()> {
        match item {
            Item::Text(name) if matches!(&**name, "None" | "True" | "False") => {
                self.refuse(format!("identifier field can't represent '{name}' constant"))
            }
            _ => Ok(()),
        }
    }

    // Expressions.

    /// The expression in a field, if there is one.
    fn child(&mut self, node: &Node, index: usize, how: Use) -> PyResult<()> {
        node.child(index).map_or(Ok(()), |child| self.expression(child, how))
    }

    fn loaded(&mut self, node: &Node, indices: &[usize]) -> PyResult<()> {
        indices.iter().try_for_each(|&index| self.child(node, index, Use::Load))
    }

    fn expressions(&mut self, items: &[Item], how: Use, gaps: Gaps) -> PyResult<()> {
        for item in items {
            match item.node() {
                Some(node) => self.expression(node, how)?,
                None if gaps == Gaps::Allowed => {}
                None => return self.refuse("None disallowed in expression list"),
            }
        }
        Ok(())
    }

    fn all(&mut self, items: &[Item]) -> PyResult<()> {
        self.expressions(items, Use::Load, Gaps::Refused)
    }

    fn expression(&mut self, node: &Node, how: Use) -> PyResult<()> {
        self.place(node)?;
        recursion::check(self.vm, " during compilation")?;
        let context = match node.kind {
            Kind::Attribute => node.child(2),
            Kind::Subscript => node.child(2),
            Kind::Starred | Kind::List | Kind::Tuple => node.child(1),
            Kind::Name => {
                self.name(node.item(0))?;
                node.child(1)
            }
            _ if how != Use::Load => {
                let how = how.name();
                return self.refuse(format!("expression which can't be assigned to in {how} context"));
            }
            _ => None,
        };
        if let Some(context) = context.map(Use::of)
            && context != how
        {
            let (how, context) = (how.name(), context.name());
            return self.refuse(format!("expression must have {how} context but has {context} instead"));
        }
        self.parts(node, how)
    }

    fn parts(&mut self, node: &Node, how: Use) -> PyResult<()> {
        match node.kind {
            Kind::BoolOp if node.list(1).len() < 2 => self.refuse("BoolOp with less than 2 values"),
            Kind::BoolOp => self.all(node.list(1)),
            Kind::BinOp => self.loaded(node, &[0, 2]),
            Kind::UnaryOp => self.loaded(node, &[1]),
            Kind::Lambda => {
                node.child(0).map_or(Ok(()), |arguments| self.arguments(arguments))?;
                self.loaded(node, &[1])
            }
            Kind::IfExp => self.loaded(node, &[0, 1, 2]),
            Kind::Dict => {
                if node.list(0).len() != node.list(1).len() {
                    return self.refuse("Dict doesn't have the same number of keys as values");
                }
                self.expressions(node.list(0), Use::Load, Gaps::Allowed)?;
                self.all(node.list(1))
            }
            Kind::Set | Kind::JoinedStr | Kind::TemplateStr => self.all(node.list(0)),
            Kind::ListComp | Kind::SetComp | Kind::GeneratorExp => {
                self.comprehensions(node.list(1))?;
                self.loaded(node, &[0])
            }
            Kind::DictComp => {
                self.comprehensions(node.list(2))?;
                self.loaded(node, &[0, 1])
            }
            Kind::Yield | Kind::YieldFrom | Kind::Await | Kind::Attribute => self.loaded(node, &[0]),
            Kind::Compare => {
                if node.list(2).is_empty() {
                    return self.refuse("Compare with no comparators");
                }
                if node.list(2).len() != node.list(1).len() {
                    return self.refuse("Compare has a different number of comparators and operands");
                }
                self.all(node.list(2))?;
                self.loaded(node, &[0])
            }
            Kind::Call => {
                self.loaded(node, &[0])?;
                self.all(node.list(1))?;
                self.keywords(node.list(2))
            }
            Kind::Constant => self.constant(node.item(0)),
            Kind::FormattedValue => self.loaded(node, &[0, 2]),
            Kind::Interpolation => {
                self.constant(node.item(1))?;
                self.loaded(node, &[0, 3])
            }
            Kind::Subscript => self.loaded(node, &[1, 0]),
            Kind::Starred => self.child(node, 0, how),
            Kind::Slice => self.loaded(node, &[0, 1, 2]),
            Kind::List | Kind::Tuple => self.expressions(node.list(0), how, Gaps::Refused),
            Kind::NamedExpr => {
                if node.child(0).is_some_and(|target| target.kind != Kind::Name) {
                    return self.refuse_type("NamedExpr target must be a Name");
                }
                self.loaded(node, &[1])
            }
            _ => Ok(()),
        }
    }

    fn constant(&mut self, item: &Item) -> PyResult<()> {
        match item {
            Item::Value(value) => constant::take(self.vm, value).map(drop),
            _ => Ok(()),
        }
    }

    fn comprehensions(&mut self, items: &[Item]) -> PyResult<()> {
        if items.is_empty() {
            return self.refuse("comprehension with no generators");
        }
        for node in items.iter().filter_map(Item::node) {
            self.child(node, 0, Use::Store)?;
            self.loaded(node, &[1])?;
            self.all(node.list(2))?;
        }
        Ok(())
    }

    fn keywords(&mut self, items: &[Item]) -> PyResult<()> {
        items.iter().filter_map(Item::node).try_for_each(|keyword| self.loaded(keyword, &[1]))
    }

    fn parameters(&mut self, items: &[Item]) -> PyResult<()> {
        for parameter in items.iter().filter_map(Item::node) {
            self.place(parameter)?;
            self.loaded(parameter, &[1])?;
        }
        Ok(())
    }

    fn arguments(&mut self, node: &Node) -> PyResult<()> {
        let annotation = |checker: &mut Self, index: usize| {
            node.child(index).map_or(Ok(()), |parameter| checker.loaded(parameter, &[1]))
        };
        self.parameters(node.list(0))?;
        self.parameters(node.list(1))?;
        annotation(self, 2)?;
        self.parameters(node.list(3))?;
        annotation(self, 5)?;
        if node.list(6).len() > node.list(0).len() + node.list(1).len() {
            return self.refuse("more positional defaults than args on arguments");
        }
        if node.list(4).len() != node.list(3).len() {
            return self.refuse("length of kwonlyargs is not the same as kw_defaults on arguments");
        }
        self.all(node.list(6))?;
        self.expressions(node.list(4), Use::Load, Gaps::Allowed)
    }

    // Patterns.

    /// Whether an expression is a number, of the forms that are allowed.
    fn is_number(&self, node: Option<&Node>, forms: &[NumberForm]) -> bool {
        let Some(Node { kind: Kind::Constant, items, .. }) = node else { return false };
        let Some(Item::Value(value)) = items.first() else { return false };
        let types = &self.vm.types;
        forms.iter().any(|form| match form {
            NumberForm::Real => self.vm.is_exactly(value, &types.int) || self.vm.is_exactly(value, &types.float),
            NumberForm::Imaginary => self.vm.is_exactly(value, &types.complex),
        })
    }

    fn is_negative(&self, node: Option<&Node>, forms: &[NumberForm]) -> bool {
        node.is_some_and(|node| {
            node.kind == Kind::UnaryOp
                && node.child(0).is_some_and(|operator| operator.kind == Kind::USub)
                && self.is_number(node.child(1), forms)
        })
    }

    fn is_complex(&self, node: &Node) -> bool {
        let real = &[NumberForm::Real];
        node.child(1).is_some_and(|operator| matches!(operator.kind, Kind::Add | Kind::Sub))
            && (self.is_number(node.child(0), real) || self.is_negative(node.child(0), real))
            && self.is_number(node.child(2), &[NumberForm::Imaginary])
    }

    fn matched_value(&mut self, node: &Node) -> PyResult<()> {
        self.expression(node, Use::Load)?;
        let both = &[NumberForm::Real, NumberForm::Imaginary];
        match node.kind {
            Kind::Attribute | Kind::JoinedStr => Ok(()),
            Kind::Constant => {
                let types = &self.vm.types;
                let allowed = [&types.int, &types.float, &types.bytes, &types.complex, &types.str];
                match node.item(0) {
                    Item::Value(value) if allowed.iter().any(|class| self.vm.is_exactly(value, class)) => Ok(()),
                    _ => self.refuse("unexpected constant inside of a literal pattern"),
                }
            }
            Kind::UnaryOp if self.is_negative(Some(node), both) => Ok(()),
            Kind::BinOp if self.is_complex(node) => Ok(()),
            _ => self.refuse("patterns may only match literals and attribute lookups"),
        }
    }

    fn capture(&mut self, item: &Item) -> PyResult<()> {
        match item {
            Item::Text(name) if &**name == "_" => self.refuse("can't capture name '_' in patterns"),
            name => self.name(name),
        }
    }

    fn patterns(&mut self, items: &[Item], star: Star) -> PyResult<()> {
        items.iter().filter_map(Item::node).try_for_each(|pattern| self.pattern(pattern, star))
    }

    fn pattern(&mut self, node: &Node, star: Star) -> PyResult<()> {
        self.place(node)?;
        recursion::check(self.vm, " during compilation")?;
        match node.kind {
            Kind::MatchValue => node.child(0).map_or(Ok(()), |value| self.matched_value(value)),
            Kind::MatchSingleton if is_singleton(node.item(0)) => Ok(()),
            Kind::MatchSingleton => self.refuse("MatchSingleton can only contain True, False and None"),
            Kind::MatchSequence => self.patterns(node.list(0), Star::Allowed),
            Kind::MatchMapping => self.mapping(node),
            Kind::MatchClass => self.class_pattern(node),
            Kind::MatchStar if star == Star::Refused => self.refuse("can't use MatchStar here"),
            Kind::MatchStar => self.capture(node.item(0)),
            Kind::MatchAs => {
                self.capture(node.item(1))?;
                match node.child(0) {
                    None => Ok(()),
                    Some(_) if matches!(node.item(1), Item::Absent) => {
                        self.refuse("MatchAs must specify a target name if a pattern is given")
                    }
                    Some(pattern) => self.pattern(pattern, Star::Refused),
                }
            }
            _ if node.list(0).len() < 2 => self.refuse("MatchOr requires at least 2 patterns"),
            _ => self.patterns(node.list(0), Star::Refused),
        }
    }

    fn mapping(&mut self, node: &Node) -> PyResult<()> {
        if node.list(0).len() != node.list(1).len() {
            return self.refuse("MatchMapping doesn't have the same number of keys as patterns");
        }
        self.capture(node.item(2))?;
        for key in node.list(0).iter().filter_map(Item::node) {
            if key.kind != Kind::Constant || !is_singleton(key.item(0)) {
                self.matched_value(key)?;
            }
        }
        self.patterns(node.list(1), Star::Refused)
    }

    fn class_pattern(&mut self, node: &Node) -> PyResult<()> {
        if node.list(2).len() != node.list(3).len() {
            return self.refuse("MatchClass doesn't have the same number of keyword attributes as patterns");
        }
        self.loaded(node, &[0])?;
        let mut class = node.child(0);
        while let Some(inner) = class.filter(|class| class.kind != Kind::Name) {
            if inner.kind != Kind::Attribute {
                return self.refuse("MatchClass cls field can only contain Name or Attribute nodes.");
            }
            class = inner.child(0);
        }
        for name in node.list(2) {
            self.name(name)?;
        }
        self.patterns(node.list(1), Star::Refused)?;
        self.patterns(node.list(3), Star::Refused)
    }

    // Statements.

    fn statements(&mut self, items: &[Item]) -> PyResult<()> {
        for item in items {
            match item.node() {
                Some(node) => self.statement(node)?,
                None => return self.refuse("None disallowed in statement list"),
            }
        }
        Ok(())
    }

    fn body(&mut self, items: &[Item], owner: &str) -> PyResult<()> {
        self.not_empty(items, "body", owner)?;
        self.statements(items)
    }

    fn targets(&mut self, items: &[Item], how: Use) -> PyResult<()> {
        self.not_empty(items, "targets", if how == Use::Del { "Delete" } else { "Assign" })?;
        self.expressions(items, how, Gaps::Refused)
    }

    fn type_parameters(&mut self, items: &[Item]) -> PyResult<()> {
        for node in items.iter().filter_map(Item::node) {
            self.place(node)?;
            self.name(node.item(0))?;
            self.loaded(node, &[1, 2])?;
        }
        Ok(())
    }

    fn statement(&mut self, node: &Node) -> PyResult<()> {
        self.place(node)?;
        recursion::check(self.vm, " during compilation")?;
        let owner = node.kind.spec().name;
        match node.kind {
            Kind::FunctionDef | Kind::AsyncFunctionDef => {
                self.name(node.item(0))?;
                self.body(node.list(2), owner)?;
                self.type_parameters(node.list(6))?;
                node.child(1).map_or(Ok(()), |arguments| self.arguments(arguments))?;
                self.all(node.list(3))?;
                self.loaded(node, &[4])
            }
            Kind::ClassDef => {
                self.name(node.item(0))?;
                self.body(node.list(3), owner)?;
                self.type_parameters(node.list(5))?;
                self.all(node.list(1))?;
                self.keywords(node.list(2))?;
                self.all(node.list(4))
            }
            Kind::Return | Kind::Expr => self.loaded(node, &[0]),
            Kind::Delete => self.targets(node.list(0), Use::Del),
            Kind::Assign => {
                self.targets(node.list(0), Use::Store)?;
                self.loaded(node, &[1])
            }
            Kind::AugAssign => {
                self.child(node, 0, Use::Store)?;
                self.loaded(node, &[2])
            }
            Kind::AnnAssign => {
                let is_name = node.child(0).is_some_and(|target| target.kind == Kind::Name);
                if !is_name && !matches!(node.item(3), Item::Int(0)) {
                    return self.refuse_type("AnnAssign with simple non-Name target");
                }
                self.child(node, 0, Use::Store)?;
                self.loaded(node, &[2, 1])
            }
            Kind::TypeAlias => {
                if node.child(0).is_some_and(|name| name.kind != Kind::Name) {
                    return self.refuse_type("TypeAlias with non-Name name");
                }
                self.child(node, 0, Use::Store)?;
                self.type_parameters(node.list(1))?;
                self.loaded(node, &[2])
            }
            Kind::For | Kind::AsyncFor => {
                self.child(node, 0, Use::Store)?;
                self.loaded(node, &[1])?;
                self.body(node.list(2), owner)?;
                self.statements(node.list(3))
            }
            Kind::While | Kind::If => {
                self.loaded(node, &[0])?;
                self.body(node.list(1), owner)?;
                self.statements(node.list(2))
            }
            Kind::With | Kind::AsyncWith => {
                self.not_empty(node.list(0), "items", owner)?;
                for item in node.list(0).iter().filter_map(Item::node) {
                    self.loaded(item, &[0])?;
                    self.child(item, 1, Use::Store)?;
                }
                self.body(node.list(1), owner)
            }
            Kind::Match => self.matching(node),
            Kind::Raise => match (node.child(0), node.child(1)) {
                (None, Some(_)) => self.refuse("Raise with cause but no exception"),
                _ => self.loaded(node, &[0, 1]),
            },
            Kind::Try | Kind::TryStar => self.trying(node),
            Kind::Assert => self.loaded(node, &[0, 1]),
            Kind::ImportFrom if matches!(node.item(2), Item::Int(..0)) => self.refuse("Negative ImportFrom level"),
            Kind::ImportFrom => self.imported(node.list(1), owner),
            Kind::Import => self.imported(node.list(0), owner),
            Kind::Global | Kind::Nonlocal => self.not_empty(node.list(0), "names", owner),
            _ => Ok(()),
        }
    }

    fn imported(&mut self, names: &[Item], owner: &str) -> PyResult<()> {
        self.not_empty(names, "names", owner)?;
        for alias in names.iter().filter_map(Item::node) {
            self.name(alias.item(0))?;
            self.name(alias.item(1))?;
        }
        Ok(())
    }

    fn matching(&mut self, node: &Node) -> PyResult<()> {
        self.loaded(node, &[0])?;
        self.not_empty(node.list(1), "cases", "Match")?;
        for case in node.list(1).iter().filter_map(Item::node) {
            case.child(0).map_or(Ok(()), |pattern| self.pattern(pattern, Star::Refused))?;
            self.loaded(case, &[1])?;
            self.body(case.list(2), "match_case")?;
        }
        Ok(())
    }

    fn trying(&mut self, node: &Node) -> PyResult<()> {
        let owner = node.kind.spec().name;
        let [body, handlers, orelse, finalbody] = [0, 1, 2, 3].map(|index| node.list(index));
        self.body(body, owner)?;
        if handlers.is_empty() && finalbody.is_empty() {
            return self.refuse(format!("{owner} has neither except handlers nor finalbody"));
        }
        if handlers.is_empty() && !orelse.is_empty() {
            return self.refuse(format!("{owner} has orelse but no except handlers"));
        }
        for handler in handlers.iter().filter_map(Item::node) {
            self.place(handler)?;
            self.name(handler.item(1))?;
            self.loaded(handler, &[0])?;
            self.body(handler.list(2), "ExceptHandler")?;
        }
        self.statements(finalbody)?;
        self.statements(orelse)
    }
}

#[derive(Clone, Copy)]
enum NumberForm {
    Real,
    Imaginary,
}

fn is_singleton(item: &Item) -> bool {
    matches!(item, Item::Value(value) if value.is_none() || [true, false].iter().any(|&truth| value.is(&Value::bool(truth))))
}
