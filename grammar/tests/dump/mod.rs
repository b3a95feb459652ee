//! Trees as text, in the form of CPython's `ast.dump(tree, include_attributes=True)`.
//!
//! Two values differ in form, so that no rules of `repr` are needed: strings are in the form of `ascii()`, always in
//! single quotes, and floats are the sixteen hexadecimal digits of their bits. `dump.py` writes the same.

use std::fmt::Write as _;

use ouropy_grammar::ast::{
    Alias, Arg, Arguments, Comprehension, Constant, Conversion, Expr, ExprKind, Identifier, Keyword, Module, Pattern,
    PatternKind, Span, Stmt, StmtKind, TypeParam, TypeParamKind,
};

/// The dump of a tree, each statement of the outermost body on its own line.
pub fn module(module: &Module) -> String {
    let mut dump = Dump { out: String::new(), first: true };
    match module {
        Module::Module { body } | Module::Interactive { body } => {
            for statement in body {
                dump.stmt(statement);
                dump.out.push('\n');
            }
        }
        Module::Expression { body } => {
            dump.expr(body, "Load");
            dump.out.push('\n');
        }
    }
    dump.out
}

struct Dump {
    out: String,
    /// Whether the next field is the first of its node.
    first: bool,
}

impl Dump {
    fn field(&mut self, name: &str) {
        if !self.first {
            self.out.push_str(", ");
        }
        self.first = false;
        self.out.push_str(name);
        self.out.push('=');
    }

    fn node(&mut self, name: &str, fields: impl FnOnce(&mut Self)) {
        self.out.push_str(name);
        self.out.push('(');
        self.first = true;
        fields(self);
        self.out.push(')');
        self.first = false;
    }

    fn formatted(&mut self, arguments: std::fmt::Arguments<'_>) {
        // Writing to a string does not fail.
        let _ = self.out.write_fmt(arguments);
    }

    fn plain(&mut self, name: &str, value: &str) {
        self.field(name);
        self.out.push_str(value);
    }

    fn span(&mut self, span: Span) {
        self.plain("lineno", &span.line.to_string());
        self.plain("col_offset", &span.column.to_string());
        self.plain("end_lineno", &span.end_line.to_string());
        self.plain("end_col_offset", &span.end_column.to_string());
    }

