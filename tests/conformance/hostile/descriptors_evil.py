# Descriptors that delete themselves, change their class and answer nonsense.
def attempt(name, f):
    try:
        print(name, f())
    except BaseException as error:
        print(name, type(error).__name__, str(error)[:150])


class Once:
    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner):
        delattr(owner, self.name)
        return "once"


class A:
    x = Once()
    y = Once()


attempt("first", lambda: A().x)
attempt("second", lambda: A().x)
attempt("class", lambda: A.y)
attempt("class again", lambda: A.y)


class Replaces:
    def __get__(self, instance, owner):
        owner.z = "replaced"
        return "descriptor"

    def __set__(self, instance, value):
        del type(instance).z


class B:
    z = Replaces()


b = B()
attempt("get", lambda: b.z)
attempt("get", lambda: b.z)
B.z = Replaces()
attempt("set", lambda: setattr(b, "z", 1))
attempt("set", lambda: setattr(b, "z", 1) or b.__dict__)


class Moves:
    def __get__(self, instance, owner):
        if instance is not None:
            instance.__class__ = C if type(instance) is D else D
        return type(instance).__name__


class C:
    m = Moves()


class D:
    m = Moves()


c = C()
attempt("moves", lambda: [c.m for _ in range(4)])


def loop():
    for _ in range(100):
        c.m
    return type(c).__name__


attempt("moves", loop)


class Broken:
    __get__ = 5


class E:
    x = Broken()
    __len__ = Broken()
    __call__ = Broken()
    __add__ = Broken()
    __eq__ = Broken()
    __iter__ = None
    __hash__ = None
    __contains__ = None
    __reversed__ = None
    __bool__ = Broken()


e = E()
for f in (lambda: e.x, lambda: E.x, lambda: len(e), lambda: e(), lambda: e + 1, lambda: e == 1, lambda: iter(e), lambda: hash(e),
          lambda: 1 in e, lambda: reversed(e), lambda: bool(e), lambda: list(e), lambda: [*e], lambda: {e: 1}):
    attempt("broken", f)


class Raises:
    def __init__(self, error):
        self.error = error

    def __get__(self, instance, owner):
        raise self.error

    def __set__(self, instance, value):
        raise self.error

    def __delete__(self, instance):
        raise self.error


for error in (AttributeError("a"), KeyError("k"), RecursionError("r"), StopIteration("s"), SystemExit(3), TypeError("t")):
    F = type("F", (), {"x": Raises(error), "__len__": Raises(error), "__iter__": Raises(error), "__index__": Raises(error),
                       "__enter__": Raises(error), "__format__": Raises(error), "__eq__": Raises(error)})
    f = F()
    for use in (lambda: f.x, lambda: getattr(f, "x", "default"), lambda: hasattr(f, "x"), lambda: setattr(f, "x", 1),
                lambda: delattr(f, "x"), lambda: len(f), lambda: list(f), lambda: [1][f], lambda: format(f, "x"),
                lambda: f == 1, lambda: exec("with f: pass", {"f": f}), lambda: F.x):
        attempt(type(error).__name__, use)
    F.__getattr__ = lambda self, name: "fallback " + name
    attempt("fallback", lambda: f.x)


class G:
    def __getattribute__(self, name):
        del G.__getattribute__
        return "gone"


g = G()
attempt("getattribute", lambda: g.x)
attempt("getattribute", lambda: g.x)


class H:
    def __getattr__(self, name):
        del H.__getattr__
        return getattr(self, name)


attempt("getattr", lambda: H().x)


class P:
    @property
    def p(self):
        del P.p
        return 1

    def method(self):
        del P.method
        return self.method()


attempt("property", lambda: P().p)
attempt("property", lambda: P().p)
attempt("method", lambda: P().method())
attempt("property", lambda: property(5).__get__(1))
attempt("property", lambda: property().__get__(1))
attempt("property", lambda: property().__set__(1, 2))
attempt("classmethod", lambda: classmethod(5).__get__(1)())
attempt("staticmethod", lambda: staticmethod(5)())
attempt("super", lambda: super(int, 5).real)
attempt("super", lambda: super(int, "x"))
attempt("super", lambda: super())
attempt("super", lambda: super(5))
attempt("super", lambda: super(type, type).mro)
attempt("super", lambda: super(P).__get__(5))


class Meta(type):
    def __getattribute__(cls, name):
        if name == "evil":
            return 1
        return super().__getattribute__(name)

    def __setattr__(cls, name, value):
        raise ValueError(name)


class M(metaclass=Meta):
    pass


attempt("meta", lambda: M.evil)
attempt("meta", lambda: setattr(M, "x", 1))
attempt("meta", lambda: M().evil)


class Slots:
    __slots__ = ("a", "b")


s = Slots()
attempt("slot", lambda: s.a)
attempt("slot", lambda: delattr(s, "a"))
attempt("slot", lambda: Slots.a.__get__(5))
attempt("slot", lambda: Slots.a.__set__(s, s) or s.a is s)
attempt("slot", lambda: setattr(s, "c", 1))
for slots in ("a b", ["a", "a"], "1x", ["__dict__", "__dict__"], [5], ["a\0"], ["__weakref__"], {"a": "doc"}, 5, None, ("",), iter("xy")):
    attempt("slots", lambda: type("S", (), {"__slots__": slots}).__slots__ is slots)
attempt("slot conflict", lambda: type("S", (), {"__slots__": "a", "a": 1}))
attempt("slots of int", lambda: type("S", (int,), {"__slots__": "a"}))
attempt("slots of tuple", lambda: type("S", (tuple,), {"__slots__": ()}))
