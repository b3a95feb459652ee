"""Methods of ObjectGraph."""
import refcycle
from _shown import kind, kinds


class Node:
    def __init__(self, name):
        self.name = name


first, second, third = (Node(name) for name in "abc")
first.next, second.next, third.next = second, third, first
first.data = data = [third]
leaf = [first]
graph = refcycle.ObjectGraph([first, second, third, data, leaf])
print(len(graph), first in graph, "a" in graph, [kind(vertex) for vertex in graph])
print([kinds(graph.children(vertex)) for vertex in (first, second, leaf)])
print([kinds(graph.parents(vertex)) for vertex in (first, second, leaf)])
for edge in sorted(graph.edges):
    tail, head = graph.tail(edge), graph.head(edge)
    print(edge, kind(tail), kind(head), len(graph.out_edges(tail)), len(graph.in_edges(head)))
for generations in (None, 0, 1, 2):
    print(len(graph.descendants(first, generations)), len(graph.ancestors(first, generations)))
path = graph.shortest_path(leaf, third)
print(kinds(path), len(path.edges))
print([len(graph.shortest_cycle(vertex)) for vertex in (first, second, data)])
for start, end in ((first, leaf), (leaf, leaf)):
    try:
        print(len(graph.shortest_path(start, end)))
    except ValueError as error:
        print(error)
try:
    graph.shortest_cycle(leaf)
except ValueError as error:
    print(error)
part = graph.full_subgraph([first, second])
print(len(part), len(part.edges))
print([len(component) for component in graph.strongly_connected_components()])
print([len(component) for component in graph.source_components()])
print(sorted(graph.count_by_typename().items()), len(graph.find_by_typename("list")))
print(sorted(graph.count_by(lambda vertex: isinstance(vertex, Node)).items()))
print(kinds(graph.find_by(lambda vertex: isinstance(vertex, list))))
print(len(graph - part), len(graph & part), kinds(graph - part))
print(kinds(graph.owned_objects()))
print(repr(graph).split(" at ")[0])
