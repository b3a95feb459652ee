# Events of generators, of what delegates to them, and of coroutines.
import sys

HERE = sys._getframe().f_code.co_filename


def tracer(frame, event, argument):
    if frame.f_code.co_filename != HERE or frame.f_code.co_name in ("run", "Await"):
        return None
    first = frame.f_code.co_firstlineno
    shown = argument[0].__name__ if event == "exception" else argument
    print(f"{event:9} {frame.f_code.co_name} {frame.f_lineno - first} {shown}")
    return tracer


def run(function, *arguments):
    print("---", function.__name__)
    sys.settrace(tracer)
    try:
        function(*arguments)
    except Exception as error:
        sys.settrace(None)
        print("raised", type(error).__name__, error)
    sys.settrace(None)


def numbers():
    yield 1
    x = yield 2
    return x


def plain():
    yield 1


def loop():
    for i in plain():
        pass
    for i in numbers():
        pass


def delegating():
    x = yield from numbers()
    yield x


def outer():
    for i in delegating():
        print("got", i)


def sends():
    g = numbers()
    next(g)
    g.send(5)
    try:
        g.send(6)
    except StopIteration as stop:
        print("value", stop.value)


def guarded():
    try:
        yield 1
    except ValueError:
        yield 2
    finally:
        x = 3


def throws():
    g = guarded()
    next(g)
    print(g.throw(ValueError))
    g.close()


def closes():
    g = plain()
    next(g)
    g.close()
    g = plain()
    g.close()


def comprehensions():
    a = [
        i
        for i in (1, 2)
    ]
    b = list(i for i in a)
    c = {i: i for i in a}


class Await:
    def __await__(self):
        yield 1


async def inner():
    await Await()
    return 2


async def coroutine():
    return await inner()


def drives():
    c = coroutine()
    print(c.send(None))
    try:
        c.send(None)
    except StopIteration as stop:
        print(stop.value)


async def items():
    yield 1
    await Await()
    yield 2


async def iterates():
    async for i in items():
        x = i


def drives_items():
    c = iterates()
    print(c.send(None))
    try:
        c.send(None)
    except StopIteration:
        pass


class Stops:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration


def python_iterator():
    for i in Stops():
        pass


run(loop)
run(outer)
run(sends)
run(throws)
run(closes)
run(comprehensions)
run(drives)
run(drives_items)
run(python_iterator)
