"""Logic programming in small: terms, unification with a trail, backtracking by generators, a parser, cuts, type inference."""

import collections
import functools
import itertools
import re
import string
import sys
from dataclasses import dataclass, field
from typing import Iterator


class Variable:
    __slots__ = ("name", "value")
    counter = itertools.count(1)

    def __init__(self, name):
        self.name, self.value = name, None

    def __repr__(self):
        return repr(self.value) if self.value is not None else f"_{self.name}"


@dataclass(frozen=True, slots=True)
class Term:
    name: str
    arguments: tuple = ()

    def __repr__(self):
        match self:
            case Term(".", (head, tail)):
                items, rest = [head], walk(tail)
                while isinstance(rest, Term) and rest.name == ".":
                    items.append(rest.arguments[0])
                    rest = walk(rest.arguments[1])
                return f"[{', '.join(map(repr, items))}{'' if rest == NIL else f' | {rest!r}'}]"
            case Term(name, (left, right)) if not name.isalnum():
                return f"{left!r}{name}{right!r}"
        return f"{self.name}({', '.join(map(repr, self.arguments))})" if self.arguments else self.name


NIL = Term("[]")
TOKEN = re.compile(r"\s*(?:%[^\n]*\n\s*)*(:-|[A-Z_]\w*|[a-z]\w*|-?\d+|[-+*=<>]+|\\=|[()\[\],.|!])")


def walk(term):
    while isinstance(term, Variable) and term.value is not None:
        term = term.value
    return term


def occurs(variable, term):
    term = walk(term)
    return term is variable or isinstance(term, Term) and any(occurs(variable, a) for a in term.arguments)


class ParseError(ValueError):
    pass


class Parser:
    def __init__(self, text):
        self.tokens, position = [], 0
        text = text.strip()
        while position < len(text):
            if not (match := TOKEN.match(text, position)):
                raise ParseError(f"bad character {text[position]!r} at {position}")
            self.tokens.append(match[1])
            position = match.end()
        self.tokens.append("")

    def take(self, *wanted):
        if wanted and self.tokens[0] not in wanted:
            raise ParseError(f"expected {' or '.join(wanted)}, found {self.tokens[0] or 'end'}")
        return self.tokens.pop(0)

    def clauses(self):
        while self.tokens[0]:
            names = {}
            head, body = self.term(names), []
            if self.take(":-", ".") == ":-":
                body = self.goals(names)
            yield head, body

    def goals(self, names):
        goals = [self.term(names)]
        while self.take(",", ".") == ",":
            goals.append(self.term(names))
        return goals

    def term(self, names):
        left = self.simple(names)
        if self.tokens[0] in ("=", "<", "\\=", "+", "-", "*", "->"):
            sign = self.take()
            return Term(sign, (left, self.term(names)))
        return left

    def simple(self, names):
        match self.take():
            case "[":
                items, tail = [], NIL
                while self.tokens[0] != "]":
                    items.append(self.term(names))
                    if self.tokens[0] in (",", "|") and self.take() == "|":
                        tail = self.term(names)
                        break
                self.take("]")
                return functools.reduce(lambda rest, item: Term(".", (item, rest)), reversed(items), tail)
            case number if number.lstrip("-").isdigit():
                return int(number)
            case name if name[0] in string.ascii_uppercase + "_":
                return Variable(name) if name == "_" else names.setdefault(name, Variable(name))
            case "!":
                return Term("!")
            case name if name.isalnum():
                arguments = []
                if self.tokens[0] == "(":
                    self.take()
                    arguments.append(self.term(names))
                    while self.take(",", ")") == ",":
                        arguments.append(self.term(names))
                return Term(name, tuple(arguments))
            case other:
                raise ParseError(f"unexpected {other or 'end'}")


class Cut(Exception):
    pass


