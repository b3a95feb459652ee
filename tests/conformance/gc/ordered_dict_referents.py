"""An OrderedDict shows its attributes where the type itself has them: behind the class of a subclass."""
import gc
from collections import OrderedDict


class Ordered(OrderedDict):
    pass


class Slotted(OrderedDict):
    __slots__ = ("slot",)


for kind in (OrderedDict, Ordered, Slotted):
    made = kind()
    made["k"] = [5]
    made.a = [1]
    if kind is Slotted:
        made.slot = [7]
    print(gc.get_referents(made))
    made = kind()
    made["k"] = [5]
    print(gc.get_referents(made))
    made = kind()
    made.__dict__
    made[(1,)] = [5]
    print(gc.get_referents(made))
