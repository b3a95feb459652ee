# sys.getrefcount.
import sys


class K: ...


def count(o):
    return sys.getrefcount(o)


a = K()
print(sys.getrefcount(a), count(a))
b = a
l = [a, a]
print(sys.getrefcount(a))
del b
l.pop()
print(sys.getrefcount(a))
d = {"k": a}
t = (a,)
print(sys.getrefcount(a))
d.clear()
del t, l
print(sys.getrefcount(a), sys.getrefcount(K()), sys.getrefcount([]))


def f(x):
    y = x
    return sys.getrefcount(x)


print(f(a), f(K()))


def closure():
    v = K()

    def inner():
        return v
    return sys.getrefcount(v)


print(closure(), sys.getrefcount(None) == sys.getrefcount(True), sys.getrefcount(None) > 1000)
for e in [a]:
    print(sys.getrefcount(e))
m = a.__init__
print(sys.getrefcount(a))
del m, e
g = (sys.getrefcount(v) for v in [a])
print(next(g), [sys.getrefcount(v) for v in [a]], (lambda v: sys.getrefcount(v))(a))


def args(*a, **k):
    return sys.getrefcount(a[0])


print(args(a), args(*[a]))
a.attr = a
print(sys.getrefcount(a))
