# Inheritance, the C3 linearization, super, attribute lookup order.
class A:
    who = "A"

    def hello(self):
        return "A.hello"


class B(A):
    def hello(self):
        return "B." + super().hello()


class C(A):
    who = "C"

    def hello(self):
        return "C." + super().hello()


class D(B, C):
    def hello(self):
        return "D." + super().hello()


print([k.__name__ for k in D.__mro__], D().hello(), D().who)
print(super(B, D()).hello(), super(D, D).hello(D()))
print(D.__bases__, D.__base__.__name__, A.__subclasses__() == [B, C])
print(isinstance(D(), (int, A)), issubclass(D, C), issubclass(A, D))
for bases in ((A, B), (B, B), (int, str), (bool,), (type(None),), (object, A), (1,)):
    try:
        type("X", bases, {})
    except TypeError as error:
        print(error)
    except Exception as error:
        print("other", error)


class X(A): ...
class Y(A): ...
class XY(X, Y): ...
class YX(Y, X): ...


try:
    class Bad(XY, YX): ...
except TypeError as error:
    print(error)


class Init:
    def __init__(self):
        self.log = ["Init"]


class Left(Init):
    def __init__(self):
        super().__init__()
        self.log.append("Left")


class Right(Init):
    def __init__(self):
        super().__init__()
        self.log.append("Right")


class Both(Left, Right):
    def __init__(self):
        super().__init__()
        self.log.append("Both")


print(Both().log)
d = D()
d.who = "instance"
print(d.who, D.who, d.__dict__, vars(d) is d.__dict__)
del d.who
print(d.who)
D.hello = lambda self: "patched"
print(d.hello())
del D.hello
print(d.hello())
d.__class__ = C
print(d.hello(), type(d).__name__)
try:
    d.__class__ = int
except TypeError as error:
    print(error)
B.__bases__ = (C,)
print([k.__name__ for k in D.__mro__] if D.__mro__ else None)
try:
    super().x
except RuntimeError as error:
    print(error)
try:
    super(A, 5)
except TypeError as error:
    print(error)
print(repr(super(B, d.__class__()))[:22] if isinstance(d, B) else "no")
