"""Shared values and cycles."""
import collections
import memory_graph as mg
from _shown import masked


class Node:
    def __init__(self, value):
        self.value, self.next = value, None


shared = [1, 2]
print(masked(mg.create_graph([shared, shared, (shared,), {"k": shared}]).source))
cycle = [1]
cycle.append(cycle)
print(masked(mg.create_graph(cycle).source))
first, second = Node(1), Node(2)
first.next, second.next = second, first
print(masked(mg.create_graph({"first": first, "second": second}).source))
Pair = collections.namedtuple("Pair", "left right")
print(masked(mg.create_graph([Pair(shared, 2), collections.deque([shared]), collections.OrderedDict(a=shared)]).source))
print(masked(mg.create_graph(mg.utils.nested_list([2, 3])).source))
