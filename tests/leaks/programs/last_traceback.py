"""A console for commands: it notes the last failure in sys, as the interpreter's prompt does, for a debugger to look at."""

import sys
import weakref


class Result:
    def __init__(self, rows):
        self.rows = rows


def query(text):
    result = Result([text] * 100)
    seen.append(weakref.ref(result))
    if "drop" in text:
        raise PermissionError(f"not allowed: {text}")
    return len(result.rows)


def execute(text):
    try:
        print(text, "->", query(text))
    except PermissionError as error:
        sys.last_type, sys.last_value, sys.last_traceback = type(error), error, error.__traceback__
        sys.last_exc = error
        print(text, "->", error)


seen = []
execute("select")
execute("drop")
print("alive:", [result() is not None for result in seen])
