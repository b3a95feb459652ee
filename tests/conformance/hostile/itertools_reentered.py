# itertools and functools entered again from within.
def attempt(name, f):
    try:
        print(name, f())
    except BaseException as error:
        print(name, type(error).__name__, error)


import itertools, functools
class I:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        return self.again()
i = I()
a, b = itertools.tee(i)
i.again = lambda: next(b)
attempt("tee", lambda: next(a))
for make in (lambda i: map(lambda x: x, i), lambda i: filter(None, i), lambda i: zip(i, i), lambda i: itertools.chain(i, i), lambda i: itertools.chain.from_iterable([i]), lambda i: itertools.islice(i, 3), lambda i: itertools.takewhile(bool, i), lambda i: itertools.dropwhile(lambda x: 0, i), lambda i: itertools.accumulate(i), lambda i: itertools.groupby(i), lambda i: itertools.starmap(print, i), lambda i: itertools.compress(i, [1, 1]), lambda i: itertools.zip_longest(i, [1]), lambda i: itertools.pairwise(i), lambda i: itertools.batched(i, 2), lambda i: itertools.cycle(i), lambda i: enumerate(i), lambda i: itertools.filterfalse(None, i)):
    i = I()
    it = make(i)
    i.again = lambda: next(it)
    attempt(type(it).__name__, lambda: type(next(it)).__name__)
    attempt(type(it).__name__, lambda: type(next(it)).__name__)
@functools.lru_cache(maxsize=2)
def cached(n):
    if n == 0: return 0
    cached.cache_clear()
    return cached(n - 1) + 1
attempt("lru", lambda: cached(20))
attempt("info", lambda: cached.cache_info())
@functools.lru_cache(None)
def forever(n): return forever(n)
attempt("lru forever", lambda: forever(1))
@functools.cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
attempt("fib", lambda: fib(80))
class Key:
    def __hash__(self): return 1
    def __eq__(self, other): fib.cache_clear(); return False
@functools.lru_cache(4)
def keyed(k): return 1
attempt("keys", lambda: [keyed(Key()) for _ in range(9)])
attempt("unhashable", lambda: keyed([]))
attempt("reduce", lambda: functools.reduce(lambda a, b: a.clear() or a, [[1], 2, 3]))
attempt("reduce empty", lambda: functools.reduce(max, []))
p = functools.partial(print)
attempt("partial self", lambda: p.__setstate__((p, (), {}, {})) or repr(p)[:30])
p.__setstate__((print, (), {}, {}))
attempt("partial state", lambda: p.__setstate__(5))
attempt("partial state", lambda: p.__setstate__((1, 2, 3, 4)))
attempt("cmp_to_key", lambda: sorted([3, 1], key=functools.cmp_to_key(lambda a, b: "x")))
attempt("cmp_to_key raise", lambda: sorted([3, 1], key=functools.cmp_to_key(lambda a, b: 1 / 0)))
attempt("islice", lambda: itertools.islice([1], -1))
attempt("islice", lambda: itertools.islice([1], 0, 5, 0))
attempt("islice", lambda: itertools.islice([1], "x"))
attempt("repeat", lambda: itertools.repeat(1, "x"))
attempt("batched", lambda: itertools.batched([1], 0))
attempt("tee", lambda: itertools.tee([1], -1))
attempt("groupby", lambda: [list(g) for k, g in list(itertools.groupby("aab"))])
attempt("deep tee", lambda: functools.reduce(lambda i, _: itertools.tee(i)[0], range(2000), iter([1])) and 1)
attempt("deep chain", lambda: functools.reduce(lambda i, _: itertools.chain(i), range(500), iter([1])).__next__())
