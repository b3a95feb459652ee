# SystemExit with an object, and finalizers that fail while the modules go down.
import sys
class A:
    def __init__(s, n): s.n = n
    def __del__(s):
        print("del", s.n, sys is None)
        open
_a = A("_a"); b = A("b")
class B:
    x = A("in class")
    def m(self): return B
cyc = []; cyc.append((cyc, A("in cyc")))
def f():
    loc = A("local")
    raise SystemExit(A("arg"))
f()
