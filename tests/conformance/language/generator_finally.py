# Generators that die: finally blocks, with blocks and exceptions in them.
import gc


class Manager:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        print("enter", self.name)
        return self

    def __exit__(self, kind, value, traceback):
        print("exit", self.name, kind.__name__ if kind else None)


def g(name):
    with Manager(name):
        try:
            yield 1
            yield 2
        finally:
            print("finally", name)


a = g("a")
next(a)
del a
b = g("never started")
del b
c = g("closed")
next(c)
c.close()
c.close()
for v in g("broken out"):
    break
print("after break")
for v in g("complete"):
    pass
gen = g("kept")
for v in gen:
    break
print("still alive")
print(next(gen))
del gen


def raising():
    try:
        yield
    finally:
        raise ValueError("in finally")


r = raising()
next(r)
try:
    r.close()
except ValueError as error:
    print("close raised", error, repr(error.__context__))


def yields_in_finally():
    try:
        yield 1
    finally:
        yield 2
        print("resumed")


y = yields_in_finally()
print(list(y))


def cyclic():
    me = yield
    try:
        yield me
    finally:
        print("cycle collected")


c = cyclic()
next(c)
c.send(c)
del c
print("collecting")
gc.collect()
