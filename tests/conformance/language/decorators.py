# Decorators of functions, methods and classes.
import functools


def trace(f):
    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        print("enter", f.__name__)
        try:
            return f(*args, **kwargs)
        finally:
            print("leave", f.__name__)

    return wrapper


def repeat(n):
    def decorate(f):
        return lambda *a: [f(*a) for _ in range(n)]

    return decorate


@trace
def add(a, b):
    "Adds."
    return a + b


@repeat(2)
@trace
def hello(name):
    return f"hello {name}"


print(add(1, 2), add.__name__, add.__doc__, add.__wrapped__(3, 4))
print(hello("x"))
registry = []


@registry.append
class Registered:
    pass


print(Registered, registry[0].__name__)


@lambda f: f() * 2
def number():
    return 21


print(number)
table = {"d": str}


@table["d"]
class Odd:
    pass


print(type(Odd).__name__)


class Deco:
    def __init__(self, f):
        self.f = f
        functools.update_wrapper(self, f)

    def __call__(self, *a):
        return "called", self.f(*a)

    def __get__(self, instance, owner):
        return self if instance is None else lambda *a: self(instance, *a)


class K:
    @Deco
    def method(self, v):
        return v

    @property
    @trace
    def prop(self):
        return "value"


print(K().method(5), K.method.__name__, K().prop)
