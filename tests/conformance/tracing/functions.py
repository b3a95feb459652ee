# What trace functions return and raise, and what frames keep of them.
import sys


def called():
    x = 1
    return x


def show(*what):
    print(*what)


def nothing(frame, event, argument):
    show("global", event, frame.f_code.co_name)
    return None


def local(frame, event, argument):
    show("local", event, frame.f_lineno - frame.f_code.co_firstlineno)


def other(frame, event, argument):
    show("global", event, frame.f_code.co_name)
    return local


def raising(at):
    def trace(frame, event, argument):
        if frame.f_code is called.__code__:
            show("raising", event)
            if event == at:
                raise KeyError(event)
            return trace

    return trace


sys.settrace(nothing)
called()
sys.settrace(None)
sys.settrace(other)
called()
sys.settrace(None)
for at in ("call", "line", "return"):
    sys.settrace(raising(at))
    try:
        called()
    except KeyError as error:
        entries = []
        entry = error.__traceback__
        while entry is not None:
            entries.append(entry.tb_frame.f_code.co_name)
            entry = entry.tb_next
        show("raised", error, sys.gettrace(), entries)
    sys.settrace(None)


def fails():
    raise ValueError


def exceptions(frame, event, argument):
    if event == "exception":
        kind, value, entries = argument
        show(kind.__name__, type(value).__name__, type(entries).__name__, entries.tb_frame is frame)
    return exceptions


sys.settrace(exceptions)
try:
    fails()
except ValueError:
    pass
sys.settrace(None)


def begins():
    def inner(frame, event, argument):
        if frame.f_code is begins.__code__:
            show("inner", event, frame.f_lineno - frame.f_code.co_firstlineno)
        return inner

    sys.settrace(inner)
    sys._getframe().f_trace = inner
    x = 1
    sys.settrace(None)
    x = 2


begins()

kept = []


def keeps(frame, event, argument):
    if frame.f_code is called.__code__:
        kept.append((frame, event, frame.f_trace is not None, frame.f_trace_lines, frame.f_trace_opcodes))
        if event == "call":
            frame.f_trace_lines = False
        return keeps


sys.settrace(keeps)
called()
sys.settrace(None)
for frame, *rest in kept:
    show(*rest, frame.f_trace is keeps, frame.f_locals)
show(len({id(frame) for frame, *_ in kept}), sys.gettrace(), sys.getprofile())


def nested(frame, event, argument):
    if frame.f_code is called.__code__ and event == "line":
        # Nothing is told of what a trace function calls, but by call_tracing.
        called()
        sys.settrace(other)
        show("result", sys.call_tracing(max, (1, 2)))
        sys.call_tracing(begins_nothing, ())
        sys.settrace(None)
    return nested


def begins_nothing():
    return 3


sys.settrace(nested)
called()
sys.settrace(None)

try:
    sys.call_tracing(called, [])
except TypeError as error:
    show(error)
sys._settraceallthreads(nothing)
show(sys.gettrace() is nothing)
sys._settraceallthreads(None)
sys._setprofileallthreads(nothing)
sys._setprofileallthreads(None)
