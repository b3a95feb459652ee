# Classes that break their own rules.
class A: ...
class B(A): ...
a = B()
B.__bases__ = (type("N", (A,), {}),)
print(B.__mro__[1].__name__, isinstance(a, A))
try:
    A.__bases__ = (B,)
except TypeError as e:
    print(e)
class Evil:
    def __del__(self):
        K.__getattr__ = lambda s, n: "patched by del"
class K: x = Evil()
K.x = 1
print(K().missing)
class D:
    def __get__(self, i, o):
        del Holder.attr
        return "deleted itself"
class Holder: attr = D()
print(Holder().attr, hasattr(Holder, "attr"))
class M(type):
    def mro(cls):
        return [cls, object] if cls.__name__ != "Odd" else [cls, int]
class Fine(metaclass=M): ...
print(Fine.__mro__)
try:
    class Odd(metaclass=M): ...
except TypeError as e:
    print(e)
class Dict(dict):
    def __getitem__(self, k): raise KeyError(k)
    def __setitem__(self, k, v): print("set", k) if k == "q" else super().__setitem__(k, v)
try:
    exec("q = 1\nprint(q)", {}, Dict())
except NameError as e:
    print(e)
class Prep(type):
    @classmethod
    def __prepare__(m, n, b): return Dict()
    def __new__(m, n, b, ns): return super().__new__(m, n, b, dict.copy(ns))
class P(metaclass=Prep): q = 5
print(hasattr(P, "q"))
class S(str):
    def __eq__(self, o): raise ValueError("eq")
    __hash__ = str.__hash__
o = A()
try:
    setattr(o, S("name"), 1)
    print(o.name)
except ValueError as e:
    print(e)
try:
    setattr(o, 5, 1)
except TypeError as e:
    print(e)
setattr(o, "not an identifier", 1)
print(o.__dict__.get("not an identifier"), getattr(o, "not an identifier"))
o.__dict__[5] = "int key"
print(o.__dict__[5], vars(o)[5])
o.__class__ = B
print(type(o).__name__, o.__dict__["not an identifier"])
class Slots: __slots__ = ("a",)
try:
    o.__class__ = Slots
except TypeError as e:
    print(e)
del A, B
print(type(o).__mro__[-2].__name__)
class Chg:
    def f(self):
        self.__class__ = Other
        return self.g()
class Other:
    def g(self): return "other g"
print(Chg().f())
def loop():
    for i in range(5):
        if i == 2: Loopy.val = property(lambda s: "property")
        print(Loopy().val, end=" ")
class Loopy: val = 1
loop()
print()
