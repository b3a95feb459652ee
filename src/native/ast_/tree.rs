//! The trees of the parser as nodes, and nodes as trees that the compiler takes.

use std::rc::Rc;

use ouropy_grammar::ast::{
    Alias, Arg, Arguments, BoolOp, ClassDef, CmpOp, Comprehension, Constant, Conversion, ExceptHandler, Expr, ExprKind,
    For, FunctionDef, Keyword, MatchCase, Module, Operator, Pattern, PatternKind, Stmt, StmtKind, Try, TypeParam,
    TypeParamKind, UnaryOp, WithItem,
};

use super::constant;
use super::node::{Item, Node};
use super::schema::Kind;
use crate::protocol::recursion;
use crate::vm::{PyResult, Raised, Vm};

/// What is done with an expression: its `ctx`.
#[derive(Clone, Copy)]
enum Use {
    Load,
    Store,
    Del,
}

impl Use {
    fn item(self) -> Item {
        let kind = match self {
            Use::Load => Kind::Load,
            Use::Store => Kind::Store,
            Use::Del => Kind::Del,
        };
        Node::placeless(kind, Vec::new())
    }
}

/// A part of a tree.
trait Part: Sized {
    /// As what a field of a node holds.
    fn show(&self, vm: &mut Vm, how: Use) -> PyResult<Item>;
    /// From what a field of a node holds.
    fn take(vm: &mut Vm, item: Item) -> PyResult<Self>;
}

/// The node of a tree.
pub fn show(vm: &mut Vm, module: &Module) -> PyResult<Item> {
    Ok(match module {
        Module::Module { body } => Node::placeless(Kind::Module, vec![body.show(vm, Use::Load)?]),
        Module::Interactive { body } => Node::placeless(Kind::Interactive, vec![body.show(vm, Use::Load)?]),
        Module::Expression { body } => Node::placeless(Kind::Expression, vec![body.show(vm, Use::Load)?]),
    })
}

/// The node of the types in a comment on a function.
pub fn show_signature(vm: &mut Vm, types: &[Expr], result: &Expr) -> PyResult<Item> {
    let types = types.iter().map(|one| one.show(vm, Use::Load)).collect::<PyResult<_>>()?;
    Ok(Node::placeless(Kind::FunctionType, vec![Item::List(types), result.show(vm, Use::Load)?]))
}

/// The tree of a node that has been found valid.
pub fn take(vm: &mut Vm, node: Node) -> PyResult<Module> {
    let kind = node.kind;
    let first = node.items.into_iter().next().unwrap_or(Item::Absent);
    match kind {
        Kind::Module => Ok(Module::Module { body: Part::take(vm, first)? }),
        Kind::Interactive => Ok(Module::Interactive { body: Part::take(vm, first)? }),
        Kind::Expression => Ok(Module::Expression { body: Part::take(vm, first)? }),
        _ => Err(vm.system_error("this Module is not a statement or an expression")),
    }
}

#[cold]
fn unexpected(vm: &mut Vm) -> Raised {
    vm.system_error("unexpected node in a syntax tree")
}

fn take_node(vm: &mut Vm, item: Item) -> PyResult<Node> {
    match item {
        Item::Node(node) => Ok(*node),
        _ => Err(unexpected(vm)),
    }
}

impl<T: Part> Part for Box<T> {
    fn show(&self, vm: &mut Vm, how: Use) -> PyResult<Item> {
        (**self).show(vm, how)
    }

    fn take(vm: &mut Vm, item: Item) -> PyResult<Self> {
        T::take(vm, item).map(Box::new)
    }
}

impl<T: Part> Part for Option<T> {
    fn show(&self, vm: &mut Vm, how: Use) -> PyResult<Item> {
        self.as_ref().map_or(Ok(Item::Absent), |part| part.show(vm, how))
    }

    fn take(vm: &mut Vm, item: Item) -> PyResult<Self> {
        if let Item::Absent = item { Ok(None) } else { T::take(vm, item).map(Some) }
    }
}

impl<T: Part> Part for Vec<T> {
    fn show(&self, vm: &mut Vm, how: Use) -> PyResult<Item> {
        Ok(Item::List(self.iter().map(|part| part.show(vm, how)).collect::<PyResult<_>>()?))
    }

    fn take(vm: &mut Vm, item: Item) -> PyResult<Self> {
        match item {
            Item::List(items) => items.into_iter().map(|item| T::take(vm, item)).collect(),
            Item::Absent => Ok(Vec::new()),
            _ => Err(unexpected(vm)),
        }
    }
}

impl Part for Rc<str> {
    fn show(&self, _vm: &mut Vm, _how: Use) -> PyResult<Item> {
        Ok(Item::Text(Rc::clone(self)))
    }

