"""A tiny event loop of our own: awaitables, queues, async generators and context managers driven by hand."""

import collections
import contextlib
import gc
import heapq
import inspect
import itertools
import types
from contextvars import ContextVar, copy_context
from dataclasses import dataclass, field

gc.disable()
current = ContextVar("current", default="nobody")


@types.coroutine
def ask(request, *arguments):
    return (yield request, *arguments)


class Cancelled(BaseException):
    pass


@dataclass(order=True)
class Timer:
    when: int
    number: int
    task: "Task" = field(compare=False)


class Future:
    _result = None

    def __init__(self):
        self.done, self.waiting = False, []

    def set(self, value):
        self.done, self._result = True, value

    def __await__(self):
        if not self.done:
            yield "wait", self
        if isinstance(self._result, BaseException):
            raise self._result
        return self._result


class Task(Future):
    def __init__(self, name, coroutine):
        super().__init__()
        self.name, self.coroutine, self.context = name, coroutine, copy_context()
        self.context.run(current.set, name)


class Loop:
    def __init__(self):
        self.now, self.ready, self.timers, self.numbers, self.log = 0, collections.deque(), [], itertools.count(), []

    def spawn(self, coroutine, name=None):
        task = Task(name or coroutine.__qualname__, coroutine)
        self.ready.append((task, None))
        return task

    def step(self, task, value):
        try:
            send = task.coroutine.throw if isinstance(value, BaseException) else task.coroutine.send
            request, *arguments = task.context.run(send, value)
        except StopIteration as stop:
            self.finish(task, stop.value)
        except (Exception, Cancelled) as error:
            self.log.append(f"{self.now:>3} {task.name} failed: {error!r}")
            self.finish(task, error)
        else:
            match request, arguments:
                case "sleep", [ticks]:
                    heapq.heappush(self.timers, Timer(self.now + ticks, next(self.numbers), task))
                case "wait", [future]:
                    future.waiting.append(task)
                case "spawn", [coroutine, *name]:
                    self.ready.append((task, self.spawn(coroutine, *name)))
                case "cancel", [other]:
                    self.ready += [(other, Cancelled(task.name)), (task, None)]
                    self.timers = [t for t in self.timers if t.task is not other]
                    heapq.heapify(self.timers)
                case "loop", []:
                    self.ready.append((task, self))
                case _:
                    self.ready.append((task, TypeError(f"unknown request {request!r}")))

    def finish(self, task, value):
        task.set(value)
        self.ready.extend((waiter, None) for waiter in task.waiting)

    def run(self, coroutine):
        main = self.spawn(coroutine, "main")
        while self.ready or self.timers:
            if not self.ready:
                timer = heapq.heappop(self.timers)
                self.now = max(self.now, timer.when)
                self.ready.append((timer.task, None))
            self.step(*self.ready.popleft())
        return main._result


class Queue:
    def __init__(self):
        self.items, self.getters = collections.deque(), collections.deque()

    async def put(self, item):
        self.items.append(item)
        if self.getters:
            self.getters.popleft().set(None)
            loop = await ask("loop")
            loop.ready.extend((t, None) for t in Queue.woken(self))

    def woken(self):
        for future in [f for f in self.pending if f.done]:
            self.pending.remove(future)
            yield from future.waiting

    pending: list = []

    async def get(self):
        while not self.items:
            self.getters.append(future := Future())
            self.pending.append(future)
            await future
        return self.items.popleft()


async def sleep(ticks):
    await ask("sleep", ticks)
    return ticks


async def ticker(count):
    try:
        for number in range(count):
            await sleep(2)
            yield number
    finally:
        print("  ticker closed for", current.get())


@contextlib.asynccontextmanager
async def timed(name):
    begin = (await ask("loop")).now
    try:
        yield begin
    except LookupError as error:
        print(f"  {name} swallowed {error!r}")
    finally:
        print(f"  {name} took {(await ask('loop')).now - begin}")


async def producer(queue):
    async with timed("producer"):
        async for number in ticker(3):
            await queue.put(f"item {number}")
        await queue.put(None)
        raise KeyError("end")


async def consumer(queue):
    return [item for item in [await queue.get() for _ in range(4)] if item]


async def sleeper():
    try:
        await sleep(1000)
    except Cancelled as error:
        print("  cancelled by", error)
        raise
    finally:
        await sleep(1)


async def main():
    queue = Queue()
    tasks = [await ask("spawn", c) for c in (producer(queue), consumer(queue), sleeper())]
    print("  main is", current.get(), await sleep(3))
    await ask("cancel", tasks[2])
    results = []
    for task in tasks:
        try:
            results.append(await task)
        except Cancelled as error:
            results.append(repr(error))
    try:
        await ask("dance")
    except TypeError as error:
        results.append(error)
    async with contextlib.aclosing(ticker(9)) as numbers:
        results.append([await anext(numbers), await anext(numbers)])
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(sleep, 5)
        results.append(await stack.enter_async_context(timed("inner")))
    return results


loop = Loop()
print(*loop.run(main()), sep="\n")
print(loop.now, *loop.log, sep="\n")
numbers = ticker(1)
print(inspect.isasyncgen(numbers), numbers.ag_running, numbers.ag_frame.f_code.co_name,
      type(numbers.asend(None)).__name__)
step = numbers.__anext__()
print(step.send(None), inspect.getasyncgenstate(numbers))
for action in (lambda: numbers.asend(1).send(None), lambda: step.throw(Cancelled("stop")),
               lambda: numbers.__anext__().send(None), lambda: step.send(None), lambda: sleep(1).send(3),
               lambda: Task("x", main()).coroutine.throw(ValueError("early")), lambda: numbers.aclose().send(None)):
    try:
        print(action())
    except BaseException as error:
        print(type(error).__name__, error)
coroutine = sleeper()
print(inspect.getcoroutinestate(coroutine), coroutine.send(None), inspect.getcoroutinestate(coroutine),
      coroutine.cr_await is not None, coroutine.__qualname__)
try:
    coroutine.close()
except RuntimeError as error:
    print(error)
print(coroutine.cr_frame is None, current.get(), list(copy_context().items()))
