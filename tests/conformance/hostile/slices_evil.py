# Slices of sequences assigned from themselves, and indices that change what they index.
def attempt(name, f):
    try:
        print(name, f())
    except BaseException as error:
        print(name, type(error).__name__, str(error)[:150])


class At:
    def __init__(self, value, action):
        self.value, self.action = value, action

    def __index__(self):
        self.action()
        return self.value


for make in (list, bytearray):
    for name, act in {"clear": lambda: x.clear(), "extend": lambda: len(x) < 99 and x.extend(x), "pop": lambda: x and x.pop()}.items():
        for value in (0, 3, -1, 5, -9):
            for what, f in {
                "get": lambda i: x[i], "set": lambda i: x.__setitem__(i, 1), "del": lambda i: x.__delitem__(i),
                "slice": lambda i: x[i:], "slice to": lambda i: x[:i], "step": lambda i: x[:: i] if value else 0,
                "assign": lambda i: x.__setitem__(slice(i, None), x), "delete": lambda i: x.__delitem__(slice(i, None)),
                "extended": lambda i: x.__setitem__(slice(None, i, 2), x[: 1]), "insert": lambda i: x.insert(i, 1),
                "pop": lambda i: x.pop(i), "mul": lambda i: x * i, "imul": lambda i: x.__imul__(i),
                "index": lambda i: x.index(1, i), "index to": lambda i: x.index(1, 0, i),
            }.items():
                if make is bytearray and what in ("set", "del", "step"):
                    # CPython writes where the bytes were.
                    continue
                x = make(range(5))
                attempt((make.__name__, name, value, what), lambda: (f(At(value, act)), len(x)))
    x = make(range(4))
    for part in (slice(None), slice(1, 3), slice(None, None, -1), slice(None, None, 2), slice(10, 5), slice(2, -9), slice(0, 0), slice(-1, None)):
        x = make(range(4))
        attempt((part, "itself"), lambda: x.__setitem__(part, x) or x)
        x = make(range(4))
        attempt((part, "reversed"), lambda: x.__setitem__(part, reversed(x)) or x)
        x = make(range(4))
        attempt((part, "generator"), lambda: x.__setitem__(part, (y for y in x)) or x)
        x = make(range(4))
        attempt((part, "delete"), lambda: x.__delitem__(part) or x)
        attempt((part, "number"), lambda: x.__setitem__(part, 5))
    for step in (0, 2**63, -2**63, 10**30, -10**30, None, "x", 1.5):
        x = make(range(4))
        attempt(("step", step), lambda: x[::step])
        attempt(("start", step), lambda: x[step:])
        attempt(("assign", step), lambda: x.__setitem__(slice(None, None, step), x) or x)
        attempt(("delete", step), lambda: x.__delitem__(slice(None, None, step)) or x)
x = [1, 2, 3]
x[:] = [x, x]
attempt("nested", lambda: repr(x))
x[0:0] = x
attempt("doubled", lambda: len(x))
x[::2] = x[1::2]
attempt("crossed", lambda: repr(x))


def shrinking():
    x = list(range(10))
    def values():
        for i in range(3):
            x.clear()
            yield i
    x[2:5] = values()
    return x


attempt("shrinking", shrinking)
attempt("sort and append", lambda: (x := [3, 1, 2]).sort(key=lambda v: x.append(v)))
attempt("sort and clear", lambda: (x := [3, 1, 2]).sort(key=lambda v: x.clear()))
m = memoryview(bytearray(8))
attempt("memoryview", lambda: m.__setitem__(slice(0, 4), m[2:6]) or bytes(m))
attempt("memoryview size", lambda: m.__setitem__(slice(0, 4), m[2:7]))
b = bytearray(8)
held = memoryview(b)
attempt("resize", lambda: b.append(1))
attempt("resize", lambda: b.clear())
attempt("resize", lambda: b.__setitem__(slice(0, 1), b"xyz"))
attempt("same size", lambda: b.__setitem__(slice(0, 3), b"xyz"))
held.release()
attempt("released", lambda: held[0])
attempt("resize", lambda: b.append(1) or len(b))
s = slice(0, 5, 0)
for n in (5, -1, 10**30, "x", At(-3, lambda: None)):
    attempt("indices", lambda: slice(0, 5).indices(n))
    attempt("indices", lambda: s.indices(n))