    fn take(vm: &mut Vm, item: Item) -> PyResult<Self> {
        if let Item::Text(text) = item { Ok(text) } else { Err(vm.type_error("AST identifier must be of type str")) }
    }
}

impl Part for bool {
    fn show(&self, _vm: &mut Vm, _how: Use) -> PyResult<Item> {
        Ok(Item::Int(i32::from(*self)))
    }

    fn take(_vm: &mut Vm, item: Item) -> PyResult<Self> {
        Ok(!matches!(item, Item::Int(0)))
    }
}

impl Part for u32 {
    fn show(&self, _vm: &mut Vm, _how: Use) -> PyResult<Item> {
        Ok(Item::Int(self.cast_signed()))
    }

    fn take(_vm: &mut Vm, item: Item) -> PyResult<Self> {
        Ok(if let Item::Int(number) = item { u32::try_from(number).unwrap_or(0) } else { 0 })
    }
}

impl Part for Conversion {
    fn show(&self, _vm: &mut Vm, _how: Use) -> PyResult<Item> {
        Ok(Item::Int(match self {
            Conversion::None => -1,
            Conversion::Str => i32::from(b's'),
            Conversion::Repr => i32::from(b'r'),
            Conversion::Ascii => i32::from(b'a'),
        }))
    }

    fn take(vm: &mut Vm, item: Item) -> PyResult<Self> {
        let Item::Int(number) = item else { return Err(unexpected(vm)) };
        match u8::try_from(number) {
            Ok(b's') => Ok(Conversion::Str),
            Ok(b'r') => Ok(Conversion::Repr),
            Ok(b'a') => Ok(Conversion::Ascii),
            _ if number == -1 => Ok(Conversion::None),
            _ => Err(vm.system_error(format!("Unrecognized conversion character {number}"))),
        }
    }
}

impl Part for Constant {
    fn show(&self, vm: &mut Vm, _how: Use) -> PyResult<Item> {
        Ok(Item::Value(constant::show(vm, self)))
    }

    fn take(vm: &mut Vm, item: Item) -> PyResult<Self> {
        if let Item::Value(value) = item { constant::take(vm, &value) } else { Err(unexpected(vm)) }
    }
}

/// The text of an interpolation: a constant that is a str.
struct Source(Rc<str>);

impl Part for Source {
    fn show(&self, vm: &mut Vm, _how: Use) -> PyResult<Item> {
        Ok(Item::Value(vm.new_str(&*self.0).into_value()))
    }

    fn take(vm: &mut Vm, item: Item) -> PyResult<Self> {
        match Constant::take(vm, item)? {
            Constant::Str(text) => Ok(Source(String::from_utf8_lossy(&text).into())),
            _ => Err(vm.type_error("the str of an Interpolation must be a str")),
        }
    }
}

/// Whether a literal has the prefix `u`: its `kind`.
struct Prefix(bool);

impl Part for Prefix {
    fn show(&self, _vm: &mut Vm, _how: Use) -> PyResult<Item> {
        Ok(if self.0 { Item::Text("u".into()) } else { Item::Absent })
    }

    fn take(_vm: &mut Vm, item: Item) -> PyResult<Self> {
        Ok(Prefix(matches!(item, Item::Text(kind) if &*kind == "u")))
    }
}

macro_rules! enumerations {
    ($($Enum:ident: $($Variant:ident)*;)*) => {$(
        impl Part for $Enum {
            fn show(&self, _vm: &mut Vm, _how: Use) -> PyResult<Item> {
                Ok(Node::placeless(match self { $($Enum::$Variant => Kind::$Variant),* }, Vec::new()))
            }

            fn take(vm: &mut Vm, item: Item) -> PyResult<Self> {
                match take_node(vm, item)?.kind {
                    $(Kind::$Variant => Ok($Enum::$Variant),)*
                    _ => Err(unexpected(vm)),
                }
            }
        }
    )*};
}

enumerations! {
    BoolOp: And Or;
    Operator: Add Sub Mult MatMult Div Mod Pow LShift RShift BitOr BitXor BitAnd FloorDiv;
    UnaryOp: Invert Not UAdd USub;
    CmpOp: Eq NotEq Lt LtE Gt GtE Is IsNot In NotIn;
}

/// What is done with a part: what its row says, or what is done with the whole.
macro_rules! how {
    ($outer:ident) => {
        Use::Load
    };
    ($outer:ident as_whole) => {
        $outer
    };
    ($outer:ident $how:ident) => {
        Use::$how
    };
}

/// Shows or takes a field, by a wrapper if it is not what others of its type are.
macro_rules! shown {
    ($vm:ident, $field:expr, $how:expr,) => {
        $field.show($vm, $how)?
    };
    ($vm:ident, $field:expr, $how:expr, $Wrap:ident) => {
        $Wrap($field.clone()).show($vm, $how)?
    };
}

