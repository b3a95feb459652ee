# Builtin functions whose arguments call back.
def attempt(name, f):
    try:
        print(name, f())
    except BaseException as error:
        print(name, type(error).__name__, error)


l = [3, 1, 2]
def mutate(x):
    l.append(0) if len(l) < 6 else l.clear()
    return x
for name, f in (("map", lambda: list(map(mutate, l))), ("filter", lambda: list(filter(mutate, l))), ("sorted", lambda: sorted(l, key=mutate)), ("min", lambda: min(l, key=mutate)), ("max", lambda: max(l, key=mutate)), ("zip", lambda: list(zip(l, map(mutate, l)))), ("sum", lambda: sum(map(mutate, l))), ("any", lambda: any(map(mutate, l))), ("all", lambda: all(map(mutate, l))), ("tuple", lambda: tuple(map(mutate, l))), ("enumerate", lambda: list(enumerate(map(mutate, l)))), ("dict", lambda: dict(zip(l, map(mutate, l)))), ("star", lambda: (lambda *a: a)(*map(mutate, l))), ("unpack", lambda: [*map(mutate, l)]), ("extend", lambda: l.extend(map(mutate, l[:3]))), ("slice", lambda: l.__setitem__(slice(0, 1), map(mutate, [1, 2])))):
    l[:] = [3, 1, 2]
    attempt(name, f)
    print(l)
class Raises:
    def __init__(self, e): self.e = e
    def __iter__(self): return self
    def __next__(self): raise self.e
    __len__ = __bool__ = __index__ = __hash__ = __abs__ = __neg__ = __int__ = __float__ = lambda self: self.__next__()
    def __getitem__(self, x): raise self.e
    def __eq__(self, o): raise self.e
    __lt__ = __gt__ = __add__ = __radd__ = __contains__ = __call__ = __eq__
for e in (ValueError("v"), StopIteration(1), KeyError("k"), KeyboardInterrupt(), GeneratorExit(), IndexError("i"), AttributeError("a"), TypeError("t")):
    for f in (list, tuple, set, sum, min, max, sorted, any, all, len, bool, abs, int, float, hash, iter, next, dict, str, repr, reversed, enumerate, callable, bytes, frozenset, lambda r: [*r], lambda r: {**r}, lambda r: r in r, lambda r: 1 in r, lambda r: r + 1, lambda r: 1 + r, lambda r: r == 1, lambda r: [r].index(2), lambda r: [1][r], lambda r: r(1), lambda r: "".join(r), lambda r: list(zip(r)), lambda r: list(map(len, r)), lambda r: next(r, "default"), lambda r: list(filter(None, [r])), lambda r: isinstance(1, r), lambda r: print(*r), lambda r: [].extend(r), lambda r: (lambda *a: a)(*r), lambda r: (lambda a, b: a)(*r), lambda r: list(x for x in r), lambda r: [x for x in r], lambda r: -r, lambda r: dict.fromkeys(r), lambda r: range(r)):
        try:
            print(type(e).__name__, f(Raises(e)) if f not in (repr, str, iter, enumerate, reversed) else type(f(Raises(e))).__name__)
        except BaseException as error:
            print(type(e).__name__, type(error).__name__, error)
def deep(n):
    yield from deep(n + 1)
attempt("deep yield from", lambda: next(deep(0)))
it = iter([1])
attempt("sum str", lambda: sum(["a"], ""))
attempt("sum bytes", lambda: sum([b"a"], b""))
attempt("sum list", lambda: sum([[1], [2]], []))
attempt("next default", lambda: next(iter([]), "d"))
attempt("iter sentinel", lambda: list(iter(iter([1, 2, 3]).__next__, 3)))
attempt("iter not callable", lambda: iter(5, 5))
attempt("zip strict", lambda: list(zip([1], [], strict=True)))
attempt("min empty", lambda: min([]))
attempt("max default", lambda: max([], default=5))
attempt("print sep", lambda: print(1, sep=5))
attempt("print end", lambda: print(1, end=b""))
attempt("print file", lambda: print(1, file=5))
attempt("input", lambda: input())
