"""Graphs: shortest ways, spanning trees, flows, colourings, strong parts, centrality; a class with protocols, text formats."""

import array
import bisect
import collections
import contextlib
import functools
import graphlib
import heapq
import io
import itertools
import json
import math
import operator
import random
import re
import textwrap
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Collection, Hashable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple, Self, SupportsFloat


class Edge[N: Hashable](NamedTuple):
    start: N
    end: N
    weight: float = 1

    def __invert__(self):
        return self._replace(start=self.end, end=self.start)


class NoPath(LookupError):
    pass


class NegativeCycle(ValueError):
    def __init__(self, nodes):
        super().__init__(" -> ".join(map(str, nodes)))


class Graph[N: Hashable](Collection):
    def __init__(self, edges=(), *, directed=False):
        self.directed, self._out = directed, defaultdict(dict)
        for edge in edges:
            self.add(*edge)

    @classmethod
    def parse(cls, text) -> Self:
        edges, directed = [], None
        for part in filter(None, map(str.strip, re.split(r"[;\n]", text))):
            if not (match := re.fullmatch(r"(\w+)((?:\s*(?:--|->)\s*\w+)+)(?:\s*\[(-?[\d.]+)\])?", part)):
                raise ValueError(f"no edge: {part!r}")
            nodes, signs = re.findall(r"\w+", match[1] + match[2]), set(re.findall("--|->", part))
            if len(signs | ({directed} - {None})) > 1:
                raise ValueError(f"mixed directions: {part!r}")
            directed = signs.pop()
            edges += [Edge(a, b, float(match[3] or 1)) for a, b in itertools.pairwise(nodes)]
        return cls(edges, directed=directed == "->")

    def add(self, start, end=None, weight=1):
        self._out[start]
        if end is not None:
            self._out[start][end] = weight
            self._out[end]
            if not self.directed:
                self._out[end][start] = weight

    def __getitem__(self, node):
        if node not in self._out:
            raise KeyError(node)
        return self._out[node]

    def __iter__(self):
        return iter(self._out)

    def __len__(self):
        return len(self._out)

    def __contains__(self, item):
        match item:
            case Edge(a, b):
                return a in self._out and b in self._out[a]
        return item in self._out

    @property
    def edges(self) -> Iterator[Edge]:
        for start, others in self._out.items():
            for end, weight in others.items():
                if self.directed or (start, end) <= (end, start):
                    yield Edge(start, end, weight)

    def __neg__(self):
        return Graph((~e for e in self.edges), directed=True)

    def walk(self, start, *, deep=False):
        todo, seen = deque([start]), set()
        while todo:
            node = todo.pop() if deep else todo.popleft()
            if node not in seen:
                seen.add(node)
                yield node
                todo.extend(sorted(self[node], reverse=deep))

    def shortest(self, start, end, guess: Callable[[N], SupportsFloat] = lambda n: 0):
        heap, came, counter = [(guess(start), 0, 0, start, None)], {}, itertools.count(1)
        while heap:
            _, _, cost, node, before = heapq.heappop(heap)
            if node in came:
                continue
            came[node] = before
            if node == end:
                path = [node]
                while (node := came[node]) is not None:
                    path.append(node)
                return cost, path[::-1]
            for other, weight in self[node].items():
                if weight < 0:
                    raise ValueError(f"negative edge {node} {other}")
                heapq.heappush(heap, (cost + weight + guess(other), next(counter), cost + weight, other, node))
        raise NoPath(f"from {start} to {end}")

    def distances(self, start):
        far, before = defaultdict(lambda: math.inf, {start: 0}), {}
        for turn in range(len(self) + 1):
            changed = None
            for a, b, weight in list(self.edges) + ([] if self.directed else [~e for e in self.edges]):
                if far[a] + weight < far[b]:
                    far[b], before[b], changed = far[a] + weight, a, b
            if changed is None:
                return {n: far[n] for n in self}
        for _ in self:
            changed = before[changed]
        cycle = [changed]
        while (changed := before[changed]) != cycle[0]:
            cycle.append(changed)
        raise NegativeCycle([cycle[0], *cycle[:0:-1], cycle[0]])

    def spanning(self):
        parent = {n: n for n in self}

        def find(node):
            while parent[node] != node:
                parent[node] = node = parent[parent[node]]
            return node

        for edge in sorted(self.edges, key=lambda e: (e.weight, e)):
            a, b = find(edge.start), find(edge.end)
            if a != b:
                parent[a] = b
                yield edge

    def flow(self, source, sink):
        rest = defaultdict(Counter)
        for a, b, capacity in self.edges:
            rest[a][b] += capacity
        total = 0
        while True:
            before, todo = {source: None}, deque([source])
            while todo and sink not in before:
                here = todo.popleft()
                for there, capacity in sorted(rest[here].items()):
                    if capacity > 0 and there not in before:
                        before[there] = here
                        todo.append(there)
            if sink not in before:
                return total, sorted(n for n in before)
            path = list(itertools.takewhile(lambda n: n is not None, _follow(before, sink)))
            pushed = min(rest[b][a] for a, b in itertools.pairwise(path))
            for a, b in itertools.pairwise(path):
                rest[b][a] -= pushed
                rest[a][b] += pushed
            total += pushed

    def strong(self):
        order, seen = [], set()

        def visit(node):
            if node not in seen:
                seen.add(node)
                for other in sorted(self[node]):
                    visit(other)
                order.append(node)

        for node in sorted(self):
            visit(node)
        back, seen, parts = -self, set(), []
        for node in reversed(order):
            part = [n for n in back.walk(node) if n not in seen] if node in back and node not in seen else []
            if node not in seen:
                part = self._within(back, node, seen)
                parts.append(sorted(part))
        return parts

    @staticmethod
    def _within(back, node, seen):
        todo, part = [node], []
        while todo:
            here = todo.pop()
            if here not in seen:
                seen.add(here)
                part.append(here)
                todo.extend(back._out[here])
        return part

    def colours(self):
        result = {}
        for node in sorted(self, key=lambda n: (-len(self[n]), n)):
            used = {result.get(o) for o in self[node]}
            result[node] = next(c for c in itertools.count() if c not in used)
        return dict(sorted(result.items()))

    def ranks(self, damping=Fraction(17, 20), turns=4):
        rank = dict.fromkeys(self, Fraction(1, len(self)))
        for _ in range(turns):
            fresh = dict.fromkeys(self, (1 - damping) / len(self))
            for node, share in rank.items():
                for other in self[node] or self:
                    fresh[other] += damping * share / len(self[node] or self)
            rank = fresh
        return rank

    def matrix(self):
        nodes = sorted(self)
        return [array.array("d", (self[a].get(b, 0) for b in nodes)) for a in nodes]

    def __str__(self):
        sign = "->" if self.directed else "--"
        return "; ".join(f"{a}{sign}{b}" + (f"[{w:g}]" if w != 1 else "") for a, b, w in self.edges)