macro_rules! taken {
    ($vm:ident, $item:expr,) => {
        Part::take($vm, $item)?
    };
    ($vm:ident, $item:expr, $Wrap:ident) => {
        $Wrap::take($vm, $item)?.0
    };
}

/// The variants of an enum whose names and fields are those of the schema; `+ ctx` where a `ctx` follows. Behind the
/// semicolon: variants that hold a struct.
macro_rules! variants {
    ($Enum:ident {
        $($Variant:ident { $($field:ident $(: $use:ident)? $(=> $Wrap:ident)?),* } $(+ $ctx:ident)?)*
        ; $($Struct:ident)*
    }) => {
        impl Variants for $Enum {
            fn items(&self, vm: &mut Vm, how: Use) -> PyResult<(Kind, Vec<Item>)> {
                let _ = how;
                Ok(match self {
                    $($Enum::$Variant { $($field),* } => {
                        let items = vec![
                            $(shown!(vm, $field, how!(how $($use)?), $($Wrap)?),)*
                            $({ let $ctx = how; $ctx.item() })?
                        ];
                        (Kind::$Variant, items)
                    })*
                    $($Enum::$Struct(parts) => (Kind::$Struct, parts.items(vm)?),)*
                })
            }

            fn of(vm: &mut Vm, kind: Kind, items: Vec<Item>) -> PyResult<Self> {
                let mut items = items.into_iter();
                let mut next = move || items.next().unwrap_or(Item::Absent);
                let _ = &mut next;
                match kind {
                    $(Kind::$Variant => Ok($Enum::$Variant { $($field: taken!(vm, next(), $($Wrap)?)),* }),)*
                    $(Kind::$Struct => Ok($Enum::$Struct(Parts::of(vm, &mut next)?)),)*
                    _ => Err(unexpected(vm)),
                }
            }
        }
    };
}

/// An enum whose variants are those of a type.
trait Variants: Sized {
    fn items(&self, vm: &mut Vm, how: Use) -> PyResult<(Kind, Vec<Item>)>;
    fn of(vm: &mut Vm, kind: Kind, items: Vec<Item>) -> PyResult<Self>;
}

/// A struct whose fields are those of a node, but for its place.
trait Parts: Sized {
    fn items(&self, vm: &mut Vm) -> PyResult<Vec<Item>>;
    fn of(vm: &mut Vm, next: &mut dyn FnMut() -> Item) -> PyResult<Self>;
}

impl<T: Parts> Parts for Box<T> {
    fn items(&self, vm: &mut Vm) -> PyResult<Vec<Item>> {
        (**self).items(vm)
    }

    fn of(vm: &mut Vm, next: &mut dyn FnMut() -> Item) -> PyResult<Self> {
        T::of(vm, next).map(Box::new)
    }
}

macro_rules! structs {
    ($($Struct:ident { $($field:ident $(: $use:ident)?),* })*) => {$(
        impl Parts for $Struct {
            fn items(&self, vm: &mut Vm) -> PyResult<Vec<Item>> {
                Ok(vec![$(self.$field.show(vm, how!(how $($use)?))?),*])
            }

            fn of(vm: &mut Vm, next: &mut dyn FnMut() -> Item) -> PyResult<Self> {
                Ok($Struct { $($field: Part::take(vm, next())?),* })
            }
        }
    )*};
}

structs! {
    ClassDef { name, bases, keywords, body, decorator_list, type_params }
    For { target: Store, iter, body, orelse }
    Try { body, handlers, orelse, finalbody }
    Comprehension { target: Store, iter, ifs, is_async }
    Arguments { posonlyargs, args, vararg, kwonlyargs, kw_defaults, kwarg, defaults }
    WithItem { context_expr, optional_vars: Store }
    MatchCase { pattern, guard, body }
}

impl Parts for FunctionDef {
    fn items(&self, vm: &mut Vm) -> PyResult<Vec<Item>> {
        let how = Use::Load;
        Ok(vec![
            self.name.show(vm, how)?,
            self.args.show(vm, how)?,
            self.body.show(vm, how)?,
            self.decorator_list.show(vm, how)?,
            self.returns.show(vm, how)?,
            // The comment that is a type.
            Item::Absent,
            self.type_params.show(vm, how)?,
        ])
    }

    fn of(vm: &mut Vm, next: &mut dyn FnMut() -> Item) -> PyResult<Self> {
        Ok(FunctionDef {
            name: Part::take(vm, next())?,
            args: Part::take(vm, next())?,
            body: Part::take(vm, next())?,
            decorator_list: Part::take(vm, next())?,
            returns: Part::take(vm, next())?,
            type_params: {
                let _comment = next();
                Part::take(vm, next())?
            },
        })
    }
}

