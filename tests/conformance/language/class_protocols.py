import abc, gc, sys
def err(f, *a, **k):
    try: return f(*a, **k)
    except BaseException as e:
        print(type(e).__name__, e)
class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...
    @property
    @abc.abstractmethod
    def name(self): ...
err(Shape)
class Sq(Shape):
    def area(self): return 1
err(Sq)
class Sq2(Sq): name = 'sq'
print(Sq2().area(), isinstance(Sq2(), Shape), issubclass(Sq2, Shape), Shape.__abstractmethods__ == frozenset({'area', 'name'}))
class Other: pass
Shape.register(Other)
print(isinstance(Other(), Shape), issubclass(Other, Shape), isinstance(3, Shape))
class Sized(abc.ABC):
    @classmethod
    def __subclasshook__(cls, C): return True if hasattr(C, '__len__') else NotImplemented
print(isinstance([], Sized), isinstance(3, Sized))
# __del__
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
D(1)
d = D(2); d = None
class D2(D): pass
D2(3)
class N: pass
n = N()
N.__del__ = lambda self: print('late del')
del n
del N.__del__
N()
class R:
    def __del__(self): raise ValueError('x')
sys.stderr = sys.stdout
R()
# inheritance of slots
class Base:
    def __add__(self, o): return 'base'
class Sub(Base): pass
Sub.__radd__ = lambda s, o: 'radd'
print(Sub() + 1, 1 + Sub(), Base() + Sub())
class Num(int):
    def __eq__(self, o): return 'eq'
    __hash__ = int.__hash__
print(Num(3) == 3, hash(Num(3)), 3 == Num(3), Num(3) != 3, {Num(3): 1})
class St(str):
    def __eq__(self, o): return True
    def __hash__(self): return 1
print({St('a'): 1, St('b'): 2})
class Ls(list):
    def __getitem__(self, i): return 'item'
    def __iter__(self): yield 'it'
    def __len__(self): return 9
    def __contains__(self, x): return True
    def __bool__(self): return False
l = Ls([1, 2]); print(l[0], [*l], len(l), 5 in l, bool(l), l)
class Fl(float):
    def __repr__(self): return 'fl'
    def __truediv__(self, o): return 'div'
print(Fl(2.0), Fl(1) / 2, Fl(1) + 1, f'{Fl(2.5)}', str(Fl(2)))
class Ex(Exception):
    def __str__(self): return 'shown'
print(Ex(1), repr(Ex(1)), [Ex(2)])
err(lambda: (_ for _ in ()).throw(Ex(3)))
# dir
print([x for x in dir(Sub()) if not x.startswith('__')], '__add__' in dir(Sub))
class Dr:
    def __dir__(self): return ['b', 'a']
print(dir(Dr()))
# format, sizeof
err(lambda: format(object(), 'x'))
class F:
    def __format__(self, s): return 'F' + s
print(f'{F():abc}', format(F()))
class Bad:
    def __format__(self, s): return 1
err(lambda: f'{Bad()}')
# context
class CM:
    def __enter__(self): return 5
    def __exit__(self, *a): return True
with CM() as v: print(v); raise ValueError
err(lambda: exec('with 3: pass'))
# getattr/setattr/delattr builtins
class G: x = 1
g = G(); setattr(g, 'y', 2); print(getattr(g, 'y'), hasattr(g, 'z'), getattr(g, 'z', 7)); delattr(g, 'y'); err(lambda: g.y); err(lambda: delattr(g, 'y')); err(lambda: delattr(g, 'x'))
err(lambda: getattr(g, 3)); err(lambda: setattr(g, 3, 4))
# properties inheritance
class P:
    @property
    def v(self): "doc"; return self._v
    @v.setter
    def v(self, x): self._v = x
class Q(P):
    @P.v.setter
    def v(self, x): self._v = x * 2
q = Q(); q.v = 3; print(q.v, P.v.__doc__, Q.v.fget is P.v.fget, Q.v.__name__)
print(type(q).__name__, Q.__qualname__, q.__class__.__mro__)
# classmethod & inheritance
class C1:
    @classmethod
    def make(cls, *a, **k): return cls.__name__, a, k
    @staticmethod
    def st(*a): return a
class C2(C1):
    @classmethod
    def make(cls, *a, **k): return ('C2',) + super().make(*a, **k)
    @staticmethod
    def st(*a): return ('C2',) + C1.st(*a)
print(C2.make(1, k=2), C2().make(), C2.st(1), C2().st())
print(C1.make.__func__.__name__, C1.__dict__['make'].__wrapped__ is C1.make.__func__, C1.__dict__['make'].__name__)
# multiple inheritance super chain
class A:
    def f(self): return ['A']
class B(A):
    def f(self): return ['B'] + super().f()
class C(A):
    def f(self): return ['C'] + super().f()
class DD(B, C):
    def f(self): return ['D'] + super().f()
print(DD().f(), super(B, DD()).f(), super(DD, DD).f)
# __class__ cell
class K:
    def who(self): return __class__
    x = [__class__ for _ in range(0)] if False else None
print(K().who())
# nested
class Outer:
    class Inner:
        def f(self): return Outer.Inner
    i = Inner()
print(Outer.Inner.__qualname__, Outer().i.f(), Outer.i)
# type() 3 args with kwargs
class WithKw:
    def __init_subclass__(cls, /, a=1, **k): cls.a = a; super().__init_subclass__(**k)
T = type('T', (WithKw,), {}, a=5); print(T.a)
err(lambda: type('T', (WithKw,), {}, b=5))
# class attribute deletion
class CA: x = 1
del CA.x; err(lambda: CA.x); err(lambda: exec('del CA.x', globals()))
# callable instances, bool of len
class L0:
    def __len__(self): return 0
print(bool(L0()), callable(L0()), callable(L0))
# weird __new__
class Wn:
    def __new__(cls): return 5
    def __init__(self): print('never')
print(Wn())
class Sing:
    _i = None
    def __new__(cls, *a):
        if cls._i is None: cls._i = super().__new__(cls)
        return cls._i
print(Sing(1) is Sing(2))
# iter protocol via __getitem__
class GI:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i
print(list(GI()), 2 in GI(), [*reversed([1])])
class Rv:
    def __reversed__(self): return iter([9])
print(list(reversed(Rv())))
# hash collision / unhashable
err(lambda: {[]: 1}); err(lambda: {L0: 1, type: 2}[3])
class Uh:
    def __eq__(self, o): return True
err(lambda: {Uh()})
print(Uh.__hash__)
# rich compare reflect
class Lt:
    def __lt__(self, o): return 'Lt.lt'
    def __gt__(self, o): return 'Lt.gt'
class Lt2(Lt):
    def __gt__(self, o): return 'Lt2.gt'
print(Lt() < Lt(), Lt() < Lt2(), 1 < Lt(), 1 > Lt())
# attribute error name / suggestions
try: g.xx
except AttributeError as e: print(e.name, e.obj is g)
class Hid:
    def __getattr__(self, n): raise AttributeError(n)
print(hasattr(Hid(), 'a')); err(lambda: Hid().a)
print(isinstance(type, object), isinstance(object, type), type(type) is type, issubclass(type, object))
