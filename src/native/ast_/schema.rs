//! The classes of syntax trees: what `Python.asdl` says of them, as facts for everything else in this folder.

/// Whether a class stands for one of several constructors or is the only one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// An abstract class with a subclass for each constructor.
    Sum,
    /// A class that is instantiated itself.
    Product,
}

/// Whether nodes say where they stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Places {
    /// They do not.
    Nowhere,
    /// They begin somewhere, and may say where they end.
    Begin,
    /// They begin and end somewhere.
    Extent,
}

/// What a type of the schema is.
pub struct GroupSpec {
    /// The name of its class.
    pub name: &'static str,
    /// See [`Form`].
    pub form: Form,
    /// See [`Places`].
    pub places: Places,
    /// What its instances are.
    pub kinds: &'static [Kind],
}

/// What a constructor is.
pub struct KindSpec {
    /// The name of its class.
    pub name: &'static str,
    /// The types and names of its fields.
    pub fields: &'static str,
    /// The type it belongs to.
    pub group: Group,
}

macro_rules! name_of {
    (Sum $group:literal $kind:ident) => {
        stringify!($kind)
    };
    (Product $group:literal $kind:ident) => {
        $group
    };
}

macro_rules! schema {
    ($($form:ident $group:ident $name:literal $places:ident { $($kind:ident $fields:literal)* })*) => {
        /// A type of the schema.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Group { $($group),* }

        /// A constructor of the schema.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Kind { $($($kind),*),* }

        /// Every type, in the order in which the module has them.
        pub static GROUPS: &[GroupSpec] = &[$(GroupSpec {
            name: $name,
            form: Form::$form,
            places: Places::$places,
            kinds: &[$(Kind::$kind),*],
        }),*];

        static KINDS: &[KindSpec] = &[$($(
            KindSpec { name: name_of!($form $name $kind), fields: $fields, group: Group::$group }
        ),*),*];

        const ALL_GROUPS: &[Group] = &[$(Group::$group),*];
    };
}

schema! {
    Sum Mod "mod" Nowhere {
        Module "stmt* body, type_ignore* type_ignores"
        Interactive "stmt* body"
        Expression "expr body"
        FunctionType "expr* argtypes, expr returns"
    }
    Sum Stmt "stmt" Begin {
        FunctionDef "identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, \
            string? type_comment, type_param* type_params"
        AsyncFunctionDef "identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, \
            string? type_comment, type_param* type_params"
        ClassDef "identifier name, expr* bases, keyword* keywords, stmt* body, expr* decorator_list, \
            type_param* type_params"
        Return "expr? value"
        Delete "expr* targets"
        Assign "expr* targets, expr value, string? type_comment"
        TypeAlias "expr name, type_param* type_params, expr value"
        AugAssign "expr target, operator op, expr value"
        AnnAssign "expr target, expr annotation, expr? value, int simple"
        For "expr target, expr iter, stmt* body, stmt* orelse, string? type_comment"
        AsyncFor "expr target, expr iter, stmt* body, stmt* orelse, string? type_comment"
        While "expr test, stmt* body, stmt* orelse"
        If "expr test, stmt* body, stmt* orelse"
        With "withitem* items, stmt* body, string? type_comment"
        AsyncWith "withitem* items, stmt* body, string? type_comment"
        Match "expr subject, match_case* cases"
        Raise "expr? exc, expr? cause"
        Try "stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody"
        TryStar "stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody"
        Assert "expr test, expr? msg"
        Import "alias* names"
        ImportFrom "identifier? module, alias* names, int? level"
        Global "identifier* names"
        Nonlocal "identifier* names"
        Expr "expr value"
        Pass ""
        Break ""
        Continue ""
    }
    Sum Expr "expr" Begin {
        BoolOp "boolop op, expr* values"
        NamedExpr "expr target, expr value"
        BinOp "expr left, operator op, expr right"
        UnaryOp "unaryop op, expr operand"
        Lambda "arguments args, expr body"
        IfExp "expr test, expr body, expr orelse"
        Dict "expr?* keys, expr* values"
        Set "expr* elts"
        ListComp "expr elt, comprehension* generators"
        SetComp "expr elt, comprehension* generators"
        DictComp "expr key, expr value, comprehension* generators"
        GeneratorExp "expr elt, comprehension* generators"
        Await "expr value"
        Yield "expr? value"
        YieldFrom "expr value"
        Compare "expr left, cmpop* ops, expr* comparators"
        Call "expr func, expr* args, keyword* keywords"
        FormattedValue "expr value, int conversion, expr? format_spec"
        Interpolation "expr value, constant str, int conversion, expr? format_spec"
        JoinedStr "expr* values"
        TemplateStr "expr* values"
        Constant "constant value, string? kind"
        Attribute "expr value, identifier attr, expr_context ctx"
        Subscript "expr value, expr slice, expr_context ctx"
        Starred "expr value, expr_context ctx"
        Name "identifier id, expr_context ctx"
        List "expr* elts, expr_context ctx"
        Tuple "expr* elts, expr_context ctx"
        Slice "expr? lower, expr? upper, expr? step"
    }
    Sum ExprContext "expr_context" Nowhere { Load "" Store "" Del "" }
    Sum Boolop "boolop" Nowhere { And "" Or "" }
    Sum Operator "operator" Nowhere {
        Add "" Sub "" Mult "" MatMult "" Div "" Mod "" Pow "" LShift "" RShift "" BitOr "" BitXor "" BitAnd ""
        FloorDiv ""
    }
    Sum Unaryop "unaryop" Nowhere { Invert "" Not "" UAdd "" USub "" }
    Sum Cmpop "cmpop" Nowhere { Eq "" NotEq "" Lt "" LtE "" Gt "" GtE "" Is "" IsNot "" In "" NotIn "" }
    Product Comprehension "comprehension" Nowhere { Comprehension "expr target, expr iter, expr* ifs, int is_async" }
    Sum Excepthandler "excepthandler" Begin { ExceptHandler "expr? type, identifier? name, stmt* body" }
    Product Arguments "arguments" Nowhere {
        Arguments "arg* posonlyargs, arg* args, arg? vararg, arg* kwonlyargs, expr?* kw_defaults, arg? kwarg, \
            expr* defaults"
    }
    Product Arg "arg" Begin { Arg "identifier arg, expr? annotation, string? type_comment" }
    Product Keyword "keyword" Begin { Keyword "identifier? arg, expr value" }
    Product Alias "alias" Begin { Alias "identifier name, identifier? asname" }
    Product Withitem "withitem" Nowhere { WithItem "expr context_expr, expr? optional_vars" }
    Product MatchCase "match_case" Nowhere { MatchCase "pattern pattern, expr? guard, stmt* body" }
    Sum Pattern "pattern" Extent {
        MatchValue "expr value"
        MatchSingleton "constant value"
        MatchSequence "pattern* patterns"
        MatchMapping "expr* keys, pattern* patterns, identifier? rest"
        MatchClass "expr cls, pattern* patterns, identifier* kwd_attrs, pattern* kwd_patterns"
        MatchStar "identifier? name"
        MatchAs "pattern? pattern, identifier? name"
        MatchOr "pattern* patterns"
    }
    Sum TypeIgnore "type_ignore" Nowhere { TypeIgnore "int lineno, string tag" }
    Sum TypeParam "type_param" Extent {
        TypeVar "identifier name, expr? bound, expr? default_value"
        ParamSpec "identifier name, expr? default_value"
        TypeVarTuple "identifier name, expr? default_value"
    }
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// A str that is a name.
    Identifier,
    /// A str.
    Str,
    /// An int.
    Int,
    /// What a literal stands for.
    Constant,
    /// A node.
    Node(Group),
}

