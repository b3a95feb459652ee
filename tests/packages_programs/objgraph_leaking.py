"""get_leaking_objects: objects that nothing refers to, in lists that are given."""
import gc
import objgraph


class Node:
    pass


gc.collect()
first, second = Node(), Node()
first.second = second
holder = [first]
print([type(value).__name__ for value in objgraph.get_leaking_objects([first, second, holder])])
print(objgraph.get_leaking_objects(objgraph.by_type("Node")))
print(objgraph.get_leaking_objects([]))


def local():
    node = Node()
    itself = Node()
    itself.itself = itself
    return [type(value).__name__ for value in objgraph.get_leaking_objects([node, itself])]


print(local())
print([type(value).__name__ for value in objgraph.get_leaking_objects([[], {}, Node()])])
print(objgraph.typestats(objgraph.get_leaking_objects([holder, gc, Node, len])))
roots = {type(value).__name__ for value in objgraph.get_leaking_objects()}
print("Node" in roots, "module" in roots)
