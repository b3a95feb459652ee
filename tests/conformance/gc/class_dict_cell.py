# A class body with a function in it keeps its namespace in the cell `__classdict__`: what a class that could not be made
# leaves behind is a cycle then.
import gc

gc.disable()


def bodies(code):
    for constant in code.co_consts:
        if type(constant) is type(code):
            print(" ", constant.co_name, constant.co_cellvars, constant.co_freevars)
            bodies(constant)


for source in [
    "class C:\n  def f(self): pass",
    "from __future__ import annotations\nclass C:\n  def f(self): pass",
    "from __future__ import annotations\nclass C:\n  x: int",
    "class C:\n  f = lambda self: 0",
    "class C:\n  async def f(self): pass",
    "class C:\n  def f[T](self): pass",
    "class C:\n  class D: pass",
    "class C[T]:\n  def f(self): pass",
    "class C:\n  def f(self):\n    class D:\n      x: int",
    "def g():\n class C[T]:\n  def f(self): return __classdict__",
]:
    print(source)
    bodies(compile(source, "source", "exec"))


class Meta(type):
    def __new__(meta, name, bases, namespace):
        print(list(namespace))
        return super().__new__(meta, name, bases, namespace)


class Plain(metaclass=Meta):
    def method(self): ...


class Both(metaclass=Meta):
    def method(self):
        return __class__, __classdict__


class Neither(metaclass=Meta):
    method = lambda self: None


print("__classdictcell__" in Both.__dict__, Both().method()[0], sorted(Both().method()[1])[:3])


def slots():
    class C:
        __slots__ = ("a",)
        a = 1

        def f(self): ...


def no_type():
    class C(metaclass=lambda *args: None):
        def f(self): ...


def raises():
    class C:
        def f(self): ...

        1 / 0


def without_function():
    class C:
        __slots__ = ("a",)
        a = 1


for make in [slots, no_type, raises, without_function]:
    try:
        make()
    except Exception as error:
        print(type(error).__name__, error)
    print(make.__name__, gc.collect())

for name in ["__classcell__", "__classdictcell__"]:
    for value in [3, None, int]:
        try:
            type("X", (), {name: value})
        except TypeError as error:
            print(error)
