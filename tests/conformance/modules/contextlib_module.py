# contextlib.
from contextlib import *
@contextmanager
def cm(name):
    print("enter", name)
    try:
        yield name.upper()
    except ValueError as e:
        print("saw", e)
    finally:
        print("exit", name)
with cm("a") as v, cm("b"): print(v)
with cm("c"): raise ValueError("swallowed")
try:
    with cm("d"): raise KeyError("passes")
except KeyError as e:
    print(repr(e))
@cm("deco")
def f(): print("body"); return 5
print(f(), f())
@contextmanager
def no_yield():
    return
    yield
@contextmanager
def two():
    yield 1
    yield 2
@contextmanager
def two_after_error():
    try:
        yield 1
    except KeyError:
        yield 2
for bad in (no_yield, two, two_after_error):
    try:
        with bad(): raise KeyError("k")
    except Exception as e:
        print(bad.__name__, type(e).__name__, e)
try:
    with two(): pass
except RuntimeError as e:
    print(e)
with suppress(KeyError, ValueError): {}["x"]
with nullcontext(5) as n: print(n)
class C:
    def close(self): print("closed")
with closing(C()): print("in")
with ExitStack() as s:
    print(s.enter_context(cm("s1")), s.enter_context(cm("s2"))); s.callback(print, "callback", end="!\n"); s.push(lambda *a: print("push", a[0]) or True)
    raise ValueError("into the stack")
with ExitStack() as s:
    s.enter_context(cm("moved")); kept = s.pop_all()
print("not yet"); kept.close()
import sys
class W:
    def write(self, t): sys.__stdout__.write(t.upper())
with redirect_stdout(W()): print("redirected")
class D(ContextDecorator):
    def __enter__(self): print("D in")
    def __exit__(self, *a): print("D out")
@D()
def g(): print("g")
g()
print(isinstance(C(), AbstractContextManager), isinstance(D(), AbstractContextManager))
