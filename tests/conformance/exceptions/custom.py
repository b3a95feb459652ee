# User exception classes.
class Base(Exception):
    pass


class Detailed(Base):
    def __init__(self, code, *, detail="none"):
        super().__init__(f"code {code}")
        self.code, self.detail = code, detail

    def __str__(self):
        return f"[{self.code}] {self.args[0]} ({self.detail})"


try:
    raise Detailed(5, detail="d")
except Base as e:
    print(e, repr(e), e.args, e.code)


class NoInit(Exception):
    def __init__(self, a, b):
        self.a = a


e = NoInit(1, 2)
print(e.args, repr(e), str(e), e.a)


class Mixed(KeyError, AttributeError):
    pass


try:
    raise Mixed("both")
except AttributeError as e:
    print(repr(e), str(e), isinstance(e, LookupError), Mixed.__mro__[1:4])


class Meta(type):
    def __instancecheck__(cls, instance):
        print("not consulted")
        return True


class Strange(Exception, metaclass=Meta):
    pass


try:
    try:
        raise ValueError("v")
    except Strange:
        print("wrong")
except ValueError as e:
    print("right", e)


class FailsToBuild(Exception):
    def __init__(self):
        raise RuntimeError("while building")


try:
    raise FailsToBuild
except RuntimeError as e:
    print(e)


class NotException(Exception):
    def __new__(cls, *args):
        return 5


try:
    raise NotException
except TypeError as e:
    print(e)


class Falsy(Exception):
    def __bool__(self):
        return False

    def __eq__(self, other):
        return True

    __hash__ = None


try:
    raise Falsy from Falsy()
except Falsy as e:
    print(type(e.__cause__).__name__)
try:
    class Bad(ValueError, OSError, KeyError, StopIteration): ...
except TypeError as e:
    print(e)
