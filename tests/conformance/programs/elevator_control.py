"""Elevators simulated by events: state machines checked by transitions, a queue of time, strategies, statistics, replay."""

import abc
import collections
import contextlib
import enum
import functools
import heapq
import io
import itertools
import json
import operator
import random
import statistics
import sys
from collections import Counter, deque
from collections.abc import Callable, Generator
from dataclasses import dataclass, field, replace
from typing import Literal, NewType, assert_type, get_args

Floor = NewType("Floor", int)


class State(enum.Enum):
    IDLE = "idle"
    UP = "up"
    DOWN = "down"
    DOORS = "doors"

    @property
    def step(self):
        return {State.UP: 1, State.DOWN: -1}.get(self, 0)


class Machine:
    """Transitions are declared by decorators; hooks run when a state is left or entered."""

    def __init_subclass__(cls):
        cls.transitions, cls.hooks = {}, collections.defaultdict(list)
        for value in vars(cls).values():
            for source, target in getattr(value, "_transitions", ()):
                cls.transitions[source, value.__name__] = target
            for moment in getattr(value, "_hooks", ()):
                cls.hooks[moment].append(value)

    @staticmethod
    def when(*pairs):
        def mark(function):
            @functools.wraps(function)
            def wrapper(self, *arguments):
                try:
                    target = self.transitions[self.state, function.__name__]
                except KeyError:
                    raise Illegal(self, function.__name__) from None
                result = function(self, *arguments)
                self.change(target)
                return result

            wrapper._transitions = pairs
            return wrapper

        return mark

    @staticmethod
    def hook(*moments):
        def mark(function):
            function._hooks = moments
            return function

        return mark

    def change(self, target):
        old, self.state = self.state, target
        for moment in (("leave", old), ("enter", target)) if old is not target else ():
            for hook in self.hooks[moment]:
                hook(self)


class Illegal(RuntimeError):
    def __init__(self, machine, action):
        super().__init__(f"{machine.name} cannot {action} while {machine.state.value}")


@dataclass(order=True)
class Event:
    time: float
    number: int
    action: Callable = field(compare=False, repr=False)
    label: str = field(compare=False, default="")
    live: bool = field(compare=False, default=True)


class Timeline:
    def __init__(self):
        self.now, self.queue, self.numbers, self.log = 0.0, [], itertools.count(), []

    def after(self, delay, action, label=""):
        if delay < 0:
            raise ValueError(f"{delay} lies in the past")
        event = Event(self.now + delay, next(self.numbers), action, label)
        heapq.heappush(self.queue, event)
        return event

    def run(self, until=float("inf")):
        while self.queue and self.queue[0].time <= until:
            event = heapq.heappop(self.queue)
            if event.live:
                self.now = event.time
                event.action()
        return self.now

    def note(self, *parts):
        self.log.append((self.now, " ".join(map(str, parts))))


@dataclass
class Passenger:
    name: str
    start: Floor
    goal: Floor
    called: float = 0.0
    boarded: float | None = None
    arrived: float | None = None

    @property
    def direction(self):
        return State.UP if self.goal > self.start else State.DOWN


class Elevator(Machine):
    SPEED, OPEN = 2.0, 3.0

    def __init__(self, name, timeline, building, capacity=2):
        self.name, self.timeline, self.building, self.capacity = name, timeline, building, capacity
        self.state, self.floor, self.riders, self.stops, self.travelled = State.IDLE, Floor(0), [], set(), 0

    @Machine.when((State.IDLE, State.UP), (State.DOORS, State.UP), (State.UP, State.UP))
    def rise(self):
        self._depart(1)

    @Machine.when((State.IDLE, State.DOWN), (State.DOORS, State.DOWN), (State.DOWN, State.DOWN))
    def sink(self):
        self._depart(-1)

    @Machine.when((State.UP, State.DOORS), (State.DOWN, State.DOORS), (State.IDLE, State.DOORS))
    def open(self):
        self.stops.discard(self.floor)
        self.timeline.after(self.OPEN, self.decide, "close")

    @Machine.when((State.DOORS, State.IDLE), (State.UP, State.IDLE), (State.DOWN, State.IDLE))
    def rest(self):
        pass

    @Machine.hook(("enter", State.DOORS))
    def exchange(self):
        leaving = [p for p in self.riders if p.goal == self.floor]
        for passenger in leaving:
            passenger.arrived = self.timeline.now
            self.riders.remove(passenger)
        waiting = self.building.waiting[self.floor]
        boarding = []
        while waiting and len(self.riders) < self.capacity:
            passenger = waiting.popleft()
            passenger.boarded = self.timeline.now
            self.riders.append(passenger)
            self.stops.add(passenger.goal)
            boarding.append(passenger)
        self.timeline.note(self.name, "at", self.floor, *(f"-{p.name}" for p in leaving),
                           *(f"+{p.name}" for p in boarding))
        if waiting:
            self.timeline.after(self.OPEN + 1, functools.partial(self.building.dispatch, self.floor), "again")

    @Machine.hook(("enter", State.IDLE), ("leave", State.IDLE))
    def report(self):
        self.timeline.note(self.name, self.state.value)

    def _depart(self, step):
        if not 0 <= self.floor + step < self.building.floors:
            raise IndexError(f"{self.name} leaves the building")
        self.timeline.after(self.SPEED, functools.partial(self.arrive, step), "move")

    def arrive(self, step):
        self.floor = Floor(self.floor + step)
        self.travelled += 1
        if self.floor in self.stops:
            self.open()
        else:
            self.decide()

    def decide(self):
        above, below = any(s > self.floor for s in self.stops), any(s < self.floor for s in self.stops)
        if self.floor in self.stops and self.state is not State.DOORS:
            self.open()
        elif above and (self.state is not State.DOWN or not below):
            self.change(State.IDLE) if self.state is State.DOWN else None
            self.rise()
        elif below:
            self.change(State.IDLE) if self.state is State.UP else None
            self.sink()
        elif self.state is not State.IDLE:
            self.rest()

    def call(self, floor):
        self.stops.add(floor)
        if self.state is State.IDLE:
            self.decide()


