# __class__, __bases__, __dict__ and __slots__ assigned.
def attempt(name, f):
    try:
        print(name, f())
    except BaseException as error:
        print(name, type(error).__name__, error)


class A:
    def m(self): return "A"
class B:
    def m(self): return "B"
class S:
    __slots__ = ("x",)
class T:
    __slots__ = ("x",)
class U:
    __slots__ = ("y",)
class I(int): pass
a = A()
a.__class__ = B
print(a.m())
for target, value in ((a, int), (a, S), (S(), T), (S(), U), (1, int), (1, I), (I(1), A), (a, 5), (a, None), (a, type), ([], list), (A, type), (None, A), (lambda: 1, A), (object(), A), (a, object), (Exception(), ValueError)):
    attempt((type(target).__name__, getattr(value, "__name__", value)), lambda: setattr(target, "__class__", value))
attempt("del class", lambda: delattr(a, "__class__"))
class C(A): pass
for bases in ((B,), (int,), (), 5, (5,), (C,), (A, A), (object,), (B, A), (bool,)):
    attempt(bases if isinstance(bases, int) else [getattr(b, "__name__", b) for b in bases], lambda: setattr(C, "__bases__", bases))
    attempt("mro", lambda: [c.__name__ for c in C.__mro__])
attempt("del bases", lambda: delattr(C, "__bases__"))
for value in (5, None, {}, {"q": 1}, {1: 2}, []):
    attempt(value, lambda: setattr(a, "__dict__", value))
    attempt("vars", lambda: a.__dict__)
a.__dict__[1] = 2
attempt("int key", lambda: dir(a)[:1])
attempt("dict of class", lambda: setattr(A, "__dict__", {}))
attempt("dict of class item", lambda: A.__dict__.__setitem__("x", 1))
attempt("name", lambda: setattr(A, "__name__", 5))
attempt("name nul", lambda: setattr(A, "__name__", "a\0b"))
attempt("name", lambda: setattr(A, "__name__", "Renamed"))
attempt("qualname", lambda: setattr(A, "__qualname__", 5))
attempt("module", lambda: setattr(A, "__module__", 5) or repr(A))
attempt("del name", lambda: delattr(A, "__name__"))
attempt("doc", lambda: setattr(A, "__doc__", 5))
attempt("slots", lambda: type("X", (), {"__slots__": 5}))
attempt("slots", lambda: type("X", (), {"__slots__": ["1"]}))
attempt("slots", lambda: type("X", (), {"__slots__": ["a", "a"]}).__slots__)
attempt("slots", lambda: type("X", (), {"__slots__": ["a"], "a": 1}))
attempt("slots", lambda: type("X", (), {"__slots__": ["__dict__", "__dict__"]}))
attempt("slots", lambda: type("X", (int,), {"__slots__": ["a"]}))
attempt("slots", lambda: type("X", (tuple,), {"__slots__": ["a"]}))
attempt("layout", lambda: type("X", (S, U), {}))
attempt("layout", lambda: type("X", (int, str), {}))
attempt("mro", lambda: type("X", (object, A), {}))
attempt("bool base", lambda: type("X", (bool,), {}))
attempt("none base", lambda: type("X", (type(None),), {}))
attempt("function base", lambda: type("X", (type(attempt),), {}))
attempt("type args", lambda: type(1, 2))
attempt("type args", lambda: type("X", (), 5))
attempt("type args", lambda: type("X", 5, {}))
attempt("type args", lambda: type(5, (), {}))
attempt("type nul", lambda: type("a\0b", (), {}))
attempt("type surrogate", lambda: ascii(type("\ud800", (), {}).__name__))
attempt("type kw", lambda: type("X", (), {}, k=1))
class M(type):
    def mro(cls): return result
for result in ([], [5], [int], None, 5, [object], (object,), [A, object]):
    attempt(result, lambda: [c.__name__ for c in M("X", (), {}).__mro__])
class N(type):
    def mro(cls):
        cls.x = 1
        return type.mro(cls)
attempt("set in mro", lambda: N("X", (), {}).x)
attempt("bad call", lambda: type.__call__(5))
attempt("bad new", lambda: object.__new__(5))
attempt("bad new", lambda: int.__new__(A))
attempt("bad new", lambda: object.__new__(int))
attempt("bad mro", lambda: type.mro(5))
attempt("setattr builtin", lambda: setattr(int, "x", 1))
attempt("delattr builtin", lambda: delattr(int, "real"))
attempt("type dict", lambda: type.__dict__["__name__"].__get__(5))
attempt("descriptor", lambda: S.x.__get__(5))
attempt("descriptor", lambda: S.x.__set__(T(), 1))
attempt("descriptor", lambda: S.x.__get__(S()))
attempt("descriptor", lambda: str.upper(5))
attempt("descriptor", lambda: list.append([]))
attempt("descriptor", lambda: list.append())
