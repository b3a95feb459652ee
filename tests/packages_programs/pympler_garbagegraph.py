"""GarbageGraph and ReferenceGraph."""
import gc
import io
from pympler.garbagegraph import GarbageGraph, end_debug_garbage, start_debug_garbage
from pympler.refgraph import ReferenceGraph
from _shown import lines, plain


class Node:
    pass


def show(graph):
    out = io.StringIO()
    graph.print_stats(out)
    print(plain(out.getvalue()))
    print(graph.count, graph.num_in_cycles, graph.total_size, sorted(edge.label for edge in graph.edges))


start_debug_garbage()
first, second = Node(), Node()
first.other, second.other = second, first
first.data, second.data = [first], {"x": second}
del first, second
show(GarbageGraph())
gc.garbage.clear()
itself, holder = [], []
itself.append(itself)
holder.extend([itself, [], holder])
del itself, holder
graph = GarbageGraph(reduce=True)
show(graph)
print(*lines(graph._get_graphviz_data()), sep="\n")
gc.garbage.clear()
data = [1]
mapped, node, text = {"key": data}, Node(), "s"
node.itself = node
graph = ReferenceGraph([data, mapped, node, text])
print([(part.index, part.count, part.total_size) for part in graph.split()])
print([(part.index, part.count) for part in graph.split_and_sort()])
reduced = graph.reduce_to_cycles()
print(reduced and reduced.count, graph.num_in_cycles)
graph.write_graph("graph.dot")
with open("graph.dot", encoding="utf-8") as file:
    print(*lines(file.read()), sep="\n")
print(ReferenceGraph([]).render("empty"))
end_debug_garbage()
print(gc.isenabled(), gc.get_debug())
