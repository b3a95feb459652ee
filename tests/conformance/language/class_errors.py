import gc
import sys
import types

collect = gc.collect
NoneType = type(None)
Method = types.MethodType
is_tracked = gc.is_tracked
SimpleNamespace = types.SimpleNamespace
MappingProxyType = types.MappingProxyType
UnionType = types.UnionType

def err(f, *a, **k):
    try: return f(*a, **k)
    except BaseException as e:
        print(type(e).__name__, e)
collect()
class C:
    def f(self): pass
    x = property(lambda s: 1)
    @classmethod
    def g(cls): pass
del C
print(collect())
class C: pass
c = C(); c.self = c
del c
print(collect())
class P:
    def __init__(self): self.me = self
class Q(P): pass
q = Q(); r = Q(); q.o = r; r.o = q
del q, r
print(collect())
del P, Q
print(collect())
class C: pass
print(is_tracked(C()), is_tracked(C), is_tracked(C.__dict__))
err(lambda: object.__init__(object(), 1))
err(lambda: (1).__pow__())
err(lambda: (1).__add__())
err(lambda: (1).__add__(1, 2))
err(lambda: (1).__add__(x=1))
err(lambda: int.__add__())
err(lambda: int.__add__('a', 1))
err(lambda: object.__new__())
err(lambda: object.__new__(1))
err(lambda: object.__new__(int))
err(lambda: int.__new__(str))
err(lambda: object.__setattr__(int, 'a', 1))
err(lambda: type(1, 2))
err(lambda: type(1, 2, 3))
err(lambda: type())
err(lambda: type('A', (), []))
err(lambda: type('A', [], {}))
err(lambda: type('A', (1,), {}))
err(lambda: object(1))
err(lambda: type('C', (), {})(1))
err(lambda: type('C', (), {'__new__': lambda s, *a: object.__new__(s, 1)})(1))
err(lambda: object().__init__(1))
err(lambda: type('C', (), {})().__init__(1))
err(lambda: type('C', (bool,), {}))
err(lambda: type('C', (int, int), {}))
err(lambda: [].x)
err(lambda: int.x)
err(lambda: setattr([], 'append', 1))
err(lambda: setattr(int, 'x', 1))
err(lambda: setattr(object(), 'x', 1))
for s in ('1', (1,), ('__dict__', '__dict__'), ('__weakref__', '__weakref__')):
    err(lambda: type('C', (), {'__slots__': s}))
err(lambda: type('C', (int,), {'__slots__': 'a'}))
err(lambda: type('C', (), {'__slots__': 'a', 'a': 1}))
err(lambda: super(1))
err(lambda: super(int, 'a'))
err(lambda: super(int, 1).foo)
err(lambda: property().__get__(1))
err(lambda: classmethod())
err(lambda: staticmethod())
err(lambda: isinstance(1, 1))
err(lambda: issubclass(1, int))
err(lambda: issubclass(int, 1))
err(lambda: isinstance(1, ('a', int)))
err(lambda: setattr(1, 'real', 2))
A = type('A', (), {}); B = type('B', (), {'__slots__': 'a'})
err(lambda: setattr(A, '__bases__', ()))
err(lambda: setattr(A, '__bases__', 1))
err(lambda: setattr(A, '__bases__', (A,)))
err(lambda: setattr(A, '__name__', 1))
err(lambda: setattr(int, '__name__', 'a'))
err(lambda: setattr(object(), '__class__', 1))
err(lambda: setattr(object(), '__class__', int))
err(lambda: setattr(A(), '__class__', B))
err(lambda: setattr(A(), '__dict__', 1))
err(lambda: int.__abstractmethods__)
err(lambda: property().__set_name__(1))
err(lambda: property(1, 2, 3, 4, 5))
err(lambda: property(a=1))



err(lambda: MappingProxyType(1))
err(lambda: MappingProxyType([1]))
err(lambda: SimpleNamespace(1, 2))

print(classmethod(int), staticmethod(len), super(int, 1), super(int))
print(MappingProxyType({1: 2}), MappingProxyType({1: 2})[1], 1 in MappingProxyType({1: 2}))
class W:
    def __bool__(self): return 1
    def __len__(self): return -1
    def __repr__(self): return 1
    def __str__(self): return 2
    def __hash__(self): return 'a'
    def __index__(self): return 'x'
    def __call__(self): return 3
    def __iter__(self): return 3
    def __contains__(self, x): return 1
    __getitem__ = None
