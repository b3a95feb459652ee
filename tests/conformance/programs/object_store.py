"""Stores objects by pickling: reducers, persistent ids, state hooks, shared parts, versions, refusals and damage."""

import collections
import copy
import copyreg
import datetime
import enum
import functools
import io
import operator
import pickle
import pickletools
import re
import struct
import types
from dataclasses import dataclass, field
from pathlib import PurePosixPath


class Suit(enum.Enum):
    HEARTS, SPADES = "♥♠"


class Flags(enum.Flag):
    A = 1
    B = 2


@dataclass(frozen=True, slots=True)
class Card:
    suit: Suit
    rank: int


class Node:
    def __init__(self, name, *children):
        self.name, self.children, self.parent = name, list(children), None
        for child in children:
            child.parent = self

    def __getstate__(self):
        return {k: v for k, v in vars(self).items() if v is not None} | {"version": 2}

    def __setstate__(self, state):
        if state.pop("version", 1) < 2:
            state["children"] = list(state.pop("kids", ()))
        self.__dict__.update({"parent": None} | state)


class Interval:
    __slots__ = ("low", "high", "__weakref__")

    def __init__(self, low, high):
        if low > high:
            raise ValueError(f"{low} > {high}")
        self.low, self.high = low, high

    def __reduce__(self):
        return Interval, (self.low, self.high)


class Named(str):
    def __new__(cls, text, *, tag):
        self = super().__new__(cls, text)
        self.tag = tag
        return self

    def __getnewargs_ex__(self):
        return (str(self),), {"tag": self.tag}


class Bag(list):
    def __reduce_ex__(self, protocol):
        return Bag, (), {"protocol": protocol}, iter(self)


class Table(dict):
    def __missing__(self, key):
        return f"no {key}"


class Slotted:
    __slots__ = ("a", "b")


def point(x, y):
    return x, y


copyreg.pickle(types.ModuleType, lambda module: (__import__, (module.__name__,)))
copyreg.pickle(slice, lambda s: (slice, (s.start, s.stop, s.step)))


class Store:
    """Objects of the store are referred to by key from within others."""

    def __init__(self):
        self.data, self.loaded = {}, {}

    def save(self, key, value):
        out = io.BytesIO()
        pickler = pickle.Pickler(out, protocol=4)
        pickler.persistent_id = lambda o: next((k for k, v in self.loaded.items() if v is o and k != key), None)
        pickler.dispatch_table = collections.ChainMap({complex: lambda c: (complex, (f"{c.real}+{c.imag}j",))},
                copyreg.dispatch_table)
        pickler.dump(value)
        self.loaded[key], self.data[key] = value, out.getvalue()

    def load(self, key):
        class Restricted(pickle.Unpickler):
            def find_class(self, module, name):
                if module == "posix" or name in {"eval", "system"}:
                    raise pickle.UnpicklingError(f"{module}.{name} is forbidden")
                return super().find_class(module, name)

            def persistent_load(inner, other):
                return self.load(other)

        return Restricted(io.BytesIO(self.data[key])).load()


def again(value, protocol=pickle.HIGHEST_PROTOCOL):
    return pickle.loads(pickle.dumps(value, protocol))


for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    tree = again(Node("root", Node("a"), Node("b")), protocol)
    bag = Bag("xy")
    bag.append(bag)
    copied = again(bag, protocol)
    interval = again(Interval(1, 2), protocol)
    print(protocol, [(c.name, c.parent is tree) for c in tree.children], copied[2] is copied, copied.protocol,
          interval.high, again(Suit.SPADES, protocol) is Suit.SPADES, again(Flags.A | Flags.B, protocol),
          again([Ellipsis, NotImplemented, None, 1.5, 2**70, b"\0", "é", -1], protocol))
