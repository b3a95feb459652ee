# Weak references and finalize at the end of a program.
import sys, weakref
class A: pass
a = A(); a.me = a
w = weakref.ref(a, lambda r: print("cb a"))
b = A()
w2 = weakref.ref(b, lambda r: print("cb b"))
l = [weakref.ref(A, print)]
fin = weakref.finalize(b, print, "fin b")
class C:
    def __del__(s):
        global z
        z = s
        print("C", type(s), z)
c = C()
sys.exit("bye")
