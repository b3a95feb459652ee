"""Which of two equal keys' values is asked for equality first."""

from collections import OrderedDict
from types import MappingProxyType


class Named:
    __hash__ = None

    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        print(self.name, end=" ")
        return True


class Sub(dict):
    pass


def one():
    return {"a": Named("left")}


def two():
    return {"a": Named("right")}


print(one() == two(), one() != two())
print(one() == Sub(two()), Sub(one()) == two(), Sub(one()) == Sub(two()))
print(OrderedDict(one()) == two(), one() == OrderedDict(two()), OrderedDict(one()) == OrderedDict(two()))
print(MappingProxyType(one()) == two())
print(one().items() == two().items(), ("a", Named("item")) in one().items())
