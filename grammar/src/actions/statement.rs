//! Statements.

use super::{Depth, Fallible, Suite, body, deeper, leaf_statement, nested, refuse, stmt, target, token_span};
use crate::ast::{
    Alias, Arguments, ClassDef, ExceptHandler, Expr, ExprKind, For, FunctionDef, Identifier, Keyword, MatchCase,
    Operator, Stmt, StmtKind, Try, TypeParam, UnaryOp, WithItem,
};
use crate::token::{Position, Span, Token};

/// An expression as a statement.
pub fn expression(l: Position, value: Expr, r: Position) -> Fallible<Stmt> {
    let depth = value.depth;
    let value = Box::new(value);
    stmt(l, StmtKind::Expr { value }, depth, r)
}

/// `first = values[0] = ...`: all but the last of `values` are targets too.
pub fn assign(l: Position, first: Expr, mut values: Vec<Expr>, r: Position) -> Fallible<Stmt> {
    let Some(value) = values.pop() else {
        return expression(l, first, r);
    };
    let mut targets = vec![first];
    targets.append(&mut values);
    let single = targets.len() == 1;
    for (index, target) in targets.iter().enumerate() {
        let start = if index == 0 { l } else { target.span.start() };
        if let Some(part) = target::invalid(target) {
            return refuse_assignment(target, part, start, single.then_some(&value));
        }
    }
    let depth = targets.depth().max(value.depth);
    let value = Box::new(value);
    stmt(l, StmtKind::Assign { targets, value }, depth, r)
}

/// Refuses `target` since `part` of it cannot be assigned to. `start` is where the target begins, with parentheses;
/// `value` is the right side, if this is the only target. Then the `=` may have been meant as `==`, and CPython says
/// so when what stands left and right of it could be operands of a comparison.
fn refuse_assignment<T>(target: &Expr, part: &Expr, start: Position, value: Option<&Expr>) -> Fallible<T> {
    let in_parentheses = target.span.start() != start;
    if !in_parentheses && matches!(target.kind, ExprKind::Yield { .. } | ExprKind::YieldFrom { .. }) {
        return refuse(target.span, "assignment to yield expression not possible");
    }
    if let Some(right) = value.and_then(first_operand) {
        // Of a tuple without parentheses only the last element stands beside the `=`.
        let (left, grouped) = match &target.kind {
            ExprKind::Tuple { elts } if elts.first().is_some_and(|first| first.span.start() == start) => {
                (elts.last(), false)
            }
            _ => (Some(target), in_parentheses),
        };
        if let Some(left) = left
            && (grouped || is_operand(left))
        {
            match left.kind {
                ExprKind::Name { .. } => {
                    return refuse(
                        left.span.to(right.span),
                        "invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
                    );
                }
                _ if may_be_compared(left) => {
                    let what = target::describe(left);
                    return refuse(
                        left.span,
                        format!("cannot assign to {what} here. Maybe you meant '==' instead of '='?"),
                    );
                }
                _ => {}
            }
        }
    }
    refuse(part.span, format!("cannot assign to {}", target::describe(part)))
}

/// Whether `value` without parentheses binds tightly enough to be an operand of a comparison.
fn is_operand(value: &Expr) -> bool {
    !matches!(
        value.kind,
        ExprKind::Compare { .. }
            | ExprKind::BoolOp { .. }
            | ExprKind::UnaryOp { op: UnaryOp::Not, .. }
            | ExprKind::IfExp { .. }
            | ExprKind::Lambda { .. }
            | ExprKind::Yield { .. }
            | ExprKind::YieldFrom { .. }
            | ExprKind::Starred { .. }
    )
}

/// Whether CPython suggests `==` for `value`.
fn may_be_compared(value: &Expr) -> bool {
    use crate::ast::Constant;
    !matches!(
        value.kind,
        ExprKind::List { .. }
            | ExprKind::Tuple { .. }
            | ExprKind::GeneratorExp { .. }
            | ExprKind::Constant { value: Constant::None | Constant::True | Constant::False, .. }
    )
}