/// How many of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// One.
    One,
    /// One or None.
    Optional,
    /// A list.
    Many,
    /// A list, None among the items.
    ManyOptional,
}

/// A field of a node.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub of: Type,
    /// How many of them.
    pub quantity: Quantity,
}

impl Group {
    /// What the type is.
    pub fn spec(self) -> &'static GroupSpec {
        &GROUPS[self as usize]
    }

    /// Whether its constructors have no fields and no place: each has one instance.
    pub fn is_enumeration(self) -> bool {
        self.spec().places == Places::Nowhere && self.spec().kinds.iter().all(|kind| kind.spec().fields.is_empty())
    }

    /// Its docstring: the rule of the schema.
    pub fn doc(self) -> String {
        let GroupSpec { name, form, kinds, .. } = self.spec();
        if *form == Form::Product {
            return kinds[0].doc();
        }
        let separator = if self.is_enumeration() { " | ".to_owned() } else { format!("\n{:1$}| ", "", name.len() + 1) };
        let rules: Vec<String> = kinds.iter().map(|kind| kind.doc()).collect();
        format!("{name} = {}", rules.join(&separator))
    }
}

impl Kind {
    /// What the constructor is.
    pub fn spec(self) -> &'static KindSpec {
        &KINDS[self as usize]
    }

    /// Its docstring: its part of the rule.
    pub fn doc(self) -> String {
        let KindSpec { name, fields, .. } = self.spec();
        if fields.is_empty() { (*name).to_owned() } else { format!("{name}({fields})") }
    }

    /// Its fields in order.
    pub fn fields(self) -> Vec<Field> {
        self.spec().fields.split(", ").filter_map(field).collect()
    }
}

/// A field as the schema writes it: `expr* values`.
fn field(text: &'static str) -> Option<Field> {
    let (of, name) = text.split_once(' ')?;
    let (of, quantity) = match of.trim_end_matches(['?', '*']) {
        plain if of.ends_with("?*") => (plain, Quantity::ManyOptional),
        plain if of.ends_with('*') => (plain, Quantity::Many),
        plain if of.ends_with('?') => (plain, Quantity::Optional),
        plain => (plain, Quantity::One),
    };
    let of = match of {
        "identifier" => Type::Identifier,
        "string" => Type::Str,
        "int" => Type::Int,
        "constant" => Type::Constant,
        group => Type::Node(ALL_GROUPS.iter().copied().find(|known| known.spec().name == group)?),
    };
    Some(Field { name, of, quantity })
}

#[cfg(test)]
mod tests {
    use super::{ALL_GROUPS, KINDS};

    #[test]
    fn every_field_is_understood() {
        for kind in ALL_GROUPS.iter().flat_map(|group| group.spec().kinds) {
            let count = kind.spec().fields.split(", ").filter(|text| !text.is_empty()).count();
            assert_eq!(kind.fields().len(), count, "{}", kind.spec().name);
        }
        assert_eq!(KINDS.len(), ALL_GROUPS.iter().map(|group| group.spec().kinds.len()).sum::<usize>());
    }
}
