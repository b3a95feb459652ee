# WeakValueDictionary, WeakKeyDictionary, WeakSet.
import gc, weakref


class K:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return f"K{self.n}"


a, b = K(1), K(2)
v = weakref.WeakValueDictionary({"a": a})
v["b"] = b
print(len(v), v["a"], v.get("zz"), "b" in v, sorted(v), list(v.values()), sorted(v.items()), v.setdefault("a", None), v.pop("zz", "d"))
del a
print(len(v), list(v), "a" in v)
try:
    v["a"]
except KeyError as error:
    print(repr(error))
for key, value in v.items():
    del b
    print(key, value, len(v))
del value
print(len(v), dict(v))
k = weakref.WeakKeyDictionary()
x, y = K(3), K(4)
k[x], k[y] = "x", "y"
print(len(k), k[x], y in k, list(k.keys()), sorted(k.values()), [r() for r in k.keyrefs()])
del x
print(len(k), list(k.items()))
k.update({y: "new"})
print(k[y], k.copy()[y], k.pop(y), len(k))
s = weakref.WeakSet([y])
z = K(5)
s.add(z)
print(len(s), z in s, sorted(repr(e) for e in s))
del z
print(len(s), list(s))
s.discard(y)
print(len(s), s == weakref.WeakSet(), K(9) in s)
s.update([y])
print(s | {y} == s, (s - {y}) == weakref.WeakSet(), s.pop() is y)
c = K(6)
c.me = c
v["cycle"] = c
del c
print("cycle" in v)
gc.collect()
print("cycle" in v)
try:
    v["int"] = 5
except TypeError as error:
    print(error)
