//! The walk of the symbol table's first pass over statements and expressions.

use foldhash::HashSet;

use ouropy_grammar::ast::{
    Alias, Arguments, ClassDef, Comprehension, ExceptHandler, Expr, ExprKind, For, FunctionDef, Identifier, Keyword,
    MatchCase, Pattern, PatternKind, Span, Stmt, StmtKind, TypeParam, TypeParamKind, WithItem,
};
use ouropy_grammar::error::SyntaxError;

use super::build::{Builder, Label, Walk, forbid_debug};
use super::{Color, ComprehensionKind, ScopeId, ScopeKind, Use};
use crate::annotation::CONDITIONAL;
use crate::expression::any_child;
use crate::generic::{GENERIC_BASE, TYPE_PARAMETERS};
use crate::refuse;

impl Builder {
    pub(super) fn statements(&mut self, body: &[Stmt]) -> Walk {
        body.iter().try_for_each(|statement| self.statement(statement))
    }

    fn statement(&mut self, statement: &Stmt) -> Walk {
        self.depth += 1;
        refuse::too_deep(self.depth)?;
        // A chain of `elif` is a loop here, so that its length does not count as depth.
        let mut current = statement;
        let mut chained = false;
        loop {
            if let StmtKind::If { test, body, orelse } = &current.kind
                && let [next] = &orelse[..]
            {
                self.expression(test)?;
                self.block(body)?;
                current = next;
                chained = true;
                continue;
            }
            break;
        }
        // What stands behind `elif` may not be executed either.
        self.here().conditional_depth += u32::from(chained);
        let result = self.one_statement(current);
        self.here().conditional_depth -= u32::from(chained);
        self.depth -= 1;
        result
    }

    /// Statements that may not be executed.
    fn block(&mut self, body: &[Stmt]) -> Walk {
        self.here().conditional_depth += 1;
        let result = self.statements(body);
        self.here().conditional_depth -= 1;
        result
    }

    fn one_statement(&mut self, statement: &Stmt) -> Walk {
        let span = statement.span;
        match &statement.kind {
            StmtKind::FunctionDef(function) => self.function(function, Color::Plain, span),
            StmtKind::AsyncFunctionDef(function) => self.function(function, Color::Async, span),
            StmtKind::ClassDef(class) => {
                self.note(&class.name, Use::LOCAL, span)?;
                self.expressions(&class.decorator_list)?;
                let outer = self.class.clone();
                let result = self.class(class, span);
                self.class = outer;
                result
            }
            StmtKind::Return { value } => self.optional(value.as_deref()),
            StmtKind::Delete { targets } => targets.iter().try_for_each(|target| self.deletion(target)),
            StmtKind::Assign { targets, value } => {
                targets.iter().try_for_each(|target| self.target(target))?;
                self.expression(value)
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.target(target)?;
                self.expression(value)
            }
            StmtKind::AnnAssign { .. } => self.annotated(statement),
            StmtKind::For(each) => self.for_loop(each),
            StmtKind::AsyncFor(each) => {
                self.only_in_coroutine("async for", span)?;
                self.for_loop(each)
            }
            StmtKind::While { test, body, orelse } | StmtKind::If { test, body, orelse } => {
                self.expression(test)?;
                self.block(body)?;
                self.block(orelse)
            }
            StmtKind::With { items, body } => self.with_statement(items, body),
            StmtKind::AsyncWith { items, body } => {
                self.only_in_coroutine("async with", span)?;
                self.with_statement(items, body)
            }
            StmtKind::Raise { exc, cause } => {
                self.optional(exc.as_deref())?;
                self.optional(cause.as_deref())
            }
            StmtKind::Try(attempt) | StmtKind::TryStar(attempt) => {
                self.block(&attempt.body)?;
                attempt.handlers.iter().try_for_each(|handler| self.handler(handler))?;
                self.block(&attempt.orelse)?;
                self.block(&attempt.finalbody)
            }
            StmtKind::Assert { test, msg } => {
                self.expression(test)?;
                self.optional(msg.as_deref())
            }
            StmtKind::Import { names } | StmtKind::ImportFrom { names, .. } => {
                names.iter().try_for_each(|alias| self.alias(alias))
            }
            StmtKind::Global { names } => self.declare(names, Use::GLOBAL, span),
            StmtKind::Nonlocal { names } => self.declare(names, Use::NONLOCAL, span),
            StmtKind::Expr { value } => self.expression(value),
            StmtKind::Pass | StmtKind::Break | StmtKind::Continue => Ok(()),
            StmtKind::Match { subject, cases } => {
                self.expression(subject)?;
                cases.iter().try_for_each(|case| self.case(case))
            }
            StmtKind::TypeAlias { name, type_params, value } => {
                self.target(name)?;
                let called = if let ExprKind::Name { id } = &name.kind { &**id } else { "" };
                let label = Label(called, span);
                let alias = |builder: &mut Self| {
                    builder.evaluated(&**name, ScopeKind::TypeAlias, label, |builder| builder.expression(value))
                };
                let Some(first) = type_params.first() else { return alias(self) };
                let id = self.type_parameter_scope(first, label)?;
                self.inside(id, |builder| {
                    builder.type_parameters(type_params)?;
                    alias(builder)
                })
            }
        }
    }

