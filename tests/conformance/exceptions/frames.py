# Frame objects: f_back, f_locals (write-through), f_lineno, f_code, clear.
import sys


def where():
    f = sys._getframe()
    return f.f_code.co_name, f.f_lineno, f.f_back.f_code.co_name, f.f_globals is globals()


def caller():
    return where()


print(caller(), sys._getframe().f_back, sys._getframe(0).f_code.co_name)
try:
    sys._getframe(100)
except ValueError as error:
    print(error)


def write_through():
    x = 1
    f = sys._getframe()
    f.f_locals["x"] = 2
    f.f_locals["extra"] = 3
    return x, f.f_locals["extra"], dict(f.f_locals).keys() - {"f"} == {"x", "extra"}, f.f_locals == f.f_locals


print(write_through())


def snapshot():
    x = 1
    l = locals()
    l["x"] = 9
    return x, locals()["x"], locals() is locals()


print(snapshot())


def proxy():
    a, b = 1, 2
    p = sys._getframe().f_locals
    print(type(p).__name__, "a" in p, len(p), p.get("zz"), list(p), repr(p["a"]))
    try:
        del p["a"]
    except ValueError as error:
        print(error)
    p.update({"b": 20})
    print(b, p.setdefault("b", 0), p | {"k": 1} == {**p, "k": 1})


proxy()


def cell():
    n = 1

    def inner():
        return n

    sys._getframe().f_locals["n"] = 50
    return inner()


print(cell())


def kept():
    local = [1]
    return sys._getframe()


f = kept()
print(f.f_locals, f.f_lineno, f.f_back)
f.clear()
print(f.f_locals)
try:
    sys._getframe().clear()
except RuntimeError as error:
    print(error)


def gen():
    v = 1
    yield v
    v = 2
    yield


g = gen()
print(g.gi_frame.f_lineno, g.gi_frame.f_locals)
next(g)
print(g.gi_frame.f_lineno, g.gi_frame.f_locals, g.gi_frame.f_back)
g.gi_frame.f_locals["v"] = 10
next(g)
print(g.gi_frame.f_locals)
list(g)
print(g.gi_frame)


class K:
    sys._getframe().f_locals["made"] = "in class"


print(K.made, sys._getframe().f_locals is globals(), f, sep="|")
