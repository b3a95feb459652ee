# Tracebacks joined to cycles, and exceptions that point at each other, are printed.
def attempt(name, f):
    try:
        print(name, f())
    except BaseException as error:
        print(name, type(error).__name__, str(error)[:150])


import sys
import traceback


def make(text):
    try:
        raise ValueError(text)
    except ValueError as error:
        return error


def deep(n):
    if n == 0:
        raise KeyError("deep")
    deep(n - 1)


a, b = make("a"), make("b")
tb = a.__traceback__
attempt("loop of one", lambda: setattr(tb, "tb_next", tb))
try:
    deep(3)
except KeyError as error:
    chain = error.__traceback__
attempt("loop of four", lambda: setattr(chain.tb_next.tb_next.tb_next, "tb_next", chain))
attempt("number", lambda: setattr(tb, "tb_next", 5))
attempt("delete", lambda: delattr(tb, "tb_next"))
attempt("lineno", lambda: setattr(tb, "tb_lineno", 5))
attempt("frame", lambda: setattr(tb, "tb_frame", None))
attempt("with_traceback", lambda: a.with_traceback(5))
attempt("__traceback__", lambda: setattr(a, "__traceback__", "x"))
attempt("del __traceback__", lambda: delattr(a, "__traceback__"))
for name in ("__cause__", "__context__"):
    attempt(name, lambda: setattr(a, name, 5))
    attempt("del " + name, lambda: delattr(a, name))
    attempt("class " + name, lambda: setattr(a, name, ValueError))
a.__cause__ = a
print("".join(traceback.format_exception(a))[-80:])
a.__cause__, b.__cause__ = b, a
text = traceback.format_exception(a)
print(len(text), text[-1])
a.__cause__ = b.__cause__ = None
a.__context__, b.__context__ = b, a
a.__suppress_context__ = b.__suppress_context__ = False
text = traceback.format_exception(a)
print(len(text), text[-1])
error = None
for i in range(3000):
    new = ValueError(i)
    new.__context__ = error
    error = new
attempt("long chain", lambda: len(traceback.format_exception(error)) > 0)
TracebackType = type(tb)
attempt("new", lambda: TracebackType(None, None, 1, 1))
attempt("new", lambda: TracebackType(None, sys._getframe(), 0, 1).tb_lineno)
attempt("new", lambda: TracebackType(tb, sys._getframe(), -1, -5).tb_lineno)
attempt("new", lambda: TracebackType(5, sys._getframe(), -1, -5))
fake = TracebackType(None, sys._getframe(), sys._getframe().f_lasti, 99_999)
print("".join(traceback.format_exception(ValueError, ValueError("far"), fake)))


class Liar(Exception):
    def __str__(self):
        raise RuntimeError("no str")

    __repr__ = __str__


class Notes(Exception):
    __notes__ = 5


class Deep(Exception):
    @property
    def __notes__(self):
        raise RuntimeError("no notes")


class NotText(Exception):
    def __str__(self):
        return 5


for error in (Liar(), Notes("n"), Deep("d"), NotText("t"), ValueError(Liar()), ExceptionGroup("g", [Liar(), a])):
    attempt("lines", lambda: traceback.format_exception_only(error))
error = ValueError("notes")
for notes in ([1, None, "text\nlines"], "text", (), {"a": 1}, None, ["\ud800"]):
    error.__notes__ = notes
    attempt("notes", lambda: ascii(traceback.format_exception_only(error)))
del error.__notes__
attempt("add_note", lambda: error.add_note(5))
error.__notes__ = 5
attempt("add_note", lambda: error.add_note("x"))
