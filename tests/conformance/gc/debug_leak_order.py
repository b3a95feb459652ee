# The order of the collectable lines follows tracking order.
import gc, sys

gc.disable()


class A:
    def __init__(self, name):
        self.name = name


def case():
    first = A("first")
    second = A("second")
    box = [first]
    mapping = {"k": box}
    first.next = second
    second.next = mapping
    pair = (first, second)
    mapping["pair"] = pair

    def f():
        return pair, f
    first.f = f


gc.collect()
gc.set_debug(gc.DEBUG_LEAK)
case()
print(gc.collect())
gc.set_debug(0)
print([type(o).__name__ for o in gc.garbage])
gc.garbage.clear()
print(gc.collect())
