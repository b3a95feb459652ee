# Context managers: order, several items, suppression, lookups on the type.
class M:
    def __init__(self, name, suppress=False, fail=""):
        self.name, self.suppress, self.fail = name, suppress, fail

    def __enter__(self):
        if self.fail == "enter":
            raise RuntimeError(f"enter {self.name}")
        print("enter", self.name)
        return self.name

    def __exit__(self, *details):
        print("exit", self.name, details[0].__name__ if details[0] else None, details[1])
        if self.fail == "exit":
            raise RuntimeError(f"exit {self.name}")
        return self.suppress


with M("a") as a, M("b") as b:
    print(a, b)
with (
    M("c") as c,
    M("d"),
):
    print(c)
with M("quiet", suppress=True):
    raise ValueError("hidden")
print("after")
try:
    with M("outer"), M("inner", fail="enter"):
        print("never")
except RuntimeError as error:
    print(error)
try:
    with M("x", fail="exit"):
        raise KeyError("first")
except RuntimeError as error:
    print(error, repr(error.__context__))


def returns():
    with M("r"):
        return "value"


def loop():
    for i in range(3):
        with M(i):
            if i == 0:
                continue
            break
    return i


print(returns(), loop())
holder = {}
with M("subscript") as holder["k"]:
    print(holder)
with M("tuple") as (p, q, r, s, t):
    print(p, q, t)


class Instance:
    pass


manager = Instance()
manager.__enter__ = lambda: 1
manager.__exit__ = lambda *a: None
for bad in (manager, 5, None):
    try:
        with bad:
            pass
    except TypeError as error:
        print(error)


class NoExit:
    def __enter__(self):
        print("not entered")


try:
    with NoExit():
        pass
except TypeError as error:
    print(error)


class Raises:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        raise value


try:
    with Raises():
        raise ValueError("same one")
except ValueError as error:
    print(error, error.__context__)
