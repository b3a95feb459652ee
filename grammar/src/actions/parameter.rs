//! Parameters of functions and lambdas, and type parameters.

use super::{Context, Depth, Fallible, Parameter, refuse, token_span};
use crate::ast::{Arg, Arguments, Expr, ExprKind, Identifier, TypeParam, TypeParamKind};
use crate::token::{Position, Span};

impl Depth for Arguments {
    fn depth(&self) -> u32 {
        self.posonlyargs
            .depth()
            .max(self.args.depth())
            .max(self.vararg.depth())
            .max(self.kwonlyargs.depth())
            .max(self.kw_defaults.depth())
            .max(self.kwarg.depth())
            .max(self.defaults.depth())
    }
}

impl Depth for TypeParam {
    fn depth(&self) -> u32 {
        match &self.kind {
            TypeParamKind::TypeVar { bound, default_value, .. } => bound.depth().max(default_value.depth()),
            TypeParamKind::ParamSpec { default_value, .. } | TypeParamKind::TypeVarTuple { default_value, .. } => {
                default_value.depth()
            }
        }
    }
}

/// `name: annotation`
pub fn arg(l: Position, arg: Identifier, annotation: Option<Expr>, r: Position) -> Arg {
    Arg { span: l.to(r), arg, annotation: annotation.map(Box::new) }
}

/// `name=` without a default. Before the colon of a lambda CPython has no message of its own for it.
pub fn unfinished(context: &Context<'_>, equal: Span) -> Parameter {
    let next = context.lookahead();
    let line = context.source.line(next.line).as_bytes();
    if line.get(next.column as usize) == Some(&b':') {
        return Parameter::Unfinished(next, "invalid syntax");
    }
    Parameter::Unfinished(equal, "expected default value expression")
}

/// The parameters of a function.
pub fn function(list: Vec<Parameter>) -> Fallible<Arguments> {
    arguments(list, |star, _| star)
}

/// The parameters of a lambda; `colon` is where they end. CPython points at what follows a bare `*`.
pub fn lambda(list: Vec<Parameter>, colon: Position) -> Fallible<Arguments> {
    arguments(list, |_, next| next.unwrap_or(token_span(colon, 1)))
}

/// How far a parameter list has come.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Start,
    /// After `/`.
    Slash,
    /// Right after a bare `*`, at this span: a name has to follow.
    BareStar(Span),
    /// After a `*args` or a name after `*`.
    KeywordOnly,
    /// After `**kwargs`.
    End,
}

/// Sorts parameters into their kinds and checks their order. `bare_star` tells where a bare `*` without names is
/// refused, given the star and what follows it.
fn arguments(list: Vec<Parameter>, bare_star: impl Fn(Span, Option<Span>) -> Span) -> Fallible<Arguments> {
    let alone = list.len() == 1;
    let named_must_follow = |star, next| refuse(bare_star(star, next), "named arguments must follow bare *");
    let mut result = Arguments::default();
    let mut stage = Stage::Start;
    for parameter in list {
        if stage == Stage::End {
            return refuse(span_of(&parameter), "arguments cannot follow var-keyword argument");
        }
        match parameter {
            Parameter::Plain(arg, default) => match stage {
                Stage::BareStar(_) | Stage::KeywordOnly => {
                    stage = Stage::KeywordOnly;
                    result.kwonlyargs.push(arg);
                    result.kw_defaults.push(default);
                }
                _ => {
                    if default.is_none() && !result.defaults.is_empty() {
                        return refuse(arg.span, "parameter without a default follows parameter with a default");
                    }
                    result.args.push(arg);
                    result.defaults.extend(default);
                }
            },
            Parameter::Unfinished(span, message) => return refuse(span, message),
            Parameter::Slash(span) => {
                match stage {
                    Stage::Start => {}
                    Stage::Slash => return refuse(span, "/ may appear only once"),
                    _ => return refuse(span, "/ must be ahead of *"),
                }
                if result.args.is_empty() {
                    return refuse(span, if alone { "invalid syntax" } else { "at least one argument must precede /" });
                }
                stage = Stage::Slash;
                result.posonlyargs = std::mem::take(&mut result.args);
            }
            Parameter::Star(span) => {
                if !matches!(stage, Stage::Start | Stage::Slash) {
                    return refuse(span, "* argument may appear only once");
                }
                stage = Stage::BareStar(span);
            }
            Parameter::Args(star, arg, default) => {
                if !matches!(stage, Stage::Start | Stage::Slash) {
                    return refuse(star, "* argument may appear only once");
                }
                if let Some(equal) = default {
                    return refuse(equal, "var-positional argument cannot have default value");
                }
                stage = Stage::KeywordOnly;
                result.vararg = Some(Box::new(arg));
            }
            Parameter::Kwargs(stars, arg, default) => {
                if let Stage::BareStar(star) = stage {
                    return named_must_follow(star, Some(stars));
                }
                if let Some(equal) = default {
                    return refuse(equal, "var-keyword argument cannot have default value");
                }
                stage = Stage::End;
                result.kwarg = Some(Box::new(arg));
            }
        }
    }
    if let Stage::BareStar(star) = stage {
        return named_must_follow(star, None);
    }
    Ok(result)
}

fn span_of(parameter: &Parameter) -> Span {
    match parameter {
        Parameter::Plain(arg, _) => arg.span,
        Parameter::Unfinished(span, _)
        | Parameter::Slash(span)
        | Parameter::Star(span)
        | Parameter::Args(span, ..)
        | Parameter::Kwargs(span, ..) => *span,
    }
}

/// The bound of a type parameter: where its colon is, and the bound.
pub type Bound = Option<(Position, Expr)>;

/// `name: bound = default`
pub fn type_var(l: Position, name: Identifier, bound: Option<Expr>, default: Option<Expr>, r: Position) -> TypeParam {
    TypeParam {
        span: l.to(r),
        kind: TypeParamKind::TypeVar { name, bound: bound.map(Box::new), default_value: default.map(Box::new) },
    }
}

/// `*name = default`
pub fn type_var_tuple(
    l: Position,
    name: Identifier,
    bound: Bound,
    default: Option<Expr>,
    r: Position,
) -> Fallible<TypeParam> {
    no_bound(bound, "TypeVarTuple")?;
    Ok(TypeParam { span: l.to(r), kind: TypeParamKind::TypeVarTuple { name, default_value: default.map(Box::new) } })
}

/// `**name = default`
pub fn param_spec(
    l: Position,
    name: Identifier,
    bound: Bound,
    default: Option<Expr>,
    r: Position,
) -> Fallible<TypeParam> {
    no_bound(bound, "ParamSpec")?;
    Ok(TypeParam { span: l.to(r), kind: TypeParamKind::ParamSpec { name, default_value: default.map(Box::new) } })
}

fn no_bound(bound: Bound, kind: &str) -> Fallible<()> {
    let Some((colon, bound)) = bound else {
        return Ok(());
    };
    let what = if matches!(bound.kind, ExprKind::Tuple { .. }) { "constraints" } else { "bound" };
    refuse(colon.to(bound.span.end()), format!("cannot use {what} with {kind}"))
}
