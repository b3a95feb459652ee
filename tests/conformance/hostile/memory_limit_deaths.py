# What dies where no memory is left has its finalizers and callbacks run, and all of it goes.
import itertools
import resource
import weakref

with open("/proc/self/statm") as numbers:
    pages = int(numbers.read().split()[0])
limit = pages * resource.getpagesize() + (32 << 20)
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

made = 0
died = 0


class Mortal:
    __slots__ = ("other", "__weakref__")

    def __init__(self):
        global made
        made += 1

    def __del__(self):
        global died
        died += 1


class Plain:
    pass


def told(reference):
    pass


def watched():
    plain = Plain()
    return plain, weakref.ref(plain, told)


def values():
    known = weakref.WeakValueDictionary()
    kept = []
    for number in itertools.count():
        plain = Plain()
        kept.append(plain)
        known[number] = plain


attempts = {
    "list": lambda: [Mortal() for _ in itertools.count()],
    "list of pairs": lambda: [[Mortal(), Mortal()] for _ in itertools.count()],
    "dict values": lambda: {n: Mortal() for n in itertools.count()},
    "dict keys": lambda: {Mortal(): n for n in itertools.count()},
    "set": lambda: {Mortal() for _ in itertools.count()},
    "weak references": lambda: [watched() for _ in itertools.count()],
    "weak values": values,
}
for name, attempt in attempts.items():
    try:
        attempt()
    except MemoryError:
        print(name, "MemoryError")
    else:
        print(name, "done")
    print(made > 0, abs(made - died) < 2)
