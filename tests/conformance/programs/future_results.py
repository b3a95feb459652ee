"""Results that come later without threads: futures, an inline executor, queues, schedulers with a false clock, contexts."""

import collections
import concurrent.futures
import contextvars
import functools
import gc
import heapq
import itertools
import operator
import queue
import random
import sched
import time
import weakref
from concurrent.futures import CancelledError, Executor, Future, InvalidStateError, TimeoutError
from dataclasses import dataclass, field
from typing import Any

gc.disable()
user = contextvars.ContextVar("user")


class Inline(Executor):
    """Runs what is submitted when somebody steps, in the order of priorities."""

    def __init__(self):
        self.work, self.numbers, self.down = [], itertools.count(), False

    def submit(self, function, /, *arguments, priority=0, **named):
        if self.down:
            raise RuntimeError("cannot schedule new futures after shutdown")
        future = Future()
        context = contextvars.copy_context()
        heapq.heappush(self.work, (priority, next(self.numbers), future,
                                   functools.partial(context.run, function, *arguments, **named)))
        return future

    def step(self):
        if not self.work:
            return False
        *_, future, call = heapq.heappop(self.work)
        if future.set_running_or_notify_cancel():
            try:
                future.set_result(call())
            except BaseException as error:
                future.set_exception(error)
        return True

    def run(self):
        return sum(iter(self.step, False))

    def shutdown(self, wait=True, *, cancel_futures=False):
        self.down = True
        for *_, future, _ in self.work if cancel_futures else ():
            future.cancel()
        if wait:
            self.run()


def then(future, function):
    result = Future()

    def done(inner):
        try:
            result.set_result(function(inner.result(0)))
        except BaseException as error:
            result.set_exception(error)

    future.add_done_callback(done)
    return result


def gather(*futures):
    result, left = Future(), len(futures)

    def done(_):
        nonlocal left
        left -= 1
        if not left:
            errors = [e for f in futures if (e := f.exception(0))]
            result.set_exception(ExceptionGroup("gathered",
                    errors)) if errors else result.set_result([f.result() for f in futures])

    for future in futures:
        future.add_done_callback(done)
    return result


def attempt(*actions):
    for action in actions:
        try:
            print("  ", action())
        except BaseException as error:
            print("  ", type(error).__name__, error, getattr(error, "exceptions", ""))


def whoami():
    return user.get("nobody")


executor = Inline()
first, second, third = (executor.submit(pow, n, 2, priority=-n) for n in (1, 2, 3))
log = []
third.add_done_callback(lambda f: log.append(("third", f.result())))
chained = then(third, lambda value: value / 0)
fine = then(first, str)
print(first, first.done(), first.running(), second.cancel(), second.cancel(), second.cancelled(), executor.step(), log,
      third.done(), third)
attempt(lambda: first.result(timeout=0), lambda: second.result(), lambda: second.exception(), lambda: chained.result(),
        lambda: chained.exception(), lambda: third.set_result(1), lambda: third.set_exception(ValueError()),
        lambda: third.cancel(), lambda: fine.done())
print(executor.run(), fine.result(), second, chained, [f.done() for f in (first, second, third)])
both = gather(executor.submit(int, "3"), executor.submit(int, "x"), executor.submit({}.__getitem__, "k"))
good = gather(*(executor.submit(operator.mul, n, 10) for n in range(3)))
executor.run()
attempt(both.result, good.result, lambda: len(concurrent.futures.wait([good, both], timeout=0).done),
        lambda: sorted(f.result() for f in concurrent.futures.as_completed([good, fine], timeout=0) if f is fine),
        lambda: concurrent.futures.wait([good, Future()], timeout=0,
                                        return_when=concurrent.futures.FIRST_COMPLETED).not_done,
        lambda: next(concurrent.futures.as_completed([Future()], timeout=0)),
        lambda: concurrent.futures.wait([Future()], timeout=0, return_when="NEVER"),
        lambda: TimeoutError is __builtins__.TimeoutError, lambda: issubclass(InvalidStateError,
        concurrent.futures._base.Error), lambda: CancelledError.__mro__[1].__name__)
user.set("ann")
future = executor.submit(whoami)
user.set("bob")
other = contextvars.copy_context()
token = other.run(user.set, "eve")
executor.run()
print(future.result(), user.get(), other[user], whoami(), other.run(whoami), token.var is user, token.old_value,
      user in contextvars.Context(), len(other) >= 1)
