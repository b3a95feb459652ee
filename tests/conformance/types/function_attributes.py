# Functions and code objects as objects.
def f(a, /, b, *c, d=1, **e):
    "Doc string."
    local = a
    return lambda: local


print(f.__name__, f.__doc__, f.__module__, f.__defaults__, f.__kwdefaults__, f.__closure__, f.__globals__ is globals(), f.__dict__, f.__builtins__ is not None, f.__type_params__)
c = f.__code__
print(c.co_name, c.co_qualname, c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount, c.co_nlocals, c.co_varnames, c.co_cellvars, c.co_freevars, c.co_firstlineno, c.co_filename, c.co_flags & 12)
inner = f(1, 2)
print(inner.__code__.co_freevars, inner.__closure__[0].cell_contents, inner.__qualname__, inner.__name__)


def g(x, y=2):
    return x + y


def h(x, y=3):
    return x * y


g.__code__ = h.__code__
print(g(5), g.__name__)
g.__defaults__ = (10, 20)
print(g())
g.attr = [1]
print(g.attr, vars(g))
del g.attr
try:
    g.attr
except AttributeError as error:
    print(error)
for text in ("g.__code__ = inner.__code__", "inner.__code__ = h.__code__", "g.__defaults__ = [1]", "g.__dict__ = 5", "g.__kwdefaults__ = 5", "g.__globals__ = {}", "type(g)()", "type(c)()"):
    try:
        exec(text)
        print(text, "ok")
    except Exception as error:
        print(text, type(error).__name__, str(error)[:90])
import types
made = types.FunctionType(h.__code__, {}, "made", (4, 5))
print(made(), made.__name__, made.__globals__.keys())
cell = types.CellType(7)
adder = types.FunctionType(inner.__code__, globals(), "adder", None, (cell,))
print(adder(), cell, cell.cell_contents, cell == types.CellType(7), cell < types.CellType(8))
empty = types.CellType()
print(empty)
m = types.MethodType(h, 6)
print(m(7), m.__self__, m.__func__ is h, m == types.MethodType(h, 6), m.__name__)
print((lambda a, b=1, *c: 0).__code__.co_varnames, len.__name__, len.__self__, len.__doc__[:10], [].append.__name__, str.join.__name__, str.join.__objclass__)
