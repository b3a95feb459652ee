# Tuples: indexing, slicing, comparison, hashing, methods.
t = (1, "a", None, 2.5)
print(t, t[0], t[-1], t[1:3], t[::-1], t[::2], len(t), t + (5,), t * 2, 0 * t, "a" in t, t.index("a"), t.count(1), (1,), (), ((1, 2), [3]))
print((1, 2) < (1, 3), (1,) < (1, 0), () < (0,), (1, 2) == (1, 2), (1, 2) != [1, 2], (2,) > (1, 9), max((3, 1), (2, 9)), (1, "a") < (2, 0))
print(hash((1, 2)) == hash((1, 2)), hash(()), hash((1,)), hash((1, 2, 3)), hash((1, (2, 3))), {(1, 2): "k"}[1, 2])
print(tuple("abc"), tuple([1]), tuple(range(3)), tuple({"a": 1}), tuple() is tuple([]), t[:] is t, tuple(t) is t, t[0:0] is tuple())
print(1 in (1.0, 2), True in (1,), None in (None,), (1, 2, 3).index(3, 1), sorted((3, 1, 2)), sum((1, 2)), any((0, 1)), all(()), min((2, 1)), [*(1, 2), *(3,)])
for text in ("t[9]", "t['a']", "t[1:2:0]", "t + [1]", "t * 'a'", "t.index(99)", "hash(([],))", "(1, 2) < (1, 'a')", "t[0] = 1", "del t[0]", "t.append", "() < []", "t * (1 << 62)", "(1, 2).index(1, 1)"):
    try:
        exec("print(" + text + ")" if "=" not in text and "del" not in text else text)
    except Exception as error:
        print(text, "->", type(error).__name__, error)
r = ([],)
r[0].append(r)
print(r)
n = ()
for _ in range(5):
    n = (n, _)
print(n)
