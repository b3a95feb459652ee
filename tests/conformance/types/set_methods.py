# set and frozenset.
s = {3, 1, 2}
s.add(5); s.add(1); s.discard(99); s.remove(3); s.update([7, 8], (9,)); print(sorted(s), len(s), 5 in s)
a, b = {1, 2, 3}, {2, 3, 4}
print(a | b, a & b, a - b, a ^ b, a.union([9]), a.intersection([1, 9], {1}), a.difference([1], [2]), a.symmetric_difference([1, 9]))
print(a < b, a <= {1, 2, 3}, a < {1, 2, 3, 4}, a > {1}, a >= a, a == {3, 2, 1}, a != b, a.issubset([1, 2, 3, 4]), a.issuperset([1]), a.isdisjoint([9]), a == frozenset(a), {1} == [1])
c = a.copy(); c |= b; c &= {1, 2, 4}; c -= {1}; c ^= {2, 100}; print(sorted(c)); c.clear(); print(c, frozenset(), frozenset([1]), {frozenset([1, 2]): "k"}[frozenset([2, 1])])
c.update("ab"); c.intersection_update("bc"); print(c); c.difference_update("b"); c.symmetric_difference_update("z"); print(c, c.pop(), c)
f = frozenset("ab"); print(f | {"c"} == frozenset("abc"), type(f | {"c"}).__name__, type({"c"} | f).__name__, f.copy() is f, frozenset(f) is f, hash(f) == hash(frozenset("ba")), hash(frozenset()), hash(frozenset([1, 2, 3])))
print({n % 3 for n in range(10)}, {*range(3), *[5]}, set("aab") == {"a", "b"}, set(), {()}, {1, True, 1.0}, {0, False}, bool(set()), sorted({"x": 1}), min({3, 1}), sum({1, 2}))
print({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, {10, 5, 1, 20}, {-1, -2, 0}, set(range(20)), {100, 200, 300, 7}, {64, 32, 0, 8}, {2.5, 1, 1j})
print({frozenset([1])} & {frozenset([1])}, {1} in {frozenset([1])}, set([1]) == frozenset([1]), set.union({1}, {2}), {"b", "a"} == {"a", "b"})
for text in ("{[]}", "{}.add(1)", "set(1)", "{1}.remove(2)", "set().pop()", "{1} + {2}", "{1} | [2]", "{1} < [1]", "{1}.union(2)", "frozenset([1]).add(2)", "hash({1})", "s[0]", "[] in {1}", "{1}.remove([])", "{1}.discard({})", "{1}.update(1)", "set([[1]])", "{1}.issubset(5)", "{{}}"):
    try:
        print(text, "->", eval(text))
    except Exception as error:
        print(text, "->", type(error).__name__, error)
class S(set):
    pass
print(S([1]), S([1]) | {2}, type(S([1]) | {2}).__name__, type(S([1]).copy()).__name__, S([1]) == {1}, frozenset(S([1])))
r = set(); print(repr(r), {None, None}, {"one"}, [{1}], ({1},))
