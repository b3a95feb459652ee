"""Pipelines of generators and coroutines driven by hand; custom awaitables; async generators and context managers."""
import collections
import collections.abc
import contextlib
import functools
import itertools
import operator
import types
import warnings


def pipeline(*stages):
    return functools.reduce(lambda source, stage: stage(source), stages)


def grep(pattern):
    def stage(lines):
        for line in lines:
            if pattern in line:
                yield line
    return stage


def averager():
    total = count = 0
    average = None
    while True:
        try:
            value = yield average
        except ValueError:
            total = count = 0
            average = None
            continue
        except GeneratorExit:
            print("averager closed", count)
            raise
        total += value
        count += 1
        average = total / count


class Sleep:
    def __init__(self, turns):
        self.turns = turns

    def __await__(self):
        for turn in range(self.turns):
            got = yield ("sleep", turn)
            if got == "stop":
                raise RuntimeError("stopped while asleep")
        return self.turns


class Loop:
    def __init__(self):
        self.ready = collections.deque()
        self.results = {}

    def spawn(self, name, coroutine):
        self.ready.append((name, coroutine))

    def run(self):
        while self.ready:
            name, coroutine = self.ready.popleft()
            try:
                print(f"  {name}: {coroutine.send(None)}")
            except StopIteration as stop:
                self.results[name] = stop.value
            except Exception as error:
                self.results[name] = error
            else:
                self.ready.append((name, coroutine))
        return self.results


async def ticks(n):
    try:
        for i in range(n):
            await Sleep(1)
            yield i
    finally:
        print("  ticks done")


@contextlib.asynccontextmanager
async def resource(name):
    print("  open", name)
    await Sleep(1)
    try:
        yield name.upper()
    finally:
        print("  close", name)


async def worker(name, n):
    async with resource(name) as opened, contextlib.AsyncExitStack() as stack:
        stack.callback(print, "  stack", name)
        total = sum([i async for i in ticks(n)])
        if name == "b":
            raise KeyError(opened)
        return total


print(list(pipeline(["a 1", "b 2", "a 3"], grep("a"), lambda s: (line.split()[1] for line in s))))
average = averager()
next(average)
print([average.send(v) for v in (10, 20, 60)], average.throw(ValueError()), average.send(1))
average.close()
loop = Loop()
for name, n in (("a", 2), ("b", 1)):
    loop.spawn(name, worker(name, n))
print(loop.run())
coroutine = worker("c", 1)
print(coroutine.send(None), coroutine.cr_frame.f_lineno > 0, coroutine.cr_await is not None)
coroutine.close()
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    worker("never", 0)
print([str(w.message) for w in caught])
try:
    sleeping = Sleep(2).__await__()
    next(sleeping)
    sleeping.send("stop")
except RuntimeError as error:
    print(error)


@types.coroutine
def old_style():
    value = yield "asked"
    return value * 2


async def uses_old():
    return await old_style()


c = uses_old()
print(c.send(None))
try:
    c.send(21)
except StopIteration as stop:
    print(stop.value, isinstance(c, collections.abc.Coroutine), isinstance(ticks(1), collections.abc.AsyncIterator))


class Countdown:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n + 1
    def __length_hint__(self): return self.n


print(list(Countdown(3)), operator.length_hint(Countdown(5)), max(Countdown(4)), 2 in Countdown(3))
tee1, tee2 = itertools.tee(Countdown(2))
print(list(tee1), list(tee2), list(itertools.chain.from_iterable([Countdown(2), "x"])), next(itertools.count(5, 2)), list(itertools.islice(itertools.cycle("ab"), 3)))


def delegating():
    try:
        result = yield from inner()
        print("inner returned", result)
    except ZeroDivisionError as error:
        yield f"caught {error}"
    with contextlib.suppress(StopIteration):
        yield next(iter([]))
    return "end"


def inner():
    x = yield 1
    y = yield x
    return 1 // y


for sent in (1, 0):
    g = delegating()
    print(next(g), g.send("x"))
    try:
        print(g.send(sent))
        next(g)
    except StopIteration as stop:
        print("stop", stop.value)
try:
    async def bad(): yield 1
    bad().__anext__().send(None)
except StopIteration as stop:
    print("async value", stop.value)
