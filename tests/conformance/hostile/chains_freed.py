# Chains of up to 300,000 objects of every kind: built, and freed without recursion. Those whose number is small
# overflow the native stack of CPython.
import functools
import itertools
import operator

N = 300_000


class Node:
    __slots__ = ("next",)


class Plain:
    pass


def chain(name, make, count=N):
    value = None
    for _ in range(count):
        value = make(value)
    del value
    print(name, "freed")


def node(value):
    made = Node()
    made.next = value
    return made


def plain(value):
    made = Plain()
    made.next = value
    return made


def error(value):
    made = ValueError()
    made.__context__ = value
    return made


def cause(value):
    made = ValueError()
    made.__cause__ = value
    return made


def closure(value):
    return lambda: value


def generator(value):
    yield value


def started(value):
    made = generator(value)
    next(made)
    return made


chain("tuple", lambda value: (value,))
chain("list", lambda value: [value])
chain("dict", lambda value: {"k": value})
chain("slots", node)
chain("instance", plain, 100_000)
chain("context", error, 100_000)
chain("cause", cause, 100_000)
chain("closure", closure, 100_000)
chain("generator", generator, 20_000)
chain("started generator", started, 20_000)
chain("partial", lambda value: functools.partial(print, value), 100_000)
chain("method", lambda value: print.__call__ if value is None else getattr(value, "__call__"), 20_000)
chain("map", lambda value: map(print, value or []), 100_000)
chain("filter", lambda value: filter(None, value or []), 100_000)
chain("zip", lambda value: zip(value or []), 100_000)
chain("enumerate", lambda value: enumerate(value or []), 100_000)
chain("chain", lambda value: itertools.chain(value or []), 100_000)
chain("islice", lambda value: itertools.islice(value or [], 5), 20_000)
chain("cycle", lambda value: itertools.cycle(value or []), 20_000)
chain("reversed", lambda value: reversed([value]), 100_000)
chain("iter", lambda value: iter([value]), 100_000)
chain("frozenset", lambda value: frozenset([value]) if value is None else frozenset([(value,)]), 100)
chain("slice", lambda value: slice(value), 20_000)
chain("attrgetter", lambda value: property(value), 100_000)
chain("staticmethod", lambda value: staticmethod(value), 100_000)
chain("classes", lambda value: type("C", (), {"inner": value}), 3_000)
chain("args", lambda value: ValueError(value), 100_000)
