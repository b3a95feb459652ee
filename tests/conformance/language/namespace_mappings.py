# Namespaces that are not plain dicts: what dir() lists, and the order type() copies them in.
import types
from collections import OrderedDict


class Mapping:
    def __getitem__(self, key):
        if key == "a":
            return 12
        raise KeyError(key)

    def keys(self):
        return iter("zyx")


class Listed(dict):
    def keys(self):
        return list("zyx")


class Iterated(dict):
    def __iter__(self):
        print("iter")
        return iter(["two", "one"])

    def keys(self):
        print("keys")
        return ["two", "one"]

    def __getitem__(self, key):
        print("get", key)
        return key * 2


print(eval("dir()", {}, Mapping()), eval("dir()", {}, Listed(a=1)))
ordered = OrderedDict([("a", 1), ("b", 2)])
ordered.move_to_end("a")
print(list(type("C", (), ordered).__dict__)[:2])
made = type("D", (), Iterated(one=1, two=2, three=3))
print([(name, value) for name, value in vars(made).items() if not name.startswith("__")])
print(list(type("E", (), Listed(one=1, two=2)).__dict__)[:2])


class Odd(types.ModuleType):
    __dict__ = 8


try:
    dir(Odd("odd"))
except TypeError as error:
    print(error)


class Named(types.ModuleType):
    __dict__ = {"b": 1, "a": 2}


print(dir(Named("named")))
