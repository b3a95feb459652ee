# PEP 709: comprehensions are inlined and still have names of their own.
i = "outer"
print([i for i in range(3)], i)
print({i: i * i for i in range(3)}, {i % 2 for i in range(4)}, i)


def function():
    i = "local"
    a = [i for i in "ab"]
    b = [(i, j) for i in range(2) for j in range(i, 3) if (i + j) % 2]
    return a, b, i


print(function())


def captured():
    fs = [lambda: n for n in range(3)]
    n = 10
    return [f() for f in fs], n


print(captured())


def walrus():
    seen = [last := v for v in (3, 1, 2)]
    return seen, last


print(walrus())
if any((hit := v) > 1 for v in (0, 1, 2, 3)):
    print(hit)


def nested():
    return [[(row, column) for column in range(row)] for row in range(3)]


print(nested())


def unbound():
    try:
        return [missing for _ in range(1)]
    except UnboundLocalError as error:
        return str(error)
    missing = 1


print(unbound())


def shadow(x):
    return [x for x in x if x], x


print(shadow([0, 1, 2]))
lazy = (print("evaluated", v) or v for v in (1, 2))
print("made")
print(list(lazy))
try:
    (v for v in 5)
except TypeError as error:
    print("at once:", error)
print([locals().get("k") for k in (1, 2)])
print([*range(2)], [y for x in [[1, 2], [3]] for y in x], {k: v for k, v in zip("ab", [1, 2])})
print([a for a, *b in [(1, 2, 3), (4, 5)]], [b for a, *b in [(1, 2, 3), (4, 5)]])
