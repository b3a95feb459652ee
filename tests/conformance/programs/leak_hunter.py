"""Hunts leaks: snapshots of what is alive, paths of references, cycles named, collections observed, generations, resurrection."""

import collections
import contextlib
import functools
import gc
import itertools
import operator
import sys
import traceback
import types
import weakref
from collections import Counter, deque
from dataclasses import dataclass, field

gc.disable()
gc.collect()


class Tracked:
    alive: "weakref.WeakSet[Tracked]" = weakref.WeakSet()
    deaths: list[str] = []

    def __init__(self, name, *links):
        self.name, self.links = name, list(links)
        Tracked.alive.add(self)
        weakref.finalize(self, self.deaths.append, name)

    def __repr__(self):
        return f"<{self.name}>"


class Node(Tracked):
    pass


class Loud(Tracked):
    def __del__(self):
        self.deaths.append(f"~{self.name}")


class Phoenix(Tracked):
    saved: list = []

    def __del__(self):
        self.saved.append(self)
        self.deaths.append(f"^{self.name}")


class Slotted:
    __slots__ = ("other", "__weakref__")


class Snapshot:
    """What is alive of the tracked kinds; the difference of two is a report."""

    def __init__(self):
        self.counts = Counter(type(o).__name__ for o in Tracked.alive)
        self.names = sorted(o.name for o in Tracked.alive)

    def __sub__(self, before):
        new = Counter(self.names) - Counter(before.names)
        return ", ".join(f"+{n}" for n in new.elements()) or "nothing new"


@contextlib.contextmanager
def watching(title):
    before = Snapshot()
    Tracked.deaths.clear()
    yield
    left = Snapshot() - before
    found = gc.collect()
    print(f"{title}: {left}; died {Tracked.deaths}; collected {found}; kept {Snapshot() - before}")


def label(thing):
    match thing:
        case Tracked(name=name):
            return name
        case types.FunctionType():
            return f"{thing.__name__}()"
        case dict() | list() | tuple() | set():
            return f"{type(thing).__name__}[{len(thing)}]"
        case types.CellType():
            return "cell"
        case type():
            return f"class {thing.__name__}"
    return type(thing).__name__


def paths(start, wanted, depth=5):
    """Ways from one object to another over gc.get_referents."""
    todo, seen = deque([(start,)]), {id(start)}
    while todo:
        path = todo.popleft()
        for inner in gc.get_referents(path[-1]):
            if inner is wanted:
                yield " -> ".join(map(label, (*path, inner)))
            elif id(inner) not in seen and len(path) < depth and gc.is_tracked(inner) and not isinstance(inner,
                    (type, types.ModuleType)):
                seen.add(id(inner))
                todo.append((*path, inner))


def components(objects):
    """The cyclic parts of a graph of tracked objects, by Tarjan's algorithm without recursion."""
    index, low, stack, result, numbers = {}, {}, [], [], itertools.count()
    for root in objects:
        if root in index:
            continue
        work = [(root, iter(root.links))]
        index[root] = low[root] = next(numbers)
        stack.append(root)
        while work:
            here, links = work[-1]
            for there in links:
                if there not in index:
                    index[there] = low[there] = next(numbers)
                    stack.append(there)
                    work.append((there, iter(there.links)))
                    break
                if there in stack:
                    low[here] = min(low[here], index[there])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[here])
                if low[here] == index[here]:
                    part = stack[stack.index(here) :]
                    del stack[stack.index(here) :]
                    if len(part) > 1 or here in here.links:
                        result.append(sorted(p.name for p in part))
    return sorted(result)


with watching("chain"):
    Node("a", Node("b", Node("c")))
with watching("ring"):
    a, b = Node("a"), Node("b")
    a.links.append(b)
    b.links.append(a)
    print("  refs", sys.getrefcount(a) > 1, len(gc.get_referrers(a)), list(paths(a, b)), components([a, b]))
    del a, b
with watching("loud ring"):
    x = Loud("x")
    x.links.append(Loud("y", x))
    x.links.append(x)
    print("  parts", components([x]), list(paths(x, x)))
    del x
with watching("phoenix"):
    p = Phoenix("p")
    p.links.append(p)
    del p
with watching("phoenix again"):
    q = Phoenix.saved.pop()
    print("  finalized", gc.is_finalized(q), q.links)
    del q