    fn list<T>(&mut self, name: &str, items: &[T], mut each: impl FnMut(&mut Self, &T)) {
        if items.is_empty() {
            return;
        }
        self.field(name);
        self.out.push('[');
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.out.push_str(", ");
            }
            each(self, item);
        }
        self.out.push(']');
        self.first = false;
    }

    fn text(&mut self, value: &[u8]) {
        self.out.push('\'');
        ascii(&mut self.out, value);
        self.out.push('\'');
    }

    fn identifier(&mut self, name: &str, value: &str) {
        self.field(name);
        self.text(value.as_bytes());
    }

    fn optional_identifier(&mut self, name: &str, value: Option<&Identifier>) {
        if let Some(value) = value {
            self.identifier(name, value);
        }
    }

    fn identifiers(&mut self, name: &str, values: &[Identifier]) {
        self.list(name, values, |dump, value| dump.text(value.as_bytes()));
    }

    fn child(&mut self, name: &str, value: &Expr, ctx: &str) {
        self.field(name);
        self.expr(value, ctx);
    }

    fn load(&mut self, name: &str, value: &Expr) {
        self.child(name, value, "Load");
    }

    fn optional(&mut self, name: &str, value: Option<&Expr>) {
        if let Some(value) = value {
            self.load(name, value);
        }
    }

    fn exprs(&mut self, name: &str, values: &[Expr]) {
        self.list(name, values, |dump, value| dump.expr(value, "Load"));
    }

    fn body(&mut self, name: &str, statements: &[Stmt]) {
        self.list(name, statements, Self::stmt);
    }

    fn stmt(&mut self, stmt: &Stmt) {
        self.node(statement_name(&stmt.kind), |dump| {
            dump.stmt_fields(&stmt.kind);
            dump.span(stmt.span);
        });
    }

    fn stmt_fields(&mut self, kind: &StmtKind) {
        match kind {
            StmtKind::FunctionDef(def) | StmtKind::AsyncFunctionDef(def) => {
                self.identifier("name", &def.name);
                self.field("args");
                self.arguments(&def.args);
                self.body("body", &def.body);
                self.exprs("decorator_list", &def.decorator_list);
                self.optional("returns", def.returns.as_deref());
                self.list("type_params", &def.type_params, Self::type_param);
            }
            StmtKind::ClassDef(def) => {
                self.identifier("name", &def.name);
                self.exprs("bases", &def.bases);
                self.list("keywords", &def.keywords, Self::keyword);
                self.body("body", &def.body);
                self.exprs("decorator_list", &def.decorator_list);
                self.list("type_params", &def.type_params, Self::type_param);
            }
            StmtKind::Return { value } => self.optional("value", value.as_deref()),
            StmtKind::Delete { targets } => {
                self.list("targets", targets, |dump, target| dump.expr(target, "Del"));
            }
            StmtKind::Assign { targets, value } => {
                self.list("targets", targets, |dump, target| {
                    dump.expr(target, "Store");
                });
                self.load("value", value);
            }
            StmtKind::TypeAlias { name, type_params, value } => {
                self.child("name", name, "Store");
                self.list("type_params", type_params, Self::type_param);
                self.load("value", value);
            }
            StmtKind::AugAssign { target, op, value } => {
                self.child("target", target, "Store");
                self.plain("op", &format!("{op:?}()"));
                self.load("value", value);
            }
            StmtKind::AnnAssign { target, annotation, value, simple } => {
                self.child("target", target, "Store");
                self.load("annotation", annotation);
                self.optional("value", value.as_deref());
                self.plain("simple", if *simple { "1" } else { "0" });
            }
            StmtKind::For(parts) | StmtKind::AsyncFor(parts) => {
                self.child("target", &parts.target, "Store");
                self.load("iter", &parts.iter);
                self.body("body", &parts.body);
                self.body("orelse", &parts.orelse);
            }
            StmtKind::While { test, body, orelse } | StmtKind::If { test, body, orelse } => {
                self.load("test", test);
                self.body("body", body);
                self.body("orelse", orelse);
            }
            StmtKind::With { items, body } | StmtKind::AsyncWith { items, body } => {
                self.list("items", items, |dump, item| {
                    dump.node("withitem", |dump| {
                        dump.load("context_expr", &item.context_expr);
                        if let Some(vars) = &item.optional_vars {
                            dump.child("optional_vars", vars, "Store");
                        }
                    });
                });
                self.body("body", body);
            }
            StmtKind::Match { subject, cases } => {
                self.load("subject", subject);
                self.list("cases", cases, |dump, case| {
                    dump.node("match_case", |dump| {
                        dump.field("pattern");
                        dump.pattern(&case.pattern);
                        dump.optional("guard", case.guard.as_deref());
                        dump.body("body", &case.body);
                    });
                });
            }
            StmtKind::Raise { exc, cause } => {
                self.optional("exc", exc.as_deref());
                self.optional("cause", cause.as_deref());
            }
            StmtKind::Try(parts) | StmtKind::TryStar(parts) => {
                self.body("body", &parts.body);
                self.list("handlers", &parts.handlers, |dump, handler| {
                    dump.node("ExceptHandler", |dump| {
                        dump.optional("type", handler.typ.as_deref());
                        dump.optional_identifier("name", handler.name.as_ref());
                        dump.body("body", &handler.body);
                        dump.span(handler.span);
                    });
                });
                self.body("orelse", &parts.orelse);
                self.body("finalbody", &parts.finalbody);
            }
            StmtKind::Assert { test, msg } => {
                self.load("test", test);
                self.optional("msg", msg.as_deref());
            }
            StmtKind::Import { names } => self.list("names", names, Self::alias),
            StmtKind::ImportFrom { module, names, level } => {
                self.optional_identifier("module", module.as_ref());
                self.list("names", names, Self::alias);
                self.plain("level", &level.to_string());
            }
            StmtKind::Global { names } | StmtKind::Nonlocal { names } => {
                self.identifiers("names", names);
            }
            StmtKind::Expr { value } => self.load("value", value),
            StmtKind::Pass | StmtKind::Break | StmtKind::Continue => {}
        }
    }

    fn expr(&mut self, expr: &Expr, ctx: &str) {
        self.node(expression_name(&expr.kind), |dump| {
            dump.expr_fields(&expr.kind, ctx);
            dump.span(expr.span);
        });
    }

    fn expr_fields(&mut self, kind: &ExprKind, ctx: &str) {
        match kind {
            ExprKind::BoolOp { op, values } => {
                self.plain("op", &format!("{op:?}()"));
                self.exprs("values", values);
            }
            ExprKind::NamedExpr { target, value } => {
                self.child("target", target, "Store");
                self.load("value", value);
            }
            ExprKind::BinOp { left, op, right } => {
                self.load("left", left);
                self.plain("op", &format!("{op:?}()"));
                self.load("right", right);
            }
            ExprKind::UnaryOp { op, operand } => {
                self.plain("op", &format!("{op:?}()"));
                self.load("operand", operand);
            }
            ExprKind::Lambda { args, body } => {
                self.field("args");
                self.arguments(args);
                self.load("body", body);
            }
            ExprKind::IfExp { test, body, orelse } => {
                self.load("test", test);
                self.load("body", body);
                self.load("orelse", orelse);
            }
            ExprKind::Dict { keys, values } => {
                self.list("keys", keys, |dump, key| match key {
                    Some(key) => dump.expr(key, "Load"),
                    None => dump.out.push_str("None"),
                });
                self.exprs("values", values);
            }
            ExprKind::Set { elts } => self.exprs("elts", elts),
            ExprKind::ListComp { elt, generators }
            | ExprKind::SetComp { elt, generators }
            | ExprKind::GeneratorExp { elt, generators } => {
                self.load("elt", elt);
                self.list("generators", generators, Self::comprehension);
            }
            ExprKind::DictComp { key, value, generators } => {
                self.load("key", key);
                self.load("value", value);
                self.list("generators", generators, Self::comprehension);
            }
            ExprKind::Await { value } | ExprKind::YieldFrom { value } => self.load("value", value),
            ExprKind::Yield { value } => self.optional("value", value.as_deref()),
            ExprKind::Compare { left, ops, comparators } => {
                self.load("left", left);
                self.list("ops", ops, |dump, op| {
                    dump.formatted(format_args!("{op:?}()"));
                });
                self.exprs("comparators", comparators);
            }
            ExprKind::Call { func, args, keywords } => {
                self.load("func", func);
                self.exprs("args", args);
                self.list("keywords", keywords, Self::keyword);
            }
            ExprKind::FormattedValue { value, conversion, format_spec } => {
                self.load("value", value);
                self.plain("conversion", self::conversion(*conversion));
                self.optional("format_spec", format_spec.as_deref());
            }
            ExprKind::Interpolation { value, str, conversion, format_spec } => {
                self.load("value", value);
                self.identifier("str", str);
                self.plain("conversion", self::conversion(*conversion));
                self.optional("format_spec", format_spec.as_deref());
            }
            ExprKind::JoinedStr { values } | ExprKind::TemplateStr { values } => self.exprs("values", values),
            ExprKind::Constant { value, u_prefix } => {
                self.field("value");
                self.constant(value);
                if *u_prefix {
                    self.plain("kind", "'u'");
                }
            }
            ExprKind::Attribute { value, attr } => {
                self.load("value", value);
                self.identifier("attr", attr);
                self.plain("ctx", &format!("{ctx}()"));
            }
            ExprKind::Subscript { value, slice } => {
                self.load("value", value);
                self.load("slice", slice);
                self.plain("ctx", &format!("{ctx}()"));
            }
            ExprKind::Starred { value } => {
                self.child("value", value, ctx);
                self.plain("ctx", &format!("{ctx}()"));
            }
            ExprKind::Name { id } => {
                self.identifier("id", id);
                self.plain("ctx", &format!("{ctx}()"));
            }
            ExprKind::List { elts } | ExprKind::Tuple { elts } => {
                self.list("elts", elts, |dump, elt| dump.expr(elt, ctx));
                self.plain("ctx", &format!("{ctx}()"));
            }
            ExprKind::Slice { lower, upper, step } => {
                self.optional("lower", lower.as_deref());
                self.optional("upper", upper.as_deref());
                self.optional("step", step.as_deref());
            }
        }
    }

    fn constant(&mut self, value: &Constant) {
        match value {
            Constant::None => self.out.push_str("None"),
            Constant::True => self.out.push_str("True"),
            Constant::False => self.out.push_str("False"),
            Constant::Ellipsis => self.out.push_str("Ellipsis"),
            Constant::Int(value) => self.formatted(format_args!("{value:#x}")),
            Constant::BigInt(value) => self.formatted(format_args!("{:#x}", **value)),
            Constant::Float(value) => self.formatted(format_args!("{:016x}", value.to_bits())),
            Constant::Complex(_, value) => self.formatted(format_args!("{:016x}j", value.to_bits())),
            Constant::Str(value) => self.text(value),
            Constant::Bytes(value) => {
                self.out.push_str("b'");
                for &byte in value {
                    ascii_byte(&mut self.out, byte);
                }
                self.out.push('\'');
            }
            Constant::Tuple(_) | Constant::FrozenSet(_) => unreachable!("no text gives these"),
        }
    }

    fn comprehension(&mut self, clause: &Comprehension) {
        self.node("comprehension", |dump| {
            dump.child("target", &clause.target, "Store");
            dump.load("iter", &clause.iter);
            dump.exprs("ifs", &clause.ifs);
            dump.plain("is_async", if clause.is_async { "1" } else { "0" });
        });
    }

    fn arguments(&mut self, args: &Arguments) {
        self.node("arguments", |dump| {
            dump.list("posonlyargs", &args.posonlyargs, Self::arg);
            dump.list("args", &args.args, Self::arg);
            if let Some(vararg) = &args.vararg {
                dump.field("vararg");
                dump.arg(vararg);
            }
            dump.list("kwonlyargs", &args.kwonlyargs, Self::arg);
            dump.list("kw_defaults", &args.kw_defaults, |dump, default| match default {
                Some(default) => dump.expr(default, "Load"),
                None => dump.out.push_str("None"),
            });
            if let Some(kwarg) = &args.kwarg {
                dump.field("kwarg");
                dump.arg(kwarg);
            }
            dump.exprs("defaults", &args.defaults);
        });
    }

    fn arg(&mut self, arg: &Arg) {
        self.node("arg", |dump| {
            dump.identifier("arg", &arg.arg);
            dump.optional("annotation", arg.annotation.as_deref());
            dump.span(arg.span);
        });
    }

    fn keyword(&mut self, keyword: &Keyword) {
        self.node("keyword", |dump| {
            dump.optional_identifier("arg", keyword.arg.as_ref());
            dump.load("value", &keyword.value);
            dump.span(keyword.span);
        });
    }

    fn alias(&mut self, alias: &Alias) {
        self.node("alias", |dump| {
            dump.identifier("name", &alias.name);
            dump.optional_identifier("asname", alias.asname.as_ref());
            dump.span(alias.span);
        });
    }

    fn pattern(&mut self, pattern: &Pattern) {
        self.node(pattern_name(&pattern.kind), |dump| {
            match &pattern.kind {
                PatternKind::MatchValue { value } => dump.load("value", value),
                PatternKind::MatchSingleton { value } => {
                    dump.field("value");
                    dump.constant(value);
                }
                PatternKind::MatchSequence { patterns } | PatternKind::MatchOr { patterns } => {
                    dump.list("patterns", patterns, Self::pattern);
                }
                PatternKind::MatchMapping { keys, patterns, rest } => {
                    dump.exprs("keys", keys);
                    dump.list("patterns", patterns, Self::pattern);
                    dump.optional_identifier("rest", rest.as_ref());
                }
                PatternKind::MatchClass { cls, patterns, kwd_attrs, kwd_patterns } => {
                    dump.load("cls", cls);
                    dump.list("patterns", patterns, Self::pattern);
                    dump.identifiers("kwd_attrs", kwd_attrs);
                    dump.list("kwd_patterns", kwd_patterns, Self::pattern);
                }
                PatternKind::MatchStar { name } => dump.optional_identifier("name", name.as_ref()),
                PatternKind::MatchAs { pattern, name } => {
                    if let Some(pattern) = pattern {
                        dump.field("pattern");
                        dump.pattern(pattern);
                    }
                    dump.optional_identifier("name", name.as_ref());
                }
            }
            dump.span(pattern.span);
        });
    }

    fn type_param(&mut self, param: &TypeParam) {
        let (name, fields) = match &param.kind {
            TypeParamKind::TypeVar { name, bound, default_value } => {
                ("TypeVar", (name, bound.as_deref(), default_value))
            }
            TypeParamKind::ParamSpec { name, default_value } => ("ParamSpec", (name, None, default_value)),
            TypeParamKind::TypeVarTuple { name, default_value } => ("TypeVarTuple", (name, None, default_value)),
        };
        self.node(name, |dump| {
            let (name, bound, default_value) = fields;
            dump.identifier("name", name);
            dump.optional("bound", bound);
            dump.optional("default_value", default_value.as_deref());
            dump.span(param.span);
        });
    }
}

