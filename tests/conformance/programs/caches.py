"""Caches: LRU by hand and by decorator, with time to live, weak values, and statistics."""
import functools
import random
import threading
import time
import types
import weakref
from collections import OrderedDict
from collections.abc import MutableMapping
from string import Template


class LRU(MutableMapping):
    def __init__(self, size, clock=time.monotonic, ttl=None):
        self._data = OrderedDict()
        self._size, self._clock, self._ttl = size, clock, ttl
        self._lock = threading.RLock()
        self.stats = types.SimpleNamespace(hits=0, misses=0, evicted=0)

    def __getitem__(self, key):
        with self._lock:
            try:
                value, expires = self._data[key]
            except KeyError:
                self.stats.misses += 1
                raise
            if expires is not None and self._clock() > expires:
                del self._data[key]
                self.stats.misses += 1
                raise KeyError(key)
            self._data.move_to_end(key)
            self.stats.hits += 1
            return value

    def __setitem__(self, key, value):
        with self._lock:
            expires = None if self._ttl is None else self._clock() + self._ttl
            self._data[key] = value, expires
            self._data.move_to_end(key)
            while len(self._data) > self._size:
                self._data.popitem(last=False)
                self.stats.evicted += 1

    def __delitem__(self, key):
        del self._data[key]

    def __iter__(self):
        return iter(self._data)

    def __len__(self):
        return len(self._data)

    def __repr__(self):
        return f"{type(self).__name__}({list(self._data)})"


now = 0
cache = LRU(3, clock=lambda: now, ttl=10)
for key in "abcab":
    cache[key] = key.upper()
cache["d"] = "D"
print(cache, cache.get("c"), cache.get("a"), "b" in cache, cache.stats)
now = 11
print(cache.get("a", "gone"), len(cache), cache.pop("d", None), cache.setdefault("e", 5))
cache.update(f=6, g=7, h=8)
print(cache, dict(cache), cache.stats.evicted, sorted(cache))


@functools.lru_cache(maxsize=4)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(30), fib.cache_info(), fib.cache_parameters())
fib.cache_clear()
print(fib.cache_info(), fib.__wrapped__.__name__)


@functools.cache
def area(*, w, h=1):
    return w * h


print(area(w=2), area(w=2, h=1), area.cache_info())


class Node:
    def __init__(self, name):
        self.name = name

    @functools.cached_property
    def big(self):
        print("computing", self.name)
        return self.name * 3


nodes = weakref.WeakValueDictionary()
keep = nodes["x"] = Node("x")
nodes["y"] = Node("y")
print(sorted(nodes), keep.big, keep.big, vars(keep))
del keep
print(list(nodes), len(nodes))
rng = random.Random(42)
print([rng.randint(1, 100) for _ in range(5)], rng.sample(range(20), 4), rng.choice("abc"), round(rng.gauss(0, 1), 6))
print(Template("$who likes ${what}, $$5").substitute(who="tim", what="kung pao"), Template("$x").safe_substitute())
try:
    Template("$who $").substitute(who=1)
except ValueError as error:
    print(error)
