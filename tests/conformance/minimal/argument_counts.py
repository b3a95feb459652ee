# How often what is passed is referred to inside of what is called: the first time an instruction is executed, and later.
import sys, functools
rc = sys.getrefcount
class D:
    def __init__(s, n): s.n = n
    def __del__(s, print=print): print("del", s.n)
out = []
class Plain:
    def __init__(self, x, y=None): out.append(("init", rc(x), rc(y) if y is not None else 0, rc(self)))
class Star:
    def __init__(self, *a): out.append(("star", [rc(x) for x in a], rc(a), rc(self)))
class StarDrop:
    def __init__(self, *a): del a; print("dropped")
class Kw:
    def __init__(self, **k): out.append(("kw", [rc(x) for x in k.values()], rc(k), rc(self)))
class KwOnly:
    def __init__(self, *, x): out.append(("kwonly", rc(x), rc(self)))
class Dflt:
    def __init__(self, x, y=5): out.append(("dflt", rc(x), rc(self)))
class Slots:
    __slots__ = ("x",)
    def __init__(self, x): out.append(("slots", rc(x), rc(self)))
class New:
    def __new__(cls, x): out.append(("new", rc(x))); return object.__new__(cls)
class NewInit:
    def __new__(cls, x): out.append(("new", rc(x))); return object.__new__(cls)
    def __init__(self, x): out.append(("init", rc(x), rc(self)))
class NewStar:
    def __new__(cls, *a, **k): out.append(("newstar", [rc(x) for x in a], [rc(x) for x in k.values()])); return super().__new__(cls)
class L(list):
    def __init__(self, x): out.append(("list", rc(x), rc(self)))
class T(tuple):
    def __new__(cls, x): out.append(("tuple", rc(x))); return tuple.__new__(cls, (x,))
class I(int):
    def __new__(cls, x): out.append(("int", rc(x))); return int.__new__(cls, 5)
class E(Exception):
    def __init__(self, x): out.append(("exc", rc(x), rc(self)))
class E2(Exception):
    def __init__(self, x): out.append(("exc2", rc(x), rc(self))); super().__init__(x)
class Di(dict):
    def __init__(self, x, **k): out.append(("dict", rc(x), rc(self)))
class Meta(type):
    def __call__(cls, x): out.append(("metacall", rc(x))); return super().__call__(x)
class WithMeta(metaclass=Meta):
    def __init__(self, x): out.append(("withmeta", rc(x), rc(self)))
class Callable:
    def __call__(self, x, y=None): out.append(("call", rc(x), rc(self)))
    def meth(self, x): out.append(("meth", rc(x), rc(self)))
    @classmethod
    def cm(cls, x): out.append(("cm", rc(x)))
    @staticmethod
    def sm(x): out.append(("sm", rc(x)))
    def __getattr__(self, n): return lambda x: out.append(("ga", rc(x)))
    def __getitem__(self, x): out.append(("getitem", rc(x), rc(self)))
    def __setitem__(self, k, x): out.append(("setitem", rc(k), rc(x), rc(self)))
    def __delitem__(self, x): out.append(("delitem", rc(x), rc(self)))
    def __contains__(self, x): out.append(("contains", rc(x), rc(self))); return True
    def __add__(self, x): out.append(("add", rc(x), rc(self)))
    def __radd__(self, x): out.append(("radd", rc(x), rc(self)))
    def __eq__(self, x): out.append(("eq", rc(x), rc(self))); return True
    def __lt__(self, x): out.append(("lt", rc(x), rc(self))); return True
    def __bool__(self): out.append(("bool", rc(self))); return True
    def __len__(self): out.append(("len", rc(self))); return 1
    def __iter__(self): out.append(("iter", rc(self))); return iter([])
    def __hash__(self): out.append(("hash", rc(self))); return 1
    def __setattr__(self, n, x): out.append(("setattr", rc(x), rc(self)))
    def __str__(self): out.append(("str", rc(self))); return ""
    def __enter__(self): out.append(("enter", rc(self))); return self
    def __exit__(self, *a): out.append(("exit", rc(self)))
    def __get__(self, i, o): out.append(("get", rc(self), rc(i) if i is not None else 0)); return 5
    def __set__(self, i, v): out.append(("set", rc(self), rc(i), rc(v)))
    def __neg__(self): out.append(("neg", rc(self)))
    def __matmul__(self, o): out.append(("matmul", rc(o), rc(self)))
    def __iadd__(self, o): out.append(("iadd", rc(o), rc(self))); return self
    def __format__(self, s): out.append(("format", rc(self))); return ""
    def __index__(self): out.append(("index", rc(self))); return 1
    def __reversed__(self): out.append(("reversed", rc(self))); return []
    def __dir__(self): out.append(("dir", rc(self))); return []
    def __instancecheck__(self, x): out.append(("inst", rc(x), rc(self))); return True
