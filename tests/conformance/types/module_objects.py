# Module objects.
import sys, types, math

m = types.ModuleType("made", "the doc")
m.x = 1
print(m.__name__, m.__doc__, m.x, m.__dict__["x"], vars(m) is m.__dict__, m.__loader__, m.__spec__, m.__package__)
try:
    m.nothing
except AttributeError as error:
    print(error)
m.__getattr__ = lambda name: f"module getattr {name}"
print(m.nothing)
del m.x
print(repr(m), sys.modules["__main__"].__name__, sys.modules["math"] is math, __name__)


class M(types.ModuleType):
    @property
    def p(self):
        return "property"


print(M("sub").p, repr(M("sub")))
n = types.ModuleType("n")
exec("def f(): return v\nv = 5", n.__dict__)
print(n.f())
import __main__
print(__main__.m is m, hasattr(__main__, "__builtins__"))
