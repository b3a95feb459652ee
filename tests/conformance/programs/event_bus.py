"""An event bus with weak subscribers, async handlers run by hand, and a history of what was sent."""

import collections
import contextlib
import dataclasses
import enum
import functools
import gc
import inspect
import itertools
import types
import typing
import weakref


class Kind(enum.Flag):
    CREATED = enum.auto()
    CHANGED = enum.auto()
    DELETED = enum.auto()
    ANY = CREATED | CHANGED | DELETED


@dataclasses.dataclass(slots=True, frozen=True)
class Event:
    kind: Kind
    subject: str
    number: int = dataclasses.field(default_factory=itertools.count(1).__next__)


class Bus:
    def __init__(self, size=4):
        self.handlers: dict[Kind, list[weakref.WeakMethod | weakref.ref]] = collections.defaultdict(list)
        self.history: collections.deque[Event] = collections.deque(maxlen=size)

    def on(self, kind, handler):
        make = weakref.WeakMethod if inspect.ismethod(handler) else weakref.ref
        self.handlers[kind].append(make(handler, self.handlers[kind].remove))
        return handler

    def send(self, event):
        self.history.append(event)
        results = []
        for kind, handlers in list(self.handlers.items()):
            if event.kind in kind:
                for reference in list(handlers):
                    handler = reference()
                    result = handler(event)
                    if inspect.iscoroutine(result):
                        result = drive(result)
                    results.append(result)
        return results


@types.coroutine
def pause(value):
    return (yield value)


def drive(coroutine):
    seen = []
    try:
        answer = None
        while True:
            seen.append(coroutine.send(answer))
            answer = len(seen)
    except StopIteration as stop:
        return seen, stop.value


class Listener:
    def __init__(self, name):
        self.name = name

    def hear(self, event):
        return f"{self.name} heard {event.kind.name} {event.subject}"

    def __del__(self):
        print(self.name, "is gone")


bus = Bus()
first, second = Listener("first"), Listener("second")
bus.on(Kind.ANY, first.hear)
bus.on(Kind.CREATED, second.hear)


async def slow(event):
    total = await pause("one") + await pause("two")
    async with contextlib.AsyncExitStack() as stack:
        stack.callback(print, "left the stack")
        return total, [value async for value in countdown(2)]


async def countdown(number):
    while number:
        yield number
        number -= 1


bus.on(Kind.CREATED | Kind.DELETED, slow)
print(bus.send(Event(Kind.CREATED, "a")))
print(bus.send(Event(Kind.CHANGED, "b")))
del second
gc.collect()
print(bus.send(Event(Kind.CREATED, "c")))
del first
print(bus.send(Event(Kind.DELETED, "d")), {kind: len(held) for kind, held in bus.handlers.items()})
bus.send(Event(Kind.DELETED | Kind.CREATED, "e"))
print([dataclasses.astuple(event) for event in bus.history])
print(typing.get_type_hints(Event), Kind.ANY & ~Kind.CREATED, list(Kind.ANY), Kind(5))
with contextlib.suppress(dataclasses.FrozenInstanceError):
    bus.history[0].number = 3
print(functools.singledispatch(repr).registry.keys(), inspect.iscoroutinefunction(slow))
