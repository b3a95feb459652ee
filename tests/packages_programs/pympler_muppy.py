"""muppy: lists of objects, differences, sizes, filters."""
import gc
from pympler import muppy
from _shown import kinds


class Node:
    pass


class Slots(Node):
    __slots__ = ("x",)


def mine(objects):
    return kinds(value for value in objects if isinstance(value, Node))


kept = []
before = muppy.get_objects()
kept.extend([Node(), [Node(), Slots()], {"key": Slots()}])
after = muppy.get_objects()
print(mine(before), mine(after), len(after) == len(set(map(id, after))))
found = muppy.get_diff([kept, *kept], [kept[1], Node(), {"key": 1}])
print(kinds(found["+"]), kinds(found["-"]))
objects = [Node(), Slots(), [1], {"a": 1}, "text" * 10, (1, 2, 3), 10**20, Node]
print(muppy.get_size(objects), [type(value).__name__ for value in muppy.sort(objects)])
for options in ({"Type": Node}, {"min": 60}, {"max": 60}, {"min": 50, "max": 100}):
    print(options, [type(value).__name__ for value in muppy.filter(objects, **options)])
try:
    muppy.filter(objects, min=10, max=5)
except ValueError as error:
    print(error)
for level in (1, 2, 3):
    print(kinds(muppy.get_referents([b"y", "x", [1.5, {"a": (2, [3])}]], level=level)))
print([muppy._is_containerobject(value) for value in [1, "a", [], {}, Node(), Slots(), (), None, len, Node]])
print(len(muppy._remove_duplicates([kept, kept, [], []])))


def caller():
    return kinds(value for value in muppy.get_objects(include_frames=True) if type(value).__name__ == "frame")


print(caller())
print(gc.isenabled())
