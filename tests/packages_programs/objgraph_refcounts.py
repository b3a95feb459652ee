"""Counts in the labels of objects that only the program refers to."""
import io
import re
import objgraph


class Node:
    pass


def show(value, **options):
    out = io.StringIO()
    objgraph.show_refs([value], output=out, refcounts=True, filter=lambda found: found is not globals(), **options)
    print(re.findall(r'label="(\w+ \[-?\d+\])', out.getvalue())[0])


node = Node()
show(node)
for held in ([node], (node, node), {"a": node}, {node}):
    show(node)
    show(held)
node.itself = node
show(node)


def local():
    node = Node()
    other = [node, node]
    show(node)
    show(other)


local()
