"""Regular expressions as automata: a parser, Thompson's construction, subsets, minimal machines, compared with `re`."""

import collections
import enum
import functools
import itertools
import re
import string
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self


class PatternError(ValueError):
    pass


@dataclass(frozen=True)
class Node:
    def __add__(self, other):
        return Sequence((*(self.parts if isinstance(self, Sequence) else (self,)), other))


@dataclass(frozen=True)
class Letters(Node):
    chars: frozenset
    negative: bool = False

    def __contains__(self, char):
        return (char in self.chars) != self.negative

    def __repr__(self):
        return f"[{'^' * self.negative}{''.join(sorted(self.chars))}]"


@dataclass(frozen=True)
class Sequence(Node):
    parts: tuple


@dataclass(frozen=True)
class Choice(Node):
    options: tuple


@dataclass(frozen=True)
class Repeat(Node):
    inner: Node
    low: int
    high: int | None


CLASSES = {"d": string.digits, "w": string.ascii_letters + string.digits + "_", "s": string.whitespace}


class Parser:
    def __init__(self, text):
        self.text, self.place = text, 0

    def peek(self, size=1):
        return self.text[self.place : self.place + size]

    def take(self):
        if self.place >= len(self.text):
            raise PatternError(f"pattern ends too soon: {self.text!r}")
        self.place += 1
        return self.text[self.place - 1]

    @classmethod
    def parse(cls, text) -> Node:
        parser = cls(text)
        node = parser.choice()
        if parser.place < len(text):
            raise PatternError(f"unexpected {parser.peek()!r} at {parser.place}")
        return node

    def choice(self):
        options = [self.sequence()]
        while self.peek() == "|":
            self.take()
            options.append(self.sequence())
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def sequence(self):
        node = Sequence(())
        while self.peek() and self.peek() not in "|)":
            node += self.repeated()
        return node.parts[0] if len(node.parts) == 1 else node

    def repeated(self):
        node = self.atom()
        while self.peek() and self.peek() in "*+?{":
            match self.take():
                case "*":
                    node = Repeat(node, 0, None)
                case "+":
                    node = Repeat(node, 1, None)
                case "?":
                    node = Repeat(node, 0, 1)
                case "{":
                    digits = "".join(iter(self.take, "}"))
                    low, comma, high = digits.partition(",")
                    try:
                        node = Repeat(node, int(low or 0), int(high) if high else None if comma else int(low))
                    except ValueError as error:
                        raise PatternError(f"bad repetition {digits!r}") from error
        return node

    def atom(self):
        match self.take():
            case "(":
                node = self.choice()
                if self.peek() != ")":
                    raise PatternError(f"missing ) at {self.place}")
                self.take()
                return node
            case "[":
                negative = self.peek() == "^"
                if negative:
                    self.take()
                chars = set()
                while (char := self.take()) != "]" or not chars:
                    if char == "\\":
                        chars |= self.escape().chars
                    elif self.peek() == "-" and self.peek(2)[1:] != "]":
                        self.take()
                        chars |= set(map(chr, range(ord(char), ord(self.take()) + 1)))
                    else:
                        chars.add(char)
                return Letters(frozenset(chars), negative)
            case ".":
                return Letters(frozenset("\n"), True)
            case "\\":
                return self.escape()
            case "*" | "+" | "?" as char:
                raise PatternError(f"nothing to repeat at {self.place - 1}")
            case char:
                return Letters(frozenset(char))

    def escape(self):
        char = self.take()
        return Letters(frozenset(CLASSES.get(char.lower(), char)), char.isupper())


@dataclass(eq=False)
class State:
    number: int = field(default_factory=itertools.count().__next__)
    free: list = field(default_factory=list)
    moves: list = field(default_factory=list)


class Nfa:
    def __init__(self, node):
        self.begin, self.end = self.build(node)

    @functools.singledispatchmethod
    def build(self, node):
        raise TypeError(type(node).__name__)

    @build.register
    def _(self, node: Letters):
        begin, end = State(), State()
        begin.moves.append((node, end))
        return begin, end

    @build.register
    def _(self, node: Sequence):
        begin = end = State()
        for part in node.parts:
            first, last = self.build(part)
            end.free.append(first)
            end = last
        return begin, end

    @build.register
    def _(self, node: Choice):
        begin, end = State(), State()
        for option in node.options:
            first, last = self.build(option)
            begin.free.append(first)
            last.free.append(end)
        return begin, end

    @build.register
    def _(self, node: Repeat):
        begin = here = State()
        for _ in range(node.low):
            first, last = self.build(node.inner)
            here.free.append(first)
            here = last
        end = State()
        if node.high is None:
            first, last = self.build(node.inner)
            here.free += [first, end]
            last.free += [first, end]
        else:
            for _ in range(node.high - node.low):
                first, last = self.build(node.inner)
                here.free += [first, end]
                here = last
            here.free.append(end)
        return begin, end

    @staticmethod
    def closure(states: Iterable[State]):
        seen, todo = set(states), list(states)
        while todo:
            for state in todo.pop().free:
                if state not in seen:
                    seen.add(state)
                    todo.append(state)
        return frozenset(seen)


