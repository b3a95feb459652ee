# A million nested containers are made and freed.
N = 1_000_000
a = []
for _ in range(N):
    a = [a]
del a
t = ()
for _ in range(N):
    t = (t,)
t = None
d = {}
for _ in range(N // 5):
    d = {"k": d}
d = None


class Node:
    __slots__ = ("next",)


n = None
for _ in range(N // 5):
    m = Node()
    m.next = n
    n = m
del m, n


class Plain:
    pass


n = None
for _ in range(N // 10):
    m = Plain()
    m.next = n
    n = m
del m, n
f = None
for _ in range(N // 10):
    f = (lambda g: lambda: g)(f)
f = None
g = iter(())
for _ in range(N // 10):
    g = iter([g])
g = None
e = None
for _ in range(N // 10):
    x = ValueError()
    x.__context__ = e
    e = x
del x, e
print("all freed")
