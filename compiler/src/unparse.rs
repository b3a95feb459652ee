//! Expressions back to text, for annotations under `from __future__ import annotations`.

use ouropy_grammar::ast::{
    Arg, Arguments, BoolOp, CmpOp, Comprehension, Constant, Conversion, Expr, ExprKind, Operator, UnaryOp,
};

/// How tightly an expression binds. One that binds less tightly than its place asks stands in parentheses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Named,
    Tuple,
    Test,
    Or,
    And,
    Not,
    Comparison,
    BitOr,
    BitXor,
    BitAnd,
    Shift,
    Sum,
    Term,
    Factor,
    Power,
    Await,
    Atom,
}

impl Level {
    const ALL: [Level; 17] = [
        Level::Named,
        Level::Tuple,
        Level::Test,
        Level::Or,
        Level::And,
        Level::Not,
        Level::Comparison,
        Level::BitOr,
        Level::BitXor,
        Level::BitAnd,
        Level::Shift,
        Level::Sum,
        Level::Term,
        Level::Factor,
        Level::Power,
        Level::Await,
        Level::Atom,
    ];

    fn tighter(self) -> Level {
        Self::ALL.get(self as usize + 1).copied().unwrap_or(Level::Atom)
    }
}

/// The text of an expression as CPython writes it.
pub fn expression(expression: &Expr) -> Vec<u8> {
    let mut writer = Writer { text: Vec::new() };
    writer.expression(expression, Level::Test);
    writer.text
}

/// Text in WTF-8.
struct Writer {
    text: Vec<u8>,
}

impl Writer {
    fn push(&mut self, text: &str) {
        self.text.extend(text.as_bytes());
    }

    fn separated(&mut self, expressions: &[Expr], level: Level) {
        for (index, expression) in expressions.iter().enumerate() {
            if index > 0 {
                self.push(", ");
            }
            self.expression(expression, level);
        }
    }

    fn grouped(&mut self, own: Level, wanted: Level, inside: impl FnOnce(&mut Self)) {
        let parentheses = wanted > own;
        if parentheses {
            self.push("(");
        }
        inside(self);
        if parentheses {
            self.push(")");
        }
    }

