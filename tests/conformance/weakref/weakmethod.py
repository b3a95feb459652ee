# WeakMethod keeps a bound method weakly.
import weakref


class K:
    def m(self):
        return "called"


k = K()
plain = weakref.ref(k.m)
print(plain())
w = weakref.WeakMethod(k.m)
print(w()(), w() == k.m, w == weakref.WeakMethod(k.m), hash(w) == hash(weakref.WeakMethod(k.m)))
log = []
w2 = weakref.WeakMethod(k.m, lambda r: log.append(r is w2))
del k
print(w(), log)
try:
    weakref.WeakMethod(len)
except TypeError as error:
    print(error)
