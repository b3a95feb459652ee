# Coroutines driven by hand: what they yield, return, raise; their attributes while they run.
import sys
import types


@types.coroutine
def suspend(value):
    return (yield value)


def run(coroutine, *sent):
    """Drives to the end; prints what is yielded."""
    sent = list(sent)
    value = None
    while True:
        try:
            print("  yields", coroutine.send(value))
        except StopIteration as stop:
            return stop.value
        value = sent.pop(0) if sent else None


async def add(a, b):
    return await suspend(a) + await suspend(b)


async def outer():
    first = await add(1, 2)
    second = await add(first, first)
    return first, second


print(run(outer(), 10, 20, 30, 40))


class Awaitable:
    def __await__(self):
        got = yield "asked"
        return "got", got


async def awaits_object():
    return await Awaitable()


print(run(awaits_object(), 5))


async def handles():
    try:
        await suspend("try")
    except KeyError as error:
        print("  caught", repr(error), repr(error.__context__))
        return await suspend("except")
    finally:
        await suspend("finally")


coroutine = handles()
print(coroutine.send(None))
print(coroutine.throw(KeyError("k")))
print(coroutine.send("value"))
try:
    coroutine.send(None)
except StopIteration as stop:
    print(stop.value)


async def states():
    print("running", coroutine.cr_running, coroutine.cr_suspended, coroutine.cr_await, coroutine.cr_frame is sys._getframe())
    await suspend(1)


coroutine = states()
print("created", coroutine.cr_running, coroutine.cr_suspended, coroutine.cr_await, coroutine.cr_frame is None)
print(coroutine.__name__, coroutine.__qualname__, coroutine.cr_code is states.__code__, coroutine.cr_origin)
coroutine.send(None)
print("suspended", coroutine.cr_running, coroutine.cr_suspended, type(coroutine.cr_await), coroutine.cr_frame.f_lineno)
coroutine.close()
print("closed", coroutine.cr_running, coroutine.cr_suspended, coroutine.cr_await, coroutine.cr_frame)
coroutine.__name__ = coroutine.__qualname__ = "renamed"
print(coroutine.__name__, coroutine.__qualname__)


class Manager:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    async def __aenter__(self):
        await suspend("enter " + self.name)
        return self.name

    async def __aexit__(self, kind, error, traceback):
        await suspend("exit " + self.name)
        print("  exit", self.name, repr(error), traceback is not None)
        return self.swallow


async def managed(how):
    for _ in range(1):
        async with Manager("a") as a, Manager("b", swallow=True) as b:
            if how == "raise":
                raise ValueError(a + b)
            if how == "return":
                return a + b
            if how == "break":
                break
    return "end"


for how in ("pass", "raise", "return", "break"):
    print(how)
    print(run(managed(how)))


class Countdown:
    def __init__(self, count):
        self.count = count

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.count == 0:
            raise StopAsyncIteration
        self.count -= 1
        await suspend("next")
        return self.count


async def loops(stop):
    found = []
    async for item in Countdown(4):
        if item == 2:
            continue
        if item == stop:
            break
        found.append(item)
    else:
        found.append("else")
    return found


print(run(loops(0)))
print(run(loops(None)))


async def comprehensions():
    return (
        [item async for item in Countdown(2)],
        {item: await add(item, item) for item in range(1)},
        {item async for item in Countdown(3) if item},
        [[inner async for inner in Countdown(outer)] for outer in range(3)],
    )


print(run(comprehensions(), *range(20)))


async def deep(n):
    return await deep(n - 1) + 1 if n else await suspend("bottom")


sys.setrecursionlimit(20000)
coroutine = deep(10000)
print(coroutine.send(None))
try:
    coroutine.send(0)
except StopIteration as stop:
    print(stop.value)


@types.coroutine
def old_style():
    return (yield from add(1, 2))


async def awaits_generator():
    return await old_style()


print(run(awaits_generator(), 3, 4))
print([hex(f.__code__.co_flags & 0x3A0) for f in (add, suspend, run, lambda: (yield))])


async def gen():
    yield


print(hex(gen.__code__.co_flags & 0x3A0), type(gen()), type(suspend(1)))


async def asynchronous():
    return (item async for item in Countdown(1))


generator = run(asynchronous())
print(type(generator), generator.__qualname__, hex(generator.ag_code.co_flags & 0x3A0))
