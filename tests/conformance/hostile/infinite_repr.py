# Recursion without end in special methods ends in RecursionError, never in a crash.
class R:
    def __repr__(self): return repr([self])
class S:
    def __str__(self): return f"{self}"
class E:
    def __eq__(self, o): return self == o
class L:
    def __lt__(self, o): return self < o
class H:
    def __hash__(self): return hash((self,))
class G:
    def __getattr__(self, name): return getattr(self, name + "x")
class GA:
    def __getattribute__(self, name): return self.x
class SA:
    def __setattr__(self, name, v): self.x = v
class C:
    def __call__(self): return self()
class I:
    def __iter__(self): return iter(self)
class A:
    def __add__(self, o): return self + o
class X:
    def __index__(self): return [1][self]
class B:
    def __bool__(self): return not self
class Ln:
    def __len__(self): return len(self)
class IC(type):
    def __instancecheck__(self, o): return isinstance(o, self)
class M(metaclass=IC): ...
class In:
    def __init__(self): In()
class N:
    def __new__(cls): return cls()
class F:
    def __format__(self, spec): return format(self, spec)
class Co:
    def __contains__(self, x): return x in self
class De:
    def __get__(self, i, o): return i.attr
class Owner: attr = De()
class Ent:
    def __enter__(self):
        with self: pass
    def __exit__(self, *a): ...
def enter():
    with Ent(): pass
for name, f in (("repr", lambda: repr(R())), ("str", lambda: str(S())), ("eq", lambda: E() == 1), ("lt", lambda: sorted([L(), L()])), ("hash", lambda: hash(H())), ("getattr", lambda: G().a), ("getattribute", lambda: GA().y), ("setattr", lambda: setattr(SA(), "a", 1)), ("call", lambda: C()()), ("iter", lambda: list(I())), ("add", lambda: A() + 1), ("index", lambda: [1][X()]), ("bool", lambda: bool(B())), ("len", lambda: len(Ln())), ("instancecheck", lambda: isinstance(1, M)), ("init", In), ("new", N), ("format", lambda: f"{F()}"), ("contains", lambda: 1 in Co()), ("descriptor", lambda: Owner().attr), ("enter", enter)):
    try:
        f()
        print(name, "no error")
    except RecursionError:
        print(name, "RecursionError")
