# weakref.finalize, including what runs at exit.
import weakref


class K: ...


k = K()
f = weakref.finalize(k, print, "finalized", 1, sep="-")
print(f.alive, f.peek()[0] is k, f.atexit)
del k
print(f.alive, f(), f.peek(), f.detach())
k = K()
f = weakref.finalize(k, lambda: "result")
print(f(), f(), f.alive)
k2 = K()
g = weakref.finalize(k2, print, "not called")
print(g.detach()[1] is print, g.alive)
del k2
k3 = K()
h = weakref.finalize(k3, print, "at exit: second made")
h2 = weakref.finalize(k3, print, "at exit: last made first")
h3 = weakref.finalize(k3, print, "suppressed")
h3.atexit = False
print("end of script")
