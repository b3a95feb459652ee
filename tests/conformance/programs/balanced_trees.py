"""Balanced trees: an AVL map with views and ranges, a treap with splits, an interval tree, persistent lists, their invariants."""

import bisect
import collections
import copy
import functools
import itertools
import math
import operator
import random
import sys
import weakref
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass, field, replace
from typing import Generic, Optional, Protocol, Self, TypeVar


class Comparable(Protocol):
    def __lt__(self, other, /) -> bool: ...


class Node[K: Comparable, V]:
    __slots__ = ("key", "value", "left", "right", "height", "size", "_parent", "__weakref__")

    def __init__(self, key: K, value: V, parent=None):
        self.key, self.value, self.left, self.right = key, value, None, None
        self.height = self.size = 1
        self.parent = parent

    @property
    def parent(self):
        return self._parent and self._parent()

    @parent.setter
    def parent(self, node):
        self._parent = node and weakref.ref(node)

    def update(self):
        left, right = self.left, self.right
        self.height = 1 + max(left.height if left else 0, right.height if right else 0)
        self.size = 1 + (left.size if left else 0) + (right.size if right else 0)

    @property
    def balance(self):
        return (self.left.height if self.left else 0) - (self.right.height if self.right else 0)


class AvlMap[K: Comparable, V](MutableMapping[K, V]):
    def __init__(self, *arguments, key=None, **named):
        self._root, self._key, self.turns = None, key or (lambda k: k), 0
        self.update(*arguments, **named)

    def _find(self, key):
        node, wanted = self._root, self._key(key)
        while node is not None:
            here = self._key(node.key)
            if wanted < here:
                node = node.left
            elif here < wanted:
                node = node.right
            else:
                return node
        return None

    def __getitem__(self, key):
        if (node := self._find(key)) is None:
            raise KeyError(key)
        return node.value

    def __setitem__(self, key, value):
        if (node := self._find(key)) is not None:
            node.value = value
            return
        node = self._root
        if node is None:
            self._root = Node(key, value)
            return
        while True:
            side = "left" if self._key(key) < self._key(node.key) else "right"
            if (child := getattr(node, side)) is None:
                setattr(node, side, Node(key, value, node))
                break
            node = child
        self._rebalance(node)

    def __delitem__(self, key):
        if (node := self._find(key)) is None:
            raise KeyError(key)
        if node.left and node.right:
            other = node.right
            while other.left:
                other = other.left
            node.key, node.value = other.key, other.value
            node = other
        parent = node.parent
        self._replace(node, node.left or node.right)
        if parent:
            self._rebalance(parent)

    def _replace(self, node, child):
        parent = node.parent
        if child:
            child.parent = parent
        if parent is None:
            self._root = child
        elif parent.left is node:
            parent.left = child
        else:
            parent.right = child

    def _rotate(self, node, side):
        other = "right" if side == "left" else "left"
        child = getattr(node, other)
        self._replace(node, child)
        inner = getattr(child, side)
        setattr(node, other, inner)
        if inner:
            inner.parent = node
        setattr(child, side, node)
        node.parent = child
        node.update()
        child.update()
        self.turns += 1
        return child

    def _rebalance(self, node):
        while node:
            node.update()
            if node.balance > 1:
                if node.left.balance < 0:
                    self._rotate(node.left, "left")
                node = self._rotate(node, "right")
            elif node.balance < -1:
                if node.right.balance > 0:
                    self._rotate(node.right, "right")
                node = self._rotate(node, "left")
            node = node.parent

    def __len__(self):
        return self._root.size if self._root else 0

    def _walk(self, node, low=None, high=None) -> Iterator[Node]:
        if node:
            above = low is None or not self._key(node.key) < self._key(low)
            below = high is None or self._key(node.key) < self._key(high)
            if above:
                yield from self._walk(node.left, low, high)
            if above and below:
                yield node
            if below:
                yield from self._walk(node.right, low, high)

    def __iter__(self):
        return (n.key for n in self._walk(self._root))

    def __reversed__(self):
        stack, node = [], self._root
        while stack or node:
            while node:
                stack.append(node)
                node = node.right
            node = stack.pop()
            yield node.key
            node = node.left

    def between(self, low=None, high=None):
        return {n.key: n.value for n in self._walk(self._root, low, high)}

    def nth(self, place):
        node = self._root
        if not 0 <= place < len(self):
            raise IndexError(place)
        while True:
            left = node.left.size if node.left else 0
            if place == left:
                return node.key, node.value
            place, node = (place, node.left) if place < left else (place - left - 1, node.right)

    def check(self):
        for node in self._walk(self._root):
            assert abs(node.balance) <= 1, node.key
            assert all(child.parent is node for child in (node.left, node.right) if child), node.key
        return self._root.height if self._root else 0

    def __repr__(self):
        def show(node):
            return f"({show(node.left)}{node.key}{show(node.right)})" if node else ""

        return f"<{show(self._root)}>"


