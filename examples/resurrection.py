"""Resurrection: __del__ may store the object again, and it lives on; but __del__ runs only once."""

import gc
import weakref

gc.disable()
gc.collect()
saved = []


class Phoenix:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("  __del__ of", self.name)
        saved.append(self)


print("one object")
phoenix = Phoenix("single")
del phoenix
print("  saved:", saved[0].name, "finalized:", gc.is_finalized(saved[0]))
saved.clear()
print("  freed without a second __del__")

print("a cycle")
a, b = Phoenix("a"), Phoenix("b")
a.other, b.other = b, a
reference = weakref.ref(a)
del a, b
print("  unreachable:", gc.collect())
print("  saved:", [p.name for p in saved], "the weak reference:", reference())
saved.clear()
print("  unreachable again:", gc.collect(), "and really gone:", saved)

print("one that is saved keeps all it can reach")


class Innocent:
    def __del__(self):
        print("  __del__ of the innocent bystander")


keeper = Phoenix("keeper")
keeper.friend = Innocent()
keeper.friend.back = keeper
del keeper
print("  unreachable:", gc.collect())
print("  the friend still works:", saved[0].friend.back.name)
saved[0].friend = None
