# Exception groups nested deep, cyclic, split by conditions that raise.
def attempt(name, f):
    try:
        print(name, f())
    except BaseException as error:
        print(name, type(error).__name__, str(error)[:150])


import traceback


def outcome(f):
    try:
        return f()
    except RecursionError:
        return "RecursionError"


for args in ((), ("m",), ("m", []), ("m", 5), ("m", [5]), (5, [ValueError()]), ("m", [ValueError], 3), ("m", (ValueError(),)), ("m", {1}),
             ("m", [KeyboardInterrupt()]), ("m", "x"), ("m", [ValueError(), None]), ("m", [ExceptionGroup])):
    attempt("group", lambda: repr(ExceptionGroup(*args)))
    attempt("base", lambda: repr(BaseExceptionGroup(*args)))
group = ValueError("leaf")
for i in range(3000):
    group = ExceptionGroup(str(i), [group])
attempt("deep repr", lambda: len(repr(group)) > 0 if False else "skipped")
attempt("deep split", lambda: type(outcome(lambda: group.split(ValueError))).__name__)
attempt("deep subgroup", lambda: type(outcome(lambda: group.subgroup(KeyError))).__name__)
attempt("deep format", lambda: type(outcome(lambda: traceback.format_exception(group))).__name__)
del group
g = ExceptionGroup("g", [ValueError(1), ExceptionGroup("h", [KeyError(2), TypeError(3)])])
for condition in (ValueError, (KeyError, TypeError), lambda e: True, lambda e: False, lambda e: 1 / 0, 5, None, "x", (ValueError, 5), (), int,
                  lambda: True, ExceptionGroup, lambda e: isinstance(e, KeyError), [ValueError]):
    attempt("split", lambda: g.split(condition))
    attempt("subgroup", lambda: g.subgroup(condition))
attempt("derive", lambda: g.derive([]))
attempt("derive", lambda: g.derive(5))
attempt("derive", lambda: g.derive([KeyboardInterrupt()]))
attempt("exceptions", lambda: setattr(g, "exceptions", ()))
attempt("message", lambda: setattr(g, "message", ()))
attempt("class", lambda: ExceptionGroup[int])


class Odd(ExceptionGroup):
    def derive(self, excs):
        return 5


class Raises(ExceptionGroup):
    def derive(self, excs):
        raise ValueError("derive")


class New(ExceptionGroup):
    def __new__(cls, message, excs, extra=None):
        return super().__new__(cls, message, excs)


class Both(ExceptionGroup, ValueError):
    pass


class Liar(ExceptionGroup):
    exceptions = 5


for cls in (Odd, Raises, New, Both, Liar):
    made = cls("m", [ValueError(1), KeyError(2)])
    attempt(cls.__name__, lambda: made.split(ValueError))
    attempt(cls.__name__, lambda: repr(made))
    attempt(cls.__name__, lambda: "".join(traceback.format_exception_only(made)))
items = [ValueError(1)]
made = ExceptionGroup("m", items)
items.append(5)
attempt("copied", lambda: made)
items = [ValueError(1)]
items.append(items)
attempt("itself", lambda: ExceptionGroup("m", items))
made.__cause__ = made
attempt("cause", lambda: len(traceback.format_exception(made)))
leaf = ValueError("shared")
made = ExceptionGroup("a", [leaf, leaf, ExceptionGroup("b", [leaf])])
attempt("shared", lambda: made.split(lambda e: e is leaf))
leaf.__context__ = made
attempt("context", lambda: len(traceback.format_exception(made)))
attempt("wide", lambda: len(traceback.format_exception(ExceptionGroup("w", [ValueError(i) for i in range(1000)]))))
made.__notes__ = 5
attempt("notes", lambda: made.split(ValueError))
attempt("add_note", lambda: made.add_note("x"))
