# Generators: iteration, send, throw, close, return values, state.
def count(n):
    print("start")
    for i in range(n):
        received = yield i
        if received:
            print("got", received)
    return "done"


g = count(3)
print(next(g), g.send("hello"), next(g))
try:
    next(g)
except StopIteration as stop:
    print(stop.value)
try:
    next(g)
except StopIteration as stop:
    print(stop.value)
g = count(1)
try:
    g.send(1)
except TypeError as error:
    print(error)
print(g.send(None))
g.close()
print(list(g))


def catcher():
    while True:
        try:
            yield "waiting"
        except ValueError as error:
            yield f"caught {error}"
        finally:
            print("finally")


g = catcher()
print(next(g), g.throw(ValueError("v")), next(g))
try:
    g.throw(KeyError("k"))
except KeyError as error:
    print("out", error)


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


g = stubborn()
next(g)
try:
    g.close()
except RuntimeError as error:
    print(error)


def returns_on_close():
    try:
        yield 1
    except GeneratorExit:
        return "closed value"


g = returns_on_close()
next(g)
print(g.close())


def raises_stop():
    yield 1
    raise StopIteration("leaks")


g = raises_stop()
next(g)
try:
    next(g)
except RuntimeError as error:
    print(error, repr(error.__cause__))


def reenter():
    yield next(me)


me = reenter()
try:
    next(me)
except ValueError as error:
    print(error)
g = (x * x for x in range(4))
print(type(g).__name__, g.__name__, g.__qualname__, g.gi_running, g.gi_yieldfrom, g.gi_frame is not None)
print(sum(g), g.gi_frame)
g = count(2)
try:
    g.throw(ValueError("unstarted"))
except ValueError as error:
    print("unstarted", error)
print(list(g))
try:
    count(1).throw(5)
except TypeError as error:
    print(error)


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


print([v for v, _ in zip(fib(), range(12))])
print(repr(count(1))[:27], iter(g) is g)


def lazy(log):
    log.append("ran")
    yield


log = []
g = lazy(log)
print(log)
next(g)
print(log)