    fn expression(&mut self, expression: &Expr, level: Level) {
        match &expression.kind {
            ExprKind::BoolOp { op, values } => {
                let (own, word) = match op {
                    BoolOp::And => (Level::And, " and "),
                    BoolOp::Or => (Level::Or, " or "),
                };
                self.grouped(own, level, |writer| {
                    for (index, value) in values.iter().enumerate() {
                        if index > 0 {
                            writer.push(word);
                        }
                        writer.expression(value, own.tighter());
                    }
                });
            }
            ExprKind::NamedExpr { target, value } => self.grouped(Level::Named, level, |writer| {
                writer.expression(target, Level::Atom);
                writer.push(" := ");
                writer.expression(value, Level::Atom);
            }),
            ExprKind::BinOp { left, op, right } => {
                let (own, symbol) = binary(*op);
                let (left_level, right_level) =
                    if *op == Operator::Pow { (own.tighter(), own) } else { (own, own.tighter()) };
                self.grouped(own, level, |writer| {
                    writer.expression(left, left_level);
                    writer.push(symbol);
                    writer.expression(right, right_level);
                });
            }
            ExprKind::UnaryOp { op, operand } => {
                let (own, symbol) = match op {
                    UnaryOp::Invert => (Level::Factor, "~"),
                    UnaryOp::Not => (Level::Not, "not "),
                    UnaryOp::UAdd => (Level::Factor, "+"),
                    UnaryOp::USub => (Level::Factor, "-"),
                };
                self.grouped(own, level, |writer| {
                    writer.push(symbol);
                    writer.expression(operand, own);
                });
            }
            ExprKind::Lambda { args, body } => self.grouped(Level::Test, level, |writer| {
                writer.push("lambda");
                writer.arguments(args);
                writer.push(": ");
                writer.expression(body, Level::Test);
            }),
            ExprKind::IfExp { test, body, orelse } => self.grouped(Level::Test, level, |writer| {
                writer.expression(body, Level::Test.tighter());
                writer.push(" if ");
                writer.expression(test, Level::Test.tighter());
                writer.push(" else ");
                writer.expression(orelse, Level::Test);
            }),
            ExprKind::Dict { keys, values } => {
                self.push("{");
                for (index, (key, value)) in keys.iter().zip(values).enumerate() {
                    if index > 0 {
                        self.push(", ");
                    }
                    if let Some(key) = key {
                        self.expression(key, Level::Test);
                        self.push(": ");
                        self.expression(value, Level::Test);
                    } else {
                        self.push("**");
                        self.expression(value, Level::BitOr);
                    }
                }
                self.push("}");
            }
            ExprKind::Set { elts } => self.bracketed("{", "}", |writer| writer.separated(elts, Level::Test)),
            ExprKind::List { elts } => self.bracketed("[", "]", |writer| writer.separated(elts, Level::Test)),
            ExprKind::ListComp { elt, generators } => self.comprehension("[", "]", &[elt], generators),
            ExprKind::SetComp { elt, generators } => self.comprehension("{", "}", &[elt], generators),
            ExprKind::GeneratorExp { elt, generators } => self.comprehension("(", ")", &[elt], generators),
            ExprKind::DictComp { key, value, generators } => {
                self.comprehension("{", "}", &[key, value], generators);
            }
            ExprKind::Yield { value: None } => self.push("(yield)"),
            ExprKind::Yield { value: Some(value) } => {
                self.bracketed("(yield ", ")", |writer| writer.expression(value, Level::Test));
            }
            ExprKind::YieldFrom { value } => {
                self.bracketed("(yield from ", ")", |writer| writer.expression(value, Level::Test));
            }
            ExprKind::Await { value } => self.grouped(Level::Await, level, |writer| {
                writer.push("await ");
                writer.expression(value, Level::Atom);
            }),
            ExprKind::Compare { left, ops, comparators } => self.grouped(Level::Comparison, level, |writer| {
                writer.expression(left, Level::Comparison.tighter());
                for (op, comparator) in ops.iter().zip(comparators) {
                    writer.push(comparison(*op));
                    writer.expression(comparator, Level::Comparison.tighter());
                }
            }),
            ExprKind::Call { func, args, keywords } => {
                self.expression(func, Level::Atom);
                if let ([only], []) = (&args[..], &keywords[..])
                    && matches!(only.kind, ExprKind::GeneratorExp { .. })
                {
                    return self.expression(only, Level::Test);
                }
                self.push("(");
                self.separated(args, Level::Test);
                for (index, keyword) in keywords.iter().enumerate() {
                    if index > 0 || !args.is_empty() {
                        self.push(", ");
                    }
                    match &keyword.arg {
                        Some(name) => {
                            self.push(name);
                            self.push("=");
                        }
                        None => self.push("**"),
                    }
                    self.expression(&keyword.value, Level::Test);
                }
                self.push(")");
            }
            ExprKind::FormattedValue { .. } | ExprKind::JoinedStr { .. } => {
                let mut body = Writer { text: Vec::new() };
                body.format_part(expression);
                self.push("f");
                self.text.extend(quoted(&body.text, ""));
            }
            ExprKind::Interpolation { .. } | ExprKind::TemplateStr { .. } => {
                let mut body = Writer { text: Vec::new() };
                body.format_part(expression);
                self.push("t");
                self.text.extend(quoted(&body.text, ""));
            }
            ExprKind::Constant { value, u_prefix } => {
                if *u_prefix {
                    self.push("u");
                }
                self.constant(value);
            }
            ExprKind::Attribute { value, attr } => {
                self.expression(value, Level::Atom);
                let is_int =
                    matches!(value.kind, ExprKind::Constant { value: Constant::Int(_) | Constant::BigInt(_), .. });
                self.push(if is_int { " ." } else { "." });
                self.push(attr);
            }
            ExprKind::Subscript { value, slice } => {
                self.expression(value, Level::Atom);
                self.bracketed("[", "]", |writer| writer.expression(slice, Level::Tuple));
            }
            ExprKind::Starred { value } => {
                self.push("*");
                self.expression(value, Level::BitOr);
            }
            ExprKind::Name { id } => self.push(id),
            ExprKind::Tuple { elts } if elts.is_empty() => self.push("()"),
            ExprKind::Tuple { elts } => self.grouped(Level::Tuple, level, |writer| {
                writer.separated(elts, Level::Test);
                if elts.len() == 1 {
                    writer.push(",");
                }
            }),
            ExprKind::Slice { lower, upper, step } => {
                for (index, bound) in [lower, upper, step].into_iter().enumerate() {
                    if index == 1 || (index == 2 && bound.is_some()) {
                        self.push(":");
                    }
                    if let Some(bound) = bound {
                        self.expression(bound, Level::Test);
                    }
                }
            }
        }
    }

