"""The arguments of a native call that a profiler is told of are not counted once more."""
import sys


def count(value):
    return sys.getrefcount(value)


held = object()
print(count(held), sys.getrefcount(held))
sys.setprofile(lambda frame, event, given: None)
counts = count(held), sys.getrefcount(held)
sys.setprofile(None)
print(counts)
