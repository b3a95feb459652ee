"""Containers of our own on abstract bases: ordered sets, sparse lists, case-blind dicts, rings, tries, multi-maps, heaps."""

import bisect
import collections
import collections.abc as cabc
import copy
import functools
import heapq
import itertools
import json
import operator
import pprint
import random
import sys
import types
from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, UserString, defaultdict, deque, namedtuple


class OrderedSet(cabc.MutableSet):
    def __init__(self, items=()):
        self._items = dict.fromkeys(items)

    def __contains__(self, item):
        return item in self._items

    def __iter__(self):
        return iter(self._items)

    def __len__(self):
        return len(self._items)

    def add(self, item):
        self._items[item] = None

    def discard(self, item):
        self._items.pop(item, None)

    def __repr__(self):
        return f"OrderedSet({list(self)})"


class Sparse(cabc.MutableSequence):
    """A list of mostly the same; only what differs is kept."""

    def __init__(self, size=0, fill=0):
        self.size, self.fill, self.kept = size, fill, {}

    def _place(self, index):
        place = operator.index(index)
        place += self.size * (place < 0)
        if not 0 <= place < self.size:
            raise IndexError(f"{index} is not below {self.size}")
        return place

    def __len__(self):
        return self.size

    def __getitem__(self, key):
        if isinstance(key, slice):
            return [self[n] for n in range(*key.indices(self.size))]
        return self.kept.get(self._place(key), self.fill)

    def __setitem__(self, key, value):
        place = self._place(key)
        if value == self.fill:
            self.kept.pop(place, None)
        else:
            self.kept[place] = value

    def __delitem__(self, key):
        place = self._place(key)
        self.kept = {n - (n > place): v for n, v in self.kept.items() if n != place}
        self.size -= 1

    def insert(self, index, value):
        place = min(max(index + self.size * (index < 0), 0), self.size)
        self.kept = {n + (n >= place): v for n, v in self.kept.items()}
        self.size += 1
        self[place] = value


class Folded(UserDict):
    """Keys that differ in case are the same; the spelling of the first stays."""

    def __setitem__(self, key, value):
        self.data[key.casefold()] = (self.data.get(key.casefold(), (key,))[0], value)

    def __getitem__(self, key):
        return super().__getitem__(key.casefold())[1]

    def __contains__(self, key):
        return isinstance(key, str) and super().__contains__(key.casefold())

    def __delitem__(self, key):
        del self.data[key.casefold()]

    def __iter__(self):
        return (spelling for spelling, _ in self.data.values())

    def __missing__(self, key):
        return None, f"no {key}"


class Trie(cabc.Mapping):
    class Node(defaultdict):
        value = NotImplemented

        def __init__(self):
            super().__init__(Trie.Node)

    def __init__(self, items=()):
        self.root, self.count = self.Node(), 0
        for key, value in dict(items).items():
            node = functools.reduce(lambda n, c: n[c], key, self.root)
            self.count += node.value is NotImplemented
            node.value = value

    def __getitem__(self, key):
        node = self.root
        for char in key:
            if char not in node:
                raise KeyError(key)
            node = node[char]
        if node.value is NotImplemented:
            raise KeyError(key)
        return node.value

    def items_under(self, prefix):
        try:
            node = functools.reduce(lambda n, c: n.get(c) or {}[c], prefix, self.root)
        except KeyError:
            return
        stack = [(prefix, node)]
        while stack:
            key, node = stack.pop()
            if node.value is not NotImplemented:
                yield key, node.value
            stack += [(key + c, n) for c, n in sorted(node.items(), reverse=True)]

    def __iter__(self):
        return (k for k, _ in self.items_under(""))

    def __len__(self):
        return self.count


class SortedBag(cabc.Collection, cabc.Reversible):
    def __init__(self, items=(), key=None):
        self.key, self.items = key, sorted(items, key=key)

    def add(self, item):
        bisect.insort_right(self.items, item, key=self.key)

    def __contains__(self, item):
        place = bisect.bisect_left(self.items, self.key(item) if self.key else item, key=self.key)
        return place < len(self.items) and self.items[place] == item

    __iter__ = lambda self: iter(self.items)
    __len__ = lambda self: len(self.items)
    __reversed__ = lambda self: reversed(self.items)


