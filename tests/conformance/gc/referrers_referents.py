# gc.get_referents and gc.get_referrers.
import gc


class K:
    pass


class S:
    __slots__ = ("a", "b")


def names(objects):
    return [type(o).__name__ for o in objects]


print(gc.get_referents([1, "a", None]), gc.get_referents((1, 2)), gc.get_referents({"k": "v"}), gc.get_referents({1}), gc.get_referents(1, "s"), gc.get_referents())
k = K()
k.x, k.y = "one", 2
print(gc.get_referents(k))
s = S()
s.a = "slot"
print(gc.get_referents(s))


def f(a=[1]):
    return k


print(names(gc.get_referents(f)))


def make(v):
    def inner():
        return v
    return inner


g = make("cellvalue")
print(names(gc.get_referents(g)), gc.get_referents(g.__closure__[0]))
print(names(gc.get_referents(k.__init__)), gc.get_referents(iter([5])), names(gc.get_referents(K().__class__)))
target = ["target"]
holder, tup, mapping = [target], (target,), {"k": target}
found = [o for o in gc.get_referrers(target) if o is holder or o is tup or o is mapping]
print(len(found), globals() in gc.get_referrers(target))
k.t = target
print(any(o is k for o in gc.get_referrers(target)), any(isinstance(o, dict) and o is not globals() and o is not mapping for o in gc.get_referrers(target)))
k.__dict__
print(any(o is k.__dict__ for o in gc.get_referrers(target)))
print(gc.get_referrers(), len([o for o in gc.get_referrers(K) if type(o) is K]))
