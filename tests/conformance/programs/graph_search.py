"""Graphs: breadth first, Dijkstra, topological order, union-find, memoised search, generators that delegate."""
import bisect
import functools
import graphlib
import heapq
import itertools
import math
import operator
import random
from collections import defaultdict, deque, ChainMap, UserList
from typing import Protocol, runtime_checkable, Hashable, Iterable, Self


@runtime_checkable
class Weighted(Protocol):
    def weight(self, a: Hashable, b: Hashable) -> float: ...


class Graph[Node: Hashable]:
    def __init__(self, edges: Iterable[tuple[Node, Node, float]] = ()):
        self.edges: dict[Node, dict[Node, float]] = defaultdict(dict)
        for a, b, weight in edges:
            self.connect(a, b, weight)

    def connect(self, a: Node, b: Node, weight: float = 1) -> Self:
        self.edges[a][b] = self.edges[b][a] = weight
        return self

    def weight(self, a, b):
        return self.edges[a][b]

    def breadth_first(self, start):
        seen, queue = {start}, deque([start])
        while queue:
            yield (node := queue.popleft())
            for other in sorted(self.edges[node].keys() - seen):
                seen.add(other)
                queue.append(other)

    def shortest(self, start, goal):
        heap, best = [(0, start, None)], {}
        while heap:
            cost, node, previous = heapq.heappop(heap)
            if node in best:
                continue
            best[node] = cost, previous
            if node == goal:
                path = []
                while node is not None:
                    path.append(node)
                    node = best[node][1]
                return cost, path[::-1]
            for other, weight in self.edges[node].items():
                heapq.heappush(heap, (cost + weight, other, node))
        raise ValueError(f"no path from {start!r} to {goal!r}")


class UnionFind:
    def __init__(self):
        self.parent = {}

    def find(self, x):
        parent = self.parent.setdefault(x, x)
        if parent != x:
            parent = self.parent[x] = self.find(parent)
        return parent

    def union(self, a, b):
        a, b = self.find(a), self.find(b)
        if a == b:
            return False
        self.parent[b] = a
        return True


rng = random.Random(7)
nodes = "abcdefgh"
edges = [(a, b, rng.randint(1, 20)) for a, b in itertools.combinations(nodes, 2) if rng.random() < 0.4]
graph = Graph[str](edges)
print(edges)
print(*graph.breadth_first("a"), graph.shortest("a", "h"), isinstance(graph, Weighted), isinstance(3, Weighted), Graph.__type_params__)
sets = UnionFind()
tree = [(a, b, w) for a, b, w in sorted(edges, key=operator.itemgetter(2)) if sets.union(a, b)]
print(tree, sum(w for *_, w in tree))
order = graphlib.TopologicalSorter({"c": {"a", "b"}, "d": {"c"}, "b": {"a"}})
print(list(order.static_order()))
try:
    list(graphlib.TopologicalSorter({1: [2], 2: [1]}).static_order())
except graphlib.CycleError as error:
    print(error.args)
try:
    graph.shortest("a", "z")
except ValueError as error:
    print(error)


@functools.cache
def change(amount, coins=(50, 20, 10, 5, 2, 1)):
    if amount == 0:
        return 1
    return sum(change(amount - coin, coins[i:]) for i, coin in enumerate(coins) if coin <= amount)


def hanoi(n, a="A", b="B", c="C"):
    if n:
        yield from hanoi(n - 1, a, c, b)
        yield f"{a}{c}"
        yield from hanoi(n - 1, b, a, c)


print(change(100), change.cache_info().currsize, " ".join(hanoi(3)), math.comb(10, 3), math.isqrt(10**20), math.lcm(4, 6))
scores = [33, 99, 77, 70, 89, 90, 100]
print(["FDCBA"[bisect.bisect([60, 70, 80, 90], score)] for score in scores], bisect.bisect_left(sorted(scores), 77))
settings = ChainMap({"a": 1}, {"a": 2, "b": 3})
settings["c"] = 4
print(settings, settings.parents, dict(settings), sorted(settings.new_child({"d": 5})))
print(UserList([1, 2]) + [3], functools.reduce(operator.xor, range(10)), list(map(max, [1, 5], [4, 2])), math.prod(range(1, 6)), math.dist((0, 0), (3, 4)))
