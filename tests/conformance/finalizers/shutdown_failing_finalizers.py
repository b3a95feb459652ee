# Finalizers that raise at the end; the main module removed from sys.modules.
class A:
    def __del__(s): raise ValueError("in del")
a = A(); a.me = a
b = A()
import sys
sys.modules["__main__"].__dict__["k"] = A()
def f():
    x = A()
    yield x
g = f(); next(g)
del sys.modules["__main__"]
