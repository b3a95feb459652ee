# The order in which the collector and destructors meet __slots__, dicts, classes and payloads.
import functools
import gc

gc.collect()
gc.disable()


class Loud:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name

    def __del__(self):
        print("dies", self.name)


class A:
    __slots__ = ("b", "a")


class B(A):
    __slots__ = ("d", "c", "__weakref__")


class C(B):
    pass


class D(C):
    __slots__ = ("e",)


class Plain(A):
    __slots__ = ()


class MyList(list):
    __slots__ = ("s",)


class Error(Exception):
    __slots__ = ("s",)


class MyPartial(functools.partial):
    __slots__ = ("s",)


def show(x):
    return [r if isinstance(r, Loud) else type(r).__name__ if not isinstance(r, type) else r for r in gc.get_referents(x)]


for cls in (A, B, C, D, Plain):
    o = cls()
    for name in "abcdefg":
        try:
            setattr(o, name, Loud(f"{cls.__name__}.{name}"))
        except AttributeError:
            pass
    print(cls.__name__, show(o))
    del o
    o = cls()
    for name in "gfedcba":
        try:
            setattr(o, name, Loud(f"{cls.__name__}.{name} in a cycle"))
        except AttributeError:
            pass
    o.a.me = o
    del o
    print(gc.collect())
for make in (lambda: MyList([Loud("item")]), lambda: Error(Loud("argument")), lambda: MyPartial(len, Loud("argument"), k=Loud("keyword")), lambda: functools.partial(len, Loud("argument"))):
    o = make()
    for name in ("s", "x", "y"):
        try:
            setattr(o, name, Loud(f"{type(o).__name__}.{name}"))
        except AttributeError:
            pass
    print(type(o).__name__, show(o))
    del o
    o = make()
    for name in ("s", "x", "y"):
        try:
            setattr(o, name, Loud(f"{type(o).__name__}.{name} in a cycle"))
        except AttributeError:
            pass
    o.x.me = o
    del o
    print(gc.collect())


@staticmethod
def s():
    pass


@classmethod
def c(cls):
    pass


s.x = c.x = Loud("attribute")
print([type(r).__name__ for r in gc.get_referents(s)], [type(r).__name__ for r in gc.get_referents(c)])
