# Sets changed by what they call.
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


def attempt(name, f):
    try:
        r = f()
        print(name, sorted((getattr(x, "n", x) for x in r), key=str) if isinstance(r, (set, frozenset)) else r)
    except Exception as error:
        print(name, type(error).__name__, error)


def setup(act):
    s = {K(n) for n in range(4)}
    next(iter(s)).act = lambda: act(s)
    return s


for name, act in {"clear": lambda s: s.clear(), "grow": lambda s: s.update(range(100, 160)), "pop": lambda s: s.pop(), "same": lambda s: s.update([1])}.items():
    for use in ("add", "discard", "remove", "__contains__"):
        s = setup(act)
        attempt((name, use), lambda: getattr(s, use)(K(3)))
        print(len(s) > 3, len(s) == 0)
    for use in ("union", "intersection", "difference", "symmetric_difference", "issubset", "issuperset", "isdisjoint", "__eq__", "__lt__", "__ge__"):
        s = setup(act)
        attempt((name, use), lambda: type(getattr(s, use)({K(n) for n in range(2, 6)})).__name__)
    for use in ("update", "intersection_update", "difference_update", "symmetric_difference_update"):
        s = setup(act)
        attempt((name, use), lambda: type(getattr(s, use)([K(n) for n in range(2, 6)])).__name__)
s = {1, 2, 3}
for change in (lambda: s.add(99), lambda: s.discard(99), lambda: s.clear()):
    try:
        for x in s:
            change()
    except RuntimeError as error:
        print(error)
def items():
    yield 1
    s.clear()
    yield 2
for op in ("update", "difference_update", "intersection_update", "symmetric_difference_update", "union", "issuperset", "isdisjoint"):
    s = {1, 2, 3}
    attempt(op, lambda: getattr(s, op)(items()))
    attempt(op, lambda: s)
s = {1, 2}
s.update(s); s |= s; s &= s; print(s); s -= s; print(s); s ^= s; print(s)
for bad in ([[]], [{}], 5, None, [set()], [slice(1)]):
    attempt(bad, lambda: set(bad))
    attempt(bad, lambda: {1}.union(bad))
    attempt(bad, lambda: {1} | bad)
print({1} == frozenset([1]), {frozenset([1])} == {frozenset([1])}, {1} in [{1}], {1} in {frozenset([1])})
f = frozenset([1]); f.__init__([2]); print(f)
s = {1}; s.__init__([2]); print(s)
attempt("init", lambda: s.__init__(1, 2))
attempt("hash", lambda: hash(s))
attempt("deep", lambda: __import__("functools").reduce(lambda a, b: frozenset([a]), range(1000), 0) == 1)