variants! { StmtKind {
    Return { value }
    Delete { targets: Del }
    Assign { targets: Store, value }
    TypeAlias { name: Store, type_params, value }
    AugAssign { target: Store, op, value }
    AnnAssign { target: Store, annotation, value, simple }
    While { test, body, orelse }
    If { test, body, orelse }
    With { items, body }
    AsyncWith { items, body }
    Match { subject, cases }
    Raise { exc, cause }
    Assert { test, msg }
    Import { names }
    ImportFrom { module, names, level }
    Global { names }
    Nonlocal { names }
    Expr { value }
    Pass {}
    Break {}
    Continue {}
    ; FunctionDef AsyncFunctionDef ClassDef For AsyncFor Try TryStar
} }

variants! { PatternKind {
    MatchValue { value }
    MatchSingleton { value }
    MatchSequence { patterns }
    MatchMapping { keys, patterns, rest }
    MatchClass { cls, patterns, kwd_attrs, kwd_patterns }
    MatchStar { name }
    MatchAs { pattern, name }
    MatchOr { patterns }
    ;
} }

variants! { TypeParamKind {
    TypeVar { name, bound, default_value }
    ParamSpec { name, default_value }
    TypeVarTuple { name, default_value }
    ;
} }

variants! { ExprKind {
    BoolOp { op, values }
    NamedExpr { target: Store, value }
    BinOp { left, op, right }
    UnaryOp { op, operand }
    Lambda { args, body }
    IfExp { test, body, orelse }
    Dict { keys, values }
    Set { elts }
    ListComp { elt, generators }
    SetComp { elt, generators }
    DictComp { key, value, generators }
    GeneratorExp { elt, generators }
    Await { value }
    Yield { value }
    YieldFrom { value }
    Compare { left, ops, comparators }
    Call { func, args, keywords }
    FormattedValue { value, conversion, format_spec }
    JoinedStr { values }
    TemplateStr { values }
    Attribute { value, attr } + ctx
    Subscript { value, slice } + ctx
    Starred { value: as_whole } + ctx
    Name { id } + ctx
    List { elts: as_whole } + ctx
    Tuple { elts: as_whole } + ctx
    Slice { lower, upper, step }
    Interpolation { value, str => Source, conversion, format_spec }
    Constant { value, u_prefix => Prefix }
    ;
} }

/// Implements [`Part`] for the structs of a place, a depth and a kind.
macro_rules! placed_kinds {
    ($($Struct:ident $Enum:ident { $($depth:ident)? })*) => {$(
        impl Part for $Struct {
            fn show(&self, vm: &mut Vm, how: Use) -> PyResult<Item> {
                recursion::check(vm, " during  ast construction")?;
                let (kind, items) = self.kind.items(vm, how)?;
                Ok(Node::at(kind, self.span, items))
            }

            fn take(vm: &mut Vm, item: Item) -> PyResult<Self> {
                recursion::check(vm, " during compilation")?;
                let node = take_node(vm, item)?;
                let span = node.span();
                $(let $depth = node.depth;)?
                let kind = $Enum::of(vm, node.kind, node.items)?;
                Ok($Struct { span, $($depth,)? kind })
            }
        }
    )*};
}

placed_kinds! {
    Stmt StmtKind { depth }
    Expr ExprKind { depth }
    Pattern PatternKind { depth }
    TypeParam TypeParamKind {}
}

/// Implements [`Part`] for the structs of one constructor that have a place.
macro_rules! placed_structs {
    ($($Struct:ident { $($field:ident),* })*) => {$(
        impl Part for $Struct {
            fn show(&self, vm: &mut Vm, how: Use) -> PyResult<Item> {
                Ok(Node::at(Kind::$Struct, self.span, vec![$(self.$field.show(vm, how)?),*]))
            }

            fn take(vm: &mut Vm, item: Item) -> PyResult<Self> {
                let node = take_node(vm, item)?;
                let span = node.span();
                let mut items = node.items.into_iter();
                Ok($Struct { span, $($field: Part::take(vm, items.next().unwrap_or(Item::Absent))?),* })
            }
        }
    )*};
}

placed_structs! {
    ExceptHandler { typ, name, body }
    Arg { arg, annotation }
    Keyword { arg, value }
    Alias { name, asname }
}

/// Implements [`Part`] for the structs of one constructor that have none.
macro_rules! placeless_structs {
    ($($Struct:ident)*) => {$(
        impl Part for $Struct {
            fn show(&self, vm: &mut Vm, _how: Use) -> PyResult<Item> {
                Ok(Node::placeless(Kind::$Struct, self.items(vm)?))
            }

            fn take(vm: &mut Vm, item: Item) -> PyResult<Self> {
                let mut items = take_node(vm, item)?.items.into_iter();
                <$Struct as Parts>::of(vm, &mut || items.next().unwrap_or(Item::Absent))
            }
        }
    )*};
}

placeless_structs! { Comprehension Arguments WithItem MatchCase }
