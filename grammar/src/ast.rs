//! The abstract syntax tree, shaped like CPython 3.14's `Python.asdl`.
//!
//! Names are those of the ASDL. Differences in form, none in content:
//! - a statement or expression is a struct of its [`Span`] and a `kind`;
//! - there is no `ctx`: whether an expression is loaded, stored or deleted follows from its position (a target of
//!   `Assign`, `For` and so on), and the parser has checked that every target is one CPython accepts;
//! - where CPython keeps parts of one thing in parallel lists, so does this tree: code that follows CPython's
//!   compiler reads the same.
//!
//! Spans equal CPython's `lineno`, `col_offset`, `end_lineno` and `end_col_offset`.

// Long because it is one list, the whole of the ASDL.

use std::rc::Rc;

use num_bigint::BigInt;

pub use crate::token::Span;

/// A name as the program sees it, already in Unicode normalisation form NFKC.
pub type Identifier = Rc<str>;

/// The root of a tree, one variant for each [`Mode`](crate::token::Mode).
#[derive(Clone, Debug, PartialEq)]
pub enum Module {
    /// A file or an `exec` string: `mod.Module`.
    Module {
        /// Its statements in order.
        body: Vec<Stmt>,
    },
    /// One unit typed at a prompt: `mod.Interactive`.
    Interactive {
        /// Its statements in order.
        body: Vec<Stmt>,
    },
    /// The argument of `eval`: `mod.Expression`.
    Expression {
        /// The expression.
        body: Box<Expr>,
    },
}

/// A statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Stmt {
    /// Source range. For a decorated definition it starts at `def`, `async` or `class`.
    pub span: Span,
    /// Levels of tree from here to the deepest leaf, or a little more; at most [`MAX_DEPTH`](crate::MAX_DEPTH).
    pub depth: u32,
    /// Which statement.
    pub kind: StmtKind,
}

/// The kinds of statement, in the order of the ASDL.
#[derive(Clone, Debug, PartialEq)]
pub enum StmtKind {
    /// `def name(args): body`
    FunctionDef(Box<FunctionDef>),
    /// `async def name(args): body`
    AsyncFunctionDef(Box<FunctionDef>),
    /// `class name(bases): body`
    ClassDef(Box<ClassDef>),
    /// `return value`
    Return {
        /// What is returned; nothing stands for `None`.
        value: Option<Box<Expr>>,
    },
    /// `del a, b`
    Delete {
        /// The targets from left to right.
        targets: Vec<Expr>,
    },
    /// `a = b = value`
    Assign {
        /// The targets from left to right; never empty.
        targets: Vec<Expr>,
        /// The value.
        value: Box<Expr>,
    },
    /// `type name[params] = value`
    TypeAlias {
        /// The name, always [`ExprKind::Name`].
        name: Box<Expr>,
        /// Type parameters.
        type_params: Vec<TypeParam>,
        /// The value, evaluated on demand.
        value: Box<Expr>,
    },
    /// `target += value`
    AugAssign {
        /// A name, attribute or subscript.
        target: Box<Expr>,
        /// The operation.
        op: Operator,
        /// The right operand.
        value: Box<Expr>,
    },
    /// `target: annotation = value`
    AnnAssign {
        /// A name, attribute or subscript.
        target: Box<Expr>,
        /// The annotation.
        annotation: Box<Expr>,
        /// The value, where there is one.
        value: Option<Box<Expr>>,
        /// True for a name without parentheses around it: only such a name enters `__annotations__`.
        simple: bool,
    },
    /// `for target in iter: body else: orelse`
    For(Box<For>),
    /// `async for target in iter: body else: orelse`
    AsyncFor(Box<For>),
    /// `while test: body else: orelse`
    While {
        /// The condition.
        test: Box<Expr>,
        /// The loop's body.
        body: Vec<Stmt>,
        /// What runs when the condition was false; empty without `else`.
        orelse: Vec<Stmt>,
    },
    /// `if test: body else: orelse`; an `elif` is an `If` alone in `orelse`.
    If {
        /// The condition.
        test: Box<Expr>,
        /// What runs when it is true.
        body: Vec<Stmt>,
        /// What runs when it is false.
        orelse: Vec<Stmt>,
    },
    /// `with items: body`
    With {
        /// The context managers.
        items: Vec<WithItem>,
        /// The body.
        body: Vec<Stmt>,
    },
    /// `async with items: body`
    AsyncWith {
        /// The context managers.
        items: Vec<WithItem>,
        /// The body.
        body: Vec<Stmt>,
    },
    /// `match subject: cases`
    Match {
        /// What is matched.
        subject: Box<Expr>,
        /// The cases in order; never empty.
        cases: Vec<MatchCase>,
    },
    /// `raise exc from cause`
    Raise {
        /// The exception; nothing re-raises the current one.
        exc: Option<Box<Expr>>,
        /// Its cause.
        cause: Option<Box<Expr>>,
    },
    /// `try` with `except` clauses, `else` and `finally`
    Try(Box<Try>),
    /// `try` with `except*` clauses
    TryStar(Box<Try>),
    /// `assert test, msg`
    Assert {
        /// The condition.
        test: Box<Expr>,
        /// The argument of the `AssertionError`.
        msg: Option<Box<Expr>>,
    },
    /// `import a.b as c`
    Import {
        /// Modules and the names they are bound to.
        names: Vec<Alias>,
    },
    /// `from module import names`
    ImportFrom {
        /// The module; none in `from . import x`.
        module: Option<Identifier>,
        /// Names and what they are bound to; the single name `*` for all.
        names: Vec<Alias>,
        /// Number of leading dots.
        level: u32,
    },
    /// `global a, b`
    Global {
        /// The names.
        names: Vec<Identifier>,
    },
    /// `nonlocal a, b`
    Nonlocal {
        /// The names.
        names: Vec<Identifier>,
    },
    /// An expression for its effect.
    Expr {
        /// The expression.
        value: Box<Expr>,
    },
    /// `pass`
    Pass,
    /// `break`
    Break,
    /// `continue`
    Continue,
}

