# The debug flags one by one; statistics lines carry times, so DEBUG_STATS is only set and read.
import gc

gc.disable()
gc.collect()


class A:
    pass


def leak():
    a = A()
    a.me = a


for name in ("DEBUG_STATS", "DEBUG_COLLECTABLE", "DEBUG_UNCOLLECTABLE", "DEBUG_SAVEALL", "DEBUG_LEAK"):
    print(name, getattr(gc, name))
print(gc.get_debug())
gc.set_debug(gc.DEBUG_COLLECTABLE)
leak()
print(gc.collect(), gc.garbage)
gc.set_debug(gc.DEBUG_SAVEALL)
leak()
print(gc.collect(), [type(o).__name__ for o in gc.garbage])
gc.garbage.clear()
print(gc.collect(), len(gc.garbage))
gc.set_debug(0)
gc.garbage.clear()
print(gc.collect())
gc.set_debug(gc.DEBUG_LEAK)
print(gc.get_debug(), gc.DEBUG_LEAK == gc.DEBUG_COLLECTABLE | gc.DEBUG_UNCOLLECTABLE | gc.DEBUG_SAVEALL)
leak()
l = [1, A()]
l[1].l = l
del l
gc.collect()
gc.set_debug(0)
print(gc.garbage[1].me if False else len(gc.garbage))
gc.garbage.clear()
gc.collect()
gc.set_debug(gc.DEBUG_STATS)
print(gc.get_debug())
gc.set_debug(0)
try:
    gc.set_debug("x")
except TypeError as error:
    print(error)