class Engine:
    def __init__(self, text):
        self.rules, self.trail, self.calls = collections.defaultdict(list), [], 0
        for head, body in Parser(text).clauses():
            self.rules[head.name, len(head.arguments)].append((head, body))

    def bind(self, variable, value):
        variable.value = value
        self.trail.append(variable)
        return True

    def undo(self, mark):
        while len(self.trail) > mark:
            self.trail.pop().value = None

    def unify(self, a, b):
        match walk(a), walk(b):
            case x, y if x is y or x == y:
                return True
            case Variable() as x, y:
                return not occurs(x, y) and self.bind(x, y)
            case x, Variable() as y:
                return not occurs(y, x) and self.bind(y, x)
            case Term(n, xs), Term(m, ys) if n == m and len(xs) == len(ys):
                return all(map(self.unify, xs, ys))
        return False

    def fresh(self, term, names):
        match term:
            case Variable():
                return names.setdefault(term, Variable(f"{term.name}{next(Variable.counter)}"))
            case Term(name, arguments) if arguments:
                return Term(name, tuple(self.fresh(a, names) for a in arguments))
        return term

    def number(self, term):
        match walk(term):
            case int() as value:
                return value
            case Term("+" | "-" | "*" as sign, (a, b)):
                a, b = self.number(a), self.number(b)
                return {"+": a + b, "-": a - b, "*": a * b}[sign]
            case other:
                raise TypeError(f"{other!r} is no number")

    def solve(self, goals, depth=0) -> Iterator[None]:
        if not goals:
            yield
            return
        if depth > 90:
            raise RecursionError("too deep a proof")
        goal, *rest = goals
        goal, mark = walk(goal), len(self.trail)
        match goal:
            case Term("!"):
                yield from self.solve(rest, depth)
                raise Cut
            case Term("=", (a, b)):
                if self.unify(a, b):
                    yield from self.solve(rest, depth)
                self.undo(mark)
            case Term("\\=", (a, b)):
                same = self.unify(a, b)
                self.undo(mark)
                if not same:
                    yield from self.solve(rest, depth)
            case Term("<", (a, b)):
                if self.number(a) < self.number(b):
                    yield from self.solve(rest, depth)
            case Term("is", (a, b)):
                if self.unify(a, self.number(b)):
                    yield from self.solve(rest, depth)
                self.undo(mark)
            case Term("not", (inner,)):
                if not any(True for _ in self.solve([inner], depth + 1)):
                    yield from self.solve(rest, depth)
                self.undo(mark)
            case Term(name, arguments):
                if (key := (name, len(arguments))) not in self.rules:
                    raise LookupError(f"unknown predicate {name}/{len(arguments)}")
                self.calls += 1
                try:
                    for rule, body in self.rules[key]:
                        names = {}
                        if all(map(self.unify, self.fresh(rule, names).arguments, arguments)):
                            yield from self.solve([self.fresh(g, names) for g in body] + rest, depth + 1)
                        self.undo(mark)
                except Cut:
                    self.undo(mark)
            case _:
                raise TypeError(f"{goal!r} cannot be proved")

    def ask(self, text, limit=5):
        names = {}
        goals = Parser(text).goals(names)
        for _ in itertools.islice(self.solve(goals), limit):
            yield ", ".join(f"{n} = {walk(v)!r}" for n, v in names.items() if n != "_") or "yes"
        self.undo(0)


engine = Engine("""
% a family
parent(ann, bob). parent(ann, cyd). parent(bob, dan). parent(dan, eve).
ancestor(X, Y) :- parent(X, Y).
ancestor(X, Z) :- parent(X, Y), ancestor(Y, Z).
sibling(X, Y) :- parent(P, X), parent(P, Y), X \\= Y.
append([], L, L).
append([H|T], L, [H|R]) :- append(T, L, R).
member(X, [X|_]).
member(X, [_|T]) :- member(X, T).
length([], 0).
length([_|T], N) :- length(T, M), is(N, M + 1).
max(X, Y, Y) :- X < Y, !.
max(X, _, X).
select(X, [X|T], T).
select(X, [H|T], [H|R]) :- select(X, T, R).
permutation([], []).
permutation(L, [H|T]) :- select(H, L, R), permutation(R, T).
loop(X) :- loop(X).
type(E, V, T) :- member(V - T, E).
type(E, lam(V, B), A -> R) :- type([V - A | E], B, R).
type(E, app(F, X), R) :- type(E, F, A -> R), type(E, X, A).
""")
for query in ("parent(ann, X).", "ancestor(X, eve).", "ancestor(ann, X).", "sibling(bob, S).", "append(X, Y, [1, 2]).",
              "append([1|T], [9], L).", "member(X, [a, [b], f(c)]).", "length([a, b, c], N).", "max(3, 7, M).",
              "max(8, 7, M).", "permutation([1, 2, 3], P).",
              "type([], lam(x, lam(y, app(x, y))), T).", "X = f(X).", "f(X, b) = f(a, Y).", "not(parent(eve, _)).",
              "is(X, 2 * 3 - 4).", "X = 1, X \\= 2.", "loop(1).", "nobody(X).", "is(X, a + 1).", "X.", "parent(ann, X",
              "parent(ann # X).", "parent(,).", "[1, 2 | [3]] = [A | B]."):
    try:
        print(query, *engine.ask(query) or ["no"], sep="\n    ")
    except (LookupError, TypeError, ParseError, RecursionError) as error:
        print("   ", type(error).__name__, error)
        engine.undo(0)
print(engine.calls > 100, len(engine.rules), len(engine.trail), Term("f", (1, Variable("X"))),
      {Term("a"): 1}[Term("a")], sys.getrecursionlimit() >= 1000)
