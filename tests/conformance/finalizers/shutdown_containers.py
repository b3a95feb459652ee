# Cycles through containers of the library that are alive at the end.
import sys, functools, itertools, collections
class A:
    def __init__(s, n): s.n = n
    def __del__(s): print("del", s.n)
@functools.lru_cache
def cached(x): return A(x)
cached(1); cached(2)
a, b = itertools.tee([A("tee")]); next(a)
d = collections.deque([A("deque")]); d.append(d)
od = collections.OrderedDict(x=A("od")); od["me"] = od
dd = collections.defaultdict(lambda: dd); dd["x"] = A("dd")
p = functools.partial(print, A("partial")); p.me = p
class M(type):
    def __del__(cls): print("metadel", cls.__name__)
class X(metaclass=M): pass
def fr(): return sys._getframe()
frame = fr()
try: 1/0
except Exception as e: saved = e
