# gc.callbacks, debug flags, garbage, freeze, resurrection.
import gc, sys, weakref
gc.collect(); gc.disable()
class N:
    def __init__(self, name, **kw):
        self.name = name
        self.__dict__.update(kw)
    def __repr__(self): return "N(%s)" % self.name
log = []
def cb(phase, info):
    log.append((phase, dict(info)))
gc.callbacks.append(cb)
a = N("a"); a.me = a; del a
print(gc.collect(), log); log.clear()
a = N("a"); b = N("b"); a.o = b; b.o = a; del a, b
print(gc.collect(0), log); log.clear()
print(gc.collect(1), log); log.clear()
gc.callbacks.remove(cb)
# callbacks that misbehave
def bad(phase, info): raise ValueError(phase)
gc.callbacks.append(bad)
sys.unraisablehook = lambda u: print("unraisable", type(u.exc_value).__name__, u.exc_value, u.err_msg, getattr(u.object, "__name__", u.object))
gc.collect()
gc.callbacks.clear()
gc.callbacks.append(lambda p, i: (gc.collect(), print("nested", p)))
gc.collect()
gc.callbacks.clear()
gc.callbacks.append(5)
gc.collect()
gc.callbacks.clear()
# debug
gc.set_debug(gc.DEBUG_SAVEALL)
a = N("saved"); a.me = a; del a
print(gc.collect(), len(gc.garbage), gc.garbage[0])
gc.set_debug(0)
gc.garbage.clear()
print(gc.collect())
gc.set_debug(gc.DEBUG_COLLECTABLE)
a = N("c"); a.me = a; l = [a]; a.l = l; d = {"a": a}; a.d = d; t = (a, d); a.t = t; s = {a}; a.s = s; a.f = lambda: a; a.m = a.__repr__; a.g = (x for x in [a]); a.w = weakref.ref(a); a.p = property(lambda self: a)
a.e = ValueError(a); a.sl = slice(a, a); a.it = iter([a]); a.z = zip([a]); a.en = enumerate([a]); a.mp = map(len, [a]); a.di = iter({1: a}.values())
del a, l, d, t, s
sys.stderr.flush()
print(gc.collect())
class C:
    x = None
C.x = C()
del C
print(gc.collect())
gc.set_debug(gc.DEBUG_UNCOLLECTABLE)
class F:
    def __del__(self): print("del F")
f = F(); f.me = f; del f
print(gc.collect(), gc.garbage)
gc.set_debug(gc.DEBUG_LEAK)
f = F(); f.me = f; del f
print(gc.collect(), [type(x).__name__ for x in gc.garbage])
gc.set_debug(0)
gc.garbage.clear()
print(gc.collect())
# resurrection
saved = []
class R:
    def __init__(self, n): self.n = n
    def __del__(self):
        print("del", self.n)
        saved.append(self)
r = R(1); r.me = r; r.other = R(2); r.other.back = r
w1 = weakref.ref(r, lambda w: print("callback r"))
w2 = weakref.ref(r.other)
del r
print(gc.collect(), [x.n for x in saved], w1(), w2())
for x in saved: print(x.n, sys.getrefcount(x), gc.is_tracked(x), gc.is_finalized(x))
saved.clear()
del x
print(gc.collect(), saved)
r = R(3)
del r
print(saved[0].n, gc.is_finalized(saved[0]))
saved.clear()
print(saved)
print(gc.get_stats()[0].keys())
gc.freeze(); print(gc.get_freeze_count() > 0); gc.unfreeze(); print(gc.get_freeze_count())
for bad in (3, -1, "a", 1.5):
    try: gc.collect(bad)
    except Exception as e: print(type(e).__name__, e)
for args in ((), (1, 2, 3, 4), ("a",), (1.5,)):
    try: gc.set_threshold(*args)
    except Exception as e: print(type(e).__name__, e)
gc.set_threshold(5); print(gc.get_threshold()); gc.set_threshold(700, 10); print(gc.get_threshold())
print(gc.collect(generation=1))
for bad in (3, -2, "a"):
    try: gc.get_objects(bad)
    except Exception as e: print(type(e).__name__, e)
print(gc.get_objects(None) is not None, any(x is saved for x in gc.get_objects()))
print(gc.get_debug(), gc.isenabled())
