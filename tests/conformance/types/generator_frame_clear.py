# What is left of a generator and of its frame object when it is closed, cleared or dropped before it was started, and
# after that.
import gc; gc.disable()


class A:
    def __del__(self):
        print("del")


def names(obj):
    return [type(item).__name__ for item in gc.get_referents(obj)]


def gen(x):
    yield x
    yield [x]


print("-- cleared before it was started")
g = gen(A())
g.gi_frame.clear()
print("cleared", names(g), g.gi_frame)
print(next(g, "end"))
print("-- closed, with a frame object")
g = gen(A())
f = g.gi_frame
g.close()
print("closed", names(g), names(f), list(f.f_locals), f.f_back)
f.clear()
print("cleared", names(f), list(f.f_locals), f.f_globals is globals(), f.f_lineno - gen.__code__.co_firstlineno)
print("-- dropped, with a frame object")
g = gen(A())
f = g.gi_frame
del g
print(names(f), list(f.f_locals), f.f_lineno - gen.__code__.co_firstlineno)
f.clear()
print(names(f), list(f.f_locals))
print("-- suspended and closed")
g = gen(A())
f = g.gi_frame
next(g)
try:
    f.clear()
except RuntimeError as error:
    print(error)
g.close()
print(names(g), list(f.f_locals))
f = None
print("-- frozen")
for started in (False, True):
    g = gen([])
    if started:
        next(g)
    gc.freeze()
    try:
        g.gi_frame.clear()
    except RuntimeError as error:
        print(error)
    gc.unfreeze()
    print(next(g, "end"))
print("-- while it is collected")


class Clears:
    def __del__(self):
        try:
            self.g.gi_frame.clear()
        except RuntimeError as error:
            print(error)
        print(len(next(self.g, "end")))


for started in (False, True):
    c = Clears()
    c.me, c.g = c, gen(c)
    if started:
        next(c.g)
    del c
    gc.collect()
print("-- values beside the variables")
import sys


def frame(x):
    return sys._getframe()


f = frame(1)
f.f_locals["extra"] = A()
f.clear()
print(list(f.f_locals))
