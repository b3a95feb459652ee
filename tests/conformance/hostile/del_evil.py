# __del__ that raises, resurrects, recurses, and weak references that change what they watch.
def attempt(name, f):
    try:
        print(name, f())
    except BaseException as error:
        print(name, type(error).__name__, error)


import gc, sys, weakref
sys.unraisablehook = lambda u: print("unraisable", type(u.exc_value).__name__, u.exc_value)
kept = []
class D:
    def __init__(self, act): self.act = act
    def __del__(self): self.act(self)
D(lambda s: 1 / 0)
D(lambda s: kept.append(s))
print(len(kept), gc.is_finalized(kept[0]))
kept.clear()
D(lambda s: D(lambda t: D(lambda u: print("three deep"))))
D(lambda s: sys.exit(3))
D(lambda s: gc.collect())
def recurse(s):
    global depth
    depth += 1
    if depth < 300:
        D(recurse)
depth = 0
D(recurse)
print(depth)
class Loud:
    def __del__(self): raise KeyError(type(self).__name__)
l = [Loud() for _ in range(3)]
l.clear()
d = {n: Loud() for n in range(2)}
d[0] = 1
del d
x = Loud()
x.self = x
del x
print(gc.collect() > 0)
class Target: pass
targets = [Target() for _ in range(3)]
refs = []
def callback(r):
    refs.append(len(refs))
    targets.clear()
    raise ValueError("callback")
watch = [weakref.ref(t, callback) for t in targets]
targets.pop(0)
print(refs, [r() for r in watch])
s = weakref.WeakSet()
class Adds:
    def __del__(self): s.add(Target)
s.add(Adds())
print(len(s))
wd = weakref.WeakValueDictionary()
t = Target()
wd["a"] = t
def iterate():
    global t
    for k in wd:
        t = None
        yield k
print(list(iterate()), len(wd))
t = Target()
def re_ref(r):
    again.append(weakref.ref(keeper, re_ref))
again, keeper = [], Target()
r = weakref.ref(t, re_ref)
t = None
print(len(again))
p = weakref.proxy(keeper)
keeper = None
attempt("proxy", lambda: p.x)
attempt("proxy repr", lambda: "weakproxy" in repr(p))
attempt("proxy bool", lambda: bool(p))
attempt("proxy eq", lambda: p == p)
class DelAttr:
    def __del__(self): del self.missing
DelAttr()
class SetsClass:
    def __del__(self): self.__class__ = Target; kept.append(self)
SetsClass()
print(type(kept.pop()).__name__)
def local():
    a = D(lambda s: print(sys._getframe(1).f_code.co_name))
    b = a
    del a
    return 1
local()
try:
    raise ValueError(D(lambda s: print("dies with the exception")))
except ValueError:
    pass
print("end")
