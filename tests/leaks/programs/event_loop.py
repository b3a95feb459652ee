"""A small event loop: tasks are generators that wait for each other and for ticks."""

from collections import deque


class Task:
    """A generator that the loop runs, and what waits for its result."""

    def __init__(self, loop, name, generator):
        self.loop = loop
        self.name = name
        self.generator = generator
        self.waiting = []
        self.result = None
        self.done = False

    def step(self, value=None):
        try:
            wanted = self.generator.send(value)
        except StopIteration as stop:
            self.finish(stop.value)
            return
        wanted.attach(self)

    def finish(self, result):
        self.done = True
        self.result = result
        for task in self.waiting:
            self.loop.soon(task, result)
        self.waiting.clear()

    def attach(self, task):
        if self.done:
            self.loop.soon(task, self.result)
        else:
            self.waiting.append(task)


class Ticks:
    """Waits for some turns of the loop."""

    def __init__(self, loop, count):
        self.loop = loop
        self.count = count

    def attach(self, task):
        self.loop.later(self.count, task)


class Loop:
    def __init__(self):
        self.ready = deque()
        self.timers = []
        self.turn = 0

    def spawn(self, name, generator):
        task = Task(self, name, generator)
        self.soon(task, None)
        return task

    def soon(self, task, value):
        self.ready.append((task, value))

    def later(self, turns, task):
        self.timers.append((self.turn + turns, task))

    def run(self):
        while self.ready or self.timers:
            while self.ready:
                task, value = self.ready.popleft()
                task.step(value)
            self.turn += 1
            due = [entry for entry in self.timers if entry[0] <= self.turn]
            self.timers = [entry for entry in self.timers if entry[0] > self.turn]
            for _, task in due:
                self.soon(task, None)


class CurrentTask:
    """Gives a generator the task that it runs in."""

    def __init__(self, loop):
        self.loop = loop

    def attach(self, task):
        self.loop.soon(task, task)


class Event:
    """Something that happens once, or never."""

    def __init__(self, loop):
        self.loop = loop
        self.waiting = []

    def attach(self, task):
        self.waiting.append(task)

    def happen(self, value):
        for task in self.waiting:
            self.loop.soon(task, value)
        self.waiting.clear()


def worker(loop, number, log):
    yield Ticks(loop, number)
    log.append(f"worker {number} at turn {loop.turn}")
    return number * number


def supervisor(loop, log):
    tasks = [loop.spawn(f"w{number}", worker(loop, number, log)) for number in (1, 2, 3)]
    total = 0
    for task in tasks:
        total += yield task
    return total


def listener(loop, event, log):
    """Waits for an event; knows its own task to be able to say who waited."""
    me = yield CurrentTask(loop)
    value = yield event
    log.append(f"{me.name} got {value}")


def main():
    loop, log = Loop(), []
    task = loop.spawn("supervisor", supervisor(loop, log))
    rings = Event(loop)
    loop.spawn("first", listener(loop, rings, log))
    loop.run()
    rings.happen("the bell")
    loop.run()
    for number in range(3):
        # Nobody rings these.
        loop.spawn(f"late {number}", listener(loop, Event(loop), log))
    loop.run()
    print(task.name, task.done, task.result)
    print(log)


if __name__ == "__main__":
    main()