/// The operand of a comparison that `value` begins with.
fn first_operand(value: &Expr) -> Option<&Expr> {
    match &value.kind {
        ExprKind::Compare { left, .. } => Some(left),
        ExprKind::BoolOp { values, .. } => values.first().and_then(first_operand),
        ExprKind::IfExp { body, .. } => first_operand(body),
        ExprKind::Tuple { elts } if elts.first().is_some_and(|first| first.span.start() == value.span.start()) => {
            elts.first().and_then(first_operand)
        }
        _ => is_operand(value).then_some(value),
    }
}

/// `target += value`
pub fn augmented_assign(l: Position, target: Expr, op: Operator, value: Expr, r: Position) -> Fallible<Stmt> {
    if !is_single_target(&target) {
        let what = target::describe(&target);
        return refuse(target.span, format!("'{what}' is an illegal expression for augmented assignment"));
    }
    let depth = target.depth.max(value.depth);
    let kind = StmtKind::AugAssign { target: Box::new(target), op, value: Box::new(value) };
    stmt(l, kind, depth, r)
}

fn is_single_target(target: &Expr) -> bool {
    matches!(target.kind, ExprKind::Name { .. } | ExprKind::Attribute { .. } | ExprKind::Subscript { .. })
}

/// `target: annotation = value`
pub fn annotated_assign(
    l: Position,
    target: Expr,
    colon: Position,
    annotation: Expr,
    value: Option<Expr>,
    r: Position,
) -> Fallible<Stmt> {
    if !is_single_target(&target) {
        return refuse_annotation(l, &target, colon);
    }
    let simple = matches!(target.kind, ExprKind::Name { .. }) && target.span.start() == l;
    let depth = target.depth.max(annotation.depth).max(value.depth());
    let kind = StmtKind::AnnAssign {
        target: Box::new(target),
        annotation: Box::new(annotation),
        value: value.map(Box::new),
        simple,
    };
    stmt(l, kind, depth, r)
}

fn refuse_annotation<T>(l: Position, target: &Expr, colon: Position) -> Fallible<T> {
    let in_parentheses = target.span.start() != l;
    match &target.kind {
        ExprKind::List { .. } => refuse(target.span, "only single target (not list) can be annotated"),
        ExprKind::Tuple { elts } => {
            let first = elts.first().filter(|first| first.span.start() == l);
            refuse(first.map_or(target.span, |first| first.span), "only single target (not tuple) can be annotated")
        }
        ExprKind::Yield { .. } | ExprKind::YieldFrom { .. } | ExprKind::Starred { .. } if !in_parentheses => {
            refuse(token_span(colon, 1), "invalid syntax")
        }
        _ => refuse(target.span, "illegal target for annotation"),
    }
}

/// `del targets`
pub fn delete(l: Position, targets: Vec<Expr>, r: Position) -> Fallible<Stmt> {
    let targets = targets.into_iter().map(target::delete).collect::<Fallible<Vec<_>>>()?;
    let depth = targets.depth();
    stmt(l, StmtKind::Delete { targets }, depth, r)
}

/// `return value`
pub fn return_(l: Position, value: Option<Expr>, r: Position) -> Fallible<Stmt> {
    let depth = value.depth();
    let value = value.map(Box::new);
    stmt(l, StmtKind::Return { value }, depth, r)
}

/// `raise exc from cause`
pub fn raise(l: Position, exc: Option<Expr>, cause: Option<Expr>, r: Position) -> Fallible<Stmt> {
    let depth = exc.depth().max(cause.depth());
    let kind = StmtKind::Raise { exc: exc.map(Box::new), cause: cause.map(Box::new) };
    stmt(l, kind, depth, r)
}

/// `assert test, msg`
pub fn assert(l: Position, test: Expr, msg: Option<Expr>, r: Position) -> Fallible<Stmt> {
    let depth = test.depth.max(msg.depth());
    let kind = StmtKind::Assert { test: Box::new(test), msg: msg.map(Box::new) };
    stmt(l, kind, depth, r)
}

/// `type name[params] = value`
pub fn type_alias(
    l: Position,
    name: Expr,
    type_params: Option<Vec<TypeParam>>,
    value: Expr,
    r: Position,
) -> Fallible<Stmt> {
    let depth = name.depth.max(type_params.depth()).max(value.depth);
    let kind = StmtKind::TypeAlias {
        name: Box::new(name),
        type_params: type_params.unwrap_or_default(),
        value: Box::new(value),
    };
    stmt(l, kind, depth, r)
}