@dataclass(frozen=True, slots=True)
class Treap:
    """A persistent treap: changes make new trees that share what stays."""

    key: object
    rank: int
    left: "Treap | None" = None
    right: "Treap | None" = None

    @staticmethod
    def split(node, key):
        match node:
            case None:
                return None, None
            case Treap(k, _, left, right) if k < key:
                low, high = Treap.split(right, key)
                return replace(node, right=low), high
            case Treap(left=left):
                low, high = Treap.split(left, key)
                return low, replace(node, left=high)

    @staticmethod
    def join(low, high):
        if low is None or high is None:
            return low or high
        if low.rank > high.rank:
            return replace(low, right=Treap.join(low.right, high))
        return replace(high, left=Treap.join(low, high.left))

    @staticmethod
    def insert(node, key, rank):
        low, high = Treap.split(node, key)
        return Treap.join(Treap.join(low, Treap(key, rank)), high)

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.key
        if self.right:
            yield from self.right


class Intervals:
    """Closed intervals in a sorted list with the greatest ends of the halves."""

    def __init__(self, pairs):
        self.pairs = sorted(pairs)
        if wrong := [p for p in self.pairs if p[0] > p[1]]:
            raise ValueError(f"empty interval {wrong[0]}")

    @functools.cached_property
    def highest(self):
        table = {}

        def build(low, high):
            if low >= high:
                return -math.inf
            middle = (low + high) // 2
            table[low, high] = max(self.pairs[middle][1], build(low, middle), build(middle + 1, high))
            return table[low, high]

        build(0, len(self.pairs))
        return table

    def at(self, point):
        def search(low, high):
            if low < high and self.highest[low, high] >= point:
                middle = (low + high) // 2
                yield from search(low, middle)
                if self.pairs[middle][0] <= point:
                    if point <= self.pairs[middle][1]:
                        yield self.pairs[middle]
                    yield from search(middle + 1, high)

        return list(search(0, len(self.pairs)))

    def merged(self):
        out = []
        for low, high in self.pairs:
            if out and low <= out[-1][1]:
                out[-1] = (out[-1][0], max(out[-1][1], high))
            else:
                out.append((low, high))
        return out


tree = AvlMap(zip("jungle", range(6)), z=26)
print(tree, len(tree), list(tree), list(reversed(tree)), tree.check(), tree.turns, tree.between("g", "n"), tree.nth(0),
      tree.nth(6), dict(tree.items()) == dict(tree), tree.pop("u"), tree.popitem(), tree)
draw = random.Random(3)
keys = draw.sample(range(200), 60)
numbers = AvlMap.fromkeys(keys) if hasattr(AvlMap, "fromkeys") else AvlMap(dict.fromkeys(keys))
print(numbers.check(), list(numbers) == sorted(keys), [numbers.nth(n)[0] for n in (0, 30, 59)] == operator.itemgetter(0,
        30, 59)(sorted(keys)) or [numbers.nth(n)[0] for n in (0, 30, 59)])
for key in keys[:45]:
    del numbers[key]
print(numbers.check(), numbers, len(numbers), numbers.turns, list(numbers.between(100, 150)))
folded = AvlMap({"b": 1, "B": 2, "a": 3}, key=str.casefold)
print(folded, folded["A"], "B" in folded, folded == {"b": 2, "a": 3}, folded.setdefault("C", 4), folded.get("q"),
      copy.copy(folded)["c"], [*map(type, (folded.keys(), folded.values()))])
root = None
versions = []
for key in draw.sample("persistent", 10):
    root = Treap.insert(root, key, draw.randrange(1000))
    versions.append(root)
print("".join(versions[3]), "".join(root), versions[-1] is root, sum(a is b for a,
        b in itertools.combinations([v.left for v in versions], 2)), ["".join(t or "") for t in Treap.split(root, "o")])
intervals = Intervals([(1, 5), (3, 8), (10, 12), (11, 11), (4, 4), (20, 30)])
print(intervals.at(4), intervals.at(11), intervals.at(9), intervals.at(99), intervals.merged(),
      max(intervals.highest.values()))
watched = weakref.ref(tree._root)
parent = tree._root.left.parent is tree._root
tree.clear()
print(parent, watched() is None, len(tree), tree, bool(tree))
for bad in (lambda: tree["x"], lambda: tree.__delitem__("x"), lambda: tree.nth(0), lambda: tree.popitem(),
            lambda: AvlMap({1: 2, "a": 3}), lambda: AvlMap([1]), lambda: setattr(root, "key", 1), lambda: Treap(),
            lambda: Treap.insert(root, 3, 1), lambda: Intervals([(3, 1)]), lambda: Intervals([(1, "a"), (1, 2)]),
            lambda: Node(1, 2).extra, lambda: setattr(Node(1, 2), "extra", 3), lambda: hash(folded),
            lambda: AvlMap(a=1) | {"b": 2}, lambda: AvlMap[int, str], lambda: Node[int, str](1, "a").value,
            lambda: Node.__parameters__, lambda: isinstance(3, Comparable)):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
print(Node.__type_params__[0].__bound__, AvlMap.__orig_bases__, Generic in AvlMap.__mro__, TypeVar("Q", covariant=True),
      Optional[Node], field(default=1).default, collections.Counter(k % 10 for k in keys).most_common(1),
      bisect.insort(keys, 3), sys.getsizeof(root) > 0, Self)
