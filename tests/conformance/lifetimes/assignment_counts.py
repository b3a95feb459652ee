# What an assignment does to its operands: special methods see no count of the instruction's; the receiver dies first.
import operator
import sys

count = sys.getrefcount


class D:
    def __init__(self, name="d"):
        object.__setattr__(self, "name", name)

    def __del__(self):
        print("del", self.name)

    def __setattr__(self, name, value):
        print("setattr", count(self), count(value))

    def __delattr__(self, name):
        print("delattr", count(self))

    def __setitem__(self, key, value):
        print("setitem", count(self), count(key), count(value))

    def __set__(self, instance, value):
        print("set", count(self), count(instance), count(value))

    def __get__(self, instance, owner):
        print("get", count(self), count(instance))
        return 1

    def __delete__(self, instance):
        print("delete", count(self), count(instance))


class E:
    described = D("descriptor")

    def __init__(self, name="e"):
        self.name = name

    def __del__(self):
        print("del", self.name)

    @property
    def p(self):
        print("getter", count(self))
        return 1

    @p.setter
    def p(self, value):
        print("setter", count(self), count(value))

    @p.deleter
    def p(self):
        print("deleter", count(self))


def locals_of_a_function(x, y, z):
    x.attribute = z
    del x.attribute
    x[z] = z
    x[z:z] = z
    y.p = z
    y.p
    del y.p
    y.described = z
    y.described
    del y.described
    setattr(x, "attribute", z)
    setattr(y, "p", z)
    operator.setitem(x, z, z)
    y.kept = z
    y.kept = z
    print(count(z))
    y.__dict__["other"] = z
    print(count(z))


def temporaries():
    D(1).attribute = D(2)
    D(1)[D(3)] = D(2)
    E(1).p = E(2)
    E(1).described = E(2)
    D(1)[D(3) : D(4)] = D(2)
    E(1).kept = E(2)


def failing():
    class Fails:
        __slots__ = ("name",)

        def __init__(self, name):
            self.name = name

        def __del__(self):
            print("del", self.name)

    try:
        Fails(1).missing = Fails(2)
    except AttributeError as error:
        print(type(error))
    try:
        Fails(1)[Fails(3)] = Fails(2)
    except TypeError as error:
        print(type(error))


locals_of_a_function(D(), E(), [])
temporaries()
failing()
