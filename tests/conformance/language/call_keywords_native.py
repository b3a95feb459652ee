# Keywords that native functions do not know.


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


class Equal(str):
    def __eq__(self, other):
        return True

    __hash__ = str.__hash__


class Unequal(str):
    def __eq__(self, other):
        return False

    __hash__ = str.__hash__


class Failing(str):
    def __eq__(self, other):
        raise ZeroDivisionError("compared")

    __hash__ = str.__hash__


attempt(lambda: print(1, sep=1, end=2, file=3, flush=4, foo=5))
attempt(lambda: print(1, sep=1, fil=2))
attempt(lambda: print(1, 2, sep=3))
attempt(lambda: print(1, end=3))
attempt(lambda: print(1, sep=3, end=4))
attempt(lambda: max([1], kei=1))
attempt(lambda: max(1, 2, ky=1))
attempt(lambda: max([1], key=1, foo=3))
attempt(lambda: max([1], key=1, default=1, foo=3))
attempt(lambda: min(foo=3))
for name in (Equal("foo"), Unequal("foo"), Failing("foo")):
    attempt(lambda: print(1, **{name: 2}))
    attempt(lambda: round(1.5, **{name: 2}))
    attempt(lambda: max([1], **{name: 2}))
    attempt(lambda: [1].sort(**{name: 2}))
    attempt(lambda: sum([1], **{name: 2}))
attempt(lambda: print(1, 2, **{Unequal("sep"): "-"}))
attempt(lambda: sum([1], **{Unequal("start"): 3}))