attempt(lambda: user.reset(token), lambda: contextvars.Context()[user], lambda: other.run(other.run, print),
        lambda: contextvars.ContextVar("new").get(), lambda: contextvars.ContextVar(3), lambda: contextvars.Context({}),
        lambda: token.old_value, lambda: hash(user) == hash(user), lambda: contextvars.Token(),
        lambda: contextvars.Context().get(user, "default"))
with user.set("inner") as inner:
    print(user.get(), inner.old_value, inner)
print(user.get())
mapped = executor.map(pow, [2, 3], [3, 2])
try:
    executor.run()
    print(list(mapped))
finally:
    executor.submit(print, "cancelled, never printed")
    executor.shutdown(cancel_futures=True)
attempt(lambda: executor.submit(print), lambda: list(executor.map(print, [1])), lambda: Inline().__enter__().work)
watched = weakref.ref(third)
del third, chained, fine
log.clear()
gc.collect()
print(watched() is None)


@dataclass(order=True)
class Job:
    due: int
    name: str = field(compare=False)
    payload: Any = field(compare=False, default=None)


for kind in (queue.Queue, queue.LifoQueue, queue.PriorityQueue, queue.SimpleQueue):
    waiting = kind() if kind is queue.SimpleQueue else kind(maxsize=3)
    for job in (Job(3, "c"), Job(1, "a"), Job(2, "b")):
        waiting.put_nowait(job)
    order = "".join(waiting.get(block=False).name for _ in range(3))
    print(kind.__name__, order, waiting.empty(), waiting.qsize(), getattr(waiting, "full", lambda: None)())
limited = queue.Queue(1)
limited.put("only")
attempt(lambda: limited.put("more", block=False), lambda: limited.put("more", timeout=-1),
        lambda: limited.get(timeout=-1), lambda: limited.get(), lambda: limited.get_nowait(),
        lambda: limited.task_done(), lambda: limited.task_done(), lambda: limited.join(), lambda: limited.shutdown(),
        lambda: limited.put(1), lambda: limited.get(), lambda: queue.PriorityQueue().put([1]) or "put",
        lambda: queue.SimpleQueue().get_nowait())


class Clock:
    def __init__(self):
        self.now = 100

    def sleep(self, seconds):
        self.now += max(0, seconds)


clock = Clock()
scheduler = sched.scheduler(lambda: clock.now, clock.sleep)
out = []


def tick(name, times, every=7):
    out.append((clock.now, name))
    if times:
        scheduler.enter(every, 2, tick, argument=(name, times - 1), kwargs={"every": every})
    if name == "slow":
        clock.now += 10


events = [scheduler.enterabs(105, 1, tick, ("a", 2)), scheduler.enter(5, 0, tick, ("b", 1), {"every": 3}),
          scheduler.enter(9, 1, tick, ("slow", 0)), scheduler.enter(50, 1, tick, ("never", 0))]
scheduler.cancel(events[3])
print(scheduler.run(blocking=False), scheduler.empty(), [e.time for e in scheduler.queue], events[0][:3],
      events[0] < events[2])
attempt(lambda: scheduler.cancel(events[3]), lambda: scheduler.enterabs(106, 1, out.index, ("x",)) and scheduler.run())
print(scheduler.run(), out, scheduler.empty(), clock.now)
draw = random.Random(5)
heap = [draw.randrange(100) for _ in range(12)]
heapq.heapify(heap)
print(heapq.nsmallest(3, heap), heapq.nlargest(3, heap, key=lambda n: n % 10), heapq.heappushpop(heap, -1),
      heapq.heapreplace(heap, 500), [heapq.heappop(heap) for _ in range(4)],
      list(heapq.merge([3, 1], [2], reverse=True)), list(heapq.merge("ac", "b", key=str.upper)))
biggest = []
for n in (3, 9, 4):
    heapq.heappush_max(biggest, n)
attempt(lambda: heapq.heappop([]), lambda: heapq.heappush((), 1), lambda: heapq.heapify([1, "a"]),
        lambda: heapq.heappop_max(biggest), lambda: heapq.heapreplace([], 1),
        lambda: collections.Counter(time.strftime("%Y", time.gmtime(n)) for n in (0, 1)).total())
