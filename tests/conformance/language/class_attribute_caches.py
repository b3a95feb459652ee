# What an attribute instruction remembers of a class stays true when the class changes: plain values, methods,
# properties, descriptors, shadowing by the instance, subclasses.
class Base:
    value = 1

    def method(self):
        return "method"

    @property
    def computed(self):
        return "computed"


class Derived(Base):
    pass


class Other(Base):
    value = 5


def read(thing):
    return thing.value


def bound(thing):
    return thing.method


def compute(thing):
    return thing.computed


def state(things):
    line = []
    for thing in things:
        for reader in (read, lambda thing: bound(thing)(), compute):
            try:
                line.append(reader(thing))
            except Exception as error:
                line.append(repr(error))
    return line


class Descriptor:
    pass


things = [Base(), Derived(), Other(), Base, Derived]


def show(label):
    for _ in range(20):
        line = state(things[:3])
    print(label, line)
    for _ in range(20):
        line = [read(thing) for thing in things[3:]]
    print(" " * len(label), line)


show("start")
Base.value += 1
show("plain")
for i in range(100):
    Base.value = i
    assert read(things[0]) == i and read(things[1]) == i and read(Base) == i and read(Derived) == i
Base.value = "text"
show("other type")
Base.value = lambda self: "function"
print(type(read(things[0])).__name__, type(read(Base)).__name__)
Base.value = 7
show("back")
Derived.value = 8
show("defined in the subclass")
del Derived.value
show("deleted")
things[0].value = "own"
show("shadowed")
Base.value = 9
show("shadowed and set")
Base.value = property(lambda self: "property")
show("made a property")
Base.value = Descriptor()
print(type(read(things[1])).__name__)
Descriptor.__get__ = lambda self, instance, owner: "got"
show("given __get__")
Descriptor.__set__ = lambda self, instance, value: print("set", value)
things[0].value = 3
show("given __set__")
Base.value = 10
Base.method = lambda self: "changed"
show("method")
Base.method = staticmethod(lambda: "static")
show("static")
Base.method = classmethod(lambda cls: cls.__name__)
show("class method")
Base.method = 3
show("no method")
Base.computed = 4
show("no property")
Derived.__bases__ = (Other,)
show("bases")
things[1].__class__ = Base
show("class")


class Recursive:
    @property
    def again(self):
        return self.again


def recurse():
    try:
        Recursive().again
    except RecursionError as error:
        return str(error)


print([recurse() for _ in range(3)])


class Lazy:
    def __init__(self):
        self.calls = 0

    @property
    def item(self):
        self.calls += 1
        if self.calls > 30:
            raise LookupError(self.calls)
        return self.calls


def items():
    lazy = Lazy()
    while True:
        yield lazy.item


try:
    for number in items():
        pass
except LookupError as error:
    print(number, error)
