# Every kind of pattern, the order in which things happen, and the errors.
import collections
from collections.abc import Mapping, Sequence, MutableSequence


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


class Names:
    one = 1
    text = "text"


def describe(subject):
    match subject:
        case 0 | -1 | 2.5 | 1 + 2j:
            return "number"
        case "a" "b" | b"bytes":
            return "text"
        case None:
            return "none"
        case True | False as truth:
            return f"bool {truth}"
        case Names.one | Names.text as value:
            return f"dotted {value!r}"
        case []:
            return "empty"
        case [x]:
            return f"one {x!r}"
        case (x, y, *_) if x == y:
            return f"twins {x!r}"
        case [1, [2, [3, *deep]], *_, last]:
            return f"deep {deep} {last}"
        case [first, *middle, last]:
            return f"ends {first!r} {middle!r} {last!r}"
        case {"kind": "point", "at": (x, y)}:
            return f"mapping point {x} {y}"
        case {"kind": kind, **rest}:
            return f"kind {kind!r} {sorted(rest.items())}"
        case {1: _, 2: two}:
            return f"two {two}"
        case {}:
            return "mapping"
        case Point(0, 0):
            return "origin"
        case Point(x=0, y=y) | Point(x=y, y=0):
            return f"axis {y}"
        case Point(x, y) as point if x == y:
            return f"diagonal {point}"
        case Point():
            return "point"
        case str(text):
            return f"str {text!r}"
        case int() | float():
            return "other number"
        case _:
            return "nothing"


for subject in [
    0, -1, 2.5, 1 + 2j, "ab", b"bytes", None, False, True, 1, "text", [], [7], (4, 4, 5), [1, [2, [3, 4, 5]], 6, 7],
    range(4), {"kind": "point", "at": [1, 2]}, {"kind": 3, "b": 1, "a": 2}, {1: 1, 2: 2, 3: 3}, {"x": 1}, Point(0, 0),
    Point(0, 4), Point(5, 0), Point(6, 6), Point(1, 2), "abc", 99, 1.5, object, {1, 2}, bytearray(b"x"), iter([1]),
    collections.deque([1, 2]), memoryview(b"ab"), collections.OrderedDict(kind=1), collections.ChainMap({"kind": 2}),
]:
    print(type(subject).__name__, "->", describe(subject))


# What a mapping is asked, and in which order; a default dict makes no item.
class Noisy(dict):
    def __len__(self):
        print("  len")
        return super().__len__()

    def get(self, key, default):
        print("  get", key)
        return super().get(key, default)

    def __missing__(self, key):
        raise AssertionError("missing")


match Noisy(a=1, b=2):
    case {"a": 2, "b": _}:
        print("no")
    case {"a": 1, "c": _}:
        print("no")
    case {"b": b, **rest}:
        print("rest", b, rest)

default = collections.defaultdict(list)
match default:
    case {"x": _}:
        print("no")
print(dict(default))


class Loud:
    def __init__(self, *items):
        self.items = items

    def __len__(self):
        print("  len")
        return len(self.items)

    def __getitem__(self, index):
        print("  item", index)
        return self.items[index]


Sequence.register(Loud)
match Loud(1, 2, 3):
    case [1, *_, 4]:
        print("no")
    case [_, *_, 3] if print("  guard"):
        print("no")
    case [a, b, c, d]:
        print("no")
    case [1, *rest]:
        print("rest", rest)


class Traced:
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        print("  attribute", name)
        if name == "missing":
            raise AttributeError(name)
        return name


match Traced():
    case Traced(a="a", missing=_):
        print("no")
    case Traced(b="x", c="c"):
        print("no")
    case Traced(d=d, e="e"):
        print("yes", d)


class Equal:
    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        print(f"  {self.name} == {other!r}")
        return False


try:
    match [Equal("left"), 2]:
        case [1, x] | [2, x] | [_, 3 as x]:
            print("no")
        case [None, _]:
            print("no")
        case [Equal(name=name), y] if name == "right":
            print("no")
    print(name, y)
    print(x)
except NameError as error:
    print(error)


# Which classes are sequences or mappings.
def kind(value):
    match value:
        case [*_]:
            return "sequence"
        case {}:
            return "mapping"
    return None


class Plain:
    pass


class Derived(Plain):
    pass


print(kind(Derived()), kind(Plain()))
MutableSequence.register(Plain)
print(kind(Derived()), kind(Plain()))
print(Mapping.register(Plain) is Plain, kind(Derived()))


