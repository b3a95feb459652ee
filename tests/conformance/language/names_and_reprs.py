# How functions, classes, methods and other objects name and show themselves.
import types


def function(a, b=1):
    "Doc."

    def inner(): ...

    return inner


class Klass:
    "Class doc."

    def method(self): ...

    class Nested:
        def deep(self): ...


print(function.__name__, function.__qualname__, function.__module__, function.__doc__)
print(function(1).__qualname__, Klass.Nested.deep.__qualname__, (lambda: 0).__qualname__)
for thing in (function, function(1), Klass.method, Klass().method, Klass, Klass.Nested, Klass(), len, [].append, str.upper,
              "a".upper, int.__add__, (1).__add__, type, object, None, NotImplemented, ..., types.FunctionType,
              type(None), range(3), slice(1, 2), iter([]), iter(()), iter({}), iter("s"), iter(range(2)), iter(set()),
              {}.keys(), {1: 2}.values(), {1: 2}.items(), (i for i in ()), zip(), map(len, []), filter(None, []),
              enumerate([]), reversed([]), dict.fromkeys, int.real, type.__call__, Klass.__dict__, object(), super(Klass, Klass()),
              property(), staticmethod(len), classmethod(len), memoryview if False else True, iter(int, 1), types.SimpleNamespace(a=1)):
    print(repr(thing))
print(type(function), type(Klass), type(Klass().method), type(len), type(Klass.__dict__), type(function.__code__))
print(types.CellType, types.FrameType, types.GeneratorType, types.TracebackType, types.MethodType, types.ModuleType)
function.attribute = 1
print(function.__dict__, function.__annotations__, Klass.__doc__, Klass.__module__, Klass.__name__)
function.__name__ = "renamed"
print(function.__name__, function.__qualname__)
function.__qualname__ = "q.u.a.l"
print(repr(function))
import sys, math
print(sys, math, types.ModuleType("m"), types.ModuleType("m", "doc").__doc__)