def _follow(before, node):
    while True:
        yield node
        node = before.get(node) if node is not None else None


def attempt(*actions):
    for action in actions:
        try:
            print("  ", action())
        except Exception as error:
            print("  ", type(error).__name__, error)


roads = Graph.parse("""
    A -- B [4]; A -- C [2]; B -- C [1]
    B -- D [5]; C -- D [8]; C -- E [10]; D -- E [2]; D -- F [6]; E -- F [3]
    G -- H
""")
print(roads, len(roads), Edge("A", "B") in roads, Edge("B", "G") in roads, "F" in roads, list(roads.walk("A")),
      list(roads.walk("A", deep=True)))
print(roads.shortest("A", "F"), roads.distances("A")["E"], roads.distances("A")["G"],
      sum(e.weight for e in roads.spanning()), [e[:2] for e in roads.spanning()], roads.colours())
works = Graph.parse("s->a[3]; s->b[2]; a->b[1]; a->t[2]; b->t[3]; c->s; b->c->d->b")
print(works.flow("s", "t"), works.strong(), -works, [row.tolist() for row in works.matrix()][0],
      {n: f"{float(r):.4f}" for n, r in works.ranks().items()}, sum(works.ranks().values()))
money = Graph([("a", "b", 1), ("b", "c", -3), ("c", "d", 1), ("d", "b", 1)], directed=True)
attempt(lambda: money.distances("a"), lambda: money.shortest("a", "c"), lambda: roads.shortest("A", "G"),
        lambda: roads.shortest("A", "Z"), lambda: roads["Z"], lambda: Graph.parse("a -- b -> c"),
        lambda: Graph.parse("a - b"), lambda: Graph.parse("a->b; c--d"), lambda: Graph([("a",)]),
        lambda: len(Graph([([], 1)])), lambda: Graph([1]), lambda: Edge(), lambda: ~Edge(1, 2, 3),
        lambda: Graph[int]().ranks(), lambda: works.flow("t", "s"),
        lambda: list(graphlib.TopologicalSorter({n: set(works[n]) for n in works}).static_order()),
        lambda: Graph.parse("").matrix(), lambda: roads.flow("A", "F")[0])
grid = Graph((((x, y), (x + dx, y + dy)) for x, y, (dx, dy) in itertools.product(range(6), range(4),
        ((1, 0), (0, 1))) if x + dx < 6 and y + dy < 4 and (x, y) not in {(2, 1), (2, 2), (2, 3)}))
cost, path = grid.shortest((0, 3), (5, 3), lambda n: math.dist(n, (5, 3)))
print(cost, len(path),
      *("".join("*" if (x, y) in path else "." if (x, y) in grid else " " for x in range(6)) for y in range(4)),
      sep="\n")
draw = random.Random(8)
wild = Graph(((a, b, draw.randint(1, 9)) for a, b in itertools.combinations("uvwxyz", 2) if draw.random() < 0.5))
print(wild, json.dumps({n: wild[n] for n in sorted(wild)}), Counter(len(wild[n]) for n in wild),
      max(wild, key=lambda n: (len(wild[n]), n)), functools.reduce(operator.add, (e.weight for e in wild.spanning())),
      bisect.bisect([e.weight for e in sorted(wild.edges, key=operator.itemgetter(2))], 4), Graph.__type_params__,
      Edge.__orig_bases__ if hasattr(Edge, "__orig_bases__") else "", isinstance(wild, Collection))
with contextlib.redirect_stdout(io.StringIO()) as out:
    print(textwrap.fill(str(roads), 30))


@dataclass(order=True)
class Task:
    name: str
    needs: set = field(default_factory=set, compare=False)


plan = graphlib.TopologicalSorter({t.name: t.needs for t in (Task("test", {"build"}), Task("build", {"fetch"}),
        Task("ship", {"test", "docs"}))})
print(out.getvalue().count("\n"), list(plan.static_order())[-1], sorted([Task("b"), Task("a")])[0])