fn statement_name(kind: &StmtKind) -> &'static str {
    match kind {
        StmtKind::FunctionDef(_) => "FunctionDef",
        StmtKind::AsyncFunctionDef(_) => "AsyncFunctionDef",
        StmtKind::ClassDef(_) => "ClassDef",
        StmtKind::Return { .. } => "Return",
        StmtKind::Delete { .. } => "Delete",
        StmtKind::Assign { .. } => "Assign",
        StmtKind::TypeAlias { .. } => "TypeAlias",
        StmtKind::AugAssign { .. } => "AugAssign",
        StmtKind::AnnAssign { .. } => "AnnAssign",
        StmtKind::For(_) => "For",
        StmtKind::AsyncFor(_) => "AsyncFor",
        StmtKind::While { .. } => "While",
        StmtKind::If { .. } => "If",
        StmtKind::With { .. } => "With",
        StmtKind::AsyncWith { .. } => "AsyncWith",
        StmtKind::Match { .. } => "Match",
        StmtKind::Raise { .. } => "Raise",
        StmtKind::Try(_) => "Try",
        StmtKind::TryStar(_) => "TryStar",
        StmtKind::Assert { .. } => "Assert",
        StmtKind::Import { .. } => "Import",
        StmtKind::ImportFrom { .. } => "ImportFrom",
        StmtKind::Global { .. } => "Global",
        StmtKind::Nonlocal { .. } => "Nonlocal",
        StmtKind::Expr { .. } => "Expr",
        StmtKind::Pass => "Pass",
        StmtKind::Break => "Break",
        StmtKind::Continue => "Continue",
    }
}

