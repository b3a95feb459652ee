# What an instruction does to its operands is not counted: what special methods see of the object they belong to.
import sys

count = sys.getrefcount


class D:
    def __iter__(self):
        print("iter", count(self))
        return iter([1, 2])

    def keys(self):
        print("keys", count(self))
        return ["a"]

    def __getitem__(self, key):
        print("getitem", count(self), count(key))
        return 1

    def __delitem__(self, key):
        print("delitem", count(self), count(key))

    def __contains__(self, item):
        print("contains", count(self), count(item))
        return True

    def __getattr__(self, name):
        print("getattr", name, count(self))
        return 1

    def __add__(self, other):
        print("add", count(self), count(other))
        return 1

    __radd__ = __iadd__ = __add__

    def __lt__(self, other):
        print("lt", count(self), count(other))
        return True

    def __eq__(self, other):
        print("eq", count(self), count(other))
        return False

    def __hash__(self):
        print("hash", count(self))
        return 1

    def __bool__(self):
        print("bool", count(self))
        return True

    def __neg__(self):
        print("neg", count(self))

    def __index__(self):
        print("index", count(self))
        return 0

    def __repr__(self):
        print("repr", count(self))
        return "D"

    def __str__(self):
        print("str", count(self))
        return ""

    def __await__(self):
        print("await", count(self))
        return iter(())

    def __aiter__(self):
        print("aiter", count(self))
        return self

    def __anext__(self):
        print("anext", count(self))
        raise StopAsyncIteration

    def __next__(self):
        print("next", count(self))
        raise StopIteration


class Iterable:
    def __iter__(self):
        return D()


class Meta(type):
    def __instancecheck__(cls, instance):
        print("instancecheck", count(instance))
        return True


class Checked(metaclass=Meta):
    pass


def unpacks(x):
    a, b = x
    a, *b = x
    [*x]
    {*x}
    {**x}


def iterates(x, y):
    for i in x:
        pass
    [i for i in x]
    list(i for i in x)
    for i in y:
        pass
    for i in iter(x.__next__, None):
        pass


def operates(x, y):
    x + y
    y + x
    x < x
    -x
    not x
    x == y
    y in x
    x in y
    x[y]
    del x[y]
    [1][x]
    x.missing
    f"{x!r}{x!s}"
    x += y


def branches(x):
    if x:
        pass
    while x:
        break
    assert x
    1 if x else 2


def calls(x):
    isinstance(x, Checked)
    hash(x)
    repr(x)
    getattr(x, "missing")
    iter(x)
    next(x, 0)


async def awaits(x):
    await x
    async for i in x:
        pass


def delegates(x):
    yield from x


unpacks(D())
iterates(D(), Iterable())
operates(D(), [])
branches(D())
calls(D())
try:
    awaits(D()).send(None)
except StopIteration:
    pass
list(delegates(D()))