class Dfa:
    def __init__(self, begin, final, table):
        self.begin, self.final, self.table = begin, final, table

    @classmethod
    def determine(cls, nfa, alphabet) -> Self:
        start = nfa.closure([nfa.begin])
        names, todo, table = {start: 0}, [start], {}
        while todo:
            here = todo.pop(0)
            for char in alphabet:
                there = nfa.closure([t for s in here for letters, t in s.moves if char in letters])
                if there not in names:
                    names[there] = len(names)
                    todo.append(there)
                table[names[here], char] = names[there]
        return cls(0, {n for states, n in names.items() if nfa.end in states}, table)

    @property
    def states(self):
        return sorted({s for s, _ in self.table})

    def minimal(self) -> Self:
        alphabet = sorted({c for _, c in self.table})
        group = {s: int(s in self.final) for s in self.states}
        while True:
            keys = {s: (group[s], *(group[self.table[s, c]] for c in alphabet)) for s in self.states}
            names = {key: n for n, key in enumerate(dict.fromkeys(keys[s] for s in self.states))}
            fresh = {s: names[keys[s]] for s in self.states}
            if len(set(fresh.values())) == len(set(group.values())):
                return Dfa(fresh[self.begin], {fresh[s] for s in self.final},
                           {(fresh[s], c): fresh[t] for (s, c), t in self.table.items()})
            group = fresh

    def matches(self, text):
        state = self.begin
        for char in text:
            if (state := self.table.get((state, char))) is None:
                return False
        return state in self.final

    def words(self, limit, longest=6):
        found, todo = [], collections.deque([(self.begin, "")])
        while todo and len(found) < limit:
            state, word = todo.popleft()
            if state in self.final:
                found.append(word)
            if len(word) < longest:
                todo += [(t, word + c) for (s, c), t in self.table.items() if s == state]
        return found

    def equivalent(self, other):
        return self.minimal().canonical() == other.minimal().canonical()

    def canonical(self):
        alphabet = sorted({c for _, c in self.table})
        order, todo = {self.begin: 0}, [self.begin]
        for state in todo:
            for c in alphabet:
                if self.table[state, c] not in order:
                    order[self.table[state, c]] = len(order)
                    todo.append(self.table[state, c])
        return {order[s] for s in self.final if s in order}, {(order[s], c): order[t] for (s, c),
                t in self.table.items() if s in order}


ALPHABET = "ab1_"
SAMPLES = ["".join(p) for n in range(4) for p in itertools.product(ALPHABET, repeat=n)]
machines = {}
for pattern in ("a(b|1)*", "(a|b)*a(a|b)", r"\d+|_?", "[^a]b{2}", "a{1,2}b?", ".*ab", r"(\w\d){0,1}", "", "(a*b*)*",
                "[a-b_]+", r"[\d]|\D1", "((a))"):
    node = Parser.parse(pattern)
    dfa = Dfa.determine(Nfa(node), ALPHABET)
    small = machines[pattern] = dfa.minimal()
    wrong = [s for s in SAMPLES if small.matches(s) != bool(re.fullmatch(pattern, s))]
    print(f"{pattern!r:20} {len(dfa.states):3} {len(small.states):3} {sum(map(small.matches, SAMPLES)):4} {wrong} {small.words(5)}")
print(Parser.parse("a[^b-c]|(x|y)*{2,}"), Parser.parse("ab") == Parser.parse("(ab)"), Parser.parse(r"\."))
print(machines["(a*b*)*"].equivalent(Dfa.determine(Nfa(Parser.parse("(a|b)*")), ALPHABET)),
      machines["a{1,2}b?"].equivalent(machines[".*ab"]), machines["((a))"].canonical())
for pattern in ("(", ")", "a**", "*a", "[", "a{x}", "a{2", "[b-a]c", "a|*", "\\", "[]a]", "a{,2}b", "(a"):
    try:
        print(repr(pattern), Parser.parse(pattern))
    except PatternError as error:
        print(repr(pattern), error, repr(error.__cause__))
try:
    Nfa(3)
except TypeError as error:
    print(error, sys.exception() is error)
print(sys.exception(), State.__eq__ is object.__eq__, issubclass(PatternError, ValueError), enum.EnumType.__name__)