    fn function(&mut self, function: &FunctionDef, color: Color, span: Span) -> Walk {
        self.note(&function.name, Use::LOCAL, span)?;
        // Annotations see the names of the class; CPython does not ask whether there are any.
        let are_evaluated = !self.annotations_are_text;
        let scope = self.here();
        scope.needs_class_dict |= are_evaluated && scope.kind == ScopeKind::Class;
        self.defaults(&function.args)?;
        self.expressions(&function.decorator_list)?;
        let label = Label(&function.name, span);
        let inner = |builder: &mut Self| {
            let annotations = builder.signature(function, span)?;
            builder.scope(function, ScopeKind::Function, label, |builder| {
                builder.here().is_coroutine = color == Color::Async;
                builder.here().annotations = annotations;
                builder.parameters(&function.args)?;
                builder.statements(&function.body)
            })
        };
        let parameters = &function.type_params;
        let Some(first) = parameters.first() else { return inner(self) };
        let id = self.type_parameter_scope(first, label)?;
        let keyword_defaults = function.args.kw_defaults.iter().any(Option::is_some);
        for (name, is_there) in [(".defaults", !function.args.defaults.is_empty()), (".kwdefaults", keyword_defaults)] {
            if is_there {
                self.note_in(id, &name.into(), Use::PARAMETER, span)?;
            }
        }
        self.inside(id, |builder| {
            builder.type_parameters(parameters)?;
            inner(builder)
        })
    }

    /// A class from its type parameters on; leaves it as the class whose private names are meant.
    fn class(&mut self, class: &ClassDef, span: Span) -> Walk {
        let Some(first) = class.type_params.first() else { return self.class_and_bases(class, span) };
        let id = self.type_parameter_scope(first, Label(&class.name, span))?;
        self.table[id].mangled = Some(HashSet::default());
        self.note_in(id, &TYPE_PARAMETERS.into(), Use::LOCAL | Use::USED, span)?;
        self.note_in(id, &GENERIC_BASE.into(), Use::LOCAL | Use::USED, span)?;
        self.class = Some(class.name.clone());
        self.inside(id, |builder| {
            builder.type_parameters(&class.type_params)?;
            builder.class_and_bases(class, span)
        })
    }

    fn class_and_bases(&mut self, class: &ClassDef, span: Span) -> Walk {
        self.expressions(&class.bases)?;
        self.keywords(&class.keywords)?;
        self.class = Some(class.name.clone());
        self.scope(class, ScopeKind::Class, Label(&class.name, span), |builder| {
            if !class.type_params.is_empty() {
                builder.note(&"__type_params__".into(), Use::LOCAL, span)?;
                builder.note(&TYPE_PARAMETERS.into(), Use::USED, span)?;
            }
            builder.statements(&class.body)
        })
    }

