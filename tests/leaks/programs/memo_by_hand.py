"""A memo of calls by hand, in a dict of the module, and the same by functools: the keys have the objects."""

import functools
import weakref

MEMO = {}


class Polygon:
    def __init__(self, points):
        self.points = points

    def area(self, unit):
        if (self, unit) not in MEMO:
            doubled = sum(a * d - b * c for (a, b), (c, d) in zip(self.points, self.points[1:] + self.points[:1]))
            MEMO[self, unit] = doubled / 2 * unit
        return MEMO[self, unit]


@functools.cache
def perimeter(polygon):
    return sum(abs(a - c) + abs(b - d) for (a, b), (c, d) in zip(polygon.points, polygon.points[1:]))


def measure(points):
    polygon = Polygon(points)
    print(polygon.area(10), polygon.area(100))
    return weakref.ref(polygon)


def walk(points):
    polygon = Polygon(points)
    print(perimeter(polygon))
    return weakref.ref(polygon)


square = [(0, 0), (1, 0), (1, 1), (0, 1)]
print("alive:", measure(square)() is not None, walk(square)() is not None)