print(again(Card(Suit.HEARTS, 3)), again(Named("n", tag=[1])).tag, again(Table(a=1))["b"],
      again(collections.Counter("aab")), again(collections.deque([1], 3)), again(collections.OrderedDict(b=1, a=2)),
      again(collections.defaultdict(list, {1: [2]})))
print(again(functools.partial(point, 1, y=2))(), again(operator.attrgetter("a.b")),
      again(datetime.datetime(2024, 5, 17, tzinfo=datetime.UTC)), again(PurePosixPath("/a/b")),
      again(re.compile("x+", re.I)), again(types.SimpleNamespace(a=1)), again(range(3, 9, 2)), again(slice(1, None)),
      again(struct) is struct, again(len) is len, again("abc".upper)(), again(ValueError("a", 1)).args, again({1, 2}),
      again(frozenset("a")), again(bytearray(b"x")), again(type(None)), again(int.from_bytes)(b"\1"),
      again(Node.__init__) is Node.__init__)
shared = [1]
first, second = again([shared, (shared, shared)])[0], again([shared, (shared, shared)])[1]
pair = again([shared, (shared, shared)])
print(pair[0] is pair[1][0] is pair[1][1], copy.deepcopy({"k": shared, "l": shared})["k"] is shared)
slotted = Slotted()
slotted.a = 3
try:
    print(again(slotted).a, again(slotted, 1))
except TypeError as error:
    print("TypeError", error)
store = Store()
store.save("cards", [Card(Suit.SPADES, n) for n in (1, 2)])
store.save("hand", {"from": store.loaded["cards"], "z": 1 + 2j, "self": None})
print(store.load("hand"), b"cards" in store.data["hand"], len(store.data["hand"]) < 200)
store.data["evil"] = b"cposix\nsystem\n(S'echo'\ntR."
try:
    store.load("evil")
except pickle.UnpicklingError as error:
    print(error)
error_notes = ValueError("noted")
error_notes.add_note("a note")
print(again(error_notes).__notes__, again(KeyError("k")), repr(again(ExceptionGroup("g",
        [OSError(2, "no", "f")])).exceptions[0]))


class Evil:
    def __reduce__(self):
        return "nothing"


class Odd:
    def __reduce__(self):
        return (1,)


for bad in (lambda: pickle.dumps(lambda: 0), lambda: pickle.dumps(iter([1]).__next__) and "fine",
            lambda: pickle.dumps(x for x in ()), lambda: pickle.dumps(Evil()), lambda: pickle.dumps(Odd()),
            lambda: pickle.dumps(1, 9), lambda: pickle.loads(b"cnowhere\nx\n."),
            lambda: pickle.loads(b"c__main__\nNothing\n."), lambda: again(Interval).__call__(3, 2),
            lambda: pickle.dumps(type("Local", (), {})()), lambda: pickle.dumps({1: [print, lambda: 0]}),
            lambda: copy.copy(open), lambda: copy.deepcopy(x for x in ()), lambda: copy.replace(3),
            lambda: copyreg.pickle(3, 4), lambda: copyreg.constructor(3), lambda: pickle.loads(b"\x80\x09.")):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, re.sub(" at 0x[0-9a-f]+", "", str(error)), getattr(error, "__notes__", ""))
print(copy.replace(Card(Suit.HEARTS, 1), rank=9), copy.copy(tree).children is tree.children,
      copy.deepcopy(tree).children[0].parent is tree, copy.copy(Named("q", tag=1)).tag,
      copy.replace(datetime.date(2024, 1, 1), month=5))
names = [op.name for op, *_ in pickletools.genops(pickle.dumps({"a": (1, [b"x"])}, 2))]
print(names, pickletools.optimize(pickle.dumps(["a", "a"], 4)))
pickletools.dis(pickle.dumps([1, "x"], 0), annotate=0)
old = Node.__new__(Node)
old.__setstate__({"name": "old", "kids": (1, 2)})
print(vars(old), pickle.DEFAULT_PROTOCOL, pickle.format_version)
