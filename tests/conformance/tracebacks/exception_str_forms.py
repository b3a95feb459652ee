import traceback


class NoStr(Exception):
    def __str__(self):
        raise ValueError("broken str")


class Empty(Exception): ...


class Outer:
    class Inner(Exception): ...


class OtherModule(Exception):
    __module__ = "some.module"


class Builtin(Exception):
    __module__ = "builtins"


for e in (NoStr(), Empty(), Empty(""), Outer.Inner("q"), OtherModule("m"), Builtin("b"), ValueError("two\nlines"), ValueError(None), KeyError("k"), KeyError(), SystemExit(3), KeyboardInterrupt(), StopIteration(1)):
    print("".join(traceback.format_exception_only(e)), end="")
raise NoStr
