# Type parameters of functions, classes and aliases: where their names are known, and what is evaluated when.
# Generic classes take their last base from the module `typing`, for which a small one stands in.
import sys, types

stand_in = types.ModuleType("typing")

class Based:
    def __init__(self, origin, args):
        self.__args__ = args
        self.origin = origin
    def __mro_entries__(self, bases):
        return (self.origin,)
    def __repr__(self):
        return f"{self.origin.__name__}{self.__args__}"

class Unpack:
    def __getitem__(self, item):
        return ("unpacked", item)

stand_in._GenericAlias = Based
stand_in._generic_init_subclass = lambda cls, **keywords: print("subclass", cls.__name__, keywords)
stand_in.Unpack = Unpack()
sys.modules["typing"] = stand_in

def note(text, value=None):
    print(text)
    return value

print("-- functions")
def plain[T, *Ts, **P](x: T, *args: *Ts, y: P = 1) -> list[T]:
    return T, x, args, y
print(plain.__type_params__, plain.__name__, plain.__qualname__, plain.__annotations__)
print(plain(1, 2, y=3), plain.__defaults__, plain.__kwdefaults__)
def order[T](x=note("default"), *, y=note("keyword default")): return x, y
@(lambda function: note(function.__name__, function))
def decorated[T: note("bound")](x=note("default", 5)): return x
print(decorated.__type_params__[0].__bound__, decorated())
def nested[T]():
    def inner[U](): return T, U
    return inner
print(nested()(), nested().__qualname__, nested()() == nested()())
def shadows[T](T): return T
print(shadows(3), shadows.__type_params__)
def rebinds[T]():
    T = "own"
    def deeper():
        nonlocal T
        T = "changed"
    deeper()
    return T
print(rebinds(), rebinds.__type_params__)
def generator[T](items): yield from ((T, item) for item in items)
print(list(generator([1, 2])))
async def coroutine[T](): return T
try: coroutine().send(None)
except StopIteration as stop: print(stop.value)
async def asynchronous[T]():
    yield T
print(type(asynchronous()).__name__, asynchronous.__type_params__)
print((lambda: [T for T in "ab"])(), plain.__code__.co_freevars, plain.__code__.co_name)
plain.__type_params__ = ()
print(plain.__type_params__)
for wrong in ([], None):
    try: plain.__type_params__ = wrong
    except TypeError as error: print(error)
try: del plain.__type_params__
except TypeError as error: print(error)

print("-- what is evaluated later")
def later[C: (note("first", 1), note("second", 2)), T: note("bound", int) = note("default", str),
          *Ts = *note("items", [(7, 8)]), **P = note("types", [int])](): pass
C, T, Ts, P = later.__type_params__
print(C.has_default(), T.has_default(), C.__default__, C.__bound__, T.__constraints__)
for _ in range(2):
    print(C.__constraints__, T.__bound__, T.__default__, Ts.__default__, P.__default__)
print(T.evaluate_bound.__name__, T.evaluate_bound.__qualname__, T.evaluate_bound.__defaults__, T.evaluate_bound(1))
print(T.evaluate_default.__code__.co_varnames, T.evaluate_default(2), C.evaluate_default, C.evaluate_constraints(1))
try: T.evaluate_bound(3)
except NotImplementedError: print("not this format")
def of_itself[T: list[T], U: dict[T, "U"]](): pass
print([parameter.__bound__ for parameter in of_itself.__type_params__])
def failing[T: missing, U: 1 / 0](): pass
for parameter in failing.__type_params__:
    for _ in range(2):
        try: parameter.__bound__
        except (NameError, ZeroDivisionError) as error: print(type(error).__name__, error)
missing = "found"
print(failing.__type_params__[0].__bound__)
def starred[*Ts = *(1, 2)](): pass
try: starred.__type_params__[0].__default__
except ValueError as error: print(error)

print("-- aliases")
type Alias = note("value", list[int])
print(Alias, Alias.__value__, Alias.__value__, Alias.__name__, Alias.__module__, Alias.__type_params__)
type Tree[T] = tuple[T, Tree[T]] | None
print(Tree.__value__, Tree.__type_params__, Tree[int], type(Tree[int]).__name__, Tree[int].__origin__ is Tree)
type type = int
print(type, type.__value__)
del type
def aliases(x):
    type Local = x
    type Generic[T: x] = (x, T)
    x += 1
    return Local, Generic
local, generic = aliases(1)
print(local.__value__, generic.__value__, generic.__type_params__[0].__bound__, local.evaluate_value.__qualname__)
for each in "ab":
    type InLoop = each
print(InLoop.__value__)

