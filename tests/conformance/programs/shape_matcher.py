"""Structural patterns of every form: shapes, trees rewritten by rules, commands, protocols for matching, what fails to match."""

import ast
import collections
import enum
import functools
import math
import operator
import re
import types
from collections import OrderedDict, UserDict, defaultdict, deque, namedtuple
from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from fractions import Fraction


class Unit(enum.Enum):
    CM = 1
    M = 100


@dataclass(frozen=True)
class Circle:
    radius: float
    unit: Unit = Unit.CM


@dataclass(frozen=True)
class Box:
    width: float
    height: float
    _: KW_ONLY
    unit: Unit = Unit.CM


Triangle = namedtuple("Triangle", "a b c")


class Polygon:
    __match_args__ = ("first", "rest")

    def __init__(self, *points):
        self.points = points

    @property
    def first(self):
        return self.points[0]

    @property
    def rest(self):
        if len(self.points) > 3:
            raise AttributeError("too many")
        return self.points[1:]


class Range(Sequence):
    def __init__(self, *items):
        self.items, self.asked = items, []

    def __len__(self):
        self.asked.append("len")
        return len(self.items)

    def __getitem__(self, key):
        self.asked.append(key)
        return self.items[key]


class Settings(Mapping):
    def __init__(self, **values):
        self.values, self.asked = values, []

    def __getitem__(self, key):
        self.asked.append(f"[{key}]")
        return self.values[key]

    def get(self, key, default=None):
        self.asked.append(key)
        return self.values.get(key, default)

    def __iter__(self):
        return iter(self.values)

    def __len__(self):
        return len(self.values)


class Meta(type):
    def __instancecheck__(cls, instance):
        return isinstance(instance, int) and cls.test(instance)


class Even(metaclass=Meta):
    __match_args__ = ("real", "numerator")
    test = staticmethod(lambda n: n % 2 == 0)


def area(shape):
    match shape:
        case Circle(r, unit=u) if r > 0:
            return round(math.pi * (r * u.value) ** 2, 2)
        case Circle():
            return "empty circle"
        case Box(w, h) | Box(width=w, height=h, unit=_) if w == h:
            return f"square {w * h}"
        case Box(unit=Unit.M, width=w):
            return f"large box of {w}"
        case Box(width=(int() | float()) as w, height=h):
            return w * h
        case Triangle(a, b, c) if a + b > c:
            s = (a + b + c) / 2
            return round(math.sqrt(s * (s - a) * (s - b) * (s - c)), 3)
        case (_, _, _):
            return "three things"
        case Polygon((0, 0), [*rest]):
            return f"from the origin to {rest}"
        case Polygon(first):
            return f"polygon at {first}"
        case _:
            return "?"


def simplify(node):
    """Rewrites tuples that stand for terms, from below."""
    match node:
        case (op, left, right):
            left, right = simplify(left), simplify(right)
        case _:
            return node
    match op, left, right:
        case "+", 0, x:
            return x
        case "+", x, 0:
            return x
        case "*", (0 as zero), _:
            return zero
        case "*", _, 0:
            return 0
        case ("*", 1, x) | ("*", x, 1):
            return x
        case "+" | "*", int(a), int(b):
            return {"+": operator.add, "*": operator.mul}[op](a, b)
        case "+", ("*", int(a), x), ("*", int(b), y) if x == y:
            return simplify(("*", a + b, x))
        case "+", x, y if x == y:
            return ("*", 2, x)
        case "^", x, 1:
            return x
        case _:
            return (op, left, right)


def command(text):
    match text.split():
        case []:
            return "nothing"
        case ["go", ("north" | "south" | "up" | "down") as way]:
            return f"going {way}"
        case ["go", *_]:
            return "go where?"
        case ["give", thing, "to", name] | ["give", name, thing]:
            return f"{name} gets {thing}"
        case ["say", *words] if len(words) > 1:
            return f"saying {' '.join(words)!r}"
        case ["set", name, ("=" | "to"), value, *rest]:
            return name, value, rest
        case [first, *_, last] if first == last:
            return f"{first} on both ends"
        case [one]:
            return f"only {one}"
        case [_, _, *more]:
            return f"and {len(more)} more"


def kind(value):
    match value:
        case None | True | False:
            return f"constant {value}"
        case bool():
            return "never"
        case 0 | 0.0 | 0j:
            return "zero"
        case -1 | -1.5 | 1 + 2j | -3 - 4j:
            return f"number {value}"
        case int(n) | float(n) if n != n or abs(n) == math.inf:
            return "odd"
        case Even(real, n) if n > 10:
            return f"large even {real}"
        case int():
            return "int"
        case str("a" | "b" as letter):
            return f"letter {letter}"
        case str() | bytes() | bytearray() as text:
            return f"text {len(text)}"
        case {"type": "point", "at": [x, y, *_], **rest}:
            return f"point {x},{y} {rest}"
        case {"type": str(name)}:
            return f"dict of {name}"
        case {"n": {"m": [_, {"k": deep}]}}:
            return f"deep {deep}"
        case {Unit.CM: length} | {Unit.M: length}:
            return f"length {length}"
        case {}:
            return f"mapping {type(value).__name__}"
        case []:
            return "empty sequence"
        case [[a, b], [c, d]]:
            return f"matrix {a * d - b * c}"
        case [Unit.CM | Unit.M as unit, *_]:
            return unit.name
        case [x, y] if x == y:
            return "twins"
        case [*items]:
            return f"{type(value).__name__} of {len(items)}"
        case types.SimpleNamespace(a=1, b=b):
            return f"namespace {b}"
        case set() | frozenset():
            return "set"
        case object(__doc__=str(doc)):
            return f"documented: {doc[:20]!r}"
    return "nothing"


