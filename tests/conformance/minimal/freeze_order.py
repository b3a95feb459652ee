# `gc.freeze()` puts the generations one behind the other, the youngest first; the list of callbacks is an old object.
import gc
import sys

gc.disable()
gc.collect()
young = []


def known():
    names = {id(gc.callbacks): "callbacks", id(young): "young", id(sys.modules): "modules", id(globals()): "globals"}
    return [names[id(value)] for value in gc.get_objects() if id(value) in names]


print(known())
gc.freeze()
gc.unfreeze()
print(known())
gc.collect()
print(known())
