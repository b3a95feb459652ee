"""Sessions, caches and observers that hold each other weakly; finalizers; what the collector finds at the end."""

import contextlib
import copy
import functools
import gc
import itertools
import sys
import types
import weakref

gc.disable()
gc.collect()
journal = []


class Session:
    __slots__ = ("name", "parent", "children", "handlers", "__weakref__")
    numbers = itertools.count(1)

    def __init__(self, name, parent=None):
        self.name, self.parent, self.handlers = name, parent and weakref.ref(parent), []
        self.children = weakref.WeakSet()
        if parent is not None:
            parent.children.add(self)
        weakref.finalize(self, journal.append, f"{name} closed")

    def __repr__(self):
        return f"<{self.name}>"

    def root(self):
        here = self
        while here.parent and (above := here.parent()) is not None:
            here = above
        return here


class Signal:
    """Calls bound methods and functions that are still alive; dead ones drop out by themselves."""

    def __init__(self):
        self._slots = []

    def connect(self, function):
        kind = weakref.WeakMethod if isinstance(function, types.MethodType) else weakref.ref
        self._slots.append(kind(function, self._slots.remove))
        return function

    def __call__(self, *arguments):
        return [slot()(*arguments) for slot in self._slots]

    def __len__(self):
        return len(self._slots)


class Window:
    def __init__(self, title):
        self.title = title
        self.neighbours = []

    def show(self, text):
        return f"{self.title}: {text}"

    def __del__(self):
        journal.append(f"window {self.title} gone")


class Interned(type):
    """Instances are one for each argument as long as anybody holds them."""

    def __new__(meta, name, bases, namespace):
        cls = super().__new__(meta, name, bases, namespace)
        cls.pool = weakref.WeakValueDictionary()
        return cls

    def __call__(cls, key):
        if (known := cls.pool.get(key)) is None:
            known = cls.pool[key] = super().__call__(key)
        return known


class Colour(metaclass=Interned):
    def __init__(self, key):
        self.key = key


def flush():
    print(*journal, sep="; ")
    journal.clear()


root = Session("root")
for name in "abc":
    locals()[name] = Session(name, root)
deep = Session("deep", a)
print(sorted(s.name for s in root.children), deep.root(), len(a.children), a in root.children)
del b
flush()
print(sorted(map(repr, root.children)), deep.parent() is a, weakref.getweakrefcount(root))
del a
print(deep.parent(), deep.root())
flush()
signal = Signal()
left, right = Window("left"), Window("right")
signal.connect(left.show)
signal.connect(right.show)
local = signal.connect(lambda text: text.upper())
print(signal("hi"), len(signal))
del right
print(signal("ho"), len(signal))
flush()
del local
print(len(signal), signal("hm"))
red = Colour("red")
print(Colour("red") is red, Colour("blue").key, list(Colour.pool), len(Colour.pool))
attributes = weakref.WeakKeyDictionary({left: "kept"})
attributes[red] = "warm"
other = copy.copy(attributes)
del red
print(len(attributes), len(other), list(Colour.pool.values()), attributes.get(left), attributes.pop(left),
      len(attributes.keyrefs()))
temporary = Session("temporary")
temporary.handlers.append(functools.partial(print, temporary))
watch = weakref.ref(temporary, lambda r: journal.append(f"told {r() is None}"))
proxy = weakref.proxy(temporary)
print(proxy.name, proxy, type(proxy).__name__, weakref.getweakrefs(temporary)[0] is watch,
      watch == weakref.ref(temporary), hash(watch) == hash(temporary))
del temporary
flush()
print("collected", gc.collect())
flush()
for touch in (lambda: proxy.name, lambda: weakref.ref(3), lambda: weakref.ref([]),
              lambda: hash(weakref.ref(Window("x"))), lambda: weakref.proxy(left)(), lambda: Colour.pool["none"],
              lambda: weakref.WeakSet([1]), lambda: weakref.finalize(Window("y")), lambda: weakref.WeakMethod(print),
              lambda: hash(weakref.proxy(left))):
    try:
        touch()
    except (ReferenceError, TypeError, KeyError) as error:
        print(type(error).__name__, error)
flush()
ring = [Window(n) for n in ("one", "two", "three")]
for first, second in itertools.pairwise([*ring, ring[0]]):
    first.neighbours.append(second)
ends = weakref.finalize(ring[1], journal.append, "finalized two")
print(ends.alive, ends.peek()[2], ends.atexit, sys.getrefcount(ring[0]))
ends.atexit = False
ring.clear()
del first, second
print("collected", gc.collect(), ends.alive, ends.detach(), ends())
flush()


class Phoenix:
    graves = []

    def __del__(self):
        self.graves.append(self)
        journal.append("back again")


bird = Phoenix()
bird.self = bird
del bird
print("collected", gc.collect(), len(Phoenix.graves), gc.garbage)
flush()
last = weakref.ref(Phoenix.graves.pop())
print(last() is None, "collected", gc.collect(), last() is None)
flush()
with contextlib.ExitStack() as stack:
    window = stack.enter_context(contextlib.closing(types.SimpleNamespace(close=lambda: journal.append("closed"))))
    stack.push(lambda *details: journal.append(details[0] and details[0].__name__) or True)
    raise LookupError(window)
flush()
print(error if "error" in globals() else "no error left", gc.is_tracked(left), gc.get_referents(Colour("x"))[:0],
      gc.is_finalized(left), len(gc.get_referrers(root)) > 0)
exit_order = [weakref.finalize(left, print, "at exit:", n) for n in range(3)]
exit_order[1].atexit = False
print("collected", gc.collect())