w = W()
err(lambda: not w); err(lambda: len(w)); err(lambda: repr(w)); err(lambda: str(w)); err(lambda: hash(w)); err(lambda: [1][w]); print(w(), 3 in w)
err(lambda: [*w]); err(lambda: w[1])
class X:
    __iter__ = None
    __contains__ = None
    __hash__ = None
    def __init__(self): return 3
err(X)
x = X.__new__(X)
err(lambda: [*x]); err(lambda: 1 in x); err(lambda: hash(x))
class R:
    def __add__(self, o): return ('R.add', o.__class__.__name__)
    def __radd__(self, o): return ('R.radd', o.__class__.__name__)
class R2(R): pass
class R3(R):
    def __radd__(self, o): return ('R3.radd', o.__class__.__name__)
print(R() + 1, 1 + R(), R() + R2(), R() + R3(), R2() + R(), R3() + R())
class N:
    def __add__(self, o): return NotImplemented
err(lambda: N() + N()); err(lambda: N() + 1); err(lambda: 1 + N())
class Cmp:
    def __lt__(self, o): return 'lt'
    def __eq__(self, o): return 'eq'
print(Cmp() < 1, Cmp() > Cmp(), 1 == Cmp(), Cmp() != 1); err(lambda: Cmp() <= 1)
class D:
    def __get__(self, i, o): return (i is None, o.__name__)
class DD(D):
    def __set__(self, i, v): print('set', v)
    def __delete__(self, i): print('delete')
class H: a = D(); b = DD()
h = H(); h.__dict__['b'] = 4; h.a = 3
print(h.a, h.b, H.a, H.b); h.b = 5; del h.b
class Sub(dict):
    def __missing__(self, k): return k
    def __setitem__(self, k, v): print('si', k); super().__setitem__(k, v)

class T(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
print(T(1, 2), type(T(1))); t = T(1); t.x = 5; print(t.x, t.__dict__)
class Stc:
    def __setattr__(self, n, v): print('sa', n); object.__setattr__(self, n, v)
    def __delattr__(self, n): print('da', n); object.__delattr__(self, n)
    def __getattribute__(self, n): print('ga', n); return object.__getattribute__(self, n)
z = Stc(); z.q = 1; z.q; del z.q; err(lambda: z.q)
class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        return self.n
print([*It()])
err(lambda: type('Z', (), {'__qualname__': 1}))
class Err(Exception):
    def __init__(self, a): self.a = a
e = Err(4); print(e.a, repr(e), e.args, Err.__mro__)
err(lambda: type('Z', (Exception,), {'__slots__': 'a'})().a)
class Meta(type):
    def __instancecheck__(c, o): return o == 3
    def __subclasscheck__(c, o): return o is int
    def __len__(c): return 7
    def __getattr__(c, n): return n
class MC(metaclass=Meta): pass
print(isinstance(3, MC), isinstance(4, MC), issubclass(int, MC), len(MC), MC.foo, isinstance(MC(), MC))
print(C.__subclasses__(), A.mro(), C.__annotations__, type.__doc__ is None, C.__module__, C.__qualname__)
class V:
    a: int = 3
print(V.__annotations__)
print(object().__eq__(1), object().__ne__(1), object.__eq__(1, 1), (1).__eq__('a'), (1).__lt__(2))
print(object.__format__(1, ''), C.__init__, C().__init__.__name__ , C.__sizeof__(C()), C().__reduce_ex__.__name__)
m = A(); m.__class__ = C; print(type(m))
err(lambda: C().__class__.nope)
class Holder:
    f = len
    g = print
print(Holder().f([1]), Holder.__dict__['f'])
class Sl:
    __slots__ = ('x', '__dict__', '__weakref__')
o = Sl(); o.x = 1; o.y = 2; print(o.__dict__, o.x, Sl.x)
err(lambda: Sl.x.__get__(3))
class K(Sl): pass
k = K(); k.x = 1; k.y = 3; print(k.__dict__)
err(lambda: (lambda: super())())
class Sup:
    def f(): super().x
err(Sup.f)
def g(self): super().x
err(g, 1)
