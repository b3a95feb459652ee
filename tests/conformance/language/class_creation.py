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
        print(type(e).__name__, e, getattr(e, '__notes__', None))
class SN:
    def __set_name__(self, o, n): raise ValueError('bad')
def mk():
    class Q: z = SN()
err(mk)
def mk2():
    class Q(x=1): pass
err(mk2)
class Base: 
    def __mro_entries__(self, b): return (int,)
b = Base()
class D(b): pass
print(D.__mro__, D.__orig_bases__)
def mk3():
    class Q(3): pass
err(mk3)
class M1(type): pass
class M2(type): pass
class A1(metaclass=M1): pass
class A2(metaclass=M2): pass
def mk4():
    class Q(A1, A2): pass
err(mk4)
def f(*a, **k): return a, k
class Fm(1 and object, metaclass=f, kw=3): x = 1
print(Fm[0][0], Fm[0][1], Fm[1])
class MP(type):
    @classmethod
    def __prepare__(m, n, b): return 3
def mk5():
    class Q(metaclass=MP): pass
err(mk5)
class MC(type):
    def __new__(m, n, b, d):
        d.pop('__classcell__', None)
        return super().__new__(m, n, b, d)
def mk6():
    class Q(metaclass=MC):
        def f(self): return __class__
err(mk6)
class MM(type):
    def mro(c): return [c, object]
class Q6(int and object, metaclass=MM): pass
print(Q6.__mro__)
class MM2(type):
    def mro(c): return [c, 3]
err(lambda: MM2('Q', (), {}))
class MM3(type):
    def mro(c): return [c, int]
err(lambda: MM3('Q', (), {}))
class X1: pass
class X2: pass
class Y1(X1): pass
Y1.__bases__ = (X2,)
print(Y1.__mro__, X1.__subclasses__(), X2.__subclasses__())
class P2:
    def __len__(self): return 2
Y1.__bases__ = (P2,)
print(len(Y1()))
err(lambda: setattr(Y1, '__bases__', (int,)))
class Ab:
    def m(self): pass
Ab.__abstractmethods__ = {'b', 'a'} if False else ('b', 'a')
err(Ab)
Ab.__abstractmethods__ = ('a',)
err(Ab)
class Desc:
    def __init__(self): self.n = None
    def __set_name__(self, o, n): self.n = n
    def __get__(self, i, o=None): return self if i is None else i.__dict__[self.n]
    def __set__(self, i, v): i.__dict__[self.n] = v
class U: q = Desc()
u = U(); u.q = 3; print(u.q, u.__dict__, U.q.n)
class Nope:
    def __getattribute__(self, n): raise AttributeError('no ' + n)
    def __getattr__(self, n): return 'got ' + n
print(Nope().x)
err(lambda: 1 .foo)
err(lambda: None.foo)
err(lambda: setattr(None, 'x', 1))
class Pt:
    __slots__ = ['x', 'y']
    __match_args__ = ('x', 'y')
    def __init__(self, x, y): self.x = x; self.y = y
    def __iter__(self): return iter((self.x, self.y))
a, b2 = Pt(1, 2); print(a, b2)
class Pt3(Pt):
    __slots__ = 'z'
p = Pt3(1, 2); p.z = 3; print(p.x, p.y, p.z, Pt3.z, Pt.x); err(lambda: p.__dict__); err(lambda: setattr(p, 'w', 1))
class Mix(Pt, X1): pass
m = Mix(1, 2); m.k = 3; print(m.__dict__, m.x)
def mk7():
    class Z(Pt, type('O', (), {'__slots__': 'q'})): pass
err(mk7)
class Cnt:
    n = 0
    def __new__(cls, *a): cls.n += 1; return object.__new__(cls)
    def __init__(self, *a): self.a = a
Cnt(1); print(Cnt(1, 2).a, Cnt.n)
print(property(lambda s: 1, doc='d').__doc__, U.__doc__)
class Doc:
    """hello"""
    def f(self): "fd"
print(Doc.__doc__, Doc.f.__doc__, Doc().f.__doc__, Doc().__doc__)
class Op:
    def __neg__(s): return 'neg'
    def __pow__(s, o, m=None): return ('pow', o, m)
    def __rpow__(s, o): return ('rpow', o)
    def __ipow__(s, o): return ('ipow', o)
    def __matmul__(s, o): return 'mm'
    def __iadd__(s, o): return 'iadd'
    def __divmod__(s, o): return 'dm'
    def __int__(s): return 4
    def __float__(s): return 4.5
    def __index__(s): return 1
    def __complex__(s): return 1j
    def __delitem__(s, k): print('del', k)
    def __setitem__(s, k, v): print('set', k, v)
o = Op(); print(-o, o ** 2, 2 ** o, o @ 1, int(o), float(o), [5, 6][o])
o[1] = 2; del o[3]; o += 1; print(o); o = Op(); o **= 3; print(o)
err(lambda: Op() - 1); err(lambda: +Op()); err(lambda: ~Op()); err(lambda: len(Op())); err(lambda: [*Op()]); err(lambda: Op()()); err(lambda: Op() < 1); err(lambda: 1 in Op()); err(lambda: Op()[0])
print(Method(f, 3)(4, k=5), Method(f, 3) == Method(f, 3), Method(f, 3).__self__)
err(lambda: Method(3, 4)); err(lambda: Method(f, None))
print(U().__init__, U.__init__ , object.__init__ is U.__init__, type.__call__, U.__call__)
print(type.__dict__['__mro__'], int.__dict__['real'], int.real, type.mro)
err(lambda: type.__dict__['__mro__'].__get__(3)); 
print(int.__add__.__name__, int.__add__.__objclass__, int.__add__.__qualname__, (1).__add__.__self__, [].append.__self__, [].append.__name__, list.append.__qualname__, len.__name__, len.__module__, [].append.__qualname__)
print(int.__add__(1, 2), (3).__radd__(4), (3).__rsub__(4), (3).__pow__(2), (3).__eq__(3), (3).__hash__(), [1].__len__(), [1].__contains__(1), 'a'.__add__('b'), [1].__mul__(2), (True).__bool__(), [1].__iter__().__next__())
