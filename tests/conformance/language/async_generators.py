# Asynchronous generators driven by hand: asend, athrow, aclose, hooks, anext with a default.
import gc
import sys
import types


@types.coroutine
def suspend(value):
    return (yield value)


def run(awaitable, *sent):
    sent = list(sent)
    iterator = awaitable.__await__()
    value = None
    while True:
        try:
            print("  yields", iterator.send(value))
        except StopIteration as stop:
            return stop.value
        value = sent.pop(0) if sent else None


def attempt(awaitable, *sent):
    try:
        print(repr(run(awaitable, *sent)))
    except BaseException as error:
        print(type(error).__name__, error)


async def numbers():
    try:
        got = None
        for number in range(3):
            await suspend(("before", number, got))
            try:
                got = yield number
            except KeyError as error:
                got = error
    except GeneratorExit:
        await suspend("closing")
        raise
    finally:
        print("  finally")


generator = numbers()
print(generator.ag_running, generator.ag_suspended, generator.ag_await, generator.__name__)
attempt(generator.__anext__())
attempt(generator.asend("sent"))
attempt(generator.athrow(KeyError("thrown")))
print(generator.ag_suspended, generator.ag_frame.f_lineno)
attempt(generator.asend(None))
attempt(generator.asend(None))
attempt(generator.aclose())
print(generator.ag_frame, generator.ag_running)

generator = numbers()
attempt(generator.asend(None))
closing = generator.aclose()
print(closing.send(None), generator.ag_running)
attempt(generator.asend(None))
attempt(generator.aclose())
attempt(generator.athrow(ValueError))
try:
    closing.send(None)
except StopIteration as stop:
    print("closed", stop.value)
attempt(closing)
attempt(generator.__anext__())

generator = numbers()
step = generator.asend(None)
print(step.send(None), type(generator.ag_await))
try:
    step.throw(ZeroDivisionError("by throw"))
except ZeroDivisionError as error:
    print(repr(error), generator.ag_running)
attempt(step)
attempt(generator.athrow(ValueError))


async def stubborn():
    try:
        yield 1
    finally:
        yield 2


generator = stubborn()
attempt(generator.asend(None))
attempt(generator.aclose())
attempt(generator.aclose())
generator = stubborn()
attempt(generator.asend(None))
attempt(generator.athrow(GeneratorExit))


async def raises(error):
    yield 1
    raise error


for error in (StopIteration(1), StopAsyncIteration(2), ValueError(3), GeneratorExit()):
    generator = raises(error)
    attempt(generator.asend(None))
    attempt(generator.asend(None))
    attempt(generator.asend(None))


async def coroutine_raises():
    raise StopIteration("value")


attempt(coroutine_raises())
step = numbers().asend(None)
print(step.close(), step.close())
attempt(step)


async def two():
    yield 1
    yield 2


async def with_default():
    generator = two()
    return [await anext(generator, "default") for _ in range(4)], await anext(aiter(two()))


attempt(with_default())
awaitable = anext(two(), "default")
try:
    print(awaitable.send(None))
except StopIteration as stop:
    print(stop.value)


async def collect():
    return [(a, b) async for a in two() async for b in two() if a != b]


attempt(collect())


async def pipeline(n):
    source = two()
    for _ in range(n):
        source = (item + 1 async for item in source)
    return [item async for item in source]


attempt(pipeline(50))

gc.collect()
print("hooks")
old = sys.get_asyncgen_hooks()
waiting = []
sys.set_asyncgen_hooks(
    firstiter=lambda generator: print("  first", generator.__name__),
    finalizer=lambda generator: (print("  finalize", generator.__name__, generator.ag_suspended), waiting.append(generator)),
)
print(len(sys.get_asyncgen_hooks()))
generator = numbers()
attempt(generator.asend(None))
del generator
attempt(waiting.pop().aclose())
generator = numbers()
attempt(generator.asend(None))
cycle = [generator]
cycle.append(cycle)
del generator, cycle
print(gc.collect())
generator = waiting.pop()
attempt(generator.asend(None))
del generator
print("nobody closes it again", waiting)
two()
step = two().asend(None)
step.close()
del step
print(waiting)
sys.set_asyncgen_hooks(*old)
print(sys.get_asyncgen_hooks())


def refuses(generator):
    raise LookupError("no")


sys.set_asyncgen_hooks(firstiter=refuses)
generator = two()
try:
    generator.__anext__()
except LookupError as error:
    print(repr(error))
sys.set_asyncgen_hooks(firstiter=None)
attempt(generator.__anext__())
