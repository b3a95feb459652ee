# Reference cycles, automatic collections and a full one.
import gc


class Node:
    def __init__(self, value):
        self.value = value
        self.next = None
        self.back = None


def ring(n):
    nodes = [Node(i) for i in range(n)]
    for i, node in enumerate(nodes):
        node.next = nodes[(i + 1) % n]
        node.back = nodes[i - 1]
    return nodes[0].value


def closures(n):
    for i in range(n):
        def f(k):
            return f(k - 1) if k else i

        f(1)


def live(n):
    return [[i, {"k": [i]}] for i in range(n)]


keep = live(60_000)
total = 0
for i in range(95_000):
    total += ring(6)
closures(330_000)
gc.collect()
found = 0
for _ in range(4):
    for _ in range(1000):
        ring(10)
    found += gc.collect() > 0
print(total, len(keep), found, gc.collect())
