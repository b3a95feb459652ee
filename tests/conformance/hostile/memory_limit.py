# What asks for more memory than there is gets MemoryError, and goes on.
import array
import itertools
import resource

with open("/proc/self/statm") as numbers:
    pages = int(numbers.read().split()[0])
limit = pages * resource.getpagesize() + (200 << 20)
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def endless():
    return itertools.count()


class Node:
    pass


def chain():
    last = None
    while True:
        node = Node()
        node.last = last
        last = node


def grow_dict():
    known = {}
    for number in itertools.count():
        known[number] = number


def grow_list():
    rows = []
    while True:
        rows.append([0] * 1000)


def grow_text():
    text = "a"
    while True:
        text += text


big = (1 << (2 * 10**8)) + 1
attempts = {
    "list": lambda: list(endless()),
    "tuple": lambda: tuple(endless()),
    "set": lambda: set(endless()),
    "frozenset": lambda: frozenset(endless()),
    "dict.fromkeys": lambda: dict.fromkeys(endless()),
    "array": lambda: array.array("q", endless()),
    "sorted": lambda: sorted(endless()),
    "bytes.join": lambda: b"".join(bytes(1000) for _ in endless()),
    "str.join": lambda: "".join("a" * 1000 for _ in endless()),
    "set comprehension": lambda: {n for n in endless()},
    "dict comprehension": lambda: {n: n for n in endless()},
    "grow_dict": grow_dict,
    "grow_list": grow_list,
    "grow_text": grow_text,
    "int product": lambda: big * big * big * big * big * big * big * big * big * big,
    "int power": lambda: big**40,
    "int shift": lambda: big << 10**10,
    "bytes": lambda: bytes(10**10),
    "bytearray": lambda: bytearray(10**10),
    "repeated list": lambda: [0] * 10**10,
    "repeated str": lambda: "a" * 10**12,
}
for name, attempt in attempts.items():
    try:
        attempt()
    except MemoryError:
        print(name, "MemoryError")
    else:
        print(name, "done")
print(sum(n for n in range(1000)))
