# Data and non-data descriptors, property, classmethod, staticmethod, __getattr__ and friends.
class Data:
    def __get__(self, instance, owner=None):
        return f"get {instance is not None} {owner.__name__}"

    def __set__(self, instance, value):
        print("set", value)

    def __delete__(self, instance):
        print("delete")


class NonData:
    def __get__(self, instance, owner=None):
        return "non-data"


class K:
    data = Data()
    non = NonData()


k = K()
k.__dict__.update(data="hidden", non="instance wins")
print(k.data, k.non, K.data, K.non)
k.data = 5
del k.data
del k.non
print(k.non)


class Temperature:
    def __init__(self, c):
        self._c = c

    @property
    def c(self):
        "Degrees."
        return self._c

    @c.setter
    def c(self, value):
        self._c = value

    @c.deleter
    def c(self):
        print("deleter")

    @property
    def f(self):
        return self._c * 9 / 5 + 32


t = Temperature(100)
t.c = 50
print(t.c, t.f, Temperature.c.__doc__, Temperature.c.fget.__name__)
del t.c
for text in ("t.f = 1", "del t.f"):
    try:
        exec(text)
    except AttributeError as error:
        print(error)


class Methods:
    @classmethod
    def c(cls, *a):
        return cls.__name__, a

    @staticmethod
    def s(*a):
        return a

    def i(self, *a):
        return a


class Sub(Methods): ...


m = Sub()
print(m.c(1), Sub.c(2), m.s(3), Sub.s(4), m.i(5), Sub.i(m, 6))
bound = m.i
print(bound.__self__ is m, bound.__func__ is Methods.i, bound == m.i, bound is m.i, Sub.c.__self__ is Sub)


class Dynamic:
    present = 1

    def __getattr__(self, name):
        if name == "fail":
            raise AttributeError("custom text")
        return "dynamic " + name

    def __setattr__(self, name, value):
        print("setattr", name, value)
        super().__setattr__(name, value)

    def __delattr__(self, name):
        print("delattr", name)
        super().__delattr__(name)


d = Dynamic()
d.a = 1
print(d.a, d.present, d.other, hasattr(d, "fail"), getattr(d, "fail", "default"))
del d.a
print(d.a)


class All:
    v = 1

    def __getattribute__(self, name):
        if name == "v":
            return "intercepted"
        if name == "gone":
            raise AttributeError(name)
        return super().__getattribute__(name)

    def __getattr__(self, name):
        return f"fallback {name}"


a = All()
print(a.v, a.gone, a.__class__.__name__, a.nothing)


class PropertyRaises:
    @property
    def p(self):
        raise AttributeError("inside property")

    def __getattr__(self, name):
        return f"getattr {name}"


print(PropertyRaises().p)
print(K.__dict__["data"].__get__(None, K), str.upper.__get__("abc")(), len.__call__([1]))
f = (lambda self: self).__get__(7)
print(f(), type(f).__name__)
