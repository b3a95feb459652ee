"""Functions and `__reduce__` of iterators use the built-in names of the running code."""

code = """
def outer(): pass
inner = type(outer)(outer.__code__, {})
"""
few = {"None": None}
namespace = {"type": type, "__builtins__": few}
exec(code, namespace)
print(namespace["outer"].__builtins__ is few, namespace["inner"].__builtins__ is few)
print("__builtins__" in namespace["inner"].__globals__)


def plain():
    pass


print(type(plain)(plain.__code__, {}).__builtins__ is plain.__builtins__)


class Odd:
    def __getitem__(self, name):
        print("asked for", name)
        raise KeyError(name)


class Refusing(dict):
    def __getitem__(self, name):
        raise AttributeError(name)


def show(iterator, builtins):
    try:
        print(eval("iterator.__reduce__()", {"__builtins__": builtins, "iterator": iterator}))
    except Exception as error:
        print(type(error).__name__, error)


for builtins in {}, {"iter": 5, "reversed": 6, "getattr": 7}, Odd(), Refusing():
    for iterator in iter([1, 2]), reversed([1, 2]), iter(""), iter(()), iter(b"x"), iter(set()), iter(range(0)):
        show(iterator, builtins)


class Name:
    """A key that uses up an iterator when it is compared."""

    def __init__(self, name, iterator):
        self.name, self.iterator = name, iterator

    def __hash__(self):
        return hash(self.name)

    def __eq__(self, other):
        list(self.iterator)
        return other == self.name


for name, iterator in [
    ("iter", iter("xyz")), ("iter", iter([1, 2])), ("iter", iter((1, 2))), ("iter", iter(b"12")), ("iter", iter(lambda: 0, 0)),
    ("iter", iter(tuple[int])), ("reversed", reversed([1, 2])),
]:
    show(iterator, {Name(name, iterator): "found"})
