"""Cycles through containers: their objects, and refcycle's names of the edges."""
import collections
import types
import weakref
import refcycle
from _shown import annotated


class Node:
    def method(self):
        pass


def sets():
    node = Node()
    node.set = {node}
    node.frozen = frozenset([node])
    node.pair = (node, [node], {"key": node, node: 1})


def ordered():
    ordered = collections.OrderedDict()
    ordered["a"] = ordered
    ordered["b"] = collections.deque([ordered])
    ordered["c"] = collections.defaultdict(list, x=ordered)


def iterators():
    data = []
    data.extend([iter(data), reversed(data), enumerate(data), zip(data), map(print, data), filter(None, data)])


def module():
    module = types.ModuleType("made")
    module.itself = module


def weak():
    node = Node()
    node.weak = weakref.ref(node, lambda reference: node)


for function in (sets, ordered, iterators, module, weak):
    graph = refcycle.cycles_created_by(function)
    print(function.__name__, len(graph), sorted(graph.count_by_typename().items()))
    annotated(graph.annotated())
    print("   ", [len(component) for component in graph.strongly_connected_components()])