/// The parts of a function definition, plain or `async`.
#[derive(Clone, Debug, PartialEq)]
pub struct FunctionDef {
    /// The function's name.
    pub name: Identifier,
    /// Its parameters.
    pub args: Arguments,
    /// Its statements; never empty.
    pub body: Vec<Stmt>,
    /// Decorators from top to bottom.
    pub decorator_list: Vec<Expr>,
    /// The annotation after `->`.
    pub returns: Option<Box<Expr>>,
    /// Type parameters.
    pub type_params: Vec<TypeParam>,
}

/// The parts of a class definition.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassDef {
    /// The class's name.
    pub name: Identifier,
    /// Positional arguments of the definition.
    pub bases: Vec<Expr>,
    /// Keyword arguments of the definition, `metaclass` among them.
    pub keywords: Vec<Keyword>,
    /// Its statements; never empty.
    pub body: Vec<Stmt>,
    /// Decorators from top to bottom.
    pub decorator_list: Vec<Expr>,
    /// Type parameters.
    pub type_params: Vec<TypeParam>,
}

/// The parts of a `for` loop, plain or `async`.
#[derive(Clone, Debug, PartialEq)]
pub struct For {
    /// What each item is assigned to.
    pub target: Expr,
    /// What is iterated.
    pub iter: Expr,
    /// The loop's body.
    pub body: Vec<Stmt>,
    /// What runs at exhaustion; empty without `else`.
    pub orelse: Vec<Stmt>,
}

/// The parts of a `try` statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Try {
    /// The guarded statements.
    pub body: Vec<Stmt>,
    /// The `except` or `except*` clauses.
    pub handlers: Vec<ExceptHandler>,
    /// What runs when nothing was raised; empty without `else`.
    pub orelse: Vec<Stmt>,
    /// What always runs; empty without `finally`.
    pub finalbody: Vec<Stmt>,
}

/// One `except` clause.
#[derive(Clone, Debug, PartialEq)]
pub struct ExceptHandler {
    /// From `except` to the end of the body.
    pub span: Span,
    /// What it catches; nothing catches everything.
    pub typ: Option<Box<Expr>>,
    /// The name after `as`.
    pub name: Option<Identifier>,
    /// Its statements; never empty.
    pub body: Vec<Stmt>,
}

/// One context manager of a `with` statement.
#[derive(Clone, Debug, PartialEq)]
pub struct WithItem {
    /// The context manager.
    pub context_expr: Expr,
    /// The target after `as`.
    pub optional_vars: Option<Box<Expr>>,
}