    fn bracketed(&mut self, open: &str, close: &str, inside: impl FnOnce(&mut Self)) {
        self.push(open);
        inside(self);
        self.push(close);
    }

    fn comprehension(&mut self, open: &str, close: &str, elements: &[&Expr], generators: &[Comprehension]) {
        self.push(open);
        for (index, element) in elements.iter().enumerate() {
            if index > 0 {
                self.push(": ");
            }
            self.expression(element, Level::Test);
        }
        for clause in generators {
            self.push(if clause.is_async { " async for " } else { " for " });
            self.expression(&clause.target, Level::Tuple);
            self.push(" in ");
            self.expression(&clause.iter, Level::Test.tighter());
            for condition in &clause.ifs {
                self.push(" if ");
                self.expression(condition, Level::Test.tighter());
            }
        }
        self.push(close);
    }

    fn arguments(&mut self, arguments: &Arguments) {
        let positional = arguments.posonlyargs.len() + arguments.args.len();
        let mut first = true;
        let mut separate = |writer: &mut Self| {
            writer.push(if std::mem::take(&mut first) { " " } else { ", " });
        };
        for (index, arg) in arguments.posonlyargs.iter().chain(&arguments.args).enumerate() {
            separate(self);
            let without_default = positional - arguments.defaults.len();
            self.parameter(arg, index.checked_sub(without_default).and_then(|index| arguments.defaults.get(index)));
            if index + 1 == arguments.posonlyargs.len() {
                self.push(", /");
            }
        }
        if arguments.vararg.is_some() || !arguments.kwonlyargs.is_empty() {
            separate(self);
            self.push("*");
            if let Some(vararg) = &arguments.vararg {
                self.push(&vararg.arg);
            }
        }
        for (arg, default) in arguments.kwonlyargs.iter().zip(&arguments.kw_defaults) {
            separate(self);
            self.parameter(arg, default.as_ref());
        }
        if let Some(kwarg) = &arguments.kwarg {
            separate(self);
            self.push("**");
            self.push(&kwarg.arg);
        }
    }

    fn parameter(&mut self, arg: &Arg, default: Option<&Expr>) {
        self.push(&arg.arg);
        if let Some(default) = default {
            self.push("=");
            self.expression(default, Level::Test);
        }
    }

