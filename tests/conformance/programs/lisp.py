"""A small Lisp: reader, closures, macros, tail calls by trampolines, errors with positions and the stack of calls."""

import functools
import io
import itertools
import math
import operator
import re
import shlex
import sys
import traceback
from collections import ChainMap
from dataclasses import dataclass
from fractions import Fraction
from types import SimpleNamespace

TOKEN = re.compile(r"""(?P<space>[\s]+|;[^\n]*)|(?P<open>[(\[])|(?P<close>[)\]])|(?P<quote>['`]|,@?)|(?P<text>"(?:[^"\\]|\\.)*")|(?P<atom>[^\s()\[\]"';]+)""",
                   re.VERBOSE)


class LispError(Exception):
    pass


class ReadError(LispError, SyntaxError):
    pass


class Symbol(str):
    __slots__ = ()
    line = 0

    def __repr__(self):
        return str(self)


class Reader:
    def __init__(self, text, name="<text>"):
        self.text, self.name = text, name
        self.tokens = self.scan()
        self.ahead = next(self.tokens, None)

    def scan(self):
        position = 0
        while position < len(self.text):
            if not (match := TOKEN.match(self.text, position)):
                raise self.error("unfinished text", position)
            if match.lastgroup != "space":
                yield match.lastgroup, match[0], position
            position = match.end()

    def error(self, message, position):
        line = self.text.count("\n", 0, position) + 1
        column = position - (self.text.rfind("\n", 0, position) + 1) + 1
        return ReadError(message, (self.name, line, column, self.text.splitlines()[line - 1]))

    def read(self):
        if self.ahead is None:
            raise self.error("unexpected end", max(0, len(self.text.rstrip()) - 1))
        kind, text, position = self.ahead
        self.ahead = next(self.tokens, None)
        match kind:
            case "open":
                items = []
                while self.ahead is None or self.ahead[0] != "close":
                    items.append(self.read())
                if {"(": ")", "[": "]"}[text] != self.ahead[1]:
                    raise self.error(f"{text} closed by {self.ahead[1]}", self.ahead[2])
                self.ahead = next(self.tokens, None)
                return items
            case "close":
                raise self.error(f"stray {text}", position)
            case "quote":
                return [Symbol({"'": "quote", "`": "quasi", ",": "unquote", ",@": "splice"}[text]), self.read()]
            case "text":
                return text[1:-1].encode().decode("unicode_escape")
        for kind in (int, Fraction, float):
            try:
                return kind(text)
            except ValueError:
                continue
        return {"#t": True, "#f": False, "nil": None}.get(text, Symbol(text))

    def __iter__(self):
        while self.ahead is not None:
            yield self.read()


def show(value):
    match value:
        case bool():
            return "#t" if value else "#f"
        case None:
            return "nil"
        case list():
            return f"({' '.join(map(show, value))})"
        case Symbol():
            return value
        case str():
            return '"' + value.replace('"', '\\"') + '"'
        case Lambda():
            return f"<{value.name or 'lambda'}/{len(value.parameters)}>"
        case _ if callable(value):
            return f"<builtin {getattr(value, '__name__', '?')}>"
    return str(value)


@dataclass(eq=False, slots=True)
class Lambda:
    parameters: list
    body: list
    scope: ChainMap
    name: str | None = None
    macro: bool = False

    def bind(self, arguments):
        names = [str(p) for p in self.parameters]
        if "." in names:
            at = names.index(".")
            fixed, rest = names[:at], {names[at + 1]: list(arguments[at:])}
            arguments = arguments[:at]
        else:
            fixed, rest = names, {}
        try:
            return self.scope.new_child(dict(zip(fixed, arguments, strict=True)) | rest)
        except ValueError as error:
            raise LispError(f"{show(self)} takes {len(fixed)} arguments, {len(arguments)} given") from error


def quasi(form, scope):
    match form:
        case [Symbol("unquote"), inner]:
            return evaluate(inner, scope)
        case list():
            out = []
            for item in form:
                match item:
                    case [Symbol("splice"), inner]:
                        out += evaluate(inner, scope)
                    case _:
                        out.append(quasi(item, scope))
            return out
    return form


