# What coroutines and asynchronous generators hold, and what happens when they die.
import gc
import sys
import types
import weakref


gc.collect()


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("  del", self.name)

    def __repr__(self):
        return self.name


@types.coroutine
def suspend(value):
    return (yield value)


def kinds(objects):
    return [x.__name__ if isinstance(x, (type, types.FunctionType)) else x.name if isinstance(x, Noisy) else
            x.co_name if isinstance(x, types.CodeType) else x if isinstance(x, (str, int)) else type(x).__name__
            for x in objects]


async def inner(a):
    b = Noisy("b")
    await suspend(a)
    return b


async def outer(a):
    c = Noisy("c")
    try:
        await inner(a)
    finally:
        print("  finally", c.name)


print("created")
coroutine = outer(Noisy("a"))
print(kinds(gc.get_referents(coroutine)), gc.is_tracked(coroutine), sys.getrefcount(coroutine))
coroutine.close()
print("closed before it ran")
del coroutine
print("suspended")
coroutine = outer(Noisy("a"))
coroutine.send(None)
print(kinds(gc.get_referents(coroutine)))
print(kinds(gc.get_referents(coroutine.cr_await)))
print(kinds(gc.get_referents(coroutine.__await__())))
del coroutine
print("ended")
coroutine = outer(Noisy("a"))
coroutine.send(None)
try:
    coroutine.send(None)
except StopIteration:
    pass
print(kinds(gc.get_referents(coroutine)))
del coroutine

print("weak reference")
coroutine = outer(Noisy("a"))
coroutine.send(None)
reference = weakref.ref(coroutine, lambda reference: print("  callback"))
del coroutine

print("frame outlives")
coroutine = outer(Noisy("a"))
coroutine.send(None)
frame = coroutine.cr_frame
print(kinds(frame.f_locals.values()))
del coroutine
print(kinds(frame.f_locals.values()))
del frame

print("cycle")


async def cyclic(a):
    itself = a
    await suspend(1)


holder = [Noisy("held")]
coroutine = cyclic(holder)
holder.append(coroutine)
coroutine.send(None)
del holder, coroutine
print(gc.collect())


async def generator(a):
    b = Noisy("b")
    try:
        while True:
            await suspend(1)
            a = yield a
    finally:
        print("  closing")


print("asynchronous generator")
agen = generator(Noisy("a"))
print(kinds(gc.get_referents(agen)))
step = agen.asend(None)
print(kinds(gc.get_referents(step)))
step.send(None)
print(kinds(gc.get_referents(agen)), gc.is_tracked(step))
try:
    step.send(None)
except StopIteration as stop:
    print(stop.value, sys.getrefcount(stop.value))
print(kinds(gc.get_referents(agen)))
del step
sent = Noisy("sent")
step = agen.asend(sent)
del sent
print(kinds(gc.get_referents(step)))
step.send(None)
del step
print("dies while a step was awaited")
del agen

print("thrown")
agen = generator(Noisy("a"))
step = agen.athrow(ValueError("text"))
print(kinds(gc.get_referents(step)), [kinds(x) for x in gc.get_referents(step)[1:]])
try:
    step.send(None)
except ValueError as error:
    print(repr(error))
del step
print(kinds(gc.get_referents(agen)))
del agen

print("an item dies where it is dropped")


async def items():
    for name in "xyz":
        yield Noisy(name)


async def loop():
    async for item in items():
        print("got", item.name)
    print("done")
    return [item.name async for item in items()]


try:
    loop().send(None)
except StopIteration as stop:
    print(stop.value)


class Manager:
    async def __aenter__(self):
        return Noisy("entered")

    async def __aexit__(self, kind, error, traceback):
        print("exit", repr(error))
        return True

    def __del__(self):
        print("  del manager")


async def managed():
    async with Manager():
        print("body")
        raise ValueError(Noisy("argument"))
    print("behind")


try:
    managed().send(None)
except StopIteration:
    pass

print("exceptions on the way out")


async def failing(a):
    await suspend(1)
    raise LookupError(Noisy("error"))


async def waits(a):
    b = Noisy("b")
    await failing(a)


coroutine = waits(Noisy("a"))
coroutine.send(None)
try:
    coroutine.send(None)
except LookupError as error:
    print(kinds(gc.get_referents(coroutine)))
    traceback = error.__traceback__
    names = []
    while traceback:
        names.append((traceback.tb_frame.f_code.co_name, traceback.tb_lineno))
        traceback = traceback.tb_next
    print(names)
print("handled")
del coroutine
print("chain of suspended coroutines")


async def chain(n):
    noisy = Noisy(f"level {n}")
    await (chain(n - 1) if n else suspend(0))


coroutine = chain(3)
coroutine.send(None)
del coroutine
print("end")