/// `head.tail` as one name.
pub fn join_dotted(head: &str, tail: &str) -> Identifier {
    Identifier::from(format!("{head}.{tail}"))
}

/// `from ..module import names`
pub fn import_from(
    l: Position,
    level: Option<u32>,
    module: Option<Identifier>,
    names: Vec<Alias>,
    r: Position,
) -> Stmt {
    let kind = StmtKind::ImportFrom { module, names, level: level.unwrap_or(0) };
    leaf_statement(l, kind, r)
}

/// Where an `if` or `elif` begins, its condition and its body.
pub type Branch = (Position, Expr, Suite);

/// `if` with its `elif` and `else` branches; each `elif` becomes an `if` alone in the `orelse` before it.
pub fn if_(first: Branch, elifs: Vec<Branch>, orelse: Option<Suite>) -> Fallible<Stmt> {
    let mut rest = orelse;
    for branch in elifs.into_iter().rev() {
        rest = Some(Suite::from(one_if(branch, rest)?));
    }
    one_if(first, rest)
}

fn one_if((l, test, then): Branch, orelse: Option<Suite>) -> Fallible<Stmt> {
    let end = end_of(&then, orelse.as_ref());
    let orelse = body(orelse);
    let depth = nested(test.depth.max(then.body.depth()).max(orelse.depth()))?;
    let kind = StmtKind::If { test: Box::new(test), body: then.body, orelse };
    stmt(l, kind, depth, end)
}

fn end_of(first: &Suite, second: Option<&Suite>) -> Position {
    second.unwrap_or(first).end
}

/// `while test: body else: orelse`
pub fn while_(l: Position, test: Expr, suite: Suite, orelse: Option<Suite>) -> Fallible<Stmt> {
    let end = end_of(&suite, orelse.as_ref());
    let orelse = body(orelse);
    let depth = test.depth.max(suite.body.depth()).max(orelse.depth());
    let kind = StmtKind::While { test: Box::new(test), body: suite.body, orelse };
    stmt(l, kind, depth, end)
}

/// `for target in iter: body else: orelse`, behind an `async` if there is one.
pub fn for_(
    l: Position,
    is_async: Option<Token>,
    (target, iter): (Expr, Expr),
    suite: Suite,
    orelse: Option<Suite>,
) -> Fallible<Stmt> {
    let end = end_of(&suite, orelse.as_ref());
    let parts = Box::new(For { target, iter, body: suite.body, orelse: body(orelse) });
    let depth = parts.target.depth.max(parts.iter.depth).max(parts.body.depth()).max(parts.orelse.depth());
    let kind = if is_async.is_some() { StmtKind::AsyncFor(parts) } else { StmtKind::For(parts) };
    stmt(l, kind, depth, end)
}

/// `with items: body`, behind an `async` if there is one.
pub fn with(l: Position, is_async: Option<Token>, items: Vec<WithItem>, suite: Suite) -> Fallible<Stmt> {
    let depth = items.depth().max(suite.body.depth());
    let body = suite.body;
    let kind = if is_async.is_some() { StmtKind::AsyncWith { items, body } } else { StmtKind::With { items, body } };
    stmt(l, kind, depth, suite.end)
}

/// An `except` clause that does not know yet which `try` it belongs to.
pub struct Handler {
    /// `except` or `except*`.
    keyword: Span,
    is_star: bool,
    end: Position,
    node: ExceptHandler,
}

impl Handler {
    /// A clause that begins with `keyword` and catches a type under a name.
    pub fn new(keyword: Span, caught: Option<(Expr, Option<Identifier>)>, suite: Suite) -> Self {
        let (typ, name) = caught.map_or((None, None), |(typ, name)| (Some(Box::new(typ)), name));
        Handler {
            keyword,
            is_star: false,
            end: suite.end,
            node: ExceptHandler { span: keyword.start().to(suite.end), typ, name, body: suite.body },
        }
    }

    /// The same clause with `except*`.
    #[must_use]
    pub fn starred(mut self) -> Self {
        self.is_star = true;
        self
    }
}