class History(UserList):
    def __init__(self, items=(), limit=3):
        super().__init__(items)
        self.limit = limit

    def append(self, item):
        super().append(item)
        del self[: -self.limit]


class Shout(UserString):
    def __init__(self, text):
        super().__init__(str(text).upper())


def attempt(*actions):
    for action in actions:
        try:
            print("  ", action())
        except Exception as error:
            print("  ", type(error).__name__, error)


one, two = OrderedSet("banana"), OrderedSet("nb")
print(one, one & two, one | "xyz", one - two, two ^ "bz", two <= one, one.isdisjoint("q"), one == set("ban"), one.pop(),
      one, {"a"} | two, "abn" & one)
one |= "zz"
one -= two
attempt(lambda: one.remove("q"), lambda: one | 3, lambda: one < [1], lambda: hash(one), lambda: OrderedSet([[]]),
        lambda: OrderedSet().pop(), lambda: one.clear() or one, lambda: one ^ two, lambda: {1} <= one,
        lambda: set() == OrderedSet())
sparse = Sparse(6)
sparse[2], sparse[-1] = 7, 9
sparse.insert(0, 5)
sparse.extend([0, 3])
print(list(sparse), sparse.kept, sparse.pop(), sparse.index(7), sparse.count(0), sparse[1:5:2], sparse.remove(9),
      sparse.reverse(), sparse.kept, 5 in sparse, list(reversed(sparse))[:2], len(sparse))
attempt(lambda: sparse[99], lambda: sparse.__delitem__(-99), lambda: sparse["x"], lambda: sparse.index(42),
        lambda: sparse.remove(42), lambda: sparse.__iadd__([1]) is sparse, lambda: sparse.pop(50),
        lambda: Sparse().pop(), lambda: sparse == list(sparse), lambda: sparse.index(0, 3, 4), lambda: sparse.extend(3))
folded = Folded({"Content-Type": "a", "X": 1}, x=2)
print(folded, folded["CONTENT-type"], folded["nothing"], folded.get("zz", "d"), 3 in folded, list(folded),
      folded | {"y": 1}, len(folded), folded.pop("X"), dict(folded.items()), copy.copy(folded) is folded,
      Folded.fromkeys("aA", 0))
attempt(lambda: folded[3], lambda: folded.__delitem__("q"), lambda: folded.popitem(), lambda: folded.popitem(),
        lambda: folded | 3, lambda: folded.setdefault("New", []).append(1) or folded["new"])
trie = Trie({"tea": 1, "ten": 2, "to": 3, "inn": 4, "t": 5, "": 6})
print(dict(trie), list(trie.items_under("te")), trie["t"], "te" in trie, trie.get("x", 0), len(trie),
      trie == {"tea": 1}, list(trie.items_under("q")), trie.keys() & {"to", "no"}, sorted(trie.values()),
      trie.items().isdisjoint([]))
attempt(lambda: trie["te"], lambda: trie.__setitem__("a", 1), lambda: hash(trie), lambda: Trie(3),
        lambda: 3 in trie.keys(), lambda: trie.values().__contains__(4), lambda: repr(trie.keys()).partition("(")[0])
bag = SortedBag(["pear", "fig", "apple"], len)
bag.add("kiwi")
print(list(bag), "kiwi" in bag, "plum" in bag, list(reversed(bag)), isinstance(bag, cabc.Collection),
      [issubclass(SortedBag, k) for k in (cabc.Sized, cabc.Sequence, cabc.Iterable, cabc.Hashable, cabc.Container)],
      bisect.bisect([1, 3, 3, 5], 3), bisect.bisect_left([1, 3, 3, 5], 3, hi=2))
history = History("ab")
for item in "cde":
    history.append(item)
print(history, history[1:], history * 2, history + ["x"], ["y"] + history, history == list("cde"), history.limit,
      type(history[:1]).__name__, Shout("ab") + "c", Shout("a") * 3, "X" in Shout("x"), Shout("a,b").split(","),
      f"{Shout('q')!s:>3}", Shout("ab") < "b", hash(Shout("x")) == hash("X"), int(UserString("12")))
