# `except*`: what each clause gets, what goes on, and how it is printed.
import sys
import traceback


def show(error, depth=0):
    print("  " * depth, type(error).__name__, error, getattr(error, "__notes__", ""))
    for inner in getattr(error, "exceptions", ()):
        show(inner, depth + 1)


def run(function, *arguments):
    try:
        print(function(*arguments))
    except BaseException as error:
        lines = traceback.format_exception(error)
        print("".join(line for line in lines), end="")


def clauses(error):
    try:
        raise error
    except* ValueError as group:
        print("ValueError:")
        show(group, 1)
        print("handled is it:", sys.exception() is group)
    except* (TypeError, KeyError) as group:
        print("TypeError or KeyError:")
        show(group, 1)
    except* OSError:
        print("OSError:", repr(sys.exception()))
    else:
        print("else")
    finally:
        print("finally:", sys.exception())
    return "done"


run(clauses, ValueError("naked"))
run(clauses, IndexError("not caught"))
run(clauses, ExceptionGroup("g", [ValueError(1), ValueError(2)]))
run(clauses, ExceptionGroup("g", [ValueError(1), TypeError(2), ExceptionGroup("h", [KeyError(3), OSError(4)])]))
run(clauses, ExceptionGroup("g", [ValueError(1), IndexError(2), ExceptionGroup("h", [IndexError(3), OSError(4)])]))
run(clauses, BaseExceptionGroup("b", [KeyboardInterrupt(), ValueError(5)]))


def no_error():
    try:
        pass
    except* ValueError:
        print("never")
    else:
        return "else"


run(no_error)


def raising(error):
    try:
        raise error
    except* ValueError as group:
        raise LookupError("from a clause") from group
    except* TypeError:
        raise
    except* KeyError as group:
        raise group.exceptions[0]


run(raising, ExceptionGroup("g", [ValueError(1), TypeError(2), KeyError(3), IndexError(4)]))
run(raising, ExceptionGroup("g", [TypeError(2), IndexError(4)]))
run(raising, TypeError("naked"))
run(raising, ValueError("naked"))


def nested():
    try:
        try:
            raise ExceptionGroup("inner", [ValueError(1), TypeError(2), OSError(3)])
        except* ValueError:
            print("inner ValueError")
        except* TypeError:
            try:
                raise ExceptionGroup("second", [KeyError(1), ValueError(2)])
            except* KeyError:
                print("KeyError in the clause")
    except* OSError:
        print("outer OSError")


run(nested)


class Own(ExceptionGroup):
    def derive(self, exceptions):
        print("derive", len(exceptions))
        return Own(self.message + "'", exceptions)


def own():
    error = Own("own", [ValueError(1), TypeError(2), Own("deep", [ValueError(3)])])
    error.add_note("a note")
    try:
        raise error
    except* ValueError as group:
        show(group)


run(own)


class BadSplit(ExceptionGroup):
    parts = None

    def split(self, classes):
        return self.parts


def split(parts):
    error = BadSplit("bad", [ValueError(1)])
    BadSplit.parts = parts
    try:
        raise error
    except* TypeError:
        print("caught")


for parts in (None, (1,), [error := 1, 2], (None, None), (None, None, 3)):
    try:
        print(split(parts))
    except Exception as error:
        print(type(error).__name__, error)


def classes(what):
    try:
        raise ValueError
    except* what:
        print("caught")


for what in (1, (ValueError, 2), ExceptionGroup, (ValueError, BaseExceptionGroup), (), BaseException):
    try:
        classes(what)
    except Exception as error:
        print(type(error).__name__, error)


def names():
    try:
        raise ValueError
    except* ValueError as group:
        del group
    try:
        raise ValueError
    except* ValueError as group:
        group = 1
    try:
        group
    except NameError as error:
        print(error)


names()

for text in (
    "while 1:\n try: pass\n except* A: break",
    "while 1:\n try: pass\n except* A: continue",
    "def f():\n try: pass\n except* A: return 1",
    "try: pass\nexcept* A: break",
    "try: pass\nexcept* A:\n while 1: break",
    "try: pass\nexcept* A:\n def f(): return",
    "def f():\n try: pass\n except* A:\n  try: pass\n  finally: return",
    "try: pass\nexcept*: pass",
    "try: pass\nexcept* A: pass\nexcept B: pass",
    "try: pass\nexcept* A as __debug__: pass",
):
    try:
        compile(text, "<text>", "exec")
        print("fine")
    except SyntaxError as error:
        print(error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset)


def deep(depth):
    error = ValueError("leaf")
    for level in range(depth):
        error = ExceptionGroup(f"level {level}", [error, TypeError(level)])
    return error


def wide(width):
    return ExceptionGroup("wide", [IndexError(index) for index in range(width)])


def raise_(error):
    raise error


run(raise_, deep(12))
run(raise_, wide(17))
try:
    raise_(wide(3))
except* IndexError as group:
    raise OSError("last") from group.exceptions[1]
