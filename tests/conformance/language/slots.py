# __slots__: layout, inheritance, conflicts.
class P:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


p = P(1, 2)
print(p.x, p.y, hasattr(p, "__dict__"), P.x)
try:
    p.z = 1
except AttributeError as error:
    print(error)
del p.x
try:
    p.x
except AttributeError as error:
    print(error)


class Q(P):
    __slots__ = "single"


class R(P): ...


q = Q(1, 2)
q.single = 3
print(q.x, q.single, Q.__slots__)
r = R(1, 2)
r.z = 5
print(r.x, r.__dict__)


class WithDict:
    __slots__ = ("a", "__dict__")


w = WithDict()
w.a, w.b = 1, 2
print(w.__dict__)


class Private:
    __slots__ = ("__hidden",)

    def set(self):
        self.__hidden = 1


Private().set()
print([n for n in vars(Private) if "hidden" in n])
for namespace in ({"__slots__": ("a",), "a": 1}, {"__slots__": (1,)}, {"__slots__": ("a b",)}, {"__slots__": ("__dict__", "__dict__")}):
    try:
        type("Bad", (), namespace)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


class S1:
    __slots__ = ("a",)


class S2:
    __slots__ = ("b",)


try:
    class Both(S1, S2): ...
except TypeError as error:
    print(error)


class Empty:
    __slots__ = ()


class Mixed(S1, Empty):
    __slots__ = ()


m = Mixed()
m.a = 1
print(m.a)
import weakref
try:
    weakref.ref(m)
except TypeError as error:
    print(error)


class Weak:
    __slots__ = ("__weakref__",)


w = Weak()
print(weakref.ref(w)() is w)
try:
    class SlottedInt(int):
        __slots__ = ("a",)
except TypeError as error:
    print(error)
print(P.x.__name__, P.x.__get__(P(9, 8)), type(P.x).__name__)
P.y.__set__(p, 77)
print(p.y)
