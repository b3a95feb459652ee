# What a program can leave behind: frozen cycles, resurrected objects, suspended generators, objects in builtins and sys.
import gc, sys, atexit, weakref, builtins
class A:
    def __init__(s, n): s.n = n
    def __del__(s, print=print): print("del", s.n)
gc.disable()
c = A("cycle disabled"); c.me = c; del c
f = A("frozen cycle"); f.me = f; gc.freeze(); del f
class R:
    def __init__(s, n): s.n = n
    def __del__(s, print=print, keep=[]):
        print("res", s.n); keep.append(s); builtins.kept = keep
r = R("global"); q = R("cyc"); q.me = q
builtins.mine = A("in builtins")
sys.mine = A("in sys"); sys._mine = A("in _sys")
sys.last_value = A("last_value")
builtins._ = A("underscore")
def gen():
    try:
        yield 1
    finally:
        print("gen end")
g = gen(); next(g)
w = weakref.ref(A("weak cb").__class__, lambda r: print("class gone"))
gc.garbage.append(A("in garbage"))
gc.callbacks.append(lambda p, i, print=print: print("cb", p, i["generation"]))
sys.modules["fake"] = A("fake module")
print("end")
