# What counts as an allocation, and what a death takes off.
import gc

gc.set_threshold(1_000_000, 1000, 1000)
gc.collect()


class Plain:
    pass


class Slotted:
    __slots__ = ("a",)


class MyList(list):
    pass


def function():
    pass


def generator():
    yield


def closure():
    x = []
    return lambda: x


def measure(name, make, number=10):
    gc.collect()
    store = [None] * number
    gc.collect()
    before = gc.get_count()[0]
    for i in range(number):
        store[i] = make()
    made = gc.get_count()[0] - before
    for i in range(number):
        store[i] = None
    dead = gc.get_count()[0] - before - made
    for i in range(number):
        store[i] = make()
    again = gc.get_count()[0] - before - made - dead
    print(name, made, dead, again)


measure("[]", lambda: [])
measure("[1, 2]", lambda: [1, 2])
measure("list()", lambda: list())
measure("list((1, 2))", lambda: list((1, 2)))
measure("{}", lambda: {})
measure("{1: []}", lambda: {1: []})
measure("dict()", lambda: dict())
measure("dict(a=1)", lambda: dict(a=1))
x = 1
measure("(x,)", lambda: (x,))
measure("(x, x, x)", lambda: (x, x, x))
measure("20 items", lambda: (x,) * 20)
measure("21 items", lambda: (x,) * 21)
measure("tuple([1])", lambda: tuple([1]))
measure("set()", lambda: {1})
measure("set call", lambda: set())
measure("Plain", lambda: Plain())
measure("Slotted", lambda: Slotted())
measure("MyList", lambda: MyList())
measure("lambda", lambda: lambda: 0)
measure("generator", lambda: generator())
measure("closure", lambda: closure())
measure("method", lambda: Slotted().__str__)
measure("bound", lambda: [].append)
measure("object", lambda: object())
measure("iter", lambda: iter([]))
measure("range iter", lambda: iter(range(3)))
measure("exception", lambda: ValueError())
measure("exception 1", lambda: ValueError(1))
measure("property", lambda: property())
measure("enumerate", lambda: enumerate([]))
measure("map", lambda: map(len, []))
measure("copy", lambda: [1].copy())
measure("dict copy", lambda: {1: 2}.copy())
two = 2
measure("slice of list", lambda: [1, 2, 3][:two])
measure("comprehension", lambda: [i for i in range(3)])
measure("dict comprehension", lambda: {i: i for i in range(3)})
measure("split", lambda: "a b".split())
measure("items", lambda: {}.items())
measure("divmod", lambda: divmod(7, 2))
measure("partition", lambda: "a.b".partition("."))
measure("str", lambda: "a" + str(x))


def varargs(*args):
    return args


def keywords(**kw):
    return kw


measure("*args", lambda: varargs(1, 2))
measure("**kw", lambda: keywords(a=1))
measure("plus", lambda: [1] + [2])
measure("tuple plus", lambda: (x,) + (x,))
measure("star", lambda: [*(1, 2)])
measure("tuple star", lambda: (*[1, 2],))
measure("unpack", lambda: {**{}})
