"""cycles_created_by, garbage, key_cycles, objects_reachable_from."""
import gc
import refcycle
from _shown import kinds


class Node:
    pass


def make():
    first, second = Node(), Node()
    first.other, second.other = second, first
    first.data = [1, 2, {"x": second}]
    first.itself = first


def nothing():
    pass


def show(graph):
    print(len(graph), kinds(graph), len(graph.edges), len(graph.references()))
    print(sorted(kinds(component) for component in graph.strongly_connected_components()))
    print(sorted(kinds(component) for component in graph.source_components()))


gc.collect()
show(refcycle.cycles_created_by(make))
show(refcycle.cycles_created_by(nothing))
make()
show(refcycle.garbage())
show(refcycle.garbage())
make()
make()
print(sorted(kinds(component) for component in refcycle.key_cycles()))
show(refcycle.objects_reachable_from([1000, "a", [2.5, {"key": ()}], 1000]))
print(gc.isenabled(), gc.get_debug(), gc.garbage)
