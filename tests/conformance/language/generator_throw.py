# `throw` into generators: through `yield from`, of what is no exception, and what is handled around the call.

print("-- throw nonexc delegating")
def inner():
    try: yield 1
    except GeneratorExit: print('GE'); raise
    finally: print('fin')
def outer():
    try: yield from inner()
    finally: print('outer')
g=outer(); next(g)
try: g.throw(3)
except TypeError as e: print(e)
print(g.gi_running, g.gi_frame is None)
g=inner(); next(g)
try: g.throw(3)
except TypeError as e: print(e)
def sg():
    me=yield 1
    yield me
r=sg(); next(r); r.send(r)
g=outer(); next(g)
try: g.throw(r)
except TypeError as e: print(e)
print(g.gi_frame)

print("-- throw sets context")
def chain(x):
    l = []
    while x: l.append(x.args[0]); x = x.__context__
    return l
def h():
    try: yield
    except Exception as x: print("in h", chain(x))
    yield
try: raise Exception(9)
except Exception:
    i = h(); next(i); i.throw(Exception(8))

print("-- throw yield from frames")
import sys
def stack():
    f=sys._getframe(1); n=[]
    while f: n.append(f.f_code.co_name); f=f.f_back
    return n
def f():
    try: yield
    except Exception: print(stack())
    print(stack()); yield
def g(): yield from f()
x=g(); next(x); x.throw(RuntimeError)
class E(Exception):
    def __new__(cls,*a): return cls
def gen():
    yield
y=gen()
try: y.throw(E)
except TypeError as e: print(e)
print(next(y,'end'))
def gen2():
    try: yield 1
    except TypeError as e: print('inside', e)
    yield 2
y=gen2(); next(y)
try: print(y.throw(E))
except TypeError as e: print('outside', e)

print("-- getattr throw yield from")
class BrokenIter:
    def __iter__(self): return self
    def __next__(self): return 1
    def __getattr__(self, attr): 1/0
def g(): yield from BrokenIter()
gi = g(); print(next(gi))
try: gi.throw(AttributeError)
except ZeroDivisionError: print("ZeroDivisionError from throw")
import sys
sys.unraisablehook = lambda u: print("unraisable", u.exc_type.__name__)
gi = g(); next(gi)
try: gi.close(); print("closed")
except ZeroDivisionError: print("ZeroDivisionError from close")

print("-- exitstack context")
import contextlib
@contextlib.contextmanager
def g(e):
    try: yield
    finally: raise e
es = [Exception(i) for i in range(4)]
try:
    with contextlib.ExitStack() as st:
        for k in (3, 2, 1): st.enter_context(g(es[k]))
        raise es[0]
except Exception as x:
    while x: print(x.args, end=" "); x = x.__context__
print()

print("-- StopIteration thrown into a delegating generator")
class Plain:
    def __iter__(self): return self
    def __next__(self): return 1
def stops():
    value = yield from Plain()
    print("value", value)
    yield "behind"
i = stops(); next(i)
print(i.throw(StopIteration("thrown")))
def handles():
    try: raise ValueError("outer")
    except ValueError:
        yield from inner()
def inner():
    try: yield
    except KeyError as error: print(repr(error.__context__))
    try: 1 / 0
    except ZeroDivisionError as error: print(repr(error.__context__))
    yield
i = handles(); next(i); i.throw(KeyError("thrown"))
def own():
    try: raise ValueError("own")
    except ValueError: yield
try: raise OSError("around")
except OSError:
    i = own(); next(i)
    try: i.throw(KeyError("thrown"))
    except KeyError as error: print(repr(error.__context__), repr(error.__context__.__context__))
def lines():
    yield from (
        inner2()
    )
def inner2():
    try: yield
    finally:
        print([f.lineno - lines.__code__.co_firstlineno for f in traceback.extract_stack()][-2:], i.gi_running)
import traceback
i = lines(); next(i)
try: i.throw(KeyError)
except KeyError as error: print([f.name for f in traceback.extract_tb(error.__traceback__)])