/// One `case` of a `match` statement.
#[derive(Clone, Debug, PartialEq)]
pub struct MatchCase {
    /// The pattern.
    pub pattern: Pattern,
    /// The condition after `if`.
    pub guard: Option<Box<Expr>>,
    /// Its statements; never empty.
    pub body: Vec<Stmt>,
}

/// A pattern of a `case`.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// Source range.
    pub span: Span,
    /// Levels of tree from here to the deepest leaf, or a little more; at most [`MAX_DEPTH`](crate::MAX_DEPTH).
    pub depth: u32,
    /// Which pattern.
    pub kind: PatternKind,
}

/// The kinds of pattern, in the order of the ASDL.
#[derive(Clone, Debug, PartialEq)]
pub enum PatternKind {
    /// Compares with `==`: a number, string or dotted name.
    MatchValue {
        /// What to compare with.
        value: Box<Expr>,
    },
    /// Compares with `is`: `None`, `True` or `False`.
    MatchSingleton {
        /// Which of the three.
        value: Constant,
    },
    /// `[a, *rest]`
    MatchSequence {
        /// Element patterns; at most one is [`PatternKind::MatchStar`].
        patterns: Vec<Pattern>,
    },
    /// `{key: pattern, **rest}`
    MatchMapping {
        /// The keys.
        keys: Vec<Expr>,
        /// The patterns of their values, as many as `keys`.
        patterns: Vec<Pattern>,
        /// The name after `**`.
        rest: Option<Identifier>,
    },
    /// `Class(pattern, attribute=pattern)`
    MatchClass {
        /// The class.
        cls: Box<Expr>,
        /// Positional patterns.
        patterns: Vec<Pattern>,
        /// Names of the keyword patterns.
        kwd_attrs: Vec<Identifier>,
        /// The keyword patterns, as many as `kwd_attrs`.
        kwd_patterns: Vec<Pattern>,
    },
    /// `*name` inside a sequence; `None` stands for `*_`.
    MatchStar {
        /// The name.
        name: Option<Identifier>,
    },
    /// `pattern as name`, a capture `name`, or the wildcard `_` (neither).
    MatchAs {
        /// The pattern before `as`.
        pattern: Option<Box<Pattern>>,
        /// The name.
        name: Option<Identifier>,
    },
    /// `a | b`
    MatchOr {
        /// The alternatives, at least two.
        patterns: Vec<Pattern>,
    },
}

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// Source range, without parentheses around the expression.
    pub span: Span,
    /// Levels of tree from here to the deepest leaf, or a little more; at most [`MAX_DEPTH`](crate::MAX_DEPTH).
    pub depth: u32,
    /// Which expression.
    pub kind: ExprKind,
}

