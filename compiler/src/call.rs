//! Calls.

use std::rc::Rc;

use ouropy_grammar::ast::{Expr, ExprKind, Keyword, Span};

use super::expression::{Dest, When, attribute_span};
use super::{Compiled, Compiler, refuse};
use crate::code::{CommonConstant, Constant, Count, Register, op};
use crate::statement::NOWHERE;

/// More arguments than this are gathered into a tuple and a dict, as in CPython.
const AT_ONCE: usize = 30;

/// What stands in front of the arguments of a call.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Callee {
    /// The callable.
    Alone,
    /// LOAD_METHOD's pair: the function and its receiver, or the attribute and nothing.
    Pair,
}

/// A str constant.
pub(super) fn text(value: &str) -> Constant {
    Constant::Str(value.as_bytes().into())
}

impl Compiler<'_> {
    pub(super) fn call(
        &mut self,
        func: &Expr,
        args: &[Expr],
        keywords: &[Keyword],
        dest: Dest,
        span: Span,
    ) -> Compiled<Register> {
        refuse::repeated(keywords)?;
        self.check_callee(func);
        if let Some(call) = generator_call(func, args, keywords)
            // What is asynchronous cannot be iterated, which the built-in says.
            && !self.symbols[self.symbols.of(call.generator)].is_coroutine
        {
            return self.generator_call(&call, args, dest, span);
        }
        let mark = self.unit.next;
        if is_plain(args, keywords)
            && let ExprKind::Attribute { value, attr } = &func.kind
        {
            let name = self.mangled(attr);
            let call_span = attribute_span(span, func, attr);
            if let Some(call) = self.super_call(value, attr) {
                self.super_attribute(&call, &name, 1, func.span)?;
            } else {
                let object = self.expression(value)?;
                self.unit.next = mark;
                self.unit.push();
                let cache = self.unit.cache(&name);
                let load_span = attribute_span(func.span, func, attr);
                self.emit(op::LOAD_METHOD(mark, object, cache), load_span);
            }
            self.unit.push();
            return self.call_registers(mark, 1, Callee::Pair, Passed::new(args, keywords), dest, call_span);
        }
        let function = self.temporary(func)?;
        self.call_with(function, 0, Passed::new(args, keywords), dest, span)
    }

    /// `all(…)`, `any(…)` and `tuple(…)` of a generator expression: as long as the name means the built-in, its work is
    /// done here and the generator is iterated by this code.
    fn generator_call(
        &mut self,
        call: &GeneratorCall<'_>,
        args: &[Expr],
        dest: Dest,
        span: Span,
    ) -> Compiled<Register> {
        let mark = self.unit.next;
        let (otherwise, end) = (self.unit.label(), self.unit.label());
        let function = self.temporary(call.function)?;
        let is_built_in = self.unit.push();
        self.emit(op::COPY(is_built_in, function), span);
        let built_in = self.unit.push();
        self.emit(op::LOAD_COMMON_CONSTANT(built_in, call.built_in as u8), span);
        self.emit(op::IS_OP(is_built_in, is_built_in, built_in, 0), span);
        self.unit.next = is_built_in;
        self.jump_if_truth(is_built_in, otherwise, When::False, span);
        self.emit(op::POP_TOP(function), span);
        self.unit.next = mark;
        let list = (call.built_in == CommonConstant::Tuple).then(|| self.unit.push());
        if let Some(list) = list {
            self.emit(op::BUILD_LIST(list, list, Count::of(0)), span);
        }
        let generator = self.temporary(call.generator)?;
        let (next, exit) = (self.unit.label(), self.unit.label());
        self.unit.bind_loop(next);
        let item = self.unit.push();
        self.jump(|to| op::FOR_ITER(generator, item, to), exit, span);
        let target = if let Some(list) = list {
            self.emit(op::LIST_APPEND(list, item), span);
            self.jump(op::JUMP, next, NOWHERE);
            self.unit.bind(exit);
            let target = self.target(mark, dest);
            self.emit(op::LIST_TO_TUPLE(target, list), span);
            target
        } else {
            let found = self.unit.label();
            let stop = call.built_in == CommonConstant::Any;
            self.jump_if_truth(item, found, if stop { When::True } else { When::False }, span);
            self.jump(op::JUMP, next, NOWHERE);
            self.unit.bind(found);
            self.emit(op::POP_TOP(generator), span);
            let target = self.target(mark, dest);
            self.load_constant(target, Constant::Bool(stop), span);
            self.jump(op::JUMP, end, NOWHERE);
            self.unit.bind(exit);
            self.load_constant(target, Constant::Bool(!stop), span);
            target
        };
        self.jump(op::JUMP, end, NOWHERE);
        self.unit.bind(otherwise);
        self.unit.next = function.plus(1);
        let result = self.call_registers(function, 0, Callee::Alone, Passed::new(args, &[]), dest, span)?;
        debug_assert_eq!(result, target, "both ways end in one register");
        self.unit.bind(end);
        Ok(result)
    }

    /// Calls the temporary `function` with `given` arguments that are in place after it already.
    pub(super) fn call_with(
        &mut self,
        function: Register,
        given: usize,
        passed: Passed<'_>,
        dest: Dest,
        span: Span,
    ) -> Compiled<Register> {
        let keywords = passed.keywords;
        if is_plain(passed.args, keywords) {
            return self.call_registers(function, given, Callee::Alone, passed, dest, span);
        }
        self.positional_arguments(given, passed, span)?;
        if !keywords.is_empty() {
            self.keyword_arguments(function, keywords, span)?;
        }
        let target = self.target(function, dest);
        self.emit(op::CALL_FUNCTION_EX(function, target, u8::from(!keywords.is_empty())), span);
        Ok(target)
    }

    fn call_registers(
        &mut self,
        base: Register,
        given: usize,
        callee: Callee,
        passed: Passed<'_>,
        dest: Dest,
        span: Span,
    ) -> Compiled<Register> {
        let Passed { args, last, keywords } = passed;
        for argument in args {
            self.temporary(argument)?;
        }
        if let Some(last) = last {
            let copy = self.unit.push();
            self.emit(op::COPY(copy, last), span);
        }
        let mut names = Vec::new();
        for keyword in keywords {
            self.temporary(&keyword.value)?;
            if let Some(name) = &keyword.arg {
                names.push(text(name));
            }
        }
        let count = Count::of(given + args.len() + usize::from(last.is_some()) + keywords.len());
        if !names.is_empty() {
            self.constant(Constant::Tuple(names), Dest::Temporary, span);
            let target = self.target(base, dest);
            self.emit(op::CALL_KW(base, count, target, u8::from(callee == Callee::Pair)), span);
            return Ok(target);
        }
        let target = self.target(base, dest);
        let call = if callee == Callee::Pair { op::CALL_METHOD } else { op::CALL };
        self.emit(call(base, count, target), span);
        Ok(target)
    }

    /// Gathers the positional arguments into one iterable in the next temporary.
    fn positional_arguments(&mut self, given: usize, passed: Passed<'_>, span: Span) -> Compiled {
        let Passed { args, last, .. } = passed;
        if given == 0
            && let [only] = args
            && let ExprKind::Starred { value } = &only.kind
        {
            self.temporary(value)?;
            return Ok(());
        }
        if given == 0
            && last.is_none()
            && !args.is_empty()
            && let Some(constants) = self.fold_all(args)
        {
            self.constant(Constant::Tuple(constants), Dest::Temporary, span);
            return Ok(());
        }
        // Arguments already in place are the beginning of the list.
        let first = self.unit.next.minus(given);
        let starred = |argument: &Expr| matches!(argument.kind, ExprKind::Starred { .. });
        if !args.iter().any(starred) && args.len() + given <= AT_ONCE {
            for argument in args {
                self.temporary(argument)?;
            }
            if let Some(last) = last {
                let copy = self.unit.push();
                self.emit(op::COPY(copy, last), span);
            }
            let count = self.unit.count_from(first);
            self.unit.next = first;
            let tuple = self.unit.push();
            self.emit(op::BUILD_TUPLE(tuple, first, count), span);
            return Ok(());
        }
        // What comes before the first star is built at once.
        let plain = if args.len() + given > AT_ONCE {
            0
        } else {
            args.iter().take_while(|argument| !starred(argument)).count()
        };
        for argument in &args[..plain] {
            self.temporary(argument)?;
        }
        self.unit.next = first;
        let list = self.unit.push();
        self.emit(op::BUILD_LIST(list, first, Count::of(given + plain)), span);
        for argument in &args[plain..] {
            if let ExprKind::Starred { value } = &argument.kind {
                let value = self.expression(value)?;
                self.emit(op::LIST_EXTEND(list, value, 1), span);
            } else {
                let value = self.expression(argument)?;
                self.emit(op::LIST_APPEND(list, value), span);
            }
            self.unit.next = list.plus(1);
        }
        if let Some(last) = last {
            self.emit(op::LIST_APPEND(list, last), span);
        }
        self.emit(op::LIST_TO_TUPLE(list, list), span);
        Ok(())
    }

    /// Gathers the keyword arguments into a dict in the next temporary.
    fn keyword_arguments(&mut self, function: Register, keywords: &[Keyword], span: Span) -> Compiled {
        let mapping = self.unit.push();
        let mut gathered = Gathered { function, mapping, is_built: false, run: Vec::new() };
        for keyword in keywords {
            if let Some(name) = &keyword.arg {
                gathered.run.push((name, &keyword.value));
                if gathered.run.len() * 2 < AT_ONCE {
                    continue;
                }
            }
            self.merge_keywords(&mut gathered, span)?;
            if keyword.arg.is_none() {
                if !gathered.is_built {
                    self.emit(op::BUILD_MAP(mapping, mapping, Count::of(0)), span);
                    gathered.is_built = true;
                }
                let value = self.expression(&keyword.value)?;
                self.emit(op::DICT_MERGE(mapping, value, function), span);
                self.unit.next = mapping.plus(1);
            }
        }
        self.merge_keywords(&mut gathered, span)
    }

    /// Puts the run of named arguments into the dict.
    fn merge_keywords(&mut self, gathered: &mut Gathered<'_>, span: Span) -> Compiled {
        let Gathered { function, mapping, ref mut is_built, ref mut run } = *gathered;
        if run.is_empty() {
            return Ok(());
        }
        let base = if *is_built { mapping.plus(1) } else { mapping };
        self.unit.next = base;
        let count = Count::of(run.len());
        for (name, value) in run.drain(..) {
            self.constant(text(name), Dest::Temporary, span);
            self.temporary(value)?;
        }
        self.unit.next = base;
        self.unit.push();
        self.emit(op::BUILD_MAP(base, base, count), span);
        if *is_built {
            self.emit(op::DICT_MERGE(mapping, base, function), span);
        }
        *is_built = true;
        self.unit.next = mapping.plus(1);
        Ok(())
    }
}

