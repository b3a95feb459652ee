# gc.garbage full at the end.
import gc
gc.set_debug(gc.DEBUG_SAVEALL)
class A:
    def __del__(s, p=print): p("A", s.n)
a = A(); a.n = 1; a.me = a; del a
gc.collect()
print(len(gc.garbage))
a = A(); a.n = 2; a.me = a; del a
b = A(); b.n = 3
