# What goes wrong with coroutines and asynchronous iteration, and what is said about it.
import sys, gc
async def f(): pass
async def g(): yield 1
def show(fn):
    try: print("ok", fn())
    except BaseException as e: print(type(e).__name__, e)
def drive(c):
    try:
        while True: c.send(None)
    except StopIteration as e: return e.value
async def aw(x): return await x
async def afor(x):
    async for i in x: pass
async def awith(x):
    async with x: pass
show(lambda: drive(aw(1)))
class A:
    def __await__(self): return 1
show(lambda: drive(aw(A())))
class A:
    def __await__(self): return c
c=f()
show(lambda: drive(aw(A())))
c.close()
class A:
    def __await__(self): return iter([])
show(lambda: drive(aw(A())))
show(lambda: drive(afor(1)))
class B:
    def __aiter__(self): return 1
show(lambda: drive(afor(B())))
class B:
    def __aiter__(self): return self
    def __anext__(self): return 1
show(lambda: drive(afor(B())))
show(lambda: drive(awith(1)))
class W:
    def __aenter__(self): return 1
show(lambda: drive(awith(W())))
class W:
    def __aexit__(self,*a): return 1
show(lambda: drive(awith(W())))
class W:
    def __aenter__(self): return 1
    def __aexit__(self,*a): return 1
show(lambda: drive(awith(W())))
class W:
    async def __aenter__(self): return 1
    def __aexit__(self,*a): return 1
show(lambda: drive(awith(W())))
class W:
    def __enter__(self): return 1
    def __exit__(self,*a): return 1
show(lambda: drive(awith(W())))
class W:
    async def __aenter__(self): return 1
    async def __aexit__(self,*a): return 1
def sw():
    with W(): pass

show(lambda: aiter(1)); show(lambda: anext(1)); show(lambda: anext(1,2)); show(lambda: iter(f())) ; show(lambda: next(c)); show(lambda: list(g())); show(lambda:[*c])
class B:
    def __aiter__(self): return 1
show(lambda: aiter(B()))
c=f(); drive(c); show(lambda: c.send(None)); show(lambda: c.throw(ValueError)); show(lambda: c.close())
c=f(); show(lambda: c.send(1)); c.close()
def yf(x): yield from x
show(lambda: list(yf(c))); show(lambda: list(yf(g())))
ag=g(); 
show(lambda: drive(ag.asend(1)))
s=ag.asend(None); show(lambda: drive(s)); show(lambda: drive(s))
a=ag.aclose(); show(lambda: a.send(1)); show(lambda: a.throw(KeyError)); show(lambda: a.send(None));
ag=g(); a=ag.athrow(KeyError); show(lambda: gc.get_referents(a)); show(lambda: drive(a)); show(lambda: drive(a)); 
ag=g(); a=ag.athrow(KeyError,"x"); show(lambda: gc.get_referents(a)); a.close()
show(lambda: g().athrow()); show(lambda: g().athrow(1,2,3,4)); show(lambda: drive(g().athrow(1)))
for t in [type(c.__await__()), type(ag), type(s), type(a), type(c)]:
    print(t.__name__, t.__module__, [n for n in dir(t) if n not in dir(object)])
print(sys.get_asyncgen_hooks(), type(sys.get_asyncgen_hooks()))
show(lambda: sys.set_asyncgen_hooks(1)); show(lambda: sys.set_asyncgen_hooks(finalizer=1)); show(lambda: sys.set_coroutine_origin_tracking_depth(-1));show(lambda: sys.set_coroutine_origin_tracking_depth());show(lambda: sys.set_coroutine_origin_tracking_depth("a"))
print(sys.get_coroutine_origin_tracking_depth())
print(repr(ag)[:25], repr(c)[:19], repr(a)[:36], repr(c.__await__())[:27])
c=f()
def deep():
    class X:
        async def m(self): pass
    return X().m()
sys.set_coroutine_origin_tracking_depth(2)
c=deep(); print(c.cr_origin); c.close()
show(lambda: aiter()); show(lambda: anext()); show(lambda: aiter(1,2)); show(lambda: anext(1,2,3))
show(lambda: type(c)()); show(lambda: type(ag)())
c=f()