def evaluate(form, scope):
    while True:
        match form:
            case Symbol():
                try:
                    return scope[form]
                except KeyError:
                    raise LispError(f"{form} is not bound") from None
            case [Symbol("quote"), value]:
                return value
            case [Symbol("quasi"), value]:
                return quasi(value, scope)
            case [Symbol("if"), test, then, *other]:
                form = then if evaluate(test, scope) not in (False, None) else (other[0] if other else None)
            case [Symbol("define"), [name, *parameters], *body]:
                scope[name] = Lambda(parameters, body, scope, name)
                return name
            case [Symbol("macro"), [name, *parameters], *body]:
                scope[name] = Lambda(parameters, body, scope, name, macro=True)
                return name
            case [Symbol("define" | "set!" as how), Symbol() as name, value]:
                target = scope if how == "define" else next((m for m in scope.maps if name in m), None)
                if target is None:
                    raise LispError(f"{name} is not bound")
                target[name] = evaluate(value, scope)
                return None
            case [Symbol("lambda"), list() as parameters, *body]:
                return Lambda(parameters, body, scope)
            case [Symbol("let"), list() as pairs, *body]:
                scope = scope.new_child({name: evaluate(value, scope) for name, value in pairs})
                form = [Symbol("do"), *body]
            case [Symbol("do"), *body, last]:
                for item in body:
                    evaluate(item, scope)
                form = last
            case [head, *arguments]:
                function = evaluate(head, scope)
                if isinstance(function, Lambda):
                    if function.macro:
                        form = evaluate([Symbol("do"), *function.body], function.bind(arguments))
                        continue
                    try:
                        scope = function.bind([evaluate(a, scope) for a in arguments])
                    except LispError as error:
                        error.add_note(f"in {show(form)}")
                        raise
                    form = [Symbol("do"), *function.body]
                elif callable(function):
                    try:
                        return function(*[evaluate(a, scope) for a in arguments])
                    except LispError as error:
                        error.add_note(f"in {show(form)}")
                        raise
                    except Exception as error:
                        raise LispError(f"{show(function)}: {error}") from error
                else:
                    raise LispError(f"{show(function)} is no function")
            case _:
                return form


BUILTINS = {"+": lambda *a: functools.reduce(operator.add, a, 0), "*": lambda *a: math.prod(a),
            "-": lambda a, *b: a - sum(b) if b else -a, "=": operator.eq, "<": operator.lt,
            "car": operator.itemgetter(0), "cdr": lambda x: x[1:], "cons": lambda a, b: [a, *(b or [])],
            "list": lambda *a: list(a), "null?": lambda x: not x, "/": lambda a, b: Fraction(a) / b,
            "text": lambda *a: "".join(x if isinstance(x, str) else show(x) for x in a), "mod": operator.mod}


def run(text):
    scope = ChainMap({}, BUILTINS)
    try:
        for form in Reader(text, "test.lisp"):
            print(show(evaluate(form, scope)))
    except ReadError as error:
        print("read:", error, "|", *traceback.format_exception_only(error), sep="\n", end="")
    except LispError as error:
        print("error:", error, *getattr(error, "__notes__", ()), repr(error.__cause__), sep=" | ")


run("""(define (fact n) (if (< n 2) 1 (* n (fact (- n 1))))) (fact 20) ; comment
(define (loop n acc) (if (= n 0) acc (loop (- n 1) (+ acc n)))) (loop 400 0)
(macro (unless test . body) `(if ,test nil (do ,@body))) (unless (< 2 1) 1 "two" '(3 . x))
(define counter (let ((n 0)) (lambda () (set! n (+ n 1)) n))) (counter) (counter) counter fact car
(define (map f x) (if (null? x) nil (cons (f (car x)) (map f (cdr x))))) (map (lambda (x) (/ x 4)) '(1 2 3.5 8))
(let ((x 1) (y "a\\"b")) (list x y #t #f nil 1/3 'sym [list 1])) `(1 ,(+ 1 1) ,@(list 3 4)) (text "n=" 3 '(a "b"))
(define (count . xs) (if (null? xs) 0 (+ 1 (loop 3 0)))) (count 1 2) (count)""")
for text in ("(+ 1", "(car nil)", ")", '(list "abc', "(list 1]", "(nope 1)", "(3 4)",
             "(define (f a) (g a 1)) (define (g x) x) (+ 1 (f 2))", "(/ 1 0)", "(set! q 1)", "(+ 1 \"x\")",
             "(list\n  (a)\n  ,)", "(mod)"):
    run(text)
