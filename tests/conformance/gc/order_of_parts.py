# In what order natives make the containers that they are made of: the order of the youngest generation.
import collections
import contextlib
import contextvars
import functools
import gc
import itertools
import operator
import sys
import types
import weakref

gc.disable()
class I:
    def __init__(self, *a, **k): self.a = a
    def __iter__(self): return It()
    def __len__(self): return 2
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return [i]
    def m(self): return self
    def __reversed__(self): return It()
class It:
    n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        return [self.n]
class S:
    def __len__(self): return 2
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return [i]
def gen():
    for i in range(3): yield [i]
async def agen():
    yield 1
async def coro(): pass
class Ctx:
    def __enter__(self): return self
    def __exit__(self, *a): return False
def dec(a): return lambda f: f
def f(*a, **k): return a
def g(a=1, *, b=2): return a
Pair = collections.namedtuple("Pair", "one two")
exprs = '''
itertools.groupby(I())
itertools.groupby([1])
list(itertools.groupby([1,1,2]))
next(itertools.groupby([[1],[1],[2]]))
itertools.batched([1],2)
next(itertools.batched([[1]],2))
itertools.pairwise([1])
next(itertools.pairwise(It()))
itertools.tee([1])
itertools.tee(It(), 3)
itertools.cycle([1])
itertools.cycle(I())
itertools.dropwhile(None,[1])
itertools.takewhile(None,[1])
itertools.starmap(f,[1])
next(itertools.starmap(f,[([1],)]))
itertools.chain([1],[2])
itertools.chain.from_iterable([1])
next(itertools.chain([[1]],[2]))
itertools.product([1],[[2]])
next(itertools.product([1],[[2]]))
itertools.product(I(),I(), repeat=2)
itertools.combinations(I(),2)
next(itertools.combinations(I(),2))
itertools.combinations_with_replacement(I(),2)
next(itertools.combinations_with_replacement(I(),2))
itertools.permutations(I(),2)
next(itertools.permutations(I(),2))
itertools.accumulate([1])
itertools.accumulate([[1],[2]], f)
next(itertools.accumulate([[1],[2]], f))
itertools.compress([1],[1])
itertools.compress(I(),I())
itertools.filterfalse(None,[1])
itertools.count([1] and 1)
itertools.count(1.5, 2)
itertools.repeat([1])
itertools.zip_longest([1],[2])
itertools.zip_longest(I(),I(),I())
next(itertools.zip_longest(I(),I(),I()))
itertools.islice([1],3)
itertools.islice(I(),3)
next(enumerate(I()))
reversed([1])
reversed(S())
reversed((1,))
filter(None,[1])
filter(None,I())
map(f,[1])
map(f,I(),I())
next(map(f,I(),I()))
zip([1],[2])
zip(I(),I(), strict=True)
next(zip(I(),I()))
iter(f, 1)
iter(S())
iter([1])
iter((1,))
iter({1:2})
iter({1:2}.items())
{1:2}.items()
{1:2}.keys()
{1:2}.values()
iter({1:2}.values())
reversed({1:2})
reversed({1:2}.items())
iter({1})
iter("s")
iter(b"s")
iter(range(3))
iter(memoryview(b"s"))
next(iter({1:[2]}.items()))
list(I())
list(gen())
tuple(I())
tuple(gen())
set(map(id, I()))
frozenset(map(id, I()))
dict([(1,[2])])
dict(a=[1])
dict({1:[2]})
dict({1:[2]}, a=[1])
dict(zip("ab", I()))
[*I(), *I()]
(*I(), *I())
{**{1:[2]}, 2:[3]}
{1:[2]} | {3:[4]}
[1] + [[2]]
([1],) + ([2],)
[[1]] * 3
([1],) * 3
[1,[2]][:1]
([1],2)[:1]
[x for x in I()]
{x: [x] for x in range(2)}
{x for x in range(2)}
(x for x in I())
gen()
f
functools.partial(f, [1], a=[2])
functools.partial(functools.partial(f, [1], a=[2]), [3], b=[4])
functools.lru_cache(f)
functools.lru_cache(maxsize=None)(f)([1] and 1)
functools.lru_cache(maxsize=3)(f)(1, a=2)
functools.cmp_to_key(f)([1])
functools.reduce(f, I())
functools.reduce(f, [[1],[2],[3]])
functools.cached_property(f)
functools.singledispatch(f)
functools.partialmethod(f, [1])
operator.itemgetter(1)
operator.itemgetter(1, 2)
operator.itemgetter(0, 1)([[1],[2]])
operator.attrgetter("a")
operator.attrgetter("a", "b.c")
operator.methodcaller("m")
operator.methodcaller("m", [1], a=[2])
types.SimpleNamespace(a=[1])
types.SimpleNamespace({"a": [1]}, b=[2])
types.MethodType(f, [1])
types.MappingProxyType({1:[1]})
types.CellType([1])
types.ModuleType("m")
types.FunctionType(f.__code__, {})
types.GenericAlias(list, (int, [1]))
list[int]
list[int, [1]]
dict[str, list[int]]
int | str
int | list[int]
weakref.ref(f)
weakref.ref(I(), f)
weakref.proxy(I())
weakref.WeakMethod(I().m)
weakref.WeakKeyDictionary({I(): [1]})
weakref.WeakValueDictionary({1: f})
weakref.WeakSet([f])
collections.deque(I())
collections.deque([[1]], 3)
collections.deque([1]).copy()
iter(collections.deque([1]))
reversed(collections.deque([1]))
collections.deque([[1]]) + collections.deque([[1]])
collections.OrderedDict(a=[1])
collections.OrderedDict([("a",[1])])
collections.OrderedDict({"a":[1]})
collections.OrderedDict(a=[1]).copy()
iter(collections.OrderedDict(a=[1]))
iter(collections.OrderedDict(a=[1]).items())
next(iter(collections.OrderedDict(a=[1]).items()))
collections.OrderedDict(a=[1]).items()
collections.OrderedDict(a=[1]) | {"b": [2]}
collections.defaultdict(list, a=[1])
collections.defaultdict(list)[1]
collections.defaultdict(list, a=[1]).copy()
collections.Counter("aab")
collections.Counter("aab") + collections.Counter("b")
collections.ChainMap({1:[1]}, {2:[2]})
collections.ChainMap({1:[1]}).new_child()
collections.UserDict({1:[1]})
collections.UserList([1])
Pair([1],[2])
Pair([1],2)._replace(one=[3])
Pair([1],2)._asdict()
Pair._make([[1],2])
property(f)
property(f, f, f)
property(f).setter(f)
classmethod(f)
staticmethod(f)
super(I, I())
super(I, I()).__init__
I().m
I.m
[].append
str.join
"a".join
I.__init__
object.__str__
I().__str__
I([1], a=[2])
I()
I.__dict__
type("X", (), {})
type("X", (), {"__slots__": ("a", "b")})
type("X", (), {"__slots__": ("a", "__dict__", "__weakref__")})
type("X", (list,), {"__slots__": ()})
slice([1],[2])
slice(1,2).indices(3)
range(3)
divmod(1,2)
ValueError([1])
ValueError([1]).with_traceback(None)
OSError(1, "s", [1])
OSError(1, "s", [1], None, [2])
ImportError("i", name=[1])
AttributeError("a", name="n", obj=[1])
NameError("a", name="n")
StopIteration([1])
SystemExit([1])
KeyError([1])
SyntaxError("m", ("f", 1, 2, "t"))
UnicodeDecodeError("u", b"x", 0, 1, "r")
ExceptionGroup("g", [ValueError([1]), KeyError([2])])
ExceptionGroup("g", [ValueError([1]), KeyError([2])]).split(ValueError)
ExceptionGroup("g", [ValueError([1]), KeyError([2])]).subgroup(ValueError)
ExceptionGroup("g", [ValueError([1]), KeyError([2])]).derive([ValueError()])
ValueError([1]).__reduce__()
OSError(1, "s", [1]).__reduce__()
I([1]).__reduce_ex__(2)
[[1]].__reduce_ex__(2)
[[1]].copy()
{1:[1]}.copy()
iter([1]).__reduce__()
iter({1:2}.values()).__reduce__()
zip([1]).__reduce__()
map(f,[1]).__reduce__()
reversed([1]).__reduce__()
collections.deque([[1]]).__reduce__()
functools.partial(f, [1]).__reduce__()
collections.OrderedDict(a=[1]).__reduce__()
types.SimpleNamespace(a=[1]).__reduce__()
{1}.__reduce__()
contextvars.ContextVar("v")
contextvars.ContextVar("v", default=[1]).set([2])
contextvars.copy_context()
contextvars.Context()
contextvars.Context().run(f, [1])
memoryview(b"a")
memoryview(bytearray(b"a"))[1:]
memoryview(b"abcd").cast("H")
memoryview(b"a").toreadonly()
iter(array.array("i", [1,2]))
list(re.finditer("a", "ab"))
"a b".split()
"a b".partition(" ")
"a\\nb".splitlines()
"{} {a}".format([1], a=[2])
f"{[1]}"
"%s" % ([1],)
t"a{f}b"
t"a{[1]!r:x}b"
iter(t"a{f}b")
t"a{f}b" + t"c"
list(En)
contextlib.ExitStack()
contextlib.closing(f)
contextlib.nullcontext([1])
contextlib.suppress(ValueError)
contextlib.redirect_stdout(f)
sys._getframe()
sys._getframe().f_locals
sys._getframe().f_locals.keys()
sys._getframe().f_locals.items()
f.__dict__
f.__annotations__
I().__dict__
f.__get__([1])
g.__defaults__
sum([[1],[2]], [])
any(I())
hash((1, (2, 3)))
exec("class Q: pass")
exec("class Q:\\n a = 1\\n def f(self): return __class__")
exec("class Q(I, x=1):\\n pass") if 0 else 0
exec("class Q:\\n a: int = 1")
exec("async def q(): pass")
exec("try: 1//0\\nexcept Exception as q: pass")
exec("try: raise ExceptionGroup('g', [ValueError()])\\nexcept* ValueError as q: pass")
exec("with Ctx() as q: pass")
exec("a, *b = I()")
exec("match [1, [2]]:\\n  case [a, [*b]]: pass")
exec("match {1: [2], 3: 4}:\\n  case {1: a, **b}: pass")
exec("global zz; zz = [[1], (2, [3])]")
'''.strip().split("\n")
# What is made once has been made by then.
import copyreg
functools.lru_cache(f)
codes = []
for e in exprs:
    try: codes.append((e, compile(e.replace("\\n", "\n"), "<e>", "eval")))
    except SyntaxError as x: print("!!", e, x)
def names(o):
    if type in type(o).__mro__: return "class " + o.__name__
    return type(o).__name__
def run(e, code):
    ns = dict(globals())
    gc.collect()
    gc.get_objects(0)
    try: r = eval(code, ns)
    except BaseException as x: r = type(x)
    l = [o for o in gc.get_objects(0)]
    t = type(r)
    kind = t.__mro__
    print(e, "->", [names(o) for o in l], [names(x) for x in gc.get_referents(r)] if gc.is_tracked(r) and type not in kind and types.FrameType not in kind and type(sys._getframe().f_locals) not in kind and t is not dict else "", flush=True)
for e, code in codes:
    run(e, code)
