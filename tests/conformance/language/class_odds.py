# Odd classes: namespaces with other keys than names, docstrings that are no text, `__dict__` of classes and modules,
# `__class__` of modules, instances that claim to have no class.
import abc
import sys
import types
import warnings

warnings.simplefilter("always")
warnings.showwarning = lambda message, category, *rest: print(category.__name__, message)


def show(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


show(lambda: type("A", (), {"__doc__": "x\udcdcy"}))
show(lambda: type("MyClass", (), {1: 2}).__dict__[1])


class Base:
    pass


class Meta(type, Base):
    pass


class D(metaclass=Meta):
    pass


descriptor = Base.__dict__["__dict__"]
show(lambda: descriptor.__set__(D, {}))
show(lambda: descriptor.__get__(D)["__module__"])
show(lambda: descriptor.__delete__(D))


class Module(types.ModuleType):
    a = 1


class Other(types.ModuleType):
    a = 2


class Slotted(types.ModuleType):
    __slots__ = ("z",)


module = types.ModuleType("m")
module.__class__ = Module
print(module.a)
module.__class__ = Other
print(module.a)
module.__class__ = types.ModuleType
print(module)


def slotted():
    module.__class__ = Slotted


def from_object():
    Base.__bases__ = (Module,)


show(slotted)
show(from_object)
show(lambda: range(sys.maxsize).__len__())


class Claims:
    def __getattribute__(self, name):
        if name == "__class__":
            raise AttributeError(name)
        return super().__getattribute__(name)


class Abstract(metaclass=abc.ABCMeta):
    pass


show(lambda: isinstance(Claims(), Abstract))
Abstract.register(Claims)
show(lambda: isinstance(Claims(), Abstract))


class Slots:
    __module__ = "elsewhere"
    __slots__ = ("a",)


show(lambda: Slots().a)
print(vars(SyntaxError)["_metadata"])


class Number(complex):
    pass


class Converted:
    def __complex__(self):
        return Number(3)


show(lambda: complex(Number(1, 2), 3))
show(lambda: complex(3, Number(1, 2)))
show(lambda: complex(real=Number(1)))
show(lambda: complex(Converted(), 3))
show(lambda: complex(3, Converted()))