    /// The names of type parameters, and what is evaluated of them later.
    fn type_parameters(&mut self, parameters: &[TypeParam]) -> Walk {
        for parameter in parameters {
            let (name, bound, default, of_default) = match &parameter.kind {
                TypeParamKind::TypeVar { name, bound, default_value } => {
                    (name, bound, default_value, "a TypeVar default")
                }
                TypeParamKind::ParamSpec { name, default_value } => (name, &None, default_value, "a ParamSpec default"),
                TypeParamKind::TypeVarTuple { name, default_value } => {
                    (name, &None, default_value, "a TypeVarTuple default")
                }
            };
            self.type_parameter(name, parameter.span)?;
            let is_tuple = bound.as_deref().is_some_and(|bound| matches!(bound.kind, ExprKind::Tuple { .. }));
            let of_bound = if is_tuple { "a TypeVar constraint" } else { "a TypeVar bound" };
            for (part, what) in [(bound, of_bound), (default, of_default)] {
                if let Some(part) = part {
                    let label = Label(name, part.span);
                    self.evaluated(part, ScopeKind::TypeVariable(what), label, |builder| builder.expression(part))?;
                }
            }
        }
        Ok(())
    }

    fn type_parameter(&mut self, name: &Identifier, span: Span) -> Walk {
        if let Some(mangled) = &mut self.here().mangled {
            mangled.insert(name.clone());
        }
        let mangled = self.mangled(name);
        let message = if &**name == "__classdict__" {
            format!("reserved name '{name}' cannot be used for type parameter")
        } else if self.here().uses(&mangled).contains(Use::TYPE_PARAMETER) {
            format!("duplicate type parameter '{name}'")
        } else {
            return self.note(name, Use::TYPE_PARAMETER | Use::LOCAL, span);
        };
        Err(SyntaxError::at(span, message))
    }

    fn for_loop(&mut self, each: &For) -> Walk {
        self.target(&each.target)?;
        self.expression(&each.iter)?;
        self.block(&each.body)?;
        self.block(&each.orelse)
    }

    fn with_statement(&mut self, items: &[WithItem], body: &[Stmt]) -> Walk {
        items.iter().try_for_each(|item| self.with_item(item))?;
        self.block(body)
    }

    /// Whether `await` may stand directly here.
    fn may_await(&mut self) -> bool {
        let at_top = self.top_level_await && self.here().kind == ScopeKind::Module;
        at_top || self.here().is_async_function()
    }

    /// Refuses a statement outside of an `async def`.
    fn only_in_coroutine(&mut self, words: &str, span: Span) -> Walk {
        if self.may_await() {
            self.here().is_coroutine = true;
            return Ok(());
        }
        Err(SyntaxError::at(span, format!("'{words}' outside async function")))
    }

    /// The annotations of a function, in a scope of their own.
    fn signature(&mut self, function: &FunctionDef, span: Span) -> Result<Option<ScopeId>, SyntaxError> {
        let annotations: Vec<&Expr> = parameters(&function.args)
            .filter_map(|arg| arg.annotation.as_deref())
            .chain(function.returns.as_deref())
            .collect();
        if annotations.is_empty() {
            return Ok(None);
        }
        if self.annotations_are_text {
            annotations.into_iter().try_for_each(only_text)?;
            return self.text_scope(span).map(Some);
        }
        let id = self.annotation_scope(span)?;
        self.inside(id, |builder| annotations.into_iter().try_for_each(|annotation| builder.expression(annotation)))?;
        Ok(Some(id))
    }

    fn parameters(&mut self, arguments: &Arguments) -> Walk {
        for arg in parameters(arguments) {
            self.note(&arg.arg, Use::PARAMETER, arg.span)?;
        }
        Ok(())
    }

