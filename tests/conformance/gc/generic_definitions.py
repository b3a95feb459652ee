# What dropped generic functions, classes and aliases leave for the collector.
import gc, sys, types, _typing
gc.disable()
gc.collect()

stand_in = types.ModuleType("typing")
class Alias:
    "What Generic[...] gives here."
    def __init__(self, origin, args):
        self.origin, self.args = origin, args
    def __mro_entries__(self, bases):
        return (self.origin,)
stand_in._GenericAlias = Alias
stand_in._generic_init_subclass = lambda cls, **keywords: None
class Unpacked:
    def __init__(self, item): self.item = item
class Unpack:
    def __getitem__(self, item): return Unpacked(item)
stand_in.Unpack = Unpack()
sys.modules["typing"] = stand_in

def name(value):
    kind = type(value).__name__
    if kind in ("function", "type", "TypeVar", "ParamSpec", "TypeVarTuple", "TypeAliasType"):
        return kind + " " + value.__name__
    if kind == "tuple" or kind == "dict": return f"{kind} of {len(value)}"
    if kind == "cell":
        try: return "cell of " + type(value.cell_contents).__name__
        except ValueError: return "empty cell"
    return kind

def report(label, make, *uses):
    for use in (lambda made: None,) + uses:
        gc.collect()
        made = make()
        use(made)
        del made
        gc.set_debug(gc.DEBUG_SAVEALL)
        count = gc.collect()
        gc.set_debug(0)
        print(label, count, [name(value) for value in gc.garbage])
        gc.garbage.clear()
        gc.collect()

def function():
    def f[T](x): return x
    return f
report("function", function, lambda f: f.__type_params__)
def function():
    def f[T](x: T) -> T: return x
    return f
report("annotated", function, lambda f: f.__annotations__)
def function():
    def f[T: int](x): return x
    return f
report("bound", function, lambda f: f.__type_params__[0].__bound__)
def function():
    def f[T: "T"](x): return x
    return f
report("bound text", function, lambda f: f.__type_params__[0].__bound__)
def function():
    def f[T: list[T]](x): return x
    return f
report("bound itself", function, lambda f: f.__type_params__[0].__bound__)
def function():
    def f[T: (int, list[T]) = str, *Ts = *tuple[int, str], **P = [T, str]](x=[], *, y={}): return T, x
    return f
report("all", function, lambda f: [(p.__default__) for p in f.__type_params__], lambda f: f.__type_params__[0].__constraints__)
def function():
    def f[T](x): return f, T
    return f
report("recursive", function)
def function():
    def deco(g): return g
    @deco
    def f[T](x=[]): return lambda: T
    return f
report("closure", function, lambda f: f(1))
def function():
    async def f[T](x: T): yield T
    return f
report("async", function, lambda f: f(1))

def alias():
    type A = int
    return A
report("alias", alias, lambda a: a.__value__)
def alias():
    type A = list[A]
    return A
report("alias of itself", alias, lambda a: a.__value__)
def alias():
    type A[T] = list[T]
    return A
report("generic alias", alias, lambda a: a.__value__, lambda a: a[int], lambda a: a[int].__parameters__)
def alias():
    type A[T: A, *Ts, **P] = dict[T, A[int, str, [int]]]
    return A
report("generic alias of itself", alias, lambda a: a.__value__, lambda a: a.__type_params__[0].__bound__)

def cls():
    class C[T]: pass
    return C
report("class", cls, lambda c: c(), lambda c: c.__type_params__, lambda c: c.__orig_bases__)
def cls():
    class C[T]:
        def m(self, x: T) -> T: return super()
        def n[U: T](self, x: U, y: T): return __class__
        type A = T
        type B[V] = dict[T, V]
        z: T
    return C
report("class with methods", cls, lambda c: c().m(1), lambda c: c.n.__annotations__, lambda c: (c.A.__value__, c.B.__value__), lambda c: c.__annotations__)
def cls():
    class Base: pass
    class C[T](Base, metaclass=type):
        x = []
        class D[U](Base): y = T
    return C
report("nested class", cls, lambda c: c.D.y)
def cls():
    class C[*Ts]: pass
    return C
report("class of a tuple", cls)
report("typevar", lambda: _typing.TypeVar("T"), lambda t: setattr(t, "me", t))
report("typevar", lambda: _typing.TypeVar("T", list[int], str, default=int))
def cycle():
    t = _typing.TypeVar("T", list[int], int)
    t.own = [t]
    return t
report("cycle", cycle)
def cycle():
    p = _typing.ParamSpec("P")
    p.args_ = p.args
    return p
report("cycle", cycle)
def cycle():
    l = []
    a = _typing.TypeAliasType("A", l)
    l.append(a)
    return a
report("cycle", cycle)
def cycle():
    l = []
    a = list[int]
    b = types.GenericAlias(l, (a,))
    l.append(b)
    l.append(iter(b))
    return b
report("cycle", cycle)
def cycle():
    t = _typing.TypeVar("T")
    e = t.evaluate_default
    t.e = e
    t.p = list[t]
    t.p.__parameters__
    return t
report("cycle", cycle)
