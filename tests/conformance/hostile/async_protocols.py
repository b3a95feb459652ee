# Objects that break the protocols of await, asynchronous iteration and asynchronous context managers; depth.
import gc, linecache, sys, tokenize, traceback, tracemalloc, types, warnings, weakref
gc.collect()  # what the imports left
@types.coroutine
def suspend(v): return (yield v)
async def f(a=None): await suspend(1)
async def g(a=None):
    yield a
    await suspend(2)
    yield 3
def t(fn):
    try: print("ok", fn())
    except BaseException as e: print(type(e).__name__, e)
c=f(); c.send(None); t(c.cr_frame.clear); c.close(); 
a=g(); fr=a.ag_frame; t(fr.clear); t(lambda: a.__anext__().send(None))
a=g(); s=a.__anext__(); t(lambda: s.send(None)); t(lambda: s.send(None)); t(lambda: s.throw(KeyError)); s.close()
# finalizer that raises, resurrects
def fin(x): saved.append(x); raise OSError("fin")
saved=[]
sys.set_asyncgen_hooks(finalizer=fin)
a=g(); 
try: a.__anext__().send(None)
except StopIteration: pass
del a
print(len(saved)); a=saved.pop(); t(lambda: a.aclose().send(None)); del a; print(saved)
sys.set_asyncgen_hooks(finalizer=None)
# step outliving
a=g(); s=a.__anext__(); del a
t(lambda: s.send(None)); del s
a=g(); s=a.asend(None); a2=a.aclose(); del a; gc.collect(); s.close(); a2.close()
# cycles with never awaited
class H: pass
gc.disable(); h=H(); h.c=f(h); h.s=g(h).asend(h); del h; print(gc.collect()); gc.enable()
h=H(); h.c=f(h).__await__(); del h; print(gc.collect())
h=H(); h.c=anext(g(h), h); del h; print(gc.collect())
# __await__ weird
class W:
    def __init__(self,v): self.v=v
    def __await__(self): return self.v
class It:
    def __iter__(self): return self
    def __next__(self): raise self.e
async def aw(x): return await x
i=It(); i.e=StopIteration(5); t(lambda: aw(W(i)).send(None))
i.e=StopAsyncIteration(5); t(lambda: aw(W(i)).send(None))
i.e=GeneratorExit(); t(lambda: aw(W(i)).send(None))
class It2(It):
    def __next__(self): return 7
    def send(self,v): raise StopIteration(v)
    def throw(self,*a): print("throw",a); raise StopIteration("thrown")
    def close(self): print("close")
x=aw(W(It2())); t(lambda: x.send(None)); t(lambda: x.send(3))
x=aw(W(It2())); t(lambda: x.send(None)); t(lambda: x.throw(KeyError("z")))
x=aw(W(It2())); x.send(None); del x
class A:
    __anext__ = None
    def __aiter__(self): return self
async def it(x):
    async for _ in x: pass
t(lambda: it(A()).send(None))
class B:
    __aiter__ = None
t(lambda: it(B()).send(None)); t(lambda: aiter(B()))
class C:
    def __aiter__(self): return self
    def __anext__(self): raise self.e
c=C(); c.e=StopAsyncIteration(); t(lambda: it(c).send(None))
c.e=ValueError("anext"); t(lambda: it(c).send(None))
async def cm(x):
    async with x: return 1
class D:
    async def __aenter__(self): return 1
    __aexit__ = None
t(lambda: cm(D()).send(None))
class D:
    async def __aenter__(self): raise KeyError("e")
    async def __aexit__(self,*a): print("never")
t(lambda: cm(D()).send(None))
class D:
    async def __aenter__(self): pass
    async def __aexit__(self,*a): raise KeyError(a[0])
t(lambda: cm(D()).send(None))
# deep
sys.setrecursionlimit(500)
async def rec(): await rec()
try: rec().send(None)
except RecursionError as e: print("RecursionError", e)
async def nest(n):
    async for x in (nest(n-1) if n else g()): yield x
async def use(n):
    out=[]
    async for x in nest(n): out.append(x)
    return out
u=use(50); print(u.send(None)); t(lambda: u.send(None))
t(lambda: use(5000).send(None))
sys.setrecursionlimit(1000000)
async def chain(n): await (chain(n-1) if n else suspend(0))
c=chain(100000); c.send(None); t(lambda: c.send(None))
c=chain(3000); c.send(None); t(lambda: c.throw(KeyError("deep")))
c=chain(3000); c.send(None); c.close()
c=chain(3000); c.send(None); del c
t(lambda: types.coroutine(1))
def gf(): yield 1
m=types.coroutine(gf); print(m is gf, hex(gf.__code__.co_flags))
w=types.coroutine(lambda: 5); print(w())
class GL:
    def send(self,v): raise StopIteration(v)
    def throw(self,*a): raise a[0]
    def close(self): pass
    def __iter__(self): return self
    def __next__(self): raise StopIteration("gl")
import collections.abc as C
print(isinstance(GL(), C.Generator), isinstance(GL(), C.Coroutine))
w=types.coroutine(GL); t(lambda: aw(w()).send(None))
print([isinstance(x,y) for x in (aw(1), g(), gf()) for y in (C.Coroutine,C.Awaitable,C.AsyncGenerator,C.AsyncIterator,C.Generator)])
