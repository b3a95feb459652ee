# collections: namedtuple, deque, Counter, OrderedDict, defaultdict, ChainMap.
from collections import *
P = namedtuple("P", "x y", defaults=[5]); p = P(1); print(p, p.x, p[1], p._asdict(), p._replace(x=9), P._fields, P._field_defaults, P(**{"x": 1, "y": 2}) == (1, 2), P._make([3, 4]), hash(p) == hash((1, 5)), *p, P.x.__doc__, P.__doc__, isinstance(p, tuple))
for bad in (lambda: namedtuple("A", "a a"), lambda: namedtuple("A", "class"), lambda: namedtuple("A", "_x"), lambda: P(), lambda: P(1, 2, 3), lambda: setattr(p, "x", 1), lambda: p._replace(z=1), lambda: namedtuple("1", "a")):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
print(namedtuple("R", "a class a", rename=True)._fields, namedtuple("C", ["a", "b"])(1, 2), namedtuple("Q", "a,b").__name__)
d = deque([1, 2, 3], maxlen=5); d.append(4); d.append(5); d.appendleft(0); print(d, d.maxlen, d[0], d[-1], len(d), 3 in d); d.rotate(1); print(d); d.rotate(-2); print(d, d.pop(), d.popleft(), d); d.extend("ab"); d.extendleft("xy"); print(d, list(reversed(d)), d.count("x"), d.index("x")); d.remove("x"); d.insert(1, "i"); d.reverse(); print(d, d.copy() == d, deque("ab") + deque("c"), deque([1]) * 2, deque([1]) < deque([2])); d.clear(); print(d, bool(d)); d2 = deque(range(5)); del d2[1]; d2[0] = "z"; print(d2)
for bad in (lambda: deque().pop(), lambda: deque().popleft(), lambda: deque([1])[5], lambda: deque([1]).remove(2), lambda: deque([1]).index(3), lambda: deque(maxlen=-1), lambda: deque([1], 1).insert(0, 2), lambda: [d2.append(1) for _ in d2], lambda: hash(deque()), lambda: deque(1)):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
c = Counter("abracadabra"); print(c, c["a"], c["zz"], c.most_common(2), sorted(c.elements())[:4], c.total(), c + Counter("ab"), c - Counter("aaa"), c & Counter("aab"), c | Counter("zzz"), Counter(a=1) == Counter("a")); c.update("zz"); c.subtract("a" * 10); print(c, +c, -c, Counter({"x": 0}) <= Counter("x"), Counter([1, 1, 2])); del c["nope"]
o = OrderedDict(a=1, b=2, c=3); o.move_to_end("a"); print(o, list(reversed(o))); o.move_to_end("c", last=False); print(o, o.popitem(), o.popitem(last=False), o == {"b": 2}, OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1) | {"z": 1})
dd = defaultdict(list); dd["a"].append(1); dd["b"]; print(dd, dd.get("q"), "q" in dd, dd.default_factory, defaultdict(int, x=1), defaultdict(lambda: 5)["k"], dd.copy() == dd); dd.default_factory = None
try:
    dd["no"]
except KeyError as e:
    print(repr(e))
try:
    defaultdict(5)
except TypeError as e:
    print(e)
m = ChainMap({"a": 1}, {"a": 2, "b": 3}); print(m["a"], m["b"], len(m), sorted(m), m.parents, m.new_child({"c": 1}), m.maps); m["b"] = 9; print(m.maps)
class U(UserDict): pass
print(U(a=1), UserList([1]) + [2], UserString("s").upper())
