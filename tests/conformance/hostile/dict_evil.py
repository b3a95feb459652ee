# Dicts changed while they are updated, merged, copied, compared, iterated.
class K:
    def __init__(self, n, act=None):
        self.n, self.act = n, act

    def __hash__(self):
        return 5

    def __eq__(self, other):
        if self.act:
            act, self.act = self.act, None
            act()
        return isinstance(other, K) and self.n == other.n

    def __repr__(self):
        return f"K{self.n}"


def attempt(name, f):
    try:
        print(name, f())
    except Exception as error:
        print(name, type(error).__name__, error)


def setup(act):
    d = {K(n): n for n in range(4)}
    first = next(iter(d))
    first.act = lambda: act(d)
    return d


ACTS = {
    "clear": lambda d: d.clear(),
    "add": lambda d: d.update({n: n for n in range(30)}),
    "del": lambda d: d.popitem(),
    "replace": lambda d: d.update(dict.fromkeys(list(d), "new")),
}
for name, act in ACTS.items():
    for use in (
        lambda d: d.get(K(3)), lambda d: d.pop(K(3), "none"), lambda d: d.setdefault(K(9), "set"),
        lambda d: d.update({K(2): "u"}), lambda d: K(3) in d, lambda d: d.__delitem__(K(3)), lambda d: d | {K(3): 5},
        lambda d: d == {K(n): n for n in range(4)}, lambda d: {K(n): n for n in range(4)} == d,
        lambda d: d.keys() & [K(3)], lambda d: d.items() - [(K(3), 3)], lambda d: (K(3), 3) in d.items(),
        lambda d: d.keys() == {K(n) for n in range(4)}, lambda d: dict.fromkeys(d), lambda d: {**d, K(3): 1},
        lambda d: d.__ior__({K(3): 5}), lambda d: d.update([(K(3), 7)]), lambda d: d.__setitem__(K(3), 8),
    ):
        d = setup(act)
        attempt(name, lambda: use(d))
        print(len(d))


class Mapping:
    def __init__(self, d):
        self.d = d

    def keys(self):
        self.d["keys"] = 1
        return iter("ab")

    def __getitem__(self, k):
        self.d.clear()
        return k


d = {"x": 1}
d.update(Mapping(d))
print(d)
attempt("dict()", lambda: dict(Mapping(d)))
attempt("**", lambda: (lambda **k: k)(**Mapping(d)))
d = {1: 1}
def pairs():
    for n in range(3):
        d.clear()
        d[n * 10] = n
        yield n, n
d.update(pairs())
print(d)
for bad in ([1], [(1,)], [(1, 2, 3)], ["ab", "c"], [None], 5, None, [[[], 1]]):
    attempt(bad, lambda: dict(bad))
    attempt(bad, lambda: {}.update(bad))
for method in (lambda d: d.clear(), lambda d: d.update({n: n for n in range(100)}), lambda d: d.pop(1), lambda d: d.__setitem__(1, 9)):
    for view in (dict.keys, dict.values, dict.items, iter, reversed):
        d = {1: 1, 2: 2, 3: 3}
        it = iter(view(d))
        first = next(it)
        method(d)
        try:
            print(first, list(it))
        except RuntimeError as error:
            print(first, error)
class Value:
    def __eq__(self, other):
        a.clear(); b.clear()
        return True
a, b = {1: Value(), 2: 2}, {1: Value(), 2: 2}
attempt("values", lambda: a == b)
class Missing(dict):
    def __missing__(self, key):
        self.clear()
        return self.setdefault(key, key)
m = Missing(a=1)
attempt("missing", lambda: (m[1], m))
class HashRaises:
    def __hash__(self):
        raise ValueError("hash")
for f in (lambda: {HashRaises(): 1}, lambda: {}.get(HashRaises()), lambda: {}.pop(HashRaises(), 1), lambda: HashRaises() in {1: 1}, lambda: {}.setdefault(HashRaises()), lambda: dict.fromkeys([HashRaises()]), lambda: {1}.discard(HashRaises()), lambda: {HashRaises() for _ in [1]}):
    attempt("hash", f)
class BadHash:
    def __init__(self, h): self.h = h
    def __hash__(self): return self.h
for h in (2**100, -1, -2, True, 1.5, None, "x", 2**61 - 1):
    attempt(h, lambda: hash(BadHash(h)))
