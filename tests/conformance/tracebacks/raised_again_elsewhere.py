# The traceback of a frame that has raised again in a handler it was suspended in, or behind an `except*` clause, after another
# function has had a handler in its place.
import traceback


def long_one():
    try:
        a = [1, 2, 3]
        b = [a, a, a]
        c = {"a": a, "b": b}
        d = [x for x in a if x]
        e = (a, b, c, d)
        f = [e, e, e]
        for i in f:
            a.append(i)
        with Manager():
            raise KeyError("long")
    except KeyError:
        pass


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        return False


class Later:
    def __await__(self):
        yield "waiting"


class AsyncManager:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *args):
        await Later()
        return False


async def suspended():
    async with AsyncManager():
        raise ValueError("suspended")


def yielding():
    try:
        raise ValueError("yielding")
    finally:
        yield 1


def starred():
    try:
        raise ExceptionGroup("group", [ValueError(1), TypeError(2)])
    except* ValueError:
        pass


def show(function):
    try:
        function()
    except BaseException as error:
        trace = error.__traceback__
        while trace:
            print(type(error).__name__, trace.tb_frame.f_code.co_name, trace.tb_lineno)
            trace = trace.tb_next


def resumed(iterator):
    long_one()
    try:
        iterator.send(None)
    except StopIteration:
        print("stopped")


for make in (suspended, yielding):
    iterator = make()
    print(iterator.send(None))
    long_one()
    show(lambda: resumed(iterator))
long_one()
show(starred)
show(lambda: (long_one(), starred()))
