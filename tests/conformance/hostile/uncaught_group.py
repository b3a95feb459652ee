# Uncaught: a group of groups with causes, notes and a leaf that is in it twice.
leaf = KeyError("leaf")
leaf.add_note("a note\nof two lines")


def fail():
    try:
        1 / 0
    except ZeroDivisionError as error:
        raise ExceptionGroup("inner", [leaf, ValueError("value"), leaf]) from error


try:
    fail()
except ExceptionGroup as group:
    raise BaseExceptionGroup("outer", [group, KeyboardInterrupt(), SystemExit(3)]) from leaf
