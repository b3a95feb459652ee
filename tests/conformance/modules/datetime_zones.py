# What the methods of time zones may return, what is asked of them and how often.
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo


class Zone(tzinfo):
    """Notes what it is asked."""

    def __init__(self, offset=None, daylight=None, name=None):
        self.answers = {"utcoffset": offset, "dst": daylight, "tzname": name}
        self.asked = []

    def answer(self, method, moment):
        self.asked.append((method, moment if moment is None else (type(moment).__name__, moment.hour, moment.fold, moment.tzinfo is self)))
        answer = self.answers[method]
        return answer(moment) if callable(answer) else answer

    def utcoffset(self, moment):
        return self.answer("utcoffset", moment)

    def dst(self, moment):
        return self.answer("dst", moment)

    def tzname(self, moment):
        return self.answer("tzname", moment)


def attempt(function):
    try:
        return repr(function()).replace(f"{Zone.__module__}.", "").split(" object at")[0]
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for answer in (None, timedelta(hours=5), timedelta(1), timedelta(-1), timedelta(microseconds=-1), timedelta(0), 3, "x"):
    zone = Zone(answer, answer, answer)
    moment, clock = datetime(2024, 5, 6, 7, tzinfo=zone, fold=1), time(7, tzinfo=zone, fold=1)
    print("answer", repr(answer))
    for name in ("utcoffset", "dst", "tzname", "isoformat", "__hash__", "__str__"):
        results = attempt(getattr(moment, name)), attempt(getattr(clock, name))
        print("   ", name, results if name != "__hash__" else [result.lstrip("-").isdigit() or result for result in results])
    for name in ("timetuple", "utctimetuple", "date", "time", "timetz"):
        print("   ", name, attempt(getattr(moment, name)))
    for function in (lambda: moment.strftime("%z %z %:z %Z %Z"), lambda: clock.strftime("%z %:z %Z"), lambda: moment.astimezone(UTC), lambda: zone.fromutc(moment),
                     lambda: moment == datetime(2024, 5, 6, 7, tzinfo=UTC), lambda: moment - datetime(2024, 5, 6, 7, tzinfo=UTC), lambda: clock == time(7, tzinfo=UTC),
                     lambda: moment == moment.replace(hour=8), lambda: datetime(2024, 5, 6, 7, tzinfo=UTC).astimezone(zone), lambda: datetime.fromtimestamp(0, zone)):
        print("   ", attempt(function))
    print("   ", zone.asked)

# A hash is asked for once, and never with a fold.
zone = Zone(timedelta(hours=1))
moment = datetime(2024, 5, 6, 7, tzinfo=zone, fold=1)
clock = time(7, tzinfo=zone, fold=1)
print(hash(moment) == hash(moment) == hash(moment.replace(fold=0)), hash(clock) == hash(clock), zone.asked)


class Summer(Zone):
    """An hour from April to September, with a gap and a fold."""

    def utcoffset(self, moment):
        super().utcoffset(moment)
        return timedelta(hours=1) + self.dst(moment)

    def dst(self, moment):
        super().dst(moment)
        naive = moment.replace(tzinfo=None)
        if naive.month == 9 and naive.day == 30 and naive.hour == 1:
            return timedelta(hours=not moment.fold)
        return timedelta(hours=4 <= naive.month <= 9)


zone = Summer()
for moment in (datetime(2024, 3, 31, 23, 30), datetime(2024, 1, 1), datetime(2024, 7, 1, 12), datetime(2024, 9, 30, 23), datetime(2024, 9, 30, 0, 30)):
    there = zone.fromutc(moment.replace(tzinfo=zone))
    print(there, there.fold, there.astimezone(UTC), zone.asked)
    zone.asked.clear()
early, late = [datetime(2024, 9, 30, 1, 30, tzinfo=zone, fold=fold) for fold in (0, 1)]
print(early == late, early < late, early - late, hash(early) == hash(late), early.utcoffset(), late.utcoffset())
print([moment == moment.astimezone(UTC) for moment in (early, late)], [moment.astimezone(UTC) for moment in (early, late)])
print(late.timestamp() - early.timestamp(), late.replace(hour=2) == late.replace(hour=2).astimezone(UTC))

for function in (lambda: tzinfo().utcoffset(None), lambda: tzinfo().dst(1), lambda: tzinfo().tzname(1), lambda: tzinfo().fromutc(1),
                 lambda: tzinfo().fromutc(datetime(2024, 1, 1)), lambda: UTC.fromutc(datetime(2024, 1, 1)), lambda: UTC.fromutc(3), lambda: UTC.fromutc(datetime(2024, 1, 1, tzinfo=UTC)),
                 lambda: UTC.utcoffset(3), lambda: UTC.tzname(date(2024, 1, 1)), lambda: UTC.dst(3), lambda: UTC.dst(None), lambda: UTC.utcoffset(), lambda: UTC < UTC,
                 lambda: timezone(timedelta(hours=24)), lambda: timezone(timedelta(hours=-24)), lambda: timezone(3), lambda: timezone(), lambda: timezone(timedelta(1), 3),
                 lambda: timezone(timedelta(hours=1), None), lambda: timezone(timedelta(hours=1), "a", "b"), lambda: timezone(offset=timedelta(hours=1), name="x"),
                 lambda: timezone(timedelta(0)) is UTC, lambda: timezone(timedelta(0), "UTC"), lambda: UTC == timezone(timedelta(0), "x"), lambda: UTC != timezone(timedelta(hours=1)),
                 lambda: hash(UTC) == hash(timedelta(0)), lambda: [str(timezone(timedelta(hours=h, seconds=s, microseconds=m))) for h, s, m in ((0, 0, 0), (1, 0, 0), (-1, 1, 0), (0, 0, -5))],
                 lambda: (timezone.min, timezone.max, timezone.utc), lambda: type("Sub", (timezone,), {}), lambda: UTC.__getinitargs__(), lambda: timezone(timedelta(hours=1), "x").__getinitargs__(),
                 lambda: datetime(1, 1, 1, tzinfo=timezone.max).astimezone(UTC), lambda: datetime(9999, 12, 31, 23, tzinfo=timezone.min).utctimetuple()):
    print(attempt(function))
