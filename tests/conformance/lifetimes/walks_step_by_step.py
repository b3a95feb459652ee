# What the natives that walk iterators hold while they do: counts, comparisons and deaths in their order.
import sys, itertools, functools, collections, heapq
class K:
    def __init__(s, n): s.n=n
    def __hash__(s): print("hash", s.n); return s.n % 3
    def __eq__(s, o): print("eq", s.n, getattr(o,'n',o)); return s.n == getattr(o,'n',o)
    def __del__(s): print("del", s.n)
    def __lt__(s, o): print("lt", s.n, o.n); return s.n < o.n
    def __add__(s, o): print("add", s.n); return K(s.n + 10)
    def __radd__(s, o): print("radd", s.n); return K(s.n + 20)
    def __bool__(s): print("bool", s.n); return s.n % 2 == 1
    def __index__(s): return s.n
    def __iter__(s): print("iter", s.n); return iter([s.n, s.n])
    def __call__(s, *a): return s
class C:
    def __init__(s, n, bad=9): s.k=n; s.n=0; s.bad=bad
    def __iter__(s): return s
    def __next__(s):
        s.n+=1; print("next", s.n, sys.getrefcount(s))
        if s.n == s.bad: raise ValueError
        if s.n > s.k: raise StopIteration
        return K(s.n)
    def __del__(s): print("del C")
