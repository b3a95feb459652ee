# The reprs of partial subclasses and of generic methods, and what a generic method looks like from outside.
import functools


class Kind(functools.partial):
    pass


def inner():
    class Local(functools.partial):
        pass

    return Local


print(functools.partial(len), Kind(len, 1), inner()(len, a=2))
Kind.__module__ = "some.where"
print(Kind(len))
Kind.__module__ = "builtins"
print(Kind(len))
Kind.__module__ = 3
print(Kind(len))


class Callable:
    def __call__(self, *args):
        return "called", args


class Named:
    __name__ = "NAMED"

    def __call__(self, *args):
        pass


class A:
    def __repr__(self):
        return "<A>"

    @functools.singledispatchmethod
    def method(self, arg: object) -> str:
        """What it does."""
        return f"default {arg}"

    @method.register
    def _(self, arg: int):
        return f"int {arg}"

    @functools.singledispatchmethod
    @classmethod
    def of_class(cls, arg):
        return cls

    @functools.singledispatchmethod
    @staticmethod
    def static(arg):
        return arg

    named = functools.singledispatchmethod(Named())
    nameless = functools.singledispatchmethod(Callable())


a = A()
for name in ("method", "of_class", "static", "named", "nameless"):
    print(vars(A)[name])
    print(getattr(A, name), getattr(a, name))
print(a.method(1), a.method("x"), a.of_class(1), a.static(2))
bound = a.method
print(bound.__name__, bound.__qualname__, bound.__doc__, bound.__module__)
print(bound.__annotations__, bound.__type_params__, bound.__wrapped__.__name__, bound.register == vars(A)["method"].register)
print(sorted(vars(bound)))
try:
    bound.other
except AttributeError as error:
    print(repr(error))
try:
    bound()
except TypeError as error:
    print(error)
try:
    a.nameless()
except TypeError as error:
    print(error)