layers = ChainMap({"a": 1}, {"a": 2, "b": 3}, defaultdict(int, c=4))
child = layers.new_child(z=26)
child["b"] = 0
print(child, child["a"], child.parents["b"], list(child), len(child), child.maps[-1], layers | {"q": 1}, "zz" in layers,
      layers["zz"], child.popitem(), dict(ChainMap()))
attempt(lambda: child.pop("b"), lambda: child.__delitem__("a"), lambda: ChainMap({}, {"k": 1}).popitem(),
        lambda: ChainMap({})["x"], lambda: ChainMap({}, {"k": 1}).clear())
ring = deque(range(5), maxlen=4)
ring.rotate(1)
ring.extendleft("xy")
print(ring, ring.index(1), ring.count("x"), ring.maxlen, list(reversed(ring)), ring.copy() == ring, ring + deque([9]),
      ring * 2, deque("ab") < deque("b"), ring.remove("x"), ring.reverse(), ring, ring[-1])
attempt(lambda: deque(maxlen=-1), lambda: deque([], 2).insert(0, 1), lambda: deque([1, 2], 2).insert(0, 1),
        lambda: deque().pop(), lambda: deque().popleft(), lambda: ring.remove("q"), lambda: ring[9],
        lambda: ring.index("q"), lambda: deque([1]) + [1], lambda: hash(ring), lambda: setattr(ring, "maxlen", 3),
        lambda: ring["a"], lambda: deque(3), lambda: [ring.append(x) for x in ring], lambda: ring[0:1])
order = OrderedDict.fromkeys("abc")
order.move_to_end("a")
order.move_to_end("c", last=False)
print(order, order.popitem(last=False), order == OrderedDict(a=None, b=None), order == dict(a=None, b=None),
      list(reversed(order)), Counter("abca").most_common(1), Counter(a=2) - Counter(a=3),
      list(Counter(b=1, a=2).elements()), Counter("ab").update("b"), -Counter(a=-2), Counter(a=1) == Counter(a=1, b=0),
      Counter(x=3) > Counter(x=2), namedtuple("P", "x y", defaults=[0])(1), defaultdict(list, a=[1]),
      json.dumps(OrderedDict(z=1, a=2)))
attempt(lambda: order.move_to_end("q"), lambda: OrderedDict().popitem(), lambda: order.pop("q"),
        lambda: Counter(a="x").update(a=1), lambda: Counter(3), lambda: Counter("a") + 3,
        lambda: Counter.fromkeys("ab"), lambda: defaultdict(3), lambda: defaultdict(None)["x"],
        lambda: defaultdict(lambda: 1 / 0)["x"], lambda: {}["x"], lambda: {[]: 1}, lambda: dict([1]),
        lambda: dict([(1, 2, 3)]), lambda: {}.popitem(), lambda: {1: 2} | [3], lambda: {"a": 1} < {},
        lambda: dict(a=1, **{"a": 2}), lambda: frozenset([1]).add(2), lambda: {1}.remove(2), lambda: set().pop(),
        lambda: [].pop(), lambda: [1].remove(2), lambda: [1, 2].index(1, 1), lambda: [3, "a"].sort(), lambda: [1] * "a",
        lambda: [1] + (2,), lambda: (1, 2)[5], lambda: [1][1:2][0], lambda: (1,) + [2], lambda: [].extend(3),
        lambda: [1, 2, 3].__setitem__(slice(0, 3, 2), [1]), lambda: {"a": {}}["a"]["b"],
        lambda: types.MappingProxyType({})["k"], lambda: types.SimpleNamespace(a=1).b, lambda: heapq.nlargest("x", [1]),
        lambda: random.Random(1).choice({1: 2}), lambda: pprint.pformat({"b": [1] * 3, "a": ()}, width=12),
        lambda: [i for i in {1: 2} if not mutating.update({len(mutating): 1}) for _ in mutating],
        lambda: sys.getsizeof([]) > 0)
mutating = {0: 0}
attempt(lambda: [mutating.update({len(mutating): 1}) for _ in mutating], lambda: [mutating.pop(k) for k in mutating],
        lambda: list(itertools.islice(mutating, 1)))
