"""snapshot, and what it owns itself."""
import gc
import refcycle
from _shown import kinds


class Node:
    pass


gc.collect()
node = Node()
node.itself = node
graph = refcycle.snapshot()
print(len(graph) > 1000, node in graph, Node in graph, len(graph.find_by_typename("Node")), graph in graph)
second = refcycle.snapshot()
owned = graph.owned_objects()
print(graph in second, all(value in second for value in owned), second in second)
print(len(second.find_by_typename("ObjectGraph")), len(second.full_subgraph([node]).edges))
print(kinds(graph.children(node)), len(graph.shortest_cycle(node)))
print(sorted(name for name in graph.count_by_typename() if name in ("Node", "module", "ObjectGraph", "type")))
