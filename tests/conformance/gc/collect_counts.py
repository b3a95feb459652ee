# gc.collect returns the number of unreachable objects, per generation too.
import gc

gc.disable()


class Node:
    pass


class Slotted:
    __slots__ = ("link",)


def self_list():
    a = []
    a.append(a)


def two_nodes():
    a, b = Node(), Node()
    a.b, b.a = b, a


def with_dict():
    a = Node()
    a.me = a
    a.__dict__


def slotted():
    a = Slotted()
    a.link = a


def closure():
    def f():
        return f


def klass():
    class K:
        pass


def exception():
    try:
        1 / 0
    except ZeroDivisionError as e:
        kept = e


def generator():
    def g():
        me = yield
        yield me
    it = g()
    next(it)
    it.send(it)


def bound():
    n = Node()
    n.m = n.__init__


def tuple_dict():
    d = {}
    d["t"] = (d, [d])


def no_cycle():
    a = Node()
    a.b = Node()


def tail():
    a = []
    a.append(a)
    a.append([Node(), {"x": []}])


gc.collect()
for make in (self_list, two_nodes, with_dict, slotted, closure, klass, exception, generator, bound, tuple_dict, no_cycle, tail):
    make()
    print(make.__name__, gc.collect(), gc.collect())
self_list()
print(gc.collect(0), gc.collect(0))
a = []
a.append(a)
print(gc.collect(0))
del a
print(gc.collect(0), gc.collect(1), gc.collect(2))
for bad in (3, -1, "a"):
    try:
        gc.collect(bad)
    except (ValueError, TypeError) as error:
        print(error)
print(gc.collect(generation=2))
