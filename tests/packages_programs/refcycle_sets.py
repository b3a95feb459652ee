"""The collections by identity that refcycle works with."""
from refcycle.element_transform_set import ElementTransformSet
from refcycle.gc_utils import restore_gc_state
from refcycle.key_transform_dict import KeyTransformDict
import gc

found = ElementTransformSet(transform=id)
first, second = [1], [1]
found.add(first)
print(first in found, second in found, len(found), list(found))
found.add(second)
found.discard(first)
print(len(found), first in found, second in found)
names = KeyTransformDict(transform=id, default_factory=list)
names[first].append("a")
names[first].append("b")
names[second] = ["c"]
print(names[first], names[second], len(names), first in names, [1] in names)
del names[first]
print(len(names), list(names.values()))
gc.disable()
with restore_gc_state():
    gc.enable()
    gc.set_debug(gc.DEBUG_SAVEALL)
print(gc.isenabled(), gc.get_debug())