    /// A part of an f-string, its braces doubled.
    fn format_part(&mut self, part: &Expr) {
        match &part.kind {
            ExprKind::JoinedStr { values } | ExprKind::TemplateStr { values } => {
                for value in values {
                    self.format_part(value);
                }
            }
            ExprKind::Constant { value: Constant::Str(text), .. } => {
                for &byte in text {
                    self.text.push(byte);
                    if matches!(byte, b'{' | b'}') {
                        self.text.push(byte);
                    }
                }
            }
            ExprKind::FormattedValue { value, conversion, format_spec } => {
                let mut field = Writer { text: Vec::new() };
                field.expression(value, Level::Test.tighter());
                self.push(if field.text.starts_with(b"{") { "{ " } else { "{" });
                self.text.extend(field.text);
                self.end_of_field(*conversion, format_spec.as_deref());
            }
            ExprKind::Interpolation { str, conversion, format_spec, .. } => {
                self.push("{");
                self.push(str);
                self.end_of_field(*conversion, format_spec.as_deref());
            }
            _ => self.expression(part, Level::Test),
        }
    }

    /// Conversion, format specification and closing brace of a replacement field.
    fn end_of_field(&mut self, conversion: Conversion, format_spec: Option<&Expr>) {
        self.push(match conversion {
            Conversion::None => "",
            Conversion::Str => "!s",
            Conversion::Repr => "!r",
            Conversion::Ascii => "!a",
        });
        if let Some(spec) = format_spec {
            self.push(":");
            self.format_part(spec);
        }
        self.push("}");
    }

    fn constants(&mut self, items: &[Constant]) {
        for (index, item) in items.iter().enumerate() {
            self.push(if index > 0 { ", " } else { "" });
            self.constant(item);
        }
    }

    fn constant(&mut self, constant: &Constant) {
        match constant {
            Constant::None => self.push("None"),
            Constant::True => self.push("True"),
            Constant::False => self.push("False"),
            Constant::Ellipsis => self.push("..."),
            Constant::Int(value) => self.push(&value.to_string()),
            Constant::BigInt(value) => self.push(&value.to_string()),
            Constant::Float(value) => self.push(&float(*value)),
            Constant::Complex(real, imaginary) => {
                let digits = |number: f64| {
                    let digits = float(number);
                    digits.strip_suffix(".0").map(str::to_owned).unwrap_or(digits)
                };
                if *real == 0.0 && real.is_sign_positive() {
                    self.push(&format!("{}j", digits(*imaginary)));
                } else {
                    let sign = if imaginary.is_sign_negative() { "" } else { "+" };
                    self.push(&format!("({}{sign}{}j)", digits(*real), digits(*imaginary)));
                }
            }
            Constant::Str(text) => self.text.extend(quoted(text, "")),
            Constant::Bytes(bytes) => self.text.extend(quoted(bytes, "b")),
            Constant::Tuple(items) => {
                self.push("(");
                self.constants(items);
                self.push(if items.len() == 1 { ",)" } else { ")" });
            }
            Constant::FrozenSet(items) if items.is_empty() => self.push("frozenset()"),
            Constant::FrozenSet(items) => {
                self.push("frozenset({");
                self.constants(items);
                self.push("})");
            }
        }
    }
}

fn binary(op: Operator) -> (Level, &'static str) {
    match op {
        Operator::Add => (Level::Sum, " + "),
        Operator::Sub => (Level::Sum, " - "),
        Operator::Mult => (Level::Term, " * "),
        Operator::MatMult => (Level::Term, " @ "),
        Operator::Div => (Level::Term, " / "),
        Operator::Mod => (Level::Term, " % "),
        Operator::LShift => (Level::Shift, " << "),
        Operator::RShift => (Level::Shift, " >> "),
        Operator::BitOr => (Level::BitOr, " | "),
        Operator::BitXor => (Level::BitXor, " ^ "),
        Operator::BitAnd => (Level::BitAnd, " & "),
        Operator::FloorDiv => (Level::Term, " // "),
        Operator::Pow => (Level::Power, " ** "),
    }
}

fn comparison(op: CmpOp) -> &'static str {
    match op {
        CmpOp::Eq => " == ",
        CmpOp::NotEq => " != ",
        CmpOp::Lt => " < ",
        CmpOp::LtE => " <= ",
        CmpOp::Gt => " > ",
        CmpOp::GtE => " >= ",
        CmpOp::Is => " is ",
        CmpOp::IsNot => " is not ",
        CmpOp::In => " in ",
        CmpOp::NotIn => " not in ",
    }
}

