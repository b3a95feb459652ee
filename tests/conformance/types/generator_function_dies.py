# A generator that is the last to hold its function: its variables die first.
import weakref


class A:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def make(started):
    def gen(x, y=A("default")):
        yield 1

    weakref.finalize(gen, print, "function")
    g = gen(A("argument"), A("second"))
    if started:
        next(g)
    return g


for started in (False, True):
    g = make(started)
    print("dropping")
    del g
