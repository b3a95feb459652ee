# What a trace function keeps alive, and the references it sees.
import gc
import sys
import weakref

gc.disable()


class C:
    pass


def counts(frame, event, argument):
    if frame.f_code is traced.__code__:
        print(event, sys.getrefcount(frame), sys.getrefcount(argument) if event == "return" and argument else "")
        return counts


def traced(x):
    y = x
    return [y]


sys.settrace(counts)
traced(5)
sys.settrace(None)

local = C()
alive = weakref.ref(local)


def make():
    held = C()

    def trace(frame, event, argument):
        held
        return trace

    return trace, weakref.ref(held)


trace, held = make()


def leaves_frame():
    value = C()
    frames.append(sys._getframe())
    refs.append(weakref.ref(value))


frames, refs = [], []
sys.settrace(trace)
leaves_frame()
sys.settrace(None)
del trace
print(held() is not None, refs[0]() is not None, frames[0].f_trace is not None)
frames.clear()
print(held() is None, refs[0]() is None)

# A frame that its trace function refers to is a cycle.
gc.collect()


def cyclic():
    x = C()
    refs.append(weakref.ref(x))


def cycle():
    seen = []

    def trace(frame, event, argument):
        if frame.f_code is cyclic.__code__:
            seen.append(frame)
            return trace

    sys.settrace(trace)
    cyclic()
    sys.settrace(None)


cycle()
print(refs[-1]() is not None)
print(gc.collect(), refs[-1]() is None)


def dropped():
    sys._getframe().f_trace = lambda *details: None


dropped()
print(gc.collect())


def self_referring():
    frame = sys._getframe()
    frame.f_trace = lambda *details: frame


self_referring()
print(gc.collect())


def sees_locals(frame, event, argument):
    if frame.f_code is traced.__code__ and event == "line":
        names = frame.f_locals
        if "y" in names:
            names["y"] = "written"
            names["new"] = 1
    return sees_locals


sys.settrace(sees_locals)
print(traced(7))
sys.settrace(None)