/// As `repr(float)`, with a literal that overflows for infinity.
pub(super) fn float(value: f64) -> String {
    if value.is_infinite() {
        return "1e309".to_owned();
    }
    let scientific = format!("{value:e}");
    let Some((digits, exponent)) = scientific.split_once('e') else { return scientific };
    match exponent.parse::<i32>() {
        Ok(exponent) if !(-4..16).contains(&exponent) => {
            let sign = if exponent < 0 { '-' } else { '+' };
            format!("{digits}e{sign}{:02}", exponent.unsigned_abs())
        }
        _ => format!("{value:?}"),
    }
}

/// A string or bytes literal (`prefix` "b"), in single quotes unless that needs more escapes.
pub(super) fn quoted(text: &[u8], prefix: &str) -> Vec<u8> {
    let quote = if text.contains(&b'\'') && !text.contains(&b'"') { b'"' } else { b'\'' };
    let mut result = prefix.as_bytes().to_vec();
    result.push(quote);
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        match byte {
            b'\\' => result.extend(b"\\\\"),
            b'\n' => result.extend(b"\\n"),
            b'\r' => result.extend(b"\\r"),
            b'\t' => result.extend(b"\\t"),
            _ if byte == quote => result.extend([b'\\', byte]),
            b' '..=b'~' => result.push(byte),
            0x80.. if prefix.is_empty() => {
                let length = if byte >= 0xF0 {
                    4
                } else if byte >= 0xE0 {
                    3
                } else {
                    2
                };
                let (character, after) = rest.split_at(length.min(rest.len()));
                result.extend(character_text(character));
                rest = after;
                continue;
            }
            _ => result.extend(format!("\\x{byte:02x}").bytes()),
        }
        rest = after;
    }
    result.push(quote);
    result
}

/// A character beyond ASCII: as it is, or escaped if it is a lone surrogate or does not show.
fn character_text(bytes: &[u8]) -> Vec<u8> {
    match std::str::from_utf8(bytes).ok().and_then(|text| text.chars().next()) {
        Some('\u{80}'..='\u{a0}' | '\u{ad}') => format!("\\x{:02x}", (bytes[0] & 0x1F) << 6 | bytes[1] & 0x3F).into(),
        Some(_) => bytes.to_vec(),
        None => {
            let unit =
                bytes.iter().skip(1).fold(u32::from(bytes[0] & 0xF), |unit, byte| unit << 6 | u32::from(byte & 0x3F));
            format!("\\u{unit:04x}").into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ouropy_grammar::ast::Module;

    /// Annotations of all kinds that CPython gives back unchanged.
    #[test]
    fn text_and_back() {
        for text in [
            "a.b[c, d]",
            "dict[str, list[int]] | None",
            "(a + b) * c ** (-d) ** e",
            "lambda x, /, y=1, *z, k=2, **r: x if y else z",
            "[i for i in x if i for j, k in y]",
            "{**a, 'b': 1}",
            "not a and (b or c) < d is not e",
            "f(*a, b=1, **c)[1:2, ::3]",
            "'it' 'x'",
            "1 .real",
            "(yield)",
            "1e+300 + 2.5 + 3j",
            "b'\\x00' + u'x'",
            "f'{a!r:>{b}} {{x}}'",
            "((x := 1), *y)",
        ] {
            let parsed = ouropy_grammar::parse(text, ouropy_grammar::Mode::Expression).expect("parses");
            let Module::Expression { body } = parsed.ast else { unreachable!() };
            let written = String::from_utf8(expression(&body)).expect("text");
            let expected = if text == "'it' 'x'" { "'itx'" } else { text };
            assert_eq!(written, expected);
        }
    }
}
