# Deeply nested values: repr, comparison, hashing, deep copies by recursion.
def nest(n, wrap):
    v = wrap(None)
    for _ in range(n):
        v = wrap(v)
    return v


for name, wrap in (("list", lambda v: [v]), ("tuple", lambda v: (v,)), ("dict", lambda v: {1: v})):
    a, b = nest(100_000, wrap), nest(100_000, wrap)
    for use in (repr, str, hash):
        try:
            use(a)
            print(name, "fine")
        except RecursionError:
            print(name, "RecursionError")
        except TypeError as error:
            print(name, error)
    a = b = None
s = frozenset()
for _ in range(10_000):
    s = frozenset([s])
print(len(s))
s = None
a = []
a.append(a)
b = []
b.append(b)
try:
    a == b
except RecursionError:
    print("compare RecursionError")
d = {}
d["d"] = d
print(a, d, [a, d])
