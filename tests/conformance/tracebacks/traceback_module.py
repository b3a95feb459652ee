import sys, traceback


def inner():
    raise ValueError("v")


def outer():
    inner()


try:
    outer()
except ValueError as e:
    traceback.print_exc(file=sys.stdout)
    print(traceback.format_exc(limit=1))
    print(traceback.format_tb(e.__traceback__))
    for frame in traceback.extract_tb(e.__traceback__):
        print(frame.filename, frame.lineno, frame.name, frame.line, tuple(frame)[1:])
    print(traceback.format_exception(e)[-1], traceback.format_exception(type(e), e, None))
    print(traceback.format_exception_only(type(e), e))
    traceback.print_exception(e, limit=-1, file=sys.stdout)
    traceback.print_tb(e.__traceback__, file=sys.stdout)
    print(len(traceback.extract_stack()), traceback.format_list([("f.py", 3, "name", "source line")]))
    print(list(traceback.walk_tb(e.__traceback__))[-1][1])
    traceback.clear_frames(e.__traceback__)


def stack():
    traceback.print_stack(file=sys.stdout)
    print(traceback.format_stack()[-1])


stack()
traceback.print_exc(file=sys.stdout)
try:
    try:
        inner()
    except ValueError:
        raise KeyError("k")
except KeyError as e:
    print("".join(traceback.format_exception(e, chain=False)))
    t = traceback.TracebackException.from_exception(e)
    print("".join(t.format()), t.exc_type_str if hasattr(t, "exc_type_str") else "")
print(traceback.format_exception_only(ValueError("only")))
