# Builtins taken away, sys.modules filled with garbage.
import builtins, sys


def attempt(name, f):
    try:
        print(name, f())
    except BaseException as error:
        sys.stdout.write(f"{name} {type(error).__name__} {error}\n")


saved = dict(vars(builtins))
out = sys.stdout.write
for name in ("__build_class__", "__import__", "AssertionError", "print", "len", "object", "type", "super", "Exception", "NameError", "KeyError", "StopIteration", "__name__"):
    del vars(builtins)[name]
try:
    class C: pass
except BaseException as error:
    out(f"{error!r}\n")
try:
    import os
except BaseException as error:
    out(f"{error}\n")
try:
    assert 0
except BaseException as error:
    out(f"{error!r}\n")
try:
    len([])
except BaseException as error:
    out(f"{error}\n")
try:
    [].missing
except BaseException as error:
    out(f"{error}\n")
def g():
    yield 1
out(f"{[*g()]}\n")
try:
    super().x
except BaseException as error:
    out(f"{error}\n")
vars(builtins).update(saved)
for value in (None, 5, "text", [], object()):
    sys.modules["garbage"] = value
    attempt(type(value).__name__, lambda: __import__("garbage") is value)
    attempt("from", lambda: exec("from garbage import x"))
    attempt("sub", lambda: exec("import garbage.x"))
    attempt("star", lambda: exec("from garbage import *"))
del sys.modules["garbage"]
attempt("exec builtins", lambda: exec("print(1)", {"__builtins__": {}}))
attempt("exec builtins 5", lambda: exec("print(1)", {"__builtins__": 5}))
attempt("exec builtins dict", lambda: exec("f(1)", {"__builtins__": {"f": print}}))
attempt("exec builtins None", lambda: exec("len('')", {"__builtins__": None}))
attempt("class without builtins", lambda: exec("class C: pass", {"__builtins__": {}}))
attempt("import without builtins", lambda: exec("import sys", {"__builtins__": {}}))
attempt("raise without builtins", lambda: exec("1/0", {"__builtins__": {}}))
attempt("try without builtins", lambda: exec("try: 1/0\nexcept ZeroDivisionError: pass", {"__builtins__": {}}))
builtins.__build_class__ = lambda *a: "built"
class D: pass
print(D)
builtins.__build_class__ = saved["__build_class__"]
builtins.__import__ = lambda *a, **k: a[0]
import something as x
print(x if isinstance(x, str) else type(x))
builtins.__import__ = saved["__import__"]
builtins.len = lambda x: "replaced"
print(len([]))
del builtins.len
try:
    len([])
except NameError as error:
    sys.stdout.write(f"{error}\n")
builtins.len = saved["len"]