/// The kinds of expression, in the order of the ASDL.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// `a and b and c`
    BoolOp {
        /// The operation.
        op: BoolOp,
        /// The operands, at least two.
        values: Vec<Expr>,
    },
    /// `target := value`
    NamedExpr {
        /// The target, always [`ExprKind::Name`].
        target: Box<Expr>,
        /// The value.
        value: Box<Expr>,
    },
    /// `left + right`
    BinOp {
        /// The left operand.
        left: Box<Expr>,
        /// The operation.
        op: Operator,
        /// The right operand.
        right: Box<Expr>,
    },
    /// `-operand`
    UnaryOp {
        /// The operation.
        op: UnaryOp,
        /// The operand.
        operand: Box<Expr>,
    },
    /// `lambda args: body`
    Lambda {
        /// The parameters, without annotations.
        args: Box<Arguments>,
        /// The body.
        body: Box<Expr>,
    },
    /// `body if test else orelse`
    IfExp {
        /// The condition.
        test: Box<Expr>,
        /// The value when it is true.
        body: Box<Expr>,
        /// The value when it is false.
        orelse: Box<Expr>,
    },
    /// `{key: value, **mapping}`
    Dict {
        /// The keys; `None` stands for `**`.
        keys: Vec<Option<Expr>>,
        /// The values or the mappings after `**`, as many as `keys`.
        values: Vec<Expr>,
    },
    /// `{a, b}`
    Set {
        /// The elements; never empty.
        elts: Vec<Expr>,
    },
    /// `[elt for ...]`
    ListComp {
        /// The element.
        elt: Box<Expr>,
        /// The `for` clauses; never empty.
        generators: Vec<Comprehension>,
    },
    /// `{elt for ...}`
    SetComp {
        /// The element.
        elt: Box<Expr>,
        /// The `for` clauses; never empty.
        generators: Vec<Comprehension>,
    },
    /// `{key: value for ...}`
    DictComp {
        /// The key.
        key: Box<Expr>,
        /// The value.
        value: Box<Expr>,
        /// The `for` clauses; never empty.
        generators: Vec<Comprehension>,
    },
    /// `(elt for ...)`
    GeneratorExp {
        /// The element.
        elt: Box<Expr>,
        /// The `for` clauses; never empty.
        generators: Vec<Comprehension>,
    },
    /// `await value`
    Await {
        /// The awaitable.
        value: Box<Expr>,
    },
    /// `yield value`
    Yield {
        /// The value; nothing stands for `None`.
        value: Option<Box<Expr>>,
    },
    /// `yield from value`
    YieldFrom {
        /// The iterable.
        value: Box<Expr>,
    },
    /// `left < b <= c`
    Compare {
        /// The first operand.
        left: Box<Expr>,
        /// The operations, at least one.
        ops: Vec<CmpOp>,
        /// The other operands, as many as `ops`.
        comparators: Vec<Expr>,
    },
    /// `func(args, *args, name=value, **kwargs)`
    Call {
        /// What is called.
        func: Box<Expr>,
        /// Positional arguments, [`ExprKind::Starred`] among them.
        args: Vec<Expr>,
        /// Keyword arguments; one without a name is a `**`.
        keywords: Vec<Keyword>,
    },
    /// A replacement field of an f-string.
    FormattedValue {
        /// What is formatted.
        value: Box<Expr>,
        /// The conversion after `!`.
        conversion: Conversion,
        /// The format specification, always [`ExprKind::JoinedStr`].
        format_spec: Option<Box<Expr>>,
    },
    /// An f-string: string constants and [`ExprKind::FormattedValue`]s.
    JoinedStr {
        /// The parts in order.
        values: Vec<Expr>,
    },
    /// A replacement field of a template string.
    Interpolation {
        /// The expression.
        value: Box<Expr>,
        /// Its source text, without comments.
        str: Rc<str>,
        /// As in [`ExprKind::FormattedValue`].
        conversion: Conversion,
        /// As in [`ExprKind::FormattedValue`].
        format_spec: Option<Box<Expr>>,
    },
    /// A template string: string constants and [`ExprKind::Interpolation`]s.
    TemplateStr {
        /// The parts in order.
        values: Vec<Expr>,
    },
    /// A literal.
    Constant {
        /// Its value.
        value: Constant,
        /// True for a string literal with the prefix `u` (CPython's `kind`).
        u_prefix: bool,
    },
    /// `value.attr`
    Attribute {
        /// The object.
        value: Box<Expr>,
        /// The attribute's name, not mangled.
        attr: Identifier,
    },
    /// `value[slice]`
    Subscript {
        /// The object.
        value: Box<Expr>,
        /// The index: any expression, a [`ExprKind::Slice`], or a tuple that may contain slices.
        slice: Box<Expr>,
    },
    /// `*value` in a call, a display, a target or a subscript.
    Starred {
        /// The iterable, or the target it is stored to.
        value: Box<Expr>,
    },
    /// A variable.
    Name {
        /// Its name, not mangled.
        id: Identifier,
    },
    /// `[a, b]`
    List {
        /// The elements.
        elts: Vec<Expr>,
    },
    /// `a, b`
    Tuple {
        /// The elements.
        elts: Vec<Expr>,
    },
    /// `lower:upper:step` inside a subscript.
    Slice {
        /// The start.
        lower: Option<Box<Expr>>,
        /// The end.
        upper: Option<Box<Expr>>,
        /// The step.
        step: Option<Box<Expr>>,
    },
}

/// The value of a literal.
#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    /// `None`
    None,
    /// `True`
    True,
    /// `False`
    False,
    /// `...`
    Ellipsis,
    /// An integer that fits 64 bits; never negative.
    Int(i64),
    /// A larger integer.
    BigInt(Rc<BigInt>),
    /// A float; never negative, never NaN, infinite for a literal such as `1e999`.
    Float(f64),
    /// A complex number: the real part, 0 for a literal such as `2j`, and the imaginary part.
    Complex(f64, f64),
    /// A string in WTF-8: UTF-8 that may contain lone surrogates, which literals can spell with `\ud800`.
    Str(Box<[u8]>),
    /// A bytes literal.
    Bytes(Box<[u8]>),
    /// A tuple. The parser makes none: programs that make trees do.
    Tuple(Box<[Constant]>),
    /// A frozenset, made by programs too.
    FrozenSet(Box<[Constant]>),
}

