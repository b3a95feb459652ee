# A StopIteration that the source of a native iterator raises is the one that its user gets, unless CPython ends it itself.
import itertools, traceback, sys, functools, collections, operator
class N:
    def __iter__(s): return s
    def __next__(s): raise StopIteration([1])
class N1:
    n=0
    def __iter__(s): return s
    def __next__(s):
        s.n+=1
        if s.n<2: return s.n
        raise StopIteration([1])
src='''
map(str, N())
map(max, N1(), N1())
map(max, N1(), N())
map(max, N(), N1(), strict=True)
zip(N())
zip(N1(), N())
zip(N1(), N(), strict=True)
zip(N(), N1(), strict=True)
filter(None, N())
filter(None, N1())
enumerate(N())
enumerate(N1())
itertools.islice(N(), 3)
itertools.islice(N1(), 3)
itertools.islice(N1(), 2, 3)
itertools.chain(N())
itertools.chain(N1(), N())
itertools.chain.from_iterable(N())
itertools.takewhile(None, N())
itertools.takewhile(lambda x: 1, N1())
itertools.dropwhile(None, N())
itertools.dropwhile(lambda x: 1, N1())
itertools.pairwise(N())
itertools.pairwise(N1())
itertools.accumulate(N())
itertools.accumulate(N1())
itertools.cycle(N())
itertools.cycle(N1())
itertools.starmap(print, N())
itertools.compress(N(), [])
itertools.compress([1], N())
itertools.compress(N(), [1])
itertools.compress(N1(), N1())
itertools.zip_longest(N())
itertools.zip_longest(N1(), N())
itertools.batched(N(), 2)
itertools.batched(N1(), 2)
itertools.groupby(N())
itertools.groupby(N1())
next(itertools.groupby(N1()))[1]
itertools.tee(N())[0]
itertools.tee(N1())[0]
itertools.dropwhile(None, N())
itertools.filterfalse(None, N())
itertools.filterfalse(None, N1())
iter(N().__next__, 3)
(x for x in N())
(lambda: (yield from N()))()
(lambda: (yield from map(str, N())))()
(lambda: (yield from N1()))()
reversed(collections.UserList())
__import__("heapq").merge(N(), N1())
__import__("csv").reader(N())
__import__("json").JSONEncoder().iterencode([1])
collections.ChainMap({}).__iter__()
itertools.product(N())
itertools.permutations(N1())
'''.strip().split('\n')
for s in src:
    print("==", s)
    try: it=eval(s)
    except BaseException as e: print("E", type(e), e); continue
    for i in range(4):
        try: print(next(it))
        except BaseException as e: print(type(e).__name__, e.args, [x.name for x in traceback.extract_tb(e.__traceback__)], e.__context__)
