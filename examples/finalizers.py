"""When __del__ runs: at once with the last reference, except in a cycle."""

import gc

gc.disable()
gc.collect()


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("  freed:", self.name)


print("rebinding a name frees the old value first")
x = Noisy("old")
x = Noisy("new")
x = None


def function():
    first = Noisy("first local")
    second = Noisy("second local")
    print("  returning")


print("locals go when the function returns, the last one first")
function()

print("a temporary lives as long as its expression")
print("  length", len([Noisy("in a list"), Noisy("in a list too")]))

print("an exception keeps the frames it passed, until the handler ends")


def fails():
    held = Noisy("held by the frame")
    raise ValueError


try:
    fails()
except ValueError:
    print("  handling")
print("  handled")

print("a generator that is dropped runs its finally block")


def generator():
    try:
        yield Noisy("yielded")
    finally:
        print("  finally")


g = generator()
next(g)
del g

print("in a cycle nothing happens")
a, b = Noisy("a"), Noisy("b")
a.partner, b.partner = b, a
del a, b
print("  until the collector comes")
print("  unreachable:", gc.collect())

print("an error in __del__ cannot be caught; it is reported and the program goes on")
import sys


class Broken:
    def __del__(self):
        raise RuntimeError("in __del__")


sys.unraisablehook = lambda report: print("  ignored:", repr(report.exc_value))
Broken()
sys.unraisablehook = sys.__unraisablehook__

print("what is left is freed at the end")
last = Noisy("a global")
