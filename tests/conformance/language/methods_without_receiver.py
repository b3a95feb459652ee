"""Calls of what modules, classes and instances have that is called without the receiver, while it is replaced."""
import math


def other(x):
    return "other", x


class C:
    built_in = len

    @staticmethod
    def static(x):
        return "static", x

    @classmethod
    def of_class(cls, x):
        return cls.__name__, x

    def method(self):
        return "method"


class D(C):
    pass


c, d = C(), D()
for i in range(40):
    found = (
        math.floor(2.5),
        C.static(i),
        c.static(i),
        d.static(i),
        D.of_class(i),
        d.of_class(i),
        c.built_in([1]),
        C.built_in([1, 2]),
        C.method(c),
    )
    if i == 10:
        D.of_class = classmethod(lambda cls, x: ("D's", cls.__name__))
    if i == 20:
        C.__dict__["static"].__init__(other)
    if i == 22:
        D.__dict__["of_class"].__init__(len)
    if i == 25:
        c.static = lambda x: "of the instance"
    if i == 30:
        C.static = lambda *arguments: len(arguments)
    if i == 33:
        real, math.floor = math.floor, lambda x: "patched"
    if i == 34:
        math.floor = real
    if i == 35:
        C.built_in = staticmethod(lambda x: "static now")
    if i in (0, 10, 11, 20, 21, 25, 26, 30, 31, 34, 35, 36, 39):
        print(i, found)
    if i == 22:
        try:
            D.of_class(i)
        except TypeError as error:
            print(error)
        del D.of_class


class Meta(type):
    def made(cls):
        return "meta"


class E(metaclass=Meta):
    pass


for i in range(30):
    if i == 20:
        E.made = staticmethod(lambda: "own")
    found = E.made()
    if i in (0, 19, 20, 29):
        print(i, found)
Meta.made = property(lambda cls: lambda: "data descriptor")
print(E.made())


class Uninitialised:
    method = staticmethod.__new__(staticmethod)
    of_class = classmethod.__new__(classmethod)


for i in range(3):
    for name in ("method", "of_class"):
        try:
            print(Uninitialised.method() if name == "method" else Uninitialised.of_class())
        except TypeError as error:
            print(error)
for kind in (staticmethod, classmethod):
    wrapper = kind.__new__(kind)
    print(repr(wrapper), wrapper.__func__, wrapper.__get__(1), wrapper.__get__(None, int))