fn expression_name(kind: &ExprKind) -> &'static str {
    match kind {
        ExprKind::BoolOp { .. } => "BoolOp",
        ExprKind::NamedExpr { .. } => "NamedExpr",
        ExprKind::BinOp { .. } => "BinOp",
        ExprKind::UnaryOp { .. } => "UnaryOp",
        ExprKind::Lambda { .. } => "Lambda",
        ExprKind::IfExp { .. } => "IfExp",
        ExprKind::Dict { .. } => "Dict",
        ExprKind::Set { .. } => "Set",
        ExprKind::ListComp { .. } => "ListComp",
        ExprKind::SetComp { .. } => "SetComp",
        ExprKind::DictComp { .. } => "DictComp",
        ExprKind::GeneratorExp { .. } => "GeneratorExp",
        ExprKind::Await { .. } => "Await",
        ExprKind::Yield { .. } => "Yield",
        ExprKind::YieldFrom { .. } => "YieldFrom",
        ExprKind::Compare { .. } => "Compare",
        ExprKind::Call { .. } => "Call",
        ExprKind::FormattedValue { .. } => "FormattedValue",
        ExprKind::JoinedStr { .. } => "JoinedStr",
        ExprKind::Interpolation { .. } => "Interpolation",
        ExprKind::TemplateStr { .. } => "TemplateStr",
        ExprKind::Constant { .. } => "Constant",
        ExprKind::Attribute { .. } => "Attribute",
        ExprKind::Subscript { .. } => "Subscript",
        ExprKind::Starred { .. } => "Starred",
        ExprKind::Name { .. } => "Name",
        ExprKind::List { .. } => "List",
        ExprKind::Tuple { .. } => "Tuple",
        ExprKind::Slice { .. } => "Slice",
    }
}

