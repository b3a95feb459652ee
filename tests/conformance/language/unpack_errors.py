# Unpacking: every message.
def attempt(text, **names):
    try:
        exec(text, names)
    except Exception as error:
        print(f"{text}: {type(error).__name__}: {error}")
    else:
        print(text, "ok")


class Endless:
    def __iter__(self):
        n = 0
        while True:
            yield n
            n += 1


attempt("a, b, c = 1, 2")
attempt("a, b = 1, 2, 3")
attempt("a, b = [1]")
attempt("a, b = iter([1, 2, 3])")
attempt("a, b = endless", endless=Endless())
attempt("a, b = 'abc'")
attempt("a, b = {'x': 1}")
attempt("a, (b, c) = 1, 2")
attempt("a, *b, c = ()")
attempt("a, b = None")
attempt("a, = 3.5")
attempt("*a, = 1")
attempt("f(*1)", f=print)
attempt("f(**1)", f=print)
attempt("f(**{1: 2})", f=print)
attempt("[*1]")
attempt("{*1}")
attempt("{**1}")
attempt("(*None,)")
attempt("for a, b in [1]: pass")
attempt("for a, b in [(1,)]: pass")
attempt("[1 for a, b in [(1, 2, 3)]]")
attempt("f(*a, **b)", f=lambda *p, **k: None, a=(), b={})
attempt("f(x=1, **{'x': 2})", f=lambda **k: None)
attempt("f(1, **{'a': 2})", f=lambda a: None)
