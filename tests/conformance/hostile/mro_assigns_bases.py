# `mro()` that assigns `__bases__` while they are being assigned.
class Meta(type):
    ready = False

    def __repr__(cls):
        return cls.__name__

    def mro(cls):
        if Meta.ready:
            if cls.__name__ == "B1":
                B2.__bases__ = (B1,)
            if cls.__name__ == "B2":
                B1.__bases__ = (B2,)
        return type.mro(cls)


class A(metaclass=Meta):
    pass


class B1(A):
    pass


class B2(A):
    pass


Meta.ready = True
try:
    B1.__bases__ += ()
except TypeError as error:
    print("TypeError", error)
Meta.ready = False
print(B1.__bases__, B1.__mro__, B2.__bases__, B2.__mro__)


class Once(type):
    ready = False

    def __repr__(cls):
        return cls.__name__

    def mro(cls):
        if Once.ready and cls.__name__ == "C":
            Once.ready = False
            C.__bases__ = (D2,)
        return type.mro(cls)


class D(metaclass=Once):
    pass


class D1(D):
    pass


class D2(D):
    pass


class C(D):
    pass


Once.ready = True
C.__bases__ = (D1,)
print(C.__bases__, C.__mro__, D2.__subclasses__(), D1.__subclasses__())
D1.__bases__ = (C,)
print(D1.__mro__)


class Refuses(type):
    refused = None

    def __repr__(cls):
        return cls.__name__

    def mro(cls):
        if cls.__name__ == Refuses.refused:
            raise ValueError("no")
        return type.mro(cls)


class E(metaclass=Refuses):
    pass


class E1(E):
    x = 1


class F(E):
    pass


class F1(F):
    pass


class F2(F):
    pass


Refuses.refused = "F2"
try:
    F.__bases__ = (E1,)
except ValueError as error:
    print("ValueError", error)
print(F.__mro__, F1.__mro__, F2.__mro__, hasattr(F1, "x"))
Refuses.refused = None
F.__bases__ = (E,)
print(F1.__mro__)
