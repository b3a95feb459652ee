# copy: shallow and deep copies, cycles, the protocol methods.
import copy
from collections import Counter, OrderedDict, defaultdict, deque


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y


class Slots:
    __slots__ = ("a", "b")


class Custom:
    def __copy__(self):
        return "copied"

    def __deepcopy__(self, memo):
        return f"deep {sorted(map(type, memo.values()), key=str)}"


class State:
    def __getstate__(self):
        return {"kept": 1}

    def __setstate__(self, state):
        self.state = state


p = Point([1], {"k": (2, [3])})
shallow, deep = copy.copy(p), copy.deepcopy(p)
print(shallow.x is p.x, deep.x is p.x, deep.x == p.x, deep.y, type(deep).__name__, vars(deep))
loop = [1]
loop.append(loop)
dup = copy.deepcopy(loop)
print(dup is loop, dup[1] is dup, copy.copy(loop)[1] is loop)
atoms = (1, "s", None, (1, 2), frozenset([1]), len, Point, range(3), 1.5, b"b")
print(copy.copy(atoms) is atoms, copy.deepcopy(atoms) is atoms)
s = Slots()
s.a = [1]
t = copy.deepcopy(s)
print(t.a, t.a is s.a, hasattr(t, "b"))
print(copy.copy(Custom()), copy.deepcopy(Custom()), copy.copy(State()).state)
for value in (Counter("aab"), OrderedDict(a=[1]), defaultdict(list, a=[1]), deque([[1]], 3), {1, 2}, [[1]], {"a": [1]}):
    dup = copy.deepcopy(value)
    print(type(dup).__name__, dup == value, dup is value)
m = copy.deepcopy(p.__init__)
print(m.__self__ is p, m.__func__ is Point.__init__)
e = copy.copy(ValueError("a", 1))
print(repr(e), e.args)
print(copy.deepcopy(Point), copy.deepcopy([Point, len])[1] is len)
for bad in (lambda: copy.copy(iter([])).__class__.__name__, lambda: copy.copy((x for x in ())), lambda: copy.replace(1)):
    try:
        print(bad())
    except TypeError as e:
        print(e)
