# Newest callback first, before the object's attributes go; __del__ before callbacks.
import weakref


class Part:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del part", self.name)


class K:
    def __init__(self):
        self.part = Part("p")

    def __del__(self):
        print("del K")


k = K()
refs = [weakref.ref(k, lambda r, n=n: print("callback", n, r())) for n in range(3)]
del k
print("--")


class Callback:
    def __call__(self, r):
        print("object callback")

    def __del__(self):
        print("callback object dies")


k = K()
r = weakref.ref(k, Callback())
del k
print("--")
k = K()
r = weakref.ref(k, Callback())
del r
print("reference gone")
del k
