# Weak references and callbacks when a cycle dies.
import gc, weakref

gc.collect()  # what starting up and importing left
gc.disable()


class N:
    pass


log = []
n = N()
n.me = n
outside = weakref.ref(n, lambda r: log.append(("outside", r() is None)))
n.inside = weakref.ref(n, lambda r: log.append("inside"))
del n
print(gc.collect(), log, outside())


class F:
    def __del__(self):
        log.append(("finalizer sees weakref", self.ref() is None))


log.clear()
f = F()
f.me = f
f.ref = weakref.ref(f)
w = weakref.ref(f, lambda r: log.append("callback"))
del f
print(gc.collect(), log)


class R:
    def __del__(self):
        global back
        back = self


r = R()
r.me = r
w = weakref.ref(r)
del r
print(gc.collect(), w(), back.me is back)
back.me = None
del back
gc.collect()
d = weakref.WeakValueDictionary()
n = N()
n.me = n
d["k"] = n
del n
print(len(d))
gc.collect()
print(len(d), dict(d))
