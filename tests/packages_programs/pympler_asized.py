"""asized: sizes of the parts."""
from pympler import asizeof
from _shown import plain


class Node:
    pass


def show(sized, depth=0):
    print("    " * depth, sized.size, sized.flat, plain(sized.name))
    for part in sized.refs:
        show(part, depth + 1)


node = Node()
node.x, node.itself, node.d = [1, 2], node, {"key": (1, 2)}
sized = asizeof.asized(node, detail=3)
show(sized)
print(plain(sized.format()))
print(sized.get("__dict__").size, sized.get("nothing"))
for sized in asizeof.asized([1], "a", {"b": []}, detail=2):
    show(sized)
show(asizeof.asized(ValueError("text", [1]), detail=2))