class Owner:
    a = Callable()
@functools.lru_cache
def cached(x): out.append(("cached", rc(x)))
def deco(x, *, y=None): out.append(("func", rc(x), rc(y) if y is not None else 0))
part = functools.partial(deco, y=D("p"))
part2 = functools.partial(deco, D("q"))
exprs = """
Plain(D(1))
Plain(x)
Plain(D(1), D(2))
Plain(x, y=x)
Plain(D(1), y=D(2))
Plain(x=D(1))
Plain(*t)
Star(D(1))
Star(x)
Star(x, x)
Star(*t)
Kw(a=D(1))
Kw(a=x)
KwOnly(x=x)
KwOnly(x=D(1))
Dflt(x)
Dflt(D(1))
Dflt(D(1), D(2))
Slots(x)
Slots(D(1))
New(x)
New(D(1))
NewInit(x)
NewInit(D(1))
NewInit(x=D(1))
NewStar(D(1))
NewStar(x, y=x)
L(x)
L(D(1))
L(x=x)
T(x)
T(D(1))
I(x)
E(x)
E(D(1))
E2(x)
E2(D(1))
Di(x)
Di(x, k=x)
WithMeta(x)
WithMeta(D(1))
C(x)
C(D(1))
C.meth(x)
C.meth(D(1))
m(x)
m(D(1))
C.cm(x)
C.cm(D(1))
C.sm(x)
C.sm(D(1))
C.foo(x)
C[x]
C[D(1)]
C.__setitem__(x, x)
x in C
D(1) in C
C + x
C + D(1)
x + C
D(1) + C
C == x
C == D(1)
C < x
not C
len(C)
list(C)
hash(C)
{C: 1}
{C: 1}[C]
str(C)
f"{C}"
-C
C @ x
format(C)
[1,2][C]
reversed(C)
isinstance(x, C)
Owner.a
o.a
setattr(o, 'a', x)
setattr(C, 'a', x)
getattr(o, 'a')
cached(x)
cached(D(1))
cached(x=x)
deco(x)
deco(x, y=x)
deco(D(1), y=D(2))
deco(*t)
deco(*t, **{'y': x})
part(x)
part(D(1))
part2()
part2(y=x)
functools.partial(deco, y=1)(D(5))
functools.partial(C.meth)(x)
functools.partialmethod(deco, x).func
list(map(deco, [D(1)]))
list(map(Plain, [D(1)]))
list(map(Star, [D(1)]))
list(map(C.meth, [D(1)]))
sorted([D(1), D(2)], key=lambda d: (out.append(rc(d)), 0)[1])
max([D(1), D(2)], key=lambda d: (out.append(rc(d)), 0)[1])
list(filter(lambda d: out.append(rc(d)), [D(1)]))
functools.reduce(lambda a, b: out.append((rc(a), rc(b))), [D(1), D(2)])
Callable.meth(C, x)
Callable.meth(C, D(1))
Callable.__call__(C, x)
Callable.__add__(C, x)
C.__add__(x)
C.__call__(x)
object.__new__(Slots)
Slots.__init__(sl, x)
sl.__init__(x)
sl.__init__(D(1))
Slots.__call__(x)
super(WithMeta, WithMeta).__init__
Meta.__call__(WithMeta, x)
(lambda v: out.append(rc(v)))(x)
(lambda v: out.append(rc(v)))(D(1))
(lambda *v: out.append((rc(v), rc(v[0]))))(D(1))
(lambda *v: out.append((rc(v), rc(v[0]))))(x)
(lambda *v: out.append((rc(v), rc(v[0]))))(*t)
(lambda *v, **k: out.append((rc(v), rc(v[0]), rc(k))))(x, y=x)
(lambda **k: out.append((rc(k), rc(k['a']))))(**k)
(lambda **k: out.append((rc(k), rc(k['a']))))(a=x)
""".strip().split("\n")
def make(e):
    ns = dict(globals())
    exec("def run(x, t, k, C, m, o, sl):\n    return " + e + "\n", ns)
    return ns["run"]
for e in exprs:
    print("==", e)
    f = make(e)
    C = Callable()
    for i in range(4):
        out.clear()
        x = D("x"); t = (x,); k = {"a": x}
        sl = object.__new__(Slots); o = Owner()
        try: r = f(x, t, k, C, C.meth, o, sl)
        except BaseException as err: r = None; print(type(err).__name__, err)
        del x, t, k, r, sl, o
        print(i, out)