    fn defaults(&mut self, arguments: &Arguments) -> Walk {
        self.expressions(&arguments.defaults)?;
        arguments.kw_defaults.iter().try_for_each(|default| self.optional(default.as_ref()))
    }

    fn annotated(&mut self, statement: &Stmt) -> Walk {
        let StmtKind::AnnAssign { target, annotation, value, simple } = &statement.kind else { return Ok(()) };
        let simple = *simple;
        if let ExprKind::Name { id } = &target.kind {
            let mangled = self.mangled(id);
            let earlier = self.here().uses(&mangled);
            let is_module = self.here().kind == ScopeKind::Module;
            if simple && !is_module && earlier.intersects(Use::GLOBAL | Use::NONLOCAL) {
                let word = if earlier.contains(Use::GLOBAL) { "global" } else { "nonlocal" };
                return Err(SyntaxError::at(statement.span, format!("annotated name '{id}' can't be {word}")));
            }
            if simple {
                self.note(id, Use::ANNOTATED | Use::LOCAL, target.span)?;
            } else if value.is_some() {
                self.note(id, Use::LOCAL, target.span)?;
            }
        } else {
            self.target(target)?;
        }
        self.annotation(annotation)?;
        self.optional(value.as_deref())
    }

    /// A variable's annotation: evaluated when asked for, in a scope that those of a body share.
    fn annotation(&mut self, annotation: &Expr) -> Walk {
        let scope = self.here();
        let in_module = scope.kind == ScopeKind::Module;
        let is_body = in_module || scope.kind == ScopeKind::Class;
        let conditional = is_body && (in_module || scope.conditional_depth > 0);
        let is_first = conditional && !scope.has_conditional_annotations;
        scope.has_conditional_annotations |= conditional;
        if is_first {
            self.note(&CONDITIONAL.into(), Use::USED, annotation.span)?;
        }
        if self.annotations_are_text {
            return only_text(annotation);
        }
        // A function's variables are never asked for their annotations.
        let id = match self.here().annotations.filter(|_| is_body) {
            Some(id) => id,
            None => self.annotation_scope(annotation.span)?,
        };
        if is_body {
            self.here().annotations = Some(id);
        }
        self.inside(id, |builder| {
            builder.here().is_unevaluated = !is_body;
            if conditional {
                builder.note(&CONDITIONAL.into(), Use::USED, annotation.span)?;
            }
            builder.expression(annotation)
        })
    }

    fn with_item(&mut self, item: &WithItem) -> Walk {
        self.expression(&item.context_expr)?;
        item.optional_vars.as_deref().map_or(Ok(()), |target| self.target(target))
    }

    fn handler(&mut self, handler: &ExceptHandler) -> Walk {
        self.optional(handler.typ.as_deref())?;
        if let Some(name) = &handler.name {
            self.note(name, Use::LOCAL, handler.span)?;
            self.note_deleted(name);
        }
        self.block(&handler.body)
    }

    fn case(&mut self, case: &MatchCase) -> Walk {
        self.pattern(&case.pattern)?;
        self.optional(case.guard.as_deref())?;
        self.block(&case.body)
    }

