"""Plans tasks with dependencies and working hours, as a build tool or a calendar does."""

import calendar
import enum
import graphlib
import heapq
import itertools
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import NamedTuple


class Priority(enum.IntEnum):
    LOW = 1
    NORMAL = enum.auto()
    HIGH = enum.auto()


class Task(NamedTuple):
    name: str
    hours: float
    needs: tuple[str, ...] = ()
    priority: Priority = Priority.NORMAL


TASKS = [
    Task("design", 6, priority=Priority.HIGH),
    Task("parser", 9, ("design",)),
    Task("printer", 5, ("design",), Priority.LOW),
    Task("tests", 7.5, ("parser", "printer")),
    Task("release", 2, ("tests", "docs")),
    Task("docs", 4, ("design",)),
]


class Clock:
    """Working time: eight hours on weekdays, from nine."""

    def __init__(self, now):
        self.now = now

    def work(self, hours):
        left = timedelta(hours=hours)
        while left:
            if self.now.weekday() >= 5:
                self.now = datetime.combine(self.now.date() + timedelta(1), time(9), self.now.tzinfo)
                continue
            end = self.now.replace(hour=17, minute=0)
            step = min(left, end - self.now)
            self.now += step
            left -= step
            if self.now == end:
                self.now = datetime.combine(self.now.date() + timedelta(1), time(9), self.now.tzinfo)
        return self.now


def plan(tasks, start):
    sorter = graphlib.TopologicalSorter({task.name: task.needs for task in tasks})
    sorter.prepare()
    by_name = {task.name: task for task in tasks}
    number = itertools.count()
    ready = []
    clock = Clock(start)
    while sorter:
        for name in sorter.get_ready():
            heapq.heappush(ready, (-by_name[name].priority, next(number), name))
        _, _, name = heapq.heappop(ready)
        began = clock.now
        clock.work(by_name[name].hours)
        yield by_name[name], began, clock.now
        sorter.done(name)


zone = timezone(timedelta(hours=2), "here")
for task, began, ended in plan(TASKS, datetime(2024, 5, 15, 9, tzinfo=zone)):
    print(f"{began:%a %d %H:%M} - {ended:%a %d %H:%M %Z}  {task.priority.name.lower():7}{task.name}")
    print("   ", began.astimezone(UTC).isoformat(), ended - began)
try:
    list(plan(TASKS + [Task("design", 1, ("release",))], datetime(2024, 5, 15, 9, tzinfo=zone)))
except graphlib.CycleError as error:
    print(error.args[0], error.args[1])
print(calendar.month(2024, 5))
print([date.fromisoformat(text).isocalendar()[:] for text in ("2024-12-30", "2021-W01-1", "20200229")])
for text in ("2024-05-17T12:30:45.123456+02:00", "2024-05-17 24:00", "2024-13-01", "x"):
    try:
        print(repr(datetime.fromisoformat(text)))
    except ValueError as error:
        print(error)
