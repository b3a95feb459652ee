# range.
for r in (range(5), range(2, 10, 3), range(10, 0, -3), range(0), range(5, 0), range(-5, 5, 2), range(1 << 70, (1 << 70) + 3), range(0, 10 ** 20, 10 ** 19)):
    print(r, len(r), list(r)[:5], r[0] if r else None, r[-1] if r else None, r[::-1], list(reversed(r))[:3], bool(r))
r = range(0, 20, 3)
print(r[2:5], r[::2], 9 in r, 10 in r, 9.0 in r, "a" in r, r.index(6), r.count(6), r.count(7), r.start, r.stop, r.step, r == range(0, 21, 3), hash(r) == hash(range(0, 21, 3)), range(0) == range(5, 5))
for text in ("r[100]", "r.index(5)", "range(1.5)", "range(0, 5, 0)", "len(range(1 << 70))", "r['a']", "range()", "range(1, 2, 3, 4)", "range(5) + range(3)", "r < r", "range(None)"):
    try:
        print(text, eval(text))
    except Exception as error:
        print(text, type(error).__name__, error)
it = iter(range(3)); next(it); print(it.__length_hint__(), list(it), list(it))
print(sum(range(101)), max(range(5)), sorted(range(5, 0, -1)), tuple(range(2)), [*range(3)], range(True), list(range(3))[range(2)[1]])
total = 0
for i in range(10):
    i += 100
    total += i
print(total, i)
