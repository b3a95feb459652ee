# __del__ that resurrects, raises, recurses, and changes what is being freed.
import gc, sys

sys.unraisablehook = lambda u: print("ignored:", type(u.exc_value).__name__)
saved = []


class R:
    def __del__(self):
        saved.append(self)


l = [R() for _ in range(1000)]
del l
print(len(saved))
saved.clear()
print(len(saved))


class Raise:
    def __del__(self):
        raise ValueError


l = [Raise() for _ in range(3)]
del l


class Chain:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        if self.n:
            Chain(self.n - 1)
        else:
            print("chain end")


Chain(100)


class Deep:
    def __init__(self, inner):
        self.inner = inner

    def __del__(self):
        Deep.count += 1


Deep.count = 0
d = None
for _ in range(20_000):
    d = Deep(d)
d = None
print(Deep.count)


class Recursive:
    def __del__(self):
        try:
            (lambda f: f(f))(lambda f: f(f))
        except RecursionError:
            print("recursion in del")


Recursive()


class Collects:
    def __del__(self):
        gc.collect()
        print("collected in del")


c = Collects()
c.me = c
del c
gc.collect()


class Exits:
    def __del__(self):
        sys.exit(5)


Exits()


class Global:
    def __del__(self):
        global name
        name = "set by del"


Global()
print(name)
d = {}


class Inserts:
    def __del__(self):
        d["again"] = 1


d["k"] = Inserts()
d["k"] = 2
print(d)
d["k"] = Inserts()
d.clear()
print(d)
