"""summary: rows, differences, tables."""
import sys
from pympler import summary


class Node:
    pass


objects = [Node(), Node(), [1], [1, 2], {"a": 1}, "text", (1, 2, 3), 10**20, Node, lambda: 1, summary, {1, 2}, 1.5]
objects += [None, b"x"]
made = summary.summarize(objects)
print(sorted(made))
summary.print_(sorted(made))
summary.print_(made, limit=1, sort="#")
summary.print_(made, limit=3, sort="type", order="ascending")
print(list(summary.format_(made, limit=2)))
other = summary.summarize([*objects[:5], Node(), Node(), b"y"])
difference = summary.get_diff(made, other)
print(sorted(difference))
summary.print_(sorted(difference), limit=4, sort="type")
print(sorted(summary._sweep(difference)))
print(sorted(summary._subtract(made, objects[2])))
for value in (objects[2], {"a": 1}, lambda: 1, summary, {1}, print, sys._getframe()):
    print([summary._repr(value, verbosity) for verbosity in (1, 2)])
