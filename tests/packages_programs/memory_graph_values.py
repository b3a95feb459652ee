"""Graphs of values of all built-in types."""
import memory_graph as mg
from _shown import lines, masked


class Point:
    count = 0

    def __init__(self, x, y):
        self.x, self.y = x, y

    def method(self):
        pass


def show(data):
    print(masked(mg.create_graph(data).source))


show([None, True, 1, 2.5, 3j, "text"])
show([(1, 2), [3, 4], {5: "five"}, b"six", bytearray(b"seven"), range(3)])
show([[], (), {}, set(), frozenset()])
show([{1}, frozenset([2])])
show(Point(1, [2]))
show([Point, Point(1, 2).method, len, lambda: 1])
show({"a": [1, 2], "b": {"c": (3,)}})
show("x" * 100)
show([list(range(40)), {number: number for number in range(40)}])
