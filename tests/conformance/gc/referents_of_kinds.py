# gc.get_referents and gc.is_tracked of an object of every kind.
import collections, functools, gc, itertools, operator, sys, types, weakref
gc.collect()
gc.disable()
class K: pass
class S: __slots__ = ("a", "b")
class P:
    @property
    def x(self): pass
    def m(self): pass
    @classmethod
    def c(cls): pass
    @staticmethod
    def s(): pass
def name(x):
    t = type(x)
    if t is str or t is int or t is bool or x is None: return repr(x)
    if isinstance(x, type): return "class " + x.__name__
    return t.__name__
def show(label, x):
    print(label, gc.is_tracked(x), [name(r) for r in gc.get_referents(x)])
def f(a, b=[], *, c={}) -> int:
    "doc"
    return a
f.attr = K()
def outer():
    v = []
    w = None
    def inner(x=v): return v, w
    return inner
def gen(a):
    b = [a]
    try:
        yield b
    finally:
        pass
k = K(); k.z = 1; k.l = []
k2 = K(); k2.l = []; k2.__dict__
s = S(); s.b = []; s.a = {}
show("instance", k); show("instance with dict", k2); show("slots", s)
show("list", [1, [], "a"]); show("tuple", (1, [], "a")); show("dict", {"a": [], (1,): 2}); show("set", {1, (2,)}); show("frozenset", frozenset({1}))
show("function", f); show("closure", outer()); show("cell", outer().__closure__[0]); show("empty cell", types.CellType())
show("code", f.__code__)
g = gen(1); show("generator new", g); next(g); show("generator suspended", g); 
g2 = gen(2); list(g2); show("generator finished", g2)
show("method", P().m); show("classmethod bound", P.c); show("builtin", len); show("bound builtin", [].append); show("method-wrapper", [].__add__)
show("classmethod", P.__dict__["c"]); show("staticmethod", P.__dict__["s"]); show("property", P.__dict__["x"])
show("slot wrapper", list.__add__); show("method descriptor", list.append); show("getset", K.__dict__["__dict__"]); show("member", S.__dict__["a"])
show("module", types.ModuleType("m")); 
show("partial", functools.partial(f, 1, x=[])); show("itemgetter", operator.itemgetter(1, "a")); 
show("weakref", weakref.ref(k)); show("weakref callback", weakref.ref(k, len)); show("proxy", weakref.proxy(k))
show("exception", ValueError("a", [])); 
try: raise KeyError("k")
except KeyError as e:
    e2 = e
    show("raised", e); show("traceback", e.__traceback__)
try:
    try: 1 / 0
    except ZeroDivisionError as z: raise ValueError("x") from z
except ValueError as e: show("chained", e)
show("OSError", OSError(2, "x", "name")); show("SyntaxError", SyntaxError("m", ("f", 1, 2, "t"))); show("StopIteration", StopIteration(5)); show("SystemExit", SystemExit(3)); show("NameError", NameError("n", name="q")); show("AttributeError", AttributeError("n", name="q", obj=k)); show("ImportError", ImportError("n", name="q", path="p")); show("UnicodeDecodeError", UnicodeDecodeError("utf-8", b"a", 0, 1, "r")); show("group", ExceptionGroup("g", [ValueError()]))
show("slice", slice(1, [], None)); show("range", range(3)); show("object", object()); show("bytes", b"a"); show("bytearray", bytearray(b"a")); show("str", "s"); show("float", 1.5); show("complex", 1j); show("int", 10**30); show("None", None)
show("list iterator", iter([1])); show("tuple iterator", iter((1,))); show("dict iterator", iter({1: 2})); show("items iterator", iter({1: 2}.items())); show("set iterator", iter({1})); show("str iterator", iter("a")); show("range iterator", iter(range(2))); show("reversed", reversed([1])); show("reversed tuple", reversed((1,))); show("callable iterator", iter(f, 1)); show("sequence iterator", iter(type("Seq", (), {"__getitem__": f})()))
i = iter([1]); list(i); show("list iterator exhausted", i)
show("enumerate", enumerate([1])); show("zip", zip([1], (2,))); show("map", map(f, [1])); show("filter", filter(f, [1]))
show("dict keys", {}.keys()); show("dict values", {1: 2}.values()); show("dict items", {}.items()); show("mappingproxy", K.__dict__)
show("super", super(K, k)); show("unbound super", super(K)); show("namespace", types.SimpleNamespace(a=[])); show("alias", list[int]); show("union", int | str)
show("template", t"a{[]}b"); show("interpolation", t"{[]!r:b}".interpolations[0]); show("template iterator", iter(t"a"))
show("deque", collections.deque([1, []])); show("defaultdict", collections.defaultdict(list, a=[])); show("Counter", collections.Counter("aab")); show("namedtuple", collections.namedtuple("N", "a b")(1, [])); show("ChainMap", collections.ChainMap({}))
for it in (itertools.count(1), itertools.cycle([1]), itertools.repeat([]), itertools.accumulate([1]), itertools.chain([1], [2]), itertools.compress([1], [1]), itertools.dropwhile(f, [1]), itertools.takewhile(f, [1]), itertools.filterfalse(f, [1]), itertools.groupby([1], f), itertools.islice([1, 2], 1), itertools.starmap(f, [(1,)]), itertools.tee([1])[0], itertools.zip_longest([1], [2], fillvalue=[]), itertools.product([1], [2]), itertools.permutations([1, 2]), itertools.combinations([1, 2], 1), itertools.combinations_with_replacement([1], 1), itertools.pairwise([1]), itertools.batched([1], 1)):
    show(type(it).__name__, it)
@functools.lru_cache
def cached(x): return [x]

@functools.lru_cache(None)
def cached2(x): return [x]
show("cmp_to_key", functools.cmp_to_key(f)); show("K", functools.cmp_to_key(f)([])); 
fr = sys._getframe(); print("frame", gc.is_tracked(fr))
def fun(a, b): return sys._getframe()
show("dead frame", fun([], {}))
show("generator frame", g.gi_frame)
def clos():
    x = []
    def q(): return x
    return sys._getframe()
show("frame with cell", clos())
show("user list", type("L", (list,), {})([1])); show("user dict", type("D", (dict,), {})(a=1)); show("user tuple", type("T", (tuple,), {})([1])); show("user int", type("I", (int,), {})(5)); show("user str", type("Str", (str,), {})("s")); show("user exception", type("E", (Exception,), {})(5)); show("slots only", type("SO", (), {"__slots__": ()})())
show("class", K); show("static class", int)
show("bound method of builtin class", dict.fromkeys); show("classmethod descriptor", dict.__dict__["fromkeys"]); show("code replaced", (lambda: 0).__code__)
show("weakkey", weakref.WeakKeyDictionary({k: 1}).data); show("weakmethod", weakref.WeakMethod(P().m)); show("finalize", weakref.finalize(k, len, "x"))
def generic[T: int, *Ts, **P = [int]](): pass
T, Ts, P = generic.__type_params__
show("generic function", generic); show("TypeVar", T); show("TypeVarTuple", Ts); show("ParamSpec", P)
T.__bound__; P.__default__; P.x = []
show("TypeVar asked", T); show("ParamSpec asked", P); show("ParamSpecArgs", P.args)
type Alias[X] = list[X]
show("type alias", Alias); Alias.__value__; show("type alias asked", Alias)
alias = list[T]; alias.__parameters__; show("alias asked", alias); show("alias iterator", iter(alias)); show("evaluator", types.GenericAlias(list, T).__parameters__[0].evaluate_bound)
