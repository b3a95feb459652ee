# The order of finalizers in one collection.
import gc

gc.disable()


class N:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name, sorted(vars(self)))


def ring(*names):
    nodes = [N(n) for n in names]
    for a, b in zip(nodes, nodes[1:] + nodes[:1]):
        a.next = b


ring("a", "b", "c")
print(gc.collect())
x = N("hub")
x.leaf = N("leaf")
x.self = x
x.leaf2 = N("leaf2")
del x
print(gc.collect())
d = {}
d["me"] = d
d["n"] = N("in dict")
del d
print(gc.collect())
