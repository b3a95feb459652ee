"""Calendars as text: folded lines, parameters, components as classes, recurrences, escapes, free time, agendas, odd input."""

import calendar
import collections
import datetime as dt
import functools
import io
import itertools
import operator
import re
import textwrap
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, ClassVar

FEED = r"""BEGIN:VCALENDAR
VERSION:2.0
X-WR-CALNAME:Work\, mostly
BEGIN:VEVENT
UID:1@example.org
DTSTART;TZID=Made/Zone:20240516T090000
DURATION:PT1H30M
SUMMARY:Planning for the long summer with a title that has to be folded bec
 ause it is too long
RRULE:FREQ=WEEKLY;COUNT=6;BYDAY=TH,MO
EXDATE;TZID=Made/Zone:20240520T090000
CATEGORIES:a,b\,c
ATTENDEE;CN="Müller; Anna";ROLE=CHAIR:mailto:anna@example.org
BEGIN:VALARM
TRIGGER:-PT15M
ACTION:DISPLAY
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;VALUE=DATE:20240517
SUMMARY:Pay day
RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20240831
END:VEVENT
BEGIN:VEVENT
DTSTART:20240520T100000Z
DTEND:20240520T120000Z
SUMMARY:Visit\nwith guests
PRIORITY:3
END:VEVENT
BEGIN:VTODO
SUMMARY:Write report
DUE;VALUE=DATE:20240601
PERCENT-COMPLETE:40
END:VTODO
END:VCALENDAR
"""


class FeedError(ValueError):
    def __init__(self, message, line):
        super().__init__(f"line {line}: {message}")
        self.line = line


@dataclass(frozen=True)
class Property:
    name: str
    value: Any
    parameters: dict = field(default_factory=dict, hash=False)

    LINE: ClassVar = re.compile(r'(?P<name>[\w-]+)(?P<rest>(?:;[\w-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(?P<value>.*)',
                                re.S)

    @classmethod
    def parse(cls, line):
        if not (match := cls.LINE.fullmatch(line)):
            raise ValueError(f"no property: {line[:20]!r}")
        parameters = {k: v.strip('"') for k, v in re.findall(r';([\w-]+)=("[^"]*"|[^;:]*)', match["rest"])}
        return cls(match["name"].upper(), match["value"], parameters)


def unescape(text):
    return re.sub(r"\\(.)", lambda m: {"n": "\n", "N": "\n"}.get(m[1], m[1]), text)


def escape(text):
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", r"\n")


class Zone(dt.tzinfo):
    utcoffset = lambda self, moment: dt.timedelta(hours=2)
    dst = lambda self, moment: dt.timedelta(0)
    tzname = lambda self, moment: "MADE"


ZONES = {"Made/Zone": Zone()}


def moment(text, parameters):
    if parameters.get("VALUE") == "DATE" or len(text) == 8:
        return dt.datetime.strptime(text, "%Y%m%d").date()
    value = dt.datetime.strptime(text.rstrip("Z"), "%Y%m%dT%H%M%S")
    zone = dt.UTC if text.endswith("Z") else ZONES[parameters["TZID"]] if "TZID" in parameters else None
    return value.replace(tzinfo=zone)


def duration(text):
    if not (match := re.fullmatch(r"([+-])?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", text)):
        raise ValueError(f"no duration: {text!r}")
    sign, *numbers = match.groups()
    weeks, days, hours, minutes, seconds = (int(n or 0) for n in numbers)
    return dt.timedelta(days, seconds, 0, 0, minutes, hours, weeks) * (-1 if sign == "-" else 1)


