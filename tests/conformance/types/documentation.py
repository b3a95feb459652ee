"""Docstrings and text signatures: of built-in types and what they have, of native functions, of classes."""

import functools
import itertools
import math
import sys


def show(label, value):
    print(f"{label}: {value!r}")


for value in [
    int, list, type, object, Exception, KeyError, property, len, print, getattr, [].append, list.append, dict.fromkeys,
    dict.__dict__["fromkeys"], str.maketrans, int.__add__, (1).__add__, int.__new__, int.real, slice.start, {}.get, (lambda: 0).__get__,
    math.sin, sys.exit, itertools.chain, itertools.chain.from_iterable, functools.reduce, functools.partial, True.bit_length,
]:
    doc = value.__doc__
    show(getattr(value, "__qualname__", "?"), (doc and doc.split("\n")[0], len(doc or "")))
    show("  signature", getattr(value, "__text_signature__", "none"))

for module in [sys, math, itertools]:
    show(module.__name__, module.__doc__.split("\n")[0])

# An instance shows what its class says, and so does the namespace.
show("[]", [].__doc__ == list.__doc__ == vars(list)["__doc__"])
show("object()", object().__doc__ == object.__doc__ == vars(object)["__doc__"])
show("method", type([].append).__doc__)
show("None", None.__doc__)


class Plain:
    pass


class Documented(int):
    """Documented(x, y=1)
--

The text."""


class Slots:
    __slots__ = {"a": "ignored"}


class Computed:
    __doc__ = property(lambda self: "computed")


show("plain", (Plain.__doc__, Plain.__text_signature__, Plain().__doc__, vars(Plain)["__doc__"]))
show("documented", (Documented.__doc__, Documented.__text_signature__, Documented().__doc__))
show("slots", (Slots.a.__doc__, Slots().__doc__))
show("computed", (type(Computed.__doc__).__name__, Computed().__doc__))
show("dict", (vars(Plain)["__dict__"].__doc__, vars(Plain)["__weakref__"].__doc__))

Plain.__doc__ = "set"
show("set", (Plain.__doc__, Plain().__doc__))
Plain.__doc__ = 5
show("set", (Plain.__doc__, Plain.__text_signature__))
for action in ["del Plain.__doc__", "int.__doc__ = ''", "del int.__doc__", "len.__doc__ = ''", "list.append.__doc__ = ''"]:
    try:
        exec(action)
    except (TypeError, AttributeError) as error:
        print(action, "->", type(error).__name__, error)


class Derived(list):
    def method(self):
        return super().__doc__


show("derived", (Derived.__doc__, Derived().__doc__, Derived().method() == list.__doc__))


def getter(self):
    """The getter's."""


def other(self):
    """Another's."""


first = property(getter)
show("property", (first.__doc__, first.setter(other).__doc__, first.getter(other).__doc__, property(getter, doc="own").getter(other).__doc__))
first.__doc__ = "changed"
show("changed", (first.__doc__, first.setter(other).__doc__, first.getter(other).__doc__))
