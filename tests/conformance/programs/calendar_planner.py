"""Plans recurring appointments: rules as generators, calendars as text, collisions of time spans, ages and weeks."""

import bisect
import calendar
import datetime as dt
import functools
import heapq
import itertools
import operator
import textwrap
from collections import Counter
from dataclasses import dataclass

CALENDAR = calendar.TextCalendar(calendar.MONDAY)


class Rule:
    """Dates that follow a rule; rules combine with | and &, and are cut with slices of dates."""

    def __init__(self, start):
        self.start = start

    def __iter__(self):
        day = self.start
        while True:
            if self.fits(day):
                yield day
            day += dt.timedelta(days=1)

    def fits(self, day):
        raise NotImplementedError(f"{type(self).__name__}.fits")

    def __contains__(self, day):
        return day >= self.start and self.fits(day)

    def __or__(self, other):
        return Either(self, other)

    def __and__(self, other):
        return Both(self, other)

    def __getitem__(self, key):
        if isinstance(key, slice):
            found = itertools.takewhile(lambda d: d < key.stop, itertools.dropwhile(lambda d: d < key.start, self))
            return list(found)[:: key.step]
        return next(itertools.islice(self, operator.index(key), None))


class Weekly(Rule):
    def __init__(self, start, *names):
        super().__init__(start)
        self.days = {list(calendar.day_name).index(name.title()) for name in names}

    def fits(self, day):
        return day.weekday() in self.days


class Monthly(Rule):
    def __init__(self, start, number):
        super().__init__(start)
        self.number = number

    def fits(self, day):
        last = calendar.monthrange(day.year, day.month)[1]
        return day.day == (self.number if self.number > 0 else last + 1 + self.number)


class Either(Rule):
    def __init__(self, *rules):
        self.rules = rules
        super().__init__(min(rule.start for rule in rules))

    def fits(self, day):
        return any(day in rule for rule in self.rules)


class Both(Either):
    def fits(self, day):
        return all(day in rule for rule in self.rules)


@functools.total_ordering
@dataclass(eq=False)
class Span:
    name: str
    begin: dt.datetime
    length: dt.timedelta

    @property
    def end(self):
        return self.begin + self.length

    def __eq__(self, other):
        return (self.begin, self.length) == (other.begin, other.length) if isinstance(other, Span) else NotImplemented

    def __lt__(self, other):
        return self.begin < other.begin if isinstance(other, Span) else NotImplemented

    def __and__(self, other):
        begin, end = max(self.begin, other.begin), min(self.end, other.end)
        return Span(f"{self.name}&{other.name}", begin, end - begin) if begin < end else None


start = dt.date(2024, 1, 29)
sport = Weekly(start, "tuesday", "FRIDAY")
rent = Monthly(start, -1)
print(sport[0], sport[3], rent[1], *map(str, (sport & rent)[start : dt.date(2025, 1, 1)]))
print([d.isoformat() for d in (sport | rent)[dt.date(2024, 2, 26) : dt.date(2024, 3, 11) : 2]], start in sport)
for wrong in (lambda: Rule(start)[0], lambda: sport["x"], lambda: Weekly(start, "someday"),
              lambda: Span("a", 1, 2) < 3):
    try:
        wrong()
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
print(textwrap.indent(CALENDAR.formatmonth(2024, 2), "| ").rstrip())
print(calendar.TextCalendar(6).formatweek([(0, 6), (1, 0), (2, 1), (3, 2), (4, 3), (5, 4), (6, 5)], 3))
print(CALENDAR.monthdayscalendar(2023, 2)[0], calendar.isleap(1900), calendar.leapdays(1900, 2024),
      calendar.timegm((2001, 9, 9, 1, 46, 40)))
print(calendar.HTMLCalendar().formatweekheader()[:58], calendar.Month(3), calendar.FRIDAY, repr(calendar.Day.SUNDAY))
for call in (lambda: calendar.monthrange(2024, 13), lambda: calendar.setfirstweekday(9),
             lambda: calendar.TextCalendar().formatmonth(2024, 0)):
    try:
        call()
    except ValueError as error:
        print(type(error).__name__, error)
noon = dt.datetime(2024, 3, 4, 12, tzinfo=dt.timezone.utc)
hours = dt.timedelta(hours=1)
spans = [Span("lunch", noon, hours), Span("call", noon + hours / 2, 2 * hours),
         Span("walk", noon + 3 * hours, hours // 3)]
clashes = [both for a, b in itertools.combinations(sorted(spans, reverse=True), 2) if (both := a & b)]
print(*clashes, max(spans).name, spans[0] == Span("other", noon, hours), spans[0] >= spans[1])
begins = [span.begin for span in spans]
print(bisect.bisect_right(begins, noon + hours), bisect.bisect_left(spans, noon + hours, key=lambda s: s.begin))
merged = heapq.merge((("sport", d) for d in itertools.islice(sport, 4)),
                     (("rent", d) for d in itertools.islice(rent, 2)), key=lambda p: p[1])
print(*(f"{name}:{day:%a %d %b}" for name, day in merged))
year, week, weekday = noon.isocalendar()
print(year, week, weekday, dt.date.fromisocalendar(2020, 53, 7), tuple(noon.isocalendar()), dt.date.min.isoformat(),
      dt.date.max.toordinal())
tokyo = dt.timezone(dt.timedelta(hours=9), "Tokyo")
print(noon.astimezone(tokyo), noon.astimezone(tokyo).tzname(), repr(tokyo), noon == noon.astimezone(tokyo),
      dt.timezone.utc)
for call in (lambda: dt.date(2023, 2, 29), lambda: dt.date.fromisocalendar(2021, 53, 1),
             lambda: dt.datetime.strptime("31.04.2024", "%d.%m.%Y"), lambda: dt.datetime.strptime("x", "%Q"),
             lambda: dt.timezone(dt.timedelta(days=1))):
    try:
        print(call())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
print(Counter(day.strftime("%A") for day in (dt.date(y, 5, 1) for y in range(2000, 2028))).most_common(3))
print(dt.timedelta(minutes=-5), repr(dt.timedelta(weeks=1, microseconds=3)),
      dt.timedelta(hours=30) / dt.timedelta(days=1), abs(-hours).total_seconds())
print(divmod(dt.timedelta(hours=50), dt.timedelta(days=1)), noon.replace(fold=1).fold, noon.timetuple()[:6],
      noon.date() + hours * 30)
