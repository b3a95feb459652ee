# Metaclasses: __prepare__, __new__, __init__, __call__, conflicts, attributes.
class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kwargs):
        print("prepare", name, [b.__name__ for b in bases], kwargs)
        return {"injected": "by prepare"}

    def __new__(mcs, name, bases, namespace, **kwargs):
        print("new", name, sorted(k for k in namespace if not k.startswith("__")), kwargs)
        return super().__new__(mcs, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **kwargs):
        print("init", name, kwargs)
        super().__init__(name, bases, namespace)

    def __call__(cls, *args, **kwargs):
        print("call", cls.__name__, args, kwargs)
        return super().__call__(*args, **kwargs)

    def __getattr__(cls, name):
        return f"meta attribute {name}"

    def __len__(cls):
        return 42

    def __repr__(cls):
        return f"<meta {cls.__name__}>"

    @property
    def prop(cls):
        return cls.__name__ + " prop"

    def method(cls):
        return cls


class Base(metaclass=Meta, option=1):
    def __init__(self, v=0):
        self.v = v


class Derived(Base, flag=True):
    x = 1


print(Derived, Derived.injected, type(Derived).__name__, len(Derived), Derived.nothing, Derived.prop)
print(Derived(5).v, Derived.method() is Derived, isinstance(Derived, Meta))
try:
    Derived().prop
except AttributeError as error:
    print(error)


class Other(type): ...


try:
    class Conflict(Base, metaclass=Other): ...
except TypeError as error:
    print(error)


class OrderedNamespace(dict):
    def __setitem__(self, key, value):
        if not key.startswith("__"):
            print("define", key)
        super().__setitem__(key, value)


class Tracing(type):
    @classmethod
    def __prepare__(mcs, name, bases):
        return OrderedNamespace()


class T(metaclass=Tracing):
    a = 1
    b = a + 1

    def c(self): ...


def make(name, bases, namespace):
    return name, len(bases)


class NotAClass(metaclass=make): ...


print(NotAClass)


class Singleton(type):
    instances = {}

    def __call__(cls, *args):
        if cls not in cls.instances:
            cls.instances[cls] = super().__call__(*args)
        return cls.instances[cls]


class Only(metaclass=Singleton): ...


print(Only() is Only())
print(type("Dynamic", (Only,), {"k": 1}).k, type(type("D2", (), {})) is type)
try:
    class K(object, unknown=1): ...
except TypeError as error:
    print(error)


class InstanceCheck(type):
    def __instancecheck__(cls, instance):
        return instance == "yes"

    def __subclasscheck__(cls, sub):
        return sub is int


class Checked(metaclass=InstanceCheck): ...


print(isinstance("yes", Checked), isinstance("no", Checked), issubclass(int, Checked), issubclass(str, Checked))
try:
    class P(metaclass=type("M", (type,), {"__prepare__": lambda *a: 5})): ...
except TypeError as error:
    print(error)
