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

class A:
    def f(self): return 1
class B(A): pass
def t():
    b = B()
    print(b.f())
    A.f = lambda self: 2
    print(b.f())
    B.f = lambda self: 3
    print(b.f())
    del B.f
    print(b.f())
    B.__len__ = lambda self: 9
    print(len(b), getattr(b, 'z' + 'z', None))
    setattr(b, 'z' + 'z', 4); print(getattr(b, 'z' + 'z'), b.zz)
    class P:
        @property
        def x(self): raise AttributeError('mine')
    try: P().x
    except AttributeError as e: print(e)
    class G(P):
        def __getattr__(self, n): return 'fallback ' + n
    print(G().x)
    print(is_tracked(b.__dict__), vars(b))
    c = A(); d = c.__dict__; print(is_tracked(d)); c.x = [1]; print(is_tracked(d))
    c.__dict__ = {'y': 1}; print(c.y, d)
    del c.__dict__; print(c.__dict__)
    print(C.__sizeof__(C()))
class C: pass
t()
def loop(n):
    class V:
        def __init__(self, v): self.v = v
        def __add__(self, o): return V(self.v + o.v)
        def __eq__(self, o): return self.v == o.v
        def __getitem__(self, i): return i
        def __len__(self): return 5
    a = V(0); b = V(1)
    i = 0
    while i < n:
        a = a + b
        a == b
        a[3]; len(a)
        i += 1
    return a.v
print(loop(1000))