/// The arguments of a call.
#[derive(Clone, Copy)]
pub(super) struct Passed<'e> {
    args: &'e [Expr],
    keywords: &'e [Keyword],
    /// A local that is passed behind the other positional arguments.
    last: Option<Register>,
}

impl<'e> Passed<'e> {
    pub(super) fn new(args: &'e [Expr], keywords: &'e [Keyword]) -> Passed<'e> {
        Passed { args, keywords, last: None }
    }

    pub(super) fn and_last(self, last: Option<Register>) -> Passed<'e> {
        Passed { last, ..self }
    }
}

/// The keyword arguments of a call on their way into a dict.
struct Gathered<'a> {
    /// What is called: errors name it.
    function: Register,
    /// The dict.
    mapping: Register,
    /// Whether there is one yet.
    is_built: bool,
    /// Named arguments that are to be put into it together.
    run: Vec<(&'a Rc<str>, &'a Expr)>,
}

/// Whether the arguments can be given in registers.
fn is_plain(args: &[Expr], keywords: &[Keyword]) -> bool {
    args.len() + keywords.len() <= AT_ONCE
        && !args.iter().any(|argument| matches!(argument.kind, ExprKind::Starred { .. }))
        && keywords.iter().all(|keyword| keyword.arg.is_some())
}

/// A call that the compiler may do the work of.
struct GeneratorCall<'a> {
    function: &'a Expr,
    built_in: CommonConstant,
    generator: &'a Expr,
}

fn generator_call<'a>(function: &'a Expr, args: &'a [Expr], keywords: &[Keyword]) -> Option<GeneratorCall<'a>> {
    let ExprKind::Name { id } = &function.kind else { return None };
    let built_in = match &**id {
        "tuple" => CommonConstant::Tuple,
        "all" => CommonConstant::All,
        "any" => CommonConstant::Any,
        _ => return None,
    };
    match args {
        [generator] if keywords.is_empty() && matches!(generator.kind, ExprKind::GeneratorExp { .. }) => {
            Some(GeneratorCall { function, built_in, generator })
        }
        _ => None,
    }
}
