# Classes that leave __new__ to a built-in type and have an __init__ of their own.
import sys


class D(dict):
    def __init__(self, a, *, b=2): self.a = a; self.b = b
d = D(1, b=3); print(d, d.a, d.b)
class I(int):
    def __init__(self, v): self.v = v; print("init", self)
print(I("12") + 1)
try: I("zz")
except ValueError as e: print(e)
try: I()
except TypeError as e: print(e)
class T(tuple):
    def __init__(self, v): print("T", self, sys._getframe(1).f_code.co_name)
print(T([1,2]))
class E(Exception):
    def __init__(self, a, b=None): self.q = (a, b)
def g():
    e = E(1, b=2); print(e.args, e.q); return e
print(repr(g()))
class Bad(Exception):
    def __init__(self): return 3
try: raise Bad
except TypeError as e: print(e)
try: Bad()
except TypeError as e: print(e, e.__traceback__.tb_lineno)
class Meta(type):
    def __init__(cls, *a): print("meta", a[:2]); super().__init__(*a)
M = Meta("M", (), {}); print(M, type(M))
class Meta2(Meta): pass
class K(metaclass=Meta2): pass
print(type(Meta("Q", (K,), {})))
class N(ExceptionGroup):
    def __init__(self, *a): print('N', a)
print(repr(N("x", [ValueError(1)])))
class L(list):
    __init__ = lambda self, *a: None
print(L([1,2,3]))
class L2(list):
    __init__ = list.append
print(L2(5))
class CI:
    def __call__(self, *a): print("CI", a)
class L3(list):
    __init__ = CI()
print(L3(5))
class Sw(int):
    def __int__(self): Sw2.__init__ = lambda self, x: print("swapped"); return 4
class Sw2(int):
    def __init__(self, x): print("orig")
class Src:
    def __int__(self): Sw2.__init__ = lambda self, x: print("swapped"); return 4
print(Sw2(Src()))
from abc import ABC, abstractmethod
class A(ABC):
    def __init__(self): pass
    @abstractmethod
    def z(self): pass
try: A()
except TypeError as e: print(e)
def rec(n):
    class R(Exception):
        def __init__(self): rec(n+1)
    R()
try: rec(0)
except RecursionError as e: print("rec", e)
def gen():
    yield E(1).q
    try: raise E(2)
    except E as e: yield e.q
print(list(gen()))
class Del(Exception):
    def __init__(self, x): self.x = x
    def __del__(self): print("del", self.x)
for i in range(3):
    try: raise Del(i)
    except Del as e: pass
print("end")
