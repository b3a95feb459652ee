"""asizeof of all kinds of objects."""
import array
import collections
import types
import weakref
from pympler import asizeof


class Plain:
    pass


class Slots:
    __slots__ = ("x", "y")


class Listed(list):
    pass


class Mapped(dict):
    pass


class Linked:
    def __init__(self, following):
        self.following = following
        self.items = [1] * 10


plain = Plain()
plain.x, plain.y = [1000], {"key": "value"}
slots = Slots()
slots.x, slots.y = 1, "text"
cycle = Linked(None)
cycle.following = cycle
Pair = collections.namedtuple("Pair", "x y")
for name, value in {
    "int": 1,
    "big": 10 ** 40,
    "str": "abc",
    "latin": "été",
    "wide": "日本",
    "bytes": b"xyz",
    "bytearray": bytearray(b"xyz"),
    "None": None,
    "True": True,
    "float": 1.5,
    "complex": 1j,
    "list": [],
    "list 3": [1, 2, 3],
    "nested": [[1], [2]],
    "dict": {},
    "dict 2": {"a": 1, "b": [1]},
    "set": {1, 2, 3},
    "frozenset": frozenset("ab"),
    "tuple": (),
    "tuple 2": (1, "a"),
    "plain": plain,
    "slots": slots,
    "Listed": Listed([1]),
    "Mapped": Mapped(a=1),
    "cycle": cycle,
    "range": range(5),
    "slice": slice(1, 2),
    "array": array.array("i", [1, 2, 3]),
    "deque": collections.deque([1]),
    "ordered": collections.OrderedDict(a=1),
    "defaultdict": collections.defaultdict(int),
    "counter": collections.Counter("aab"),
    "namespace": types.SimpleNamespace(a=1),
    "pair": Pair(1, 2),
    "function": len,
    "lambda": lambda: plain,
    "class": Plain,
    "generator": (i for i in [1]),
    "weak": weakref.ref(plain),
    "method": plain.__init__,
    "exception": ValueError("x", 1),
    "view": memoryview(b"x"),
    "iterator": iter([1]),
    "keys": {}.keys(),
}.items():
    print(name, asizeof.asizeof(value))
print(asizeof.asizeof([1], [2]), asizeof.asizesof([1], "a", {}))
print(asizeof.asizeof([[[["deep"]]]], limit=1), asizeof.asizeof("abc", align=16), asizeof.asizeof(plain, derive=True))
