"""A scheduler with priorities and generators as tasks."""
import heapq
import itertools
import logging
import sys
import weakref
from abc import ABC, abstractmethod
from collections import deque
from contextlib import contextmanager, suppress, ExitStack
from functools import partial, singledispatchmethod, total_ordering

logging.basicConfig(stream=sys.stdout, level=logging.DEBUG, format="%(levelname)-7s %(name)s: %(message)s")
log = logging.getLogger("scheduler")


@total_ordering
class Job:
    counter = itertools.count(1)

    def __init__(self, work, priority=0):
        self.number = next(self.counter)
        self.work = work
        self.priority = priority

    def __lt__(self, other):
        return (-self.priority, self.number) < (-other.priority, other.number)

    def __eq__(self, other):
        return isinstance(other, Job) and self.number == other.number

    def __hash__(self):
        return hash(self.number)

    def __repr__(self):
        return f"<Job {self.number} p={self.priority}>"


class Queue(ABC):
    @abstractmethod
    def push(self, job): ...

    @abstractmethod
    def pop(self): ...

    def drain(self):
        with suppress(IndexError):
            while True:
                yield self.pop()


class Fifo(Queue):
    def __init__(self):
        self.jobs = deque()

    def push(self, job):
        self.jobs.append(job)

    def pop(self):
        return self.jobs.popleft()


class ByPriority(Queue):
    def __init__(self):
        self.jobs = []

    def push(self, job):
        heapq.heappush(self.jobs, job)

    def pop(self):
        return heapq.heappop(self.jobs)


class Scheduler:
    def __init__(self, queue):
        self.queue = queue
        self.seen = weakref.WeakSet()

    @singledispatchmethod
    def submit(self, work, priority=0):
        raise TypeError(f"cannot submit {type(work).__name__}")

    @submit.register
    def _(self, work: Job, priority=0):
        self.queue.push(work)
        self.seen.add(work)

    @submit.register(partial)
    def _(self, work, priority=0):
        self.submit(Job(work, priority))

    def run(self):
        for job in self.queue.drain():
            log.debug("run %r", job)
            try:
                result = job.work()
            except Exception as error:
                log.error("%r failed: %s", job, error)
                continue
            if hasattr(result, "send"):
                with suppress(StopIteration):
                    log.info("%r yields %r", job, next(result))
                    again = Job(partial(lambda it: it, result), job.priority - 1)
                    self.submit(again)
            else:
                log.info("%r -> %r", job, result)


def steps(n):
    for i in range(n):
        yield i


@contextmanager
def section(name):
    print("<", name)
    try:
        yield name
    finally:
        print(name, ">")


with ExitStack() as stack:
    for kind in (Fifo, ByPriority):
        stack.enter_context(section(kind.__name__))
        scheduler = Scheduler(kind())
        scheduler.submit(partial(pow, 2, 10), 1)
        scheduler.submit(partial(steps, 2), 5)
        scheduler.submit(partial(int, "x"), 3)
        scheduler.run()
        print(len(scheduler.seen))
try:
    Queue()
except TypeError as error:
    print(error)
try:
    scheduler.submit(3)
except TypeError as error:
    print(error)
print(sorted([Job(None, 1), Job(None, 2)], reverse=True), Job(None) >= Job(None))
