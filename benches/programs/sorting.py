# Sorting: ints, strings, tuples, keys, objects with __lt__.
class Item:
    __slots__ = ("weight", "name")

    def __init__(self, weight, name):
        self.weight, self.name = weight, name

    def __lt__(self, other):
        return self.weight < other.weight


def data(n):
    seed = 7
    values = []
    for _ in range(n):
        seed = (seed * 1664525 + 1013904223) % 4294967296
        values.append(seed)
    return values


values = data(170_000)
a = sorted(values)
b = sorted(values, key=lambda v: (v % 100, -v))
c = sorted(str(v) for v in values)
d = sorted([Item(v % 10_007, str(v)) for v in values[:45_000]])
e = sorted([(v % 50, v) for v in values], reverse=True)
print(a[0], a[-1], b[0], b[-1], c[1000], d[0].name, d[-1].weight, e[0])
