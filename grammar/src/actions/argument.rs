//! Arguments of calls and class definitions.

use super::{CallArgument, Depth, Fallible, expr, expression, refuse, target, token_span};
use crate::ast::{Constant, Expr, ExprKind, Keyword};
use crate::token::{Position, Span};

/// What is said of a generator among other arguments.
pub const GENERATOR: &str = "Generator expression must be parenthesized";

/// What stands between the parentheses of a call.
#[derive(Default)]
pub struct CallArguments {
    /// The items.
    pub list: Vec<CallArgument>,
    /// Whether a comma follows the last.
    pub comma: bool,
}

impl Depth for Keyword {
    fn depth(&self) -> u32 {
        self.value.depth
    }
}

/// `func(arguments)`. `bracket` is the opening parenthesis.
pub fn call(l: Position, func: Expr, bracket: Position, arguments: CallArguments, r: Position) -> Fallible<Expr> {
    let CallArguments { mut list, comma } = arguments;
    let (args, keywords) = match list.pop() {
        // The only argument is a generator that borrows the parentheses of the call.
        Some(CallArgument::Generator(_, elt, generators)) if list.is_empty() && !comma => {
            (vec![expression::generator(bracket, elt, generators, r)?], Vec::new())
        }
        last => {
            list.extend(last);
            split(list, r)?
        }
    };
    let depth = func.depth.max(args.depth()).max(keywords.depth());
    let kind = ExprKind::Call { func: Box::new(func), args, keywords };
    expr(l, kind, depth, r)
}

/// The arguments of a class definition; `r` is the end of the closing parenthesis.
pub fn class(arguments: CallArguments, r: Position) -> Fallible<(Vec<Expr>, Vec<Keyword>)> {
    if let [CallArgument::Generator(_, elt, _)] = &arguments.list[..]
        && !arguments.comma
    {
        let after = elt.span.end();
        let keyword = Position::new(after.line, after.column + 1);
        return refuse(token_span(keyword, 3), "invalid syntax");
    }
    split(arguments.list, r)
}

/// `name=value` in a call; `equal` is the end of the `=`.
pub fn keyword(l: Position, name: Expr, equal: Position, value: Expr, r: Position) -> Fallible<CallArgument> {
    match name.kind {
        ExprKind::Name { id } if name.span.start() == l => Ok(CallArgument::Keyword(l.to(r), id, value)),
        _ => refuse(name.span.start().to(equal), not_a_keyword(&name)),
    }
}

fn not_a_keyword(name: &Expr) -> String {
    match &name.kind {
        ExprKind::Constant { value: Constant::None | Constant::True | Constant::False, .. } => {
            format!("cannot assign to {}", target::describe(name))
        }
        _ => "expression cannot contain assignment, perhaps you meant \"==\"?".to_owned(),
    }
}

/// `name=` without a value.
pub fn keyword_without_value<T>(name: &Expr, equal: Position) -> Fallible<T> {
    let message = match name.kind {
        ExprKind::Name { .. } => "expected argument value expression".to_owned(),
        _ => not_a_keyword(name),
    };
    refuse(name.span.start().to(equal), message)
}

/// `name=value for ...`
pub fn keyword_generator<T>(name: &Expr, equal: Position) -> Fallible<T> {
    let message = match name.kind {
        ExprKind::Name { .. } => "invalid syntax. Maybe you meant '==' or ':=' instead of '='?".to_owned(),
        _ => not_a_keyword(name),
    };
    refuse(name.span.start().to(equal), message)
}

/// `*value for ...`
pub fn starred_generator<T>(element: Span) -> Fallible<T> {
    refuse(element, "iterable unpacking cannot be used in comprehension")
}

/// `*value=other` or `**value=other`
pub fn starred_keyword<T>(kind: &str, argument: Span) -> Fallible<T> {
    refuse(argument, format!("cannot assign to {kind} unpacking"))
}

/// Positional and keyword arguments apart, their order checked. `r` is the end of the closing parenthesis.
fn split(list: Vec<CallArgument>, r: Position) -> Fallible<(Vec<Expr>, Vec<Keyword>)> {
    let mut args = Vec::new();
    let mut keywords: Vec<Keyword> = Vec::new();
    let mut unpacked = false;
    for item in list {
        match item {
            CallArgument::Positional(value) => {
                if !keywords.is_empty() {
                    let before = if unpacked { "keyword argument unpacking" } else { "keyword argument" };
                    return refuse(last_byte(r), format!("positional argument follows {before}"));
                }
                args.push(value);
            }
            CallArgument::Starred(value) => {
                if unpacked {
                    // CPython's range begins at the comma before the star.
                    let start = keywords.last().map_or(value.span, |keyword| keyword.span).end();
                    return refuse(
                        start.to(value.span.end()),
                        "iterable argument unpacking follows keyword argument unpacking",
                    );
                }
                args.push(value);
            }
            CallArgument::Keyword(span, name, value) => {
                keywords.push(Keyword { span, arg: Some(name), value });
            }
            CallArgument::DoubleStarred(span, value) => {
                unpacked = true;
                keywords.push(Keyword { span, arg: None, value });
            }
            CallArgument::Generator(span, ..) => return refuse(span, GENERATOR),
        }
    }
    Ok((args, keywords))
}

/// The byte before `end`.
fn last_byte(end: Position) -> Span {
    Position::new(end.line, end.column.saturating_sub(1)).to(end)
}
