class D:
    def __del__(self):
        raise ValueError("in del")


def f():
    d = D()
    print("leaving")


f()
D()
print("goes on")
import weakref


class W: ...


w = W()
def callback(r):
    raise KeyError("in callback")
r = weakref.ref(w, callback)
del w
print("end")