fn pattern_name(kind: &PatternKind) -> &'static str {
    match kind {
        PatternKind::MatchValue { .. } => "MatchValue",
        PatternKind::MatchSingleton { .. } => "MatchSingleton",
        PatternKind::MatchSequence { .. } => "MatchSequence",
        PatternKind::MatchMapping { .. } => "MatchMapping",
        PatternKind::MatchClass { .. } => "MatchClass",
        PatternKind::MatchStar { .. } => "MatchStar",
        PatternKind::MatchAs { .. } => "MatchAs",
        PatternKind::MatchOr { .. } => "MatchOr",
    }
}

/// WTF-8 as `ascii()` writes it between single quotes.
fn ascii(out: &mut String, mut bytes: &[u8]) {
    while let Some((&first, rest)) = bytes.split_first() {
        if first < 0x80 {
            ascii_byte(out, first);
            bytes = rest;
            continue;
        }
        let length = match first {
            0xC0..=0xDF => 2,
            0xE0..=0xEF => 3,
            _ => 4,
        };
        let lead = u32::from(first) & (0x7F >> length);
        let point = bytes[1..length].iter().fold(lead, |point, &byte| point << 6 | u32::from(byte & 0x3F));
        let _ = match point {
            0..=0xFF => write!(out, "\\x{point:02x}"),
            0x100..=0xFFFF => write!(out, "\\u{point:04x}"),
            _ => write!(out, "\\U{point:08x}"),
        };
        bytes = &bytes[length..];
    }
}

fn ascii_byte(out: &mut String, byte: u8) {
    match byte {
        b'\\' => out.push_str("\\\\"),
        b'\'' => out.push_str("\\'"),
        b'\n' => out.push_str("\\n"),
        b'\r' => out.push_str("\\r"),
        b'\t' => out.push_str("\\t"),
        0x20..=0x7E => out.push(char::from(byte)),
        _ => {
            let _ = write!(out, "\\x{byte:02x}");
        }
    }
}

fn conversion(conversion: Conversion) -> &'static str {
    match conversion {
        Conversion::None => "-1",
        Conversion::Str => "115",
        Conversion::Repr => "114",
        Conversion::Ascii => "97",
    }
}
