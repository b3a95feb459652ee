# Generators entered while they run, closed and thrown into from within.
def attempt(name, f):
    try:
        print(name, f())
    except BaseException as error:
        print(name, type(error).__name__, error)


def g():
    try:
        yield action()
    finally:
        print("closing")
for name, act in (("next", lambda: next(it)), ("send", lambda: it.send(1)), ("close", lambda: it.close()), ("throw", lambda: it.throw(ValueError)), ("list", lambda: list(it)), ("frame clear", lambda: it.gi_frame.clear()), ("del", lambda: globals().pop("it"))):
    action = act
    it = g()
    attempt(name, lambda: next(it))
    attempt("again", lambda: next(it))
def closes():
    try:
        yield 1
    except GeneratorExit:
        yield 2
it = closes(); next(it)
attempt("ignored exit", lambda: it.close())
attempt("after", lambda: next(it))
def returns():
    try:
        yield 1
    except GeneratorExit:
        return 5
it = returns(); next(it)
attempt("close value", lambda: it.close())
def raises():
    try:
        yield 1
    finally:
        raise KeyError("in finally")
it = raises(); next(it)
attempt("raise in close", lambda: it.close())
it = (x for x in 5 and [1])
attempt("send started", lambda: it.send(1))
for bad in (1, None, "x", int, ValueError(1), Exception, BaseException("b"), [], object()):
    it = g()
    attempt(("throw", bad), lambda: it.throw(bad))
    def h():
        yield
    it = h(); next(it)
    attempt(("throw started", bad), lambda: it.throw(bad))
def delegating(inner):
    return (yield from inner)
class Iter:
    def __iter__(self): return self
    def __next__(self): return 1
    def close(self): raise RuntimeError("close")
    def throw(self, *a): return "thrown"
it = delegating(Iter()); next(it)
attempt("delegated throw", lambda: it.throw(ValueError))
attempt("delegated close", lambda: it.close())
def self_delegating():
    yield from me
me = self_delegating()
attempt("self", lambda: next(me))
def stop():
    raise StopIteration(3)
    yield
attempt("stop", lambda: next(stop()))
attempt("stop in genexpr", lambda: list(next(iter([])) for _ in [1]))
def catcher():
    while True:
        try:
            yield
        except ValueError as e:
            yield e
it = catcher(); next(it)
attempt("caught", lambda: it.throw(ValueError, "text"))
attempt("uncaught", lambda: it.throw(KeyError("k")))
attempt("finished throw", lambda: it.throw(KeyError("k")))
attempt("finished close", lambda: it.close())
attempt("finished send", lambda: it.send(None))
attempt("for over self", lambda: exec("it = (x for x in (y for y in it))\nlist(it)", {"it": iter([1])}))
chain = iter([1, 2])
for _ in range(500):
    chain = (x for x in chain) if False else delegating(chain)
attempt("chain", lambda: list(chain))
