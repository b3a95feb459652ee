# str() of a UnicodeError looks at its object after the texts of encoding and reason, which may have changed it.
class Evil(str):
    def __str__(self):
        side_effect(error)
        return self


def set_none(error):
    error.object = None


def delete(error):
    del error.object


def set_empty(error):
    error.object = ""


def move(error):
    error.start = 5
    error.end = 0


def show(function):
    try:
        print(function())
    except Exception as raised:
        print(type(raised).__name__, raised)


for side_effect in (set_none, delete, set_empty, move):
    for error in (
        UnicodeEncodeError(Evil("utf-8"), "xyz", 0, 1, "why"),
        UnicodeDecodeError("utf-8", b"xyz", 0, 1, Evil("why")),
        UnicodeTranslateError("xyz", 0, 1, Evil("why")),
    ):
        show(lambda: str(error))
for make in (
    lambda: UnicodeEncodeError("utf-8", "xyz", 0, 1, "why"),
    lambda: UnicodeDecodeError("utf-8", bytearray(b"xyz"), 0, 1, "why"),
    lambda: UnicodeTranslateError("xyz", 0, 1, "why"),
):
    for name in ("encoding", "object", "reason", "start"):
        for change in (lambda error: setattr(error, name, None), lambda error: delattr(error, name)):
            error = make()
            show(lambda: change(error))
            show(lambda: (error.object, str(error)))

error = SyntaxError("message", ("file.py", 1, 2, "text", 2, 3))
print(error._metadata, error.end_lineno)
error = SyntaxError("message", ("file.py", 1, 2, "text", 2, 3, 4))
print(error._metadata)
error.__init__("other")
print(error.msg, error.filename, error.end_lineno, error._metadata)
error.__init__("other", ("f", 1, 2, "x"))
print(error.msg, error.filename, error.end_lineno, error._metadata)
show(lambda: SyntaxError("message", (1, 2, 3, 4, 5, 6, 7, 8)))
show(lambda: SyntaxError("message", (1, 2, 3, 4, 5)))
