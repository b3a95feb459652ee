"""Schedules in five fields: parsed into bit sets, next times found by skipping, descriptions, overlaps, zones, jobs."""

import calendar
import datetime as dt
import functools
import heapq
import itertools
import operator
import re
import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar


class CronError(ValueError):
    def __init__(self, message, field_name, text):
        super().__init__(f"{message} in {field_name} field {text!r}")


class Unit:
    """One field of a schedule; parses its text into an int of bits."""

    def __init__(self, low, high, names=()):
        self.low, self.high, self.names = low, high, {n.lower(): low + i for i, n in enumerate(names)}

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, schedule, owner=None):
        return self if schedule is None else schedule.__dict__[self.name]

    def __set__(self, schedule, text):
        schedule.__dict__[self.name] = self.parse(text)

    def number(self, text, whole):
        try:
            value = self.names[text.lower()] if text.lower() in self.names else int(text)
        except ValueError as error:
            raise CronError(f"no number: {text!r}", self.name, whole) from error
        if not self.low <= value <= self.high:
            raise CronError(f"{value} is not within {self.low}-{self.high}", self.name, whole)
        return value

    def parse(self, text):
        bits = 0
        for part in text.split(","):
            head, slash, step = part.partition("/")
            step = self.number(step, text) if slash else 1
            match head.split("-"):
                case ["*"]:
                    low, high = self.low, self.high
                case [one]:
                    low = self.number(one, text)
                    high = self.high if slash else low
                case [first, last]:
                    low, high = self.number(first, text), self.number(last, text)
                case _:
                    raise CronError("too many dashes", self.name, text)
            if low > high:
                raise CronError(f"{low} after {high}", self.name, text)
            if not step:
                raise CronError("step of 0", self.name, text)
            bits |= functools.reduce(operator.or_, (1 << n for n in range(low, high + 1, step)))
        return bits

    def values(self, bits):
        return [n for n in range(self.low, self.high + 1) if bits >> n & 1]

    def full(self, bits):
        return len(self.values(bits)) == self.high - self.low + 1


class Schedule:
    minute, hour, day = Unit(0, 59), Unit(0, 23), Unit(1, 31)
    month = Unit(1, 12, calendar.month_abbr[1:])
    weekday = Unit(0, 6, ["sun", "mon", "tue", "wed", "thu", "fri", "sat"])
    SHORT: ClassVar[dict] = {"@hourly": "0 * * * *", "@daily": "0 0 * * *", "@weekly": "0 0 * * 0",
                             "@yearly": "0 0 1 1 *"}

    def __init__(self, text):
        self.text = text
        parts = self.SHORT.get(text, text).split()
        names = ["minute", "hour", "day", "month", "weekday"]
        if len(parts) != len(names):
            raise CronError(f"{len(parts)} fields", "whole", text)
        for name, part in zip(names, parts, strict=True):
            setattr(self, name, part)

    def fits_day(self, date):
        if not self.month >> date.month & 1:
            return False
        by_day, by_weekday = self.day >> date.day & 1, self.weekday >> date.isoweekday() % 7 & 1
        if Schedule.day.full(self.day) or Schedule.weekday.full(self.weekday):
            return bool(by_day and by_weekday)
        return bool(by_day or by_weekday)

    def after(self, moment) -> Iterator[dt.datetime]:
        clock = list(itertools.product(Schedule.hour.values(self.hour), Schedule.minute.values(self.minute)))
        for offset in range(366 * 2):
            date = moment.date() + dt.timedelta(offset)
            if self.fits_day(date):
                for hour, minute in clock:
                    when = dt.datetime.combine(date, dt.time(hour, minute), moment.tzinfo)
                    if when > moment:
                        yield when

    def __contains__(self, moment):
        return bool(self.fits_day(moment) and self.hour >> moment.hour & self.minute >> moment.minute & 1)

    def describe(self):
        def words(unit, bits, names=None):
            values = unit.values(bits)
            if unit.full(bits):
                return f"every {unit.name}"
            steps = set(map(operator.sub, values[1:], values))
            if len(values) > 2 and len(steps) == 1 and (step := steps.pop()) > 1:
                return f"every {step} {unit.name}s from {values[0]}"
            return f"{unit.name} " + ", ".join(names[v] if names else str(v) for v in values)

        days = ["Sunday", *calendar.day_name[:6]]
        return "; ".join(words(u, getattr(self, u.name), n) for u, n in ((Schedule.minute, None), (Schedule.hour, None),
                (Schedule.day, None), (Schedule.month, calendar.month_name),
                (Schedule.weekday, days)) if not (u.full(getattr(self, u.name)) and u.name in ("day", "month",
                "weekday")))


