# What f_locals writes over lives on in the frame object: an instruction that is being executed may have borrowed it.
import gc
import sys

gc.disable()


class A:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)

    def __add__(self, other):
        sys._getframe(1).f_locals["a"] = None
        print("add", self.name, other.name)
        return A("sum")


def show(frame):
    for referent in gc.get_referents(frame):
        items = [getattr(item, "name", item) for item in referent] if type(referent) is tuple else None
        print(" ", type(referent).__name__, items)


def written():
    x, y, number, nothing = A("x"), A("y"), 5, None
    cell = A("cell")
    frame = sys._getframe()
    variables = frame.f_locals
    for name, value in [("number", 6), ("nothing", 7), ("unbound", 8), ("x", x)]:
        variables[name] = value
    print("nothing is kept")
    show(frame)
    variables["x"] = variables["y"] = None
    show(frame)
    variables["cell"] = None
    print("a cell's contents are not")
    variables["x"] = A("again")
    variables["x"] = None
    variables["extra"] = A("extra")
    show(frame)
    if number is None:
        unbound = 1

    def inner():
        return cell

    del frame, variables, value
    print("end")
    return sys._getframe()


frame = written()
show(frame)
frame.clear()
print("cleared")
show(frame)
del frame


def operand():
    a, b = A("left"), A("right")
    result = a + b
    print("result", a, b.name, result.name)


operand()
print("ended")


def generator():
    x = A("first")
    yield 1
    print("goes on", x.name)


g = generator()
next(g)
g.gi_frame.f_locals["x"] = A("second")
show(g.gi_frame)
print(next(g, "end"))
print("generator ended")
del g


def cycle():
    x = A("in a cycle")
    frame = sys._getframe()
    frame.f_locals["x"] = [frame]
    frame.f_locals["x"] = 0


cycle()
print("collected", gc.collect() > 0)
