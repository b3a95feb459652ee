# What a `match` statement holds, and when it lets go.
import sys


class Tracked:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("  del", self.name)

    def __eq__(self, other):
        print("  eq", self.name)
        return other == self.name


class Box:
    __match_args__ = ("item", "other")

    def __init__(self, item, other=None):
        self.item, self.other = item, other


def fresh(name):
    return [Tracked(name + "1"), Tracked(name + "2"), Tracked(name + "3")]


print("the last pattern consumes the subject")
match Tracked("a"):
    case None:
        pass
    case _:
        print("default")
match Tracked("b"):
    case name:
        print("captured")
del name
match Tracked("c"):
    case None:
        pass
print("after c")

print("a guard fails after the captures are bound")
match fresh("d"):
    case [x, y, _] if print("guard"):
        pass
    case [p]:
        pass
    case [p, *q]:
        print("second")
        del x, y
        print("x and y gone")
del p, q
print("after d")

print("a failure drops what was taken apart, in order")
match fresh("e"):
    case [a, b, "x"]:
        pass
    case _:
        print("default")
print("after e")


def take_apart(box):
    match box:
        case Box(Tracked() as x, 1) | Box([x, [_, 3]], 2):
            print("no")
        case Box([x, *y] as z, w):
            print("yes", len(z), w)
            return


print("alternatives")
take_apart(Box(fresh("f"), 2))
print("after f")


class Items(list):
    """Gives away its items when unpacked, so that only the pattern holds them."""

    def __iter__(self):
        for _ in range(3):
            yield self.pop(0) if self else None

    def __len__(self):
        return 3


print("only the pattern holds the items")
match Items(fresh("g")):
    case [a, b, "g3"]:
        print("matched")
        del a, b
        print("next")
print("after g")
match Items(fresh("h")):
    case [a, b, "other"]:
        print("no")
print("after h")


class Fails:
    def __eq__(self, other):
        raise ValueError


print("an exception unwinds it")
for place in range(3):
    items = Items(fresh("i"))
    items[place:place + 1] = [Fails()]
    try:
        match items:
            case [_, _]:
                print("no")
            case [_, _, _] if print("guard"):
                print("no")
            case ["i1", "i2", "i3"]:
                print("no")
    except ValueError as error:
        print("ValueError")
    del items
    print("next place")

print("counts")


def counts(subject):
    before = sys.getrefcount(subject)

    class Probe:
        def __eq__(self, other):
            print("  probe", sys.getrefcount(subject) - before)
            return False

    probe = Probe()

    class Dotted:
        value = probe

    match subject:
        case Dotted.value:
            pass
        case [Dotted.value, *_]:
            pass
        case [x, y] if print("  guard", sys.getrefcount(subject) - before):
            pass
        case [x, y] as z:
            print("  body", sys.getrefcount(subject) - before)
    match subject:
        case [_, _]:
            print("  only case", sys.getrefcount(subject) - before)


counts([1, 2])

print("mapping")


class Values(dict):
    def get(self, key, default):
        return self.pop(key, default)


match Values(a=Tracked("m1"), b=Tracked("m2"), c=Tracked("m3")):
    case {"a": a, "b": "other"}:
        print("no")
    case {"c": _, **rest}:
        print("yes", list(rest))
print("end")
