"""Exception leaks: an exception kept in a local variable of a frame its traceback reaches is a cycle.

exception -> __traceback__ -> frame -> local variable -> exception. `except ... as e` deletes `e` at the end of its
block for exactly this reason; a second name is yours to delete.
"""

import gc
import sys
import traceback

gc.disable()


def collect(title):
    gc.set_debug(gc.DEBUG_SAVEALL)
    count = gc.collect()
    gc.set_debug(0)
    print(f"{title}: {count} unreachable objects", sorted(type(o).__name__ for o in gc.garbage))
    gc.garbage.clear()
    gc.collect()


gc.collect()


def bar():
    raise ValueError("x")


# catch() returns the exception, but its own frame keeps the variable, and the traceback keeps the frame.


def catch():
    try:
        result = bar()
    except Exception as e:
        result = e
    return result


def catch_fixed():
    try:
        result = bar()
    except Exception as e:
        result = e
    try:
        return result
    finally:
        del result


catch()
collect("catch")
catch_fixed()
collect("catch_fixed")


# The name that `as` binds is no problem.


def only_as():
    try:
        bar()
    except Exception as e:
        print(repr(e))


only_as()
collect("only `as e`")


# reraise(), as written for programs that had to run on Python 2 and 3: its frame becomes part of the traceback of the
# very exception its parameters hold. The caller has to clear its tuple as well.


def reraise(tp, value, tb=None):
    if value is None:
        value = tp()
    if value.__traceback__ is not tb:
        raise value.with_traceback(tb)
    raise value


def reraise_fixed(tp, value, tb=None):
    if value is None:
        value = tp()
    try:
        if value.__traceback__ is not tb:
            raise value.with_traceback(tb)
        raise value
    finally:
        del value, tb


def caller(function, clean):
    try:
        try:
            raise ValueError("y")
        except ValueError:
            exctuple = sys.exc_info()
        try:
            function(*exctuple)
        finally:
            if clean:
                del exctuple
    except ValueError as e:
        print(repr(e))


caller(reraise, False)
collect("reraise")
caller(reraise_fixed, False)
collect("reraise_fixed, careless caller")
caller(reraise_fixed, True)
collect("reraise_fixed, careful caller")


# A main loop that remembers the last error keeps a whole call chain alive.


class Request:
    def __init__(self, number):
        self.number = number

    def __del__(self):
        print("request", self.number, "freed")


def handle(request):
    raise KeyError(request.number)


def mainloop_leak():
    last = None
    for number in range(3):
        try:
            handle(Request(number))
        except Exception as e:
            last = e
    return repr(last)


def mainloop():
    last = None
    for number in range(3):
        try:
            handle(Request(number))
        except Exception as e:
            last = repr(e)  # text, not the exception
        assert sys.exc_info() == (None, None, None)
    return last


print(mainloop_leak())
collect("mainloop_leak")
print(mainloop())
collect("mainloop")


# An exception that has to be kept can be kept without its frames, or with emptied ones.


def keep():
    try:
        bar()
    except Exception as e:
        result = e
    return result


def holder(how):
    e = keep()
    if how == "without traceback":
        e.__traceback__ = None
    elif how == "clear_frames":
        traceback.clear_frames(e.__traceback__)
        print("locals left:", [tb.f_locals for tb, _ in traceback.walk_tb(e.__traceback__)])
        del e


for how in ("as it is", "without traceback", "clear_frames"):
    holder(how)
    collect(how)
