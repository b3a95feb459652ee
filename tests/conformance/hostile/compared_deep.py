# Values nested too deep are compared, hashed, shown and copied: RecursionError.
def attempt(name, f):
    try:
        print(name, f())
    except BaseException as error:
        print(name, type(error).__name__, str(error)[:150])


N = 100_000


def nested(make, value=()):
    for _ in range(N):
        value = make(value)
    return value


def outcome(f):
    try:
        f()
        return "done"
    except RecursionError as error:
        return "RecursionError"


kinds = {
    "tuple": lambda value: (value,),
    "list": lambda value: [value],
    "dict": lambda value: {1: value},
}
for name, make in kinds.items():
    a, b = nested(make), nested(make)
    for what, f in {
        "==": lambda: a == b,
        "!=": lambda: a != b,
        "<": lambda: a < b,
        "repr": lambda: repr(a),
        "str": lambda: str(a),
        "format": lambda: f"{a!r:>5}",
        "%": lambda: "%s" % [a],
        "hash": lambda: hash(a),
        "in": lambda: a in [b],
        "index": lambda: [b].index(a),
        "count": lambda: (b,).count(a),
        "remove": lambda: [b].remove(a),
    }.items():
        # Lists may be compared to any depth, or not, as the compiler of the interpreter has it.
        if name == "list" and what in ("==", "!=", "<", "in", "index", "count", "remove"):
            continue
        try:
            print(name, what, outcome(f))
        except Exception as error:
            print(name, what, type(error).__name__, str(error)[:60])
    del a, b
f = nested(lambda value: frozenset([value]), frozenset())
print("frozenset", outcome(lambda: repr(f)), outcome(lambda: hash(f)))
del f
u = int
for _ in range(500):
    u = u | type("C", (), {})
print("union", isinstance(1, u), isinstance("", u), len(u.__args__))


def catch():
    try:
        raise KeyError
    except nested(lambda value: (value,), ValueError):
        pass


print("except", end=" ")
attempt("", catch)


class A:
    def __init__(self, inner):
        self.inner = inner

    def __eq__(self, other):
        return self.inner == other.inner

    def __hash__(self):
        return hash(self.inner)

    def __repr__(self):
        return f"A({self.inner!r})"


a, b = nested(A, 1), nested(A, 1)
print("instances", outcome(lambda: a == b), outcome(lambda: hash(a)), outcome(lambda: repr(a)))
s = nested(lambda value: slice(value, None), None)
print("slice", outcome(lambda: repr(s)), outcome(lambda: s == nested(lambda value: slice(value, None), None)))
m = nested(lambda value: {"a": value}.values(), 0)
print("view", outcome(lambda: repr(m)))
