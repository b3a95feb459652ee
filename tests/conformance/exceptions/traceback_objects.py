# Traceback objects: frames, line numbers, with_traceback, building by hand.
import sys, types


def inner():
    raise ValueError("v")


def outer():
    inner()


def walk(tb):
    while tb:
        yield tb.tb_frame.f_code.co_name, tb.tb_lineno, tb.tb_frame.f_lineno
        tb = tb.tb_next


try:
    outer()
except ValueError as e:
    saved = e
    print(list(walk(e.__traceback__)))
print(list(walk(saved.__traceback__)))
try:
    raise saved
except ValueError as e:
    print([n for n, *_ in walk(e.__traceback__)])
try:
    raise saved.with_traceback(None)
except ValueError as e:
    print([n for n, *_ in walk(e.__traceback__)])
tb = saved.__traceback__
made = types.TracebackType(None, tb.tb_frame, tb.tb_lasti, 77)
print(made.tb_lineno, made.tb_next)
made.tb_next = tb
print([n for _, n, _ in walk(made)])
try:
    tb.tb_next = made
except ValueError as e:
    print(e)
for text in ("made.tb_lineno = 5", "made.tb_next = 5", "types.TracebackType()", "types.TracebackType(None, 5, 1, 1)", "saved.with_traceback(5)"):
    try:
        exec(text)
    except (TypeError, AttributeError) as e:
        print(e)


def rethrow():
    try:
        inner()
    except ValueError as e:
        raise


try:
    rethrow()
except ValueError as e:
    print(list(walk(e.__traceback__)))


def cleaned():
    try:
        inner()
    finally:
        sum([1])
        len("two")


try:
    cleaned()
except ValueError as e:
    print(list(walk(e.__traceback__)))
print(dir(tb))
