"""find_ref_chain and find_backref_chain."""
import sys
import types
import objgraph


class Registry:
    items = {}


class Leaf:
    pass


def fill():
    leaf = Leaf()
    Registry.items["key"] = [leaf]
    other = Leaf()

    def inner():
        return other
    Registry.inner = staticmethod(inner)


def show(chain):
    print(len(chain), *(type(value).__name__ for value in chain))


def generator():
    leaf = Leaf()
    yield leaf


fill()
for leaf in objgraph.by_type("Leaf"):
    show(objgraph.find_backref_chain(leaf, objgraph.is_proper_module))
    del leaf
main = sys.modules["__main__"]
show(objgraph.find_ref_chain(Registry, lambda value: type(value) is Leaf))
show(objgraph.find_ref_chain(main, lambda value: type(value) is Leaf, max_depth=2))
show(objgraph.find_ref_chain(main, lambda value: type(value) is Leaf))
show(objgraph.find_ref_chain(Registry, lambda value: type(value) is Leaf, extra_ignore=(id(Registry.items),)))
show(objgraph.find_backref_chain(objgraph.by_type("Leaf")[0], lambda value: False, max_depth=3))
try:
    raise ValueError
except ValueError as error:
    kept = error
show(objgraph.find_ref_chain(kept, lambda value: isinstance(value, types.FrameType)))
show(objgraph.find_ref_chain(kept, lambda value: value is Registry))
running = generator()
next(running)
show(objgraph.find_ref_chain(running, lambda value: type(value) is Leaf))
show(objgraph.find_backref_chain(running.gi_frame.f_locals["leaf"], objgraph.is_proper_module))
