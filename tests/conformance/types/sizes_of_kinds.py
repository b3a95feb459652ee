# getsizeof of all kinds of objects, and how instances of their types are laid out.
import array
import ast
import collections
import contextvars
import datetime
import enum
import functools
import io
import itertools
import operator
import queue
import random
import re
import struct
import sys
import threading
import types
import weakref


class Plain:
    pass


class Slots:
    __slots__ = ("a", "b")


class Listed(list):
    pass


class Mapped(dict):
    pass


class Many(tuple):
    pass


class Text(str):
    pass


class Error(Exception):
    pass


class Kind(enum.Enum):
    X = 1


class Meta(type):
    __slots__ = ()


def function(a, b=1, *c, d=2, **e):
    x = 1

    def inner():
        return x
    return inner


def generator(one, two):
    three = one
    yield two, three


async def coroutine():
    pass


async def async_generator():
    yield 1


def frame(local):
    return sys._getframe()


plain = Plain()
made = coroutine()
made.close()
running = generator(1, 2)
try:
    1 / 0
except ZeroDivisionError as error:
    caught = error
Pair = collections.namedtuple("Pair", "a b")
values = [
    None, True, 0, 1, 2**70, 2**300, 1.5, 0.0, float("nan"), 1j, "", "a", "\u20ac", "\U0001f600", "abc" * 10, b"", b"abc",
    bytearray(), bytearray(b"abc"), memoryview(b"abc"), (), (1,), (1, 2, 3), [], [1], [1, 2, 3], list(range(9)), list(range(8)),
    list("abc"), [number for number in range(9)], {}, {1: 2}, dict.fromkeys(range(6)), {"a": 1}, set(), {1}, set(range(6)),
    frozenset(), frozenset(range(9)), range(3), slice(1, 2), ..., NotImplemented, Plain, plain, Slots, Slots(), Listed, Listed(),
    Mapped(), Many(), Many((1, 2)), Text("abc"), Text("\u20ac"), Error, Error("x"), caught, caught.__traceback__, Kind, Kind.X,
    Pair, Pair(1, 2), Meta, Meta("Made", (), {}), function, lambda: 1, function(1), function(1).__closure__[0], running,
    running.gi_frame, made, async_generator(), frame(1), (number for number in [1]), "".join, [].append, plain.__init__,
    function.__get__(3), "".__add__, str.join, str.__add__, type.__dict__["__dict__"], Slots.a, dict.__dict__["fromkeys"],
    classmethod(function), staticmethod(function), property(function), super(Plain, plain), weakref.ref(plain),
    weakref.proxy(plain), weakref.WeakSet(), functools.partial(function, 1), functools.lru_cache(function), sys,
    types.ModuleType("x"), types.SimpleNamespace(a=1), types.MappingProxyType({}), list[int], int | str,
    collections.OrderedDict(), collections.OrderedDict(a=1, b=2), collections.defaultdict(list), collections.Counter("abc"),
    collections.deque(), collections.deque(range(100)), iter([]), iter(()), iter({}), iter(set()), iter(""), iter(range(3)),
    reversed([]), enumerate([]), zip(), map(function, []), filter(None, []), iter(int, 1), {}.keys(), {}.values(), {}.items(),
    iter(b""), iter(bytearray()), itertools.count(), itertools.cycle([]), itertools.chain(), itertools.repeat(1),
    itertools.permutations([1, 2]), itertools.permutations([1, 2, 3], 2), itertools.combinations([1, 2, 3], 2),
    itertools.combinations_with_replacement([1], 3), itertools.product([1], [2]), itertools.product([1], repeat=4),
    itertools.islice([], 3), itertools.tee([])[0], datetime.date(2020, 1, 1), datetime.datetime(2020, 1, 1),
    datetime.timedelta(1), datetime.time(), datetime.timezone.utc, array.array("i"), array.array("i", [1, 2, 3]),
    re.compile("a(b)"), re.match("a", "a"), io.StringIO(), io.BytesIO(), threading.Lock(), threading.RLock(), random.Random(1),
    struct.Struct("i"), operator.attrgetter("a"), operator.itemgetter(1), operator.methodcaller("a"),
    contextvars.ContextVar("x"), contextvars.copy_context(), ast.parse("1"), queue.SimpleQueue(), object(), type, object, int,
    sys.flags, sys.version_info,
]
# Whether a version tag has been given is no part of the layout.
PASSING = 1 << 19
for value in values:
    cls = type(value)
    print(cls.__name__, sys.getsizeof(value), cls.__basicsize__, cls.__itemsize__, cls.__dictoffset__, cls.__weakrefoffset__,
          hex(cls.__flags__ & ~PASSING))
for cls in (Plain, Slots, Listed, Many, Text, Error, Kind, Meta, type("A", (Slots,), {"__slots__": ("c", "__dict__")}),
            type("B", (Error,), {"__slots__": ("c",)}), type("C", (int,), {}), type("D", (bytes,), {}), type("E", (Meta,), {})):
    print(cls.__name__, cls.__basicsize__, cls.__itemsize__, cls.__dictoffset__, cls.__weakrefoffset__,
          hex(cls.__flags__ & ~PASSING))
