# weakref.ref: calling, equality, hashing, callbacks, reuse.
import weakref


class K:
    def __init__(self, v):
        self.v = v

    def __eq__(self, other):
        return isinstance(other, K) and self.v == other.v

    def __hash__(self):
        return hash(self.v)


a, b = K(1), K(1)
ra, rb = weakref.ref(a), weakref.ref(b)
print(ra() is a, ra == rb, hash(ra) == hash(a), ra is weakref.ref(a), weakref.ref(a, print) is weakref.ref(a, print), weakref.getweakrefcount(a), len(weakref.getweakrefs(a)))
print(repr(ra)[:13], repr(ra).endswith("to 'K' at 0x" + repr(ra).split("0x")[-1]), ra.__callback__, type(ra))
del a
print(ra(), repr(ra).endswith("; dead>"), hash(ra) == hash(1), ra == rb, ra == ra)
c = K(2)
rc = weakref.ref(c)
del c
try:
    hash(rc)
except TypeError as error:
    print(error)
log = []
d = K(3)
r1 = weakref.ref(d, lambda r: log.append(("one", r is r1, r())))
r2 = weakref.ref(d, lambda r: log.append("two"))
print(r1.__callback__ is not None)
del d
print(log, r1.__callback__)
e = K(4)
r = weakref.ref(e, lambda r: log.append("never"))
del r
del e
print(len(log))
for bad in (1, "s", (), None, [], {}, object(), 1.5):
    try:
        weakref.ref(bad)
        print("ok", type(bad).__name__)
    except TypeError as error:
        print(error)
for good in ({1}, frozenset(), len, print, K, lambda: 0, (i for i in ()), weakref):
    print(weakref.ref(good)() is good if not isinstance(good, type(i for i in ())) else "generator", end=" ")
print()


class Sub(weakref.ref):
    __slots__ = ("extra",)

    def __init__(self, o, callback=None, extra=None):
        super().__init__(o, callback)
        self.extra = extra

    def __new__(cls, o, callback=None, extra=None):
        return super().__new__(cls, o, callback)


f = K(5)
s = Sub(f, None, "more")
print(s() is f, s.extra, s is Sub(f), s == weakref.ref(f))
for text in ("weakref.ref()", "weakref.ref(f, callback=None)", "s(1)", "ra.x"):
    try:
        print(eval(text))
    except (TypeError, AttributeError) as error:
        print(error)
class L(list): ...
l = L([1]); print(weakref.ref(l)() == [1])
