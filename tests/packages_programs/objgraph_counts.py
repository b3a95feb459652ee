"""count, typestats, most_common_types, by_type, at."""
import gc
import objgraph


class Node:
    def __init__(self, following):
        self.following = following
        self.data = [following]


class Special(Node):
    __slots__ = ("extra",)


gc.collect()
nodes = [Node(None) for _ in range(5)]
special = Special(nodes[0])
mixed = [*nodes, special, 1, 2, "text", (), {}, len, Node]
print(objgraph.count("Node"), objgraph.count("__main__.Node"), objgraph.count("Special"), objgraph.count("nothing"))
print(objgraph.count("Node", mixed), objgraph.count("list", [[], {}, ()]), objgraph.count("builtins.int", mixed))
print(objgraph.typestats(mixed))
print(objgraph.typestats(mixed, shortnames=False))
print(objgraph.typestats(mixed, filter=lambda value: isinstance(value, Node)))
print(objgraph.typestats(filter=lambda value: type(value).__module__ == "__main__"))
print(objgraph.most_common_types(limit=2, objects=mixed), len(objgraph.most_common_types(limit=None, objects=mixed)))
objgraph.show_most_common_types(objects=mixed, shortnames=False)
print(len(objgraph.by_type("Node")), objgraph.by_type("Special")[0] is special, objgraph.by_type("int"))
print(objgraph.by_type("__main__.Special") == [special], objgraph.by_type("tuple", mixed))
print(objgraph.at(id(special)) is special, objgraph.at(1), objgraph.at(id("text")))
print(len(objgraph.at_addrs({id(special), id(nodes), id("text")})))
print(objgraph.is_proper_module(gc), objgraph.is_proper_module(type(gc)("gc")), objgraph.is_proper_module([]))