@dataclass
class Rule:
    freq: str
    count: int | None = None
    until: dt.date | None = None
    interval: int = 1
    byday: list[int] = field(default_factory=list)
    bymonthday: list[int] = field(default_factory=list)
    DAYS: ClassVar = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

    @classmethod
    def parse(cls, text):
        values = dict(part.split("=", 1) for part in text.lower().split(";"))
        convert = {"count": int, "interval": int, "until": lambda t: moment(t.upper(), {}),
                   "byday": lambda t: [cls.DAYS.index(d) for d in t.upper().split(",")],
                   "bymonthday": lambda t: [*map(int, t.split(","))]}
        return cls(**{k: convert.get(k, str)(v) for k, v in values.items()})

    def dates(self, start) -> Iterator[dt.date]:
        match self.freq:
            case "daily":
                days = (start + dt.timedelta(n * self.interval) for n in itertools.count())
            case "weekly":
                monday = start - dt.timedelta(start.weekday())
                days = (monday + dt.timedelta(7 * self.interval * n + d) for n in itertools.count() for d in sorted(self.byday or [start.weekday()]))
            case "monthly":
                days = self._monthly(start)
            case other:
                raise NotImplementedError(f"frequency {other}")
        days = itertools.dropwhile(lambda d: d < start, days)
        if self.until:
            last = self.until.date() if isinstance(self.until, dt.datetime) else self.until
            days = itertools.takewhile(lambda d: d <= last, days)
        return itertools.islice(days, self.count)

    def _monthly(self, start):
        for n in itertools.count(start.month - 1, self.interval):
            year, month = start.year + n // 12, n % 12 + 1
            last = calendar.monthrange(year, month)[1]
            for day in sorted(d if d > 0 else last + 1 + d for d in self.bymonthday or [start.day]):
                with suppress(ValueError):
                    yield dt.date(year, month, day)


class Component:
    kinds: ClassVar[dict[str, type]] = {}
    converters: ClassVar = {"DTSTART": moment, "DTEND": moment, "DUE": moment, "DURATION": lambda t, p: duration(t),
                            "TRIGGER": lambda t, p: duration(t), "SUMMARY": lambda t, p: unescape(t),
                            "RRULE": lambda t, p: Rule.parse(t), "PRIORITY": lambda t, p: int(t),
                            "PERCENT-COMPLETE": lambda t, p: int(t), "EXDATE": lambda t, p: [moment(x,
            p) for x in t.split(",")], "CATEGORIES": lambda t, p: [unescape(x) for x in re.split(r"(?<!\\),", t)]}

    def __init_subclass__(cls, name):
        cls.name = name
        Component.kinds[name] = cls

    def __init__(self):
        self.properties, self.parts = collections.defaultdict(list), []

    def add(self, prop):
        convert = self.converters.get(prop.name)
        self.properties[prop.name].append(Property(prop.name, convert(prop.value, prop.parameters),
                prop.parameters) if convert else prop)

    def __getattr__(self, name):
        key = name.upper().replace("_", "-")
        if key in self.properties:
            return self.properties[key][0].value
        raise AttributeError(f"{self.name.lower()} without {name}", name=name, obj=self)

    @classmethod
    def read(cls, file):
        stack, root, number, pending = [], None, 0, ""
        for number, line in enumerate(itertools.chain(file, ["\n"]), 1):
            line = line.rstrip("\r\n")
            if line[:1] in (" ", "\t"):
                pending += line[1:]
                continue
            pending, line = line, pending
            if not line:
                continue
            try:
                match Property.parse(line):
                    case Property("BEGIN", kind):
                        part = cls.kinds.get(kind.upper(), Other)()
                        if stack:
                            stack[-1].parts.append(part)
                        stack.append(part)
                    case Property("END", kind):
                        if not stack or (stack[-1].name or kind) != kind.upper():
                            raise ValueError(f"END of {kind} within {stack[-1].name if stack else 'nothing'}")
                        root = stack.pop()
                    case prop:
                        stack[-1].add(prop)
            except (ValueError, LookupError, TypeError) as error:
                raise FeedError(f"{type(error).__name__}: {error}", number - 1) from error
        if stack:
            raise FeedError(f"{stack[-1].name} is not closed", number)
        return root


class Other(Component, name=""): ...


class Event(Component, name="VEVENT"):
    @functools.cached_property
    def length(self):
        start = self.dtstart
        with suppress(AttributeError):
            return self.duration
        with suppress(AttributeError):
            return self.dtend - start
        return dt.timedelta(0) if isinstance(start, dt.datetime) else dt.timedelta(1)

    def occurrences(self):
        start = self.dtstart
        out = set(self.exdate) if "EXDATE" in self.properties else set()
        if "RRULE" not in self.properties:
            return iter([start])
        if isinstance(start, dt.datetime):
            days = (dt.datetime.combine(d, start.timetz()) for d in self.rrule.dates(start.date()))
        else:
            days = self.rrule.dates(start)
        return (d for d in days if d not in out)


