# What exceptions carry.
def attempt(call, *names):
    try:
        call()
    except BaseException as e:
        print(type(e).__name__, e.args, str(e), {n: getattr(e, n) for n in names})


def raiser(e):
    def f():
        raise e
    return f


attempt(raiser(StopIteration(5)), "value")
attempt(raiser(StopIteration()), "value")
attempt(raiser(SystemExit(3)), "code")
attempt(raiser(SystemExit()), "code")
attempt(raiser(SystemExit(1, 2)), "code")
attempt(raiser(KeyError("k")))
attempt(raiser(KeyError("a", "b")))
attempt(raiser(KeyError()))
attempt(lambda: {}["it's"])
attempt(raiser(OSError(2, "No such file", "name.txt")), "errno", "strerror", "filename", "filename2")
attempt(raiser(OSError(2, "msg")), "errno", "strerror", "filename")
attempt(raiser(OSError("one")), "errno", "strerror", "filename")
attempt(raiser(OSError(13, "denied")))
attempt(raiser(OSError(17, "exists", "a", None, "b")), "filename2")
attempt(lambda: open("no/such/file"), "errno", "strerror", "filename")
attempt(lambda: undefined_name, "name")
attempt(lambda: (5).nothing, "name", "obj")
attempt(lambda: __import__("no_such_module_here"), "name", "path", "msg")
attempt(raiser(ImportError("m", name="n", path="p")), "name", "path", "msg")
attempt(raiser(NameError("m", name="n")), "name")
attempt(raiser(AttributeError("m", name="n", obj=1)), "name", "obj")
attempt(raiser(UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad")), "encoding", "object", "start", "end", "reason")
attempt(raiser(UnicodeEncodeError("ascii", "é", 0, 1, "bad")), "encoding", "object", "start", "end", "reason")
attempt(lambda: b"a\xff".decode(), "start", "end", "reason")
attempt(raiser(SyntaxError("m", ("f.py", 1, 2, "text", 1, 3))), "msg", "filename", "lineno", "offset", "text", "end_lineno", "end_offset", "print_file_and_line")
attempt(raiser(ValueError(1, 2)))
attempt(raiser(ValueError("x", [1])))
attempt(raiser(Exception()))
attempt(raiser(AssertionError("a")))


def failing_assert():
    assert 1 > 2, ("a", 3)


attempt(failing_assert)
for text in ("ValueError(x=1)", "ImportError(zzz=1)", "UnicodeDecodeError(1)", "BaseException.__new__(int)", "OSError(1, 2, x=3)", "StopIteration(x=1)", "NameError(foo=1)"):
    try:
        print(repr(eval(text)))
    except TypeError as error:
        print(error)
e = ValueError("v")
e.add_note("one")
e.add_note("two")
e.extra = 5
print(e.__notes__, e.__dict__, e.with_traceback(None) is e, e.__traceback__, repr(e))
e.args = ("changed", 2)
print(e, repr(e), e.args)
try:
    e.add_note(5)
except TypeError as error:
    print(error)
print(ValueError("a") == ValueError("a"), repr(ValueError("it's")), repr(ValueError(1)), repr(ValueError(("t",))), str(ValueError(None)))