/// What a replacement field does to its value before it formats it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Conversion {
    /// Nothing: CPython's -1.
    #[default]
    None,
    /// `!s`
    Str,
    /// `!r`
    Repr,
    /// `!a`
    Ascii,
}

/// `and` or `or`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoolOp {
    /// `and`
    And,
    /// `or`
    Or,
}

/// A binary operation, also of augmented assignments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `*`
    Mult,
    /// `@`
    MatMult,
    /// `/`
    Div,
    /// `%`
    Mod,
    /// `**`
    Pow,
    /// `<<`
    LShift,
    /// `>>`
    RShift,
    /// `|`
    BitOr,
    /// `^`
    BitXor,
    /// `&`
    BitAnd,
    /// `//`
    FloorDiv,
}

/// A unary operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOp {
    /// `~`
    Invert,
    /// `not`
    Not,
    /// `+`
    UAdd,
    /// `-`
    USub,
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CmpOp {
    /// `==`
    Eq,
    /// `!=`
    NotEq,
    /// `<`
    Lt,
    /// `<=`
    LtE,
    /// `>`
    Gt,
    /// `>=`
    GtE,
    /// `is`
    Is,
    /// `is not`
    IsNot,
    /// `in`
    In,
    /// `not in`
    NotIn,
}

/// One `for` clause of a comprehension with its conditions.
#[derive(Clone, Debug, PartialEq)]
pub struct Comprehension {
    /// What each item is assigned to.
    pub target: Expr,
    /// What is iterated.
    pub iter: Expr,
    /// The conditions.
    pub ifs: Vec<Expr>,
    /// True for `async for`.
    pub is_async: bool,
}

/// The parameters of a function.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arguments {
    /// Parameters before `/`.
    pub posonlyargs: Vec<Arg>,
    /// Parameters that may be given by position or name.
    pub args: Vec<Arg>,
    /// `*args`
    pub vararg: Option<Box<Arg>>,
    /// Parameters that can only be given by name.
    pub kwonlyargs: Vec<Arg>,
    /// Their defaults, as many as `kwonlyargs`.
    pub kw_defaults: Vec<Option<Expr>>,
    /// `**kwargs`
    pub kwarg: Option<Box<Arg>>,
    /// Defaults of the last ones of `posonlyargs` and `args`.
    pub defaults: Vec<Expr>,
}

/// One parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Arg {
    /// The name and its annotation.
    pub span: Span,
    /// The name.
    pub arg: Identifier,
    /// The annotation; [`ExprKind::Starred`] is possible on `*args`.
    pub annotation: Option<Box<Expr>>,
}

/// One keyword argument of a call or class definition.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyword {
    /// From the name or the `**` to the end of the value.
    pub span: Span,
    /// The name; none for `**value`.
    pub arg: Option<Identifier>,
    /// The value.
    pub value: Expr,
}

/// One name of an import statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Alias {
    /// The whole `name as asname`.
    pub span: Span,
    /// What is imported, with its dots, or `*`.
    pub name: Identifier,
    /// The name after `as`.
    pub asname: Option<Identifier>,
}

/// A type parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeParam {
    /// The whole parameter with its bound and default.
    pub span: Span,
    /// Which kind.
    pub kind: TypeParamKind,
}

/// The kinds of type parameter.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeParamKind {
    /// `T: bound = default`
    TypeVar {
        /// The name.
        name: Identifier,
        /// The bound, or a tuple of constraints.
        bound: Option<Box<Expr>>,
        /// The default.
        default_value: Option<Box<Expr>>,
    },
    /// `**P = default`
    ParamSpec {
        /// The name.
        name: Identifier,
        /// The default.
        default_value: Option<Box<Expr>>,
    },
    /// `*Ts = default`
    TypeVarTuple {
        /// The name.
        name: Identifier,
        /// The default; [`ExprKind::Starred`] is possible.
        default_value: Option<Box<Expr>>,
    },
}