class Strategy(abc.ABC):
    @abc.abstractmethod
    def choose(self, elevators, floor): ...


class Nearest(Strategy):
    def choose(self, elevators, floor):
        return min(elevators, key=lambda e: (abs(e.floor - floor), e.name))


class Quiet(Strategy):
    def choose(self, elevators, floor):
        return min(elevators, key=lambda e: (len(e.stops) + len(e.riders), abs(e.floor - floor), e.name))


class Building:
    def __init__(self, floors, count, strategy):
        self.timeline, self.floors, self.strategy = Timeline(), floors, strategy
        self.waiting, self.passengers = collections.defaultdict(deque), []
        self.elevators = [Elevator(name, self.timeline, self) for name in "ABC"[:count]]

    def arrive(self, passenger):
        if passenger.start == passenger.goal or not all(0 <= f < self.floors for f in (passenger.start,
                passenger.goal)):
            raise ValueError(f"{passenger.name} goes from {passenger.start} to {passenger.goal}")
        passenger.called = self.timeline.now
        self.passengers.append(passenger)
        self.waiting[passenger.start].append(passenger)
        self.dispatch(passenger.start)

    def dispatch(self, floor):
        if self.waiting[floor]:
            self.strategy.choose(self.elevators, floor).call(floor)

    def traffic(self, seed, count) -> Generator[tuple[float, Passenger]]:
        draw, time = random.Random(seed), 0.0
        for number in range(count):
            start, goal = draw.sample(range(self.floors), 2)
            time += round(draw.expovariate(0.2), 1)
            yield time, Passenger(f"p{number}", Floor(start), Floor(goal))

    def run(self, seed, count):
        for time, passenger in self.traffic(seed, count):
            self.timeline.after(time, functools.partial(self.arrive, passenger), passenger.name)
        end = self.timeline.run()
        waits = [p.boarded - p.called for p in self.passengers]
        rides = [p.arrived - p.boarded for p in self.passengers]
        return {"end": round(end, 1), "wait": round(statistics.mean(waits), 2), "longest": round(max(waits), 1),
                "ride": round(statistics.median(rides), 2), "floors": sum(e.travelled for e in self.elevators)}


for strategy, count in itertools.product((Nearest(), Quiet()), (1, 2)):
    building = Building(6, count, strategy)
    print(type(strategy).__name__, count, json.dumps(building.run(11, 7)))
print(*(f"{time:6.1f} {text}" for time, text in building.timeline.log), sep="\n")
print(all(p.arrived > p.boarded >= p.called for p in building.passengers), building.passengers[0],
      replace(building.passengers[0], name="copy", arrived=None), sep="\n")
print({f"{s.value}.{a}": t.value for (s, a), t in Elevator.transitions.items()},
      {f"{m} {s.name}": [f.__name__ for f in fs] for (m, s), fs in Elevator.hooks.items() if fs}, sep="\n")
lift = building.elevators[0]
for bad in (lambda: lift.rest(), lambda: lift.open() or lift.open(), lambda: lift.sink() or lift.sink(),
            lambda: building.timeline.after(-1, print), lambda: building.arrive(Passenger("x", 3, 3)),
            lambda: building.arrive(Passenger("y", 3, 99)), lambda: Strategy(), lambda: Quiet().choose([], 1),
            lambda: Elevator("Z", Timeline(), Building(1, 0, None)).rise(), lambda: State("sideways"),
            lambda: Building(2, 1, Nearest()).run(1, 0), lambda: Building(1, 1, Nearest()).run(1, 1),
            lambda: Event(1.0, 2, print) < Event(1.0, 1, len), lambda: Event(1.0, 2, print), lambda: Passenger()):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
cancelled = building.timeline.after(5, functools.partial(print, "never"), "cancelled")
cancelled.live = False
with contextlib.redirect_stdout(io.StringIO()) as out:
    building.timeline.run(until=building.timeline.now + 6)
print(repr(out.getvalue()), Counter(text.split()[0] for _, text in building.timeline.log), Floor.__name__,
      assert_type(Floor(3), Floor), get_args(Literal["a", 1]), operator.attrgetter("state.value")(lift),
      sys.float_info.dig)
