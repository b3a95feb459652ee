# weakref.proxy forwards everything until the referent dies.
import weakref


class K:
    def __init__(self):
        self.items = [1, 2, 3]
        self.v = 5

    def method(self, x):
        return self.v + x

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        return self.items[i]

    def __setitem__(self, i, v):
        self.items[i] = v

    def __add__(self, o):
        return ("add", o)

    def __radd__(self, o):
        return ("radd", o)

    def __iadd__(self, o):
        self.v += o
        return self

    def __iter__(self):
        return iter(self.items)

    def __contains__(self, x):
        return x in self.items

    def __eq__(self, o):
        return o == "eq"

    def __str__(self):
        return "str of K"

    def __bool__(self):
        return False

    def __call__(self, *a):
        return a


k = K()
p = weakref.proxy(k)
print(p.v, p.method(1), len(p), p[0], p + 1, 1 + p, list(p), 2 in p, p == "eq", str(p), bool(p), p(1, 2), type(p).__name__, isinstance(p, K), p.__class__ is K)
p.v = 10
p[1] = "set"
p += 5
print(k.v if type(p).__name__ == "K" else "proxied", k.v, k.items)
p = weakref.proxy(k)
del p.v
print(hasattr(k, "v"), p is weakref.proxy(k), repr(p)[:16])
try:
    hash(p)
except TypeError as error:
    print(error)
f = lambda n: n * 2
fp = weakref.proxy(f)
print(fp(4), type(fp).__name__)
died = []
p2 = weakref.proxy(k, died.append)
del k
for text in ("p.v", "p.v = 1", "len(p)", "p[0]", "str(p)", "p == 1", "bool(p)", "p()", "list(p)", "p + 1", "del p.x"):
    try:
        exec(text)
        print(text, "no error")
    except ReferenceError as error:
        print(text, error)
print(len(died) if "p" in globals() else "")
