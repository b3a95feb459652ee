# Order of callbacks, finalizers, deaths in cycles.
import gc, weakref, sys, functools, types
gc.collect(); gc.disable()
class N:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
def cb(tag): return lambda r: print("callback", tag, r() is None)
# several refs with callbacks
a = N("a"); refs = [weakref.ref(a, cb(i)) for i in range(4)]; del a
a = N("b"); a.me = a; refs = [weakref.ref(a, cb(i)) for i in range(4)]; del a; print(gc.collect())
# chain in cycle
ns = [N(i) for i in range(5)]
for x, y in zip(ns, ns[1:] + ns[:1]): x.next = y
refs = [weakref.ref(x, cb(x.n)) for x in ns]
del ns, x, y
print(gc.collect())
# finalize objects
x = N("fin"); x.me = x
f1 = weakref.finalize(x, print, "finalize 1"); f2 = weakref.finalize(x, print, "finalize 2", 3, sep="-")
f2.atexit = False
print(f1.alive, f1.peek()[1:] , f2.atexit)
del x; print(gc.collect(), f1.alive)
y = N("atexit"); f3 = weakref.finalize(y, print, "finalize at exit"); f4 = weakref.finalize(y, print, "finalize at exit 2"); f5 = weakref.finalize(y, print, "not"); f5.atexit = False
print(f3.detach()[1:] , f3())
# callback resurrects?
class C: pass
c = C(); c.me = c; keep = []
r = weakref.ref(c, keep.append); del c; print(gc.collect(), keep == [r], r())
# generator with finally in a cycle
def g(h):
    try:
        yield h
    finally:
        print("generator finally", sys.exception())
h = []; gen = g(h); next(gen); h.append(gen); del h, gen
print(gc.collect())
def g2():
    me = yield
    try:
        yield
    except GeneratorExit as e:
        print("exit", type(e).__name__)
        raise
gen = g2(); next(gen); gen.send(gen); del gen
print(gc.collect())
def g3():
    me = yield
    with types.SimpleNamespace() if 0 else Ctx():
        yield
class Ctx:
    def __enter__(self): return self
    def __exit__(self, *a): print("ctx exit", a[0].__name__)
gen = g3(); next(gen); gen.send(gen); del gen
print(gc.collect())
# generator that yields in finally
def g4():
    me = yield
    try: yield
    finally: yield 5
sys.unraisablehook = lambda u: print("unraisable", type(u.exc_value).__name__, u.exc_value, u.err_msg)
gen = g4(); next(gen); gen.send(gen); del gen
print(gc.collect())
# exception with frame cycle
def boom():
    n = N("local in frame")
    try: raise ValueError
    except ValueError as e: x = e
boom(); print(gc.collect())
def boom2():
    f = sys._getframe(); n = N("frame cycle")
boom2(); print(gc.collect())
# closures
def clo():
    n = N("closure")
    def f(): return f, n
clo(); print(gc.collect())
# classes
class K:
    n = N("class attr")
    def m(self): return K
K.k = K(); K.b = K.k.m
del K; print(gc.collect())
class Meta(type):
    def __del__(cls): print("del class", cls.__name__)
class M(metaclass=Meta): pass
class M2(M): pass
del M, M2; print(gc.collect())
# bound method cycle
n = N("bound"); n.f = n.__del__; n.p = functools.partial(print, n); del n; print(gc.collect())
# finalizer raising
class Bad:
    def __del__(self): raise RuntimeError("in del")
b = Bad(); b.me = b; del b; print(gc.collect())
# finalizer that creates cycles
class Maker:
    def __del__(self):
        l = []; l.append(l); print("made", gc.get_count()[0] > 0)
m = Maker(); m.me = m; del m; print(gc.collect(), gc.collect())
# weakref in garbage
n = N("weak inside"); n.me = n; n.w = weakref.ref(n, lambda r: print("never")); del n; print(gc.collect())
d = weakref.WeakKeyDictionary(); n = N("key"); d[n] = n; del n; print(gc.collect(), len(d)); d.clear()
d = weakref.WeakValueDictionary(); n = N("value"); n.me = n; d[1] = n; del n; print(len(d), gc.collect(), len(d))
# subclass of ref in cycle
class Ref(weakref.ref): pass
n = N("refsub"); n.r = Ref(n); n.r.n = n; del n; print(gc.collect())
# proxies
n = N("proxy"); n.me = n; p = weakref.proxy(n, lambda p: print("proxy callback")); del n; print(gc.collect())
# tuple in cycle, set in cycle, dict in cycle, deque
import collections
for make in (lambda n, l: l.append((l, n)), lambda n, l: l.append({"k": l, "n": n}), lambda n, l: l.append(collections.deque([l, n])), lambda n, l: l.append(iter([l, n])), lambda n, l: l.append(types.SimpleNamespace(l=l, n=n)), lambda n, l: l.append(types.MappingProxyType({1: l, 2: n})), lambda n, l: l.append(types.MethodType(print, (l, n))), lambda n, l: l.append(property(l.append, n)), lambda n, l: l.append(slice(l, n)), lambda n, l: l.append(zip(l, [n], l)), lambda n, l: l.append(ValueError(l, n)), lambda n, l: l.append(collections.OrderedDict(a=l, b=n)), lambda n, l: l.append(collections.defaultdict(l.append, b=n)), lambda n, l: l.append(staticmethod(lambda: (l, n))), lambda n, l: l.append(list[l, n] if 0 else types.GenericAlias(list, (N("alias arg"),))) or l.append(l), lambda n, l: l.append(types.CellType((l, n))), lambda n, l: l.append(super(N, n)) or setattr(n, "l", l), lambda n, l: l.append(enumerate(iter([l, n])))):
    l = []; make(N("in container"), l); del l; print(gc.collect())
print("end")