@dataclass(order=True)
class Run:
    when: dt.datetime
    name: str
    rest: Iterator = field(compare=False, repr=False)


class Table:
    LINE = re.compile(r"(?P<schedule>@\w+|(?:\S+\s+){4}\S+)\s+(?P<command>.+)")

    def __init__(self, text):
        self.jobs, self.problems = {}, []
        for number, line in enumerate(textwrap.dedent(text).splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            try:
                match = self.LINE.fullmatch(line)
                self.jobs[match["command"]] = Schedule(match["schedule"])
            except (CronError, TypeError) as error:
                self.problems.append(f"{number}: {error}")

    def runs(self, start):
        heap = []
        for name, schedule in self.jobs.items():
            rest = schedule.after(start)
            if first := next(rest, None):
                heapq.heappush(heap, Run(first, name, rest))
        while heap:
            run = heap[0]
            yield run
            if later := next(run.rest, None):
                heapq.heapreplace(heap, Run(later, run.name, run.rest))
            else:
                heapq.heappop(heap)


start = dt.datetime(2024, 2, 28, 22, 50, tzinfo=dt.UTC)
for text in ("*/20 9-17 * * mon-fri", "0 0 29 2 *", "5,35 */6 1,15 * *", "0 12 13 * fri", "@weekly",
             "59 23 31 dec-dec *", "0 0 * Jan,jul 0/2", "10-50/10 3 * * *", "* * * * *"):
    schedule = Schedule(text)
    print(f"{text:22}", schedule.describe(),
          *(f"{when:%d.%m.%y %H:%M}" for when in itertools.islice(schedule.after(start), 3)), sep=" | ")
for text in ("* * * *", "60 * * * *", "* 5-3 * * *", "*/0 * * * *", "a * * * *", "1-2-3 * * * *", "* * 0 * *",
             "* * * foo *", "", "* * * * 7", "@never", "1/x * * * *", "-1 * * * *", ",1 * * * *"):
    try:
        print(Schedule(text).minute)
    except CronError as error:
        print(type(error).__name__, error, "|", repr(error.__cause__))
table = Table("""\
    # jobs
    */30 * * * * sync mail
    0 */2 * * * rotate logs
    @daily   back up
    0 0 30 2 * never
    61 * * * * broken
    nonsense
    15 23 * * wed write report
""")
print(*table.problems, *(f"{run.when:%a %H:%M} {run.name}" for run in itertools.islice(table.runs(start), 12)),
      sep="\n")
print(Counter(run.name for run in itertools.takewhile(lambda r: r.when < start + dt.timedelta(hours=12),
        table.runs(start))), start in table.jobs["sync mail"], dt.datetime(2024, 5, 1, 3,
        30) in table.jobs["sync mail"])
print(Schedule.month.name, Schedule.minute.parse("*/7").bit_count(), [*Schedule("0 0 30 2 *").after(start)],
      Run(start, "a", iter(())))
east, west = (dt.timezone(dt.timedelta(hours=h)) for h in (9, -8))
print(*(next(Schedule("0 9 * * *").after(start.astimezone(zone))).isoformat() for zone in (east, west)), dt.UTC)