class Todo(Component, name="VTODO"): ...


class Alarm(Component, name="VALARM"): ...


class Calendar(Component, name="VCALENDAR"):
    def agenda(self):
        def instant(value):
            return value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time(), dt.UTC)

        rows = [(instant(when), event) for event in self.parts if isinstance(event,
                Event) for when in event.occurrences()]
        return sorted(rows, key=operator.itemgetter(0))

    def free(self, begin, end):
        here = begin
        for when, event in self.agenda():
            if when + event.length > here and when < end and isinstance(event.dtstart, dt.datetime):
                if when > here:
                    yield here, when
                here = max(here, when + event.length)
        if here < end:
            yield here, end


def fold(line, width=40):
    data, out = line.encode(), []
    while data:
        cut = width - bool(out)
        while cut < len(data) and data[cut] & 0xC0 == 0x80:
            cut -= 1
        out.append(data[:cut].decode())
        data = data[cut:]
    return "\r\n ".join(out)


feed = Component.read(io.StringIO(FEED))
print(feed.x_wr_calname, feed.version, [type(p).__name__ for p in feed.parts], feed.parts[0].rrule,
      feed.parts[0].categories, feed.parts[0].properties["ATTENDEE"][0], feed.parts[0].parts[0].trigger,
      feed.parts[3].due, feed.parts[3].percent_complete, sep="\n")
for when, event in feed.agenda():
    print(f"{when:%a %d.%m. %H:%M %Z} {str(event.length):>15} {event.summary!r:.40}")
day = dt.datetime(2024, 5, 20, 6, tzinfo=dt.UTC)
print([f"{a:%H:%M}-{b:%H:%M}" for a, b in feed.free(day, day.replace(hour=18))],
      [f"{a:%H:%M}-{b:%H:%M}" for a, b in feed.free(day + dt.timedelta(3), day.replace(day=23, hour=18))])
for text in ("FREQ=DAILY;INTERVAL=10;COUNT=4", "FREQ=MONTHLY;COUNT=5;BYMONTHDAY=31", "FREQ=MONTHLY;INTERVAL=5;COUNT=3",
             "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,WE;COUNT=4", "FREQ=MONTHLY;BYMONTHDAY=1,15,-1;UNTIL=20240220T000000Z"):
    print(text, *Rule.parse(text).dates(dt.date(2024, 1, 31)))
print(fold("SUMMARY:" + escape("Ein Füllsatz, der zu lang ist; so lang,\ndaß er bricht " + "ü" * 20)).splitlines(),
      unescape(escape("a,b;c\\d\ne")) == "a,b;c\\d\ne", uuid.uuid5(uuid.NAMESPACE_DNS, "1@example.org"))
for text in ("BEGIN:VEVENT\nEND:VTODO", "END:VEVENT", "BEGIN:VEVENT", "SUMMARY:x", "BEGIN:VEVENT\nnonsense",
             "BEGIN:VEVENT\nDTSTART:2024", "BEGIN:VEVENT\nDTSTART;TZID=No/Where:20240101T000000",
             "BEGIN:VEVENT\nDURATION:1H", "BEGIN:VEVENT\nRRULE:FREQ", "BEGIN:VEVENT\nRRULE:FREQ=DAILY;SPAM=1",
             "BEGIN:VEVENT\nRRULE:FREQ=WEEKLY;BYDAY=XX", "BEGIN:VEVENT\nPRIORITY:high", "",
             "BEGIN:X-OWN\nA;B=\"c:d\":e\n f\nEND:X-OWN"):
    try:
        part = Component.read(text.splitlines())
        print(repr(text), dict(part.properties) if part else part)
    except FeedError as error:
        print(repr(text), error, error.line)
for bad in (lambda: feed.parts[3].length, lambda: list(Rule("yearly").dates(dt.date(2024, 1, 1))),
            lambda: duration("PT"), lambda: duration("P1Y"), lambda: moment("20240230", {}),
            lambda: next(Component().free(1, 2)), lambda: type("Bad", (Component,), {}),
            lambda: feed.agenda()[0][0].astimezone(dt.UTC).hour, lambda: textwrap.shorten(feed.parts[0].summary, 20)):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