with watching("closure"):
    def counter():
        node = Node("captured")

        def step():
            node.count = getattr(node, "count", 0) + 1
            return step and node.count

        return step

    step = counter()
    print("  steps", step(), step(), [c.cell_contents.name if isinstance(c.cell_contents,
            Node) else "step" for c in step.__closure__], sorted(paths(step, step.__closure__[0].cell_contents)))
    del step
with watching("exception"):
    def fail():
        local = Node("local")
        raise LookupError(local)

    try:
        fail()
    except LookupError as error:
        kept = error
        print("  frames", [f.f_code.co_name for f, _ in traceback.walk_tb(error.__traceback__)],
              sys.getrefcount(error.args[0]) > 1)
    del kept
with watching("frame cycle"):
    def held():
        frame = sys._getframe()
        node = Node("in a frame")
        return node.name

    held()
with watching("generator"):
    def producer():
        node = Node("in a generator")
        me = yield
        yield node and me

    waiting = producer()
    next(waiting)
    waiting.send(waiting)
    del waiting
with watching("cached"):
    @functools.lru_cache(maxsize=1)
    def make(name):
        return Node(name)

    make("first")
    make("second")
    print("  cache", make.cache_info().currsize, Snapshot().names)
    make.cache_clear()
with watching("weak"):
    target = Node("target")
    calls = []
    target.links.append(weakref.ref(target, calls.append))
    proxy, method = weakref.proxy(target), weakref.WeakMethod(target.__repr__)
    print("  weak", proxy.name, method()(), weakref.getweakrefcount(target), gc.is_tracked(proxy))
    del target
    print("  dead", method(), calls == [], len(Tracked.deaths))
with watching("slots"):
    s, t = Slotted(), Slotted()
    s.other, t.other = t, [s, Node("under slots")]
    print("  slots", [label(o) for o in gc.get_referents(s)], gc.is_tracked(s))
    del s, t
with watching("class"):
    class Temporary(Node):
        register = []

    Temporary.register.append(Temporary("instance"))
    del Temporary
with watching("untracked"):
    print("  tracked", [gc.is_tracked(o) for o in ((), (1, "a"), ([],), [], {}, {"a": 1}, {"a": []}, set(), frozenset(),
            "x", 1, None, len, object(), Slotted(), int, deque(), Counter(), range(3), slice(1), iter(()), print, types,
            lambda: 0, (n for n in ""))])
events = []


def observe(phase, info):
    events.append((phase, info["generation"], info["collected"], info["uncollectable"]))


gc.callbacks.append(observe)
ring = [Node("r1"), Node("r2", [])]
ring.append(ring)
del ring
print(gc.collect(0), gc.collect(1), gc.collect(2), events, gc.callbacks.pop() is observe)
gc.set_debug(gc.DEBUG_SAVEALL)
lost = Node("lost")
lost.links.append(lost)
del lost
Tracked.deaths.clear()
print(gc.collect(), sorted(label(o) for o in gc.garbage), Tracked.deaths)
gc.set_debug(0)
gc.garbage.clear()
print(gc.collect(), Tracked.deaths, gc.get_debug(), gc.isenabled())


@dataclass(eq=False)
class Account:
    name: str
    friends: set = field(default_factory=set)


people = [Account(n) for n in "xyz"]
for first, second in itertools.permutations(people, 2):
    first.friends.add(second)
watched = [weakref.ref(p) for p in people]
del people, first, second
print([w() is None for w in watched], gc.collect(), [w() is None for w in watched])
for bad in (lambda: gc.collect(3), lambda: gc.collect("x"), lambda: gc.set_threshold(), lambda: gc.set_threshold("a"),
            lambda: gc.get_objects(generation=9), lambda: gc.set_debug("x"), lambda: gc.is_tracked(),
            lambda: gc.get_referents(), lambda: gc.freeze() or gc.get_freeze_count() > 0,
            lambda: gc.unfreeze() or gc.get_freeze_count(), lambda: len(gc.get_stats()),
            lambda: sorted(gc.get_stats()[0])[:3], lambda: operator.itemgetter("name")(3),
            lambda: gc.collect(generation=-1)):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
print(collections.Counter(type(o).__name__ for o in Tracked.alive), len(Tracked.alive), Phoenix.saved)
