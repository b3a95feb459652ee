# dict: order, methods, views, errors.
d = {"b": 1, "a": 2, 3: "three", None: 0}
d["new"] = 1; d["b"] = 9; del d["a"]; d["a"] = "back"
print(d, len(d), list(d), "b" in d, d.get("zz"), d.get("zz", 5), d.setdefault("b", 0), d.setdefault("s"), d.pop("s"), d.pop("zz", "dflt"))
print(d.popitem(), d, d.copy() == d, d.copy() is d, dict(d) == d, dict(a=1, b=2), dict([("k", "v")]), dict({"x": 1}, y=2), dict.fromkeys("abc"), dict.fromkeys([1], []))
d.update(b=1, z=2); d.update({"q": 3}); d.update([("w", 4)]); d.update(zip("12", [3, 4])); print(d)
print({1: "a", True: "b", 1.0: "c"}, {**{"a": 1}, "b": 2, **{"a": 3}}, {"a": 1} | {"b": 2}, {"a": 1} == {"a": 1.0}, {"a": 1, "b": 2} == {"b": 2, "a": 1}, {} != {1: 1})
e = {"a": 1}; e |= {"c": 3}; e |= [("d", 4)]; print(e, list(reversed(e)), list(reversed(e.items())), list(e.values())[::-1])
k, v, i = e.keys(), e.values(), e.items()
e["late"] = 5
print(k, v, i, len(k), "late" in k, 5 in v, ("late", 5) in i, k & {"a", "zz"} == {"a"}, sorted(k | {"n"}), sorted(k - {"a"}), sorted(k ^ {"a", "x"}), k == {"a", "c", "d", "late"}, k.isdisjoint({"q"}), i & {("a", 1)}, v == v, k.mapping["a"])
print({k: v for k, v in e.items()}, dict(sorted(e.items(), reverse=True)), sorted(e, key=e.get), max(e, key=e.get), sum(e.values()), [*e], {*e} == set(e), (*e,))
e.clear(); print(e, bool(e), bool(k))
for text in ("{}['k']", "{}.pop('k')", "{}.popitem()", "{[]: 1}", "{}[[]]", "{}[{}]", "dict(1)", "dict([(1,)])", "dict(['ab', 'c'])", "{}.update(5)", "{} | []", "{} < {}", "dict(**{1: 2})", "{}.get()", "{}.fromkeys(5)", "{(1, []): 1}", "{}.setdefault([])", "{[1] for x in [1]}", "{}.get([])", "[] in {}", "{}[1, 2]", "{1: 2}[frozenset([1])]"):
    try:
        print(text, "->", eval(text))
    except Exception as error:
        print(text, "->", type(error).__name__, error)
r = {}; r["self"] = r; print(r, r.values(), r.items())
big = {n: n * n for n in range(1000)}
for n in range(0, 1000, 2):
    del big[n]
for n in range(0, 20, 2):
    big[n] = "re"
print(len(big), list(big)[:3], list(big)[-3:], sum(k for k in big))