impl Depth for ExceptHandler {
    fn depth(&self) -> u32 {
        self.typ.depth().max(self.body.depth())
    }
}

/// `try` with its clauses.
pub fn try_(
    l: Position,
    suite: Suite,
    clauses: Vec<Handler>,
    orelse: Option<Suite>,
    finalbody: Option<Suite>,
) -> Fallible<Stmt> {
    let is_star = clauses.first().is_some_and(|clause| clause.is_star);
    let mut end = suite.end;
    let mut handlers = Vec::with_capacity(clauses.len());
    for clause in clauses {
        if clause.is_star != is_star {
            return refuse(clause.keyword, "cannot have both 'except' and 'except*' on the same 'try'");
        }
        end = clause.end;
        handlers.push(clause.node);
    }
    for suite in [&orelse, &finalbody].into_iter().flatten() {
        end = suite.end;
    }
    let parts = Box::new(Try { body: suite.body, handlers, orelse: body(orelse), finalbody: body(finalbody) });
    let depth = parts.body.depth().max(parts.handlers.depth()).max(parts.orelse.depth()).max(parts.finalbody.depth());
    let kind = if is_star { StmtKind::TryStar(parts) } else { StmtKind::Try(parts) };
    stmt(l, kind, depth, end)
}

/// `match subject: cases`, each case with its end.
pub fn match_(l: Position, subject: Expr, cases: Vec<(MatchCase, Position)>) -> Fallible<Stmt> {
    if matches!(subject.kind, ExprKind::Starred { .. }) {
        return refuse(token_span(subject.span.end(), 1), "invalid syntax");
    }
    let end = cases.last().map_or(subject.span.end(), |(_, end)| *end);
    let cases: Vec<MatchCase> = cases.into_iter().map(|(case, _)| case).collect();
    let depth = subject.depth.max(cases.depth());
    let kind = StmtKind::Match { subject: Box::new(subject), cases };
    stmt(l, kind, depth, end)
}

/// `def name[type_params](args) -> returns: body`, behind an `async` if there is one.
pub fn function(
    l: Position,
    is_async: Option<Token>,
    (name, type_params): (Identifier, Option<Vec<TypeParam>>),
    (args, returns): (Arguments, Option<Expr>),
    suite: Suite,
) -> Fallible<Stmt> {
    let depth = args.depth().max(type_params.depth()).max(returns.depth()).max(suite.body.depth());
    let parts = Box::new(FunctionDef {
        name,
        args,
        body: suite.body,
        decorator_list: Vec::new(),
        returns: returns.map(Box::new),
        type_params: type_params.unwrap_or_default(),
    });
    let kind = if is_async.is_some() { StmtKind::AsyncFunctionDef(parts) } else { StmtKind::FunctionDef(parts) };
    stmt(l, kind, depth, suite.end)
}

/// `class name[type_params](arguments): body`
pub fn class(
    l: Position,
    (name, type_params): (Identifier, Option<Vec<TypeParam>>),
    arguments: Option<(Vec<Expr>, Vec<Keyword>)>,
    suite: Suite,
) -> Fallible<Stmt> {
    let (bases, keywords) = arguments.unwrap_or_default();
    let depth = bases.depth().max(keywords.depth()).max(type_params.depth()).max(suite.body.depth());
    let parts = Box::new(ClassDef {
        name,
        bases,
        keywords,
        body: suite.body,
        decorator_list: Vec::new(),
        type_params: type_params.unwrap_or_default(),
    });
    stmt(l, StmtKind::ClassDef(parts), depth, suite.end)
}

/// `definition` with `decorators` above it. Its span stays that of the definition.
pub fn decorate(decorators: Vec<Expr>, mut definition: Stmt) -> Fallible<Stmt> {
    let depth = decorators.depth();
    if depth >= definition.depth {
        definition.depth = deeper(depth)?;
    }
    match &mut definition.kind {
        StmtKind::FunctionDef(parts) | StmtKind::AsyncFunctionDef(parts) => {
            parts.decorator_list = decorators;
        }
        StmtKind::ClassDef(parts) => parts.decorator_list = decorators,
        _ => {}
    }
    Ok(definition)
}
