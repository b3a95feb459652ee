# Lists: methods, slices, slice assignment.
v = [3, 1, 2]
v.append(5); v.extend("ab"); v.insert(1, "i"); v.insert(-100, "first"); v.insert(100, "last")
print(v, v.pop(), v.pop(0), v.pop(-2), v.index(1), v.count(1))
v.remove("i"); v.reverse(); print(v)
w = v.copy(); w.clear(); print(w, v, v == v[:], v is v[:])
n = [5, 2, 9, 1]
n.sort(); print(n); n.sort(reverse=True); print(n); n.sort(key=lambda x: x % 5); print(n)
n += [1]; n *= 2; print(n, [0] * 3, [1] + [2], [[]] * 2, 3 * ["x"])
s = list(range(10))
s[2:5] = []; print(s); s[1:1] = ["x", "y"]; print(s); s[::2] = "abcde"[:len(s[::2])]; print(s); s[-2:] = (9,); print(s); s[5:2] = ["mid"]; print(s)
del s[::3]; print(s); del s[:]; print(s)
s = list(range(10)); print(s[2:8:3], s[::-2], s[-3:], s[:-3], s[100:], s[-100:2], s[5:1:-1], s[slice(1, 4)], s[None:None], s[::-1][0])
print([1, 2] < [1, 3], [] < [1], [1] == [1.0], [1, [2]] == [1, [2]], [2] > [1, 5], 2 in [1, 2], [] or "empty")
m = [1]; m.append(m); print(m, m == m)
g = [[0] * 2 for _ in range(2)]; g[0][0] = 1; print(g)
a = b = [1]; a += [2]; print(b); a = a + [3]; print(a, b)
print(list("héy"), list({1: 2}), list((1,)), list(range(3)), [*"ab", *[1]], [i for i in reversed([1, 2])], list(map(str, [1, 2])), list(filter(None, [0, 1, ""])), list(zip([1, 2], "ab")), list(enumerate("ab", 5)))
for text in ("[].pop()", "[1].pop(5)", "[].remove(1)", "[1].index(2)", "[1][1]", "v['a']", "v[1.5]", "[1, 'a'].sort()", "[].insert('a', 1)", "[1] + (1,)", "[1] * [1]", "[1, 2].index(1, 1)", "hash([])", "[].sort(1)", "[].sort(foo=1)", "[1] < ['a']", "[].append()", "[].extend(1)", "[1][1:2:0]", "[1, 2, 3].index(3, 0, 2)", "[3, 1].sort(key=5)", "[].pop('a')"):
    try:
        print(text, "->", eval(text))
    except Exception as error:
        print(text, "->", type(error).__name__, error)
for text in ("s[::2] = [1]", "s[0:1] = 5", "s[99] = 1", "s['a'] = 1", "s[::0] = []", "del s[99]", "del s['a']", "s[::-1] = [1, 2]"):
    try:
        exec(text)
        print(text, s)
    except Exception as error:
        print(text, "->", type(error).__name__, error)
