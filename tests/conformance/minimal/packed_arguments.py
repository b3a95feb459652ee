# Right after a full collection CPython's free lists are empty: the tuple or dict in which it hands arguments over counts.
import functools
import gc
import operator
import weakref
from collections import defaultdict, deque

gc.disable()


class Plain:
    def __init__(self, *given, **named):
        pass


class Made:
    def __new__(cls, *given):
        return object.__new__(cls)


class Counted:
    def __init__(self, given):
        pass


def function(*given, **named):
    pass


held, mapping = [], {}
calls = """Plain(1) | Plain(a=1) | Plain(1, 2, a=1) | Made(1) | Counted(1) | function(**mapping) | complex(1) | bytes([1])
set(held) | frozenset(held) | slice(1, 2) | reversed(held) | zip(held) | property(function) | staticmethod(function)
memoryview(b"a") | weakref.ref(function) | functools.partial(function, 1) | functools.partial(function, a=1) | deque(held)
defaultdict() | defaultdict(list)["a"] | print(end="") | sorted(held) | vars(function) | "{}".format(1) | held.__len__()
held.__eq__(held) | (1).__add__(2) | object.__new__(Plain) | type.__call__(Counted, 1) | mapping.update(mapping)
dict.fromkeys(held) | held.extend(mapping.items()) | gc.get_referents(held, held) | operator.itemgetter(1) | {*held}
operator.methodcaller("append", 1)(held) | functools.reduce(function, [1, 2]) | functools.lru_cache(function)(1)
f"{held}" | type("Q", (), {}) | type("Q", (Plain,), {"x": 1}) | dir(held) | eval("1")"""
for call in calls.replace("\n", " | ").split(" | "):
    code = compile(call, "", "eval")
    counts = []
    for _ in range(3):
        gc.collect()
        before = gc.get_count()[0]
        eval(code)
        counts.append(gc.get_count()[0] - before)
    print(call, counts)
