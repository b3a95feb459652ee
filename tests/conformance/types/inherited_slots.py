# Which function a class has for an operation when it has been given a built-in's method back, or shares it with others.
import functools


class Made:
    def __new__(cls, *args):
        return object.__new__(cls)


class Back(Made):
    __new__ = object.__new__


print(type(Back()).__name__)
try:
    Back(1)
except TypeError as error:
    print(error)


class Open:
    pass


Open.__new__ = lambda cls, *args: object.__new__(cls)
print(type(Open(1)).__name__)
del Open.__new__
print(type(Open()).__name__)

print(isinstance(Exception.__new__(UnicodeEncodeError), UnicodeEncodeError))
for made, by in ((OSError, BaseException), (dict, list)):
    try:
        by.__new__(made)
    except TypeError as error:
        print(error)

class ByInit(OSError):
    def __init__(self, *args):
        super().__init__(*args)


class Both(OSError, ValueError):
    __init__ = ValueError.__init__


print(ByInit(2, "no", "file").filename, ByInit(2, "no").args)
print(Both(2, "no").errno, Both(2, "no", "file").args)


class Guarded(dict):
    def __setattr__(self, name, value):
        object.__setattr__(self, name, value)


guarded = Guarded()
guarded.x = 1
print(guarded.x)
for target in int, Guarded:
    try:
        object.__setattr__(target, "x", 1)
    except TypeError as error:
        print(error)


class Listed(dict):
    __iter__ = dict.__iter__


class Reversed(dict):
    def __iter__(self):
        return iter(sorted(self.keys(), reverse=True))


print(list(dict(Listed(b=1, a=2))), list(dict(Reversed(b=1, a=2))), list(dict(**Reversed(a=1, b=2))))


class Number(int):
    __lt__ = int.__lt__
    __radd__ = int.__radd__


class Loud(int):
    def __add__(self, other):
        print("add", int(self), int(other))
        return NotImplemented

    def __radd__(self, other):
        print("radd", int(self), int(other))
        return NotImplemented


class Louder(Loud):
    pass


print(Number(1) < 2, 1 + Number(2), Number(1) + 2)
for left, right in ((Loud(1), Louder(2)), (Louder(1), Loud(2)), (Loud(1), 2), (1, Louder(2))):
    try:
        print(left + right)
    except TypeError as error:
        print(error)


class Base:
    def __pow__(self, other, modulus=None):
        print("pow", modulus is None)
        return NotImplemented

    def __rpow__(self, other, modulus=None):
        print("rpow", modulus is None)
        return NotImplemented


for arguments in ((Base(), 2, 3), (2, Base()), (Base(), 2), (Base(), Base(), Base()), (2, 3, "4")):
    try:
        pow(*arguments)
    except TypeError as error:
        print(error)


class Partial(functools.partial):
    pass


class Noted(functools.partial):
    def __call__(self, *args):
        return "mine"


inner = Partial(print, 1)
print(functools.partial(functools.partial(print, 1), 2).args, Noted(print, 1)())
inner.note = "kept"
print(functools.partial(inner, 2).args)
