"""Generations: why most collections look at young objects only."""

import gc

gc.disable()
gc.collect()


class Node:
    pass


def generation(o):
    """The generation that holds an object now."""
    for number in range(3):
        if any(o is other for other in gc.get_objects(generation=number)):
            return number
    return None


print("thresholds", gc.get_threshold())
node = Node()
print("new objects are in generation", generation(node))
gc.collect(0)
print("they survived one collection: generation", generation(node))
gc.collect(1)
print("and another: generation", generation(node))

print("a cycle among old objects waits for a collection of its generation")
node.me = node
del node
print("  collect(0):", gc.collect(0))
print("  collect(1):", gc.collect(1))
print("  collect(2):", gc.collect(2))

print("objects that can be in no cycle are not looked at")
for o in (1, "text", (), (1, 2), [], {}, {"a": 1}, {"a": []}, Node(), len):
    print(" ", type(o).__name__, repr(o)[:15] if not isinstance(o, Node) else "Node()", gc.is_tracked(o))

print("automatic collections start when enough containers were made")
events = []
gc.callbacks.append(lambda phase, info: events.append(info["generation"]) if phase == "stop" else None)
gc.set_threshold(100, 5, 5)
gc.enable()
kept = [[] for _ in range(4000)]
gc.disable()
gc.callbacks.clear()
print("  young collections outnumber the others:", events.count(0) > events.count(1) > 0)

print("freeze() takes what is there out of the collector's sight")
gc.collect()
gc.freeze()
print("  objects left in the oldest generation:", len(gc.get_objects(generation=2)))
gc.unfreeze()
print("  after unfreeze some thousands again:", len(gc.get_objects(generation=2)) > 4000)