src='''
set(C(4))
set(C(4, 3))
frozenset(C(4))
{*C(4)}
{*C(4, 3)}
{x for x in C(3)}
{1}.union(C(2), C(2))
set([K(1)]).update(C(2), C(2))
{1} & set(C(2))
{1}.intersection(C(3))
{K(1), K(2)}.intersection(C(3))
{1}.difference(C(3))
{K(1)}.difference_update(C(2, 2))
{K(1)}.symmetric_difference(C(2))
{K(1)}.issubset(C(2))
{K(1)}.issuperset(C(2))
{K(1)}.isdisjoint(C(2))
dict.fromkeys(C(3))
dict.fromkeys(C(3, 2))
{x: x for x in C(2)}
dict(C(2))
dict(map(lambda x: (x, x), C(3)))
dict(map(lambda x: (x, x), C(3, 2)))
{}.update(map(lambda x: (x, x), C(3)))
collections.OrderedDict(map(lambda x: (x, x), C(3)))
collections.deque(C(4), 2)
collections.deque(C(4, 3), 2)
list(C(3))
list(C(3, 2))
tuple(C(3))
[*C(2), *C(2, 2)]
(*C(2), *C(2, 2))
[].extend(C(2))
sorted(C(3))
sorted(C(3), key=lambda k: -k.n)
sorted(C(3), reverse=True)
min(C(3))
max(C(3))
max(C(3), key=lambda k: k.n)
max(C(3), key=lambda k: 1//0)
min(C(0), default=K(5))
sum(C(3), K(0))
sum(C(3, 2), K(0))
any(C(3))
all(C(3))
functools.reduce(lambda a, b: a, C(4))
functools.reduce(lambda a, b: b, C(4), K(0))
functools.reduce(lambda a, b: (print(sys.getrefcount(a), sys.getrefcount(b)), a + b)[1], C(3))
list(map(lambda a: None, C(2)))
list(map(lambda a, b: (print(sys.getrefcount(a)), None)[1], C(2), C(3)))
list(filter(None, C(3)))
list(filter(lambda k: k.n == 2, C(3)))
list(zip(C(2), C(2, 2)))
list(enumerate(C(2)))
for_(C(2))
for_(enumerate(C(2)))
for_(zip(C(2), C(2)))
for_(map(lambda x: x, C(2)))
for_(itertools.islice(C(3), 0, 3, 2))
for_(itertools.chain(C(1), C(1)))
for_(itertools.cycle(C(2)), 5)
for_(itertools.takewhile(lambda k: k.n < 2, C(3)))
for_(itertools.dropwhile(lambda k: k.n < 2, C(3)))
for_(itertools.groupby(C(3), lambda k: k.n // 2))
for_(itertools.groupby(C(3)))
for_(itertools.pairwise(C(3)))
for_(itertools.batched(C(3), 2))
for_(itertools.accumulate(C(3)))
for_(itertools.accumulate(C(3), lambda a, b: a))
for_(itertools.accumulate(C(3), initial=K(9)))
for_(itertools.compress(C(3), C(3)))
for_(itertools.filterfalse(None, C(3)))
for_(itertools.zip_longest(C(1), C(2)))
for_(itertools.zip_longest(C(1), C(2), fillvalue=K(0)))
for_(itertools.starmap(lambda *a: a, C(2)))
for_(itertools.tee(C(2))[1])
for_(itertools.permutations(C(2)))
for_(itertools.combinations(C(2), 1))
for_(itertools.combinations_with_replacement(C(2), 2))
for_(itertools.repeat(K(1), 2))
for_(itertools.chain.from_iterable(C(2)))
for_(x for x in C(2))
for_(reversed([K(1), K(2)]))
for_(iter([K(1), K(2)]))
for_(iter({K(1): K(2)}.items()))
for_({K(1): K(2)}.values())
for_(collections.deque(C(2)))
"".join(C(2))
K(2) in C(3)
3 in C(4)
a_b(C(2))
a_b(C(3))
a_b(C(1))
a_s(C(3))
a_s(C(0))
f(*C(2))
f(*C(2, 2))
f(1, *C(2), **{"a": K(5)})
heapq.nsmallest(2, C(3))
heapq.merge(C(1), C(1))
list(heapq.merge(C(2), C(2)))
bytearray(C(2, 2))
b"".join(C(2))
[].sort(key=C(2))
[K(2), K(1), K(3)].sort()
[K(2), K(1), K(3)].sort(key=lambda k: k.n)
[K(2), K(1), K(3)].sort(key=lambda k: 1 // (k.n - 1))
[K(2), K(1), K(3)].index(K(3))
[K(2), K(1), K(3)].remove(K(1))
[K(2), K(1), K(3)].count(K(1))
(K(1), K(2)).index(K(2))
[K(2), K(1)] == [K(2), K(1)]
[K(2), K(1)] < [K(2), K(3)]
(K(2), K(1)) < (K(2), K(3))
{K(1): 2} == {K(1): 2}
{K(1)} == {K(1)}
{K(1)} < {K(1), K(2)}
{K(1): 1} | {K(1): 2}
{K(1): 1}.__ior__(map(lambda x: (x, x), C(2)))
{K(1): 1}.pop(K(1))
{K(1): 1}.setdefault(K(1), K(9))
{K(1): 1}.get(K(1), K(9))
{K(1), K(2)} - {K(1)}
{K(1), K(2)} ^ {K(1)}
{K(1), K(2)} | {K(1)}
{K(1), K(2)} & {K(1)}
{K(1)}.pop()
{K(1), K(2)}.remove(K(1))
{K(1), K(2)}.discard(K(1))
{1: K(1)}.popitem()
collections.ChainMap({K(1): 1})[K(1)]
collections.defaultdict(lambda: K(4))[K(1)]
collections.deque([K(1), K(2)]).remove(K(2))
collections.deque([K(1), K(2)]).count(K(2))
collections.deque([K(1), K(2)]).index(K(2))
collections.deque([K(1)]) == collections.deque([K(1)])
collections.deque([K(1)], 1).append(K(2))
collections.deque([K(1), K(3)], 2).extendleft(C(2))
collections.deque([K(1), K(3)], 2).insert(0, K(9))
functools.lru_cache(lambda k: k)(K(1))
twice(functools.lru_cache(lambda k: K(7)))
twice(functools.lru_cache(1)(lambda k: K(7)))
functools.partial(f, K(1), a=K(2))(K(3), a=K(4))
slice(K(0), K(2)).indices(K(5))
[1, 2, 3][K(1)]
[1, 2, 3][K(0):K(2)]
"abc"[K(0):K(2)]
range(K(1), K(5), K(2))
"%s %s" % (K(1), K(2))
"%d" % K(1)
f"{K(1)!r:>9}"[:0]
print(K(1), sep="", end="", file=None)
divmod(K(1), K(2))
pow(K(1), 2)
isinstance(K(1), (int, K))
getattr(K(1), "zz", K(2))
setattr(K(1), "zz", K(2))
hasattr(K(1), "zz")
vars(K(1))
id(K(1)) and 0
hash(K(1))
repr(K(1))[:2]
callable(K(1))
iter(K(1))
next(iter([]), K(3))
next(iter([K(2)]), K(3))
zip(C(1), 5)
zip(C(1), C(1), 5)
map(f, C(1), 5)
map(5)
filter(f, 5)
enumerate(C(1), "x")
itertools.chain(C(1), 5).__next__()
itertools.islice(C(1), -1)
itertools.islice(C(1), "x")
itertools.batched(C(1), 0)
itertools.groupby(C(1), 1, 2)
itertools.tee(C(1), -1)
itertools.combinations(C(2), -1)
itertools.permutations(C(2), "x")
itertools.zip_longest(C(1), 5)
itertools.compress(C(1), 5)
itertools.accumulate(C(1), 1, 2, 3)
'''.strip().split("\n")
def f(*a, **k): return None
def for_(it, most=9):
    for i, x in enumerate(it):
        print("item", type(x).__name__)
        del x
        if i >= most: break
def a_b(it): a, b = it; print("unpacked")
def a_s(it): a, *b = it; print("unpacked", len(b))
def twice(g):
    print(g(K(1)) is None); print(g(K(1)) is None); print(g(K(2)) is None)
for s in src:
    print("==", s)
    try: r = eval(s); print(type(r).__name__); del r
    except BaseException as e: print(type(e).__name__, e); e = None
    print("end")
