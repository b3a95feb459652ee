# Iteration notices a changed size and changed keys.
def attempt(label, body):
    d = {"a": 1, "b": 2, "c": 3}
    try:
        body(d)
        print(label, d)
    except RuntimeError as error:
        print(label, error)


def grow(d):
    for k in d:
        d[k + "x"] = 1


def shrink(d):
    for k in d:
        del d[k]


def swap(d):
    for k in d:
        del d[k]
        d[k + "y"] = 1


def values_only(d):
    for k in d:
        d[k] += 10


def grow_items(d):
    for k, v in d.items():
        d["new"] = 1


def grow_values(d):
    for v in d.values():
        d.clear()


def at_end(d):
    for k in d:
        if k == "c":
            d["more"] = 1


for body in (grow, shrink, swap, values_only, grow_items, grow_values, at_end):
    attempt(body.__name__, body)
s = {1, 2, 3}
try:
    for x in s:
        s.add(x + 10)
except RuntimeError as error:
    print(error)
it = iter({"a": 1})
print(list(it), list(it))
d = {"a": 1, "b": 2}
it = iter(d)
next(it)
d["c"] = 3
for _ in range(2):
    try:
        next(it)
    except RuntimeError as error:
        print(error)
print(it.__length_hint__())