print("-- classes")
class Empty[T]: pass
print(Empty.__bases__, Empty.__orig_bases__, Empty.__type_params__, Empty.__parameters__ if hasattr(Empty, "__parameters__") else None)
class Other: pass
class Keywords[T, *Ts](Other, *[], flag=1, **{"more": 2}):
    "docs"
    names = T, Ts
    def method[U](self, x: T, y: U): return __class__, super(), T, U
    @classmethod
    def of_class(cls): return super().__init_subclass__, T
print(Keywords.__mro__, Keywords.__orig_bases__, Keywords.__doc__, Keywords.names)
print([value if value is Keywords else type(value).__name__ for value in Keywords().method(1, 2)])
print(Keywords.method.__annotations__, Keywords.method.__qualname__, Keywords.of_class()[1])
class Meta(type(Other)):
    def __new__(meta, name, bases, namespace, **keywords):
        print(meta.__name__, name, bases, [name for name in namespace], keywords)
        return super().__new__(meta, name, bases, namespace)
class Metaclass[T](metaclass=Meta): x: T
print(Metaclass.__annotations__)
def classes(y):
    class Inner[T: y](Other):
        z = y
        class Innermost[U](Other): w = T, U, y
    return Inner
print(classes(1).__qualname__, classes(1).Innermost.__qualname__, classes(1).Innermost.w, classes(7).__type_params__[0].__bound__)
Empty.__type_params__ = (1,)
print(Empty.__type_params__, int.__type_params__)

print("-- what a class's names are to what stands in it")
x = "global"
class Sees:
    x = "class"
    def method[T: x = x](self, y: x = x) -> x: return x
    type Seen = x
    type Hidden = ([x for _ in "a"], [[x] for _ in "a"], {x for _ in "a"}, {x: 1 for _ in "a"}, list(x for _ in "a"), (lambda: x)())
    class Inner[T: x](Other): y = x
    x = "class later"
T = Sees.method.__type_params__[0]
print(T.__bound__, T.__default__, Sees.method.__annotations__, Sees().method(), Sees.method.__defaults__)
print(Sees.Seen.__value__, Sees.Hidden.__value__, Sees.Inner.__type_params__[0].__bound__, Sees.Inner.y)
def function():
    x = "function"
    class Sees:
        def method[T: x](self) -> x: return x
        type Seen = x
        type Hidden = [x for _ in "a"]
        class Deep:
            type Seen = x
            x = "deep"
        x = "class"
    return Sees
Sees = function()
print(Sees.method.__type_params__[0].__bound__, Sees.method.__annotations__, Sees().method())
print(Sees.Seen.__value__, Sees.Hidden.__value__, Sees.Deep.Seen.__value__)
class Declares:
    global x
    x = "set by the class"
    type Seen = x
print(Declares.Seen.__value__)
class Rebound[T]:
    T = "class"
    def method(self, y: T) -> None: return T
    class Inner[U](Other): seen = T
    type Alias = T
print(Rebound.method.__annotations__, Rebound().method(1), Rebound.Inner.seen, Rebound.Alias.__value__)

print("-- private names")
class Private[__T]:
    def method[__U](self, __x: __T) -> __U: return __T, __U
    type __Alias[__V] = __T
    y = __T
print(Private.__type_params__, Private.y, Private().method(1), Private.method.__annotations__)
print(Private._Private__Alias, Private._Private__Alias.__value__, Private._Private__Alias.__type_params__)
__Base = Other
class Derived[__T](__Base): pass
print(Derived.__mro__)

print("-- names of code")
def outer():
    def f[T: (lambda: 1)](x: (lambda: 2)): return lambda: 3
    class C[T]:
        type A[U] = lambda: 4
        def m[V](self): pass
    type A = lambda: 5
    return f, C, A
f, C, A = outer()
print(f.__type_params__[0].__bound__.__qualname__, f.__annotations__["x"].__qualname__, f(1).__qualname__)
print(f.__qualname__, C.__qualname__, C.m.__qualname__, C.A.__value__.__qualname__, A.__value__.__qualname__)
def codes(code):
    for constant in code.co_consts:
        if hasattr(constant, "co_qualname"):
            print(constant.co_qualname, constant.co_name, constant.co_argcount, constant.co_posonlyargcount, constant.co_varnames, constant.co_cellvars, constant.co_freevars)
            codes(constant)
codes(compile("""
class C[T]:
    def m[U: int = str](self, x=1, *, y: U = 2): return T, __class__
    class D[V](T): pass
    type A[W] = [W for W in T]
""", "names", "exec"))

print("-- without typing")
del sys.modules["typing"]
sys.modules["typing"] = None
try:
    class Refused[T]: pass
except ImportError as error: print(type(error).__name__, error)
