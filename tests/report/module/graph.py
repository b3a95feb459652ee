# ObjectGraph, and the pictures of show_refs and show_backrefs.
import io
import json

import ouropy


class Node:
    pass


a, b, c, d = (Node() for _ in range(4))
a.next, b.next, c.next = b, c, a
c.out = d
a.bytes = [b"payload"]

graph = ouropy.ObjectGraph([a, b, c, d])
names = {id(a): "a", id(b): "b", id(c): "c", id(d): "d"}


def called(objects):
    return [names.get(id(obj), type(obj).__name__) for obj in objects]


print(graph, len(graph), a in graph, [] in graph)
print([(names[id(edge.tail)], edge.name, names[id(edge.head)]) for edge in graph.edges])
print(called(graph.children(c)), called(graph.parents(a)))
print(called(graph.descendants(b)), called(graph.descendants(b, 1)), called(graph.ancestors(d, 1)))
print(called(graph.shortest_path(a, d)), called(graph.shortest_cycle(a)))
print([edge.name for edge in graph.way(a, d)])
for start, end in [(d, a), (d, d)]:
    try:
        graph.shortest_path(start, end)
    except ValueError as error:
        print(error)
print([called(component) for component in graph.strongly_connected_components()])
print([called(component) for component in graph.source_components()])
print(called(graph - ouropy.ObjectGraph([a])), called(graph & ouropy.ObjectGraph([a])))
print(sorted(called(ouropy.objects_reachable_from(a))))
print(sorted(called(ouropy.ObjectGraph([a]).owned_objects())))
print(graph.count_by_typename(), called(graph.find_by_typename("Node")))
print(graph.to_dot())
print(json.loads(graph.to_json()) == json.loads(graph.to_json()), graph.to_json().splitlines()[2])

print(ouropy.show_refs(a, max_depth=2))
print(ouropy.show_backrefs([d], max_depth=2, refcounts=True, highlight=[c]))
written = io.StringIO()
print(ouropy.show_refs([a], max_depth=1, too_many=1, output=written, extra_info=lambda obj: "seen"))
print(written.getvalue())
try:
    ouropy.show_refs(a, filename="refs.png")
except ValueError as error:
    print(error)



def grown(**options):
    written = io.StringIO()
    ouropy.show_growth(file=written, **options)
    # How many lists there are in all is of no interest here.
    return [(line.split()[0], line.split()[2]) for line in written.getvalue().splitlines()]


peaks = {}
print(len(grown(peak_stats=peaks)))
more = [Node() for _ in range(5)]
print(grown(peak_stats=peaks), grown(peak_stats=peaks))
ouropy.show_growth(peak_stats={}, filter=lambda obj: type(obj) is Node)

cyclic = ouropy.ObjectGraph.garbage()
print(cyclic)