def attempt(*actions):
    for action in actions:
        try:
            print("  ", action())
        except Exception as error:
            print("  ", type(error).__name__, error)


shapes = [Circle(1), Circle(2, Unit.M), Circle(-1), Box(2, 2), Box(3, 4), Box(1, 2, unit=Unit.M), Triangle(3, 4, 5),
          Triangle(1, 1, 9), (1, 2, 3), Polygon((0, 0), 1, 2), Polygon((0, 0), 1, 2, 3), Polygon(5), {1, 2, 3}, "abc",
          Box("a", 1)]
print(*map(area, shapes), sep="\n")
for term in (("+", 0, "x"), ("*", ("+", 2, 3), "y"), ("+", ("*", 2, "x"), ("*", 3, "x")),
             ("*", ("+", "a", 0), ("^", "b", 1)), ("+", ("*", 1, "q"), "q"), ("*", "z", ("+", 1, -1)), ("-", 1, 1)):
    print(term, "=>", simplify(term))
print([command(t) for t in ("", "go up", "go", "go away fast", "give ann book", "give book to ann", "say hi you", "say",
                            "set x = 1 2 3", "a b a", "a b c d", "set x is 1")])
values = [None, True, 0, -0.0, -1, 1 + 2j, -3 - 4j, float("nan"), 2**70, 7, 12, "a", "bc", b"xyz", bytearray(),
          {"type": "point", "at": (1, 2, 3), "z": 0}, {"type": "line"}, {"type": 3},
          {"n": {"m": deque([0, OrderedDict(k=5)])}}, {Unit.M: 4}, defaultdict(list), UserDict(type="user"),
          types.MappingProxyType({"type": "view"}), [], (), range(0), [[1, 2], (3, 4)], [Unit.M, 2], "aa", [1, 1.0],
          deque("abc"), range(5), iter([]), memoryview(b"ab"), types.SimpleNamespace(a=1, b=2), frozenset(), len,
          Fraction(1, 2), Ellipsis, int, collections.ChainMap({"type": "chain"})]
for value in values:
    print(re.sub(" at 0x[0-9a-f]+", "", repr(value))[:40], "->", kind(value))
items, settings = Range(1, 2, 3, 4), Settings(a=1, b=2)
match items:
    case [_]:
        pass
    case [1, *middle, 4, _]:
        pass
    case [1, *middle, last]:
        print(middle, last, items.asked)
match settings:
    case {"a": 1, "c": _}:
        pass
    case {"a": 1, **rest}:
        print(rest, settings.asked)
attempt(lambda: area(Polygon()), *(functools.partial(exec, text, {"Circle": Circle, "Triangle": Triangle, "x": 3,
        "Even": Even}) for text in ("match Circle(1):\n case Circle(1, 2, 3): pass",
                                    "match Circle(1):\n case Circle(1, radius=2): pass", "match 3:\n case x(): pass",
                                    "match 3:\n case int(1, 2): pass", "match 3:\n case [a, a]: pass",
                                    "match 3:\n case a | b: pass", "match 3:\n case a: pass\n case b: pass",
                                    "match 3:\n case {**rest, 'a': 1}: pass", "match 3:\n case {'a': 1, 'a': 2}: pass",
                                    "match 3:\n case [*a, *b]: pass", "match 3:\n case -x: pass",
                                    "match 3:\n case 1 + 2: pass", "match 3:\n case f'a': pass",
                                    "match 3:\n case Circle(radius=1, radius=2): pass", "match 3:\n case _ as _: pass",
                                    "match 3:\n case (a as b) as c: print(a, b, c)",
                                    "match 3:\n case Even(4): print('no')\n case _: print('other')",
                                    "match 4, 5:\n case Even(n), *rest: print(n, rest)",
                                    "match x:\n case 3.0: print('equal')", "match = 1; case = 2; print(match + case)",
                                    "match (x)\n", "match x:\n pass",
                                    "match x:\n case 1 | _: print('any')\n case 2: pass", "match y:\n case _: pass",
                                    "match x:\n case x.y: pass", "match x:\n case y.z: pass")))
print([type(n).__name__ for n in ast.walk(ast.parse("match a:\n case [1, *_, {'k': b.c, **r}] | C(d, e=None) as f if g: pass")) if type(n).__name__.startswith(("Match",
        "match"))], ast.unparse(ast.parse("match a,:\n case (1), [2, *x] | {'a': -1j}: pass")).replace("\n", "~"))
