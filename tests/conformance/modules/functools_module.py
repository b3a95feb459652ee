# functools.
import functools, gc
from functools import partial, reduce, wraps, lru_cache, cache, cached_property, total_ordering, cmp_to_key, singledispatch, partialmethod
p = partial(print, "a", sep="-")
p("b", "c"); p("b", sep="+")
print(p.func is print, p.args, p.keywords, repr(partial(max, 1, key=None)), partial(p, "x").args, partial(int, base=2)("101"))
print(reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(lambda a, b: a + b, [], 5), reduce(max, "hello"))
try:
    reduce(max, [])
except TypeError as e:
    print(e)
calls = []
@lru_cache(maxsize=2)
def f(x, y=0):
    calls.append((x, y)); return x + y
print(f(1), f(1), f(2), f(3), f(1), f(1, y=0), f.cache_info(), calls, f.__wrapped__(9)); f.cache_clear(); print(f.cache_info(), f.cache_parameters())
@cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info())
try:
    f([])
except TypeError as e:
    print(e)
class K:
    n = 0
    @cached_property
    def v(self): K.n += 1; return K.n
    @lru_cache
    def m(self, x): return x * 2
    pm = partialmethod(m, 21)
k = K(); print(k.v, k.v, k.__dict__["v"], K().v, k.m(4), k.pm()); del k.v; print(k.v)
@total_ordering
class T:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n
    def __lt__(self, o): return self.n < o.n
print(T(1) <= T(2), T(2) > T(1), T(1) >= T(1), sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))
@singledispatch
def show(x): return "object"
@show.register
def _(x: int): return "int"
@show.register(list)
def _(x): return "list"
print(show(1), show([]), show("s"), show(True))
def dec(g):
    "deco doc"
    @wraps(g)
    def w(*a): "w doc"; return g(*a)
    return w
@dec
def named(): "doc"
print(named.__name__, named.__doc__, named.__wrapped__.__name__, functools.WRAPPER_ASSIGNMENTS)
