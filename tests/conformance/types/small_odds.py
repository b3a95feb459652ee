# Corners of built-in types: factories that set the key, reversed dicts filled anew, __float__ of a str, switches of
# frames, code objects of another kind, modules that are called, minimum and maximum with too many keywords.
import itertools
import sys
import types
import warnings
from collections import defaultdict

warnings.simplefilter("always")
warnings.showwarning = lambda message, category, *rest: print(category.__name__, message)


def show(function, *arguments, **keywords):
    try:
        print(function(*arguments, **keywords))
    except Exception as error:
        print(type(error).__name__, error)


calls = 0


def factory():
    global calls
    calls += 1
    here = calls
    if here == 1:
        numbers["k"]
    return here


numbers = defaultdict(factory)
print(numbers["k"], dict(numbers), calls)


class Watching(defaultdict):
    def __setitem__(self, key, value):
        print("never asked")


print(Watching(lambda: 3)["a"])

table = {}
for i in range(1000):
    table[f"k{i}"] = i
for i in range(1, 1000):
    del table[f"k{i}"]
walks = reversed(table), reversed(table.keys()), reversed(table.values()), reversed(table.items())
table.clear()
table["k0"] = 0
for walk in walks:
    print(list(walk))


class Text(str):
    def __float__(self):
        return 9.0


show(float, Text("8"))
frame = sys._getframe()
for name in ("f_trace_lines", "f_trace_opcodes"):
    show(setattr, frame, name, 1)
    show(delattr, frame, name)


def names(x=1):
    match sys._getframe().f_locals:
        case {"x": value}:
            return value


print(names())


def plain():
    pass


def generator():
    yield


async def coroutine():
    pass


async def asynchronous():
    yield


for source in (plain, generator, coroutine, asynchronous):
    for target in (plain, generator, coroutine, asynchronous):
        before = target.__code__
        target.__code__ = source.__code__
        print(source.__name__, target.__code__ is source.__code__)
        target.__code__ = before

module = types.ModuleType("module")
module.module = lambda: None
show(module)
module.module = 3
show(module)
show(itertools.product, 0, repeat=1, other=2)
show(min, 0, default=1, key=2, other=3)
show(max, 0, default=1, key=2, other=3)
