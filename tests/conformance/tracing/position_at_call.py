# inspect.getframeinfo of a frame whose call is told: its line is that of the definition.
import inspect
import sys


def measured(first,
             second=2):
    third = first
    return third


def generator():
    yield 1


def told(frame, event, argument):
    if frame.f_code.co_name in ("measured", "generator") and event in ("call", "return"):
        seen.append((frame.f_code.co_name, event, inspect.getframeinfo(frame)[1], frame.f_lineno))


seen = []
for start in (sys.setprofile, sys.settrace):
    start(told)
    measured(1)
    list(generator())
    start(None)
    print(seen)
    seen.clear()