class Both(Sequence, Mapping):
    def __getitem__(self, index):
        raise IndexError

    def __len__(self):
        return 0

    def __iter__(self):
        return iter(())


print(kind(Both()), kind("text"), kind(b""), kind({}.keys()), kind(type("T", (tuple,), {})()), kind(set()))
print([bool(cls.__flags__ & 1 << 5) for cls in (list, Sequence, Plain, dict)])
print([bool(cls.__flags__ & 1 << 6) for cls in (list, Mapping, Derived, dict)])

for cls in (bool, bytearray, bytes, dict, float, frozenset, int, list, set, str, tuple):
    value = cls()
    match value:
        case cls(same):
            print(cls.__name__, same is value, end="; ")
print()


# Errors while matching.
def attempt(code, **names):
    try:
        exec(code, names)
    except Exception as error:
        print(type(error).__name__, error)


class Wrong:
    __match_args__ = ["a"]


class NotStrings:
    __match_args__ = (1,)


class Twice:
    __match_args__ = ("a", "a")
    a = 1


class Raises:
    __match_args__ = ("a", "b")

    @property
    def a(self):
        raise ValueError("property")


names = dict(Wrong=Wrong, NotStrings=NotStrings, Twice=Twice, Raises=Raises, Point=Point, K=Names)
attempt("match Wrong():\n case Wrong(1): pass", **names)
attempt("match NotStrings():\n case NotStrings(1): pass", **names)
attempt("match Twice():\n case Twice(1, 1): pass", **names)
attempt("match Twice():\n case Twice(1, a=1): pass", **names)
attempt("match Raises():\n case Raises(1): pass", **names)
attempt("match Point(1, 2):\n case Point(1, 2, 3): pass", **names)
attempt("match 1:\n case int(1, 2): pass", **names)
attempt("match K():\n case K(1): pass", **names)
attempt("match 1:\n case K.one(): pass", **names)
attempt("match 1:\n case missing.name: pass", **names)
attempt("match {1: 1}:\n case {K.one: _, 1: _}: pass", **names)
attempt("match {1: 1, 2: 2}:\n case {K.one: _, 1: _}: pass", **names)

# Refused by the compiler.
for text in """
case a: pass\n case 1: pass
case _: pass\n case 1: pass
case (_ as b): pass\n case 1: pass
case a | 1: pass
case 1 | a | 2: pass
case _ | 1: pass
case [a] | [b]: pass
case [a] | [a, b]: pass
case [a, a]: pass
case [a, [a] | [a]]: pass
case [a, b] as a: pass
case {"k": a, **a}: pass
case [*a, *b]: pass
case {1: _, 1: _}: pass
case {1: _, True: _}: pass
case {-0: _, 0.0: _}: pass
case {1.5: _, 1.5: _}: pass
case {1 + 2j: _, 1 + 2j: _}: pass
case {"a'": _, "a'": _}: pass
case {b"a": _, b"a": _}: pass
case {None: _, None: _}: pass
case {1e400: _, 1e400: _}: pass
case Point(x=1, y=2, x=3): pass
case __debug__: pass
case Point(__debug__=1): pass
case {**__debug__}: pass
case 1 as _: pass
""".strip().split("\n"):
    try:
        compile("match x:\n " + text.replace("\\n", "\n"), "<patterns>", "exec")
    except SyntaxError as error:
        print(error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset)


# Where things are in the text.
def traced(subject):
    match subject:
        case [
            int(),
            Raises(a=1),
        ]:
            pass
        case Point(
            x,
            y,
        ) if x / y:
            return x


for subject in ([1, Raises()], Point(1, 0)):
    try:
        traced(subject)
    except Exception as error:
        print(error, error.__traceback__.tb_next.tb_lineno)


# In a class body, at module level, in a generator, and around loops.
class Body:
    match (1, 2):
        case (first, __private):
            pass


print(sorted(name for name in vars(Body) if not name.startswith("__")))


def generator():
    match (yield "subject"):
        case [a, b] if (yield "guard"):
            yield a, b
        case other:
            yield other


running = generator()
print(next(running), running.send([1, 2]), running.send(True))
running = generator()
print(next(running), running.send([1, 2]), running.send(False))


def loop(items):
    for item in items:
        match item:
            case 0:
                continue
            case "stop":
                break
            case "return":
                return "returned"
            case n:
                print(n, end=" ")
    else:
        return "exhausted"
    return "stopped"


print(loop([1, 0, 2]), loop([0, "stop", 3]), loop(["return"]))