    fn pattern(&mut self, pattern: &Pattern) -> Walk {
        self.depth += 1;
        refuse::too_deep(self.depth)?;
        let span = pattern.span;
        match &pattern.kind {
            PatternKind::MatchValue { value } => self.expression(value)?,
            PatternKind::MatchSingleton { .. } => {}
            PatternKind::MatchSequence { patterns } | PatternKind::MatchOr { patterns } => self.patterns(patterns)?,
            PatternKind::MatchMapping { keys, patterns, rest } => {
                self.expressions(keys)?;
                self.patterns(patterns)?;
                self.captured(rest.as_ref(), span)?;
            }
            PatternKind::MatchClass { cls, patterns, kwd_attrs, kwd_patterns } => {
                self.expression(cls)?;
                self.patterns(patterns)?;
                let named = kwd_attrs.iter().zip(kwd_patterns);
                named.into_iter().try_for_each(|(name, pattern)| forbid_debug(name, pattern.span))?;
                self.patterns(kwd_patterns)?;
            }
            PatternKind::MatchStar { name } => self.captured(name.as_ref(), span)?,
            PatternKind::MatchAs { pattern, name } => {
                pattern.as_deref().map_or(Ok(()), |pattern| self.pattern(pattern))?;
                self.captured(name.as_ref(), span)?;
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn patterns(&mut self, patterns: &[Pattern]) -> Walk {
        patterns.iter().try_for_each(|pattern| self.pattern(pattern))
    }

    fn captured(&mut self, name: Option<&Identifier>, span: Span) -> Walk {
        let Some(name) = name else { return Ok(()) };
        self.note(name, Use::LOCAL, span)
    }

    fn alias(&mut self, alias: &Alias) -> Walk {
        if &*alias.name == "*" {
            if self.here().kind != ScopeKind::Module {
                return Err(SyntaxError::at(alias.span, "import * only allowed at module level"));
            }
            return Ok(());
        }
        let stored = match &alias.asname {
            Some(name) => name.clone(),
            None => alias.name.split('.').next().unwrap_or_default().into(),
        };
        self.note(&stored, Use::IMPORT, alias.span)
    }

    fn optional(&mut self, expression: Option<&Expr>) -> Walk {
        expression.map_or(Ok(()), |expression| self.expression(expression))
    }

    fn expressions(&mut self, expressions: &[Expr]) -> Walk {
        expressions.iter().try_for_each(|expression| self.expression(expression))
    }

    fn keywords(&mut self, keywords: &[Keyword]) -> Walk {
        for keyword in keywords {
            keyword.arg.as_ref().map_or(Ok(()), |name| forbid_debug(name, keyword.span))?;
        }
        keywords.iter().try_for_each(|keyword| self.expression(&keyword.value))
    }

    /// A target that is assigned to.
    fn target(&mut self, target: &Expr) -> Walk {
        match &target.kind {
            ExprKind::Name { id } => self.note(id, Use::LOCAL, target.span),
            ExprKind::Tuple { elts } | ExprKind::List { elts } => elts.iter().try_for_each(|elt| self.target(elt)),
            ExprKind::Starred { value } => self.target(value),
            ExprKind::Attribute { value, attr } => {
                forbid_debug(attr, target.span)?;
                self.expression(value)
            }
            _ => self.expression(target),
        }
    }

    fn deletion(&mut self, target: &Expr) -> Walk {
        match &target.kind {
            ExprKind::Name { id } | ExprKind::Attribute { attr: id, .. } if &**id == "__debug__" => {
                Err(SyntaxError::at(target.span, "cannot delete __debug__"))
            }
            ExprKind::Name { id } => {
                self.note_deleted(id);
                self.note(id, Use::LOCAL, target.span)
            }
            ExprKind::Tuple { elts } | ExprKind::List { elts } => elts.iter().try_for_each(|elt| self.deletion(elt)),
            _ => self.expression(target),
        }
    }

    pub(super) fn expression(&mut self, expression: &Expr) -> Walk {
        self.depth += 1;
        refuse::too_deep(self.depth)?;
        let result = self.one_expression(expression);
        self.depth -= 1;
        result
    }

    fn one_expression(&mut self, expression: &Expr) -> Walk {
        let span = expression.span;
        match &expression.kind {
            ExprKind::BoolOp { values, .. } | ExprKind::JoinedStr { values } | ExprKind::TemplateStr { values } => {
                self.expressions(values)
            }
            ExprKind::NamedExpr { target, value } => {
                self.refuse_where_evaluated("named expression", span)?;
                if let ExprKind::Name { id } = &target.kind {
                    self.bind_named_expression(id, target.span, span)?;
                }
                self.expression(value)
            }
            ExprKind::BinOp { left, right, .. } => {
                self.expression(left)?;
                self.expression(right)
            }
            ExprKind::UnaryOp { operand: value, .. }
            | ExprKind::Attribute { value, .. }
            | ExprKind::Starred { value } => self.expression(value),
            ExprKind::Lambda { args, body } => {
                self.defaults(args)?;
                self.scope(expression, ScopeKind::Function, Label("lambda", span), |builder| {
                    builder.parameters(args)?;
                    builder.expression(body)
                })
            }
            ExprKind::IfExp { test, body, orelse } => {
                self.expression(test)?;
                self.expression(body)?;
                self.expression(orelse)
            }
            ExprKind::Dict { keys, values } => {
                keys.iter().try_for_each(|key| self.optional(key.as_ref()))?;
                self.expressions(values)
            }
            ExprKind::Set { elts } | ExprKind::List { elts } | ExprKind::Tuple { elts } => self.expressions(elts),
            ExprKind::ListComp { elt, generators } => {
                self.comprehension(expression, ComprehensionKind::List, generators, &[elt])
            }
            ExprKind::SetComp { elt, generators } => {
                self.comprehension(expression, ComprehensionKind::Set, generators, &[elt])
            }
            ExprKind::DictComp { key, value, generators } => {
                self.comprehension(expression, ComprehensionKind::Dict, generators, &[key, value])
            }
            ExprKind::GeneratorExp { elt, generators } => {
                self.comprehension(expression, ComprehensionKind::Generator, generators, &[elt])
            }
            ExprKind::Await { value } => {
                self.refuse_where_evaluated("await expression", span)?;
                let kind = self.here().kind;
                if !self.may_await() && !matches!(kind, ScopeKind::Comprehension(_)) {
                    return Err(refuse::await_outside(span, kind));
                }
                self.expression(value)?;
                self.here().is_coroutine = true;
                Ok(())
            }
            ExprKind::Yield { value } => {
                self.refuse_where_evaluated("yield expression", span)?;
                self.optional(value.as_deref())?;
                self.yields(span, "'yield'")
            }
            ExprKind::YieldFrom { value } => {
                self.refuse_where_evaluated("yield expression", span)?;
                self.expression(value)?;
                self.yields(span, "'yield from'")
            }
            ExprKind::Compare { left, comparators, .. } => {
                self.expression(left)?;
                self.expressions(comparators)
            }
            ExprKind::Call { func, args, keywords } => {
                self.expression(func)?;
                self.expressions(args)?;
                self.keywords(keywords)
            }
            ExprKind::FormattedValue { value, format_spec, .. }
            | ExprKind::Interpolation { value, format_spec, .. } => {
                self.expression(value)?;
                self.optional(format_spec.as_deref())
            }
            ExprKind::Constant { .. } => Ok(()),
            ExprKind::Subscript { value, slice } => {
                self.expression(value)?;
                self.expression(slice)
            }
            ExprKind::Name { .. } if self.here().is_unevaluated => Ok(()),
            ExprKind::Name { id } => {
                self.note(id, Use::USED, span)?;
                // `super()` finds its class through the cell of the class body.
                if &**id == "super" && self.here().is_function_like() {
                    self.note(&"__class__".into(), Use::USED, span)?;
                }
                Ok(())
            }
            ExprKind::Slice { lower, upper, step } => {
                self.optional(lower.as_deref())?;
                self.optional(upper.as_deref())?;
                self.optional(step.as_deref())
            }
        }
    }

    /// Refuses an expression in what is evaluated when asked for, and among type parameters.
    fn refuse_where_evaluated(&mut self, what: &str, span: Span) -> Walk {
        let place = match self.here().kind {
            ScopeKind::Annotations => "an annotation",
            ScopeKind::TypeVariable(part) => part,
            ScopeKind::TypeAlias => "a type alias",
            ScopeKind::TypeParameters => "the definition of a generic",
            ScopeKind::Module | ScopeKind::Class | ScopeKind::Function | ScopeKind::Comprehension(_) => return Ok(()),
        };
        Err(SyntaxError::at(span, format!("{what} cannot be used within {place}")))
    }

    fn yields(&mut self, span: Span, word: &str) -> Walk {
        let scope = self.here();
        match scope.kind {
            ScopeKind::Module | ScopeKind::Class => Err(SyntaxError::at(span, format!("{word} outside function"))),
            ScopeKind::Comprehension(kind) => {
                let place = match kind {
                    ComprehensionKind::List => "list comprehension",
                    ComprehensionKind::Set => "set comprehension",
                    ComprehensionKind::Dict => "dict comprehension",
                    ComprehensionKind::Generator => "generator expression",
                };
                Err(SyntaxError::at(span, format!("'yield' inside {place}")))
            }
            ScopeKind::Function
            | ScopeKind::Annotations
            | ScopeKind::TypeParameters
            | ScopeKind::TypeVariable(_)
            | ScopeKind::TypeAlias => {
                scope.is_generator = true;
                Ok(())
            }
        }
    }

    fn comprehension(
        &mut self,
        node: &Expr,
        kind: ComprehensionKind,
        generators: &[Comprehension],
        elements: &[&Expr],
    ) -> Walk {
        let Some((first, rest)) = generators.split_first() else { return Ok(()) };
        self.iterable(&first.iter)?;
        let mut is_coroutine = false;
        let label = Label(kind.name(), node.span);
        self.scope(node, ScopeKind::Comprehension(kind), label, |builder| {
            builder.here().is_coroutine = generators.iter().any(|clause| clause.is_async);
            builder.here().is_generator = kind == ComprehensionKind::Generator;
            if !builder.here().is_inlined {
                builder.note(&".0".into(), Use::PARAMETER, node.span)?;
            }
            builder.iteration_target(&first.target)?;
            builder.expressions(&first.ifs)?;
            for clause in rest {
                builder.iteration_target(&clause.target)?;
                builder.iterable(&clause.iter)?;
                builder.expressions(&clause.ifs)?;
            }
            // The value before the key, as CPython visits them.
            elements.iter().rev().try_for_each(|element| builder.expression(element))?;
            is_coroutine = builder.here().is_coroutine;
            Ok(())
        })?;
        // All but a generator expression run as a part of what is around them.
        if is_coroutine && kind != ComprehensionKind::Generator {
            let kind = self.here().kind;
            if !self.may_await() && !matches!(kind, ScopeKind::Comprehension(_)) {
                let message = "asynchronous comprehension outside of an asynchronous function";
                return Err(SyntaxError::at(node.span, message));
            }
            self.here().is_coroutine = true;
        }
        Ok(())
    }

    fn iteration_target(&mut self, target: &Expr) -> Walk {
        self.here().in_iteration_target = true;
        let result = self.target(target);
        self.here().in_iteration_target = false;
        result
    }

    fn iterable(&mut self, iterable: &Expr) -> Walk {
        self.here().iterable_depth += 1;
        let result = self.expression(iterable);
        self.here().iterable_depth -= 1;
        result
    }
}

/// Refuses what may not stand in an annotation that is kept as text.
fn only_text(annotation: &Expr) -> Walk {
    let what = match &annotation.kind {
        ExprKind::NamedExpr { .. } => "named expression",
        ExprKind::Yield { .. } | ExprKind::YieldFrom { .. } => "yield expression",
        ExprKind::Await { .. } => "await expression",
        ExprKind::Lambda { .. } => return Ok(()),
        _ => {
            let mut result = Ok(());
            any_child(annotation, &mut |child| {
                result = only_text(child);
                result.is_err()
            });
            return result;
        }
    };
    Err(SyntaxError::at(annotation.span, format!("{what} cannot be used within an annotation")))
}

/// Every parameter in the order of a function's registers.
pub fn parameters(arguments: &Arguments) -> impl Iterator<Item = &ouropy_grammar::ast::Arg> {
    arguments
        .posonlyargs
        .iter()
        .chain(&arguments.args)
        .chain(&arguments.kwonlyargs)
        .chain(arguments.vararg.as_deref())
        .chain(arguments.kwarg.as_deref())
}
