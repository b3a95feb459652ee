# What natives that walk an iterator let go of, and when: at its end, at an error, and step by step.
import sys, itertools, functools, collections
class D:
    def __init__(s,n): s.n=n
    def __del__(s): print("del", s.n)
    def __hash__(s): return s.n
class Bad:
    """Raises at some steps, ends at others, dies audibly."""
    def __init__(s, plan): s.plan=plan; s.n=-1
    def __iter__(s): return s
    def __next__(s):
        s.n+=1
        c = s.plan[s.n] if s.n < len(s.plan) else "."
        print("step", s.n, c)
        if c == "e": raise ValueError(s.n)
        if c == ".": raise StopIteration
        return D(s.n)
    def __del__(s): print("del Bad", s.plan)
def f(*a): return a[0]
def bad(*a):
    bad.n += 1
    if bad.n == 2: raise KeyError
    return bad.n
makers = '''
itertools.islice(B(p), 9)
itertools.islice(B(p), 1, 9, 2)
itertools.islice(B(p), 3)
itertools.chain(B(p), B(p))
itertools.chain.from_iterable([B(p), B(p)])
itertools.cycle(B(p))
itertools.takewhile(f, B(p))
itertools.takewhile(bad, B(p))
itertools.dropwhile(f, B(p))
itertools.dropwhile(bad, B(p))
itertools.groupby(B(p))
itertools.groupby(B(p), bad)
itertools.pairwise(B(p))
itertools.batched(B(p), 2)
itertools.batched(B(p), 2, strict=True)
itertools.accumulate(B(p), f)
itertools.accumulate(B(p), bad)
itertools.accumulate(B(p), f, initial=0)
itertools.compress(B(p), B(p))
itertools.filterfalse(lambda x: False, B(p))
itertools.filterfalse(bad, B(p))
itertools.zip_longest(B(p), B(p[1:]))
itertools.starmap(f, ((x,) for x in B(p)))
itertools.starmap(f, B(p))
itertools.tee(B(p))[0]
zip(B(p), B(p[1:]))
zip(B(p), B(p[1:]), strict=True)
map(f, B(p), B(p[1:]))
map(bad, B(p))
map(f, B(p), B(p[1:]), strict=True)
filter(None, B(p))
filter(bad, B(p))
enumerate(B(p))
(x for x in B(p))
iter(B(p).__next__, 3)
iter(bad, 5)
itertools.product(B(p))
itertools.permutations(B(p))
itertools.combinations(B(p), 2)
list(B(p))
tuple(B(p))
set(B(p))
dict.fromkeys(B(p))
dict(B(p))
dict(zip(range(9), B(p)))
collections.deque(B(p))
collections.deque(B(p), 1)
collections.deque([D("d1"), D("d2")]).extend(B(p))
[D("l")].extend(B(p))
sorted(B(p), key=bad)
sum(B(p), D("s"))
min(B(p), key=lambda d: d.n) and None
max(B(p), key=bad)
any(x is None for x in B(p))
all(B(p))
functools.reduce(f, B(p))
functools.reduce(bad, B(p))
collections.Counter(B(p)) and None
collections.OrderedDict(B(p))
[*B(p)]
{*B(p)}
(*B(p),)
f(*B(p))
"".join(B(p))
b"".join(B(p))
frozenset(B(p)) and None
str(B(p))[:1]
D(1) in B(p)
__import__("operator").indexOf(B(p), 1)
__import__("operator").countOf(B(p), 1)
__import__("heapq").merge(B(p), B(p))
__import__("heapq").nlargest(2, B(p), key=lambda d: d.n) and None
bytearray(B(p))
bytes(B(p))
__import__("array").array("i", B(p))
'''.strip().split("\n")
B = Bad
for m in makers:
    for p in ("yye", "eyy", "ye", "y.y.", "e.e", "", "yyyy"):
        bad.n = 0
        print("==", m, p)
        try: it = eval(m)
        except BaseException as e: print(type(e).__name__); e = None; continue
        if hasattr(it, "__next__"):
            for i in range(6):
                try: x = next(it); print("got", type(x).__name__); x = None
                except BaseException as e: print(type(e).__name__)
        else:
            print(type(it).__name__)
        it = None
