# Exceptions that are cyclic, uninstantiable, and lie about themselves.
def attempt(name, f):
    try:
        print(name, f())
    except BaseException as error:
        print(name, type(error).__name__, error)


import traceback, io
class BadInit(Exception):
    def __init__(self): raise KeyError("init")
class BadNew(Exception):
    def __new__(cls): return 5
class BadStr(Exception):
    def __str__(self): raise ValueError("str")
    __repr__ = __str__
class NotException: pass
class Meta(type):
    def __instancecheck__(cls, x): raise RuntimeError("instancecheck")
    def __subclasscheck__(cls, x): raise RuntimeError("subclasscheck")
class Checked(Exception, metaclass=Meta): pass
def throw(x, cause=...):
    if cause is ...: raise x
    raise x from cause
for x in (BadInit, BadNew, BadStr, NotException, NotException(), 5, None, "text", (ValueError,), [], type, object, BaseException, ValueError(ValueError(1)), Exception(*range(3))):
    try:
        throw(x)
    except BaseException as e:
        print(type(e).__name__, end=" ")
        try: print(e)
        except Exception as f: print("str raises", f)
for cause in (None, 5, "x", ValueError, ValueError("c"), BadInit, NotException, int):
    try:
        throw(KeyError("k"), cause)
    except BaseException as e:
        print(type(e).__name__, e, repr(e.__cause__), e.__suppress_context__)
for kinds in (5, "x", None, (ValueError, 5), ((),), [ValueError], int, NotException, Checked, (ValueError, (KeyError, (ZeroDivisionError,)))):
    try:
        try:
            1 / 0
        except kinds:
            print("caught", kinds)
    except BaseException as e:
        print(type(e).__name__, e)
e = ValueError("cycle")
e.__cause__ = e
e.__context__ = e
print(e.__cause__ is e, len(traceback.format_exception(e)))
a, b = ValueError("a"), KeyError("b")
a.__context__, b.__context__ = b, a
print(len(traceback.format_exception(a)))
try:
    try:
        raise a
    except ValueError:
        raise a
except ValueError as x:
    print(x.__context__ is a, x.__context__)
chain = None
for n in range(3000):
    link = ValueError(n)
    link.__context__ = chain
    chain = link
try:
    raise KeyError
except KeyError:
    try:
        raise chain
    except ValueError as x:
        print(x.__context__)
chain = link = x = None
for name in ("__traceback__", "__cause__", "__context__", "args", "__suppress_context__", "__notes__", "__class__", "__dict__"):
    for value in (5, None, "ab", [], KeyError):
        e = ValueError("v")
        attempt((name, value), lambda: setattr(e, name, value) or getattr(e, name))
    attempt(("del", name), lambda: delattr(e, name))
e = ValueError()
attempt("with_traceback", lambda: e.with_traceback(5))
attempt("add_note", lambda: e.add_note(5))
attempt("setstate", lambda: e.__setstate__(5))
attempt("setstate", lambda: e.__setstate__({"q": 1}) or e.q)
attempt("reduce", lambda: e.__reduce__())
e.__notes__ = 5
print(traceback.format_exception_only(e))
e.__notes__ = [5, BadStr()]
print(traceback.format_exception_only(e))
print(traceback.format_exception_only(BadStr()))
for make in (lambda: OSError(1), lambda: OSError(1, 2), lambda: OSError(2, "x", "f"), lambda: OSError("a", "b"), lambda: SyntaxError("m", 5), lambda: SyntaxError("m", (1, 2)), lambda: SyntaxError("m", ("f", 1, 2, "t")), lambda: UnicodeDecodeError("u", b"a", 0, 1, "r"), lambda: UnicodeDecodeError("u", b"a", 50, -1, "r"), lambda: UnicodeDecodeError(), lambda: UnicodeEncodeError("u", "\ud800", 0, 1, "r"), lambda: UnicodeEncodeError("u", "", 5, 9, "r"), lambda: KeyError(), lambda: KeyError(1, 2), lambda: StopIteration(1, 2).value, lambda: SystemExit().code, lambda: SystemExit(1, 2).code, lambda: ImportError("m", name=5), lambda: ImportError(q=1), lambda: AttributeError("m", obj=5, name="n").name, lambda: NameError(name=5).name, lambda: ExceptionGroup("m", []), lambda: ExceptionGroup("m", [5]), lambda: ExceptionGroup(5, [e]), lambda: ExceptionGroup("m", [BaseException()]), lambda: BaseExceptionGroup("m", [KeyError()]), lambda: ValueError(a=1)):
    attempt("make", lambda: repr(make()) + "|" + str(make()))
