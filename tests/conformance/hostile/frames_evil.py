# Frames, locals and code of functions edited while they run.
def attempt(name, f):
    try:
        print(name, f())
    except BaseException as error:
        print(name, type(error).__name__, str(error)[:150])


import sys
import types


def f(x):
    frame = sys._getframe()
    frame.f_locals["x"] = 5
    frame.f_locals["new"] = 6
    attempt("delete", lambda: frame.f_locals.__delitem__("x"))
    attempt("pop", lambda: frame.f_locals.pop("x"))
    attempt("clear", lambda: frame.f_locals.clear())
    attempt("number", lambda: frame.f_locals.__setitem__(5, 6))
    attempt("locals", lambda: sorted(map(str, frame.f_locals)))
    locals()["x"] = 9
    return x


attempt("f_locals", lambda: f(1))
frame = sys._getframe()
for name in ("f_code", "f_locals", "f_globals", "f_builtins", "f_back", "f_lasti"):
    attempt(name, lambda: setattr(frame, name, 5))
    attempt("del " + name, lambda: delattr(frame, name))
attempt("f_lineno", lambda: setattr(frame, "f_lineno", 5))
attempt("del f_lineno", lambda: delattr(frame, "f_lineno"))
attempt("f_trace", lambda: setattr(frame, "f_trace_lines", 5))
attempt("clear", frame.clear)


def g():
    yield sys._getframe()
    yield 2


it = g()
inner = next(it)
attempt("clear suspended", inner.clear)
attempt("next", lambda: next(it))
attempt("new frame", lambda: types.FrameType())


def h():
    h.__code__ = (lambda: 2).__code__
    return 1


attempt("own code", h)
attempt("own code", h)


def inner_cells():
    x = 1
    def inner():
        return x
    return inner


inner = inner_cells()
attempt("free variables", lambda: setattr(h, "__code__", inner.__code__))
attempt("code", lambda: setattr(h, "__code__", 5))
attempt("del code", lambda: delattr(h, "__code__"))
attempt("globals", lambda: setattr(h, "__globals__", {}))
attempt("closure", lambda: setattr(inner, "__closure__", ()))
inner.__closure__[0].cell_contents = inner
attempt("cell", lambda: inner()() is inner)
del inner.__closure__[0].cell_contents
attempt("empty cell", inner)
attempt("empty cell", lambda: inner.__closure__[0].cell_contents)
attempt("empty cell", lambda: repr(inner.__closure__[0])[:7])
attempt("compare", lambda: inner.__closure__[0] == types.CellType())
for defaults in ((1,), (1, 2, 3, 4), (), None, 5, [1]):
    def k(a, b=1):
        return a, b
    attempt("defaults", lambda: setattr(k, "__defaults__", defaults) or k())
for defaults in ({"c": 1}, {"d": 1}, {5: 1}, {}, None, 5):
    def k(*, c=1):
        return c
    attempt("kwdefaults", lambda: setattr(k, "__kwdefaults__", defaults) or k())


def changes(a=[]):
    changes.__defaults__ = None
    return a


attempt("changes", changes)
attempt("changes", changes)
for name in ("__name__", "__qualname__", "__doc__", "__module__", "__annotations__", "__dict__", "__type_params__"):
    attempt(name, lambda: setattr(k, name, 5))
    attempt("del " + name, lambda: delattr(k, name))
F = types.FunctionType
for args in ((), (5, {}), (k.__code__, 5), (k.__code__, {}, 5), (k.__code__, {}, "n", 5), (k.__code__, {}, "n", None, ()),
             (inner.__code__, {}), (inner.__code__, {}, "n", None, (5,)), (inner.__code__, {}, "n", None, (types.CellType(1),)),
             (k.__code__, {}, None, None, (types.CellType(),))):
    attempt("function", lambda: F(*args).__name__)
M = types.MethodType
for args in ((), (5, 1), (print, None), (print,), (print, 1, 2), (M(print, 1), 2)):
    attempt("method", lambda: M(*args)(3))


def swaps():
    x = 1
    def get():
        return x
    cell = get.__closure__[0]
    del x
    attempt("deleted", get)
    cell.cell_contents = 7
    return x


attempt("swaps", swaps)


def deletes():
    for name in list(sys._getframe().f_locals):
        pass
    del name
    return name


attempt("deletes", deletes)


class Body:
    locals()["made"] = 1
    sys._getframe().f_locals["here"] = 2
    attempt("body", lambda: 1)
    del made
    attempt_here = here


attempt("class body", lambda: [n for n in vars(Body) if n[0] != "_"])
exec("def late(): return missing_name", space := {})
attempt("globals gone", lambda: space.clear() or 1)
def walk_back():
    frame = sys._getframe()
    count = 0
    while frame:
        frame, count = frame.f_back, count + 1
    return count
attempt("f_back", walk_back)
attempt("getframe", lambda: sys._getframe(10**6))
attempt("getframe", lambda: sys._getframe(-1).f_lineno > 0)
attempt("getframe", lambda: sys._getframe("x"))
